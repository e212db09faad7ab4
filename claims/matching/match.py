"""Edges: every pair of near claims, scored, with the reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from claims.matching.candidates import dense_pairs
from claims.matching.cluster import JOIN
from claims.matching.items import Item
from claims.matching.profile import Profile, read_profile
from claims.matching.score import score_pair
from claims.records import Edge, EdgeKind


@dataclass(frozen=True)
class MatchConfig:
    """Thresholds: `near` on the cosine, the others on the calibrated score."""

    near: float = 0.84
    same: float = JOIN
    suggest: float = 0.2


def match(
    new: Sequence[Item], known: Sequence[Item], config: MatchConfig | None = None
) -> list[Edge]:
    """All edges among `new` and between `new` and `known`, sorted by their claims.

    An edge is `same`, `suggested`, or `contradicts` when the claims are alike but for a hard
    conflict (another number, time, name, polarity, direction, ...); pairs below are no edge.
    """
    config = config or MatchConfig()
    edges = (
        _edge(a, b, cosine, config)
        for a, b, cosine in dense_pairs(new, known, config.near)
        if a.claim_id != b.claim_id
    )
    found = {(edge.claim_a, edge.claim_b): edge for edge in edges if edge is not None}
    return [found[pair] for pair in sorted(found)]


def _edge(a: Item, b: Item, cosine: float, config: MatchConfig) -> Edge | None:
    if a.claim_id > b.claim_id:
        a, b = b, a
    decision = score_pair(_profile(a.profile), _profile(b.profile), cosine)
    kind: EdgeKind
    if decision.score >= config.same:
        kind = "same"
    elif decision.conflicts and decision.plain >= config.same:
        kind = "contradicts"
    elif decision.score >= config.suggest:
        kind = "suggested"
    else:
        return None
    return Edge(a.claim_id, b.claim_id, kind, decision.score, decision.reason, decision.features)


@lru_cache(maxsize=65_536)
def _profile(text: str) -> Profile:
    return read_profile(text)
