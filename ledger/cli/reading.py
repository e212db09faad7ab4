"""The reading commands: they never load a parser, an encoder or torch."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ledger.cli import options as o
from ledger.cli import printing

if TYPE_CHECKING:
    from pathlib import Path

    from ledger.ledger import Ledger
    from ledger.model import Filters


def register(app: typer.Typer) -> None:
    """Add the reading commands to `app`."""
    for command in (claims, unconfirmed, diff, show, facts, history, explain, check, rebuild):
        app.command()(command)


def claims(
    ledger: o.LedgerPath = o.DEFAULT_LEDGER,
    output: o.Output = None,
    format: o.TableFormatOption = o.TableFormat.table,
    limit: o.Limit = 60,
    as_of: o.AsOf = None,
    source: o.SourceFilter = None,
    outlet: o.OutletFilter = None,
    stance: o.StanceFilter = None,
    status: o.StatusFilter = None,
    fact: o.FactFilter = None,
    since: o.Since = None,
    until: o.Until = None,
    corroborated: o.Corroborated = o.CORROBORATED,
    confirmed: o.Confirmed = o.CONFIRMED,
) -> None:
    """The claims table: a row per claim and source, with stance, chain, quote and status.

    \b
    factledger claims -o claims.parquet
    factledger claims --source "Tervik Lines" --stance deny --format csv
    """
    from ledger.head import head
    from ledger.outputs.table import claims as render

    policy = o.policy(corroborated, confirmed)
    wanted = o.filters(source, outlet, stance, status, fact, since, until)
    plain = _plain(format, output, as_of, wanted)
    if plain and (first := head(ledger, "claims", policy, limit)):
        printing.shown(first, limit, "rows", render)
        return
    book = o.open_ledger(ledger, as_of, policy)
    printing.table(book.claims_table(wanted), format, output, limit, "rows", render)


def unconfirmed(
    ledger: o.LedgerPath = o.DEFAULT_LEDGER,
    output: o.Output = None,
    format: o.TableFormatOption = o.TableFormat.table,
    limit: o.Limit = 20,
    fail_on: Annotated[
        int | None,
        typer.Option(
            "--fail-on", help="Exit with status 3 where this many or more are left.", min=1
        ),
    ] = None,
    as_of: o.AsOf = None,
    lang: o.Lang = None,
    source: o.SourceFilter = None,
    outlet: o.OutletFilter = None,
    stance: o.StanceFilter = None,
    status: o.StatusFilter = None,
    fact: o.FactFilter = None,
    since: o.Since = None,
    until: o.Until = None,
    corroborated: o.Corroborated = o.CORROBORATED,
    confirmed: o.Confirmed = o.CONFIRMED,
) -> None:
    """What nobody independent and named has confirmed: many outlets on few origins come first.

    \b
    factledger unconfirmed
    factledger unconfirmed --since 2023-09-12 --format json
    factledger unconfirmed --outlet Figaro --fail-on 10
    """
    from ledger.head import head
    from ledger.outputs.table import facts as render

    def aged(rows: Any, console: Any) -> Any:
        return render(rows, console, age=True)

    policy = o.policy(corroborated, confirmed)
    wanted = o.filters(source, outlet, stance, status, fact, since, until)
    plain = lang is None and _plain(format, output, as_of, wanted)
    if plain and (first := head(ledger, "unconfirmed", policy, limit)):
        count = first.num_rows
        printing.shown(first, limit, "facts", aged)
    else:
        rows = o.open_ledger(ledger, as_of, policy, lang).unconfirmed_table(wanted)
        count = rows.num_rows
        printing.table(rows, format, output, limit, "facts", aged)
    if fail_on is not None and count >= fail_on:
        raise typer.Exit(3)


def facts(
    ledger: o.LedgerPath = o.DEFAULT_LEDGER,
    output: o.Output = None,
    format: o.TableFormatOption = o.TableFormat.table,
    limit: o.Limit = 20,
    as_of: o.AsOf = None,
    lang: o.Lang = None,
    source: o.SourceFilter = None,
    outlet: o.OutletFilter = None,
    stance: o.StanceFilter = None,
    status: o.StatusFilter = None,
    fact: o.FactFilter = None,
    since: o.Since = None,
    until: o.Until = None,
    corroborated: o.Corroborated = o.CORROBORATED,
    confirmed: o.Confirmed = o.CONFIRMED,
) -> None:
    """Every fact with its status, the reasons for it, and the outlets that carry it.

    \b
    factledger facts --status disputed
    factledger facts --source Kremlin -o facts.csv
    """
    from ledger.head import head
    from ledger.outputs.table import facts as render

    policy = o.policy(corroborated, confirmed)
    wanted = o.filters(source, outlet, stance, status, fact, since, until)
    plain = lang is None and _plain(format, output, as_of, wanted)
    if plain and (first := head(ledger, "facts", policy, limit)):
        printing.shown(first, limit, "facts", render)
        return
    book = o.open_ledger(ledger, as_of, policy, lang)
    printing.table(book.facts_table(wanted), format, output, limit, "facts", render)


def diff(
    fact: o.FactArgument,
    ledger: o.LedgerPath = o.DEFAULT_LEDGER,
    outlet: Annotated[
        list[str] | None, typer.Option("--outlet", help="Only this outlet; again for more.")
    ] = None,
    format: o.PageFormatOption = o.PageFormat.table,
    as_of: o.AsOf = None,
    lang: o.Lang = None,
    corroborated: o.Corroborated = o.CORROBORATED,
    confirmed: o.Confirmed = o.CONFIRMED,
) -> None:
    """One fact outlet by outlet: wording against the fullest version, and what differs.

    \b
    factledger diff "cargo pas de pilote"
    factledger diff f0123456789abcdef --outlet "Le Monde" --outlet RFI --format json
    """
    from ledger.outputs.table import diff as render

    book = o.open_ledger(ledger, as_of, o.policy(corroborated, confirmed), lang)
    as_json = format is o.PageFormat.json
    view = book.diff(_one_fact(book, fact, ask=not as_json), outlet or ())
    printing.page(view, as_json, render)


def show(
    fact: o.FactArgument,
    ledger: o.LedgerPath = o.DEFAULT_LEDGER,
    format: o.PageFormatOption = o.PageFormat.table,
    as_of: o.AsOf = None,
    lang: o.Lang = None,
    why: Annotated[
        bool,
        typer.Option(
            "--why", help="The match decisions that hold it together, and what was left out."
        ),
    ] = False,
    corroborated: o.Corroborated = o.CORROBORATED,
    confirmed: o.Confirmed = o.CONFIRMED,
) -> None:
    """One fact: status, reasons, and each article's chain from outlet to origin.

    \b
    factledger show f0123456789abcdef
    factledger show f0123456789abcdef --why
    factledger show "usines d'armement" --as-of 2023-09-12
    """
    from ledger.outputs.table import show as render

    book = o.open_ledger(ledger, as_of, o.policy(corroborated, confirmed), lang)
    as_json = format is o.PageFormat.json
    found = _one_fact(book, fact, ask=not as_json)
    if why:
        from ledger.outputs.table import why as render_why

        return printing.page(book.why(found), as_json, render_why)
    printing.page(book.show(found), as_json, render)


def history(
    fact: Annotated[
        str, typer.Argument(help="A fact's id, words that fit one fact, or an article's address.")
    ],
    ledger: o.LedgerPath = o.DEFAULT_LEDGER,
    format: o.PageFormatOption = o.PageFormat.table,
    as_of: o.AsOf = None,
) -> None:
    """How a fact came to its status, or how the article at an address changed.

    \b
    factledger history f0123456789abcdef
    factledger history https://example.org/article
    """
    from ledger.outputs.table import history as render
    from ledger.outputs.table import versions as render_versions

    book = o.open_ledger(ledger, as_of)
    as_json = format is o.PageFormat.json
    if "://" in fact:
        printing.page(book.versions(fact), as_json, render_versions)
        return
    printing.page(book.history(_one_fact(book, fact, ask=not as_json)), as_json, render)


def explain(
    claim: Annotated[str, typer.Argument(help="A claim's id.")],
    ledger: o.LedgerPath = o.DEFAULT_LEDGER,
    format: o.PageFormatOption = o.PageFormat.table,
    as_of: o.AsOf = None,
) -> None:
    """Why a claim is as it is: the rule that found it, each cue, how each source was resolved.

    \b
    factledger explain c0123456789abcdef
    """
    from ledger.outputs.table import explain as render

    book = o.open_ledger(ledger, as_of)
    printing.page(book.explain(claim), format is o.PageFormat.json, render)


def check(
    ledger: o.LedgerPath = o.DEFAULT_LEDGER,
    format: o.PageFormatOption = o.PageFormat.table,
) -> None:
    """Verify every invariant: quotes against their articles, ids, references, chains, runs.

    \b
    factledger check
    """
    report = o.open_ledger(ledger).check()
    if format is o.PageFormat.json:
        printing.page(report, True, lambda r, c: "")
    else:
        for problem in report.problems:
            typer.echo(f"{problem.table} {problem.row}: {problem.what}")
        rows = ", ".join(f"{count} {name}" for name, count in report.rows.items())
        typer.echo(f"{len(report.problems) or 'no'} problems in {rows}")
    if report.problems:
        raise typer.Exit(1)


def rebuild(
    ledger: o.LedgerPath = o.DEFAULT_LEDGER,
    corroborated: o.Corroborated = o.CORROBORATED,
    confirmed: o.Confirmed = o.CONFIRMED,
) -> None:
    """Derive every fact and status anew; commands keep them up to date by themselves.

    \b
    factledger rebuild
    """
    rows, facts = o.open_ledger(ledger, None, o.policy(corroborated, confirmed)).rebuild()
    typer.echo(f"{facts} facts and {rows} rows derived anew")


def _plain(format: o.TableFormat, output: Path | None, as_of: str | None, wanted: Filters) -> bool:
    """Whether the answer is only printed, and is the one that is kept ready."""
    return format is o.TableFormat.table and output is None and as_of is None and not wanted


def _one_fact(book: Ledger, wanted: str, ask: bool) -> str:
    """The fact that `wanted` fits; where several fit, ask on a terminal, else list them."""
    from ledger.ledger import SeveralFacts

    fits = book.find(wanted)
    if len(fits) == 1:
        return fits[0][0]
    if not fits or not (ask and sys.stdin.isatty() and sys.stdout.isatty()):
        for fact_id, headline in fits:
            typer.echo(f"{fact_id}  {headline}", err=True)
        raise SeveralFacts(wanted, fits)
    return _chosen(fits)


def _chosen(fits: list[tuple[str, str]]) -> str:
    for number, (_, headline) in enumerate(fits, 1):
        typer.echo(f"{number:>3}  {headline}")
    chosen: Any = typer.prompt("Which one?", type=int)
    return fits[min(max(chosen, 1), len(fits)) - 1][0]
