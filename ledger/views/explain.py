"""Why a claim is in the ledger as it is: rule, cue, and how each source was resolved."""

from __future__ import annotations

from dataclasses import dataclass

from ledger.model import FactRows, Member, Stand


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


def explain(fact: FactRows, member: Member, text: str, links: tuple[Link, ...]) -> Explanation:
    """The explanation of `member`; `text` is its article's."""
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
        links,
    )
