"""Claims laid out for the search of candidates: columns, in memory or mapped from files.

A segment holds whole articles, their claims side by side. Beside the claims' columns stand two
inverted lists: block keys of claims and names of articles, each joined with the day of publication
into one sorted number, so that "this key within thirty days" is one stretch of the list.
"""

from __future__ import annotations

import os
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from claims.matching.items import Item
from claims.matching.keys import Keys, keys_of
from claims.matching.profile import read_profile

UNDATED = 0
DAY_BITS = 16
LAST_DAY = (1 << DAY_BITS) - 1
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TABLES = ("claims", "articles", "blocks", "names")


@dataclass(frozen=True, eq=False)
class Postings:
    """An inverted list turned round: for every key of every row its hash, its day and the row."""

    hashes: np.ndarray
    days: np.ndarray
    rows: np.ndarray

    @classmethod
    def by_row(cls, keys: np.ndarray, rows: np.ndarray) -> Postings:
        """From a list's keys and rows."""
        order = np.argsort(rows, kind="stable")
        keys, rows = keys[order], rows[order]
        return cls(keys >> np.uint64(DAY_BITS), (keys & np.uint64(LAST_DAY)).astype(int), rows)

    def within(self, first: int, last: int) -> Postings:
        """The postings of the rows from `first` up to, not including, `last`."""
        part = slice(*np.searchsorted(self.rows, [first, last]))
        return Postings(self.hashes[part], self.days[part], self.rows[part])

    def at(self, days: np.ndarray) -> np.ndarray:
        """The postings' keys, as they stand in an inverted list, with other days."""
        return (self.hashes << np.uint64(DAY_BITS)) | days.astype(np.uint64)


@dataclass(frozen=True, eq=False)
class Segment:
    """n claims of m articles, as four Arrow tables of one batch each.

    `claims`: claim_id, profile (zlib of the JSON), vector (dim float16), day, article (row of
    `articles`), words; `articles`: article_id, day, first (its first claim). `blocks` and `names`
    are the inverted lists: key (uint64, sorted) and row. A day counts from 1970-01-01, 0 is none.
    """

    claims: pa.Table
    articles: pa.Table
    blocks: pa.Table
    names: pa.Table

    @classmethod
    def of(cls, items: Sequence[Item]) -> Segment:
        """The segment of `items`; claims of one article are brought together."""
        groups = [
            (article, list(some))
            for article, some in groupby(
                sorted(items, key=lambda item: item.article_id), key=lambda item: item.article_id
            )
        ]
        ordered = [item for _, some in groups for item in some]
        keys = [keys_of(read_profile(item.profile)) for item in ordered]
        sizes = [len(some) for _, some in groups]
        days = [_day(some[0].published_at) for _, some in groups]
        return cls(
            _claims(ordered, keys, sizes, days),
            pa.table(
                {
                    "article_id": pa.array([article for article, _ in groups], pa.string()),
                    "day": pa.array(days, pa.uint16()),
                    "first": pa.array(_starts(sizes)[:-1], pa.uint32()),
                }
            ),
            _blocks(keys, np.repeat(np.array(days, np.uint64), sizes)),
            _names(keys, sizes, days),
        )

    @classmethod
    def joined(cls, segments: Sequence[Segment]) -> Segment:
        """One segment of several."""
        claims = np.cumsum([0, *(len(s) for s in segments)])
        articles = np.cumsum([0, *(s.articles.num_rows for s in segments)])
        moved = zip(segments, claims[:-1], articles[:-1], strict=True)
        shifted = [
            (
                _plus(s.claims, "article", articles_before),
                _plus(s.articles, "first", before),
                _plus(s.blocks, "row", before),
                _plus(s.names, "row", articles_before),
            )
            for s, before, articles_before in moved
        ]
        made = [pa.concat_tables(tables).combine_chunks() for tables in zip(*shifted, strict=True)]
        return cls(made[0], made[1], made[2].sort_by("key"), made[3].sort_by("key"))

    def write(self, path: Path) -> None:
        """Write one file: the four tables as Arrow streams, one after the other."""
        with path.open("wb") as out:
            for name in _TABLES:
                table = getattr(self, name)
                with pa.ipc.new_stream(out, table.schema) as writer:
                    writer.write_table(table.combine_chunks())
            out.flush()
            os.fsync(out.fileno())

    @classmethod
    def open(cls, path: Path) -> Segment:
        """The segment in `path`, mapped: only what is looked at is read from the disk.

        Raises OSError or pyarrow.ArrowInvalid where the file is missing or damaged.
        """
        mapped = pa.memory_map(str(path))
        return cls(*(pa.ipc.open_stream(mapped).read_all() for _ in _TABLES))

    def __len__(self) -> int:
        return self.claims.num_rows

    # ------------------------------------------------------------------ columns

    @cached_property
    def vectors(self) -> np.ndarray:
        """float16 (n, dim)."""
        return _flat(self.claims, "vector").reshape(len(self), -1)

    @cached_property
    def days(self) -> np.ndarray:
        """uint16 (n,): when each claim's article was published."""
        return _numbers(self.claims, "day")

    @cached_property
    def article(self) -> np.ndarray:
        """uint32 (n,): the article of each claim."""
        return _numbers(self.claims, "article")

    @cached_property
    def word_starts(self) -> np.ndarray:
        """int32 (n + 1,): where each claim's words begin in `words`."""
        column = _column(self.claims, "words")
        return column.offsets.to_numpy() if len(self) else np.zeros(1, np.int32)

    @cached_property
    def words(self) -> np.ndarray:
        """uint32: the claims' words, each claim's sorted."""
        return _flat(self.claims, "words")

    @cached_property
    def article_days(self) -> np.ndarray:
        """uint16 (m,)."""
        return _numbers(self.articles, "day")

    @cached_property
    def article_starts(self) -> np.ndarray:
        """int64 (m + 1,): the first claim of each article."""
        return np.append(_numbers(self.articles, "first").astype(np.int64), len(self))

    @cached_property
    def block_list(self) -> tuple[np.ndarray, np.ndarray]:
        """Block keys with days, sorted, and the claim of each."""
        return _numbers(self.blocks, "key"), _numbers(self.blocks, "row")

    @cached_property
    def name_list(self) -> tuple[np.ndarray, np.ndarray]:
        """Names with days, sorted, and the article of each."""
        return _numbers(self.names, "key"), _numbers(self.names, "row")

    @cached_property
    def own_blocks(self) -> Postings:
        """The block keys of each claim."""
        return Postings.by_row(*self.block_list)

    @cached_property
    def own_names(self) -> Postings:
        """The names of each article."""
        return Postings.by_row(*self.name_list)

    def claim_id(self, row: int) -> str:
        """The claim's id."""
        return _column(self.claims, "claim_id")[row].as_py()

    def profile(self, row: int) -> str:
        """The claim's profile as JSON."""
        return zlib.decompress(_column(self.claims, "profile")[row].as_py()).decode()


def _claims(
    items: Sequence[Item], keys: Sequence[Keys], sizes: Sequence[int], days: Sequence[int]
) -> pa.Table:
    dim = len(items[0].vector) if items else 0
    vectors = np.stack([item.vector for item in items]) if items else np.zeros((0, 0))
    flat = pa.array(np.ascontiguousarray(vectors, np.float16).ravel())
    starts = _starts([len(key.words) for key in keys])
    words = np.fromiter((word for key in keys for word in key.words), np.uint32, int(starts[-1]))
    packed = [zlib.compress(item.profile.encode(), 1) for item in items]
    rows = {
        "claim_id": pa.array([item.claim_id for item in items], pa.string()),
        "profile": pa.array(packed, pa.binary()),
        "vector": pa.FixedSizeListArray.from_arrays(flat, max(1, dim)),
        "day": pa.array(np.repeat(np.array(days, np.uint16), sizes)),
        "article": pa.array(np.repeat(np.arange(len(sizes), dtype=np.uint32), sizes)),
        "words": pa.ListArray.from_arrays(pa.array(starts.astype(np.int32)), pa.array(words)),
    }
    return pa.table(rows)


def _blocks(keys: Sequence[Keys], days: np.ndarray) -> pa.Table:
    near = [(block, row) for row, key in enumerate(keys) for block in key.blocks]
    far = [(block, row) for row, key in enumerate(keys) for block in key.dated]
    rows = np.array([row for _, row in near + far], np.uint32)
    stamps = np.concatenate(
        [days[rows[: len(near)]], np.full(len(far), UNDATED, np.uint64)]
    ).astype(np.uint64)
    return _inverted([block for block, _ in near + far], stamps, rows)


def _names(keys: Sequence[Keys], sizes: Sequence[int], days: Sequence[int]) -> pa.Table:
    starts = _starts(sizes)
    pairs = [
        (name, row)
        for row, (start, end) in enumerate(pairwise(starts))
        for name in sorted({name for key in keys[start:end] for name in key.names})
    ]
    rows = np.array([row for _, row in pairs], np.uint32)
    return _inverted([name for name, _ in pairs], np.array(days, np.uint64)[rows], rows)


def _inverted(hashes: Sequence[int], days: np.ndarray, rows: np.ndarray) -> pa.Table:
    keys = (np.array(hashes, np.uint64) << np.uint64(DAY_BITS)) | days.astype(np.uint64)
    order = np.lexsort((rows, keys))
    return pa.table({"key": keys[order], "row": rows[order]})


def _day(moment: datetime | None) -> int:
    """Days since 1970, at least 1; UNDATED for no date."""
    if moment is None:
        return UNDATED
    return min(LAST_DAY, max(1, (moment.astimezone(UTC) - _EPOCH).days))


def _starts(sizes: Sequence[int]) -> np.ndarray:
    return np.concatenate([[0], np.cumsum(np.array(sizes, np.int64))]).astype(np.int64)


def _column(table: pa.Table, name: str) -> Any:
    """The one chunk of a column."""
    column = table.column(name)
    return column.chunk(0) if column.num_chunks else column.combine_chunks()


def _numbers(table: pa.Table, name: str) -> np.ndarray:
    return _column(table, name).to_numpy()


def _flat(table: pa.Table, name: str) -> np.ndarray:
    return _column(table, name).values.to_numpy()


def _plus(table: pa.Table, name: str, more: int) -> pa.Table:
    place = table.schema.get_field_index(name)
    moved = _numbers(table, name) + np.uint32(more)
    return table.set_column(place, name, pa.array(moved, pa.uint32()))
