"""Chains: a source cited by another, and the media a source spoke to."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from claims.attribution.cues import cue_span, make_frame
from claims.attribution.frames import Frame, Mention
from claims.attribution.mentions import can_be_source, mentions_of, noun_class
from claims.attribution.speakers import has_case, is_human, seers, speaker_of
from claims.languages.loader import VerbCue, words
from claims.sources import Directory
from claims.text.parse import Unit
from claims.text.tree import Tree, is_plural

if TYPE_CHECKING:
    from claims.text.tokens import Token

RELAYED = "relay:told"


def citing(unit: Unit, verb: Token, cue: VerbCue, tree: Tree) -> Frame | None:
    """ "citant Y", "qui cite Y", "X a cité Y affirmant P": Y stands behind what X tells."""
    objects = [c for c in tree.children(verb, tree.object) if can_be_source(c, tree)]
    if not objects or not (is_human(objects[0], tree) or objects[0].pos_ in ("PROPN", "PRON")):
        return None
    cited = mentions_of(unit, objects[0], tree)
    clause = next((c for c in objects[0].children if c.dep_ in tree.acl | tree.relcl), None)
    said_as = tree.language.cues["relay"].get("as", ())
    clause = clause or next(
        (
            c for c in verb.children
            if c.i > objects[0].i and (tree.is_participle(c) or c.nbor(-1).lower_ in said_as)
        ),
        None,
    )  # fmt: skip
    if verb.dep_ in tree.advcl | tree.acl | tree.relcl or tree.is_participle(verb):
        return Frame(
            cited, "assert", "verb:citing", cue_span(unit, verb), verb.i,
            own=tree.subtree(verb), head=verb, level=1, link="group",
        )  # fmt: skip
    speaker = speaker_of(verb, tree)
    right = [t for t in unit.doc[objects[0].i + 1 :] if unit.mask_of(t) is not None]
    if speaker is None or (clause is None and not right):
        return None
    told = (
        frozenset(t.i for t in right)
        if clause is None
        else tree.subtree(objects[0]) | tree.subtree(clause)
    )
    told |= frozenset(
        t.i for t in unit.doc[objects[0].left_edge.i :] if t.i < (right[0].i if right else 0)
    )
    left = frozenset(t.i for t in unit.doc[: verb.i] if unit.mask_of(t) is not None)
    if left and clause is not None and clause.right_edge == clause:  # "P, X quoted Y as saying"
        told = left
    frame = make_frame(
        unit, verb, cue, mentions_of(unit, speaker, tree), told, tree.subtree(verb) - told
    )
    return replace(frame, level=-1) if frame is not None and told == left else frame


def relays(unit: Unit, verb: Token, frame: Frame, tree: Tree, directory: Directory) -> list[Frame]:
    """Media that the source spoke to: "a dit Y à l'agence X" puts X between the outlet and Y."""
    if frame.stance == "decline" or frame.rule == "verb:citing":
        return []
    if _goes_on(verb, tree):  # "y dit-il, estimant que P"
        return relays(unit, verb.head, frame, tree, directory)
    seen = _seen_by(unit, verb, frame, tree, directory)
    if seen is not None:
        return [seen]
    addressed = _addressed(unit, verb, tree, directory)
    if addressed is not None:
        return [_relay(m, verb, frame) for m in mentions_of(unit, addressed, tree)[:1]]
    there = tree.language.anaphors.get("there", ())
    taken_up = [t for t in verb.children if t.i < verb.i and t.lower_ in there]
    if taken_up and frame.stance == "assert":
        return [_relay(Mention(unit, taken_up[0], (taken_up[0],)), verb, frame)]
    spoken_to = tree.language.cues["relay"]["before"]
    told = verb.lemma_.lower() in tree.language.cues["relay"].get("objects", ())
    found = []
    beside = [
        c for o in tree.children(verb, tree.object) if frame.link
        for c in tree.children(o, tree.nominal_parts) if has_case(c, "to", tree)
    ]  # fmt: skip
    beside += [
        c for day in tree.children(verb, tree.oblique) if tree.is_time(day)
        for c in tree.children(day, tree.nominal_parts)  # "a redit lundi sur Radio Brie"
    ]  # fmt: skip
    for noun in beside + tree.children(
        verb, tree.oblique | frozenset({"obl:arg", "iobj"}) | (tree.object if told else frozenset())
    ):
        cases = [c.lower_ for c in tree.children(noun, tree.case)]
        host = _host(noun, tree)
        if host is not None:
            return [_relay(m, verb, frame) for m in mentions_of(unit, host, tree)[:1]]
        if not (told and noun.dep_ in tree.object) and (not cases or cases[0] not in spoken_to):
            continue
        named = told and noun.dep_ in tree.object and noun.pos_ == "PROPN"  # known by its article
        if not (named or is_medium(unit, noun, tree, directory)):
            continue
        found += [_relay(m, verb, frame) for m in mentions_of(unit, noun, tree)[:1]]
    behind = _behind_speaker(unit, verb, frame, tree, directory) if not found else None
    if behind is not None:
        found = [_relay(m, verb, frame) for m in mentions_of(unit, behind, tree)[:1]]
    return found[:1]


def _addressed(unit: Unit, verb: Token, tree: Tree, directory: Directory) -> Token | None:
    """ "dans un message adressé à X": the medium that a document was put to."""
    known = words(tree.language.cues["relay"].get("addressed", ""))
    relay = tree.language.cues["relay"]
    for clause in tree.children(verb, tree.advcl):  # "Speaking to the BBC, X said P"
        if clause.i < verb.i and clause.lemma_.lower() in words(relay.get("speaking", "")):
            spoken_to = tree.children(clause, tree.oblique | tree.agent)
            host = next((h for h in spoken_to if is_medium(unit, h, tree, directory)), None)
            if host is not None:
                return host
    for noun in tree.children(verb, tree.oblique):
        if noun.lemma_.lower() in words(relay.get("meetings", "")):
            hosts = (t for t in tree.children(noun, tree.nominal_parts) if t.pos_ == "PROPN")
            host = next((h for h in hosts if is_medium(unit, h, tree, directory)), None)
            if host is not None:
                return host
        for deed in tree.children(noun, tree.acl):
            if deed.lemma_.lower() not in known:
                continue
            told = (t for t in tree.children(deed, tree.oblique) if has_case(t, "to", tree))
            medium = next((t for t in told if is_medium(unit, t, tree, directory)), None)
            if medium is not None:
                return medium
    return None


def _goes_on(verb: Token, tree: Tree) -> bool:
    """A participle by which the speaker of the reporting verb above says more."""
    above = verb.head
    reports = bool(set(tree.lemma_keys(above)) & tree.language.verbs.keys())
    alone = not tree.children(verb, tree.subject) and verb.morph.get("Tense") == ["Pres"]
    return alone and reports and above.i < verb.i and tree.is_participle(verb)


def _host(noun: Token, tree: Tree) -> Token | None:
    """ "au micro de X", "dans les colonnes de X": X is a medium, known or not."""
    if noun.lemma_.lower() not in words(tree.language.cues["relay"].get("of_media", "")):
        return None
    owners = (c for c in tree.children(noun, tree.nominal_parts) if has_case(c, "of", tree))
    return next((o for o in owners if o.pos_ == "PROPN"), None)


def _relay(medium: Mention, verb: Token, frame: Frame) -> Frame:
    """The medium around what a frame tells."""
    return Frame(
        (medium,), "assert", RELAYED, frame.cue, verb.i,
        content=frame.content, own=frame.own, head=frame.head, level=-1, link=frame.link,
    )  # fmt: skip


def without_relay(frame: Frame, relayed: list[Frame], tree: Tree) -> Frame:
    """The frame with no words of its relay in its sources ("un joueur [au journal X]")."""
    heads = [m.head for r in relayed for m in r.sources if r.rule == RELAYED]
    if not heads:
        return frame
    first = min(h.left_edge.i for h in heads)
    sources = tuple(
        Mention(m.unit, m.head, tuple(t for t in m.tokens if t.i < first))
        if m.head.i < first <= m.tokens[-1].i
        else m
        for m in frame.sources
    )
    return replace(frame, sources=sources)


def _behind_speaker(
    unit: Unit, verb: Token, frame: Frame, tree: Tree, directory: Directory
) -> Token | None:
    """The medium behind a speaker who stands behind his verb, wherever the parser hung it."""
    speaker = frame.sources[0].head if frame.sources else verb
    if speaker.i <= verb.i:
        return None
    for token in unit.doc[speaker.i + 1 :]:
        if token.pos_ in ("VERB", "AUX") and tree.is_finite(token):
            return None
        host = _host(token, tree)
        if host is not None:
            return host
        cases = [c.lower_ for c in tree.children(token, tree.case)]
        if cases and cases[0] in tree.language.grammar["of"] and token.left_edge.i:  # "auprès de"
            cases = [token.doc[token.left_edge.i - 1].lower_]
        spoken_to = cases and cases[0] in tree.language.cues["relay"]["spoken_to"]
        if (
            spoken_to
            and token.pos_ in ("NOUN", "PROPN")
            and is_medium(unit, token, tree, directory)
        ):
            return token
    return None


def _seen_by(
    unit: Unit, verb: Token, frame: Frame, tree: Tree, directory: Directory
) -> Frame | None:
    """ "A memo seen by the Post shows that P": the medium that saw the document relays it."""
    for mention in frame.sources:
        seer = seer_of(unit, mention.head, tree, directory)
        if seer is not None:
            told = mentions_of(unit, seer, tree)[:1]
            return replace(frame, sources=told, stance="assert", rule=RELAYED, level=-1)
    heads = [h for m in frame.sources for h in (m.head, tree.whole_noun(m.head))]
    for clause in [c for h in dict.fromkeys(heads) for c in tree.children(h, tree.acl)]:
        for agent in seers(clause, tree):
            if is_medium(unit, agent, tree, directory):
                return Frame(
                    mentions_of(unit, agent, tree)[:1], "assert", RELAYED,
                    cue_span(unit, clause), verb.i, content=frame.content, own=frame.own,
                    head=frame.head, level=-1, link=frame.link,
                )  # fmt: skip
    return None


def seer_of(unit: Unit, document: Token, tree: Tree, directory: Directory) -> Token | None:
    """ "un rapport que X a pu consulter": the medium that saw the document."""
    seen = words(tree.language.cues["relay"].get("seen", ""))
    for clause in tree.children(document, tree.relcl):
        verbs = (clause, *tree.children(clause, tree.xcomp))
        if tree.negated(clause) or not any(v.lemma_.lower() in seen for v in verbs):
            continue
        subject = tree.own_subject(clause)
        if subject is not None and is_medium(unit, subject, tree, directory):
            return subject
    return None


def _is_unknown_body(noun: Token) -> bool:
    """A name tagged as an organisation right behind "told" that says of itself no other office."""
    return noun.dep_ in ("obj", "iobj") and noun.ent_type_ == "ORG" and " " not in noun.text


def _has_title(name: Token, tree: Tree) -> bool:
    """ "L'Écho du Morvent": a name with an article of its own and small words is a newspaper's."""
    articles = tuple(tree.language.grammar.get("title_articles", ()))
    small = any(w[:1].islower() for w in name.text.split()[1:])
    return bool(articles) and small and name.text.startswith(articles)


def is_medium(unit: Unit, noun: Token, tree: Tree, directory: Directory) -> bool:
    """A named outlet or agency: in the directory, or "l'agence X", "le quotidien X"."""
    phrase = mentions_of(unit, noun, tree)
    if not phrase:
        return False
    written = phrase[0].text != phrase[0].text.lower()
    if (written and directory.is_media(phrase[0].text)) or (
        noun.pos_ == "PROPN" and directory.is_media(noun.text)
    ):
        return True
    if is_plural(noun):
        return False
    named = any(t.text[:1].isupper() and directory.is_media(t.text) for t in phrase[0].tokens)
    if named and noun_class(noun.lemma_.lower(), tree) in ("outlet", "agency", "organisation"):
        return True
    media = words(tree.language.cues["relay"].get("media_words", ""))
    named = noun.pos_ == "PROPN" or noun.text[:1].isupper()
    if named and set(noun.lower_.split()) & set(media):
        return True
    if noun.pos_ == "PROPN" and (_is_unknown_body(noun) or _has_title(noun, tree)):
        return True
    names = [
        c for c in noun.children if c.pos_ == "PROPN" and c.dep_ in tree.appos | tree.nominal_parts
    ]
    kinds = {c.lower_ for c in noun.children if c.i < noun.i}
    if names and (kinds & set(media) or any(directory.is_media(c.text) for c in names)):
        return True  # "the state news agency Tass"
    beside = [noun, *phrase[0].tokens, *(c for c in noun.children if c.dep_ in tree.appos)]
    if noun.text[:1].isupper() and any(
        noun_class(t.lower_, tree) in ("outlet", "agency") for t in beside
    ):
        return True
    return noun_class(noun.lemma_.lower(), tree) in ("outlet", "agency") and not _is_of_else(
        noun, tree
    )


def _is_of_else(noun: Token, tree: Tree) -> bool:
    """ "la chaîne de commandement", "la revue des comptes": no medium, by what it is of."""
    kinds = words(tree.language.cues["relay"].get("kinds_of_media", ""))
    of = [c for c in noun.children if c.dep_ in tree.nominal_parts and has_case(c, "of", tree)]
    return bool(kinds) and any(c.pos_ == "NOUN" and c.lemma_.lower() not in kinds for c in of)
