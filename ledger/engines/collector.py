"""Python's garbage collector, in processes that hold models: millions of objects that never go."""

from __future__ import annotations

import atexit
import gc


def spare_collector() -> None:
    """Look through the models seldom, and not again when the process ends: that takes a second."""
    gc.set_threshold(100_000, 50, 1_000)
    atexit.register(gc.freeze)
