"""Hundreds of malformed inputs, each giving one clear line that says what is wrong and where.

Cut-off and damaged files are generated from good ones; the rest are written by hand.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from claims.readers import FetchOptions, ReadOptions, read
from claims.records import Article, Skipped
from tests.readers.corpus import ARTICLE, goods, parquet_bytes
from tests.readers.test_wires import NINJS_1, PAGES, archive

STAY = ReadOptions(follow=False, fetch=FetchOptions(retries=0, timeout=1.0))
Bad = tuple[str, str, bytes, str]


def cut_json() -> Iterator[Bad]:
    """A JSON line cut at every fourth byte: each is broken, and says so."""
    line = json.dumps(ARTICLE).encode()
    for at in range(1, len(line) - 1, 4):
        yield f"jsonl cut at {at}", "a.jsonl", line[:at], "broken JSON"
    for at in range(2, len(line) - 1, 16):
        yield f"json cut at {at}", "a.json", line[:at], "broken JSON"


def wrong_types() -> Iterator[Bad]:
    """Each field of a row given something that is not text."""
    for field in ("text", "outlet", "title", "url", "lang", "author", "published_at"):
        for value in (3, 2.5, True, ["a"], {"a": 1}):
            line = json.dumps(ARTICLE | {field: value}).encode()
            yield f"{field} is {value!r}", "a.jsonl", line, f'"{field}"'


def wrong_dates() -> Iterator[Bad]:
    for date in (
        "hier", "mardi", "2023", "2023-13-01", "2023-02-30", "12/09/2023", "2023-09-12T25:00",
        "2023-09-12T14:61", "2023-09-12 à 14h", "septembre", "1694520300", "0000-00-00", "now",
        "2023-09-12T14:05+25:00", "9999-12-31T23:59:59-23:00", "-1", "2023-9-1", "2023/09/12",
        "Tue, 12 Sep 2023", "\u0662\u0660\u0662\u0663-09-12x", "2023-09-12T", "T14:05", "12 sept",
    ):  # fmt: skip
        line = json.dumps(ARTICLE | {"published_at": date}).encode()
        yield f"date {date}", "a.jsonl", line, "no ISO 8601 date"


def cut_files() -> Iterator[Bad]:
    """Packed and binary files cut short: nothing can be read of them."""
    table = parquet_bytes()
    for at in range(4, len(table) - 1, len(table) // 30):
        yield f"parquet cut at {at}", "a.parquet", table[:at], "broken Parquet"
    packed = gzip.compress(json.dumps(ARTICLE).encode(), mtime=0)
    for at in range(3, len(packed) - 8, len(packed) // 25):
        yield f"gzip cut at {at}", "a.jsonl.gz", packed[:at], "broken"
    page = archive(PAGES[0])
    start = page.index(b"WARC/1.0", 10)
    for at in range(12, start, start // 12):
        yield f"warc cut at {at}", "a.warc", page[:at], ""


def wrong_kinds() -> Iterator[Bad]:
    heads = {
        "PDF": b"%PDF-1.4\n", "ZIP": b"PK\x03\x04", "Office": b"\xd0\xcf\x11\xe0",
        "RTF": b"{\\rtf1 a",
        "image": b"\x89PNG\r\n", "an image": b"\xff\xd8\xff\xe0", "image ": b"GIF89a",
        "SQLite": b"SQLite format 3\0", "bzip2": b"BZh91AY", "xz": b"\xfd7zXZ\0",
        "zstd": b"(\xb5/\xfd", "7z": b"7z\xbc\xaf\x27", "program": b"\x7fELF\x02",
        "a program": b"MZ\0\0",
    }  # fmt: skip
    for what, head in heads.items():
        for ending in ("txt", "html", "jsonl"):
            yield f"{what} as {ending}", f"a.{ending}", head + b"\0" * 40, f"{what.strip()}"
    for name in ("a.txt", "a.md"):
        yield f"NULs in {name}", name, b"\0\1\2 text \0", "NUL"
        yield f"nothing in {name}", name, b"", "empty"
        yield f"blank {name}", name, b" \r\n\t ", "empty"
        yield f"only marks in {name}", name, "… — !? ***".encode(), "no text"


def wrong_objects() -> Iterator[Bad]:
    for value in ("null", "true", "3", '"a"', "[]", "[1]", "NaN", "-0.5", "{}", '{"mots": "a"}'):
        yield f"line {value}", "a.jsonl", value.encode(), ""
    for text in ("", " ", "\n", "\u200b", "...", "\u202e", "\t\t", "— — —"):
        yield f"text {text!r}", "a.jsonl", json.dumps(ARTICLE | {"text": text}).encode(), ""
    for change in (
        {"body_xhtml": "<p></p>"}, {"body_xhtml": None}, {"type": "video"}, {"type": ["a"]},
        {"pubstatus": "canceled"}, {"pubstatus": "withheld"}, {"body_xhtml": "<script>x</script>"},
    ):  # fmt: skip
        yield f"ninjs {change}", "a.json", json.dumps([NINJS_1 | change]).encode(), ""
    for depth in (1_000, 10_000, 100_000):
        yield f"{depth} brackets", "a.json", b"[" * depth, ""
        yield f"{depth} objects", "a.jsonl", b'{"a":' * depth, ""
    yield "long number", "a.jsonl", b'{"text": "a", "n": ' + b"9" * 10_000 + b"}", "out of range"
    yield "latin-1 JSON", "a.jsonl", '{"text": "été"}'.encode("latin-1"), "not UTF-8"
    yield (
        "long outlet",
        "a.jsonl",
        json.dumps(ARTICLE | {"outlet": "a" * 5000}).encode(),
        "outlet of",
    )


def wrong_tables() -> Iterator[Bad]:
    for header in (
        "a,b",
        "id;date",
        "x\ty",
        "1,2,3",
        ",,",
        "titre,date",
        '"a","b"',
        "summary,lead",
    ):
        yield f"header {header}", "a.csv", f"{header}\n1{header[1:2]}2\n".encode(), "no column"
    for row in ('"open,b', '"a"b,c', "a,b,c", ",b", " ,b", '"",b', "…,b"):
        yield f"row {row}", "a.csv", f"text,outlet\n{row}\n".encode(), ""
    for body in ("", "\n\n", ",\n,\n"):
        yield f"rows {body!r}", "a.csv", f"text,outlet\n{body}".encode(), "nothing in it"


def wrong_markup() -> Iterator[Bad]:
    for html in (
        "<html>", "<html></html>", "<!doctype html>", "<html><head><title>a</title></head></html>",
        "<html><body></body></html>", "<body><p></p>", "<body><p>Court.</p>", "<p>",
        "<div><div><div>",
        "<html><body><script>var a = 1;</script>", "<html><body><style>p{}</style>",
        "<html><body><nav><a href=/>Accueil</a></nav>", "<html><!-- " + "a" * 500,
        "<html><body><iframe src=x></iframe>", "<html><body><img src=a.png>", "<html><frameset>",
        "<html><body><form><input name=q></form>", "<html><body>" + "<b>" * 5_000,
        "<html><body><table>" + "<tr><td>" * 3_000, "<html " + "a=1 " * 5_000 + ">",
    ):  # fmt: skip
        yield f"page {html[:40]}", "a.html", html.encode(), "no article text"
    for feed in (
        "<rss>", "<rss></rss>", "<rss><channel>", "<rss><channel><title>a</title></channel></rss>",
        "<feed/>", "<feed></feed>", "<rdf:RDF></rdf:RDF>", "<rss><channel><item/></channel></rss>",
        "<feed><entry></entry></feed>",
        "<rss><channel><item><title>a</title></item></channel></rss>",
        "<rss><channel><item><description></description></item></channel></rss>",
        "<!DOCTYPE r [<!ENTITY a 'b'>]><rss>&a;</rss>", "<rss>" + "<x>" * 5_000,
        "<?xml version='1.0'?><!DOCTYPE r [<!ENTITY % a SYSTEM 'http://x.example/'>]><rss/>",
        "<?xml version='1.0'?><nitf><body/></nitf>", "<?xml version='1.0'?><a>",
        "<?xml version='1.0'?>",
        "<?xml version='9'", "<?xml version='1.0' encoding='utf-7'?><b/>",
    ):  # fmt: skip
        yield f"feed {feed[:40]}", "a.xml", feed.encode(), ""


def all_bad() -> list[Bad]:
    makers = (
        cut_json, wrong_types, wrong_dates, cut_files, wrong_kinds, wrong_objects, wrong_tables,
        wrong_markup,
    )  # fmt: skip
    return [bad for maker in makers for bad in maker()]


BAD = all_bad()
ADDRESSES = (
    "http://", "http:///path", "https://", "http://:80/", "http://[::1", "http://[::1]:x/",
    "http://a b/", "http://a%00b/", "http://user:pw@x.example/", "http://x.example:99999/",
    "http://.example/", "http://x..example/", "ftp://x.example/a", "file:///etc/hostname",
    "gopher://x.example/", "data://text", "javascript://x", "http://127.0.0.1/", "http://0/",
    "http://[fe80::1%25eth0]/", "http://" + "a" * 300 + ".example/", "http://\u202ex.example/",
    "http://xn--/", "http://169.254.169.254/latest", "http://[::ffff:10.0.0.1]/",
    "http://no-such-host.invalid/", "\\\\server\\share", "no/such/file", "~nobody/x", "a\0b",
)  # fmt: skip


def test_there_are_at_least_three_hundred() -> None:
    names = [name for name, *_ in BAD] + list(ADDRESSES)
    assert len(names) >= 300 and len(set(names)) == len(names)


@pytest.mark.parametrize(("name", "data", "says"), [b[1:] for b in BAD], ids=[b[0] for b in BAD])
def test_malformed_file(tmp_path: Path, name: str, data: bytes, says: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    items = list(read(str(path), STAY))
    assert items and all(isinstance(item, Skipped) for item in items), items
    assert says in items[0].reason  # type: ignore[union-attr]
    assert clear(items[0]) and str(path) in f"{items[0].origin} {items[0].place}"


@pytest.mark.parametrize("address", ADDRESSES)
def test_malformed_address(address: str) -> None:
    (item,) = read(address, STAY)
    assert isinstance(item, Skipped) and item.origin == address and clear(item)


def clear(item: Article | Skipped) -> bool:
    """One line, short, printable, and no Python exception's bare name."""
    assert isinstance(item, Skipped)
    plain = item.reason.isprintable() and "Traceback" not in item.reason
    return (plain and 10 <= len(item.reason) <= 300) or item.reason.startswith("is ")


def test_good_ones_go_in_around_bad_ones(tmp_path: Path) -> None:
    for number, (_, name, data, _) in enumerate(BAD[::20]):
        (tmp_path / f"{number:03}-{name}").write_bytes(data)
    for kind, files in goods().items():
        for name, data in files:
            (tmp_path / f"good-{kind}-{name}").write_bytes(data)
    items = list(read(str(tmp_path), STAY))
    read_from = {item.origin for item in items if isinstance(item, Skipped)}
    assert sum(isinstance(item, Article) for item in items) >= sum(map(len, goods().values()))
    assert len(read_from) >= len(BAD[::20])
