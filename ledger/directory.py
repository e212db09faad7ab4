"""The ledger's source directory: what its readers renamed, merged or added, over what was read.

Attribution rows keep the name and id as extracted; the canonical ones are derived here, so a merge
can be followed back and, like everything in the ledger, has a date.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from claims.ids import source_id as make_source_id
from claims.records import Source, SourceKind
from ledger.model import fold


@dataclass(slots=True)
class Directory:
    """Canonical sources by raw id, and canonical names by any folded name or alias."""

    sources: dict[str, Source] = field(default_factory=dict)
    into: dict[str, str] = field(default_factory=dict)
    named: dict[str, str] = field(default_factory=dict)

    def canonical(self, source_id: str, name: str, kind: str, speaks_for: str | None) -> Source:
        """The source a row with these raw fields stands for now."""
        target = self.into.get(source_id) or self.named.get(fold(name))
        if target is None:
            return Source(source_id, name, cast(SourceKind, kind), speaks_for)
        found = self.sources[self.last(target)]
        return Source(found.source_id, found.name, found.kind, found.speaks_for or speaks_for)

    def name(self, name: str) -> str:
        """The canonical name for a name standing in a chain."""
        target = self.named.get(fold(name))
        return self.sources[self.last(target)].name if target else name

    def last(self, source_id: str) -> str:
        """The end of the merges that start at `source_id`."""
        while self.into.get(source_id, source_id) != source_id:
            source_id = self.into[source_id]
        return source_id


def directory(rows: Iterable[Mapping[str, Any]]) -> Directory:
    """The directory after `rows` of the sources table, given in the order of their runs."""
    found = Directory()
    for row in rows:
        _ACTIONS[row["action"]](found, row)
    return found


def added(name: str, kind: SourceKind, speaks_for: str | None, aliases: Iterable[str]) -> Source:
    """A source to add, with its id."""
    return Source(make_source_id(name, kind), name, kind, speaks_for, tuple(aliases))


def source_row(source: Source, action: str, target: str | None = None) -> dict[str, Any]:
    """A row of the sources table."""
    return {
        "source_id": source.source_id,
        "name": source.name,
        "kind": source.kind,
        "speaks_for": source.speaks_for,
        "aliases": list(source.aliases),
        "wikidata": source.wikidata,
        "action": action,
        "target": target,
    }


def _source(row: Mapping[str, Any]) -> Source:
    who = {name: row[name] for name in ("source_id", "name", "kind", "speaks_for", "wikidata")}
    return Source(**who, aliases=tuple(row["aliases"]))


def _seen(found: Directory, row: Mapping[str, Any]) -> None:
    found.sources.setdefault(row["source_id"], _source(row))


def _added(found: Directory, row: Mapping[str, Any]) -> None:
    source = _source(row)
    found.sources[source.source_id] = source
    found.into.pop(source.source_id, None)
    for name in (source.name, *source.aliases):
        found.named[fold(name)] = source.source_id


def _renamed(found: Directory, row: Mapping[str, Any]) -> None:
    old = _source(row)
    known = found.sources.get(found.last(old.source_id), old)
    aliases = (*known.aliases, known.name)
    new = Source(known.source_id, row["target"], known.kind, known.speaks_for, aliases)
    found.sources[new.source_id] = new
    found.into.setdefault(old.source_id, new.source_id)
    for name in (new.name, *aliases):
        found.named[fold(name)] = new.source_id


def _merged(found: Directory, row: Mapping[str, Any]) -> None:
    old = _source(row)
    found.sources.setdefault(old.source_id, old)
    found.into[old.source_id] = row["target"]
    found.into.setdefault(row["target"], row["target"])
    for name in (old.name, *old.aliases):
        found.named[fold(name)] = row["target"]


_ACTIONS = {"seen": _seen, "added": _added, "renamed": _renamed, "merged": _merged}
