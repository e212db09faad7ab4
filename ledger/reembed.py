"""Another encoder for a whole ledger: every claim is encoded and matched anew, as one more run.

Nothing is erased. The run appends each claim's row again with its new vector, and all edges; from
then on `Snapshot.table` shows its edges and those after it, and the rows of claims that were there
before. What the ledger said earlier can still be asked with `--as-of`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from ledger.ingest import edge_row
from ledger.snapshot import Snapshot
from ledger.store import REEMBED, Mark, Run, Store

_CHUNK = 4_096  # claims matched at a time


@dataclass(frozen=True, slots=True)
class Reembedded:
    """What a change of encoder did; `version` is the ledger's after it."""

    before: str | None
    after: str
    claims: int
    edges: int
    version: int


def reembed(store: Store, encoder: str) -> Reembedded:
    """Encode the ledger's claims with `encoder` (a name from `claims.encoders.resolve`).

    Raises EncoderError or LedgerError; a ledger that has that encoder already is left as it is.
    """
    from claims.encoders import load_encoder

    model = load_encoder(encoder)
    with store.lock():
        settle(store)
        before, runs = store.mark().encoder, store.runs()
        if before == encoder or not runs:
            store.change_encoder(Mark(encoder, model.dim))
            return Reembedded(before, encoder, 0, 0, len(runs))
        rows = Snapshot(store, runs).table("claims").drop_columns(["run_id", "recorded_at"])
        rows = rows.sort_by("claim_id")
        vectors = model.encode(rows["claim"].to_pylist())
        edges = _edges(store, runs, rows, vectors)
        claims = rows.drop_columns(["encoder", "vector"]).to_pylist()
        made = [
            {**row, "encoder": encoder, "vector": vector}
            for row, vector in zip(claims, vectors, strict=True)
        ]
        run = store.append(REEMBED, {"claims": made, "edges": edges}, encoder)
        store.change_encoder(Mark(encoder, model.dim))
    return Reembedded(before, encoder, len(made), len(edges), run.version)


def settle(store: Store) -> None:
    """Finish a change of encoder that was cut short after its run; call under the lock."""
    last = [run for run in store.runs() if run.action == REEMBED][-1:]
    if last and store.mark().encoder != last[0].note:
        from claims.encoders import load_encoder

        store.change_encoder(Mark(last[0].note, load_encoder(last[0].note).dim))


def _edges(
    store: Store, runs: Sequence[Run], rows: pa.Table, vectors: np.ndarray
) -> list[dict[str, Any]]:
    from claims.matching.match import match_segments
    from claims.matching.segment import Segment

    segments: list[Segment] = []
    edges: list[dict[str, Any]] = []
    for items in _items(store, runs, rows, vectors):
        new = Segment.of(items)
        edges += [edge_row(edge) for edge in match_segments(new, segments)]
        segments.append(new)
    return edges


def _items(
    store: Store, runs: Sequence[Run], rows: pa.Table, vectors: np.ndarray
) -> Iterator[list[Any]]:
    from claims.matching import Item

    articles = store.read("articles", runs, ("article_id", "published_at")).to_pylist()
    published = {row["article_id"]: row["published_at"] for row in articles}
    columns = ("claim_id", "article_id", "claim", "lang", "profile")
    for start in range(0, rows.num_rows, _CHUNK):
        some = rows.select(columns).slice(start, _CHUNK).to_pylist()
        yield [
            Item(**row, published_at=published[row["article_id"]], vector=vector)
            for row, vector in zip(some, vectors[start : start + _CHUNK], strict=True)
        ]
