"""Extractions written by hand: real records, without the models that would make them."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np

from claims import ids
from claims.records import Article, Attribution, Claim, Extraction, Source, SourceKind, Stance

DIM = 64
DAY = datetime(2024, 5, 1, 8, tzinfo=UTC)


@dataclass(frozen=True)
class By:
    """A source's stance on a claim; `via` names the relays between the outlet and it."""

    source: str
    stance: Stance = "assert"
    kind: SourceKind = "person"
    via: tuple[str, ...] = ()
    speaks_for: str | None = None
    rule: str = "verb"


@dataclass(frozen=True)
class Says:
    """One claim of an article: its sentence, who is credited, and how surely."""

    claim: str
    by: tuple[By, ...] = ()
    certainty: str = "certain"
    own: Stance | None = None
    event_time: str | None = None


def extraction(
    outlet: str,
    claims: Iterable[Says | str],
    hours: float | None = 0,
    kind: SourceKind = "outlet",
    **fields: str,
) -> Extraction:
    """An article of `outlet`, published `hours` after DAY, whose text is its claims."""
    said = [Says(c) if isinstance(c, str) else c for c in claims]
    text = fields.pop("text", None) or "\n".join(s.claim for s in said)
    published = None if hours is None else DAY + timedelta(hours=hours)
    stamp = published.isoformat() if published else None
    key = ids.article_id(outlet, fields.get("url"), fields.get("title"), stamp, text)
    origin = fields.pop("origin", f"{outlet}.txt")
    lang = fields.pop("lang", "fr")
    article = Article(key, text, origin, outlet, lang, published_at=published, **fields)
    made: list[Claim] = []
    rows: list[Attribution] = []
    at = 0
    for one in said:
        start = text.index(one.claim, at)
        at = start + len(one.claim)
        made.append(_claim(article, one, start))
        rows += _rows(article, kind, one, made[-1].claim_id)
    sources = {Source(r.source_id, r.source, r.source_kind, r.speaks_for) for r in rows}
    ordered = tuple(sorted(sources, key=lambda s: (s.source_id, s.speaks_for or "")))
    return Extraction(article, tuple(made), tuple(rows), ordered)


def _claim(article: Article, one: Says, start: int) -> Claim:
    end = start + len(one.claim)
    key = ids.claim_id(article.article_id, start, end, one.claim)
    place = (one.claim, one.claim, start, end, one.certainty)
    return Claim(key, article.article_id, *place, article.lang, one.event_time, "clause")  # type: ignore[arg-type]


def _rows(article: Article, kind: SourceKind, one: Says, claim: str) -> list[Attribution]:
    own = one.own or ("attribute" if one.by else "assert")
    outlet = article.outlet
    rows = [Attribution(claim, ids.source_id(outlet, kind), outlet, outlet, kind, own)]
    for by in one.by:
        who = (ids.source_id(by.source, by.kind), by.source, by.source, by.kind, by.stance)
        via = (outlet, *by.via)
        rows.append(Attribution(claim, *who, via, by.speaks_for, rule=by.rule))
    return rows


def vector(text: str) -> np.ndarray:
    """A unit vector of the text's letter triples, float32 (DIM,): alike texts, alike vectors."""
    row = np.zeros(DIM, np.float32)
    padded = f"  {text.casefold()}  "
    for i in range(len(padded) - 2):
        row[zlib.crc32(padded[i : i + 3].encode("utf-8", "surrogatepass")) % DIM] += 1
    return row / np.linalg.norm(row)


def vectors(extractions: Sequence[Extraction]) -> list[np.ndarray]:
    """Per extraction, the vectors of its claims, (claims, DIM)."""
    empty = np.zeros((0, DIM), np.float32)
    return [
        np.stack([vector(c.claim) for c in e.claims]) if e.claims else empty for e in extractions
    ]
