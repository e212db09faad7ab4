"""Fetching from a real server: what it does to its readers, and what must never be asked."""

from __future__ import annotations

import gzip
import ipaddress
import socket
import time
import zlib
from collections.abc import Iterator
from dataclasses import replace

import pytest

from claims.readers import FetchOptions, ReadOptions, read
from claims.readers.addresses import is_public
from claims.readers.robots import parse_robots
from claims.records import Article, Skipped
from tests.readers import server
from tests.readers.server import PAGE, PARAGRAPHS, Site, serve

QUICK = FetchOptions(timeout=0.5, total_timeout=1.5, retries=2, backoff=0.01, max_redirects=3)
LOCAL = ReadOptions(allow_private=True, max_bytes=1_000_000, fetch=QUICK)


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with serve() as running:
        yield running


def get(site: Site, path: str, answer, options: ReadOptions = LOCAL) -> Article | Skipped:
    site.routes[path] = answer
    (item,) = read(site.address + path, options)
    return item


def test_page(site: Site) -> None:
    article = get(site, "/2023/09/12/pont", server.page)
    assert isinstance(article, Article)
    assert all(text in article.text for text in PARAGRAPHS)
    assert (article.outlet, article.title, article.lang) == ("La Vigie", "Le pont ferme", "fr")
    assert article.url == article.origin == f"{site.address}/2023/09/12/pont"
    assert article.published_at and article.published_at.day == 12
    assert any(agent.startswith("factledger/") for agent in site.agents)


@pytest.mark.parametrize("code", [301, 302, 303, 307, 308])
def test_redirect(site: Site, code: int) -> None:
    site.routes["/end"] = server.page
    article = get(site, f"/start{code}", server.redirect("/end", code))
    assert isinstance(article, Article)
    assert article.url == f"{site.address}/end" and article.origin == f"{site.address}/start{code}"


@pytest.mark.parametrize(
    ("to", "says"),
    [
        ("/round", "redirects"),
        ("file:///etc/passwd", "only http and https"),
        ("ftp://files.example/a", "only http and https"),
        ("http://user:secret@127.0.0.1/", "user name or password"),
        ("http://[::1", "Invalid URL"),
        ("http://:80/", "names no host"),
        ("gopher://x", "only http"),
    ],
)
def test_bad_redirect(site: Site, to: str, says: str) -> None:
    item = get(site, "/round", server.redirect(to))
    assert isinstance(item, Skipped) and says in item.reason and "secret" not in item.reason


@pytest.mark.parametrize(
    ("encoding", "data"),
    [
        ("gzip", gzip.compress(PAGE.encode())),
        ("deflate", zlib.compress(PAGE.encode())),
        ("deflate", server.bare_deflate()),
        ("identity", PAGE.encode()),
    ],
)
def test_encodings(site: Site, encoding: str, data: bytes) -> None:
    article = get(site, "/packed", server.packed(encoding, data))
    assert isinstance(article, Article) and PARAGRAPHS[2] in article.text


@pytest.mark.parametrize(
    ("encoding", "data", "says"),
    [
        ("gzip", server.gzip_bomb(), "limit of 1,000,000 bytes"),
        ("gzip", b"this is no gzip", "broken compressed data"),
        ("gzip", gzip.compress(PAGE.encode())[:-20], "cut off"),
        ("deflate", b"\xff\xff\xff\xff", "broken compressed data"),
        ("br", b"whatever", "not asked for"),
        ("identity", b"<p>" + b"mot " * 300_000, "limit of 1,000,000 bytes"),
    ],
)
def test_bad_bodies(site: Site, encoding: str, data: bytes, says: str) -> None:
    item = get(site, "/bad", server.packed(encoding, data))
    assert isinstance(item, Skipped) and says in item.reason


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (server.cut_off, "broke off"),
        (server.nonsense, "broke off"),
        (server.silent, "did not answer within"),
        (server.dripping, "took"),
        (server.dripping_headers, "took"),
        (server.endless, "limit of 1,000,000 bytes"),
        (server.status(404), "HTTP 404: not found"),
        (server.status(410), "HTTP 410: gone"),
        (server.status(403), "HTTP 403"),
        (server.status(304), "HTTP 304"),
        (server.status(204), "HTTP 204"),
        (server.status(500), "HTTP 500"),
    ],
)
def test_bad_servers(site: Site, answer, says: str) -> None:
    began = time.monotonic()
    item = get(site, "/server", answer)
    assert isinstance(item, Skipped) and says in item.reason and "\n" not in item.reason
    assert time.monotonic() - began < 6


def test_passing_trouble_is_retried(site: Site) -> None:
    left = [503, 503]

    def answer(handler) -> None:
        server.status(left.pop())(handler) if left else server.page(handler)

    assert isinstance(get(site, "/flaky", answer), Article)
    assert site.times("/flaky") == 3


def test_lasting_trouble_is_not_retried(site: Site) -> None:
    get(site, "/gone", server.status(404))
    get(site, "/later", server.status(429, Retry_After="3600"))
    assert site.times("/gone") == site.times("/later") == 1


def test_charset_of_header_meta_and_bytes(site: Site) -> None:
    latin = PAGE.replace("utf-8", "iso-8859-1").encode("cp1252")
    for number, (data, kind) in enumerate(
        [
            (latin, "text/html; charset=iso-8859-1"),
            (latin, "text/html"),
            (latin, "text/html; charset=utf-8"),
            (latin, "text/html; charset=no-such-charset"),
            (PAGE.encode(), "text/html; charset=iso-8859-1"),
            (PAGE.encode("utf-16"), "text/html"),
        ]
    ):
        article = get(site, f"/charset{number}", lambda h, d=data, k=kind: server.send(h, d, k))
        assert isinstance(article, Article), article
        assert PARAGRAPHS[1] in article.text, kind


def test_nothing_listens() -> None:
    (item,) = read("http://127.0.0.1:9/x", LOCAL)
    assert isinstance(item, Skipped) and "no connection" in item.reason


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/", "http://localhost/", "http://2130706433/", "http://0x7f.1/",
        "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://0.0.0.0/", "http://10.0.0.1/",
        "http://192.168.1.1/", "http://172.16.0.1/", "http://169.254.169.254/latest/meta-data/",
        "http://[fe80::1]/", "http://[fd00::1]/", "http://100.64.0.1/", "http://224.0.0.1/",
        "http://[64:ff9b::7f00:1]/", "http://[2002:7f00:1::]/",
    ],
)  # fmt: skip
def test_private_addresses_are_refused(url: str) -> None:
    (item,) = read(url, ReadOptions(fetch=QUICK))
    assert isinstance(item, Skipped) and "--allow-private" in item.reason


def test_private_server_is_never_asked_without_leave(site: Site) -> None:
    site.routes["/secret"] = server.page
    (item,) = read(f"{site.address}/secret", ReadOptions(fetch=QUICK))
    assert isinstance(item, Skipped) and site.times("/secret") == 0


def names(monkeypatch: pytest.MonkeyPatch, answers: list[list[str]]) -> list[str]:
    """Makes the name site.example resolve to each of `answers` in turn; the names asked for."""
    asked: list[str] = []
    real = socket.getaddrinfo

    def resolve(host, port, *args, **kwargs):
        if host != "site.example":
            return real(host, port, *args, **kwargs)
        asked.append(host)
        found = answers[min(len(asked), len(answers)) - 1]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, port)) for ip in found]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    return asked


def test_the_checked_address_is_the_one_connected_to(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that changes its address after the check: the second answer is never asked for."""
    hosts = []

    def answer(handler) -> None:
        hosts.append(handler.headers["Host"])
        server.page(handler)

    asked = names(monkeypatch, [["127.0.0.1"], ["203.0.113.9"]])
    port = site.address.rsplit(":", 1)[1]
    site.routes["/named"] = answer
    options = replace(LOCAL, fetch=replace(QUICK, robots=False))
    (article,) = read(f"http://site.example:{port}/named", options)
    assert isinstance(article, Article) and article.url == f"http://site.example:{port}/named"
    assert hosts == [f"site.example:{port}"] and len(asked) == 1


@pytest.mark.parametrize("found", [["93.184.216.34", "10.0.0.1"], ["10.0.0.1"], ["::1"]])
def test_a_public_name_for_a_private_address(
    monkeypatch: pytest.MonkeyPatch, found: list[str]
) -> None:
    names(monkeypatch, [found])
    (item,) = read("http://site.example/", ReadOptions(fetch=QUICK))
    assert isinstance(item, Skipped) and "--allow-private" in item.reason


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True), ("2606:2800:220:1::1", True), ("127.0.0.1", False),
        ("::ffff:10.0.0.1", False), ("::ffff:93.184.216.34", True), ("64:ff9b::a00:1", False),
        ("64:ff9b::5db8:d822", True), ("2002:a00:1::", False), ("240.0.0.1", False),
        ("255.255.255.255", False), ("ff02::1", False), ("::", False), ("::127.0.0.1", False),
        ("64:ff9b:1::1", False), ("198.18.0.1", False),
    ],
)  # fmt: skip
def test_public_addresses(address: str, public: bool) -> None:
    assert is_public(ipaddress.ip_address(address)) is public


def test_robots_keeps_us_out(site: Site) -> None:
    with serve() as other:
        rules = b"User-agent: *\nDisallow: /\n\nUser-agent: factledger\nDisallow: /in*side$\n"
        other.routes |= {
            "/robots.txt": lambda h: server.send(h, rules, "text/plain"),
            "/in-side": server.page,
            "/in-side/2": server.page,
            "/away": server.redirect("/in-side"),
        }
        kept_out, let_in, away = (
            next(read(other.address + path, LOCAL)) for path in ("/in-side", "/in-side/2", "/away")
        )
        assert isinstance(kept_out, Skipped) and "robots.txt excludes" in kept_out.reason
        assert isinstance(let_in, Article) and isinstance(away, Skipped)
        assert other.times("/in-side") == 0 and other.times("/robots.txt") == 1


def test_robots_that_fails_keeps_us_out() -> None:
    with serve() as other:
        other.routes |= {"/robots.txt": server.status(500), "/a": server.page}
        (item,) = read(f"{other.address}/a", LOCAL)
        assert isinstance(item, Skipped) and "robots.txt" in item.reason and other.times("/a") == 0


@pytest.mark.parametrize(
    ("text", "path", "allowed"),
    [
        ("", "/a", True),
        ("User-agent: *\nDisallow:", "/a", True),
        ("User-agent: *\nDisallow: /a", "/a/b", False),
        ("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", True),
        ("User-agent: *\nAllow: /a\nDisallow: /a", "/a", True),
        ("User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf?z", True),
        ("User-agent: *\nDisallow: /*?print=", "/x?print=1", False),
        ("User-agent: other\nDisallow: /", "/a", True),
        ("User-agent: other\nUser-agent: factledger\nDisallow: /", "/a", False),
        ("User-agent: FactLedger\nDisallow: /", "/a", False),
        ("User-agent: *\nDisallow: /é", "/%C3%A9t", False),
        ("User-agent: *\nDisallow: /a # not this", "/a", False),
        ("Disallow: /\n\x00\xff: : :", "/a", True),
        ("User-agent: *\nDisallow: /" + "*a" * 5000, "/" + "a" * 4000, True),
    ],
)
def test_robots_rules(text: str, path: str, allowed: bool) -> None:
    assert parse_robots(text, "factledger").allows(f"https://x.example{path}") is allowed
