"""Encoders: short claims a second on one core, and e5 in 8 bits against float32, also in matching.

python -m benchmarks.encoders [--quick]
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Sequence

import numpy as np

from benchmarks.articles import ROOT
from benchmarks.report import Section, markdown
from claims.encoders import Encoder, load_encoder
from claims.matching.pairs import read_pairs
from tests.evaluate_matching import evaluate_pairs

NAMES = ("e5-small-1", "e5-small-1-int8", "light")
CLAIMS, QUICK = 400, 40
PAIRS = ("heldout", "second", "blind")
EDITS = ("edit fr", "edit en", "edit of a paraphrase")  # and not once more by what they changed


def run(quick: bool = False) -> list[Section]:
    """Claims a second of each encoder, and how near its vectors are to e5's in float32."""
    import torch

    torch.set_num_threads(1)
    texts, turns = _claims(QUICK if quick else CLAIMS), 1 if quick else 5
    encoders = [load_encoder(name) for name in NAMES]
    vectors = [encoder.encode(texts) for encoder in encoders]
    # In turn, so that a busy moment of the machine weighs on all alike.
    seconds = [[_seconds(encoder, texts) for encoder in encoders] for _ in range(turns)]
    medians = [statistics.median(column) for column in zip(*seconds, strict=True)]
    rows = tuple(
        (
            f"`{name}`",
            f"{len(texts) / taken:.0f}",
            f"{medians[0] / taken:.1f}",
            _cosine(vectors[0], found),
        )
        for name, taken, found in zip(NAMES, medians, vectors, strict=True)
    )
    note = (
        f"{len(texts)} sentences of tests/data/pairs, one call, processor seconds of one thread, "
        f"median of {turns} turns. A vector is the same in any batch (tests/encoders)."
    )
    columns = ("Encoder", "Claims a second", "Times float32", "Mean cosine to float32")
    return [Section("Encoders, on one core", columns, rows, note), _matching(quick)]


def _matching(quick: bool) -> Section:
    """Whether pairs of written sentences are joined, with the vectors of either e5."""
    names = PAIRS[:1] if quick else PAIRS
    rows = tuple((name, *(_figures(name, encoder) for encoder in NAMES[:2])) for name in names)
    note = (
        "Precision, recall and F1 of the pairs joined, of all pairs of each set (tests/data/pairs)."
    )
    columns = ("Pairs", *(f"`{encoder}`" for encoder in NAMES[:2]))
    return Section("Matching with either e5", columns, rows, note)


def _figures(pairs: str, encoder: str) -> str:
    shares = evaluate_pairs(encoder, pairs)
    joined = {kind: share * count for kind, (share, count) in shares.items()}
    same = [kind for kind in shares if kind.startswith("paraphrase ")]
    others = [kind for kind in shares if kind.startswith(("other ", *EDITS))]
    right, wrong = (sum(joined[kind] for kind in kinds) for kinds in (same, others))
    precision = right / (right + wrong)
    recall = right / sum(shares[kind][1] for kind in same)
    f1 = 2 * precision * recall / (precision + recall)
    return f"{precision:.3f}, {recall:.3f}, {f1:.3f}"


def _claims(count: int) -> list[str]:
    pairs = read_pairs(ROOT / "tests" / "data" / "pairs" / "heldout.jsonl")
    return list(dict.fromkeys(text for pair in pairs for text, _ in (pair.a, pair.b)))[:count]


def _seconds(encoder: Encoder, texts: Sequence[str]) -> float:
    start = time.process_time()
    encoder.encode(texts)
    return time.process_time() - start


def _cosine(left: np.ndarray, right: np.ndarray) -> str:
    return f"{(left * right).sum(axis=1).mean():.4f}" if left.shape == right.shape else ""


if __name__ == "__main__":
    print(markdown(run("--quick" in sys.argv)))
