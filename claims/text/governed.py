"""Repairs of infinitives hung off the verb that governs them: "l'a fait vérifier", "pourrait, selon X, faire".

Each gives the words new arcs (head and label by token index) in place, and tells whether it did.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from claims.text.arcs import Arcs, Grammar, has_subject

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


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


def bare_infinitive(doc: Doc, arcs: Arcs, grammar: Grammar) -> bool:
    """ "a reconnu par lettre avoir vendu P": without a preposition it belongs to the verb, not the noun."""
    changed = False
    for verb in doc:
        noun = verb.head
        if verb.dep_ != "acl" or noun.i > verb.i or noun.pos_ not in ("NOUN", "PROPN"):
            continue
        if not _is_bare(verb, grammar) or doc[verb.left_edge.i - 1].pos_ == "ADP":
            continue
        over = next((a for a in noun.ancestors if a.pos_ in ("VERB", "AUX")), None)
        governed = noun.dep_.startswith("obl") or any(c.dep_ == "case" for c in noun.children)
        if over is None or over.i > noun.i or not governed:
            continue
        edge = min([verb.i, *(c.i for c in verb.children if c.i > noun.i)])
        if any(t.pos_ in ("VERB", "AUX") or t.text == "," for t in doc[over.i + 1 : edge]):
            continue
        arcs[verb.i] = (over.i, "xcomp")
        changed = True
    return changed


def infinitives_own(doc: Doc, arcs: Arcs, grammar: Grammar) -> bool:
    """ "dit avoir saisi, le 9 mai, un juge et craindre Q": what is the infinitive's, not the report's."""
    changed = False
    for verb in doc:
        infinitives = [c for c in verb.children if c.dep_ == "xcomp" and c.i > verb.i]
        if not infinitives or not _is_bare(infinitives[0], grammar):
            continue
        inner, *others = infinitives
        changed |= _joined_infinitives(verb, inner, arcs, grammar)
        if any(c.dep_ == "obj" for c in inner.children):
            changed |= _second_infinitive(doc, arcs, grammar, inner, others)
        else:
            changed |= _object_behind(verb, inner, arcs)
    return changed


def _joined_infinitives(verb: Token, inner: Token, arcs: Arcs, grammar: Grammar) -> bool:
    """ "dit avoir vu X et craindre Y": both infinitives are told."""
    joined = [c for c in verb.children if c.dep_ == "conj" and c.i > inner.i]
    bare = [c for c in joined if _is_bare(c, grammar)]
    for other in bare:
        arcs[other.i] = (inner.i, "conj")
    return bool(bare)


def _object_behind(verb: Token, inner: Token, arcs: Arcs) -> bool:
    """The object right behind the infinitive, or behind a pause, hung on the report."""
    behind = next((c for c in verb.children if c.i > inner.right_edge.i and _is_object(c)), None)
    if behind is None:
        return False
    edge = behind.left_edge
    apart = edge.nbor(-1).text == ","
    if not apart and (behind.dep_ != "obj" or edge.i != inner.i + 1):
        return False
    arcs[behind.i] = (inner.i, "obj")
    return True


def _is_object(noun: Token) -> bool:
    """An object, or a noun with an article and no preposition that parsers take for a circumstance."""
    labels = [c.dep_ for c in noun.children]
    bare = noun.dep_ == "obl:mod" and noun.pos_ == "NOUN" and "det" in labels
    return noun.dep_ == "obj" or (bare and "case" not in labels)


def _second_infinitive(
    doc: Doc, arcs: Arcs, grammar: Grammar, inner: Token, others: list[Token]
) -> bool:
    """ "dit avoir vu X modifier P": what X did was seen, not said."""
    for other in others:
        edge = min([other.i, *(c.i for c in other.children if c.i > inner.i)])
        if (
            _is_bare(other, grammar)
            and doc[edge - 1] in inner.subtree
            and doc[edge - 1].text != ","
        ):
            arcs[other.i] = (inner.i, "xcomp")
            return True
    return False


def _is_bare(verb: Token, grammar: Grammar) -> bool:
    """An infinitive, or its auxiliary one, that no preposition marks."""
    parts = (verb, *(c for c in verb.children if c.dep_.startswith(("aux", "cop"))))
    form = grammar["repairs"]["infinitives"]
    infinitive = any(
        p.morph.get("VerbForm") == ["Inf"] and re.search(form, p.lower_) for p in parts
    )
    return infinitive and not any(c.dep_ in ("mark", "case") for c in verb.children)


def gerund_of_all(doc: Doc, arcs: Arcs, grammar: Grammar) -> bool:
    """ "a exclu P, tout en admettant que Q", hung on "tout": the gerund is the verb's."""
    changed = False
    for verb in doc:
        lead = [t.lower_ for t in doc[max(0, verb.i - 2) : verb.i]]
        if verb.dep_ not in ("advcl", "acl") or lead not in grammar["repairs"]["adding"]:
            continue
        adverb, above = doc[verb.i - 2], verb.head
        over = next((a for a in above.ancestors if a.pos_ == "VERB"), None)
        if verb.pos_ != "VERB" or above.pos_ == "VERB" or over is None or over.i > verb.i:
            continue
        arcs[verb.i], arcs[adverb.i] = (over.i, "advcl"), (verb.i, "advmod")
        changed = True
    return changed


def object_behind_name(doc: Doc, arcs: Arcs, grammar: Grammar) -> bool:
    """ "décrivait dans la revue X trois cas", "cas" hung on the name: it is the verb's object."""
    changed = False
    for noun in doc:
        name = noun.head
        counted = any(c.dep_ == "nummod" and c.i < noun.i for c in noun.children)
        if noun.pos_ != "NOUN" or name.pos_ != "PROPN" or noun.i < name.i or not counted:
            continue
        if any(c.dep_ == "case" for c in noun.children) or noun.left_edge.i != name.i + 1:
            continue
        verb = next((a for a in name.ancestors if a.pos_ == "VERB"), None)
        if verb is None or verb.i > name.i or any(c.dep_ == "obj" for c in verb.children):
            continue
        arcs[noun.i] = (verb.i, "obj")
        for clause in (c for a in name.ancestors for c in a.children if c.dep_ == "acl"):
            if clause.i > noun.i and clause.head.i < noun.i and clause.head != verb:
                arcs[clause.i] = (noun.i, "acl")
        changed = True
    return changed


def mark_of_time(doc: Doc, arcs: Arcs, grammar: Grammar) -> bool:
    """ "dormait, selon le légiste, quand P": the clause says when somebody slept, not which expert."""
    changed, marks = False, grammar["repairs"]["when"]
    for verb in doc:
        first, noun = verb.left_edge, verb.head
        if verb.dep_ not in ("acl", "acl:relcl") or noun.i > verb.i or first.i < 2:
            continue
        if first.lower_ not in marks or first.nbor(-1).text != ",":
            continue
        over = next((a for a in noun.ancestors if a.pos_ in ("VERB", "AUX", "ADJ")), None)
        if over is not None and over.i < noun.i:
            arcs[verb.i] = (over.i, "advcl")
            changed = True
    return changed


def relative_behind_comma(doc: Doc, arcs: Arcs, grammar: Grammar) -> bool:
    """ "cette note, que personne n'a relue, décrit P": a clause on the noun, no circumstance or content."""
    changed = False
    for pronoun in doc[2:]:
        verb, comma, noun = pronoun.head, pronoun.nbor(-1), pronoun.nbor(-2)
        if comma.text != "," or noun.pos_ not in ("NOUN", "PROPN"):
            continue
        told = verb.dep_ == "ccomp" and noun.dep_ == "obj" and noun.head == verb.head
        told = told and any(c.dep_ == "det" for c in noun.children)  # and no day
        if verb.dep_ != "advcl" and not told:
            continue
        if pronoun.lower_ == grammar["repairs"]["who"] and pronoun.dep_ == "nsubj":
            arcs[verb.i], changed = (noun.i, "acl:relcl"), True
            continue
        last = next((c for c in verb.children if c.dep_ == "xcomp" and c.i > verb.i), verb)
        filled = any(c.dep_ in ("obj", "ccomp", "xcomp") for c in last.children)
        if pronoun.lower_ in grammar["content_marks"] and has_subject(verb) and not filled:
            arcs[verb.i], arcs[pronoun.i], changed = (noun.i, "acl:relcl"), (last.i, "obj"), True
    return changed
