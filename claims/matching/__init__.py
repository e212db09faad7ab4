"""Which claims say the same thing: profiles, edges between claims, and facts from edges."""

from __future__ import annotations

from claims.matching.cluster import cluster, components
from claims.matching.items import ClaimKey, Item
from claims.matching.match import MatchConfig, match
from claims.matching.profile import profile
from claims.matching.text import matter

__all__ = ["ClaimKey", "Item", "MatchConfig", "cluster", "components", "match", "matter", "profile"]
