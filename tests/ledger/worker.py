"""A process that adds part of the story.

    python -m tests.ledger.worker LEDGER TOTAL FIRST LAST BATCH

It says "ready" when everything is loaded, so that a test can kill it while it writes.
"""

from __future__ import annotations

import sys

from tests.ledger.story import add_all, story


def main() -> None:
    """Add articles FIRST..LAST of a story of TOTAL, BATCH a run."""
    path = sys.argv[1]
    total, first, last, batch = map(int, sys.argv[2:6])
    part = story(total)[first:last]
    print("ready", flush=True)
    add_all(path, part, batch)


if __name__ == "__main__":
    main()
