"""Articles for the benchmarks: paragraphs of the gold sets and the examples, dealt anew by a seed.

No event in them happened; every paragraph is the repository's own.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OUTLETS = ("La Vigie", "Le Phare", "Orbia", "The Daily Pier", "The Lantern")
PARAGRAPHS = 5  # of one article: about 200 words
_SHORTEST = 60  # characters; less is a headline
_DAY = datetime(2024, 5, 1, 8, tzinfo=UTC)


def write_articles(path: Path, count: int) -> None:
    """`count` articles as JSON lines, French and English in turn; the same for the same count."""
    draw = random.Random(count)
    decks = {lang: _dealt(_paragraphs(lang), draw) for lang in ("fr", "en")}
    with path.open("w", encoding="utf-8") as file:
        for number in range(count):
            lang = ("fr", "en")[number % 2]
            row = {
                "text": "\n\n".join(next(decks[lang]) for _ in range(PARAGRAPHS)),
                "outlet": OUTLETS[number % len(OUTLETS)],
                "title": f"Article {number}",
                "url": f"https://news.example/{number}",
                "published_at": (_DAY + timedelta(hours=number)).isoformat(),
                "lang": lang,
            }
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


def _dealt(paragraphs: list[str], draw: random.Random) -> Iterator[str]:
    """The paragraphs in a drawn order, each once before any comes again."""
    while True:
        deck = paragraphs[:]
        draw.shuffle(deck)
        yield from deck


def _paragraphs(lang: str) -> list[str]:
    gold = sorted((ROOT / "tests" / "gold" / lang).glob("[0-9]*.txt"))
    examples = (ROOT / "docs" / "examples" / "articles.jsonl").read_text("utf-8").splitlines()
    texts = [path.read_text("utf-8") for path in gold]
    texts += [row["text"] for row in map(json.loads, examples) if row.get("lang") == lang]
    parts = (part.strip() for text in texts for part in text.split("\n\n"))
    return [part for part in dict.fromkeys(parts) if len(part) >= _SHORTEST]
