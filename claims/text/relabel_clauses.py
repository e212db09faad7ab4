"""Repairs of clauses in parses of ClearNLP's labels: who reports what, and which verb a clause belongs to.

Each gives the words new relations in place (`claims/text/relabel.py` calls them in order).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.text.arcs import Relations

if TYPE_CHECKING:
    from spacy.tokens import Doc

_NOMINAL = {"NOUN", "PROPN", "PRON", "NUM", "SYM"}
_COMPLEMENTS = ("dobj", "obj", "ccomp", "xcomp")
_FINITE = ("VBD", "VBZ", "VBP")


def lift_from_times(doc: Doc, arcs: Relations) -> None:
    """ "accused X on Monday of rigging votes": the gerund belongs to the verb, not to the day."""
    for i, token in enumerate(doc):
        day = arcs.heads[i]
        if token.tag_ != "VBG" or doc[day].ent_type_ != "DATE" or arcs.heads[day] in (i, day):
            continue
        if day < i and arcs.labels[i] in ("acl", "advcl", "pcomp"):
            over = arcs.heads[day]
            while doc[over].pos_ in _NOMINAL and arcs.heads[over] != over:
                over = arcs.heads[over]
            arcs.heads[i], arcs.labels[i] = over, "advcl"


def raise_gerunds(doc: Doc, arcs: Relations, verbs: frozenset[str]) -> None:
    """ "denied breaking rules" read as "denied rules that break": the gerund is what is denied.

    So is the one behind an aside: "denied, through his lawyers, owning the firm".
    """
    for i, token in enumerate(doc):
        noun = arcs.heads[i]
        if token.tag_ == "VBG" and arcs.labels[i] == "case" and 0 < i < noun:  # "denied owing £4m"
            above = i - 1
            if doc[above].lemma_.lower() in verbs and arcs.heads[noun] == above:
                token.set_morph("VerbForm=Inf")
                token.pos_ = "VERB"
                arcs.heads[i], arcs.labels[i] = above, "xcomp"
                arcs.heads[noun], arcs.labels[noun] = i, "obj"
            continue
        if token.tag_ == "VBG" and arcs.labels[i] == "advcl" and noun < i:
            telling = doc[noun].lemma_.lower() in verbs
            if telling and not any(t.dep_ in _COMPLEMENTS for t in doc[noun].children):
                token.set_morph("VerbForm=Inf")
                arcs.labels[i] = "xcomp"
            continue
        if token.tag_ != "VBG" or arcs.labels[i] != "amod" or i == 0:
            continue
        verb = arcs.heads[noun]
        if arcs.labels[noun] != "obj" or verb != i - 1 or doc[verb].lemma_.lower() not in verbs:
            continue
        token.set_morph("VerbForm=Inf")
        arcs.heads[i], arcs.labels[i] = verb, "xcomp"
        arcs.heads[noun] = i


def free_reports(doc: Doc, arcs: Relations, cues: frozenset[str]) -> None:
    """ "P, the league alleged on Monday" read as "the league that was alleged": the verb governs."""
    for i, token in enumerate(doc):
        if (
            token.lemma_.lower() not in cues
            or arcs.labels[i] != "acl"
            or token.tag_ not in ("VBD", "VBN")
        ):
            continue
        noun = arcs.heads[i]
        edge = min([noun, *(c for c in arcs.below(noun) if c < noun and doc[c].pos_ == "DET")])
        if noun != i - 1 or edge < 2 or doc[edge - 1].text != "," or doc[edge - 2].text not in "”»":
            continue
        if any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in doc[i + 1 :]):
            continue
        arcs.heads[i] = i
        arcs.take_place(i, noun)
        below = [c for c in arcs.below(noun) if c < edge]
        arcs.heads[noun], arcs.labels[noun] = i, "nsubj"
        for child in below:
            arcs.heads[child] = i
        if arcs.labels[i] not in ("ROOT",):
            arcs.labels[i] = "parataxis"


def raise_reports(doc: Doc, arcs: Relations, cues: frozenset[str]) -> None:
    """ "denied that P and said Q", "rejected P, saying Q": the second report belongs to the first's speaker."""
    for i, token in enumerate(doc):
        if (
            token.lemma_.lower() not in cues
            or arcs.labels[i] not in ("conj", "advcl")
            or token.pos_ != "VERB"
        ):
            continue
        below = [arcs.labels[c] for c in arcs.below(i)]
        negated = any(
            doc[c].lower_ in ("not", "n't") for c in arcs.below(i)
        )  # "would not say if P"
        if any(x.startswith("nsubj") or (x.startswith("aux") and not negated) for x in below):
            continue
        reports = any(arcs.labels[c] in ("ccomp", "xcomp") for c in arcs.below(i))
        participle = token.tag_ == "VBG" and i > 0 and doc[i - 1].text == ","
        told = arcs.heads[i]
        if told > i or not reports or (arcs.labels[i] == "advcl" and not participle):
            continue
        while arcs.labels[told] in ("conj", "advcl") and arcs.heads[told] < told:
            told = arcs.heads[told]
        above = arcs.heads[told]
        if arcs.labels[told] in ("acl", "acl:relcl") and doc[above].pos_ in _NOMINAL:
            told, above = above, arcs.heads[above]
        if above < told and doc[above].lemma_.lower() in cues and told != above:
            arcs.heads[i] = above


def gerund_in_front(doc: Doc, arcs: Relations) -> None:
    """ "Opening the case at the court, prosecutor Jane Doe said P": who said it stands behind the comma."""
    for i, token in enumerate(doc[:2]):
        verb = arcs.heads[i]
        if arcs.labels[i] != "csubj" or token.tag_ != "VBG" or verb < i:
            continue
        comma = next((t.i for t in reversed(doc[i:verb]) if t.text == ","), None)
        if comma is None or any(doc[k].tag_ in _FINITE for k in range(comma, verb)):
            continue
        names = [t.i for t in doc[comma:verb] if t.pos_ in ("NOUN", "PROPN")]
        top = [k for k in names if not comma < arcs.heads[k] < verb]
        if top:
            arcs.heads[top[0]], arcs.labels[top[0]] = verb, "nsubj"
            arcs.labels[i] = "advcl"


def raise_finite(doc: Doc, arcs: Relations) -> None:
    """ "accused him of lying and called on him to go": what joins a finite verb is finite."""
    for i, token in enumerate(doc):
        joined = arcs.labels[i] == "conj" and token.tag_ in _FINITE and arcs.heads[i] < i
        if not joined or doc[arcs.heads[i]].tag_ != "VBG":
            continue
        if any(arcs.labels[c].startswith(("nsubj", "aux")) for c in arcs.below(i)):
            continue
        above = arcs.heads[arcs.heads[i]]
        while doc[above].tag_ not in _FINITE and arcs.heads[above] != above:
            above = arcs.heads[above]
        if doc[above].tag_ in _FINITE and above < i:
            arcs.heads[i] = above


def mark_modals(doc: Doc) -> None:
    """ "can't" parted in "ca" and "n't": every modal verb is finite."""
    for token in doc:
        if token.tag_ == "MD":
            token.set_morph("VerbForm=Fin")


def so_as_conjunction(doc: Doc, arcs: Relations) -> None:
    """ "We doubted it, so we ran it again", with the first clause below the second: they stand side by side."""
    for i, token in enumerate(doc):
        second = arcs.heads[i]
        if token.lower_ != "so" or i < 2 or doc[i - 1].text != "," or second < i:
            continue
        before = [c for c in arcs.below(second) if c < i and arcs.labels[c] in ("ccomp", "advcl")]
        subjects = [c for c in arcs.below(second) if arcs.labels[c].startswith("nsubj") and c > i]
        if not before or not subjects:
            continue
        first = before[-1]
        arcs.take_place(first, second)
        arcs.heads[second], arcs.labels[second] = first, "conj"
        arcs.labels[i] = "cc"
        for child in arcs.below(second):
            if child < first:
                arcs.heads[child] = first


def spliced_as_content(doc: Doc, arcs: Relations, cues: frozenset[str]) -> None:
    """ "They did not shoot, they were working", with the first clause below the second."""
    for i, token in enumerate(doc):
        second = arcs.heads[i]
        if arcs.labels[i] != "ccomp" or second < i or doc[second].lemma_.lower() in cues:
            continue
        subjects = [c for c in arcs.below(second) if arcs.labels[c].startswith("nsubj") and c > i]
        own = [c for c in arcs.below(i) if arcs.labels[c].startswith("nsubj")]
        if not subjects or not own or doc[subjects[0]].pos_ != "PRON" or token.tag_ == "VBG":
            continue
        if doc[subjects[0] - 1].text != "," or own[0] > i or _says_no_more(arcs, second, i):
            continue
        arcs.take_place(i, second)
        arcs.heads[second], arcs.labels[second] = i, "conj"


def _says_no_more(arcs: Relations, verb: int, other: int) -> bool:
    """ "I support them, I really do": a verb with a subject and nothing else."""
    light = ("nsubj", "advmod", "punct", "neg", "cc", "conj")
    return all(arcs.labels[c].startswith(light) for c in arcs.below(verb) if c != other)


def free_spliced(doc: Doc, arcs: Relations, cues: frozenset[str]) -> None:
    """ "She saw what we had, she saw why": a clause behind a comma is not what the first verb governs."""
    for i, token in enumerate(doc):
        first = arcs.heads[i]
        if arcs.labels[i] != "ccomp" or first > i or token.pos_ not in ("VERB", "AUX"):
            continue
        subjects = [c for c in arcs.below(i) if arcs.labels[c].startswith("nsubj")]
        if not subjects or any(arcs.labels[c] == "mark" for c in arcs.below(i)):
            continue
        edge = min([subjects[0], *(c for c in arcs.below(subjects[0]))])
        governs = any(arcs.labels[c] in _COMPLEMENTS for c in arcs.below(first) if c < i)
        if (
            doc[edge - 1].text == ","
            and not _says_no_more(arcs, i, i)
            and (governs or doc[first].lemma_.lower() not in cues)
        ):
            arcs.labels[i] = "conj"


def lower_second(doc: Doc, arcs: Relations) -> None:
    """ "clerks copied a letter that named X and were paid P": what does not agree with the noun goes higher."""
    for i, token in enumerate(doc):
        clause = arcs.heads[i]
        if arcs.labels[i] != "conj" or arcs.labels[clause] != "acl:relcl" or clause > i:
            continue
        light = [c for c in arcs.below(i) if arcs.labels[c].startswith(("aux", "cop")) and c < i]
        if not light or any(arcs.labels[c].startswith("nsubj") for c in arcs.below(i)):
            continue
        noun = arcs.heads[clause]
        over = noun
        while doc[over].pos_ not in ("VERB", "AUX") and arcs.heads[over] != over:
            over = arcs.heads[over]
        if doc[over].pos_ not in ("VERB", "AUX") or over > noun:
            continue
        plural = {"were": True, "are": True, "was": False, "is": False}.get(doc[light[0]].lower_)
        disagrees = plural is not None and plural != (doc[noun].tag_ in ("NNS", "NNPS"))
        passive = any(arcs.labels[c] == "aux:pass" for c in arcs.below(clause))
        alike = {doc[c].lower_ for c in arcs.below(over) if arcs.labels[c].startswith("aux")}
        acts = passive and doc[light[0]].lower_ in alike and token.tag_ == "VBN"
        acts = acts and any(arcs.labels[c] == "obj" for c in arcs.below(i))
        if disagrees or acts:
            arcs.heads[i] = over


def raise_past(doc: Doc, arcs: Relations, cues: frozenset[str]) -> None:
    """ "wrote that the bees are leaving and begged for help": a past behind a present is the report's."""
    for i, token in enumerate(doc):
        told = arcs.heads[i]
        if arcs.labels[i] != "conj" or token.tag_ != "VBD" or told > i:
            continue
        if any(arcs.labels[c].startswith("nsubj") for c in arcs.below(i)):
            continue
        while doc[told].tag_ != "VBD" and arcs.heads[told] < told and not _is_past(doc, arcs, told):
            told = arcs.heads[told]
        report = doc[told].tag_ == "VBD" and doc[told].lemma_.lower() in cues
        if report and told != arcs.heads[i]:
            arcs.heads[i] = told


def _is_past(doc: Doc, arcs: Relations, verb: int) -> bool:
    light = (c for c in arcs.below(verb) if arcs.labels[c].startswith(("aux", "cop")))
    return any(doc[c].tag_ == "VBD" for c in light)


def subject_of_asked(doc: Doc, arcs: Relations) -> None:
    """ "The mayor, asked whether P, said Q", "A letter, half of which was burnt, told Q": whose verb is the last."""
    for i in range(len(doc) - 2):
        aside = arcs.heads[i]
        if i == 0 and doc[1].text == "," and doc[2].tag_ in ("VBN", "VBD"):
            aside = 2  # a name hung loosely on the last verb
        elif not arcs.labels[i].startswith("nsubj"):
            continue
        if aside < i or doc[i].pos_ not in _NOMINAL:
            continue
        said = arcs.heads[aside]
        edge = next((k for k in range(i + 1, aside + 1) if doc[k].text == ","), aside + 1)
        asked = doc[aside].tag_ in ("VBN", "VBD") and aside == i + 2 == edge + 1
        parts = any(doc[k].tag_ in ("WDT", "WP", "WP$") for k in range(edge + 1, aside))
        if said <= aside or doc[said].tag_ not in ("VBD", "VBZ") or not (asked or parts):
            continue
        if doc[said - 1].text != "," or arcs.labels[aside] not in ("ccomp", "advcl", "csubj"):
            continue
        if any(arcs.labels[c].startswith("nsubj") for c in arcs.below(said)):
            continue
        arcs.heads[i], arcs.labels[i] = said, "nsubj"
        arcs.heads[aside], arcs.labels[aside] = i, "acl" if asked else "acl:relcl"


def first_name_as_subject(doc: Doc, arcs: Relations) -> None:
    """ "Beverly said P", the name taken for an adverb: who stands before a verb without a subject."""
    if len(doc) < 3 or doc[0].tag_ not in ("RB", "NNP") or doc[1].tag_ not in _FINITE:
        return
    loose = arcs.labels[0] in ("advmod", "dep", "npadvmod", "obl:npmod") and arcs.heads[0] == 1
    if loose and not any(arcs.labels[c].startswith("nsubj") for c in arcs.below(1)):
        arcs.labels[0] = "nsubj"
        doc[0].pos_, doc[0].tag_ = "PROPN", "NNP"


def gapped(doc: Doc, arcs: Relations) -> None:
    """ "three boats were sunk and a pier burnt": the second clause borrows "were"."""
    for i, noun in enumerate(doc):
        first = arcs.heads[i]
        if arcs.labels[i] != "conj" or noun.pos_ not in ("NOUN", "PROPN") or first > i:
            continue
        if not any(arcs.labels[c] == "aux:pass" for c in arcs.below(first)):
            continue
        deeds = [
            c for c in arcs.below(i)
            if c == i + 1 and doc[c].tag_ == "VBN" and arcs.labels[c] in ("acl", "amod")
        ]  # fmt: skip
        later = (doc[k] for k in range(i + 2, len(doc)))
        misled = any(t.tag_ in ("VBD", "VBN") and arcs.labels[t.i] == "amod" for t in later)
        if deeds and not misled:  # not "residents reached by phone described P"
            deed = deeds[0]
            arcs.heads[deed], arcs.labels[deed] = first, "conj"
            arcs.heads[i], arcs.labels[i] = deed, "nsubj:pass"
            for child in arcs.below(i):
                if arcs.labels[child] == "cc":
                    arcs.heads[child] = deed


def percent_raise(doc: Doc, arcs: Relations) -> None:
    """ "rejected a 14 percent raise", with "raise" read as a verb: a noun with the share before it."""
    for i, token in enumerate(doc):
        verb = arcs.heads[i]
        if token.tag_ not in ("VB", "VBP", "VBD") or arcs.labels[i] != "ccomp" or i < 2:
            continue
        share = i - 1
        determined = any(doc[c].pos_ in ("DET", "NUM") for c in arcs.below(share))
        if arcs.heads[share] != verb or arcs.labels[share] != "obj" or not determined:
            continue
        if any(arcs.labels[c].startswith(("nsubj", "aux", "mark")) for c in arcs.below(i)):
            continue
        token.pos_, token.tag_ = "NOUN", "NN"
        token.set_morph("Number=Sing")
        arcs.labels[i], arcs.heads[share], arcs.labels[share] = "obj", i, "compound"
        for child in arcs.below(share):
            if doc[child].pos_ == "DET":
                arcs.heads[child] = i


def object_of_gerund(doc: Doc, arcs: Relations, verbs: frozenset[str]) -> None:
    """ "denied fabricating anything", with "anything" hung on "denied"."""
    for i, token in enumerate(doc[:-1]):
        over = arcs.heads[i]
        if (
            arcs.labels[i] != "xcomp"
            or token.tag_ != "VBG"
            or doc[over].lemma_.lower() not in verbs
        ):
            continue
        behind = [c for c in arcs.below(over) if arcs.labels[c] == "obj" and c > i]
        if behind and not any(arcs.labels[c] == "obj" for c in arcs.below(i)):
            arcs.heads[behind[0]] = i
