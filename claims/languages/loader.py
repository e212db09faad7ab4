"""Loads a language's folder of TOML tables into one frozen record.

A language is a folder beside this file with `grammar.toml`, `cues.toml`, `sentences.toml`,
`boilerplate.toml`, `anaphors.toml`, `modality.toml`, `times.toml` and `wording.toml`, and if it likes
`government.toml`; what a folder leaves out is taken from `defaults.toml`. `docs/add-a-language.md` walks through them. Words may be
given as a list or as one string parted by blanks; in verb tables "-" stands for the blank inside a
lemma ("faire-valoir") and "se-" or "s'" for a reflexive.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

_HERE = Path(__file__).parent
# A folder of further language folders, for a language that does not ship with the program.
FOLDER_VARIABLE = "FACTLEDGER_LANGUAGES"
Table = dict[str, Any]


@dataclass(frozen=True, slots=True)
class VerbCue:
    """A reporting verb: what its subject does with the content, and where the content may stand."""

    name: str
    stance: str
    content: frozenset[str]
    certainty: str | None = None
    evidence: bool = False
    media: bool = False
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Language:
    """One language's tables. `verbs` maps a lemma to its cues, the most specific first;
    `verb_forms` maps a cue verb's form to its lemma, for where the lemmatizer errs. `government`
    maps a lemma to what it tells by a phrase that is no clause, with the words that this needs in
    `government_words`."""

    code: str
    grammar: Table
    cues: Table
    sentences: Table
    boilerplate: Table
    anaphors: Table
    modality: Table
    times: Table
    wording: Table
    verbs: dict[str, tuple[VerbCue, ...]] = field(default_factory=dict)
    verb_forms: dict[str, str] = field(default_factory=dict)
    government: dict[str, tuple[VerbCue, ...]] = field(default_factory=dict)
    government_words: Table = field(default_factory=dict)

    def labels(self, *relations: str) -> frozenset[str]:
        """The parser's labels for the named relations."""
        return frozenset(label for name in relations for label in self.grammar.get(name, ()))


def words(entry: str | list[str]) -> tuple[str, ...]:
    """The words of a table entry, given as a list or as one string parted by blanks."""
    return _split(entry) if isinstance(entry, str) else tuple(entry)


@cache
def word_set(entry: str) -> frozenset[str]:
    """`words` of a long entry, to look words up in."""
    return frozenset(words(entry))


@cache
def _split(entry: str) -> tuple[str, ...]:
    return tuple(entry.split())


def available() -> tuple[str, ...]:
    """Codes of the languages that have rules, sorted; `FACTLEDGER_LANGUAGES` may name a folder of more."""
    return tuple(sorted({p.parent.name for f in _folders() for p in f.glob("*/grammar.toml")}))


def _folders() -> tuple[Path, ...]:
    """The program's folder of languages, then the user's, if one is named."""
    extra = os.environ.get(FOLDER_VARIABLE)
    return (_HERE, Path(extra)) if extra else (_HERE,)


def _merged(base: Table, own: Table) -> Table:
    """`base` with what `own` says instead, table by table."""
    merged = dict(base)
    for key, value in own.items():
        below = merged.get(key)
        merged[key] = (
            _merged(below, value) if isinstance(below, dict) and isinstance(value, dict) else value
        )
    return merged


@cache
def load(code: str) -> Language:
    """The language's tables; `code` is BCP 47, of which the primary part counts ("fr-BE" is "fr").

    Raises KeyError when the language has no folder.
    """
    primary = code.lower().split("-")[0]
    if primary not in available():
        raise KeyError(code)
    folder = next(f / primary for f in _folders() if (f / primary / "grammar.toml").exists())
    own = {p.stem: tomllib.loads(p.read_text(encoding="utf-8")) for p in folder.glob("*.toml")}
    tables = _merged(tomllib.loads((_HERE / "defaults.toml").read_text(encoding="utf-8")), own)
    verbs, government = _verbs(tables["cues"]), tables["government"]
    return Language(
        code=primary,
        grammar=tables["grammar"],
        cues=tables["cues"],
        sentences=tables["sentences"],
        boilerplate=tables["boilerplate"],
        anaphors=tables.get("anaphors", {}),
        modality=tables.get("modality", {}),
        times=tables.get("times", {}),
        wording=tables.get("wording", {}),
        verbs=verbs,
        verb_forms=_forms(verbs, tables["cues"].get("forms", {})),
        government=_verbs(government),
        government_words=government["words"],
    )


def _verbs(cues: Table) -> dict[str, tuple[VerbCue, ...]]:
    found: dict[str, list[VerbCue]] = {}
    for group in cues.get("verbs", ()):
        cue = VerbCue(
            name=group["name"],
            stance=group["stance"],
            content=frozenset(group["content"]),
            certainty=group.get("certainty"),
            evidence=group.get("evidence", False),
            media=group.get("media", False),
            negated=group.get("negated", False),
        )
        for lemma in words(group["lemmas"]):
            if cue not in found.setdefault(lemma, []):
                found[lemma].append(cue)
    return {lemma: tuple(group) for lemma, group in found.items()}


def changed_stem(lemma: str, changes: Sequence[Sequence[str]]) -> str:
    """The stem that a verb takes before a mute ending ("rappell", "tempèr"); empty if it keeps its own.

    `changes` pairs a pattern of lemmas with the stem's end.
    """
    for ending, stem in changes:
        found = re.search(ending, lemma)
        if found:
            return lemma[: found.start()] + found.expand(stem)
    return ""


def _forms(verbs: dict[str, tuple[VerbCue, ...]], table: Table) -> dict[str, str]:
    """Forms of the cue verbs by regular endings ("er" = ["é", "e", ...]) and by list."""
    forms: dict[str, str] = {}
    for ending, endings in table.get("regular", {}).items():
        for lemma in sorted(v for v in verbs if v.endswith(ending)):
            bare = lemma.removeprefix("se-").removeprefix("s'").removesuffix(ending)
            forms |= {bare + e: lemma for e in endings}
            stem = changed_stem(lemma, table.get("stem_changes", ()))
            present = re.sub(r"^(?:se-|s')", "", stem)
            forms |= {present + e: lemma for e in ("e", "es", "ent") if stem}
    return forms | dict(table.get("irregular", {}).items())
