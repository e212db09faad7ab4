"""A ledger of two languages: facts that carry both, and answers in the language asked for."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from claims.ids import article_id
from claims.records import Article
from ledger.ledger import Ledger
from ledger.model import Filters
from ledger.views.language import tongue
from tests.ledger.test_commands import run

WHEN = datetime(2024, 10, 16, 9, tzinfo=UTC)
ENGLISH = """The dam at Halvane may be closed for a year, two engineers told the Harbour Post.

The World Health Organization said on Tuesday that 14 people had fallen ill in the valley.

Minister Jana Kolar denied that the dam had been badly built."""
FRENCH = """Le barrage de Halvane pourrait être fermé pendant un an, ont déclaré deux ingénieurs au Harbour Post.

Quatorze personnes sont tombées malades dans la vallée, a déclaré mardi l'Organisation mondiale de la santé.

La ministre Jana Kolar a nié que le barrage ait été mal construit."""
CLOSED = {
    "en": "The dam at Halvane may be closed for a year.",
    "fr": "Le barrage de Halvane pourrait être fermé pendant un an.",
}


def article(text: str, outlet: str, lang: str) -> Article:
    key = article_id(outlet, None, None, WHEN.isoformat(), text)
    return Article(key, text, f"{outlet}.txt", outlet, lang, published_at=WHEN)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with the same story from an English and a French outlet, read by the whole program."""
    folder = tmp_path_factory.mktemp("mixed") / "ledger"
    ledger = Ledger.open(folder, create=True)
    report = ledger.add(
        [article(ENGLISH, "The Daily Lantern", "en"), article(FRENCH, "Le Courrier du Lac", "fr")]
    )
    assert len(report.added) == 2
    return folder


def fact_of(path: Path, claim: str) -> str:
    rows = Ledger.open(path).claims()
    found: str = rows[rows["claim"] == claim]["fact_id"].iloc[0]
    return found


def test_a_fact_carries_claims_of_both_languages(path: Path) -> None:
    rows = Ledger.open(path).claims()
    langs = rows.groupby("fact_id")["lang"].agg(set)
    assert fact_of(path, CLOSED["en"]) == fact_of(path, CLOSED["fr"])
    assert (langs == {"en", "fr"}).sum() >= 2


def test_a_denial_counts_for_both_languages(path: Path) -> None:
    rows = Ledger.open(path).claims()
    denied = rows[(rows["source"] == "Jana Kolar") & (rows["stance"] == "deny")]
    assert set(denied["lang"]) == {"en", "fr"}
    assert denied["fact_id"].nunique() == 1
    assert set(denied["status"]) == {"denied"}


@pytest.mark.parametrize("lang", [None, "en", "fr"])
def test_diff_shows_each_version_in_its_own_language(path: Path, lang: str | None) -> None:
    view = Ledger.open(path, lang=lang).diff(fact_of(path, CLOSED["en"]))
    assert {v.lang: v.claim for v in view.versions} == CLOSED
    assert all(v.wording == () for v in view.versions), "words of two languages are not compared"


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_headline_is_in_the_language_asked_for(path: Path, lang: str) -> None:
    ledger, fact = Ledger.open(path, lang=lang), fact_of(path, CLOSED["en"])
    facts = ledger.facts().set_index("fact_id")["claim"]
    unconfirmed = ledger.unconfirmed().set_index("fact_id")["claim"]
    shown = (facts[fact], unconfirmed[fact], ledger.show(fact).claim, ledger.diff(fact).claim)
    assert set(shown) == {CLOSED[lang]}


def test_a_language_that_no_claim_has_leaves_headlines_as_they_are(path: Path) -> None:
    plain, other = (Ledger.open(path, lang=lang).facts() for lang in (None, "pt"))
    assert plain["claim"].tolist() == other["claim"].tolist()


def test_names_are_in_the_language_asked_for_and_ids_in_none(path: Path) -> None:
    reasons = {
        lang: " ".join(r for rs in Ledger.open(path, lang=lang).facts()["reasons"] for r in rs)
        for lang in ("en", "fr")
    }
    assert "WHO" in reasons["en"] and "OMS" not in reasons["en"]
    assert "OMS" in reasons["fr"] and "WHO" not in reasons["fr"]
    rows = Ledger.open(path).claims()
    said = rows[rows["mention"].str.contains("Health Organization|mondiale de la santé")]
    assert set(said["lang"]) == {"en", "fr"}
    assert said["source_id"].nunique() == said["source"].nunique() == 1


def test_the_claims_table_is_the_same_in_every_language(path: Path) -> None:
    tables = [Ledger.open(path, lang=lang).claims_table() for lang in (None, "en", "fr")]
    assert tables[0].equals(tables[1]) and tables[0].equals(tables[2])


def test_a_source_is_found_by_its_name_in_any_language(path: Path) -> None:
    ledger = Ledger.open(path)
    found = [ledger.claims_table(Filters(sources=(name,))) for name in ("WHO", "OMS")]
    assert found[0].num_rows == found[1].num_rows > 0


def test_the_commands_take_the_language(path: Path) -> None:
    fact = fact_of(path, CLOSED["en"])
    for lang, claim in CLOSED.items():
        for words in (("facts",), ("unconfirmed",), ("show", fact), ("diff", fact)):
            done = run(*words, "--ledger", path, "--lang", lang, "--format", "json")
            assert done.returncode == 0, done.stderr
            found = json.loads(done.stdout)
            heads = {f["claim"] for f in found} if isinstance(found, list) else {found["claim"]}
            assert claim in heads


def test_a_word_that_is_no_language_code_is_refused(path: Path) -> None:
    done = run("facts", "--ledger", path, "--lang", "english")
    assert done.returncode != 0
    assert "'english' is no language code" in done.stderr


def test_names_stand_in_our_sentences_and_not_in_quoted_words() -> None:
    said = "one origin: Russie, through AFP; “proches de la Russie” (unnamed)"
    assert tongue("en").text(said) == (
        "one origin: Russia, through AFP; “proches de la Russie” (unnamed)"
    )
    assert tongue("fr").text(said) == said
