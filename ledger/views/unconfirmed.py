"""What nobody independent and named has confirmed, what rests on least first."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import pyarrow as pa

from ledger.derive import Derived
from ledger.model import Filters
from ledger.schema import COUNT, FACTS_TABLE
from ledger.views.rows import facts_rows

UNCONFIRMED_TABLE = FACTS_TABLE.append(pa.field("age_days", COUNT, nullable=False))


def unconfirmed(derived: Derived, filters: Filters, now: datetime) -> pa.Table:
    """Facts with status `unconfirmed` (or the statuses asked for): many outlets, few origins first.

    `age_days` counts whole days from first sight to `now`; 0 for a fact dated later than that.
    """
    wanted = filters if filters.statuses else replace(filters, statuses=("unconfirmed",))
    rows = facts_rows(derived, wanted).to_pylist()
    full = [{**row, "age_days": max(0, (now - row["first_seen"]).days)} for row in rows]
    return pa.Table.from_pylist(sorted(full, key=_weight), schema=UNCONFIRMED_TABLE)


def _weight(row: dict[str, Any]) -> tuple[Any, ...]:
    outlets, origins = len(row["outlets"]), len(row["origins"])
    return (-outlets / max(origins, 1), -outlets, -row["claims"], row["first_seen"], row["fact_id"])
