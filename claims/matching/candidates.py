"""Pairs worth scoring: near in the encoder's space.

A pair is a candidate by its own two claims, never by what else is in the ledger, so that order
and batches do not matter. Search is exact, in chunks of one matrix product each.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from claims.matching.items import Item

_ROWS = 512
_COLUMNS = 32_768
_SLACK = 1e-3  # more than the rounding of a float32 matrix product


def dense_pairs(
    new: Sequence[Item], known: Sequence[Item], threshold: float
) -> Iterator[tuple[Item, Item, float]]:
    """(new item, other item, cosine) for every pair with cosine >= `threshold`.

    The other item is a known one, or a later new one. The cosine is computed pair by pair in
    float64, so that it does not depend on the chunk the pair was found in.
    """
    if not new:
        return
    left = np.stack([item.vector for item in new]).astype(np.float32, copy=False)
    for start in range(0, len(new), _ROWS):
        rows = left[start : start + _ROWS]
        yield from _against(new, new, (rows, start), left, threshold, later_only=True)
    for offset in range(0, len(known), _COLUMNS):
        block = known[offset : offset + _COLUMNS]
        right = np.stack([item.vector for item in block]).astype(np.float32, copy=False)
        for start in range(0, len(new), _ROWS):
            rows = left[start : start + _ROWS]
            yield from _against(new, block, (rows, start), right, threshold, later_only=False)


def _against(
    new: Sequence[Item],
    others: Sequence[Item],
    chunk: tuple[np.ndarray, int],
    matrix: np.ndarray,
    threshold: float,
    later_only: bool,
) -> Iterator[tuple[Item, Item, float]]:
    rows, start = chunk
    found_rows, columns = np.nonzero(rows @ matrix.T >= threshold - _SLACK)
    if later_only:
        later = columns > found_rows + start
        found_rows, columns = found_rows[later], columns[later]
    cosines = _exact(rows[found_rows], matrix[columns])
    for row, column, cosine in zip(found_rows, columns, cosines, strict=True):
        if cosine >= threshold:
            yield new[start + int(row)], others[int(column)], float(cosine)


def _exact(left: np.ndarray, right: np.ndarray) -> np.ndarray:
    products = left.astype(np.float64) * right.astype(np.float64)
    return np.round(products.sum(axis=1), 6)
