"""What every parse gets first: marks are marks, and auxiliaries, prepositions and conjunctions bear nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from claims.text.arcs import Arcs, apply

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_CLAUSES = ("conj", "parataxis", "advcl")
_MARKS = frozenset("«»“”„‹›\"'‘’()[]{}.,;:!?…–—")


def marks_as_marks(doc: Doc) -> Doc:
    """ "départs. .?»" with the last mark read as a verb: a mark is none, what hung on it hangs higher."""
    marks = (t for t in doc if t.is_punct and (t.pos_ != "PUNCT" or t.dep_ in _CLAUSES))
    words = [t for t in marks if t.head != t and set(t.text) <= _MARKS]
    if not words:
        return doc
    arcs = [(t.head.i, t.dep_) for t in doc]
    for mark in words:
        head, mark.pos_ = arcs[mark.i][0], "PUNCT"
        arcs = [(head, label) if above == mark.i else (above, label) for above, label in arcs]
        arcs[mark.i] = (head, "punct")
    return apply(doc, arcs)


def function_words(doc: Doc, arcs: Arcs, grammar: dict[str, Any]) -> bool:
    """ "d'être à l'origine", "contesté avoir détourné": auxiliaries are some verb's and bear nothing.

    Gives them new arcs in place, and tells whether it did.
    """
    changed, words = False, grammar["repairs"]
    for i, (head, label) in enumerate(arcs):
        if label == "dep" and i < head and _is_infinitive(doc[i]) and _is_participle(doc[head]):
            arcs[i], changed = (head, "aux:tense"), True
        elif label in ("case", "det") and _is_of_others(doc, i, arcs, words):
            arcs[i], arcs[head], changed = (head, "det"), (arcs[head][0], "obj"), True
        elif label == "det" and i + 1 < len(doc):
            if [doc[i].lower_, doc[i + 1].lower_] in words["fixed_prepositions"]:
                arcs[i], changed = (head, "case"), True  # "Mais d'après Le Monde"
        elif label == "mark" and _is_reflexive(doc, i, words):
            arcs[i], changed = (head, "expl:comp"), True
        elif label == "mark":
            if arcs[head][1].startswith(("aux", "cop")):
                arcs[i], changed = (arcs[head][0], "mark"), True
            opens = i > 0 and arcs[i - 1][0] != head and doc[i - 1].lower_ in words["before_that"]
            if opens and doc[i].lower_ in grammar["content_marks"]:
                arcs[i - 1], changed = (arcs[i][0], "mark"), True  # "alors qu'il portait"
    return changed


def _is_reflexive(doc: Doc, i: int, words: dict[str, Any]) -> bool:
    """The "s'" of "s'en défend", which is no "si"."""
    after = doc[i + 1].lower_ if i + 1 < len(doc) else ""
    return [doc[i].lower_, after] in words["reflexive_before"]


def _is_of_others(doc: Doc, i: int, arcs: Arcs, words: dict[str, Any]) -> bool:
    """ "soupçonne d'autres sites": an article of the verb's object, and no preposition."""
    noun, label = arcs[i][0], arcs[arcs[i][0]][1]
    after = doc[i + 1].lower_ if i + 1 < len(doc) else ""
    if [doc[i].lower_, after] not in words["indefinite_plural"] or not label.startswith("obl"):
        return False
    verb = arcs[noun][0]
    bare = not any(a == (verb, "obj") for a in arcs)
    return verb == i - 1 and doc[verb].pos_ == "VERB" and bare


def _is_infinitive(token: Token) -> bool:
    return token.pos_ == "AUX" and token.morph.get("VerbForm") == ["Inf"]


def _is_participle(token: Token) -> bool:
    return token.morph.get("VerbForm") == ["Part"]
