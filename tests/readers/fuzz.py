"""Damages good inputs at random, from a seed, and reads what comes out.

`python -m tests.readers.fuzz --count 100000 --seed 1 [--reader html]` prints a line a reader; an
input that makes a reader raise is written next to where it ran, with its number.
"""

from __future__ import annotations

import argparse
import gzip
import io
import random
import socket
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from claims.readers import FetchOptions, ReadOptions
from claims.readers.document import open_document
from claims.readers.fetch import Fetcher, FetchError
from claims.readers.reading import READERS, read_document
from claims.records import Article, Skipped
from tests.readers.corpus import goods

OPTIONS = ReadOptions(follow=False, max_bytes=1_000_000)
# What tends to break parsers of these formats.
TOKENS = (
    b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xe2\x80\xae", b"\r", b"\n\n",
    b"\t", b"<", b">", b"</", b"<![CDATA[", b"]]>", b"<!--", b"<!DOCTYPE a [<!ENTITY b 'c'>]>",
    b"&#0;", b"&#xD800;", b"&amp;", b"&lolz;", b"<script>", b"<div>" * 50,
    b"<base href='//[::1'>", b"<p>", b"{", b"}", b"[", b"]", b'"', b"\\", b"\\ud800", b"\\u0000",
    b"null", b"true", b"NaN", b"1e999", b"-0", b"9" * 40, b"[" * 60, b'{"a":' * 30, b",", b";",
    b'""', b"'", b"---\n", b"+++\n", b"WARC/1.0", b"Content-Length: 99999999",
    b"Content-Length: -1", b"Transfer-Encoding: chunked", b"\x1f\x8b\x08", b"PAR1",
    b"0001-01-01T00:00:00+14:00", b"9999-12-31T23:59:59-12:00", b"2023-02-30", b"://", b"//[",
    b"http://[::1", b"%00", b"%zz", b"application/ld+json", b"charset=utf-16", b"charset=hex",
    b"@id", b"encoding='utf-7'", b"par\n", b"Publi\xc3\xa9 le ", b"\xc2\xa9 ", b" sur ", b"(AAA)",
)  # fmt: skip
Change = Callable[[random.Random, bytes], bytes]


def flip(rng: random.Random, data: bytes) -> bytes:
    at = rng.randrange(len(data))
    return data[:at] + bytes([data[at] ^ (1 << rng.randrange(8))]) + data[at + 1 :]


def insert(rng: random.Random, data: bytes) -> bytes:
    at = rng.randrange(len(data) + 1)
    return data[:at] + rng.choice(TOKENS) + data[at:]


def overwrite(rng: random.Random, data: bytes) -> bytes:
    at, token = rng.randrange(len(data)), rng.choice(TOKENS)
    return data[:at] + token + data[at + len(token) :]


def cut(rng: random.Random, data: bytes) -> bytes:
    return data[: rng.randrange(len(data))]


def drop(rng: random.Random, data: bytes) -> bytes:
    start, end = sorted((rng.randrange(len(data)), rng.randrange(len(data))))
    return data[:start] + data[end:]


def repeat(rng: random.Random, data: bytes) -> bytes:
    start = rng.randrange(len(data))
    piece = data[start : start + rng.randrange(1, 60)]
    return data[:start] + piece * rng.randrange(2, 40) + data[start:]


def scatter(rng: random.Random, data: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(rng.randrange(1, 12)):
        changed[rng.randrange(len(changed))] = rng.randrange(256)
    return bytes(changed)


CHANGES: tuple[Change, ...] = (flip, insert, insert, overwrite, cut, drop, repeat, scatter)


def damaged(seeds: list[tuple[str, bytes]], rng: random.Random) -> tuple[str, bytes]:
    """A good input after one to five changes; at times the tail of another."""
    name, data = rng.choice(seeds)
    if rng.random() < 0.1:
        other = rng.choice(seeds)[1]
        data = data[: rng.randrange(len(data))] + other[rng.randrange(len(other)) :]
    for _ in range(rng.randrange(1, 6)):
        if data:
            data = rng.choice(CHANGES)(rng, data)
    return name, data[:200_000]


def check(name: str, data: bytes, kind: str | None) -> Counter[str]:
    """Reads an input and checks what every reader promises; the number of articles and skips."""
    document = open_document(io.BytesIO(data), name, name)
    seen: Counter[str] = Counter()
    for item in read_document(document, OPTIONS, kind):
        if isinstance(item, Skipped):
            assert item.reason.strip() and "\n" not in item.reason and len(item.reason) <= 300, item
        else:
            assert isinstance(item, Article) and item.text.strip() and item.outlet.strip(), item
            assert "\0" not in item.text and item.lang and item.origin
            " ".join(filter(None, (item.text, item.outlet, item.title, item.url))).encode("utf-8")
            assert not item.published_at or item.published_at.utcoffset() is not None
        seen[type(item).__name__] += 1
    assert seen, "an input that gives nothing at all"
    return seen


def inputs(reader: str, seed: int, count: int) -> Iterator[tuple[int, str, bytes, str | None]]:
    """`count` damaged inputs: by turns the named reader is forced, and left to be chosen."""
    rng = random.Random(f"{reader}-{seed}")
    seeds = goods()[reader]
    for number in range(count):
        name, data = damaged(seeds, rng)
        if reader == "gzip" and number % 2:
            # Damage outside the packing is caught by its checksum; this is damage inside.
            data = gzip.compress(damaged(_INSIDE, rng)[1], mtime=0)
        yield number, name, data, reader if number % 2 and reader in READERS else None


_INSIDE = [item for kind in ("jsonl", "html", "csv", "warc") for item in goods()[kind]]


def fuzz(reader: str, seed: int, count: int) -> Counter[str]:
    """Articles, skips and failures over `count` inputs; failing inputs are written out."""
    total: Counter[str] = Counter()
    for number, name, data, kind in inputs(reader, seed, count):
        began = time.monotonic()
        try:
            total += check(name, data, kind)
        except Exception as error:
            total["failed"] += 1
            print(f"{reader} seed {seed} input {number}: {error!r}"[:300], file=sys.stderr)
            Path(f"fuzz-{reader}-{seed}-{number}").write_bytes(data)
        if time.monotonic() - began > 2:
            total["slow"] += 1
            print(f"{reader} seed {seed} input {number}: over 2 s", file=sys.stderr)
    return total


def http_answers(seed: int, count: int) -> Iterator[bytes]:
    """`count` damaged answers of a web server, status line, headers and body."""
    rng = random.Random(f"http-{seed}")
    body = gzip.compress(goods()["html"][0][1], mtime=0)
    head = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
    packed = f"{head}Content-Encoding: gzip\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
    chunked = f"{head}Transfer-Encoding: chunked\r\n\r\n5\r\n<html\r\n1\r\n>\r\n0\r\n\r\n".encode()
    moved = b"HTTP/1.1 302 Found\r\nLocation: /a\r\nContent-Length: 0\r\n\r\n"
    for _ in range(count):
        yield damaged([("", packed), ("", chunked), ("", moved)], rng)[1]


def fuzz_http(seed: int, count: int) -> Counter[str]:
    """Fetches from a server on loopback that gives damaged answers, one a connection."""
    answers = http_answers(seed, count)
    fetch = FetchOptions(timeout=1, total_timeout=2, retries=0, max_redirects=1, robots=False)
    fetcher, total = Fetcher(fetch, 1_000_000, allow_private=True), Counter[str]()
    with socket.create_server(("127.0.0.1", 0)) as server:
        url = f"http://127.0.0.1:{server.getsockname()[1]}/"
        threading.Thread(target=_answer_all, args=(server, answers), daemon=True).start()
        for _ in range(count):
            try:
                fetcher.get(url)
                total["Article"] += 1
            except FetchError as error:
                total["Skipped" if str(error).strip() and "\n" not in str(error) else "failed"] += 1
            except Exception as error:
                total["failed"] += 1
                print(f"http seed {seed}: {error!r}"[:300], file=sys.stderr)
    return total


def _answer_all(server: socket.socket, answers: Iterator[bytes]) -> None:
    for answer in answers:
        try:
            with server.accept()[0] as connection:
                connection.recv(65536)
                connection.sendall(answer)
        except OSError:
            pass


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--reader", choices=[*sorted(goods()), "http"], action="append")
    given = parser.parse_args()
    for reader in given.reader or [*sorted(goods()), "http"]:
        began = time.monotonic()
        run = fuzz_http if reader == "http" else partial(fuzz, reader)
        total = run(given.seed, given.count)
        took = time.monotonic() - began
        counts = ", ".join(
            f"{total[name]:,} {name}" for name in ("Article", "Skipped", "failed", "slow")
        )
        print(
            f"{reader}: seed {given.seed}, {given.count:,} inputs, {counts}, {took:.0f} s",
            flush=True,
        )


if __name__ == "__main__":
    main()
