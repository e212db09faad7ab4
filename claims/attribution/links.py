"""Attributions whose content stands earlier: "ces accusations", "des informations similaires", "n'a pas commenté"."""

from __future__ import annotations

from dataclasses import dataclass

from claims.attribution.frames import Frame
from claims.languages import Language
from claims.languages.loader import words

_REACH = 6
LEAD = "lead"  # in the place of an anaphor's noun: what the article told first
HERE = "here"  # in the place of an anaphor's noun: what the same sentence told before


@dataclass(frozen=True, slots=True)
class Told:
    """A claim already made in the article: where, by which rule, and whether a source stands behind it."""

    claim: int
    sentence: int
    attributed: bool
    accusation: bool
    denied: bool = False
    words: frozenset[str] = frozenset()
    echoes: int = 0


def targets(
    frame: Frame,
    sentence: int,
    told: list[Told],
    language: Language,
    who: frozenset[str] = frozenset(),
) -> tuple[int, ...]:
    """Indices of the earlier claims that a linked frame is about, the nearest fitting sentence's.

    An accusation noun looks for an accusation; a plural report that several outlets echoed looks for
    what was echoed; a denial looks for a claim that names the denier (`who`, folded words); everything
    else takes the last sentence that credited somebody, or else the last.
    """
    if frame.anaphor == HERE:
        return tuple(t.claim for t in told if t.sentence == sentence)
    if frame.anaphor == LEAD:
        lead = [t for t in told if t.attributed and t.sentence < sentence] or told
        return _of_sentence(lead, lead[0].sentence) if lead else ()
    near = [t for t in told if sentence - _REACH <= t.sentence < sentence]
    if not near:
        return ()
    if frame.anaphor in words(language.cues["report_nouns"]["accusation"]):
        accused = [t for t in near if t.accusation]
        if accused:
            return _of_sentence(accused, accused[-1].sentence)
    echoed = [t for t in near if t.echoes]
    if frame.link == "anaphor" and frame.stance == "decline" and echoed:
        return _of_sentence(echoed, echoed[-1].sentence)
    about = [t for t in near if t.attributed and t.words & who and not t.denied]
    if frame.stance in ("deny", "decline") and about and who:
        return _of_sentence(about, about[-1].sentence)
    credited = [t for t in near if t.attributed and not t.denied] or [
        t for t in near if t.attributed
    ]
    pool = credited or near
    return _of_sentence(pool, pool[-1].sentence)


def _of_sentence(pool: list[Told], sentence: int) -> tuple[int, ...]:
    return tuple(t.claim for t in pool if t.sentence == sentence)
