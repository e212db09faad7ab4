"""Reporting clauses put into or behind what they report, verb first: "P, a indiqué mardi l'agence X"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from claims.languages import Language
from claims.text.patterns import either
from claims.text.quotes import Quotation, is_quoted
from claims.text.reports.following import following_span, interposed_report, report_goes_on
from claims.text.reports.forms import Forms, forms_of

_LEAST_WORDS = 3
# a name beside who reports, with the comma that closes it ("dit le maire, [Jean Petit, ]")
_NAME_BESIDE = re.compile(
    r"(?:[A-ZÀ-Ý][\w'’-]*\.?\s+(?:d[eu]s?\s+|d['’])?){1,3}[A-ZÀ-Ý][\w'’-]*(?:\s+\([^)]{1,40}\))?,\s+(?=\S)"
)
_LONGEST_OPENING = 12  # words before a reporting clause put into a sentence


def reported_span(
    text: str, start: int, end: int, quotations: tuple[Quotation, ...], language: Language
) -> tuple[int, int] | None:
    """The part of `text[start:end]` that an inserted verb or "selon lesquelles" reports, if any.

    Half-open offsets; None where nothing is reported that way, or a quotation already holds it.
    """
    if "following" in language.cues:
        return following_span(text, start, end, quotations, language)
    if "inserted" not in language.cues:
        return None
    forms = forms_of(language.code)
    for match in forms.inserted.finditer(text, start, end):
        if is_quoted(match.start(), quotations):
            continue
        if _is_report(text, (start, end), match, forms, quotations):
            return _behind_colon(text, start, match.start(), quotations, language), match.start()
    opener = forms.openers.search(text, start, end)
    if opener and not is_quoted(opener.start(), quotations):
        left, right = opener.end(), end
        while right > left and text[right - 1] in ".!? \u00a0":
            right -= 1
        if len(text[left:right].split()) >= _LEAST_WORDS:
            return left, right
    return None


def _behind_colon(
    text: str, start: int, end: int, quotations: tuple[Quotation, ...], language: Language
) -> int:
    """Where the report begins: "X rejette P [: Q], affirme son président" has a report before it."""
    colon = text.rfind(" : ", start, end)
    if colon < 0 or is_quoted(colon, quotations):
        return start
    told, before = text[colon + 3 : end], text[start:colon]
    whole = len(told.split()) >= _LEAST_WORDS and _has_verb(told, forms_of(language.code))
    reports = any(w.lower() in language.verb_forms for w in before.split()[1:-1])
    negated = re.search(rf"\b(?:{either(language.grammar['negations'])})(?:\b|(?<=['’]))", before)
    return colon + 3 if whole and reports and not negated else start


def interposed_clause(
    text: str, start: int, end: int, quotations: tuple[Quotation, ...], language: Language
) -> tuple[int, int] | None:
    """A reporting clause put into the middle of what it reports (", poursuit-il, "), with its commas."""
    if "following" in language.cues:
        return interposed_report(text, start, end, quotations, language)
    if "inserted" not in language.cues:
        return None
    forms = forms_of(language.code)
    for match in forms.inserted.finditer(text, start, end):
        close = re.compile(r"[^,;:«»]{0,80}?,\s+(?=\S)").match(text, match.end(), end)
        if close is None or is_quoted(match.start(), quotations):
            continue
        named = _NAME_BESIDE.match(text, close.end(), end)
        close = named if named is not None and not _has_clitic(match) else close
        before, rest = text[start : match.start()], text[close.end() : end]
        subject = _last_part(before, language)
        if _has_clitic(match) and forms.hint.match(rest) and not _is_finite(subject, forms):
            return match.start(), close.end()
        if not before.strip() or len(before.split()) > _LONGEST_OPENING:
            continue
        if _is_quotation(start, match.start(), quotations) and text[close.end()] not in '«“"':
            continue  # "« Du maire », a-t-il dit, sans se retourner"
        goes_on = forms.completing.match(rest) or forms.to_infinitive.match(rest)
        goes_on = goes_on or forms.joined.match(rest) or forms.condition.match(before.strip())
        if _has_clitic(match) and goes_on:
            return match.start(), close.end()
        told = forms.completing_one.match(rest) and _has_verb(before, forms)
        if told and _tells_of_one(match, forms):
            return match.start(), close.end()
        if forms.modal.search(before) and forms.infinitive.match(rest):
            return match.start(), close.end()
        if _is_finite(before, forms):
            continue
        if forms.relative.match(rest):
            continue
        if _has_clitic(match) or (_is_finite(rest, forms) and not forms.aside.match(rest)):
            return match.start(), close.end()
    return None


def _is_quotation(start: int, end: int, quotations: tuple[Quotation, ...]) -> bool:
    """Whether one closed quotation is all that stands there."""
    return any(q.closed and q.start == start and q.end >= end for q in quotations)


def opens_with_condition(before: str, language: Language) -> bool:
    """Whether what stands before a clause put in is a clause that a comma parts from the main one."""
    if "inserted" not in language.cues:
        return False
    forms, lead = forms_of(language.code), before.strip()
    fronted = forms.fronting.match(lead) is not None and not _is_finite(lead, forms)
    return fronted or forms.condition.match(lead) is not None


def _last_part(before: str, language: Language) -> str:
    """What stands behind the last pause or conjunction: the subject of what follows the clause put in."""
    joints = either(language.grammar["joining"])
    return re.split(rf"[,;:]\s|\s(?:{joints})\s", before)[-1]


def _tells_of_one(match: re.Match[str], forms: Forms) -> bool:
    """A single speaker behind the verb ("affirme le quotidien"): no plural is an apposition of his."""
    verb, speaker = match.group("finite"), match.string[match.end("finite") :]
    return verb is not None and not forms.plural.search(verb) and not forms.several.match(speaker)


def report_follows(text: str, place: int, language: Language) -> bool:
    """Whether a reporting clause stands right at `place`: "« Mensonge »[, a coupé X]"."""
    if "inserted" not in language.cues:
        return False
    return forms_of(language.code).behind.match(text, place) is not None


@dataclass(frozen=True, slots=True)
class Adjunct:
    """`start:end` parts a verb from its speaker; from `kept` on it is wanted, behind the speaker (`place`).

    What stands before `kept`, a day or a place of telling, only misleads a parser there.
    """

    start: int
    end: int
    kept: int
    place: int


def misplaced_adjunct(
    text: str, start: int, end: int, quotations: tuple[Quotation, ...], language: Language
) -> Adjunct | None:
    """What stands between an inserted verb and its speaker ("a réagi [auprès de l'agence] le ministre")."""
    if "inserted" not in language.cues:
        return None
    forms = forms_of(language.code)
    for match in forms.inserted.finditer(text, start, end):
        if any(q.start < match.start() < q.end - 1 for q in quotations):
            continue
        before = text[start : match.start()]
        spoken = any(q.end <= match.start() for q in quotations)
        loose = "," in before and not spoken and not _has_verb(before, forms)
        if loose or _is_subject(before, forms):
            continue  # "La directrice, Anne Roy, a confirmé à X la venue de Y"
        left, right = match.span("between")
        put_in = text[left:right] if left >= 0 else ""
        if not put_in.strip() or forms.never_between.search(put_in):
            continue
        found = forms.adjunct.search(put_in)
        if found is None and not forms.day.match(put_in.lower()):
            continue
        spoken_to = found is not None and found.group().split()[0].lower() in forms.spoken_to
        kept = left + found.start() if found and spoken_to else right
        rest = text[match.end() : end]
        pauses = (m for m in re.finditer(r"[,;:]\s*(?=(\S))", rest) if not m.group(1).isupper())
        stop = next(pauses, None) or re.search(r"\s*[.!?…»”\"]*\s*$", rest)
        return Adjunct(left, right, kept, match.end() + stop.start()) if stop else None
    return None


def _is_report(
    text: str,
    span: tuple[int, int],
    match: re.Match[str],
    forms: Forms,
    quotations: tuple[Quotation, ...],
) -> bool:
    start, end = span
    report = text[start : match.start()]
    if any(q.start <= start and q.end >= match.start() - 1 for q in quotations):
        return False
    if _is_short_answer(report, forms):
        return True
    if len(report.split()) < _LEAST_WORDS:
        return False
    if _has_clitic(match):
        return True
    if _is_subject(report, forms) or _is_named_subject(report, forms):
        return False
    if any(q.end == match.start() for q in quotations):
        return True
    told = max(match.end("participle"), match.end("finite"))
    if re.match(r"[^,.;:«»]*?\b(?:que\b|qu['’])", text[told:]):
        return False
    if re.search(r",\s+qu(?:e\b|['’])", text[told:end]) and not _has_verb(report, forms):
        return False
    if match.group("loose"):
        return _has_verb(report, forms)
    verb = match.group("participle") or match.group("finite")
    if verb.lower() in forms.weak:
        return bool(forms.hint.search(_without_relatives(report, forms)))
    return True


def _is_subject(report: str, forms: Forms) -> bool:
    """ "L'Unesco, qui parle d'un « désastre »": a subject with an aside, whose verb is still to come."""
    aside = re.match(r"[^,]+,\s+", report)
    relative = aside is not None and forms.relatives.match(report, aside.end())
    return bool(relative) and not _has_verb(report, forms)


def _is_named_subject(report: str, forms: Forms) -> bool:
    """ "Son directeur, Luc Petit": a subject and its name, whose verb is still to come."""
    noun, comma, name = report.strip().rpartition(", ")
    named = bool(name) and all(w[:1].isupper() for w in re.split(r"[\s’'-]+", name) if len(w) > 3)
    return bool(comma) and "," not in noun and named and not _has_verb(report, forms)


def _has_verb(report: str, forms: Forms) -> bool:
    """Whether a finite verb stands in the text outside its relative clauses."""
    return _is_finite(_without_relatives(report, forms), forms)


def _is_finite(text: str, forms: Forms) -> bool:
    """Whether a finite verb, or what looks like one, stands in the text."""
    return bool(forms.hint.search(text) or forms.verb_like.search(text))


def _without_relatives(text: str, forms: Forms) -> str:
    return forms.relatives.sub(" ", text)


def _is_short_answer(report: str, forms: Forms) -> bool:
    """ "Faux, répond X": a word or two that dismiss what was told before."""
    return bool(forms.answer and forms.answer.fullmatch(report.strip(' «»“”"')))


def _has_clitic(match: re.Match[str]) -> bool:
    finite = match.group("finite") or ""
    return bool(
        match.group("clitic") or match.group("clitic2") or match.group("split") or "-" in finite
    )


def continuation(
    text: str, start: int, end: int, quotations: tuple[Quotation, ...], language: Language
) -> int | None:
    """Where, after an inserted reporting clause, the report goes on (", et personne n'a bougé")."""
    if "following" in language.cues:
        return report_goes_on(text, start, end, quotations, language)
    if "inserted" not in language.cues:
        return None
    forms = forms_of(language.code)
    resuming = re.compile(rf",\s+(?:{'|'.join(language.cues['inserted']['resuming'])})\s+")
    for match in resuming.finditer(text, start, end):
        goes_on = forms.hint.search(text, match.end(), end)
        if goes_on and not is_quoted(match.start(), quotations):
            return match.start() + 2
    return None
