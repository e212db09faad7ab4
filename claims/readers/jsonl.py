"""JSON Lines: one article a line, streamed, so a file of any length needs the memory of a line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

from claims.readers.columns import ColumnMap, NoTextColumn, map_columns
from claims.readers.document import Document, lines_of
from claims.readers.draft import Draft
from claims.readers.ninjs import is_ninjs, ninjs_draft
from claims.readers.options import ReadOptions
from claims.readers.rows import row_draft
from claims.records import Skipped

_BOM = b"\xef\xbb\xbf"
# Rows of one file share a few sets of fields; a file of ever new ones is not remembered.
_MOST_MAPS = 100


def read_jsonl(document: Document, options: ReadOptions) -> Iterator[Draft | Skipped]:
    """One Draft, or one Skipped with its line, for each line that is not blank."""
    objects = ObjectReader(document, options, "line")
    for number, line in lines_of(document.stream, options.max_bytes):
        if line is None:
            reason = f"longer than the limit of {options.max_bytes:,} bytes"
            yield Skipped(document.origin, reason, f"line {number}")
        elif line.strip():
            row = parse_json(line)
            if isinstance(row, BadJson):
                yield Skipped(document.origin, row.reason, f"line {number}")
            else:
                yield objects.draft(row, number)


class ObjectReader:
    """Makes the objects of one JSON input articles; `unit` is what its places are counted in."""

    def __init__(self, document: Document, options: ReadOptions, unit: str) -> None:
        self._document, self._options, self._unit = document, options, unit
        self._maps: dict[tuple[str, ...], ColumnMap | str] = {}

    def draft(self, row: object, number: int) -> Draft | Skipped:
        """The article of one JSON value: a ninjs item, a row of our fields, or one whose fields
        have other names; those are guessed like a table's, and said where they are first met.
        """
        if not isinstance(row, dict):
            reason = 'not a JSON object; write {"text": "...", "outlet": "..."}'
            return Skipped(self._document.origin, reason, f"{self._unit} {number}")
        if is_ninjs(row):
            return ninjs_draft(row, self._document, number, self._unit)
        if "text" in row and not self._options.column_map:
            return row_draft(row, self._document, number, self._unit)
        new = tuple(row) not in self._maps
        mapped = self._map(tuple(row))
        if isinstance(mapped, str) and self._options.column_map:
            return Skipped(self._document.origin, mapped, f"{self._unit} {number}")
        named = row if isinstance(mapped, str) else mapped.row(row)
        item = row_draft(named, self._document, number, self._unit)
        if new and isinstance(item, Draft) and isinstance(mapped, ColumnMap):
            return replace(item, notes=(mapped.note(), *item.notes))
        return item

    def _map(self, names: tuple[str, ...]) -> ColumnMap | str:
        """What these fields hold, or why none holds the text."""
        if names in self._maps:
            return self._maps[names]
        # JSON leaves out empty fields: of those the user named, only the text must be there.
        given = [theirs for ours, theirs in self._options.column_map if ours != "text"]
        mapped: ColumnMap | str
        try:
            mapped = map_columns([*names, *(n for n in given if n not in names)], self._options)
        except NoTextColumn as error:
            mapped = str(error)
        if len(self._maps) < _MOST_MAPS:
            self._maps[names] = mapped
        return mapped


class BadJson:
    """What is wrong with bytes that are not JSON."""

    def __init__(self, reason: str) -> None:
        self.reason = reason


def parse_json(data: bytes) -> object | BadJson:
    """The value that UTF-8 JSON bytes write, or what is wrong with them; never an exception."""
    try:
        return json.loads(data.removeprefix(_BOM).decode("utf-8"))
    except UnicodeDecodeError as error:
        return BadJson(f"byte {error.start} is not UTF-8; save the file as UTF-8")
    except json.JSONDecodeError as error:
        line = f"line {error.lineno}, " if error.lineno > 1 else ""
        return BadJson(f"broken JSON at {line}character {error.colno}: {error.msg}")
    except RecursionError:
        return BadJson("JSON nested too deeply for an article")
    except ValueError as error:
        return BadJson(f"JSON with a value out of range: {str(error)[:80]}")
