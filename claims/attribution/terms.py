"""The words by which a later sentence points back to an earlier claim."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from claims.languages.loader import words
from claims.sources import fold
from claims.text.tree import Tree, is_plural

if TYPE_CHECKING:
    from claims.text.tokens import Token

_CONTENT = ("NOUN", "PROPN", "ADJ", "VERB", "NUM")
_STEM = 6
_LEAST = 3


def terms(tokens: Iterable[Token], tree: Tree) -> frozenset[str]:
    """Stems of the content words: folded, cut, and without the nouns that only say "report"."""
    nouns, decline = tree.language.cues["report_nouns"], tree.language.cues["decline"]
    empty = {*words(nouns["accusation"]), *words(nouns["report"]), *words(nouns.get("number", ""))}
    empty |= {*words(decline["objects"]), *words(decline["negated_will"])}
    content = [
        t for t in tokens
        if t.pos_ in _CONTENT and t.lemma_.lower() not in empty and not tree.is_time_phrase(t)
        and t.lemma_.lower() not in tree.language.verbs
    ]  # fmt: skip
    stems = {part for t in content for part in fold(t.lemma_).split()}
    return frozenset(s[:_STEM] for s in stems if len(s) >= _LEAST)


def is_personal(tokens: Iterable[Token], tree: Tree) -> bool:
    """Whether a quotation speaks of its speaker ("je porterai plainte", "nous ne savons rien")."""
    first = tree.language.anaphors.get("first_person", ())
    return any(t.lower_ in first for t in tokens)


def means_several(tokens: Iterable[Token], tree: Tree) -> bool:
    """A plural report noun ("ces informations") or a pronoun ("les", "l'"), which may mean a whole report."""
    nouns = tree.language.cues["report_nouns"]
    known = {*words(nouns["accusation"]), *words(nouns["report"])}
    for t in tokens:
        if t.lemma_.lower() in known and is_plural(t):
            return True
        if t.pos_ == "PRON" and t.lower_ in tree.language.anaphors.get("object_pronouns", ()):
            return True
    return False
