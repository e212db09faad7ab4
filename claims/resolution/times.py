"""When a claim says it happened: weekdays, vague periods, dates and years, as EDTF.

Relative words are resolved against the article's publication date and left empty without one.
EDTF: Extended Date/Time Format, ISO 8601-2:2019, level 1 (a day, a month, a year, or an interval).
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from claims.languages import Language


def event_time(
    sentence: str, published: datetime | None, language: Language, future: bool = False
) -> str | None:
    """EDTF of the one time the claim names, or None where it names none, or more than one."""
    text = sentence.lower().replace("’", "'")
    explicit = _explicit(text, published, language)
    if explicit:
        return explicit
    if published is None:
        return None
    day = published.date()
    return (
        _relative_day(text, day, language)
        or _weekday(text, day, language, future)
        or _period(text, day, language)
    )


def _explicit(text: str, published: datetime | None, language: Language) -> str | None:
    months = language.times["months"]
    names = "|".join(sorted(map(re.escape, months), key=len, reverse=True))
    for pattern in language.times.get(
        "date_patterns", [r"\b(?P<d>\d{1,2})(?:er)?\s+(?P<m>MONTH)(?:\s+(?P<y>\d{4}))?"]
    ):
        found = re.search(pattern.replace("MONTH", names), text)
        if found and found.group("d"):
            year = found.group("y") or _nearest_year(months[found.group("m")], published)
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
    year = _nearest_year(months[found.group("m")], published) if found else None
    return f"{int(year):04d}-{months[found.group('m')]:02d}" if found and year else None


def _nearest_year(month: int, published: datetime | None) -> int | None:
    """The year that puts the month nearest to publication, the past before the future."""
    if published is None:
        return None
    return published.year - 1 if month > published.month + 6 else published.year


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _relative_day(text: str, day: date, language: Language) -> str | None:
    for word, offset in sorted(language.times["days"].items(), key=lambda w: -len(w[0])):
        if re.search(rf"(?<![\w'-]){re.escape(word)}(?![\w-])", text):
            return (day + timedelta(days=offset)).isoformat()
    return None


def _weekday(text: str, day: date, language: Language, future: bool) -> str | None:
    """The nearest such day: back for what happened, on the day itself included; ahead for what will."""
    table = language.times["weekdays"]
    found = [w for w in table if re.search(rf"(?<![\w-]){re.escape(w)}(?![\w-])", text)]
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


def _shifted(day: date, unit: str, offset: int) -> str:
    if unit == "year":
        return f"{day.year + offset:04d}"
    if unit == "month":
        months = day.year * 12 + day.month - 1 + offset
        return f"{months // 12:04d}-{months % 12 + 1:02d}"
    monday = day - timedelta(days=day.isoweekday() - 1) + timedelta(weeks=offset)
    return f"{monday.isoformat()}/{(monday + timedelta(days=6)).isoformat()}"
