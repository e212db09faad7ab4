"""Puts a proposition into a sentence that stands alone: subject restored, capital, full stop."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from claims.languages.loader import words
from claims.splitting.accusations import accusation_sentence
from claims.splitting.clauses import Proposition
from claims.splitting.conjugation import lent_auxiliary, masculine_participle, present_of
from claims.splitting.fragments import is_fragment
from claims.splitting.linking import without_front, without_links
from claims.splitting.moods import conjugated, indicative, negated_in_order
from claims.splitting.nominal import nominal_sentence
from claims.splitting.phrases import (
    DROPPED,
    elided,
    finish,
    join,
    name_beside,
    noun_phrase,
    reworded,
)
from claims.splitting.relatives import (
    agreeing,
    among_sentence,
    antecedent,
    governed_relative,
    is_relative,
    meant_noun,
    name_before_aside,
    object_before,
    owner_relative,
    place_opening,
    without_relative,
)
from claims.text.tree import Tree, is_plural

if TYPE_CHECKING:
    from claims.text.tokens import Token


@dataclass(frozen=True, slots=True)
class Rewriting:
    """Words to put for a claim's tokens, by index.

    `verbatim` names the speaker of words that are kept as said, `about` what these point back to.
    """

    words: dict[int, str] = field(default_factory=dict)
    verbatim: str = ""
    about: str = ""


def claim_sentence(proposition: Proposition, tree: Tree, rewriting: Rewriting) -> str:
    """The proposition as a sentence that stands alone; "" where it makes none."""
    sentence = _sentence(proposition, tree, rewriting.words)
    if not rewriting.verbatim or not sentence:
        return without_links(sentence, tree, times=not rewriting.about)
    sentence = without_front(sentence, tree)
    if proposition.rule == "nominal called" and rewriting.about:
        sentence = finish(join(list(proposition.tokens)))
    said = {"speaker": rewriting.verbatim, "words": sentence.removesuffix(".")}
    template = "as_said_of" if rewriting.about else "as_said"
    forms = tree.language.wording["first_person"]
    return finish(forms[template].format(**said, about=rewriting.about))


def with_context(sentence: str, proposition: Proposition, tree: Tree, rewriting: Rewriting) -> str:
    """The sentence behind what its words point back to, where it is no quotation.

    A quotation has that between its speaker and its words (`claim_sentence`).
    """
    template = tree.language.wording.get("context", {}).get("as_told_of")
    if not rewriting.about or rewriting.verbatim or template is None:
        return sentence
    first, name = re.split(r"(?<=['’])|\s", sentence)[0].replace("’", "'"), proposition.tokens[0]
    known = name.pos_ in ("PROPN", "X") and sentence.startswith(name.text)
    small = first.lower() in words(tree.language.grammar["sentence_openers"])
    inside = any(t.text == first[:1].lower() + first[1:] for t in proposition.tokens)
    capital = name.pos_ == "ADJ" and not tree.language.wording["context"].get("small_adjectives")
    begun = sentence.startswith(name.text) and not known and not capital
    if small or inside or begun:
        sentence = sentence[0].lower() + sentence[1:]
    return finish(template.format(about=rewriting.about, claim=sentence))


def _sentence(proposition: Proposition, tree: Tree, names: dict[int, str]) -> str:
    head = proposition.head
    if proposition.rule == "accusation":
        return accusation_sentence(proposition, tree, names)
    if proposition.rule.startswith("nominal"):
        return nominal_sentence(proposition, tree, names)
    if proposition.rule == "spoken":
        return finish(join(list(proposition.tokens)))
    if proposition.rule == "uncut":
        return finish(_words(proposition, list(proposition.tokens), names, tree, finite=False))
    if proposition.rule == "among":
        return among_sentence(proposition, tree)
    if proposition.rule == "participle":
        return _participle(proposition, tree, names)
    judged = _judged_to_do(proposition, tree)
    if judged:
        return judged
    tokens = _without_marks(list(proposition.tokens), proposition, tree)
    subject = tree.own_subject(head)
    opening = place_opening(proposition, tree)
    tokens = tokens[1:] if opening else tokens
    own = subject is not None and subject in tokens and not is_relative(subject, tree)
    if not opening and not own and not _is_impersonal(head, tokens, tree):
        tokens, opening = (
            without_relative(tokens, head, tree),
            _shared_subject(proposition, tree, names),
        )
    moved = owner_relative(proposition, tree) or governed_relative(proposition, tree)
    if moved:
        return moved
    tokens = without_loose_commas(
        tokens, subject if own and subject and subject.i < head.i else None
    )
    lent = lent_auxiliary(head, tree) if own else ""
    names = {**names, head.i: f"{lent} {head.text}"} if lent else names
    body = _words(proposition, tokens, names, tree, finite=bool(opening))
    return finish(f"{opening} {body}" if opening else body)


def _judged_to_do(proposition: Proposition, tree: Tree) -> str:
    """ "juge impossible de partir": "Il est impossible de partir"."""
    head, form = proposition.head, tree.language.wording.get("judged_to_do")
    mark = next((m for m in tree.children(head, tree.mark) if m.i > 0), None)
    if form is None or mark is None or head.dep_ not in tree.xcomp:
        return ""
    adjective = mark.nbor(-1)
    if adjective.pos_ != "ADJ" or adjective not in proposition.tokens:
        return ""
    rest = join([t for t in proposition.tokens if t not in (mark, adjective)])
    return finish(form.format(judged=adjective.lower_, deed=elided(mark.text, rest, tree)))


def _is_impersonal(head: Token, tokens: list[Token], tree: Tree) -> bool:
    """ "il faut": a clause whose subject stands for nothing has it all the same."""
    labels = frozenset({"expl:subj", *tree.language.grammar.get("impersonal", ())})
    return any(t in tokens and t.i < head.i for t in tree.children(head, labels))


def lacks_subject(proposition: Proposition, sentence: str, tree: Tree) -> bool:
    """A finite clause cut off from its subject ("Avait trouvé l'entrée.") says nothing alone."""
    if is_fragment(proposition, sentence, tree):
        return True
    said = sentence.rpartition(" : « ")[2]
    if re.match(r"\S+-(?:t-)?(?:ils?|elles?|on|je|nous|ce)\b", said):  # "a-t-on appris"
        return True
    head = proposition.head
    small = {*tree.negations, *tree.language.grammar.get("reflexives", ())}
    first = next((w for w in re.findall(r"\w+'?", sentence.lower()) if w not in small), "")
    lead = [t.lower_ for t in (head, *tree.children(head, tree.aux | tree.copula))]
    own = tree.own_subject(head)
    return first in lead and tree.is_finite(head) and (own is None or is_relative(own, tree))


def _participle(proposition: Proposition, tree: Tree, names: dict[int, str]) -> str:
    """ "Parti dimanche, X ..." becomes "X est parti dimanche"; a passive one takes "a été"."""
    head, wording = proposition.head, tree.language.wording
    subject = tree.subject_of(head)
    body = join(
        [t for t in proposition.tokens if subject is None or t.i not in tree.subtree(subject)]
    )
    body = body.lstrip(" ,")
    if subject is None or "was" not in wording:
        return ""
    who = names.get(subject.i) or noun_phrase(subject, tree)
    plural = "Plur" in head.morph.get("Number") or is_plural(subject)
    active = head.lemma_.lower() in wording["moves"] or "Pres" in head.morph.get("Tense")
    auxiliary = wording["is"][plural] if active else wording["was"][plural]
    return finish(f"{who} {auxiliary} {body[:1].lower()}{body[1:]}")


def _without_marks(tokens: list[Token], proposition: Proposition, tree: Tree) -> list[Token]:
    """An adverbial clause stands alone without its "bien que", "because" or "depuis que"."""
    own = tokens[0] == proposition.head or tokens[0].head == proposition.head if tokens else False
    if proposition.rule != "adverbial" and not (own and tokens[0].dep_ in tree.mark):
        return tokens
    text = " ".join(t.lower_ for t in tokens[:3]).replace("qu'", "que")
    grammar = tree.language.grammar
    known = (*grammar["news_marks"], *grammar.get("marks_after_comma", ()))
    marks = [m for m in known if text.startswith(f"{m} ")]
    return tokens[max((len(m.split()) for m in marks), default=0) :]


def without_loose_commas(tokens: list[Token], subject: Token | None = None) -> list[Token]:
    """Tokens but for the commas that only set off what is no longer there.

    One that closes an aside on the `subject` stays ("Anne Roy, de Sète, [qui ...,] part").
    """
    kept: list[Token] = []
    for k, token in enumerate(tokens):
        left = k > 0 and tokens[k - 1].i != token.i - 1
        right = k + 1 < len(tokens) and tokens[k + 1].i != token.i + 1
        opened = sum(t.text == "," for t in kept if subject is not None and t.i > subject.i)
        if token.text != "," or not (left or right) or (left and not right and opened == 1):
            kept.append(token)
    return kept


def _shared_subject(proposition: Proposition, tree: Tree, names: dict[int, str]) -> str:
    """The subject's words from the clause that shares them, or from the noun a relative belongs to."""
    head = proposition.head
    second = head.dep_ in tree.conj and head.head.dep_ in tree.xcomp  # "avoir vu P et avoir lu Q"
    if tree.is_infinitive(head) and head.dep_ not in tree.xcomp and not second:
        return ""
    subject = tree.subject_of(head)
    if subject is not None and subject in proposition.tokens and is_relative(subject, tree):
        subject = antecedent(subject, head, tree) if subject.i > 0 else None
        subject = subject if subject is not None and subject.pos_ in ("NOUN", "PROPN") else None
    told_first = tree.is_infinitive(head)  # "Accusé d'avoir menti, X le nie"
    if subject is None or subject in proposition.tokens or (subject.i > head.i and not told_first):
        return ""
    if proposition.unit.mask_of(subject) is not None:
        return ""
    if subject.i in names:
        return f"{names[subject.i]} {_shared_auxiliary(head, tree)}".rstrip()
    beside = name_before_aside(subject, head.left_edge) if head.dep_ in tree.relcl else ""
    if head.dep_ in tree.relcl and not beside:
        subject = agreeing(meant_noun(subject, head, tree), head, tree)
    if "made_definite" in tree.language.grammar:  # where a name alone is said of a "the owner, X"
        beside = beside or name_beside(subject, tree)
    who = beside or _without_tail(noun_phrase(subject, tree, words=names), subject, tree)
    return f"{who} {_shared_auxiliary(head, tree)}".rstrip()


def _without_tail(phrase: str, noun: Token, tree: Tree) -> str:
    """ "Le parquet, compétent en la matière": an aside that a comma would have to close is left out."""
    first, comma, _ = phrase.partition(", ")
    joined = bool(tree.children(noun, tree.conj))
    return first if comma and not joined and "reattach" in tree.language.grammar else phrase


def _shared_auxiliary(head: Token, tree: Tree) -> str:
    """ "a ordonné une enquête et démis le directeur": the second participle takes "a" along."""
    first = head.head
    own = tree.children(head, tree.aux | tree.copula)
    if head.dep_ not in tree.conj or own or "full_negations" not in tree.language.wording:
        return ""
    lemma = head.lemma_.lower()
    misread = tree.is_finite(head) and head.lower_ not in (
        present_of(lemma, False, tree),
        present_of(lemma, True, tree),
    )
    looks = re.search(r"(?:[éiu]e?s?|ise?s?|ite?s?|erte?s?)$", head.lower_)
    if not looks or not (
        tree.is_participle(head) or (misread and "Pres" in head.morph.get("Tense"))
    ):
        return ""
    return " ".join(a.text for a in tree.children(first, tree.aux))


def _affirmed(tokens: list[Token], head: Token, tree: Tree, finite: bool) -> dict[int, str]:
    """ "denied fabricating anything" is about something fabricated, "nie avoir jamais menti" about a lie."""
    table = tree.language.wording.get("affirmed", {})
    said = {t.lower_ for t in tokens}
    if not table or said & {*table["negations"]}:
        return {}
    inner = finite and tree.is_infinitive(head)
    changed = table["words"] if inner else {}
    found = {t.i: str(changed[t.lower_]) for t in tokens if t.lower_ in changed}
    return found | {t.i: DROPPED for t in tokens if t.lower_ in table["ever"] and t.head == head}


def _uncontracted(tokens: list[Token], names: dict[int, str], tree: Tree) -> dict[int, str]:
    """ "they're harmless" with "the pills" for "they": "the pills are harmless"."""
    table: dict[str, str] = tree.language.wording.get("contractions", {})
    pairs = [(a, b) for a, b in pairwise(tokens) if a.i in names and b.i not in names]
    return {b.i: f" {table[b.lower_]}" for a, b in pairs if a.pos_ == "PRON" and b.lower_ in table}


def _words(
    proposition: Proposition, tokens: list[Token], names: dict[int, str], tree: Tree, finite: bool
) -> str:
    head, words = proposition.head, dict(names)
    if finite and tree.is_infinitive(head):
        tokens = negated_in_order(tokens, head, tree)
    words |= _affirmed(tokens, head, tree, finite)
    for token in tokens:
        word = words.get(token.i) or indicative(token, head, tree)
        if finite and word != DROPPED and tree.is_infinitive(head):
            word = conjugated(token, head, tree) or word
        if word:
            words[token.i] = word
    words |= _uncontracted(tokens, names, tree)
    lacking = object_before(proposition, tree) if finite else ""
    if lacking:
        compound = tree.children(head, tree.aux - tree.passive_aux)
        verb = masculine_participle(head) if compound else words.get(head.i, head.text)
        words[head.i] = f"{verb} {lacking}"
    return reworded(tokens, words, tree)
