"""What every rule of attribution shares: where a cue stands, and the frame of a plain report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.attribution.frames import Frame, Mention
from claims.languages.loader import VerbCue
from claims.text.parse import Unit

if TYPE_CHECKING:
    from claims.text.tokens import Token


def cue_span(unit: Unit, verb: Token) -> tuple[int, int]:
    """Article offsets of the verb with its auxiliaries and negation."""
    near = [verb]
    for child in verb.children:
        if child.dep_.startswith(("aux", "neg")) or child.lower_ in (
            "ne",
            "n'",
            "pas",
            "not",
            "n't",
        ):
            near.append(child)
    near = [t for t in near if abs(t.i - verb.i) <= 5]
    first, last = min(near, key=lambda t: t.i), max(near, key=lambda t: t.i)
    return unit.start_of(first), unit.end_of(last)


def make_frame(
    unit: Unit,
    verb: Token,
    cue: VerbCue,
    sources: tuple[Mention, ...],
    told: frozenset[int],
    own: frozenset[int],
    nominal: Token | None = None,
) -> Frame:
    return Frame(
        sources=sources, stance=cue.stance, rule=f"verb:{cue.name}", cue=cue_span(unit, verb), anchor=verb.i,
        content=told, own=own, head=verb, certainty=cue.certainty, nominal=nominal,
    )  # fmt: skip
