"""Repairs of parses that part a reporting verb from the clause with "que" that it tells.

Each gives the words new arcs (head and label by token index) in place, and tells whether it did.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.languages import Language
from claims.text.arcs import Arcs, cues_of, has_subject, is_finite, is_finite_form

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_LONGEST_ASIDE = 14  # words between the commas


def find_told_clauses(doc: Doc, arcs: Arcs, language: Language) -> bool:
    """Whether anything was wrong; `arcs` are put right."""
    changed = False
    for mark in doc[2:-2]:
        if mark.lower_ in language.grammar["content_marks"]:
            mended = (mend(mark, arcs, language) for mend in _MENDS)
            changed |= any(mended)
    return changed


def _behind_aside(mark: Token, arcs: Arcs, language: Language) -> bool:
    """ "a redit, preuves à l'appui, que P": P is told, whatever stands between the commas."""
    doc, clause, last = mark.doc, mark.head, mark.nbor(-1)
    first = _comma_before(last) if last.text == "," else None
    if first is None or mark.dep_ != "mark" or not is_finite(clause) or clause.i < mark.i:
        return False
    verb = doc[first - 1]
    while verb.i > 0 and verb.pos_ == "ADV":
        verb = verb.nbor(-1)
    reports = any("clause" in c.content for c in cues_of(verb, language))
    told = any(c.dep_ == "ccomp" for c in verb.children)
    if (
        verb.pos_ != "VERB"
        or not reports
        or told
        or (clause.head == verb and clause.dep_ == "ccomp")
    ):
        return False
    if clause.head == clause:
        arcs[verb.i] = (verb.i, "ROOT")
        for child in clause.children:
            if child.i < verb.i:
                arcs[child.i] = (verb.i, child.dep_)
    elif clause.head.i < first and clause.head not in (verb, *verb.ancestors):
        return False
    arcs[clause.i] = (verb.i, "ccomp")
    return True


def _comma_before(comma: Token) -> int | None:
    """Index of the comma that opens an aside without a finite verb, which `comma` closes."""
    left = comma.doc[max(0, comma.i - _LONGEST_ASIDE) : comma.i]
    first = next((t.i for t in reversed(left) if t.text == ","), None)
    if first is None or first == 0 or any(is_finite_form(t) for t in comma.doc[first : comma.i]):
        return None
    return first


def _joined_to_report(mark: Token, arcs: Arcs, language: Language) -> bool:
    """ "relèvent que N est P et s'étonnent que Q", with "que N" hung apart from "est P"."""
    verb, noun = mark.nbor(-1), mark.head
    clause = noun.head
    reports = any("clause" in c.content for c in cues_of(verb, language))
    if verb.pos_ != "VERB" or not reports or not noun.dep_.startswith("nsubj") or noun.i < mark.i:
        return False
    if clause.head != verb or clause.dep_ != "conj" or not is_finite(clause):
        return False
    if not has_subject(verb) or any(c.dep_ == "cc" for c in clause.children if c.i < noun.i):
        return False
    arcs[clause.i], arcs[mark.i] = (verb.i, "ccomp"), (clause.i, "mark")
    return True


def _hung_on_hearer(mark: Token, arcs: Arcs, language: Language) -> bool:
    """ "a annoncé à l'agence X qu'il partait", with the clause hung on the agency: it is told."""
    clause = mark.head
    noun = clause.head
    verb = noun.head
    if mark.dep_ != "mark" or clause.dep_ not in ("acl", "acl:relcl") or not has_subject(clause):
        return False
    if not noun.dep_.startswith(("obl", "iobj")) or noun.i > mark.i or verb.i > noun.i:
        return False
    reports = any("clause" in c.content for c in cues_of(verb, language))
    if not reports or any(c.dep_ == "ccomp" for c in verb.children):
        return False
    arcs[clause.i] = (verb.i, "ccomp")
    return True


def _right_behind(mark: Token, arcs: Arcs, language: Language) -> bool:
    """ "Si X confirme que P, Q", with P hung on Q: it is what X confirms."""
    verb, clause = mark.nbor(-1), mark.head
    reports = any("clause" in c.content for c in cues_of(verb, language))
    if not reports or mark.dep_ != "mark" or clause.dep_ != "advcl" or clause.head != verb.head:
        return False
    if not is_finite(verb) or not has_subject(verb) or not has_subject(clause):
        return False
    arcs[clause.i] = (verb.i, "ccomp")
    return True


_MENDS = (_behind_aside, _joined_to_report, _hung_on_hearer, _right_behind)
