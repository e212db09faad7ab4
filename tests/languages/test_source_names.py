"""Names of sources by language: one source, whatever the article calls it."""

from __future__ import annotations

from pathlib import Path

import pytest

from claims.errors import InputError
from claims.languages import available
from claims.sources import default_directory
from claims.sources.directory import read_entries


@pytest.mark.parametrize("entry", [e for e in default_directory().entries if e.names])
def test_a_name_in_any_language_finds_its_entry(entry: object) -> None:
    directory = default_directory()
    for lang, name in entry.names:  # type: ignore[attr-defined]
        assert lang in available()
        found = directory.find(name)
        assert found is not None and found.name == entry.name  # type: ignore[attr-defined]


@pytest.mark.parametrize(("lang", "name"), [("en", "WHO"), ("en-GB", "WHO"), ("fr", "OMS")])
def test_the_name_shown_is_the_language_s(lang: str, name: str) -> None:
    found = default_directory().find("World Health Organization")
    assert found is not None and found.name_in(lang) == name


def test_a_name_of_common_words_has_no_spelling_variants() -> None:
    directory = default_directory()
    assert directory.find("diplomatie française") is not None
    assert directory.find("un diplomate français") is None
    assert directory.find("Organisation mondiale de la sante") is not None


def test_a_user_s_file_may_name_sources_by_language(tmp_path: Path) -> None:
    path = tmp_path / "sources.toml"
    path.write_text('[[source]]\nname = "Garde"\nkind = "government"\nnames = { en = "Guard" }\n')
    (entry,) = read_entries(path)
    assert entry.name_in("en") == "Guard" and entry.name_in("pt") == "Garde"


def test_names_that_are_no_table_are_refused_with_their_place(tmp_path: Path) -> None:
    path = tmp_path / "sources.toml"
    path.write_text('[[source]]\nname = "Garde"\nkind = "government"\nnames = "Guard"\n')
    with pytest.raises(InputError, match="source 1"):
        read_entries(path)
