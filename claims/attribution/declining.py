"""Sources reported as not confirming or not commenting."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from claims.attribution.contents import _opens_with_mark, is_statement
from claims.attribution.cues import cue_span
from claims.attribution.frames import Frame
from claims.attribution.mentions import can_be_source, mentions_of
from claims.attribution.pointing import anaphor_of, is_report_noun
from claims.attribution.speakers import speaker_of
from claims.languages.loader import VerbCue, words
from claims.text.parse import Unit
from claims.text.tree import Tree

if TYPE_CHECKING:
    from claims.text.tokens import Token


def declining_frames(unit: Unit, tree: Tree) -> list[Frame]:
    """ "s'est refusé à tout commentaire", "n'a pas souhaité commenter", "n'était pas joignable"."""
    frames = []
    for token in unit.doc:
        frame = (
            _left_open(unit, token, tree)
            or _refusal(unit, token, tree)
            or _unwilling(unit, token, tree)
            or _unreachable(unit, token, tree)
            or _unable(unit, token, tree)
        )
        if frame is not None:
            frames.append(frame)
    return frames


def asked_else(frame: Frame, tree: Tree) -> bool:
    """ "Asked whether P, she would not comment": about P, and not about what was told before."""
    asked = words(tree.language.cues["decline"].get("asked", ""))
    if frame.link != "anaphor" or frame.head is None:
        return False
    questions = words(tree.language.cues["questions"]["words"])
    for clause in tree.children(tree.root(frame.head), tree.advcl):
        after = [t for t in clause.subtree if t.i > clause.i]
        if clause.lemma_.lower() in asked and after and after[0].lower_ in questions:
            return True
    return False


def _refusal(unit: Unit, verb: Token, tree: Tree) -> Frame | None:
    decline = tree.language.cues["decline"]
    refuse = words(decline["refuse"])
    if not any(key in refuse for key in tree.lemma_keys(verb)) or tree.negated(verb):
        return None
    what = [
        c for c in verb.subtree if c.i > verb.i and c.lemma_.lower() in words(decline["objects"])
    ]
    if not what:
        return None
    return decline_frame(unit, verb, what[0] if what[0].pos_ == "VERB" else verb, tree) or _bare(
        unit, verb, tree
    )


def _left_open(unit: Unit, told: Token, tree: Tree) -> Frame | None:
    """ "n'a pas voulu dire si P", "declined to say whether P": who leaves open whether P."""
    decline = tree.language.cues["decline"]
    if told.lemma_.lower() not in words(decline.get("says", "")):
        return None
    clause = next((c for c in told.children if c.i > told.i and _is_open(c, tree)), None)
    verb = told if tree.negated(told) else told.head
    unwilling = verb.lemma_.lower() in words(decline["negated_will"]) and tree.negated(verb)
    refuses = set(tree.lemma_keys(verb)) & set(words(decline["refuse"])) and not tree.negated(verb)
    if clause is None or not (verb == told or unwilling or refuses):
        return None
    speaker = speaker_of(verb, tree)
    if speaker is None or not can_be_source(speaker, tree):
        return None
    if speaker.pos_ == "PRON" and speaker.lower_ not in tree.language.anaphors["pronouns"]:
        return None  # "rien ne dit si P"
    content = tree.subtree(clause) - {clause.left_edge.i}
    return Frame(
        mentions_of(unit, speaker, tree), "decline", "decline:whether", cue_span(unit, verb), verb.i,
        content=content, own=tree.subtree(verb) - content, head=verb, certainty="possible",
    )  # fmt: skip


def _is_open(clause: Token, tree: Tree) -> bool:
    """ "whether P", "si P", told of a verb of saying."""
    marks = words(tree.language.cues["decline"].get("whether", ""))
    labels = tree.ccomp | tree.advcl | tree.xcomp
    return clause.dep_ in labels and clause.left_edge.lower_ in marks and tree.is_finite(clause)


def _unwilling(unit: Unit, verb: Token, tree: Tree) -> Frame | None:
    """A negated will over a verb of confirming: "n'a pas souhaité commenter", "n'a pu confirmer"."""
    decline = tree.language.cues["decline"]
    if verb.lemma_.lower() not in words(decline["negated_will"]) or not tree.negated(verb):
        return None
    below = [t for t in verb.subtree if t.i > verb.i and _is_comment(t, tree)]
    if not below and (_says_nothing(verb, tree) or _unreached(verb, tree)):
        return _bare(unit, verb, tree)
    return decline_frame(unit, verb, below[0], tree) or _bare(unit, verb, tree) if below else None


def _says_nothing(verb: Token, tree: Tree) -> bool:
    """ "n'a rien voulu dire": a verb of telling under the will, and a word for nothing beside it."""
    table = tree.language.cues["decline"].get("silent")
    if not table:
        return False
    nothing = any(t.lower_ in table["nothing"] for t in verb.doc[verb.left_edge.i : verb.i + 2])
    return nothing and any(c.lemma_.lower() in words(table["verbs"]) for c in verb.subtree)


def _unreached(verb: Token, tree: Tree) -> bool:
    """ "n'a pas pu être joint"."""
    reached = words(tree.language.cues["decline"].get("reached", ""))
    below = tree.children(verb, tree.xcomp)
    return any(t.lower_ in reached and tree.children(t, tree.passive_aux) for t in below)


def _is_comment(verb: Token, tree: Tree) -> bool:
    decline = tree.language.cues["decline"]
    known = {*words(decline["negated"]), *words(decline["objects"])} - {*words(decline["specific"])}
    return bool({*tree.lemma_keys(verb), verb.lemma_.lower()} & known)


def _unreachable(unit: Unit, token: Token, tree: Tree) -> Frame | None:
    decline = tree.language.cues["decline"]
    word, negated = token.lower_.rstrip("s"), tree.negated(token)
    if word not in words(decline["unreachable"] if negated else decline.get("out_of_reach", "")):
        return None
    helped = tree.children(token, tree.copula | tree.passive_aux)
    return _bare(unit, token, tree) if helped else None


def _unable(unit: Unit, noun: Token, tree: Tree) -> Frame | None:
    """ "n'était pas en mesure de confirmer", whichever of the two the parser hung on the other."""
    if noun.lemma_.lower() not in words(tree.language.cues["decline"].get("unable", "")):
        return None
    if not tree.negated(noun) or not any(_is_comment(t, tree) for t in noun.doc[noun.i :]):
        return None
    frame = _bare(unit, noun, tree)
    if frame is None:
        return None
    comments = [t for t in (noun.head, *noun.doc[noun.i :]) if _is_comment(t, tree)]
    own = frame.own.union(*(tree.subtree(t) for t in comments if noun.head in (noun, t)))
    return replace(frame, own=own, head=noun.head)


def _bare(unit: Unit, verb: Token, tree: Tree) -> Frame | None:
    """A decline whose content was told before."""
    speaker = speaker_of(verb, tree)
    if speaker is None or not can_be_source(speaker, tree):
        return None
    return Frame(
        mentions_of(unit, speaker, tree), "decline", "decline:anaphor", cue_span(unit, verb), verb.i,
        own=tree.subtree(verb), head=verb, link="anaphor",
    )  # fmt: skip


def negated_cue(unit: Unit, verb: Token, cues: tuple[VerbCue, ...], tree: Tree) -> Frame | None:
    """A negated cue: "n'a pas confirmé" declines; "n'a pas dit que" tells nothing."""
    decline = tree.language.cues["decline"]
    if verb.lemma_.lower() not in words(decline["negated"]):
        return None
    return decline_frame(unit, verb, verb, tree)


def decline_frame(unit: Unit, verb: Token, told: Token, tree: Tree) -> Frame | None:
    """A frame of stance decline by `verb`'s subject on the clause or the report that `told` governs."""
    speaker = speaker_of(verb, tree)
    if speaker is None or not can_be_source(speaker, tree):
        return None
    sources = mentions_of(unit, speaker, tree)
    both = (told, *(c for c in tree.children(told, tree.conj) if c.pos_ == told.pos_))
    clauses = [c for v in both for c in tree.children(v, tree.ccomp) if is_statement(c, tree)]
    clauses += [
        c for noun in tree.children(told, tree.object) if is_report_noun(noun, tree)
        for c in tree.children(noun, tree.acl | tree.ccomp | tree.relcl)
        if _opens_with_mark(c, tree) and not tree.preceding_comma(c)
    ]  # fmt: skip
    if clauses:
        content = tree.subtree(clauses[0])
        return Frame(
            sources, "decline", "decline:clause", cue_span(unit, verb), verb.i,
            content=content, own=tree.subtree(verb) - content, head=verb,
        )  # fmt: skip
    objects = tree.children(told, tree.object)
    decline = tree.language.cues["decline"]
    if objects and told.lemma_.lower() in words(decline["of_reports"]):
        link = anaphor_of(objects[0], tree)
        if not link and objects[0].pos_ != "PRON":
            return None
    elif told.lemma_.lower() in words(decline["specific"]):
        return None
    return Frame(
        sources, "decline", "decline:anaphor", cue_span(unit, verb), verb.i,
        own=tree.subtree(verb), head=verb, link="anaphor",
    )  # fmt: skip
