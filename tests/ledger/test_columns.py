"""The claims table is a contract: columns, types, order; the page that documents it is current."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from ledger.cli import main
from ledger.ledger import Ledger
from ledger.outputs import write
from ledger.schema import CLAIMS_TABLE
from tests.ledger.columns_docs import PAGE, page
from tests.ledger.story import add_all, story

CATEGORY = pa.dictionary(pa.int32(), pa.string())
TIME = pa.timestamp("us", tz="UTC")
# Written out once more on purpose: a change of the contract has to be made in two places.
CONTRACT = [
    *((name, pa.string(), False) for name in ("fact_id", "claim_id", "article_id", "source_id")),
    ("claim", pa.string(), False),
    ("stance", CATEGORY, False),
    ("source", pa.string(), False),
    ("mention", pa.string(), False),
    ("source_kind", CATEGORY, False),
    ("speaks_for", pa.string(), True),
    ("via", pa.list_(pa.string()), False),
    ("certainty", CATEGORY, False),
    ("status", CATEGORY, False),
    *((name, pa.string(), True) for name in ("outlet", "title", "url")),
    ("origin", pa.string(), False),
    ("published_at", TIME, True),
    ("lang", pa.string(), False),
    ("quote", pa.string(), False),
    ("start", pa.int32(), False),
    ("end", pa.int32(), False),
    ("cue", pa.string(), True),
    ("cue_start", pa.int32(), True),
    ("cue_end", pa.int32(), True),
    ("event_time", pa.string(), True),
]


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    return add_all(tmp_path_factory.mktemp("columns") / "a.ledger", story(12))


def test_the_contract() -> None:
    assert [(f.name, f.type, f.nullable) for f in CLAIMS_TABLE] == CONTRACT


def test_the_file_keeps_the_contract(ledger: Ledger, tmp_path: Path) -> None:
    path = tmp_path / "claims.parquet"
    write(ledger.claims_table(), path)
    schema = pq.read_schema(path)
    assert [(f.name, f.type, f.nullable) for f in schema] == CONTRACT
    note = json.loads(schema.metadata[b"factledger"])
    assert note["version"] == 1
    assert note["policy"]["corroborated"] == 2


def test_an_empty_ledger_has_the_same_columns(tmp_path: Path) -> None:
    empty = Ledger.open(tmp_path / "empty.ledger", create=True)
    assert empty.claims_table().schema.equals(CLAIMS_TABLE)
    assert empty.claims_table().num_rows == empty.unconfirmed_table().num_rows == 0


def test_every_claim_has_its_outlets_row_and_its_quote(ledger: Ledger) -> None:
    texts = {e.article.article_id: e.article.text for e in story(12)}
    rows = ledger.claims_table().to_pylist()
    assert rows
    for row in rows:
        assert texts[row["article_id"]][row["start"] : row["end"]] == row["quote"]
    own = {row["claim_id"] for row in rows if row["source"] == row["outlet"] and not row["via"]}
    assert own == {row["claim_id"] for row in rows}
    assert all(row["via"][0] == row["outlet"] for row in rows if row["via"])


def test_the_same_ledger_gives_the_same_bytes(ledger: Ledger, tmp_path: Path) -> None:
    for suffix in (".parquet", ".csv", ".jsonl", ".json"):
        write(ledger.claims_table(), tmp_path / f"one{suffix}")
        other = add_all(tmp_path / f"again{suffix}.ledger", story(12))
        write(other.claims_table(), tmp_path / f"two{suffix}")
        one, two = ((tmp_path / f"{n}{suffix}").read_bytes() for n in ("one", "two"))
        assert one == two


def test_the_page_is_current() -> None:
    assert PAGE.read_text("utf-8") == page(), "stale: python -m tests.ledger.columns_docs"


def test_the_documented_snippet_runs(
    ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("duckdb", reason="duckdb is not installed")
    pytest.importorskip("polars", reason="polars is not installed")
    monkeypatch.chdir(tmp_path)
    write(ledger.claims_table(), Path("claims.parquet"))
    snippet = re.search(r"```python\n(.*?)```", PAGE.read_text("utf-8"), re.S)
    assert snippet is not None
    exec(compile(snippet[1], "docs/columns.md", "exec"), {})


def test_an_unknown_suffix_is_refused(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(ledger.store.path)
    monkeypatch.setattr("sys.argv", ["factledger", "claims", "--ledger", path, "-o", "x.xlsx"])
    with pytest.raises(SystemExit, match="1"):
        main()
    assert "x.xlsx: no format is called .xlsx; end it in .parquet" in capsys.readouterr().err
