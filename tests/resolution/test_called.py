"""A bare noun takes the name that the article gave it."""

from __future__ import annotations

import pytest

from tests.extraction.build import claim_with, extracted, sentence_of
from tests.extraction.english import read


@pytest.mark.parametrize(
    ("text", "fragment", "sentence"),
    [
        (
            "Le groupe Valdor va supprimer 400 postes. Le groupe a été fondé en 1921.",
            "fondé",
            "Le groupe Valdor a été fondé en 1921.",
        ),
        (
            "Le club d'Arvel a recruté Karim Salhi. Une subvention du club a été suspendue lundi.",
            "suspendue",
            "Une subvention du club d'Arvel a été suspendue lundi.",
        ),
        (
            "Le groupe Valdor a perdu. Le groupe Norden a gagné. Le groupe fera appel lundi.",
            "appel",
            "Le groupe fera appel lundi.",
        ),
        (
            "La directrice de l'usine Claire Blondel a démissionné. L'usine emploie 86 personnes.",
            "86",
            "L'usine emploie 86 personnes.",
        ),
    ],
)
def test_a_bare_noun_takes_the_one_name_it_had(text: str, fragment: str, sentence: str) -> None:
    claim = claim_with(extracted(text), fragment)
    assert claim is not None
    assert claim.claim.endswith(sentence)
    assert text[claim.start : claim.end] == claim.quote


def test_so_does_an_english_one() -> None:
    text = "The magazine Meridian published the files. The magazine stands by its report."
    claims = [claim.claim for claim in read(text).claims]
    assert "The magazine Meridian stands by its report." in claims


def test_nobody_is_taken_for_whom_he_where_a_person_stands_beside_an_office() -> None:
    text = (
        "Le parquet d'Arvel a ouvert une enquête et précisé que le technicien serait entendu mardi. "
        "Il n'avait pas reçu de formation."
    )
    sentence = sentence_of(text, "formation")
    assert "parquet" not in sentence
