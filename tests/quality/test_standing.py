"""The mechanical faults of claim sentences, one case a fault, and sentences that have none."""

from __future__ import annotations

import pytest

from tests.quality.build import rows
from tests.quality.standing import faults, have_verb, standing


@pytest.mark.parametrize(
    "sentence, fault",
    [
        ("le pont est fermé.", "no capital"),
        ("Le pont est fermé", "no full stop"),
        ("Pont fermé.", "too short"),
        ("Le pont  est fermé.", "double space"),
        ("Le pont () est fermé.", "marks"),
        ("Le pont « est fermé.", "marks"),
        ('Le pont est "fermé.', "marks"),
        ("Elle a fermé le pont.", "pronoun"),
        ("J’ai fermé le pont.", "pronoun"),
        ("Le journal a publié la liste.", "anaphor"),
        ("Ce dernier a fermé le pont.", "anaphor"),
        ("Son avocat a plaidé la relaxe.", "anaphor"),
        ("Cette source connaît le dossier.", "demonstrative"),
        ("Que le pont est fermé.", "starts as a fragment"),
        ("D'avoir fermé le pont.", "starts as a fragment"),
        ("Où le pont est fermé.", "starts as a fragment"),
        ("Le pont est fermé et.", "ends as a fragment"),
    ],
)
def test_a_fault_is_named(sentence: str, fault: str) -> None:
    assert fault in faults(sentence, "fr")


@pytest.mark.parametrize(
    "sentence",
    [
        "Le pont est fermé.",
        "Il faut fermer le pont.",
        "Il y a deux ponts à Brest.",
        "Cette année, le pont a fermé deux fois.",
        "De nouveaux orages touchent les Cévennes.",
        "« La Gazette » a fermé.",
        "Le journal Le Figaro a publié la liste.",
        "Le porte-parole du gouvernement a démenti.",
        "300 habitants ont été évacués.",
        "Le maire a-t-il parlé ?",
    ],
)
def test_a_sound_sentence_has_no_fault(sentence: str) -> None:
    assert faults(sentence, "fr") == ()


def test_a_weekday_needs_a_time_where_the_article_has_a_date() -> None:
    assert faults("Le pont a fermé mardi.", "fr", dateless=True) == ("relative day",)
    assert faults("Le pont a fermé mardi.", "fr") == ()


def test_a_sentence_without_a_verb_is_seen() -> None:
    assert have_verb(["Le maire a fermé le pont.", "La fermeture du pont."], "fr") == [True, False]


def test_a_claim_counts_once_however_many_sources_it_has() -> None:
    result = standing(rows(), "fr", frozenset())
    assert (result.claims, result.share) == (3, 1.0)


@pytest.mark.parametrize("sentence", ["She left the town.", "But the bridge closed.", "the end."])
def test_english_has_patterns_of_its_own(sentence: str) -> None:
    assert faults(sentence, "en")
