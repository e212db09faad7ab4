"""The snapshot brought up to date step by step equals everything derived anew."""

from __future__ import annotations

import random
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims.records import Extraction, Judgement
from ledger.derived import Derived
from ledger.ledger import Ledger
from ledger.refresh import derive, derive_now
from tests.ledger.build import DAY, extraction, vectors
from tests.ledger.story import add_all, story

ARTICLES = 14


def same(found: Derived, wanted: Derived) -> None:
    """Every table of the two is the same, row by row and in the same order."""
    assert found.claims.to_pylist() == wanted.claims.to_pylist()
    assert found.facts.to_pylist() == wanted.facts.to_pylist()
    assert found.claims.schema.equals(wanted.claims.schema, check_metadata=True)
    columns = ("claim_id", "fact_id", "neighbourhood", "run_id", "said")
    rows = [tables.read("members", columns).to_pylist() for tables in (found, wanted)]
    assert rows[0] == rows[1]


def background() -> list[Extraction]:
    """Articles that share nothing, so that most of the ledger stays untouched by a step."""
    rng = random.Random(5)
    letters = "abcdefghijklmnopqrstuvwxyz"
    words = ["".join(rng.choices(letters, k=9)) for _ in range(600)]
    claims = [" ".join(words[i : i + 6]).capitalize() for i in range(0, 600, 6)]
    return [extraction(f"Fond {n}", claims[n : n + 10], n) for n in range(0, 100, 10)]


def up_to_date(book: Ledger) -> None:
    """What the snapshot says, brought up to date, is what all the rows say."""
    same(derive(book.snapshot(), book.policy), derive_now(book.snapshot(), book.policy))


# ---------------------------------------------------------------------- any history

ADD = st.tuples(st.just("add"), st.lists(st.integers(0, ARTICLES - 1), min_size=1, max_size=5))
PAIR = st.tuples(st.integers(0, 200), st.integers(0, 200))
JUDGE = st.tuples(
    st.just("judge"), PAIR, st.sampled_from(("same", "different", "unsure")), st.booleans()
)
RETRACT = st.tuples(st.just("retract"), st.integers(0, 50), st.booleans())
SOURCES = st.tuples(st.just("rename"), st.sampled_from(("Paul Ténédor", "Garde côtière")))
LOOK = st.tuples(st.just("look"))
STEPS = st.lists(st.one_of(ADD, ADD, ADD, JUDGE, JUDGE, RETRACT, LOOK, LOOK, SOURCES), max_size=9)


def take(book: Ledger, step: tuple[Any, ...], made: list[Extraction]) -> None:
    """One step of a history, where it can be taken."""
    claims = sorted(book.snapshot().keys)
    if step[0] == "add":
        some = [made[number] for number in step[1]]
        book.add_extractions(some, vectors(some))
    elif step[0] == "judge" and claims:
        a, b = (claims[place % len(claims)] for place in step[1])
        when = DAY + timedelta(hours=book.snapshot().version)
        if a != b:
            book.judge([Judgement(a, b, step[2], "ed", when, "", step[3])])
    elif step[0] == "retract" and book.snapshot().metas:
        articles = sorted(book.snapshot().metas)
        book.retract(articles[step[1] % len(articles)], "a test", withdrawn=step[2])
    elif step[0] == "rename":
        if any(s.name == step[1] for s in book.snapshot().directory.sources.values()):
            book.rename_source(step[1], f"{step[1]} fils")
    elif step[0] == "look":
        up_to_date(book)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=STEPS)
def test_any_history_gives_what_deriving_anew_gives(steps: list[tuple[Any, ...]]) -> None:
    made = story(ARTICLES, seed=11)
    with tempfile.TemporaryDirectory() as folder:
        book = add_all(Path(folder) / "a.ledger", background())
        book.derived()
        for step in steps:
            take(book, step, made)
        up_to_date(book)
