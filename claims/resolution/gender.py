"""Feminine or masculine, as an article's grammar, titles and given names tell it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.attribution.mentions import noun_class
from claims.languages import Language
from claims.languages.loader import word_set

if TYPE_CHECKING:
    from claims.text.tokens import Token
    from claims.text.tree import Tree


def told_gender(noun: Token, tree: Tree) -> bool | None:
    """Feminine or not by a word beside a noun or name ("his wife, ...", "spokesman", "Ms").

    None where there is no such word, and in languages whose tables have none.
    """
    table = tree.language.anaphors
    if "feminine_words" not in table:
        return _paired_gender(noun.lower_, tree) if noun.pos_ == "NOUN" else None
    beside = [
        c
        for c in noun.children
        if c.dep_ in tree.appos or (c.i < noun.i and c.dep_ in tree.nominal_parts)
    ]
    beside += [noun.head] if noun.dep_ in tree.appos else []
    said = {w.rstrip(".") for t in (noun, *beside) for w in (t.lower_, t.lower_.split()[0])}
    if said & set(table["feminine_words"]):
        return True
    if said & set(table["masculine_words"]):
        return False
    given = {t.lower_.split()[0] for t in (noun, *beside) if " " in t.text and t.pos_ == "PROPN"}
    if not given.isdisjoint(word_set(table["given_feminine"])):
        return True
    return None if given.isdisjoint(word_set(table["given_masculine"])) else False


def _paired_gender(noun: str, tree: Tree) -> bool | None:
    """ "élue" beside "élu": a noun for a person with another one for the other gender."""
    ending = tree.language.anaphors.get("feminine_ending")
    if not ending or noun_class(noun, tree) != "person":
        return None
    if noun.endswith(ending) and noun_class(noun.removesuffix(ending), tree) == "person":
        return True
    return False if noun_class(noun + ending, tree) == "person" else None


def given_gender(name: str, language: Language) -> bool | None:
    """Whether a full name begins with a woman's given name; None where the language's list has neither."""
    table = language.anaphors
    first = name.lower().split()[0] if name.strip() else ""
    if first in word_set(table.get("given_feminine", "")):
        return True
    return False if first in word_set(table.get("given_masculine", "")) else None
