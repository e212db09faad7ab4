"""JSON Lines: one article a line, streamed, so a file of any length needs the memory of a line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from claims.readers.document import Document, lines_of
from claims.readers.draft import Draft
from claims.readers.ninjs import is_ninjs, ninjs_draft
from claims.readers.options import ReadOptions
from claims.readers.rows import row_draft
from claims.records import Skipped

_BOM = b"\xef\xbb\xbf"


def read_jsonl(document: Document, options: ReadOptions) -> Iterator[Draft | Skipped]:
    """One Draft, or one Skipped with its line, for each line that is not blank."""
    for number, line in lines_of(document.stream, options.max_bytes):
        if line is None:
            reason = f"longer than the limit of {options.max_bytes:,} bytes"
            yield Skipped(document.origin, reason, f"line {number}")
            continue
        if line.strip():
            yield _read_line(line, number, document)


def _read_line(line: bytes, number: int, document: Document) -> Draft | Skipped:
    row = parse_json(line)
    if isinstance(row, BadJson):
        return Skipped(document.origin, row.reason, f"line {number}")
    if not isinstance(row, dict):
        reason = 'not a JSON object; write {"text": "...", "outlet": "..."}'
        return Skipped(document.origin, reason, f"line {number}")
    return object_draft(row, document, number, "line")


def object_draft(
    row: dict[str, Any], document: Document, number: int, unit: str
) -> Draft | Skipped:
    """The article of one JSON object: a ninjs item, or a row of our own fields."""
    if is_ninjs(row):
        return ninjs_draft(row, document, number, unit)
    return row_draft(row, document, number, unit)


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
