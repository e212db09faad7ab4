"""What nobody independent and named has confirmed, what rests on least first."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ledger.derived import Derived, Wanted
from ledger.model import Filters
from ledger.schema import COUNT, FACTS_TABLE
from ledger.views.rows import facts_where

UNCONFIRMED_TABLE = FACTS_TABLE.append(pa.field("age_days", COUNT, nullable=False))
_STATUS = ("unconfirmed",)
_DAY = 86_400_000_000  # microseconds
# What rests on much in comparison comes last: outlets an origin, then outlets, claims and age.
_KEYS = ("carried", "rests", "claims", "first_seen", "fact_id")


def unconfirmed(derived: Derived, filters: Filters, now: datetime) -> pa.Table:
    """Facts with status `unconfirmed` (or the statuses asked for): many outlets, few origins first.

    `age_days` counts whole days from first sight to `now`; 0 for a fact dated later than that.
    """
    wanted = filters if filters.statuses else replace(filters, statuses=_STATUS)
    columns = [*FACTS_TABLE.names, "carried", "rests"]
    rows = facts_where(derived, wanted, columns)
    rows = rows.take(_by_weight(rows)).select(FACTS_TABLE.names)
    seen = rows["first_seen"].cast(pa.int64()).to_numpy()
    age = np.maximum(0, (pa.scalar(now, FACTS_TABLE.field("first_seen").type).value - seen) // _DAY)
    rows = rows.append_column(UNCONFIRMED_TABLE.field("age_days"), pa.array(age))
    return rows.cast(UNCONFIRMED_TABLE)


def weightiest(derived: Derived, count: int) -> tuple[pa.Table, int]:
    """The first `count` unconfirmed facts, and how many there are."""
    among = Wanted({"status": _STATUS})
    keys = derived.read("facts", _KEYS, among)
    ids = keys["fact_id"].take(_by_weight(keys).slice(0, count))
    columns = [*FACTS_TABLE.names, "rests", "carried"]
    rows = derived.read("facts", columns, Wanted({"fact_id": ids.to_pylist()}))
    return rows.take(_by_weight(rows)).select(FACTS_TABLE.names), keys.num_rows


def _by_weight(rows: pa.Table) -> pa.Array:
    each = pc.divide(rows["carried"].cast(pa.float64()), pc.max_element_wise(rows["rests"], 1))
    keys = rows.select(list(_KEYS)).append_column("each", each)
    down = [("each", "descending"), ("carried", "descending"), ("claims", "descending")]
    return pc.sort_indices(keys, [*down, ("first_seen", "ascending"), ("fact_id", "ascending")])
