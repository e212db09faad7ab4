"""Sentence boundaries: the hard cases one by one, and what holds for any text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.languages import load
from claims.text.sentences import sentence_starts, split_sentences
from tests.text.cases import Case, read_cases, split

CASES = read_cases()
FRENCH = load("fr")
ODD = st.text(
    alphabet=st.one_of(
        st.sampled_from(list("«»“”„\"'’‘‹›()[]—–-…?!.:;, \n\r\t\u00a0\u202f\u2028\u2029\0")),
        st.sampled_from(list("aàéMÉœßJK139٣अ中م\u202e\u200b😀🇫\ufeff")),
    ),
    max_size=200,
)


@pytest.mark.parametrize("case", CASES, ids=[str(case.number) for case in CASES])
def test_a_hard_case_has_its_boundaries(case: Case) -> None:
    assert split(case.text) == case.sentences


def test_there_are_two_hundred_hard_cases() -> None:
    assert len(CASES) >= 200
    assert sum(len(case.sentences) > 1 for case in CASES) >= 100


def test_no_boundary_is_wrong_in_the_five_articles(shared: Path) -> None:
    """Where their sentences start was read off the texts; seed_starts.json holds only numbers."""
    starts = json.loads((Path(__file__).parent / "seed_starts.json").read_text("utf-8"))
    for name, expected in starts.items():
        text = (shared / "seeds" / name).read_text("utf-8")
        found = list(sentence_starts(text, FRENCH))
        assert found == expected, f"{name}: differs at {sorted(set(found) ^ set(expected))}"


def test_cases_together_are_an_article() -> None:
    """Lines do not disturb each other: a text of many lines splits as its lines do."""
    lines = [case.text for case in CASES]
    alone = [sentence for line in lines for sentence in split(line)]
    assert list(split("\n\n".join(lines))) == alone


# ---------------------------------------------------------------------- any text


@given(ODD)
@settings(max_examples=300, deadline=None)
def test_sentences_are_in_order_and_cover_all_but_blanks(text: str) -> None:
    sentences = split_sentences(text, FRENCH)
    covered: set[int] = set()
    last = 0
    for sentence in sentences:
        assert last <= sentence.start < sentence.end <= len(text)
        last = sentence.end
        covered.update(range(sentence.start, sentence.end))
    assert all(text[i].isspace() for i in range(len(text)) if i not in covered)


@given(ODD)
@settings(max_examples=200, deadline=None)
def test_no_sentence_is_blank_or_crosses_a_line(text: str) -> None:
    for sentence in split_sentences(text, FRENCH):
        piece = text[sentence.start : sentence.end]
        assert piece.strip() == piece
        assert not set(piece) & set("\n\r")


@given(ODD)
@settings(max_examples=100, deadline=None)
def test_the_same_text_splits_the_same_way(text: str) -> None:
    assert split_sentences(text, FRENCH) == split_sentences(text, FRENCH)


@given(st.lists(st.sampled_from([case.text for case in CASES]), max_size=6), st.integers(1, 4))
@settings(max_examples=100, deadline=None)
def test_blank_lines_change_only_offsets(lines: list[str], gap: int) -> None:
    assert split("\n".join(lines)) == split(("\n" * (gap + 1)).join(lines))


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\0", "\u2028", "«", '"', ".", "?!", "M."])
def test_almost_empty_texts_are_read(text: str) -> None:
    sentences = split_sentences(text, FRENCH)
    assert "".join(text[s.start : s.end] for s in sentences) == text.strip()


def test_a_very_long_line_is_read_in_reasonable_time() -> None:
    text = "Le pont est fermé. " * 5_000 + "« Il ouvre " * 2_000
    sentences = split_sentences(text, FRENCH)
    assert len(sentences) > 5_000
