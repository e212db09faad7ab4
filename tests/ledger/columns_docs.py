"""docs/columns.md, written from ledger/schema.py: `python -m tests.ledger.columns_docs`."""

from __future__ import annotations

from pathlib import Path

from ledger.schema import CLAIMS_COLUMNS, FACTS_COLUMNS, STORED_COLUMNS, Column, type_name

PAGE = Path(__file__).resolve().parent.parent.parent / "docs" / "columns.md"

HEAD = """# Columns

Written from `ledger/schema.py`, the one place where they are defined; a test fails when this page
is stale. `?` after a type: the value may be missing.

## The claims table

`factledger claims -o claims.parquet` and `Ledger.claims()`: a row per claim and source. Every
claim has a row for its own outlet (`assert` where the outlet says so itself, else `attribute`),
and one for each further source. The table is a public contract: names, types, nullability and
order stay; new columns come at the end.
"""

OPENING = """
The file opens anywhere Parquet does (a test runs this):

```python
import duckdb
import pandas
import polars
import pyarrow.parquet

pandas.read_parquet("claims.parquet")
pyarrow.parquet.read_table("claims.parquet")
polars.read_parquet("claims.parquet")
duckdb.sql("select source, stance, claim from read_parquet('claims.parquet')").fetchall()
```

Its metadata has a key `factledger`: the ledger's version and the status policy's numbers, as JSON.

**CSV** is made for spreadsheets: UTF-8, lists as JSON, times as ISO 8601 in UTC, a missing value as
an empty cell. Articles are hostile input: a text that a spreadsheet would run as a formula (it
starts with `=`, `+`, `-`, `@`, a tab or a carriage return, after any apostrophes) gets one more
apostrophe before it, which `ledger.outputs.read` takes off again. **JSON Lines** and **JSON** hold
times as ISO 8601 in UTC and everything else as it is.

**Odd text** is kept as it is (emoji, right-to-left marks, NUL), with two exceptions: half of a
surrogate pair, which no UTF-8 file can hold, is stored as U+FFFD (one character for one, so that
offsets hold), and an empty optional text (`title`, `url`, `speaks_for`, ...) is stored as missing.
The terminal never gets control characters.

## The facts

`factledger facts` and, with `age_days` (whole days since `first_seen`), `factledger unconfirmed`:
a row per fact.
"""

STORED_HEAD = """
## What the ledger stores

Append-only Delta tables, one folder each. A row counts once its run stands in `runs`; nothing is
ever changed or erased. Facts, statuses and canonical sources are derived from these.
"""


def table(columns: tuple[Column, ...]) -> str:
    """A Markdown table of columns."""
    rows = [f"| `{c.name}` | {type_name(c)} | {c.meaning} |" for c in columns]
    return "\n".join(["| column | type | meaning |", "|---|---|---|", *rows]) + "\n"


def page() -> str:
    """The whole page."""
    stored = [f"\n### `{name}`\n\n{table(columns)}" for name, columns in STORED_COLUMNS.items()]
    parts = [HEAD, "\n", table(CLAIMS_COLUMNS), OPENING, "\n", table(FACTS_COLUMNS)]
    return "".join([*parts, STORED_HEAD, *stored])


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
