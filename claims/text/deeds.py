"""Repairs of parses that hang what is told on the wrong verb: second cues, deeds, clauses and adjuncts.

Each gives the words new arcs (head and label by token index) in place, and tells whether it did.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from claims.languages import Language
from claims.text.arcs import (
    Arcs,
    Labelled,
    by_label,
    cues_of,
    has_subject,
    is_finite,
    is_present_participle,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_TOLD = ("ccomp", "xcomp", "acl", "acl:relcl", "advcl")
_VERBAL = ("VERB", "AUX")
_LOOSE = ("dep", "conj", "ccomp", "parataxis", "advcl", "acl")


def find_deeds(doc: Doc, arcs: Arcs, language: Language) -> bool:
    """Whether anything was wrong; `arcs` are put right."""
    words = by_label(doc)
    changed = [
        _second_participle(words, arcs),
        _accused_of(words, arcs, language),
        _gerund_of_noun(words, arcs, language),
        _accused_in_front(doc, arcs, language),
        _neither(words, arcs, language),
        _content_of_nearest(words, arcs, language),
        _tellers_without(words, arcs, language),
        _second_report(doc, arcs, language),
        _letting_know(doc, arcs, language),
        _while_another(words, arcs, language),
        _judged_deed(words, arcs, language),
    ]
    return any(changed)


def _second_participle(words: Labelled, arcs: Arcs) -> bool:
    """ "soutenant que P et reprochant Q", "a soutenu que P et reproché Q": the second goes with the first."""
    changed = False
    for second in words["conj"]:
        above = second.head
        if second.i < above.i or second.pos_ != "VERB":
            continue
        alike = is_present_participle if is_present_participle(second) else _is_past
        if not alike(second) or is_finite(second) or has_subject(second) or alike(above):
            continue
        first = next((a for a in above.ancestors if alike(a)), None)
        told = first is not None and any(c.dep_ in ("ccomp", "xcomp") for c in first.children)
        if first is not None and (told or alike is is_present_participle):
            arcs[second.i] = (first.i, "conj")
            changed = True
    return changed


def _is_past(verb: Token) -> bool:
    return verb.morph.get("VerbForm") == ["Part"] and verb.morph.get("Tense") == ["Past"]


def _accused_of(words: Labelled, arcs: Arcs, language: Language) -> bool:
    """ "accusant X d'avoir « mis en scène » Q", with "mis" hung elsewhere: it is what X is accused of."""
    changed = False
    for deed in (t for label in (*_LOOSE, "obj") for t in words[label]):
        doc = deed.doc
        marks = [c for c in deed.children if c.dep_ == "mark" and c.i < deed.i]
        state = deed.dep_ == "obj" and any(c.dep_ == "cop" for c in deed.children)
        if not (deed.dep_ in _LOOSE or state) or not marks or is_finite(deed):
            continue
        if marks[0].lower_ not in language.grammar["of"] or deed.head.i > marks[0].i:
            continue
        before = (t for t in reversed(doc[: marks[0].i]) if t.pos_ == "VERB")
        verb = next(before, None)
        if (
            verb is None
            or (verb == deed.head and not state)
            or any(t.text == "," for t in doc[verb.i : deed.i])
        ):
            continue
        if any("target" in cue.content for cue in cues_of(verb, language)):
            arcs[deed.i] = (verb.i, "xcomp")
            changed = True
    return changed


def _gerund_of_noun(words: Labelled, arcs: Arcs, language: Language) -> bool:
    """ "s'est dit prêt à aider la presse, ajoutant que P", hung on "presse": who speaks adds.

    So does who said what stands before: "« Q », a dit X, précisant que P".
    """
    changed = False
    for verb in (t for label in ("acl", "advcl", "advmod", "dep") for t in words[label]):
        doc = verb.doc
        if not is_present_participle(verb) or not any(c.dep_ == "ccomp" for c in verb.children):
            continue
        if not cues_of(verb, language):
            continue
        marks = language.grammar["repairs"]["gerund"]
        gerund = any(c.lower_ in marks for c in (*verb.lefts, doc[verb.i - 1]))
        if not gerund and doc[verb.left_edge.i - 1].text != ",":
            continue
        above = _teller_of(verb, language)
        if verb.dep_ not in ("acl", "advcl"):
            above = verb.head if verb.head.pos_ == "VERB" else above
        if above is not None and (above != verb.head or verb.dep_ not in ("acl", "advcl")):
            arcs[verb.i] = (above.i, "advcl")
            changed = True
    return changed


def _teller_of(participle: Token, language: Language) -> Token | None:
    """The verb that a second report goes with: one put in before it, or the next above a noun."""
    over = participle.head
    if participle.dep_ == "advcl":
        put_in = [c for c in over.children if c.dep_ == "parataxis" and over.i < c.i < participle.i]
        return next((c for c in put_in if cues_of(c, language)), None)
    if over.dep_.startswith("nsubj"):
        return None
    above = next((a for a in participle.ancestors if is_finite(a) and a.pos_ == "VERB"), None)
    return above if above is not None and above.i < participle.i else None


def _accused_in_front(doc: Doc, arcs: Arcs, language: Language) -> bool:
    """ "Accusée d'avoir menti, la ministre dément": what she is accused of is what she denies."""
    root = doc[next(i for i, (head, _) in enumerate(arcs) if head == i)]
    if not any(cue.stance == "deny" for cue in cues_of(root, language)):
        return False
    if any(c.dep_.startswith(("obj", "ccomp", "xcomp", "obl:arg")) for c in root.children):
        return False
    for accused in (t for t in doc[: root.i] if arcs[t.i][0] == root.i):
        accuses = any("target" in cue.content for cue in cues_of(accused, language))
        deed = next((c for c in accused.children if c.dep_ == "xcomp"), None)
        if accused.i < root.i and accuses and deed is not None and not is_finite(accused):
            arcs[deed.i] = (root.i, "xcomp")
            return True
    return False


def _neither(words: Labelled, arcs: Arcs, language: Language) -> bool:
    """ "dit n'être intervenu ni dans P ni dans Q", with P hung on "dit": it is the infinitive's."""
    for noun in (t for label in words if label.startswith("obl") for t in words[label]):
        verb = noun.head
        joint = next((c for c in noun.children if c.dep_ == "cc" and c.i < noun.i), None)
        if joint is None or joint.lower_ not in language.grammar["repairs"]["neither"]:
            continue
        deeds = [c for c in verb.children if c.dep_ == "xcomp" and verb.i < c.i < joint.i]
        if deeds:
            arcs[noun.i] = (deeds[-1].i, noun.dep_)
            return True
    return False


def _content_of_nearest(words: Labelled, arcs: Arcs, language: Language) -> bool:
    """ "a décrété un deuil et promis que P": P is what is promised."""
    changed = False
    for verb in words["ccomp"]:
        told = next((c for c in verb.children if c.dep_ == "mark" and 0 < c.i < verb.i), None)
        if told is None or told.lower_ not in language.grammar["content_marks"]:
            continue
        near = verb.doc[told.i - 1]
        second = near.dep_ == "conj" and near.head == verb.head and near.pos_ == "VERB"
        if second and cues_of(near, language):
            arcs[verb.i] = (near.i, "ccomp")
            changed = True
    return changed


def _tellers_without(words: Labelled, arcs: Arcs, language: Language) -> bool:
    """ "a promis que P, sans exclure Q": it is who promised that doesn't exclude it."""
    changed, table = False, language.grammar["repairs"]
    for verb in words["advcl"]:
        doc, told = verb.doc, verb.head
        mark = next((c for c in verb.children if c.dep_ == "mark" and c.i < verb.i), None)
        if mark is None or mark.lower_ not in table["without"] or told.dep_ != "ccomp":
            continue
        parted = mark.i > 0 and doc[mark.i - 1].text == "," and told.i < verb.i
        if parted and verb.lemma_.lower() in table["tellers_deeds"]:
            arcs[verb.i] = (told.head.i, "advcl")
            changed = True
    return changed


def _second_report(doc: Doc, arcs: Arcs, language: Language) -> bool:
    """ "assure que P, avant d'ajouter que Q", "dément P, tout en reconnaissant Q": who speaks adds it."""
    changed = False
    for opener in language.grammar["repairs"]["adding"]:
        for place in _places(doc, opener):
            verb = _reporting_verb(doc, place + len(opener), language)
            teller = _teller_before(doc, place, language) if verb is not None else None
            if verb is None or teller is None or arcs[verb.i][0] == teller.i:
                continue
            arcs[verb.i] = (teller.i, "advcl")
            for mark in doc[place : verb.i]:
                arcs[mark.i] = (verb.i, "mark")
            behind = doc[verb.i + 1] if verb.i + 1 < len(doc) else verb
            if arcs[behind.i][0] in (teller.i, arcs[teller.i][0]) and behind.pos_ in _VERBAL:
                arcs[behind.i] = (verb.i, "xcomp")
            changed = True
    return changed


def _letting_know(doc: Doc, arcs: Arcs, language: Language) -> bool:
    """ "a dit que P, laissant entendre que Q", hung on P: who speaks lets it be known."""
    table, changed = language.cues.get("split_verbs", {}), False
    for light, verb in pairwise(doc):
        known = light.lower_ in table.get("lemmas", {}) and verb.lower_ in table["second"]
        if not known or light.i == 0 or doc[light.i - 1].text != "," or is_finite(light):
            continue
        teller = _teller_before(doc, light.i, language)
        if teller is not None and light.head != teller and light.head.i > teller.i:
            arcs[light.i] = (teller.i, "advcl")
            changed = True
    return changed


def _places(doc: Doc, words: list[str]) -> list[int]:
    """Where these words stand behind a comma."""
    lower = [t.lower_.replace("’", "'") for t in doc]
    ends = range(1, len(doc) - len(words))
    return [i for i in ends if doc[i - 1].text == "," and lower[i : i + len(words)] == words]


def _reporting_verb(doc: Doc, place: int, language: Language) -> Token | None:
    """The infinitive or present participle of reporting that stands there."""
    verb = doc[place]
    form = verb.morph.get("VerbForm")
    return verb if form in (["Inf"], ["Part"]) and cues_of(verb, language) else None


def _teller_before(doc: Doc, place: int, language: Language) -> Token | None:
    """The last verb before that reports and is told by none: what follows is its speaker's."""
    before = [t for t in doc[:place] if t.pos_ == "VERB" and cues_of(t, language)]
    top = [t for t in before if t.morph.get("VerbForm") != ["Inf"] and not _is_told(t, before)]
    return top[-1] if top else None


def _is_told(verb: Token, tellers: list[Token]) -> bool:
    """Whether the verb stands in what one of these tells."""
    step = verb
    while step.head != step and step.head not in tellers:
        if step.dep_ in _TOLD:
            return True
        step = step.head
    return step.head != step and step.dep_ in _TOLD


def _while_another(words: Labelled, arcs: Arcs, language: Language) -> bool:
    """ "X prévient que P, tandis que Y dit Q": the second is no part of what X says."""
    changed = False
    for verb in words["advcl"]:
        told = verb.head
        opener = verb.doc[verb.left_edge.i].lower_
        if opener not in language.grammar["repairs"]["while"] or told.dep_ not in (
            "ccomp",
            "xcomp",
        ):
            continue
        parted = verb.left_edge.i > 0 and verb.doc[verb.left_edge.i - 1].text == ","
        if parted and told.i < verb.i and has_subject(verb):
            arcs[verb.i] = (told.head.i, "advcl")
            changed = True
    return changed


def _judged_deed(words: Labelled, arcs: Arcs, language: Language) -> bool:
    """ "juge impossible de partir": the adjective is what is said of leaving."""
    changed = False
    for deed in words["xcomp"]:
        doc, verb = deed.doc, deed.head
        mark = next((c for c in deed.children if c.dep_ == "mark" and 0 < c.i < deed.i), None)
        if mark is None or mark.lower_ not in language.grammar["of"]:
            continue
        adjective = doc[mark.i - 1]
        judging = adjective.lower_ in language.grammar["repairs"]["judging"]
        if judging and cues_of(verb, language) and adjective.head == verb:
            arcs[adjective.i] = (deed.i, "advmod")
            changed = True
    return changed
