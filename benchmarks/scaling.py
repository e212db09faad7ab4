"""Two processes against one: `factledger add --workers 2` and `--workers 1`, whole processes.

python -m benchmarks.scaling [--quick]
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from statistics import median

from benchmarks.articles import write_articles
from benchmarks.floor import FACTLEDGER
from benchmarks.report import Section, Timing, markdown, once

ARTICLES, QUICK = 800, 70
WORKERS = (1, 2)


def run(quick: bool = False) -> list[Section]:
    """Whole-process times by number of workers, and the gain."""
    articles, runs = (QUICK, 1) if quick else (ARTICLES, 5)
    found: list[list[Timing]] = [[] for _ in WORKERS]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_articles(folder / "articles.jsonl", articles)
        for number in range(runs):
            for timings, workers in zip(found, WORKERS, strict=True):
                ledger = folder / f"{number}-{workers}.ledger"
                more = ["--ledger", str(ledger), "--workers", str(workers)]
                command = [*FACTLEDGER, "add", str(folder / "articles.jsonl"), *more]
                timings.append(once(command))
    medians = [median(one.seconds for one in timings) for timings in found]
    cpu = [median(one.cpu for one in timings) for timings in found]
    rows = tuple(
        (f"`--workers {workers}`", f"{wall:.1f} s", f"{medians[0] / wall:.2f}", f"{busy:.1f} s")
        for workers, wall, busy in zip(WORKERS, medians, cpu, strict=True)
    )
    note = (
        f"{articles} articles into a new ledger, whole processes, run in turn, medians of {runs}. "
        "Both write the same rows (tests/engines)."
    )
    columns = ("Processes", "Time", "Times as fast", "Processor time of all")
    return [Section("Processes", columns, rows, note)]


if __name__ == "__main__":
    print(markdown(run("--quick" in sys.argv)))
