"""Pieces of sentences that say nothing alone, which make no claim."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claims.splitting.clauses import Proposition
from claims.splitting.conjugation import lent_auxiliary
from claims.text.tree import Tree

if TYPE_CHECKING:
    from claims.text.tokens import Token


_CLAUSES = ("clause", "content", "coordination", "parataxis", "adverbial")
_SHORT = 4  # tokens


def is_fragment(proposition: Proposition, sentence: str, tree: Tree) -> bool:
    """A relative clause or an infinitive cut off from what it hangs on, a verb from its participle."""
    if (
        proposition.rule in ("accusation", "among", "participle", "spoken", "uncut")
        or not proposition.tokens
    ):
        return False
    if proposition.rule.startswith("nominal"):
        return False
    first, last = proposition.tokens[0], proposition.tokens[-1]
    begins = re.split(r"(?<=['’])|\s", sentence)[0].lower().replace("’", "'")
    if begins in tree.language.grammar.get("fragment_openers", ()) and begins == first.lower_:
        return True
    if tree.is_infinitive(proposition.head) and sentence.lower().startswith(first.lower_):
        return first.dep_ in tree.mark | tree.case
    return _is_parted(last, tree) or _only_relative(proposition, tree)


def is_verbless(proposition: Proposition, sentence: str, told: bool, tree: Tree) -> bool:
    """ "L'an passé", "Deux coups de fusil, tirés de près": words without a verb that says something.

    What somebody tells in a noun phrase of some length (`told`) is kept: it may be a headline's.
    """
    if "reattach" not in tree.language.grammar or proposition.rule not in _CLAUSES:
        return False
    if not proposition.tokens or (told and len(proposition.tokens) > _SHORT):
        return False
    if not sentence.lower().startswith(proposition.tokens[0].lower_.replace("’", "'")):
        return False
    if tree.is_infinitive(proposition.head) or lent_auxiliary(proposition.head, tree):
        return False
    return not any(may_be_verb(t, tree) for t in proposition.tokens)


def tells_of_source(proposition: Proposition, tree: Tree) -> bool:
    """ "qui a requis l'anonymat": how one who tells wishes to be named is no news."""
    patterns = tree.language.cues.get("anonymity", {}).get("patterns", ())
    head = proposition.head
    first = min((t.i for t in (head, *head.children) if _is_verbal(t, head, tree)), default=head.i)
    said = " ".join(t.lower_ for t in proposition.tokens if t.i >= first and not t.is_punct)
    return any(re.match(pattern, said.replace("\u2019", "'")) for pattern in patterns)


def _is_verbal(token: Token, head: Token, tree: Tree) -> bool:
    """The predicate itself, its auxiliaries, its negation and the pronoun of a reflexive verb."""
    small = (*tree.negations, *tree.language.grammar.get("reflexives", ()))
    return token == head or token.dep_ in tree.aux | tree.copula or token.lower_ in small


def may_be_verb(token: Token, tree: Tree) -> bool:
    """A finite verb, or a word that may be one whatever the tagger took it for."""
    if token.pos_ in ("ADP", "DET") and token.dep_ in tree.case | tree.det | tree.nominal_parts:
        return False  # the "de" of "à moins de dix mètres"
    if token.morph.get("VerbForm") == ["Fin"] or token.lower_ in tree.language.verb_forms:
        return True
    forms: dict[str, str] = tree.language.grammar["finite_looking"]
    if token.pos_ in ("VERB", "AUX"):
        return not re.search(forms["participles"], token.lower_)
    if tree.children(token, tree.expletive):  # "s'approvisionne"
        return True
    if token.i == 0 or token.i + 1 >= len(token.doc) or not re.search(forms["verbs"], token.lower_):
        return False
    if tree.children(token, tree.det) or token.nbor(-1).pos_ in ("DET", "ADP", "NUM"):
        return False
    return token.pos_ != "PROPN" and token.nbor(1).pos_ in ("DET", "ADP", "NUM", "ADV", "PUNCT")


def _is_parted(last: Token, tree: Tree) -> bool:
    """ "La hausse des prix, a": an auxiliary whose verb stands outside the claim."""
    return last.dep_ in tree.aux and last.i < last.head.i


def _only_relative(proposition: Proposition, tree: Tree) -> bool:
    """ "Une cliente, dont la lettre a été lue": a noun with nothing said of it."""
    head = proposition.head
    if head.pos_ not in ("NOUN", "PROPN") or tree.is_finite(head):
        return False
    relatives = [c for c in head.children if c.dep_ in tree.relcl]
    finite = [t for t in proposition.tokens if t.morph.get("VerbForm") == ["Fin"]]
    if len(finite) != 1:
        return False
    inside = {i for c in relatives for i in tree.subtree(c)}
    outside = (t for t in proposition.tokens if t.i not in inside)
    return bool(relatives) and all(t.pos_ not in ("VERB", "AUX") for t in outside)
