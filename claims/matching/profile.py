"""A claim's parts, as matching aligns them, written once as JSON and stored with the claim."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from datetime import datetime

from claims.records import Claim


@dataclass(frozen=True)
class Profile:
    """The parts of one claim."""

    lang: str
    words: tuple[str, ...]
    numbers: tuple[str, ...]


def profile(claim: Claim, published_at: datetime | None) -> str:
    """The claim's parts as JSON; the same claim and time always give the same text."""
    words = tuple(word.lower() for word in re.findall(r"[^\W\d_]+", claim.claim))
    numbers = tuple(re.findall(r"\d+(?:[.,]\d+)*", claim.claim))
    return json.dumps(asdict(Profile(claim.lang, words, numbers)), ensure_ascii=False)


def read_profile(text: str) -> Profile:
    """The profile that `profile` wrote."""
    fields = json.loads(text)
    return Profile(fields["lang"], tuple(fields["words"]), tuple(fields["numbers"]))
