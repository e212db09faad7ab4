"""The score of a pair: how likely two claims have the same truth conditions, and why."""

from __future__ import annotations

import math
from dataclasses import dataclass

from claims.matching.profile import Profile


@dataclass(frozen=True)
class Decision:
    """`score` is a probability; `conflict` names the part that differs, "" where none does."""

    score: float
    conflict: str
    reason: str
    features: tuple[tuple[str, float], ...]


def score_pair(a: Profile, b: Profile, cosine: float) -> Decision:
    """The decision for two claims whose vectors have the given cosine."""
    score = round(1 / (1 + math.exp(-60 * (cosine - 0.91))), 6)
    conflict = ""
    if a.numbers and b.numbers and not set(a.numbers) & set(b.numbers):
        conflict = "number"
    if conflict:
        return Decision(min(score, 0.1), conflict, f"another {conflict}", (("cosine", cosine),))
    return Decision(score, "", f"cosine {cosine:.3f}", (("cosine", cosine),))
