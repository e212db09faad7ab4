"""The noun behind "son" and "ce" with an article of its own: "son coût" is "le coût du projet"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from claims.resolution.memory import article_for
from claims.resolution.parties import is_person
from claims.splitting.phrases import DROPPED, elided, of_phrase
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


def name_alone(subject: Token, tokens: Sequence[Token], tree: Tree) -> dict[int, str]:
    """ "Son dirigeant, Jean Petit, V": the name says who is meant, whoever "son" stands for."""
    doc, first = subject.doc, subject.doc[subject.left_edge.i]
    owners = tree.language.anaphors["owned"]["owners"]
    if first.lower_ not in owners or first.head != subject or not is_person(subject, tree):
        return {}
    names = (t for t in doc[subject.i + 1 : subject.i + 8] if _is_full_name(t))
    name = next(names, None)
    if name is None or name not in tokens or not _beside(subject, name, tree):
        return {}
    found = {t.i: DROPPED for t in doc[first.i : name.i]}
    after = doc[name.i + 1] if name.i + 2 < len(doc) else None
    if after is not None and after.text == "," and _goes_on(doc[name.i + 2], tree):
        found[after.i] = DROPPED
    return found


def _is_full_name(token: Token) -> bool:
    return token.pos_ == "PROPN" and " " in token.text and token.text[:1].isupper()


def _beside(noun: Token, name: Token, tree: Tree) -> bool:
    """The name stands right behind the noun and its adjectives, a comma between them or none."""
    between = noun.doc[noun.i + 1 : name.i]
    return all(t.pos_ in ("ADJ", "NOUN") or t.text in (",", "-") for t in between) and not any(
        t.dep_ in tree.case for t in between
    )


def _goes_on(token: Token, tree: Tree) -> bool:
    """The clause's own verb, not another aside on the name, follows."""
    return token.pos_ in ("VERB", "AUX", "PRON") or token.lower_ in tree.negations


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
    nouns = (
        *tree.language.times.get("nouns", ()),
        *tree.language.anaphors.get("owned", {}).get("times", ()),
    )
    return tree.is_time_phrase(noun) or bare in nouns
