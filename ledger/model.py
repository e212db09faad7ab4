"""The ledger's plain records: filters, moments, facts with their evidence."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Literal

from claims.errors import FactledgerError
from claims.records import Certainty, SourceKind, Stance

Status = Literal["disputed", "denied", "confirmed", "corroborated", "unconfirmed"]
STATUSES: tuple[Status, ...] = ("disputed", "denied", "confirmed", "corroborated", "unconfirmed")


@lru_cache(maxsize=1 << 16)
def fold(name: str) -> str:
    """`name` for comparison: no case, no accents, words apart by one space; any script."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(ch for ch in plain if not unicodedata.combining(ch))
    return " ".join(re.findall(r"\w+", plain))


@dataclass(frozen=True, slots=True)
class Filters:
    """Which rows of the claims table to keep; empty means all.

    Names fit where every word given stands in the name, whatever the case and the accents.
    `since` is kept, `until` is not (half open); rows without a date fall out of a dated filter.
    """

    sources: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    stances: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    since: datetime | None = None
    until: datetime | None = None

    def __bool__(self) -> bool:
        return self != Filters()


EVERYTHING = Filters()


def parse_moment(text: str, option: str, end: bool = False) -> datetime:
    """An ISO 8601 date or time as UTC; with `end`, a bare date means the start of the next day."""
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise FactledgerError(
            option, f"{text!r} is no date", "write 2023-09-12 or 2023-09-12T18:00"
        ) from error
    moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    bare = re.fullmatch(r"\d{4}-?\d{2}-?\d{2}", text.strip())
    return moment + timedelta(days=1) if end and bare else moment


@dataclass(frozen=True, slots=True)
class Meta:
    """An article without its text. `withdrawn` is the reason where its outlet took it back."""

    article_id: str
    outlet: str
    title: str | None
    url: str | None
    author: str | None
    published_at: datetime | None
    lang: str
    origin: str
    recorded_at: datetime
    withdrawn: str | None = None


@dataclass(frozen=True, slots=True)
class Stand:
    """One party's stance on one claim, under its canonical name as the ledger knows it now."""

    source_id: str
    source: str
    mention: str
    kind: SourceKind
    stance: Stance
    via: tuple[str, ...] = ()
    speaks_for: str | None = None
    cue: str | None = None
    cue_start: int | None = None
    cue_end: int | None = None
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Member:
    """One claim inside a fact, its article, and who stands where on it."""

    claim_id: str
    claim: str
    quote: str
    start: int
    end: int
    certainty: Certainty
    event_time: str | None
    rule: str
    profile: str
    meta: Meta
    stands: tuple[Stand, ...]

    @property
    def outlet(self) -> str:
        """The outlet's canonical name, which its own row has; else the name the article gave."""
        return next((s.source for s in self.stands if not s.via), self.meta.outlet)


@dataclass(frozen=True, slots=True)
class FactRows:
    """A fact and its members, earliest first; the first member is the anchor and the headline."""

    fact_id: str
    members: tuple[Member, ...]

    @property
    def claim(self) -> str:
        """The headline: the anchor's claim."""
        return self.members[0].claim


@dataclass(frozen=True, slots=True)
class Origin:
    """The end of a chain: who says so, through whom, in which outlets, and how surely."""

    name: str
    kind: SourceKind
    named: bool
    through: tuple[str, ...]
    outlets: tuple[str, ...]
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class Copy:
    """Outlets that print one sentence, and the outlet or agency it is counted for."""

    outlets: tuple[str, ...]
    counted_as: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """What stands behind a fact, origins counted once each."""

    outlets: tuple[str, ...]
    origins: tuple[Origin, ...]
    deniers: tuple[str, ...] = ()
    decliners: tuple[str, ...] = ()
    confirmers: tuple[str, ...] = ()
    copies: tuple[Copy, ...] = ()
    circles: tuple[tuple[str, ...], ...] = ()
    withdrawn: tuple[str, ...] = ()
    certainty: Certainty = "certain"


@dataclass(frozen=True, slots=True)
class Verdict:
    """A fact's status at a moment and the reasons for it, in plain words."""

    status: Status
    reasons: tuple[str, ...]
    evidence: Evidence = field(repr=False)
