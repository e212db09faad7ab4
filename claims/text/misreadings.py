"""Repairs of small misreadings that lose a speaker or a clause, told from the words' forms alone.

"il" before a reporting verb that is read as a dummy, a participle read as a noun, a relative clause
or an infinitive hung over the verb that parts it from its noun or from its like.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from claims.languages import Language
from claims.text.arcs import Arcs, cue_lemma, is_finite, root_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


def retag(doc: Doc, grammar: dict[str, Any]) -> None:
    """ "Le chantier, interrompu en mai, a repris": what only a participle ends in is nothing else.

    No more is what stands behind an auxiliary and its reflexive, as in "s'est abstenue"; "seraient"
    is a conditional.
    """
    ending, conditionals = grammar["repairs"]["participles"], grammar["repairs"]["conditionals"]
    for token in doc:
        if token.lower_ in conditionals:
            token.set_morph(str(token.morph).replace("Mood=Ind", "Mood=Cnd"))
        other = token.pos_ == "VERB" and token.morph.get("VerbForm") in (["Fin"], ["Inf"])
        if (other and ending and re.search(ending, token.lower_)) or _is_reflexive_past(token):
            number = "Plur" if token.lower_.endswith("s") else "Sing"
            token.pos_ = "VERB"
            token.set_morph(f"Number={number}|Tense=Past|VerbForm=Part")


def _is_reflexive_past(token: Token) -> bool:
    labels = {c.dep_ for c in token.children if c.i < token.i}
    reflexive = {"expl:comp", "expl:pass"} & labels and "aux:tense" in labels
    return token.pos_ in ("NOUN", "ADJ") and bool(reflexive)


def reread(doc: Doc, arcs: Arcs, language: Language) -> bool:
    """Whether anything was wrong; `arcs` (head and label by token index) are put right."""
    changed = [
        _dummy_speaker(doc, arcs, language),
        _impersonal(doc, arcs, language),
        _loose_subject(doc, arcs, language),
        _reflexive_of_name(doc, arcs, language),
        _subject_of_which(doc, arcs, language),
        _object_before_second(doc, arcs),
        _name_of_article(doc, arcs),
        _participle_as_noun(doc, arcs),
        _relative_over_verb(doc, arcs),
        _infinitive_over_verb(doc, arcs),
        _bare_infinitive(doc, arcs, language),
        _infinitive_as_adjective(doc, arcs),
        _infinitive_copula(doc, arcs),
        _condition_of_told(doc, arcs, language),
        _compared(doc, arcs, language),
    ]
    return any(changed)


def _reflexive_of_name(doc: Doc, arcs: Arcs, language: Language) -> bool:
    """ ", s'indigne Luc Petit", with "s'" read as the name's article: it is the verb's."""
    changed, reflexives = False, language.grammar["reflexives"]
    for token in doc[:-1]:
        verb = token.nbor(1)
        if token.lower_ in reflexives and token.dep_ == "det" and verb != token.head:
            verb.pos_, verb.lemma_ = "VERB", language.verb_forms.get(verb.lower_, verb.lemma_)
            name = token.head
            arcs[token.i] = (verb.i, "expl:comp")
            if verb.head == name:
                arcs[verb.i] = (name.head.i, "parataxis")
            if name.i > verb.i and name.head != name:
                arcs[name.i] = (verb.i, "nsubj")
            changed = True
    return changed


def _subject_of_which(doc: Doc, arcs: Arcs, language: Language) -> bool:
    """ "une hausse à laquelle X n'a pas répondu", with X hung on the pronoun: it is the verb's subject."""
    changed = False
    for name in doc[1:]:
        which = name.nbor(-1)
        verb = which.head
        loose = name.dep_ == "dep" and name.head == which and verb.i > name.i
        if loose and which.lower_ in language.grammar["repairs"]["agreeing"]:
            arcs[name.i], arcs[which.i] = (verb.i, "nsubj"), (verb.i, "obl:arg")
            changed = True
    return changed


def _object_before_second(doc: Doc, arcs: Arcs) -> bool:
    """ "a vu un éclair, puis le mur a cédé", with "éclair" read as a subject of "cédé": it is what was seen."""
    for second in doc:
        first = second.head
        if second.dep_ not in ("dep", "conj", "parataxis") or first.i > second.i:
            continue
        noun = next((c for c in second.children if c.dep_.startswith("nsubj")), None)
        if noun is None or not first.i < noun.i or any(c.dep_ == "obj" for c in first.children):
            continue
        mate = next((c for c in noun.children if c.dep_ == "conj" and c.i < second.i), None)
        joint = next((c for c in mate.children if c.dep_ == "cc"), None) if mate else None
        if mate is None or joint is None or doc[joint.i - 1].text != ",":
            continue
        arcs[noun.i], arcs[mate.i] = (first.i, "obj"), (second.i, noun.dep_)
        arcs[joint.i], arcs[second.i] = (second.i, "cc"), (first.i, "conj")
        return True
    return False


def _compared(doc: Doc, arcs: Arcs, language: Language) -> bool:
    """ "plus fragile que l'os de seiche", with "os" hung on the verb above: it goes with "fragile"."""
    degrees, changed = language.grammar["repairs"].get("degrees", ()), False
    for than in doc[2:-1]:
        noun, compared = than.head, than.nbor(-1)
        bare = than.dep_ == "mark" and noun.pos_ in ("NOUN", "PROPN") and not is_finite(noun)
        degree = compared.pos_ == "ADJ" and compared.nbor(-1).lower_ in degrees
        if bare and degree and than.lower_ in language.grammar["content_marks"]:
            arcs[noun.i], arcs[than.i] = (compared.i, "obl:mod"), (noun.i, "case")
            changed = True
    return changed


def _dummy_speaker(doc: Doc, arcs: Arcs, language: Language) -> bool:
    """ "Il estime que P": the subject of an active reporting verb stands for somebody."""
    pattern, changed = language.anaphors.get("impersonal"), False
    for token in doc:
        verb = token.head
        if token.dep_ != "expl:subj" or pattern is None or token.i >= verb.i:
            continue
        lemma = cue_lemma(verb, language)
        passive = any(c.dep_ in ("aux:pass", "cop") for c in verb.children)
        cases = [c.lower_ for c in verb.children if c.dep_ == "case" and c.i < verb.i]
        states = language.grammar["repairs"].get("states", ())
        known = verb.pos_ == "NOUN" and bool(cases) and cases[0] in states
        if not known and (lemma not in language.verbs or passive):
            continue  # "il était au courant" is of somebody
        if re.match(pattern, doc[token.i : token.i + 9].text.lower()):
            continue
        arcs[token.i] = (verb.i, "nsubj")
        changed = True
    return changed


def _impersonal(doc: Doc, arcs: Arcs, language: Language) -> bool:
    """ "il serait absurde d'attendre": "il" stands for the deed, not for somebody."""
    judging, changed = language.grammar["repairs"].get("judging", ()), False
    for token in doc:
        verb = token.head
        if token.lower_ != "il" or token.dep_ != "nsubj" or verb.lower_ not in judging:
            continue
        deeds = [c for c in verb.children if c.i > verb.i and c.dep_ in ("xcomp", "ccomp", "csubj")]
        if any(c.dep_ == "cop" for c in verb.children) and deeds:
            arcs[token.i] = (verb.i, "expl:subj")
            changed = True
    return changed


def _loose_subject(doc: Doc, arcs: Arcs, language: Language) -> bool:
    """ "Celle-ci, entendue comme témoin, l'a nié": what opens the sentence bare is the subject."""
    root = root_of(doc)
    if any(c.dep_.startswith(("nsubj", "csubj", "expl")) for c in root.children):
        return False
    noun = next((c for c in root.children if not c.is_punct), root)
    if noun.i > root.i or noun.dep_ not in ("obl:mod", "dislocated", "dep", "nmod"):
        return False
    if noun.left_edge.i or noun.pos_ not in ("PRON", "NOUN", "PROPN") or root.lower_ == noun.lower_:
        return False
    finite = [t for t in (root, *root.children) if t.morph.get("VerbForm") == ["Fin"]]
    governed = any(c.dep_ in ("case", "mark", "cc") for c in noun.children)
    timed = noun.lemma_.lower() in (*language.times.get("nouns", ()), *language.times["weekdays"])
    if governed or timed or noun.lower_ in language.times.get("days", {}) or not finite:
        return False
    if finite[0].i < noun.i or any(t.text.startswith("-") for t in doc[finite[0].i : root.i + 3]):
        return False
    known = noun.lower_ in language.anaphors["last_named"] or noun.pos_ != "PRON"
    number = noun.morph.get("Number"), finite[0].morph.get("Number")
    if not known or (all(number) and number[0] != number[1]):
        return False
    arcs[noun.i] = (root.i, "nsubj")
    return True


def _name_of_article(doc: Doc, arcs: Arcs) -> bool:
    """ "la Corée du Sud redoute P", with the article hung on the verb: the name between is the subject."""
    changed = False
    for article in doc[:-2]:
        verb, name = article.head, doc[article.i + 1]
        if article.dep_ != "det" or verb.i != article.i + 2 or verb.pos_ != "VERB":
            continue
        if name.pos_ != "PROPN" or name.head != verb or verb.morph.get("VerbForm") != ["Fin"]:
            continue
        if any(c.dep_.startswith("nsubj") for c in verb.children):
            continue
        arcs[article.i], arcs[name.i] = (name.i, "det"), (verb.i, "nsubj")
        changed = True
    return changed


def _participle_as_noun(doc: Doc, arcs: Arcs) -> bool:
    """ "a raconté l'avoir vue": a noun with the infinitive of an auxiliary is a participle."""
    changed = False
    for token in doc:
        auxiliary = next((c for c in token.children if c.dep_.startswith("aux")), None)
        if token.pos_ != "NOUN" or auxiliary is None or token.head.i > token.i:
            continue
        accused = token.dep_ == "nmod" and token.head.dep_ == "obj"  # "accuse X d'avoir détruit Y"
        verb = token.head.head if accused else token.head
        if auxiliary.morph.get("VerbForm") != ["Inf"] or verb.pos_ != "VERB":
            continue
        token.pos_ = "VERB"
        token.set_morph("Tense=Past|VerbForm=Part")
        arcs[token.i] = (verb.i, "xcomp")
        for behind in (c for c in verb.children if accused and c.i > token.i and not c.is_punct):
            arcs[behind.i] = (token.i, behind.dep_)
        for child in token.children:
            if child.pos_ == "PRON" and child.i < auxiliary.i:
                arcs[child.i] = (token.i, "obj")
            elif child.dep_ == "acl" and child.morph.get("VerbForm") == ["Inf"]:
                arcs[child.i] = (token.i, "xcomp")
        changed = True
    return changed


def _relative_over_verb(doc: Doc, arcs: Arcs) -> bool:
    """ "en train de préparer une fête qui ...": the clause belongs to a noun behind the verb."""
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
    """ "jurent ne pas avoir été vus": without a mark the subject of the verb above does it."""
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
