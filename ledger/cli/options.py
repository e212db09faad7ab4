"""The options that commands share, each defined once."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from claims.errors import FactledgerError

if TYPE_CHECKING:
    from ledger.ledger import Ledger
    from ledger.model import Filters
    from ledger.status import Policy

FILTERS = "Filters"
POLICY = "Status policy"


class TableFormat(StrEnum):
    """How a table is printed."""

    table = "table"
    json = "json"
    csv = "csv"


class PageFormat(StrEnum):
    """How an answer about one thing is printed."""

    table = "table"
    json = "json"


class StanceName(StrEnum):
    """The stances a filter can ask for."""

    asserts = "assert"
    attributes = "attribute"
    denies = "deny"
    declines = "decline"


class StatusName(StrEnum):
    """The statuses a filter can ask for."""

    disputed = "disputed"
    denied = "denied"
    confirmed = "confirmed"
    corroborated = "corroborated"
    unconfirmed = "unconfirmed"


def _option(*names: str, help: str, panel: str | None = None, **more: Any) -> Any:
    return typer.Option(*names, help=help, rich_help_panel=panel, **more)


LedgerPath = Annotated[
    Path,
    _option("--ledger", help="The ledger's folder.", envvar="FACTLEDGER", show_default=True),
]
AsOf = Annotated[
    str | None,
    _option("--as-of", help="Answer as the ledger stood at a version, or a date (UTC)."),
]
Lang = Annotated[
    str | None,
    _option(
        "--lang",
        help="Language of headlines and of sources' names, as in en or fr.",
        envvar="FACTLEDGER_LANG",
    ),
]
Output = Annotated[
    Path | None,
    _option("--output", "-o", help="Write to a file: .parquet, .csv, .jsonl or .json."),
]
TableFormatOption = Annotated[TableFormat, _option("--format", help="How to print.")]
PageFormatOption = Annotated[PageFormat, _option("--format", help="How to print.")]
EncoderOption = Annotated[
    str | None, _option("--encoder", help="e5, light, or a sentence-transformers id or path.")
]
NoFollow = Annotated[
    bool, _option("--no-follow", help="Take a feed's own text; don't fetch each entry's page.")
]
AllowPrivate = Annotated[
    bool, _option("--allow-private", help="Fetch from loopback and private addresses too.")
]
Limit = Annotated[int, _option("--limit", help="Rows printed as a table; 0 for all.", min=0)]
FactArgument = Annotated[str, typer.Argument(help="A fact's id, or words that fit one fact.")]

SourceFilter = Annotated[
    list[str] | None,
    _option("--source", help="Only what this source stands behind; again for more.", panel=FILTERS),
]
OutletFilter = Annotated[
    list[str] | None, _option("--outlet", help="Only this outlet; again for more.", panel=FILTERS)
]
StanceFilter = Annotated[
    list[StanceName] | None, _option("--stance", help="Only this stance.", panel=FILTERS)
]
StatusFilter = Annotated[
    list[StatusName] | None, _option("--status", help="Only this status.", panel=FILTERS)
]
FactFilter = Annotated[list[str] | None, _option("--fact", help="Only this fact.", panel=FILTERS)]
Since = Annotated[
    str | None, _option("--since", help="Published on this date or later.", panel=FILTERS)
]
Until = Annotated[
    str | None, _option("--until", help="Published on this date or earlier.", panel=FILTERS)
]
Corroborated = Annotated[
    int, _option("--corroborated", help="Independent origins needed.", panel=POLICY, min=1)
]
Confirmed = Annotated[
    int, _option("--confirmed", help="Named, unhedged origins needed.", panel=POLICY, min=1)
]

DEFAULT_LEDGER = Path("factledger.ledger")
CORROBORATED, CONFIRMED = 2, 3


def filters(
    source: list[str] | None,
    outlet: list[str] | None,
    stance: list[StanceName] | None,
    status: list[StatusName] | None,
    fact: list[str] | None,
    since: str | None,
    until: str | None,
) -> Filters:
    """The filter options as one record; `--until` includes the day it names."""
    from ledger.model import Filters, parse_moment

    return Filters(
        tuple(source or ()),
        tuple(outlet or ()),
        tuple(s.value for s in stance or ()),
        tuple(s.value for s in status or ()),
        tuple(fact or ()),
        parse_moment(since, "--since") if since else None,
        parse_moment(until, "--until", end=True) if until else None,
    )


def policy(corroborated: int, confirmed: int) -> Policy:
    """The policy options as one record."""
    from ledger.status import Policy

    return Policy(corroborated=corroborated, confirmed=confirmed)


def open_ledger(
    path: Path,
    as_of: str | None = None,
    policy: Policy | None = None,
    lang: str | None = None,
) -> Ledger:
    """The ledger to read; raises FactledgerError where `lang` is no language code."""
    from ledger.ledger import Ledger
    from ledger.status import Policy

    if lang is not None and not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", lang):
        raise FactledgerError("--lang", f"{lang!r} is no language code", "write en or fr")
    return Ledger.open(path, as_of=as_of, policy=policy or Policy(), lang=lang)
