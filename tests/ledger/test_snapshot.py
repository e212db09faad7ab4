"""The snapshot brought up to date step by step equals everything derived anew."""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims.records import Extraction, Judgement
from ledger.derived import Derived
from ledger.head import CACHE, folder_name, head
from ledger.layers import read_manifest
from ledger.ledger import Ledger
from ledger.refresh import derive, derive_now
from ledger.status import DEFAULT_POLICY, Policy
from tests.ledger.build import DAY, By, Says, extraction, vectors
from tests.ledger.story import add_all, story
from tests.ledger.test_failures import read_only

ROOT = Path(__file__).resolve().parent.parent.parent
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


# ---------------------------------------------------------------------- what reaches far


def layers(book: Ledger) -> list[int]:
    """The rows of each layer of the newest snapshot."""
    manifest = read_manifest(book.store.path / CACHE / folder_name(DEFAULT_POLICY))
    return [layer.rows for layer in manifest.layers] if manifest else []


def test_a_small_addition_derives_only_what_it_touches(tmp_path: Path) -> None:
    book = add_all(tmp_path / "a.ledger", background())
    before = book.derived()
    again = extraction("Radio", [before.claims["claim"][0].as_py()], 1)
    book.add_extractions([again], vectors([again]))
    up_to_date(book)
    assert layers(book) == [before.claims.num_rows, 2]
    facts = book.facts_table()
    assert facts["outlets"][0].as_py() == ["Fond 0", "Radio"]
    assert facts.num_rows == before.facts.num_rows


def test_many_small_additions_stay_few_layers(tmp_path: Path) -> None:
    book = add_all(tmp_path / "a.ledger", background())
    book.derived()
    for made in story(30, seed=3):
        book.add_extractions([made], vectors([made]))
        up_to_date(book)
        assert len(layers(book)) <= 4


def test_a_name_first_seen_now_may_confirm_an_old_fact(tmp_path: Path) -> None:
    said = "Le projet d'Ines Vauquelin avance"
    old = extraction("Radio", [said, "Le vent se lève"], 1)
    book = add_all(tmp_path / "a.ledger", [*background(), old])
    book.derived()
    new = extraction("La Vigie", [Says("Tout autre chose ici", (By("Ines Vauquelin"),))], 3)
    book.add_extractions([new], vectors([new]))
    up_to_date(book)
    rows = {row["claim"]: row["might_confirm"] for row in book.facts_table().to_pylist()}
    assert rows[said] == ["Ines Vauquelin"]
    assert len(layers(book)) == 2


def test_an_agency_first_seen_now_takes_the_credit_of_an_old_byline(tmp_path: Path) -> None:
    old = extraction("Radio", ["Le pont a cédé dans la nuit"], 1, author="Radio avec Valpress")
    book = add_all(tmp_path / "a.ledger", [*background(), old])
    book.derived()
    wire = By("Valpress", kind="agency")
    new = extraction("La Vigie", [Says("Tout autre chose ici", (wire,))], 3)
    book.add_extractions([new], vectors([new]))
    up_to_date(book)
    rows = {row["claim"]: row["origins"] for row in book.facts_table().to_pylist()}
    assert rows["Le pont a cédé dans la nuit"] == ["Valpress"]
    assert len(layers(book)) == 2


def test_a_judgement_and_its_withdrawal_restore_what_was(tmp_path: Path) -> None:
    book = add_all(tmp_path / "a.ledger", background())
    before = book.facts_table().to_pylist()
    a, b = sorted(book.snapshot().keys)[:2]
    for withdrawn, facts in ((False, len(before) - 1), (True, len(before))):
        when = DAY + timedelta(hours=withdrawn)
        book.judge([Judgement(a, b, "same", "ed", when, "", withdrawn)])
        up_to_date(book)
        assert book.facts_table().num_rows == facts
    assert book.facts_table().to_pylist() == before


# ---------------------------------------------------------------------- the folder


def test_what_is_printed_at_once_is_what_the_tables_say(tmp_path: Path) -> None:
    book = add_all(tmp_path / "a.ledger", [*background(), *story(12)])
    path = book.store.path
    assert head(path, "facts", DEFAULT_POLICY, 20) is None
    book.keep_ready()
    for answer, table in (
        ("claims", book.claims_table()),
        ("facts", book.facts_table()),
        ("unconfirmed", book.unconfirmed_table()),
    ):
        first = head(path, answer, DEFAULT_POLICY, 20)
        assert first is not None
        assert first.num_rows == table.num_rows
        names = table.column_names
        rows = [{name: row[name] for name in names} for row in first.to_pylist()]
        assert rows == table.slice(0, 20).to_pylist()
    more = story(13)[12:]
    book.add_extractions(more, vectors(more))
    assert head(path, "facts", DEFAULT_POLICY, 20) is None


@pytest.mark.parametrize("policy", [Policy(corroborated=3), Policy(copy_chars=10)])
def test_every_policy_has_its_own_snapshot(policy: Policy, tmp_path: Path) -> None:
    book = add_all(tmp_path / "a.ledger", [*background(), *story(8)])
    other = Ledger.open(book.store.path, policy=policy)
    for _ in range(2):
        up_to_date(book)
        up_to_date(other)
        more = story(9)[8:]
        book.add_extractions(more, vectors(more))


def test_an_older_version_leaves_the_newest_snapshot_alone(tmp_path: Path) -> None:
    book = add_all(tmp_path / "a.ledger", story(9), 3)
    newest = book.facts_table().to_pylist()
    then = Ledger.open(book.store.path, as_of="1")
    same(then.derived(), derive_now(then.snapshot(), then.policy))
    assert then.facts_table().to_pylist() != newest
    assert book.facts_table().to_pylist() == newest


def test_a_stale_snapshot_nobody_can_write_is_completed_in_memory(tmp_path: Path) -> None:
    book = add_all(tmp_path / "a.ledger", background())
    before = book.derived()
    made = extraction("Radio", [before.claims["claim"][0].as_py(), "Autre chose"], 1)
    book.add_extractions([made], vectors([made]))
    files = sorted(map(str, book.store.path.rglob("*")))
    with read_only(book.store.path):
        again = Ledger.open(book.store.path)
        same(again.derived(), derive_now(again.snapshot(), again.policy))
    assert sorted(map(str, book.store.path.rglob("*"))) == files


WORK = """
import sys
from ledger.ledger import Ledger
print("ready", flush=True)
for _ in range(int(sys.argv[2])):
    Ledger.open(sys.argv[1]).rebuild()
"""


def worker(path: Path, times: int) -> subprocess.Popen[str]:
    words = [sys.executable, "-c", WORK, str(path), str(times)]
    process = subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None and process.stdout.readline() == "ready\n"
    return process


def test_killed_while_it_is_written_it_still_answers_right(tmp_path: Path) -> None:
    book = add_all(tmp_path / "a.ledger", [*background(), *story(6)])
    wanted = derive_now(book.snapshot(), book.policy)
    rng = random.Random(3)
    for _ in range(4):
        process = worker(book.store.path, 1000)
        time.sleep(rng.uniform(0.0, 0.4))
        process.kill()
        process.wait(timeout=60)
        same(Ledger.open(book.store.path).derived(), wanted)


def test_readers_see_one_snapshot_while_others_replace_it(tmp_path: Path) -> None:
    book = add_all(tmp_path / "a.ledger", [*background(), *story(6)])
    wanted = derive_now(book.snapshot(), book.policy)
    writers = [worker(book.store.path, 8) for _ in range(2)]
    while any(writer.poll() is None for writer in writers):
        same(Ledger.open(book.store.path).derived(), wanted)
    assert [writer.returncode for writer in writers] == [0, 0]


def test_check_names_a_fact_whose_snapshot_is_wrong(tmp_path: Path) -> None:
    book = add_all(tmp_path / "a.ledger", story(4))
    book.keep_ready()
    assert book.check().problems == ()
    file = next((book.store.path / CACHE).rglob("*.facts.parquet"))
    table = pq.read_table(file)
    status = pa.array(["denied", *table["status"].to_pylist()[1:]])
    pq.write_table(table.set_column(table.column_names.index("status"), "status", status), file)
    (problem,) = book.check().problems
    assert (problem.table, problem.row) == ("facts", table["fact_id"][0].as_py())
    book.rebuild()
    assert book.check().problems == ()
