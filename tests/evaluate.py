"""`make evaluate`: the figures on every gold set, printed and written into docs/quality.md."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.quality.gold import blind_sets, gold_sets
from tests.quality.run import Run, SplitResult, results, run_all

PAGE = Path(__file__).resolve().parent.parent / "docs" / "quality.md"
MARKS = ("<!-- figures: written by `make evaluate` -->", "<!-- end of figures -->")
HEADS = (
    "set/split", "recall", "precision", "F1", "own voice", "found", "certainty", "cluster P",
    "cluster R", "cluster F1", "standing alone",
)  # fmt: skip


class NoPlace(ValueError):
    """The page has no place for the figures."""


def lines(done: Run, found: Sequence[SplitResult]) -> list[tuple[str, ...]]:
    """The table's rows for one set: a row a split, or one that says there are no rules yet."""
    if not done.rules:
        return [(done.set.name, "no rules yet", *[""] * (len(HEADS) - 2))]
    return [(r.name, *(f"{v:.3f}" for v in r.figures().values())) for r in found]


def counts(results: Iterable[SplitResult]) -> list[str]:
    """What each split's figures were counted from, a line each."""
    return [
        f"{r.name}: {r.score.entries} gold attributions, {r.score.gold} gold claims, "
        f"{r.score.pairs} pairs of them in one fact; {r.score.rows} attributions and "
        f"{r.standing.claims} claims found"
        for r in results
    ]


def markdown(rows: Iterable[Sequence[str]], notes: Iterable[str]) -> str:
    """The generated part of the page."""
    rule = "|".join(["---"] + ["--:"] * (len(HEADS) - 1))
    table = [f"| {' | '.join(row)} |" for row in (HEADS, *rows)]
    return "\n".join([table[0], f"|{rule}|", *table[1:], "", *(f"* {note}" for note in notes)])


def with_figures(page: str, figures: str, marks: tuple[str, str] = MARKS) -> str:
    """The page with what stands between its marks replaced, all else as it was.

    Raises NoPlace where the two marks do not stand in it once each, in order.
    """
    first, last = map(re.escape, marks)
    pattern = re.compile(f"(?<={first}\n).*?(?={last})", re.DOTALL)
    if len(pattern.findall(page)) != 1 or any(page.count(mark) != 1 for mark in marks):
        raise NoPlace(f"docs/quality.md: needs the line {marks[0]} and below it {marks[1]}")
    return pattern.sub(lambda _: f"\n{figures}\n\n", page)


def printed(rows: Iterable[Sequence[str]], notes: Iterable[str]) -> None:
    """The same on the terminal."""
    table = Table(*HEADS)
    for row in rows:
        table.add_row(*row)
    console = Console(width=None if Console().is_terminal else 140)
    console.print(table)
    for note in notes:
        console.print(note, highlight=False)


def main(argv: Sequence[str] | None = None) -> None:
    """Runs every set, prints the figures (and the errors) and rewrites the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--misses", action="store_true", help="list every error")
    parser.add_argument("--sets", nargs="+", help="only these sets, and leave the page as it is")
    parser.add_argument(
        "--blind", action="store_true", help="the blind articles, page left as it is"
    )
    args = parser.parse_args(argv)
    sets = blind_sets() if args.blind else gold_sets()
    wanted = [s for s in sets if not args.sets or s.name in args.sets]
    runs = [(done, results(done)) for done in run_all(wanted)]
    rows = [line for done, found in runs for line in lines(done, found)]
    notes = counts(r for _, found in runs for r in found)
    printed(rows, notes)
    for crash in (crash for done, _ in runs for crash in done.crashes):
        print("CRASH", crash)
    if args.misses:
        leaves = [found[:-1] or found for _, found in runs]  # `all` only repeats its splits
        print("\n".join(miss for found in leaves for r in found for miss in r.misses()))
    if not args.sets and not args.blind:
        PAGE.write_text(with_figures(PAGE.read_text("utf-8"), markdown(rows, notes)), "utf-8")


if __name__ == "__main__":
    main()
