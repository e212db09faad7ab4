"""Reporting clauses behind what they report, subject first or verb first: "P, the agency said on Monday".

Known on the surface, for languages that put the reporting clause after a comma with its subject at
either side of the verb (English), so that the report can be parsed without it. Words: `[following]`
of `cues.toml`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from claims.languages import Language
from claims.languages.loader import words
from claims.text.patterns import either
from claims.text.quotes import Quotation, is_quoted

_LEAST_WORDS = 3


@dataclass(frozen=True, slots=True)
class _Patterns:
    clause: re.Pattern[str]
    hint: re.Pattern[str]
    finite: re.Pattern[str]
    going_on: re.Pattern[str]
    breaking_off: re.Pattern[str]
    fronted: re.Pattern[str]
    completing: re.Pattern[str]
    lead: re.Pattern[str]
    plain: re.Pattern[str]
    verb_first: re.Pattern[str]
    again: re.Pattern[str]
    reports: re.Pattern[str]
    subjects: frozenset[str]
    joined: re.Pattern[str]


def following_span(
    text: str, start: int, end: int, quotations: tuple[Quotation, ...], language: Language
) -> tuple[int, int] | None:
    """The part of `text[start:end]` that a reporting clause behind it reports, if any."""
    patterns = _patterns(language.code)
    for match in _clauses(text, start, end, language.code):
        report = text[start : match.start()]
        if is_quoted(match.start(), quotations) or len(report.split()) < _LEAST_WORDS:
            continue
        if any(q.end >= match.start() - 1 for q in quotations if q.start < match.start()):
            continue
        if patterns.finite.search(report):
            return start, match.start()
    return None


def interposed_report(
    text: str, start: int, end: int, quotations: tuple[Quotation, ...], language: Language
) -> tuple[int, int] | None:
    """A reporting clause in the middle of what it reports (", they said, "), with its commas."""
    patterns = _patterns(language.code)
    for match in _clauses(text, start, end, language.code):
        close = re.compile(r",\s+(?=\S)").match(text, match.end(), end)
        if close is None or match.group("aside") or is_quoted(match.start(), quotations):
            continue
        before = text[start : match.start()]
        if any(q.end >= match.start() - 1 for q in quotations if q.start < match.start()):
            continue
        goes_on = patterns.joined.match(text, close.end(), end)
        if goes_on and goes_on.group("verb").lower() not in language.verb_forms:
            return match.start(), close.end()
        if patterns.going_on.match(text, close.end(), end) or patterns.breaking_off.search(before):
            return match.start(), close.end()
        if patterns.completing.match(text, close.end(), end):
            return match.start(), close.end()
        if not patterns.verb_first.match(match.group()) and patterns.lead.match(
            text, close.end(), end
        ):
            return match.start(), close.end()
        if not patterns.finite.search(before) and patterns.plain.match(text, close.end(), end):
            return match.start(), close.end()
        told = patterns.finite.search(text, close.end(), end)
        if told and (patterns.fronted.match(before) or not patterns.finite.search(before)):
            return match.start(), close.end()
    return None


def report_goes_on(
    text: str, start: int, end: int, quotations: tuple[Quotation, ...], language: Language
) -> int | None:
    """Where a report goes on behind its reporting clause (", but Q"), where Q reports nothing itself."""
    patterns = _patterns(language.code)
    for match in patterns.again.finditer(text, start, end):
        rest = text[match.end() : end]
        if is_quoted(match.start(), quotations) or len(rest.split()) < _LEAST_WORDS + 1:
            continue
        first = rest.split()[0]
        subject = first[:1].isupper() or first.lower() in patterns.subjects
        if subject and patterns.finite.search(rest) and not patterns.reports.search(rest):
            return match.start() + 2
    return None


@lru_cache(maxsize=16)
def _clauses(text: str, start: int, end: int, code: str) -> tuple[re.Match[str], ...]:
    """Reporting clauses; they are slow to look for, so a word that any of them has comes first."""
    patterns = _patterns(code)
    comma = text.find(",", start, end)
    if comma < 0 or patterns.hint.search(text, comma, end) is None:
        return ()
    return tuple(patterns.clause.finditer(text, comma, end))


@cache
def _patterns(code: str) -> _Patterns:
    from claims.languages import load

    language = load(code)
    table = language.cues["following"]
    finite = either({*words(table["finite"]), *words(table["finite_hint"])})
    auxiliary = either(words(table["finite_hint"]))
    subjects = either(words(table["subject_pronouns"]))
    irregular = either(words(table["finite"]))
    adverb = rf"(?:(?:\w+ly|{either(words(table['adverbs']))})\s+)?"
    return _Patterns(
        _clause(language),
        _hint(language),
        re.compile(rf"\b(?:{finite}|\w{{2,}}ed)\b", re.IGNORECASE),
        re.compile(rf"{adverb}(?:{auxiliary}|{irregular})\b"),
        re.compile(rf"\b(?:{auxiliary})\s*$", re.IGNORECASE),
        re.compile(rf"(?:{either(words(table['fronted']))})\b", re.IGNORECASE),
        re.compile(rf"(?:{either(words(table.get('completing', '')))})\b"),
        re.compile(rf"(?:{either(words(table.get('going_on', '')))})\b"),
        re.compile(rf"(?:{either(words(table.get('how_often', '')))})\s+[a-z]+\b"),
        re.compile(rf",\s+(?:{either(words(table['verb_first']))})\b"),
        re.compile(rf",\s+(?:{either(words(table.get('again', '')))})\s+"),
        re.compile(rf"\b(?:{either(language.verb_forms)})\b"),
        frozenset({*words(table["subject_pronouns"]), *words(table.get("articles", ""))}),
        re.compile(
            rf"(?:{either(words(table['resuming']))})\s+(?:\w+ly\s+)?(?P<verb>{finite}|{subjects}|\w{{2,}}ed)\b"
        ),
    )


def _hint(language: Language) -> re.Pattern[str]:
    """A word that every match of `_clause` holds."""
    table = language.cues["following"]
    verbs = {*words(table["addressed"]), *words(table["verb_first"])} | _verb_forms(language)
    verbs |= {phrase.split()[-1] for phrase in table.get("in_court", ())}
    verbs |= {
        *words(table.get("findings", {}).get("verbs", "")),
        *words(table.get("as_saying", "")),
    }
    return re.compile(rf"\s(?:{either(verbs)})\b")


def _clause(language: Language) -> re.Pattern[str]:
    table = language.cues["following"]
    verb = either(_verb_forms(language))
    never = either({*words(table["finite_hint"]), *words(table["never_inside"])})
    # A word is taken whole (++): in parts, a long one could be read in endlessly many ways.
    word = rf"(?!(?:{never}|{verb})\b)(?:[A-Z]\w{{0,3}}\.|(?:[A-Z]\.)+|[\w’'&-]++)"
    opener = rf"(?!(?:{either(words(table['never_first']))})\b)"
    phrase = rf"{opener}{word}(?:\s+{word}){{0,8}}?"
    aside = rf"(?P<aside>,\s+{word}(?:\s+{word}){{0,9}},|,\s+(?:who|which)\s[^,.;:“”\"]{{3,80}},)?"
    days = {form for day in language.times["weekdays"] for form in (day, day.capitalize())}
    begin = either(set(words(table["tail"])) | days)
    adverb = rf"(?:{adverbs_of(table)})"
    # What begins a part of the tail is no word of the part before it: one way to read each tail.
    inside = rf"\s+(?!(?:{begin})\b)(?:{word}|{adverb})"
    tail = rf"(?:\s+{adverb})*(?:\s+(?:{begin})\b(?:{inside}){{0,9}}?)*"
    addressed = either(words(table["addressed"]))
    stop = r"(?=[,.;]|\s+[–—-]\s|\s*$)"
    behind = rf"{phrase}{aside}\s+{adverbs_before(table)}(?:(?P<finite>{verb}){tail}|(?:{addressed})(?:\s+{word}){{1,9}}?)"
    passive = (
        rf"{phrase}\s+(?:was|were)\s+(?:{either(words(table.get('as_saying', '')))})\s+as\s+saying"
    )
    behind = rf"(?:{behind}|{_in_court(language, word)}{tail}|{_findings(table, word)}|{passive})"
    first = either(words(table["verb_first"]))
    clause = either({*words(table["finite"]), *words(table["subject_pronouns"])})
    named = rf"(?!(?:{clause}|[a-z]+ed)\b){word}"
    ahead = rf"(?:{first})\s+(?:on\s+\w+\s+)?(?={opener}{named})(?:{named}\s?)+?"
    return re.compile(rf",\s+(?:{behind}|{ahead}){stop}")


def _findings(table: dict[str, Any], word: str) -> str:
    """ ", an analysis by two charities found": verbs that tell so only of research."""
    found = table.get("findings", {"nouns": "", "verbs": ""})
    nouns, verbs = either(words(found["nouns"])) or r"(?!)", either(words(found["verbs"]))
    return rf"(?:an?|the|its|their)\s+(?:{word}\s+){{0,3}}?(?:{nouns})(?:\s+{word}){{0,8}}?\s+(?:{verbs})"


def _in_court(language: Language, word: str) -> str:
    """ ", an inquest at Leeds heard", ", jurors were told": what was told with no other source."""
    nouns = words(language.cues.get("recipients", {}).get("hearers", ""))
    hearers = either({h for noun in nouns for h in (noun, f"{noun}s")})
    place = rf"(?:\s+(?:at|in)(?:\s+{word}){{1,4}})?"
    heard = either(language.cues["following"].get("in_court", ())) or r"(?!)"
    return rf"(?:(?:an?|the)\s+)?(?:{hearers}){place}\s+(?:{heard})"


def adverbs_of(table: dict[str, str]) -> str:
    """Adverbs that may stand behind the reporting verb, as alternatives of a pattern."""
    return either(words(table["adverbs"]))


def adverbs_before(table: dict[str, str]) -> str:
    """Auxiliaries and adverbs that may stand before the reporting verb, as an optional pattern."""
    return rf"(?:(?:{either(words(table['before']))}|\w+ly)\s+)?"


def _verb_forms(language: Language) -> set[str]:
    weak = set(words(language.cues["following"]["weak"]))
    cues = language.verbs
    quoting = {
        v for v, c in cues.items() if any("quote" in x.content and x.stance == "assert" for x in c)
    }
    forms = {form for form, lemma in language.verb_forms.items() if lemma in quoting - weak}
    return forms | {*language.cues["following"].get("more", ())}
