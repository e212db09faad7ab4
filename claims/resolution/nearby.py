"""The nouns of the sentence at hand and of the one before it, whether a claim was made of them or not.

`memory` knows what claims spoke of; what a pronoun may mean as well stands in the text itself.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from claims.resolution.memory import Seen, Wanted, is_feminine, is_plural, words_for
from claims.resolution.parties import is_agent, is_person
from claims.text.tree import Tree

if TYPE_CHECKING:
    from claims.text.parse import Unit
    from claims.text.tokens import Token


class Nearby:
    """Reads the units of one article in order; `sentence` counts its sentences."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._units: dict[int, list[Unit]] = defaultdict(list)

    def read(self, unit: Unit, sentence: int) -> None:
        """Remembers a unit."""
        self._units[sentence].append(unit)

    def nouns(self, wanted: Wanted, pronoun: Token, sentence: int) -> list[Token]:
        """What agrees with a pronoun before it in its own sentence, or else in the one before."""
        here = [t for t in pronoun.doc[: pronoun.i] if self._agrees(t, wanted)]
        units = self._units.get(sentence - 1, ())
        before = [(u.start_of(t), t) for u in units for t in u.doc if self._agrees(t, wanted)]
        return here or [t for _, t in sorted(before, key=lambda found: found[0])]

    def last(self, wanted: Wanted, pronoun: Token, sentence: int) -> Seen | None:
        """What "ce dernier" means: the last noun that agrees, where it is no part of another's phrase."""
        tree, found = self._tree, self.nouns(wanted, pronoun, sentence)
        if wanted.agent:
            found = [t for t in found if is_agent(t, tree)] or found
        last = self._last(found, wanted)
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
        beside = is_feminine(last, tree) is None or _is_beside(last, tree)
        return told[0] if told and beside else None

    def only_agent(self, wanted: Wanted, pronoun: Token, since: tuple[int, int]) -> Seen | None:
        """The one party of a paragraph so far that can act and agrees; None where there are more.

        `since` are the first sentences of the paragraph before and of this one; where this one names
        nobody yet, the one before tells.
        """
        before, here = since
        nearest = self._agents(wanted, pronoun, range(here, max(self._units, default=here) + 1))
        parties = nearest or self._agents(wanted, pronoun, range(before, here))
        if len(parties) != 1:
            return None
        ((words, noun),) = parties.items()
        tree = self._tree
        return Seen(
            words, noun.lemma_.lower(), is_feminine(noun, tree), wanted.plural, is_person(noun, tree),
            agent=True,
        )  # fmt: skip

    def _agents(self, wanted: Wanted, pronoun: Token, sentences: range) -> dict[str, Token]:
        """The nouns before a pronoun that can act and agree, by the words for them."""
        tree, own = self._tree, pronoun.doc
        docs = [unit.doc for number in sentences for unit in self._units.get(number, ())]
        nouns = [t for doc in docs for t in doc if doc is not own or t.i < pronoun.i]
        able = [t for t in nouns if self._agrees(t, wanted) and is_agent(t, tree)]
        able = [t for t in able if not (_is_beside(t, tree) or self._is_owner(t, able))]
        seen = {words_for(t, tree): t for t in able}
        barred = wanted.barred | {""}
        return {w: t for w, t in seen.items() if w not in barred and not _shares_word(w, barred)}

    def _is_owner(self, noun: Token, others: list[Token]) -> bool:
        """A body inside the phrase of a person: "le directeur de la banque"."""
        tree = self._tree
        people = [t for t in others if t != noun and is_person(t, tree)]
        inside = any(noun.doc is t.doc and noun.i in tree.subtree(t) for t in people)
        return inside and not is_person(noun, tree)

    def has_rival(self, seen: Seen, wanted: Wanted, pronoun: Token, sentence: int) -> bool:
        """Whether the text has a likelier noun than one that stands two sentences back or more."""
        tree = self._tree
        if sentence - seen.sentence < 2:
            return False
        rivals = self.nouns(wanted, pronoun, sentence)
        if seen.person:
            rivals = [t for t in rivals if is_agent(t, tree)]
        else:
            rivals = [t for t in rivals if not tree.children(t, tree.case)]
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


def _is_beside(noun: Token, tree: Tree) -> bool:
    """A name beside the noun that it names ("le maire, Luc Petit")."""
    head = noun.head
    beside = noun.dep_ in tree.appos | frozenset({"amod", "flat:name", "nmod"})
    return noun.pos_ == "PROPN" and beside and not tree.children(noun, tree.case) and head != noun


def _shares_word(words: str, barred: frozenset[str]) -> bool:
    """Whether a name is one of those of the `barred`, told by its last word."""
    last = words.split()[-1]
    return last[:1].isupper() and any(last == b.split()[-1] for b in barred if b)
