"""Pairs of claims with what they should be, from the written sentences in a JSONL file.

One line is one topic: `fr` and `en` are wordings of one claim, `edits_fr` and `edits_en` change
one thing in the first wording, `others` are other claims of the same story. Or `versions` are the
claims of one story, each in several wordings: the first, then what changes one thing in it or is
another claim. Or `facts` are those of one story, each as several outlets word it. Or a line is one
pair, `a` and `b` with their languages and its `kind`.
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


_KINDS = {"cross": "paraphrase", "cross_edit": "edit", "edit_paraphrase": "edit"}


def _pairs(row: dict) -> Iterator[Written]:
    topic = row["topic"]
    if "a" in row:  # one pair, written as such
        kind = row["kind"]
        sides = (row["a"], row["lang_a"]), (row["b"], row["lang_b"])
        yield Written(topic, _KINDS.get(kind, kind), row.get("edit", ""), *sides, kind == "edit")
        return
    if "versions" in row:
        yield from _versions(topic, row["versions"])
        return
    if "facts" in row:
        others = ({"change": "other", "fr": fact["fr"], "en": fact["en"]} for fact in row["facts"])
        yield from _versions(topic, list(others))
        return
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
    for other in row.get("others_en", ()):
        for wording in wordings:
            yield Written(topic, "other", "", wording, (other, "en"))


def _versions(topic: str, versions: list[dict]) -> Iterator[Written]:
    worded = [
        (version["change"], place, (text, lang))
        for place, version in enumerate(versions)
        for lang in ("fr", "en")
        for text in version[lang]
    ]
    for (change_a, one, a), (change_b, two, b) in combinations(worded, 2):
        changes = sorted({change_a, change_b} - {""})
        if one == two:
            yield Written(topic, "paraphrase", "", a, b)
        elif "other" in changes:
            yield Written(topic, "other", "", a, b)
        else:
            yield Written(topic, "edit", "/".join(changes), a, b, "" in (change_a, change_b))
