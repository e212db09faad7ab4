"""Pairs worth scoring: alike in meaning and in words, and of one story.

A pair is a candidate by its own two claims and their articles, never by what else is in the
ledger, so that any order and any batches give the same pairs. Both must be published within
`Gate.days` of each other (a claim without a date is near to any), or name the same date; and

- they share two keys (`claims.matching.keys`), one of them no common word or both common, and
  cosine plus `overlap` times the overlap of their keys is at least `strangers`; or
- their articles tell one story (`story` names in common, or one article), and it is at least
  `neighbours`.

The thresholds were chosen by measurement, see docs/decisions/0024-candidates.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from claims.matching.segment import LAST_DAY, UNDATED, Postings, Segment

_ROWS = 64  # claims sought at a time, which bounds the memory
_PAIRS = 65_536  # pairs whose vectors are compared at a time
_SLACK = 1e-4  # more than float32 errs


@dataclass(frozen=True, slots=True)
class Gate:
    """What makes two claims worth scoring; see above."""

    strangers: float = 0.92
    neighbours: float = 0.87
    overlap: float = 0.15
    shared: int = 2
    days: int = 30
    story: int = 2


@dataclass(frozen=True, slots=True)
class Share:
    """The `bucket`-th of `of` equal parts of the work; the parts have no pair in common."""

    bucket: int = 0
    of: int = 1


WHOLE = Share()


@dataclass(frozen=True, eq=False)
class Candidates:
    """Rows of two segments, pair by pair, and the cosine of each pair's vectors."""

    left: np.ndarray
    right: np.ndarray
    cosine: np.ndarray


def candidates(
    new: Segment, known: Segment, gate: Gate, share: Share = WHOLE
) -> Iterator[Candidates]:
    """Every candidate of a claim of `new` and one of `known`, some at a time.

    Where both are the same segment, each pair of its claims comes once. A `share` is dealt the
    blocks of some claims of `new`. These stand in the order of their article's id, a hash.
    """
    if not len(new) or not len(known):
        return
    for start in range(share.bucket * _ROWS, len(new), share.of * _ROWS):
        rows = slice(start, min(len(new), start + _ROWS))
        found = _distinct(*_sharing(new, rows, known, gate), len(known))
        story = _distinct(*_telling(new, rows, known, gate), len(known))
        found = np.setdiff1d(found, story, assume_unique=True)
        for pairs, least, shared in (
            (found, gate.strangers, gate.shared),
            (story, gate.neighbours, 0),
        ):
            left, right = np.divmod(pairs, len(known))
            if known is new:
                left, right = left[right > left], right[right > left]
            for place in range(0, len(left), _PAIRS):
                part = slice(place, place + _PAIRS)
                alike = _alike(new, known, (left[part], right[part]), shared)
                yield _near(new, known, alike, least, gate)


def _sharing(
    new: Segment, rows: slice, known: Segment, gate: Gate
) -> tuple[np.ndarray, np.ndarray]:
    """Claims with a common block key, near in time; a pair may come more than once."""
    return _looked_up(new.own_blocks.within(rows.start, rows.stop), *known.block_list, gate.days)


def _telling(
    new: Segment, rows: slice, known: Segment, gate: Gate
) -> tuple[np.ndarray, np.ndarray]:
    """Claims of the articles that tell the story of these rows' articles."""
    first, last = int(new.article[rows.start]), int(new.article[rows.stop - 1]) + 1
    left, right = _looked_up(new.own_names.within(first, last), *known.name_list, gate.days)
    pairs, times = np.unique(left * known.articles.num_rows + right, return_counts=True)
    left, right = np.divmod(pairs[times >= gate.story], known.articles.num_rows)
    if known is new:
        own = np.arange(first, last)
        left, right = np.append(left, own), np.append(right, own)
    ours, chosen = _expanded(*(new.article_starts[left + more] for more in (0, 1)))
    inside = (ours >= rows.start) & (ours < rows.stop)
    ours, right = ours[inside], right[chosen[inside]]
    theirs, chosen = _expanded(*(known.article_starts[right + more] for more in (0, 1)))
    return ours[chosen], theirs


def _looked_up(
    sought: Postings, keys: np.ndarray, rows: np.ndarray, days: int
) -> tuple[np.ndarray, np.ndarray]:
    """(row sought, row found) for every key in common within `days`, or with a side undated."""
    dated = sought.days != UNDATED
    low = np.where(dated, np.maximum(sought.days - days, 1), 0)
    high = np.where(dated, np.minimum(sought.days + days, LAST_DAY), LAST_DAY)
    none = sought.at(0 * low)[dated]
    found = [
        _stretches(sought.at(low), sought.at(high), sought.rows, (keys, rows)),
        _stretches(none, none, sought.rows[dated], (keys, rows)),
    ]
    return np.concatenate([f[0] for f in found]), np.concatenate([f[1] for f in found])


def _stretches(
    first: np.ndarray, last: np.ndarray, sought: np.ndarray, posted: tuple[np.ndarray, np.ndarray]
) -> tuple[np.ndarray, np.ndarray]:
    """(row sought, row found) of every posting from `first` to `last`, both included."""
    keys, rows = posted
    order = np.argsort(first)  # a list mapped from disk is walked from its start to its end
    start = np.searchsorted(keys, first[order], "left")
    end = np.searchsorted(keys, last[order], "right")
    places, chosen = _expanded(start, end)
    return sought[order][chosen].astype(np.int64), rows[places].astype(np.int64)


def _expanded(start: np.ndarray, end: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Every number of every stretch [start, end), and which stretch it is of."""
    sizes = end - start
    chosen = np.repeat(np.arange(len(sizes)), sizes)
    before = np.cumsum(sizes) - sizes
    return np.arange(len(chosen)) - before[chosen] + start[chosen], chosen


def _distinct(left: np.ndarray, right: np.ndarray, size: int) -> np.ndarray:
    """Pairs as one number each, sorted, without doubles."""
    return np.unique(left * size + right)


@dataclass(frozen=True, eq=False)
class _Alike:
    """Pairs with the overlap of their words."""

    left: np.ndarray
    right: np.ndarray
    overlap: np.ndarray


def _alike(
    new: Segment, known: Segment, pairs: tuple[np.ndarray, np.ndarray], shared: int
) -> _Alike:
    """The pairs with so many words in common, with the Jaccard index of their words."""
    left, right = pairs
    ours, of_left = _expanded(new.word_starts[left], new.word_starts[left + 1])
    theirs, of_right = _expanded(known.word_starts[right], known.word_starts[right + 1])
    words = (of_left.astype(np.uint64) << np.uint64(32)) | new.words[ours]
    sought = (of_right.astype(np.uint64) << np.uint64(32)) | known.words[theirs]
    place = np.searchsorted(words, sought)
    there = place < len(words)
    there[there] = words[place[there]] == sought[there]
    common = np.bincount(of_right[there], minlength=len(left))
    sizes = np.bincount(of_left, minlength=len(left)) + np.bincount(of_right, minlength=len(left))
    kept = common >= shared
    overlap = common[kept] / np.maximum(1, sizes[kept] - common[kept])
    return _Alike(left[kept], right[kept], overlap)


def _near(new: Segment, known: Segment, alike: _Alike, least: float, gate: Gate) -> Candidates:
    """The pairs whose cosine and words together are enough."""
    left, right, bonus = alike.left, alike.right, gate.overlap * alike.overlap
    rows, place = np.unique(left, return_inverse=True)
    ours = new.vectors[rows].astype(np.float32)
    rough = np.einsum("ij,ij->i", ours[place], known.vectors[right].astype(np.float32))
    near = rough + bonus >= least - _SLACK
    left, right, bonus = left[near], right[near], bonus[near]
    cosine = _cosine(new.vectors[left], known.vectors[right])
    near = cosine + bonus >= least
    return Candidates(left[near], right[near], cosine[near])


def _cosine(left: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Cosines from the stored half precision, the same whichever side is new."""
    products = left.astype(np.float64) * right.astype(np.float64)
    return np.round(products.sum(axis=1), 6)
