"""A person's decisions about what is the same fact."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Literal

import typer

from ledger.cli import options as o
from ledger.cli import printing

First = Annotated[str, typer.Argument(help="A fact's or claim's id.")]
Second = Annotated[str, typer.Argument(help="Another one's.")]
Why = Annotated[str, typer.Option("--why", help="The reason, for the record.")]
Who = Annotated[str, typer.Option("--who", help="Who decides.", envvar="USER")]
Withdraw = Annotated[bool, typer.Option("--withdraw", help="Take the decision back.")]
Verdict = Literal["same", "different", "unsure"]


def register(app: typer.Typer) -> None:
    """Add the judging commands to `app`."""
    for command in (same, different, unsure, suggestions):
        app.command()(command)


def same(
    a: First,
    b: Second,
    ledger: o.LedgerPath = o.DEFAULT_LEDGER,
    why: Why = "",
    who: Who = "",
    withdraw: Withdraw = False,
) -> None:
    """Say that two facts or claims are the same; it wins over the program, and can be taken back.

    \b
    factledger same f0123456789abcdef fedcba9876543210 --why "both are Tuesday's arrival"
    """
    _judge("same", ledger, (a, b), (who, why), withdraw)


def different(
    a: First,
    b: Second,
    ledger: o.LedgerPath = o.DEFAULT_LEDGER,
    why: Why = "",
    who: Who = "",
    withdraw: Withdraw = False,
) -> None:
    """Say that two facts or claims are not the same.

    \b
    factledger different c0123456789abcdef cfedcba9876543210 --why "two visits"
    """
    _judge("different", ledger, (a, b), (who, why), withdraw)


def unsure(
    a: First,
    b: Second,
    ledger: o.LedgerPath = o.DEFAULT_LEDGER,
    why: Why = "",
    who: Who = "",
    withdraw: Withdraw = False,
) -> None:
    """Say that it can't be told whether two facts or claims are the same; it is not asked again.

    \b
    factledger unsure f0123456789abcdef fedcba9876543210
    """
    _judge("unsure", ledger, (a, b), (who, why), withdraw)


def _judge(
    verdict: Verdict, path: Path, pair: tuple[str, str], words: tuple[str, str], withdraw: bool
) -> None:
    from claims.records import Judgement

    book = o.open_ledger(path)
    when = datetime.now(UTC)
    decisions = [
        Judgement(a, b, verdict, words[0], when, words[1], withdraw)
        for a, b in book.pairs(*pair, verdict)
    ]
    run = book.judge(decisions)
    typer.echo(f"{run.note} (version {run.version})")


def suggestions(
    ledger: o.LedgerPath = o.DEFAULT_LEDGER,
    format: o.PageFormatOption = o.PageFormat.table,
    limit: o.Limit = 20,
    as_of: o.AsOf = None,
) -> None:
    """Pairs of facts that may be one, the surest first, for `same`, `different` and `unsure`.

    \b
    factledger suggestions
    """
    from ledger.outputs.table import suggestions as render

    found = o.open_ledger(ledger, as_of).suggestions()
    if format is o.PageFormat.json:
        printing.page(found, True, render)
        return
    printing.page(found[:limit] if limit else found, False, render)
    if limit and len(found) > limit:
        typer.echo(f"{len(found) - limit} more; --limit 0 shows all")
