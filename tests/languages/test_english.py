"""English constructions: claim in words, its sources, certainty and time, over sentences written here."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from claims.extract import extract
from claims.records import Article, Extraction

OUTLET = "The Daily Post"
WEDNESDAY = datetime(2024, 10, 16, tzinfo=UTC)


def extracted(text: str) -> Extraction:
    return extract(Article("e1", text, "e.txt", OUTLET, "en", published_at=WEDNESDAY))


def voices(text: str) -> dict[str, set[tuple[str, str]]]:
    """Each claim's sentence with the sources (other than the outlet) and stances behind it."""
    found = extracted(text)
    claims = {c.claim_id: c.claim for c in found.claims}
    rows: dict[str, set[tuple[str, str]]] = {c: set() for c in claims.values()}
    for row in found.attributions:
        if row.source != OUTLET:
            rows[claims[row.claim_id]].add((row.source, row.stance))
    return rows


BRIDGE = "The bridge will close in June."


@pytest.mark.parametrize(
    ("text", "claim", "expected"),
    [
        (
            "The bridge will close in June, the mayor said on Tuesday.",
            BRIDGE,
            {("mayor", "assert")},
        ),
        (
            "The bridge will close in June, said Jane Doe, its manager.",
            BRIDGE,
            {("Jane Doe", "assert")},
        ),
        ("The bridge, the mayor said, will close in June.", BRIDGE, {("mayor", "assert")}),
        ("According to the mayor, the bridge will close in June.", BRIDGE, {("mayor", "assert")}),
        ("The bridge will close in June, per Reuters.", BRIDGE, {("Reuters", "assert")}),
        (
            "Jane Doe told the BBC that the bridge will close in June.",
            BRIDGE,
            {("BBC", "attribute"), ("Jane Doe", "assert")},
        ),
        (
            "The bridge will close in June, Reuters reported on Monday, citing two engineers.",
            BRIDGE,
            {("Reuters", "attribute"), ("two engineers", "assert")},
        ),
        (
            "The mayor denied that the bridge will close in June.",
            BRIDGE,
            {("mayor", "deny")},
        ),
        (
            "“The bridge will close in June,” Jane Doe said. “It is not safe.”",
            "Jane Doe: “It is not safe”.",
            {("Jane Doe", "assert")},
        ),
        (
            "‘It’s the drivers’ fault,’ Jane Doe said.",
            "Jane Doe: “It's the drivers' fault”.",
            {("Jane Doe", "assert")},
        ),
        (
            "The bridge will close in June, police and engineers said.",
            BRIDGE,
            {("police", "assert"), ("engineers", "assert")},
        ),
        (
            "The union accused the mayor of hiding the report.",
            "The mayor hides the report.",
            {("union", "assert")},
        ),
        (
            "The bridge will close in June, Reuters reported. The mayor declined to comment.",
            BRIDGE,
            {("Reuters", "assert"), ("mayor", "decline")},
        ),
        (
            "The bridge will close in June, Reuters reported. The mayor has not confirmed the report.",
            BRIDGE,
            {("Reuters", "assert"), ("mayor", "decline")},
        ),
        (
            "The bridge will close in June, Reuters reported. The mayor rejected the report.",
            BRIDGE,
            {("Reuters", "assert"), ("mayor", "deny")},
        ),
        ("The bridge was closed in June.", "The bridge was closed in June.", set()),
    ],
)
def test_a_claim_has_exactly_its_voices(
    text: str, claim: str, expected: set[tuple[str, str]]
) -> None:
    assert voices(text)[claim] == expected


@pytest.mark.parametrize(
    ("text", "certainty"),
    [
        ("The bridge may close in June.", "possible"),
        ("The bridge will probably close in June.", "probable"),
        ("The bridge is expected to close in June.", "probable"),
        ("The bridge is reportedly closed.", "reported"),
        ("The bridge is said to be unsafe.", "reported"),
        ("The bridge closed in May.", "certain"),
    ],
)
def test_certainty(text: str, certainty: str) -> None:
    assert [c.certainty for c in extracted(text).claims] == [certainty]


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("The bridge closed on Tuesday.", "2024-10-15"),
        ("The bridge closed yesterday.", "2024-10-15"),
        ("The bridge closed last month.", "2024-09"),
        ("The bridge closed on July 4, 2021.", "2021-07-04"),
        ("The bridge closed on 4 July.", "2024-07-04"),
        ("The bridge closed in 2019.", "2019"),
        ("The bridge closed early.", ""),
    ],
)
def test_a_time_is_resolved_or_left_empty(text: str, when: str) -> None:
    assert [c.event_time or "" for c in extracted(text).claims] == [when]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Jane Doe runs the port. She resigned on Tuesday.", "Jane Doe resigned on Tuesday."),
        ("Jane Doe said she would resign.", "Jane Doe would resign."),
        ("The minister left Rome and flew to Paris.", "The minister flew to Paris."),
    ],
)
def test_a_claim_is_a_sentence_that_stands_alone(text: str, sentence: str) -> None:
    assert sentence in [c.claim for c in extracted(text).claims]


def test_offsets_point_at_the_quote() -> None:
    text = "LONDON, March 4 - The bridge, the mayor said, will close. ‘It’s old,’ said Jane Doe."
    claims = extracted(text).claims
    assert claims
    assert all(text[c.start : c.end] == c.quote for c in claims)
