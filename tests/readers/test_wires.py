"""ninjs, JSON documents, Markdown, gzip and web archives."""

from __future__ import annotations

import gzip
import io
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from claims.readers import ReadOptions, read
from claims.records import Article, Skipped
from tests.readers.server import PAGE, PARAGRAPHS

PROSE = "\n".join(PARAGRAPHS)
WHEN = datetime(2023, 9, 12, 12, 5, tzinfo=UTC)
NINJS_1 = {
    "uri": "urn:opf:1",
    "type": "text",
    "versioncreated": "2023-09-12T12:05:00Z",
    "language": "fr",
    "headline": "Le pont ferme",
    "byline": "Anne Lorrain",
    "provider": "OPF",
    "body_xhtml": "".join(f"<p>{text}</p>" for text in PARAGRAPHS),
    "pubstatus": "usable",
}
NINJS_2 = {
    "uri": "https://opf.example/1",
    "versioncreated": "2023-09-12T14:05:00+02:00",
    "language": "fr-FR",
    "headlines": [{"role": "short", "value": "Pont"}, {"role": "main", "value": "Le pont ferme"}],
    "infosources": [{"name": "OPF", "role": "provider"}],
    "by": "Anne Lorrain",
    "bodies": [
        {"role": "main", "contenttype": "text/html", "value": "<p>non</p>"},
        {"role": "main", "contenttype": "text/plain", "value": PROSE},
    ],
}


def written(folder: Path, data: bytes | str, name: str) -> str:
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return str(path)


@pytest.mark.parametrize("item", [NINJS_1, NINJS_2])
@pytest.mark.parametrize("shape", ["one", "list", "lines"])
def test_ninjs(tmp_path: Path, item: dict, shape: str) -> None:
    text = {
        "one": json.dumps(item, indent=1),
        "list": json.dumps([item]),
        "lines": json.dumps(item) + "\n\n",
    }[shape]
    (article,) = read(written(tmp_path, text, "wire.jsonl" if shape == "lines" else "wire"))
    assert isinstance(article, Article), article
    assert (article.text, article.title, article.outlet) == (PROSE, "Le pont ferme", "OPF")
    assert (article.author, article.lang, article.published_at) == ("Anne Lorrain", "fr", WHEN)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"pubstatus": "canceled"}, "withdrawn"),
        ({"type": "picture"}, "no text"),
        ({"body_xhtml": ""}, "without a body"),
        ({"body_xhtml": ["x"]}, "without a body"),
    ],
)
def test_ninjs_that_is_no_article(tmp_path: Path, change: dict, says: str) -> None:
    (item,) = read(written(tmp_path, json.dumps(NINJS_1 | change, indent=1), "wire.json"))
    assert isinstance(item, Skipped) and says in item.reason


@pytest.mark.parametrize(
    "value",
    [
        {"text": PROSE},
        [{"text": PROSE}],
        {"articles": [{"text": PROSE}]},
        {"total": 1, "results": [{"text": PROSE}]},
    ],
)
@pytest.mark.parametrize("indent", [None, 2])
def test_json_documents(tmp_path: Path, value: object, indent: int | None) -> None:
    (article,) = read(written(tmp_path, json.dumps(value, indent=indent), "a.json"))
    assert isinstance(article, Article) and article.text == PROSE


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{", "broken JSON"),
        ('{"text": "a"', "broken JSON"),
        ('{\n"text": "a",\n}', "line 3"),
        ("[]", "empty list"),
        ("[[]]", "not a JSON object"),
        ('["a"]', "not a JSON object"),
        ('{"a": 1}', 'no "text" field (it has a)'),
        ('"text"', "without an article"),
        ("[" * 100_000, "too deeply"),
        ('{"articles": []}', "empty list"),
    ],
)
def test_broken_json(tmp_path: Path, text: str, says: str) -> None:
    (item,) = read(written(tmp_path, text, "a.json"))
    assert isinstance(item, Skipped) and says in item.reason and "\n" not in item.reason


def test_bracketed_prose_is_prose(tmp_path: Path) -> None:
    for text in ("[Mise à jour] " + PROSE, "{note} " + PROSE, "< 5 % : " + PROSE):
        (article,) = read(written(tmp_path, text, "a.txt"))
        assert isinstance(article, Article) and article.text == text


MARKDOWN = f"""---
title: "Le pont ferme"
date: 2023-09-12T14:05:00+02:00
author: Anne Lorrain
source: La Vigie
---
# Le pont ferme

{PARAGRAPHS[0]}

**Selon** la [préfecture](https://p.example), c’est *long* & cher.

![photo](x.jpg)

- un point

> {PARAGRAPHS[2]}
"""


def test_markdown(tmp_path: Path) -> None:
    for name in ("a.md", "a.txt"):
        (article,) = read(written(tmp_path, MARKDOWN, name))
        assert isinstance(article, Article)
        assert article.text.split("\n") == [
            "Le pont ferme",
            PARAGRAPHS[0],
            "Selon la préfecture, c’est long & cher.",
            "un point",
            PARAGRAPHS[2],
        ]
        assert (article.title, article.author, article.outlet) == (
            "Le pont ferme",
            "Anne Lorrain",
            "La Vigie",
        )
        assert article.published_at == WHEN


def test_markdown_without_front_matter(tmp_path: Path) -> None:
    (article,) = read(written(tmp_path, f"# Le *pont* ferme\n\n{PROSE}", "a.md"))
    assert isinstance(article, Article) and article.text.startswith("Le pont ferme\n")


def test_endless_markdown_is_refused(tmp_path: Path) -> None:
    (item,) = read(written(tmp_path, "*a **b " * 60_000, "a.md"))
    assert isinstance(item, Skipped) and "300,000 characters" in item.reason


def archive(*pages: tuple[str, str, str, bytes], packed: bool = False) -> bytes:
    """A WARC of (url, status, content type, body) responses."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=packed)
    writer.write_record(writer.create_warcinfo_record("a.warc", {"software": "test"}))
    for url, status, kind, body in pages:
        headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
        payload = io.BytesIO(body)
        record = writer.create_warc_record(url, "response", payload=payload, http_headers=headers)
        writer.write_record(record)
    return out.getvalue()


PAGES = (
    ("https://vigie.example/2023/09/12/a", "200 OK", "text/html; charset=utf-8", PAGE.encode()),
    ("https://vigie.example/i.png", "200 OK", "image/png", b"\x89PNG"),
    ("https://vigie.example/none", "404 Not Found", "text/html", b"<html>no</html>"),
    ("https://vigie.example/t", "200 OK", "text/plain", PROSE.encode()),
)


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("name", ["crawl.warc", "crawl"])
def test_warc(tmp_path: Path, packed: bool, name: str) -> None:
    page, missing, text = read(written(tmp_path, archive(*PAGES, packed=packed), name))
    assert isinstance(page, Article) and isinstance(text, Article), (page, text)
    assert page.origin == page.url == PAGES[0][0] and page.outlet == "La Vigie"
    assert page.published_at and page.published_at.day == 12
    assert isinstance(missing, Skipped) and "404" in missing.reason
    assert text.text == PROSE


@pytest.mark.parametrize("packed", [False, True])
def test_broken_warc(tmp_path: Path, packed: bool) -> None:
    whole = archive(*PAGES[:1] * 3, packed=packed)
    items = list(read(written(tmp_path, whole[: len(whole) * 2 // 3], "a.warc")))
    assert isinstance(items[0], Article) and len(items) < 4
    for data in (b"WARC/1.0\r\n", b"WARC/1.0\r\nfoo\r\n\r\n", archive(PAGES[1], packed=packed)):
        items = list(read(written(tmp_path, data, "a.warc")))
        assert items and isinstance(items[-1], Skipped), items


def test_gzip_around_anything(tmp_path: Path) -> None:
    rows = "\n".join(json.dumps({"text": PROSE, "title": str(n)}) for n in range(3))
    items = list(read(written(tmp_path, gzip.compress(rows.encode()), "a.jsonl.gz")))
    assert [item.title for item in items if isinstance(item, Article)] == ["0", "1", "2"]
    (page,) = read(written(tmp_path, gzip.compress(PAGE.encode()), "page"))
    assert isinstance(page, Article) and page.outlet == "La Vigie"


def test_bad_gzip(tmp_path: Path) -> None:
    whole = gzip.compress(PROSE.encode() * 50)
    for data in (whole[:40], whole[:-9] + b"\0" * 9, b"\x1f\x8b\x08", b"\x1f\x8bxxxxxxxxxxxxxxx"):
        items = list(read(written(tmp_path, data, "a.txt.gz")))
        assert isinstance(items[-1], Skipped) and "broken" in items[-1].reason, items


def test_decompression_bomb(tmp_path: Path) -> None:
    bomb = gzip.compress((b" " * 4095 + b"\n") * 12_000, 9)
    items = list(read(written(tmp_path, bomb, "a.jsonl.gz"), ReadOptions()))
    assert len(items) == 1 and isinstance(items[0], Skipped) and "bomb" in items[0].reason


def test_bomb_inside_a_bomb_stays_packed(tmp_path: Path) -> None:
    (item,) = read(written(tmp_path, gzip.compress(gzip.compress(PROSE.encode())), "a.gz"))
    assert isinstance(item, Skipped)
