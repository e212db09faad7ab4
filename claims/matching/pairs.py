"""Pairs of claims with what they should be, from the written sentences in a JSONL file.

One line is one topic: `fr` and `en` are wordings of one claim, `edits_fr` and `edits_en` change
one thing in the first wording, `others` are other claims of the same story.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Written:
    """One pair; `kind` is paraphrase, edit or other, `change` what an edit changed."""

    topic: str
    kind: str
    change: str
    a: tuple[str, str]  # (text, lang)
    b: tuple[str, str]
    direct: bool = True  # an edit against the very sentence it was made from

    @property
    def same(self) -> bool:
        return self.kind == "paraphrase"

    @property
    def across(self) -> bool:
        return self.a[1] != self.b[1]


def read_pairs(path: Path) -> list[Written]:
    """Every pair of the file, topic by topic."""
    with path.open(encoding="utf-8") as lines:
        return [pair for line in lines for pair in _pairs(json.loads(line))]


def _pairs(row: dict) -> Iterator[Written]:
    topic = row["topic"]
    wordings = [(text, lang) for lang in ("fr", "en") for text in row[lang]]
    for a, b in combinations(wordings, 2):
        yield Written(topic, "paraphrase", "", a, b)
    for lang in ("fr", "en"):
        base = row[lang][0]
        for edit in row[f"edits_{lang}"]:
            changed = (base.replace(edit["old"], edit["new"], 1), lang)
            for wording in wordings:
                direct = wording == (base, lang)
                yield Written(topic, "edit", edit["kind"], wording, changed, direct)
    for other in row["others"]:
        for wording in wordings:
            yield Written(topic, "other", "", wording, (other, "fr"))
