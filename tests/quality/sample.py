"""Claims drawn at random, to be read one by one: `python -m tests.quality.sample --n 100`."""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence

from claims.languages import available
from tests.quality.gold import GoldSet, gold_sets, reading_set
from tests.quality.run import extracted
from tests.quality.scoring import Row, fold


def drawn(rows: Sequence[Row], n: int, seed: int) -> list[list[Row]]:
    """The rows of `n` claims, the same for the same seed, in the order of the articles."""
    claims: dict[tuple[str, int, int, str], list[Row]] = {}
    for row in rows:
        claims.setdefault((row.article, row.start, row.end, row.claim_id), []).append(row)
    chosen = random.Random(seed).sample(sorted(claims), min(n, len(claims)))
    return [claims[key] for key in sorted(chosen)]


def shown(number: int, rows: Sequence[Row]) -> str:
    """One claim, what it was made of, and who stands behind it."""
    head = rows[0]
    sources = [f"{r.source} {r.stance}" for r in rows if fold(r.source) != fold(r.outlet)]
    when = f", {head.event_time}" if head.event_time else ""
    return (
        f"{number:3d}. {head.claim}\n"
        f"     quote:   {head.quote}\n"
        f"     sources: {'; '.join(sources) or 'own voice'} ({head.certainty}{when})"
        f"  [{head.article} {head.start}-{head.end}]"
    )


def _open_rows(gold: GoldSet) -> list[Row]:
    """The rows of a set but for its held-out articles, which nobody reads."""
    held = dict(gold.splits).get("heldout", frozenset())
    return [row for row in extracted(gold).rows if row.article not in held]


def main(argv: Sequence[str] | None = None) -> None:
    """Prints the sample over the sets named, all of this repository by default."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--n", type=int, default=100, help="how many claims")
    parser.add_argument("--seed", type=int, default=7, help="draws others")
    names = "of fr, en, seeds, reading"
    parser.add_argument("--sets", nargs="+", default=["fr", "en"], help=names)
    args = parser.parse_args(argv)
    sets = [s for s in (*gold_sets(), reading_set()) if s.name in args.sets]
    rows = [row for gold in sets if gold.lang in available() for row in _open_rows(gold)]
    print("\n".join(shown(k, group) for k, group in enumerate(drawn(rows, args.n, args.seed), 1)))


if __name__ == "__main__":
    main()
