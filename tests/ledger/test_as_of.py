"""As of a version: every answer equals a ledger rebuilt with only those steps."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from claims.errors import FactledgerError, LedgerError
from claims.records import Judgement
from ledger.directory import added
from ledger.ledger import Ledger
from tests.ledger.build import By, Says, extraction, vectors
from tests.ledger.story import contents, story

START = datetime(2024, 6, 1, tzinfo=UTC)
STEPS = 30
Step = Callable[[Ledger], object]


class Clock:
    """A clock that moves a day with every look."""

    def __init__(self) -> None:
        self.days = 0

    def __call__(self) -> datetime:
        self.days += 1
        return START + timedelta(days=self.days - 1, hours=9)


def steps() -> list[Step]:
    """Thirty steps of every kind: additions, retractions, judgements, changes of the directory."""
    made = story(22)
    adds: list[Step] = [lambda book, e=e: book.add_extractions([e], vectors([e])) for e in made]
    others: dict[int, Step] = {
        4: lambda book: book.judge([judgement(book, "same")]),
        7: lambda book: book.retract(made[1].article.article_id, "a test"),
        11: lambda book: book.rename_source("Paul Ténédor", "P. Ténédor"),
        14: lambda book: book.judge([judgement(book, "different")]),
        17: lambda book: book.retract(made[6].article.article_id, "pulled", withdrawn=True),
        20: lambda book: book.merge_sources("Garde côtière", "Ines Vauquelin"),
        23: lambda book: book.judge([judgement(book, "same", withdrawn=True)]),
        26: lambda book: book.add_sources([added("Agence Marine", "agency", None, ["AM"])]),
    }
    rest = iter(adds)
    return [others.get(number) or next(rest) for number in range(STEPS)]


def judgement(book: Ledger, verdict: str, withdrawn: bool = False) -> Judgement:
    """A decision about the first and the last claim, in the order of ids."""
    claims = sorted(book.snapshot().keys)
    when = START + timedelta(days=book.snapshot().version)
    return Judgement(claims[0], claims[-1], verdict, "ed", when, "", withdrawn)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("history") / "full.ledger"
    book = Ledger.open(path, create=True, clock=Clock())
    for step in steps():
        step(book)
    assert book.snapshot().version == STEPS
    return path


def test_every_version_equals_a_ledger_rebuilt_with_only_those_steps(
    full: Path, tmp_path: Path
) -> None:
    rebuilt = Ledger.open(tmp_path / "rebuilt.ledger", create=True, clock=Clock())
    for number, step in enumerate(steps(), 1):
        step(rebuilt)
        then = Ledger.open(full, as_of=str(number))
        assert contents(then) == contents(rebuilt), f"version {number}"
        day = (START + timedelta(days=number - 1)).date().isoformat()
        assert Ledger.open(full, as_of=day).snapshot().version == number


def test_times_within_a_day_and_zones_count(full: Path) -> None:
    def version(as_of: str) -> int:
        return Ledger.open(full, as_of=as_of).snapshot().version

    assert version("2024-05-31") == 0
    assert version("2024-06-01T08:59") == 0
    assert version("2024-06-01T09:00") == 1
    assert version("2024-06-01T10:30+02:00") == 0
    assert version("2024-06-03") == 3


def test_a_copied_folder_answers_the_same(full: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.ledger"
    shutil.copytree(full, copy, ignore=shutil.ignore_patterns("cache"))
    for as_of in ("8", "2024-06-15", None):
        ours, theirs = Ledger.open(full, as_of=as_of), Ledger.open(copy, as_of=as_of)
        assert contents(ours) == contents(theirs)


def test_compacting_changes_no_answer_of_any_version(full: Path, tmp_path: Path) -> None:
    copy = tmp_path / "compact.ledger"
    shutil.copytree(full, copy)
    before = [contents(Ledger.open(copy, as_of=str(version))) for version in (1, 9, 18, STEPS)]
    done = Ledger.open(copy).compact()
    assert done["claims"][0] > done["claims"][1] == 1
    after = [contents(Ledger.open(copy, as_of=str(version))) for version in (1, 9, 18, STEPS)]
    assert before == after
    assert Ledger.open(copy).check().problems == ()


def test_a_version_there_never_was_and_a_date_that_is_none_are_refused(full: Path) -> None:
    with pytest.raises(LedgerError, match="no version 31; the newest is 30"):
        Ledger.open(full, as_of="31").facts_table()
    with pytest.raises(FactledgerError, match="'yesterday' is no date"):
        Ledger.open(full, as_of="yesterday").facts_table()


def test_a_retracted_article_is_out_now_and_still_there_then(full: Path) -> None:
    article = story(2)[1].article.article_id
    now = Ledger.open(full).claims_table()["article_id"].to_pylist()
    then = Ledger.open(full, as_of="7").claims_table()["article_id"].to_pylist()
    assert article not in now
    assert article in then


def test_a_withdrawn_article_stays_marked_and_no_longer_counts(tmp_path: Path) -> None:
    said = "Le ferry est arrivé mardi à Sorne"
    one, two = extraction("A", [said], 0), extraction("B", [Says(said, (By("Ines Roux"),))], 1)
    book = Ledger.open(tmp_path / "a.ledger", create=True)
    book.add_extractions([one, two], vectors([one, two]))
    assert book.facts_table()["status"].to_pylist() == ["corroborated"]
    book.retract(two.article.article_id, "corrected", withdrawn=True)
    row = book.facts_table().to_pylist()[0]
    assert row["status"] == "unconfirmed"
    assert "B withdrew its article, which no longer counts" in row["reasons"]
    assert book.claims_table().num_rows == 3


def test_old_fact_ids_lead_to_the_fact_that_holds_their_claim_now(tmp_path: Path) -> None:
    said = "Le ferry est arrivé mardi au port de Sorne"
    late, early = extraction("A", [said], 5), extraction("B", [said], 1)
    book = Ledger.open(tmp_path / "a.ledger", create=True)
    book.add_extractions([late], vectors([late]))
    old = book.facts_table()["fact_id"].to_pylist()[0]
    book.add_extractions([early], vectors([early]))
    new = book.facts_table()["fact_id"].to_pylist()
    assert new != [old]
    assert book.show(old).fact_id == new[0]
    book.retract(late.article.article_id, "wrong place")
    with pytest.raises(LedgerError, match=r"retracted \(wrong place\); ask with --as-of"):
        book.show(old)


def test_history_tells_who_joined_who_denied_and_what_changed(tmp_path: Path) -> None:
    said = "Le ferry est arrivé mardi au port de Sorne"
    book = Ledger.open(tmp_path / "a.ledger", create=True, clock=Clock())
    for made in (
        extraction("A", [said], 0),
        extraction("C", ["Tout autre chose, sans aucun rapport avec le reste"], 1),
        extraction("B", [Says(said, (By("Ines Roux", "deny"),))], 2),
    ):
        book.add_extractions([made], vectors([made]))
    view = book.history(book.show("ferry Sorne").fact_id)
    told = [(event.version, event.what) for event in view.events]
    assert told == [
        (1, f"A, which asserts it: {said}"),
        (1, "unconfirmed: one origin: A, in its own voice"),
        (3, f"B, citing Ines Roux denies: {said}"),
        (3, "unconfirmed → disputed: one origin: A, in its own voice; denied by Ines Roux"),
    ]
