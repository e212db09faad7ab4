"""The reporting clause right behind a quotation, hung as one: "« ... », lui a lancé l'avocate X".

Parsers take the short clause that stands in for a quotation for a circumstance of the reporting verb,
or an object pronoun before that verb for its subject. The words between the quotation's end and the
verb tell the clause without a parse.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.languages import Language
from claims.languages.loader import words
from claims.text.arcs import Arcs

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_VERBAL = ("VERB", "AUX")


def report_behind(doc: Doc, arcs: Arcs, language: Language) -> bool:
    """Whether anything was wrong; `arcs` (head and label by token index) are put right."""
    if "inserted" not in language.cues:
        return False
    end = _stand_in_end(doc, language)
    verb, pronouns = _report(doc, end, language) if end else (None, [])
    if verb is None:
        return False
    before, stood_in = list(arcs), doc[end - 2].i
    if arcs[verb.i][1] == "ROOT" or arcs[verb.i][0] >= end:
        arcs[stood_in], arcs[verb.i] = (stood_in, "ROOT"), (stood_in, "parataxis")
        for token in doc:
            if token.i != verb.i and token.dep_ == "ROOT" and token.i > end:
                arcs[token.i] = (verb.i, "dep")
    for pronoun in pronouns:
        arcs[pronoun.i] = (verb.i, "iobj")
    return arcs != before


def _stand_in_end(doc: Doc, language: Language) -> int:
    """The index just past a stand-in that opens the sentence; 0 where none does."""
    stand_in = language.wording["placeholder"]
    if not doc.text.startswith(stand_in):
        return 0
    return next((t.i for t in doc if t.idx >= len(stand_in)), 0)


def _report(doc: Doc, start: int, language: Language) -> tuple[Token | None, list[Token]]:
    """The reporting verb from `start` on and the object pronouns before it; None where another word comes."""
    table = language.cues["inserted"]
    objects, adverbs = words(table.get("object_pronouns", "")), words(table["adverbs"])
    reflexives = language.grammar.get("reflexives", ())
    pronouns: list[Token] = []
    for token in doc[start : start + 9]:
        if token.text == "," and token.i == start:
            continue
        if token.lower_ in objects:
            pronouns.append(token)
        elif token.pos_ == "VERB" or (token.pos_ != "AUX" and token.lower_ in language.verb_forms):
            return token, pronouns
        elif not (
            token.pos_ in ("AUX", "ADV") or token.lower_ in (*adverbs, *reflexives)
            or token.text.startswith("-")
        ):  # fmt: skip
            break
    return None, []
