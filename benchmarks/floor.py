"""`make bench-floor`: what `factledger add` costs beside its models alone.

The same 100 articles twice, each time as a whole process with one worker: `factledger add` into a
new ledger, against a process that only loads the models and runs them on exactly the texts that
`add` hands to the parser and the claims it hands to the encoder. Our own steps inside the parser's
pipeline count as ours, and the models get all texts of a language at once. The two run in turn; the
last line is the ratio of the medians.
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
from benchmarks.report import Section, once

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
        times = _times(folder, nothing, runs)
    start, floor, whole = (sorted(one)[len(one) // 2] for one in times)
    rows = (
        ("starting, and loading the models", f"{start:.2f} s", ""),
        ("the models alone", f"{floor:.2f} s", "1"),
        ("`factledger add --workers 1`", f"{whole:.2f} s", f"{whole / floor:.2f}"),
        ("the same two without starting and loading", f"{whole - start:.2f} s",
         f"{(whole - start) / (floor - start):.2f}"),
    )  # fmt: skip
    note = (
        f"{articles} articles, {sum(map(len, texts.values()))} texts to parse, {claims} claims to "
        f"encode; medians of {runs} whole processes, run in turn, one process and one thread each."
    )
    columns = ("What", "Time", "Ratio to the models alone")
    return [Section("`factledger add` against its models alone", columns, rows, note)]


def _times(folder: Path, nothing: Path, runs: int) -> list[list[float]]:
    """Seconds of every run: of loading, of the models, and of the whole command."""
    models = [sys.executable, "-m", "benchmarks.floor", "--models"]
    found: list[list[float]] = [[], [], []]
    for number in range(runs):
        ledger = ["--ledger", str(folder / f"{number}.ledger"), "--workers", "1"]
        add = [*FACTLEDGER, "add", str(folder / "articles.jsonl"), *ledger]
        commands = ([*models, str(nothing)], [*models, str(folder / "models.json")], add)
        for times, command in zip(found, commands, strict=True):
            times.append(once(command).seconds)
    return found


# ---------------------------------------------------------------------- what the models are given


def record(folder: Path) -> tuple[dict[str, list[str]], int]:
    """Write what `add` gives its models to models.json: texts by pipeline, and the claims."""
    from claims.extract import extract
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
    claims = [claim.claim for extraction in found for claim in extraction.claims]
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


def run_models(path: Path) -> None:
    """Load the models and run them on what `record` wrote; nothing else."""
    from claims.encoders import load_encoder

    given = json.loads(path.read_text("utf-8"))
    parse_alone(given["texts"])
    load_encoder().encode(given["claims"])


def parse_alone(texts: dict[str, list[str]]) -> None:
    """Run the parser on the texts of each pipeline, without our own steps."""
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
    parser.add_argument("--quick", action="store_true")
    given = parser.parse_args()
    if given.models:
        run_models(given.models)
        return
    (section,) = run(given.quick)
    for row in section.rows:
        print(f"{row[0]:44s} {row[1]:>9s} {row[2]:>6s}")
    print(section.note)
    print(f"ratio {section.rows[2][2]}")


if __name__ == "__main__":
    main()
