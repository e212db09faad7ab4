"""Repairs of small misreadings that lose a speaker or a clause, told from the words' forms alone.

"il" before a reporting verb that is read as a dummy, a participle read as a noun, a relative clause
or an infinitive hung over the verb that parts it from its noun or from its like.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claims.languages import Language

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
        _bare_infinitive(doc, arcs),
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


def _bare_infinitive(doc: Doc, arcs: Arcs) -> bool:
    """ "assurent ne pas avoir été payés": without a mark the subject of the verb above does it."""
    changed = False
    for verb in doc:
        if verb.dep_ != "ccomp" or verb.pos_ != "VERB" or verb.head.i > verb.i:
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
