"""Repairs of parses whose root is a clause that stands in front of the main one.

Each gives the words new arcs (head and label by token index) in place, and tells whether it did.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from claims.text.arcs import NOMINAL, Arcs, has_subject, is_bare_participle, is_finite

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


def fronted_as_root(doc: Doc, arcs: Arcs, grammar: dict[str, Any]) -> bool:
    """ "Créée en 2018, X V": the finite verb is the root, not the participle in front."""
    first = next(t for t in doc if t.head == t)
    if first.i > 1 or not is_bare_participle(first) or has_subject(first):
        return False
    main = next((c for c in first.children if is_finite(c) and has_subject(c)), None)
    if main is None or main.dep_ not in ("parataxis", "conj", "ccomp", "advcl", "dep"):
        return False
    if (
        not any(t.text == "," for t in doc[first.i : main.i])
        or main.left_edge.lower_ in grammar["content_marks"]
    ):
        return False
    arcs[main.i] = (main.i, "ROOT")
    arcs[first.i] = (main.i, "advcl")
    return True


def fronted_clause_as_root(doc: Doc, arcs: Arcs, grammar: dict[str, Any]) -> bool:
    """ "Alors que S V1, S V2" with V1 as the root: V2 is, and V1 a clause below it."""
    first = next(t for t in doc if t.head == t)
    mark = doc[0]
    opens = mark.dep_ == "mark" or (mark.pos_ == "SCONJ" and mark.head == first)
    if (
        not opens
        or mark.head != first
        or not has_subject(first)
        or mark.lower_ in grammar["content_marks"]
    ):
        return False
    behind = [c for c in first.children if c.i > first.i]
    behind += [c for told in behind if told.dep_ == "ccomp" for c in told.rights]
    main = next((c for c in behind if _may_be_main(c, doc)), None)
    if main is None:
        return False
    arcs[main.i] = (main.i, "ROOT")
    arcs[first.i] = (main.i, "advcl")
    edge = _own_opening(main)
    for told in (c for c in main.children if c.i < edge and not c.is_punct):
        arcs[told.i] = (first.i, "ccomp")  # "S'il se confirme que P, il ne s'agira ..."
    for child in first.children:
        if child.i > edge or (child.is_punct and child.i == edge - 1):
            arcs[child.i] = (main.i, child.dep_) if child != main else arcs[main.i]
    return True


def _may_be_main(verb: Token, doc: Doc) -> bool:
    """A finite clause with its subject behind a comma, and no mark of its own."""
    if verb.dep_ not in ("parataxis", "conj", "ccomp", "advcl", "dep") or not is_finite(verb):
        return False
    marked = any(c.dep_ in ("mark", "cc") for c in verb.children)
    return not marked and has_subject(verb) and doc[_own_opening(verb) - 1].text == ","


def _own_opening(verb: Token) -> int:
    """Index of a clause's first word, clauses hung before it left out."""
    clauses = [c for c in verb.children if c.i < verb.i and c.dep_ in ("advcl", "ccomp")]
    inside = {t.i for c in clauses for t in c.subtree}
    return min((t.i for t in verb.subtree if not t.is_punct and t.i not in inside), default=verb.i)


def content_as_root(doc: Doc, arcs: Arcs, grammar: dict[str, Any]) -> bool:
    """ "S V1 que N, ..., V2" with V2 as the root: V1 is, V2 what it tells, and N the subject of V2."""
    last = next(t for t in doc if t.head == t)
    if has_subject(last) or not is_finite(last):
        return False
    verb = next((c for c in last.children if c.dep_ == "advcl" and c.i < last.i), None)
    if verb is None or not has_subject(verb) or not is_finite(verb):
        return False
    mark = doc[verb.i + 1]
    noun = next((c for c in verb.children if c.i > mark.i and c.pos_ in NOMINAL), None)
    if mark.lower_ not in grammar["content_marks"] or noun is None or is_finite(noun):
        return False
    arcs[verb.i] = (verb.i, "ROOT")
    arcs[last.i] = (verb.i, "ccomp")
    arcs[mark.i] = (last.i, "mark")
    arcs[noun.i] = (last.i, "nsubj")
    if noun.pos_ == "ADJ":
        doc[noun.i].pos_ = "NOUN"
    return True
