"""A parsed sentence in plain Python, under the names that spaCy has for its parts.

The rules look at every word many times, and each look at a spaCy token asks its string store, or
makes new objects for the children; here everything is looked up once, when the parse is final.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, SupportsIndex, overload

if TYPE_CHECKING:
    from spacy.tokens import Doc as Parse
    from spacy.tokens import Token as Parsed


class Morph:
    """Morphological features, as Universal Dependencies names them."""

    __slots__ = ("_values",)

    def __init__(self, written: str) -> None:
        pairs = (part.split("=", 1) for part in written.split("|") if "=" in part)
        self._values = {name: values.split(",") for name, values in pairs}

    def get(self, name: str) -> list[str]:
        """The values of a feature, none where the word has no such feature."""
        return self._values.get(name, _NONE)


_NONE: list[str] = []
_morph = lru_cache(maxsize=4_096)(Morph)


class Token:
    """One word: where it stands, how it is tagged and what it hangs on; its head is itself at the root."""

    __slots__ = (
        "_below", "children", "dep_", "doc", "ent_type_", "head", "i", "idx", "is_alpha", "is_punct",
        "is_quote", "is_space", "left_edge", "lemma_", "like_num", "lower_", "morph", "pos_",
        "right_edge", "tag_", "text", "whitespace_",
    )  # fmt: skip

    doc: Doc
    head: Token
    left_edge: Token
    right_edge: Token

    def __init__(self, parsed: Parsed) -> None:
        self.i, self.idx, self.text, self.whitespace_ = (
            parsed.i, parsed.idx, parsed.text, parsed.whitespace_
        )  # fmt: skip
        self.lower_, self.lemma_ = parsed.lower_, parsed.lemma_
        self.pos_, self.tag_, self.dep_ = parsed.pos_, parsed.tag_, parsed.dep_
        self.ent_type_, self.morph = parsed.ent_type_, _morph(str(parsed.morph))
        self.is_alpha, self.is_punct, self.is_quote, self.is_space, self.like_num = (
            parsed.is_alpha, parsed.is_punct, parsed.is_quote, parsed.is_space, parsed.like_num
        )  # fmt: skip
        self.children: tuple[Token, ...] = ()
        self._below: tuple[Token, ...] | None = None

    @property
    def text_with_ws(self) -> str:
        """The word with the blank behind it."""
        return self.text + self.whitespace_

    @property
    def subtree(self) -> tuple[Token, ...]:
        """The word and all below it, as they stand unless arcs cross."""
        if self._below is None:
            parts = [
                *(c.subtree for c in self.children if c.i < self.i),
                (self,),
                *(c.subtree for c in self.children if c.i > self.i),
            ]
            self._below = tuple(token for part in parts for token in part)
        return self._below

    @property
    def ancestors(self) -> Iterator[Token]:
        """The heads above, the nearest first."""
        token = self
        while token.head is not token:
            token = token.head
            yield token

    def nbor(self, steps: int = 1) -> Token:
        """The word so many steps on; a blank one outside the sentence."""
        place = self.i + steps
        return self.doc[place] if 0 <= place < len(self.doc) else self.doc.edge

    def __repr__(self) -> str:
        return self.text


def _blank(doc: Doc) -> Token:
    """What stands before the first word and behind the last: nothing, on its own."""
    token = object.__new__(Token)
    token.i = token.idx = -1
    token.text = token.whitespace_ = token.lower_ = token.lemma_ = ""
    token.pos_ = token.tag_ = token.dep_ = token.ent_type_ = ""
    token.is_alpha = token.is_punct = token.is_quote = token.is_space = token.like_num = False
    token.morph, token.children, token._below = _morph(""), (), None
    token.doc, token.head, token.left_edge, token.right_edge = doc, token, token, token
    return token


class Span(tuple[Token, ...]):
    """Words that stand side by side."""

    __slots__ = ()

    @property
    def text(self) -> str:
        """The words as written, without the blank behind the last."""
        return "".join([t.text_with_ws for t in self[:-1]]) + self[-1].text if self else ""


class Doc:
    """A sentence; `doc[i]` is a token, `doc[i:j]` a span."""

    def __init__(self, parse: Parse) -> None:
        self.text, self.edge = parse.text, _blank(self)
        tokens = self._tokens = tuple([Token(parsed) for parsed in parse])
        children: list[list[Token]] = [[] for _ in tokens]
        for token, parsed in zip(tokens, parse, strict=True):
            token.doc, token.head = self, tokens[parsed.head.i]
            token.left_edge = tokens[parsed.left_edge.i]
            token.right_edge = tokens[parsed.right_edge.i]
            if token.head is not token:
                children[token.head.i].append(token)
        for token, below in zip(tokens, children, strict=True):
            token.children = tuple(below)

    @overload
    def __getitem__(self, place: SupportsIndex) -> Token: ...
    @overload
    def __getitem__(self, place: slice) -> Span: ...
    def __getitem__(self, place: SupportsIndex | slice) -> Token | Span:
        if isinstance(place, slice):
            return Span(self._tokens[place])
        return self._tokens[place]

    def __iter__(self) -> Iterator[Token]:
        return iter(self._tokens)

    def __len__(self) -> int:
        return len(self._tokens)

    def char_span(self, start: int, end: int) -> Span | None:
        """The words from one character to another, None where these are no words' edges."""
        first, last = self._starts.get(start), self._ends.get(end)
        return None if first is None or last is None else self[first : last + 1]

    @cached_property
    def _starts(self) -> dict[int, int]:
        return {t.idx: t.i for t in self}

    @cached_property
    def _ends(self) -> dict[int, int]:
        return {t.idx + len(t.text): t.i for t in self}
