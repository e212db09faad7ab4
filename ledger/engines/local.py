"""The local engine: this process alone, or a pool of processes that keep their models."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import TYPE_CHECKING

from claims.errors import LedgerError
from claims.records import Article, Edge, Skipped
from ledger.engines.base import Outcome, Parcel, left_out, packed, process, unpacked
from ledger.engines.collector import spare_collector

if TYPE_CHECKING:
    from claims.matching.segment import Segment
    from claims.readers import ReadOptions

_MOST = 8  # processes by default: each holds its models, about half a gigabyte
_CHUNK = 8  # articles a process takes at a time
_AHEAD = 2  # batches under way while the ledger writes another
_DEATHS = 3  # in a row, of different articles: then it is not the articles' fault
# Libraries that would start a thread per core in each process.
_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS")


@dataclass(frozen=True, slots=True)
class LocalEngine:
    """`workers` processes; None for one per core, or this one where it is not worth starting any.

    A process that dies, out of memory or killed, loses nothing: what it held is done again, one
    article at a time, and an article that kills its process is left out with the reason.
    """

    workers: int | None = None

    def read(self, sources: Sequence[str], options: ReadOptions) -> Iterator[Article | Skipped]:
        """See `Engine.read`; in this process."""
        from claims.readers import read

        return chain.from_iterable(read(source, options) for source in sources)

    def match(self, new: Segment, known: Sequence[Segment]) -> list[Edge]:
        """See `Engine.match`; in this process."""
        from claims.matching.match import match_segments

        return match_segments(new, known)

    def run(
        self, batches: Iterable[Sequence[Article]], encoder: str | None
    ) -> Iterator[list[Outcome]]:
        """See `Engine.run`."""
        stream = iter(batches)
        first = list(islice(stream, 2))
        count = self.workers or (min(_MOST, cores()) if len(first) > 1 else 1)
        if count == 1:
            yield from (process(batch, encoder) for batch in chain(first, stream))
            return
        with _pool(count, encoder) as pool:
            yield from pool.run(chain(first, stream))


def cores() -> int:
    """The processor cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@dataclass(slots=True, eq=False)
class _Chunk:
    articles: Sequence[Article]
    future: Future[list[Parcel]] | None = None


@dataclass(slots=True)
class _Pool:
    count: int
    encoder: str | None
    _executor: ProcessPoolExecutor | None = None
    _deaths: int = 0
    _waiting: deque[list[_Chunk]] = field(default_factory=deque)

    def run(self, batches: Iterable[Sequence[Article]]) -> Iterator[list[Outcome]]:
        for batch in batches:
            starts = range(0, len(batch), _CHUNK)
            chunks = [_Chunk(batch[start : start + _CHUNK]) for start in starts]
            for chunk in chunks:
                self._submit(chunk)
            self._waiting.append(chunks)
            if len(self._waiting) > _AHEAD:
                yield self._next()
        while self._waiting:
            yield self._next()

    def _next(self) -> list[Outcome]:
        return [outcome for chunk in self._waiting.popleft() for outcome in self._result(chunk)]

    def _submit(self, chunk: _Chunk) -> None:
        if self._executor is None:
            self._executor = ProcessPoolExecutor(
                self.count, multiprocessing.get_context("spawn"), _begin
            )
        try:
            chunk.future = self._executor.submit(_work, chunk.articles, self.encoder)
        except (BrokenProcessPool, OSError):
            # OSError where a process dies, or none can be had, while the next is being started. The
            # chunks before it find out why, and this one is done again.
            chunk.future = None

    def _result(self, chunk: _Chunk) -> list[Outcome]:
        try:
            return self._received(chunk)
        except BrokenProcessPool:
            self._give_up_pool()
        # One of the chunks under way holds what killed a process: each article by itself tells.
        return [outcome for article in chunk.articles for outcome in self._alone(article)]

    def _received(self, chunk: _Chunk) -> list[Outcome]:
        if chunk.future is None:
            raise BrokenProcessPool
        parcels = chunk.future.result()
        return [unpacked(p, a) for p, a in zip(parcels, chunk.articles, strict=True)]

    def _alone(self, article: Article) -> list[Outcome]:
        chunk = _Chunk([article])
        self._submit(chunk)
        try:
            outcomes = self._received(chunk)
        except BrokenProcessPool as error:
            self._give_up_pool()
            self._deaths += 1
            if self._deaths >= _DEATHS:
                what = "the processes that read articles keep dying"
                fix = "free memory, or add with --workers 1; what was committed is kept"
                raise LedgerError("add", what, fix) from error
            return [left_out(article, "the process that read it died twice; out of memory?")]
        self._deaths = 0
        return outcomes

    def _give_up_pool(self) -> None:
        """Leave a broken pool, once: the chunks under way in it come back here one by one."""
        if self._executor is not None and _is_broken(self._executor):
            self._executor.shutdown(wait=True, cancel_futures=True)
            self._executor = None

    def close(self) -> None:
        """End the processes."""
        if self._executor is not None:
            self._executor.shutdown(wait=True, cancel_futures=True)


def _is_broken(executor: ProcessPoolExecutor) -> bool:
    try:
        executor.submit(os.getpid).cancel()
    except (BrokenProcessPool, OSError):
        return True
    return False


@contextmanager
def _pool(count: int, encoder: str | None) -> Iterator[_Pool]:
    pool = _Pool(count, encoder)
    with _one_thread_each():
        try:
            yield pool
        finally:
            pool.close()


@contextmanager
def _one_thread_each() -> Iterator[None]:
    """The processes started meanwhile run one thread each: they read this when they start."""
    before = {name: os.environ.get(name) for name in _THREADS}
    os.environ.update(dict.fromkeys(_THREADS, "1"))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


# ---------------------------------------------------------------------- in a worker


def _begin() -> None:
    """Leave interrupts to the parent, and end with it, however it ends."""
    spare_collector()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _work(articles: Sequence[Article], encoder: str | None) -> list[Parcel]:
    return [packed(outcome) for outcome in process(articles, encoder)]
