"""A fact outlet by outlet: what each says, and what differs from the fullest version."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from claims.errors import LedgerError
from claims.records import Certainty
from ledger.model import FactRows, Member, Status, Verdict, fold
from ledger.views.rows import named
from ledger.views.show import own_and_others

SegmentKind = Literal["same", "added", "left out"]


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of words that both versions have, that this one adds, or that it leaves out."""

    kind: SegmentKind
    text: str


@dataclass(frozen=True, slots=True)
class Credit:
    """A source a version credits, its stance, and the relays it came through."""

    source: str
    kind: str
    stance: str
    via: tuple[str, ...]
    mention: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One respect in which a version differs: what it has here, and what the fullest one has."""

    what: str
    here: str
    fullest: str


@dataclass(frozen=True, slots=True)
class Version:
    """What one outlet says inside the fact: its fullest claim, and what its claims have in all."""

    outlet: str
    claim: str
    quote: str
    certainty: Certainty
    stance: str
    sources: tuple[Credit, ...]
    event_time: str | None
    published_at: datetime | None
    lang: str
    title: str | None
    url: str | None
    claims: int
    fullest: bool
    differs: tuple[Difference, ...] = ()
    wording: tuple[Segment, ...] = ()


@dataclass(frozen=True, slots=True)
class DiffView:
    """A fact's versions side by side; `differences`: respect → outlet → value."""

    fact_id: str
    claim: str
    status: Status
    reasons: tuple[str, ...]
    versions: tuple[Version, ...]
    differences: dict[str, dict[str, str]]


def diff(fact: FactRows, verdict: Verdict, outlets: Sequence[str] = ()) -> DiffView:
    """The versions of `fact`, fullest first; with `outlets`, only theirs.

    Raises LedgerError where one of `outlets` has no version.
    """
    by_outlet: dict[str, list[Member]] = {}
    for member in fact.members:
        by_outlet.setdefault(member.outlet, []).append(member)
    _check_outlets(fact.fact_id, outlets, list(by_outlet))
    chosen = {o: ms for o, ms in by_outlet.items() if not outlets or named(o, outlets)}
    leads = {outlet: max(members, key=_fullness) for outlet, members in chosen.items()}
    first = max(leads, key=lambda o: _fullness(leads[o]))
    table = {what: {o: get(ms) for o, ms in chosen.items()} for what, get in RESPECTS.items()}
    versions = [_version(o, chosen[o], leads, first, table) for o in chosen]
    versions.sort(key=lambda v: not v.fullest)
    differences = {what: row for what, row in table.items() if len(set(row.values())) > 1}
    return DiffView(
        fact.fact_id, fact.claim, verdict.status, verdict.reasons, tuple(versions), differences
    )


def _check_outlets(fact_id: str, wanted: Sequence[str], there: Sequence[str]) -> None:
    for outlet in wanted:
        if not any(named(name, [outlet]) for name in there):
            raise LedgerError("--outlet", f"{outlet} has no version of {fact_id}", _have(there))


def _have(there: Sequence[str]) -> str:
    return f"these have: {', '.join(sorted(there))}"


def _version(
    outlet: str,
    members: list[Member],
    leads: Mapping[str, Member],
    first: str,
    table: Mapping[str, Mapping[str, str]],
) -> Version:
    lead, fullest = leads[outlet], leads[first]
    own, _ = own_and_others(lead)
    differs = tuple(
        Difference(what, row[outlet], row[first])
        for what, row in table.items()
        if row[outlet] != row[first]
    )
    same_language = lead.meta.lang == fullest.meta.lang
    return Version(
        outlet,
        lead.claim,
        lead.quote,
        lead.certainty,
        own.stance if own else "attribute",
        _credits(members),
        lead.event_time,
        lead.meta.published_at,
        lead.meta.lang,
        lead.meta.title,
        lead.meta.url,
        len(members),
        outlet == first,
        differs,
        word_diff(fullest.quote, lead.quote) if outlet != first and same_language else (),
    )


def _fullness(member: Member) -> int:
    """More words are fuller; among equals `max` takes the first, which is the earliest."""
    return len(member.quote.split())


def word_diff(before: str, after: str) -> tuple[Segment, ...]:
    """Word by word, how `after` departs from `before` (rapidfuzz Indel)."""
    from rapidfuzz.distance import Indel

    old, new = before.split(), after.split()
    kinds: dict[str, SegmentKind] = {"equal": "same", "insert": "added", "delete": "left out"}
    segments = []
    codes = Indel.opcodes([_bare(w) for w in old], [_bare(w) for w in new])
    for code in codes:
        words = (
            old[code.src_start : code.src_end]
            if code.tag == "delete"
            else new[code.dest_start : code.dest_end]
        )
        segments.append(Segment(kinds[code.tag], " ".join(words)))
    return tuple(segments)


def _bare(word: str) -> str:
    return fold(word) or word


# ---------------------------------------------------------------------- what is compared


def _credits(members: Sequence[Member]) -> tuple[Credit, ...]:
    found: dict[tuple[str, str], Credit] = {}
    for member in members:
        for s in own_and_others(member)[1]:
            credit = Credit(s.source, s.kind, s.stance, s.via, s.mention)
            found.setdefault((fold(s.source), s.stance), credit)
    return tuple(found.values())


def _credited(members: Sequence[Member]) -> str:
    credits = _credits(members)
    relays = {fold(n) for c in credits for n in c.via}
    shown = [_credit(c) for c in credits if c.stance != "attribute" or fold(c.source) not in relays]
    return "; ".join(shown) or "nobody (own voice)"


def _credit(credit: Credit) -> str:
    marks = {"deny": "denies", "decline": "did not confirm"}
    through = f" (through {', '.join(credit.via[1:])})" if credit.via[1:] else ""
    mark = f": {marks[credit.stance]}" if credit.stance in marks else ""
    return f"{credit.source}{through}{mark}"


def _stance(members: Sequence[Member]) -> str:
    return ", ".join(sorted({own.stance for m in members if (own := own_and_others(m)[0])}))


def _certainty(members: Sequence[Member]) -> str:
    return ", ".join(sorted({m.certainty for m in members}))


def _time(members: Sequence[Member]) -> str:
    return ", ".join(sorted({m.event_time for m in members if m.event_time})) or "no time"


def _numbers(members: Sequence[Member]) -> str:
    """The amounts that matching read ("trois" too); "one" alone is mostly an article."""
    found = {
        (amount["raw"], amount.get("unit") or "")
        for m in members
        for amount in json.loads(m.profile or "{}").get("amounts", ())
        if amount.get("kind") != "one"
    }
    return ", ".join(f"{raw:g} {unit}".strip() for raw, unit in sorted(found)) or "none"


_NAME = re.compile(r"[^\W\d_a-zß-öø-ÿ][\w'’.-]*(?: [^\W\d_a-zß-öø-ÿ][\w'’.-]*)*")


def _names(members: Sequence[Member]) -> str:
    """Capitalised words as each version spells them; a claim's first word says nothing."""
    found = {n[0].rstrip(".") for m in members for n in _NAME.finditer(m.claim, 1)}
    return ", ".join(sorted(found)) or "none"


RESPECTS: dict[str, Callable[[Sequence[Member]], str]] = {
    "who is credited": _credited,
    "stance": _stance,
    "certainty": _certainty,
    "time": _time,
    "numbers": _numbers,
    "names and places": _names,
}
