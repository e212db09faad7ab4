"""The Ray engine: reading, extraction with encoding, and matching as tasks on a cluster.

Each is a pass of Ray Data over parts of the work; what comes of them is handed on in their order,
whichever was done first. What a part gives depends on nothing else, and Ray does the parts of a lost
machine again, so nothing is lost or counted twice. The parts are tasks, not actors: Ray keeps the
processes that ran them, and the models these hold, for the tasks and the passes after.
"""

from __future__ import annotations

import importlib.util
import logging
import os
import pickle
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, MutableMapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from claims.errors import InputError, LedgerError
from claims.matching.segment import Segment
from claims.records import Article, Edge, Skipped
from ledger.engines.base import Outcome, Parcel, packed, process, unpacked

if TYPE_CHECKING:
    from claims.readers import Input, ReadOptions

_INPUTS, _FILES = 1_024, 8  # inputs sent out together, and how many files of them to a task
_WINDOW, _BLOCK = 16, 8  # batches sent out together, and how many articles of them to a task
_END, _ELSEWHERE = "no more of this input", "a node sees no such file"
_BUCKETS = 32  # tasks that a batch's claims are matched by
_ENVIRONMENT = {"OMP_NUM_THREADS": "1", "TOKENIZERS_PARALLELISM": "false"}


@dataclass(frozen=True, slots=True)
class RayEngine:
    """The cluster at `address`, joined when first needed; `tasks` at once, None for all that fit.

    `address` is the host:port that `ray start --head` names; this process runs on one of the
    cluster's machines. Without: the cluster that RAY_ADDRESS or this machine knows, else a new one.
    Like Ray Data itself it stays joined until this process ends or calls `ray.shutdown`.
    """

    address: str | None = None
    tasks: int | None = None
    _sent: MutableMapping[Segment, Any] = field(default_factory=WeakKeyDictionary, repr=False)

    def read(self, sources: Sequence[str], options: ReadOptions) -> Iterator[Article | Skipped]:
        """See `Engine.read`. What a node does not see as this process does is read here."""
        from claims.readers import inputs_of

        inputs = (one for source in sources for one in inputs_of(source, options))
        while window := list(islice(inputs, _INPUTS)):
            come = _Arrivals(self.each(partial(_read, options=options), _read_parts(window)))
            for place, one in enumerate(window):
                yield from come.of(place, one, options)

    def run(
        self, batches: Iterable[Sequence[Article]], encoder: str | None
    ) -> Iterator[list[Outcome]]:
        """See `Engine.run`."""
        stream = iter(batches)
        while window := list(islice(stream, _WINDOW)):
            articles = [article for batch in window for article in batch]
            parts = [articles[at : at + _BLOCK] for at in range(0, len(articles), _BLOCK)]
            made = self.each(partial(_extract, encoder=encoder), parts)
            for batch in window:
                parcels = zip(islice(made, len(batch)), batch, strict=True)
                yield [unpacked(parcel, article) for parcel, article in parcels]

    def match(self, new: Segment, known: Sequence[Segment]) -> list[Edge]:
        """See `Engine.match`. Segments travel once, and each node's tasks share its one copy."""
        self.join()
        refs = [self._ref(segment) for segment in (new, *known)]
        found = self.each(partial(_match, refs=refs), range(_BUCKETS))
        return sorted((e for some in found for e in some), key=lambda e: (e.claim_a, e.claim_b))

    def join(self) -> None:
        """Join the cluster, unless this process is in one. InputError where none answers."""
        import ray.data

        if ray.is_initialized():
            return
        logging.getLogger("ray.data").setLevel(logging.ERROR)
        quiet = {"logging_level": "ERROR", "log_to_driver": False}
        try:
            ray.init(address=self.address, runtime_env={"env_vars": _ENVIRONMENT}, **quiet)
        except (ConnectionError, RuntimeError, ValueError) as error:
            what = f"no cluster answers ({error})"[:200]
            fix = "run this on one of its machines (RAY_AUTH_MODE=token where it asks for a token)"
            where = f"ray://{self.address}" if self.address else "ray"
            raise InputError(f"--engine {where}", what, fix) from error

    def each(self, work: Callable[[Any], Iterable[Any]], parts: Sequence[Any]) -> Iterator[Any]:
        """All that `work` gives for every part, a task each, in the order of the parts.

        Raises LedgerError where a task can't be brought to its end.
        """
        import ray

        if not parts:
            return
        self.join()
        context = ray.data.DataContext.get_current().copy()
        context.enable_progress_bars = False
        context.execution_options.preserve_order = True
        with ray.data.DataContext.current(context):
            rows = [{"part": pickle.dumps(part)} for part in parts]
            made = ray.data.from_items(rows, override_num_blocks=len(rows)).map_batches(
                _task,
                fn_args=(work,),
                batch_size=1,
                compute=ray.data.TaskPoolStrategy(self.tasks),
                num_cpus=1,
            )
        try:
            for row in made.iter_rows():
                yield pickle.loads(row["made"])
        except ray.exceptions.RayError as error:
            what = " ".join(f"a task failed again and again: {error}".split())[:200]
            fix = "see the cluster's logs; what was committed is kept"
            raise LedgerError("--engine ray", what, fix) from error

    def _ref(self, segment: Segment) -> Any:
        """The segment in the cluster's memory."""
        import ray

        if segment not in self._sent:
            tables = (segment.claims, segment.articles, segment.blocks, segment.names)
            self._sent[segment] = ray.put(tables)
        return self._sent[segment]


def ray_engine(name: str, tasks: int | None) -> RayEngine:
    """The engine of "ray" or "ray://host:port". InputError where Ray is not installed."""
    if importlib.util.find_spec("ray") is None:
        fix = "pip install 'factledger[ray]'"
        raise InputError(f"--engine {name}", "needs Ray, which is not installed", fix)
    return RayEngine(name.removeprefix("ray").removeprefix("://") or None, tasks)


# ---------------------------------------------------------------------- reading


@dataclass(frozen=True, slots=True)
class _Named:
    """An input on its way: its place among those sent, and the stamp of its file."""

    place: int
    input: Input
    stamp: tuple[int, int] | None


def _read_parts(inputs: Sequence[Input | Skipped]) -> list[list[_Named]]:
    """Inputs by the task that reads them: some files, or all that one host is asked for."""
    parts: dict[int | str, list[_Named]] = defaultdict(list)
    for place, one in enumerate(inputs):
        if isinstance(one, Skipped) or _is_ours(one):
            continue
        if one.path is None:
            parts[one.origin.split("/")[2].lower()].append(_Named(place, one, None))
        else:
            there = replace(one, path=one.path.absolute())
            parts[place // _FILES].append(_Named(place, there, _stamp(one.path)))
    return list(parts.values())


class _Arrivals:
    """What comes of the inputs sent, in any order, each kept until its turn."""

    def __init__(self, come: Iterator[tuple[int, Article | Skipped | str]]) -> None:
        self._come = come
        self._waiting: dict[int, deque[Article | Skipped | str]] = defaultdict(deque)

    def of(
        self, place: int, one: Input | Skipped, options: ReadOptions
    ) -> Iterator[Article | Skipped]:
        """The items of the input at `place`; those that could not be read there are read here."""
        from claims.readers import read_input

        if isinstance(one, Skipped):
            yield one
        elif _is_ours(one):
            yield from read_input(one, options)
        else:
            while (item := self._next(place)) != _END:
                if isinstance(item, str):
                    yield from read_input(one, options)
                else:
                    yield item

    def _next(self, place: int) -> Article | Skipped | str:
        while not self._waiting[place]:
            other, item = next(self._come)
            self._waiting[other].append(item)
        return self._waiting[place].popleft()


def _is_ours(one: Input) -> bool:
    """Standard input is this process's own."""
    return one.path is None and one.origin == "-"


def _stamp(path: Path | None) -> tuple[int, int] | None:
    """By what a node knows that its file is the one that was named: length and last change."""
    try:
        if path is None or not os.access(path, os.R_OK):
            return None
        found = path.stat()
    except (OSError, ValueError):
        return None
    return found.st_size, found.st_mtime_ns


# ---------------------------------------------------------------------- in a task


def _task(block: dict[str, Any], work: Callable[[Any], Iterable[Any]]) -> Iterator[dict[str, Any]]:
    for part in block["part"]:
        for made in work(pickle.loads(part)):
            yield {"made": [pickle.dumps(made)]}


def _read(
    part: Sequence[_Named], options: ReadOptions
) -> Iterator[tuple[int, Article | Skipped | str]]:
    from claims.readers import read_input

    for one in part:
        if one.stamp != _stamp(one.input.path):
            yield one.place, _ELSEWHERE
        else:
            yield from ((one.place, item) for item in read_input(one.input, options))
        yield one.place, _END


def _extract(articles: Sequence[Article], encoder: str | None) -> list[Parcel]:
    return [packed(outcome) for outcome in process(articles, encoder)]


def _match(bucket: int, refs: Sequence[Any]) -> list[list[Edge]]:
    import ray

    from claims.matching.candidates import Share
    from claims.matching.match import match_segments

    new, *known = (Segment(*tables) for tables in ray.get(list(refs)))
    return [match_segments(new, known, share=Share(bucket, _BUCKETS))]
