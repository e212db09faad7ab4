"""Which column of a table holds what: the user's word first, then the usual names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from claims.readers.data import columns
from claims.readers.dates import parse_field
from claims.readers.markup import fragment_text
from claims.readers.options import FIELDS, ReadOptions

_MOST_COLUMNS = 2_000


class NoTextColumn(ValueError):
    """A table in which no column holds the articles' text; `str()` names its columns."""


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """Our field -> the table's column, for the fields that were found."""

    names: tuple[tuple[str, str], ...]

    def note(self) -> str:
        """What was taken for what, in one line, to be shown to the user."""
        pairs = ", ".join(f"{ours}={theirs}" for ours, theirs in self.names)
        return f"columns: {pairs} (--map text=COLUMN sets another)"

    def row(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """A table's row under our names. Dates in the usual spellings become datetimes, and the
        markup of a column that is named after HTML is taken off.
        """
        row = {ours: _named(values.get(theirs)) for ours, theirs in self.names}
        text, stated = row.get("text"), row.get("published_at")
        if isinstance(text, str) and "html" in dict(self.names)["text"].lower():
            row["text"] = fragment_text(text)
        if isinstance(stated, str) and (found := parse_field(stated)):
            row["published_at"] = found.when
        return row


def map_columns(names: Sequence[str], options: ReadOptions) -> ColumnMap:
    """The columns among `names` that hold our fields.

    Raises NoTextColumn where none holds the text, or where the user named one that is not there.
    """
    if len(names) > _MOST_COLUMNS:
        raise NoTextColumn(f"{len(names):,} columns; no table of articles has so many")
    given = dict(options.column_map)
    for ours, theirs in given.items():
        if theirs not in names:
            raise NoTextColumn(f"no column {theirs!r} for {ours}; it has {_listed(names)}")
    found = {ours: given.get(ours) or _guess(ours, names, set(given.values())) for ours in FIELDS}
    if not found["text"]:
        raise NoTextColumn(
            f"no column for the articles' text; it has {_listed(names)}; --map text=COLUMN names it"
        )
    return ColumnMap(tuple((ours, theirs) for ours, theirs in found.items() if theirs))


def is_header(names: Sequence[str]) -> bool:
    """Whether these name a text column and another of ours, which tells a table from prose."""
    if len(names) > _MOST_COLUMNS or not _guess("text", names, set()):
        return False
    return any(_guess(ours, names, set()) for ours in FIELDS if ours != "text")


def _guess(ours: str, names: Sequence[str], taken: set[str]) -> str | None:
    usual = {_plain(name): rank for rank, name in reversed(list(enumerate(columns()[ours])))}
    ranked = [(usual[_plain(name)], n) for n, name in enumerate(names) if _plain(name) in usual]
    free = [(rank, n) for rank, n in ranked if names[n] not in taken]
    return names[min(free)[1]] if free else None


def _named(value: object) -> object:
    """Names out of the shapes of exports: `{"name": ...}`, or a list of such or of strings."""
    if isinstance(value, dict) and isinstance(value.get("name"), str):
        return value["name"]
    if isinstance(value, list) and not value:
        return None
    if isinstance(value, list):
        names = [_named(item) for item in value[:20]]
        return ", ".join(map(str, names)) if all(isinstance(n, str) for n in names) else value
    return value


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name).casefold()
    return re.sub(r"[\W_]|[\u0300-\u036f]", "", letters)


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(repr(str(name)[:30]) for name in names[:8])
    return shown + (f" and {len(names) - 8} more" if len(names) > 8 else "") or "none"
