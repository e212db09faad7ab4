"""An article from a text, what was extracted from it, and who stands behind a claim of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from claims.extract import extract
from claims.ids import article_id
from claims.records import Article, Attribution, Claim, Extraction
from tests.quality.scoring import fold

OUTLET = "La Gazette du Gard"
PUBLISHED = datetime(2024, 10, 17, 16, 40, tzinfo=UTC)  # a Thursday

Voice = tuple[str, str]


def article(text: str, lang: str = "fr") -> Article:
    """An article of `OUTLET`, published at `PUBLISHED`."""
    name = article_id(OUTLET, None, None, PUBLISHED.isoformat(), text)
    return Article(name, text, "test.txt", OUTLET, lang, published_at=PUBLISHED)


def extracted(text: str) -> Extraction:
    """What the program makes of a text."""
    return extract(article(text))


def claim_with(extraction: Extraction, fragment: str) -> Claim | None:
    """The shortest claim whose quote holds a fragment."""
    found = [claim for claim in extraction.claims if fragment in claim.quote]
    return min(found, key=lambda claim: len(claim.quote), default=None)


def sentence_of(text: str, fragment: str) -> str:
    """The sentence of the shortest claim whose quote holds a fragment."""
    claim = claim_with(extracted(text), fragment)
    assert claim is not None, f"no claim with {fragment!r}"
    return claim.claim


def rows_on(extraction: Extraction, claim: Claim) -> list[Attribution]:
    """The rows of a claim but for the outlet's own, which has no chain."""
    rows = [row for row in extraction.attributions if row.claim_id == claim.claim_id]
    return [row for row in rows if row.via]


def differences(rows: Iterable[Attribution], expected: Iterable[Voice]) -> list[str]:
    """Expected voices that no row gives, and rows that nobody expected.

    A row gives a voice with its stance and a source or mention that holds the expected words.
    """
    left, wrong = list(rows), []
    for name, stance in expected:
        match = next((r for r in left if r.stance == stance and _names(r, name)), None)
        if match is None:
            wrong.append(f"missing: {name} {stance}")
        else:
            left.remove(match)
    return wrong + [f"unexpected: {row.source} {row.stance}" for row in left]


def _names(row: Attribution, name: str) -> bool:
    return fold(name) in fold(row.source) or fold(name) in fold(row.mention)
