"""What "y" stands for: the place an article has just spoken of, with the preposition it takes.

"Le maire espère y ouvrir un musée" after "La grotte appartient à la commune" is "espère ouvrir un
musée dans la grotte". Which nouns are places, and after which verbs "y" is no place ("y croire"),
is data (`[places]` of `anaphors.toml`); a place told with a preposition keeps its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from claims.languages.loader import words
from claims.resolution.owners import article_before
from claims.splitting.phrases import DROPPED, definite, elided, noun_phrase, place_preposition
from claims.text.tree import Tree

if TYPE_CHECKING:
    from claims.text.tokens import Token

_REACH = 2  # sentences back that "y" looks
_LONGEST_OBJECT = 6  # tokens that may stand between the verb and the place


@dataclass(frozen=True, slots=True)
class Place:
    """A place with its preposition ("dans la grotte"), and the sentence that spoke of it."""

    words: str
    lemma: str
    subject: bool
    sentence: int


class Places:
    """The places of one article in the order they were told."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._table = tree.language.anaphors.get("places")
        self._seen: list[Place] = []
        table = self._table or {"never_with": ""}
        self._never_with = frozenset(words(table["never_with"]))

    def note(self, tokens: tuple[Token, ...], subject: Token | None, sentence: int) -> None:
        """Remembers the places that a claim names."""
        if self._table is None:
            return
        for token in tokens:
            told = self._told(token)
            if told:
                self._seen.append(Place(told, token.lemma_.lower(), token == subject, sentence))

    def stand_in(
        self, tokens: tuple[Token, ...], found: dict[int, str], sentence: int
    ) -> dict[int, str]:
        """Words for a claim's "y" and for the word that the place then follows; empty where unsure."""
        if self._table is None:
            return {}
        for k, token in enumerate(tokens):
            if token.lower_ != self._table["pronoun"] or token.pos_ != "PRON" or token.i in found:
                continue
            verb = token.head
            if verb not in tokens or verb.i < token.i or self._is_no_place(token, verb):
                continue
            if any(self._preposition(t) for t in tokens[:k]):
                return {}
            place = self._best(sentence)
            last = self._last_before_place(verb, tokens)
            if place is None or last.i in found or verb.i in found:
                return {}
            return {token.i: DROPPED, last.i: f"{last.text} {place.words}"}
        return {}

    def _best(self, sentence: int) -> Place | None:
        near = [p for p in self._seen if sentence - p.sentence <= _REACH]
        return max(near, key=lambda p: (p.sentence, p.subject), default=None)

    def _is_no_place(self, token: Token, verb: Token) -> bool:
        """ "il y a", "y compris", "y croire": what stands for something else, or for nothing."""
        table = self._table or {}
        if token.nbor(1).lower_ in table["never_before"]:
            return True
        return verb.lemma_.lower() in self._never_with

    def _last_before_place(self, verb: Token, tokens: tuple[Token, ...]) -> Token:
        """The last word of a short object or predicate right behind the verb, else the verb."""
        tree = self._tree
        after = frozenset(t.i for t in tokens if 0 < t.i - verb.i <= 2)
        known = tree.object | tree.xcomp
        for noun in (t for t in tokens if t.i > verb.i and t.left_edge.i in after):
            partitive = noun.doc[noun.left_edge.i].lower_ in tree.language.grammar["of"]
            if noun.pos_ == "ADP" or not (partitive or (noun.head == verb and noun.dep_ in known)):
                continue
            last = noun.right_edge
            short = noun.i > verb.i and last.i - verb.i <= _LONGEST_OBJECT
            plain = not any(t.is_punct or t.dep_ in tree.relcl for t in noun.subtree)
            if short and plain and noun.left_edge.i - verb.i <= 2 and last in tokens:
                return last
        return verb

    def _preposition(self, noun: Token) -> str:
        """The preposition of a place, "" for what is none."""
        if noun.pos_ != "PROPN":
            return place_preposition(noun, self._tree)
        own = self._own_preposition(noun)
        return own if noun.ent_type_ == "LOC" else ""

    def _own_preposition(self, noun: Token) -> str:
        cases = [c.lower_ for c in self._tree.children(noun, self._tree.case) if c.i < noun.i]
        table = self._table or {}
        return next((c for c in cases if c in table["kept"]), "")

    def _told(self, noun: Token) -> str:
        preposition = self._preposition(noun)
        if not preposition:
            return ""
        own = self._own_preposition(noun)
        phrase = definite(noun_phrase(noun, self._tree).partition(",")[0], self._tree)
        if not phrase:
            return ""
        first = noun.doc[noun.left_edge.i]
        anaphors = self._tree.language.anaphors
        pointing = (*anaphors["demonstratives"], *anaphors["possessives"])
        if any(t.lower_ in anaphors["possessives"] for t in noun.subtree):
            return ""
        bare = noun.pos_ == "NOUN" and not self._tree.children(noun, self._tree.det)
        if bare and self._fused(noun) is None:
            return ""
        if phrase.partition(" ")[0].lower() in pointing:
            rest = phrase.split(" ", 1)[1]
            phrase = elided(article_before(noun, first.nbor(1), self._tree), rest, self._tree)
        plain = (self._table or {})["fused"].get(own, own)
        return elided(plain or preposition, phrase, self._tree)

    def _fused(self, noun: Token) -> str | None:
        fused = self._tree.language.grammar.get("fused", {})
        cases = self._tree.children(noun, self._tree.case)
        return next((c.lower_ for c in cases if c.lower_ in fused), None)
