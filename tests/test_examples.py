"""The example articles: valid, varied, and holding what the demo is meant to show."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from datetime import datetime
from pathlib import Path

import pytest

FIELDS = {"text", "outlet", "title", "url", "published_at", "lang", "author"}
BOILERPLATE = ("Temps de lecture 2 min", "Lire aussi", "(Photo : ", "Retrouvez toute l'actualité")


@pytest.fixture(scope="module")
def rows(examples: Path) -> list[dict[str, str]]:
    lines = (examples / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.fixture(scope="module")
def texts(examples: Path, rows: list[dict[str, str]]) -> list[str]:
    plain = [path.read_text(encoding="utf-8") for path in sorted(examples.glob("*.txt"))]
    return [row["text"] for row in rows] + plain


def test_metadata_is_valid(rows: list[dict[str, str]]) -> None:
    for row in rows:
        assert row.keys() <= FIELDS, row.keys()
        assert row["text"].strip() == row["text"] != ""
        assert row["outlet"]
        assert row["title"]
        assert re.fullmatch(r"https://[a-z-]+\.example/\S+", row["url"]), "no real site is named"
        assert datetime.fromisoformat(row["published_at"]).tzinfo is not None
        assert row["lang"] in ("fr", "en")


def test_there_are_enough_articles_outlets_and_languages(
    rows: list[dict[str, str]], texts: list[str]
) -> None:
    assert len(texts) >= 10
    assert len({row["outlet"] for row in rows}) >= 7
    langs = [row["lang"] for row in rows]
    assert langs.count("fr") >= 6
    assert langs.count("en") >= 3
    assert len({row["url"] for row in rows}) == len(rows)


def test_articles_are_short(texts: list[str]) -> None:
    assert all(120 <= len(text.split()) <= 250 for text in texts)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_two_outlets_print_the_same_wire_sentence(rows: list[dict[str, str]], lang: str) -> None:
    outlets = defaultdict(set)
    for row in rows:
        if row["lang"] == lang:
            for sentence in re.split(r"(?<=[.!?])\s+|\n+", row["text"]):
                if len(sentence.split()) >= 15:
                    outlets[sentence].add(row["outlet"])
    assert max(map(len, outlets.values())) >= 2


def test_outlets_differ_on_a_number_a_time_and_a_place(texts: list[str]) -> None:
    story = "\n".join(texts)
    for one, other in (
        ("quatorze blessés", "onze blessés"),
        ("à 2h40", "à 3h10"),
        ("Port-Salis", "rade de Lommer"),
        ("pile centrale", "pile nord"),
    ):
        assert one in story, one
        assert other in story, other


@pytest.mark.parametrize("words", BOILERPLATE)
def test_boilerplate_of_real_pages_is_there(texts: list[str], words: str) -> None:
    assert any(words in text for text in texts)
