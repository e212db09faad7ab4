"""A Ray cluster of two nodes on this machine, one lost in the middle: are the rows the local ones?

python -m benchmarks.cluster [--quick]
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from benchmarks.articles import write_articles
from benchmarks.report import Section, markdown
from claims.readers import ReadOptions
from ledger.engines import Engine, LocalEngine
from ledger.engines.ray import RayEngine
from ledger.ingest import Added
from ledger.ledger import Ledger

ARTICLES, QUICK = 500, 130
FILES = 20  # that the articles are read from
_TABLES = ("articles", "claims", "attributions", "edges", "sources")


def run(quick: bool = False) -> list[Section]:
    """Adding the same articles here, on two nodes, and on two of which one is lost."""
    count = QUICK if quick else ARTICLES
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _write(folder, count)
        here = _added(folder, "here", LocalEngine(1), lambda: None)
        with _cluster() as lose:
            both = _added(folder, "both", RayEngine(), lambda: None)
            one = _added(folder, "one", RayEngine(), lose)
    rows = [
        ("this process alone", f"{here.seconds:.0f} s", ""),
        ("two nodes", f"{both.seconds:.0f} s", both.against(here)),
        ("two nodes, one killed after the first batch", f"{one.seconds:.0f} s", one.against(here)),
    ]
    note = (
        f"{count} articles in {FILES} files, the light encoder. Compared are all rows that were "
        "written, batch by batch, but for when. The nodes are processes of this one machine, so "
        "the times show what Ray costs, not what more machines gain."
    )
    return [Section("Ray", ("engine", "time", "rows that differ"), tuple(rows), note)]


@dataclass(frozen=True)
class _Done:
    """What an engine wrote, and how long it took."""

    seconds: float
    tables: dict[str, pa.Table]

    def against(self, other: _Done) -> str:
        """How many rows differ from what `other` wrote, of how many."""
        pairs = [(self.tables[name], other.tables[name]) for name in _TABLES]
        differing = 0
        for ours, theirs in pairs:
            if not ours.equals(theirs):
                left, right = ({repr(row) for row in t.to_pylist()} for t in (ours, theirs))
                differing += max(1, len(left ^ right))
        return f"{differing} of {sum(ours.num_rows for ours, _ in pairs):,}"


def _write(folder: Path, count: int) -> None:
    """The articles, dealt into files."""
    write_articles(folder / "all", count)
    lines = (folder / "all").read_text("utf-8").splitlines(keepends=True)
    (folder / "in").mkdir()
    for number in range(FILES):
        part = "".join(lines[number::FILES])
        (folder / "in" / f"{number:03d}.jsonl").write_text(part, encoding="utf-8")


def _added(folder: Path, name: str, engine: Engine, first: Callable[[], None]) -> _Done:
    """The articles added with `engine`; `first` is called when the first batch is in."""
    book = Ledger.open(folder / name, create=True, encoder="light")
    told: list[Any] = []

    def tell(item: Any) -> None:
        if isinstance(item, Added) and not told:
            first()
        told.append(item)

    start = time.perf_counter()
    book.add(engine.read([str(folder / "in")], ReadOptions()), tell, engine=engine)
    seconds = time.perf_counter() - start
    tables = {table: _rows(book, table) for table in _TABLES}
    return _Done(seconds, tables)


def _rows(book: Ledger, table: str) -> pa.Table:
    """A table's rows, run by run, without when they were recorded."""
    parts = [book.store.read(table, [run]) for run in book.store.runs()]
    return pa.concat_tables(part.drop_columns(["run_id", "recorded_at"]) for part in parts)


@contextmanager
def _cluster() -> Iterator[Callable[[], None]]:
    """Two nodes of one processor each; gives what kills the second."""
    import ray
    from ray.cluster_utils import Cluster

    made = Cluster(initialize_head=True, head_node_args={"num_cpus": 1})
    second = made.add_node(num_cpus=1)
    ray.init(address=made.address, log_to_driver=False, logging_level="ERROR")
    try:
        yield lambda: made.remove_node(second, allow_graceful=False)
    finally:
        ray.shutdown()
        made.shutdown()


if __name__ == "__main__":
    print(markdown(run("--quick" in sys.argv)))
