"""The parser: spaCy with names joined into one token and every sentence left whole."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING

from claims.languages.loader import words
from claims.text.names import join_names
from claims.text.relabel import relabel

if TYPE_CHECKING:
    from spacy.language import Language as Pipeline
    from spacy.tokens import Doc

_TRANSFORMERS = ("spacy_transformers", "spacy_curated_transformers")  # what pipelines use torch by


@cache
def load_pipeline(model: str) -> Pipeline:
    """The spaCy pipeline of that name, loaded once a process."""
    with _torch_unseen():
        import spacy

    _register()
    nlp = spacy.load(model, exclude=["senter"])
    _index_lemmas(nlp)
    _tell_acronyms(nlp)
    nlp.add_pipe("factledger_names", first=True)
    nlp.add_pipe("factledger_relabel", last=True)
    nlp.add_pipe("factledger_name_tags", last=True)
    return nlp


@contextmanager
def _torch_unseen() -> Iterator[None]:
    """spaCy imports torch where it finds it, for a second and a half, though only transformers need it."""
    needed = any(find_spec(name) for name in _TRANSFORMERS)
    if needed or "torch" in sys.modules:
        yield
        return
    sys.modules["torch"] = None  # type: ignore[assignment]  # Python's way to say: not importable
    try:
        yield
    finally:
        del sys.modules["torch"]


def _index_lemmas(nlp: Pipeline) -> None:
    """The lemmatizer asks whether a word is in a list of 20,000 and more: as sets, at once."""
    lookups = nlp.get_pipe("lemmatizer").lookups if nlp.has_pipe("lemmatizer") else None
    if lookups is not None and lookups.has_table("lemma_index"):
        table = lookups.get_table("lemma_index")
        for part in list(table):
            table[part] = frozenset(table[part])


def _tell_acronyms(nlp: Pipeline) -> None:
    """ "WHO", "US": acronyms that are no pronouns keep their capitals, to the tagger and to the rules."""
    from claims.languages import load

    for name in load(nlp.lang).grammar.get("acronyms", ()):
        word = nlp.vocab[name]
        word.lower_, word.norm_ = name, "un"


def _register() -> None:
    from spacy.language import Language as SpacyLanguage

    if not SpacyLanguage.has_factory("factledger_names"):
        SpacyLanguage.component("factledger_names", func=join_names)
        SpacyLanguage.component("factledger_name_tags", func=_tag_names)
        SpacyLanguage.component("factledger_relabel", func=_relabelled)


def _relabelled(doc: Doc) -> Doc:
    """The parse in the shape of Universal Dependencies, for parsers that speak another dialect."""
    from claims.languages import load

    return relabel(doc, load(doc.lang_).grammar, *_cues_and_people(doc.lang_))


@cache
def _cues_and_people(code: str) -> tuple[frozenset[str], frozenset[str]]:
    """Lemmas of reporting verbs, and of nouns for people."""
    from claims.languages import load

    language = load(code)
    nouns = language.anaphors["nouns"]
    people = frozenset(n for kind in nouns if kind != "documents" for n in words(nouns[kind]))
    return frozenset(language.verbs) | {*words(language.cues["decline"]["refuse"])}, people


def _tag_names(doc: Doc) -> Doc:
    """A joined name is a proper noun, whatever the tagger made of a word it never saw."""
    from claims.languages import load

    never = load(doc.lang_).grammar.get("never_capital", ())
    for token in doc:
        if token.i and token.pos_ in never and token.text[:1].isupper():
            token.pos_ = "PROPN"
        if " " in token.text or (
            "-" in token.text
            and token.text[:1].isupper()
            and token.pos_ not in ("VERB", "AUX", "DET", "PRON")
        ):
            token.pos_, token.lemma_ = "PROPN", token.text
    return doc
