"""Independence: relays and wire copies count once, independent reports are never joined."""

from __future__ import annotations

from pathlib import Path

import pytest

from claims.records import Extraction
from ledger.ledger import Ledger
from ledger.model import Evidence
from ledger.views.show import FactView
from tests.ledger.build import By, Says, extraction, vectors

ARRIVED = "Le ferry est arrivé mardi au port de Sorne avec douze heures de retard"
SAME = (
    ARRIVED,
    "Le ferry est arrivé mardi au port de Sorne avec douze heures de retard environ",
    "Au port de Sorne, le ferry est arrivé mardi avec douze heures de retard",
    "Mardi, avec douze heures de retard, le ferry est arrivé au port de Sorne",
)
AGENCY = By("Valpress", "assert", "agency")
RELAYED = By("Valpress", "attribute", "agency")
OFFICIALS = By("des responsables", "assert", "unnamed", ("Valpress",))


def view(path: Path, *extractions: Extraction) -> FactView:
    """The one fact that the articles make (a person judged all their claims to be the same)."""
    from datetime import UTC, datetime

    from claims.records import Judgement

    ledger = Ledger.open(path / "a.ledger", create=True)
    ledger.add_extractions(extractions, vectors(extractions))
    claims = [c.claim_id for e in extractions for c in e.claims]
    when = datetime(2024, 5, 2, tzinfo=UTC)
    if len(claims) > 1:
        ledger.judge([Judgement(claims[0], c, "same", "test", when) for c in claims[1:]])
    facts = ledger.facts_table().to_pylist()
    assert len(facts) == 1
    return ledger.show(facts[0]["fact_id"])


def origins(evidence: Evidence) -> dict[str, bool]:
    """Origin → whether it is named."""
    return {o.name: o.named for o in evidence.origins}


# Each case: articles, and the origins they should count.
CASES: dict[str, tuple[list[Extraction], dict[str, bool]]] = {
    "one outlet in its own voice": ([extraction("A", [ARRIVED])], {"A": True}),
    "two outlets that relay one agency": (
        [extraction("A", [Says(SAME[0], (AGENCY,))]), extraction("B", [Says(SAME[2], (AGENCY,))])],
        {"Valpress": True},
    ),
    "the agency's own article and a relay": (
        [
            extraction("Valpress", [SAME[0]], kind="agency"),
            extraction("B", [Says(SAME[2], (AGENCY,))]),
        ],
        {"Valpress": True},
    ),
    "a chain that another article follows further": (
        [
            extraction("A", [Says(SAME[0], (RELAYED, OFFICIALS))]),
            extraction("B", [Says(SAME[2], (AGENCY,))]),
        ],
        {"des responsables": False},
    ),
    "one wire sentence, no credit": (
        [
            extraction("A", [SAME[0]], 0),
            extraction("B", [SAME[1]], 1),
            extraction("C", [SAME[0]], 2),
        ],
        {"A": True},
    ),
    "one wire sentence, one of them credits the agency": (
        [extraction("A", [SAME[0]], 0), extraction("B", [Says(SAME[1], (AGENCY,))], 1)],
        {"Valpress": True},
    ),
    "one wire sentence, the agency's own printed later": (
        [
            extraction("A", [SAME[0]], 0),
            extraction("Valpress", [SAME[1]], 1, kind="agency"),
        ],
        {"Valpress": True},
    ),
    "a byline that names an agency": (
        [
            extraction("A", [SAME[0]], 0, author="Par Jeanne Roux, avec Valpress"),
            extraction("B", [Says(SAME[2], (AGENCY,))], 1),
        ],
        {"Valpress": True},
    ),
    "two mouths of one body": (
        [
            extraction("A", [Says(SAME[0], (By("Ines Roux", speaks_for="Port de Sorne"),))]),
            extraction("B", [Says(SAME[2], (By("Port de Sorne", kind="organisation"),))]),
        ],
        {"Ines Roux": True},
    ),
    "an outlet that cites an outlet that is in the ledger": (
        [extraction("A", [SAME[0]]), extraction("B", [Says(SAME[2], (By("A", kind="outlet"),))])],
        {"A": True},
    ),
    "hearsay": ([extraction("A", [Says(ARRIVED, own="attribute")])], {"A, naming nobody": False}),
    "only a denial": ([extraction("A", [Says(ARRIVED, (By("Ines Roux", "deny"),))])], {}),
    "two outlets in their own words": (
        [extraction("A", [SAME[0]], 0), extraction("B", [SAME[2]], 1)],
        {"A": True, "B": True},
    ),
    "two agencies": (
        [
            extraction("A", [Says(SAME[0], (AGENCY,))]),
            extraction("B", [Says(SAME[2], (By("Nordinfo", kind="agency"),))]),
        ],
        {"Valpress": True, "Nordinfo": True},
    ),
    "one article with two sources": (
        [extraction("A", [Says(ARRIVED, (By("Ines Roux"), By("Paul Ténédor")))])],
        {"Ines Roux": True, "Paul Ténédor": True},
    ),
    "short sentences alike by chance": (
        [extraction("A", ["Le pont a cédé"], 0), extraction("B", ["Le pont a cédé"], 1)],
        {"A": True, "B": True},
    ),
    "a circle with a way out": (
        [
            extraction("A", [Says(SAME[0], (By("B", kind="outlet"),))], 0),
            extraction("B", [Says(SAME[2], (By("A", kind="outlet"), By("Ines Roux")))], 1),
        ],
        {"Ines Roux": True},
    ),
    "a circle": (
        [
            extraction("A", [Says(SAME[0], (By("B", kind="outlet"),))], 0),
            extraction("B", [Says(SAME[2], (By("A", kind="outlet"),))], 1),
        ],
        {},
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_each_origin_counts_once(case: str, tmp_path: Path) -> None:
    extractions, wanted = CASES[case]
    assert origins(view(tmp_path, *extractions).evidence) == wanted


@pytest.mark.parametrize("case", CASES)
def test_the_order_of_the_articles_changes_nothing(case: str, tmp_path: Path) -> None:
    extractions, _ = CASES[case]
    there, back = (
        view(tmp_path / name, *articles)
        for name, articles in (("there", extractions), ("back", extractions[::-1]))
    )
    assert there.evidence == back.evidence
    assert there.reasons == back.reasons


def test_a_circle_is_named(tmp_path: Path) -> None:
    extractions, _ = CASES["a circle"]
    found = view(tmp_path, *extractions)
    assert found.evidence.circles == (("A", "B"),)
    assert found.status == "unconfirmed"
    assert any("circular: A cites B, B cites A" in reason for reason in found.reasons)


def test_a_wire_copy_is_named_with_whom_it_counts_for(tmp_path: Path) -> None:
    extractions, _ = CASES["one wire sentence, one of them credits the agency"]
    found = view(tmp_path, *extractions)
    assert found.reasons[0] == "one origin: Valpress, through B"
    assert "A and B print one sentence, counted once, for Valpress" in found.reasons
