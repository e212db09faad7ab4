"""Clauses that borrow the auxiliary of the one before: "Deux ont été tués et trois autres blessés"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claims.text.arcs import Arcs, Grammar

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


def gapped(doc: Doc, arcs: Arcs, grammar: Grammar) -> bool:
    """The participle heads a second clause, what stands before it is its subject.

    Gives the words new arcs (head and label by token index) in place, and tells whether it did.
    """
    for member in doc:
        first = member.head
        if member.dep_ != "conj" or member.i < first.i or member.pos_ not in ("NOUN", "ADJ"):
            continue
        joint = next((c for c in member.children if c.dep_ == "cc"), None)
        if joint is None or not any(c.dep_ == "aux:pass" for c in first.children):
            continue
        parts = _parts(member, grammar)
        if parts is None:
            continue
        subject, deed = parts
        deed.pos_ = "VERB"
        deed.set_morph("Tense=Past|VerbForm=Part")
        for child in (*member.children, *deed.children):
            if child.i <= subject.i and child not in (subject, joint):
                arcs[child.i] = (subject.i, child.dep_)
            elif child.i > deed.i:
                arcs[child.i] = (deed.i, "obl:mod" if child.dep_ == "nmod" else child.dep_)
        arcs[deed.i], arcs[subject.i] = (first.i, "conj"), (deed.i, "nsubj:pass")
        arcs[joint.i] = (deed.i, "cc")
        return True
    return False


def _parts(member: Token, grammar: Grammar) -> tuple[Token, Token] | None:
    """Subject and participle: "le quartier bouclé", "trois autres blessées", "une dizaine d'autres blessés"."""
    others, ending = grammar["repairs"]["others"], grammar["repairs"]["passive_endings"]
    deed = next((c for c in member.children if c.dep_ == "acl" and c.i > member.i), None)
    if deed is not None and re.search(ending, deed.lower_):
        return (member, deed) if _follows(deed, member) else None
    rest = [c for c in member.children if c.lower_ in others and c.i < member.i]
    if rest and re.search(ending, member.lower_) and _follows(member, rest[-1]):
        return rest[-1], member
    for noun in member.children:
        rest = [c for c in noun.children if c.lower_ in others]
        if noun.dep_ == "nmod" and rest and re.search(ending, noun.lower_):
            return (member, noun) if _follows(noun, rest[-1]) else None
    return None


def _follows(deed: Token, noun: Token) -> bool:
    """Whether nothing but adverbs stand between."""
    return noun.i < deed.i and all(t.pos_ == "ADV" for t in deed.doc[noun.i + 1 : deed.i])
