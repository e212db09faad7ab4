"""English claims whose words point back: what they point to stands in front of them."""

from __future__ import annotations

import pytest

from claims.extract import extract
from claims.matching import matter
from claims.records import Claim
from tests.extraction.build import article, claim_with

# text, a fragment of the claim's quote, the claim's sentence
SENTENCES: tuple[tuple[str, str, str], ...] = (
    (
        "The party has drafted a letter. Erik Moe had not seen it.",
        "seen",
        "About “The party has drafted a letter”: Erik Moe had not seen it.",
    ),
    (
        "The canal burst its banks on Monday. “This was avoidable,” said Jane Doe.",
        "avoidable",
        "Jane Doe, about “The canal burst its banks”: “This was avoidable”.",
    ),
    (
        "The harbour closed. In exchange, the state will pay two million.",
        "pay",
        "The state will pay two million.",
    ),
    (
        "The harbour closed. The union, for its part, wants a delay.",
        "delay",
        "The union wants a delay.",
    ),
    (
        "The harbour closed. The union said it would sue the owner.",
        "sue",
        "The union would sue the owner.",
    ),
    (
        "The harbour closed. The mayor has sold her boat.",
        "boat",
        "The mayor has sold her boat.",
    ),
    (
        "The harbour closed. It is likely that fish will cost more.",
        "cost",
        "It is likely that fish will cost more.",
    ),
)


def _claim(text: str, fragment: str) -> Claim:
    claim = claim_with(extract(article(text, "en")), fragment)
    assert claim is not None
    return claim


@pytest.mark.parametrize(
    "text, fragment, sentence", [pytest.param(*row, id=row[1]) for row in SENTENCES]
)
def test_a_claim_says_what_its_words_point_to(text: str, fragment: str, sentence: str) -> None:
    assert _claim(text, fragment).claim == sentence


def test_matching_reads_a_claim_without_its_context() -> None:
    assert matter("About “The bus is full”: two are needed.") == "two are needed."
    assert matter("Jane Doe, about “The bus is full”: “It is not”.") == "It is not"
    assert matter("About half: the rest left.") == "About half: the rest left."
