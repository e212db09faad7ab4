"""Asides that name the source behind a source, or the medium before it: ", qui cite une source, "."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from claims.languages import Language
from claims.languages.loader import words


@dataclass(frozen=True, slots=True)
class Citation:
    """An aside that names the source behind a source (`origin`) or the medium before it (`relay`).

    `start:end` is the whole aside with its comma; `cue` its attributing words; `noun` its noun phrase.
    """

    kind: str
    start: int
    end: int
    cue: tuple[int, int]
    noun: tuple[int, int]


def find_citations(text: str, start: int, end: int, language: Language) -> tuple[Citation, ...]:
    """Asides such as ", qui cite une source, " in a sentence, in order."""
    table = language.cues.get("citations")
    if not table:
        return ()
    found = []
    for kind in ("origin", "relay"):
        for match in _citation_pattern(language.code, kind).finditer(text, start, end):
            bound = match.start("lead") > start and not match.group("lead").strip()
            if bound and not _may_be_bound(language, match):
                continue
            noun = match.span("noun")
            if _never(language.code).search(text[slice(*noun)]) or not text[slice(*noun)].strip():
                continue
            left = match.start() if match.group("lead").strip() else match.start("cue")
            right = match.end() + (
                match.start("lead") == start and text[match.end() : match.end() + 1] == ","
            )
            found.append(Citation(kind, left, right, match.span("cue"), noun))
    return tuple(sorted(found, key=lambda c: c.start))


@cache
def _citation_pattern(code: str, kind: str) -> re.Pattern[str]:
    from claims.languages import load

    table = load(code).cues["citations"]
    cues = "|".join([*table[kind], *(table.get("bound", ()) if kind == "relay" else ())])
    cues = cues.replace("'", "['’]")
    return re.compile(
        rf"(?P<lead>,\s+|(?<=\w)\s(?=[a-z])|(?<![\w,])(?<!\s))(?P<cue>{cues})(?:(?<=['’])|(?!\w))\s*(?:[«“\"]\s*)?(?P<noun>[^,.;:«»“”\"]+(?:\.(?=\s?\w)[^,.;:«»]+)?)(?:\s*[»”\"])?(?=[,.;:]|$)",
        re.IGNORECASE,
    )


def _may_be_bound(language: Language, match: re.Match[str]) -> bool:
    """ "dealers cited by the site": a medium right behind whom it quotes, no comma between."""
    bound = language.cues["citations"].get("bound")
    verbs = {*words(language.cues.get("following", {}).get("finite_hint", ""))}
    if verbs and any(w in verbs or w in language.verb_forms for w in match.group("noun").split()):
        return False  # "a memo seen by the Post says P": the sentence goes on behind the medium
    before = match.string[: match.start("cue")].split()[-1:]
    if before and before[0].lower() in language.cues["citations"].get("bound_not_after", ()):
        return False
    return bool(bound) and bool(re.fullmatch("|".join(bound), match.group("cue")))


@cache
def _never(code: str) -> re.Pattern[str]:
    from claims.languages import load

    return re.compile(load(code).cues["citations"]["never"].replace("'", "['’]"))
