"""The figures: what each kind of error costs, and that they are those of the reference script."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import asdict, replace
from pathlib import Path

import pandas as pd
import pytest

from tests.quality.build import ARTICLE, TEXT, gold, rows
from tests.quality.gold import TESTS, gold_sets
from tests.quality.run import extracted
from tests.quality.scoring import Row, Score, score

TEXTS = {ARTICLE: TEXT}


def scored(table: list[Row] | tuple[Row, ...]) -> Score:
    return score(table, gold(), TEXTS)


def test_a_table_without_error_scores_one() -> None:
    result = scored(rows())
    assert set(asdict(result.figures).values()) == {1.0}
    assert result.misses == ()
    assert (result.entries, result.rows, result.pairs) == (3, 3, 1)


def test_no_rows_score_nothing_and_every_claim_is_listed() -> None:
    result = scored([])
    assert set(asdict(result.figures).values()) == {0.0}
    assert [m.kind for m in result.misses].count("not found") == 3


def test_a_wrong_stance_is_wrong_in_both_directions() -> None:
    table = [replace(r, stance="assert") if r.stance == "deny" else r for r in rows()]
    figures = scored(table).figures
    assert figures.attribution_recall == pytest.approx(2 / 3)
    assert figures.attribution_precision == pytest.approx(2 / 3)
    assert {m.kind for m in scored(table).misses} == {"missed", "false"}


def test_a_source_on_the_outlets_own_claim_costs_own_voice_and_precision() -> None:
    own = next(r for r in rows() if r.claim_id == "c2")
    figures = scored([*rows(), replace(own, source="préfet", mention="préfet")]).figures
    assert figures.own_voice == 0.0
    assert figures.attribution_precision == pytest.approx(3 / 4)


def test_a_span_over_two_gold_claims_serves_only_one() -> None:
    wide = [replace(r, start=0, end=68) for r in rows() if r.claim_id == "c2"]
    kept = [r for r in rows() if r.claim_id == "c3"]
    assert scored([*wide, *kept]).figures.claims_found == pytest.approx(2 / 3)


def test_facts_that_gold_keeps_apart_cost_precision_and_split_ones_recall() -> None:
    joined = scored([replace(r, fact_id="f1") for r in rows()]).figures
    assert joined.cluster_precision == pytest.approx(1 / 3)
    assert joined.cluster_recall == 1.0
    split = scored([replace(r, fact_id=r.claim_id) for r in rows()]).figures
    assert split.cluster_recall == 0.0


def test_optional_gold_is_neither_asked_for_nor_held_against() -> None:
    soft = tuple(replace(g, optional=True) if g.own_voice else g for g in gold())
    without = [r for r in rows() if r.claim_id != "c2"]
    assert score(without, soft, TEXTS).figures.claims_found == 1.0
    assert score(rows(), soft, TEXTS).figures.attribution_precision == 1.0


def test_names_are_compared_without_titles_case_and_accents() -> None:
    table = [replace(r, source="M. MARC ROUX") if r.source == "Marc Roux" else r for r in rows()]
    assert scored(table).figures.attribution_f1 == 1.0


def test_a_span_outside_its_article_is_refused() -> None:
    with pytest.raises(ValueError, match="fall outside"):
        scored([replace(rows()[0], end=9_999)])


@pytest.mark.parametrize("name", ["fr", "seeds"])
def test_figures_are_those_of_the_reference_script(name: str, shared: Path, tmp_path: Path) -> None:
    """On a real table, with facts made up of pairs of claims so that clusters are compared too."""
    found = next(s for s in gold_sets() if s.name == name)
    table = [replace(r, fact_id=f"f{r.start // 400}") for r in extracted(found).rows if r.start % 7]
    ours = asdict(score(table, found.gold, found.texts).figures)
    folder = TESTS / "gold" / "fr" if name == "fr" else shared / "seeds"
    answers = folder / "gold.jsonl" if name == "fr" else shared / "gold" / "seeds-dev.jsonl"
    path = tmp_path / "claims.parquet"
    pd.DataFrame([asdict(r) for r in table]).rename(columns={"article": "origin"}).to_parquet(path)
    script = [sys.executable, str(shared / "eval" / "score.py"), str(path), str(answers)]
    command = [*script, "--articles", str(folder), "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == {k: round(v, 4) for k, v in ours.items()}
