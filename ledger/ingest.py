"""Writing: articles become claims without a lock; matching and committing happen under it.

Whatever the number of writers, each one matches its claims against everything committed before it,
so the same articles give the same facts in any order and any batches.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from claims.records import Article, Attribution, Claim, Edge, Extraction, Skipped
from ledger.directory import source_row
from ledger.snapshot import Snapshot
from ledger.store import Store, storable

BATCH = 64

Extract = Callable[[Article], Extraction]


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one article: in, or already there."""

    article_id: str
    origin: str
    outlet: str
    published_at: Any
    lang: str
    claims: int
    known: bool = False
    notes: tuple[str, ...] = ()
    skipped: tuple[Skipped, ...] = ()


@dataclass(frozen=True, slots=True)
class AddReport:
    """What became of everything that was asked for."""

    added: tuple[Added, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    version: int = 0
    dry_run: bool = False

    @property
    def articles(self) -> int:
        """How many articles are new in the ledger."""
        return sum(not a.known for a in self.added)

    @property
    def claims(self) -> int:
        """How many claims are new in the ledger."""
        return sum(a.claims for a in self.added if not a.known)


@dataclass(frozen=True, slots=True)
class Encoded:
    """Extractions with their claims' vectors: one float32 array (claims, dim) an article."""

    extractions: tuple[Extraction, ...]
    vectors: tuple[np.ndarray, ...]
    encoder: str
    dim: int


@dataclass(slots=True)
class _Known:
    """What a writer has already read of the committed runs, so that a batch reads only the news."""

    seen: set[str] = field(default_factory=set)
    items: list[Any] = field(default_factory=list)


def commit(store: Store, batch: Encoded, note: str = "", known: _Known | None = None) -> set[str]:
    """Append what of `batch` is new as one run; the ids of the articles that were new.

    Raises LedgerError where the ledger holds another encoder's vectors or can't be written.
    """
    with store.lock():
        store.set_encoder(batch.encoder, batch.dim)
        snapshot = Snapshot(store, store.runs())
        there = set(snapshot.table("articles", ("article_id",))["article_id"].to_pylist())
        fresh = _fresh(batch, there)
        if not fresh:
            return set()
        new = [item for extraction, vectors in fresh for item in _items(extraction, vectors)]
        rows = _rows(fresh, batch.encoder, {item.claim_id: item.profile for item in new})
        rows["edges"] = _edges(new, _known_items(snapshot, known or _Known()))
        rows["sources"] = _new_sources(snapshot, fresh)
        store.append("add", rows, note)
        return {extraction.article.article_id for extraction, _ in fresh}


def new_known() -> _Known:
    """A memory to hand to successive `commit` calls of one process."""
    return _Known()


def known_articles(store: Store) -> set[str]:
    """Ids of the articles already committed."""
    return set(store.read("articles", store.runs(), ("article_id",))["article_id"].to_pylist())


def _fresh(batch: Encoded, there: set[str]) -> list[tuple[Extraction, np.ndarray]]:
    fresh: dict[str, tuple[Extraction, np.ndarray]] = {}
    for extraction, vectors in zip(batch.extractions, batch.vectors, strict=True):
        if extraction.article.article_id not in there:
            fresh.setdefault(extraction.article.article_id, (extraction, vectors))
    return [fresh[key] for key in sorted(fresh)]


# ---------------------------------------------------------------------- rows


def _rows(
    fresh: Sequence[tuple[Extraction, np.ndarray]], encoder: str, profiles: Mapping[str, str]
) -> dict[str, list[Any]]:
    rows: dict[str, list[Any]] = {"articles": [], "claims": [], "attributions": []}
    for extraction, vectors in fresh:
        rows["articles"].append(_article_row(extraction.article))
        for place, (claim, vector) in enumerate(zip(extraction.claims, vectors, strict=True)):
            made = {"encoder": encoder, "vector": vector, "profile": profiles[claim.claim_id]}
            rows["claims"].append({**_claim_row(claim, place), **made})
        rows["attributions"] += _attribution_rows(extraction.attributions)
    return rows


def _article_row(article: Article) -> dict[str, Any]:
    names = ("article_id", "outlet", "title", "url", "author", "published_at", "lang", "origin")
    row: dict[str, Any] = {name: getattr(article, name) for name in (*names, "text")}
    row.update({name: row[name] or None for name in ("title", "url", "author")})
    return {**row, "text_sha256": text_digest(article.text)}


def text_digest(text: str) -> str:
    """SHA-256 of the text as stored, in hexadecimal."""
    return hashlib.sha256(str(storable(text)).encode()).hexdigest()


def _claim_row(claim: Claim, place: int) -> dict[str, Any]:
    names = ("claim_id", "article_id", "claim", "quote", "start", "end", "certainty", "lang")
    return {
        **{name: getattr(claim, name) for name in names},
        "position": place,
        "event_time": claim.event_time or None,
        "rule": claim.rule,
    }


def _attribution_rows(attributions: Iterable[Attribution]) -> list[dict[str, Any]]:
    places: dict[str, int] = {}
    rows = []
    for attribution in attributions:
        place = places[attribution.claim_id] = places.get(attribution.claim_id, -1) + 1
        names = Attribution.__dataclass_fields__
        row = {name: getattr(attribution, name) for name in names}
        row.update({name: row[name] or None for name in ("speaks_for", "cue")})
        rows.append({**row, "via": list(attribution.via), "position": place})
    return rows


def _new_sources(
    snapshot: Snapshot, fresh: Sequence[tuple[Extraction, np.ndarray]]
) -> list[dict[str, Any]]:
    """A row for every source not seen before with the same names."""
    columns = ("source_id", "aliases")
    there = {
        (r["source_id"], *r["aliases"]) for r in snapshot.table("sources", columns).to_pylist()
    }
    found = {s for extraction, _ in fresh for s in extraction.sources}
    seen = [source_row(s, "seen") for s in sorted(found, key=lambda s: (s.source_id, s.aliases))]
    return [row for row in seen if (row["source_id"], *row["aliases"]) not in there]


# ---------------------------------------------------------------------- matching


def _edges(new: Sequence[Any], known: Sequence[Any]) -> list[dict[str, Any]]:
    from claims.matching import match

    return [edge_row(edge) for edge in match(new, known)]


def edge_row(edge: Edge) -> dict[str, Any]:
    """A row of the edges table."""
    row = {name: getattr(edge, name) for name in ("claim_a", "claim_b", "kind", "score", "reason")}
    return {**row, "features": json.dumps([list(f) for f in edge.features], ensure_ascii=False)}


def _items(extraction: Extraction, vectors: np.ndarray) -> list[Any]:
    from claims.matching import Item, profile

    article = extraction.article
    return [
        Item(
            claim_id=claim.claim_id,
            article_id=article.article_id,
            claim=claim.claim,
            lang=claim.lang,
            published_at=article.published_at,
            vector=vector,
            profile=profile(claim, article.published_at),
        )
        for claim, vector in zip(extraction.claims, vectors, strict=True)
    ]


def _known_items(snapshot: Snapshot, known: _Known) -> list[Any]:
    """The committed claims as match items; only runs not seen yet are read."""
    news = tuple(run for run in snapshot.runs if run.run_id not in known.seen)
    store = snapshot.store
    metas = {r["article_id"]: r for r in store.read("articles", news, _META).to_pylist()}
    table = store.read("claims", news, _ITEM)
    known.items += _stored_items(table, metas)
    known.seen |= {run.run_id for run in news}
    return [item for item in known.items if not _is_out(snapshot, item)]


_META = ("article_id", "published_at")
_ITEM = ("claim_id", "article_id", "claim", "lang", "vector", "profile")


def _is_out(snapshot: Snapshot, item: Any) -> bool:
    mark = snapshot.marks.get(item.article_id)
    return mark is not None and mark["kind"] == "retracted"


def _stored_items(table: pa.Table, metas: dict[str, dict[str, Any]]) -> list[Any]:
    from claims.matching import Item

    if not table.num_rows:
        return []
    flat = pc.list_flatten(table["vector"]).to_numpy().astype(np.float32, copy=False)
    vectors = flat.reshape(table.num_rows, -1)
    rows = table.drop_columns(["vector"]).to_pylist()
    return [
        Item(**row, published_at=metas[row["article_id"]]["published_at"], vector=vector)
        for row, vector in zip(rows, vectors, strict=True)
    ]
