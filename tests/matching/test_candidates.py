"""Candidates: a pair by its own two claims and their articles, whatever else is there."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.encoders import load_encoder
from claims.matching import Item, profile
from claims.matching.candidates import Gate, Share, candidates
from claims.matching.keys import keys_of
from claims.matching.pairs import read_pairs
from claims.matching.profile import make_profile, read_profile
from claims.matching.segment import Segment
from claims.records import Claim

GATE = Gate()
HELD_OUT = Path(__file__).parent.parent / "data" / "pairs" / "heldout.jsonl"
START = datetime(2024, 5, 1, 12, tzinfo=UTC)
WORDS = (
    "Lemaître", "Oviedo", "Karlsen", "le port", "une grève", "la récolte", "40 navires", "12 euros",
    "la banque", "le procès", "a fermé", "a démissionné", "mardi", "le 3 mars 2024", "en 2021",
)  # fmt: skip


def item(name: str, article: str, text: str, day: int | None, vector: np.ndarray) -> Item:
    published = None if day is None else START + timedelta(days=day)
    claim = Claim(name, article, text, text, 0, len(text), "certain", "fr")
    return Item(name, article, text, "fr", published, vector, profile(claim, published))


@st.composite
def ledgers(draw: st.DrawFn) -> list[Item]:
    """A few articles of a few claims, from few words, so that many pairs come close."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    base = rng.normal(size=16)
    made = []
    for article in range(draw(st.integers(1, 8))):
        day = draw(st.none() | st.integers(0, 90))
        for place in range(draw(st.integers(1, 4))):
            text = " ".join(draw(st.lists(st.sampled_from(WORDS), max_size=5)))
            vector = base + rng.normal(size=16) * draw(st.sampled_from([0.2, 0.5, 0.9]))
            unit = (vector / np.linalg.norm(vector)).astype(np.float32)
            made.append(item(f"c{article}{place}", f"a{article}", text, day, unit))
    return made


def by_definition(items: list[Item]) -> set[tuple[str, str]]:
    """The pairs that the module's first lines describe, each looked at alone."""
    stories: dict[str, set[int]] = {}
    for one in items:
        stories.setdefault(one.article_id, set()).update(keys_of(read_profile(one.profile)).names)
    return {
        tuple(sorted((a.claim_id, b.claim_id)))  # type: ignore[misc]
        for a, b in combinations(items, 2)
        if is_candidate(a, b, stories)
    }


def is_candidate(a: Item, b: Item, stories: dict[str, set[int]]) -> bool:
    left, right = (keys_of(read_profile(one.profile)) for one in (a, b))
    dates = [one.published_at for one in (a, b)]
    near = None in dates or abs(dates[0] - dates[1]).days <= GATE.days  # type: ignore[operator]
    one_story = len(stories[a.article_id] & stories[b.article_id]) >= GATE.story
    story = a.article_id == b.article_id or (near and one_story)
    share = (near and set(left.blocks) & set(right.blocks)) or set(left.dated) & set(right.dated)
    both, either = set(left.words) & set(right.words), set(left.words) | set(right.words)
    share = share and len(both) >= GATE.shared
    overlap = len(both) / max(1, len(either))
    vectors = [one.vector.astype(np.float16).astype(float) for one in (a, b)]
    value = round(float(vectors[0] @ vectors[1]), 6) + GATE.overlap * overlap
    return bool((story and value >= GATE.neighbours) or (share and value >= GATE.strangers))


def found(new: list[Item], known: list[Item] | None = None) -> set[tuple[str, str]]:
    left = Segment.of(new)
    right = left if known is None else Segment.of(known)
    return {
        tuple(sorted((left.claim_id(int(i)), right.claim_id(int(j)))))  # type: ignore[misc]
        for some in candidates(left, right, GATE)
        for i, j in zip(some.left, some.right, strict=True)
    }


@settings(deadline=None, max_examples=150)
@given(ledgers())
def test_the_search_finds_exactly_what_the_definition_says(items: list[Item]) -> None:
    assert found(items) == by_definition(items)


@settings(deadline=None, max_examples=100)
@given(ledgers(), st.data())
def test_any_batches_in_any_order_give_the_same_pairs(
    items: list[Item], data: st.DataObject
) -> None:
    articles = data.draw(st.permutations(sorted({one.article_id for one in items})))
    pairs: set[tuple[str, str]] = set()
    known: list[Item] = []
    for article in articles:
        batch = [one for one in items if one.article_id == article]
        pairs |= found(batch) | found(batch, known)
        known += batch
    assert pairs == found(items)


@settings(deadline=None, max_examples=50)
@given(ledgers(), ledgers())
def test_segments_on_disk_and_joined_say_the_same(
    tmp_path_factory: pytest.TempPathFactory, first: list[Item], second: list[Item]
) -> None:
    second = [item_with(one, "d" + one.claim_id, "b" + one.article_id) for one in second]
    path = tmp_path_factory.mktemp("segment") / "one.arrows"
    Segment.joined([Segment.of(first), Segment.of(second)]).write(path)
    mapped = Segment.open(path)
    assert pairs_of(mapped) == found(first + second)
    assert [mapped.profile(row) for row in range(len(mapped))] == [
        one.profile
        for some in (first, second)
        for one in sorted(some, key=lambda one: one.article_id)
    ]


def item_with(one: Item, claim_id: str, article_id: str) -> Item:
    fields = (one.claim, one.lang, one.published_at, one.vector, one.profile)
    return Item(claim_id, article_id, *fields)


def pairs_of(segment: Segment) -> set[tuple[str, str]]:
    return {
        tuple(sorted((segment.claim_id(int(i)), segment.claim_id(int(j)))))  # type: ignore[misc]
        for some in candidates(segment, segment, GATE)
        for i, j in zip(some.left, some.right, strict=True)
    }


def test_paraphrases_are_candidates_within_and_across_languages() -> None:
    pairs = [pair for pair in read_pairs(HELD_OUT) if pair.same]
    texts = sorted({side for pair in pairs for side in (pair.a, pair.b)})
    vectors = load_encoder("e5").encode([text for text, _ in texts])
    items = []
    for (text, lang), vector in zip(texts, vectors, strict=True):
        claim = Claim(f"{lang}:{text}", text, text, text, 0, len(text), "certain", lang)
        items.append(Item(claim.claim_id, text, text, lang, None, vector, profile(claim, None)))
    reached = found(items)
    wanted = {tuple(sorted(f"{lang}:{text}" for text, lang in (p.a, p.b))) for p in pairs}
    assert len(wanted & reached) / len(wanted) >= 0.97
    assert len(reached) < 0.02 * len(items) ** 2 / 2


def test_shares_of_the_search_are_the_whole_and_have_no_pair_in_common() -> None:
    rng = np.random.default_rng(3)
    base, items = rng.normal(size=16), []
    for number in range(400):
        vector = base + rng.normal(size=16) * 0.4
        text = " ".join(rng.choice(WORDS, 4))
        unit = (vector / np.linalg.norm(vector)).astype(np.float32)
        items.append(item(f"c{number}", f"a{number // 3}", text, int(rng.integers(60)), unit))
    new, known = (Segment.of(some) for some in (items[:300], items[300:]))
    for other in (new, known):
        whole, *shares = (
            [
                pair
                for some in candidates(new, other, GATE, share)
                for pair in zip(some.left.tolist(), some.right.tolist(), strict=True)
            ]
            for share in (Share(), *(Share(bucket, 3) for bucket in range(3)))
        )
        assert sorted(pair for share in shares for pair in share) == sorted(whole)
        assert all(shares) and len(set(whole)) == len(whole)


UNIT = np.eye(4, dtype=np.float32)[0]


@pytest.mark.parametrize(
    ("left", "right", "days", "expected"),
    [
        ("Le pont de Vilnay est fermé.", "Le pont de Vilnay est fermé.", (0, 30), True),
        ("Le pont de Vilnay est fermé.", "Le pont de Vilnay est fermé.", (0, 31), False),
        ("Le pont de Vilnay est fermé.", "Le pont de Vilnay est fermé.", (None, 400), True),
        ("Vilnay a brûlé le 3 mars 2024.", "Le 3 mars 2024, Vilnay a brûlé.", (0, 400), True),
        ("Le pont de Vilnay est fermé.", "Le procès de Marsanne commence.", (0, 0), False),
    ],
)
def test_time_and_words_gate(
    left: str, right: str, days: tuple[int | None, int], expected: bool
) -> None:
    pair = [item("a", "x", left, days[0], UNIT), item("b", "y", right, days[1], UNIT)]
    assert bool(found(pair)) == expected


def test_an_article_of_the_same_story_lends_its_names() -> None:
    """Short claims share no key; that their articles name the same two does it."""
    ours = [item("a1", "a", "La direction a menti.", 0, UNIT), item("a2", "a", "Il nomme Ardoin et Belvaux.", 0, UNIT)]  # fmt: skip
    theirs = [item("b1", "b", "On ment ici.", 0, UNIT), item("b2", "b", "Chez Belvaux, chez Ardoin.", 0, UNIT)]  # fmt: skip
    assert ("a1", "b1") in found(ours, theirs)
    assert ("a1", "b1") not in found(ours[:1], theirs)


def test_keys_are_the_same_in_both_languages() -> None:
    french, english = (
        set(keys_of(make_profile(text, lang)).words)
        for text, lang in (
            ("La banque de Finlande a relevé ses taux de 25 points.", "fr"),
            ("The bank of Finland raised its rates by 25 points.", "en"),
        )
    )
    assert len(french & english) >= 4
