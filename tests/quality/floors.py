"""Quality floors that only rise: `python -m tests.quality.floors --raise`.

floors.json holds, for each set and split, the figures measured when they were last raised and the
digest of the gold they were measured on. A figure below its floor fails the gate.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.quality.gold import ALL, gold_sets
from tests.quality.run import SplitResult, results, run_all

FLOORS = Path(__file__).with_suffix(".json")
# The same code gives the same figures on one machine. Another processor rounds the parser's and the
# encoder's sums differently, which can tip a row or two of a few hundred.
TOLERANCE = 0.01
SENTENCES = ("attribution_f1", "own_voice", "claims_found", "certainty", "standing_alone")
FACTS = ("cluster_f1",)


@dataclass(frozen=True, slots=True)
class Floor:
    """What one split must reach, and the digest of the gold it was measured on."""

    name: str
    gold: str
    figures: dict[str, float]


@dataclass(frozen=True, slots=True)
class Measured:
    """What one split reaches now; `misses` lists every error behind it."""

    name: str
    gold: str
    figures: dict[str, float]
    misses: tuple[str, ...] = ()


class Lowered(ValueError):
    """A floor would have to be lowered."""


def gated(name: str) -> tuple[str, ...]:
    """What a split is held to: facts only over a whole set, since stories cross splits."""
    _, split = name.split("/")
    if split != ALL:
        return SENTENCES
    return (*SENTENCES, *FACTS) if name.startswith("seeds/") else FACTS


def measured(result: SplitResult, digest: str) -> Measured:
    """A split's result as the gate sees it, figures cut to four places."""
    figures = result.figures()
    kept = {name: int(figures[name] * 10_000) / 10_000 for name in gated(result.name)}
    return Measured(result.name, digest, kept, tuple(result.misses()))


def below(floor: Floor, now: Measured) -> list[str]:
    """What is wrong with a split, a line each; empty where it holds.

    Figures on another gold are not compared: that is said instead.
    """
    if floor.gold != now.gold:
        fix = f"python -m tests.quality.floors --new-gold {floor.name}"
        return [f"{floor.name}: its gold changed since its floors were measured; run {fix}"]
    return [
        f"{floor.name}: {figure} is {now.figures.get(figure, 0.0):.4f}, its floor {least:.4f}"
        for figure, least in floor.figures.items()
        if now.figures.get(figure, 0.0) < least - TOLERANCE
    ]


def raised(floors: Sequence[Floor], now: Sequence[Measured], new_gold: str = "") -> list[Floor]:
    """The floors after a measurement: each figure's best. Floors of splits not measured stay.

    The split or set named `new_gold` is measured afresh where its gold changed. Raises Lowered
    where a figure fell below its floor, or where a gold changed that was not named.
    """
    kept = {floor.name: floor for floor in floors}
    wrong = []
    for split in now:
        floor = kept.get(split.name)
        named = bool(new_gold) and split.name.startswith(new_gold)
        if floor is None or (named and floor.gold != split.gold):
            kept[split.name] = Floor(split.name, split.gold, split.figures)
            continue
        wrong += below(floor, split)
        best = {k: max(v, floor.figures.get(k, 0.0)) for k, v in split.figures.items()}
        kept[split.name] = Floor(split.name, floor.gold, best)
    if wrong:
        raise Lowered("\n".join(["floors are never lowered:", *wrong]))
    return [kept[name] for name in sorted(kept)]


def read_floors(path: Path = FLOORS) -> list[Floor]:
    """The floors of a file; none where there is no file."""
    if not path.exists():
        return []
    table: Mapping[str, Mapping[str, object]] = json.loads(path.read_text("utf-8"))
    return [Floor(name, **row) for name, row in table.items()]  # type: ignore[arg-type]


def write_floors(floors: Iterable[Floor], path: Path = FLOORS) -> None:
    """Writes the floors, sorted by name."""
    rows = sorted(floors, key=lambda floor: floor.name)
    table = {row.name: {"gold": row.gold, "figures": row.figures} for row in rows}
    path.write_text(json.dumps(table, indent=2) + "\n", encoding="utf-8")


def measure() -> list[Measured]:
    """Every split of every set that the program has rules for."""
    return [measured(r, done.set.digest) for done in run_all(gold_sets()) for r in results(done)]


def main(argv: Sequence[str] | None = None) -> int:
    """Raises the floors to what is measured now; 1 where a floor would fall."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--raise", dest="up", action="store_true", help="write the better figures")
    parser.add_argument("--new-gold", default="", metavar="SET", help="a set whose gold changed")
    args = parser.parse_args(argv)
    try:
        floors = raised(read_floors(), measure(), args.new_gold)
    except Lowered as error:
        print(error, file=sys.stderr)
        return 1
    if args.up or args.new_gold:
        write_floors(floors)
    for floor in floors:
        print(floor.name, *(f"{name} {value:.4f}" for name, value in floor.figures.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
