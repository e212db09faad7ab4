"""One process or several, some of them killed: the same rows, nothing lost or doubled."""

from __future__ import annotations

import multiprocessing
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from multiprocessing.process import BaseProcess
from pathlib import Path

import numpy as np
import pytest

from claims.errors import InputError, LedgerError
from claims.records import Article, Skipped
from ledger.engines import LocalEngine, Outcome, load_engine
from ledger.engines.base import packed, process, unpacked
from ledger.ledger import Ledger
from tests.engines.articles import made_articles
from tests.ledger.story import contents

ROOT = Path(__file__).resolve().parents[2]


def batched(articles: Sequence[Article], size: int) -> list[Sequence[Article]]:
    return [articles[start : start + size] for start in range(0, len(articles), size)]


def alike(left: Iterable[Outcome], right: Iterable[Outcome]) -> bool:
    pairs = list(zip(left, right, strict=True))
    return all(
        a.extraction == b.extraction
        and a.skipped == b.skipped
        and np.array_equal(a.vectors, b.vectors)
        for a, b in pairs
    )


def test_the_outcomes_do_not_depend_on_processes_or_batches() -> None:
    articles = made_articles(20)
    outcomes = [o for batch in LocalEngine(2).run(batched(articles, 7), "light") for o in batch]
    assert alike(outcomes, process(articles, "light"))
    assert alike(reversed(outcomes), process(articles[::-1], "light"))


def test_ledgers_of_one_and_of_two_processes_hold_the_same(tmp_path: Path) -> None:
    articles = made_articles(70, ("fr",), 1)
    books = []
    for workers in (1, 2):
        book = Ledger.open(tmp_path / f"{workers}.ledger", create=True, encoder="light")
        report = book.add(articles, engine=LocalEngine(workers))
        assert [a.article_id for a in report.added] == [a.article_id for a in articles]
        books.append(book)
    assert contents(books[0]) == contents(books[1])
    assert [len(b.store.runs()) for b in books] == [2, 2]


def test_a_killed_process_loses_nothing() -> None:
    articles = made_articles(32, ("fr",), 1)
    killed: list[BaseProcess] = []

    def killing(batches: Iterable[Sequence[Article]]) -> Iterator[Sequence[Article]]:
        for number, batch in enumerate(batches):
            if number == 3:
                killed.append(multiprocessing.active_children()[0])
                killed[0].kill()
            yield batch

    outcomes = LocalEngine(2).run(killing(batched(articles, 4)), None)
    assert alike((o for batch in outcomes for o in batch), process(articles, None))
    assert killed


@pytest.mark.skipif(sys.platform != "linux", reason="finds the processes with ps")
def test_processes_end_with_the_parent_however_it_ends() -> None:
    code = (
        "from ledger.engines import LocalEngine; from tests.engines.articles import made_articles\n"
        "if __name__ == '__main__':\n"
        '    batches = ([a] for a in made_articles(200, ("fr",)))\n'
        "    for outcome in LocalEngine(2).run(batches, None): print('one', flush=True)\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE)
    assert parent.stdout is not None
    assert parent.stdout.readline() == b"one\n"
    found = subprocess.run(["ps", "-o", "pid=", "--ppid", str(parent.pid)], check=True,
                           capture_output=True, text=True).stdout.split()  # fmt: skip
    parent.kill()
    parent.wait()
    deadline = time.monotonic() + 20
    while any(Path(f"/proc/{pid}").exists() for pid in found):
        assert time.monotonic() < deadline, "a process outlived its parent"
        time.sleep(0.1)
    assert len(found) >= 2


def test_an_article_that_fails_is_told_and_the_others_go_in(tmp_path: Path) -> None:
    articles = made_articles(3, ("fr",))
    odd = replace(articles[1], article_id="a-odd", text=None)  # type: ignore[arg-type]
    skipped = Skipped("feed.xml", "not a feed")
    book = Ledger.open(tmp_path / "odd.ledger", create=True, encoder="light")
    items = [articles[0], skipped, odd, articles[0], articles[2]]
    report = book.add(items, engine=LocalEngine(2))
    assert [a.known for a in report.added] == [False, True, False]
    assert report.skipped[0] == skipped
    assert "please report it" in report.skipped[1].reason
    assert len(book.snapshot().metas) == 2
    assert book.add(articles).articles == 1


def test_an_outcome_travels_without_its_article() -> None:
    (article,) = made_articles(1)
    (outcome,) = process([article], "light")
    parcel = packed(outcome)
    assert article.text not in repr(parcel)
    assert alike([unpacked(parcel, article)], [outcome])


def test_an_unknown_engine_is_one_line() -> None:
    with pytest.raises(InputError, match="--engine moon: there is none of that name"):
        load_engine("moon")


def test_processes_that_keep_dying_stop_the_add_with_one_line(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # A limit on memory that no process can start under, as on a machine that has run out of it.
    monkeypatch.setenv("PYTHONSTARTUP", "")
    monkeypatch.setenv("PYTHONPATH", "/nowhere")
    monkeypatch.setenv("PYTHONHOME", "/nowhere")
    with pytest.raises(LedgerError, match="keep dying; free memory, or add with --workers 1"):
        list(LocalEngine(2).run(batched(made_articles(9), 3), None))
