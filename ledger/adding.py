"""Adding: articles in batches through an engine, each batch committed whole, in input order."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np

from claims.records import Article, Extraction, Skipped
from ledger.engines import Engine, Outcome
from ledger.ingest import BATCH, Added, AddReport, Encoded, known_articles
from ledger.store import Store

Item = Article | Skipped
Commit = Callable[[Sequence[Extraction], Sequence[np.ndarray]], object]
Progress = Callable[[Added | Skipped], None]


@dataclass(frozen=True, slots=True)
class Plan:
    """How to add: with which engine and encoder (None: nothing is written), and where it goes."""

    engine: Engine
    encoder: str | None
    commit: Commit
    tell: Progress


def add_articles(store: Store, items: Iterable[Item], plan: Plan) -> AddReport:
    """Add what is new of `items`; `plan.tell` hears of each, in order, when its batch is in.

    The engine works ahead while a batch is committed. Batches hold the same articles whatever the
    engine, so the same runs are written.
    """
    batches: deque[_Batch] = deque()

    def work() -> Iterator[list[Article]]:
        for batch in _batches(store, items):
            batches.append(batch)
            yield batch.fresh

    done: list[Added | Skipped] = []
    for outcomes in plan.engine.run(work(), plan.encoder):
        batch = batches.popleft()
        found = [o for o in outcomes if o.extraction is not None]
        if found and plan.encoder is not None:
            plan.commit([o.extraction for o in found if o.extraction], [o.vectors for o in found])
        for item in batch.told(outcomes):
            plan.tell(item)
            done.append(item)
    added = tuple(item for item in done if isinstance(item, Added))
    skipped = tuple(item for item in done if isinstance(item, Skipped))
    return AddReport(added, skipped, dry_run=plan.encoder is None)


@dataclass(frozen=True, slots=True)
class _Batch:
    items: list[Item]
    fresh: list[Article]

    def told(self, outcomes: Sequence[Outcome]) -> Iterator[Added | Skipped]:
        """What became of each item, in order."""
        of = {a.article_id: o for a, o in zip(self.fresh, outcomes, strict=True)}
        for item in self.items:
            if isinstance(item, Skipped):
                yield item
            elif (outcome := of.pop(item.article_id, None)) is None:
                yield _added(item, (), known=True)
            elif outcome.extraction is None:
                yield outcome.skipped or Skipped(item.origin, "not read")
            else:
                found = outcome.extraction
                yield _added(item, found.skipped, len(found.claims))


def _batches(store: Store, items: Iterable[Item]) -> Iterator[_Batch]:
    """The items in batches, each with its articles that are in no batch before nor in the ledger."""
    stream, seen = iter(items), known_articles(store)
    while batch := list(islice(stream, BATCH)):
        fresh: dict[str, Article] = {}
        for item in batch:
            if isinstance(item, Article) and item.article_id not in seen:
                fresh.setdefault(item.article_id, item)
        seen |= fresh.keys()
        yield _Batch(batch, list(fresh.values()))


def _added(
    article: Article, skipped: tuple[Skipped, ...], claims: int = 0, known: bool = False
) -> Added:
    return Added(
        article.article_id,
        article.origin,
        article.outlet,
        article.published_at,
        article.lang,
        claims,
        known,
        article.notes,
        skipped,
    )


def encoded(extractions: Sequence[Extraction], encoder: str) -> Encoded:
    """The extractions with their claims' vectors, by the encoder of that name."""
    from claims.encoders import load_encoder

    model = load_encoder(encoder)
    texts = [c.claim for e in extractions for c in e.claims]
    rows = model.encode(texts) if texts else np.zeros((0, model.dim), np.float32)
    cuts = np.cumsum([len(e.claims) for e in extractions])[:-1]
    return Encoded(tuple(extractions), tuple(np.split(rows, cuts)), model.name, model.dim)
