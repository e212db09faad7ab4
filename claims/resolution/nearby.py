"""The nouns of the sentence at hand and of the one before it, whether a claim was made of them or not.

`memory` knows what claims spoke of; what a pronoun may mean as well stands in the text itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.resolution.memory import (
    Seen,
    Wanted,
    is_agent,
    is_feminine,
    is_person,
    is_plural,
    words_for,
)
from claims.text.tree import Tree

if TYPE_CHECKING:
    from claims.text.parse import Unit
    from claims.text.tokens import Token


class Nearby:
    """Reads the units of one article in order; `sentence` counts its sentences."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._units: list[tuple[int, Unit]] = []

    def read(self, unit: Unit, sentence: int) -> None:
        """Remembers a unit."""
        self._units.append((sentence, unit))

    def nouns(self, wanted: Wanted, pronoun: Token, sentence: int) -> list[Token]:
        """What agrees with a pronoun before it in its own sentence, or else in the one before."""
        here = [t for t in pronoun.doc[: pronoun.i] if self._agrees(t, wanted)]
        before = [
            t
            for number, unit in self._units
            if number == sentence - 1
            for t in unit.doc
            if self._agrees(t, wanted)
        ]
        return here or before

    def last(self, wanted: Wanted, pronoun: Token, sentence: int) -> Seen | None:
        """What "ce dernier" means: the last noun that agrees, where it is no part of another's phrase."""
        tree, last = self._tree, self._last(self.nouns(wanted, pronoun, sentence), wanted)
        named = words_for(last, tree) if last is not None else ""
        own = {*tree.language.anaphors["possessives"]} & {*named.lower().split()}
        if last is None or own or not named:
            return None
        person = is_person(last, tree)
        return Seen(
            named, last.lemma_.lower(), is_feminine(last, tree), wanted.plural, person,
            agent=person or is_agent(last, tree),
        )  # fmt: skip

    def _last(self, found: list[Token], wanted: Wanted) -> Token | None:
        """The last noun; the one that holds it, where only that one's gender is told."""
        if not found:
            return None
        last, tree = found[-1], self._tree
        around = [n for n in found[:-1] if n.doc is last.doc and last.i in tree.subtree(n)]
        if not around:
            return last
        told = [n for n in around if is_feminine(n, tree) == wanted.feminine]
        return told[0] if told and is_feminine(last, tree) is None else None

    def has_rival(self, seen: Seen, wanted: Wanted, pronoun: Token, sentence: int) -> bool:
        """Whether the text has a likelier noun than one that stands two sentences back or more."""
        tree = self._tree
        if sentence - seen.sentence < 2:
            return False
        rivals = [
            t for t in self.nouns(wanted, pronoun, sentence) if not tree.children(t, tree.case)
        ]
        rivals = [t for t in rivals if is_agent(t, tree)] if seen.person else rivals
        return any(t.lemma_.lower() != seen.lemma and t.text not in seen.words for t in rivals)

    def _agrees(self, noun: Token, wanted: Wanted) -> bool:
        tree = self._tree
        if noun.pos_ not in ("NOUN", "PROPN") or tree.is_time_phrase(noun):
            return False
        if is_adverbial(noun, tree):
            return False
        if noun.dep_ in ("flat:name", "flat:foreign") or is_plural(noun, tree) != wanted.plural:
            return False
        gender = is_feminine(noun, tree)
        return wanted.feminine is None or gender in (None, wanted.feminine)


def is_adverbial(noun: Token, tree: Tree) -> bool:
    """ "en retour", "en février": a bare noun that no pronoun takes up."""
    bare = noun.pos_ == "NOUN" and not tree.children(noun, tree.det)
    adverbial = tree.language.anaphors.get("context", {}).get("adverbial", ())
    return bare and any(c.lower_ in adverbial for c in tree.children(noun, tree.case))
