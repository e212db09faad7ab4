"""The store: append-only Delta tables in one folder, and the only importer of their library.

The invariant: a row counts only when its run stands in the `runs` table, and a run's row there is
the last thing it writes. Readers read `runs` first, then only rows of those runs; so a kill at any
moment leaves nothing half-written visible, and a second try simply is another run. Writers hold an
inter-process lock from reading what is committed until their own run is.
"""

from __future__ import annotations

import errno
import json
import os
import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyarrow as pa
from deltalake import CommitProperties, DeltaTable, WriterProperties, write_deltalake
from deltalake.exceptions import DeltaError
from filelock import FileLock, Timeout

from claims.errors import LedgerError
from claims.ids import content_id
from ledger.datafiles import DataFile, Only, read_file
from ledger.head import CACHE, LEDGER_FORMAT, MARK, log_version
from ledger.schema import STORED

LOCK = "ledger.lock"
LOCK_SECONDS = 600.0
REEMBED = "reembed"  # the action of a run that encodes and matches every claim anew
_MARGIN = 64 * 1024  # bytes for the logs and for what the file format adds
_OURS = {MARK, LOCK, CACHE, *STORED}
_SETTINGS = {
    "delta.appendOnly": "true",
    "delta.logRetentionDuration": "interval 36500 days",
    "delta.enableExpiredLogCleanup": "false",
}
_SURROGATE = re.compile("[\ud800-\udfff]")
_COMMIT = CommitProperties(max_commit_retries=1000)
# Row groups small enough that a reader of a few runs or claims skips most of a large file.
_LAYOUT = WriterProperties(compression="ZSTD", max_row_group_size=1 << 15)
Rows = Mapping[str, Sequence[Mapping[str, object]]]


@dataclass(frozen=True, slots=True)
class Run:
    """One committed change: the ledger's `version` after it, and what it did."""

    run_id: str
    version: int
    recorded_at: datetime
    action: str
    articles: int
    claims: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """What `ledger.json` says: the format, and the encoder whose vectors the ledger holds."""

    encoder: str | None = None
    dim: int = 0


def utc_now() -> datetime:
    """The present moment, timezone-aware UTC."""
    return datetime.now(UTC)


class Store:
    """The tables of one ledger folder.

    `Store.open(path, create=True)` makes the folder where it is missing or empty. Raises
    `LedgerError` for a folder that is not a ledger, can't be read or can't be written.
    """

    def __init__(self, path: Path, clock: Callable[[], datetime] = utc_now) -> None:
        self.path = path
        self._clock = clock
        self._runs: tuple[str | None, tuple[Run, ...]] = (None, ())

    @classmethod
    def open(
        cls, path: str | Path, create: bool = False, clock: Callable[[], datetime] = utc_now
    ) -> Store:
        """The store in `path`; with `create`, made where nothing stands yet."""
        store = cls(Path(path), clock)
        if (store.path / MARK).is_file():
            store.mark()
        elif create:
            store._create()
        else:
            raise _not_a_ledger(store.path)
        return store

    # ------------------------------------------------------------------ the folder

    def mark(self) -> Mark:
        """The ledger's format mark. Raises LedgerError where it can't be read."""
        try:
            found = json.loads((self.path / MARK).read_text(encoding="utf-8"))
            version, mark = int(found["format"]), Mark(found["encoder"], int(found["dim"]))
        except OSError as error:
            raise _system(self.path, error) from error
        except (ValueError, KeyError, TypeError) as error:
            raise LedgerError(
                str(self.path / MARK), "not a ledger's mark", "restore it from a copy"
            ) from error
        if version > LEDGER_FORMAT:
            raise LedgerError(
                str(self.path), f"written in format {version}, newer than this program's", "upgrade"
            )
        return mark

    def set_encoder(self, name: str, dim: int) -> None:
        """Remember the encoder, once. Call under the lock; raises where another is kept."""
        mark = self.mark()
        if mark.encoder is None:
            self._write_mark(Mark(name, dim))
        elif (mark.encoder, mark.dim) != (name, dim):
            raise LedgerError(
                str(self.path),
                f"made with the encoder {mark.encoder} ({mark.dim} numbers), not {name} ({dim})",
                f"use --encoder {mark.encoder}, or another --ledger",
            )

    def change_encoder(self, mark: Mark) -> None:
        """Hold vectors of another encoder from now on (`ledger.reembed`). Call under the lock."""
        self._write_mark(mark)

    def _write_mark(self, mark: Mark) -> None:
        body = {"format": LEDGER_FORMAT, "encoder": mark.encoder, "dim": mark.dim}
        replace_file(self.path / MARK, (json.dumps(body, indent=1) + "\n").encode())

    def _create(self) -> None:
        can_create(self.path)
        with system_errors(self.path):
            self.path.mkdir(parents=True, exist_ok=True)
        with self.lock():
            if (self.path / MARK).is_file():
                return
            with system_errors(self.path):
                for name, schema in STORED.items():
                    where = _address(self.path / name)
                    DeltaTable.create(where, schema, mode="ignore", configuration=_SETTINGS)
                self._write_mark(Mark())

    # ------------------------------------------------------------------ writing

    @contextmanager
    def lock(self, seconds: float = LOCK_SECONDS) -> Iterator[None]:
        """Hold the ledger's inter-process lock; the system frees it when a process dies."""
        with system_errors(self.path):
            lock = FileLock(self.path / LOCK)
            try:
                lock.acquire(timeout=seconds)
            except Timeout as error:
                raise LedgerError(
                    str(self.path),
                    "another factledger is writing to it",
                    "try again when it is done",
                ) from error
        try:
            yield
        finally:
            lock.release()

    def append(self, action: str, rows: Rows, note: str = "") -> Run:
        """Append `rows` (table → rows without run columns) as one run; call under the lock."""
        last = self.runs()[-1:]
        version = last[0].version + 1 if last else 1
        moment = self._clock()
        if last and moment <= last[0].recorded_at:
            moment = last[0].recorded_at + timedelta(microseconds=1)
        run = Run(
            self._run_id(version, moment, rows),
            version,
            moment,
            action,
            len(rows.get("articles", ())),
            0 if action == REEMBED else len(rows.get("claims", ())),
            note,
        )
        tables = {name: _stamped(name, some, run) for name, some in rows.items() if some}
        tables["runs"] = _stamped("runs", [_run_row(run)], run)
        with system_errors(self.path):
            self._need_room(sum(table.nbytes for table in tables.values()))
            for name, table in tables.items():
                where = _address(self.path / name)
                write_deltalake(
                    where,
                    table,
                    mode="append",
                    writer_properties=_LAYOUT,
                    commit_properties=_COMMIT,
                )
        return run

    def _need_room(self, size: int) -> None:
        """Refuse early: on a full disk the storage library's threads may print a panic first."""
        if shutil.disk_usage(self.path).free < size + _MARGIN:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def _run_id(self, version: int, moment: datetime, rows: Rows) -> str:
        # The tables' own versions make a second try differ from a first one that was killed.
        state = {name: DeltaTable(_address(self.path / name)).version() for name in STORED}
        keys = {name: [str(next(iter(r.values()))) for r in rs] for name, rs in rows.items()}
        fields = {"version": version, "moment": moment.isoformat(), "state": state, "rows": keys}
        return content_id("r", fields)

    def compact(self) -> dict[str, tuple[int, int]]:
        """Join small files (table → files before, after); the history stays whole."""
        done = {}
        with self.lock(), system_errors(self.path):
            for name in STORED:
                table = DeltaTable(_address(self.path / name))
                before = len(table.file_uris())
                table.optimize.compact(writer_properties=_LAYOUT)
                table.create_checkpoint()
                done[name] = (before, len(table.file_uris()))
        return done

    # ------------------------------------------------------------------ reading

    def runs(self) -> tuple[Run, ...]:
        """Every committed run, oldest first; read again only where the log of runs has grown."""
        log = log_version(self.path)
        if log is None or log != self._runs[0]:
            rows = self._rows("runs", self.files("runs")).to_pylist()
            names = Run.__dataclass_fields__
            runs = [Run(**{k: v for k, v in row.items() if k in names}) for row in rows]
            self._runs = (log, tuple(sorted(runs, key=lambda run: run.version)))
        return self._runs[1]

    @property
    def log(self) -> str | None:
        """The newest entry of the log of runs when `runs` last read it."""
        return self._runs[0]

    def read(
        self,
        name: str,
        runs: Iterable[Run],
        columns: Sequence[str] | None = None,
        files: Sequence[DataFile] | None = None,
        claims: pa.Array | None = None,
    ) -> pa.Table:
        """The rows of table `name` that `runs` wrote, unordered; `files` if listed already.

        Files and row groups that hold none of the runs, by their statistics, are not read; with
        `claims`, only rows of these claim ids are kept.
        """
        ids = sorted(run.run_id for run in runs)
        some = self.files(name) if files is None else files
        return self._rows(name, [f for f in some if f.may_hold(ids)], columns, Only(ids, claims))

    def files(self, name: str) -> list[DataFile]:
        """The data files of a table's newest version; they stand beside its log."""
        folder = self.path / name
        with system_errors(self.path):
            actions = DeltaTable(_address(folder)).get_add_actions(flatten=True)
        names = ("path", "min.run_id", "max.run_id")
        there = set(actions.schema.names)
        rows = [actions[n].to_pylist() if n in there else [None] * len(actions) for n in names]
        return sorted(DataFile(folder / p, low, high) for p, low, high in zip(*rows, strict=True))

    def _rows(
        self,
        name: str,
        files: Iterable[DataFile],
        columns: Sequence[str] | None = None,
        only: Only | None = None,
    ) -> pa.Table:
        # Read file by file: through Arrow's dataset scanner, threads that outlive the interpreter
        # abort the process at its end now and then (apache/arrow#34314), and loading takes longer.
        schema = STORED[name]
        wanted = schema if columns is None else pa.schema([schema.field(c) for c in columns])
        with system_errors(self.path):
            parts = [read_file(file.path, wanted, only) for file in files]
        return pa.concat_tables([wanted.empty_table(), *parts])


def _address(folder: Path) -> str:
    """A table's folder as an address: a plain path with # or ? in it would be misread."""
    return folder.absolute().as_uri()


def can_create(path: Path) -> None:
    """Raise LedgerError where `path` is neither a ledger, nor empty, nor missing."""
    if "%" in str(path.absolute()):  # the storage library decodes such names twice
        raise LedgerError(str(path), "a path with % in it can't hold a ledger", "choose another")
    with system_errors(path):
        if path.is_dir():
            strange = [n for n in os.listdir(path) if n not in _OURS and not n.endswith(".tmp")]
            if strange and not (path / MARK).is_file():
                raise _not_a_ledger(path)
        elif path.exists():
            raise LedgerError(str(path), "a file, not a ledger's folder", "name another --ledger")


def storable(value: object) -> object:
    """`value` as a table can hold it.

    A lone surrogate is no text in UTF-8: it becomes U+FFFD, one character for one, so offsets hold.
    """
    if isinstance(value, str):
        return _SURROGATE.sub("\ufffd", value)
    if isinstance(value, tuple):
        return [storable(item) for item in value]
    return value


def _stamped(name: str, rows: Sequence[Mapping[str, object]], run: Run) -> pa.Table:
    """Rows of table `name` with the columns that say which run wrote them."""
    stamp = {"run_id": run.run_id, "recorded_at": run.recorded_at}
    full = [{k: storable(v) for k, v in {**row, **stamp}.items()} for row in rows]
    return pa.Table.from_pylist(full, schema=STORED[name])


def replace_file(path: Path, body: bytes) -> None:
    """Write `body` at `path` so that a reader sees the old file or the new, never a part."""
    temporary = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    try:
        with temporary.open("wb") as out:
            out.write(body)
            out.flush()
            os.fsync(out.fileno())
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)


def _run_row(run: Run) -> dict[str, object]:
    from ledger import __version__

    row = {name: getattr(run, name) for name in Run.__dataclass_fields__}
    return {**row, "program": __version__}


def _not_a_ledger(path: Path) -> LedgerError:
    if not path.exists():
        return LedgerError(
            str(path), "no ledger here", "name one with --ledger, or `factledger add`"
        )
    return LedgerError(str(path), "not a ledger", "name another folder with --ledger")


def _system(path: Path, error: Exception) -> LedgerError:
    """A system or storage failure as one line with its fix."""
    text = str(error)
    if isinstance(error, PermissionError) or "denied" in text or "Read-only file" in text:
        return LedgerError(
            str(path), "can't be written or read here", "check the folder's permissions"
        )
    if "No space left" in text or "File too large" in text or "quota" in text.lower():
        return LedgerError(
            str(path), "no space left; the ledger is as before", "free some and add again"
        )
    return LedgerError(str(path), f"storage failed ({text[:200]})", "run `factledger check`")


@contextmanager
def system_errors(path: Path) -> Iterator[None]:
    """Failures of the system or the storage library as one line with its fix."""
    try:
        yield
    except LedgerError:
        raise
    except (OSError, DeltaError) as error:
        raise _system(path, error) from error
