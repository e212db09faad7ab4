"""A language's words for matching, read from `claims/languages/<lang>/matching.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from claims.matching.phrases import Phrases
from claims.matching.text import fold

FALLBACK = "en"  # a language without data is read with English numbers and names, no concepts


@dataclass(frozen=True)
class Lexicon:
    """Look-ups of one language; all words are folded."""

    lang: str
    stop: frozenset[str]
    titles: frozenset[str]
    telling: frozenset[str]
    generic: frozenset[str]
    reporting: frozenset[str]
    negation: frozenset[str]
    negation_needs: frozenset[str]
    negation_after: frozenset[str]
    verbal: frozenset[str]
    denying: Phrases[bool]
    undoing: Phrases[bool]
    details: Phrases[bool]
    copulas: frozenset[str]
    passive: frozenset[str]
    concepts: Phrases[str]
    numbers: dict[str, float]
    collective: dict[str, float]
    fractions: dict[str, float]
    ratios: Phrases[bool]
    ordinals: dict[str, float]
    ordinal_endings: frozenset[str]
    joins: frozenset[str]
    ages: Phrases[bool]
    bounds: Phrases[str]
    units: Phrases[str]
    rates: Phrases[str]
    elapsed: Phrases[bool]
    spans: dict[str, tuple[float, str]]
    weekdays: dict[str, int]
    months: dict[str, int]
    relative: Phrases[tuple[str, int]]
    clock: str
    day_first: bool


@dataclass(frozen=True)
class Relations:
    """How concepts exclude each other, whatever the language.

    `actors` can do and suffer, `entities` are named by their concept alone (countries, bodies),
    `mutual` verbs can say the same with the sides changed, `symmetric` ones always do,
    `converse` ones need the other verb for it; `wholes` are what a place stands for: countries,
    and `parts` all other places.
    """

    opposites: dict[str, frozenset[str]]
    groups: dict[str, frozenset[str]]
    stands_for: dict[str, frozenset[str]]
    places: frozenset[str]
    actions: frozenset[str]
    actors: frozenset[str]
    entities: frozenset[str]
    mutual: frozenset[str]
    symmetric: frozenset[str]
    converse: frozenset[str]
    wholes: frozenset[str]
    parts: frozenset[str]
    directed: frozenset[str]
    inner: frozenset[str]
    things: frozenset[str]


@lru_cache(maxsize=16)
def lexicon(lang: str) -> Lexicon:
    """The lexicon of `lang` (BCP 47; only the language part counts)."""
    base = lang.split("-")[0].lower()
    data = _data(base)
    if data is None:
        data = {**(_data(FALLBACK) or {}), "concepts": {}}
    words, numbers, times = data["words"], data["numbers"], data["times"]
    return Lexicon(
        lang=base,
        stop=_set(words["stop"]),
        titles=_set(words.get("titles", "").replace(".", "")),
        telling=_set(words["telling"]),
        generic=_set(words["generic"]),
        reporting=_set(words["reporting"]),
        negation=_set(words["negation"]),
        negation_needs=_set(words["negation_needs"]),
        negation_after=_set(words["negation_after"]),
        verbal=_set(words["verbal"]),
        denying=Phrases((form, True) for form in _list(words["denying"])),
        undoing=Phrases((form, True) for form in _list(words["undoing"])),
        details=Phrases((form, True) for form in _list(words["details"])),
        copulas=_set(words["copulas"]),
        passive=_set(words["passive"]),
        concepts=Phrases(_concept_forms(data["concepts"])),
        numbers=_values(numbers["values"]),
        collective=_values(numbers["collective"]),
        fractions=_values(numbers["fractions"]),
        ratios=Phrases((form, True) for form in _list(numbers["ratios"])),
        ordinals=_values(numbers["ordinals"]),
        ordinal_endings=_set(numbers["ordinal_endings"]),
        joins=_set(numbers["joins"]),
        ages=Phrases((form, True) for form in _list(numbers["ages"])),
        bounds=Phrases(
            (form, kind) for kind in ("least", "most", "about") for form in _list(numbers[kind])
        ),
        units=Phrases(_unit_forms(numbers["units"])),
        elapsed=Phrases((form, True) for form in _list(numbers["elapsed"])),
        rates=Phrases(_unit_forms(numbers["rates"])),
        spans=_spans(numbers["words_with_value"]),
        weekdays={word: int(value) for word, value in _values(times["weekdays"]).items()},
        months={word: int(value) for word, value in _values(times["months"]).items()},
        relative=Phrases(_relative_forms(times)),
        clock=times["clock"],
        day_first=times["date_day_first"],
    )


@lru_cache(maxsize=1)
def relations() -> Relations:
    """Opposites made symmetric; groups by concept; the kinds of all languages' concepts."""
    text = resources.files("claims.matching").joinpath("data/relations.toml").read_text("utf-8")
    data = tomllib.loads(text)
    opposites: dict[str, set[str]] = {}
    for concept, others in data["opposites"].items():
        for other in others:
            opposites.setdefault(concept, set()).add(other)
            opposites.setdefault(other, set()).add(concept)
    groups: dict[str, set[str]] = {}
    for group, concepts in data["groups"].items():
        for concept in concepts:
            groups.setdefault(concept, set()).add(group)
    tables = [(_data(lang) or {}).get("concepts", {}) for lang in ("fr", "en")]
    places = frozenset(c for table in tables for c in table.get("place", {}))
    wholes = frozenset(whole for some in data["stands_for"].values() for whole in some)
    return Relations(
        {concept: frozenset(others) for concept, others in opposites.items()},
        {concept: frozenset(names) for concept, names in groups.items()},
        {concept: frozenset(wholes) for concept, wholes in data["stands_for"].items()},
        places,
        frozenset(c for table in tables for c in table.get("action", {})),
        places | _members(data, data["actors"]["groups"]),
        places | _members(data, data["actors"]["entities"]),
        frozenset(data["actors"]["mutual"]),
        frozenset(data["actors"]["symmetric"]),
        frozenset(data["actors"]["converse"]),
        wholes,
        places - wholes,
        frozenset(data["actors"]["directed"]),
        frozenset(data["actors"]["inner"]),
        frozenset(
            c for table in tables for kind in ("thing", "role", "body") for c in table.get(kind, {})
        ),
    )


def _members(data: dict[str, Any], groups: list[str]) -> frozenset[str]:
    return frozenset(concept for group in groups for concept in data["groups"][group])


@lru_cache(maxsize=16)
def _data(lang: str) -> dict[str, Any] | None:
    """`<lang>/matching.toml` with the concepts of `<lang>/concepts/*.toml` added."""
    folder = resources.files("claims.languages").joinpath(lang)
    file = folder.joinpath("matching.toml")
    if not file.is_file():
        return None
    data = tomllib.loads(file.read_text("utf-8"))
    more = folder.joinpath("concepts")
    for table in sorted(more.iterdir(), key=lambda t: t.name) if more.is_dir() else ():
        for kind, concepts in tomllib.loads(table.read_text("utf-8")).items():
            _join(data["concepts"].setdefault(kind, {}), concepts)
    return data


def _join(known: dict[str, str], more: dict[str, str]) -> None:
    """Adds concepts; one that stands in two files has the forms of both."""
    for concept, forms in more.items():
        known[concept] = f"{known[concept]}, {forms}" if concept in known else forms


def _list(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _set(text: str) -> frozenset[str]:
    return frozenset(fold(word) for word in text.replace(",", " ").split())


def _values(text: str) -> dict[str, float]:
    pairs = (item.rsplit("=", 1) for item in text.split())
    return {fold(word): float(value) for word, value in pairs}


def _concept_forms(tables: dict[str, dict[str, str]]) -> list[tuple[str, str]]:
    return [
        (form, concept)
        for table in tables.values()
        for concept, forms in table.items()
        for form in _list(forms)
    ]


def _unit_forms(text: str) -> list[tuple[str, str]]:
    lines = [line.split(" : ") for line in text.splitlines() if " : " in line]
    return [(form, unit.strip()) for unit, forms in lines for form in _list(forms)]


def _spans(text: str) -> dict[str, tuple[float, str]]:
    found = {}
    for item in _list(text):
        word, meaning = item.split("=")
        value, unit = meaning.split()
        found[fold(word)] = (float(value), unit)
    return found


def _relative_forms(times: dict[str, str]) -> list[tuple[str, tuple[str, int]]]:
    kinds = {"days": "day", "weeks": "week", "relative_months": "month", "relative_years": "year"}
    found = []
    for key, kind in kinds.items():
        for item in _list(times[key]):
            phrase, value = item.rsplit("=", 1)
            found.append((phrase, (kind, int(value))))
    return found
