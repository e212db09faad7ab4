"""Repairs of readings that lose a subject behind its verb, an auxiliary, or the verb that a second one joins.

Each gives the words new arcs (head and label by token index) in place, and tells whether it did.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.languages import Language
from claims.text.arcs import Arcs, cues_of, has_subject, is_bare_participle, is_finite, is_finite_form

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


def find_inverted(doc: Doc, arcs: Arcs, language: Language) -> bool:
    """Whether anything was wrong; `arcs` are put right."""
    changed = [
        _pronoun_behind(doc, arcs, language),
        _noun_behind_adjunct(doc, arcs, language),
        _infinitive_of_participle(doc, arcs),
        _finite_over_participle(doc, arcs),
    ]
    return any(changed)


def _pronoun_behind(doc: Doc, arcs: Arcs, language: Language) -> bool:
    """ ", martèle-t-il, preuve à l'appui": the pronoun is the subject, whatever follows."""
    known, changed = language.anaphors["pronouns"], False
    for pronoun in doc[1:]:
        if not pronoun.text.startswith("-") or pronoun.lower_.lstrip("-") not in known:
            continue
        verb = pronoun.nbor(-2) if pronoun.nbor(-1).text.startswith("-t") else pronoun.nbor(-1)
        if verb.pos_ != "VERB" or pronoun.dep_.startswith("nsubj") or has_subject(verb):
            continue
        if any(c.dep_.startswith("aux") for c in verb.children):
            continue
        arcs[pronoun.i] = (verb.i, "nsubj")
        changed = True
    return changed


def _noun_behind_adjunct(doc: Doc, arcs: Arcs, language: Language) -> bool:
    """ "« P », lâche, quelques mètres plus loin, son voisin": who stands behind the aside speaks."""
    changed = False
    for noun in doc[2:]:
        verb = noun.head
        if noun.dep_ != "appos" or verb.pos_ != "VERB" or noun.i < verb.i or has_subject(verb):
            continue
        if noun.pos_ not in ("NOUN", "PROPN") or not cues_of(verb, language):
            continue
        edge = noun.left_edge.i
        if doc[edge - 1].text == "," and verb.nbor(1).text == ",":
            arcs[noun.i] = (verb.i, "nsubj")
            changed = True
    return changed


def _infinitive_of_participle(doc: Doc, arcs: Arcs) -> bool:
    """ "assure n'en avoir jamais rien su", with "avoir" as the verb: it is the auxiliary of "su"."""
    changed = False
    for having in doc:
        if having.lower_ != "avoir" or having.pos_ != "VERB" or having.head == having:
            continue
        deeds = [c for c in having.children if c.i > having.i and c.dep_ in ("obj", "xcomp", "ccomp")]
        deed = next((c for c in deeds if is_bare_participle(c)), None)
        if deed is None:
            continue
        having.pos_ = "AUX"
        arcs[deed.i], arcs[having.i] = (having.head.i, having.dep_), (deed.i, "aux:tense")
        for clitic in doc[having.head.i + 1 : having.i]:
            if clitic.head == having.head and not clitic.is_punct:  # the "n'" of "n'en avoir"
                arcs[clitic.i] = (deed.i, clitic.dep_)
        for child in having.children:
            if child != deed:
                arcs[child.i] = (deed.i, child.dep_)
        for child in deed.children:
            if child.dep_.startswith("nsubj") and child.i > having.i:
                arcs[child.i] = (deed.i, "obj")
        changed = True
    return changed


def _finite_over_participle(doc: Doc, arcs: Arcs) -> bool:
    """ "affirme disposer d'un accord signé et reproche P", with the second hung on "signé"."""
    changed = False
    for second in doc:
        first = second.head
        if second.dep_ != "conj" or not is_finite_form(second) or not is_bare_participle(first):
            continue
        if first.i > second.i or first.dep_ not in ("acl", "advcl") or has_subject(second):
            continue
        above = next((a for a in first.ancestors if is_finite(a) and a.i < first.i), None)
        alike = above is not None and _alike(_lead(above), second)
        if above is not None and alike and has_subject(above):
            arcs[second.i] = (above.i, "conj")
            for child in (c for c in first.children if c.i > second.i):
                arcs[child.i] = (second.i, child.dep_)
            changed = True
    return changed


def _lead(verb: Token) -> Token:
    """The finite word of a verb: itself or its auxiliary."""
    return next((v for v in (verb, *verb.children) if is_finite_form(v)), verb)


def _alike(first: Token, second: Token) -> bool:
    return all(first.morph.get(k) == second.morph.get(k) for k in ("Number", "Tense"))
