"""Edges and facts from claims: order, batches, and what a reader of news would expect."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims import ids
from claims.encoders import load_encoder
from claims.matching import ClaimKey, Item, cluster, match, profile
from claims.matching.features import compare
from claims.matching.pairs import read_pairs
from claims.matching.profile import make_profile, read_profile
from claims.records import Claim, Edge

PUBLISHED = datetime(2024, 5, 16, 12, tzinfo=UTC)
HELD_OUT = Path(__file__).parent.parent / "data" / "pairs" / "heldout.jsonl"
TEXTS = (
    ("La banque a relevé ses taux d'un quart de point jeudi.", "fr"),
    ("Jeudi, la banque a augmenté ses taux de 25 points de base.", "fr"),
    ("La banque a abaissé ses taux d'un quart de point jeudi.", "fr"),
    ("The bank raised its rates by 25 basis points on Thursday.", "en"),
    ("La banque a relevé ses taux d'un demi-point jeudi.", "fr"),
    ("Le maire de Metz a démissionné.", "fr"),
    ("The mayor of Metz resigned.", "en"),
    ("Le maire de Nancy a démissionné.", "fr"),
)


def item(text: str, lang: str, vector: np.ndarray) -> Item:
    claim_id = ids.content_id("c", {"text": text})
    claim = Claim(claim_id, "a" + claim_id, text, text, 0, len(text), "certain", lang)
    made = profile(claim, PUBLISHED)
    return Item(claim_id, claim.article_id, text, lang, PUBLISHED, vector, made)


@lru_cache(maxsize=1)
def items() -> tuple[Item, ...]:
    vectors = load_encoder("e5").encode([text for text, _ in TEXTS])
    return tuple(item(*pair, vector) for pair, vector in zip(TEXTS, vectors, strict=True))


def facts_of(edges: list[Edge]) -> dict[str, str]:
    return cluster([ClaimKey(i.claim_id, i.article_id, i.published_at) for i in items()], edges)


def test_claims_of_one_fact_join_and_near_misses_stay_apart() -> None:
    facts = facts_of(match(items(), []))
    by_text = {i.claim: facts[i.claim_id] for i in items()}
    groups = [[by_text[TEXTS[n][0]] for n in numbers] for numbers in ((0, 1, 3), (5, 6))]
    for group in groups:
        assert len(set(group)) == 1
    assert len(set(by_text.values())) == 5


def test_a_near_miss_is_an_edge_with_its_reason() -> None:
    edges = {frozenset((e.claim_a, e.claim_b)): e for e in match(items(), [])}
    raised, lowered, half = (items()[n].claim_id for n in (0, 2, 4))
    direction = edges[frozenset((raised, lowered))]
    number = edges[frozenset((raised, half))]
    assert (direction.kind, number.kind) == ("contradicts", "contradicts")
    assert "opposite" in direction.reason
    assert "number" in number.reason


@settings(deadline=None, max_examples=40)
@given(st.randoms(use_true_random=False), st.integers(1, 4))
def test_any_order_and_any_batching_give_the_same_edges(rng: random.Random, size: int) -> None:
    order = rng.sample(list(items()), len(items()))
    known: list[Item] = []
    edges: list[Edge] = []
    for start in range(0, len(order), size):
        batch = order[start : start + size]
        edges += match(batch, known)
        known += batch
    whole = match(items(), [])
    assert sorted(edges, key=lambda e: (e.claim_a, e.claim_b)) == whole
    assert facts_of(edges) == facts_of(whole)


def test_a_profile_survives_being_stored() -> None:
    for text, lang in TEXTS:
        stored = read_profile(item(text, lang, np.zeros(1)).profile)
        assert stored.article_id
        assert replace(stored, article_id="") == make_profile(text, lang, PUBLISHED)


@pytest.mark.parametrize("pair", read_pairs(HELD_OUT)[::25], ids=lambda pair: pair.topic)
def test_a_pair_compares_the_same_in_both_directions(pair) -> None:  # type: ignore[no-untyped-def]
    a, b = make_profile(*pair.a, PUBLISHED), make_profile(*pair.b, PUBLISHED)
    assert compare(a, b, 0.9).values == compare(b, a, 0.9).values


@pytest.mark.parametrize(
    ("left", "right", "conflict"),
    [
        ("Au moins onze personnes ont péri.", "Au moins 11 personnes ont péri.", ""),
        ("Une soixantaine de maisons ont brûlé.", "60 maisons ont brûlé.", ""),
        ("Onze personnes ont péri.", "Douze personnes ont péri.", "number"),
        ("Le bail dure quatre ans.", "Le bail dure quatre jours.", "unit"),
        ("Le procès s'ouvre mardi.", "Le procès s'ouvre mercredi.", "time"),
        ("Le port est au nord de la ville.", "Le port est au sud de la ville.", "kind"),
        ("Le maire a signé l'accord.", "Le maire n'a pas signé l'accord.", "negated"),
        ("L'Iran accuse l'Irak.", "L'Irak accuse l'Iran.", "swapped"),
        ("L'Iran accuse l'Irak.", "L'Irak est accusé par l'Iran.", ""),
        ("La taxe a augmenté.", "La taxe a diminué.", "opposed"),
        ("Le colloque a lieu à Metz.", "Le colloque a lieu à Nancy.", "name"),
        ("L'Italie a livré des armes.", "L'Espagne a livré des armes.", "place"),
    ],
)
def test_conflicts_of_the_language(left: str, right: str, conflict: str) -> None:
    notes = compare(make_profile(left, "fr"), make_profile(right, "fr"), 0.95).notes
    found = set(notes) - {"replaced"}
    assert found == ({conflict} if conflict else set())


@settings(deadline=None)
@given(st.text(max_size=200), st.sampled_from(["fr", "en", "de", "xx"]))
def test_any_text_has_a_profile(text: str, lang: str) -> None:
    assert make_profile(text, lang, PUBLISHED).lang == lang
