"""Why a fact is one fact: the match decisions that hold it together, and what was left out."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from claims.records import EdgeKind, Judgement
from ledger.derived import Derived, Wanted
from ledger.model import FactRows
from ledger.snapshot import Snapshot

LEFT_OUT = 10  # the nearest claims of other facts that are told


@dataclass(frozen=True, slots=True)
class End:
    """One claim of a decision, and the fact it is in."""

    claim_id: str
    fact_id: str
    claim: str


@dataclass(frozen=True, slots=True)
class Decision:
    """One pair: what matching said of it, from which features, and what a person said, if any."""

    kind: EdgeKind
    score: float
    reason: str
    features: dict[str, float]
    a: End
    b: End
    judgement: str | None = None


@dataclass(frozen=True, slots=True)
class WhyView:
    """`inside` are decisions between claims of the fact, `left_out` those with other facts'."""

    fact_id: str
    claim: str
    inside: tuple[Decision, ...]
    left_out: tuple[Decision, ...]


def why(fact: FactRows, snapshot: Snapshot, derived: Derived) -> WhyView:
    """The surest decisions first; of those with other facts the nearest `LEFT_OUT`."""
    claims = {member.claim_id for member in fact.members}
    rows = _rows(snapshot, claims)
    ends = {row[end] for row in rows for end in ("claim_a", "claim_b")}
    facts, said = derived.fact_of(ends), _said(derived, ends)
    judged = {(j.claim_a, j.claim_b): _told(j) for j in snapshot.judgements if not j.withdrawn}
    found = [_decision(row, facts, said, judged) for row in rows if _counts(row, facts)]
    found.sort(key=lambda d: (-d.score, d.a.claim_id, d.b.claim_id))
    inside = tuple(d for d in found if d.a.fact_id == d.b.fact_id)
    outside = tuple(d for d in found if d.a.fact_id != d.b.fact_id)
    return WhyView(fact.fact_id, fact.claim, inside, outside[:LEFT_OUT])


def _rows(snapshot: Snapshot, claims: Collection[str]) -> list[dict]:
    table = snapshot.table("edges", ("claim_a", "claim_b", "kind", "score", "reason", "features"))
    wanted = pa.array(sorted(claims), pa.string())
    hits = (pc.is_in(table[end], value_set=wanted) for end in ("claim_a", "claim_b"))
    return table.filter(pc.or_(*hits)).to_pylist()


def _said(derived: Derived, claims: Collection[str]) -> dict[str, str]:
    wanted = Wanted({"claim_id": frozenset(claims)})
    rows = derived.read("claims", ("claim_id", "claim"), wanted)
    return dict(zip(*(column.to_pylist() for column in rows.columns), strict=True))


def _counts(row: Mapping, facts: Mapping[str, str]) -> bool:
    """Whether both claims still count: not those of an article that was taken out."""
    return row["claim_a"] in facts and row["claim_b"] in facts


def _told(judgement: Judgement) -> str:
    return f"{judgement.verdict}, said {judgement.who}" + (
        f": {judgement.why}" if judgement.why else ""
    )


def _decision(
    row: Mapping,
    facts: Mapping[str, str],
    said: Mapping[str, str],
    judged: Mapping[tuple[str, str], str],
) -> Decision:
    a, b = (End(row[end], facts[row[end]], said[row[end]]) for end in ("claim_a", "claim_b"))
    features = dict(json.loads(row["features"]) if row["features"] else ())
    return Decision(
        row["kind"], row["score"], row["reason"], features, a, b,
        judged.get((a.claim_id, b.claim_id)),
    )  # fmt: skip
