"""What matching costs as a ledger grows, and what it finds (`python -m benchmarks.matching`).

Made-up news (`benchmarks.synthetic`) is laid out as a ledger's index is, on disk; then 1,000 claims
more are matched against it, as `factledger add` does. True neighbours come from exact search: of a
new claim's fifty nearest by cosine, those that the pair score joins. A second part adds claims to
real ledgers, commit included.
"""

from __future__ import annotations

import argparse
import gc
import json
import statistics
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from benchmarks.plot import Line, chart
from benchmarks.report import Section, markdown
from benchmarks.synthetic import ARTICLE, DIM, Told, news
from claims.matching import Item, profile
from claims.matching.candidates import Gate, candidates
from claims.matching.match import match_segments
from claims.matching.segment import DAY_BITS, LAST_DAY, UNDATED, Segment

if TYPE_CHECKING:
    from ledger.ingest import Known

SIZES = (10_000, 30_000, 100_000, 300_000, 1_000_000)
QUICK = (3_000, 10_000)
NEW = 1_000
PER_DAY = 1_000  # claims: a hundred articles
MONTH = 30  # days
WRITTEN = 100_000  # claims
_DENSEST = 300_000  # claims in a month
_CHUNK = 1_600  # articles laid out at a time
_LONGEST = 262_144  # claims of one segment
_NEAREST = 50
_SOUGHT = 500  # new claims whose exact neighbours are sought
_BATCH = NEW // ARTICLE  # articles a commit
_TIMES = 5


@dataclass(frozen=True)
class Cost:
    """Of matching one new claim: milliseconds, candidates scored, bytes kept; and the recall."""

    claims: int
    search_ms: float
    match_ms: float
    scored: float
    bytes: float
    recall: float
    neighbours: int


def run(quick: bool = False) -> list[Section]:
    """All figures; `quick` uses small ledgers, for trying the benchmark out."""
    sizes = QUICK if quick else SIZES
    years = list(_years(sizes))
    month = [_month(size) for size in sizes if size <= _DENSEST]
    return [
        _section(
            "A ledger that grows with the years",
            years,
            f"{PER_DAY:,} claims a day. Beyond {WRITTEN:,} the same days come again on other dates.",
        ),
        _section(
            "A ledger that grows within one month",
            month,
            "All claims lie within thirty days, so that time separates none of them.",
        ),
        adding(*((1_000, 10_000) if quick else (10_000, 100_000))),
    ]


def _section(title: str, costs: Sequence[Cost], note: str) -> Section:
    rows = tuple(
        (
            f"{c.claims:,}", f"{c.match_ms:.1f}", f"{c.search_ms:.2f}", f"{c.scored:.1f}",
            f"{c.bytes:,.0f}", f"{c.recall:.3f} of {c.neighbours:,}",
        )
        for c in costs
    )  # fmt: skip
    columns = (
        "claims in the ledger", "CPU ms a new claim", "of it search", "pairs scored a claim",
        "index, bytes a claim", "true neighbours found",
    )  # fmt: skip
    return Section(title, columns, rows, note)


# ---------------------------------------------------------------------- the index alone


def _years(sizes: Sequence[int]) -> Iterator[Cost]:
    """The cost at every size of one ledger that grows with time.

    From `WRITTEN` on the ledger grows into the past: the same days again, on other dates, with
    other vectors, since writing a million claims would take longer than all else here.
    """
    facts: dict[str, int] = {}
    told = _noted(news(min(sizes[-1], WRITTEN) + NEW, PER_DAY), facts)
    known: list[Segment] = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        for before, size in pairwise((0, *(s for s in sizes if s <= WRITTEN))):
            known += laid_out(islice(told, (size - before) // ARTICLE), path / f"{size}-")
            following = list(islice(told, NEW // ARTICLE))
            told = chain(following, told)
            new = Segment.of(items(following))
            yield _cost(new, known, facts)
        written = tuple(known)
        for size in (s for s in sizes if s > WRITTEN):
            for age in range(len(known) // len(written), size // WRITTEN):
                for number, segment in enumerate(written):
                    known.append(mapped([earlier(segment, age)], path / f"{age}-{number}"))
            yield _cost(new, known, facts)
        known.clear()
        gc.collect()


def _month(claims: int) -> Cost:
    """The cost where all claims of the ledger lie within thirty days."""
    facts: dict[str, int] = {}
    told = _noted(news(claims + NEW, claims // MONTH), facts)
    with tempfile.TemporaryDirectory() as folder:
        known = list(laid_out(islice(told, claims // ARTICLE), Path(folder) / "month-"))
        return _cost(Segment.of(items(told)), known, facts)


def earlier(segment: Segment, age: int) -> Segment:
    """The same claims under other ids, `age` times the written days earlier."""
    days = age * WRITTEN // PER_DAY
    order = np.append(np.random.default_rng(age).permutation(DIM - 1), DIM - 1)
    flat = pa.array(segment.vectors[:, order].ravel())
    claims = _renamed(segment.claims, "claim_id", age)
    claims = _replaced(claims, "day", segment.days - np.uint16(days))
    claims = _replaced(claims, "vector", pa.FixedSizeListArray.from_arrays(flat, DIM))
    articles = _renamed(segment.articles, "article_id", age)
    articles = _replaced(articles, "day", articles["day"].to_numpy() - np.uint16(days))
    lists = (_earlier_list(table, days, age) for table in (segment.blocks, segment.names))
    return Segment(claims, articles, *lists)


def _earlier_list(table: pa.Table, days: int, age: int) -> pa.Table:
    keys = table["key"].to_numpy()
    dated = (keys & np.uint64(LAST_DAY)) != UNDATED
    moved = np.where(dated, keys - np.uint64(days), keys ^ np.uint64(age << DAY_BITS))
    return _replaced(table, "key", moved).sort_by("key")


def _renamed(table: pa.Table, name: str, age: int) -> pa.Table:
    return _replaced(table, name, pc.binary_join_element_wise(f"{age}", table[name], "-"))


def _replaced(table: pa.Table, name: str, values: Any) -> pa.Table:
    column = pa.array(values) if isinstance(values, np.ndarray) else values
    return table.set_column(table.schema.get_field_index(name), name, column)


def _noted(told: Iterable[Told], facts: dict[str, int]) -> Iterator[Told]:
    """The articles; which fact each claim tells is noted down on the way."""
    for one in told:
        for claim, fact in zip(one.extraction.claims, one.facts, strict=True):
            facts[claim.claim_id] = hash(fact)
        yield one


def _cost(new: Segment, known: Sequence[Segment], facts: Mapping[str, int]) -> Cost:
    search, scored = searched(new, known)
    began = time.process_time()
    match_segments(new, known)
    each = 1_000 / len(new)
    matched = (time.process_time() - began) * each
    size = sum(len(segment) for segment in known)
    recall, neighbours = recalled(new, known, facts)
    tables = (getattr(s, name) for s in known for name in ("claims", "articles", "blocks", "names"))
    disk = sum(table.nbytes for table in tables) / size
    return Cost(size, search * each, matched, scored / len(new), disk, recall, neighbours)


def laid_out(told: Iterable[Told], path: Path) -> Iterator[Segment]:
    """Segments on disk, mapped, as long as a ledger's are; `path` is how their names begin."""
    articles, number = iter(told), 0
    some: list[Segment] = []
    while chunk := list(islice(articles, _CHUNK)):
        some.append(Segment.of(items(chunk)))
        if sum(len(s) for s in some) + _CHUNK * ARTICLE > _LONGEST:
            yield mapped(some, path.with_name(f"{path.name}{number}.arrows"))
            some, number = [], number + 1
    if some:
        yield mapped(some, path.with_name(f"{path.name}{number}.arrows"))


def mapped(some: Sequence[Segment], path: Path) -> Segment:
    """One segment of several, on disk."""
    Segment.joined(some).write(path)
    return Segment.open(path)


def items(told: Iterable[Told]) -> list[Item]:
    """The claims as matching takes them."""
    return [
        Item(
            claim.claim_id,
            claim.article_id,
            claim.claim,
            claim.lang,
            one.extraction.article.published_at,
            vector,
            profile(claim, one.extraction.article.published_at),
        )
        for one in told
        for claim, vector in zip(one.extraction.claims, one.vectors, strict=True)
    ]


def searched(new: Segment, known: Sequence[Segment]) -> tuple[float, int]:
    """Seconds of the processor, and pairs found, of the search alone; the first look at the files is not timed."""
    for _ in range(2):
        began = time.process_time()
        found = sum(len(c.left) for s in (new, *known) for c in candidates(new, s, Gate()))
        seconds = time.process_time() - began
    return seconds, found


def recalled(new: Segment, known: Sequence[Segment], facts: Mapping[str, int]) -> tuple[float, int]:
    """Share of the true neighbours that are candidates, and how many there are."""
    sought = np.linspace(0, len(new) - 1, min(len(new), _SOUGHT)).astype(int)
    nearest = _nearest(new.vectors[sought].astype(np.float32), known)
    reached = {
        (int(a), number, int(b))
        for number, segment in enumerate(known)
        for some in candidates(new, segment, Gate())
        for a, b in zip(some.left, some.right, strict=True)
    }
    true = found = 0
    for place, a in enumerate(sought):
        ours = facts[new.claim_id(int(a))]
        for _, number, b in nearest[place]:
            if facts.get(known[number].claim_id(b)) == ours:
                true += 1
                found += (int(a), number, b) in reached
    return found / max(1, true), true


def _nearest(sought: np.ndarray, known: Sequence[Segment]) -> list[list[tuple[float, int, int]]]:
    """Per sought vector the nearest known claims: cosine, segment, row; every one is compared."""
    best: list[list[tuple[float, int, int]]] = [[] for _ in sought]
    for number, segment in enumerate(known):
        for start in range(0, len(segment), 16_384):
            cosines = sought @ segment.vectors[start : start + 16_384].astype(np.float32).T
            size = min(_NEAREST, cosines.shape[1])
            places = np.argpartition(-cosines, size - 1, axis=1)[:, :size]
            for row, some in enumerate(places):
                more = [(float(cosines[row, p]), number, start + int(p)) for p in some]
                best[row] = sorted((*best[row], *more), reverse=True)[:_NEAREST]
    return best


# ---------------------------------------------------------------------- whole ledgers


def adding(small: int, large: int) -> Section:
    """Seconds to add 1,000 claims to ledgers of two sizes, in turn, so that a busy moment of the
    machine weighs on both."""
    with tempfile.TemporaryDirectory() as folder:
        ledgers = [_Ledger(Path(folder) / str(size), size) for size in (small, large)]
        for ledger in [*ledgers] * _TIMES:
            ledger.add()
    rows = tuple(
        (
            f"{ledger.size:,}", f"{_median(ledger.wall):.2f}",
            f"{min(ledger.wall):.2f} to {max(ledger.wall):.2f}",
            f"{_median(ledger.cpu):.2f}", f"{_median(ledger.facts):.2f}",
        )
        for ledger in ledgers
    )  # fmt: skip
    small_one, large_one = ledgers
    ratios = (
        _median(getattr(large_one, kind)) / _median(getattr(small_one, kind))
        for kind in ("wall", "cpu", "both")
    )
    columns = (
        "claims in the ledger", "adding 1,000, s", "of five", "of it CPU, s",
        "facts brought up to date, CPU s",
    )  # fmt: skip
    wall, cpu, both = ratios
    note = (
        f"Ratio {wall:.2f} by the clock, {cpu:.2f} by the processor, {both:.2f} with the facts. "
        f"{_TIMES} commits of {_BATCH} articles to each, vectors given: reading what is known, "
        "matching, the rows and the index. Each begins as a new process does, knowing nothing. The "
        "ledgers were laid down without scoring, whose edges adding does not read."
    )
    return Section("Adding 1,000 claims to a ledger", columns, rows, note)


class _Ledger:
    """A real ledger of so many claims, and how long each commit took that came after."""

    def __init__(self, path: Path, size: int) -> None:
        from ledger.ingest import Known
        from ledger.store import Store

        self.size, self._path = size, path
        self.wall, self.cpu, self.facts = list[float](), list[float](), list[float]()
        self._store = Store.open(path, create=True)
        told, known = news(size + _TIMES * NEW, PER_DAY), Known()
        for batch in _batches(islice(told, size // ARTICLE)):
            self._commit(batch, known, scored=False)
        self._store.compact()
        self._following = _batches(told)
        self._derive()

    @property
    def both(self) -> list[float]:
        """CPU seconds of adding and of bringing the facts up to date."""
        return [adding + facts for adding, facts in zip(self.cpu, self.facts, strict=True)]

    def add(self) -> None:
        """The next 1,000 claims."""
        from ledger.ingest import Known

        batch = next(self._following)
        wall, cpu = time.perf_counter(), time.process_time()
        self._commit(batch, Known())
        self.wall.append(time.perf_counter() - wall)
        self.cpu.append(time.process_time() - cpu)
        cpu = time.process_time()
        self._derive()
        self.facts.append(time.process_time() - cpu)

    def _derive(self) -> None:
        from ledger.ledger import Ledger

        Ledger.open(self._path).derived()

    def _commit(self, batch: Sequence[Told], known: Known, scored: bool = True) -> None:
        from ledger.ingest import Encoded, commit

        extractions = tuple(one.extraction for one in batch)
        encoded = Encoded(extractions, tuple(one.vectors for one in batch), "synthetic", DIM)
        commit(self._store, encoded, known=known, match=None if scored else lambda *_: [])


def _median(seconds: Sequence[float]) -> float:
    return statistics.median(seconds)


def _batches(told: Iterable[Told]) -> Iterator[list[Told]]:
    articles = iter(told)
    while batch := list(islice(articles, _BATCH)):
        yield batch


# ---------------------------------------------------------------------- the plot


def plot(sections: Sequence[Section], path: Path) -> None:
    """Milliseconds a claim by ledger size, as an SVG."""
    lines = [
        Line(section.title, [(_number(row[0]), _number(row[1])) for row in section.rows])
        for section in sections[:2]
    ]
    path.write_text(
        chart(lines, "claims in the ledger", "milliseconds of CPU to match a new claim"),
        encoding="utf-8",
    )


def _number(text: str) -> float:
    return float(text.replace(",", ""))


def main() -> None:
    """Prints the tables; `--plot FILE` draws the first two."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--plot", type=Path)
    parser.add_argument("--json", type=Path, help="keep the sections, to be drawn again")
    options = parser.parse_args()
    sections = run(options.quick)
    print(markdown(sections))
    if options.json:
        options.json.write_text(json.dumps([vars(s) for s in sections], indent=1))
    if options.plot:
        plot(sections, options.plot)


if __name__ == "__main__":
    main()
