"""Data files of the store: which of them can hold what is asked for, and only that read."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq


@dataclass(frozen=True, slots=True, order=True)
class DataFile:
    """A data file, or a part of one, and the smallest and largest run id in it where known."""

    path: Path
    low: str | None = None
    high: str | None = None

    def may_hold(self, ids: Sequence[str]) -> bool:
        """Whether rows of one of these runs (sorted ids) can stand in it."""
        if self.low is None or self.high is None:
            return True
        at = bisect_left(ids, self.low)
        return at < len(ids) and ids[at] <= self.high


@dataclass(frozen=True, slots=True)
class Only:
    """The rows to read: those of these runs (sorted ids) and, if given, of these claims."""

    runs: Sequence[str]
    claims: pa.Array | None = None


def read_file(file: Path, wanted: pa.Schema, only: Only | None = None) -> pa.Table:
    """The rows of one file; with `only`, those of these runs and, if given, these claims."""
    keys = [] if only is None else ["run_id"] if only.claims is None else ["run_id", "claim_id"]
    names = list(dict.fromkeys([*wanted.names, *keys]))
    with pq.ParquetFile(file) as parquet:
        if only is None:
            return parquet.read(names, use_threads=False).select(wanted.names).cast(wanted)
        groups = _groups(parquet, only.runs)
        if only.claims is None:
            table = parquet.read_row_groups(groups, names, use_threads=False)
            return _kept(table, only).select(wanted.names).cast(wanted)
        # Few rows are wanted: look at the keys first, and at the rest where they fit.
        parts = []
        for group in groups:
            if _kept(parquet.read_row_group(group, keys, use_threads=False), only).num_rows:
                parts.append(_kept(parquet.read_row_group(group, names, use_threads=False), only))
        return pa.concat_tables(
            [wanted.empty_table(), *(part.select(wanted.names).cast(wanted) for part in parts)]
        )


def _kept(table: pa.Table, only: Only) -> pa.Table:
    mask = pc.is_in(table["run_id"], value_set=pa.array(only.runs, pa.string()))
    if only.claims is not None:
        mask = pc.and_(mask, pc.is_in(table["claim_id"], value_set=only.claims))
    return table if pc.all(mask).as_py() else table.filter(mask)


def _groups(parquet: pq.ParquetFile, ids: Sequence[str]) -> list[int]:
    """The row groups that may hold rows of these runs."""
    leaves = [parquet.schema.column(i).path for i in range(len(parquet.schema))]
    column = leaves.index("run_id")
    found = []
    for group in range(parquet.metadata.num_row_groups):
        stats = parquet.metadata.row_group(group).column(column).statistics
        known = stats is not None and stats.has_min_max
        if DataFile(Path(), *((stats.min, stats.max) if known else ())).may_hold(ids):
            found.append(group)
    return found
