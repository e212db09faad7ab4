"""`factledger watch`: feeds polled into the ledger, and what changed there told as it happens."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ledger.cli import options as o
from ledger.cli.printing import article_line, printable

if TYPE_CHECKING:
    from claims.readers import Poll
    from claims.records import Skipped
    from ledger.derived import Derived
    from ledger.ingest import Added, AddReport
    from ledger.ledger import Ledger

# What is told, the most pressing last: it stands nearest to the prompt.
TOLD = ("unconfirmed", "confirmed", "disputed")
_SHOWN = 20


def register(app: typer.Typer) -> None:
    """Add `watch` to `app`."""
    app.command()(watch)


def watch(
    feeds: Annotated[list[str], typer.Argument(help="RSS, Atom or JSON feeds: addresses, files.")],
    ledger: o.LedgerPath = o.DEFAULT_LEDGER,
    interval: Annotated[
        int, typer.Option(help="Seconds between two rounds.", min=1, max=86_400)
    ] = 300,
    rounds: Annotated[
        int | None, typer.Option(help="Stop after so many rounds; else on Ctrl-C.", min=1)
    ] = None,
    no_follow: o.NoFollow = False,
    allow_private: o.AllowPrivate = False,
    encoder: o.EncoderOption = None,
) -> None:
    """Poll feeds, add what is new, tell newly unconfirmed, confirmed and disputed facts.

    A feed that can't be read is named and asked again later; the others go on. Ctrl-C stops after
    the poll under way with exit status 0; a second one stops at once. Exit status after --rounds:
    0 where everything was read, 3 where some was not, 1 where no feed ever was.

    \b
    factledger watch https://news.example/feed https://agency.example/rss
    factledger watch feed.xml --rounds 1 --no-follow
    """
    from claims.readers import Pace, ReadOptions
    from claims.readers import watch as polls

    options = ReadOptions(follow=not no_follow, allow_private=allow_private)
    with _until_interrupted() as stop:
        watcher = _Watcher(_book(ledger, encoder))
        for poll in polls(feeds, options, Pace(interval, rounds), stop):
            watcher.take(poll)
    typer.echo(watcher.tally.summary(ledger))
    raise typer.Exit(0 if stop.is_set() else watcher.tally.status())


def _book(path: Path, encoder: str | None) -> Ledger:
    """The ledger to add to, made where there is none, so that a wrong one is told at once."""
    from claims.encoders import DEFAULT
    from ledger.ledger import Ledger
    from ledger.store import can_create

    can_create(path)
    there = (path / "ledger.json").is_file()
    return Ledger.open(path, create=True, encoder=encoder or (None if there else DEFAULT))


@contextmanager
def _until_interrupted() -> Iterator[threading.Event]:
    """An event that the first Ctrl-C sets; the second one interrupts as usual.

    A signal's handler runs inside whatever the main thread does, perhaps holding the event's own
    lock, so a thread of its own sets it; SimpleQueue is the one queue a handler may put into.
    """
    stop, asked = threading.Event(), SimpleQueue[bool]()
    before = signal.getsignal(signal.SIGINT)

    def obey() -> None:
        if asked.get():
            typer.echo("stopping after this poll; Ctrl-C again stops at once", err=True)
            stop.set()  # after the word, for the command may end at once

    def interrupted(*_: Any) -> None:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        asked.put(True)

    threading.Thread(target=obey, daemon=True).start()
    signal.signal(signal.SIGINT, interrupted)
    try:
        yield stop
    finally:
        signal.signal(signal.SIGINT, before)
        asked.put(False)


# ---------------------------------------------------------------------- one poll after another


@dataclass
class _Tally:
    """What was done so far; `problems` and `skipped` hold what is not in yet, counted once."""

    articles: int = 0
    claims: int = 0
    feeds: set[str] = field(default_factory=set)
    problems: set[str] = field(default_factory=set)
    skipped: set[str] = field(default_factory=set)

    def count(self, report: AddReport) -> None:
        """Count what one poll brought; an article that failed before may be in it."""
        self.articles += report.articles
        self.claims += report.claims
        self.skipped -= {item.origin for item in report.added}
        self.skipped |= {item.origin for item in report.skipped}

    def summary(self, ledger: Path) -> str:
        """Everything in one line."""
        feeds = len(self.feeds | self.problems)
        line = f"{self.articles} articles and {self.claims} claims added to {ledger}"
        line += f" from {len(self.feeds)} of {feeds} feeds"
        return printable(line + (f", {len(self.skipped)} skipped" if self.skipped else ""))

    def status(self) -> int:
        """The exit status after the last round."""
        if not self.feeds:
            return 1
        return 3 if self.problems or self.skipped else 0


class _Watcher:
    """A ledger, and its facts as they stood after the last poll."""

    def __init__(self, book: Ledger) -> None:
        self.tally = _Tally()
        self._book = book
        self._before = book.derived()

    def take(self, poll: Poll) -> None:
        """Add what a poll brought and tell what it changed."""
        if poll.problem is not None:
            self.tally.problems.add(poll.feed)
            typer.echo(printable(f"no feed  {poll.feed}: {poll.problem}"), err=True)
            return
        self.tally.feeds.add(poll.feed)
        self.tally.problems.discard(poll.feed)
        report = self._book.add((*poll.articles, *poll.skipped), self._tell)
        self.tally.count(report)
        if report.claims:
            after = self._book.derived()
            for status, facts in changes(self._before, after).items():
                _tell_facts(status, facts)
            self._before = after

    def _tell(self, item: Added | Skipped) -> None:
        from claims.records import Skipped

        if isinstance(item, Skipped) or not item.known:
            typer.echo(article_line(item))


def changes(before: Derived, after: Derived) -> Mapping[str, list[dict[str, Any]]]:
    """The facts that took on each status of `TOLD`: rows of the facts table, by status.

    A fact is new in its status where none of its claims stood in a fact of that status before:
    fact ids change when facts join or part, claims stay.
    """
    was, is_in = _status_of(before), after.fact_of()
    kept = {(fact, was.get(claim)) for claim, fact in is_in.items()}
    rows = after.facts.to_pylist()
    return {
        status: [
            row for row in rows if row["status"] == status and (row["fact_id"], status) not in kept
        ]
        for status in TOLD
    }


def _status_of(derived: Derived) -> dict[str, str]:
    """claim → its fact's status."""
    columns = (derived.facts[name].to_pylist() for name in ("fact_id", "status"))
    status = dict(zip(*columns, strict=True))
    return {claim: status[fact] for claim, fact in derived.fact_of().items()}


def _tell_facts(status: str, facts: list[dict[str, Any]]) -> None:
    for row in facts[:_SHOWN]:
        why = "; ".join(row["reasons"])
        typer.echo(printable(f"newly {status:<11}  {row['fact_id']}  {row['claim']} ({why})"))
    if len(facts) > _SHOWN:
        more = len(facts) - _SHOWN
        typer.echo(f"newly {status:<11}  {more} more; see `factledger facts --status {status}`")
