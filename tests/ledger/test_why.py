"""`show --why`: what holds a fact together, and what it was kept from."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from claims.records import Judgement
from ledger.ledger import Ledger
from tests.ledger.story import add_all, story


def ledger_with_shared_facts(path: Path) -> tuple[Ledger, str]:
    """A ledger, and the fact in it that the most articles share."""
    ledger = add_all(path, story(12))
    facts = ledger.derived().read("members", ("fact_id", "claim_id")).to_pylist()
    counts: dict[str, int] = {}
    for row in facts:
        counts[row["fact_id"]] = counts.get(row["fact_id"], 0) + 1
    return ledger, max(sorted(counts), key=counts.__getitem__)


def test_what_holds_a_fact_together_has_its_features(tmp_path: Path) -> None:
    ledger, fact = ledger_with_shared_facts(tmp_path / "l")
    view = ledger.why(fact)
    assert view.inside
    for decision in view.inside:
        assert decision.a.fact_id == decision.b.fact_id == fact
        assert 0.8 < decision.features["cosine"] < 1.001
        assert decision.reason
    scores = [decision.score for decision in view.inside]
    assert scores == sorted(scores, reverse=True)


def test_what_was_left_out_is_in_another_fact(tmp_path: Path) -> None:
    ledger, fact = ledger_with_shared_facts(tmp_path / "l")
    for decision in ledger.why(fact).left_out:
        facts = {decision.a.fact_id, decision.b.fact_id}
        assert len(facts) == 2 and fact in facts


def test_a_judgement_is_told_beside_the_decision_it_wins_over(tmp_path: Path) -> None:
    ledger, fact = ledger_with_shared_facts(tmp_path / "l")
    pair = ledger.why(fact).inside[0]
    ends, now = (pair.a.claim_id, pair.b.claim_id), datetime(2025, 3, 1, tzinfo=UTC)
    ledger.judge([Judgement(*ends, "different", "Ada", now, "two ferries")])
    after = [
        d
        for f in {ledger.derived().fact_of([e])[e] for e in (pair.a.claim_id, pair.b.claim_id)}
        for d in (*ledger.why(f).inside, *ledger.why(f).left_out)
        if {d.a.claim_id, d.b.claim_id} == {pair.a.claim_id, pair.b.claim_id}
    ]
    assert after and all(d.judgement == "different, said Ada: two ferries" for d in after)
    assert all(d.a.fact_id != d.b.fact_id for d in after)
