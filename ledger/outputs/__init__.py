"""Answers as files and text: one output a file in this folder, chosen by suffix or by name."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from claims.errors import FactledgerError

if TYPE_CHECKING:
    import pyarrow as pa

SUFFIXES = (".parquet", ".csv", ".jsonl", ".json")


def write(table: pa.Table, path: Path) -> None:
    """Write `table` to `path` in the format of its suffix; the file appears whole or not at all.

    Raises FactledgerError for another suffix and for a place that can't be written.
    """
    body = _body(table, path)
    from ledger.store import replace_file

    try:
        replace_file(path, body)
    except OSError as error:
        reason = error.strerror or str(error)
        raise FactledgerError(
            str(path), f"can't be written: {reason}", "name another file"
        ) from error


def _body(table: pa.Table, path: Path) -> bytes:
    suffix = path.suffix.lower()
    if suffix == ".parquet":
        from ledger.outputs.parquet import to_parquet

        return to_parquet(table)
    if suffix == ".csv":
        from ledger.outputs.csv import to_csv

        return to_csv(table).encode()
    if suffix in (".jsonl", ".json"):
        from ledger.outputs.json import to_json, to_jsonl

        return (to_jsonl(table) if suffix == ".jsonl" else to_json(table)).encode()
    raise FactledgerError(
        str(path), f"no format is called {suffix or 'nothing'}", f"end it in {', '.join(SUFFIXES)}"
    )


def read(path: Path, schema: pa.Schema) -> pa.Table:
    """A file that `write` wrote, back as a table in `schema`."""
    if path.suffix == ".parquet":
        import pyarrow.parquet as pq

        return pq.read_table(path).cast(schema)
    if path.suffix == ".csv":
        from ledger.outputs.csv import from_csv

        return from_csv(path.read_bytes().decode(), schema)
    from ledger.outputs.json import from_jsonl

    return from_jsonl(path.read_text(encoding="utf-8"), schema)
