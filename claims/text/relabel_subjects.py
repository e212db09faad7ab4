"""Repairs of parses of ClearNLP's labels that lose who reports behind a front and asides.

Each gives the words new relations in place (`claims/text/relabel.py` calls them in order).
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from claims.text.arcs import Relations

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

_NOMINAL = ("NOUN", "PROPN", "PRON")
_FINITE = ("VBD", "VBZ", "VBP", "MD")


def subject_before_asides(
    doc: Doc, arcs: Relations, cues: frozenset[str], fronts: frozenset[str]
) -> None:
    """ "Opening the case, Jane Doe KC, prosecuting, said P", "Outside court, its chief, Tom Roy, said P".

    The subject is the first noun phrase between the commas before the verb; what opens with one of
    `fronts` ("outside") is none.
    """
    verb = next((i for i, head in enumerate(arcs.heads) if head == i), None)
    if verb is None or doc[verb].tag_ not in _FINITE[:3]:
        return
    reports = {verb, *(i for i in arcs.below(verb) if arcs.labels[i] == "conj")}
    if not any(doc[i].lemma_.lower() in cues for i in reports):
        return
    own = next((i for i in arcs.below(verb) if arcs.labels[i].startswith("nsubj")), None)
    segments = _segments(doc, verb)
    wrong = own is not None and any(
        own in range(s.start, s.end) and s[0].lower_ in fronts for s in segments
    )
    if not segments or (own is not None and not wrong) or _has_finite(segments):
        return
    subject = next((s for s in segments if _is_phrase(s, fronts)), None)
    if subject is None:
        return
    top = next(
        (t.i for t in subject if arcs.heads[t.i] not in range(subject.start, subject.end)), None
    )
    if top is None or doc[top].pos_ not in _NOMINAL:
        return
    for i in arcs.below(top):
        if i < subject.start:
            arcs.heads[i], arcs.labels[i] = verb, "advcl" if doc[i].pos_ == "VERB" else "obl"
    if wrong and own is not None:
        arcs.heads[own], arcs.labels[own] = verb, "obl"
    arcs.heads[top], arcs.labels[top] = verb, "nsubj"


def _segments(doc: Doc, verb: int) -> list[Span]:
    """What stands between the commas before the verb, where a comma stands right before it."""
    if verb < 3 or doc[verb - 1].text != ",":
        return []
    commas = [-1, *(t.i for t in doc[:verb] if t.text == ",")]
    return [doc[a + 1 : b] for a, b in pairwise(commas) if b - a > 1]


def _has_finite(segments: list[Span]) -> bool:
    return any(t.tag_ in _FINITE for s in segments for t in s)


def _is_phrase(segment: Span, fronts: frozenset[str]) -> bool:
    """A noun phrase that no preposition, gerund or date makes a circumstance."""
    first = segment[0]
    noun = any(t.pos_ in _NOMINAL for t in segment)
    opens = first.pos_ in ("DET", "PROPN", "NOUN", "ADJ", "NUM") or first.tag_ == "PRP$"
    dated = all(t.ent_type_ in ("DATE", "TIME") for t in segment)
    return noun and opens and not dated and first.lower_ not in fronts and first.tag_ != "VBG"
