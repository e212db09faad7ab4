"""Many writers at once, and writers killed at any moment: nothing lost, doubled, torn or changed.

FACTLEDGER_KILLS sets the number of kills (the counts run by hand stand in docs/reliability.md).
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from ledger.ledger import Ledger
from ledger.store import Store
from tests.ledger.story import add_all, contents, story

ROOT = Path(__file__).resolve().parent.parent.parent
KILLS = int(os.environ.get("FACTLEDGER_KILLS", "8"))
ARTICLES = 24


def start(ledger: Path, total: int, first: int, last: int, batch: int) -> subprocess.Popen[str]:
    words = [str(n) for n in (ledger, total, first, last, batch)]
    command = [sys.executable, "-m", "tests.ledger.worker", *words]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def ready(process: subprocess.Popen[str]) -> None:
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"


def torn(path: Path, whole: dict[str, int]) -> list[str]:
    """Articles that a reader sees without all their attribution rows."""
    if not (path / "ledger.json").is_file():
        return []
    rows = Ledger.open(path).claims_table()["article_id"].to_pylist()
    return [article for article, count in Counter(rows).items() if whole[article] != count]


def test_four_processes_at_once_give_what_one_gives(tmp_path: Path) -> None:
    together, total = tmp_path / "together.ledger", 100
    parts = [start(together, total, first, first + 25, 5) for first in range(0, total, 25)]
    assert [process.wait(timeout=120) for process in parts] == [0, 0, 0, 0]
    alone = add_all(tmp_path / "alone.ledger", story(total))
    found = Ledger.open(together)
    assert contents(found) == contents(alone)
    assert found.check().problems == ()
    assert found.snapshot().version == 20


def test_four_processes_adding_the_same_articles_add_them_once(tmp_path: Path) -> None:
    path = tmp_path / "same.ledger"
    parts = [start(path, 12, 0, 12, 3) for _ in range(4)]
    assert [process.wait(timeout=120) for process in parts] == [0, 0, 0, 0]
    alone = add_all(tmp_path / "alone.ledger", story(12))
    assert contents(Ledger.open(path)) == contents(alone)
    assert Ledger.open(path).check().problems == ()


def test_a_killed_add_run_again_equals_an_undisturbed_one(tmp_path: Path) -> None:
    """Kills at random moments of the writing; a reader looks all the time."""
    rng = random.Random(20240501)
    wanted = contents(add_all(tmp_path / "alone.ledger", story(ARTICLES), 4))
    whole = Counter(row["article_id"] for row in wanted["claims"])
    begun = time.monotonic()
    process = start(tmp_path / "timing.ledger", ARTICLES, 0, ARTICLES, 4)
    ready(process)
    begun = time.monotonic()
    process.wait(timeout=60)
    length = time.monotonic() - begun
    cut_short = 0
    for attempt in range(KILLS):
        path = tmp_path / f"killed{attempt}.ledger"
        process = start(path, ARTICLES, 0, ARTICLES, 4)
        ready(process)
        until = time.monotonic() + rng.uniform(0, length)
        while time.monotonic() < until:
            assert torn(path, whole) == []
        process.kill()
        process.wait(timeout=60)
        assert torn(path, whole) == []
        before = len(Store.open(path).runs()) if (path / "ledger.json").is_file() else 0
        if before < ARTICLES // 4:
            cut_short += 1
        else:  # too late to hurt: look for moments earlier on
            length *= 0.9
        add_all(path, story(ARTICLES), 4)
        found = Ledger.open(path)
        assert contents(found) == wanted, f"kill {attempt}, after {before} runs"
        assert found.check().problems == ()
    assert cut_short, "no kill fell into the writing: the moments are chosen badly"
    print(f"{KILLS} kills, {cut_short} of them before the last run was committed")
