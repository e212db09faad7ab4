"""The matching index beyond what fits a test: ten million claims, and the alternative measured.

`python -m benchmarks.simulate` looks claims up among up to ten million (13 GB of disk, some ten
minutes), and sets usearch, the index of near vectors that the inverted lists stand in for, beside
them: what adding and asking cost, what is found, and whether the order of adding shows.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

import numpy as np

from benchmarks.matching import NEW, PER_DAY, WRITTEN, earlier, items, laid_out, mapped, searched
from benchmarks.report import Section, markdown
from benchmarks.synthetic import ARTICLE, DIM, news
from claims.matching.segment import Segment

SIZES = (100_000, 1_000_000, 3_000_000, 10_000_000)
USEARCH_SIZES = (10_000, 30_000, 100_000)
_TOGETHER = 2  # times the written claims are laid out in one segment
_NEAREST = 50


def run(quick: bool = False) -> list[Section]:
    """Both tables; `quick` uses small sizes."""
    return [
        lists(SIZES[:2] if quick else SIZES),
        vectors(USEARCH_SIZES[:1] if quick else USEARCH_SIZES),
    ]


def lists(sizes: Sequence[int]) -> Section:
    """Looking 1,000 claims up in inverted lists of many claims, a thousand of them a day."""
    told = news(WRITTEN + NEW, PER_DAY)
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        known = list(laid_out(islice(told, WRITTEN // ARTICLE), Path(folder) / "written-"))
        new, written, age = Segment.of(items(told)), tuple(known), 1
        for size in sizes:
            while age < size // WRITTEN:
                ages = range(age, min(age + _TOGETHER, size // WRITTEN))
                copies = [earlier(segment, a) for a in ages for segment in written]
                known.append(mapped(copies, Path(folder) / f"{age}.arrows"))
                age = ages.stop
            seconds, found = searched(new, known)
            disk = sum(path.stat().st_size for path in Path(folder).iterdir())
            rows.append(
                (
                    f"{size:,}", f"{len(known)}", f"{1000 * seconds / NEW:.2f}",
                    f"{found / NEW:.1f}", f"{disk / 2**30:.1f}",
                )
            )  # fmt: skip
    columns = ("claims", "segments", "CPU ms a claim", "pairs to score a claim", "GiB on disk")
    return Section("Inverted lists, search alone", columns, tuple(rows))


def vectors(sizes: Sequence[int]) -> Section:
    """usearch (HNSW, bf16, its own settings) over the same claims' vectors, one thread."""
    rows = tuple(_usearch(size) for size in sizes)
    columns = (
        "claims", "CPU ms to add one", "CPU ms to ask", "bytes a claim", "same fact found",
        "pairs that another order of adding changes",
    )  # fmt: skip
    note = (
        f"The {_NEAREST} nearest of each of 1,000 new claims; the last column compares the pairs that two "
        "indexes find, filled with the same claims in opposite order."
    )
    return Section("usearch beside them", columns, rows, note)


def _usearch(size: int) -> tuple[str, ...]:
    from usearch.index import Index

    told = list(news(size + NEW, max(PER_DAY, size // 30)))
    matrix = np.concatenate([one.vectors for one in told])
    known, new = matrix[:size], matrix[size:]
    facts = [hash(fact) for one in told for fact in one.facts]
    found, adding, asking = [], 0.0, 0.0
    with tempfile.TemporaryDirectory() as folder:
        for order in (np.arange(size), np.arange(size)[::-1]):
            index = Index(ndim=DIM, metric="cos", dtype="bf16")
            began = time.process_time()
            index.add(order.astype(np.uint64), known[order], threads=1)
            adding = time.process_time() - began
            began = time.process_time()
            near = index.search(new, _NEAREST, threads=1)
            asking = time.process_time() - began
            found.append({(a, int(b)) for a, keys in enumerate(near.keys) for b in keys})
        index.save(str(Path(folder) / "index"))
        disk = (Path(folder) / "index").stat().st_size
    same = _same(facts, size)
    return (
        f"{size:,}", f"{1000 * adding / size:.2f}", f"{1000 * asking / NEW:.2f}",
        f"{disk / size:,.0f}", f"{len(same & found[0]) / len(same):.3f}",
        f"{len(found[0] ^ found[1]) / len(found[0] | found[1]):.1%}",
    )  # fmt: skip


def _same(facts: Sequence[int], size: int) -> set[tuple[int, int]]:
    """(new, known) for every pair that tells the same fact."""
    places: dict[int, list[int]] = {}
    for place, fact in enumerate(facts[:size]):
        places.setdefault(fact, []).append(place)
    return {(a, b) for a, fact in enumerate(facts[size:]) for b in places.get(fact, ())}


def main() -> None:
    """Prints the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    print(markdown(run(parser.parse_args().quick)))


if __name__ == "__main__":
    main()
