"""Filtering the derived tables: the same filters, with the same meaning, for every view."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache, partial

import pyarrow as pa

from ledger.derived import Derived, Wanted
from ledger.model import Filters, fold
from ledger.schema import CLAIMS_TABLE, FACTS_TABLE


def claims_rows(
    derived: Derived, filters: Filters, columns: Sequence[str] = CLAIMS_TABLE.names
) -> pa.Table:
    """The rows of the claims table that `filters` keep, in the table's order."""
    return derived.read("claims", columns, _wanted(filters))


def facts_rows(derived: Derived, filters: Filters) -> pa.Table:
    """The facts with at least one row that `filters` keep, those in most outlets first."""
    return facts_where(derived, filters, FACTS_TABLE.names)


def facts_where(derived: Derived, filters: Filters, columns: Sequence[str]) -> pa.Table:
    """`facts_rows` with these columns of the facts."""
    own = Filters(statuses=filters.statuses, facts=filters.facts)
    if filters == own:  # what the filters ask for stands in the facts themselves
        return derived.read("facts", columns, _wanted(filters))
    ids = claims_rows(derived, filters, ("fact_id",))["fact_id"].unique()
    return derived.read("facts", columns, Wanted({"fact_id": ids.to_pylist()}))


def _wanted(filters: Filters) -> Wanted | None:
    if not filters:
        return None
    fits = {
        column: lru_cache(maxsize=None)(partial(named, names=names))
        for column, names in (("source", filters.sources), ("outlet", filters.outlets))
        if names
    }
    sets = (("stance", filters.stances), ("status", filters.statuses), ("fact_id", filters.facts))
    exact = {column: values for column, values in sets if values}
    return Wanted({**fits, **exact}, filters.since, filters.until)


def named(value: str, names: Sequence[str]) -> bool:
    """Whether every word of one of `names` stands in `value`, whatever the case and accents."""
    words = set(fold(value).split())
    return any(set(fold(name).split()) <= words for name in names if fold(name))
