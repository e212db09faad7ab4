"""Known sources from a table that users can extend; names are compared folded (no case, no accents)."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from rapidfuzz import fuzz, process

from claims.errors import InputError
from claims.ids import source_id
from claims.records import SOURCE_KINDS, Source, SourceKind

_FUZZY = 92  # spelling variants of one long name score above this; two names rarely do
_FUZZY_LENGTH = 8
_SHORT = 4  # letters of a word that has no other spelling
_MEDIA = ("outlet", "agency")


@dataclass(frozen=True, slots=True)
class Entry:
    """One known source: canonical name, kind, whom it speaks for, other names, Wikidata id.

    `names` holds the name by language code, where a language has its own ("OMS", "WHO").
    """

    name: str
    kind: SourceKind
    speaks_for: str | None = None
    aliases: tuple[str, ...] = ()
    wikidata: str | None = None
    names: tuple[tuple[str, str], ...] = ()

    @property
    def source(self) -> Source:
        """The entry as the source that a mention of it stands for."""
        return make_source(self.name, self.kind, self.speaks_for)

    def name_in(self, lang: str) -> str:
        """What an answer in `lang` (BCP 47) calls it: its name there, else the canonical one."""
        return dict(self.names).get(lang.lower().split("-")[0], self.name)


def make_source(name: str, kind: SourceKind, speaks_for: str | None = None) -> Source:
    """A source under its canonical name, with its id."""
    return Source(source_id(name, kind), name, kind, speaks_for)


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """A name without case, accents, punctuation and leading article, for comparing."""
    text = unicodedata.normalize("NFKD", name.replace("’", "'").replace("œ", "oe"))
    text = "".join(c for c in text if not unicodedata.combining(c)).casefold()
    text = " ".join(re.sub(r"[^\w]+", " ", text).replace("_", " ").split())
    return re.sub(r"^(?:l|le|la|les|the|d|de|du|des|un|une)\s+(?=\S)", "", text)


class Directory:
    """Looks names up among the entries; built once, never changed."""

    def __init__(self, entries: tuple[Entry, ...]) -> None:
        self.entries = entries
        self._by_name: dict[str, Entry] = {}
        proper: set[str] = set()
        for entry in entries:
            for name in (entry.name, *entry.aliases, *(n for _, n in entry.names)):
                self._by_name.setdefault(fold(name), entry)
                if not name.islower():  # "French diplomacy" is not spelled "French diplomat"
                    proper.add(fold(name))
        self._long = sorted(n for n in proper if len(n) >= _FUZZY_LENGTH)
        self._nearest = lru_cache(maxsize=16_384)(self._find_nearest)

    def find(self, name: str) -> Entry | None:
        """The entry of that name or alias; long proper names may be spelled a little differently."""
        key = fold(name)
        if not key:
            return None
        if key in self._by_name:
            return self._by_name[key]
        if len(key) < _FUZZY_LENGTH:
            return None
        return self._nearest(key)

    def _find_nearest(self, key: str) -> Entry | None:
        near = process.extract(key, self._long, scorer=fuzz.ratio, score_cutoff=_FUZZY, limit=3)
        best = next((name for name, _, _ in near if _is_spelling(key, name)), None)
        if best is None or (key == f"{best}s" and self._by_name[best].kind in _MEDIA):
            return None  # "observers" are not The Observer
        return self._by_name[best]

    def find_within(self, text: str) -> Entry | None:
        """The entry whose longest name stands as whole words in `text`, if any."""
        key = f" {fold(text)} "
        found = [n for n in self._by_name if f" {n} " in key and len(n) > 1]
        return self._by_name[max(found, key=lambda n: (len(n), n))] if found else None

    def is_media(self, name: str) -> bool:
        """Whether the name is an outlet's or an agency's."""
        entry = self.find(name)
        return entry is not None and entry.kind in _MEDIA

    def extended(self, path: Path) -> Directory:
        """This directory with the entries of a user's file before its own."""
        return Directory((*read_entries(path), *self.entries))


def _is_spelling(key: str, name: str) -> bool:
    """Whether two folded names differ in long words only: "est" is no spelling of "ouest"."""
    ours, theirs = key.split(), name.split()
    if len(ours) != len(theirs):
        return len(ours) == 1 or len(theirs) == 1
    other = [w for a, b in zip(ours, theirs, strict=True) if a != b for w in (a, b)]
    return all(len(w) > _SHORT for w in other)


def read_entries(path: Path) -> tuple[Entry, ...]:
    """Entries of a TOML file of `[[source]]` tables; raises InputError that names what is wrong."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputError(str(path), f"can't be read as a table of sources ({error})") from error
    entries = []
    for number, row in enumerate(table.get("source", []), 1):
        if not row.get("name") or row.get("kind") not in SOURCE_KINDS:
            fix = f"give it a name and a kind among {', '.join(SOURCE_KINDS)}"
            raise InputError(f"{path}, source {number}", "has no name or no known kind", fix)
        entries.append(
            Entry(
                row["name"],
                row["kind"],
                row.get("speaks_for"),
                tuple(row.get("aliases", ())),
                row.get("wikidata"),
                _names(row.get("names", {}), f"{path}, source {number}"),
            )
        )
    return tuple(entries)


def _names(table: object, where: str) -> tuple[tuple[str, str], ...]:
    if not isinstance(table, dict) or not all(isinstance(n, str) and n for n in table.values()):
        fix = 'write names = { en = "WHO", fr = "OMS" }'
        raise InputError(where, "has names that are no table by language", fix)
    return tuple(sorted((str(code).lower(), name) for code, name in table.items()))


@lru_cache(maxsize=1)
def default_directory() -> Directory:
    """The directory that comes with the program."""
    return Directory(read_entries(Path(__file__).with_name("sources.toml")))
