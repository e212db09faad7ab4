"""`factledger sources`: who is in the ledger, and putting the directory right."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from claims.errors import FactledgerError
from ledger.cli import options as o
from ledger.cli import printing

if TYPE_CHECKING:
    from claims.records import Source

sources_app = typer.Typer(rich_markup_mode="rich")


def register(app: typer.Typer) -> None:
    """Add `sources` and what is below it to `app`."""
    app.add_typer(sources_app, name="sources")


@sources_app.callback(invoke_without_command=True)
def sources(
    context: typer.Context,
    ledger: o.LedgerPath = o.DEFAULT_LEDGER,
    output: o.Output = None,
    format: o.TableFormatOption = o.TableFormat.table,
    limit: o.Limit = 40,
    as_of: o.AsOf = None,
    source: o.SourceFilter = None,
    outlet: o.OutletFilter = None,
    stance: o.StanceFilter = None,
    status: o.StatusFilter = None,
    fact: o.FactFilter = None,
    since: o.Since = None,
    until: o.Until = None,
) -> None:
    """Who says how much: claims by stance, who relays them, how often others deny it.

    \b
    factledger sources
    factledger sources --outlet "Le Monde" -o sources.csv
    """
    if context.invoked_subcommand is not None:
        return
    from ledger.outputs.table import sources as render

    book = o.open_ledger(ledger, as_of)
    wanted = o.filters(source, outlet, stance, status, fact, since, until)
    printing.table(book.sources_table(wanted), format, output, limit, "sources", render)


@sources_app.command()
def merge(
    source: Annotated[str, typer.Argument(help="The source to count as another: id or name.")],
    into: Annotated[str, typer.Argument(help="The source it is: id or name.")],
    ledger: o.LedgerPath = o.DEFAULT_LEDGER,
) -> None:
    """Count one source as another from now on.

    \b
    factledger sources merge "Dmitry Ivanov" "Dmitri Ivanov"
    """
    run = o.open_ledger(ledger).merge_sources(source, into)
    typer.echo(f"{run.note} (version {run.version})")


@sources_app.command()
def rename(
    source: Annotated[str, typer.Argument(help="The source: id or name.")],
    name: Annotated[str, typer.Argument(help="Its new name.")],
    ledger: o.LedgerPath = o.DEFAULT_LEDGER,
) -> None:
    """Show a source under another name from now on.

    \b
    factledger sources rename Chosun "Chosun Ilbo"
    """
    run = o.open_ledger(ledger).rename_source(source, name)
    typer.echo(f"{run.note} (version {run.version})")


@sources_app.command()
def add(
    file: Annotated[
        Path,
        typer.Option("--file", help="JSON Lines: name, kind, speaks_for?, aliases?, wikidata?"),
    ],
    ledger: o.LedgerPath = o.DEFAULT_LEDGER,
) -> None:
    """Add sources with their aliases; they win over what was read from articles.

    \b
    factledger sources add --file people.jsonl
    """
    run = o.open_ledger(ledger).add_sources(_sources(file))
    typer.echo(f"{run.note} (version {run.version})")


def _sources(file: Path) -> list[Source]:
    try:
        lines = file.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise FactledgerError(str(file), "can't be read as text", "check the path") from error
    found = [_source(f"{file}#{n}", line) for n, line in enumerate(lines, 1) if line.strip()]
    if not found:
        raise FactledgerError(str(file), "no source in it", 'one {"name": ..., "kind": ...} a line')
    return found


def _source(place: str, line: str) -> Source:
    from dataclasses import replace

    from claims.records import SOURCE_KINDS
    from ledger.directory import added

    fix = 'write {"name": "...", "kind": "person", "aliases": ["..."]}'
    try:
        row: Any = json.loads(line)
        name, kind = row["name"].strip(), row["kind"]
        aliases = [str(alias) for alias in row.get("aliases") or ()]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise FactledgerError(place, "not a source", fix) from error
    if kind not in SOURCE_KINDS:
        raise FactledgerError(place, f"no kind {kind!r}", f"one of {', '.join(SOURCE_KINDS)}")
    if not name:
        raise FactledgerError(place, "a source without a name", fix)
    source = added(name, kind, row.get("speaks_for"), aliases)
    return replace(source, wikidata=row.get("wikidata"))
