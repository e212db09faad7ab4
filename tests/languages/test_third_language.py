"""A third language is built from docs/add-a-language.md alone, with a toy parser for its few words."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
import spacy
from spacy.language import Language as Pipeline
from spacy.tokens import Doc

from claims.extract import extract
from claims.languages import available, load
from claims.languages.loader import FOLDER_VARIABLE
from claims.records import Article, Extraction

GUIDE = Path(__file__).parents[2] / "docs" / "add-a-language.md"
TEXT = (
    "El ministro dijo el lunes que el banco cerró.\n\n"
    "Según el sindicato, el banco perdió dinero.\n\n"
    "El alcalde negó que el banco mintió.\n\n"
    "El ministro teme que el banco cerró.\n\n"
    "Lea también la revista."
)
VERBS = {
    "dijo": "decir",
    "cerró": "cerrar",
    "perdió": "perder",
    "negó": "negar",
    "mintió": "mentir",
    "teme": "temer",
}
DETERMINERS = {"el", "la"}


@Pipeline.component("toy_spanish_parser")
def toy_parser(doc: Doc) -> Doc:
    """Tags and parses determiner, noun, verb, "que" and "según": all that the text above needs."""
    main = next((t for t in doc if t.lower_ in VERBS), doc[0])
    for token in doc:
        low = token.lower_
        token.lemma_ = VERBS.get(low, low)
        token.pos_ = (
            "PUNCT" if token.is_punct else "DET" if low in DETERMINERS else "VERB" if low in VERBS
            else "SCONJ" if low == "que" else "ADP" if low == "según" else "NOUN"
        )  # fmt: skip
    for token in doc:
        later = list(doc[token.i + 1 :])
        verb = next((t for t in later if t.pos_ == "VERB"), None)
        noun = next((t for t in later if t.pos_ == "NOUN"), token)
        if token.pos_ == "VERB":
            token.set_morph("VerbForm=Fin")
            token.head, token.dep_ = (token, "ROOT") if token == main else (main, "ccomp")
        elif token.pos_ in ("DET", "ADP"):
            token.head, token.dep_ = noun, "det" if token.pos_ == "DET" else "case"
        elif token.pos_ == "SCONJ" and verb is not None:
            token.head, token.dep_ = verb, "mark"
        elif token.pos_ == "NOUN":
            after_case = any(t.pos_ == "ADP" for t in doc[max(0, token.i - 2) : token.i])
            before = token.i and doc[token.i - 2].pos_ == "VERB"
            governed = doc[token.i - 2] if before else verb or main
            label = "obl" if after_case or token.lower_ == "lunes" else "nsubj" if verb else "obj"
            token.head, token.dep_ = (
                (main if label == "obl" else governed if label == "obj" else verb or main),
                label,
            )
        else:
            token.head, token.dep_ = main, "punct"
    return doc


def tables_of_the_guide() -> dict[str, str]:
    """The guide's TOML blocks by file name: of the heading above, or of the block's first line."""
    found: dict[str, str] = {}
    name = ""
    for heading, block in re.findall(
        r"^### ([^\n]*)$|^```toml\n(.*?)^```", GUIDE.read_text("utf-8"), re.S | re.M
    ):
        named = re.search(r"`(\w+\.toml)`", heading) or re.match(r"# (\w+\.toml)\n", block)
        name = named.group(1) if named else name
        if block:
            found[name] = block
    return found


@pytest.fixture
def spanish(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Extraction:
    model = tmp_path / "model"
    nlp = spacy.blank("es")
    nlp.add_pipe("toy_spanish_parser")
    nlp.to_disk(model)
    folder = tmp_path / "languages" / "es"
    folder.mkdir(parents=True)
    for name, block in tables_of_the_guide().items():
        text = block.replace('"es_core_news_md"', f"'{model}'")
        (folder / name).write_text(text, encoding="utf-8")
    monkeypatch.setenv(FOLDER_VARIABLE, str(folder.parent))
    load.cache_clear()
    published = datetime(2024, 5, 16, tzinfo=UTC)
    return extract(Article("a1", TEXT, "toy.txt", "El Faro", "es", published_at=published))


def rows(extraction: Extraction) -> set[tuple[str, str, str]]:
    claims = {c.claim_id: c.claim for c in extraction.claims}
    others = (r for r in extraction.attributions if r.source != "El Faro")
    return {(claims[r.claim_id], r.source, r.stance) for r in others}


def test_the_guide_has_a_block_for_every_table() -> None:
    shipped = {p.name for p in (GUIDE.parents[1] / "claims/languages/fr").glob("*.toml")}
    assert set(tables_of_the_guide()) == shipped - {"matching.toml"}


def test_words_of_government_that_the_guide_leaves_out_have_defaults(spanish: Extraction) -> None:
    assert load("es").government_words.keys() == load("fr").government_words.keys()


def test_claims_and_sources_of_a_language_built_from_the_guide(spanish: Extraction) -> None:
    assert not spanish.skipped
    assert rows(spanish) == {
        ("El banco cerró.", "ministro", "assert"),
        ("El banco perdió dinero.", "sindicato", "assert"),
        ("El banco mintió.", "alcalde", "deny"),
    }


def test_certainty_comes_from_the_cue(spanish: Extraction) -> None:
    closed = [c for c in spanish.claims if c.claim == "El banco cerró."]
    assert [c.certainty for c in closed] == ["certain", "possible"]


def test_boilerplate_of_the_language_is_left_out(spanish: Extraction) -> None:
    assert all("revista" not in c.claim for c in spanish.claims)


def test_a_folder_outside_the_program_is_found_only_where_it_is_named(spanish: Extraction) -> None:
    assert "es" in available()


def test_without_the_variable_only_the_languages_that_ship(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(FOLDER_VARIABLE, raising=False)
    assert "es" not in available()
