"""One fact: its status with reasons, its origins, and per article the chain of who credits whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from claims.records import Certainty, Edge, EdgeKind, SourceKind, Stance
from ledger.derived import Derived
from ledger.model import Evidence, FactRows, Member, Stand, Status, Verdict, fold
from ledger.snapshot import Snapshot
from ledger.views.find import headlines_of


@dataclass(frozen=True, slots=True)
class Party:
    """One party of a chain, its stance and the words that carry it, and who it credits in turn."""

    name: str
    kind: SourceKind
    stance: Stance
    cue: str | None = None
    credits: tuple[Party, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """What one article says for a fact, in its own words, and who it credits."""

    claim_id: str
    outlet: str
    published_at: datetime | None
    title: str | None
    url: str | None
    origin: str
    claim: str
    quote: str
    start: int
    end: int
    certainty: Certainty
    event_time: str | None
    says: Stance
    credits: tuple[Party, ...]


@dataclass(frozen=True, slots=True)
class Related:
    """Another fact that contradicts this one, or may be the same, and why."""

    kind: EdgeKind
    fact_id: str
    claim: str
    reason: str


@dataclass(frozen=True, slots=True)
class FactView:
    """A fact as `show` gives it."""

    fact_id: str
    claim: str
    status: Status
    reasons: tuple[str, ...]
    evidence: Evidence
    said: tuple[Said, ...]
    related: tuple[Related, ...] = ()
    policy: str = ""


def show(
    fact: FactRows, verdict: Verdict, related: Iterable[Related] = (), policy: str = ""
) -> FactView:
    """The whole of one fact; `related` are other facts that matching set against it."""
    return FactView(
        fact.fact_id,
        fact.claim,
        verdict.status,
        verdict.reasons,
        verdict.evidence,
        tuple(_said(member) for member in fact.members),
        tuple(related),
        policy,
    )


def _said(member: Member) -> Said:
    meta = member.meta
    own, others = own_and_others(member)
    return Said(
        member.claim_id,
        member.outlet,
        meta.published_at,
        meta.title,
        meta.url,
        meta.origin,
        member.claim,
        member.quote,
        member.start,
        member.end,
        member.certainty,
        member.event_time,
        own.stance if own else "attribute",
        _below((), others),
    )


def own_and_others(member: Member) -> tuple[Stand | None, list[Stand]]:
    """The outlet's own row and the rows of the sources it cites."""
    own = [s for s in member.stands if not s.via]
    return (own[0] if own else None), [s for s in member.stands if s.via]


def _below(chain: tuple[str, ...], stands: list[Stand]) -> tuple[Party, ...]:
    """The parties credited at the end of `chain` (folded names after the outlet)."""
    here = [s for s in stands if tuple(fold(n) for n in s.via[1:]) == chain]
    known = {tuple(fold(n) for n in (*s.via[1:], s.source)) for s in stands}
    # A chain whose relay has no row of its own hangs where the chain is known from.
    if not chain:
        here += [
            s for s in stands
            if s not in here and tuple(fold(n) for n in s.via[1:]) not in known
        ]  # fmt: skip
    return tuple(Party(s.source, s.kind, s.stance, s.cue, _deeper(chain, s, stands)) for s in here)


def _deeper(chain: tuple[str, ...], stand: Stand, stands: list[Stand]) -> tuple[Party, ...]:
    if fold(stand.source) in chain:
        return ()
    return _below((*chain, fold(stand.source)), stands)


def related(derived: Derived, fact: FactRows, snapshot: Snapshot) -> list[Related]:
    """Other facts with a `contradicts` or `suggested` edge to `fact`, once each, surest first."""
    edges = snapshot.edges_of({m.claim_id for m in fact.members})
    fact_of = derived.fact_of({claim for edge in edges for claim in (edge.claim_a, edge.claim_b)})
    headlines = headlines_of(derived, fact_of.values())
    return _surest(edges, fact_of, headlines, fact.fact_id)


def _surest(
    edges: Iterable[Edge], fact_of: Mapping[str, str], headlines: Mapping[str, str], fact: str
) -> list[Related]:
    found: dict[str, tuple[float, Related]] = {}
    for edge in edges:
        facts = {fact_of[edge.claim_a], fact_of[edge.claim_b]}
        if fact not in facts or len(facts) == 1 or edge.kind not in ("contradicts", "suggested"):
            continue
        other = (facts - {fact}).pop()
        one = Related(edge.kind, other, headlines[other], edge.reason)
        # A contradiction of any claim says more than a likeness of others.
        weight = 2.0 if edge.kind == "contradicts" else edge.score
        if weight > found.get(other, (-1.0, one))[0]:
            found[other] = (weight, one)
    return [one for _, one in sorted(found.values(), key=lambda f: (-f[0], f[1].fact_id))]
