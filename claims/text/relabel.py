"""Turns another dialect of dependency trees into the Universal Dependencies shape that the rules read.

Parsers trained on ClearNLP's labels hang a noun below its preposition and a predicate below its
copula; Universal Dependencies (de Marneffe et al. 2021) does the reverse. `[relabel]` of a language's
`grammar.toml` renames labels; `[relabel_shape]` names the labels whose trees are turned round.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from claims.languages.loader import word_set
from claims.text.arcs import Relations, apply
from claims.text.relabel_clauses import (
    first_name_as_subject,
    free_reports,
    free_spliced,
    gapped,
    gerund_in_front,
    lift_from_times,
    lower_second,
    mark_modals,
    object_of_gerund,
    percent_raise,
    raise_finite,
    raise_gerunds,
    raise_past,
    raise_reports,
    so_as_conjunction,
    spliced_as_content,
    subject_of_asked,
)
from claims.text.relabel_subjects import subject_before_asides

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_NOMINAL = {"NOUN", "PROPN", "PRON", "NUM", "SYM"}
_LOOSE = ("amod", "compound", "nmod", "obl:npmod", "advmod", "dep")
_ADJUNCTS = {"advmod", "punct", "cc", "conj", "npadvmod", "neg", "quantmod"}


def relabel(doc: Doc, grammar: dict[str, Any], cues: frozenset[str], people: frozenset[str]) -> Doc:
    """The same words with heads, labels and gerunds' morphology as Universal Dependencies has them.

    `cues` are the lemmas of reporting verbs, whose second members parsers often hang too low;
    `people` those of nouns that "who" may stand for.
    """
    shape = grammar.get("relabel_shape")
    if shape is None:
        return doc
    names = grammar.get("relabel", {})
    arcs = Relations([t.head.i for t in doc], [names.get(t.dep_, t.dep_) for t in doc])
    mark_modals(doc)
    _mark_gerunds(doc, shape)
    _lower_prepositions(doc, arcs, shape)
    _lower_copulas(doc, arcs, shape)
    _mark_infinitives(doc, arcs, shape)
    _mark_possessives(doc, arcs, shape)
    _lower_coordinators(doc, arcs)
    _mark_expletives(doc, arcs, shape)
    _lower_suffixes(doc, arcs, word_set(grammar.get("name_breaks", "")))
    _lift_relatives(doc, arcs, people)
    lift_from_times(doc, arcs)
    _raise_names(doc, arcs)
    _raise_speakers(doc, arcs, cues)
    raise_gerunds(doc, arcs, frozenset(grammar.get("gerund_verbs", ())))
    free_reports(doc, arcs, cues)
    raise_reports(doc, arcs, cues)
    _name_behind_by(doc, arcs, shape)
    gerund_in_front(doc, arcs)
    raise_finite(doc, arcs)
    object_of_gerund(doc, arcs, frozenset(grammar.get("gerund_verbs", ())))
    percent_raise(doc, arcs)
    first_name_as_subject(doc, arcs)
    subject_of_asked(doc, arcs)
    subject_before_asides(doc, arcs, cues, frozenset(grammar.get("fronts", ())))
    so_as_conjunction(doc, arcs)
    spliced_as_content(doc, arcs, cues)
    free_spliced(doc, arcs, cues)
    lower_second(doc, arcs)
    raise_past(doc, arcs, cues)
    gapped(doc, arcs)
    return apply(doc, list(zip(arcs.heads, arcs.labels, strict=True)))


def _mark_gerunds(doc: Doc, shape: dict[str, list[str]]) -> None:
    """A gerund that is a complement ("denied having") counts as an infinitive."""
    for token in doc:
        if token.dep_ in shape["gerund"] and token.tag_ == "VBG":
            for verb in (
                token,
                *(c for c in token.children if c.dep_.startswith("aux") and c.tag_ == "VBG"),
            ):
                verb.set_morph("VerbForm=Inf")
        elif token.dep_ in shape["gerund"]:
            for verb in (c for c in token.children if c.dep_.startswith("aux") and c.tag_ == "VBG"):
                verb.set_morph("VerbForm=Inf")


def _lower_prepositions(doc: Doc, arcs: Relations, shape: dict[str, list[str]]) -> None:
    """ "of the house" hung as of > house becomes house > of; the deepest prepositions first."""
    order = sorted(range(len(doc)), key=lambda i: -_depth(doc, i))
    for i in order:
        label = doc[i].dep_
        is_case = label in shape["preposition"] and doc[i].pos_ in (
            "ADP",
            "SCONJ",
            "VERB",
            "ADV",
            "ADJ",
            "PART",
        )
        nested = label in ("conj", "pcomp") and doc[i].pos_ == "ADP"
        if not (is_case or nested):
            continue
        below = arcs.below(i)
        nouns = [c for c in below if arcs.labels[c] in (*shape["preposition_complement"], "obl")]
        clauses = [c for c in below if arcs.labels[c] in shape["preposition_clause"]]
        if not nouns and not clauses:
            arcs.labels[i] = "advmod"
            continue
        heavy = (nouns or clauses)[0]
        above = arcs.heads[i]
        arcs.take_place(heavy, i)
        is_root = arcs.labels[i] == "ROOT"
        arcs.labels[heavy] = _new_label(doc[i], doc[above], is_root, bool(nouns), shape)
        arcs.heads[i] = heavy
        arcs.labels[i] = "case" if nouns else "mark"
        for child in below:
            if child != heavy:
                arcs.heads[child] = heavy


def _new_label(
    light: Token, above: Token, is_root: bool, is_noun: bool, shape: dict[str, list[str]]
) -> str:
    """The relation to `above` of the noun or clause that takes the place of the word `light`."""
    if light.dep_ == "conj":
        return "conj"
    nominal = above.pos_ in _NOMINAL
    if not is_noun:
        return "acl" if nominal else "advcl"
    if light.dep_ in shape["agent"]:
        return "obl:agent"
    if is_root:
        return "ROOT"
    return "nmod" if nominal else "obl"


def _depth(doc: Doc, i: int) -> int:
    return sum(1 for _ in doc[i].ancestors)


def _lower_copulas(doc: Doc, arcs: Relations, shape: dict[str, list[str]]) -> None:
    """ "is ready" hung as is > ready becomes ready > is; after an expletive the noun is the subject."""
    for i, token in enumerate(doc):
        if token.lemma_.lower() not in shape["copula"]:
            continue
        below = arcs.below(i)
        found = [c for c in below if arcs.labels[c] in shape["predicate"]]
        if not found:
            continue
        predicate = found[0]
        if any(arcs.labels[c] in shape["expletive"] for c in below):
            arcs.labels[predicate] = "nsubj"
            continue
        arcs.take_place(predicate, i)
        arcs.heads[i] = predicate
        arcs.labels[i] = "cop"
        for child in below:
            if child != predicate:
                arcs.heads[child] = predicate


def _mark_infinitives(doc: Doc, arcs: Relations, shape: dict[str, list[str]]) -> None:
    for i, token in enumerate(doc):
        if token.lower_ in shape["infinitive_mark"] and arcs.labels[i] == "aux":
            arcs.labels[i] = "mark"


def _mark_possessives(doc: Doc, arcs: Relations, shape: dict[str, list[str]]) -> None:
    for i, token in enumerate(doc):
        if token.tag_ in shape.get("possessive_tags", ()):
            arcs.labels[i] = "det:poss"


def _lower_coordinators(doc: Doc, arcs: Relations) -> None:
    """ "police and rescuers": the conjunction hangs on the member that follows it."""
    for i in range(len(doc)):
        if arcs.labels[i] == "cc":
            after = [c for c in arcs.below(arcs.heads[i]) if c > i and arcs.labels[c] == "conj"]
            if after:
                arcs.heads[i] = after[0]


def _mark_expletives(doc: Doc, arcs: Relations, shape: dict[str, list[str]]) -> None:
    """ "It is alleged that P": the subject of a passive over a clause stands for nothing."""
    for i, token in enumerate(doc):
        over = arcs.heads[i]
        if token.lower_ not in shape.get("dummy", ()) or arcs.labels[i] not in (
            "nsubj:pass",
            "nsubj",
        ):
            continue
        passive = arcs.labels[i] == "nsubj:pass" or doc[over].pos_ == "ADJ"
        if passive and any(
            arcs.labels[c] in ("ccomp", "csubj", "xcomp") and c > over for c in arcs.below(over)
        ):
            arcs.labels[i] = "expl"


def _lower_suffixes(doc: Doc, arcs: Relations, titles: frozenset[str]) -> None:
    """Letters after a name ("Jane Doe KC") hang on it, not it on them."""
    for i in range(1, len(doc)):
        behind = doc[i - 1].pos_ != "DET"  # "the MP said" is no name with letters behind it
        known = doc[i].text.isupper() and doc[i].lower_ in titles
        if known and behind and arcs.heads[i - 1] == i:
            arcs.take_place(i - 1, i)
            for child in arcs.below(i):
                arcs.heads[child] = i - 1
            arcs.heads[i], arcs.labels[i] = i - 1, "flat"


def _lift_relatives(doc: Doc, arcs: Relations, people: frozenset[str]) -> None:
    """ "a person briefed on the matter, who ...": "who" stands for the person, not for the matter."""
    for i in range(len(doc)):
        subjects = [c for c in arcs.below(i) if arcs.labels[c].startswith("nsubj")]
        if arcs.labels[i] != "acl:relcl" or not any(doc[c].tag_ == "WP" for c in subjects):
            continue
        above = arcs.heads[i]
        while not _may_be_who(doc[above], people):
            if arcs.heads[above] == above or arcs.labels[above] in ("nsubj", "ccomp", "advcl"):
                break
            above = arcs.heads[above]
        if above < arcs.heads[i] and _may_be_who(doc[above], people):
            arcs.heads[i] = above


def _may_be_who(token: Token, people: frozenset[str]) -> bool:
    return token.pos_ in ("PROPN", "PRON", "NUM") or token.lemma_.lower() in people


def _raise_names(doc: Doc, arcs: Relations) -> None:
    """ "The Harbour Post earlier reported P": a name read as a verb's modifier is its subject."""
    for i, token in enumerate(doc):
        over = arcs.heads[i]
        if " " not in token.text or over <= i or arcs.labels[i] not in _LOOSE:
            continue
        if any(t.pos_ != "ADV" for t in doc[i + 1 : over]):
            continue
        if doc[over].tag_ not in ("VBD", "VBN") or any(
            arcs.labels[c].startswith(("nsubj", "aux")) for c in arcs.below(over)
        ):
            continue
        arcs.labels[i] = "nsubj"
        doc[over].set_morph("Tense=Past|VerbForm=Fin")
        for child in arcs.below(over):
            if child < i and arcs.labels[child] == "det":
                arcs.heads[child] = i


def _raise_speakers(doc: Doc, arcs: Relations, cues: frozenset[str]) -> None:
    """ "”, said Jane Doe, ...": what stands right behind an inverted cue is its subject."""
    for i, token in enumerate(doc):
        if token.lemma_.lower() not in cues or token.tag_ not in ("VBD", "VBZ") or i < 2:
            continue
        if doc[i - 1].text != "," or doc[i - 2].text not in "”»":
            continue
        below = arcs.below(i)
        if any(arcs.labels[c].startswith("nsubj") and not _before_quote(doc, c, i) for c in below):
            continue
        after = next((c for c in below if c > i and doc[c].pos_ in ("NOUN", "PROPN")), None)
        edge = after if after is None else min([after, *(c for c in arcs.below(after) if c > i)])
        if after is not None and edge == i + 1:
            arcs.labels[after] = "nsubj"


def _before_quote(doc: Doc, child: int, verb: int) -> bool:
    return any(t.text in "”»" for t in doc[child:verb])


def _name_behind_by(doc: Doc, arcs: Relations, shape: dict[str, list[str]]) -> None:
    """ "a report obtained by The Times warned", with the name hung elsewhere: by whom it was obtained."""
    for i, token in enumerate(doc[:-1]):
        name = doc[i + 2] if doc[i + 1].pos_ == "DET" and i + 2 < len(doc) else doc[i + 1]
        verb, loose = arcs.heads[i], arcs.labels[name.i] in ("advmod", "obl:npmod", "dep")
        if (
            token.lower_ not in shape["by"]
            or arcs.below(i)
            or not name.text[:1].isupper()
            or not loose
        ):
            continue
        if (doc[verb].tag_ == "VBN" or arcs.labels[verb] == "acl") and verb < i:
            arcs.heads[name.i], arcs.labels[name.i] = verb, "obl:agent"
            arcs.heads[i], arcs.labels[i] = name.i, "case"
