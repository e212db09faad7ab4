"""Another encoder for a ledger: as if it had had that one from the start, with its past kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from ledger.cli import app
from ledger.ledger import Ledger
from ledger.store import Mark
from tests.ledger.build import Says, extraction
from tests.ledger.story import contents

FIRST = [
    extraction("La Vigie", ["Le pont de Brévannes ferme mardi.", "Le maire a démissionné."]),
    extraction("Le Phare", ["Mardi, le pont de Brévannes est fermé."], hours=1),
]
SECOND = [
    extraction("Orbia", [Says("Le pont de Brévannes a fermé mardi.")], hours=2),
    extraction("Canal", ["La maire a présenté sa démission."], hours=3),
]


def book_of(path: Path, encoder: str, *batches: list) -> Ledger:  # type: ignore[type-arg]
    book = Ledger.open(path, create=True, encoder=encoder)
    for batch in batches:
        book.add_extractions(batch)
    return book


@pytest.fixture
def changed(tmp_path: Path) -> Ledger:
    book = book_of(tmp_path / "changed.ledger", "light", FIRST)
    done = book.reembed("e5-small-1")
    assert (done.before, done.after, done.claims, done.version) == ("light", "e5-small-1", 3, 2)
    return book


def test_it_is_as_with_that_encoder_from_the_start(changed: Ledger, tmp_path: Path) -> None:
    same = book_of(tmp_path / "same.ledger", "e5-small-1", FIRST)
    assert contents(changed) == contents(same)
    # What comes later is matched against the new vectors: by this program, and by another one.
    for batch in ([SECOND[0]], [SECOND[1]]):
        Ledger.open(changed.store.path, create=True).add_extractions(batch)
        same.add_extractions(batch)
    assert contents(Ledger.open(changed.store.path)) == contents(same)
    assert changed.check().problems == ()


def test_the_past_is_kept(changed: Ledger, tmp_path: Path) -> None:
    before = Ledger.open(changed.store.path, as_of="1")
    assert contents(before) == contents(book_of(tmp_path / "old.ledger", "light", FIRST))


def test_the_index_can_be_made_again(changed: Ledger, tmp_path: Path) -> None:
    changed.add_extractions([SECOND[0]])
    for path in (changed.store.path / "index").iterdir():
        path.unlink()
    changed.add_extractions([SECOND[1]])
    book = Ledger.open(changed.store.path, create=True)
    book.reembed("light")
    assert contents(book) == contents(book_of(tmp_path / "l.ledger", "light", FIRST, SECOND))


def test_a_change_cut_short_after_its_run_is_finished(changed: Ledger) -> None:
    changed.store.change_encoder(Mark("light", 512))  # as if killed before the last step
    Ledger.open(changed.store.path, create=True)
    assert changed.store.mark().encoder == "e5-small-1"


def test_the_command_says_what_it_did(tmp_path: Path) -> None:
    path = tmp_path / "news.ledger"
    book_of(path, "light", FIRST)
    command = ["reembed", "--encoder", "e5-small-1", "--ledger", str(path)]
    first, again = (CliRunner().invoke(app, command).output for _ in range(2))
    assert first.startswith("3 claims encoded with e5-small-1, before with light; ")
    assert first.count("\n") == 1
    assert again == f"{path} has the encoder e5-small-1 already\n"
