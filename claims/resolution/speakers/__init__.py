"""Who a mention stands for within an article: a name, an office, a pronoun, a noun for one spoken of."""

from __future__ import annotations

from claims.resolution.speakers.known import Resolved
from claims.resolution.speakers.speakers import Speakers

__all__ = ["Resolved", "Speakers"]
