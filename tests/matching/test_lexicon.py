"""The word lists of matching, as they are read from several files."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from importlib import resources

import pytest

from claims.matching.lexicon import lexicon
from claims.matching.text import words_of


def tables(lang: str) -> list[dict[str, dict[str, str]]]:
    folder = resources.files("claims.languages").joinpath(lang)
    main = tomllib.loads(folder.joinpath("matching.toml").read_text("utf-8"))["concepts"]
    files = [f for f in folder.joinpath("concepts").iterdir() if f.name.endswith(".toml")]
    return [main, *(tomllib.loads(file.read_text("utf-8")) for file in files)]


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_concept_of_two_files_keeps_the_forms_of_both(lang: str) -> None:
    forms: dict[str, list[str]] = defaultdict(list)
    for table in tables(lang):
        for concepts in table.values():
            for concept, listed in concepts.items():
                forms[concept].append(listed)
    known = lexicon(lang).concepts
    for concept, lists in forms.items():
        for form in ", ".join(lists).split(","):
            words = words_of(form)
            if words and not any(word.endswith("*") for word in words):
                found = known.at(words, 0)[1]
                assert concept in found, f"{lang}: {form.strip()} is not {concept}"
