"""Attributions whose content stands earlier: "ces accusations", "des informations similaires", "n'a pas commenté"."""

from __future__ import annotations

from dataclasses import dataclass, replace

from claims.attribution.frames import Frame
from claims.languages import Language
from claims.languages.loader import words

_REACH = 8
_RUN = 3  # sentences that a plural ("ces informations") may take up together
_LEAST = -1.0
LEAD = "lead"  # in the place of an anaphor's noun: what the article told first
HERE = "here"  # in the place of an anaphor's noun: what the same sentence told before


@dataclass(frozen=True, slots=True)
class Told:
    """A claim already made in the article, as far as later words can point back to it.

    `words` are its folded names, `terms` the stems of its content words; `sources` the ids of
    everyone in its chain; `media` tells that one of them is a medium, `personal` that the claim
    is a quotation in the first person, `deed` that the source says it of itself ("dit détenir"), `rebuttal` that its source denied something before; `answers`
    counts who denied or declined to confirm it so far; `start` is its article offset; `voices` are
    the folded names of its chain.
    """

    claim: int
    sentence: int
    attributed: bool
    accusation: bool
    denied: bool = False
    words: frozenset[str] = frozenset()
    echoes: int = 0
    start: int = 0
    terms: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()
    media: bool = False
    personal: bool = False
    deed: bool = False
    number: bool = False
    rebuttal: bool = False
    answers: int = 0
    voices: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Pointer:
    """What points back: the frame, where it stands, whom it names (`who`) and what (`terms`).

    `who` are folded names and nouns of the frame's sources, `cited` the names among its other words
    ("les informations du Monde"); `several` tells a plural or a pronoun,
    which may mean more than one sentence.
    """

    frame: Frame
    sentence: int
    start: int
    who: frozenset[str] = frozenset()
    terms: frozenset[str] = frozenset()
    several: bool = False
    cited: frozenset[str] = frozenset()


def targets(pointer: Pointer, told: list[Told], language: Language) -> tuple[int, ...]:
    """Indices of the earlier claims that a linked frame is about.

    The sentence whose claims fit best is taken: how near it is, whether a source stands behind it,
    whether it names the one who answers or the words that point back, whether it accuses where an
    accusation is answered. A plural takes the run of sentences of the same source along.
    """
    frame = pointer.frame
    if frame.anaphor == HERE:
        same = [t for t in told if t.sentence == pointer.sentence]
        return tuple(t.claim for t in [t for t in same if t.start < pointer.start] or same)
    if frame.anaphor == LEAD:
        lead = [t for t in told if t.attributed and t.sentence < pointer.sentence] or told
        return tuple(t.claim for t in lead if t.sentence == lead[0].sentence)
    near = [
        t
        for t in told
        if pointer.sentence - _REACH <= t.sentence < pointer.sentence
        or (t.sentence == pointer.sentence and t.attributed and t.start < pointer.start)
    ]
    if pointer.several and frame.stance == "deny":
        near = [_carrying_on(t, near) for t in near]
    fits = {t.claim: fit(t, pointer, language) for t in near}
    best = max((t for t in near), key=lambda t: (fits[t.claim], t.sentence), default=None)
    if best is None or fits[best.claim] < _LEAST:
        return ()
    here = [
        t for t in near if t.sentence == best.sentence and fits[t.claim] >= fits[best.claim] - 1
    ]
    bare = frame.stance == "decline" or (frame.stance == "deny" and not frame.anaphor)
    whole_report = pointer.several or (bare and best.media)
    run = _run(best, near) if whole_report else []
    return tuple(sorted({t.claim for t in (*here, *run)}))


def _carrying_on(told: Told, near: list[Told]) -> Told:
    """Who accuses goes on accusing in the next sentences ("Elle soutient que P")."""
    before = (t for t in near if t.accusation and 0 < told.sentence - t.sentence < _RUN)
    goes_on = any(told.sources and t.sources == told.sources for t in before)
    return replace(told, accusation=True) if goes_on else told


def marked(told: list[Told], found: tuple[int, ...], link: str, stance: str) -> list[Told]:
    """The claims with what was linked to some of them counted."""
    echo, answer = int(link == "echo"), int(stance in ("deny", "decline"))
    return [
        replace(t, echoes=t.echoes + echo, answers=t.answers + answer) if t.claim in found else t
        for t in told
    ]


def fit(t: Told, pointer: Pointer, language: Language) -> float:
    """How well an earlier claim is what the pointer means; 1 is a credited claim right before."""
    frame, nouns = pointer.frame, language.cues["report_nouns"]
    away = max(pointer.sentence - t.sentence - 1, 0)
    score = (1.0 if t.attributed else -1.0) - min(away, 3) - max(away - 3, 0) / 2
    answers = frame.stance in ("deny", "decline")
    accusing = frame.anaphor in words(nouns["accusation"])
    if t.accusation and (accusing or answers):
        score += 4.5 if accusing else 1
    if answers and t.attributed and t.words & pointer.who:
        score += 2.5
    if t.media and (answers or frame.link == "echo"):
        score += 1.5 if frame.anaphor in words(nouns.get("told", "")) else 0.5
    if answers and t.voices & pointer.cited:
        score += 3
    if t.number and frame.anaphor in words(nouns.get("number", "")):
        score += 2
    score += 2 * min(len(t.terms & pointer.terms), 2)
    if t.echoes and answers:
        score += 3 if pointer.several else 1
    if frame.stance == "decline":
        score += 2 * min(t.answers, 1) - 1.5 * t.rebuttal
    denied = 4 if frame.stance == "deny" else 1  # who declines may well mean what another denied
    return score - 2 * t.personal * answers - denied * t.denied * answers


def _run(best: Told, near: list[Told]) -> list[Told]:
    """Claims of the sentences next to the best one whose chain shares a source with it."""
    found, wanted = [best], best.sources
    for step in (-1, 1):
        for k in range(1, _RUN):
            beside = [t for t in near if t.sentence == best.sentence + step * k]
            same = [
                t for t in beside if t.sources & wanted and not (t.personal or t.deed or t.denied)
            ]
            if not same:
                break
            found += same
    return found
