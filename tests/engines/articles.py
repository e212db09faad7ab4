"""Articles made from the gold set's paragraphs, drawn with a seed: as many as a test needs."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

from claims import ids
from claims.records import Article

GOLD = Path(__file__).resolve().parents[1] / "gold"
DAY = datetime(2024, 5, 1, 8, tzinfo=UTC)


def made_articles(
    count: int, langs: tuple[str, ...] = ("fr", "en"), paragraphs: int = 2
) -> list[Article]:
    """`count` articles in these languages; the same for the same arguments."""
    draw = random.Random(0)
    pools = {lang: _paragraphs(GOLD / lang) for lang in langs}
    return [_article(number, draw, pools, paragraphs) for number in range(count)]


def _article(
    number: int, draw: random.Random, pools: dict[str, list[str]], paragraphs: int
) -> Article:
    lang = draw.choice(sorted(pools))
    text = "\n\n".join(draw.sample(pools[lang], paragraphs))
    outlet, url = f"Gazette {number % 7}", f"https://news.example/{number}"
    published = DAY + timedelta(hours=number)
    key = ids.article_id(outlet, url, None, published.isoformat(), text)
    return Article(key, text, url, outlet, lang, url=url, published_at=published)


def _paragraphs(folder: Path) -> list[str]:
    texts = [path.read_text("utf-8") for path in sorted(folder.glob("[0-9]*.txt"))]
    parts = [part.strip() for text in texts for part in text.split("\n\n")]
    return [part for part in dict.fromkeys(parts) if len(part) > 60]
