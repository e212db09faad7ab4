"""Any sentence-transformers model as an encoder."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from claims.encoders.base import equal_batches, plain, quiet, repeated, unit_rows
from claims.errors import EncoderError

_TOKENS = 512  # a batch


class SentenceEncoder:
    """Encodes with a sentence-transformers model, on the CPU.

    Texts of equal token length go together, so that nothing is padded: a text's vector then does
    not depend on its neighbours, and no time is spent on padding.
    """

    def __init__(self, path: str, name: str, prefix: str = "") -> None:
        self.name = name
        self._prefix = prefix
        self._model = _load(path)
        self.dim = int(_dimension(self._model))

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """Unit vectors of `texts`, float32, shape (len(texts), dim)."""
        return repeated([self._prefix + plain(text) for text in texts], self._encode)

    def _encode(self, texts: list[str]) -> np.ndarray:
        vectors = np.zeros((len(texts), self.dim), dtype=np.float32)
        for batch in equal_batches(self._lengths(texts), _TOKENS):
            vectors[batch] = self._model.encode(
                [texts[row] for row in batch],
                batch_size=len(batch),
                prompt="",
                show_progress_bar=False,
                convert_to_numpy=True,
            )
        return unit_rows(vectors)

    def _lengths(self, texts: list[str]) -> list[int]:
        """Tokens per text; a running number where the model has no tokenizer of the usual kind."""
        tokenizer = getattr(self._model, "tokenizer", None)
        if not texts or not callable(tokenizer):
            return list(range(len(texts)))
        limit = self._model.max_seq_length or 512
        return [min(len(ids), limit) for ids in tokenizer(texts)["input_ids"]]


def _load(path: str) -> Any:
    try:
        from sentence_transformers import SentenceTransformer
    except ImportError as error:
        raise EncoderError(
            f"encoder {path!r}",
            "needs the package sentence-transformers, which is not installed",
            "pip install sentence-transformers",
        ) from error
    logging.getLogger("sentence_transformers").setLevel(logging.ERROR)
    local = Path(path).exists()
    try:
        with quiet():
            return SentenceTransformer(path, device="cpu", local_files_only=local)
    except Exception as error:  # the library raises many kinds, from OSError to ValueError
        raise EncoderError(
            f"encoder {path!r}",
            f"could not be loaded ({type(error).__name__}: {error})"[:300],
            "name a sentence-transformers folder, or an id that the hub has",
        ) from error


def _dimension(model: Any) -> int:
    for method in ("get_embedding_dimension", "get_sentence_embedding_dimension"):
        if hasattr(model, method):
            found = getattr(model, method)()
            if found:
                return int(found)
    return int(model.encode(["a"], show_progress_bar=False).shape[1])
