"""Denials by a judgement: "Faux, répond X", "Ces accusations sont sans fondement", "a qualifié l'information d'inexacte".

What dismisses stands in `[dismiss]` of `cues.toml`. The dismissal is no claim of its own: it is its
speaker's denial of what was told before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from claims.attribution.cues import cue_span
from claims.attribution.frames import Frame
from claims.attribution.mentions import can_be_source, mentions_of
from claims.attribution.pointing import is_report_noun
from claims.attribution.relays import RELAYED
from claims.attribution.speakers import speaker_of
from claims.languages.loader import words
from claims.text.parse import Unit
from claims.text.tree import Tree

if TYPE_CHECKING:
    from claims.text.tokens import Token

_LONGEST = 9  # words of a sentence that does no more than dismiss


def dismissing_frames(unit: Unit, frames: Iterable[Frame], tree: Tree) -> list[Frame]:
    """A denial for each frame that tells no more than a dismissal, and for each verb that judges so."""
    table = tree.language.cues.get("dismiss")
    if not table:
        return []
    told_by = [
        f for f in frames
        if f.stance == "assert" and f.sources and not f.link and f.rule != RELAYED
    ]  # fmt: skip
    found = [
        replace(
            f, stance="deny", rule="dismissal", content=frozenset(), link="anaphor",
            anaphor=_noun_in(told, tree), own=f.own | f.content, certainty=None, nominal=None,
        )
        for f in told_by
        if (told := _told(unit, f)) and is_dismissal(told, tree)
    ]  # fmt: skip
    found += [
        replace(
            f, stance="decline", rule="decline:quoted", content=frozenset(), link="anaphor",
            own=f.own | f.content, certainty=None, nominal=None,
        )
        for f in told_by
        if tells_nothing(_told(unit, f), tree)
    ]  # fmt: skip
    return found + [frame for verb in unit.doc if (frame := _judged(unit, verb, tree)) is not None]


def is_dismissal(tokens: Iterable[Token], tree: Tree) -> bool:
    """ "C'est faux", "Accusation ridicule", "Ces chiffres sont fantaisistes": nothing but a dismissal."""
    if "dismiss" not in tree.language.cues:
        return False
    spoken = [t for t in tokens if not t.is_punct and not t.is_space]
    if not spoken or len(spoken) > _LONGEST:
        return False
    text = " ".join(t.lower_ for t in spoken)
    if not _dismissing(tree.language.code).search(text):
        return False
    nouns = [t for t in spoken if t.pos_ in ("NOUN", "PROPN", "NUM") and t.dep_ not in tree.case]
    rest = _dismissing(tree.language.code).sub(" ", text).split()
    empty = {*words(tree.language.cues["dismiss"]["beside"])}
    return all(
        w in empty or any(is_report_noun(n, tree) and n.lower_ == w for n in nouns) for w in rest
    )


def tells_nothing(tokens: Iterable[Token], tree: Tree) -> bool:
    """ "Je n'ai rien à dire": an answer that says nothing."""
    patterns = tree.language.cues["decline"].get("quoted", ())
    spoken = [t.lower_ for t in tokens if not t.is_punct and not t.is_space]
    text = " ".join(spoken)
    return 0 < len(spoken) <= _LONGEST and any(re.search(p, text) for p in patterns)


def _told(unit: Unit, frame: Frame) -> list[Token]:
    """The words of what a frame tells: its own, or those of the first sentence of its quotation."""
    masks = {k for i in frame.content if (k := unit.mask_of(unit.doc[i])) is not None}
    if masks:
        first = unit.quoted[min(masks)][:1]
        return [t for u in first for t in u.doc]
    return [unit.doc[i] for i in sorted(frame.content - frame.own)]


def _noun_in(tokens: list[Token], tree: Tree) -> str:
    return next((t.lemma_.lower() for t in tokens if is_report_noun(t, tree)), "")


def _judged(unit: Unit, verb: Token, tree: Tree) -> Frame | None:
    """ "a qualifié ces informations d'inexactes", "juge l'accusation ridicule", "s'inscrit en faux"."""
    table = tree.language.cues["dismiss"]
    if verb.pos_ != "VERB" or unit.mask_of(verb) is not None or tree.negated(verb):
        return None
    lemma = verb.lemma_.lower()
    after = " ".join(t.lower_ for t in verb.doc[verb.i : verb.i + 5])
    phrase = any(re.search(p, after) for p in table.get("phrases", ()))
    noun = next((o for o in tree.children(verb, tree.object) if is_report_noun(o, tree)), None)
    if noun is None:  # "called the report pure fiction", where parsers make it one noun
        near = verb.doc[verb.i + 1 : verb.i + 4]
        noun = next(
            (t for t in near if is_report_noun(t, tree) and t.i in tree.subtree(verb)), None
        )
    judged = lemma in words(table["verbs"]) and noun is not None and not phrase
    below = " ".join(t.lower_ for t in verb.subtree if t.i > verb.i)
    denies = phrase or (judged and _dismissing(tree.language.code).search(below))
    agrees = judged and any(re.search(rf"\b{p}\b", below) for p in table.get("endorsing", ()))
    if not denies and not agrees:
        return None
    speaker = speaker_of(verb, tree)
    if speaker is None or not can_be_source(speaker, tree):
        return None
    return Frame(
        mentions_of(unit, speaker, tree), "deny" if denies else "assert", "dismissal",
        cue_span(unit, verb), verb.i, own=tree.subtree(verb), head=verb, link="anaphor",
        anaphor=noun.lemma_.lower() if noun is not None else "",
    )  # fmt: skip


@cache
def _dismissing(code: str) -> re.Pattern[str]:
    from claims.languages import load

    table = load(code).cues["dismiss"]
    return re.compile(rf"\b(?:{'|'.join(table['words'])})\b")
