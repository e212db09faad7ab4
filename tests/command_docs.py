"""docs/commands.md, written from the commands themselves: `python -m tests.command_docs`.

The help is laid out by the command library's plain formatter at a fixed width, so the page does not
depend on the terminal it was written on.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer

from ledger.cli import app

PAGE = Path(__file__).resolve().parent.parent / "docs" / "commands.md"
WIDTH = 96
HEAD = """# Commands

Written from the commands' own help by `make docs`; a test fails when it is stale.
"""


def commands(command: Any = None, path: str = "factledger") -> Iterator[tuple[str, Any]]:
    """Every command below `command`, itself included, with its full name, sorted."""
    command = typer.main.get_command(app) if command is None else command
    yield path, command
    for name, child in sorted(getattr(command, "commands", {}).items()):
        if not child.hidden:
            yield from commands(child, f"{path} {name}")


def help_text(path: str, command: Any) -> str:
    """The help of one command, plain, `WIDTH` columns wide."""
    command.rich_markup_mode = None
    context = command.context_class(
        command, info_name=path, terminal_width=WIDTH, max_content_width=WIDTH
    )
    lines = command.get_help(context).splitlines()
    return "\n".join(line.rstrip() for line in lines).strip()


def page() -> str:
    """The whole page: one section a command."""
    sections = [
        f"## `{path}`\n\n```\n{help_text(path, command)}\n```\n" for path, command in commands()
    ]
    return "\n".join([HEAD, *sections])


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    print(PAGE.relative_to(PAGE.parent.parent))
