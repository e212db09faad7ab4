"""Per source: how much it says, how it stands, who relays it, how often it is denied."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any

import pyarrow as pa

from ledger.derived import Derived
from ledger.model import Filters
from ledger.schema import OFFSET, TEXT, TEXTS, Column, arrow_schema
from ledger.views.rows import claims_rows

SOURCES_TABLE = arrow_schema(
    (
        Column("source_id", TEXT, "the source"),
        Column("source", TEXT, "its canonical name"),
        Column("kind", TEXT, "outlet, agency, person, organisation, government or unnamed"),
        Column("speaks_for", TEXT, "the body it speaks for", nullable=True),
        Column("claims", OFFSET, "claims it takes a stance on"),
        Column("asserts", OFFSET, "of them, asserted"),
        Column("attributes", OFFSET, "passed on from another source"),
        Column("denies", OFFSET, "denied"),
        Column("declines", OFFSET, "not confirmed or not commented on"),
        Column("relayed", OFFSET, "claims of other outlets' articles that come from it"),
        Column("relayed_by", TEXTS, "those outlets, most often first"),
        Column("denied", OFFSET, "facts it asserts that somebody else denies"),
        Column("mentions", TEXTS, "the words articles use for it, most often first"),
    )
)
_STANCES = {"assert": "asserts", "attribute": "attributes", "deny": "denies", "decline": "declines"}


def sources(derived: Derived, filters: Filters) -> pa.Table:
    """A row per source of the rows that `filters` keep, most claims first."""
    names = (
        "fact_id", "claim_id", "source_id", "source", "source_kind", "speaks_for", "stance",
        "outlet", "mention", "via",
    )  # fmt: skip
    rows = claims_rows(derived, filters, names).to_pylist()
    deniers: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        if row["stance"] == "deny":
            deniers[row["fact_id"]].add(row["source_id"])
    by_source: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        by_source[row["source_id"]].append(row)
    found = [_row(source_rows, deniers) for source_rows in by_source.values()]
    found.sort(key=lambda row: (-row["claims"], row["source"], row["source_id"]))
    return pa.Table.from_pylist(found, schema=SOURCES_TABLE)


def _row(rows: list[dict[str, Any]], deniers: dict[str, set[str]]) -> dict[str, Any]:
    first = rows[0]
    me = first["source_id"]
    claims_by: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        claims_by[row["stance"]].add(row["claim_id"])
    relays = [row["outlet"] for row in rows if row["via"]]
    asserted = {row["fact_id"] for row in rows if row["stance"] == "assert"}
    return {
        "source_id": me,
        "source": first["source"],
        "kind": first["source_kind"],
        "speaks_for": next((r["speaks_for"] for r in rows if r["speaks_for"]), None),
        "claims": len({row["claim_id"] for row in rows}),
        **{column: len(claims_by[stance]) for stance, column in _STANCES.items()},
        "relayed": len({row["claim_id"] for row in rows if row["via"]}),
        "relayed_by": _most_common(relays),
        "denied": sum(bool(deniers[fact] - {me}) for fact in asserted),
        "mentions": _most_common([row["mention"] for row in rows]),
    }


def _most_common(values: list[str]) -> list[str]:
    counts = Counter(values)
    return sorted(counts, key=lambda value: (-counts[value], value))
