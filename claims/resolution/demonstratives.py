"""What "ce" and "cela" stand for as subjects: a noun of the clause itself, or what was said before.

"C'est le pire accident depuis 2016" says of an accident that it is the worst, "c'est une décision
difficile" that a decision is difficult; "cela n'aura pas d'effet" and "c'est inacceptable" judge
what was told just before. `[ce]` of `anaphors.toml` lists the words that tell which it is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claims.languages.loader import words
from claims.resolution.memory import Memory, article_for
from claims.splitting.phrases import DROPPED, elided
from claims.text.tree import Tree, is_plural

if TYPE_CHECKING:
    from claims.text.tokens import Token

_LONGEST_FACT = 24  # words


def is_pointing(subject: Token, tree: Tree) -> bool:
    """ "c'est", "ce n'est pas": a subject that only points."""
    table = tree.language.anaphors.get("ce", {})
    return subject.lower_ in table.get("subjects", ())


def explains_itself(subject: Token, head: Token, tree: Tree) -> bool:
    """ "C'est difficile d'approcher", "Trois ans, c'est court", "c'est Anne Roy qui ...": needs nothing."""
    table = tree.language.anaphors.get("ce")
    if not table or subject.lower_ not in table["subjects"]:
        return False
    doc = subject.doc
    if subject.i > 1 and doc[subject.i - 1].text == "," and _names(doc[: subject.i - 1]):
        return True
    for clause in head.children:
        first = doc[clause.left_edge.i]
        if clause.i < head.i or clause.dep_ in tree.punct or first.i == 0:
            continue
        told = first.lower_ in tree.language.grammar["content_marks"]
        infinitive = clause.morph.get("VerbForm") == ["Inf"]
        if head.pos_ == "ADJ" and (told or (infinitive and first.lower_ in table["marks"])):
            return True
        adverbial = head.pos_ == "ADV" or bool(tree.children(head, tree.case))
        if told and adverbial and clause.morph.get("VerbForm") != ["Inf"]:
            return True
        if head.pos_ == "PROPN" and first.lower_ in table["who"]:
            return True
    return False


def _names(before: object) -> bool:
    return any(t.pos_ in ("NOUN", "PROPN") for t in before)  # type: ignore[attr-defined]


def own_noun(subject: Token, head: Token, memory: Memory, tree: Tree) -> dict[int, str]:
    """ "C'est le pire accident", "ce n'est pas une décision facile": the noun itself as the subject."""
    table = tree.language.anaphors.get("ce")
    if not table or head.pos_ != "NOUN" or head.i < subject.i:
        return {}
    articles = [c for c in head.children if c.dep_ in tree.det and c.i < head.i]
    if not articles or is_plural(head) or tree.children(head, tree.relcl | tree.ccomp):
        return {}
    article, told = articles[0], memory.called(head.lemma_.lower(), False)
    who = told.words if told is not None else elided(article_for(head, tree), head.text, tree)
    if article.lower_ in tree.language.grammar["definite"]:
        return _ranked(subject, head, article, who, table)
    return _judged(subject, head, article, who, tree)


def _ranked(
    subject: Token, head: Token, article: Token, who: str, table: dict[str, list[str]]
) -> dict[int, str]:
    """ "C'est le troisième vol en six mois", "c'est le naufrage le plus meurtrier"."""
    adjectives = [c for c in head.children if c.pos_ == "ADJ"]
    before = [a for a in adjectives if article.i < a.i < head.i]
    after = [a for a in adjectives if a.i > head.i]
    if any("Ord" in a.morph.get("NumType") or a.lower_ in table["ranking"] for a in before):
        return {subject.i: who} | ({} if after else {head.i: DROPPED})
    most = [a for a in after if any(c.lower_ in table["degrees"] for c in a.children)]
    if most and most[0].left_edge.i == head.i + 1 and most[0].left_edge.lower_ == article.lower_:
        return {subject.i: who, article.i: DROPPED, head.i: DROPPED}
    return {}


def _judged(subject: Token, head: Token, article: Token, who: str, tree: Tree) -> dict[int, str]:
    """ "C'est une décision difficile": "La décision est difficile"."""
    table = tree.language.anaphors["ce"]
    one = article.lower_ in table["one"]
    adjectives = [c for c in head.children if c.pos_ == "ADJ" and c.i > article.i]
    bound = [c for c in head.children if c.dep_ == "nmod" or c.dep_ in tree.acl | tree.conj]
    if (
        not one
        or len(adjectives) != 1
        or bound
        or head.lemma_.lower() not in words(table["judged"])
    ):
        return {}
    return {subject.i: who, article.i: DROPPED, head.i: DROPPED}


def judges_fact(head: Token, tree: Tree) -> bool:
    """Whether a predicate judges what somebody did or said ("inacceptable", "une honte")."""
    table = tree.language.anaphors.get("ce", {})
    return head.lemma_.lower() in words(table.get("of_facts", ""))


def as_fact(sentence: str, tree: Tree) -> str:
    """A claim's sentence as a subject ("le fait que P"); "" where it makes none."""
    body = _without_opening(sentence.removesuffix("."), tree)
    if not body or len(body.split()) > _LONGEST_FACT or ":" in body:
        return ""
    return elided(tree.language.wording["fact"], body, tree)


def _without_opening(body: str, tree: Tree) -> str:
    """The sentence from its subject on, with a small letter where that is no name."""
    openers = (*words(tree.language.grammar["sentence_openers"]), "il", "on")
    subjects = {*tree.language.grammar["definite"], *words(tree.language.anaphors["ce"]["opening"])}
    first = _first_word(body)
    if first not in subjects and first in openers:
        opening, comma, rest = body.partition(", ")
        if not comma or len(opening.split()) > 9:
            return ""
        body, first = rest, _first_word(rest)
    if first in openers or first in subjects:
        return body[0].lower() + body[1:]
    known = re.match(r"\w+(?:é|i|u|is|it)e?s?\s", body) and "," in body
    return "" if known else body


def _first_word(body: str) -> str:
    return re.split(r"(?<=['’])|\s", body)[0].lower()
