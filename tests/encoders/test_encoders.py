"""Every encoder passes the same tests."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from claims.encoders import Encoder, load_encoder
from claims.encoders.e5 import cached, e5_folder
from claims.errors import EncoderError

TEXTS = [
    "Le président français a rencontré son homologue italien à Rome.",
    "The French president met his Italian counterpart in Rome.",
    "Une tempête a privé d'électricité 12 000 foyers en Bretagne.",
    "",
    "ﬁn\u200b de la séance\t: ½ point",
]


@pytest.fixture(scope="module", params=["e5-small-1", "e5-small-1-int8", "light", "path"])
def encoder(request: pytest.FixtureRequest) -> Encoder:
    return load_encoder(str(e5_folder()) if request.param == "path" else request.param)


def test_rows_are_unit_float32(encoder: Encoder) -> None:
    vectors = encoder.encode(TEXTS)
    assert vectors.shape == (len(TEXTS), encoder.dim)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_a_vector_does_not_depend_on_its_batch(encoder: Encoder) -> None:
    together = encoder.encode(TEXTS)
    alone = np.concatenate([encoder.encode([text]) for text in TEXTS])
    backwards = encoder.encode(TEXTS[::-1] + TEXTS[:1])[:-1][::-1]
    assert np.array_equal(together, alone)
    assert np.array_equal(together, backwards)


def test_translation_is_nearer_than_another_story(encoder: Encoder) -> None:
    french, english, other = encoder.encode(TEXTS[:3])
    assert french @ english > french @ other


def test_no_texts_no_rows(encoder: Encoder) -> None:
    assert encoder.encode([]).shape == (0, encoder.dim)


@pytest.mark.parametrize("name", ["no-such-encoder", "./no/such/folder"])
def test_unknown_name_is_one_line(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(EncoderError) as caught:
        load_encoder(name)
    assert name in str(caught.value)
    assert "\n" not in str(caught.value)


def test_cache_is_made_once_and_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    calls: list[Path] = []

    def fails(folder: Path) -> None:
        folder.mkdir()
        raise RuntimeError("killed half way")

    def make(folder: Path) -> None:
        calls.append(folder)
        folder.mkdir()
        (folder / "model").write_text("weights")

    with pytest.raises(RuntimeError):
        cached("model-1", fails)
    assert list((tmp_path / "factledger").iterdir()) == []
    first, second = cached("model-1", make), cached("model-1", make)
    assert first == second == tmp_path / "factledger" / "model-1"
    assert (first / "model").read_text() == "weights"
    assert len(calls) == 1


def test_loser_of_a_race_reads_the_winners_model(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))

    def slow(folder: Path) -> None:
        winner = tmp_path / "factledger" / "model-1"
        winner.mkdir()
        (winner / "model").write_text("winner")
        folder.mkdir()
        (folder / "model").write_text("loser")

    assert (cached("model-1", slow) / "model").read_text() == "winner"
