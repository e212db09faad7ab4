"""Verb forms by the language's tables: the third person of an infinitive or of a first person."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from claims.languages.loader import changed_stem
from claims.text.tree import Tree, is_plural

if TYPE_CHECKING:
    from claims.text.tokens import Token


def present(verb: Token, plural: bool, tree: Tree) -> str:
    """Third person present of an infinitive: from the language's table, or by its regular endings."""
    lemma = tree.language.wording.get("infinitive") == "lemma"
    return present_of(verb.lemma_.lower() if lemma else verb.lower_, plural, tree)


def present_of(infinitive: str, plural: bool, tree: Tree) -> str:
    """Third person present of an infinitive given as a word."""
    wording = tree.language.wording
    table: dict[str, list[str]] = wording["present"]
    if infinitive in table:
        return table[infinitive][plural]
    if "regular" in wording:
        ending = max((e for e in wording["regular"] if infinitive.endswith(e)), key=len)
        form: str = wording["regular"][ending][plural]
        return infinitive.removesuffix(ending) + form
    for prefix in wording["prefixes"]:
        if infinitive.startswith(prefix) and infinitive[len(prefix) :] in table:
            return str(prefix) + table[infinitive[len(prefix) :]][plural]
    stem = infinitive[:-2]
    if infinitive.endswith("er"):
        changes = tree.language.cues["forms"].get("stem_changes", ())
        changed = changed_stem(infinitive, changes)  # "coopérer", "coopère"
        return (changed or stem) + ("ent" if plural else "e")
    if infinitive.endswith("ir"):
        return stem + ("issent" if plural else "it")
    return stem + ("ent" if plural else "")


def of_subjunctive(verb: Token, tree: Tree) -> str:
    """The third person present whose subjunctive the verb is ("perde": "perd"); "" where it is none.

    But for the few in the language's table, the subjunctive has the stem of the third person plural.
    """
    table: dict[str, str] = tree.language.wording.get("indicative", {})
    if not table or verb.lower_ in table:
        return table.get(verb.lower_, "")
    lemma, participle = verb.lemma_.lower(), verb.morph.get("VerbForm") == ["Part"]
    if participle or not lemma.endswith(("ir", "re")) or not verb.lower_.endswith("e"):
        return ""
    singular = present_of(lemma, False, tree)
    same = present_of(lemma, True, tree) == f"{verb.lower_}nt"
    return singular if same and singular != verb.lower_ else ""


def future_of(infinitive: str, plural: bool, tree: Tree) -> str:
    """Third person future of an infinitive, by the language's table of stems and its endings."""
    table = tree.language.wording["future"]
    stems: dict[str, str] = table["stems"]
    known = max((v for v in stems if infinitive.endswith(v)), key=len, default="")
    before = infinitive.removesuffix(known) if known else ""
    whole = not before or before in tree.language.wording["prefixes"]
    stem = before + stems[known] if known and whole else infinitive.removesuffix("e")
    for ending, changed in table["endings"].items():
        if not known and re.search(f"{ending}$", stem):
            stem = re.sub(f"{ending}$", changed, stem)
            break
    return stem + table["persons"][plural]


def past_of(lemma: str, plural: bool, tree: Tree) -> str:
    """Third person of the simple past, by the language's table or the first ending that fits."""
    table = tree.language.wording["past"]
    irregular: dict[str, list[str]] = table["irregular"]
    if lemma in irregular:
        return irregular[lemma][plural and len(irregular[lemma]) > 1]
    for ending, past in table["endings"]:
        if re.search(f"{ending}$", lemma):
            return re.sub(f"{ending}$", past, lemma)
    return lemma


def third_of_first(verb: Token, tree: Tree) -> str:
    """A verb that goes with "I", in the third person singular ("suis" becomes "est")."""
    table = tree.language.wording["first_person"]["singular"]
    form = verb.lower_
    irregular: dict[str, str] = table["irregular"]
    if form in irregular:
        return irregular[form]
    if "endings" not in table:
        return present_of(verb.lemma_.lower(), False, tree) if _is_present(verb) else verb.text
    return _by_ending(form, table["endings"])


def third_of_we(verb: Token, plural: bool, tree: Tree) -> str:
    """A verb that goes with "we", in the third person; "" where the tables don't know it."""
    table: dict[str, Any] = tree.language.wording["first_person"]["plural"]
    form = verb.lower_
    irregular: dict[str, list[str]] = table["irregular"]
    if form in irregular:
        return irregular[form][plural]
    if "endings" not in table:
        if not _is_present(verb):
            return verb.text
        return verb.text if plural else present_of(verb.lemma_.lower(), False, tree)
    for tense, endings in table["endings"].items():
        for ending, (one, many) in endings.items():
            if tense in (*verb.morph.get("Tense"), *verb.morph.get("Mood")) and form.endswith(
                ending
            ):
                return form.removesuffix(ending) + (many if plural else one)
    ends = form.endswith(table["present_ending"])
    lemma = verb.lemma_.lower()
    return present_of(lemma, plural, tree) if ends and lemma != form else ""


def _is_present(verb: Token) -> bool:
    return verb.morph.get("Tense") == ["Pres"] and verb.morph.get("VerbForm") == ["Fin"]


def _by_ending(form: str, endings: list[list[str]]) -> str:
    for ending, third in endings:
        if form.endswith(ending):
            return form.removesuffix(ending) + third
    return form


def masculine_participle(participle: Token) -> str:
    """A past participle that agreed with an object before it, as it stands before its object."""
    form = participle.text
    if "Fem" in participle.morph.get("Gender"):
        return re.sub(r"es?$", "", form)
    return re.sub(r"(?<=[éiu])s$", "", form) if "Plur" in participle.morph.get("Number") else form


def lent_auxiliary(head: Token, tree: Tree) -> str:
    """ "Un homme a été tué et deux autres blessés": the auxiliary of the first, in the second's number."""
    subject = tree.own_subject(head)
    if subject is None or subject.dep_ not in tree.passive_subject or head.dep_ not in tree.conj:
        return ""
    if tree.children(head, tree.aux | tree.copula | tree.passive_aux):
        return ""
    first = " ".join(a.text for a in tree.children(head.head, tree.aux | tree.passive_aux))
    several = subject.lemma_.lower() in tree.language.grammar.get("sound", {}).get("of_many", ())
    plural = several or is_plural(subject)
    pairs = tree.language.wording.get("lent", ())
    return next((str(pair[plural]) for pair in pairs if first.lower() in pair), "")
