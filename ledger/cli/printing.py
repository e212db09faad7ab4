"""Putting an answer on standard output or in a file."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from ledger.cli.options import TableFormat

if TYPE_CHECKING:
    import pyarrow as pa
    from rich.console import Console, RenderableType

Render = Callable[[Any, "Console"], "RenderableType"]


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
        _print(rows, limit, noun, render)


def _print(rows: pa.Table, limit: int, noun: str, render: Render) -> None:
    out = console()
    shown = rows.slice(0, limit) if limit else rows
    if rows.num_rows:
        out.print(render(shown, out))
    if shown.num_rows < rows.num_rows:
        left = rows.num_rows - shown.num_rows
        out.print(f"{left} more {noun}; --limit 0 shows all, -o FILE keeps them")
    elif not rows.num_rows:
        out.print(f"No {noun} fit.")
