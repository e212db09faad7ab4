"""What a verb tells by a phrase that is no clause: a noun, an infinitive, a judgement, a cause.

The verbs and their government stand in `government.toml` of the language. A noun that only takes up
what was told before ("ces accusations") is left to the rules of pointing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from claims.attribution.cues import cue_span, make_frame
from claims.attribution.frames import Frame, Mention
from claims.attribution.mentions import noun_class
from claims.attribution.pointing import anaphor_of, says_which
from claims.attribution.speakers import has_case, is_human
from claims.attribution.told_nouns import (
    after_pause,
    governed_behind,
    in_marks,
    is_news,
    object_noun,
    place_behind,
    points,
)
from claims.attribution.valued import amount, judgement, of_oneself, of_self, seen
from claims.languages.loader import VerbCue, words
from claims.text.parse import Unit
from claims.text.tree import Tree, is_plural

if TYPE_CHECKING:
    from claims.text.tokens import Token

_NEAR = 9  # tokens between a verb and the preposition that it governs
_KINDS = ("object", "nominal", "indefinite", "event", "whole")


def phrase_frame(
    unit: Unit, verb: Token, cue: VerbCue, sources: tuple[Mention, ...], tree: Tree
) -> Frame | None:
    """The frame of what `verb` tells by a phrase, of the kinds that `cue` allows."""
    if not _who_speaks(sources, tree) or _is_hypothetical(verb, tree):
        return None
    if "judge" in cue.content and not _is_asked(verb, tree):
        return judgement(unit, verb, cue, sources, tree)
    if "cause" in cue.content:
        return _cause(unit, verb, cue, sources, tree)
    if is_told(verb, tree):
        return None
    deed = _deed(verb, tree) if "deed" in cue.content else None
    if deed is not None:
        told = frozenset(i for i in tree.subtree(deed) if i > verb.i)
        told -= {t.i for t in tree.children(deed, tree.mark | tree.case) if t.i < deed.i}
        return make_frame(unit, verb, cue, sources, told, tree.subtree(verb) - told)
    if "of" in cue.content:
        return _of(unit, verb, cue, sources, tree.language.grammar["of"], tree)
    if "of_whole" in cue.content:
        return _of_whole(unit, verb, cue, sources, tree)
    for kind in ("on", "to"):
        if kind in cue.content:
            return _of(unit, verb, cue, sources, tree.language.government_words[kind], tree)
    if "amount" in cue.content:
        return amount(unit, verb, cue, sources, tree)
    if "seen" in cue.content:
        return seen(unit, verb, cue, sources, tree)
    if "self" in cue.content:
        return of_self(unit, verb, cue, sources, tree)
    if "oneself" in cue.content:
        return of_oneself(unit, verb, cue, sources, tree)
    return _object(unit, verb, cue, sources, tree) if set(_KINDS) & cue.content else None


def _is_asked(verb: Token, tree: Tree) -> bool:
    """ "whether it saw the fire as a crime": nobody says that he did."""
    asked = words(tree.language.cues["questions"]["words"])
    return any(m.lower_ in asked for m in tree.children(verb, tree.mark))


def _is_hypothetical(verb: Token, tree: Tree) -> bool:
    """ "certains craindraient une fuite": what somebody might say is told by the outlet alone."""
    endings = tuple(tree.language.government_words["hypothetical"])
    forms = [verb, *tree.children(verb, tree.aux)]
    return any(t.morph.get("Mood") == ["Cnd"] and t.lower_.endswith(endings) for t in forms)


def is_told(verb: Token, tree: Tree) -> bool:
    """Whether the verb stands inside a clause that another verb tells ("X dit que Y craint une fuite")."""
    chain = [verb, *verb.ancestors]
    return any(t.dep_ in tree.ccomp and t.head.i < t.i for t in chain)


def _who_speaks(sources: tuple[Mention, ...], tree: Tree) -> bool:
    """A phrase is told by who can speak: "la hausse annonce un hiver froid" tells nothing."""
    documents = (noun_class(m.head.lemma_.lower(), tree) == "documents" for m in sources)
    return any(can_speak(m.head, tree) for m in sources) or any(documents)


def can_speak(noun: Token, tree: Tree) -> bool:
    """A person, a pronoun, a name, or a group of people."""
    if noun.pos_ in ("PRON", "PROPN") or is_human(noun, tree):
        return True
    if noun.lower_ in words(tree.language.anaphors.get("people", {}).get("humans", "")):
        return True
    table = tree.language.government_words
    ordinals = {w.split()[-1] for w in tree.language.anaphors["ordinals"]}
    if noun.lower_ in words(table["groups"]) or noun.lower_ in ordinals:
        return True
    return bool(re.search(table["people"], noun.lower_))


def _of(
    unit: Unit,
    verb: Token,
    cue: VerbCue,
    sources: tuple[Mention, ...],
    marks: Sequence[str],
    tree: Tree,
) -> Frame | None:
    """ "fait état d'une chute", "parle de fable", "table sur une reprise"."""
    table = tree.language.government_words
    labels = tree.object | tree.oblique | tree.xcomp
    light = [c for c in tree.children(verb, labels) if c.i > verb.i]
    aside = _aside_behind(verb, tree)
    for token in verb.doc[verb.i + 1 : verb.i + _NEAR + len(aside)]:
        if token.i in aside:
            continue
        if token.lower_ in marks and (
            token.i + 1 < len(verb.doc) and verb.doc[token.i + 1].lower_ not in table["owners"]
        ):
            noun = tree.noun_of_phrase(token)
            if noun is None or tree.is_time_phrase(noun) or noun.pos_ == "PRON":
                return None
            return _told_noun(unit, verb, cue, sources, noun, token.i, tree)
        if not (token.lower_ in table["between"] or token.is_punct or token in light[:1]):
            return None
    return None


def _of_whole(
    unit: Unit, verb: Token, cue: VerbCue, sources: tuple[Mention, ...], tree: Tree
) -> Frame | None:
    """ "se défend de toute lenteur": what is denied as a whole behind the preposition."""
    marks = tree.language.grammar["of"][:2]
    told = _of(unit, verb, cue, sources, marks, tree)
    whole = told is not None and any(
        verb.doc[i].lower_ in tree.language.government_words["whole"] for i in told.content
    )
    return told if whole else None


def _aside_behind(verb: Token, tree: Tree) -> range:
    """ "penchent, d'après un magistrat, pour un vol": what two commas part from what is told."""
    commas = [t.i for t in verb.doc[verb.i + 1 : verb.i + 2 * _NEAR] if t.text == ","]
    opens = len(commas) > 1 and commas[0] == verb.i + 1
    lead = f"{verb.doc[commas[0] + 1 : commas[1]].text.lower()} " if opens else ""
    credits = tree.language.cues["prepositions"]["plain"]
    return range(commas[0], commas[1] + 1) if lead.startswith(tuple(credits)) else range(0)


def _told_noun(
    unit: Unit,
    verb: Token,
    cue: VerbCue,
    sources: tuple[Mention, ...],
    noun: Token,
    preposition: int,
    tree: Tree,
) -> Frame | None:
    """The frame over a noun phrase; its preposition is left out, but for the article in it."""
    if noun.lemma_.lower() in words(tree.language.government_words["never"]):
        return None
    if anaphor_of(noun, tree) or points(noun, tree):
        return None
    first = verb.doc[preposition]
    article = first.lower_ in tree.language.grammar["of"][2:]
    told = frozenset(i for i in tree.subtree(noun) if i >= preposition + (not article))
    told -= after_pause(noun, told, tree)
    told |= place_behind(max(told), verb, tree)
    return make_frame(unit, verb, cue, sources, told, tree.subtree(verb) - told, noun)


def _deed(verb: Token, tree: Tree) -> Token | None:
    """ "s'engage à payer", "n'exclut pas de partir": the infinitive behind the preposition."""
    marks = (*tree.language.grammar["of"][:2], *tree.language.grammar["to"][:1])
    between = tree.language.government_words["between"]
    for token in verb.doc[verb.i + 1 : verb.i + _NEAR]:
        after = verb.doc[token.i + 1 : token.i + 6]
        if token.lower_ in marks:
            for t in after:
                if t.morph.get("VerbForm") == ["Inf"]:
                    lead = t.head if t.dep_ in tree.aux | tree.copula | {"dep"} else t
                    return lead if lead.i > verb.i and verb in lead.ancestors else None
                if t.pos_ not in ("PRON", "ADV", "PART"):
                    break
        if not (token.lower_ in between or token.is_punct or token.pos_ in ("PRON", "ADV")):
            return None
    return None


def _cause(
    unit: Unit, verb: Token, cue: VerbCue, sources: tuple[Mention, ...], tree: Tree
) -> Frame | None:
    """ "attribue la hausse à la demande", "une hausse que X attribue à la demande"."""
    effect = next(
        (t for t in tree.children(verb, tree.object) if t.pos_ in ("NOUN", "PROPN")), None
    )
    below = effect.subtree if effect is not None else ()
    causes = [
        t for t in (*tree.children(verb, tree.oblique), *below)
        if has_case(t, "to", tree) and t.i > verb.i and t != effect
    ]  # fmt: skip
    relative = effect is None and verb.dep_ in tree.relcl | tree.acl and verb.head.i < verb.i
    effect = verb.head if relative else effect
    if not causes or effect is None or effect.pos_ not in ("NOUN", "PROPN"):
        return None
    if effect.lemma_.lower() in words(tree.language.government_words["awarded"]):
        return None
    cause = tree.subtree(causes[-1])
    told = (tree.subtree(effect) - tree.subtree(verb)) | cause if relative else tree.subtree(effect)
    told |= cause
    return make_frame(unit, verb, cue, sources, told, tree.subtree(verb) - told, effect)


def _object(
    unit: Unit, verb: Token, cue: VerbCue, sources: tuple[Mention, ...], tree: Tree
) -> Frame | None:
    """A noun phrase as object: told before ("ces accusations"), alike ("similaires"), or news."""
    noun = object_noun(verb, cue, tree)
    if noun is None:
        return None
    link = anaphor_of(noun, tree)
    if link and "nominal" not in cue.content:
        return None
    if link:
        return Frame(
            sources, cue.stance, f"verb:{cue.name}+anaphor", cue_span(unit, verb), verb.i,
            own=tree.subtree(verb), head=verb, link=link, anaphor=noun.lemma_.lower(),
        )  # fmt: skip
    told = tree.subtree(noun)
    carrier = next(
        (c for c in noun.children if c.dep_ in tree.relcl | tree.acl and says_which(c, tree)), None
    )
    if carrier is not None:
        inside = tree.subtree(carrier)
        return make_frame(unit, verb, cue, sources, inside, tree.subtree(verb) - inside)
    least = 2 if cue.stance == "deny" or "indefinite" in cue.content else 3
    least = 1 if cue.stance == "deny" and _is_deed_alone(noun, tree) else least
    quoted = in_marks(unit, noun) if "indefinite" in cue.content else frozenset()
    news = is_news(noun, cue, tree) or (bool(quoted) and "event" in cue.content and cue.certainty)
    if noun.pos_ == "PRON" or len(told) < least or not news:
        return None
    told = (told | quoted) - after_pause(noun, told, tree)
    if {"indefinite", "object"} & cue.content:
        told |= place_behind(max(told), verb, tree)
    if cue.stance == "deny":
        told |= governed_behind(noun, max(told), verb, tree)
    return make_frame(unit, verb, cue, sources, told, tree.subtree(verb) - told, noun)


def _is_deed_alone(noun: Token, tree: Tree) -> bool:
    """ "denied wrongdoing": a bare noun for what one did, and nothing that one grants ("denied bail")."""
    table = tree.language.wording.get("denied", {})
    bare = noun.pos_ == "NOUN" and not is_plural(noun) and noun.left_edge == noun
    return bool(table) and bare and noun.lemma_.lower() not in words(table["granted"])
