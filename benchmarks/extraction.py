"""Extraction against the bare parser on the same texts, in one process, models loaded.

python -m benchmarks.extraction [--quick]
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.articles import write_articles
from benchmarks.floor import ARTICLES, parse_alone, record
from benchmarks.report import Section, markdown


def run(quick: bool = False) -> list[Section]:
    """Processor seconds of `extract` and of the parser alone, and their ratio."""
    from claims.extract import extract
    from claims.readers import read
    from claims.records import Article

    articles, turns = (10, 1) if quick else (ARTICLES, 5)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_articles(folder / "articles.jsonl", articles)
        texts, _ = record(folder)  # loads the models too
        items = [i for i in read(str(folder / "articles.jsonl")) if isinstance(i, Article)]
    words = sum(len(item.text.split()) for item in items)
    works: tuple[Callable[[], object], ...] = (
        lambda: parse_alone(texts),
        lambda: [extract(item) for item in items],
    )
    turned = [[_seconds(work) for work in works] for _ in range(turns)]
    parser, whole = (statistics.median(column) for column in zip(*turned, strict=True))
    rows = (
        ("the parser alone", f"{words / parser:,.0f}", "1"),
        ("`extract`", f"{words / whole:,.0f}", f"{whole / parser:.2f}"),
    )
    note = (
        f"{articles} articles, {words:,} words, processor seconds of one core, median of {turns}."
    )
    columns = ("What", "Words a second", "Time, the parser's being 1")
    return [Section("Extraction against its parser", columns, rows, note)]


def _seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


if __name__ == "__main__":
    print(markdown(run("--quick" in sys.argv)))
