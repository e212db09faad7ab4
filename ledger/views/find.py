"""From words, or any fact or claim id ever given out, to facts."""

from __future__ import annotations

import re

from ledger.derive import Derived
from ledger.model import fold
from ledger.snapshot import Snapshot

_CLOSE = 90.0
_SHOWN = 12


def find(derived: Derived, words: str, snapshot: Snapshot) -> list[tuple[str, str]]:
    """(fact_id, headline) of the facts that fit: every word in some claim, else near in spelling.

    Raises LedgerError for an id whose claim never was or was retracted.
    """
    headlines = _headlines(derived)
    if re.fullmatch(r"[fc][0-9a-f]{16}", words.strip()):
        wanted = words.strip()
        fact = snapshot.resolve("f" + wanted[1:], derived.fact_of())
        return [(fact, headlines[fact])]
    return [(fact, headlines[fact]) for fact in _fitting(derived, words)]


def _headlines(derived: Derived) -> dict[str, str]:
    columns = (derived.facts[name].to_pylist() for name in ("fact_id", "claim"))
    return dict(zip(*columns, strict=True))


def _fitting(derived: Derived, words: str) -> list[str]:
    from rapidfuzz import fuzz

    asked = fold(words)
    best: dict[str, tuple[float, int]] = {}
    pairs = (derived.claims[name].to_pylist() for name in ("fact_id", "claim"))
    for fact, claim in dict.fromkeys(zip(*pairs, strict=True)):
        said = fold(claim)
        score = 100.0 if set(asked.split()) <= set(said.split()) else 0.0
        score = score or fuzz.token_set_ratio(asked, said, score_cutoff=60)
        if score:
            seen = best.get(fact, (0.0, 0))
            best[fact] = (max(seen[0], score), seen[1] + 1)
    order = sorted(best, key=lambda f: (-best[f][0], -best[f][1], f))
    close = [f for f in order if best[f][0] >= _CLOSE]
    return close or order[:_SHOWN]
