"""Facts from edges: constrained average linkage.

Invariant: the facts are a function of the sets of claims, edges and judgements, whatever their
order. A claim joins a fact by its mean link to all of the fact's members (a missing edge counts
as 0), never by one edge, so facts do not grow by connected components; a `contradicts` edge
between any two members forbids a merge; a person's judgement wins over both.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from claims import ids
from claims.matching.items import ClaimKey
from claims.records import Edge, Judgement

JOIN = 0.4  # least mean link at which two groups become one fact; chosen on whole articles
_UNIT = 1_000_000  # scores are summed as integers: sums then do not depend on their order
_POSITIVE = ("same", "suggested")
_LATEST = datetime.max.replace(tzinfo=UTC)

Pair = tuple[str, str]


def cluster(
    claims: Sequence[ClaimKey], edges: Iterable[Edge], judgements: Iterable[Judgement] = ()
) -> dict[str, str]:
    """claim_id -> fact_id, for every claim in `claims`.

    Edges and judgements that name other claims are left aside. Of several edges or judgements
    about one pair, the strongest edge and the latest judgement count.
    """
    keys = {claim.claim_id: claim for claim in claims}
    groups = _Groups(sorted(keys))
    verdicts = _standing(judgements, keys)
    groups.judge(verdicts)
    groups.link(_scores(edges, keys, verdicts), _vetoes(edges, keys, verdicts))
    groups.grow()
    return {
        member: ids.fact_id(_anchor([keys[name] for name in members]))
        for members in groups.members.values()
        for member in members
    }


def components(
    claims: Iterable[str], edges: Iterable[Edge], judgements: Iterable[Judgement] = ()
) -> list[frozenset[str]]:
    """Neighbourhoods that can be clustered one by one: connected by edges that could join them.

    `cluster` over all claims is the union of `cluster` over each component, so that a ledger
    needs to re-cluster only the components that new edges or judgements touch.
    """
    parent = {name: name for name in claims}

    def root(name: str) -> str:
        while parent[name] != name:
            parent[name] = parent[parent[name]]
            name = parent[name]
        return name

    pairs = [(e.claim_a, e.claim_b) for e in edges if e.kind in _POSITIVE]
    pairs += [(j.claim_a, j.claim_b) for j in judgements if not j.withdrawn]
    for a, b in pairs:
        if a in parent and b in parent:
            low, high = sorted((root(a), root(b)))
            parent[high] = low
    found: dict[str, set[str]] = defaultdict(set)
    for name in parent:
        found[root(name)].add(name)
    return sorted((frozenset(group) for group in found.values()), key=min)


class _Groups:
    """Groups of claims under agglomeration; a group is named by its smallest member."""

    def __init__(self, names: Sequence[str]) -> None:
        self.members: dict[str, list[str]] = {name: [name] for name in names}
        self._of = {name: name for name in names}
        self._sums: dict[str, dict[str, int]] = {name: {} for name in names}
        self._apart: dict[str, set[str]] = {name: set() for name in names}

    def judge(self, verdicts: dict[Pair, Judgement]) -> None:
        """Apply judgements, the latest first: an older one that contradicts them has no effect."""
        latest = sorted(verdicts.items(), key=lambda item: (item[1].when, item[0]), reverse=True)
        for (a, b), judgement in latest:
            left, right = self._of[a], self._of[b]
            if left == right:
                continue
            if judgement.verdict == "different":
                self._forbid(left, right)
            elif judgement.verdict == "same" and right not in self._apart[left]:
                self._merge(left, right)

    def link(self, scores: dict[Pair, int], vetoes: set[Pair]) -> None:
        for (a, b), score in scores.items():
            left, right = self._of[a], self._of[b]
            if left != right:
                self._sums[left][right] = self._sums[left].get(right, 0) + score
                self._sums[right][left] = self._sums[left][right]
        for a, b in vetoes:
            left, right = self._of[a], self._of[b]
            if left != right:
                self._forbid(left, right)

    def grow(self) -> None:
        """Merge the two groups with the best mean link, again and again, while it is enough."""
        heap = [
            self._entry(left, right)
            for left, sums in self._sums.items()
            for right in sums
            if left < right
        ]
        heapq.heapify(heap)
        while heap:
            entry = heapq.heappop(heap)
            _, left, right = entry
            if right not in self._sums.get(left, {}) or entry != self._entry(left, right):
                continue  # one of the two has changed since
            if -entry[0] < round(JOIN * _UNIT):
                break
            if right in self._apart[left]:
                continue
            kept = self._merge(left, right)
            for other in self._sums[kept]:
                heapq.heappush(heap, self._entry(*sorted((kept, other))))

    def _entry(self, left: str, right: str) -> tuple[int, str, str]:
        pairs = len(self.members[left]) * len(self.members[right])
        return (-(self._sums[left][right] // pairs), left, right)

    def _forbid(self, left: str, right: str) -> None:
        self._apart[left].add(right)
        self._apart[right].add(left)

    def _merge(self, left: str, right: str) -> str:
        kept, gone = sorted((left, right))
        self.members[kept] += self.members.pop(gone)
        for name in self.members[kept]:
            self._of[name] = kept
        self._sums[kept].pop(gone, None)
        links = self._sums.pop(gone)
        links.pop(kept, None)
        for other, total in links.items():
            del self._sums[other][gone]
            self._sums[kept][other] = self._sums[kept].get(other, 0) + total
            self._sums[other][kept] = self._sums[kept][other]
        for other in self._apart.pop(gone):
            self._apart[other].discard(gone)
            self._forbid(kept, other)
        return kept


def _pair(a: str, b: str) -> Pair:
    return (a, b) if a < b else (b, a)


def _standing(judgements: Iterable[Judgement], keys: dict[str, ClaimKey]) -> dict[Pair, Judgement]:
    """The latest judgement of each pair, unless it was withdrawn."""
    latest: dict[Pair, Judgement] = {}
    order = sorted(judgements, key=lambda j: (j.when, j.withdrawn, j.verdict, j.who, j.why))
    for judgement in order:
        if judgement.claim_a in keys and judgement.claim_b in keys:
            latest[_pair(judgement.claim_a, judgement.claim_b)] = judgement
    return {
        pair: judgement
        for pair, judgement in latest.items()
        if not judgement.withdrawn and pair[0] != pair[1]
    }


def _scores(
    edges: Iterable[Edge], keys: dict[str, ClaimKey], verdicts: dict[Pair, Judgement]
) -> dict[Pair, int]:
    scores: dict[Pair, int] = {}
    for edge in edges:
        pair = _pair(edge.claim_a, edge.claim_b)
        if edge.kind in _POSITIVE and pair[0] in keys and pair[1] in keys:
            scores[pair] = max(scores.get(pair, 0), round(edge.score * _UNIT))
    for pair, judgement in verdicts.items():
        if judgement.verdict == "unsure":
            scores.pop(pair, None)
    return scores


def _vetoes(
    edges: Iterable[Edge], keys: dict[str, ClaimKey], verdicts: dict[Pair, Judgement]
) -> set[Pair]:
    pairs = {_pair(edge.claim_a, edge.claim_b) for edge in edges if edge.kind == "contradicts"}
    return {
        pair
        for pair in pairs
        if pair[0] in keys
        and pair[1] in keys
        and not (pair in verdicts and verdicts[pair].verdict == "same")
    }


def _anchor(members: Sequence[ClaimKey]) -> str:
    """The member published first; undated ones come last, ties go by id."""
    return min(members, key=lambda key: (key.published_at or _LATEST, key.claim_id)).claim_id
