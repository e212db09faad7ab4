"""Makes `weights.toml` anew: python -m claims.matching.fit

Logistic regression on the pairs in `training/`, with e5 vectors. Conflicts may only
lower a score and agreement only raise it (bounds), so that a reader can trust each weight's sign.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from claims.encoders import load_encoder
from claims.matching.features import CONFLICTS, FEATURES, compare
from claims.matching.pairs import Written, read_pairs
from claims.matching.profile import make_profile
from claims.matching.score import Weights

HERE = Path(__file__).parent
PUBLISHED = datetime(2024, 5, 16, 12, tzinfo=UTC)
# File and weight: short sentences whose words the lexicon knows; sentences as news has them; long
# against short ones, where what one leaves out makes most pairs hard to tell for anyone.
TRAINING = (("pairs.jsonl", 1.0), ("news.jsonl", 2.0), ("details.jsonl", 0.1))
_RAISES = (
    "cosine", "cover_less", "cover_more", "core_less", "core_more", "whole", "names_less", "names_more",
    "shared_number", "shared_time", "shared_name",
)  # fmt: skip
_LOWERS = (
    "changed",
    "residue",
    "extra",
    "extra_detail",
    "polarity",
    "thing",
    "one_article",
    *CONFLICTS,
    *(name for name in FEATURES if name.startswith("far_")),
)
# What excludes the same truth conditions whatever else agrees; few pairs teach it, so it is set.
_DECISIVE = dict.fromkeys(
    ("number", "unit", "time", "place", "opposed", "negated", "swapped", "replaced", "undone"), -9
) | {
    "name": -6,
    "kind": -6,
    "far_place": -3,
    "far_kind": -1.5,
    "far_number": -3,
    "far_opposed": -1.5,
    "far_negated": -1.5,
    "far_name": -2,
    "thing": -0.4,  # of a story's claims, each knows a thing that the other doesn't
    "extra": -1,  # a claim that says much more is another claim
    "one_article": -2,  # an article seldom says a thing twice; no training pair has it
}
_RIDGE = 0.02
# Joining two facts is worse than leaving a paraphrase as a suggestion.
_NEGATIVE = 2.0


def features_of(pairs: Sequence[Written], encoder: str | None = None) -> np.ndarray:
    """float64 array (pairs, features), columns as in FEATURES."""
    texts = sorted({side for pair in pairs for side in (pair.a, pair.b)})
    vectors = load_encoder(encoder).encode([text for text, _ in texts])
    row = {text: i for i, text in enumerate(texts)}
    profiles = {side: make_profile(*side, PUBLISHED) for side in texts}
    made = []
    for pair in pairs:
        cosine = float(vectors[row[pair.a]].astype(float) @ vectors[row[pair.b]].astype(float))
        values = compare(profiles[pair.a], profiles[pair.b], cosine).values
        made.append([values[name] for name in FEATURES])
    return np.array(made)


def fit(
    table: np.ndarray, same: np.ndarray, importance: np.ndarray, decisive: bool = True
) -> Weights:
    """Weights from a (pairs, features) table and the pairs' answers.

    `decisive` bounds the conflicts that exclude a match; event coreference, which is looser than
    the same truth conditions, is fitted without.
    """
    from scipy.optimize import minimize

    sign = np.where(same, 1.0, -1.0)
    weight = importance / importance.sum()

    def loss(point: np.ndarray) -> tuple[float, np.ndarray]:
        margin = sign * (table @ point[1:] + point[0])
        slope = -weight * sign / (1 + np.exp(np.clip(margin, -50, 50)))
        value = (
            float(weight @ np.logaddexp(0, -margin))
            + _RIDGE / 2 * float(point[1:] @ point[1:]) / 100
        )
        gradient = np.concatenate([[slope.sum()], table.T @ slope + _RIDGE * point[1:] / 100])
        return value, gradient

    bounds = [(None, None)] + [
        (0, None) if name in _RAISES
        else (None, _DECISIVE.get(name, 0) if decisive else 0) if name in _LOWERS
        else (None, None)
        for name in FEATURES
    ]  # fmt: skip
    start = np.zeros(len(FEATURES) + 1)
    found = minimize(loss, start, jac=True, bounds=bounds, method="L-BFGS-B")
    values = dict(zip(FEATURES, (round(float(v), 3) for v in found.x[1:]), strict=True))
    return Weights(round(float(found.x[0]), 3), values)


def importance_of(pairs: Sequence[Written]) -> np.ndarray:
    """Each kind of pair counts as a whole, whatever its number; a wrong join more than a lost one."""
    groups = [(p.kind, p.across, p.direct) for p in pairs]
    sizes = {group: groups.count(group) for group in set(groups)}
    boost = {"paraphrase": 3.0, "edit": _NEGATIVE, "other": 1.5 * _NEGATIVE}
    return np.array([boost[p.kind] / sizes[g] for p, g in zip(pairs, groups, strict=True)])


def training() -> tuple[list[Written], np.ndarray]:
    """All training pairs and what each counts."""
    pairs: list[Written] = []
    weights: list[np.ndarray] = []
    for name, weight in TRAINING:
        here = [pair for pair in read_pairs(HERE / "training" / name) if _answerable(pair, name)]
        pairs += here
        weights.append(weight * importance_of(here))
    return pairs, np.concatenate(weights)


def _answerable(pair: Written, name: str) -> bool:
    """Not an edit of a detail that the other wording may leave out."""
    return name != "details.jsonl" or pair.kind != "edit" or pair.direct


def write(weights: Weights, path: Path) -> None:
    """A small readable file."""
    lines = [
        "# Made by: python -m claims.matching.fit (from training/*.jsonl, encoder e5).",
        "# Score = 1 / (1 + exp(-(bias + sum of weight x feature))); features: features.py.",
        f"bias = {weights.bias}",
        "",
        "[weights]",
        *(f"{name} = {weights.weights[name]}" for name in FEATURES),
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Fit and write; prints the file's place."""
    pairs, importance = training()
    same = np.array([pair.same for pair in pairs])
    weights = fit(features_of(pairs), same, importance)
    write(weights, HERE / "weights.toml")
    print(HERE / "weights.toml", file=sys.stderr)


if __name__ == "__main__":
    main()
