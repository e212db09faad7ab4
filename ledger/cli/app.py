"""The application and its entry point: whatever goes wrong becomes one line and an exit status."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from claims.errors import FactledgerError
from ledger.cli import judging, reading, sourcing, watching, writing

_INTERRUPTED = 130
_STOPPED = "stopped; what was committed is kept"

app = typer.Typer(
    name="factledger",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    help="Who says what, since when, and who denies it, across outlets and languages.\n\n"
    "\b\nfactledger add articles/               read articles into ./factledger.ledger\n"
    "factledger unconfirmed                 what rests on little, and why\n"
    "factledger diff 'cargo pas de pilote'  one fact, outlet by outlet",
)


def _version(asked: bool) -> None:
    if asked:
        from ledger import __version__

        typer.echo(f"factledger {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool,
        typer.Option("--version", help="Print the version.", callback=_version, is_eager=True),
    ] = False,
) -> None:
    """Options of the program itself."""


writing.register(app)
watching.register(app)
reading.register(app)
judging.register(app)
sourcing.register(app)


def main() -> None:
    """Run the command; errors are one line on standard error, never a traceback.

    Exit status: 0 done; 1 an error, or no article went in; 2 wrong usage; 3 some articles were
    skipped, a feed could not be read, or `--fail-on` was reached. FACTLEDGER_DEBUG=1 shows an
    internal error's traceback.
    """
    try:
        status = app(standalone_mode=False)
        if status == _INTERRUPTED:  # the command library swallows the interrupt
            status = _fail(_STOPPED, _INTERRUPTED)
    except FactledgerError as error:
        status = _fail(str(error), 1)
    except typer.Abort:
        status = _fail("stopped", _INTERRUPTED)
    except KeyboardInterrupt:
        status = _fail(_STOPPED, _INTERRUPTED)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 141
    except Exception as error:
        status = _unexpected(error)
    sys.exit(status if isinstance(status, int) else 0)


def _unexpected(error: Exception) -> int:
    usage = getattr(error, "format_message", None)
    if usage is not None:  # the command library's own errors: an unknown option, a bad value
        context = getattr(error, "ctx", None)
        name = context.command_path if context is not None else "factledger"
        line = " ".join(str(usage()).split())
        return _fail(f"{line} See `{name} --help`.", getattr(error, "exit_code", 2))
    if os.environ.get("FACTLEDGER_DEBUG"):
        raise error
    what = " ".join(f"{type(error).__name__}: {error}".split())
    return _fail(f"internal error ({what}); FACTLEDGER_DEBUG=1 shows where, please report it", 1)


def _fail(line: str, status: int) -> int:
    print(f"factledger: {line}", file=sys.stderr)
    return status
