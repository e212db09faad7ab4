"""A ledger of any size, made up but true: written through the store, and `factledger check` passes.

Facts come in all sizes (few are told by many outlets), each within a few days; articles hold about
ten claims; a claim has its outlet's row and the rows of whom it credits, who sometimes deny or
decline. Names repeat as names do, few of them often. The same seed gives the same claims.

    python -m benchmarks.made_ledger FOLDER CLAIMS
"""

from __future__ import annotations

import itertools
import json
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from claims import ids
from ledger.ingest import text_digest
from ledger.store import Store

FIRST_DAY = datetime(2020, 1, 1, 6, tzinfo=UTC)
OUTLETS = tuple(f"Gazette {number}" for number in range(1, 54))
ROWS_A_CLAIM = 3
_LARGEST, _TAIL = 40, 2.2  # a fact has k claims with a chance of k to the power of -2.2
_WINDOW = 2_000  # claims that appear at about the same time
_ARTICLE = 10  # claims in an article
_FAR = 10_000_000  # facts that no ledger made at once has
_RUN = 10_000  # claims in a run
_CLAIMS_A_DAY = 2_000
_SYLLABLES = "bacodufegilomaneporasituvazechafoulesalnirek"  # two letters each
_VERBS = ("annonce", "confirme", "suspend", "reporte", "retire", "propose", "visite", "inaugure")
_THINGS = ("le projet de pont", "la ligne de ferry", "un accord de pêche", "la réforme du port")
_WORDINGS = (  # the first two are alike enough to be one wire sentence
    "{who} {verb} {thing} de {where}, qui concerne {number} personnes.",
    "{who} {verb} {thing} de {where}, qui concerne {number} personnes au total.",
    "À {where}, {thing} : {who} {verb}, et {number} personnes attendent la suite.",
    "Pour {number} personnes de {where}, une nouvelle est tombée : {who} {verb} {thing}.",
    "C'est {thing} que {who} {verb} à {where} ; on parle de {number} personnes touchées.",
)
_FEATURES = json.dumps([["dense", 0.93], ["lexical", 0.61], ["names", 1.0]])


@dataclass(frozen=True, slots=True)
class _Slot:
    """One telling of a fact: which fact, the how-manieth telling, and when."""

    fact: int
    place: int
    at: int


@dataclass(frozen=True, slots=True)
class _Memory:
    """What earlier runs wrote: the claims of each fact, and the sources seen."""

    told: dict[int, list[str]]
    sources: set[str]


def build(path: Path, claims: int, seed: int = 7) -> None:
    """Make the ledger in `path` with this many claims and three times as many attributions."""
    store = Store.open(path, create=True)
    with store.lock():
        store.set_encoder("given", 8)
        memory = _Memory({}, set())
        articles = _articles(random.Random(seed), claims, seed)
        while batch := list(itertools.islice(articles, _RUN // _ARTICLE)):
            store.append("add", _rows(batch, memory), f"{len(batch)} articles")
    store.compact()


def grow(path: Path, claims: int, seed: int = 8) -> None:
    """Add articles with this many claims in one run; every tenth claim joins one that is there."""
    store = Store.open(path)
    there = store.read("claims", store.runs()[-1:], ("claim_id",))["claim_id"].to_pylist()
    with store.lock():
        batch = list(_articles(random.Random(seed), claims, seed))
        moved = [[(replace(s, fact=s.fact + _FAR), o) for s, o in slots] for slots in batch]
        rows = _rows(moved, _Memory({}, set()))
        for claim, other in zip(rows["claims"][::10], sorted(there), strict=False):
            rows["edges"].append(_edge(_Slot(0, 0, 0), claim["claim_id"], other))
        store.append("add", rows, f"{len(moved)} articles")


# ---------------------------------------------------------------------- what is told


def _slots(rng: random.Random, claims: int) -> list[_Slot]:
    weights = [size**-_TAIL for size in range(1, _LARGEST + 1)]
    slots: list[_Slot] = []
    for fact in itertools.count():
        size = rng.choices(range(1, _LARGEST + 1), weights)[0]
        birth = rng.randrange(claims)
        for place in range(min(size, claims - len(slots))):
            slots.append(_Slot(fact, place, birth + rng.randrange(2 * _CLAIMS_A_DAY)))
        if len(slots) >= claims:
            return sorted(slots, key=lambda s: (s.at, s.fact, s.place))
    raise AssertionError


def _articles(rng: random.Random, claims: int, seed: int) -> Iterator[list[tuple[_Slot, str]]]:
    """Lists of (telling, outlet), an article each, in the order of time."""
    slots = _slots(rng, claims)
    for start in range(0, len(slots), _WINDOW):
        of_outlet: dict[str, list[tuple[_Slot, str]]] = {}
        for slot in slots[start : start + _WINDOW]:
            outlet = OUTLETS[(slot.fact * 31 + slot.place * 7 + seed) % len(OUTLETS)]
            of_outlet.setdefault(outlet, []).append((slot, outlet))
        for outlet in sorted(of_outlet):
            some = of_outlet[outlet]
            for first in range(0, len(some), _ARTICLE):
                yield some[first : first + _ARTICLE]


def _name(number: int, parts: int = 2) -> str:
    """A name of a person or place: the same number, the same name."""
    rng = random.Random(number)
    return " ".join(_word(rng).capitalize() for _ in range(parts))


def _word(rng: random.Random) -> str:
    starts = rng.choices(range(0, len(_SYLLABLES), 2), k=rng.randint(2, 4))
    return "".join(_SYLLABLES[start : start + 2] for start in starts)


def _sentence(slot: _Slot) -> str:
    rng = random.Random(slot.fact)
    who, where = _name(_often(rng, 30_000)), _name(900_000 + rng.randrange(3_000), 1)
    verb, thing, number = rng.choice(_VERBS), rng.choice(_THINGS), rng.randrange(2, 900)
    words = {"who": who, "where": where, "verb": verb, "thing": thing, "number": number}
    return _WORDINGS[slot.place % len(_WORDINGS)].format(**words)


def _often(rng: random.Random, size: int) -> int:
    """A number below `size`, the small ones much more often."""
    return int(size ** rng.random()) - 1


# ---------------------------------------------------------------------- rows


def _rows(batch: list[list[tuple[_Slot, str]]], memory: _Memory) -> dict[str, list[dict[str, Any]]]:
    rows: dict[str, list[dict[str, Any]]] = {
        name: [] for name in ("articles", "claims", "attributions", "edges", "sources")
    }
    seen: dict[str, dict[str, Any]] = {}
    for slots in batch:
        article = _article(slots)
        rows["articles"].append(article)
        for place, (slot, start, end, said) in enumerate(_placed(slots)):
            claim = _claim(article, place, (start, end, said))
            rows["claims"].append(claim)
            rows["attributions"] += _attributions(claim["claim_id"], article["outlet"], slot, seen)
            others = memory.told.setdefault(slot.fact, [])
            rows["edges"] += [_edge(slot, claim["claim_id"], other) for other in others]
            others.append(claim["claim_id"])
    rows["sources"] = [seen[key] for key in sorted(seen.keys() - memory.sources)]
    memory.sources.update(seen)
    return rows


def _placed(slots: list[tuple[_Slot, str]]) -> Iterator[tuple[_Slot, int, int, str]]:
    start = 0
    for slot, _ in slots:
        said = _sentence(slot)
        yield slot, start, start + len(said), said
        start += len(said) + 1


def _article(slots: list[tuple[_Slot, str]]) -> dict[str, Any]:
    first, outlet = slots[0]
    text = "\n".join(said for *_, said in _placed(slots))
    published = FIRST_DAY + timedelta(days=first.at / _CLAIMS_A_DAY)
    published = published.replace(second=0, microsecond=0)
    title = f"{_name(first.fact % 997, 1)} : ce que l'on sait"
    url = f"https://{outlet.replace(' ', '').lower()}.example/{first.fact}-{first.place}"
    key = ids.article_id(outlet, url, title, published.isoformat(), text)
    told = {"article_id": key, "outlet": outlet, "title": title, "url": url, "author": None}
    more = {"published_at": published, "lang": "fr", "origin": url, "text": text}
    return {**told, **more, "text_sha256": text_digest(text)}


def _claim(article: dict[str, Any], place: int, span: tuple[int, int, str]) -> dict[str, Any]:
    start, end, said = span
    key = ids.claim_id(article["article_id"], start, end, said)
    day = article["published_at"].date().isoformat()
    who = " ".join(said.split()[:2])
    return {
        **{"claim_id": key, "article_id": article["article_id"], "position": place},
        **{"claim": said, "quote": said, "start": start, "end": end, "lang": "fr"},
        "certainty": ("certain", "certain", "certain", "probable", "possible")[end % 5],
        **{"event_time": day, "rule": "clause", "encoder": "given", "vector": [0.35] * 8},
        "profile": json.dumps({"names": [who], "amounts": [], "times": [day], "words": said[:60]}),
    }


def _attributions(
    claim: str, outlet: str, slot: _Slot, seen: dict[str, dict[str, Any]]
) -> list[dict[str, Any]]:
    """The outlet's row and two more: mostly an agency and its source, at times a denial."""
    rng = random.Random(slot.fact * 41 + slot.place)
    agency = (f"Agence {_name(_often(random.Random(slot.fact), 20), 1)}", "agency")
    person = (
        _name(_often(rng, 30_000)),
        rng.choice(("person", "person", "organisation", "unnamed")),
    )
    own = _row(claim, (outlet, "outlet"), "attribute", ())
    if rng.random() < 0.06:
        stance = rng.choice(("deny", "decline"))
        rows = [
            own,
            _row(claim, agency, "assert", (outlet,)),
            _row(claim, person, stance, (outlet,)),
        ]
    else:
        relay = _row(claim, agency, "attribute", (outlet,))
        rows = [own, relay, _row(claim, person, "assert", (outlet, agency[0]))]
    for place, row in enumerate(rows):
        row["position"] = place
        seen.setdefault(row["source_id"], _source(row))
    return rows


def _row(claim: str, who: tuple[str, str], stance: str, via: tuple[str, ...]) -> dict[str, Any]:
    name, kind = who
    body = "Ministère des Ports" if kind == "person" and name < "D" else None
    return {
        **{"claim_id": claim, "source_id": ids.source_id(name, kind), "source": name},
        **{"mention": name, "source_kind": kind, "stance": stance, "via": list(via)},
        **{"speaks_for": body, "cue": None, "cue_start": None, "cue_end": None, "rule": "verb"},
    }


def _source(row: dict[str, Any]) -> dict[str, Any]:
    who = {"name": row["source"], "kind": row["source_kind"], "speaks_for": row["speaks_for"]}
    more: dict[str, Any] = {"aliases": [], "wikidata": None, "action": "seen", "target": None}
    return {"source_id": row["source_id"], **who, **more}


def _edge(slot: _Slot, claim: str, other: str) -> dict[str, Any]:
    low, high = sorted((claim, other))
    score = 0.7 + (slot.fact * 7 + slot.place) % 30 / 100
    made = {"claim_a": low, "claim_b": high, "kind": "same", "score": score}
    return {**made, "reason": "names, place and number agree", "features": _FEATURES}


if __name__ == "__main__":
    build(Path(sys.argv[1]), int(sys.argv[2]))
