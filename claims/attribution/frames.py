"""The record of one attribution found in a sentence: who, by which words, takes which stance on what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from claims.text.parse import Unit

if TYPE_CHECKING:
    from claims.text.tokens import Token

HEARD = "hear"  # the name of the cue by which a court gets to know what is told


@dataclass(frozen=True, slots=True)
class Mention:
    """The words of a unit that name a source: `tokens` in order, `head` the noun among them."""

    unit: Unit
    head: Token
    tokens: tuple[Token, ...]

    @property
    def text(self) -> str:
        """The mention's words as the parser read them."""
        return self.unit.doc[self.tokens[0].i : self.tokens[-1].i + 1].text

    @property
    def start(self) -> int:
        """Article offset of the first word."""
        return self.unit.start_of(self.tokens[0])

    @property
    def end(self) -> int:
        """Article offset past the last word."""
        return self.unit.end_of(self.tokens[-1])


@dataclass(frozen=True, slots=True)
class Frame:
    """One attribution inside a unit.

    `content` holds the token indices of what is told; `own` those of the attributing words, which
    no claim keeps; `head` is the predicate whose clause the frame is (None for "selon X");
    `level` orders frames over the same content, outermost first; `link` tells that the content
    stands earlier in the article ("ces accusations") and how to find it.
    """

    sources: tuple[Mention, ...]
    stance: str
    rule: str
    cue: tuple[int, int]
    anchor: int
    content: frozenset[int] = frozenset()
    own: frozenset[int] = frozenset()
    head: Token | None = None
    level: int = 0
    certainty: str | None = None
    link: Literal["", "anaphor", "echo", "group"] = ""
    nominal: Token | None = None
    anaphor: str = ""
