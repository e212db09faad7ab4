"""Pairs of facts that may be one, for a person to decide: the surest first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from ledger.derived import Derived, Wanted
from ledger.grouping import JOINING
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
    for found in sorted(_open(snapshot, derived), key=lambda s: (-s.score, s.claim_a, s.claim_b)):
        low, high = sorted((found.fact_a, found.fact_b))
        best.setdefault((low, high), found)
    return list(best.values())


def _open(snapshot: Snapshot, derived: Derived) -> Iterator[Suggestion]:
    judged = {(j.claim_a, j.claim_b): j.withdrawn for j in snapshot.judgements}
    rows = _links(snapshot, derived).to_pylist()
    claims = {row[end] for row in rows for end in ("claim_a", "claim_b")}
    table = derived.read("claims", ("claim_id", "claim"), Wanted({"claim_id": claims}))
    said = dict(zip(*(column.to_pylist() for column in table.columns), strict=True))
    for row in rows:
        a, b = row["claim_a"], row["claim_b"]
        if judged.get((a, b), True):
            one, other = (row["fact_a"], a, said[a]), (row["fact_b"], b, said[b])
            yield Suggestion(row["score"], *one, *other, row["reason"])


def _links(snapshot: Snapshot, derived: Derived) -> pa.Table:
    """The positive edges between two facts, with both facts."""
    names = ("claim_a", "claim_b", "kind", "score", "reason")
    edges = snapshot.table("edges", names)
    edges = edges.filter(pc.is_in(edges["kind"], value_set=pa.array(JOINING)))
    members = derived.read("members", ("claim_id", "fact_id"))
    claims = members["claim_id"].combine_chunks()
    for end in ("a", "b"):
        place = pc.index_in(edges[f"claim_{end}"], value_set=claims)
        edges = edges.append_column(f"fact_{end}", members["fact_id"].take(place))
    return edges.filter(pc.not_equal(edges["fact_a"], edges["fact_b"]))
