"""Every column of the claims table comes back from Parquet, CSV and JSON Lines."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.records import CERTAINTIES, SOURCE_KINDS, STANCES
from ledger.ledger import Ledger
from ledger.model import STATUSES
from ledger.outputs import read, write
from ledger.schema import CLAIMS_TABLE
from tests.ledger.build import By, Says, extraction, vectors

SUFFIXES = (".parquet", ".csv", ".jsonl")
ODD = ("\0", "🚂", "\u202eabc", "\u2028", "\r\n", "a,b", '"', "=1+1", "'=1", "-", "\ufeff", "\x85")
LONG = "é🚂 " * 340_000
texts = st.text(st.characters(exclude_categories=["Cs"])) | st.sampled_from(ODD)
CATEGORIES = {
    "stance": STANCES,
    "certainty": CERTAINTIES,
    "source_kind": SOURCE_KINDS,
    "status": STATUSES,
}


def values(field: pa.Field) -> st.SearchStrategy[Any]:
    """Any value a column can hold; an optional text is never empty (the store makes that null)."""
    if field.name in CATEGORIES:
        return st.sampled_from(CATEGORIES[field.name])
    if pa.types.is_list(field.type):
        return st.lists(texts, max_size=3)
    if pa.types.is_timestamp(field.type):
        times = st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))
        return st.none() | times
    if pa.types.is_integer(field.type):
        numbers = st.integers(0, 2**31 - 1)
        return st.none() | numbers if field.nullable else numbers
    return st.none() | texts.filter(bool) if field.nullable else texts


rows = st.fixed_dictionaries({field.name: values(field) for field in CLAIMS_TABLE})


def as_table(found: list[dict[str, Any]]) -> pa.Table:
    plain = [
        pa.field(f.name, pa.string() if f.name in CATEGORIES else f.type, f.nullable)
        for f in CLAIMS_TABLE
    ]
    return pa.Table.from_pylist(found, schema=pa.schema(plain)).cast(CLAIMS_TABLE)


@pytest.mark.parametrize("suffix", SUFFIXES)
@settings(max_examples=120, deadline=None)
@given(found=st.lists(rows, max_size=3))
def test_any_table_comes_back(suffix: str, found: list[dict[str, Any]]) -> None:
    table = as_table(found)
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"claims{suffix}"
        write(table, path)
        back = read(path, CLAIMS_TABLE)
    assert back.schema.equals(CLAIMS_TABLE)
    assert back.to_pylist() == table.to_pylist()


@settings(max_examples=25, deadline=None)
@given(text=texts.filter(lambda t: t.strip()), name=texts.filter(lambda t: t.strip()))
def test_odd_articles_come_back_from_the_ledger(text: str, name: str) -> None:
    made = extraction("Odd Outlet", [Says(text, (By(name),))])
    with TemporaryDirectory() as folder:
        ledger = Ledger.open(Path(folder) / "odd.ledger", create=True)
        ledger.add_extractions([made], vectors([made]))
        found = ledger.claims_table().to_pylist()
        assert ledger.check().problems == ()
    assert [(row["claim"], row["quote"]) for row in found] == [(text, text)] * 2
    assert found[1]["source"] == name
    assert made.article.text[found[0]["start"] : found[0]["end"]] == text


def test_a_lone_surrogate_becomes_one_replacement_character(tmp_path: Path) -> None:
    made = extraction("Odd Outlet", ["before", "half \ud83d a pair", "after"])
    ledger = Ledger.open(tmp_path / "odd.ledger", create=True)
    ledger.add_extractions([made], vectors([made]))
    found = {row["claim"]: row for row in ledger.claims_table().to_pylist()}
    assert set(found) == {"before", "half \ufffd a pair", "after"}
    assert made.article.text[found["after"]["start"] :] == "after"
    assert ledger.check().problems == ()


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_megabyte_on_one_line_comes_back(suffix: str, tmp_path: Path) -> None:
    made = extraction("Long Outlet", ["Le ferry est arrivé"])
    ledger = Ledger.open(tmp_path / "long.ledger", create=True)
    ledger.add_extractions([made], vectors([made]))
    row = ledger.claims_table().to_pylist()[0]
    long = as_table([{**row, "claim": LONG, "quote": LONG, "title": LONG, "via": [LONG]}])
    write(long, tmp_path / f"claims{suffix}")
    assert read(tmp_path / f"claims{suffix}", CLAIMS_TABLE).to_pylist() == long.to_pylist()


def test_a_claim_after_a_megabyte_on_the_same_line_is_found_again(tmp_path: Path) -> None:
    made = extraction("Long Outlet", ["le ferry est arrivé"], text=f"{LONG}le ferry est arrivé")
    ledger = Ledger.open(tmp_path / "long.ledger", create=True)
    ledger.add_extractions([made], vectors([made]))
    row = ledger.claims_table().to_pylist()[0]
    assert made.article.text[row["start"] : row["end"]] == row["quote"] == "le ferry est arrivé"
    assert row["start"] == len(LONG) > 1_000_000
    assert ledger.check().problems == ()


def test_no_cell_of_the_csv_is_a_formula(tmp_path: Path) -> None:
    said = ['=HYPERLINK("http://example.org")', "+1", "-1", "@x", "'=2", "plain"]
    made = extraction("Sheet", [Says(one) for one in said])
    ledger = Ledger.open(tmp_path / "sheet.ledger", create=True)
    ledger.add_extractions([made], vectors([made]))
    write(ledger.claims_table(), tmp_path / "claims.csv")
    body = (tmp_path / "claims.csv").read_bytes().decode()
    cells = [cell for row in csv.reader(io.StringIO(body, newline="")) for cell in row]
    assert not [cell for cell in cells if cell[:1] in ("=", "+", "-", "@", "\t", "\r")]
    assert [r["claim"] for r in read(tmp_path / "claims.csv", CLAIMS_TABLE).to_pylist()] == said
