"""Pieces of sentences that say nothing alone, which make no claim."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claims.splitting.clauses import Proposition
from claims.text.tree import Tree

if TYPE_CHECKING:
    from claims.text.tokens import Token


def is_fragment(proposition: Proposition, sentence: str, tree: Tree) -> bool:
    """A relative clause or an infinitive cut off from what it hangs on, a verb from its participle."""
    if (
        proposition.rule in ("accusation", "among", "participle", "spoken")
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


def _is_parted(last: Token, tree: Tree) -> bool:
    """ "La hausse des prix, a": an auxiliary whose verb stands outside the claim."""
    return last.dep_ in tree.aux and last.i < last.head.i


def _only_relative(proposition: Proposition, tree: Tree) -> bool:
    """ "Une salariée, dont le témoignage a été recueilli": a noun with nothing said of it."""
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
