"""Reports by what somebody is: "X est persuadé que P", "X se dit convaincu que P", "X est formel : P".

The adjectives and the verbs that carry them stand in `[conviction]` of `cues.toml`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.attribution.contents import behind_colon, rest
from claims.attribution.cues import make_frame
from claims.attribution.frames import Frame
from claims.attribution.mentions import can_be_source, mentions_of, noun_class
from claims.attribution.phrases import can_speak
from claims.attribution.speakers import speaker_of
from claims.languages.loader import Table, VerbCue, words
from claims.text.parse import Unit
from claims.text.tree import Tree

if TYPE_CHECKING:
    from claims.text.tokens import Token

_CUE = VerbCue("think", "assert", frozenset({"clause"}))
_NEAR = 3  # words between the adjective and the mark of its clause, or the colon


def conviction_frames(unit: Unit, tree: Tree) -> list[Frame]:
    """A frame for each such adjective with a clause behind it."""
    table = tree.language.cues.get("conviction")
    if not table:
        return []
    found = (_frame(unit, token, table, tree) for token in unit.doc)
    return [frame for frame in found if frame is not None]


def _frame(unit: Unit, adjective: Token, table: Table, tree: Tree) -> Frame | None:
    sure = adjective.lower_ in words(table["sure"])
    if not sure and adjective.lower_ not in words(table["manner"]):
        return None
    verb = _carrier(adjective, table, tree)
    if verb is None or tree.negated(verb):
        return None
    told = (_clause(adjective, tree) if sure else frozenset()) or behind_colon(
        unit, adjective, tree, _NEAR
    )
    speaker = next(iter(tree.children(verb, tree.subject | tree.passive_subject)), None)
    speaker = speaker or speaker_of(verb, tree)
    if not told or speaker is None or not can_be_source(speaker, tree):
        return None
    if speaker.pos_ == "PRON" and speaker.lower_ not in tree.language.anaphors["pronouns"]:
        return None  # "not everyone is persuaded that P"
    if not can_speak(speaker, tree) and noun_class(speaker.lemma_.lower(), tree) is None:
        return None
    below = tree.subtree(verb) - told
    return make_frame(unit, verb, _CUE, mentions_of(unit, speaker, tree), told, below)


def _carrier(adjective: Token, table: Table, tree: Tree) -> Token | None:
    """The predicate: the adjective under a copula, or the verb that says it of its subject."""
    if tree.children(adjective, tree.copula | tree.aux | tree.passive_aux):
        return adjective
    above = adjective.head
    known = above.lemma_.lower() in words(table["verbs"]) and above.i < adjective.i
    return above if known and adjective.i - above.i <= _NEAR + 1 else None


def _clause(adjective: Token, tree: Tree) -> frozenset[int]:
    """The clause with "que" right behind, as parsed or else all that follows."""
    doc, marks = adjective.doc, tree.language.grammar["content_marks"]
    for token in doc[adjective.i + 1 : adjective.i + 1 + _NEAR]:
        if token.lower_ in marks:
            above = [adjective, adjective.head]
            clauses = [c for a in above for c in a.children if c.left_edge == token]
            return tree.subtree(clauses[0]) if clauses else rest(token)
        if token.is_punct or token.pos_ in ("NOUN", "PROPN", "VERB"):
            break
    return frozenset()
