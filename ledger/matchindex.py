"""The index of candidates, in a folder beside the ledger's tables: a copy of what they hold.

It is a list of segments (`claims.matching.segment`), each a file that never changes: a commit adds
one, and neighbours of like size are joined, so that their number grows with the logarithm of the
ledger. `state.json` names them and is stamped with the runs they hold. Where the stamp is not what
the ledger holds, what is missing is read from the tables, all of it where nothing fits. Deleting
the folder costs time, never an answer. Use it under the store's lock.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from claims.matching import Item
from claims.matching.keys import KEYS_VERSION
from claims.matching.segment import Segment
from ledger.store import REEMBED, Run, Store, replace_file

_FORMAT = 1
FOLDER, _STATE = "index", "state.json"
_RATIO = 4  # a segment is joined with the next while it is less than so many times as long
_LONGEST = 262_144  # claims; longer segments would take too much memory to join
_CHUNK = 16_384  # claims read from the tables at a time
_ITEM = ("claim_id", "article_id", "claim", "lang", "vector", "profile")
_DAMAGED = (OSError, ValueError, KeyError, TypeError, pa.ArrowException)


@dataclass(frozen=True, slots=True)
class _Part:
    """One segment and its file's name; "" where it could not be written."""

    name: str
    segment: Segment


class MatchIndex:
    """The segments of one ledger's claims."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._folder = store.path / FOLDER
        self._parts: list[_Part] = []
        self._stamp: dict[str, Any] = {}

    @property
    def segments(self) -> tuple[Segment, ...]:
        """What is known, oldest first."""
        return tuple(part.segment for part in self._parts)

    def catch_up(self, runs: Sequence[Run]) -> None:
        """Make the index hold exactly the claims of `runs`, all that are committed."""
        if self._stamp != self._stamp_of(runs):
            self._load(runs)
            start, again = self._stamp.get("version", 0), _last_reembedding(runs)
            if again is not None and start <= again:
                self._parts = []
                self._grow(_read(self._store, [runs[again]], runs))
                start = again + 1
            for some in _chunks(runs[start:]):
                self._grow(_read(self._store, some, some))
            self._keep(runs)

    def add(self, segment: Segment, runs: Sequence[Run]) -> None:
        """Take in the claims of the run just committed, the last of `runs`."""
        self._grow(segment)
        self._keep(runs)

    # ------------------------------------------------------------------ segments

    def _grow(self, segment: Segment) -> None:
        if len(segment):
            self._parts.append(_Part("", segment))
        while len(self._parts) > 1 and _to_join(*(len(p.segment) for p in self._parts[-2:])):
            pair = self._parts[-2:]
            self._parts[-2:] = [_Part("", Segment.joined([part.segment for part in pair]))]

    def _load(self, runs: Sequence[Run]) -> None:
        """What the folder holds of the first runs; nothing where it is not of this ledger."""
        self._parts, self._stamp = [], {}
        try:
            state = json.loads((self._folder / _STATE).read_text(encoding="utf-8"))
            stamp = state["stamp"]
            if stamp != self._stamp_of(runs[: int(stamp["version"])]):
                return
            parts = [_Part(name, Segment.open(self._folder / name)) for name in state["segments"]]
            if [len(part.segment) for part in parts] == state["claims"]:
                self._parts, self._stamp = parts, stamp
        except _DAMAGED:
            self._parts, self._stamp = [], {}

    def _keep(self, runs: Sequence[Run]) -> None:
        """Write what is new; where that fails the index stays in memory, and is made again."""
        self._stamp = self._stamp_of(runs)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._parts = [
                part if part.name else self._written(f"{len(runs):08d}-{place:04d}.arrows", part)
                for place, part in enumerate(self._parts)
            ]
            names = [part.name for part in self._parts]
            sizes = [len(part.segment) for part in self._parts]
            state = {"stamp": self._stamp, "segments": names, "claims": sizes}
            replace_file(self._folder / _STATE, json.dumps(state, indent=1).encode())
            for path in self._folder.iterdir():
                if path.name not in {*names, _STATE}:
                    path.unlink()
        except OSError:
            with suppress(OSError):
                (self._folder / _STATE).unlink(missing_ok=True)

    def _written(self, name: str, part: _Part) -> _Part:
        """Written under another name first: a file that someone has mapped never changes."""
        path = self._folder / name
        part.segment.write(path.with_suffix(".tmp"))
        os.replace(path.with_suffix(".tmp"), path)
        return _Part(name, Segment.open(path))

    def _stamp_of(self, runs: Sequence[Run]) -> dict[str, Any]:
        """What the index of `runs` is stamped with: the ledger's version, and its runs as one."""
        digest = hashlib.sha256("".join(run.run_id for run in runs).encode()).hexdigest()
        made = f"{_FORMAT}.{KEYS_VERSION}"
        return {"made": made, "version": len(runs), "runs": digest}


def _to_join(left: int, right: int) -> bool:
    return left < _RATIO * right and left + right <= _LONGEST


def _chunks(runs: Sequence[Run]) -> Iterator[list[Run]]:
    """Runs some at a time, so that what is read of them stays small."""
    some: list[Run] = []
    for run in runs:
        some.append(run)
        if sum(run.claims for run in some) >= _CHUNK:
            yield some
            some = []
    if some:
        yield some


def _last_reembedding(runs: Sequence[Run]) -> int | None:
    """The place of the run that holds the vectors of all claims before it, if there is one."""
    return max((i for i, run in enumerate(runs) if run.action == REEMBED), default=None)


def _read(store: Store, runs: Sequence[Run], told: Sequence[Run]) -> Segment:
    """The claims of some runs, from the tables; their articles came with the runs `told`."""
    articles = store.read("articles", told, ("article_id", "published_at"))
    columns = (articles[name].to_pylist() for name in articles.column_names)
    published = dict(zip(*columns, strict=True))
    table = store.read("claims", runs, _ITEM)
    if not table.num_rows:
        return Segment.of([])
    flat = pc.list_flatten(table["vector"]).to_numpy().astype(np.float32, copy=False)
    vectors = flat.reshape(table.num_rows, -1)
    rows = table.drop_columns(["vector"]).to_pylist()
    return Segment.of(
        [
            Item(**row, published_at=published[row["article_id"]], vector=vector)
            for row, vector in zip(rows, vectors, strict=True)
        ]
    )
