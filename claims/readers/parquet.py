"""Parquet tables, a few rows at a time, with only the columns that are needed."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from claims.readers.columns import NoTextColumn, map_columns
from claims.readers.document import Document, TooLarge
from claims.readers.draft import Draft
from claims.readers.options import ReadOptions
from claims.readers.rows import row_draft
from claims.records import Skipped

_BATCH_ROWS = 64


def read_parquet(document: Document, options: ReadOptions) -> Iterator[Draft | Skipped]:
    """One Draft, or one Skipped with its row (from 1), for each row. Raises TooLarge where the
    table did not come as a file and is longer than `options.max_bytes`.
    """
    import pyarrow as pa

    try:
        yield from _rows(document, options)
    except NoTextColumn as error:
        yield Skipped(document.origin, str(error))
    except (pa.ArrowException, OSError, MemoryError, ValueError, OverflowError) as error:
        reason = " ".join(str(error).split())[:120] or type(error).__name__
        yield Skipped(document.origin, f"broken Parquet: {reason}")


def _rows(document: Document, options: ReadOptions) -> Iterator[Draft | Skipped]:
    import pyarrow.parquet as pq

    where: Any = document.path or io.BytesIO(document.read_all(options.max_bytes))
    with pq.ParquetFile(where) as table:
        mapped = map_columns(table.schema_arrow.names, options)
        names = [theirs for _, theirs in mapped.names]
        number, note = 0, mapped.note()
        for batch in table.iter_batches(_BATCH_ROWS, columns=names, use_threads=False):
            if batch.nbytes > options.max_bytes * _BATCH_ROWS:
                raise TooLarge(f"rows longer than the limit of {options.max_bytes:,} bytes")
            for row in _micros(batch).to_pylist():
                number += 1
                item = row_draft(mapped.row(row), document, number, "row")
                if isinstance(item, Draft) and note:
                    item, note = replace(item, notes=(note, *item.notes)), ""
                yield item


def _micros(batch: Any) -> Any:
    """Nanosecond times as microseconds, which a datetime holds."""
    import pyarrow as pa

    for index, field in enumerate(batch.schema):
        if pa.types.is_timestamp(field.type) and field.type.unit == "ns":
            to = pa.timestamp("us", field.type.tz)
            batch = batch.set_column(index, field.name, batch.column(index).cast(to, safe=False))
    return batch
