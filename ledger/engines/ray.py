"""The Ray engine: extraction and encoding on a cluster, by actors that keep their models.

Articles go out as Ray Data blocks and come back numbered, so that they are handed on in input order
whichever actor was first. An actor or a machine that is lost is replaced and its blocks are done
again (Ray re-runs the tasks whose results are gone), so nothing is lost or counted twice: the
outcome of an article depends on nothing else.
"""

from __future__ import annotations

import importlib.util
import pickle
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import Any

from claims.errors import InputError
from claims.records import Article
from ledger.engines.base import Outcome, packed, process, unpacked

_WINDOW = 16  # batches sent out together
_BLOCK = 8  # articles an actor takes at a time
_ENVIRONMENT = {"OMP_NUM_THREADS": "1", "TOKENIZERS_PARALLELISM": "false"}
_SPARE = 1  # processors left to Ray's own tasks: without one, actors on every core wait for ever


@dataclass(frozen=True, slots=True)
class RayEngine:
    """`actors` processes on the cluster at `address`; None for as many as fit.

    Without an address: the cluster that RAY_ADDRESS or this machine knows, else one started here.
    """

    address: str | None = None
    actors: int | None = None

    def run(
        self, batches: Iterable[Sequence[Article]], encoder: str | None
    ) -> Iterator[list[Outcome]]:
        """See `Engine.run`."""
        stream = iter(batches)
        with _cluster(self.address) as processors:
            count = self.actors or max(1, processors - _SPARE)
            while window := list(islice(stream, _WINDOW)):
                outcomes = iter(_run(window, encoder, count))
                for batch in window:
                    yield list(islice(outcomes, len(batch)))


def ray_engine(name: str, actors: int | None) -> RayEngine:
    """The engine of "ray" or "ray://host:port". InputError where Ray is not installed."""
    if importlib.util.find_spec("ray") is None:
        fix = "pip install 'factledger[ray]'"
        raise InputError(f"--engine {name}", "needs Ray, which is not installed", fix)
    return RayEngine(name if name != "ray" else None, actors)


def _run(window: Sequence[Sequence[Article]], encoder: str | None, count: int) -> Iterator[Outcome]:
    """Outcomes of the window's articles, in order."""
    import ray

    articles = [article for batch in window for article in batch]
    if not articles:
        return
    rows = [{"place": n, "body": pickle.dumps(a)} for n, a in enumerate(articles)]
    blocks = max(1, -(-len(rows) // _BLOCK))
    sent = ray.data.from_items(rows, override_num_blocks=blocks)
    made = sent.map_batches(
        _Worker,
        fn_constructor_args=(encoder,),
        batch_size=_BLOCK,
        compute=ray.data.ActorPoolStrategy(min_size=1, max_size=count),
        num_cpus=1,
    )
    waiting: dict[int, Outcome] = {}
    place = 0
    for row in made.iter_rows():
        waiting[row["place"]] = unpacked(pickle.loads(row["body"]), articles[row["place"]])
        while place in waiting:
            yield waiting.pop(place)
            place += 1


class _Worker:
    """What an actor runs; its models stay loaded from block to block."""

    def __init__(self, encoder: str | None) -> None:
        self._encoder = encoder

    def __call__(self, block: dict[str, Any]) -> dict[str, Any]:
        articles = [pickle.loads(body) for body in block["body"]]
        outcomes = process(articles, self._encoder)
        return {"place": block["place"], "body": [pickle.dumps(packed(o)) for o in outcomes]}


@contextmanager
def _cluster(address: str | None) -> Iterator[int]:
    """Joined to the cluster, its number of processors; one that is joined already stays so."""
    import ray

    ours = not ray.is_initialized()
    if ours:
        try:
            ray.init(
                address=address,
                logging_level="ERROR",
                log_to_driver=False,
                runtime_env={"env_vars": _ENVIRONMENT},
            )
        except (ConnectionError, ValueError) as error:
            fix = "start one with `ray start --head`, or use --engine ray for one on this machine"
            raise InputError(
                f"--engine {address}", f"no cluster answers ({error})"[:200], fix
            ) from error
    context = ray.data.DataContext.get_current()
    shown, context.enable_progress_bars = context.enable_progress_bars, False
    try:
        yield int(ray.cluster_resources().get("CPU", 1))
    finally:
        context.enable_progress_bars = shown
        if ours:
            ray.shutdown()
