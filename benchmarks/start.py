"""How soon a command answers, beside a bare script that imports what it is made of.

python -m benchmarks.start
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from benchmarks.made_ledger import build
from benchmarks.report import Section, markdown, timed_side_by_side

BARE = "import typer, rich, deltalake"
CLAIMS = 500  # a small ledger


def run(quick: bool = False) -> list[Section]:
    """Start times: `--help`, and `claims` on a small ledger, as whole processes."""
    runs = 3 if quick else 15
    with tempfile.TemporaryDirectory() as folder:
        ledger = Path(folder) / "small.ledger"
        build(ledger, CLAIMS)
        rows = [_row(words, runs) for words in (["--help"], ["claims", "--ledger", str(ledger)])]
    columns = ("command", "median", "bare script", "ratio", "peak memory")
    note = (
        f"Bare script: `python -c '{BARE}'`. The ledger has {CLAIMS} claims. "
        f"Medians of {runs} runs, in turn with the bare script's. At most 2.5 times is asked."
    )
    return [Section("Start of a command", columns, tuple(rows), note)]


def _row(words: list[str], runs: int) -> tuple[str, ...]:
    python = Path(sys.executable)
    command = [str(python.with_name("factledger")), *words]
    timed_side_by_side(command, [str(python), "-c", BARE], 1)  # files in memory, snapshot made
    ours, bare = timed_side_by_side(command, [str(python), "-c", BARE], runs)
    times = (f"{ours[0]:.3f} s", f"{bare[0]:.3f} s", f"{ours[0] / bare[0]:.2f}")
    return (f"`factledger {words[0]}`", *times, f"{ours[1]:.0f} MiB")


if __name__ == "__main__":
    print(markdown(run("--quick" in sys.argv)))
