"""Clustering: an oracle on random graphs, order and batches, judgements."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from itertools import combinations

import networkx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims import ids
from claims.matching import ClaimKey, cluster, components
from claims.matching.cluster import JOIN
from claims.records import Edge, Judgement

T0 = datetime(2024, 1, 1, tzinfo=UTC)
NAMES = [f"c{n:02d}" for n in range(8)]
KEYS = [ClaimKey(name, "a" + name, T0 + timedelta(hours=i % 3)) for i, name in enumerate(NAMES)]
KINDS = ("same", "same", "same", "suggested", "contradicts")


def edge(a: str, b: str, kind: str = "same", score: float = 0.9) -> Edge:
    return Edge(*sorted((a, b)), kind, score, "test")


def judge(a: str, b: str, verdict: str, hour: int = 0, withdrawn: bool = False) -> Judgement:
    return Judgement(a, b, verdict, "ana", T0 + timedelta(hours=hour), "", withdrawn)


def partition(facts: dict[str, str]) -> set[frozenset[str]]:
    groups: dict[str, set[str]] = {}
    for claim, fact in facts.items():
        groups.setdefault(fact, set()).add(claim)
    return {frozenset(group) for group in groups.values()}


def oracle(edges: list[Edge]) -> set[frozenset[str]]:
    """Average linkage by brute force: recompute every mean from single pairs at every step."""
    score = {
        frozenset((e.claim_a, e.claim_b)): round(e.score * 1_000_000)
        for e in edges
        if e.kind != "contradicts"
    }
    veto = {frozenset((e.claim_a, e.claim_b)) for e in edges if e.kind == "contradicts"}
    groups = [frozenset([name]) for name in NAMES]
    while True:
        options = []
        for x, y in combinations(sorted(groups, key=min), 2):
            pairs = [frozenset((a, b)) for a in x for b in y]
            if not veto & set(pairs) and any(pair in score for pair in pairs):
                mean = sum(score.get(pair, 0) for pair in pairs) // len(pairs)
                options.append((-mean, min(x), min(y), x, y))
        if not options or -min(options)[0] < JOIN * 1_000_000:
            return set(groups)
        _, _, _, x, y = min(options)
        groups = [g for g in groups if g not in (x, y)] + [x | y]


edges_strategy = st.lists(
    st.tuples(
        st.sampled_from(list(combinations(NAMES, 2))),
        st.sampled_from(KINDS),
        st.integers(20, 99),
    ),
    max_size=20,
    unique_by=lambda item: item[0],
).map(lambda rows: [edge(*pair, kind, score / 100) for pair, kind, score in rows])
judgements_strategy = st.lists(
    st.tuples(
        st.sampled_from(list(combinations(NAMES, 2))),
        st.sampled_from(["same", "different", "unsure"]),
        st.integers(0, 5),
        st.booleans(),
    ),
    max_size=6,
).map(lambda rows: [judge(*pair, verdict, hour, gone) for pair, verdict, hour, gone in rows])


@settings(deadline=None, max_examples=300)
@given(edges_strategy)
def test_clusters_equal_the_oracles(edges: list[Edge]) -> None:
    assert partition(cluster(KEYS, edges)) == oracle(edges)


@settings(deadline=None, max_examples=200)
@given(edges_strategy, judgements_strategy, st.randoms(use_true_random=False))
def test_order_never_matters(
    edges: list[Edge], judgements: list[Judgement], rng: random.Random
) -> None:
    shuffled = [rng.sample(list(part), len(part)) for part in (KEYS, edges, judgements)]
    assert cluster(*shuffled) == cluster(KEYS, edges, judgements)


@settings(deadline=None, max_examples=200)
@given(edges_strategy, judgements_strategy)
def test_component_by_component_is_the_same(edges: list[Edge], judgements: list[Judgement]) -> None:
    whole = cluster(KEYS, edges, judgements)
    parts: dict[str, str] = {}
    for component in components(NAMES, edges, judgements):
        inside = [key for key in KEYS if key.claim_id in component]
        parts |= cluster(inside, edges, judgements)
    assert parts == whole


@pytest.mark.parametrize("seed", range(20))
def test_facts_never_leave_a_connected_component(seed: int) -> None:
    rng = random.Random(seed)
    graph = networkx.gnp_random_graph(8, 0.3, seed=seed)
    edges = [edge(NAMES[a], NAMES[b], "same", rng.uniform(0.2, 1)) for a, b in graph.edges]
    named = networkx.relabel_nodes(graph, dict(enumerate(NAMES)))
    whole = {frozenset(part) for part in networkx.connected_components(named)}
    assert {frozenset(part) for part in components(NAMES, edges)} == whole
    for fact in partition(cluster(KEYS, edges)):
        assert any(fact <= part for part in whole)


@settings(deadline=None, max_examples=200)
@given(edges_strategy, judgements_strategy, st.sampled_from(list(combinations(NAMES, 2))))
def test_withdrawing_a_judgement_restores_what_was_before(
    edges: list[Edge], judgements: list[Judgement], pair: tuple[str, str]
) -> None:
    judgements = [j for j in judgements if {j.claim_a, j.claim_b} != set(pair)]
    before = cluster(KEYS, edges, judgements)
    for verdict in ("same", "different", "unsure"):
        made = [*judgements, judge(*pair, verdict, 9)]
        facts = cluster(KEYS, edges, made)
        if verdict == "same":
            assert facts[pair[0]] == facts[pair[1]]
        if verdict == "different":
            assert facts[pair[0]] != facts[pair[1]]
        assert cluster(KEYS, edges, [*made, judge(*pair, verdict, 10, True)]) == before


def test_one_edge_does_not_join_two_facts() -> None:
    edges = [edge(a, b) for part in (NAMES[:4], NAMES[4:]) for a, b in combinations(part, 2)]
    facts = partition(cluster(KEYS, [*edges, edge(NAMES[0], NAMES[4], score=0.8)]))
    assert facts == {frozenset(NAMES[:4]), frozenset(NAMES[4:])}


def test_a_contradiction_keeps_two_claims_apart_unless_a_person_joins_them() -> None:
    a, b, c = NAMES[:3]
    edges = [edge(a, b), edge(b, c), edge(a, c, "contradicts", 0.95)]
    assert frozenset((a, b, c)) not in partition(cluster(KEYS, edges))
    facts = cluster(KEYS, edges, [judge(a, c, "same")])
    assert facts[a] == facts[b] == facts[c]


def test_fact_is_named_after_the_claim_published_first() -> None:
    early = ClaimKey("c9", "a9", T0 - timedelta(days=1))
    undated = ClaimKey("c0", "a0", None)
    facts = cluster([undated, early], [edge("c0", "c9")])
    assert set(facts.values()) == {ids.fact_id("c9")}
