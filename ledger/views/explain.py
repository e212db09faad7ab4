"""Why a claim is in the ledger as it is: rule, cue, and how each source was resolved."""

from __future__ import annotations

from dataclasses import dataclass

from ledger.derived import Derived
from ledger.model import Stand
from ledger.snapshot import Snapshot
from ledger.views.one import one_claim


@dataclass(frozen=True, slots=True)
class Link:
    """A match decision that involves the claim."""

    claim_id: str
    kind: str
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """One claim with the rules that made it and its attributions, and its match decisions."""

    claim_id: str
    fact_id: str
    claim: str
    quote: str
    context: str
    start: int
    end: int
    outlet: str
    origin: str
    certainty: str
    event_time: str | None
    rule: str
    stands: tuple[Stand, ...]
    links: tuple[Link, ...]


def explain(derived: Derived, claim: str, snapshot: Snapshot) -> Explanation:
    """The explanation of a claim (id). Raises LedgerError where there is none."""
    fact, member = one_claim(derived, claim, snapshot)
    text = snapshot.text(member.meta.article_id)
    before = text.rfind("\n", 0, member.start) + 1
    after = text.find("\n", member.end)
    return Explanation(
        member.claim_id,
        fact.fact_id,
        member.claim,
        member.quote,
        text[before : after if after >= 0 else len(text)],
        member.start,
        member.end,
        member.outlet,
        member.meta.origin,
        member.certainty,
        member.event_time,
        member.rule,
        member.stands,
        _links(claim, snapshot),
    )


def _links(claim: str, snapshot: Snapshot) -> tuple[Link, ...]:
    return tuple(
        Link(e.claim_b if e.claim_a == claim else e.claim_a, e.kind, e.score, e.reason)
        for e in snapshot.edges_of([claim])
    )
