"""When a claim says it happened: weekdays, vague periods, dates and years, as EDTF.

Relative words are resolved against the article's publication date and left empty without one.
EDTF: Extended Date/Time Format, ISO 8601-2:2019, level 1 (a day, a month, a year, or an interval).
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from claims.languages import Language
from claims.text.tree import Tree

if TYPE_CHECKING:
    from claims.text.tokens import Token


def event_time(
    sentence: str, published: datetime | None, language: Language, future: bool = False
) -> str | None:
    """EDTF of the one time the claim names, or None where it names none, or more than one.

    `future` tells that the time lies ahead of publication (`looks_ahead`).
    """
    text = sentence.lower().replace("’", "'")
    future = future or any(f"{p} " in f"{text} " for p in language.times["words"].get("ahead", ()))
    explicit = _explicit(text, published, language, future)
    if explicit and not _day_comes_first(text, language):
        return explicit
    if published is None:
        return None
    day = published.date()
    return (
        _relative_day(text, day, language)
        or _weekday(text, day, language, future)
        or _period(text, day, language)
        or _ago(text, day, language)
    )


def _day_comes_first(text: str, language: Language) -> bool:
    """ "a revu jeudi sa prévision, contre 1,1 % en juin": the month is of something else."""
    contrast = language.times["words"].get("contrast", ())
    days = [
        re.search(rf"(?<![\w-]){re.escape(w)}(?![\w-])", text) for w in language.times["weekdays"]
    ]
    first = min((d.start() for d in days if d), default=-1)
    return first >= 0 and any(text.find(f" {w} ", first) > 0 for w in contrast)


def asides(tokens: tuple[Token, ...], head: Token, tree: Tree) -> tuple[Token, ...]:
    """Words of clauses that tell something of a claim's nouns ("déporté en 1943", "qui brûla en 2019").

    What hangs on the claim's own head may be the claim itself ("c'est en 2020 que ...") and stays.
    """
    if "reattach" not in tree.language.grammar:
        return ()
    kept = {t.i for t in tokens}
    inside: set[int] = set()
    for token in tokens:
        participle = token.dep_ in tree.acl and tree.is_participle(token)
        adjective = token.dep_ == "amod" and len(tree.subtree(token)) > 1  # "un marchand déporté"
        told = token.dep_ in tree.relcl or participle or (adjective and token.i > token.head.i)
        noun = token.head
        if told and noun != head and noun.i in kept and noun.pos_ in ("NOUN", "PROPN"):
            inside |= tree.subtree(token) - {head.i}
    return () if head.i in inside else tuple(t for t in tokens if t.i in inside)


def looks_ahead(tokens: tuple[Token, ...], tree: Tree) -> bool:
    """Whether the verb beside a claim's time word tells of what is to come ("will", "fera", "to meet")."""
    times = tree.language.times
    named = [t for t in tokens if set(t.lower_.split()) & {*times["weekdays"], *times["months"]}]
    return any(_is_ahead(tree.clause_of(t), tree) for t in named)


def _is_ahead(verb: Token, tree: Tree) -> bool:
    helpers = tree.children(verb, tree.aux | tree.copula)
    if any("Fut" in v.morph.get("Tense") for v in (verb, *helpers)):
        return True
    table = tree.language.times["words"]
    told = verb.dep_ in tree.ccomp and verb.head.morph.get("VerbForm") == ["Part"]
    simple = (v for v in (verb, *helpers) if v == verb or v.dep_ in tree.passive_aux | tree.copula)
    if told and any("Cnd" in v.morph.get("Mood") for v in simple):
        return True  # "a indiqué qu'il recevrait les élus lundi"
    if any(h.lemma_.lower() in table.get("perfect", ()) for h in helpers):
        return False
    barred = table.get("able", ()) if tree.negated(verb) else ()
    if any(h.lemma_.lower() in table.get("will", ()) and h.lemma_ not in barred for h in helpers):
        return True
    governed = tree.is_infinitive(verb) and verb.dep_ in tree.xcomp | tree.ccomp | tree.acl
    if (governed or verb.dep_ in tree.xcomp) and "Fut" in verb.head.morph.get("Tense"):
        return True  # "va ouvrir", "resteront fermées"
    was = "present_ahead" in table and "Imp" in verb.head.morph.get("Tense")  # "devait accueillir"
    if governed and verb.head.lemma_.lower() in table.get("plans", ()) and not was:
        return True
    return "present_ahead" in table and _is_announced(verb, helpers, tree)


def _is_announced(verb: Token, helpers: list[Token], tree: Tree) -> bool:
    """ "reçoit Brest samedi", "est attendu lundi": a present beside a day tells what is to come."""
    table = tree.language.times["words"]
    if any(t.lower_ in table["since"] for t in verb.subtree):
        return False
    if helpers:
        now = any(h.morph.get("Tense") == ["Pres"] for h in helpers)
        return now and verb.lemma_.lower() in table["present_ahead"]
    told = {verb.lemma_.lower(), f"se-{verb.lemma_.lower()}"} & set(tree.language.verbs)
    announces = verb.lemma_.lower() in table["present_ahead"]
    return verb.morph.get("Tense") == ["Pres"] and verb.pos_ == "VERB" and (announces or not told)


def _explicit(
    text: str, published: datetime | None, language: Language, future: bool
) -> str | None:
    months = language.times["months"]
    span = _span_of_days(text, published, language, future)
    if span:
        return span
    names = "|".join(sorted(map(re.escape, months), key=len, reverse=True))
    for pattern in language.times.get(
        "date_patterns", [r"\b(?P<d>\d{1,2})(?:er)?\s+(?P<m>MONTH)(?:\s+(?P<y>\d{4}))?"]
    ):
        found = re.search(pattern.replace("MONTH", names), text)
        if found and found.group("d"):
            year = found.group("y") or _nearest_year(months[found.group("m")], published, future)
            if year:
                return _day(int(year), months[found.group("m")], int(found.group("d")))
    found = re.search(rf"\b(?P<m>{names})\s+(?P<y>\d{{4}})\b", text)
    if found:
        return f"{int(found.group('y')):04d}-{months[found.group('m')]:02d}"
    found = re.search(
        rf"\b(?:{'|'.join(language.times['in_words'])})\s+(?P<y>(?:19|20)\d\d)\b", text
    )
    if found:
        return found.group("y")
    found = re.search(
        rf"\b(?:{'|'.join(language.times['month_words'])})\s+(?P<m>{names})\b(?!\s+\d{{4}})", text
    )
    year = _nearest_year(months[found.group("m")], published, future) if found else None
    return f"{int(year):04d}-{months[found.group('m')]:02d}" if found and year else None


def _span_of_days(
    text: str, published: datetime | None, language: Language, future: bool
) -> str | None:
    """ "du 2 au 30 avril": an interval."""
    pattern, months = language.times.get("days_span"), language.times["months"]
    found = re.search(pattern.replace("MONTH", "|".join(months)), text) if pattern else None
    if found is None:
        return None
    month = months[found.group("m")]
    year = found.group("y") or _nearest_year(month, published, future)
    days = [_day(int(year), month, int(found.group(k))) if year else None for k in ("d", "e")]
    return "/".join(d for d in days if d) if all(days) else None


def _nearest_year(month: int, published: datetime | None, future: bool) -> int | None:
    """The year that puts the month nearest to publication, the past before the future."""
    if published is None:
        return None
    if future:
        return published.year + (month < published.month)
    return published.year - 1 if month > published.month + 6 else published.year


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _relative_day(text: str, day: date, language: Language) -> str | None:
    for word, offset in sorted(language.times["days"].items(), key=lambda w: -len(w[0])):
        if word in text and re.search(rf"(?<![\w'-]){re.escape(word)}(?![\w-])", text):
            return (day + timedelta(days=offset)).isoformat()
    return None


def _weekday(text: str, day: date, language: Language, future: bool) -> str | None:
    """The nearest such day: back for what happened, on the day itself included; ahead for what will."""
    table = language.times["weekdays"]
    found = [
        w for w in table
        if w in text and re.search(rf"(?<![\w-]){re.escape(w)}(?![\w-])", text)
    ]  # fmt: skip
    if len(found) != 1:
        return None
    words = language.times["words"]
    ahead = future or any(
        re.search(rf"{found[0]}\s+{w}\b|\b{w}\s+{found[0]}", text) for w in words["next"]
    )
    back = (day.isoweekday() - table[found[0]]) % 7
    if ahead:
        return (day + timedelta(days=(table[found[0]] - day.isoweekday()) % 7)).isoformat()
    if back == 0 and any(
        re.search(rf"{found[0]}\s+{w}\b|\b{w}\s+{found[0]}", text) for w in words["last"]
    ):
        back = 7
    return (day - timedelta(days=back)).isoformat()


def _period(text: str, day: date, language: Language) -> str | None:
    for phrase, (unit, offset) in sorted(
        language.times["periods"].items(), key=lambda p: -len(p[0])
    ):
        if phrase in text:
            return _shifted(day, unit, offset)
    return None


def _ago(text: str, day: date, language: Language) -> str | None:
    """ "three days ago", "il y a deux ans": a day, a month or a year, as fine as the words are."""
    pattern = language.times.get("ago")
    found = re.search(pattern, text) if pattern else None
    if found is None:
        return None
    count = language.times["numbers"].get(found.group("n"), found.group("n"))
    unit = language.times["units"].get(found.group("unit"))
    if not str(count).isdigit() or unit is None:
        return None
    if unit == "day":
        return (day - timedelta(days=int(count))).isoformat()
    return _shifted(day, unit, -int(count))


def _shifted(day: date, unit: str, offset: int) -> str:
    if unit == "year":
        return f"{day.year + offset:04d}"
    if unit == "month":
        months = day.year * 12 + day.month - 1 + offset
        return f"{months // 12:04d}-{months % 12 + 1:02d}"
    monday = day - timedelta(days=day.isoweekday() - 1) + timedelta(weeks=offset)
    return f"{monday.isoformat()}/{(monday + timedelta(days=6)).isoformat()}"
