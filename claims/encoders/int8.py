"""multilingual-e5-small with 8-bit matrix products, run by ONNX Runtime on the CPU.

Three times as fast as float32 and about as good: its vectors are at a cosine of 0.999 to the
float32 ones. It needs neither torch nor transformers. See docs/decisions/0030-e5-int8.md.
"""

from __future__ import annotations

import importlib.util
import json
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from claims.encoders.base import equal_batches, plain, repeated, unit_rows
from claims.encoders.e5_source import read_weights, tokenizer_of, unpacked
from claims.errors import EncoderError

_LAYERS, _TOKENIZER, _WORDS, _PLACES = "layers.onnx", "tokenizer.json", "words.npy", "places.npy"
_MEASURED = "measured.json"
_TOKENS = 512  # a batch: enough to fill the processor, little enough to stay in its cache
_ENOUGH = 0.99  # cosine to float32 below which the processor's 8-bit products can't be trusted


@dataclass(frozen=True, slots=True)
class Measured:
    """The 8-bit graph against the float32 one, on this machine: speed, and the worst cosine."""

    times: float
    cosine: float

    @property
    def better(self) -> bool:
        """Whether it is worth using."""
        return self.times > 1 and self.cosine >= _ENOUGH


class Int8Encoder:
    """Encodes with the model that `build` wrote; thread-safe, one thread a call.

    A text's vector is the same in any batch: texts of one length go together, so that nothing is
    padded, and every product is a sum of integers within one token's row.
    """

    def __init__(self, folder: Path, name: str, prefix: str) -> None:
        from tokenizers import Tokenizer

        self.name, self._prefix = name, prefix
        self._tokenizer = Tokenizer.from_file(str(folder / _TOKENIZER))
        # Blocks of 4 bits as in the package, read from the file where they are needed.
        self._words = np.load(folder / _WORDS, mmap_mode="r")
        self._places = np.load(folder / _PLACES)
        self._tokenizer.enable_truncation(len(self._places))
        self.dim = int(self._places.shape[1])
        self._session = _session(folder / _LAYERS)

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """Unit vectors of `texts`, float32, shape (len(texts), dim)."""
        return repeated([self._prefix + plain(text) for text in texts], self._encode)

    def _encode(self, texts: list[str]) -> np.ndarray:
        tokens = [e.ids for e in self._tokenizer.encode_batch_fast(texts)]
        vectors = np.zeros((len(texts), self.dim), dtype=np.float32)
        for batch in equal_batches([len(ids) for ids in tokens], _TOKENS):
            embedded = self._embedded(np.array([tokens[row] for row in batch]))
            (states,) = self._session.run(None, {"embeddings": embedded})
            # Added token by token: a sum over the whole batch would round by the batch's size.
            vectors[batch] = [s.sum(axis=0, dtype=np.float64) / len(s) for s in states]
        return unit_rows(vectors)

    def _embedded(self, ids: np.ndarray) -> np.ndarray:
        words = unpacked(self._words[ids.ravel()].reshape(-1, self._words.shape[2]))
        return words.reshape(*ids.shape, self.dim) + self._places[: ids.shape[1]]


def available(folder: Path) -> bool:
    """Whether the model can be used here: it is made, or can be."""
    needed = ["onnxruntime"] if folder.is_dir() else ["onnxruntime", "onnx"]
    return all(importlib.util.find_spec(name) is not None for name in needed)


def build(source: Path, folder: Path) -> None:
    """Write the model at `folder` from the package's weights, and measure it against float32."""
    from claims.encoders.e5_onnx import write_graph

    if importlib.util.find_spec("onnx") is None:
        raise EncoderError(str(folder.name), "needs onnx to be made", "pip install onnx")
    weights = read_weights(source)
    folder.mkdir()
    tokenizer_of(weights).save(str(folder / _TOKENIZER))
    blocks = weights.blocks("emb.word")
    np.save(folder / _WORDS, blocks.reshape(-1, weights.hidden // 32, blocks.shape[1]))
    kinds = weights.plain("emb.type")[: weights.hidden]
    np.save(folder / _PLACES, weights.plain("emb.pos").reshape(-1, weights.hidden) + kinds)
    write_graph(weights, folder / _LAYERS, int8=True)
    full = folder / "float32.onnx"
    write_graph(weights, full, int8=False)
    measured = _measure(_session(folder / _LAYERS), _session(full), weights.hidden)
    full.unlink()
    (folder / _MEASURED).write_text(json.dumps(asdict(measured)) + "\n", encoding="utf-8")


def measured(folder: Path) -> Measured:
    """What `build` found on the machine it ran on."""
    return Measured(**json.loads((folder / _MEASURED).read_text(encoding="utf-8")))


def _measure(small: Any, full: Any, width: int) -> Measured:
    """Both graphs on the same made-up embeddings; the fastest of several turns each."""
    texts = np.random.default_rng(0).normal(0, 0.05, (8, 24, width)).astype(np.float32)
    runs = [partial(_mean_states, session, texts) for session in (full, small)]
    exact, near = (unit_rows(run()) for run in runs)
    turns = [[_seconds(run) for run in runs] for _ in range(5)]
    slow, fast = np.min(turns, axis=0)
    return Measured(round(float(slow / fast), 2), round(float((exact * near).sum(axis=1).min()), 5))


def _mean_states(session: Any, embeddings: np.ndarray) -> np.ndarray:
    return session.run(None, {"embeddings": embeddings})[0].mean(axis=1)


def _seconds(run: Callable[[], object]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def _session(path: Path) -> Any:
    import onnxruntime

    from claims.encoders.e5_onnx import SLOW_FUSIONS

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(
        str(path), options, providers=["CPUExecutionProvider"], disabled_optimizers=SLOW_FUSIONS
    )
