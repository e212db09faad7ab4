"""Repairs of parses that news sentences of certain shapes get wrong, whatever the words.

A parser trained on other text loses the main verb behind a long relative clause ("X, qui a ...,
même ..., pourrait ...") and the subject of a second clause ("deux ont péri et une troisième est
portée disparue"). Both can be told from the commas, the conjunction and the verbs' forms alone.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from claims.languages import Language
from claims.text.arcs import Arcs, Grammar, apply, has_subject, is_finite, is_tree, opening
from claims.text.asides import find_asides
from claims.text.behind_quotation import report_behind
from claims.text.deeds import find_deeds
from claims.text.fronted import content_as_root, fronted_as_root, fronted_clause_as_root
from claims.text.function_words import function_words, marks_as_marks
from claims.text.gapped import gapped
from claims.text.governed import (
    bare_infinitive,
    causative,
    gerund_of_all,
    infinitives_own,
    mark_of_time,
    object_behind_name,
    parted_infinitive,
    relative_behind_comma,
)
from claims.text.inverted import find_inverted
from claims.text.joined import join_anew
from claims.text.main_verbs import (
    main_verb_after_relative,
    relative_as_root,
    verb_before_noun,
    verb_below_object,
    verb_below_subject,
)
from claims.text.misreadings import reread, retag
from claims.text.subjects import (
    asked_as_subject,
    content_of_that,
    inverted_nobody,
    name_joined,
    nobody,
    second_as_circumstance,
    second_of_content,
    subject_of_aside,
    subject_of_second,
    subject_with_name,
)
from claims.text.tellers import find_tellers
from claims.text.told_clauses import find_told_clauses

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


_SEARCHES = (
    reread, find_inverted, find_told_clauses, find_asides, find_deeds, find_tellers, report_behind,
    join_anew,
)  # fmt: skip


def reattached(doc: Doc, language: Language) -> Doc:
    """The same words with such arcs put right; the doc itself where nothing was wrong."""
    if not language.grammar.get("reattach") or len(doc) == 0:
        return doc
    retag(doc, language.grammar)
    doc = marks_as_marks(doc)
    arcs, grammar = [(t.head.i, t.dep_) for t in doc], language.grammar
    if function_words(doc, arcs, grammar):
        doc = apply(doc, arcs)
    repairs = (
        verb_before_noun,
        main_verb_after_relative,
        verb_below_subject,
        subject_with_name,
        subject_of_second,
        _relative_of_a_name,
        subject_of_aside,
        relative_as_root,
        fronted_as_root,
        fronted_clause_as_root,
        content_as_root,
        _after_colon,
        verb_below_object,
        nobody,
        causative,
        _name_as_complement,
        inverted_nobody,
        parted_infinitive,
        bare_infinitive,
        infinitives_own,
        object_behind_name,
        relative_behind_comma,
        gerund_of_all,
        mark_of_time,
        second_as_circumstance,
        second_of_content,
        content_of_that,
        name_joined,
        gapped,
        asked_as_subject,
    )
    changed = False
    for repair in repairs:
        changed |= _kept(doc, arcs, partial(repair, doc, arcs, grammar))
    if changed:
        doc, changed = apply(doc, arcs), False
        arcs = [(t.head.i, t.dep_) for t in doc]
    for search in _SEARCHES:
        changed |= _kept(doc, arcs, partial(search, doc, arcs, language))
    return apply(doc, arcs) if changed else doc


def _kept(doc: Doc, arcs: Arcs, repair: Callable[[], bool]) -> bool:
    """Whether a repair changed `arcs`; one that leaves no tree behind is taken back."""
    before = arcs[:]
    if not repair():
        return False
    if is_tree(arcs):
        return True
    arcs[:] = before
    return False


def _name_as_complement(doc: Doc, arcs: Arcs, grammar: Grammar) -> bool:
    """ "accuse Line Brun, maire de Sète, d'avoir ...": the name is the object, the noun beside it."""
    found = False
    for name in doc:
        verb = name.head
        if name.pos_ != "PROPN" or name.dep_ != "xcomp" or name.i < verb.i:
            continue
        deeds = [
            c for c in verb.children if c.dep_ == "xcomp" and c.pos_ == "VERB" and c.i > name.i
        ]
        if not deeds or any(c.dep_ in ("case", "mark") for c in name.children):
            continue
        arcs[name.i] = (verb.i, "obj")
        for beside in verb.children:
            behind = name.i < beside.i < deeds[0].i and beside.pos_ == "NOUN"
            if behind and beside.left_edge.i > 0 and doc[beside.left_edge.i - 1].text == ",":
                arcs[beside.i] = (name.i, "appos")
        found = True
    return found


def _relative_of_a_name(doc: Doc, arcs: Arcs, grammar: Grammar) -> bool:
    """ "une rencontre avec X qui ...": without a comma the clause belongs to the noun, not to the name."""
    changed = False
    for verb in doc:
        first = verb.left_edge
        if verb.dep_ != "acl:relcl" or first.lower_ != grammar["repairs"]["who"] or first.i == 0:
            continue
        name = first.nbor(-1)
        if name.pos_ != "PROPN":
            continue
        above = next((a for a in name.ancestors if _is_indefinite(a, grammar)), None)
        if above is not None and above.i < name.i:
            arcs[verb.i] = (above.i, "acl:relcl")
            changed = True
    return changed


def _after_colon(doc: Doc, arcs: Arcs, grammar: Grammar) -> bool:
    """A clause with a subject behind a colon stands beside the one before it, with all before its subject."""
    changed = False
    for colon in (t for t in doc[1:-1] if t.text == ":"):
        behind = [t for t in doc[colon.i + 1 :] if is_finite(t) and has_subject(t)]
        verb = next((t for t in behind if t.head.i < colon.i), None)
        if verb is None or verb.dep_ not in ("advcl", "ccomp", "conj", "acl", "dep", "parataxis"):
            continue
        edge = opening(verb)
        lead = [t for t in doc[colon.i + 1 : max(edge, colon.i + 1)] if t.head.i < colon.i]
        parted = lead and lead[0].left_edge.i == colon.i + 1 and doc[edge - 1].text == ","
        governed = all(any(c.dep_ == "case" for c in t.children) for t in lead if not t.is_punct)
        if edge != colon.i + 1 and not (parted and governed):
            continue
        if (arcs[verb.i][1], bool(lead)) != ("parataxis", False):
            arcs[verb.i] = (verb.head.i, "parataxis")
            for token in lead:
                arcs[token.i] = (verb.i, token.dep_)
            changed = True
    return changed


def _is_indefinite(noun: Token, grammar: Grammar) -> bool:
    return noun.pos_ == "NOUN" and any(
        c.lower_ in grammar["repairs"]["indefinite"] for c in noun.children
    )
