"""Finds the longest phrase of a list at a place in a text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Generic, NamedTuple, TypeVar

from claims.matching.text import words_of

T = TypeVar("T")
Phrase = tuple[str, ...]


class _Entry(NamedTuple, Generic[T]):
    """`rank` is the number of words, then of letters."""

    phrase: Phrase
    rank: tuple[int, int]
    value: T


class Phrases(Generic[T]):
    """Phrases with a value each; "relev*" stands for any word that begins so."""

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        self._whole: dict[str, list[_Entry[T]]] = {}
        self._open: dict[str, list[_Entry[T]]] = {}
        for phrase, value in entries:
            words = words_of(phrase)
            if words:
                table = self._open if words[0].endswith("*") else self._whole
                rank = (len(words), sum(len(part.rstrip("*")) for part in words))
                table.setdefault(words[0].rstrip("*"), []).append(_Entry(words, rank, value))
        self._lengths = sorted({len(beginning) for beginning in self._open})
        self._beginning = lru_cache(maxsize=16_384)(self._find_beginning)

    def at(self, words: Sequence[str], place: int, least: int = 1) -> tuple[int, list[T]]:
        """(length in words, values) of the best phrase that begins at `place`; (0, []) if none.

        The best has the most words, then the most letters; several values can share it.
        """
        fitting = [e for e in self._fitting(words, place) if e.rank[0] >= least]
        if not fitting:
            return 0, []
        best = max(entry.rank for entry in fitting)
        return best[0], list(dict.fromkeys(e.value for e in fitting if e.rank == best))

    def all_at(self, words: Sequence[str], place: int) -> list[T]:
        """The values of every one-word form that fits the word at `place`."""
        found = self._fitting(words, place)
        return list(dict.fromkeys(entry.value for entry in found if entry.rank[0] == 1))

    def _fitting(self, words: Sequence[str], place: int) -> list[_Entry[T]]:
        found = self._beginning(words[place])
        return [e for e in found if e.rank[0] == 1 or _continues(e.phrase, words, place)]

    def _find_beginning(self, word: str) -> tuple[_Entry[T], ...]:
        """The phrases that `word` begins."""
        found = list(self._whole.get(word, ()))
        for length in self._lengths:
            if length > len(word):
                break
            found += self._open.get(word[:length], ())
        return tuple(found)


def _continues(phrase: Phrase, words: Sequence[str], place: int) -> bool:
    if place + len(phrase) > len(words):
        return False
    for part, word in zip(phrase[1:], words[place + 1 : place + len(phrase)], strict=True):
        if part != word and not (part[-1] == "*" and word.startswith(part[:-1])):
            return False
    return True
