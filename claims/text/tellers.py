"""Repairs of readings that lose who tells or who is accused, told from the words' forms and order.

A relative clause hung over the sentence it belongs under, a subject hung on a participle, what stands
behind an attributing phrase hung inside it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claims.languages import Language
from claims.languages.loader import words
from claims.text.arcs import Arcs, cues_of, is_finite, opens_after_comma

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_LOOSE = ("xcomp", "conj", "advcl", "ccomp", "parataxis")


def find_tellers(doc: Doc, arcs: Arcs, language: Language) -> bool:
    """Whether anything was wrong; `arcs` (head and label by token index) are put right."""
    changed = [
        _accused_before(doc, arcs, language),
        _told_under_source(doc, arcs, language),
        _behind_source(doc, arcs, language),
        _source_pair(doc, arcs, language),
        _told_us(doc, arcs, language),
        _participle_over_verb(doc, arcs, language),
        _relative_subject(doc, arcs, language),
    ]
    return any(changed)


def _accused_before(doc: Doc, arcs: Arcs, language: Language) -> bool:
    """ "un voisin, que le juge accuse d'avoir fui": the clause belongs to whom it accuses."""
    changed = False
    for verb in doc:
        mark = next((c for c in verb.children if c.dep_ == "mark"), None)
        if (
            verb.dep_ not in _LOOSE[1:]
            or mark is None
            or mark.i < 2
            or mark.i > _first_word(verb).i
        ):
            continue
        accuses = any("target" in cue.content for cue in cues_of(verb, language))
        parted = mark.lower_ in language.grammar["content_marks"] and doc[mark.i - 1].text == ","
        noun = doc[mark.i - 2]
        if accuses and parted and noun.pos_ in ("NOUN", "PROPN"):
            arcs[mark.i] = (verb.i, "obj")
            arcs[verb.i] = (noun.i, "acl:relcl")
            changed = True
    return changed


def _told_under_source(doc: Doc, arcs: Arcs, language: Language) -> bool:
    """ "Selon un rapport que Y a lu, P", with P hung on "lu": the report is no clause's object."""
    first = _source_phrase(doc, 0, language)
    if first is not None and first.head.dep_ == "ROOT":
        return _told_under_noun(doc, arcs, first.head, language)
    root = next((t for t in doc if t.dep_ == "ROOT"), None)
    if first is None or root is None or root.pos_ not in ("VERB", "AUX"):
        return False
    marks = [c for c in root.children if c.dep_ == "mark" and c.i > 0]
    told = next(
        (
            c for c in root.children
            if c.i > root.i and c.dep_ in ("advcl", "ccomp", "conj", "parataxis")
            and any(s.dep_.startswith("nsubj") and s.i > root.i for s in c.children)
            and not any(m.dep_ == "mark" for m in c.children)
        ),
        None,
    )  # fmt: skip
    noun = next((c for c in root.children if first in c.children and c.i < root.i), None)
    relative = marks and noun is not None and noun.i < marks[0].i
    if told is None or noun is None or not relative or doc[_first_word(told).i - 1].text != ",":
        return False
    arcs[told.i], arcs[noun.i] = (told.i, "ROOT"), (told.i, "obl:mod")
    arcs[root.i], arcs[marks[0].i] = (noun.i, "acl:relcl"), (root.i, "obj")
    return True


def _told_under_noun(doc: Doc, arcs: Arcs, noun: Token, language: Language) -> bool:
    """The same, with P hung on the source's noun and the relative clause on P."""
    told = next(
        (c for c in noun.children if c.dep_ in ("acl", "acl:relcl") and c.pos_ == "VERB"), None
    )
    if told is None or not any(c.dep_.startswith("nsubj") for c in told.children):
        return False
    marks = language.grammar["content_marks"]
    relative = next(
        (
            c for c in told.children
            if c.dep_ == "advcl" and c.i < told.i and _first_word(c).lower_ in marks
        ),
        None,
    )  # fmt: skip
    if relative is None:
        return False
    arcs[told.i], arcs[noun.i] = (told.i, "ROOT"), (told.i, "obl:mod")
    arcs[relative.i] = (noun.i, "acl:relcl")
    arcs[_first_word(relative).i] = (relative.i, "obj")
    return True


def _behind_source(doc: Doc, arcs: Arcs, language: Language) -> bool:
    """ "se trouve, d'après X, à deux pas": what follows the comma is no part of the source."""
    changed = False
    for token in doc[1:]:
        noun = token.head
        if token.dep_ != "case" or doc[token.i - 1].text != "," or noun.i < token.i:
            continue
        if _source_phrase(doc, token.i, language) is None or noun.head == noun:
            continue
        close = next((t.i for t in doc[noun.i :] if t.text == ","), len(doc))
        for part in noun.subtree:
            within = part.head.i < close and noun.i <= part.head.i
            if part.i > close and within and any(c.dep_ == "case" for c in part.children):
                arcs[part.i] = (noun.head.i, "obl:mod")
                changed = True
    return changed


def _source_pair(doc: Doc, arcs: Arcs, language: Language) -> bool:
    """ "Selon lui et Mme X, deux lots manquent": the name is joined to the pronoun, no subject."""
    changed, joining = False, language.grammar["joining"]
    for pronoun in doc[:-3]:
        if pronoun.pos_ != "PRON" or doc[pronoun.i + 1].lower_ not in joining:
            continue
        name = doc[pronoun.i + 2]
        verb = name.head
        credited = _source_phrase(doc, pronoun.left_edge.i, language) is not None
        subject = next((c for c in name.children if c.i > name.i + 1 and c.pos_ == "NOUN"), None)
        if not credited or name.dep_ != "nsubj" or subject is None or doc[name.i + 1].text != ",":
            continue
        arcs[name.i], arcs[subject.i] = (pronoun.i, "conj"), (verb.i, "nsubj")
        for child in name.children:
            if child.i > subject.i:
                arcs[child.i] = (subject.i, arcs[child.i][1])
        changed = True
    return changed


def _told_us(doc: Doc, arcs: Arcs, language: Language) -> bool:
    """ "Deux élus, qui ..., nous ont dit": "nous" is who is told, the noun in front who tells."""
    changed = False
    told = words(language.cues.get("inserted", {}).get("object_pronouns", ""))
    for pronoun in doc:
        verb = pronoun.head
        if pronoun.lower_ not in told or pronoun.dep_ != "nsubj" or pronoun.i > verb.i:
            continue
        parts = [verb, *(c for c in verb.children if c.dep_.startswith("aux"))]
        third = any(p.morph.get("Person") == ["3"] for p in parts)
        nouns = [
            c for c in verb.children
            if c.i < pronoun.i and c.pos_ in ("NOUN", "PROPN") and c.dep_.startswith("obl")
            and not any(g.dep_ == "case" for g in c.children)
        ]  # fmt: skip
        if third and nouns:
            arcs[pronoun.i], arcs[nouns[-1].i] = (verb.i, "iobj"), (verb.i, "nsubj")
            changed = True
    return changed


def _participle_over_verb(doc: Doc, arcs: Arcs, language: Language) -> bool:
    """ "Un élu, s'exprimant sous couvert d'anonymat, fait part de P": "fait" is the main verb.

    So is "avait pris" of "Le chantier, interrompu en mai, avait pris du retard".
    """
    root = next((t for t in doc if t.dep_ == "ROOT"), None)
    if root is None or root.morph.get("VerbForm") != ["Part"]:
        return False
    if not re.search(language.grammar["finite_looking"]["participles"], root.lower_):
        return False
    if any(c.dep_.startswith(("aux", "cop")) for c in root.children):
        return False
    subject = next((c for c in root.children if c.dep_ == "nsubj" and c.i < root.i), None)
    verb = next((c for c in root.children if _may_be_main(c, root)), None)
    verb = verb or _behind_comma(doc, root, language)
    if subject is None or verb is None or any(c.dep_.startswith("nsubj") for c in verb.children):
        return False
    if verb.head != root:  # hung deep inside what the participle tells
        comma = next(i for i in range(verb.i, root.i, -1) if doc[i].text == ",")
        for child in verb.children:
            if child.i < comma:
                arcs[child.i] = (verb.head.i, child.dep_)
    arcs[verb.i], arcs[subject.i] = (verb.i, "ROOT"), (verb.i, "nsubj")
    arcs[root.i] = (subject.i, "acl")
    return True


def _may_be_main(verb: Token, root: Token) -> bool:
    """A finite clause hung on a participle that stands before it."""
    if verb.i < root.i or verb.pos_ != "VERB":
        return False
    alone = not any(c.dep_.startswith("nsubj") for c in verb.children)
    return is_finite(verb) and alone and verb.dep_ in ("conj", "advcl", "ccomp", "parataxis")


def _behind_comma(doc: Doc, root: Token, language: Language) -> Token | None:
    """ "Le tribunal, estimant que P, ne l'a pas suivie": the verb behind the comma, without a subject."""
    for token in doc[root.i + 2 :]:
        if token.i < 3 or not opens_after_comma(token, root, language.grammar):
            continue
        verb = token.head if token.pos_ == "AUX" and token.head.i > token.i else token
        if verb.head != verb and verb.pos_ == "VERB":
            return verb
    return None


def _relative_subject(doc: Doc, arcs: Arcs, language: Language) -> bool:
    """ "X, pour lesquels le groupe, né ici, a vidé le site": "a vidé" is the clause, "groupe" its subject."""
    changed = False
    for pronoun in doc:
        noun, antecedent = pronoun.head, pronoun.head.head
        if pronoun.lower_ not in language.grammar.get("governed_relatives", ()):
            continue
        if noun.pos_ != "NOUN" or noun.dep_ != "acl:relcl" or noun.i < pronoun.i:
            continue
        verb = next((t for t in doc[noun.i + 1 :] if t.pos_ == "VERB" and _is_loose(t)), None)
        if verb is None or any(c.dep_ == "cop" for c in noun.children):
            continue
        arcs[noun.i], arcs[verb.i] = (verb.i, "nsubj"), (antecedent.i, "acl:relcl")
        arcs[pronoun.i] = (verb.i, "obl:mod")
        changed = True
    return changed


def _is_loose(verb: Token) -> bool:
    """A finite verb with no subject of its own that hangs on another clause."""
    parts = [verb, *(c for c in verb.children if c.dep_.startswith("aux"))]
    finite = any(p.morph.get("VerbForm") == ["Fin"] for p in parts)
    return (
        finite
        and verb.dep_ in _LOOSE
        and not any(c.dep_.startswith("nsubj") for c in verb.children)
    )


def _first_word(head: Token) -> Token:
    """The first token below a head that is no punctuation."""
    return next((t for t in head.subtree if not t.is_punct), head)


def _source_phrase(doc: Doc, start: int, language: Language) -> Token | None:
    """The first word of an attributing preposition ("selon", "d'après") at `start`."""
    phrases = tuple(f"{p} " for p in language.cues.get("prepositions", {}).get("plain", ()))
    text = doc[start : start + 4].text.lower().replace("' ", "'") + " "
    return doc[start] if phrases and text.startswith(phrases) else None
