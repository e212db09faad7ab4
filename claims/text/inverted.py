"""Repairs of readings that lose a subject behind its verb, an auxiliary, or the verb that a second one joins.

Each gives the words new arcs (head and label by token index) in place, and tells whether it did.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.languages import Language
from claims.text.arcs import (
    Arcs,
    cues_of,
    has_subject,
    is_bare_participle,
    is_finite,
    is_finite_form,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


def find_inverted(doc: Doc, arcs: Arcs, language: Language) -> bool:
    """Whether anything was wrong; `arcs` are put right."""
    changed = [
        _active_subject(doc, arcs, language),
        _object_behind_day(doc, arcs, language),
        _pronoun_behind(doc, arcs, language),
        _noun_behind_adjunct(doc, arcs, language),
        _dislocated(doc, arcs, language),
        _subject_of_whose(doc, arcs, language),
        _two_subjects(doc, arcs, language),
        _infinitive_of_participle(doc, arcs, language),
        _finite_over_participle(doc, arcs, language),
    ]
    return any(changed)


def _active_subject(doc: Doc, arcs: Arcs, language: Language) -> bool:
    """ "Le gouvernement a aussitôt démenti", read as a passive: "a" makes it an active."""
    changed = False
    for noun in doc:
        labels = {c.dep_ for c in noun.head.children}
        if noun.dep_ == "nsubj:pass" and "aux:tense" in labels and "aux:pass" not in labels:
            helpers = [c for c in noun.head.children if c.dep_ == "aux:tense"]
            if all(c.lemma_ == language.grammar["repairs"].get("having") for c in helpers):
                arcs[noun.i], changed = (noun.head.i, "nsubj"), True
    return changed


def _object_behind_day(doc: Doc, arcs: Arcs, language: Language) -> bool:
    """ "a confirmé lundi la fermeture", with "fermeture" hung on the day: it is what was announced."""
    changed, days = False, {*language.times["weekdays"], *language.times["days"]}
    for noun in doc[2:]:
        day = noun.head
        verb = day.head
        if noun.dep_ != "nmod" or day.lower_ not in days or verb.pos_ != "VERB" or noun.i < day.i:
            continue
        labels = {c.dep_ for c in noun.children if c.i < noun.i}
        if "case" in labels or "det" not in labels or any(c.dep_ == "obj" for c in verb.children):
            continue
        arcs[noun.i], changed = (verb.i, "obj"), True
        for other in verb.children:
            joint = next((c for c in other.children if c.dep_ == "cc"), None)
            if (
                other.dep_ == "conj"
                and other.i > noun.i
                and joint is not None
                and not is_finite(other)
            ):
                arcs[other.i] = (noun.i, "conj")
    return changed


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
    """ "« P », souffle, un peu plus tard, sa sœur": who stands behind the aside speaks."""
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


def _dislocated(doc: Doc, arcs: Arcs, language: Language) -> bool:
    """ "Ce chiffre, la banque le conteste": the noun in front is taken up by a pronoun before the verb."""
    objects = language.anaphors.get("object_pronouns", ())
    for noun in doc[:6]:
        verb = noun.head
        if noun.pos_ != "NOUN" or noun.i + 1 >= verb.i or doc[noun.i + 1].text != ",":
            continue
        if noun.dep_ not in ("nsubj", "obl:mod", "obj", "nsubj:pass") or noun.left_edge.i:
            continue
        if any(c.dep_ in ("case", "mark") for c in noun.children):
            continue
        subject = any(c.dep_.startswith("nsubj") and noun.i < c.i < verb.i for c in verb.children)
        taken_up = any(c.lower_ in objects and noun.i < c.i < verb.i for c in verb.children)
        if subject and taken_up:
            arcs[noun.i] = (verb.i, "dislocated")
            return True
    return False


def _two_subjects(doc: Doc, arcs: Arcs, language: Language) -> bool:
    """ "Ni le club, ni Aldis n'ont répondu": both are its subject; "Côté préfecture, on dit P": "on" is."""
    changed, sides = False, language.grammar["repairs"].get("sides", ())
    for second in doc[2:]:
        verb = second.head
        if not second.dep_.startswith("nsubj") or second.i > verb.i:
            continue
        before = [c for c in verb.children if c.dep_.startswith("nsubj") and c.i < second.i]
        if not before:
            continue
        first, joint = before[0], doc[second.left_edge.i - 1]
        if first.i == 0 and first.lower_ in sides:
            side = doc[first.i + 1]
            arcs[first.i], arcs[side.i], changed = (side.i, "case"), (verb.i, "obl:mod"), True
        elif joint.lower_ in language.grammar["repairs"]["neither"] and joint.head == verb:
            arcs[second.i], arcs[joint.i], changed = (first.i, "conj"), (second.i, "cc"), True
    return changed


def _subject_of_whose(doc: Doc, arcs: Arcs, language: Language) -> bool:
    """ "X, dont la présidente, Anne Roy, craint P": the noun is the verb's subject, the clause X's."""
    changed, openers = False, language.grammar["owner_relatives"]
    for whose in doc[2:-5]:
        noun, name = whose.nbor(2), whose.nbor(4)
        if whose.lower_ not in openers or whose.nbor(1).pos_ != "DET" or noun.pos_ != "NOUN":
            continue
        if whose.nbor(3).text != "," or name.pos_ != "PROPN" or doc[name.i + 1].text != ",":
            continue
        verb = next((t for t in doc[name.i + 2 : name.i + 5] if is_finite_form(t)), None)
        verb = verb.head if verb is not None and verb.dep_.startswith("aux") else verb
        if verb is None or has_subject(verb):
            continue
        arcs[noun.i], arcs[name.i] = (verb.i, "nsubj"), (noun.i, "appos")
        arcs[whose.i] = (noun.i, "nmod")
        owner = next((t for t in reversed(doc[: whose.i - 1]) if t.pos_ in ("NOUN", "PROPN")), None)
        if owner is not None and whose.nbor(-1).text == "," and verb.head != verb:
            while owner.dep_ in ("nmod", "flat:name", "amod") and owner.head.i < owner.i:
                owner = owner.head
            arcs[verb.i] = (owner.i, "acl:relcl")
        changed = True
    return changed


def _infinitive_of_participle(doc: Doc, arcs: Arcs, language: Language) -> bool:
    """ "jure n'en avoir rien dit", with "avoir" as the verb: it is the auxiliary of "dit"."""
    changed = False
    for having in doc:
        if (
            having.lower_ != language.grammar["repairs"].get("having")
            or having.pos_ != "VERB"
            or having.head == having
        ):
            continue
        deeds = [
            c for c in having.children if c.i > having.i and c.dep_ in ("obj", "xcomp", "ccomp")
        ]
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


def _finite_over_participle(doc: Doc, arcs: Arcs, language: Language) -> bool:
    """ "dit détenir un bail daté et réclame P", with the second hung on "daté"."""
    changed = False
    for second in doc:
        first = second.head
        if second.dep_ != "conj" or not is_finite_form(second) or not is_bare_participle(first):
            continue
        if first.i > second.i or first.dep_ not in ("acl", "advcl") or has_subject(second):
            continue
        over = [a for a in first.ancestors if is_finite(a) and a.i < first.i and has_subject(a)]
        alike = [a for a in over if _alike(_lead(a), second)]
        reports = bool(cues_of(second, language))  # who reports once reports again
        above = alike[-1 if reports else 0] if alike else None
        if above is not None:
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
