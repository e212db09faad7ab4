"""Answers in the user's language: source names as it has them, and a fact's headline in it.

Only what is shown changes. Columns that hold canonical names (`source`, `via`, ...) and every id
stay as they are, so that tables of two readers can be joined (docs/decisions/0040).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

import pyarrow as pa
import pyarrow.compute as pc

from ledger.derived import Derived, Wanted
from ledger.model import FactRows
from ledger.views.diff import DiffView, Version
from ledger.views.show import FactView, Party, Said

_LISTS = ("origins", "outlets", "denied_by", "might_confirm")
_ORDER = [("fact_id", "ascending"), ("published_at", "ascending"), ("claim_id", "ascending")]


@dataclass(frozen=True)
class Tongue:
    """A language (BCP 47; its primary part counts) and the names it has for canonical ones."""

    lang: str
    names: Mapping[str, str]

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        longest = sorted(self.names, key=lambda name: (-len(name), name))
        return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)")

    def name(self, canonical: str) -> str:
        """What the language calls a source."""
        return self.names.get(canonical, canonical)

    def text(self, text: str) -> str:
        """A sentence of ours with the names in it; words quoted from an article stay."""
        if not self.names:
            return text
        parts = re.split("(“[^”]*”)", text)
        return "".join(p if p.startswith("“") else self._pattern.sub(self._found, p) for p in parts)

    def _found(self, match: re.Match[str]) -> str:
        return self.names[match.group()]

    def has(self, lang: str) -> bool:
        """Whether a text of language `lang` is in this one."""
        return primary(lang) == self.lang


def primary(lang: str) -> str:
    """The part of a BCP 47 code that names the language ("fr-BE" is "fr")."""
    return lang.lower().split("-")[0]


@lru_cache(maxsize=8)
def tongue(lang: str) -> Tongue:
    """The language with the names that the source directory has in it."""
    from claims.sources import default_directory

    named = {e.name: e.name_in(lang) for e in default_directory().entries}
    return Tongue(primary(lang), {name: own for name, own in named.items() if own != name})


def also_canonical(names: Sequence[str]) -> tuple[str, ...]:
    """The names, and the canonical ones of those that the directory has under another ("WHO")."""
    from claims.sources import default_directory

    found = [entry.name for n in names if (entry := default_directory().find(n)) is not None]
    return tuple(dict.fromkeys([*names, *found]))


# ---------------------------------------------------------------------- tables of facts


def facts_in(rows: pa.Table, derived: Derived, lang: str) -> pa.Table:
    """A table of facts with its headlines and names in `lang`, as far as there are such."""
    spoken = tongue(lang)
    headlines = _headlines(rows["fact_id"].to_pylist(), derived, spoken)
    made = {
        "claim": [headlines.get(f, c) for f, c in _pairs(rows, "fact_id", "claim")],
        "reasons": [[spoken.text(r) for r in reasons] for reasons in rows["reasons"].to_pylist()],
    }
    for name in _LISTS:
        made[name] = [[spoken.text(n) for n in names] for names in rows[name].to_pylist()]
    for name, values in made.items():
        place = rows.schema.get_field_index(name)
        rows = rows.set_column(place, rows.schema.field(name), pa.array(values, rows[name].type))
    return rows


def _pairs(rows: pa.Table, *names: str) -> Sequence[tuple[str, ...]]:
    return list(zip(*(rows[name].to_pylist() for name in names), strict=True))


def _headlines(facts: Sequence[str], derived: Derived, spoken: Tongue) -> dict[str, str]:
    """fact → its earliest claim in the language, of the facts that have one."""
    wanted = Wanted({"fact_id": frozenset(facts), "lang": spoken.has})
    columns = ("fact_id", "claim", "published_at", "claim_id")
    rows = derived.read("claims", columns, wanted)
    rows = rows.take(pc.sort_indices(rows, _ORDER))
    found: dict[str, str] = {}
    for fact, claim in _pairs(rows, "fact_id", "claim"):
        found.setdefault(fact, claim)
    return found


# ---------------------------------------------------------------------- one fact


def headline_in(fact: FactRows, lang: str) -> str:
    """The fact's earliest claim in `lang`, else its earliest."""
    spoken = tongue(lang)
    return next((m.claim for m in fact.members if spoken.has(m.meta.lang)), fact.claim)


def show_in(view: FactView, fact: FactRows, derived: Derived, lang: str) -> FactView:
    """`view` of `fact` with its headline, those of related facts, and names in `lang`."""
    spoken = tongue(lang)
    others = _headlines([r.fact_id for r in view.related], derived, spoken)
    return replace(
        view,
        claim=headline_in(fact, lang),
        reasons=tuple(map(spoken.text, view.reasons)),
        said=tuple(_said(said, spoken) for said in view.said),
        related=tuple(replace(r, claim=others.get(r.fact_id, r.claim)) for r in view.related),
    )


def _said(said: Said, spoken: Tongue) -> Said:
    credits = tuple(_party(party, spoken) for party in said.credits)
    return replace(said, outlet=spoken.name(said.outlet), credits=credits)


def _party(party: Party, spoken: Tongue) -> Party:
    credits = tuple(_party(below, spoken) for below in party.credits)
    return replace(party, name=spoken.name(party.name), credits=credits)


def diff_in(view: DiffView, fact: FactRows, lang: str) -> DiffView:
    """`view` of `fact` with its headline and names in `lang`; each version keeps its own wording."""
    spoken = tongue(lang)
    return replace(
        view,
        claim=headline_in(fact, lang),
        reasons=tuple(map(spoken.text, view.reasons)),
        versions=tuple(_version(version, spoken) for version in view.versions),
        differences={
            what: {
                spoken.name(outlet): _value(what, value, spoken) for outlet, value in row.items()
            }
            for what, row in view.differences.items()
        },
    )


def _version(version: Version, spoken: Tongue) -> Version:
    return replace(
        version,
        outlet=spoken.name(version.outlet),
        sources=tuple(
            replace(s, source=spoken.name(s.source), via=tuple(map(spoken.name, s.via)))
            for s in version.sources
        ),
        differs=tuple(
            replace(
                d, here=_value(d.what, d.here, spoken), fullest=_value(d.what, d.fullest, spoken)
            )
            for d in version.differs
        ),
    )


def _value(what: str, value: str, spoken: Tongue) -> str:
    """Who is credited is named in the user's language; what the articles say stays as they say it."""
    return spoken.text(value) if what == "who is credited" else value
