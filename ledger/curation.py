"""What people change: articles taken out, pairs judged, sources put right. Each change is a run."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from claims.errors import LedgerError
from claims.records import Judgement, Source
from ledger.directory import source_row
from ledger.model import fold
from ledger.snapshot import Snapshot
from ledger.store import Run, Store


def retract(store: Store, article: str, reason: str, who: str, withdrawn: bool) -> Run:
    """Take one article (by id, url or origin) out, or mark it as withdrawn by its outlet."""
    with store.lock():
        rows = _now(store).table("articles", ("article_id", "origin", "url")).to_pylist()
        found = sorted(row["article_id"] for row in rows if article in row.values())
        if not found:
            fix = "give an article_id, url or origin from `factledger claims`"
            raise LedgerError(article, "no such article in the ledger", fix)
        if len(found) > 1:
            raise LedgerError(article, f"names {len(found)} articles", "give an article_id")
        kind = "withdrawn" if withdrawn else "retracted"
        row = {"article_id": found[0], "kind": kind, "reason": reason, "who": who}
        return store.append("retract", {"retractions": [row]}, f"{kind}: {reason}")


def judge(store: Store, judgements: Sequence[Judgement]) -> Run:
    """Record decisions about pairs of claims that are there."""
    with store.lock():
        asked = {claim for j in judgements for claim in (j.claim_a, j.claim_b)}
        claims = _now(store).counting(asked)
        rows = [_judgement_row(judgement, claims) for judgement in judgements]
        verdicts = ", ".join(sorted({row["verdict"] for row in rows}))
        note = f"{len(rows)} pairs judged {verdicts}"
        return store.append("judge", {"judgements": rows}, note)


def _judgement_row(judgement: Judgement, claims: Collection[str]) -> dict[str, Any]:
    a, b = sorted((judgement.claim_a, judgement.claim_b))
    for claim in (a, b):
        if claim not in claims:
            raise LedgerError(claim, "no such claim", "see `factledger claims`")
    if a == b:
        raise LedgerError(a, "is one claim, not two", "give two claims or facts")
    row = {name: getattr(judgement, name) for name in Judgement.__dataclass_fields__}
    return {**row, "claim_a": a, "claim_b": b}


def add_sources(store: Store, sources: Iterable[Source]) -> Run:
    """Add sources with their aliases."""
    rows = [source_row(source, "added") for source in sources]
    with store.lock():
        return store.append("sources", {"sources": rows}, f"added {len(rows)} sources")


def rename_source(store: Store, source: str, name: str) -> Run:
    """Show one source under another name."""
    with store.lock():
        row = source_row(find_source(store, source), "renamed", name)
        return store.append("sources", {"sources": [row]}, f"renamed {source} to {name}")


def merge_sources(store: Store, source: str, into: str) -> Run:
    """Count one source as another."""
    with store.lock():
        old, new = find_source(store, source), find_source(store, into)
        if old.source_id == new.source_id:
            raise LedgerError(source, f"already is {new.name}", "name two sources")
        row = source_row(old, "merged", new.source_id)
        note = f"merged {old.name} into {new.name}"
        return store.append("sources", {"sources": [row]}, note)


def find_source(store: Store, wanted: str) -> Source:
    """The one source with this id or name. Raises LedgerError for none or several."""
    directory = _now(store).directory
    every = directory.sources
    if wanted in every:
        return every[directory.last(wanted)]
    hits = {s.source_id: s for s in every.values() if fold(wanted) == fold(s.name)}
    ids = {directory.last(directory.named.get(fold(wanted), key)) for key in hits}
    if not ids and fold(wanted) in directory.named:
        ids = {directory.last(directory.named[fold(wanted)])}
    if len(ids) != 1:
        what = "several sources" if ids else "no source of that name"
        fix = f"give an id: {', '.join(sorted(ids))}" if ids else "see `factledger sources`"
        raise LedgerError(wanted, what, fix)
    return every[ids.pop()]


def _now(store: Store) -> Snapshot:
    return Snapshot(store, store.runs())
