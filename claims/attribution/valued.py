"""Frames of what a verb says that something is: a judgement, an amount, what is seen in it, what one claims to be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.attribution.cues import make_frame
from claims.attribution.frames import Frame, Mention
from claims.attribution.judgements import judged, measured
from claims.attribution.pointing import anaphor_of
from claims.attribution.told_nouns import after_pause, points
from claims.languages.loader import VerbCue
from claims.text.parse import Unit
from claims.text.tree import Tree

if TYPE_CHECKING:
    from claims.text.tokens import Token


def judgement(
    unit: Unit, verb: Token, cue: VerbCue, sources: tuple[Mention, ...], tree: Tree
) -> Frame | None:
    """ "juge la mesure « injuste »"; of "la mesure que X juge injuste" only the judgement is told."""
    parts = judged(unit, verb, tree)
    if not parts:
        return None
    told = frozenset(t.i for part in parts for t in part)
    noun = next((t for t in parts[0] if t.pos_ in ("NOUN", "PROPN")), None)
    if noun is None or anaphor_of(noun, tree) or points(noun, tree):
        return None
    if noun.i < verb.i and not tree.preceding_comma(noun):
        told = frozenset(t.i for t in parts[1])
        noun = next((t for t in parts[1] if t.pos_ != "ADV"), parts[1][0])
    return make_frame(unit, verb, cue, sources, told, tree.subtree(verb) - told, noun)


def amount(
    unit: Unit, verb: Token, cue: VerbCue, sources: tuple[Mention, ...], tree: Tree
) -> Frame | None:
    """ "chiffre les dégâts à 3 millions d'euros": what is counted, and how much it is."""
    parts = measured(unit, verb, tree)
    if not parts:
        return None
    what = next((t for t in parts[0] if t.pos_ in ("NOUN", "PROPN")), parts[0][0])
    if points(what, tree):
        return None
    places = [t.i for part in parts for t in part]
    told = frozenset(range(min(places), max(places) + 1))
    return make_frame(unit, verb, cue, sources, told, tree.subtree(verb) - told, what)


def seen(
    unit: Unit, verb: Token, cue: VerbCue, sources: tuple[Mention, ...], tree: Tree
) -> Frame | None:
    """ "y voient une manœuvre": what is seen in what was told before."""
    there = tree.language.government_words["there"]
    noun = next((t for t in tree.children(verb, tree.object) if t.pos_ == "NOUN"), None)
    before = verb.doc[max(0, verb.i - 3) : verb.i]
    if noun is None or noun.i < verb.i or not any(t.lower_ in there for t in before):
        return None
    told = tree.subtree(noun) - after_pause(noun, tree.subtree(noun), tree)
    return make_frame(unit, verb, cue, sources, told, tree.subtree(verb) - told, noun)


def of_oneself(
    unit: Unit, verb: Token, cue: VerbCue, sources: tuple[Mention, ...], tree: Tree
) -> Frame | None:
    """ "clame son innocence": what one says that one is."""
    known = tree.language.wording.get("oneself", {})
    for noun in tree.children(verb, tree.object):
        owned = any(
            c.lower_ in tree.language.anaphors["possessives"] for c in noun.children if c.i < noun.i
        )
        if owned and noun.lemma_.lower() in known:
            told = tree.subtree(noun)
            return make_frame(unit, verb, cue, sources, told, tree.subtree(verb) - told, noun)
    return None


def of_self(
    unit: Unit, verb: Token, cue: VerbCue, sources: tuple[Mention, ...], tree: Tree
) -> Frame | None:
    """ "se dit favorable à la fermeture", "se dit « en paix avec tous »": what one says one is."""
    behind = [c for c in verb.children if c.i > verb.i and not c.is_punct]
    said = next(
        (c for c in behind if c.pos_ == "ADJ" or tree.is_participle(c) or _is_state(c, tree)), None
    )
    subject = tree.subject_of(verb)
    if said is None or subject is None or subject.lower_ in tree.language.anaphors["never"]:
        return None
    if tree.children(said, tree.mark | tree.subject):
        return None
    told = tree.subtree(said)
    return make_frame(unit, verb, cue, sources, told, tree.subtree(verb) - told, said)


def _is_state(phrase: Token, tree: Tree) -> bool:
    """ "à la disposition", "en colère": a phrase right behind the verb that says how one is."""
    first = phrase.doc[phrase.left_edge.i]
    near = phrase.left_edge.i == phrase.head.i + 1 and not tree.is_time_phrase(phrase)
    return near and first.lower_ in tree.language.government_words["states"]
