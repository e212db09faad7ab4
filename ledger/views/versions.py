"""An article that changed at its address: each version, and what changed from the one before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from claims.errors import LedgerError
from ledger.derived import Derived
from ledger.model import Member, Meta
from ledger.snapshot import Snapshot

_REWORDED = 70.0  # percent alike, rapidfuzz ratio: one claim in other words, not two claims


@dataclass(frozen=True, slots=True)
class ArticleVersion:
    """One version of an article, and its claims against the version before (none for the first)."""

    article_id: str
    outlet: str
    title: str | None
    published_at: datetime | None
    recorded_at: datetime
    claims: int
    added: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    reworded: tuple[tuple[str, str], ...] = ()
    restated: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class VersionsView:
    """The versions of the article at one address, in the order they were recorded."""

    url: str
    versions: tuple[ArticleVersion, ...]


def versions(url: str, derived: Derived, snapshot: Snapshot) -> VersionsView:
    """The versions of the article at `url`. Raises LedgerError where no article is from there."""
    metas = [meta for meta in snapshot.metas.values() if meta.url == url]
    if not metas:
        raise LedgerError(url, "no article from this address", "see `factledger claims`")
    fact_of = derived.fact_of(snapshot.claims_of({meta.article_id for meta in metas}))
    members = [m for fact in snapshot.gather(fact_of) for m in fact.members]
    return _in_order(url, metas, sorted(members, key=lambda m: (m.start, m.claim_id)))


def _in_order(url: str, metas: Iterable[Meta], members: Sequence[Member]) -> VersionsView:
    """The versions in `metas`, each against the one before, with their claims from `members`."""
    found: list[ArticleVersion] = []
    before: list[Member] | None = None
    for meta in sorted(metas, key=lambda m: (m.recorded_at, m.article_id)):
        now = [m for m in members if m.meta.article_id == meta.article_id]
        found.append(_version(meta, before, now))
        before = now
    return VersionsView(url, tuple(found))


def _version(meta: Meta, before: list[Member] | None, now: list[Member]) -> ArticleVersion:
    told = (meta.outlet, meta.title, meta.published_at, meta.recorded_at, len(now))
    if before is None:
        return ArticleVersion(meta.article_id, *told)
    old, new = ({m.claim: m for m in members} for members in (before, now))
    dropped = [claim for claim in old if claim not in new]
    added = [claim for claim in new if claim not in old]
    pairs = _pairs(dropped, added)
    return ArticleVersion(
        meta.article_id,
        *told,
        tuple(c for c in added if c not in {b for _, b in pairs}),
        tuple(c for c in dropped if c not in {a for a, _ in pairs}),
        tuple(pairs),
        tuple(c for c in new if c in old and _stances(old[c]) != _stances(new[c])),
    )


def _pairs(dropped: Sequence[str], added: Sequence[str]) -> list[tuple[str, str]]:
    """Claims that stayed in other words, each with its closest one."""
    from rapidfuzz import fuzz

    scored = sorted(
        ((fuzz.ratio(a, b), a, b) for a in dropped for b in added), key=lambda s: (-s[0], s[1:])
    )
    pairs: list[tuple[str, str]] = []
    for score, a, b in scored:
        if score >= _REWORDED and not any(a == x or b == y for x, y in pairs):
            pairs.append((a, b))
    return pairs


def _stances(member: Member) -> set[tuple[str, str]]:
    return {(stand.source, stand.stance) for stand in member.stands} | {("", member.certainty)}
