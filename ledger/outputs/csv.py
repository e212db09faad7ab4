"""CSV for spreadsheets: UTF-8, comma, CRLF; lists as JSON, times as ISO 8601, null as nothing.

Articles are hostile input: a text that a spreadsheet would run as a formula (it starts with one of
= + - @ or a tab or carriage return) gets an apostrophe before it. `from_csv` takes it off again.
"""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import datetime
from typing import Any

import pyarrow as pa

_FORMULA = re.compile(r"'*[=+\-@\t\r]")


def to_csv(table: pa.Table) -> str:
    """`table` with a header line."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(table.column_names)
    for row in table.to_pylist():
        writer.writerow([_cell(value) for value in row.values()])
    return out.getvalue()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, str) and _FORMULA.match(value):
        return "'" + value
    return str(value)


def from_csv(text: str, schema: pa.Schema) -> pa.Table:
    """What `to_csv` wrote, as a table in `schema`; an empty cell of a nullable column is null."""
    limit = csv.field_size_limit()
    csv.field_size_limit(max(limit, len(text) + 1))
    try:
        rows = list(csv.DictReader(io.StringIO(text, newline="")))
    finally:
        csv.field_size_limit(limit)
    columns = []
    for field in schema:
        kind = pa.string() if pa.types.is_dictionary(field.type) else field.type
        values = [_value(row[field.name], kind, field.nullable) for row in rows]
        columns.append(pa.array(values, kind))
    return pa.Table.from_arrays(columns, names=schema.names).cast(schema)


def _value(cell: str, kind: pa.DataType, nullable: bool) -> Any:
    if cell == "" and nullable:
        return None
    if pa.types.is_list(kind):
        return json.loads(cell)
    if pa.types.is_timestamp(kind):
        return datetime.fromisoformat(cell)
    if pa.types.is_integer(kind):
        return int(cell)
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
