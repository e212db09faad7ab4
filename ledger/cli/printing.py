"""Putting an answer on standard output or in a file."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from ledger.cli.options import TableFormat

if TYPE_CHECKING:
    import pyarrow as pa
    from rich.console import Console, RenderableType

    from claims.records import Skipped
    from ledger.head import Rows
    from ledger.ingest import Added

Render = Callable[[Any, "Console"], "RenderableType"]


# What can move the cursor, reorder a line, break it or not be encoded: addresses, file names and
# outlets come from outside.
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def printable(text: str) -> str:
    """`text` in one line, with control, direction and broken characters escaped (`\\x1b`)."""
    if text.isprintable():
        return text
    return "".join(
        c.encode("unicode_escape").decode() if unicodedata.category(c) in _UNSEEN else c
        for c in text
    )


def article_line(item: Added | Skipped) -> str:
    """What became of one article, in one line."""
    from claims.records import Skipped

    return printable(_skipped(item) if isinstance(item, Skipped) else _added(item))


def _skipped(item: Skipped) -> str:
    place = f" ({item.place})" if item.place else ""
    return f"skipped  {item.origin}{place}: {item.reason}"


def _added(item: Added) -> str:
    when = item.published_at.strftime("%Y-%m-%d") if item.published_at else "undated"
    about = f"{item.outlet}, {when}, {item.lang}"
    if item.known:
        return f"known    {item.origin}: {about}, already in the ledger"
    notes = "".join(f"; {note}" for note in item.notes)
    for left in item.skipped:  # without a place it concerns the article, which the line names
        notes += f"; left out {left.place}: {left.reason}" if left.place else f"; {left.reason}"
    return f"added    {item.origin}: {about}, {item.claims} claims{notes}"


def console() -> Console:
    """Standard output, as wide as the terminal (80 where there is none)."""
    from rich.console import Console

    return Console(highlight=False, soft_wrap=False)


def page(answer: Any, as_json: bool, render: Render) -> None:
    """An answer about one thing."""
    if as_json:
        from ledger.outputs.json import dumps

        sys.stdout.write(dumps(answer))
    else:
        out = console()
        out.print(render(answer, out))


def table(
    rows: pa.Table, shape: TableFormat, output: Path | None, limit: int, noun: str, render: Render
) -> None:
    """A table: to a file, as JSON or CSV whole, or on the terminal with what was left out said."""
    if output is not None:
        from ledger.outputs import write

        write(rows, output)
        typer.echo(f"{rows.num_rows} {noun} written to {output}", err=True)
    elif shape is TableFormat.json:
        from ledger.outputs.json import to_json

        sys.stdout.write(to_json(rows))
    elif shape is TableFormat.csv:
        from ledger.outputs.csv import to_csv

        sys.stdout.write(to_csv(rows))
    else:
        shown(rows, limit, noun, render)


def shown(rows: Rows, limit: int, noun: str, render: Render) -> None:
    """The first `limit` rows (0: all) on the terminal, and how many more there are."""
    out = console()
    first = rows.slice(0, limit) if limit else rows
    if rows.num_rows:
        out.print(render(first, out))
    if first.num_rows < rows.num_rows:
        left = rows.num_rows - first.num_rows
        out.print(f"{left} more {noun}; --limit 0 shows all, -o FILE keeps them")
    elif not rows.num_rows:
        out.print(f"No {noun} fit.")
