"""What matching works on: claims with a vector and a profile, and the keys clustering needs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import numpy as np


@dataclass(frozen=True, eq=False)
class Item:
    """One claim, ready to be matched.

    `vector` is a unit row of an encoder, float32, shape (dim,); `profile` is what
    `claims.matching.profile` wrote for the claim.
    """

    claim_id: str
    article_id: str
    claim: str
    lang: str
    published_at: datetime | None
    vector: np.ndarray
    profile: str


@dataclass(frozen=True, slots=True)
class ClaimKey:
    """What clustering knows of a claim beside its edges."""

    claim_id: str
    article_id: str
    published_at: datetime | None = None
