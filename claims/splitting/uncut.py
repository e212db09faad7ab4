"""The least-cut wording that is right: pieces that are no sentences go back to what they were cut from."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from claims.attribution.find import frames_around
from claims.attribution.frames import Frame
from claims.splitting.clauses import Proposition, propositions, trimmed
from claims.splitting.fragments import is_verbless
from claims.splitting.soundness import cut_off, fault, has_two_subjects, lacks_relative
from claims.splitting.wording import Rewriting, claim_sentence, lacks_subject
from claims.text.parse import Unit
from claims.text.tree import Tree

if TYPE_CHECKING:
    from claims.text.tokens import Token

_SPLIT_OFF = ("coordination", "relative", "participle", "adverbial", "parataxis")


def sound_propositions(
    unit: Unit, frames: tuple[Frame, ...], tree: Tree
) -> tuple[Proposition, ...]:
    """The unit's propositions; a piece that is no sentence is left in the clause around it.

    Where the clause itself is none, all that its voices tell, or else the whole sentence, stands for
    it and its pieces.
    """
    found = propositions(unit, frames, tree)
    faults = _faults(found, frames, tree)
    joined: frozenset[int] = frozenset()
    while pieces := _pieces(found, faults) - joined:
        joined |= pieces
        found = propositions(unit, frames, tree, joined)
        faults = _faults(found, frames, tree)
    for proposition, _ in faults:
        if proposition in found:
            found = _whole(proposition, found, frames, tree)
    subjectless = [p for p, wrong in faults if wrong == "no subject"]
    return tuple(p for p in found if p not in subjectless) or found


def _faults(
    found: tuple[Proposition, ...], frames: tuple[Frame, ...], tree: Tree
) -> list[tuple[Proposition, str]]:
    """The propositions that are no sentences, with what is wrong with each."""
    judged = [(p, _fault(p, frames, tree)) for p in found]
    return [(p, wrong) for p, wrong in judged if wrong]


def _pieces(
    found: tuple[Proposition, ...], faults: list[tuple[Proposition, str]]
) -> frozenset[int]:
    """Heads of the clauses split off that are no sentences, and of those split off one that is none."""
    if not faults:
        return frozenset()
    pieces = [p for p in found if p.rule in _SPLIT_OFF]
    below = {p.head.i for w, _ in faults for p in pieces if w.head in p.head.ancestors}
    return frozenset(below | {p.head.i for p, _ in faults if p.rule in _SPLIT_OFF})


def _fault(proposition: Proposition, frames: tuple[Frame, ...], tree: Tree) -> str:
    whole = _is_all(proposition, frames)
    if whole and proposition.rule != "coordination":
        return ""
    if whole:
        draft = claim_sentence(proposition, tree, Rewriting())
        return "two subjects" if has_two_subjects(proposition, draft, tree) else ""
    return _wrong(proposition, frames, tree)


def _wrong(proposition: Proposition, frames: tuple[Frame, ...], tree: Tree) -> str:
    """What is wrong with a proposition as a claim, whether it was cut or not."""
    draft = claim_sentence(proposition, tree, Rewriting())
    wrong = fault(proposition, draft, frames, tree)
    if wrong or not draft:
        return wrong
    if lacks_subject(proposition, draft, tree):
        return "subject"
    return "verbless" if is_verbless(proposition, draft, False, tree) else ""


def _is_all(proposition: Proposition, frames: tuple[Frame, ...]) -> bool:
    """Whether nothing was cut from what its voices tell, but for marks at the edges."""
    around = frames_around(proposition.head.i, frames) if frames else ()
    whole = len(around[-1].content) if around else len(proposition.unit.doc)
    return len(proposition.tokens) + 1 >= whole and proposition.rule != "uncut"


def _whole(
    proposition: Proposition,
    found: tuple[Proposition, ...],
    frames: tuple[Frame, ...],
    tree: Tree,
) -> tuple[Proposition, ...]:
    """`found` with the proposition mended: without a report that is only hung on it, else with more.

    More is all that its voices tell, in one with the pieces of it.
    """
    without = _without_reports(proposition, frames, tree)
    if without is not None:
        unsaid = [f.content for f in cut_off(proposition, frames) if not f.sources]
        rest = (p for p in found if not any(p.head.i in told for told in unsaid))
        return tuple(without if p is proposition else p for p in rest)
    unit, around = proposition.unit, frames_around(proposition.head.i, frames)
    told = around[-1].content if around else frozenset(range(len(unit.doc)))
    lacking = cut_off(proposition, frames)
    for other in frames:  # what others tell inside it stays theirs
        if other.sources and other not in (*around, *lacking) and not _is_cleft(proposition, tree):
            told -= other.content | other.own
    if any(unit.mask_of(unit.doc[i]) is not None for i in told):
        return found
    tokens = trimmed([unit.doc[i] for i in sorted(told)], proposition.head, tree)
    if not tokens:
        return found
    wider = (
        replace(proposition, tokens=tokens),
        Proposition(unit, proposition.head, tokens, "uncut"),
    )
    whole = next((p for p in wider if not _wrong(p, frames, tree)), None)
    if whole is None or (tokens == proposition.tokens and whole.rule != "uncut"):
        return found
    inside = frozenset().union(*(f.content for f in lacking))
    others = [
        p for p in found
        if p.head.i not in told or p.rule == "accusation" or p.rule.startswith("nominal")
        or (frames_around(p.head.i, frames) != around and p.head.i not in inside)
    ]  # fmt: skip
    return tuple(sorted([*others, whole], key=lambda p: (p.start, p.end)))


def _is_cleft(proposition: Proposition, tree: Tree) -> bool:
    table = tree.language.grammar.get("sound")
    return table is not None and lacks_relative(proposition, table)


def _without_reports(
    proposition: Proposition, frames: tuple[Frame, ...], tree: Tree
) -> Proposition | None:
    """ "comprendre P, tout en estimant [que Q]", "P, sans que l'on puisse affirmer [que Q]": P alone."""
    reports = cut_off(proposition, frames)
    besides = [_beside(f.head, proposition, tree) for f in reports if f.head is not None]
    if not besides:
        return None
    dropped = {i for b in besides if b is not None for i in tree.subtree(b)}
    dropped |= {t.i for f in reports for m in f.sources for t in m.tokens if t.i + 1 in dropped}
    kept = [t for t in proposition.tokens if t.i not in dropped]
    mended = replace(proposition, tokens=trimmed(kept, proposition.head, tree))
    return None if None in besides or _fault(mended, frames, tree) else mended


def _beside(report: Token, proposition: Proposition, tree: Tree) -> Token | None:
    """The head of the circumstance that a report stands in; None where it is more than that."""
    if tree.is_participle(report) and not tree.is_finite(report):
        return report
    clauses = [t for t in (report, *report.ancestors) if t.head == proposition.head]
    aside = next(iter(clauses), None)
    if aside is None or aside.dep_ not in tree.advcl or not tree.preceding_comma(aside):
        return None
    return aside
