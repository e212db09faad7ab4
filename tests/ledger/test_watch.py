"""`factledger watch` against a server on loopback, and the options that reach the readers."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from claims.records import Extraction, Skipped
from ledger.cli.printing import article_line, printable
from ledger.cli.watching import changes
from ledger.derived import Derived
from ledger.ledger import Ledger
from tests.ledger.build import By, Says, extraction, vectors
from tests.ledger.test_commands import ROOT, run
from tests.readers import server
from tests.readers.server import Site, serve

DEAD = "http://127.0.0.1:9/feed"
WAIT = 60  # seconds for a loaded machine to import, extract and print
FERRY = "Le ferry est arrivé mardi au port de Sorne"
FIRST = "Le ferry est arrivé mardi au port de Sorne, a annoncé la capitainerie de Sorne."
SECOND = "Ines Roux a démenti que le ferry soit arrivé mardi au port de Sorne."
RSS = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0"
xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>La Vigie</title>
<language>fr</language><link>https://vigie.example/</link>{items}</channel></rss>"""
ITEM = """<item><title>Sorne</title><link>https://vigie.example/{n}</link><guid>id-{n}</guid>
<pubDate>Wed, 13 Sep 2023 0{n}:05:00 +0200</pubDate>
<content:encoded><![CDATA[<p>{text}</p>]]></content:encoded></item>"""


def rss(*texts: str) -> str:
    """A feed of these articles, the newest (the last one given) first."""
    items = [ITEM.format(n=n, text=text) for n, text in enumerate(texts, 1)]
    return RSS.format(items="".join(reversed(items)))


@pytest.fixture
def site() -> Iterator[Site]:
    with serve() as served:
        yield served


def serve_feed(site: Site, *texts: str) -> str:
    """Make `texts` what the site's feed holds from now on; its address."""
    body = rss(*texts).encode()
    site.routes["/feed"] = lambda handler: server.send(handler, body, "application/rss+xml")
    return f"{site.address}/feed"


class Running:
    """The command at work: its lines as they come, standard error among them."""

    def __init__(self, *words: object) -> None:
        env = {**os.environ, "PYTHONUNBUFFERED": "1", "OMP_NUM_THREADS": "1"}
        env.pop("FACTLEDGER", None)
        code = "from ledger.cli import main; main()"
        command = [sys.executable, "-c", code, "watch", *map(str, words)]
        self.process = subprocess.Popen(
            command, cwd=ROOT, env=env, text=True, encoding="utf-8",
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        self.lines: list[str] = []
        self._queue: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        threading.Thread(target=self._pump, daemon=True).start()

    def _pump(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._queue.put(line.rstrip("\n"))
        self._queue.put(None)

    def until(self, words: str) -> str:
        """The next line with `words` in it."""
        deadline = time.monotonic() + WAIT
        while (left := deadline - time.monotonic()) > 0:
            try:
                line = self._queue.get(timeout=left)
            except queue.Empty:
                break
            if line is None:
                break
            self.lines.append(line)
            if words in line:
                return line
        raise AssertionError(f"no line with {words!r}:\n" + "\n".join(self.lines))

    def interrupt(self) -> int:
        """Ctrl-C, and the exit status."""
        self.process.send_signal(signal.SIGINT)
        status = self.process.wait(WAIT)
        while (line := self._queue.get(timeout=WAIT)) is not None:
            self.lines.append(line)
        return status


@contextmanager
def watching(*words: object) -> Iterator[Running]:
    running = Running(*words)
    try:
        yield running
    finally:
        running.process.kill()
        running.process.wait()


def test_a_feed_that_grows_beside_a_dead_one(site: Site, tmp_path: Path) -> None:
    book = tmp_path / "a.ledger"
    url = serve_feed(site, FIRST)
    options = ("--interval", 1, "--no-follow", "--allow-private", "--encoder", "light")
    with watching(DEAD, url, *options, "--ledger", book) as command:
        assert "no connection" in command.until(f"no feed  {DEAD}: ")
        command.until("added    https://vigie.example/1: La Vigie, 2023-09-12, fr")
        assert "ferry est arrivé mardi" in command.until("newly unconfirmed")
        serve_feed(site, FIRST, SECOND)
        command.until("added    https://vigie.example/2: La Vigie, 2023-09-13, fr")
        assert "denied by Ines Roux" in command.until("newly disputed")
        assert command.interrupt() == 0
        assert "2 articles and " in command.lines[-1]
        assert command.lines[-1].endswith(f"claims added to {book} from 1 of 2 feeds")
        assert "Traceback" not in "\n".join(command.lines)
        assert sum("vigie.example/1" in line for line in command.lines) == 1, "told once"
    ledger = Ledger.open(book)
    assert "disputed" in ledger.facts_table()["status"].to_pylist()
    assert ledger.check().problems == ()


def test_an_interrupt_ends_the_wait_at_once(site: Site, tmp_path: Path) -> None:
    url = serve_feed(site, "Die Fähre ist am Dienstag im Hafen von Sorne angekommen.")
    words = (url, "--interval", 3600, "--no-follow", "--allow-private", "--encoder", "light")
    with watching(*words, "--ledger", tmp_path / "a.ledger") as command:
        command.until("added ")
        began = time.monotonic()
        assert command.interrupt() == 0
        assert time.monotonic() - began < 20
        assert command.lines[-1].startswith("1 articles and ")


def test_a_second_interrupt_does_not_wait_for_a_slow_feed(site: Site, tmp_path: Path) -> None:
    site.routes["/feed"] = lambda handler: time.sleep(15)
    words = (f"{site.address}/feed", "--allow-private", "--encoder", "light")
    with watching(*words, "--ledger", tmp_path / "a.ledger") as command:
        while "/feed" not in site.asked:
            time.sleep(0.05)
            assert command.process.poll() is None
        command.process.send_signal(signal.SIGINT)
        command.until("Ctrl-C again stops at once")
        assert command.interrupt() == 130
        assert command.lines[-1] == "factledger: stopped; what was committed is kept"


def test_rounds_over_nothing_but_dead_feeds(tmp_path: Path) -> None:
    words = (DEAD, tmp_path / "none.xml", "--rounds", 1, "--allow-private", "--encoder", "light")
    done = run("watch", *words, "--ledger", tmp_path / "a.ledger")
    assert done.returncode == 1
    assert [line.split(": ")[0] for line in done.stderr.splitlines()] == [
        f"no feed  {DEAD}",
        f"no feed  {tmp_path / 'none.xml'}",
    ]
    assert done.stdout.endswith("from 0 of 2 feeds\n")


def test_a_private_feed_is_refused_unless_allowed(site: Site, tmp_path: Path) -> None:
    url = serve_feed(site, FIRST)
    words = (url, "--rounds", 1, "--encoder", "light")
    done = run("watch", *words, "--ledger", tmp_path / "a.ledger")
    assert done.returncode == 1
    assert "--allow-private" in done.stderr
    assert site.asked == []


# ---------------------------------------------------------------------- what changed


def derived_after(book: Ledger, *made: Extraction) -> Derived:
    book.add_extractions(made, vectors(made))
    return book.derived()


def test_only_new_statuses_are_told(tmp_path: Path) -> None:
    book = Ledger.open(tmp_path / "a.ledger", create=True)
    empty = book.derived()
    one = derived_after(book, extraction("La Vigie", [Says(FERRY, (By("Kyo Press"),))], 5))
    told = changes(empty, one)
    assert [row["claim"] for row in told["unconfirmed"]] == [FERRY]
    assert told["confirmed"] == told["disputed"] == []

    # An earlier article of the same origin joins: another anchor, another id, nothing to tell.
    two = derived_after(book, extraction("Radio", [Says(FERRY, (By("Kyo Press"),))], 1))
    assert one.facts["fact_id"] != two.facts["fact_id"]
    assert not any(changes(one, two).values())

    denied = Says(FERRY, (By("Ines Roux", "deny"),))
    three = derived_after(book, extraction("Le Courrier", [denied], 9))
    told = changes(two, three)
    assert [row["denied_by"] for row in told["disputed"]] == [["Ines Roux"]]
    assert told["unconfirmed"] == told["confirmed"] == []


def test_a_fact_that_becomes_confirmed_is_told(tmp_path: Path) -> None:
    book = Ledger.open(tmp_path / "a.ledger", create=True)
    one = derived_after(book, extraction("La Vigie", [Says(FERRY, (By("Kyo Press"),))]))
    more = [
        extraction(outlet, [Says(FERRY, (By(who),))], hours)
        for outlet, who, hours in (("Radio", "Ana Ruiz", 1), ("La Dépêche", "Luc Brun", 2))
    ]
    two = derived_after(book, *more)
    told = changes(one, two)
    assert [row["claim"] for row in told["confirmed"]] == [FERRY]
    assert not changes(two, two)["confirmed"]


# ---------------------------------------------------------------------- options of add


GERMAN = "Die Fähre ist am Dienstag im Hafen von Sorne angekommen, sagte die Hafenmeisterei."


def dry(tmp_path: Path, *words: object) -> tuple[int, str, str]:
    done = run("add", *words, "--dry-run", "--ledger", tmp_path / "a.ledger")
    return done.returncode, done.stdout, done.stderr


def test_map_names_the_columns(tmp_path: Path) -> None:
    table = tmp_path / "a.csv"
    table.write_text(f'qqx,zzy\n"{GERMAN}",Sorner Bote\n', encoding="utf-8")
    status, out, _ = dry(tmp_path, table, "--map", "text=qqx", "--map", "outlet=zzy")
    assert status == 0
    assert "Sorner Bote" in out and "1 articles" in out


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("body", "--map: 'body' names no column; write it like text=body"),
        ("text=", "--map: 'text=' names no column; write it like text=body"),
        ("colour=body", "--map: 'colour' is no field of an article; map one of text, outlet"),
    ],
)
def test_a_map_that_is_none(tmp_path: Path, value: str, said: str) -> None:
    status, out, err = dry(tmp_path, tmp_path / "a.csv", "--map", value)
    assert (status, out, err.count("\n")) == (1, "", 1)
    assert said in err


def test_glob_narrows_a_folder(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("a.txt", "b.md"):
        (folder / name).write_text(GERMAN, encoding="utf-8")
    status, out, _ = dry(tmp_path, folder, "--glob", "*.md")
    assert status == 0
    assert "b.md" in out and "a.txt" not in out


def test_no_follow_takes_the_feed_s_own_text(site: Site, tmp_path: Path) -> None:
    url = serve_feed(site, GERMAN)
    status, out, _ = dry(tmp_path, url, "--allow-private", "--no-follow", "--lang", "de")
    assert (status, site.asked.count("/feed")) == (0, 1)
    assert "added    https://vigie.example/1: La Vigie" in out


def test_a_private_address_is_refused_unless_allowed(site: Site, tmp_path: Path) -> None:
    site.routes["/a"] = server.page
    url = f"{site.address}/a"
    status, out, _ = dry(tmp_path, url, "--lang", "de")
    assert status == 1 and "skipped" in out and site.asked == []
    assert dry(tmp_path, url, "--lang", "de", "--allow-private")[0] == 0


# ---------------------------------------------------------------------- what is printed


def test_a_language_without_rules_names_its_article_once(tmp_path: Path) -> None:
    article = tmp_path / "hafen.txt"
    article.write_text(GERMAN, encoding="utf-8")
    _, out, _ = dry(tmp_path, article, "--lang", "de", "--outlet", "Sorner Bote")
    line = next(line for line in out.splitlines() if line.startswith("added"))
    assert line.count(str(article)) == 1
    assert line.endswith("no rules yet for language 'de': stored without claims")


@pytest.mark.parametrize("bad", ["\x1b[2J", "\r", "\n", "\u202e", "\u2028", "\udcff", "\x9b"])
def test_what_would_move_the_cursor_is_escaped(bad: str) -> None:
    line = article_line(Skipped(f"a{bad}b.txt", "empty", "line 1"))
    assert line.isprintable()
    assert line.startswith("skipped  a\\") and line.endswith("b.txt (line 1): empty")


def test_what_newsrooms_write_is_not_escaped() -> None:
    words = "L’Écho\u00a0: «\u202foui\u202f» 東京 🚢 o\u0301"
    assert printable(words) == words


def test_a_file_with_a_strange_name_is_told_in_one_line(tmp_path: Path) -> None:
    strange = tmp_path / "a\x1b[31m\nb.txt"
    strange.write_text("", encoding="utf-8")
    _, out, _ = dry(tmp_path, strange)
    assert "\x1b" not in out
    assert r"a\x1b[31m\nb.txt: empty" in out.splitlines()[0]
