"""CSV and TSV tables, streamed row by row; delimiter, charset and columns told from the header."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import replace

from claims.readers.charsets import NotText, charset_of, marked_charset
from claims.readers.columns import ColumnMap, NoTextColumn, is_header, map_columns
from claims.readers.document import Document, TooLarge
from claims.readers.draft import Draft
from claims.readers.options import ReadOptions
from claims.readers.rows import row_draft
from claims.records import Skipped

_DELIMITERS = ",;\t|"
_HEADER_CHARS = 10_000
# Python's codecs that take the byte order mark away.
_MARKED = {"utf-8": "utf-8-sig", "utf-16-le": "utf-16", "utf-16-be": "utf-16"}


def looks_like_csv(first_line: str) -> bool:
    """Whether a first line is the header of a table of articles."""
    return is_header(_split(first_line[:_HEADER_CHARS], _delimiter(first_line)))


def read_csv(document: Document, options: ReadOptions) -> Iterator[Draft | Skipped]:
    """One Draft, or one Skipped with its row (counted from 1 below the header), for each row.

    Raises TooLarge at a field longer than `options.max_bytes`.
    """
    # The library's own limit of 131,072 characters is below a long article.
    csv.field_size_limit(options.max_bytes)
    charset = _charset(document.head)
    lines = _lines(document, charset, options.max_bytes)
    header = next(lines, "")
    delimiter = _delimiter(header)
    names = _split(header, delimiter)
    try:
        mapped = map_columns(names, options)
    except NoTextColumn as error:
        yield Skipped(document.origin, str(error))
        return
    note = mapped.note() + ("" if charset.startswith("utf-8") else f"; read as {charset}")
    rows = csv.reader(lines, delimiter=delimiter, strict=True)
    for item in _rows(rows, names, mapped, document):
        if isinstance(item, Draft) and note:
            item, note = replace(item, notes=(note, *item.notes)), ""
        yield item


def _rows(
    rows: Iterator[list[str]], names: Sequence[str], mapped: ColumnMap, document: Document
) -> Iterator[Draft | Skipped]:
    number = 0
    while True:
        number += 1
        try:
            values = next(rows)
        except StopIteration:
            break
        except csv.Error as error:
            reason = f"broken CSV: {error}; check its quotes"
            yield Skipped(document.origin, reason, f"row {number}")
            continue
        if not any(values):
            continue
        yield _row(values, names, mapped, document, number)


def _row(
    values: list[str], names: Sequence[str], mapped: ColumnMap, document: Document, number: int
) -> Draft | Skipped:
    if len(values) > len(names):
        reason = f"{len(values)} fields under {len(names)} columns; quote fields that hold commas"
        return Skipped(document.origin, reason, f"row {number}")
    if any("\udc80" <= char <= "\udcff" for value in values for char in value):
        return Skipped(
            document.origin, "bytes that are not UTF-8; save it as UTF-8", f"row {number}"
        )
    row = {name: value or None for name, value in zip(names, values, strict=False)}
    return row_draft(mapped.row(row), document, number, "row")


def _lines(document: Document, charset: str, limit: int) -> Iterator[str]:
    """Decoded lines of bounded length, with line ends as they stand."""
    text = io.TextIOWrapper(document.stream, charset, errors="surrogateescape", newline="")
    while line := _line(text, limit + 1):
        if len(line) > limit:
            raise TooLarge(f"a line longer than the limit of {limit:,} bytes")
        yield line
    text.detach()


def _line(text: io.TextIOWrapper, limit: int) -> str:
    try:
        return text.readline(limit)
    except UnicodeError as error:
        raise NotText(
            f"broken {text.encoding} text: {str(error)[-60:]}; save it as UTF-8"
        ) from None


def _charset(head: bytes) -> str:
    """The table's charset, judged by its head; a character cut by its end does not count."""
    if marked := marked_charset(head):
        return _MARKED.get(marked[0], "utf-32")
    return "utf-8" if _cut(head) else charset_of(head)


def _cut(head: bytes) -> bool:
    """Whether all but the last character of a head is UTF-8."""
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start >= len(head) - 4
    return False


def _delimiter(header: str) -> str:
    return max(_DELIMITERS, key=header.count)


def _split(header: str, delimiter: str) -> list[str]:
    try:
        names = next(csv.reader([header], delimiter=delimiter), [])
    except csv.Error:
        return []
    return [name.strip().removeprefix("\ufeff") for name in names]
