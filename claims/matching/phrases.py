"""Finds the longest phrase of a list at a place in a text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, TypeVar

from claims.matching.text import words_of

T = TypeVar("T")
Phrase = tuple[str, ...]


class Phrases(Generic[T]):
    """Phrases with a value each; "relev*" stands for any word that begins so."""

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        self._whole: dict[str, list[tuple[Phrase, T]]] = defaultdict(list)
        self._open: dict[str, list[tuple[Phrase, T]]] = defaultdict(list)
        for phrase, value in entries:
            words = words_of(phrase)
            if words:
                table = self._open if words[0].endswith("*") else self._whole
                table[words[0].rstrip("*")].append((words, value))

    def at(self, words: Sequence[str], place: int, least: int = 1) -> tuple[int, list[T]]:
        """(length in words, values) of the best phrase that begins at `place`; (0, []) if none.

        The best has the most words, then the most letters; several values can share it.
        """
        best: tuple[int, int] = (0, 0)
        values: list[T] = []
        for phrase, value in self._fitting(words, place):
            rank = (len(phrase), sum(len(part.rstrip("*")) for part in phrase))
            if len(phrase) < least or rank < best:
                continue
            if rank > best:
                best, values = rank, []
            if value not in values:
                values.append(value)
        return best[0], values

    def all_at(self, words: Sequence[str], place: int) -> list[T]:
        """The values of every one-word form that fits the word at `place`."""
        found = self._fitting(words, place)
        return list(dict.fromkeys(value for phrase, value in found if len(phrase) == 1))

    def _fitting(self, words: Sequence[str], place: int) -> Iterator[tuple[Phrase, T]]:
        word = words[place]
        tables = [self._whole.get(word, ())]
        tables += [self._open[word[:n]] for n in range(1, len(word) + 1) if word[:n] in self._open]
        for table in tables:
            for phrase, value in table:
                if len(phrase) == 1 or _continues(phrase, words, place):
                    yield phrase, value


def _continues(phrase: Phrase, words: Sequence[str], place: int) -> bool:
    if place + len(phrase) > len(words):
        return False
    for part, word in zip(phrase[1:], words[place + 1 : place + len(phrase)], strict=True):
        if part != word and not (part[-1] == "*" and word.startswith(part[:-1])):
            return False
    return True
