"""Attributions made by a verb: "X a déclaré que P", "P, a indiqué X", "X accuse Y de P"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from claims.attribution.contents import behind_colon, clause_content
from claims.attribution.cues import make_frame
from claims.attribution.declining import decline_frame, negated_cue
from claims.attribution.frames import HEARD, Frame, Mention
from claims.attribution.mentions import mentions_of
from claims.attribution.phrases import phrase_frame
from claims.attribution.pointing import (
    bare_denial,
    confirmed_report,
    echo_frame,
    pointing_back,
    that_is_what,
)
from claims.attribution.relays import citing, is_medium, relays, without_relay
from claims.attribution.speakers import has_case, sources_of, speaker_of
from claims.languages.loader import VerbCue, words
from claims.sources import Directory
from claims.text.parse import Unit
from claims.text.tree import Tree

if TYPE_CHECKING:
    from claims.text.tokens import Token


_SAY = VerbCue("say", "assert", frozenset({"clause", "quote"}))
_DENY = VerbCue("deny", "deny", frozenset())


def verb_frames(unit: Unit, tree: Tree, directory: Directory) -> list[Frame]:
    """Frames of every reporting verb of the unit, with the media that relayed them."""
    frames: list[Frame] = []
    for token in unit.doc:
        if (
            token.pos_ not in ("VERB", "AUX", "NOUN", "ADJ", "ADV", "PROPN", "X")
            or unit.mask_of(token) is not None
        ):
            continue
        found = _frame_of(unit, token, tree, directory)
        if found is None:
            continue
        relayed = relays(unit, token, found, tree, directory)
        frames += [without_relay(found, relayed, tree), *relayed]
        if found.rule.endswith("+quote"):  # "rejected that: “They had it”": two things at once
            denial = bare_denial(unit, token, _DENY, found.sources, tree)
            frames += [denial] if denial is not None else []
    return frames


def _frame_of(unit: Unit, verb: Token, tree: Tree, directory: Directory) -> Frame | None:
    keys = tree.lemma_keys(verb)
    repeated = echo_frame(unit, verb, keys, tree, directory)
    if repeated is not None:
        return repeated
    cues = next((tree.language.verbs[k] for k in keys if k in tree.language.verbs), ())
    follows = _follows_quotation(unit, verb, tree)
    if follows:
        cues = (_SAY, *cues)
    governing = _governing(verb, keys, tree)
    if verb.pos_ not in ("VERB", "AUX") and not follows and not _misread(verb, tree):
        return None
    if not cues and not governing:
        return None
    revealed = that_is_what(unit, verb, cues, tree) if cues else None
    if revealed is not None:
        return revealed
    if _is_refused(verb, tree) or _is_recipient(verb, tree) or _is_condition(verb, tree):
        return None
    if _is_ahead(verb, cues, tree):
        return None
    hearing = _told_in_court(unit, verb, keys, tree)
    if hearing is not None:
        return hearing
    governed = _negated_above(verb, tree)
    if governed is not None:
        table = tree.language.cues["decline"]
        done = governed.lemma_.lower() in words(table.get("never_will", ""))
        declines = verb.lemma_.lower() in words(table["negated"]) and not done
        return decline_frame(unit, governed, verb, tree) if declines else None
    denied = tree.negated(verb)
    governing = tuple(c for c in governing if c.negated == denied)
    if denied:
        told = (_positive(unit, verb, cue, keys, tree) for cue in governing)
        frame = next((f for f in told if f is not None), None)
        return frame or (negated_cue(unit, verb, cues, tree) if cues else None)
    for cue in sorted((*cues, *governing), key=_rank):
        if cue.media and not _is_of_media(unit, verb, tree, directory):
            continue
        if cue.name == HEARD and not _hearer(verb, tree):
            continue
        frame = _positive(unit, verb, cue, keys, tree)
        if frame is not None:
            return frame
    return None


def _governing(verb: Token, keys: list[str], tree: Tree) -> tuple[VerbCue, ...]:
    """What the verb tells by phrases that are no clauses."""
    table = tree.language.government
    if verb.pos_ not in ("VERB", "AUX"):
        return ()
    return next((table[k] for k in keys if k in table), ())


def _rank(cue: VerbCue) -> bool:
    """Cues with two parts go first: of whom, and what."""
    return not {"target", "judge", "cause", "of_whole"} & cue.content


def _is_quotation(unit: Unit, told: frozenset[int], tree: Tree) -> bool:
    marks = tree.language.grammar["content_marks"]
    spoken = [t for t in unit.doc if t.i in told and not t.is_punct and t.lower_ not in marks]
    return bool(spoken) and all(unit.mask_of(t) is not None for t in spoken)


def _is_asked_for(verb: Token, tree: Tree) -> bool:
    """ "asked the judge to reject it": a denial that somebody is to make."""
    asking = words(tree.language.cues.get("asking", {}).get("verbs", ""))
    return tree.is_infinitive(verb) and verb.head.lemma_.lower() in asking


def _is_of_media(unit: Unit, verb: Token, tree: Tree, directory: Directory) -> bool:
    """ "the paper has learned that P": verbs that report only where a medium is their subject."""
    subject = speaker_of(verb, tree)
    return subject is not None and is_medium(unit, subject, tree, directory)


def _is_refused(verb: Token, tree: Tree) -> bool:
    """ "refusant de préciser": what one does not say is no report."""
    above = verb.head
    if not tree.is_infinitive(verb) or above == verb:
        return False
    refused = bool(
        set(tree.lemma_keys(above)) & set(words(tree.language.cues["decline"]["refuse"]))
    )
    return refused or (
        tree.negated(above)
        and above.lemma_.lower() in words(tree.language.cues["decline"]["negated_will"])
    )


def _is_condition(verb: Token, tree: Tree) -> bool:
    """ "Had the readings been disclosed, P", "s'il est confirmé que P, X partira": nobody has said P.

    "Si le maire dément, la préfète affirme que P" only sets two reports side by side.
    """
    first, grammar = verb.doc[0], tree.language.grammar
    inverted = first.lower_ in grammar.get("inverted_conditions", ())
    if inverted and first in tree.children(verb, tree.aux | tree.passive_aux):
        return True
    table = tree.language.modality["possible"]
    marks = [m for m in tree.children(verb, tree.mark) if m.lower_ in table["conditions"]]
    if not marks or marks[0].i > verb.i or verb.head == verb:
        return False
    if marks[0].i and marks[0].nbor(-1).lower_ in table.get("no_condition_after", ()):
        return False  # "même si", "even if"
    main = (verb.head, *tree.children(verb.head, tree.aux | tree.copula))
    ahead = any("Fut" in v.morph.get("Tense") or tree.is_conditional(v) for v in main)
    return ahead or table.get("always_condition", False)


def _is_ahead(verb: Token, cues: tuple[VerbCue, ...], tree: Tree) -> bool:
    """ "Le ministre devrait annoncer P": what is to be told has not been told."""
    table, above = tree.language.cues.get("ahead", {}), verb.head
    if (
        not table
        or not tree.is_infinitive(verb)
        or above.lemma_.lower() not in words(table["verbs"])
    ):
        return False
    past = above.morph.get("Tense") in (["Past"], ["Imp"]) or tree.is_participle(above)
    return not past and any(c.name in table["names"] for c in cues)


def _is_recipient(verb: Token, tree: Tree) -> bool:
    """ "The maker was warned that P": that it was is the news, whoever warned it; a court only hears."""
    table = tree.language.cues.get("recipients")
    if not table or verb.lemma_.lower() not in words(table["verbs"]):
        return False
    subject = next(iter(tree.children(verb, tree.passive_subject)), None)
    if subject is None or tree.children(verb, tree.agent) or subject.pos_ == "PRON":
        return False
    return subject.lemma_.lower() not in words(table["hearers"])


def _hearer(verb: Token, tree: Tree) -> Token | None:
    """The court, jury or panel that is the verb's subject."""
    hearers = words(tree.language.cues.get("recipients", {}).get("hearers", ""))
    subject = tree.own_subject(verb)
    if subject is None:
        return None
    return subject if {subject.lemma_.lower(), subject.lower_.rstrip("s")} & {*hearers} else None


def _told_in_court(unit: Unit, verb: Token, keys: list[str], tree: Tree) -> Frame | None:
    """ "The inquest was told that P": told there, by nobody whom the article names."""
    table = tree.language.cues.get("recipients", {})
    hearer = _hearer(verb, tree)
    passive = verb.lemma_.lower() in words(table.get("told", "")) and tree.is_passive(verb)
    if hearer is None or not passive or tree.children(verb, tree.agent) or tree.negated(verb):
        return None
    content = clause_content(unit, verb, _SAY, keys, tree)
    if content is None:
        return None
    told, own, nominal = content
    cue = replace(_SAY, name=HEARD)
    return make_frame(unit, verb, cue, mentions_of(unit, hearer, tree), told, own, nominal)


def _negated_above(verb: Token, tree: Tree) -> Token | None:
    """The negated clause over an infinitive ("n'était pas en mesure de confirmer"), if there is one."""
    if not tree.is_infinitive(verb):
        return None
    for above in verb.ancestors:
        if tree.is_clause(above) and tree.is_finite(above):
            return above if tree.negated(above) else None
    return None


def _follows_quotation(unit: Unit, verb: Token, tree: Tree) -> bool:
    """Any verb set right behind a real quotation, its subject after it, reports it."""
    if not unit.masked:
        return False
    first = min((t.i for t in (verb, *tree.children(verb, tree.aux))), default=verb.i)
    reflexives = tree.language.grammar.get("reflexives", ())
    before = [
        t
        for t in unit.doc[max(0, first - 4) : first]
        if not t.is_punct and t.lower_ not in reflexives
    ]
    if not before or (
        verb.pos_ not in ("VERB", "AUX") and verb.lower_ not in tree.language.verb_forms
    ):
        return False
    k = unit.mask_of(before[-1])
    if k is None or (
        unit.masked[k][2].inner_start == unit.masked[k][2].start
        and verb.lower_ not in tree.language.verb_forms
    ):
        return False
    subject = tree.own_subject(verb)
    return subject is None or subject.i > first


def _misread(verb: Token, tree: Tree) -> bool:
    """A verb the tagger took for a noun still has an auxiliary or a subject of its own."""
    if verb.text[:1].isupper() or tree.children(verb, tree.det | tree.case):
        return False
    if verb.dep_ in tree.object and tree.is_finite(verb.head):  # "rejected claims that P"
        return False
    if not any(t.pos_ in ("VERB", "AUX") and tree.is_finite(t) for t in verb.doc):
        return True
    if verb.i + 1 < len(verb.doc) and verb.nbor().lower_ in tree.language.grammar["content_marks"]:
        return True
    return bool(
        tree.children(verb, tree.aux) or verb.dep_ in tree.parataxis or tree.own_subject(verb)
    )


def _positive(unit: Unit, verb: Token, cue: VerbCue, keys: list[str], tree: Tree) -> Frame | None:
    if "relay" in cue.content:
        return citing(unit, verb, cue, tree)
    if cue.stance == "deny" and _is_asked_for(verb, tree):
        return None
    confirmed = confirmed_report(unit, verb, cue, tree)
    if confirmed is not None:
        return confirmed
    sources = sources_of(unit, verb, cue, tree)
    if sources is None:
        return None
    if cue.stance == "deny" and _is_denied(verb, sources, tree):
        return None
    if "target" in cue.content:
        return _accusation(unit, verb, cue, keys, sources, tree)
    if cue.name in ("deny", "reject", "confirm"):
        back = pointing_back(unit, verb, cue, sources, tree)
        if back is not None:
            return back
    content = clause_content(unit, verb, cue, keys, tree)
    if content is not None:
        told, own, nominal = content
        said = _is_quotation(unit, told, tree) or told == behind_colon(unit, verb, tree)
        if cue.stance == "deny" and said:
            cue = replace(_SAY, name=f"{cue.name}+quote")
        return make_frame(unit, verb, cue, sources, told, own, nominal)
    phrase = phrase_frame(unit, verb, cue, sources, tree)
    objects = tree.object | tree.passive_subject
    if phrase is None and "nominal" in cue.content and not _has_object(verb, objects, tree):
        return bare_denial(unit, verb, cue, sources, tree)
    return phrase


def _is_denied(verb: Token, sources: tuple[Mention, ...], tree: Tree) -> bool:
    """ "La date a été repoussée": what is put off or denied, by nobody named, denies nothing."""
    suffering = tree.children(verb, tree.passive_subject)
    return tree.is_passive(verb) and any(mention.head in suffering for mention in sources)


def _is_misdeed(noun: Token, tree: Tree) -> bool:
    """ "de fraude", and not "de Lyon", "de cabinet", where the language lists what one is accused of."""
    known = tree.language.cues["accused"].get("misdeeds")
    return known is None or noun.lemma_.lower() in words(known)


def _is_other_sense(verb: Token, deed: Token, tree: Tree) -> bool:
    """ "charged the council for the work": with this preposition the verb accuses nobody."""
    never = tree.language.cues.get("accused", {}).get("never", {})
    cases = [c.lower_ for c in tree.children(deed, tree.case | tree.mark)]
    return bool(set(cases) & set(never.get(verb.lemma_.lower(), ())))


def _has_object(verb: Token, labels: frozenset[str], tree: Tree) -> bool:
    return any(not tree.is_time(c) for c in tree.children(verb, labels))


def _accusation(
    unit: Unit,
    verb: Token,
    cue: VerbCue,
    keys: list[str],
    sources: tuple[Mention, ...],
    tree: Tree,
) -> Frame | None:
    """ "X accuse Y de P": the content runs from Y to the end of P; so does "Y, accusé par X de P"."""
    targets = tree.children(verb, tree.object | tree.passive_subject | frozenset({"iobj"}))
    if not targets and tree.is_participle(verb):
        targets = [verb.head] if verb.head.pos_ in ("NOUN", "PROPN") else []
    targets = targets or [t for t in tree.children(verb, tree.oblique) if has_case(t, "to", tree)]
    deeds = [
        c for c in verb.children
        if c.i > verb.i and c not in targets and (
            (c.dep_ in tree.xcomp | tree.advcl | tree.ccomp | tree.acl and tree.is_infinitive(c))
            or (c.dep_ in tree.oblique and has_case(c, "of", tree))
        )
    ]  # fmt: skip
    for target in targets:
        deeds += [c for c in target.subtree if c.dep_ in tree.acl and tree.is_infinitive(c)]
    for agent in tree.children(verb, tree.agent):
        deeds += [c for c in tree.children(agent, tree.acl) if tree.is_infinitive(c)]
    if not deeds:  # hung on the accused: "accused her publisher of fraud"
        deeds = [
            c for t in targets for c in t.subtree
            if t.i > verb.i and c.dep_ == "nmod" and has_case(c, "of", tree)
            and keys[-1] in tree.language.cues.get("accused", {}).get("of", ())
            and _is_misdeed(c, tree)
        ][-1:]  # fmt: skip
    if not deeds or not sources or _is_other_sense(verb, deeds[0], tree):
        return None
    told = tree.subtree(deeds[0])
    near = [t for t in targets if t.i > verb.i]
    for target in near:
        told |= tree.subtree(target)
    return make_frame(unit, verb, cue, sources, told, tree.subtree(verb) - told, deeds[0])
