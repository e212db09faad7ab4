"""The noun behind "son" and "ce" with an article of its own: "son coût" is "le coût du projet"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.resolution.memory import article_for
from claims.splitting.phrases import elided, of_phrase
from claims.text.tree import Tree

if TYPE_CHECKING:
    from claims.text.tokens import Token


def owned(determiner: Token, owner: str, tree: Tree) -> dict[int, str]:
    """Words by token index: the article for a possessive, and the owner behind its noun."""
    noun, doc = determiner.head, determiner.doc
    last = noun
    while last.i + 1 < len(doc) and (
        doc[last.i + 1].pos_ == "ADJ" and doc[last.i + 1].head == noun
    ):
        last = doc[last.i + 1]
    while last.i + 2 < len(doc) and _is_bound_noun(doc[last.i + 1], doc[last.i + 2], tree):
        last = doc[last.i + 2]
    named = last.i + 1 < len(doc) and doc[last.i + 1].pos_ == "PROPN"
    comma = "," if named and doc[last.i + 1].text[:1].isupper() else ""
    return {
        determiner.i: article_before(noun, doc[determiner.i + 1], tree),
        last.i: f"{last.text} {of_phrase(owner, tree)}{comma}",
    }


def _is_bound_noun(case: Token, noun: Token, tree: Tree) -> bool:
    """ "escale de juin", "projet de loi": a bare noun that belongs to the one before."""
    of = case.lower_ in tree.language.grammar["of"]
    return of and noun.pos_ in ("NOUN", "PROPN") and case.head == noun


def article_before(noun: Token, following: Token, tree: Tree) -> str:
    """The definite article of a noun, elided where the word after it asks for that."""
    joined = elided(article_for(noun, tree), following.text, tree)
    return joined[: -len(following.text)].strip()


def is_now(noun: Token, tree: Tree) -> bool:
    """ "cette semaine", "ce matin": time words, which the publication date explains."""
    bare = noun.lower_.removesuffix("-là").removesuffix("-ci")
    nouns = (*tree.language.times.get("nouns", ()), *tree.language.anaphors["owned"]["times"])
    return tree.is_time_phrase(noun) or bare in nouns
