"""The snapshot on disk: derived tables in layers, and a manifest that names the layers that hold.

A folder under the ledger's `cache/` per policy. A layer is written whole under a name of its own;
then the manifest is replaced in one step, so that a reader sees the old snapshot or the new one,
and a kill at any moment leaves at most files that no manifest names. A later layer replaces whole
facts of earlier ones and lists them in its `gone` file. A layer that is no longer small beside the
one before it is merged with it, so that layers stay few (the log-structured merge tree of O'Neil
et al. 1996).
"""

from __future__ import annotations

import json
import os
import shutil
import time
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from ledger import head
from ledger.claimrows import claim_rows
from ledger.derive import Made
from ledger.derived import CODED, ORDERS, SCHEMAS, Derived, Piece, fitted
from ledger.snapshot import Snapshot
from ledger.store import replace_file

_MERGE = 4  # a layer is merged when it has more than a quarter of the rows of the one before
_KEPT = 8  # folders: policies and older versions that were asked for
_GROUP = 1 << 13  # rows read or skipped together
_GRACE = 3600.0  # seconds an unnamed file is left alone: another process may be writing it
_NO_FACTS = pa.array([], pa.string())

Tables = Mapping[str, Iterable[pa.Table]]


@dataclass(frozen=True, slots=True)
class Layer:
    """A layer of a snapshot: its files' name, its rows in the claims table, what it replaces."""

    name: str
    rows: int
    replaces: bool


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a snapshot holds: the ledger's version and runs, the layers, the first answers.

    `log` is the log of runs as it was read, `key` a hash of the runs; `head` is for `ledger.head`.
    """

    log: str | None
    version: int
    key: str
    stamp: str
    layers: tuple[Layer, ...]
    head: dict[str, Any]


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest in `folder`; None where there is none of this format that can be read."""
    found = head.read_manifest(folder)
    try:
        layers = tuple(Layer(**layer) for layer in found.pop("layers")) if found else ()
        return Manifest(**found, layers=layers) if found else None
    except (KeyError, TypeError):
        return None


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Put `manifest` in the place of the one before. Raises OSError."""
    body = {name: getattr(manifest, name) for name in Manifest.__dataclass_fields__}
    layers = [
        {n: getattr(layer, n) for n in Layer.__dataclass_fields__} for layer in manifest.layers
    ]
    text = json.dumps({"format": head.FORMAT, **body, "layers": layers}, ensure_ascii=False)
    replace_file(folder / head.MANIFEST, text.encode("utf-8", "replace"))


def open_layers(folder: Path, layers: Sequence[Layer], stamp: str) -> Derived | None:
    """The tables of `layers`, their files open; None where one is missing or broken.

    Open files stay readable when a later snapshot takes their place.
    """
    pieces: dict[str, list[Piece]] = {name: [] for name in SCHEMAS}
    gone = _NO_FACTS
    try:
        for layer in reversed(layers):
            for name in SCHEMAS:
                file = pq.ParquetFile(_file(folder, layer, name), read_dictionary=CODED[name])
                pieces[name].insert(0, Piece(file, gone))
            if layer.replaces:
                more = pq.read_table(_file(folder, layer, "gone"))["fact_id"].combine_chunks()
                gone = pa.concat_arrays([gone, more]).unique()
    except (OSError, pa.ArrowInvalid):
        return None
    return Derived(pieces, stamp)


def in_memory(made: Made, snapshot: Snapshot, stamp: str) -> Derived:
    """What was made, without a file: for a folder that can't be written, and for tests."""
    pieces = {}
    for name, parts in tables_of(made, snapshot).items():
        table = pa.concat_tables([SCHEMAS[name].empty_table(), *parts])
        pieces[name] = [Piece(table, _NO_FACTS)]
    return Derived(pieces, stamp)


def tables_of(made: Made, snapshot: Snapshot) -> Tables:
    """The tables of a layer, each in its order, slice by slice."""
    return {
        "facts": [made.facts],
        "members": [made.members.sort_by(ORDERS["members"])],
        "claims": claim_rows(made, snapshot),
    }


# ---------------------------------------------------------------------- writing


def write_layer(folder: Path, tables: Tables, gone: pa.Array | None = None) -> Layer:
    """Write one layer; `gone` are the facts of earlier layers it replaces. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    layer = Layer(uuid.uuid4().hex, 0, gone is not None)
    rows = {
        name: _write(_file(folder, layer, name), SCHEMAS[name], parts)
        for name, parts in tables.items()
    }
    if gone is not None:
        table = pa.table({"fact_id": gone})
        _write(_file(folder, layer, "gone"), table.schema, [table])
    return Layer(layer.name, rows["claims"], layer.replaces)


def _write(path: Path, schema: pa.Schema, parts: Iterable[pa.Table]) -> int:
    rows = 0
    with path.open("wb") as out:
        # Codes and statistics make a reader quick; values of lists are never filtered.
        with pq.ParquetWriter(out, schema, compression="lz4") as writer:
            for part in parts:
                writer.write_table(part, row_group_size=_GROUP)
                rows += part.num_rows
        out.flush()
        os.fsync(out.fileno())
    return rows


def _file(folder: Path, layer: Layer, table: str) -> Path:
    return folder / f"{layer.name}.{table}.parquet"


# ---------------------------------------------------------------------- few layers


def merged(folder: Path, layers: Sequence[Layer]) -> tuple[Layer, ...]:
    """`layers` with those merged that are no longer small beside the one before them."""
    kept = list(layers)
    while len(kept) > 1 and kept[-1].rows * _MERGE >= kept[-2].rows:
        late, early = kept.pop(), kept.pop()
        kept.append(_merge(folder, early, late))
    return tuple(kept)


def _merge(folder: Path, early: Layer, late: Layer) -> Layer:
    both = open_layers(folder, (early, late), "")
    if both is None:
        raise OSError(f"{folder}: a layer is broken")
    tables = {name: _interleaved(name, both.pieces[name]) for name in SCHEMAS}
    gone = None
    if early.replaces:
        lists = [pq.read_table(_file(folder, x, "gone"))["fact_id"] for x in (early, late)]
        gone = pc.unique(pa.chunked_array([c for one in lists for c in one.chunks], pa.string()))
    return write_layer(folder, tables, gone)


def _interleaved(name: str, pieces: Sequence[Piece]) -> Iterator[pa.Table]:
    """The rows of an earlier and a later piece in their common order.

    The later piece is the smaller: it is held whole, the earlier one is read group by group.
    """
    schema, order = SCHEMAS[name], ORDERS[name]
    keys = pa.schema([schema.field(key) for key, _ in order])
    tops = [_all(piece.parts(keys.names), keys) for piece in pieces]
    rank = np.empty(sum(map(len, tops)), np.int64)
    rank[pc.sort_indices(pa.concat_tables(tops), order).to_numpy()] = np.arange(len(rank))
    early, late = rank[: len(tops[0])], rank[len(tops[0]) :]
    rest = _all(pieces[1].parts(schema.names), schema)
    done = taken = 0
    for part in pieces[0].parts(schema.names):
        here = early[done : done + len(part)]
        until = int(np.searchsorted(late, here[-1]))
        block = pa.concat_tables([fitted(part, schema), rest.slice(taken, until - taken)])
        yield block.take(pa.array(np.argsort(np.concatenate([here, late[taken:until]]))))
        done, taken = done + len(part), until
    yield rest.slice(taken)


def _all(parts: Iterable[pa.Table], schema: pa.Schema) -> pa.Table:
    return pa.concat_tables([schema.empty_table(), *(fitted(part, schema) for part in parts)])


# ---------------------------------------------------------------------- what is left over


def clean(folder: Path, layers: Sequence[Layer]) -> None:
    """Delete files of layers that no longer hold, and the folders of old questions."""
    names = {layer.name for layer in layers}
    cache = folder.parent
    others = [f for kind in ("now-*", "at-*") for f in cache.glob(kind) if f != folder]
    with suppress(OSError):
        for old in folder.glob("*.parquet"):
            if old.name.partition(".")[0] not in names and _age(old) > _GRACE:
                old.unlink(missing_ok=True)
        for old in sorted(others, key=_age)[_KEPT:]:
            shutil.rmtree(old, ignore_errors=True)
        for old in cache.glob("*.parquet"):  # of an earlier program
            old.unlink(missing_ok=True)


def _age(path: Path) -> float:
    """Seconds since it was last changed."""
    try:
        return time.time() - path.stat().st_mtime
    except OSError:
        return 0.0
