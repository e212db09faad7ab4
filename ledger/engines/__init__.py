"""Where extraction and encoding run: this machine (the default), or a Ray cluster."""

from __future__ import annotations

from claims.errors import InputError
from ledger.engines.base import Engine, Outcome
from ledger.engines.collector import spare_collector
from ledger.engines.local import LocalEngine

__all__ = ["Engine", "LocalEngine", "Outcome", "load_engine", "spare_collector"]


def load_engine(name: str = "local", workers: int | None = None) -> Engine:
    """The engine called `name`: "local", "ray" for a cluster found or started here, "ray://host:port".

    `workers` is how many processes; None for what fits the machine or the cluster. Raises
    InputError, one line, for another name, or where Ray is not installed.
    """
    if name == "local":
        return LocalEngine(workers)
    if name == "ray" or name.startswith("ray://"):
        from ledger.engines.ray import ray_engine

        return ray_engine(name, workers)
    raise InputError(f"--engine {name}", "there is none of that name", "use local, or ray")
