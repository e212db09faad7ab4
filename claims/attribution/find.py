"""All attributions of a unit, and which of them stand around a given token, outermost first."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from claims.attribution.carried import carried_frames
from claims.attribution.convictions import conviction_frames
from claims.attribution.declining import asked_else, declining_frames
from claims.attribution.dismissals import dismissing_frames
from claims.attribution.frames import Frame
from claims.attribution.links import HERE
from claims.attribution.mentions import mentions_of
from claims.attribution.prepositions import preposition_frames
from claims.attribution.relays import is_medium
from claims.attribution.verbs import verb_frames
from claims.languages.loader import words
from claims.sources import Directory
from claims.text.parse import Unit
from claims.text.tree import Tree

if TYPE_CHECKING:
    from claims.text.tokens import Token


def find_frames(unit: Unit, tree: Tree, directory: Directory) -> tuple[Frame, ...]:
    """Frames of one unit, in text order of their cues; citations are given what they back."""
    if id(unit) not in tree.frames:  # with the unit, so that no other takes its place in memory
        tree.frames[id(unit)] = (unit, _find_frames(unit, tree, directory))
    return tree.frames[id(unit)][1]


def _find_frames(unit: Unit, tree: Tree, directory: Directory) -> tuple[Frame, ...]:
    declined = declining_frames(unit, tree)
    heads = {f.head.i for f in declined if f.head is not None}
    frames = [
        f for f in verb_frames(unit, tree, directory) if f.head is None or f.head.i not in heads
    ]
    frames += declined + preposition_frames(unit, tree, directory)
    frames += carried_frames(unit, tree)
    told = {f.head.i for f in frames if f.head is not None}
    frames += [f for f in conviction_frames(unit, tree) if f.head is None or f.head.i not in told]
    frames = [f for f in frames if not (f.stance == "decline" and asked_else(f, tree))]
    frames += dismissing_frames(unit, frames, tree)
    frames = [_as_said(_of_this_sentence(f, tree), frames, tree) for f in frames]
    frames += _cited(unit, frames, tree, directory)
    return tuple(sorted((_grouped(f, frames) for f in frames), key=lambda f: (f.anchor, f.level)))


def _of_this_sentence(frame: Frame, tree: Tree) -> Frame:
    """ ", which Kyiv denies", ", a claim Kyiv denied": the denial of what the sentence itself tells."""
    head = frame.head
    if frame.link != "anaphor" or head is None:
        return frame
    if head.dep_ not in tree.relcl and not (head.dep_ in tree.acl and tree.is_finite(head)):
        return frame
    noun = head.head
    pointing = tree.language.cues["report_nouns"]
    report = noun.lemma_.lower() in (*words(pointing["report"]), *words(pointing["accusation"]))
    clause = noun.lower_ in tree.language.grammar.get("clause_pronouns", ())
    set_off = tree.preceding_comma(noun) or _credits(noun, tree)
    if (clause or report) and noun.head != noun and set_off:
        return replace(frame, anaphor=HERE, own=frame.own | tree.subtree(noun))
    if _denies_it(frame, tree):
        return replace(frame, anaphor=HERE, own=frame.own | tree.subtree(head))
    objects = [c for c in tree.children(head, tree.object) if c.pos_ == "PRON"]
    if report and noun.dep_ in tree.appos and tree.preceding_comma(noun):
        return replace(frame, anaphor=HERE, own=frame.own | tree.subtree(noun))
    if (
        objects
        and objects[0].lower_ in tree.language.grammar["relative_pronouns"]
        and tree.preceding_comma(head)
    ):
        return replace(frame, anaphor=HERE)
    return frame


def _denies_it(frame: Frame, tree: Tree) -> bool:
    """ "P, ce qui vise X, lequel dément": a relative clause that says no more than that."""
    head = frame.head
    if head is None or frame.stance != "deny" or frame.anaphor or not tree.preceding_comma(head):
        return False
    subject = tree.own_subject(head)
    relative = subject is not None and subject.lower_ in tree.language.grammar["relative_pronouns"]
    return relative and not tree.children(head, tree.object | tree.ccomp | tree.xcomp)


def _credits(noun: Token, tree: Tree) -> bool:
    """ "D'après une information que X n'a pas commentée, P": the noun opens P with who tells it."""
    if noun.left_edge.i:
        return False
    lead = noun.doc[: noun.i].text.lower().replace("' ", "'") + " "
    return lead.startswith(tuple(f"{p} " for p in tree.language.cues["prepositions"]["plain"]))


def _as_said(frame: Frame, frames: list[Frame], tree: Tree) -> Frame:
    """ "X dément P, comme l'avait écrit Y": Y says P, though the words stand below the denial."""
    head, marks = frame.head, tree.language.cues["as_said"]["words"]
    if frame.stance != "assert" or frame.link or head is None or head.dep_ not in tree.advcl:
        return frame
    denied = [f for f in frames if f.stance == "deny" and f.head is not None and f.content]
    above = {t.i for t in head.ancestors}
    below = any(f.head is not None and f.head.i in above for f in denied)
    if not below or head.left_edge.lower_ not in marks:
        return frame
    return replace(frame, link="anaphor", anaphor=HERE, content=frozenset())


def _grouped(frame: Frame, frames: list[Frame]) -> Frame:
    """A citation ("citant Y") backs what the frame around it tells."""
    if frame.link != "group":
        return frame
    around = [
        f for f in frames
        if f.link != "group" and f.content and f.head is not None and frame.head is not None
        and (frame.anchor in f.own or f.head.i in {a.i for a in frame.head.ancestors})
        and f.stance == "assert"
    ]  # fmt: skip
    if not around:
        return frame
    nearest = min(around, key=lambda f: (abs(f.anchor - frame.anchor), f.anchor))
    return Frame(frame.sources, frame.stance, frame.rule, frame.cue, frame.anchor,
                 content=nearest.content - frame.own, own=frame.own, head=frame.head, level=1)  # fmt: skip


def frames_around(token: int, frames: tuple[Frame, ...]) -> tuple[Frame, ...]:
    """Frames whose content holds the token, outermost first."""
    around = [f for f in frames if token in f.content]
    return tuple(sorted(around, key=lambda f: (_depth(f, around), f.level, f.anchor)))


def _depth(frame: Frame, frames: list[Frame]) -> int:
    """How many of the frames tell this frame's own cue."""
    return sum(frame.anchor in f.content for f in frames if f is not frame)


def _cited(unit: Unit, frames: list[Frame], tree: Tree, directory: Directory) -> list[Frame]:
    """Frames of the asides cut out of the unit: the origin behind the nearest frame, or its relay."""
    found = []
    for citation, noun in unit.citations:
        telling = [
            f for f in frames
            if (f.content or f.link) and f.stance in ("assert", "deny") and f.level >= -1
        ]  # fmt: skip
        root = noun.root
        if root is not None and root.pos_ in ("VERB", "AUX"):  # "ayant requis l'anonymat"
            root = next((t for t in noun.doc[: root.i] if t.pos_ in ("NOUN", "PROPN")), root)
        if not telling or root is None:
            continue
        nearest = min(telling, key=lambda f: (_distance(f, citation.start), f.anchor))
        if citation.kind == "origin" and _says_it(unit, nearest, tree, directory):
            continue
        level = nearest.level + (1 if citation.kind == "origin" else -1)
        found.append(
            Frame(mentions_of(noun, root, tree), "assert", f"citation:{citation.kind}", citation.cue, nearest.anchor,
                  content=nearest.content, head=nearest.head, level=level, link=nearest.link,
                  anaphor=nearest.anaphor)
        )  # fmt: skip
    return found


def _says_it(unit: Unit, frame: Frame, tree: Tree, directory: Directory) -> bool:
    """ "« Q », dénonce X, citant un audit": the words are X's, unless X is a medium."""
    masks = {unit.mask_of(unit.doc[i]) for i in frame.content} - {None}
    found = (unit.masked[k][2] for k in masks if k is not None)
    quoted = any(q.inner_start != q.start for q in found)  # in marks, not only reported
    media = any(is_medium(unit, m.head, tree, directory) for m in frame.sources)
    return quoted and bool(frame.sources) and not media


def _distance(frame: Frame, place: int) -> int:
    spots = [frame.cue[0], *(m.end for m in frame.sources)]
    return min(abs(s - place) for s in spots)
