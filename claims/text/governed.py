"""Repairs of infinitives hung off the verb that governs them: "l'a fait vérifier", "pourrait, selon X, faire".

Each gives the words new arcs (head and label by token index) in place, and tells whether it did.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from claims.text.arcs import Arcs

if TYPE_CHECKING:
    from spacy.tokens import Doc

Grammar = dict[str, Any]


def causative(doc: Doc, arcs: Arcs, grammar: Grammar) -> bool:
    """ "n'a rien laissé filtrer", "l'a fait vérifier": the infinitive belongs to the verb right before it."""
    for verb, after in pairwise(doc):
        infinitive = after.morph.get("VerbForm") == ["Inf"] and after.pos_ == "VERB"
        if not infinitive or verb.lemma_.lower() not in grammar["repairs"]["letting"]:
            continue
        if after.head == verb or verb.dep_.startswith("aux"):
            continue
        if after.lower_ in grammar["repairs"]["telling"].get(verb.lemma_.lower(), ()):
            continue
        if verb.head == after:
            root = after.head == after
            arcs[verb.i] = (verb.i, "ROOT") if root else (after.head.i, after.dep_)
            if any(
                c.dep_ == "mark" and c.lower_ not in grammar["content_marks"] for c in verb.children
            ):
                arcs[verb.i] = (arcs[verb.i][0], "advcl")
            for child in after.children:
                if child.i < verb.i and not child.dep_.startswith(("obj", "iobj", "expl")):
                    arcs[child.i] = (verb.i, child.dep_)
        arcs[after.i] = (verb.i, "xcomp")
        return True
    return False


def parted_infinitive(doc: Doc, arcs: Arcs, grammar: Grammar) -> bool:
    """ "pourrait, selon X, faire": the infinitive belongs to the modal before the aside."""
    changed, modals = False, grammar.get("modals", ())
    for modal in doc[:-1]:
        if modal.lemma_.lower() not in modals or modal.nbor(1).text != ",":
            continue
        if any(c.morph.get("VerbForm") == ["Inf"] for c in modal.children):
            continue
        close = next((t for t in doc[modal.i + 2 :] if t.text == ","), None)
        if close is None:
            continue
        after = doc[close.i + 1 : close.i + 5]
        verb = next((t for t in after if t.morph.get("VerbForm") == ["Inf"]), None)
        if verb is None:
            continue
        verb = verb.head if verb.dep_.startswith(("aux", "cop")) else verb
        arcs[verb.i] = (modal.i, "xcomp")
        for token in doc[modal.i + 1 : close.i + 1]:
            if not modal.i < token.head.i < close.i:
                arcs[token.i] = (modal.i, "punct" if token.is_punct else "obl:mod")
        changed = True
    return changed
