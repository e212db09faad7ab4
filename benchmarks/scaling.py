"""Two processes against one: `factledger add --workers 2` and `--workers 1`, whole processes.

python -m benchmarks.scaling [--quick]
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from benchmarks.articles import write_articles
from benchmarks.floor import FACTLEDGER
from benchmarks.report import Section, markdown, once

ARTICLES, QUICK = 400, 70
WORKERS = (1, 2)


def run(quick: bool = False) -> list[Section]:
    """Whole-process times by number of workers, and the gain."""
    articles, runs = (QUICK, 1) if quick else (ARTICLES, 5)
    found: list[list[float]] = [[] for _ in WORKERS]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_articles(folder / "articles.jsonl", articles)
        for number in range(runs):
            for times, workers in zip(found, WORKERS, strict=True):
                ledger = folder / f"{number}-{workers}.ledger"
                more = ["--ledger", str(ledger), "--workers", str(workers)]
                command = [*FACTLEDGER, "add", str(folder / "articles.jsonl"), *more]
                times.append(once(command).seconds)
    medians = [sorted(times)[len(times) // 2] for times in found]
    rows = tuple(
        (f"`--workers {workers}`", f"{median:.1f} s", f"{medians[0] / median:.2f}")
        for workers, median in zip(WORKERS, medians, strict=True)
    )
    note = (
        f"{articles} articles into a new ledger, whole processes, run in turn, medians of {runs}. "
        "Both write the same rows (tests/engines)."
    )
    columns = ("Processes", "Time", "Times as fast")
    return [Section("Processes", columns, rows, note)]


if __name__ == "__main__":
    print(markdown(run("--quick" in sys.argv)))
