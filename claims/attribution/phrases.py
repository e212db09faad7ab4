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
from claims.attribution.judgements import is_parted, judged, measured
from claims.attribution.mentions import noun_class
from claims.attribution.pointing import anaphor_of, is_report_noun, says_which
from claims.attribution.speakers import has_case, is_human
from claims.languages.loader import VerbCue, words
from claims.text.parse import Unit
from claims.text.tree import Tree, is_plural

if TYPE_CHECKING:
    from claims.text.tokens import Token

_NEAR = 9  # tokens between a verb and the preposition that it governs
_LONGEST = 25  # words of a quotation inside a sentence
_KINDS = ("object", "nominal", "indefinite", "event", "whole")


def phrase_frame(
    unit: Unit, verb: Token, cue: VerbCue, sources: tuple[Mention, ...], tree: Tree
) -> Frame | None:
    """The frame of what `verb` tells by a phrase, of the kinds that `cue` allows."""
    if not _who_speaks(sources, tree) or _is_hypothetical(verb, tree):
        return None
    if "judge" in cue.content and not _is_asked(verb, tree):
        return _judgement(unit, verb, cue, sources, tree)
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
    for kind in ("on", "to"):
        if kind in cue.content:
            return _of(unit, verb, cue, sources, tree.language.government_words[kind], tree)
    if "amount" in cue.content:
        return _amount(unit, verb, cue, sources, tree)
    if "seen" in cue.content:
        return _seen(unit, verb, cue, sources, tree)
    if "oneself" in cue.content:
        return _of_oneself(unit, verb, cue, sources, tree)
    return _object(unit, verb, cue, sources, tree) if set(_KINDS) & cue.content else None


def _is_asked(verb: Token, tree: Tree) -> bool:
    """ "whether it regarded the damage as an attack": nobody says that he did."""
    asked = words(tree.language.cues["questions"]["words"])
    return any(m.lower_ in asked for m in tree.children(verb, tree.mark))


def _judgement(
    unit: Unit, verb: Token, cue: VerbCue, sources: tuple[Mention, ...], tree: Tree
) -> Frame | None:
    """ "juge la mesure « injuste »"; of "la mesure que X juge injuste" only the judgement is told."""
    parts = judged(unit, verb, tree)
    if not parts:
        return None
    told = frozenset(t.i for part in parts for t in part)
    noun = next((t for t in parts[0] if t.pos_ in ("NOUN", "PROPN")), None)
    if noun is None or anaphor_of(noun, tree) or _points(noun, tree):
        return None
    if noun.i < verb.i:
        told = frozenset(t.i for t in parts[1])
        noun = next((t for t in parts[1] if t.pos_ != "ADV"), parts[1][0])
    return make_frame(unit, verb, cue, sources, told, tree.subtree(verb) - told, noun)


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
    if anaphor_of(noun, tree) or _points(noun, tree):
        return None
    first = verb.doc[preposition]
    article = first.lower_ in tree.language.grammar["of"][2:]
    told = frozenset(i for i in tree.subtree(noun) if i >= preposition + (not article))
    told -= _after_pause(noun, told, tree)
    told |= _place_behind(max(told), verb, tree)
    return make_frame(unit, verb, cue, sources, told, tree.subtree(verb) - told, noun)


def _place_behind(last: int, verb: Token, tree: Tree) -> frozenset[int]:
    """ "fait part d'une colère au sommet de l'État": a place right behind belongs to the noun."""
    places = tree.language.government_words["places"]
    for noun in tree.children(verb, tree.oblique):
        if noun.left_edge.i != last + 1 or noun.left_edge.lower_ not in places:
            continue
        told_there = noun.lemma_ in words(tree.language.cues["relay"].get("places", ""))
        if not told_there and not tree.is_time_phrase(noun):
            return tree.subtree(noun)
    return frozenset()


def _after_pause(noun: Token, told: frozenset[int], tree: Tree) -> frozenset[int]:
    """What a comma and a relative clause or an apposition part from the noun."""
    asides = [
        c for c in noun.children if c.dep_ in tree.relcl | tree.appos and tree.preceding_comma(c)
    ]
    return frozenset().union(*(tree.subtree(c) for c in asides)) & told if asides else frozenset()


def _points(noun: Token, tree: Tree) -> bool:
    """ "cette hausse", "son projet": what is taken up rather than told."""
    first = noun.doc[noun.left_edge.i].lower_
    such = tree.language.government_words["such"]
    pointing = {*tree.language.anaphors["demonstratives"], *such}
    return any(c.lower_ in pointing for c in noun.children) or first in pointing


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


def _amount(
    unit: Unit, verb: Token, cue: VerbCue, sources: tuple[Mention, ...], tree: Tree
) -> Frame | None:
    """ "chiffre les dégâts à 3 millions d'euros": what is counted, and how much it is."""
    parts = measured(unit, verb, tree)
    if not parts:
        return None
    what = next((t for t in parts[0] if t.pos_ in ("NOUN", "PROPN")), parts[0][0])
    if _points(what, tree):
        return None
    told = frozenset(range(parts[0][0].i, parts[1][-1].i + 1))
    return make_frame(unit, verb, cue, sources, told, tree.subtree(verb) - told, what)


def _seen(
    unit: Unit, verb: Token, cue: VerbCue, sources: tuple[Mention, ...], tree: Tree
) -> Frame | None:
    """ "y voient une manœuvre": what is seen in what was told before."""
    there = tree.language.government_words["there"]
    noun = next((t for t in tree.children(verb, tree.object) if t.pos_ == "NOUN"), None)
    before = verb.doc[max(0, verb.i - 3) : verb.i]
    if noun is None or noun.i < verb.i or not any(t.lower_ in there for t in before):
        return None
    told = tree.subtree(noun) - _after_pause(noun, tree.subtree(noun), tree)
    return make_frame(unit, verb, cue, sources, told, tree.subtree(verb) - told, noun)


def _of_oneself(
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


def _in_marks(unit: Unit, noun: Token) -> frozenset[int]:
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


def _object(
    unit: Unit, verb: Token, cue: VerbCue, sources: tuple[Mention, ...], tree: Tree
) -> Frame | None:
    """A noun phrase as object: told before ("ces accusations"), alike ("similaires"), or news."""
    noun = _object_noun(verb, cue, tree)
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
    quoted = _in_marks(unit, noun) if "indefinite" in cue.content else frozenset()
    news = _is_news(noun, cue, tree) or (bool(quoted) and "event" in cue.content and cue.certainty)
    if noun.pos_ == "PRON" or len(told) < least or not news:
        return None
    told = (told | quoted) - _after_pause(noun, told, tree)
    if {"indefinite", "object"} & cue.content:
        told |= _place_behind(max(told), verb, tree)
    return make_frame(unit, verb, cue, sources, told, tree.subtree(verb) - told, noun)


def _object_noun(verb: Token, cue: VerbCue, tree: Tree) -> Token | None:
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


def _is_news(noun: Token, cue: VerbCue, tree: Tree) -> bool:
    """ "un manque de moyens", "la fermeture du site": an object that says what there is or will be."""
    if "nominal" in cue.content:
        return True
    if "whole" in cue.content:
        return _is_whole(noun, tree)
    if _points(noun, tree):
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
    return owned and is_report_noun(noun, tree) and not _points(noun, tree)
