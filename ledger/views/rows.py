"""Filtering the derived tables: the same filters, with the same meaning, for every view."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

import pyarrow as pa
import pyarrow.compute as pc

from ledger.derive import Derived
from ledger.model import Filters, fold


def claims_rows(derived: Derived, filters: Filters) -> pa.Table:
    """The rows of the claims table that `filters` keep, in the table's order."""
    table = derived.claims
    for column, names in (("source", filters.sources), ("outlet", filters.outlets)):
        if names:
            table = _where(table, column, partial(named, names=names))
    for column, values in (
        ("stance", filters.stances),
        ("status", filters.statuses),
        ("fact_id", filters.facts),
    ):
        if values:
            table = _where(table, column, values.__contains__)
    return _between(table, filters.since, filters.until)


def facts_rows(derived: Derived, filters: Filters) -> pa.Table:
    """The facts with at least one row that `filters` keep, those in most outlets first."""
    facts = derived.facts
    if filters:
        kept = pc.unique(claims_rows(derived, filters)["fact_id"])
        facts = facts.filter(pc.is_in(facts["fact_id"], value_set=kept))
    facts = facts.append_column("_outlets", pc.list_value_length(facts["outlets"]))
    order = [("_outlets", "descending"), ("claims", "descending"), ("first_seen", "ascending")]
    return facts.sort_by([*order, ("fact_id", "ascending")]).drop_columns(["_outlets"])


def named(value: str, names: Sequence[str]) -> bool:
    """Whether every word of one of `names` stands in `value`, whatever the case and accents."""
    words = set(fold(value).split())
    return any(set(fold(name).split()) <= words for name in names if fold(name))


def _where(table: pa.Table, column: str, keep: Callable[[str], bool]) -> pa.Table:
    values = table[column].cast(pa.string())
    kept = [v for v in pc.unique(values).to_pylist() if v is not None and keep(v)]
    return table.filter(pc.is_in(values, value_set=pa.array(kept, pa.string())))


def _between(table: pa.Table, since: datetime | None, until: datetime | None) -> pa.Table:
    if since is not None:
        table = table.filter(pc.greater_equal(table["published_at"], pa.scalar(since)))
    if until is not None:
        table = table.filter(pc.less(table["published_at"], pa.scalar(until)))
    return table
