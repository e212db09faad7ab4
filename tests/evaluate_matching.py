"""Figures of the matching: python -m tests.evaluate_matching [second|blind|stories|heldout|ecbplus|seeds ...]

Without names all of them, written into docs/quality.md (part of `make evaluate`).

second   sentences by a third hand, on stories that nobody read or fitted on
blind    sentences written by a hand that never saw the rules (tests/data/pairs): paraphrases,
         one-fact edits and other claims of the same story, the share of each that is joined
stories  by five other hands: changes of any kind, mostly of a word; a claim against its changes
heldout  short sentences by the hand that wrote the rules, on topics that fitting never saw
ecbplus  ECB+ sentences (../shared/data, skipped where missing), weights and threshold fitted on
         other topics (leave one topic out): pair F1 on main_event, and the share of the pairs
         across a topic's two stories that are joined
seeds    gold quotes of three articles (../shared/gold, skipped where missing) as claims:
         precision, recall and F1 over pairs of one fact
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path

import numpy as np

from claims.encoders import load_encoder
from claims.matching import ClaimKey, Item, cluster, match
from claims.matching.cluster import JOIN
from claims.matching.features import FEATURES, compare
from claims.matching.fit import features_of, fit
from claims.matching.pairs import read_pairs
from claims.matching.profile import Profile, make_profile, profile
from claims.matching.score import Weights, default_weights
from claims.records import Claim, Edge
from tests.evaluate import PAGE, with_figures

HERE = Path(__file__).resolve().parent
SHARED = HERE.parent.parent / "shared"
ECB = SHARED / "data" / "ecbplus-dev.jsonl"
GOLD = SHARED / "gold" / "seeds-dev.jsonl"
ALL = ("second", "blind", "stories", "heldout", "ecbplus", "seeds")
MARKS = ("<!-- matching: figures of tests/evaluate_matching.py -->", "<!-- end of matching -->")
OTHER_STORY = 0.04  # what fitting aims at; the target on unseen topics is 0.05


def evaluate_pairs(encoder: str | None = None, name: str = "blind") -> dict[str, tuple[float, int]]:
    """Share of pairs joined, and their number, by kind: written pairs that fit never saw.

    `name` is second, blind or stories (by hands that never saw the rules) or heldout (by the rules'
    author). Of stories only a claim's own changes are asked, not the changes among each other.
    """
    found: dict[str, list[bool]] = defaultdict(list)
    pairs = read_pairs(HERE / "data" / "pairs" / f"{name}.jsonl")
    if name == "stories":
        pairs = [pair for pair in pairs if pair.kind != "edit" or pair.direct]
    scores = _scores(features_of(pairs, encoder), default_weights())
    for pair, score in zip(pairs, scores, strict=True):
        langs = "-".join(dict.fromkeys(sorted((pair.a[1], pair.b[1]), reverse=True)))
        kind = pair.kind if pair.kind != "edit" or pair.direct else "edit of a paraphrase"
        found[f"{kind} {langs}"].append(score >= JOIN)
        if pair.kind == "edit" and pair.direct:
            found[f"edit of {pair.change}"].append(score >= JOIN)
    return {kind: (float(np.mean(joined)), len(joined)) for kind, joined in sorted(found.items())}


def _scores(table: np.ndarray, weights: Weights) -> np.ndarray:
    logits = table @ np.array([weights.weights[name] for name in FEATURES]) + weights.bias
    return 1 / (1 + np.exp(-logits))


@dataclass(frozen=True)
class Topic:
    """One ECB+ topic: pairs (i, j) of its sentences, their features and their answers."""

    rows: list[dict]
    pairs: list[tuple[int, int]]
    table: np.ndarray

    def same(self) -> np.ndarray:
        return np.array(
            [self.rows[i]["main_event"] == self.rows[j]["main_event"] for i, j in self.pairs]
        )

    def across(self) -> np.ndarray:
        return np.array([self.rows[i]["story"] != self.rows[j]["story"] for i, j in self.pairs])


def evaluate_ecbplus(path: Path = ECB) -> dict[str, float]:
    """Micro-averaged over all topics, each with weights that never saw it."""
    topics = _topics(path)
    counts = np.zeros(5)
    for held, topic in topics.items():
        rest = [other for name, other in topics.items() if name != held]
        weights = _fit_topics(rest)
        threshold = _threshold(rest, weights)
        counts += _counts(topic, _joined(topic, weights, threshold))
    right, wrong, missed, stories, all_stories = counts
    precision, recall = right / (right + wrong), right / (right + missed)
    return {
        "precision": precision,
        "recall": recall,
        "F1": 2 * precision * recall / (precision + recall),
        "other story joined": stories / all_stories,
    }


def _topics(path: Path) -> dict[str, Topic]:
    by_topic: dict[str, list[dict]] = defaultdict(list)
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        by_topic[row["topic"]].append(row)
    return {name: _topic(rows) for name, rows in sorted(by_topic.items())}


def _topic(rows: list[dict]) -> Topic:
    vectors = load_encoder().encode([row["text"] for row in rows]).astype(np.float64)
    profiles: list[Profile] = [make_profile(row["text"], "en") for row in rows]
    pairs = list(combinations(range(len(rows)), 2))
    cosines = vectors @ vectors.T
    table = [
        [values[name] for name in FEATURES]
        for i, j in pairs
        for values in [compare(profiles[i], profiles[j], float(cosines[i, j])).values]
    ]
    return Topic(rows, pairs, np.array(table))


def _fit_topics(topics: Sequence[Topic]) -> Weights:
    table = np.concatenate([topic.table for topic in topics])
    same = np.concatenate([topic.same() for topic in topics])
    return fit(table, same, np.where(same, 1.0, 1.0), decisive=False)


def _threshold(topics: Sequence[Topic], weights: Weights) -> float:
    """The join threshold with the best F1 that keeps the other story apart."""
    best = (-1.0, 0.5)
    for threshold in np.arange(0.1, 0.75, 0.025):
        counts = sum(_counts(t, _joined(t, weights, float(threshold))) for t in topics)
        right, wrong, missed, stories, all_stories = counts
        score = 2 * right / max(1, 2 * right + wrong + missed)
        if stories / all_stories <= OTHER_STORY:
            best = max(best, (float(score), float(threshold)))
    return best[1]


def _joined(topic: Topic, weights: Weights, threshold: float) -> np.ndarray:
    """Which pairs end in one cluster when clusters join at `threshold`."""
    scores = _scores(topic.table, weights)
    scale = JOIN / threshold  # cluster() joins at JOIN
    edges = [
        Edge(str(i), str(j), "same", min(1.0, float(score) * scale), "")
        for (i, j), score in zip(topic.pairs, scores, strict=True)
        if score >= 0.02
    ]
    keys = [ClaimKey(str(i), row["article"]) for i, row in enumerate(topic.rows)]
    facts = cluster(keys, edges)
    return np.array([facts[str(i)] == facts[str(j)] for i, j in topic.pairs])


def _counts(topic: Topic, joined: np.ndarray) -> np.ndarray:
    same, across = topic.same(), topic.across()
    return np.array(
        [
            (joined & same).sum(), (joined & ~same).sum(), (~joined & same).sum(),
            (joined & across).sum(), across.sum(),
        ]
    )  # fmt: skip


def evaluate_seeds(path: Path = GOLD) -> dict[str, float]:
    """Gold quotes as claims; pairs of one looser group ("near") are not held against us."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    rows = [row for row in rows if not row["optional"]]
    items = _items(rows)
    keys = [ClaimKey(item.claim_id, item.article_id, item.published_at) for item in items]
    facts = cluster(keys, match(items, []))
    right = wrong = missed = 0
    for (i, a), (j, b) in combinations(enumerate(rows), 2):
        same = bool(a["fact"]) and a["fact"] == b["fact"]
        if not same and a.get("near") and a.get("near") == b.get("near"):
            continue
        joined = facts[items[i].claim_id] == facts[items[j].claim_id]
        right, wrong, missed = (
            right + (same and joined), wrong + (joined and not same), missed + (same and not joined)
        )  # fmt: skip
    precision = right / max(1, right + wrong)
    recall = right / max(1, right + missed)
    return {
        "precision": precision,
        "recall": recall,
        "F1": 2 * precision * recall / max(1e-9, precision + recall),
    }


def _items(rows: Sequence[dict]) -> list[Item]:
    days = {"000": datetime(2023, 9, 11, 12, tzinfo=UTC)}
    other = datetime(2023, 9, 12, 12, tzinfo=UTC)
    vectors = load_encoder().encode([row["quote"] for row in rows])
    items = []
    for number, (row, vector) in enumerate(zip(rows, vectors, strict=True)):
        published = days.get(row["article"][:3], other)
        claim = Claim(f"c{number:03d}", row["article"], row["quote"], row["quote"],
                      row["start"], row["end"], "certain", "fr")  # fmt: skip
        items.append(Item(claim.claim_id, row["article"], row["quote"], "fr", published, vector,
                          profile(claim, published)))  # fmt: skip
    return items


def _lines(name: str) -> Iterator[str]:
    if name in ("second", "blind", "stories", "heldout"):
        for kind, (share, number) in evaluate_pairs(name=name).items():
            yield f"{kind:32s}{share:7.1%} joined of {number}"
    elif name == "ecbplus":
        yield from _table(ECB, evaluate_ecbplus)
    else:
        yield from _table(GOLD, evaluate_seeds)


def _table(path: Path, evaluate: Callable[[], dict[str, float]]) -> Iterator[str]:
    if not path.exists():
        yield f"skipped: {path.name} is not there"
        return
    for figure, value in evaluate().items():
        yield f"{figure:32s}{value:7.3f}"


def main(names: Sequence[str]) -> None:
    """Print the named evaluations; without names all, and write them into docs/quality.md."""
    told: list[str] = []
    for name in names or ALL:
        here = [f"[{name}]", *_lines(name)]
        print("\n".join(here), flush=True)
        told += here
    if not names:
        text = "\n".join(["```", *told, "```"])
        PAGE.write_text(with_figures(PAGE.read_text("utf-8"), text, MARKS), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
