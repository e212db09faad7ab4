"""The index of candidates on disk: a cache that changes how long adding takes, and no answer."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.records import Extraction
from ledger.ingest import Encoded, Known, commit
from ledger.matchindex import FOLDER
from ledger.store import Store
from tests.ledger.build import DIM, extraction, vectors

PLACES = ("Marsanne", "Vilnay", "Corbel", "Ostrava", "Tréguen")
EVENTS = ("Le pont de {} est fermé", "Le maire de {} a démissionné", "{} vote mardi", "Rien")
OUTLETS = ("La Vigie", "Le Phare", "Orbia")


def articles(number: int, seed: int = 7) -> list[Extraction]:
    """Articles that often say the same of the same places; some have no date, some no claim."""
    rng = random.Random(seed)
    made = {}
    for place in range(number):
        claims = [rng.choice(EVENTS).format(rng.choice(PLACES)) for _ in range(rng.randint(0, 4))]
        hours = rng.choice([None, 24 * place, 24 * 9 * place])
        one = extraction(rng.choice(OUTLETS), dict.fromkeys(claims), hours, title=f"n° {place}")
        made[one.article.article_id] = one
    return list(made.values())


def add(store: Store, some: Sequence[Extraction], known: Known | None = None) -> set[str]:
    return commit(store, Encoded(tuple(some), tuple(vectors(some)), "given", DIM), known=known)


def edges(store: Store) -> list[tuple[object, ...]]:
    names = ("claim_a", "claim_b", "kind", "score", "reason", "features")
    rows = store.read("edges", store.runs(), names).to_pylist()
    return sorted(tuple(row.values()) for row in rows)


def at_once(path: Path, some: Sequence[Extraction]) -> list[tuple[object, ...]]:
    store = Store.open(path, create=True)
    add(store, some)
    return edges(store)


@settings(deadline=None, max_examples=15)
@given(st.integers(0, 99), st.data())
def test_any_order_and_any_batching_give_the_same_edges(
    tmp_path_factory: pytest.TempPathFactory, seed: int, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("ledgers")
    some = articles(12, seed)
    store = Store.open(folder / "one by one", create=True)
    order, known = data.draw(st.permutations(some)), Known()
    while order:
        size = data.draw(st.integers(1, 4))
        add(store, order[:size], known if data.draw(st.booleans()) else None)
        order = order[size:]
    assert edges(store) == at_once(folder / "at once", some)


def nothing(folder: Path) -> None:
    pass


def deleted(folder: Path) -> None:
    shutil.rmtree(folder)


def without_a_segment(folder: Path) -> None:
    next(folder.glob("*.arrows")).unlink()


def cut_short(folder: Path) -> None:
    path = next(folder.glob("*.arrows"))
    path.write_bytes(path.read_bytes()[:100])


def nonsense(folder: Path) -> None:
    (folder / "state.json").write_text('{"stamp": 3}')


def no_folder(folder: Path) -> None:
    if folder.is_dir():
        shutil.rmtree(folder)
        folder.write_text("in its way")


@pytest.mark.parametrize(
    "harm", [nothing, deleted, without_a_segment, cut_short, nonsense, no_folder]
)
def test_a_missing_or_damaged_index_is_made_again(
    tmp_path: Path, harm: Callable[[Path], None]
) -> None:
    some = articles(30)
    store = Store.open(tmp_path / "a", create=True)
    for batch in (some[:10], some[10:20], some[20:]):
        add(store, batch)
        harm(store.path / FOLDER)
    assert edges(store) == at_once(tmp_path / "b", some)
    assert len(edges(store)) > 20


def test_an_index_of_an_older_version_is_brought_up_to_date(tmp_path: Path) -> None:
    some = articles(30)
    store = Store.open(tmp_path / "a", create=True)
    add(store, some[:10])
    shutil.copytree(store.path / FOLDER, tmp_path / "old")
    add(store, some[10:20])
    store.append("retract", {})
    shutil.rmtree(store.path / FOLDER)
    shutil.copytree(tmp_path / "old", store.path / FOLDER)
    add(store, some[20:])
    assert edges(store) == at_once(tmp_path / "b", some)


def test_an_index_of_another_ledger_is_not_used(tmp_path: Path) -> None:
    some, others = articles(20), articles(20, seed=8)
    store, other = (Store.open(tmp_path / name, create=True) for name in "ab")
    add(store, some[:10])
    add(other, others)
    shutil.rmtree(store.path / FOLDER)
    shutil.copytree(other.path / FOLDER, store.path / FOLDER)
    add(store, some[10:])
    assert edges(store) == at_once(tmp_path / "c", some)


def test_two_writers_in_turn_see_each_others_claims(tmp_path: Path) -> None:
    some = articles(24)
    stores = [Store.open(tmp_path / "a", create=True) for _ in range(2)]
    memories = [Known(), Known()]
    for turn in range(8):
        add(stores[turn % 2], some[3 * turn : 3 * turn + 3], memories[turn % 2])
    assert edges(stores[0]) == at_once(tmp_path / "b", some)


def test_small_segments_are_joined(tmp_path: Path) -> None:
    store, known = Store.open(tmp_path / "a", create=True), Known()
    some = articles(24)
    for one in some:
        add(store, [one], known)
    assert len(list((store.path / FOLDER).glob("*.arrows"))) <= 4
    assert edges(store) == at_once(tmp_path / "b", some)


def test_an_article_without_claims_is_known_too(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "a", create=True)
    empty = extraction("La Vigie", [], text="Rien à dire.")
    assert add(store, [empty]) == {empty.article.article_id}
    assert add(store, [empty]) == set()
