"""The quality gate: no figure below its floor, and the gate itself does its work.

When it fails it lists every error of the split, so that a regression can be read, not guessed.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.quality import floors
from tests.quality.build import ARTICLE, TEXT, gold, rows
from tests.quality.floors import Floor, Lowered, Measured, below, measured, raised, read_floors
from tests.quality.gold import GoldSet, gold_sets
from tests.quality.run import Run, SplitResult, results, run, run_all

FLOORS = read_floors()


@pytest.fixture(scope="module")
def now() -> dict[str, Measured]:
    """What every split reaches now."""
    done = run_all(gold_sets())
    return {r.name: measured(r, d.set.digest) for d in done for r in results(d)}


def small_set(table: list | tuple = (), texts: str = TEXT) -> SplitResult:  # type: ignore[type-arg]
    """The result of a table on the small set of build.py."""
    from claims.records import Article

    article = Article("a1", texts, ARTICLE, "La Gazette", "fr")
    split = (("dev", frozenset({ARTICLE})),)
    made = GoldSet("small", "fr", (article,), gold(), split, "digest")
    (result,) = results(Run(made, True, tuple(table)))
    return result


# ---------------------------------------------------------------------- the gate


@pytest.mark.parametrize("floor", FLOORS, ids=[floor.name for floor in FLOORS])
def test_no_figure_is_below_its_floor(floor: Floor, now: dict[str, Measured]) -> None:
    if floor.name not in now and floor.name.startswith("seeds/"):
        pytest.skip("no seeds beside the checkout")
    split = now.get(floor.name, Measured(floor.name, floor.gold, {}))
    wrong = below(floor, split)
    assert not wrong, "\n".join([*wrong, f"{len(split.misses)} errors:", *split.misses])


def test_every_measured_split_has_floors(now: dict[str, Measured]) -> None:
    assert now.keys() <= {floor.name for floor in FLOORS}, (
        "run python -m tests.quality.floors --raise"
    )


def test_french_has_floors_for_both_halves() -> None:
    names = {floor.name: set(floor.figures) for floor in FLOORS}
    assert names["fr/dev"] == names["fr/heldout"] == set(floors.SENTENCES)
    assert names["fr/all"] == set(floors.FACTS)


# ---------------------------------------------------------------------- the gate's own tests


def test_a_perfect_table_passes_a_perfect_floor() -> None:
    split = measured(small_set(rows()), "digest")
    assert set(split.figures.values()) == {1.0}
    assert below(Floor("small/dev", "digest", split.figures), split) == []


@pytest.mark.parametrize(
    "figure, change",
    [
        ("attribution_f1", {"stance": "decline"}),
        ("attribution_f1", {"source": "quelqu'un", "mention": "on"}),
        ("claims_found", {"start": 0, "end": 1}),
        ("certainty", {"certainty": "reported"}),
        ("own_voice", {"source": "quelqu'un", "mention": "on"}),
        ("standing_alone", {"claim": "et il ferme"}),
    ],
)
def test_a_spoiled_table_fails_and_lists_its_errors(
    figure: str, change: dict[str, str | int]
) -> None:
    best = measured(small_set(rows()), "digest")
    spoiled = [replace(row, **change) for row in rows()]  # type: ignore[arg-type]
    split = measured(small_set(spoiled), "digest")
    wrong = below(Floor("small/dev", "digest", best.figures), split)
    assert any(figure in line for line in wrong)
    assert len(split.misses) >= 1


def test_a_fall_within_the_tolerance_passes_and_one_beyond_it_does_not() -> None:
    floor = Floor("x/dev", "d", {"certainty": 0.9})
    assert below(floor, Measured("x/dev", "d", {"certainty": 0.9 - floors.TOLERANCE / 2})) == []
    assert below(floor, Measured("x/dev", "d", {"certainty": 0.9 - floors.TOLERANCE * 2})) != []


def test_a_figure_that_is_gone_fails() -> None:
    assert below(Floor("x/dev", "d", {"certainty": 0.9}), Measured("x/dev", "d", {})) != []


def test_a_changed_gold_is_said_not_compared() -> None:
    (line,) = below(Floor("x/dev", "old", {"certainty": 0.9}), Measured("x/dev", "new", {}))
    assert "its gold changed" in line and "--new-gold x/dev" in line


def test_the_digest_follows_the_gold_and_the_articles(tmp_path: Path) -> None:
    from tests.quality.gold import gold_set

    def digest(text: str, answers: str) -> str:
        (tmp_path / "01-a.txt").write_text(text, encoding="utf-8")
        (tmp_path / "gold.jsonl").write_text(answers, encoding="utf-8")
        return gold_set("t", tmp_path, tmp_path / "gold.jsonl", lang="fr").digest

    one = digest("Le pont est fermé.", "")
    assert digest("Le pont est fermé.", "") == one
    assert digest("Le pont est ouvert.", "") != one
    assert digest("Le pont est fermé.", "\n") != one


def test_raising_keeps_each_figures_best() -> None:
    old = [Floor("x/dev", "d", {"certainty": 0.5, "own_voice": 0.7}), Floor("y/dev", "d", {})]
    better = Measured("x/dev", "d", {"certainty": 0.8, "own_voice": 0.695})
    first, second = raised(old, [better])
    assert first.figures == {"certainty": 0.8, "own_voice": 0.7}
    assert second.name == "y/dev"


def test_lowering_is_refused() -> None:
    old = [Floor("x/dev", "d", {"certainty": 0.9})]
    with pytest.raises(Lowered, match=r"x/dev: certainty is 0\.5000, its floor 0\.9000"):
        raised(old, [Measured("x/dev", "d", {"certainty": 0.5})])


def test_only_a_gold_that_changed_and_is_named_is_measured_afresh() -> None:
    old = [Floor("x/dev", "old", {"certainty": 0.9})]
    changed = Measured("x/dev", "new", {"certainty": 0.5})
    with pytest.raises(Lowered, match="its gold changed"):
        raised(old, [changed])
    assert raised(old, [changed], "x") == [Floor("x/dev", "new", {"certainty": 0.5})]
    same = Measured("x/dev", "old", {"certainty": 0.5})
    with pytest.raises(Lowered):
        raised(old, [same], "x")


def test_floors_survive_the_file(tmp_path: Path) -> None:
    kept = [Floor("x/dev", "d", {"certainty": 0.9})]
    floors.write_floors(kept, tmp_path / "floors.json")
    assert read_floors(tmp_path / "floors.json") == kept


def test_an_article_that_crashes_scores_as_missed() -> None:
    """An article without a language crashes extraction; the other article still scores."""
    from claims.records import Article

    text = "Le maire a fermé le pont mardi."
    good = Article("a1", text, "good.txt", "La Gazette", "fr")
    broken = Article("a2", text, "broken.txt", "La Gazette", None)  # type: ignore[arg-type]
    claim = replace(gold()[1], article="good.txt", quote=text[:-1], start=0, end=len(text) - 1)
    answers = (claim, replace(claim, article="broken.txt"))
    split = (("dev", frozenset({"good.txt", "broken.txt"})),)
    done = run(GoldSet("t", "fr", (good, broken), answers, split, "d"))
    assert [line.split(":")[0] for line in done.crashes] == ["broken.txt"]
    (result,) = results(done)
    assert result.score.figures.claims_found == 0.5


def test_a_language_without_rules_is_said_and_has_no_floor() -> None:
    from tests.evaluate import lines

    done = run(GoldSet("xx", "xx", (), (), (("all", frozenset()),), "d"))
    assert results(done) == ()
    assert lines(done, ())[0][:2] == ("xx", "no rules yet")


def test_only_the_figures_of_the_page_are_rewritten() -> None:
    from tests.evaluate import MARKS, PAGE, NoPlace, markdown, with_figures

    page = PAGE.read_text("utf-8")
    table = markdown([("fr/dev", "0.1")], ["a note"])
    written = with_figures(page, table)
    assert table in written
    assert with_figures(written, table) == written
    before, after = page.split(MARKS[0])[0], page.split(MARKS[1])[1]
    assert written.startswith(before) and written.endswith(after)
    with pytest.raises(NoPlace):
        with_figures(page.replace(MARKS[1], ""), table)


def test_a_sample_is_the_same_for_the_same_seed() -> None:
    from tests.quality.sample import drawn, shown

    first = drawn(rows(), 2, 7)
    assert first == drawn(list(reversed(rows())), 2, 7) or len(first) == 2
    assert len({group[0].claim_id for group in drawn(rows(), 9, 7)}) == 3
    assert "own voice" in shown(1, drawn(rows(), 9, 7)[1])
