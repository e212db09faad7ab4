"""What every parse gets first: marks are marks, and auxiliaries, prepositions and conjunctions bear nothing."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from claims.text.arcs import apply

if TYPE_CHECKING:
    from spacy.tokens import Doc

_MARKS = frozenset("«»“”„‹›\"'‘’()[]{}.,;:!?…–—")


def marks_as_marks(doc: Doc) -> Doc:
    """ "départs. .?»" with the last mark read as a verb: a mark is none, what hung on it hangs higher."""
    words = [
        t for t in doc if t.head != t and set(t.text) <= _MARKS
        and (t.pos_ != "PUNCT" or t.dep_ in ("conj", "parataxis", "advcl"))
    ]  # fmt: skip
    if not words:
        return doc
    arcs = [(t.head.i, t.dep_) for t in doc]
    for mark in words:
        head, mark.pos_ = arcs[mark.i][0], "PUNCT"
        arcs = [(head, label) if above == mark.i else (above, label) for above, label in arcs]
        arcs[mark.i] = (head, "punct")
    return apply(doc, arcs)


def function_words(doc: Doc, grammar: dict[str, Any]) -> Doc:
    """ "d'être à l'origine", "contesté avoir détourné": auxiliaries are some verb's and bear nothing."""
    arcs = [(t.head.i, t.dep_) for t in doc]
    for token, after in pairwise(doc):
        infinitive = token.pos_ == "AUX" and token.morph.get("VerbForm") == ["Inf"]
        above = token.head
        past = above.morph.get("VerbForm") == ["Part"] and token.i < above.i
        if infinitive and past and token.dep_ == "dep":
            arcs[token.i] = (above.i, "aux:tense")
        fixed = [token.lower_, after.lower_] in grammar["repairs"]["fixed_prepositions"]
        if fixed and token.dep_ == "det":  # "Mais d'après Le Monde"
            arcs[token.i] = (token.head.i, "case")
        opens = token.lower_ in grammar["repairs"]["before_that"] and after.dep_ == "mark"
        if opens and after.lower_ in grammar["content_marks"] and token.head != after.head:
            arcs[token.i] = (after.head.i, "mark")  # "alors qu'il portait"
    for token in doc:
        above = token.head
        if token.dep_ == "mark" and above.dep_.startswith(("aux", "cop")):
            arcs[token.i] = (above.head.i, "mark")
    changed = any(arc != (t.head.i, t.dep_) for arc, t in zip(arcs, doc, strict=True))
    return apply(doc, arcs) if changed else doc
