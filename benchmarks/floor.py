"""`make bench-floor`: what `factledger add` costs beside its models alone.

The same 100 articles twice, each time as a whole process with one worker: `factledger add` into a
new ledger, against a process that only loads the models and runs them on exactly the texts that
`add` hands to the parser and the claims it hands to the encoder. Our own steps inside the parser's
pipeline count as ours, and the models get all texts of a language at once. All run in turn; the
last line is the ratio of the medians. Beside the time by the clock stands the processor's, which
other work on the machine weighs on less; each process has one thread, so that on a quiet machine
the two are the same.

The floor is the models as their libraries load and run them. `add` knows better: it keeps spaCy from
importing torch, its lemmatizer looks words up in sets, and Python's garbage collector looks through
the models seldom, and not again at the end. A row tells what the models alone would cost with that.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from benchmarks.articles import write_articles
from benchmarks.report import Section, Timing, once
from ledger.engines import spare_collector

ARTICLES = 100
FACTLEDGER = (sys.executable, "-c", "from ledger.cli import main; main()")
OURS = "factledger_"  # pipes of that name are no model


def run(quick: bool = False) -> list[Section]:
    """The table of whole-process times and their ratio."""
    articles, runs = (20, 1) if quick else (ARTICLES, 5)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_articles(folder / "articles.jsonl", articles)
        texts, claims = record(folder)
        nothing = folder / "nothing.json"
        nothing.write_text(json.dumps({"texts": {name: [] for name in texts}, "claims": []}))
        timings = _timings(folder, nothing, runs)
    seconds = [_median([one.seconds for one in some]) for some in timings]
    cpu = [_median([one.cpu for one in some]) for some in timings]
    names = (
        "starting, and loading the models",
        "the models alone",
        "the models alone, loaded and collected as in `add`",
        "`factledger add --workers 1`",
    )
    rows = tuple(zip(names, map(_seconds, seconds), map(_seconds, cpu), strict=True))
    more = (
        ("`add` to the models alone", _ratio(seconds, 3, 1), _ratio(cpu, 3, 1)),
        (
            "`add` to the models loaded and collected alike",
            _ratio(seconds, 3, 2),
            _ratio(cpu, 3, 2),
        ),
        ("the first without starting and loading", _net(seconds), _net(cpu)),
    )
    note = (
        f"{articles} articles, {sum(map(len, texts.values()))} texts to parse, {claims} claims to "
        f"encode; medians of {runs} whole processes, run in turn, one process and one thread each."
    )
    columns = ("What", "Time", "Processor time")
    return [Section("`factledger add` against its models alone", columns, (*rows, *more), note)]


def _seconds(figure: float) -> str:
    return f"{figure:.2f} s"


def _median(figures: list[float]) -> float:
    return sorted(figures)[len(figures) // 2]


def _ratio(figures: list[float], whole: int, part: int) -> str:
    return f"{figures[whole] / figures[part]:.2f}"


def _net(figures: list[float]) -> str:
    start, floor, _, whole = figures
    return f"{(whole - start) / (floor - start):.2f}"


def _timings(folder: Path, nothing: Path, runs: int) -> list[list[Timing]]:
    """Every run: of loading, of the models plain, of the models as `add` has them, of `add`."""
    models = [sys.executable, "-m", "benchmarks.floor", "--models"]
    given = str(folder / "models.json")
    found: list[list[Timing]] = [[], [], [], []]
    for number in range(runs):
        ledger = ["--ledger", str(folder / f"{number}.ledger"), "--workers", "1"]
        add = [*FACTLEDGER, "add", str(folder / "articles.jsonl"), *ledger]
        commands = ([*models, str(nothing)], [*models, given], [*models, given, "--as-add"], add)
        for timings, command in zip(found, commands, strict=True):
            timings.append(once(command))
    return found


# ---------------------------------------------------------------------- what the models are given


def record(folder: Path) -> tuple[dict[str, list[str]], int]:
    """Write what `add` gives its models to models.json: texts by pipeline, and the claims."""
    from claims.extract import extract
    from claims.matching.text import matter
    from claims.readers import read
    from claims.records import Article
    from claims.text import parse

    texts: dict[str, list[str]] = defaultdict(list)
    load = parse.load_pipeline
    parse.load_pipeline = lambda model: _Recorder(load(model), texts[model])  # type: ignore[assignment]
    try:
        items = list(read(str(folder / "articles.jsonl")))
        found = [extract(item) for item in items if isinstance(item, Article)]
    finally:
        parse.load_pipeline = load
    claims = [matter(claim.claim) for extraction in found for claim in extraction.claims]
    body = {"texts": texts, "claims": claims}
    (folder / "models.json").write_text(json.dumps(body), encoding="utf-8")
    return dict(texts), len(claims)


class _Recorder:
    """A pipeline that writes down what it is given."""

    def __init__(self, pipeline: Any, texts: list[str]) -> None:
        self._pipeline, self._texts = pipeline, texts

    def __call__(self, text: str) -> Any:
        self._texts.append(text)
        return self._pipeline(text)

    def pipe(self, texts: Iterable[str], **more: Any) -> Iterator[Any]:
        given = list(texts)
        self._texts += given
        return self._pipeline.pipe(given, **more)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._pipeline, name)


def run_models(path: Path, as_add: bool) -> None:
    """Load the models and run them on what `record` wrote; nothing else."""
    from claims.encoders import load_encoder

    given = json.loads(path.read_text("utf-8"))
    if as_add:
        spare_collector()
        parse_alone(given["texts"])
    else:
        _parse_plainly(given["texts"])
    load_encoder().encode(given["claims"])


def _parse_plainly(texts: dict[str, list[str]]) -> None:
    import spacy

    for model, some in texts.items():
        for _ in spacy.load(model).pipe(some, batch_size=64):
            pass


def parse_alone(texts: dict[str, list[str]]) -> None:
    """Run the parser, loaded as `extract` does, on the texts of each pipeline, without our own steps."""
    from claims.text.pipeline import load_pipeline

    for model, some in texts.items():
        pipeline = load_pipeline(model)
        ours = [name for name in pipeline.pipe_names if name.startswith(OURS)]
        with pipeline.select_pipes(disable=ours):
            for _ in pipeline.pipe(some, batch_size=64):
                pass


def main() -> None:
    """Print the table, and the ratio as the last line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--models", type=Path, help="run the models alone on a recorded file")
    parser.add_argument(
        "--as-add", action="store_true", help="load the parser and spare the collector as add does"
    )
    parser.add_argument("--quick", action="store_true")
    given = parser.parse_args()
    if given.models:
        run_models(given.models, given.as_add)
        return
    (section,) = run(given.quick)
    for row in section.rows:
        print(f"{row[0]:48s} {row[1]:>9s} {row[2]:>9s}")
    print(section.note)
    print(f"ratio {section.rows[4][1]}")


if __name__ == "__main__":
    main()
