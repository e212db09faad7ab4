"""Who stands behind what: a case a construction, over sentences written for these tests."""

from __future__ import annotations

import pytest

from tests.extraction.build import OUTLET, claim_with, extracted, rows_on, sentence_of
from tests.extraction.cases import CASES, NO_CLAIM, Case, wrong
from tests.extraction.dense import DENSE
from tests.extraction.newsroom import NEWSROOM
from tests.extraction.parted import PARTED
from tests.extraction.phrased import PHRASED
from tests.extraction.told import TOLD

ALL = (*CASES, *TOLD, *DENSE, *PHRASED, *NEWSROOM, *PARTED)

# Cases that the rules do not get right yet, by their text; a case that comes right fails here.
NOT_YET: dict[str, str] = {
    "Un inventaire de l'Office recensait l'an dernier 80 étangs à sec dans la plaine.": (
        "a time read as one of two objects"
    ),
}


def _param(case: Case) -> object:
    reason = NOT_YET.get(case.text)
    marks = [pytest.mark.xfail(strict=True, reason=reason)] if reason else []
    return pytest.param(case, marks=marks, id=f"{case.kind}: {case.text[:60]}")


@pytest.mark.parametrize("case", [_param(case) for case in ALL])
def test_a_claim_has_exactly_its_voices(case: Case) -> None:
    assert wrong(case) == []


@pytest.mark.parametrize("text", NO_CLAIM)
def test_what_says_nothing_is_no_claim(text: str) -> None:
    assert [claim.quote for claim in extracted(text).claims] == []


def test_what_is_listed_as_not_yet_is_a_case() -> None:
    assert NOT_YET.keys() <= {case.text for case in ALL}


@pytest.mark.parametrize(
    "text, fragment, chain",
    [
        (
            "Le Figaro a rapporté, citant la police, que deux suspects avaient fui.",
            "deux suspects",
            [(OUTLET,), (OUTLET, "Le Figaro")],
        ),
        ("Selon la mairie, le pont fermera lundi.", "le pont", [(OUTLET,)]),
    ],
)
def test_the_order_of_relays_is_kept(
    text: str, fragment: str, chain: list[tuple[str, ...]]
) -> None:
    extraction = extracted(text)
    claim = claim_with(extraction, fragment)
    assert claim is not None
    assert [row.via for row in rows_on(extraction, claim)] == chain


@pytest.mark.parametrize(
    "text, fragment, when",
    [
        ("Le pont a cédé mardi.", "cédé", "2024-10-15"),
        ("Le pont a cédé hier.", "cédé", "2024-10-16"),
        ("Le pont a cédé le 3 mai 2021.", "cédé", "2021-05-03"),
        ("Le pont a cédé en juillet.", "cédé", "2024-07"),
        ("Le pont a cédé en 2019.", "cédé", "2019"),
        ("Le pont fermera lundi prochain.", "fermera", "2024-10-21"),
        ("Le pont a cédé sous le poids d'un camion.", "cédé", None),
        ("Le pont fermera lundi.", "fermera", "2024-10-21"),
        ("Lyon reçoit Brest samedi.", "reçoit", "2024-10-19"),
        ("Un rapport est attendu lundi.", "attendu", "2024-10-21"),
        ("Le pont est fermé depuis lundi.", "fermé", "2024-10-14"),
        ("Les campings pourront rouvrir le 1er avril.", "rouvrir", "2025-04-01"),
        ("Les écoles resteront fermées jusqu'à lundi.", "fermées", "2024-10-21"),
    ],
)
def test_a_time_is_resolved_or_left_empty(text: str, fragment: str, when: str | None) -> None:
    claim = claim_with(extracted(text), fragment)
    assert claim is not None
    assert (claim.event_time or None) == when


@pytest.mark.parametrize(
    "text, fragment, sentence",
    [
        ("Le pont fermera lundi, a annoncé le maire.", "fermera", "Le pont fermera lundi."),
        ("Selon la mairie, le pont fermera lundi.", "fermera", "Le pont fermera lundi."),
        ("« Le pont fermera lundi », dit Marc Roux.", "fermera", "Le pont fermera lundi."),
        (
            "Le maire affirme que le pont fermera lundi.",
            "fermera",
            "Le pont fermera lundi.",
        ),
        (
            "Anne Roy dirige le port. Elle a démissionné mardi.",
            "démissionné",
            "Anne Roy a démissionné mardi.",
        ),
        (
            "Le ministre a quitté Rome et a rejoint Paris.",
            "rejoint Paris",
            "Le ministre a rejoint Paris.",
        ),
    ],
)
def test_a_claim_is_a_sentence_that_stands_alone(text: str, fragment: str, sentence: str) -> None:
    assert sentence_of(text, fragment) == sentence
