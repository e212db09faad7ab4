"""Writing: articles become claims without a lock; matching and committing happen under it.

Whatever the number of writers, each one matches its claims against everything committed before it,
so the same articles give the same facts in any order and any batches.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from claims.records import Article, Attribution, Claim, Edge, Extraction, Skipped
from ledger.directory import source_row
from ledger.store import Run, Store, storable

if TYPE_CHECKING:
    from claims.matching.segment import Segment
    from ledger.matchindex import MatchIndex

    Match = Callable[[Segment, Sequence[Segment]], list[Edge]]

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


class Known:
    """What a writer has learnt of the committed runs, so that a batch reads only the news.

    Use it under the store's lock.
    """

    def __init__(self) -> None:
        self._seen: set[str] = set()
        self._articles: list[pa.ChunkedArray] = []
        self._index: MatchIndex | None = None
        self.sources: set[tuple[str, ...]] = set()

    def catch_up(self, store: Store, runs: Sequence[Run]) -> None:
        """Read what `runs`, all that are committed, hold beyond what is known."""
        news = [run for run in runs if run.run_id not in self._seen]
        if news:
            articles = store.read("articles", news, ("article_id",))
            self._articles.append(articles["article_id"])
            sources = store.read("sources", news, ("source_id", "aliases"))
            self.sources |= {(r["source_id"], *r["aliases"]) for r in sources.to_pylist()}
            self._seen |= {run.run_id for run in news}

    def articles(self, wanted: Iterable[str]) -> set[str]:
        """Those of the `wanted` article ids that are committed."""
        sought = pa.array(sorted(wanted), pa.string())
        chunks = (ids.filter(pc.is_in(ids, value_set=sought)) for ids in self._articles)
        return {article for chunk in chunks for article in chunk.to_pylist()}

    def index(self, store: Store, runs: Sequence[Run]) -> MatchIndex:
        """The index of the claims of `runs`."""
        from ledger.matchindex import MatchIndex

        self._index = self._index or MatchIndex(store)
        self._index.catch_up(runs)
        return self._index


def commit(
    store: Store,
    batch: Encoded,
    note: str = "",
    known: Known | None = None,
    match: Match | None = None,
) -> set[str]:
    """Append what of `batch` is new as one run; the ids of the articles that were new.

    `match` is where pairs are scored, an engine's: in this process unless given.
    Raises LedgerError where the ledger holds another encoder's vectors or can't be written.
    """
    from claims.matching.match import match_segments
    from claims.matching.segment import Segment

    known = known or Known()
    with store.lock():
        store.set_encoder(batch.encoder, batch.dim)
        runs = store.runs()
        known.catch_up(store, runs)
        fresh = _fresh(batch, known.articles(e.article.article_id for e in batch.extractions))
        if not fresh:
            return set()
        new = [item for extraction, vectors in fresh for item in _items(extraction, vectors)]
        segment, index = Segment.of(new), known.index(store, runs)
        rows = _rows(fresh, batch.encoder, {item.claim_id: item.profile for item in new})
        edges = (match or match_segments)(segment, index.segments)
        rows["edges"] = [edge_row(edge) for edge in edges]
        rows["sources"] = _new_sources(known.sources, fresh)
        run = store.append("add", rows, note)
        index.add(segment, (*runs, run))
        return {extraction.article.article_id for extraction, _ in fresh}


def new_known() -> Known:
    """A memory to hand to successive `commit` calls of one process."""
    return Known()


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
    there: set[tuple[str, ...]], fresh: Sequence[tuple[Extraction, np.ndarray]]
) -> list[dict[str, Any]]:
    """A row for every source not seen before with the same names."""
    found = {s for extraction, _ in fresh for s in extraction.sources}
    seen = [source_row(s, "seen") for s in sorted(found, key=lambda s: (s.source_id, s.aliases))]
    return [row for row in seen if (row["source_id"], *row["aliases"]) not in there]


# ---------------------------------------------------------------------- matching


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
            profile=str(storable(profile(claim, article.published_at))),
        )
        for claim, vector in zip(extraction.claims, vectors, strict=True)
    ]
