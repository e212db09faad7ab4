"""Sentence boundaries by rule, before the parser, and what kind of line each sentence stands in.

A parser's own breaks are poor on news (it breaks names and quotations); rules over terminators,
abbreviations and quotation marks are near faultless, and their words live in the language's tables.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from claims.languages import Language
from claims.languages.loader import words
from claims.records import Sentence
from claims.text.quotes import Quotation, find_quotations, inside

Kind = Literal["prose", "heading", "caption", "boilerplate", "question"]

_CLOSING = r"(?:\s?[»”\"’)\]›“]|\[\d+\])*"
_OPENING = r"[«“„‘‹\"(\[—–•-]?\s?[«“‘\"]?\s?"
_TERMINATOR = re.compile(
    rf"(?:[!?…]+|\.{{1,3}}){_CLOSING}(\s+)"
    rf"(?={_OPENING}(?:[^\W\d_a-zà-öø-ÿœ]|[a-z]{{1,2}}[A-Z][a-z])|[«“„‘—–•]?\s?\d)"
)
_INITIALS = re.compile(r"\((?:[^\W\d_]\.)+\)$")
_LIST_NUMBER = re.compile(r"[\[(]?\d{1,2}[.)]$")
_ENDS = re.compile(r"[.!?…:;]\s*[»”\"’)\]]*\s*$")
_HEADING_WORDS = 16
_LOOK_AHEAD = 40


def split_sentences(text: str, language: Language) -> tuple[Sentence, ...]:
    """Sentences of an article in order; together they cover all its text but blank space.

    Boundaries: every line break, and every terminator followed by a capital that no abbreviation,
    initial or open quotation explains away.
    """
    found: list[Sentence] = []
    for start, end in _lines(text):
        kind = line_kind(text[start:end], language)
        if kind in ("boilerplate", "caption"):
            found.append(Sentence(start, end, kind))
            continue
        for left, right in split_span(text, start, end, language):
            found.append(Sentence(left, right, _sentence_kind(text[left:right], kind)))
    return tuple(found)


def sentence_starts(text: str, language: Language) -> tuple[int, ...]:
    """Start offsets of the sentences of `text`: what boundary tests compare."""
    return tuple(s.start for s in split_sentences(text, language))


def line_kind(line: str, language: Language) -> Kind:
    """What a whole line is: boilerplate and captions by the language's tables, a heading by shape."""
    stripped = line.strip()
    boilerplate, caption = _patterns(language.code)
    if any(p.search(stripped) for p in boilerplate):
        return "boilerplate"
    if any(p.search(stripped) for p in caption):
        return "caption"
    if not _ENDS.search(stripped) and len(stripped.split()) <= _HEADING_WORDS:
        return "heading"
    if not _ENDS.search(stripped) and not re.search(r"[.!?…]\s", stripped):
        return "heading"
    return "prose"


def _sentence_kind(sentence: str, kind: Kind) -> Kind:
    asks = re.search(r"\?\s*[»”\"’)\]]*\s*$", sentence)
    quoted = re.match(r"[«“\"].*[.!]\s+\w", sentence, re.DOTALL)  # of several sentences, one asks
    if kind == "prose" and asks and not quoted:
        return "question"
    return kind


def _lines(text: str) -> list[tuple[int, int]]:
    spans = []
    for m in re.finditer(r"[^\n\r\u2028\u2029]+", text):
        left, right = m.start(), m.end()
        while left < right and text[left].isspace():
            left += 1
        while right > left and text[right - 1].isspace():
            right -= 1
        if left < right:
            spans.append((left, right))
    return spans


def split_span(text: str, start: int, end: int, language: Language) -> list[tuple[int, int]]:
    """Sentence spans inside `text[start:end]`, a stretch without line breaks."""
    quotations = find_quotations(text, start, end, language)
    spans, left = [], start
    for m in _TERMINATOR.finditer(text, start, end):
        cut = m.end()
        if not _is_boundary(text, left, m, quotations, language):
            continue
        spans.append((left, m.start(1)))
        left = cut
    spans.append((left, end))
    return [(a, b) for a, b in spans if a < b]


def _is_boundary(
    text: str,
    left: int,
    match: re.Match[str],
    quotations: tuple[Quotation, ...],
    language: Language,
) -> bool:
    if inside(quotations, match.start(1)):
        return False
    before, after = (
        text[left : match.end(1)].rstrip(),
        text[match.end() : match.end() + _LOOK_AHEAD],
    )
    if not re.search(r"\w", before) or _LIST_NUMBER.fullmatch(before):
        return False
    starts = bool(_starters(language.code).match(after))
    if any(before.endswith(w) for w in language.sentences["interjections"]) or _INITIALS.search(
        before
    ):
        return starts
    word = re.search(r"(\S+)\.$", before)
    return not (word and _is_abbreviation(word.group(1), after, starts, language))


def _is_abbreviation(word: str, after: str, starts: bool, language: Language) -> bool:
    """Whether the full stop after `word` belongs to it: a listed abbreviation, a unit or an initial.

    `starts` tells that a word follows which hardly ever continues a name ("Il", "The").
    """
    bare = word.lstrip("«“„\"'’([‹").rsplit("-", 1)[-1]
    bare = re.sub(r"^[ldLD][’']", "", bare)
    if re.fullmatch(r"(?:[^\W\d_]\.)+[^\W\d_]", bare):
        return bool(re.match(r"[A-ZÀ-Ý]?[a-zà-ÿ]", after)) and not starts
    if re.fullmatch(r"[A-ZÀ-Ý]", bare):
        return not starts or bare == "M"
    if bare in language.sentences.get("units", ()) and after[:1].isdigit():
        return True
    known, may_end = _abbreviations(language.code)
    if bare in may_end:
        return bare != "etc" and not starts and not after[:1].isupper()
    return bare in known


@cache
def _starters(code: str) -> re.Pattern[str]:
    from claims.languages import load

    starters = load(code).sentences["starters"]
    either = "|".join(sorted(map(re.escape, words(starters)), key=len, reverse=True))
    return re.compile(rf"[«“„‹\"]?\s?(?:{either})(?:\b|(?<=')).".replace("'", "['’]"), re.DOTALL)


@cache
def _abbreviations(code: str) -> tuple[frozenset[str], frozenset[str]]:
    from claims.languages import load

    table = load(code).sentences
    listed = [w.rstrip(".") for w in words(table["abbreviations"])]
    known = frozenset(form for w in listed for form in (w, w[:1].upper() + w[1:]))
    return known, frozenset(w.rstrip(".") for w in words(table.get("may_end", "")))


@cache
def _patterns(code: str) -> tuple[tuple[re.Pattern[str], ...], tuple[re.Pattern[str], ...]]:
    from claims.languages import load

    table = load(code).boilerplate
    compiled = [tuple(re.compile(p, re.IGNORECASE) for p in table[k]) for k in ("line", "caption")]
    return compiled[0], compiled[1]
