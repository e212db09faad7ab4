"""A made-up running story of any length, for tests that need many articles quickly."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from claims.records import Extraction
from ledger.ledger import Ledger
from ledger.refresh import derive_now
from tests.ledger.build import By, Says, extraction, vectors

OUTLETS = ("Courrier du Nord", "La Dépêche bleue", "Radio Littoral", "The Harbour Post", "Gazette")
EVENTS = (
    "Le ferry a quitté le port dimanche soir",
    "Le tunnel a fermé après une inondation",
    "La ministre a annoncé la fin des travaux",
    "Douze personnes ont été blessées dans l'incendie",
    "Le barrage a cédé dans la nuit de lundi",
    "Les négociations ont repris à huis clos",
    "Le syndicat a appelé à la grève générale",
    "Le satellite a été lancé avec un jour de retard",
)
SOURCES = (
    By("Agence Marine", "assert", "agency"),
    By("des responsables", "assert", "unnamed", ("Agence Marine",)),
    By("Ines Vauquelin", "deny", "person", speaks_for="Ministère des Ports"),
    By("Garde côtière", "decline", "organisation"),
    By("Paul Ténédor", "assert", "person", rule="verb:confirm"),
)


def story(articles: int, seed: int = 7) -> list[Extraction]:
    """`articles` articles that repeat, relay and deny each other; the same for the same seed."""
    rng = random.Random(seed)
    return [_article(rng, number) for number in range(articles)]


def _article(rng: random.Random, number: int) -> Extraction:
    said = [
        Says(
            f"{event}, point {number}" if rng.random() < 0.3 else event,
            tuple(rng.sample(SOURCES, rng.randint(0, 2))),
            certainty=rng.choice(("certain", "certain", "probable", "possible")),
        )
        for event in rng.sample(EVENTS, rng.randint(1, 4))
    ]
    hours = None if rng.random() < 0.05 else rng.randint(0, 200)
    return extraction(rng.choice(OUTLETS), said, hours, title=f"Article {number}")


def add_all(path: Path | str, extractions: Sequence[Extraction], batch: int = 0) -> Ledger:
    """A ledger at `path` with everything added, `batch` articles a run (0: all in one)."""
    ledger = Ledger.open(path, create=True)
    size = batch or len(extractions) or 1
    for first in range(0, len(extractions), size):
        part = extractions[first : first + size]
        ledger.add_extractions(part, vectors(part))
    return ledger


def contents(ledger: Ledger) -> dict[str, list[Any]]:
    """Everything the ledger answers, without when and in which run it was recorded."""
    snapshot = ledger.snapshot()
    derived = derive_now(snapshot, ledger.policy)
    names = ("claim_a", "claim_b", "kind", "score", "reason", "features")
    edges = [tuple(row.values()) for row in snapshot.table("edges", names).to_pylist()]
    articles = snapshot.table("articles", ("article_id", "text")).to_pylist()
    return {
        "claims": derived.claims.to_pylist(),
        "facts": [_undated(row) for row in derived.facts.sort_by("fact_id").to_pylist()],
        "edges": sorted(edges),
        "articles": sorted(tuple(row.values()) for row in articles),
    }


def _undated(row: dict[str, Any]) -> dict[str, Any]:
    """A facts row without the times, which stand on recording where an article has no date."""
    return {k: v for k, v in row.items() if k not in ("first_seen", "last_seen")}
