"""Repairs of subjects hung on another verb, or hidden behind an aside or in front of one.

Each gives the words new arcs (head and label by token index) in place, and tells whether it did.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from claims.text.arcs import (
    NOMINAL,
    Arcs,
    Grammar,
    has_subject,
    is_bare_participle,
    is_finite,
    is_finite_form,
    opens_after_comma,
    root_of,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

_LONGEST_FRONT = 12  # words of a participle clause before its comma


def asked_as_subject(doc: Doc, arcs: Arcs, grammar: Grammar) -> bool:
    """ "Contacté, X n'a pas répondu", "Saisie mardi, X juge P": X is the subject, not what stands in front."""
    first = doc[0]
    known = first.lower_ in grammar["circumstances"]
    if not (known or is_bare_participle(first)) or len(doc) < 3:
        return False
    if first.pos_ == "PROPN" and not first.dep_.startswith("nsubj") and doc[1].text == ",":
        first.pos_ = "VERB"  # "Contacté, il n'a rien dit"
        arcs[first.i] = (arcs[first.i][0], "advcl")
        return first.head != first
    if not first.dep_.startswith("nsubj"):
        return False
    comma = next((t.i for t in doc[1:_LONGEST_FRONT] if t.text == ","), len(doc))
    subject = next((c for c in first.children if c.i > comma and c.pos_ in NOMINAL), None)
    if subject is None or any(c.dep_ == "case" for c in subject.children):
        return False
    arcs[subject.i] = (first.head.i, first.dep_)
    arcs[first.i] = (first.head.i, "advcl")
    first.pos_ = "VERB"
    return True


def inverted_nobody(doc: Doc, arcs: Arcs, grammar: Grammar) -> bool:
    """ ", a-t-on appris": "on" is the subject, not the "t" between, and the clause is put in."""
    for filler, nobody in pairwise(doc):
        verb = filler.head
        pair = [filler.lower_, nobody.lower_]
        if pair != grammar["repairs"]["inverted_nobody"] or not filler.dep_.startswith("nsubj"):
            continue
        arcs[nobody.i], arcs[filler.i] = (verb.i, "nsubj"), (verb.i, "dep")
        if verb.dep_ == "advcl" and verb.i > verb.head.i:
            arcs[verb.i] = (verb.head.i, "parataxis")
        return True
    return False


def subject_with_name(doc: Doc, arcs: Arcs, grammar: Grammar) -> bool:
    """ "Son dirigeant, Jean Petit, V": the noun in front is the verb's subject, the name beside it."""
    noun = next((t for t in doc[1:4] if t.pos_ == "NOUN"), None)
    if noun is None or doc[0].pos_ != "DET" or doc[0].head != noun or noun.i + 4 > len(doc):
        return False
    comma, name = doc[noun.i + 1], doc[noun.i + 2]
    root = root_of(doc)
    if comma.text != "," or name.pos_ != "PROPN" or doc[name.i + 1].text != ",":
        return False
    if root != noun and (root.i < name.i or has_subject(root) or noun.head != root):
        return False
    after = next((t for t in doc[name.i + 2 :] if opens_after_comma(t, name, grammar)), None)
    if after is None or doc[after.i + 1 : after.i + 2].text.startswith("-"):
        return False  # "..., martèle-t-il, ..." has a subject of its own
    verb = after.head if after.pos_ == "AUX" and after.head.i > after.i else after
    for child in root.children if root == noun else ():
        if child.i > verb.i or (child.is_punct and child.i > name.i):
            arcs[child.i] = (verb.i, child.dep_)
    arcs[verb.i] = (verb.i, "ROOT")
    arcs[noun.i] = (verb.i, "nsubj")
    arcs[name.i] = (noun.i, "appos")
    return True


def subject_of_second(doc: Doc, arcs: Arcs, grammar: Grammar) -> bool:
    """ "V1 et NOUN V2" with both hung on V1: NOUN is the subject of V2."""
    changed = False
    for noun in doc:
        first = noun.head
        if noun.dep_ != "conj" or noun.pos_ not in NOMINAL or first.pos_ not in ("VERB", "AUX"):
            continue
        joint = next((c for c in noun.children if c.dep_ == "cc"), None)
        if joint is None or joint.i > noun.i or has_subject(noun):
            continue
        verb = next(
            (
                t for t in doc[noun.i + 1 :]
                if t.dep_ in ("conj", "parataxis")
                and t.head in (first, noun)
                and t.pos_ in ("VERB", "AUX", "ADJ")
            ),
            None,
        )  # fmt: skip
        if verb is None or not is_finite(verb) or has_subject(verb):
            continue
        edge = min([verb.i, *(c.i for c in verb.children if c.i > noun.i and not c.is_punct)])
        aside = doc[noun.right_edge.i + 1 : edge]
        if len(aside) and verb not in noun.subtree and not _is_aside(aside):
            continue
        for beside in (t for t in aside if t.head == first):
            arcs[beside.i] = (noun.i, "acl" if is_bare_participle(beside) else beside.dep_)
        passive = any(c.dep_ == "aux:pass" for c in verb.children)
        arcs[noun.i] = (verb.i, "nsubj:pass" if passive else "nsubj")
        arcs[verb.i] = (first.i, "conj")
        arcs[joint.i] = (verb.i, "cc")
        changed = True
    return changed


def _is_aside(segment: Span) -> bool:
    """What stands between two commas and has no verb of its own in a tense."""
    framed = len(segment) > 2 and segment[0].text == segment[-1].text == ","
    return framed and not any(is_finite_form(t) for t in segment)


def subject_of_aside(doc: Doc, arcs: Arcs, grammar: Grammar) -> bool:
    """ "NOUN, PARTICIPLE ..., V": the noun is the verb's subject, the participle an aside."""
    root = root_of(doc)
    if has_subject(root) or not is_finite(root):
        return False
    for aside in root.children:
        if aside.i > root.i or aside.dep_ != "advcl" or not is_bare_participle(aside):
            continue
        noun = next((c for c in aside.children if c.dep_.startswith("nsubj")), None)
        if noun is None or noun.i > aside.i or noun.pos_ not in NOMINAL:
            continue
        if not any(t.text == "," for t in doc[noun.i : aside.i]):
            continue
        passive = any(c.dep_ == "aux:pass" for c in root.children)
        arcs[noun.i] = (root.i, "nsubj:pass" if passive else "nsubj")
        arcs[aside.i] = (noun.i, "acl")
        return True
    return False


def nobody(doc: Doc, arcs: Arcs, grammar: Grammar) -> bool:
    """ "..., et personne ne V": "personne" is the subject of V, and the clause a second one."""
    root = root_of(doc)
    for noun in doc[1:-2]:
        joint = noun.nbor(-1)
        if noun.lower_ not in grammar["repairs"]["nobody"] or joint.pos_ != "CCONJ":
            continue
        if noun.nbor(1).lower_ not in grammar["negations"] or noun.dep_.startswith("nsubj"):
            continue
        after = (t for t in doc[noun.i + 2 : noun.i + 6] if t.pos_ in ("VERB", "AUX"))
        verb = next(after, None)
        if verb is None or verb == root or noun in root.lefts:
            continue
        verb = verb.head if verb.dep_.startswith(("aux", "cop")) else verb
        if verb == root or verb.i < noun.i:
            continue
        arcs[noun.i] = (verb.i, "nsubj")
        arcs[joint.i] = (verb.i, "cc")
        arcs[verb.i] = (root.i, "conj")
        return True
    return False


def second_as_circumstance(doc: Doc, arcs: Arcs, grammar: Grammar) -> bool:
    """ "P et aucune agence n'a demandé Q", read as a circumstance: it stands beside P."""
    changed = False
    for verb in doc:
        if verb.dep_ != "advcl" or verb.i < verb.head.i or not is_finite(verb):
            continue
        subject = next((c for c in verb.children if c.dep_.startswith("nsubj")), None)
        if subject is None or subject.i > verb.i or any(c.dep_ == "mark" for c in verb.children):
            continue
        joint = subject.left_edge
        if joint.dep_ == "cc" and joint.head == subject and joint.i > verb.head.i:
            arcs[verb.i], arcs[joint.i] = (verb.head.i, "conj"), (verb.i, "cc")
            changed = True
    return changed


def second_of_content(doc: Doc, arcs: Arcs, grammar: Grammar) -> bool:
    """ "X répond que les crues ont cessé et n'ont tué personne": by its number it goes on what X says."""
    changed = False
    for verb in doc:
        report = verb.head
        if verb.dep_ != "conj" or report.i > verb.i or has_subject(verb):
            continue
        told = [c for c in report.children if c.dep_ == "ccomp" and report.i < c.i < verb.i]
        if not told or any(c.dep_ == "mark" for c in verb.children):
            continue
        mine, its, own = (_number(v) for v in (verb, told[-1], report))
        if mine and mine == its != own and own:
            arcs[verb.i] = (told[-1].i, "conj")
            changed = True
    return changed


def _number(verb: Token) -> str:
    """ "Sing" or "Plur", as the finite part of a verb has it, "" where it tells nothing."""
    parts = (verb, *(c for c in verb.children if c.dep_.startswith(("aux", "cop"))))
    finite = next((p for p in parts if is_finite_form(p)), None)
    return "".join(finite.morph.get("Number")) if finite is not None else ""


def content_of_that(doc: Doc, arcs: Arcs, grammar: Grammar) -> bool:
    """ "assure que P et que seuls des départs ne seront pas remplacés", "que" hung on the noun."""
    changed = False
    for noun in doc:
        first = noun.head
        mark = next((c for c in noun.children if c.dep_ == "mark"), None)
        joint = next((c for c in noun.children if c.dep_ == "cc"), None)
        if noun.dep_ != "conj" or mark is None or joint is None or joint.i + 1 != mark.i:
            continue
        if mark.lower_ not in grammar["content_marks"] or noun.pos_ not in NOMINAL:
            continue
        behind = (t for t in doc[noun.right_edge.i + 1 :] if t.pos_ in ("VERB", "ADJ", "AUX"))
        verb = next((t for t in behind if is_finite(t)), None)
        verb = verb.head if verb is not None and verb.dep_.startswith(("aux", "cop")) else verb
        if verb is None or has_subject(verb) or first.pos_ not in ("VERB", "ADJ"):
            continue
        passive = any(c.dep_ == "aux:pass" for c in verb.children)
        arcs[verb.i] = (first.i, "conj")
        arcs[noun.i] = (verb.i, "nsubj:pass" if passive else "nsubj")
        arcs[mark.i], arcs[joint.i] = (verb.i, "mark"), (verb.i, "cc")
        changed = True
    return changed


def name_joined(doc: Doc, arcs: Arcs, grammar: Grammar) -> bool:
    """ "Son président, Jean de Roy, a nié", the name read as a second subject: it stands beside the noun."""
    changed = False
    for name in doc[2:]:
        noun = name.head
        if name.dep_ != "conj" or name.pos_ != "PROPN" or noun.pos_ != "NOUN":
            continue
        comma = doc[name.i - 1]
        joined = any(c.dep_ in ("cc", "conj") for c in name.children)
        if comma.text != "," or joined or not noun.dep_.startswith("nsubj"):
            continue
        before = noun.i < name.i < noun.head.i
        if before and not any(c.dep_ == "conj" for c in noun.children if c != name):
            arcs[name.i] = (noun.i, "appos")
            changed = True
    return changed
