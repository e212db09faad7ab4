"""Repairs of sentences whose main verb hangs below another word: "X, qui a ..., même ..., pourrait ...".

Each gives the words new arcs (head and label by token index) in place, and tells whether it did.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.text.arcs import (
    NOMINAL,
    Arcs,
    Grammar,
    has_subject,
    is_finite,
    is_finite_form,
    opening,
    opens_after_comma,
    root_of,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


def main_verb_after_relative(doc: Doc, arcs: Arcs, grammar: Grammar) -> bool:
    """ "X, qui V1 ..., V2": V2 becomes the root, and X its subject."""
    root = root_of(doc)
    if root.pos_ not in NOMINAL or has_subject(root):
        return False
    if any(c.dep_.startswith(("cop", "aux")) for c in root.children):
        return False
    openers = (grammar["repairs"]["who"], *grammar["owner_relatives"], *grammar["place_relatives"])
    relative = next((t for t in doc[root.i :] if t.lower_ in openers), None)
    if relative is None or relative.i < 2:
        return False
    governed = relative.nbor(-1).pos_ == "ADP"  # "à qui"
    if relative.nbor(-2 if governed else -1).text != ",":
        return False
    after = (t for t in doc[relative.i + 2 :] if opens_after_comma(t, relative, grammar))
    own = relative.lower_ == grammar["repairs"]["who"] and not governed
    main = next((t for t in after if own or any(map(is_finite_form, doc[relative.i : t.i]))), None)
    if main is None:
        return False
    verb = main if main.pos_ == "VERB" or main.dep_ == "ROOT" else main.head
    _make_root(doc, arcs, verb, root, main.i)
    return True


def verb_before_noun(doc: Doc, arcs: Arcs, grammar: Grammar) -> bool:
    """ "X a nié avoir pris P dont il fut, onze ans, le gardien", with the last noun as the root."""
    root = root_of(doc)
    if root.pos_ not in ("NOUN", "ADJ", "PROPN") or is_finite(root) or has_subject(root):
        return False
    verb = next(
        (c for c in root.children if c.i < root.i and c.dep_ == "dep" and is_finite(c)), None
    )
    if verb is None or verb.pos_ != "VERB" or any(c.dep_ in ("mark", "cc") for c in verb.children):
        return False
    for child in root.children:
        if child.i < verb.i:
            arcs[child.i] = (verb.i, child.dep_)
    arcs[verb.i], arcs[root.i] = (verb.i, "ROOT"), (verb.i, "dep")
    return True


def verb_below_subject(doc: Doc, arcs: Arcs, grammar: Grammar) -> bool:
    """ "Le parquet reproche à X d'avoir fui", with "reproche" hung on "parquet": the verb is the root."""
    root = root_of(doc)
    if root.pos_ not in ("NOUN", "PROPN") or has_subject(root) or is_finite(root):
        return False
    if any(c.dep_ in ("case", "mark") for c in root.children):
        return False
    verb = next((c for c in root.children if c.i > root.i and c.dep_.startswith("acl")), None)
    if verb is None or verb.morph.get("VerbForm") != ["Fin"] or has_subject(verb):
        return False
    before = [c for c in verb.children if c.i < verb.i]
    bound = any(c.dep_ in ("mark", "obl:mod") or c.is_punct for c in before)
    number = root.morph.get("Number"), verb.morph.get("Number")
    if bound or (all(number) and number[0] != number[1]) or doc[verb.left_edge.i - 1].is_punct:
        return False
    arcs[verb.i], arcs[root.i] = (verb.i, "ROOT"), (verb.i, "nsubj")
    for child in root.children:
        if child.i > verb.i:
            arcs[child.i] = (verb.i, "obl:arg" if child.dep_ == "nmod" else child.dep_)
    return True


def relative_as_root(doc: Doc, arcs: Arcs, grammar: Grammar) -> bool:
    """ "X, qui V1 ..., V2" with V1 as the root and X and V2 below it."""
    first, who = root_of(doc), grammar["repairs"]["who"]
    before_verb = (
        t for t in doc[2 : first.i]
        if t.lower_ in (who, *grammar["owner_relatives"], *grammar["content_marks"])
        and t.nbor(-1).text == "," and first in t.ancestors
    )  # fmt: skip
    relative = next(before_verb, None)
    if relative is None or (relative.lower_ == who and relative.head != first):
        return False
    before = (c for c in first.children if c.i < relative.i and c.pos_ in ("NOUN", "PROPN"))
    noun = next(before, None)
    main = next(
        (
            c for c in first.children
            if c.i > first.i and c.pos_ in ("VERB", "AUX", "ADJ") and is_finite(c)
            and not has_subject(c) and doc[opening(c) - 1].text == ","
        ),
        None,
    )  # fmt: skip
    if noun is None or main is None or any(c.dep_ == "case" for c in noun.children):
        return False
    passive = any(c.dep_ == "aux:pass" for c in main.children)
    arcs[main.i] = (main.i, "ROOT")
    arcs[noun.i] = (main.i, "nsubj:pass" if passive else "nsubj")
    arcs[first.i] = (noun.i, "acl:relcl")
    if relative.dep_ == "mark":
        arcs[relative.i] = (first.i, "obj")
    for comma in first.children:
        if comma.is_punct:  # the marks around the clause belong to the sentence
            arcs[comma.i] = (main.i, "punct")
    return True


def verb_below_object(doc: Doc, arcs: Arcs, grammar: Grammar) -> bool:
    """ "ont fait demi-tour" with the bare noun as the root: the verb with its subject is."""
    root = root_of(doc)
    bare = root.pos_ in ("NOUN", "ADJ") and not any(
        c.dep_.startswith(("cop", "nsubj", "det", "case", "aux")) for c in root.children
    )
    verb = next((c for c in root.children if c.pos_ == "VERB" and c.i == root.i - 1), None)
    if not bare or verb is None or verb.dep_ != "dep" or not is_finite(verb):
        return False
    if not has_subject(verb):
        return False
    arcs[verb.i] = (verb.i, "ROOT")
    arcs[root.i] = (verb.i, "obj")
    for child in root.children:
        if child != verb:
            arcs[child.i] = (verb.i, child.dep_)
    return True


def _make_root(doc: Doc, arcs: Arcs, verb: Token, root: Token, start: int) -> None:
    """Hangs the old root below `verb` as its subject, and what stood left of the comma elsewhere."""
    comma = next(i for i in range(start - 1, 0, -1) if doc[i].text == ",")
    above = verb.head.i if verb.head != verb else root.i
    for child in verb.children:
        if root.i < child.i < comma:
            arcs[child.i] = (above, "dep" if child.pos_ not in NOMINAL else "nmod")
    if root.pos_ == "ADJ":
        doc[root.i].pos_ = "PROPN" if root.text[:1].isupper() else "NOUN"
    arcs[verb.i] = (verb.i, "ROOT")
    passive = any(c.dep_ == "aux:pass" for c in verb.children)
    governed = any(c.dep_ == "case" for c in root.children)  # "À Lomé, où ..., le préfet a dit"
    label = "nsubj:pass" if passive else "nsubj"
    arcs[root.i] = (verb.i, "obl:mod" if governed else label)
    last = doc[len(doc) - 1]
    if last.is_punct:
        arcs[last.i] = (verb.i, "punct")
