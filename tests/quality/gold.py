"""The gold sets: hand-made claims with who stands behind them, and the articles they stand in."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from claims.ids import article_id
from claims.readers import ReadOptions, read
from claims.records import Article

TESTS = Path(__file__).resolve().parent.parent
SHARED = TESTS.parent.parent / "shared"
ALL = "all"
# Articles by other hands: a set of their own, and how the names of its two lists begin.
BLIND, UNREAD, FRESH = "blind", "unread", "fresh"
SECOND, THIRD, FOURTH, FIFTH = "second", "third", "fourth", "fifth"
_HANDS = (BLIND, UNREAD, FRESH, SECOND, THIRD, FOURTH, FIFTH)


@dataclass(frozen=True, slots=True)
class Entry:
    """One party on a gold claim: any of `names` will do."""

    source: str
    names: tuple[str, ...]
    stance: str


@dataclass(frozen=True, slots=True)
class GoldClaim:
    """One gold claim: `text[start:end] == quote` in the file `article` (tests/gold/README.md)."""

    article: str
    start: int
    end: int
    quote: str
    fact: str | None
    near: str | None
    certainty: str
    own_voice: bool
    optional: bool
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class GoldSet:
    """Articles, their gold, and the splits: a split's name and the articles in it.

    The split `all` is the whole set; facts are clustered over it, since some stories cross splits.
    """

    name: str
    lang: str
    articles: tuple[Article, ...]
    gold: tuple[GoldClaim, ...]
    splits: tuple[tuple[str, frozenset[str]], ...]
    digest: str

    @property
    def texts(self) -> dict[str, str]:
        """The text of each article, by file name."""
        return {file_of(a.origin): a.text for a in self.articles}

    def of(self, split: str) -> tuple[GoldClaim, ...]:
        """The gold of one split."""
        names = dict(self.splits)[split]
        return tuple(g for g in self.gold if g.article in names)


def file_of(origin: str) -> str:
    """The file name at the end of an origin."""
    return origin.replace("\\", "/").rsplit("/", 1)[-1]


def gold_sets() -> tuple[GoldSet, ...]:
    """The sets of this repository but the blind ones, and `seeds` where it lies beside the checkout."""
    french, english = TESTS / "gold" / "fr", TESTS / "gold" / "en"
    sets = [
        gold_set("fr", french, french / "gold.jsonl", held_out_from="21"),
        gold_set("en", english, english / "gold.jsonl", held_out_from="08"),
    ]
    sets += [
        _set_by(hand, folder)
        for hand in (SECOND, THIRD, FOURTH, FIFTH)
        for folder in (french, english)
    ]
    seeds, answers = SHARED / "seeds", SHARED / "gold" / "seeds-dev.jsonl"
    if seeds.is_dir() and answers.is_file():
        sets.append(gold_set("seeds", seeds, answers, lang="fr"))
    return tuple(sets)


def blind_sets() -> tuple[GoldSet, ...]:
    """The articles written without sight of the rules or of what they find, a set a language.

    No set of gold_sets() has them, so that no floor and no rule leans on them.
    """
    hands = (BLIND, UNREAD, FRESH)
    return tuple(_set_by(hand, TESTS / "gold" / lang) for hand in hands for lang in ("fr", "en"))


def reading_set() -> GoldSet:
    """French articles without gold, written to have their claims read one by one; no figure has them."""
    folder = TESTS / "data" / "reading"
    articles = tuple(_described(folder, row, "fr") for row in _rows(folder / "articles.jsonl"))
    return GoldSet("reading", "fr", articles, (), (), "")


def _set_by(hand: str, folder: Path) -> GoldSet:
    """The set of the articles that another hand wrote, with one split named after it."""
    lang, answers = folder.name, folder / f"{hand}-gold.jsonl"
    articles = tuple(_described(folder, row, lang) for row in _articles_by(hand, folder))
    splits = ((hand, frozenset(file_of(a.origin) for a in articles)),)
    return GoldSet(lang, lang, articles, read_gold(answers), splits, _digest(answers, articles))


def _articles_by(hand: str, folder: Path) -> list[dict[str, Any]]:
    listed = folder / f"{hand}-articles.jsonl"
    return _rows(listed) if listed.is_file() else []


def gold_set(
    name: str, folder: Path, answers: Path, lang: str = "", held_out_from: str = ""
) -> GoldSet:
    """The set of the articles in `folder`; files named `held_out_from` or later are held out."""
    lang = lang or name
    gold = read_gold(answers)
    articles = _articles(folder, lang)
    files = [file_of(a.origin) for a in articles]
    splits = [(ALL, frozenset(files))]
    if held_out_from:
        held = frozenset(f for f in files if f >= held_out_from)
        splits = [("dev", frozenset(files) - held), ("heldout", held), *splits]
    return GoldSet(name, lang, articles, gold, tuple(splits), _digest(answers, articles))


def read_gold(path: Path) -> tuple[GoldClaim, ...]:
    """The rows of a gold file."""
    return tuple(_claim(row) for row in _rows(path))


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def _claim(row: dict[str, Any]) -> GoldClaim:
    entries = tuple(Entry(e["source"], tuple(e["names"]), e["stance"]) for e in row["entries"])
    plain = ("article", "start", "end", "quote", "fact", "certainty", "own_voice", "optional")
    return GoldClaim(entries=entries, near=row.get("near"), **{key: row[key] for key in plain})


def _articles(folder: Path, lang: str) -> tuple[Article, ...]:
    """Articles with the metadata of `articles.jsonl`, else as the program's own reader finds it."""
    listed = folder / "articles.jsonl"
    if listed.is_file():
        return tuple(_described(folder, row, lang) for row in _rows(listed))
    others = {row["article"] for hand in _HANDS for row in _articles_by(hand, folder)}
    found = [path for path in sorted(folder.glob("*.txt")) if path.name not in others]
    return tuple(_read(path, lang) for path in found)


def _described(folder: Path, row: dict[str, Any], lang: str) -> Article:
    text = (folder / row["article"]).read_text("utf-8")
    outlet, title, when = row["outlet"], row["title"], row["published_at"]
    return Article(
        article_id=article_id(outlet, None, title, when, text),
        text=text,
        origin=row["article"],
        outlet=outlet,
        lang=lang,
        title=title,
        published_at=datetime.fromisoformat(when),
    )


def _read(path: Path, lang: str) -> Article:
    (item,) = read(str(path), ReadOptions(lang=lang))
    if not isinstance(item, Article):
        raise ValueError(f"{path.name}: {item.reason}")
    return item


def _digest(answers: Path, articles: Iterable[Article]) -> str:
    """SHA-256 over the gold and its articles: figures of another gold are not comparable."""
    digest = hashlib.sha256(answers.read_bytes())
    for article in sorted(articles, key=lambda a: a.origin):
        digest.update(f"\0{article.outlet}\0{article.text}".encode())
    return digest.hexdigest()[:16]
