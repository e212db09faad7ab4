"""A row of fields (a JSON line, a table's row) as one article."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from claims.readers.dates import Stated, parse_stated, to_utc
from claims.readers.document import Document
from claims.readers.draft import Draft
from claims.records import Skipped

_NAMES = ("outlet", "title", "url", "lang", "author")


def row_draft(
    row: Mapping[str, Any], document: Document, number: int, unit: str = "line"
) -> Draft | Skipped:
    """The article in a row with `text` and any of outlet, title, url, published_at, lang, author.

    `number` counts lines, rows or items (`unit`) from 1. Other fields are left alone.
    """
    place = f"{document.origin}#{number}"
    if problem := _problem(row):
        return Skipped(document.origin, problem, f"{unit} {number}")
    published = _published(row.get("published_at"))
    if isinstance(published, str):
        return Skipped(document.origin, published, f"{unit} {number}")
    url = row.get("url")
    named = isinstance(url, str) and url.strip().startswith(("http://", "https://"))
    return Draft(
        text=row["text"],
        origin=url.strip() if named and url else place,
        stem=document.stem,
        published=published,
        place=f"{document.origin}, {unit} {number}" if named else f"{unit} {number}",
        outlet=row.get("outlet"),
        title=row.get("title"),
        url=url,
        lang=row.get("lang"),
        author=row.get("author"),
    )


def _problem(row: Mapping[str, Any]) -> str | None:
    text = row.get("text")
    if text is None:
        return f'no "text" field{_fields_seen(row)}; every row needs its article\'s text'
    if not isinstance(text, str):
        return f'"text" is {_kind(text)}, not text'
    if not text.strip():
        return '"text" is empty'
    for name in _NAMES:
        value = row.get(name)
        if value is not None and not isinstance(value, str):
            return f'"{name}" is {_kind(value)}, not text'
    return None


def _fields_seen(row: Mapping[str, Any]) -> str:
    names = [str(name)[:30] for name in list(row)[:6]]
    return f" (it has {', '.join(names)})" if names else ""


def _published(value: object) -> Stated | str | None:
    """The date, None where there is none, or what is wrong with it."""
    if value is None or value == "":
        return None
    found = None
    if isinstance(value, str):
        found = parse_stated(value)
    elif isinstance(value, datetime):
        found = to_utc(value)
    elif isinstance(value, date):
        found = parse_stated(value.isoformat())
    if found:
        return found
    return f'"published_at" {str(value)[:40]!r} is no ISO 8601 date; write 2023-09-12T14:05+02:00'


def _kind(value: object) -> str:
    kinds = {
        bool: "true or false",
        int: "a number",
        float: "a number",
        list: "a list",
        dict: "an object",
    }
    return kinds.get(type(value), f"a {type(value).__name__}")
