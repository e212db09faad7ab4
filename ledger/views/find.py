"""From words, or any fact or claim id ever given out, to facts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from claims.ids import anchor_of
from ledger.derived import Derived, Wanted
from ledger.model import fold
from ledger.snapshot import Snapshot

_CLOSE, _NEAR = 90.0, 60.0  # percent alike (rapidfuzz token_set_ratio)
_SHOWN = 12


def find(derived: Derived, words: str, snapshot: Snapshot) -> list[tuple[str, str]]:
    """(fact_id, headline) of the facts that fit: every word in some claim, else near in spelling.

    Raises LedgerError for an id whose claim never was or was retracted.
    """
    if re.fullmatch(r"[fc][0-9a-f]{16}", words.strip()):
        facts = [current(derived, "f" + words.strip()[1:], snapshot)]
    else:
        facts = _fitting(derived, words)
    headlines = headlines_of(derived, facts)
    return [(fact, headlines[fact]) for fact in facts]


def current(derived: Derived, fact: str, snapshot: Snapshot) -> str:
    """The fact that a fact's or claim's id names now; raises as `Snapshot.resolve` does."""
    return snapshot.resolve(fact, derived.fact_of([fact, anchor_of(fact)]))


def headlines_of(derived: Derived, facts: Iterable[str]) -> dict[str, str]:
    """fact → headline."""
    wanted = Wanted({"fact_id": frozenset(facts)})
    rows = derived.read("facts", ("fact_id", "claim"), wanted)
    return dict(zip(*(column.to_pylist() for column in rows.columns), strict=True))


def _fitting(derived: Derived, words: str) -> list[str]:
    """The facts that fit best: by their best claim, then by how many of them fit."""
    best: dict[str, tuple[float, int]] = {}
    asked = fold(words)
    rows = derived.read("members", ("fact_id", "said"))
    for fact, score in _exact(rows, asked.split()) or _near(rows, asked):
        seen = best.get(fact, (0.0, 0))
        best[fact] = (max(seen[0], score), seen[1] + 1)
    order = sorted(best, key=lambda f: (-best[f][0], -best[f][1], f))
    close = [f for f in order if best[f][0] >= _CLOSE]
    return close or order[:_SHOWN]


def _exact(rows: pa.Table, words: list[str]) -> list[tuple[str, float]]:
    """The claims in which every word stands."""
    for word in words:
        rows = rows.filter(pc.match_substring(rows["said"], f" {word} "))
    rows = rows.group_by(["fact_id", "said"]).aggregate([])
    return [(fact, 100.0) for fact in rows["fact_id"].to_pylist()]


def _near(rows: pa.Table, asked: str) -> Iterator[tuple[str, float]]:
    """The claims near in spelling."""
    from rapidfuzz import fuzz, process

    rows = rows.group_by(["fact_id", "said"]).aggregate([])
    said = rows["said"].to_pylist()
    scores = process.cdist([asked], said, scorer=fuzz.token_set_ratio, score_cutoff=_NEAR)[0]
    for place in np.flatnonzero(scores):
        yield rows["fact_id"][int(place)].as_py(), float(scores[place])
