"""e5 in 8 bits: near float32, the same in any batch, chosen where it can be used."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.encoders import Encoder, is_asked, load_encoder
from claims.encoders.e5 import int8_folder
from claims.encoders.int8 import measured
from claims.errors import EncoderError
from claims.matching.pairs import read_pairs

PAIRS = Path(__file__).resolve().parents[1] / "data" / "pairs" / "heldout.jsonl"


@pytest.fixture(scope="module")
def int8() -> Encoder:
    pytest.importorskip("onnxruntime")
    return load_encoder("e5-small-1-int8")


@pytest.fixture(scope="module")
def claims() -> list[str]:
    texts = [text for pair in read_pairs(PAIRS) for text, _ in (pair.a, pair.b)]
    return list(dict.fromkeys(texts))[:150]


def test_vectors_are_near_those_of_float32(int8: Encoder, claims: list[str]) -> None:
    near = (int8.encode(claims) * load_encoder("e5-small-1").encode(claims)).sum(axis=1)
    assert near.mean() >= 0.998  # 0.9990 or 0.9989: processors sum products of 8 bits differently
    assert near.min() >= 0.997


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(max_size=200), min_size=1, max_size=12), st.randoms())
def test_any_text_has_one_vector_in_any_batch(int8: Encoder, texts: list[str], rng) -> None:  # type: ignore[no-untyped-def]
    alone = {text: int8.encode([text])[0] for text in texts}
    mixed = [*texts, *texts]
    rng.shuffle(mixed)
    for text, vector in zip(mixed, int8.encode(mixed), strict=True):
        assert np.array_equal(vector, alone[text])


def test_long_texts_of_one_length_do_not_see_each_other(int8: Encoder, claims: list[str]) -> None:
    long = [" ".join(claims[start : start + 40]) for start in range(0, 120, 40)]
    together = int8.encode([*long, *claims])
    assert np.array_equal(together[:3], np.concatenate([int8.encode([text]) for text in long]))


def test_the_default_is_the_faster_of_the_two(int8: Encoder) -> None:
    better = measured(int8_folder()).better
    assert load_encoder().name == (int8.name if better else "e5-small-1")


def test_without_the_runtime_the_default_is_float32(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    assert load_encoder().name == "e5-small-1"
    with pytest.raises(EncoderError, match=r"onnxruntime.*pip install.*reembed"):
        load_encoder("e5-small-1-int8")


def test_e5_means_either_of_its_two() -> None:
    assert is_asked("e5", "e5-small-1") and is_asked("e5", "e5-small-1-int8")
    assert is_asked("e5-small-1", "e5-small-1") and is_asked("light", "light")
    assert not is_asked("e5-small-1", "e5-small-1-int8")
    assert not is_asked("light", "e5-small-1")
