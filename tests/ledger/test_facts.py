"""The same articles give the same facts: in any order, any batches, added once or twice."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from ledger.head import CACHE
from ledger.ledger import Ledger
from ledger.refresh import derive, derive_now
from tests.ledger.build import By, Says, extraction, vectors
from tests.ledger.story import add_all, contents, story


@pytest.mark.parametrize("seed", range(4))
def test_order_and_batches_change_nothing(seed: int, tmp_path: Path) -> None:
    rng = random.Random(seed)
    made = story(16)
    shuffled = rng.sample(made, len(made))
    one = add_all(tmp_path / "one.ledger", made)
    other = add_all(tmp_path / "other.ledger", shuffled, rng.randint(1, 6))
    assert contents(one) == contents(other)


def test_adding_again_adds_no_row_and_no_version(tmp_path: Path) -> None:
    book = add_all(tmp_path / "a.ledger", story(6))
    before = contents(book)
    again = story(6)
    assert book.add_extractions(again, vectors(again)) == set()
    twice = extraction("New", ["Une chose nouvelle"], 4)
    assert len(book.add_extractions([twice, twice], vectors([twice, twice]))) == 1
    book = Ledger.open(tmp_path / "a.ledger", as_of="1")
    assert contents(book) == before
    assert book.store.runs()[-1].version == 2


def test_the_same_text_from_another_folder_is_the_same_article(tmp_path: Path) -> None:
    book = add_all(
        tmp_path / "a.ledger", [extraction("A", ["Le pont est fermé"], origin="x/a.txt")]
    )
    moved = extraction("A", ["Le pont est fermé"], origin="y/b.txt")
    assert book.add_extractions([moved], vectors([moved])) == set()


def test_a_changed_article_is_a_new_version_beside_the_old(tmp_path: Path) -> None:
    url = "https://a.example/1"
    said = ["Le pont est fermé pour dix jours", "Une grue est sur place"]
    first = extraction("A", said, 0, url=url)
    said = ["Le pont est fermé pour douze jours", "Les écoles restent ouvertes"]
    later = extraction("A", said, 1, url=url)
    book = add_all(tmp_path / "a.ledger", [first, later], 1)
    rows = book.claims_table().to_pylist()
    assert len({row["article_id"] for row in rows}) == 2
    assert {row["url"] for row in rows} == {url}
    old, new = book.versions(url).versions
    assert (old.claims, old.added, old.dropped) == (2, (), ())
    assert new.reworded == (
        ("Le pont est fermé pour dix jours", "Le pont est fermé pour douze jours"),
    )
    assert new.dropped == ("Une grue est sur place",)
    assert new.added == ("Les écoles restent ouvertes",)
    assert new.restated == ()


def test_the_cache_is_rebuilt_when_missing_stale_or_broken(tmp_path: Path) -> None:
    book = add_all(tmp_path / "a.ledger", story(5))
    wanted = derive_now(book.snapshot(), book.policy)
    book.derived()
    (folder,) = (book.store.path / CACHE).iterdir()
    assert {file.suffix for file in folder.iterdir()} >= {".json", ".parquet"}
    for break_it in (lambda f: f.write_bytes(b"broken"), lambda f: f.unlink()):
        for file in folder.iterdir():
            break_it(file)
        assert derive(book.snapshot(), book.policy).claims.equals(wanted.claims)
    add_all(tmp_path / "a.ledger", story(6))
    assert book.derived().claims.num_rows > wanted.claims.num_rows


STATUSES = {
    "unconfirmed": [Says("Le ferry a coulé", (By("des responsables", kind="unnamed"),))],
    "corroborated": [Says("Le ferry a coulé", (By("Ines Roux"), By("Paul Ténédor")))],
    "confirmed": [Says("Le ferry a coulé", (By("Ines Roux", rule="verb:confirm"),))],
    "denied": [Says("Le ferry a coulé", (By("Ines Roux", "deny"),))],
    "disputed": [Says("Le ferry a coulé", (By("Ines Roux"), By("Paul Ténédor", "deny")))],
}


@pytest.mark.parametrize("status", STATUSES)
def test_statuses(status: str, tmp_path: Path) -> None:
    book = add_all(tmp_path / "a.ledger", [extraction("A", STATUSES[status])])
    assert book.facts_table()["status"].to_pylist() == [status]
    assert book.claims_table()["status"].unique().to_pylist() == [status]


@pytest.mark.parametrize(
    ("says", "reasons"),
    [
        (
            Says(
                "Le train est parti dimanche",
                (
                    By("Chosun", "attribute", "outlet"),
                    By("officials", "assert", "unnamed", ("Chosun",)),
                    By("NIS", "decline", "organisation"),
                ),
                "probable",
            ),
            [
                "one origin: Chosun, citing “officials” (unnamed)",
                "NIS did not confirm",
                "nobody who says so is named",
                "said to be probable",
            ],
        ),
        (
            Says("Le ferry a coulé", (By("Ines Roux", rule="verb:confirm"),)),
            ["one origin: Ines Roux, through A", "expressly confirmed by Ines Roux"],
        ),
        (
            Says("Le ferry aurait coulé", own="attribute", certainty="reported"),
            [
                "one origin: “A, naming nobody” (unnamed)",
                "nobody who says so is named",
                "reported without saying by whom",
            ],
        ),
        (
            Says("Le ferry a coulé", (By("Ines Roux", "decline"),)),
            ["Ines Roux did not confirm", "nobody is reported as saying so"],
        ),
    ],
)
def test_reasons_in_plain_words(says: Says, reasons: list[str], tmp_path: Path) -> None:
    book = add_all(tmp_path / "a.ledger", [extraction("A", [says])])
    assert book.facts_table()["reasons"].to_pylist() == [reasons]


def test_three_named_origins_confirm_only_without_a_hedge(tmp_path: Path) -> None:
    by = tuple(By(name) for name in ("Ines Roux", "Paul Ténédor", "Ada Lind"))
    for certainty, status in (("certain", "confirmed"), ("probable", "corroborated")):
        made = extraction("A", [Says("Le ferry a coulé", by, certainty)])
        book = add_all(tmp_path / f"{certainty}.ledger", [made])
        assert book.facts_table()["status"].to_pylist() == [status]


def test_unconfirmed_puts_much_resting_on_little_first(tmp_path: Path) -> None:
    wire = By("Valpress", kind="agency")
    made = [
        extraction("A", [Says("Le pont a cédé", (wire,)), "Il neige en ville"], 1),
        extraction("B", [Says("Le pont a cédé", (wire,))], 2),
        extraction("C", [Says("Le pont a cédé", (wire,)), Says("La grève dure", (wire,))], 3),
        extraction("D", [Says("La grève dure", (wire,))], 4),
    ]
    book = add_all(tmp_path / "a.ledger", made)
    frame = book.unconfirmed()
    assert frame["claim"].tolist() == ["Le pont a cédé", "La grève dure", "Il neige en ville"]
    assert (frame["age_days"] > 0).all()
