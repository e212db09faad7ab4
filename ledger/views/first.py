"""The first rows of the plain answers, for `ledger.head` to print without reading tables."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pyarrow as pa

from ledger.derived import Derived
from ledger.head import ROWS
from ledger.schema import CLAIMS_TABLE, FACTS_TABLE
from ledger.views.unconfirmed import weightiest


def first_answers(derived: Derived) -> dict[str, Any]:
    """answer → its first rows and how many there are; times as ISO 8601."""
    facts = derived.first("facts", FACTS_TABLE.names, ROWS)
    claims = derived.first("claims", CLAIMS_TABLE.names, ROWS)
    weight, open_facts = weightiest(derived, ROWS)
    return {
        "claims": _answer(claims, derived.count("claims")),
        "facts": _answer(facts, derived.count("facts")),
        "unconfirmed": _answer(weight, open_facts),
    }


def _answer(table: pa.Table, count: int) -> dict[str, Any]:
    rows = [{name: _plain(value) for name, value in row.items()} for row in table.to_pylist()]
    return {"rows": rows, "num_rows": count}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value
