"""Repairs of small misreadings that lose a speaker or a clause, told from the words' forms alone.

"il" before a reporting verb that is read as a dummy, a participle read as a noun, a relative clause
or an infinitive hung over the verb that parts it from its noun or from its like.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claims.languages import Language
from claims.languages.loader import words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Arcs = list[tuple[int, str]]


def reread(doc: Doc, arcs: Arcs, language: Language) -> bool:
    """Whether anything was wrong; `arcs` (head and label by token index) are put right."""
    changed = [
        _dummy_speaker(doc, arcs, language),
        _participle_as_noun(doc, arcs),
        _relative_over_verb(doc, arcs),
        _infinitive_over_verb(doc, arcs),
        _bare_infinitive(doc, arcs, language),
        _infinitive_as_adjective(doc, arcs),
        _infinitive_copula(doc, arcs),
        _condition_of_told(doc, arcs, language),
        _accused_before(doc, arcs, language),
        _told_under_source(doc, arcs, language),
        _behind_source(doc, arcs, language),
        _told_us(doc, arcs, language),
        _participle_over_verb(doc, arcs),
    ]
    return any(changed)


def _dummy_speaker(doc: Doc, arcs: Arcs, language: Language) -> bool:
    """ "Il estime que P": the subject of an active reporting verb stands for somebody."""
    pattern, changed = language.anaphors.get("impersonal"), False
    for token in doc:
        verb = token.head
        if token.dep_ != "expl:subj" or pattern is None or token.i >= verb.i:
            continue
        lemma = language.verb_forms.get(verb.lower_, verb.lemma_.lower())
        passive = any(c.dep_ in ("aux:pass", "cop") for c in verb.children)
        if lemma not in language.verbs or passive:
            continue
        if re.match(pattern, doc[token.i : token.i + 9].text.lower()):
            continue
        arcs[token.i] = (verb.i, "nsubj")
        changed = True
    return changed


def _participle_as_noun(doc: Doc, arcs: Arcs) -> bool:
    """ "a raconté l'avoir vue": a noun with the infinitive of an auxiliary is a participle."""
    changed = False
    for token in doc:
        auxiliary = next((c for c in token.children if c.dep_.startswith("aux")), None)
        if token.pos_ != "NOUN" or auxiliary is None or token.head.pos_ != "VERB":
            continue
        if auxiliary.morph.get("VerbForm") != ["Inf"] or token.head.i > token.i:
            continue
        token.pos_ = "VERB"
        token.set_morph("Tense=Past|VerbForm=Part")
        arcs[token.i] = (token.head.i, "xcomp")
        for child in token.children:
            if child.pos_ == "PRON" and child.i < auxiliary.i:
                arcs[child.i] = (token.i, "obj")
            elif child.dep_ == "acl" and child.morph.get("VerbForm") == ["Inf"]:
                arcs[child.i] = (token.i, "xcomp")
        changed = True
    return changed


def _relative_over_verb(doc: Doc, arcs: Arcs) -> bool:
    """ "en train d'organiser une rencontre qui ...": the clause belongs to a noun behind the verb."""
    changed = False
    for verb in doc:
        first = verb.left_edge
        if verb.dep_ != "acl:relcl" or first.lower_ != "qui" or first.i == 0:
            continue
        if first.nbor(-1).text in {",", "-", "–"} or verb.head.i >= first.i:
            continue
        between = doc[verb.head.i + 1 : first.i]
        infinitive = next((t for t in between if t.morph.get("VerbForm") == ["Inf"]), None)
        if infinitive is None:
            continue
        nouns = [t for t in doc[infinitive.i + 1 : first.i] if t.pos_ in ("NOUN", "PROPN")]
        number = _number(verb)
        agreeing = [n for n in nouns if not number or n.morph.get("Number") in ([], number)]
        if agreeing:
            arcs[verb.i] = (agreeing[-1].i, "acl:relcl")
            changed = True
    return changed


def _number(verb: Token) -> list[str]:
    finite = (v for v in (verb, *verb.children) if v.morph.get("VerbForm") == ["Fin"])
    return next((v.morph.get("Number") for v in finite), [])


def _infinitive_over_verb(doc: Doc, arcs: Arcs) -> bool:
    """ "afin d'obtenir X qui V et de faire Y": the second infinitive goes with the first."""
    changed = False
    for verb in doc:
        first, mark = verb.head, next((c for c in verb.children if c.dep_ == "mark"), None)
        if verb.dep_ != "conj" or verb.morph.get("VerbForm") != ["Inf"] or mark is None:
            continue
        if first.morph.get("VerbForm") != ["Fin"] or first.i > verb.i:
            continue
        like = (
            t for t in reversed(doc[: first.i])
            if t.morph.get("VerbForm") == ["Inf"]
            and any(c.dep_ == "mark" and c.lemma_ == mark.lemma_ for c in t.children)
        )  # fmt: skip
        above = next(like, None)
        if above is not None and above in first.ancestors:
            arcs[verb.i] = (above.i, "conj")
            changed = True
    return changed


def _bare_infinitive(doc: Doc, arcs: Arcs, language: Language) -> bool:
    """ "assurent ne pas avoir été payés": without a mark the subject of the verb above does it."""
    changed = False
    for verb in doc:
        told = verb.dep_ == "advcl" and verb.head.lower_ in language.verb_forms
        if not (told or verb.dep_ == "ccomp") or verb.pos_ != "VERB" or verb.head.i > verb.i:
            continue
        parts = [verb, *(c for c in verb.children if c.dep_.startswith(("aux", "cop")))]
        finite = any(p.morph.get("VerbForm") == ["Fin"] for p in parts)
        own = any(
            c.dep_ == "mark" or c.dep_.startswith(("nsubj", "expl:subj")) for c in verb.children
        )
        if finite or own or not any(p.morph.get("VerbForm") == ["Inf"] for p in parts):
            continue
        arcs[verb.i] = (verb.head.i, "xcomp")
        changed = True
    return changed


def _infinitive_as_adjective(doc: Doc, arcs: Arcs) -> bool:
    """ "s'est engagé à payer les frais", with "payer" hung on "frais": the noun is its object."""
    changed = False
    for token in doc[1:]:
        noun = token.head
        if token.morph.get("VerbForm") != ["Inf"] or token.dep_ not in ("amod", "acl", "nmod"):
            continue
        if noun.i < token.i or noun.head == noun or noun.head.i > token.i:
            continue
        marks = [c for c in noun.children if c.dep_ == "case" and c.i < token.i]
        if not marks or noun.head.pos_ not in ("VERB", "NOUN", "ADJ"):
            continue
        arcs[token.i] = (noun.head.i, "xcomp")
        arcs[noun.i] = (token.i, "obj")
        for mark in marks:
            arcs[mark.i] = (token.i, "mark")
        changed = True
    return changed


def _infinitive_copula(doc: Doc, arcs: Arcs) -> bool:
    """ "a dit être en contact avec X": what "être" makes a predicate is what is told."""
    changed = False
    for token in doc:
        copula = next((c for c in token.children if c.dep_ == "cop"), None)
        if copula is None or copula.morph.get("VerbForm") != ["Inf"] or copula.i > token.i:
            continue
        verb = token.head
        if verb.pos_ == "VERB" and verb.i < copula.i and token.dep_.startswith("obl"):
            arcs[token.i] = (verb.i, "xcomp")
            changed = True
    return changed


def _condition_of_told(doc: Doc, arcs: Arcs, language: Language) -> bool:
    """ "a dit que P si Q", with Q hung on "dit": the condition is one of P."""
    changed = False
    for clause in doc:
        mark = next((c for c in clause.children if c.dep_ == "mark"), None)
        if clause.dep_ != "advcl" or mark is None or mark.i != clause.left_edge.i:
            continue
        if mark.lower_ not in language.grammar.get("conditions", ()) or mark.i == 0:
            continue
        verb = clause.head
        told = [
            t for t in doc[verb.i + 1 : mark.i]
            if t.dep_ == "ccomp" and (t.head == verb or t.head.head == verb)
        ]  # fmt: skip
        if told and doc[mark.i - 1].text != ",":
            arcs[clause.i] = (told[-1].i, "advcl")
            changed = True
    return changed


def _accused_before(doc: Doc, arcs: Arcs, language: Language) -> bool:
    """ "un agent, que la police soupçonne d'avoir fui": the clause belongs to whom it accuses."""
    changed = False
    for verb in doc:
        mark = next((c for c in verb.children if c.dep_ == "mark"), None)
        if verb.dep_ != "advcl" or mark is None or mark.i < 2 or mark.i > _first_word(verb).i:
            continue
        lemma = language.verb_forms.get(verb.lower_, verb.lemma_.lower())
        accuses = any("target" in cue.content for cue in language.verbs.get(lemma, ()))
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


def _participle_over_verb(doc: Doc, arcs: Arcs) -> bool:
    """ "Un élu, s'exprimant sous couvert d'anonymat, fait part de P": "fait" is the main verb."""
    root = next((t for t in doc if t.dep_ == "ROOT"), None)
    if (
        root is None
        or root.morph.get("Tense") != ["Pres"]
        or root.morph.get("VerbForm") != ["Part"]
    ):
        return False
    subject = next((c for c in root.children if c.dep_ == "nsubj" and c.i < root.i), None)
    verb = next(
        (
            c for c in root.children
            if c.i > root.i and c.pos_ == "VERB" and c.dep_ in ("conj", "advcl", "ccomp", "parataxis")
            and any(
                p.morph.get("VerbForm") == ["Fin"]
                for p in (c, *(a for a in c.children if a.dep_.startswith("aux")))
            )
        ),
        None,
    )  # fmt: skip
    if subject is None or verb is None or any(c.dep_.startswith("nsubj") for c in verb.children):
        return False
    arcs[verb.i], arcs[subject.i] = (verb.i, "ROOT"), (verb.i, "nsubj")
    arcs[root.i] = (subject.i, "acl")
    return True


def _first_word(head: Token) -> Token:
    """The first token below a head that is no punctuation."""
    return next(t for t in head.subtree if not t.is_punct)


def _source_phrase(doc: Doc, start: int, language: Language) -> Token | None:
    """The first word of an attributing preposition ("selon", "d'après") at `start`."""
    phrases = tuple(f"{p} " for p in language.cues.get("prepositions", {}).get("plain", ()))
    text = doc[start : start + 4].text.lower().replace("' ", "'") + " "
    return doc[start] if phrases and text.startswith(phrases) else None
