"""The score of a pair: how likely two claims have the same truth conditions, and why."""

from __future__ import annotations

import math
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from claims.matching.features import CONFLICTS, FEATURES, compare
from claims.matching.profile import Profile


@dataclass(frozen=True)
class Weights:
    """A logistic model: probability = 1 / (1 + exp(-(bias + sum of weight x feature)))."""

    bias: float
    weights: dict[str, float]

    def probability(self, values: dict[str, float]) -> float:
        total = self.bias + sum(self.weights.get(name, 0.0) * values[name] for name in FEATURES)
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


@dataclass(frozen=True)
class Decision:
    """`score` is a probability; `plain` what it were without the conflicts; `reason` a line."""

    score: float
    plain: float
    conflicts: tuple[str, ...]
    reason: str
    features: tuple[tuple[str, float], ...]


@lru_cache(maxsize=1)
def default_weights() -> Weights:
    """The fitted weights; `python -m claims.matching.fit` makes the file anew."""
    text = resources.files("claims.matching").joinpath("weights.toml").read_text("utf-8")
    data = tomllib.loads(text)
    return Weights(float(data["bias"]), {k: float(v) for k, v in data["weights"].items()})


def score_pair(a: Profile, b: Profile, cosine: float, weights: Weights | None = None) -> Decision:
    """The decision for two claims whose vectors have the given cosine."""
    weights = weights or default_weights()
    values, notes = compare(a, b, cosine)
    plain = {**values, **dict.fromkeys(CONFLICTS, 0.0), "polarity": 0.0}
    reason = "; ".join(f"{CONFLICTS[name]}: {note}" for name, note in notes.items())
    others = [name for name in FEATURES if name != "cosine" and values[name]]
    shown = (("cosine", round(cosine, 4)), *((name, round(values[name], 4)) for name in others))
    return Decision(
        round(weights.probability(values), 6),
        round(weights.probability(plain), 6),
        tuple(notes),
        reason or _agreement(values, cosine),
        shown,
    )


def _agreement(values: dict[str, float], cosine: float) -> str:
    parts = [f"cosine {cosine:.2f}", f"{values['cover_more']:.0%} of the shorter claim answered"]
    for name, words in (("number", "number"), ("time", "time"), ("name", "name")):
        if values[f"shared_{name}"]:
            parts.append(f"same {words}")
    return ", ".join(parts)
