"""JSONL: one article a line; a bad line is reported with its number and the others go in."""

from __future__ import annotations

import io
import json
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from claims.readers import ReadOptions, read
from claims.records import Article, Skipped

PROSE = "Le maire de Brévannes a annoncé mardi la fermeture du pont."
ROW = {
    "text": PROSE,
    "outlet": "La Vigie",
    "title": "Le pont ferme",
    "url": "https://vigie.example/pont",
    "published_at": "2023-09-12T14:05:00+02:00",
    "lang": "fr",
    "author": "Anne Lorrain",
}


def written(folder: Path, *lines: bytes) -> str:
    path = folder / "articles.jsonl"
    path.write_bytes(b"\n".join(lines) + b"\n")
    return str(path)


def test_row_becomes_article(tmp_path: Path) -> None:
    (article,) = read(written(tmp_path, json.dumps(ROW).encode()))
    assert isinstance(article, Article)
    assert (article.text, article.outlet, article.title) == (PROSE, "La Vigie", "Le pont ferme")
    assert (article.url, article.author, article.lang) == (ROW["url"], "Anne Lorrain", "fr")
    assert article.published_at == datetime(2023, 9, 12, 12, 5, tzinfo=UTC)
    assert article.origin == ROW["url"]
    assert article.notes == ()


def test_origin_without_url_names_the_line(tmp_path: Path) -> None:
    path = written(tmp_path, json.dumps({"text": PROSE}).encode(), b"", b'{"text": "Deux mots."}')
    assert [item.origin for item in read(path)] == [f"{path}#1", f"{path}#3"]


def test_other_names_are_guessed_and_said_once(tmp_path: Path) -> None:
    row = {
        "source": {"id": "vigie", "name": "La Vigie"},
        "content": PROSE,
        "title": "Le pont ferme",
        "authors": [{"name": "Anne Lorrain"}, {"name": "Luc Dain"}],
        "publishedAt": "2023-09-12T12:05:00Z",
    }
    first, second = read(written(tmp_path, *[json.dumps(row).encode()] * 2))
    assert isinstance(first, Article) and isinstance(second, Article), first
    assert (first.text, first.outlet, first.author) == (PROSE, "La Vigie", "Anne Lorrain, Luc Dain")
    assert first.published_at == datetime(2023, 9, 12, 12, 5, tzinfo=UTC)
    assert "text=content" in first.notes[0] and second.notes == ()


def test_map_names_a_field(tmp_path: Path) -> None:
    path = written(tmp_path, json.dumps({"text": "non", "corpus": PROSE}).encode())
    (article,) = read(path, ReadOptions(column_map=(("text", "corpus"),)))
    assert isinstance(article, Article) and article.text == PROSE
    (item,) = read(path, ReadOptions(column_map=(("text", "nope"),)))
    assert isinstance(item, Skipped) and "'nope'" in item.reason and "'corpus'" in item.reason
    (article,) = read(path, ReadOptions(column_map=(("author", "nope"),)))
    assert isinstance(article, Article) and article.text == "non"


def test_newlines_in_text_are_kept(tmp_path: Path) -> None:
    (article,) = read(written(tmp_path, json.dumps({"text": "Un.\r\nDeux."}).encode()))
    assert isinstance(article, Article) and article.text == "Un.\r\nDeux."


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (b"{", "broken JSON"),
        (b"[1, 2]", "not a JSON object"),
        (b'"text"', "not a JSON object"),
        (b"{}", 'no "text" field'),
        (b'{"corpus": "x"}', "it has corpus"),
        (b'{"text": 3}', "a number"),
        (b'{"text": ["a"]}', "a list"),
        (b'{"text": " "}', "empty"),
        (b'{"text": "a", "outlet": {"name": "b"}}', '"outlet" is an object'),
        (b'{"text": "a", "published_at": "mardi"}', "no ISO 8601 date"),
        (b'{"text": "a", "published_at": 12}', "no ISO 8601 date"),
        (b'{"text": "a", "published_at": "0001-01-01T00:00:00+14:00"}', "no ISO 8601 date"),
        (b'{"text": "\xff"}', "not UTF-8"),
        (b'{"text": ' + b"[" * 100_000, "nested too deeply"),
        (b'{"text": "a", "n": ' + b"9" * 5000 + b"}", "out of range"),
    ],
)
def test_bad_line_between_good_ones(tmp_path: Path, line: bytes, says: str) -> None:
    good = json.dumps(ROW).encode()
    first, bad, last = read(written(tmp_path, good, line, good))
    assert isinstance(first, Article) and isinstance(last, Article)
    assert isinstance(bad, Skipped) and bad.place == "line 2" and says in bad.reason


def test_overlong_line_is_skipped_and_the_rest_read(tmp_path: Path) -> None:
    long = json.dumps({"text": "mot " * 5000}).encode()
    first, second = read(
        written(tmp_path, long, json.dumps(ROW).encode()), ReadOptions(max_bytes=9000)
    )
    assert isinstance(first, Skipped) and "9,000 bytes" in first.reason
    assert isinstance(second, Article)


def test_what_no_store_holds_is_replaced_in_place_and_said(tmp_path: Path) -> None:
    text = "Le pont\0 ferme \ud800 mardi \u202edroite\u202c."
    (article,) = read(written(tmp_path, json.dumps({"text": text}).encode()))
    assert isinstance(article, Article)
    assert len(article.text) == len(text) and article.text.startswith("Le pont  ferme \ufffd")
    assert sum(word in " ".join(article.notes) for word in ("NUL", "U+FFFD", "direction")) == 3


def test_names_lose_invisible_characters(tmp_path: Path) -> None:
    row = {"text": PROSE, "outlet": "La\u202e Vi\x00gie\u200b\n", "url": "javascript:alert(1)"}
    path = written(tmp_path, json.dumps(row).encode())
    (article,) = read(path)
    assert isinstance(article, Article)
    assert article.outlet == "La Vigie" and article.url is None and article.origin == f"{path}#1"
    assert any("no web address" in note for note in article.notes)


def test_same_article_same_id_wherever_it_is_read(tmp_path: Path) -> None:
    one, two = tmp_path / "a", tmp_path / "b"
    one.mkdir(), two.mkdir()
    ids = {next(read(written(d, json.dumps(ROW).encode()))).article_id for d in (one, two)}
    assert len(ids) == 1


def test_stdin(monkeypatch: pytest.MonkeyPatch) -> None:
    data = io.BytesIO(json.dumps({"text": PROSE}).encode())
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(data))
    (article,) = read("-")
    assert isinstance(article, Article) and article.origin == "-#1"
