"""Whom "les deux hommes" are: the two people whom the sentence right before names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.languages.loader import words
from claims.resolution.memory import share_name
from claims.splitting.phrases import DROPPED
from claims.splitting.relatives import names_human
from claims.text.parse import Unit
from claims.text.tree import Tree

if TYPE_CHECKING:
    from claims.text.tokens import Token


class Pairs:
    """The people that each sentence of an article names."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._named: dict[int, list[str]] = {}

    def read(self, unit: Unit, sentence: int) -> None:
        """Remembers the people named in a unit of that sentence."""
        known = self._named.setdefault(sentence, [])
        for name in unit.doc:
            person = name.pos_ == "PROPN" and " " in name.text and self._is_person(name)
            if person and not any(share_name(name.text, other) for other in known):
                known.append(name.text)

    def _is_person(self, name: Token) -> bool:
        """By the tagger, or by the noun before it ("le dirigeant maltais Jean Paul Roy")."""
        before = (t for t in reversed(name.doc[max(0, name.i - 2) : name.i]) if t.pos_ == "NOUN")
        noun = next(before, None)
        return name.ent_type_ == "PER" or (noun is not None and names_human(noun, self._tree))

    def the_two(self, subject: Token | None, sentence: int) -> dict[int, str]:
        """Words by token index for "les deux hommes" as a subject; none where not just two are named."""
        table = self._tree.language.anaphors.get("the_two", {})
        if subject is None or not table or subject.lower_ not in words(table["nouns"]):
            return {}
        lead = subject.doc[max(0, subject.i - 2) : subject.i]
        named = self._named.get(sentence - 1, [])
        if lead.text.lower() != table["lead"] or any(c.i > subject.i for c in subject.children):
            return {}
        if len(named) != 2:
            return {}
        joint = self._tree.language.grammar["joining"][0]
        return {lead[0].i: DROPPED, lead[1].i: DROPPED, subject.i: f" {joint} ".join(named)}
