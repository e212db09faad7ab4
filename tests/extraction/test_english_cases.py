"""Who stands behind what in English: a case a construction."""

from __future__ import annotations

import pytest

from tests.extraction.english import CASES, EnglishCase, wrong
from tests.extraction.english_parted import ENGLISH_PARTED


@pytest.mark.parametrize(
    "case", (*CASES, *ENGLISH_PARTED), ids=lambda case: f"{case.kind}: {case.text[:60]}"
)
def test_an_english_claim_is_as_its_case_says(case: EnglishCase) -> None:
    assert wrong(case) == []
