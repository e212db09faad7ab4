"""Pairs of facts that may be one, for a person to decide: the surest first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ledger.derived import Derived
from ledger.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Two facts and the strongest link between them, claim by claim."""

    score: float
    fact_a: str
    claim_a: str
    said_a: str
    fact_b: str
    claim_b: str
    said_b: str
    reason: str


def suggestions(snapshot: Snapshot, derived: Derived) -> list[Suggestion]:
    """One suggestion per pair of facts with a positive link that nobody has judged."""
    best: dict[tuple[str, str], Suggestion] = {}
    for found in sorted(_links(snapshot, derived), key=lambda s: (-s.score, s.claim_a, s.claim_b)):
        low, high = sorted((found.fact_a, found.fact_b))
        best.setdefault((low, high), found)
    return list(best.values())


def _links(snapshot: Snapshot, derived: Derived) -> Iterator[Suggestion]:
    fact_of = derived.fact_of()
    columns = derived.read("claims", ("claim_id", "claim")).columns
    said = dict(zip(*(column.to_pylist() for column in columns), strict=True))
    judged = {(j.claim_a, j.claim_b): j.withdrawn for j in snapshot.judgements}
    for edge in snapshot.edges:
        a, b = edge.claim_a, edge.claim_b
        apart = edge.kind in ("same", "suggested") and fact_of[a] != fact_of[b]
        if apart and judged.get((a, b), True):
            pair = (fact_of[a], a, said[a], fact_of[b], b, said[b])
            yield Suggestion(edge.score, *pair, edge.reason)
