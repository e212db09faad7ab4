"""JSON and JSON Lines: times as ISO 8601 in UTC, lists as lists, missing values as null."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import datetime
from typing import Any

import pyarrow as pa


def plain(value: Any) -> Any:
    """`value` (rows, dataclasses, times, tuples) as what JSON can hold."""
    if isinstance(value, datetime):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value


def dumps(value: Any) -> str:
    """`value` as indented JSON text, accents kept."""
    return json.dumps(plain(value), ensure_ascii=False, indent=2) + "\n"


def to_json(table: pa.Table) -> str:
    """A JSON list of objects, one per row."""
    return dumps(table.to_pylist())


def to_jsonl(table: pa.Table) -> str:
    """One JSON object per line and row."""
    rows = table.to_pylist()
    return "".join(json.dumps(plain(row), ensure_ascii=False) + "\n" for row in rows)


def from_jsonl(text: str, schema: pa.Schema) -> pa.Table:
    """What `to_jsonl` wrote, back as a table. (Lines end in LF alone: U+2028 is part of a text.)"""
    rows = [json.loads(line) for line in text.split("\n") if line]
    times = [f.name for f in schema if pa.types.is_timestamp(f.type)]
    for row in rows:
        for name in times:
            row[name] = datetime.fromisoformat(row[name]) if row[name] else None
    columns = [pa.array([row[f.name] for row in rows], _plain_type(f.type)) for f in schema]
    return pa.Table.from_arrays(columns, names=schema.names).cast(schema)


def _plain_type(kind: pa.DataType) -> pa.DataType:
    return pa.string() if pa.types.is_dictionary(kind) else kind
