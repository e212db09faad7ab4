"""What two claims must share to be compared: keys of one claim, the same in every language.

A key is a concept, a name, a root, a number or a date of the profile. A word that the language
data knows is a common one by construction, and one common word says little: it blocks in pairs
only. Names, other words and larger numbers block alone. Which keys a claim has depends on nothing
but the claim, so that which claims are compared depends on no other claim of the ledger.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b
from itertools import combinations

from claims.matching.profile import Profile

KEYS_VERSION = 1  # part of an index's stamp: other keys, another index
_NAME, _ROOT = 4, 5  # letters of a name, of a word, that are compared
_STORY_NAME = 6  # names of whole articles are compared more strictly
_SMALL = 12  # numbers up to it stand in any text
_DATE = re.compile(r"\d{4}-\d{2}(-\d{2})?")  # a year alone is no date


@dataclass(frozen=True, slots=True)
class Keys:
    """Hashes of one claim's keys, each sorted, without doubles.

    `words` (32 bits) is everything, for the overlap of two claims; two claims near in time with a
    common one of `blocks` (48 bits) are compared, and so are two with a common one of `dated`,
    however far apart they were published. `names` (48 bits) tell its article's story.
    """

    words: tuple[int, ...]
    blocks: tuple[int, ...]
    dated: tuple[int, ...]
    names: tuple[int, ...]


def keys_of(profile: Profile) -> Keys:
    """The keys of a profile."""
    common, rare = _words(profile)
    dates = _dates(profile)
    pairs = ("|".join(pair) for pair in combinations(sorted(common), 2))
    return Keys(
        words=_hashes((*common, *rare, *dates), 32),
        blocks=_hashes((*rare, *pairs), 48),
        dated=_hashes((f"{date}|{word}" for date in dates for word in common | rare), 48),
        names=_hashes((p.key[:_STORY_NAME] for p in profile.parts if p.kind == "name"), 48),
    )


def _words(profile: Profile) -> tuple[set[str], set[str]]:
    """Keys that block in pairs, and keys that block alone."""
    common: set[str] = set()
    rare: set[str] = set()
    for part in profile.parts:
        common.update(f"concept {concept}" for concept in part.concepts)
        if part.kind != "word":
            rare.add(f"name {part.key[:_NAME]}")
        if part.kind != "name" and not part.concepts:
            rare.add(f"root {part.key[:_ROOT]}")
    for amount in profile.amounts:
        small = amount.value <= _SMALL and amount.value == int(amount.value)
        (common if small else rare).add(f"number {amount.value:g}")
    return common, rare


def _dates(profile: Profile) -> set[str]:
    found = {date for time in profile.times for date in time.dates}
    return {date for date in (*found, profile.event_time) if _DATE.fullmatch(date)}


def _hashes(keys: Iterable[str], bits: int) -> tuple[int, ...]:
    return tuple(sorted({_hash(key) & ((1 << bits) - 1) for key in keys}))


def _hash(key: str) -> int:
    return int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), "little")
