"""What stands between frames and rows: a voice on a claim, a unit as it was heard, a claim's draft."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from claims.attribution.frames import Frame
from claims.records import Claim, Source
from claims.resolution.speakers import Resolved
from claims.text.parse import Unit


@dataclass(frozen=True, slots=True)
class Voice:
    """One source on one claim, before the rows are made: who, how, by which cue of which frame."""

    who: Resolved
    stance: str
    rule: str
    cue: tuple[int, int] | None
    certainty: str | None = None

    @property
    def source(self) -> Source:
        """The source whose voice it is."""
        return self.who.source

    @property
    def is_medium(self) -> bool:
        """An outlet or an agency."""
        return self.source.kind in ("outlet", "agency")


Chain = tuple[Voice, ...]  # outermost first


@dataclass(frozen=True, slots=True)
class Heard:
    """A unit with its frames and whom each stands for, by `id` of the frame.

    `inherited` is the chain of what the unit stands in; `quoted` tells that it is a quotation.
    """

    unit: Unit
    frames: tuple[Frame, ...]
    voices: Mapping[int, Chain]
    inherited: Chain
    quoted: bool

    def of(self, frame: Frame) -> Chain:
        """The voices of one frame."""
        return self.voices[id(frame)]

    def chain(self, frames: Iterable[Frame]) -> Chain:
        """The voices of frames one around the other, outermost first."""
        return tuple(voice for frame in frames for voice in self.of(frame))


@dataclass(slots=True)
class Draft:
    """A claim under construction: its chain and what was linked to it later.

    `words` is its sentence without what stands before it to explain it; each chain of `linked` is
    what one later cue says of it.
    """

    claim: Claim
    chain: Chain
    words: str
    linked: list[Chain] = field(default_factory=list)


def family(unit: Unit) -> list[Unit]:
    """A unit and all that is quoted in it."""
    return [unit, *(u for group in unit.quoted for child in group for u in family(child))]
