"""Feeds in files and at addresses: entries' pages or their own text, and polling."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from claims.readers import FetchOptions, Pace, ReadOptions, read, watch
from claims.records import Article, Skipped
from tests.readers import server
from tests.readers.server import PARAGRAPHS, Site, serve

QUICK = FetchOptions(timeout=0.5, total_timeout=1.5, retries=0, backoff=0.01)
FOLLOW = ReadOptions(allow_private=True, fetch=QUICK)
STAY = ReadOptions(follow=False, fetch=QUICK)
WHEN = datetime(2023, 9, 12, 12, 5, tzinfo=UTC)
BODY = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
ESCAPED = BODY.replace("<", "&lt;")

RSS = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0"
xmlns:content="http://purl.org/rss/1.0/modules/content/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>La Vigie</title>
<language>fr-fr</language><link>{base}/</link>{items}</channel></rss>"""
ITEM = """<item><title>Le pont ferme</title><link>{base}/{n}</link><guid>id-{n}</guid>
<dc:creator>Anne Lorrain</dc:creator><pubDate>Tue, 12 Sep 2023 14:05:00 +0200</pubDate>
<description>Résumé.</description><content:encoded><![CDATA[{body}]]></content:encoded></item>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr"><title>La Vigie</title>
<entry><title>Le pont ferme</title><id>1</id><link href="https://vigie.example/1"/>
<author><name>Anne Lorrain</name></author><published>2023-09-12T14:05:00+02:00</published>
<content type="html">{body}</content></entry></feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="x"><title>La Vigie</title></channel><item rdf:about="https://vigie.example/1">
<title>Le pont ferme</title><link>https://vigie.example/1</link>
<dc:creator>Anne Lorrain</dc:creator><dc:date>2023-09-12T14:05:00+02:00</dc:date>
<description>{body}</description></item></rdf:RDF>"""
JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "La Vigie",
    "language": "fr",
    "items": [
        {
            "id": "1",
            "url": "https://vigie.example/1",
            "title": "Le pont ferme",
            "content_html": BODY,
            "date_published": "2023-09-12T14:05:00+02:00",
            "authors": [{"name": "Anne Lorrain"}],
        }
    ],
}


def rss(base: str, *numbers: int) -> str:
    return RSS.format(
        base=base, items="".join(ITEM.format(base=base, n=n, body=BODY) for n in numbers)
    )


@pytest.fixture
def site() -> Iterator[Site]:
    with serve() as running:
        yield running


@pytest.mark.parametrize(
    "feed",
    [
        rss("https://vigie.example", 1),
        ATOM.format(body=ESCAPED),
        RDF.format(body=ESCAPED),
        json.dumps(JSON_FEED),
    ],
    ids=["rss", "atom", "rdf", "json"],
)
def test_own_text(tmp_path: Path, feed: str) -> None:
    path = tmp_path / "saved"
    path.write_text(feed, encoding="utf-8")
    (article,) = read(str(path), STAY)
    assert isinstance(article, Article), article
    assert article.text == "\n".join(PARAGRAPHS)
    assert (article.outlet, article.title) == ("La Vigie", "Le pont ferme")
    assert (article.author, article.published_at, article.lang) == ("Anne Lorrain", WHEN, "fr")
    assert article.url == article.origin == "https://vigie.example/1"
    assert any("summary" in note for note in article.notes)


def test_pages_are_fetched_in_feed_order(site: Site) -> None:
    numbers = range(1, 13)
    body = rss(site.address, *numbers).encode()
    site.routes["/feed"] = lambda handler: server.send(handler, body, "application/rss+xml")
    for n in numbers:
        site.routes[f"/{n}"] = server.status(404) if n == 5 else server.slow_page(site)
    items = list(read(f"{site.address}/feed", FOLLOW))
    assert [item.origin for item in items] == [f"{site.address}/{n}" for n in numbers]
    assert [n for n, item in zip(numbers, items, strict=True) if isinstance(item, Skipped)] == [5]
    assert "entry 5" in (items[4].place or "")  # type: ignore[union-attr]
    assert all(a.published_at == WHEN for a in items if isinstance(a, Article))
    assert site.times("/robots.txt") == 1
    assert 1 < site.most_at_once <= QUICK.per_host


def test_a_link_to_a_pdf_is_named(site: Site, tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_text(rss(site.address, 1), encoding="utf-8")
    site.routes["/1"] = lambda handler: server.send(handler, b"%PDF-1.7 ...", "application/pdf")
    (item,) = read(str(path), FOLLOW)
    assert isinstance(item, Skipped) and "PDF" in item.reason
    assert item.place == f"{path}, entry 1"


def test_a_feed_cannot_make_us_read_inside(site: Site, tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_text(rss(site.address, 1), encoding="utf-8")
    site.routes["/1"] = server.page
    (item,) = read(str(path), ReadOptions(fetch=QUICK))
    assert isinstance(item, Skipped) and "private" in item.reason and site.asked == []


@pytest.mark.parametrize(
    ("feed", "says"),
    [
        (
            '<!DOCTYPE r [<!ENTITY a "aaa"><!ENTITY b "&a;&a;">]><rss><item>&b;</item></rss>',
            "entities",
        ),
        ('<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss>&x;</rss>', "entities"),
        ("<rss>" + "<a>" * 10_000, "nested too deeply"),
        ("<rss><channel>" + "<a/>" * 200_000, "200,000 tags"),
        ("<rss></rss>", "without entries"),
        ("<feed>", "without"),
        ("<rss><channel><item></item></channel></rss>", "no text"),
        ('{"version": "https://jsonfeed.org/version/1", "items": []}', "without entries"),
        ('{"version": "https://jsonfeed.org/version/1", "items": [3]}', "no text"),
        ("<?xml version='1.0'?><newsml></newsml>", "XML that is no feed"),
    ],
)
def test_hostile_feeds(tmp_path: Path, feed: str, says: str) -> None:
    path = tmp_path / "feed.xml"
    path.write_text(feed, encoding="utf-8")
    (item,) = read(str(path), STAY)
    assert isinstance(item, Skipped) and says in item.reason and "\n" not in item.reason


def test_utf16_feed_cannot_hide_entities(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    bomb = '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE r [<!ENTITY a "aa">]><rss>&a;</rss>'
    path.write_bytes(bomb.encode("utf-16"))
    (item,) = read(str(path), STAY)
    assert isinstance(item, Skipped) and "entities" in item.reason


def feed_route(site: Site, holder: dict):
    """A feed that honours conditional requests; `holder["body"]` is what it holds now."""

    def answer(handler) -> None:
        etag = f'"{len(holder["body"])}"'
        if handler.headers.get("If-None-Match") == etag:
            holder["not_modified"] = holder.get("not_modified", 0) + 1
            server.send(handler, b"", status=304)
        elif holder.get("dead"):
            server.status(500)(handler)
        else:
            server.send(handler, holder["body"].encode(), "application/rss+xml", ETag=etag)

    site.routes["/feed"] = answer
    return f"{site.address}/feed"


def test_watch_gives_only_what_is_new(site: Site) -> None:
    holder = {"body": rss(site.address, 2, 1)}
    url = feed_route(site, holder)
    for n in (1, 2, 3):
        site.routes[f"/{n}"] = server.page
    polls = watch([url], FOLLOW, Pace(interval=0.01, rounds=3))
    first, second = next(polls), next(polls)
    assert [a.origin for a in first.articles] == [f"{site.address}/1", f"{site.address}/2"]
    assert second.articles == () and holder["not_modified"] == 1
    holder["body"] = rss(site.address, 3, 2, 1)
    (third,) = polls
    assert [a.origin for a in third.articles] == [f"{site.address}/3"]
    assert site.times("/1") == site.times("/2") == 1


def test_watch_survives_a_dead_feed_and_asks_again(site: Site) -> None:
    holder = {"body": rss(site.address, 1), "dead": True}
    url = feed_route(site, holder)
    site.routes["/1"] = server.page
    feeds = ["http://127.0.0.1:9/feed", url]
    polls = []
    for poll in watch(feeds, FOLLOW, Pace(interval=0.01, rounds=5)):
        holder["dead"] = len(polls) < 2
        polls.append(poll)
    problems = [p.problem for p in polls if p.feed == url and p.problem]
    assert len(problems) == 1 and "HTTP 500" in problems[0]
    assert sum(len(p.articles) for p in polls) == 1
    dead = [p for p in polls if p.feed == feeds[0]]
    assert 1 < len(dead) < 5 and all("no connection" in (p.problem or "") for p in dead)


def test_watch_tries_a_failing_page_three_times(site: Site) -> None:
    url = feed_route(site, {"body": rss(site.address, 1)})
    site.routes["/1"] = server.status(404)
    polls = list(watch([url], FOLLOW, Pace(interval=0.01, rounds=6)))
    assert [len(p.skipped) for p in polls] == [1, 1, 1, 0, 0, 0]
    assert site.times("/1") == 3


def test_watch_stops_while_it_waits(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_text(rss("https://vigie.example", 1), encoding="utf-8")
    stop = threading.Event()
    began = time.monotonic()
    for poll in watch([str(path), str(tmp_path / "none")], STAY, Pace(interval=60), stop):
        if poll.feed == str(path):
            assert len(poll.articles) == 1
        else:
            assert poll.problem and "No such file" in poll.problem
            threading.Timer(0.05, stop.set).start()
    assert time.monotonic() - began < 5
