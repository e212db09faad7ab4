"""The derived tables as views read them: only the columns and the rows that are asked for.

A table stands in one or more layers (`ledger.layers`). A later layer replaces whole facts of the
earlier ones: each layer knows the facts that are gone from it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from ledger.claimrows import CATEGORIES, ROWS, ROWS_ORDER, category
from ledger.derive import FACTS, FACTS_ORDER, MEMBERS
from ledger.schema import CLAIMS_TABLE, FACTS_TABLE

MEMBERS_ORDER = [("fact_id", "ascending"), ("claim_id", "ascending")]
SCHEMAS = {"facts": FACTS, "claims": ROWS, "members": MEMBERS}
ORDERS = {"facts": FACTS_ORDER, "claims": ROWS_ORDER, "members": MEMBERS_ORDER}
# Read as codes: a name that stands in many rows is tested once.
CODED = {"facts": ["status"], "claims": ["fact_id", "source", "outlet", *CATEGORIES], "members": []}
Test = Callable[[str], bool] | Collection[str]


@dataclass(frozen=True)
class Wanted:
    """Which rows to read: those whose columns pass `fits`, published in [since, until).

    A test is the values that pass, or a function that says so.
    """

    fits: Mapping[str, Test] = field(default_factory=dict)
    since: datetime | None = None
    until: datetime | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that have to be looked at."""
        dated = self.since is not None or self.until is not None
        return (*self.fits, *(("published_at",) if dated else ()))

    def ranges(self) -> dict[str, Callable[[Any, Any], bool]]:
        """column → whether a range of its values, both ends in it, can hold a wanted one."""
        since, until = self.since, self.until

        def dated(low: Any, high: Any) -> bool:
            return not (
                (until is not None and low >= until) or (since is not None and high < since)
            )

        found = {name: _meeting(test) for name, test in self.fits.items() if not callable(test)}
        return {**found, **({"published_at": dated} if since or until else {})}


def _meeting(values: Collection[str]) -> Callable[[Any, Any], bool]:
    ordered = sorted(values)

    def meets(low: str, high: str) -> bool:
        at = bisect_left(ordered, low)
        return at < len(ordered) and ordered[at] <= high

    return meets


@dataclass(frozen=True, eq=False)
class Piece:
    """One table of one layer: rows at hand or in an open file, and the facts gone from it."""

    rows: pa.Table | pq.ParquetFile
    gone: pa.Array

    def read(self, columns: Sequence[str], wanted: Wanted | None = None) -> Iterator[pa.Table]:
        """The rows that still hold and are wanted, with these columns, in the piece's order."""
        if wanted is None and not len(self.gone):
            yield self._all(columns)
        else:
            yield from self.parts(columns, wanted)

    def without(self, facts: pa.Array) -> Piece:
        """The piece from which these facts are gone too."""
        return Piece(self.rows, pa.concat_arrays([self.gone, facts]).unique())

    @property
    def rows_held(self) -> int:
        """How many rows it has, with those that no longer hold."""
        return (
            self.rows.num_rows if isinstance(self.rows, pa.Table) else self.rows.metadata.num_rows
        )

    def parts(self, columns: Sequence[str], wanted: Wanted | None = None) -> Iterator[pa.Table]:
        """`read`, row group by row group, without empty ones."""
        keys = list(dict.fromkeys([*(wanted.columns if wanted else ()), *self._gone_key]))
        rest = [name for name in columns if name not in keys]
        for group in self._groups(wanted):
            seen = self._group(group, keys or rest)
            mask = self._mask(seen, wanted)
            if not pc.any(mask).as_py():
                continue
            more = self._group(group, rest) if rest and keys else seen
            parts = [(seen if name in keys else more)[name] for name in columns]
            yield pa.table(parts, names=list(columns)).filter(mask)

    @property
    def _gone_key(self) -> tuple[str, ...]:
        return ("fact_id",) if len(self.gone) else ()

    def _all(self, columns: Sequence[str]) -> pa.Table:
        if isinstance(self.rows, pa.Table):
            return self.rows.select(list(columns))
        return self.rows.read(list(columns), use_threads=False).select(list(columns))

    def _group(self, group: int, columns: Sequence[str]) -> pa.Table:
        if isinstance(self.rows, pa.Table):
            return self.rows.select(list(columns))
        return self.rows.read_row_group(group, list(columns), use_threads=False)

    def _groups(self, wanted: Wanted | None) -> list[int]:
        if isinstance(self.rows, pa.Table):
            return [0]
        every = list(range(self.rows.metadata.num_row_groups))
        return every if wanted is None else _promising(self.rows, every, wanted)

    def _mask(self, rows: pa.Table, wanted: Wanted | None) -> pa.ChunkedArray:
        mask = pa.chunked_array([pa.repeat(True, rows.num_rows)])
        if len(self.gone):
            mask = pc.and_(mask, pc.invert(_among(rows["fact_id"], self.gone)))
        if wanted is None:
            return mask
        for name, fits in wanted.fits.items():
            mask = pc.and_(mask, _passing(rows[name], fits))
        for bound, test in ((wanted.since, pc.greater_equal), (wanted.until, pc.less)):
            if bound is not None:
                passes = test(rows["published_at"], pa.scalar(bound, rows["published_at"].type))
                mask = pc.and_(mask, pc.fill_null(passes, False))
        return mask


def _promising(file: pq.ParquetFile, groups: list[int], wanted: Wanted) -> list[int]:
    """The row groups that may hold wanted rows, by the statistics of their columns."""
    leaves = [file.schema.column(i).path for i in range(len(file.schema))]
    for name, between in wanted.ranges().items():
        column = leaves.index(name)
        stats = [file.metadata.row_group(g).column(column).statistics for g in groups]
        groups = [
            group
            for group, one in zip(groups, stats, strict=True)
            if one is None or not one.has_min_max or between(one.min, one.max)
        ]
    return groups


def _among(column: pa.ChunkedArray, values: pa.Array) -> pa.ChunkedArray:
    """Which of `column`, as text or as codes, stand in `values`."""
    found = []
    for chunk in column.chunks:
        if pa.types.is_dictionary(chunk.type):
            found.append(pc.is_in(chunk.dictionary, value_set=values).take(chunk.indices))
        else:
            found.append(pc.is_in(chunk, value_set=values))
    return pa.chunked_array(found, pa.bool_())


def _passing(column: pa.ChunkedArray, fits: Test) -> pa.ChunkedArray:
    """Which values pass; a function is asked once for each distinct value of a chunk."""
    if not callable(fits):
        return _among(column, pa.array(sorted(fits), pa.string()))
    found = []
    for chunk in column.chunks:
        coded = chunk if pa.types.is_dictionary(chunk.type) else pc.dictionary_encode(chunk)
        words = coded.dictionary.to_pylist()
        passes = pa.array(np.fromiter(map(fits, words), bool, len(words)))
        found.append(pc.fill_null(passes.take(coded.indices), False))
    return pa.chunked_array(found, pa.bool_())


class Derived:
    """The claims table (`CLAIMS_TABLE`) and the facts table (`FACTS_TABLE`) of one snapshot.

    `pieces` holds, per table, the layers' parts, oldest first; `stamp` goes into the metadata of
    the two tables.
    """

    def __init__(self, pieces: Mapping[str, Sequence[Piece]], stamp: str) -> None:
        self.pieces = pieces
        self._stamp = {"factledger": stamp}

    @cached_property
    def claims(self) -> pa.Table:
        """The whole claims table, in the order of publication."""
        return self.read("claims", CLAIMS_TABLE.names)

    @cached_property
    def facts(self) -> pa.Table:
        """The whole facts table, those in most outlets first."""
        return self.read("facts", FACTS_TABLE.names)

    def read(self, name: str, columns: Sequence[str], wanted: Wanted | None = None) -> pa.Table:
        """The wanted rows of one table with these columns, in the table's order."""
        schema = SCHEMAS[name]
        order = ORDERS[name]
        several = len(self.pieces[name]) > 1
        keys = [key for key, _ in order if key not in columns] if several else []
        every = [*columns, *keys]
        parts = [part for piece in self.pieces[name] for part in piece.read(every, wanted)]
        empty = pa.schema([schema.field(c) for c in every]).empty_table()
        table = pa.concat_tables([empty, *(fitted(part, empty.schema) for part in parts)])
        if several:
            table = table.sort_by(order).select(list(columns))
        return table.replace_schema_metadata(self._stamp)

    def first(self, name: str, columns: Sequence[str], count: int) -> pa.Table:
        """The first `count` rows of a table: every piece is in order, so each gives its first."""
        schema, order = SCHEMAS[name], ORDERS[name]
        every = pa.schema(
            [schema.field(c) for c in dict.fromkeys([*columns, *(k for k, _ in order)])]
        )
        parts = [every.empty_table()]
        for piece in self.pieces[name]:
            taken = 0
            for part in piece.parts(every.names):
                parts.append(fitted(part.slice(0, count - taken), every))
                taken += len(parts[-1])
                if taken >= count:
                    break
        table = pa.concat_tables(parts).sort_by(order).slice(0, count)
        return table.select(list(columns))

    def count(self, name: str) -> int:
        """How many rows a table has."""
        pieces = self.pieces[name]
        if not any(len(piece.gone) for piece in pieces):
            return sum(piece.rows_held for piece in pieces)
        return self.read(name, ("fact_id",)).num_rows

    def fact_of(self, claims: Collection[str] | None = None) -> dict[str, str]:
        """claim → fact; of `claims` alone where given."""
        wanted = None if claims is None else Wanted({"claim_id": frozenset(claims)})
        table = self.read("members", ("claim_id", "fact_id"), wanted)
        return dict(zip(*(column.to_pylist() for column in table.columns), strict=True))

    def claims_in(self, fact: str) -> dict[str, str]:
        """claim → the run that wrote it, of the claims in one fact."""
        table = self.read("members", ("claim_id", "run_id"), Wanted({"fact_id": (fact,)}))
        return dict(zip(*(column.to_pylist() for column in table.columns), strict=True))


def fitted(table: pa.Table, schema: pa.Schema) -> pa.Table:
    """`table` in the types of `schema`: codes back as text, categories in the contract's codes."""
    columns = [
        category(table[f.name], f.name)
        if f.name in CATEGORIES and pa.types.is_dictionary(f.type)
        else table[f.name].cast(f.type)
        for f in schema
    ]
    return pa.Table.from_arrays(columns, schema=schema)
