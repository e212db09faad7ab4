"""How a fact came to its status: who joined when, what the status was after each change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ledger.derived import Derived
from ledger.model import FactRows, Member, Status
from ledger.refresh import derive_around
from ledger.snapshot import Snapshot, runs_at
from ledger.status import Policy
from ledger.store import Run
from ledger.views.show import own_and_others


@dataclass(frozen=True, slots=True)
class Event:
    """One change: the ledger's version after it, when it was recorded, and what happened."""

    version: int
    recorded_at: datetime
    what: str


@dataclass(frozen=True, slots=True)
class HistoryView:
    """A fact's events, oldest first."""

    fact_id: str
    claim: str
    status: Status
    events: tuple[Event, ...]


def history(snapshot: Snapshot, fact: FactRows, status: Status, policy: Policy) -> HistoryView:
    """The events of `fact`, from the runs that touched its claims as they are grouped now."""
    claims = {m.claim_id for m in fact.members}
    events: list[Event] = []
    before: tuple[str, list[str]] | None = None
    for run in _touching(snapshot, claims):
        then = Snapshot(snapshot.store, runs_at(snapshot.runs, str(run.version)))
        events += [Event(run.version, run.recorded_at, what) for what in _joined(fact, run)]
        events += [Event(run.version, run.recorded_at, what) for what in _acts(then, run, claims)]
        after = _status_of(derive_around(then, policy, claims), fact)
        if after is not None and after != before:
            events.append(Event(run.version, run.recorded_at, _change(before, after)))
        before = after or before
    return HistoryView(fact.fact_id, fact.claim, status, tuple(events))


def _touching(snapshot: Snapshot, claims: set[str]) -> list[Run]:
    """Runs that added a claim, edge, judgement or retraction of these, and source changes."""
    articles = {a for c, a in snapshot.keys.items() if c in claims}
    ids: set[str] = set()
    for row in snapshot.table("claims", ("claim_id", "run_id")).to_pylist():
        ids |= {row["run_id"]} if row["claim_id"] in claims else set()
    for name in ("edges", "judgements"):
        for row in snapshot.table(name, ("claim_a", "claim_b", "run_id")).to_pylist():
            ids |= {row["run_id"]} if {row["claim_a"], row["claim_b"]} & claims else set()
    for row in snapshot.table("retractions", ("article_id", "run_id")).to_pylist():
        ids |= {row["run_id"]} if row["article_id"] in articles else set()
    return [r for r in snapshot.runs if r.run_id in ids or r.action == "sources"]


def _joined(fact: FactRows, run: Run) -> list[str]:
    """A line for each claim of the fact that the run brought."""
    return [
        f"{m.outlet}, {_stances(m)}: {m.claim}"
        for m in fact.members
        if m.meta.recorded_at == run.recorded_at
    ]


def _stances(member: Member) -> str:
    verbs = {"assert": "asserts", "attribute": "relays", "deny": "denies"}
    own, others = own_and_others(member)
    shown = [f"{s.source} {verbs.get(s.stance, 'does not confirm')}" for s in others]
    if shown:
        return "citing " + ", ".join(shown)
    return f"which {verbs[own.stance]} it" if own and own.stance in verbs else "by hearsay"


def _acts(then: Snapshot, run: Run, claims: set[str]) -> list[str]:
    """People's acts in the run: judgements and retractions."""
    if run.action == "add":
        return []
    if run.action == "sources":
        return [f"sources: {run.note}"]
    judged = [
        f"{j.who} judged {j.claim_a} and {j.claim_b} {j.verdict}"
        + (" (withdrawn)" if j.withdrawn else "")
        + (f": {j.why}" if j.why else "")
        for j in then.judgements[-1:]
        if run.action == "judge" and {j.claim_a, j.claim_b} & claims
    ]
    marked = [
        f"article {row['article_id']} {row['kind']}: {row['reason']}"
        for row in then.marks.values()
        if row["run_id"] == run.run_id
    ]
    return judged + marked


def _status_of(derived: Derived, fact: FactRows) -> tuple[str, list[str]] | None:
    """Status and reasons, at another time, of the fact that then held this one's earliest claim."""
    then = derived.fact_of()
    held = next((then[m.claim_id] for m in fact.members if m.claim_id in then), None)
    rows = {row["fact_id"]: row for row in derived.facts.to_pylist()}
    return None if held is None else (rows[held]["status"], rows[held]["reasons"])


def _change(before: tuple[str, list[str]] | None, after: tuple[str, list[str]]) -> str:
    why = "; ".join(after[1])
    if before is None or before[0] == after[0]:
        return f"{after[0]}: {why}"
    return f"{before[0]} → {after[0]}: {why}"
