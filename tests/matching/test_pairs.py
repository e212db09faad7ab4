"""Written pairs, as they are read for fitting and measuring."""

from __future__ import annotations

import json
from pathlib import Path

from claims.matching.pairs import read_pairs

DATA = Path(__file__).parents[1] / "data" / "pairs"


def test_wordings_of_one_fact_are_paraphrases_and_of_two_are_other_claims() -> None:
    path = DATA / "coverage-train.jsonl"
    with path.open(encoding="utf-8") as lines:
        stories = [json.loads(line) for line in lines]
    wanted = {
        story["topic"]: {
            text: fact["id"] for fact in story["facts"] for text in (*fact["fr"], *fact["en"])
        }
        for story in stories
    }
    pairs = read_pairs(path)
    assert {pair.topic for pair in pairs} == set(wanted) and len(wanted) == len(stories)
    for pair in pairs:
        facts = wanted[pair.topic]
        assert pair.same == (facts[pair.a[0]] == facts[pair.b[0]])
        assert pair.kind in ("paraphrase", "other")
