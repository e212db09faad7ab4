"""The noun phrases that verbs tell: which are news, how far they reach, which only point back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claims.attribution.judgements import is_parted
from claims.attribution.pointing import is_report_noun
from claims.attribution.speakers import has_case
from claims.languages.loader import VerbCue, words
from claims.text.parse import Unit
from claims.text.tree import Tree, is_plural

if TYPE_CHECKING:
    from claims.text.tokens import Token

_LONGEST = 25  # words of a quotation inside a sentence


def points(noun: Token, tree: Tree) -> bool:
    """ "cette hausse", "son projet": what is taken up rather than told."""
    first = noun.doc[noun.left_edge.i].lower_
    such = tree.language.government_words["such"]
    pointing = {*tree.language.anaphors["demonstratives"], *such}
    return any(c.lower_ in pointing for c in noun.children) or first in pointing


def after_pause(noun: Token, told: frozenset[int], tree: Tree) -> frozenset[int]:
    """What a comma and a relative clause or an apposition part from the noun."""
    asides = [
        c for c in noun.children if c.dep_ in tree.relcl | tree.appos and tree.preceding_comma(c)
    ]
    return frozenset().union(*(tree.subtree(c) for c in asides)) & told if asides else frozenset()


def place_behind(last: int, verb: Token, tree: Tree) -> frozenset[int]:
    """ "fait part d'une colère au sommet de l'État": a place right behind belongs to the noun."""
    places = tree.language.government_words["places"]
    for noun in tree.children(verb, tree.oblique):
        if noun.left_edge.i != last + 1 or noun.left_edge.lower_ not in places:
            continue
        told_there = noun.lemma_ in words(tree.language.cues["relay"].get("places", ""))
        if not told_there and not tree.is_time_phrase(noun):
            return tree.subtree(noun)
    return frozenset()


def in_marks(unit: Unit, noun: Token) -> frozenset[int]:
    """The words of the quotation marks that open inside a noun phrase ("des « biais majeurs »")."""
    doc = noun.doc
    opens = next(
        (t.i for t in doc[max(1, noun.left_edge.i) : noun.i + 2] if _parted(unit, t)), None
    )
    if opens is None:
        return frozenset()
    closes = next((t.i for t in doc[opens + 1 : opens + _LONGEST] if _parted(unit, t)), None)
    return frozenset(range(opens, closes)) if closes is not None else frozenset()


def _parted(unit: Unit, token: Token) -> bool:
    """Whether a quotation mark stands before the word in the article, which the parser did not see."""
    return token.i > 0 and is_parted(unit, token.nbor(-1), token)


def object_noun(verb: Token, cue: VerbCue, tree: Tree) -> Token | None:
    """The verb's object; "recensait l'an dernier 49 lacs" has a time that parsers take for it."""
    objects = [
        c for c in tree.children(verb, tree.object | tree.passive_subject) if not tree.is_time(c)
    ]
    if not objects and "indefinite" in cue.content:
        return _with_plural_article(verb, tree)
    if "nominal" in cue.content or not any(tree.is_time_phrase(c) for c in objects[:1]):
        return next(iter(objects), None)
    return next((c for c in objects if not tree.is_time_phrase(c)), tree.noun_after(verb))


def _with_plural_article(verb: Token, tree: Tree) -> Token | None:
    """ "relève des irrégularités", with "des" read as a preposition."""
    openers = tree.language.cues.get("indefinite", {}).get("openers", ())
    after = verb.doc[verb.i + 1 : verb.i + 4]
    article = next((t for t in after if t.lower_ in openers and len(t.text) > 2), None)
    noun = tree.noun_of_phrase(article) if article is not None else None
    return noun if noun is not None and noun.head == verb and is_plural(noun) else None


def is_news(noun: Token, cue: VerbCue, tree: Tree) -> bool:
    """ "un manque de moyens", "la fermeture du site": an object that says what there is or will be."""
    if "nominal" in cue.content:
        return True
    if "whole" in cue.content:
        return _is_whole(noun, tree)
    if points(noun, tree):
        return False
    if "object" in cue.content:
        return noun.lemma_.lower() not in words(tree.language.government_words["never"])
    table = tree.language.cues.get("indefinite", {})
    first = noun.doc[noun.left_edge.i]
    if first.lower_ in table.get("openers", ()) or first.pos_ == "NUM":
        return True
    if tree.language.government_words["bare_plurals"] and is_plural(noun):
        return noun.pos_ == "NOUN" and not tree.children(noun, tree.det)
    owned = any(c.dep_ == "nmod" and has_case(c, "of", tree) for c in noun.children)
    return "event" in cue.content and owned and bool(re.search(table["events"], noun.lower_))


def _is_whole(noun: Token, tree: Tree) -> bool:
    """ "toute accusation de fraude", "l'accusation de fraude": what is rejected has its own content."""
    if any(c.lower_ in tree.language.government_words["whole"] for c in noun.children):
        return True
    owned = any(c.dep_ == "nmod" and has_case(c, "of", tree) for c in noun.children)
    return owned and is_report_noun(noun, tree) and not points(noun, tree)


def governed_behind(noun: Token, last: int, verb: Token, tree: Tree) -> frozenset[int]:
    """ "denied any link with the tablets": what the noun governs, though it hangs on the verb."""
    known = tree.language.wording.get("denied", {})
    if not known or noun.lemma_.lower() not in words(known["had"]):
        return frozenset()
    behind = (c for c in tree.children(verb, tree.oblique) if c.left_edge.i == last + 1)
    found = next((c for c in behind if not tree.is_time_phrase(c)), None)
    return tree.subtree(found) if found is not None else frozenset()
