"""A ledger keeps the encoder it began with, and finds it again by the name it wrote down."""

from __future__ import annotations

from pathlib import Path

import pytest

from claims.errors import LedgerError
from ledger.ledger import Ledger
from tests.ledger.build import extraction


@pytest.mark.parametrize("encoder", ["e5", "e5-small-1", "light"])
def test_a_ledger_is_added_to_again_without_naming_its_encoder(
    tmp_path: Path, encoder: str
) -> None:
    path = tmp_path / "kept.ledger"
    Ledger.open(path, create=True, encoder=encoder).add_extractions(
        [extraction("La Vigie", ["Le pont de Brévannes ferme."])]
    )
    kept = Ledger.open(path).store.mark().encoder
    assert kept is not None
    again = extraction("Le Phare", ["Le pont de Brévannes a fermé."], hours=2)
    for asked in (None, encoder, kept):
        Ledger.open(path, create=True, encoder=asked).add_extractions([again])
    assert Ledger.open(path).store.mark().encoder == kept
    assert len(Ledger.open(path).snapshot().keys) == 2


def test_another_encoder_is_refused_in_one_line_with_the_way_out(tmp_path: Path) -> None:
    path = tmp_path / "kept.ledger"
    Ledger.open(path, create=True, encoder="light").add_extractions(
        [extraction("La Vigie", ["Le pont de Brévannes ferme."])]
    )
    with pytest.raises(LedgerError, match=r"encoder light, not e5;.*factledger reembed") as caught:
        Ledger.open(path, create=True, encoder="e5")
    assert "\n" not in str(caught.value)
