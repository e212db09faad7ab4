"""The commands that add, take out and compact."""

from __future__ import annotations

import itertools
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from claims.errors import InputError
from ledger.cli import options as o
from ledger.cli.printing import article_line

if TYPE_CHECKING:
    from claims.records import Article, Skipped
    from ledger.engines import Engine
    from ledger.ingest import Added, AddReport
    from ledger.ledger import Ledger, Progress


def register(app: typer.Typer) -> None:
    """Add the writing commands to `app`."""
    for command in (add, retract, reembed, compact):
        app.command()(command)


def add(
    inputs: Annotated[list[str], typer.Argument(help="Files, folders, addresses, or - for stdin.")],
    ledger: o.LedgerPath = o.DEFAULT_LEDGER,
    outlet: Annotated[str | None, typer.Option(help="Who published the articles.")] = None,
    published: Annotated[str | None, typer.Option(help="When (ISO 8601).")] = None,
    lang: Annotated[str | None, typer.Option(help="Their language, such as fr or en.")] = None,
    glob: Annotated[
        str | None, typer.Option(help="In folders, only files that fit this, such as '*.html'.")
    ] = None,
    no_follow: o.NoFollow = False,
    allow_private: o.AllowPrivate = False,
    maps: Annotated[
        list[str] | None,
        typer.Option(
            "--map", help="A table's column for a field, such as text=body; again for more."
        ),
    ] = None,
    encoder: o.EncoderOption = None,
    engine: Annotated[
        str, typer.Option(help="Where to run: local, or ray for a Ray cluster, ray://host:port.")
    ] = "local",
    workers: Annotated[
        int | None,
        typer.Option(
            help="Processes that read; a core each where there is enough to do, 1 for none.",
            min=1,
            show_default=False,
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be added; write nothing.")
    ] = False,
    format: o.PageFormatOption = o.PageFormat.table,
) -> None:
    """Read articles into the ledger; those already in it add nothing.

    Exit status: 0 where everything went in, 3 where some inputs were skipped, 1 where none went in.

    \b
    factledger add docs/examples
    factledger add article.txt --outlet "Le Monde" --published 2023-09-12
    factledger add archive.csv --map text=body --map outlet=paper
    cat articles.jsonl | factledger add -
    factledger add archive/ --workers 4
    """
    from claims.readers import ReadOptions
    from ledger.engines import load_engine, spare_collector

    spare_collector()
    options = ReadOptions(
        outlet=outlet,
        published=published,
        lang=lang,
        glob=glob,
        follow=not no_follow,
        allow_private=allow_private,
        column_map=_column_map(maps or ()),
    )
    as_json = format is o.PageFormat.json
    target = _Target(ledger, encoder, dry_run, load_engine(engine, workers))
    report = _add(target.engine.read(inputs, options), target, quiet=as_json)
    if as_json:
        from ledger.outputs.json import dumps

        sys.stdout.write(dumps(report))
    else:
        typer.echo(_summary(report, ledger))
    raise typer.Exit(_status(report))


def _column_map(maps: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Pairs (our field, the table's column) of values like "text=body"."""
    pairs = []
    for value in maps:
        field, _, column = value.partition("=")
        if not (field and column):
            raise InputError("--map", f"{value!r} names no column", "write it like text=body")
        pairs.append((field, column))
    return tuple(pairs)


@dataclass(frozen=True)
class _Target:
    """Where articles go, and how they get there."""

    path: Path
    encoder: str | None
    dry_run: bool
    engine: Engine


def _add(items: Iterator[Article | Skipped], target: _Target, quiet: bool) -> AddReport:
    from ledger.ingest import AddReport
    from ledger.store import can_create

    can_create(target.path)
    skipped, items = _until_article(items)
    with _progress(quiet) as tell:
        for item in skipped:
            tell(item)
        first = next(items, None)
        if first is None:  # nothing to add: make no ledger for it
            return AddReport(skipped=tuple(skipped), dry_run=target.dry_run)
        with _opened(target) as book:
            everything = itertools.chain([first], items)
            report: AddReport = book.add(everything, tell, target.dry_run, target.engine)
            if report.articles and not target.dry_run:
                book.keep_ready()
    return replace(report, skipped=(*skipped, *report.skipped))


def _until_article(
    items: Iterator[Article | Skipped],
) -> tuple[list[Skipped], Iterator[Article | Skipped]]:
    """What is skipped before the first article, and the rest from that article on."""
    from claims.records import Article

    skipped: list[Skipped] = []
    for item in items:
        if isinstance(item, Article):
            return skipped, itertools.chain([item], items)
        skipped.append(item)
    return skipped, iter(())


@contextmanager
def _opened(target: _Target) -> Iterator[Ledger]:
    """The ledger to add to; a dry run where there is none yet gets one that is thrown away."""
    import tempfile

    from claims.encoders import DEFAULT
    from ledger.ledger import Ledger

    path, encoder = target.path, target.encoder
    there = (path / "ledger.json").is_file()
    if there or not target.dry_run:
        yield Ledger.open(path, create=True, encoder=encoder or (None if there else DEFAULT))
        return
    with tempfile.TemporaryDirectory() as folder:
        yield Ledger.open(Path(folder) / "dry", create=True)


# ---------------------------------------------------------------------- telling


@contextmanager
def _progress(quiet: bool) -> Iterator[Progress]:
    """A bar on a terminal, a line per article elsewhere, nothing where JSON is asked for."""
    if quiet:
        yield lambda _: None
    elif not sys.stderr.isatty():
        yield lambda item: typer.echo(article_line(item))
    else:
        from rich.console import Console
        from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TimeElapsedColumn

        columns = (
            SpinnerColumn(),
            "reading and matching",
            MofNCompleteColumn(),
            TimeElapsedColumn(),
        )
        with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task("articles", total=None)

            def tell(item: Added | Skipped) -> None:
                bar.console.print(article_line(item), markup=False, highlight=False)
                bar.advance(task)

            yield tell


def _summary(report: AddReport, path: Path) -> str:
    known = sum(a.known for a in report.added)
    parts = [f"{report.articles} articles and {report.claims} claims"]
    parts += [f"{known} already there"] if known else []
    parts += [f"{len(report.skipped)} skipped"] if report.skipped else []
    verb = "would be added to" if report.dry_run else "added to"
    return f"{parts[0]} {verb} {path}" + "".join(f", {part}" for part in parts[1:])


def _status(report: AddReport) -> int:
    if not report.added:
        return 1
    return 3 if report.skipped else 0


# ---------------------------------------------------------------------- other writing


def retract(
    article: Annotated[str, typer.Argument(help="An article's id, url or origin.")],
    reason: Annotated[str, typer.Option("--reason", help="Why, for the record.")],
    ledger: o.LedgerPath = o.DEFAULT_LEDGER,
    withdrawn: Annotated[
        bool,
        typer.Option("--withdrawn", help="Its outlet took it back: keep it, marked, uncounted."),
    ] = False,
    who: Annotated[str, typer.Option(help="Who decided.", envvar="USER")] = "",
) -> None:
    """Take an article out of the answers, with a reason; nothing is erased, --as-of still sees it.

    \b
    factledger retract article.txt --reason "added twice under another date"
    factledger retract a0123456789abcdef --withdrawn --reason "corrected by the outlet"
    """
    run = o.open_ledger(ledger).retract(article, reason, who, withdrawn)
    typer.echo(f"{run.note} (version {run.version})")


def reembed(
    encoder: Annotated[
        str, typer.Option(help="e5, light, or a sentence-transformers id or path.")
    ] = "e5",
    ledger: o.LedgerPath = o.DEFAULT_LEDGER,
) -> None:
    """Encode and match every claim anew with another encoder; --as-of still sees the facts before.

    \b
    factledger reembed --encoder e5
    """
    done = o.open_ledger(ledger).reembed(encoder)
    if done.claims == 0 and done.before == done.after:
        typer.echo(f"{ledger} has the encoder {done.after} already")
        return
    typer.echo(
        f"{done.claims} claims encoded with {done.after}, before with {done.before}; "
        f"{done.edges} edges (version {done.version})"
    )


def compact(ledger: o.LedgerPath = o.DEFAULT_LEDGER) -> None:
    """Join the ledger's small files, so that reading stays fast; its history stays whole.

    \b
    factledger compact
    """
    for name, (before, after) in o.open_ledger(ledger).compact().items():
        if before != after:
            typer.echo(f"{name}: {before} files are now {after}")
    typer.echo("compacted")
