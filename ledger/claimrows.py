"""The public claims table, made from columns: never a Python object per row."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from claims.records import CERTAINTIES, SOURCE_KINDS, STANCES
from ledger.derive import Made
from ledger.model import STATUSES
from ledger.schema import CLAIMS_TABLE, OFFSET, TEXT
from ledger.snapshot import Snapshot

# Beside the public columns, a row's place among the rows of its claim.
ROWS = CLAIMS_TABLE.append(pa.field("place", OFFSET))
ROWS_ORDER = [
    (name, "ascending")
    for name in ("published_at", "article_id", "start", "end", "claim_id", "place")
]
CATEGORIES = {
    "stance": STANCES,
    "certainty": CERTAINTIES,
    "source_kind": SOURCE_KINDS,
    "status": STATUSES,
}
SLICE = 1 << 15  # rows made at a time


def claim_rows(made: Made, snapshot: Snapshot) -> Iterator[pa.Table]:
    """Tables of `ROWS` that together are the claims table, in the order of publication."""
    material = made.material
    stands = _canonical(material.stands, snapshot)
    claims = _with_outlet(made, stands)
    order = _order(claims, stands)
    for start in range(0, len(order), SLICE):
        rows = stands.take(pa.array(order[start : start + SLICE]))
        yield _joined(rows, claims, material.articles)


def category(values: pa.ChunkedArray, name: str) -> pa.ChunkedArray:
    """Words as codes into the same list every time, so that the same table has the same bytes."""
    words = pa.array(CATEGORIES[name], pa.string())
    text = values.cast(pa.string())
    chunks = [
        pa.DictionaryArray.from_arrays(pc.index_in(chunk, value_set=words), words)
        for chunk in text.chunks
    ]
    return pa.chunked_array(chunks, CLAIMS_TABLE.field(name).type)


def _joined(rows: pa.Table, claims: pa.Table, articles: pa.Table) -> pa.Table:
    """Rows of stands beside their claims and articles, in the contract's columns."""
    said = claims.take(rows["at"])
    told = articles.take(
        pc.index_in(said["article_id"], value_set=articles["article_id"].combine_chunks())
    )
    parts = {
        **{name: told[name] for name in ("title", "url", "origin", "lang")},
        **{name: said[name] for name in said.column_names},
        **{name: rows[name] for name in rows.column_names},
        "place": rows["position"],
    }
    columns = [
        category(parts[f.name], f.name) if f.name in CATEGORIES else parts[f.name].cast(f.type)
        for f in ROWS
    ]
    return pa.Table.from_arrays(columns, schema=ROWS)


def _with_outlet(made: Made, stands: pa.Table) -> pa.Table:
    """The claims with their fact, its status, and their outlet's canonical name.

    That is the name in the outlet's own row, the first with nobody before it; else the article's.
    """
    claims, articles = made.material.claims, made.material.articles
    own = pc.equal(pc.list_value_length(stands["via"]), 0).to_numpy()
    at = stands["at"].to_numpy()
    first = np.full(claims.num_rows, -1)
    order, _ = made.material.by_claim()
    rows = order[own[order]][::-1]
    first[at[rows]] = rows  # of several, the last written, which is the first of them, stays
    named = stands["source"].take(pa.array(first, mask=first < 0))
    told = articles["outlet"].take(
        pc.index_in(claims["article_id"], value_set=articles["article_id"].combine_chunks())
    )
    facts = made.facts
    fact = pc.index_in(made.members["fact_id"], value_set=facts["fact_id"].combine_chunks())
    columns = {
        "fact_id": made.members["fact_id"],
        "status": facts["status"].take(fact),
        "outlet": pc.coalesce(named.cast(TEXT), told),
    }
    for name, column in columns.items():
        claims = claims.append_column(name, column)
    return claims.drop_columns(["run_id"])


def _order(claims: pa.Table, stands: pa.Table) -> np.ndarray:
    """The rows of `stands` in the table's order: by claim, then as they stand."""
    keys = [pair for pair in ROWS_ORDER if pair[0] in claims.column_names]
    order = pc.sort_indices(claims, keys).to_numpy()
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order))
    return np.lexsort((stands["position"].to_numpy(), rank[stands["at"].to_numpy()]))


# ---------------------------------------------------------------------- names as they hold now


def _canonical(stands: pa.Table, snapshot: Snapshot) -> pa.Table:
    """`stands` with every source and chain under the name the directory gives it now."""
    names = ("source_id", "source", "source_kind", "speaks_for")
    distinct, which = _distinct(stands, names)
    rows = zip(*(distinct[name].to_pylist() for name in names), strict=True)
    now = [snapshot.names.canonical(*row) for row in rows]
    fresh = {
        "source_id": [s.source_id for s in now],
        "source": [s.name for s in now],
        "source_kind": [s.kind for s in now],
        "speaks_for": [s.speaks_for for s in now],
    }
    for name, values in fresh.items():
        codes = pa.array(which, pa.int32())
        column = pa.DictionaryArray.from_arrays(codes, pa.array(values, TEXT))
        stands = stands.set_column(stands.schema.get_field_index(name), name, column)
    at = stands.schema.get_field_index("via")
    return stands.set_column(at, "via", _chains(stands["via"], snapshot))


def _chains(via: pa.ChunkedArray, snapshot: Snapshot) -> pa.Array:
    lists = via.combine_chunks()
    flat = pc.dictionary_encode(lists.flatten())
    now = pa.array([snapshot.names.name(n) for n in flat.dictionary.to_pylist()], pa.string())
    lengths = pc.list_value_length(lists).to_numpy()
    offsets = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int32)
    return pa.ListArray.from_arrays(pa.array(offsets), now.take(flat.indices))


def _distinct(table: pa.Table, names: tuple[str, ...]) -> tuple[pa.Table, np.ndarray]:
    """The distinct rows of these coded columns, and per row of `table` which of them it is."""
    code = np.zeros(table.num_rows, np.int64)
    for name in names:
        column = table[name].combine_chunks()
        size = len(column.dictionary)
        code = code * (size + 1) + column.indices.fill_null(size).to_numpy()
        _, code = np.unique(code, return_inverse=True)  # dense again: products stay small
    _, first = np.unique(code, return_index=True)
    return table.select(list(names)).take(pa.array(first)), code
