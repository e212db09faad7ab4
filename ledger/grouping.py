"""Facts from match decisions, neighbourhood by neighbourhood, for any number of claims.

A neighbourhood is a set of claims connected by edges or judgements that could join them. Clustering
all claims is the union of clustering each neighbourhood (`claims.matching.cluster`), so that only
those that something new touches need be clustered again, and memory stays that of a few.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from claims.records import Edge, Judgement

JOINING = ("same", "suggested")
_CHUNK = 20_000  # claims clustered at a time

GROUPING = pa.schema(
    [("claim_id", pa.string()), ("fact_id", pa.string()), ("neighbourhood", pa.string())]
)


def group(claims: pa.Table, edges: pa.Table, judgements: Sequence[Judgement]) -> pa.Table:
    """`GROUPING` rows of `claims` (claim_id, article_id, published_at), sorted by claim id.

    `edges` has claim_a, claim_b, kind and score. A neighbourhood is named after its smallest claim.
    Edges and judgements about other claims are left aside.
    """
    claims = claims.sort_by("claim_id")
    names = claims["claim_id"].combine_chunks()
    ends = [_places(edges[end], names) for end in ("claim_a", "claim_b")]
    inside = (ends[0] >= 0) & (ends[1] >= 0)
    edges = edges.filter(pa.array(inside))
    a, b = (end[inside] for end in ends)
    joins = pc.is_in(edges["kind"], value_set=pa.array(JOINING)).to_numpy()
    pairs = [(j.claim_a, j.claim_b) for j in judgements if not j.withdrawn]
    judged = [_places(pa.array([p[i] for p in pairs], pa.string()), names) for i in (0, 1)]
    known = (judged[0] >= 0) & (judged[1] >= 0)
    left, right = (
        np.concatenate([x[joins], y[known]]) for x, y in ((a, judged[0]), (b, judged[1]))
    )
    label = connected(len(names), left, right)
    fact = _own_facts(names)
    within = label[a] == label[b]
    for members, rows in _crowds(label, label[a[within]]):
        picked = np.flatnonzero(within)[rows]
        some = claims.take(pa.array(members))
        found = _clustered(some, edges.take(pa.array(picked)), judgements)
        fact[members] = [found[claim] for claim in some["claim_id"].to_pylist()]
    return pa.table(
        [names, pa.array(fact, pa.string()), names.take(pa.array(label))], schema=GROUPING
    )


def connected(size: int, left: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Per node 0..size-1 the smallest node it is connected to; int64 (size,).

    Hooking and pointer jumping (Shiloach and Vishkin 1982): each round hooks the larger root of
    every pair under the smaller and flattens the trees.
    """
    label = np.arange(size)
    while True:
        one, other = label[left], label[right]
        apart = one != other
        if not apart.any():
            return label
        left, right, one, other = left[apart], right[apart], one[apart], other[apart]
        np.minimum.at(label, np.maximum(one, other), np.minimum(one, other))
        while not np.array_equal(flat := label[label], label):
            label = flat


def _places(values: pa.Array, names: pa.Array) -> np.ndarray:
    """Where each of `values` stands in `names`; -1 for nowhere."""
    at = pc.index_in(values, value_set=names)
    return pc.fill_null(at, -1).to_numpy(zero_copy_only=False).astype(np.int64)


def _own_facts(names: pa.Array) -> np.ndarray:
    """What `claims.ids.fact_id` says of each claim taken alone."""
    bare = pc.replace_substring_regex(names, pattern="^c", replacement="")
    return pc.binary_join_element_wise("f", bare, "").to_numpy(zero_copy_only=False)


def _crowds(label: np.ndarray, of_edge: np.ndarray) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """(claims, edges) of neighbourhoods with more than one claim, several of them at a time."""
    size = np.bincount(label, minlength=len(label))
    crowd = np.flatnonzero(size[label] > 1)
    members = crowd[np.argsort(label[crowd], kind="stable")]
    edges = np.argsort(of_edge, kind="stable")
    sorted_labels, sorted_edges = label[members], of_edge[edges]
    start = 0
    while start < len(members):
        last = sorted_labels[min(start + _CHUNK, len(members)) - 1]
        end = int(np.searchsorted(sorted_labels, last, "right"))
        low = np.searchsorted(sorted_edges, sorted_labels[start], "left")
        high = np.searchsorted(sorted_edges, last, "right")
        yield members[start:end], edges[low:high]
        start = end


def _clustered(
    claims: pa.Table, edges: pa.Table, judgements: Sequence[Judgement]
) -> dict[str, str]:
    from claims.matching import ClaimKey, cluster

    rows = zip(
        *(claims[n].to_pylist() for n in ("claim_id", "article_id", "published_at")), strict=True
    )
    keys = [ClaimKey(*row) for row in rows]
    there = {key.claim_id for key in keys}
    columns = (edges[n].to_pylist() for n in ("claim_a", "claim_b", "kind", "score"))
    links = [Edge(a, b, kind, score, "") for a, b, kind, score in zip(*columns, strict=True)]
    about = [j for j in judgements if j.claim_a in there and j.claim_b in there]
    return dict(cluster(keys, links, about))


def neighbours(edges: pa.Table, judgements: Sequence[Judgement], claims: set[str]) -> set[str]:
    """`claims` and every claim that an edge or judgement of any kind sets beside one of them."""
    found = set(claims)
    wanted = pa.array(sorted(claims), pa.string())
    for one, other in (("claim_a", "claim_b"), ("claim_b", "claim_a")):
        hit = pc.is_in(edges[one], value_set=wanted)
        found |= set(edges[other].filter(hit).to_pylist())
    for judgement in judgements:
        if {judgement.claim_a, judgement.claim_b} & claims:
            found |= {judgement.claim_a, judgement.claim_b}
    return found


def reached(edges: pa.Table, judgements: Sequence[Judgement], claims: set[str]) -> set[str]:
    """The whole neighbourhoods of `claims`: whatever joining edges or judgements lead to."""
    joining = edges.filter(pc.is_in(edges["kind"], value_set=pa.array(JOINING)))
    standing = [j for j in judgements if not j.withdrawn]
    found, news = set(claims), set(claims)
    while news:
        news = neighbours(joining, standing, news) - found
        found |= news
    return found
