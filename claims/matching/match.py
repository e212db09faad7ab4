"""Edges: every pair of near claims, scored, with the reason."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from claims.matching.candidates import WHOLE, Gate, Share, candidates
from claims.matching.cluster import JOIN
from claims.matching.items import Item
from claims.matching.profile import Profile, read_profile
from claims.matching.score import score_pair
from claims.matching.segment import Segment
from claims.records import Edge, EdgeKind


@dataclass(frozen=True)
class MatchConfig:
    """What is scored (`gate`), and thresholds on the calibrated score."""

    gate: Gate = field(default_factory=Gate)
    same: float = JOIN
    suggest: float = 0.2


def match(
    new: Sequence[Item], known: Sequence[Item], config: MatchConfig | None = None
) -> list[Edge]:
    """All edges among `new` and between `new` and `known`, sorted by their claims.

    All claims of an article stand on one side. An edge is `same`, `suggested`, or `contradicts`
    when the claims are alike but for a hard conflict (another number, time, name, polarity,
    direction, ...); pairs below are no edge.
    """
    return match_segments(Segment.of(new), [Segment.of(known)], config)


def match_segments(
    new: Segment,
    known: Iterable[Segment],
    config: MatchConfig | None = None,
    share: Share = WHOLE,
) -> list[Edge]:
    """`match` for claims laid out already, such as those of an index on disk.

    The edges of all shares together are those of the whole; none is in two of them.
    """
    config = config or MatchConfig()
    ours = _Reader(new)
    found: dict[tuple[str, str], Edge] = {}
    for segment in (new, *known):
        theirs = ours if segment is new else _Reader(segment)
        for some in candidates(new, segment, config.gate, share):
            for a, b, cosine in zip(some.left, some.right, some.cosine, strict=True):
                edge = _edge(ours(int(a)), theirs(int(b)), float(cosine), config)
                if edge is not None:
                    found[(edge.claim_a, edge.claim_b)] = edge
    return [found[pair] for pair in sorted(found)]


class _Reader:
    """Claims of one segment by row: id and profile; the last ones read are kept."""

    def __init__(self, segment: Segment) -> None:
        self._segment = segment
        self._read = lru_cache(maxsize=16_384)(self._parsed)

    def __call__(self, row: int) -> tuple[str, Profile]:
        return self._read(row)

    def _parsed(self, row: int) -> tuple[str, Profile]:
        return self._segment.claim_id(row), read_profile(self._segment.profile(row))


def _edge(
    left: tuple[str, Profile], right: tuple[str, Profile], cosine: float, config: MatchConfig
) -> Edge | None:
    if left[0] == right[0]:
        return None
    (a, first), (b, second) = sorted((left, right), key=lambda side: side[0])
    decision = score_pair(first, second, cosine)
    kind: EdgeKind
    if decision.score >= config.same:
        kind = "same"
    elif decision.conflicts and decision.plain >= config.same:
        kind = "contradicts"
    elif decision.score >= config.suggest:
        kind = "suggested"
    else:
        return None
    return Edge(a, b, kind, decision.score, decision.reason, decision.features)
