"""Explicit dates only: what a field, an address or a metadata line states; relative words never.

Everything comes back as timezone-aware UTC. A date without an hour becomes midnight UTC, an hour
without a zone is taken as UTC; `Stated.lacks` says so, and readers put it in the article's notes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

from claims.readers.data import metadata

_HEAD_LINES, _TAIL_LINES, _LINE_CHARS = 25, 10, 200
_DAY_ONLY = re.compile(r"\d{4}-?\d{2}-?\d{2}\Z")
_URL_DATE = re.compile(
    r"/((?:19|20)\d\d)([/-])(0?[1-9]|1[0-2])\2(0?[1-9]|[12]\d|3[01])(?=[/_.-]|\Z)"
)
_CLOCK = (
    r"(?P<hour>[01]?\d|2[0-3])\s?[:hH.]\s?(?P<minute>[0-5]\d)?(?::(?P<second>[0-5]\d))?"
    r"(?:\s?(?P<half>[ap]\.?m\.?))?"
    r"(?:\s?\(?(?P<zone>[A-Z]{1,4}(?![a-z])|(?:GMT|UTC)?[+-]\d\d?:?(?:\d\d)?)\)?)?"
)


@dataclass(frozen=True, slots=True)
class Stated:
    """A date as it was stated, in UTC; `lacks` is "", "zone" or "hour"."""

    when: datetime
    lacks: str = ""

    def notes(self, where: str) -> tuple[str, ...]:
        """What to tell the user about a date found in `where`."""
        if self.lacks == "hour":
            return (f"published: the day only, from {where}; the hour is unknown",)
        if self.lacks == "zone":
            return (f"published: from {where}, which names no zone; taken as UTC",)
        return ()


def to_utc(when: datetime) -> Stated | None:
    """A datetime in UTC; None where it leaves the calendar."""
    try:
        if when.tzinfo is None:
            return Stated(when.replace(tzinfo=UTC), "zone")
        return Stated(when.astimezone(UTC))
    except (OverflowError, ValueError):
        return None


def parse_stated(text: str) -> Stated | None:
    """An ISO 8601 date or date-time, as JSON-LD, JSONL and `--published` write them."""
    text = text.strip()
    try:
        found = to_utc(datetime.fromisoformat(text))
    except ValueError:
        return None
    if found and _DAY_ONLY.match(text):
        return Stated(found.when, "hour")
    return found


def parse_field(text: str) -> Stated | None:
    """A date as feeds, HTTP and page metadata write it: ISO 8601, RFC 2822, or in words."""
    if found := parse_stated(text):
        return found
    try:
        return to_utc(parsedate_to_datetime(text))
    except (ValueError, TypeError, IndexError, OverflowError):
        pass
    match = _patterns().worded.search(text[:_LINE_CHARS])
    return _from_match(match) if match else None


def date_in_url(url: str) -> Stated | None:
    """The day that an address such as /2023/09/12/title names."""
    found = _URL_DATE.search(url)
    return _build(int(found[1]), int(found[3]), int(found[4])) if found else None


def date_in_text(text: str) -> Stated | None:
    """The date of the first metadata line near the top or the end that states one.

    A metadata line is a short line that opens with a word for publishing and a date ("Publié le
    12 septembre 2023 à 14h05"), or holds an ISO 8601 date and nothing else.
    """
    for line in metadata_lines(text):
        if found := parse_stated(line):
            return found
        opened = _patterns().opening.match(line)
        if opened and (found := _after_opening(line[opened.end() :], opened["word"].lower())):
            return found
    return None


def metadata_lines(text: str) -> Iterator[str]:
    """The short lines at the top and the end of a text, where newsrooms put bylines and dates."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    tail = lines[max(len(lines) - _TAIL_LINES, _HEAD_LINES) :]
    for line in lines[:_HEAD_LINES] + tail:
        if len(line) <= _LINE_CHARS:
            yield line


def _after_opening(rest: str, word: str) -> Stated | None:
    iso = re.match(
        r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:?\d{2})?)?(?!\S)", rest
    )
    if iso:
        return parse_stated(iso[0])
    if match := _patterns().worded.match(rest):
        return _from_match(match)
    numeric = _patterns().numeric.match(rest)
    if numeric and (word in metadata()["dates"]["day_first"] or int(numeric["day"]) > 12):
        return _from_match(numeric)
    return None


def _from_match(match: re.Match[str]) -> Stated | None:
    parts = match.groupdict()
    if parts.get("month"):
        month = int(parts["month"])
    else:
        name = parts.get("name") or parts.get("name2") or ""
        month = metadata()["dates"]["months"][name.lower()]
    day = int(parts.get("day") or parts.get("day2") or 0)
    year = int(parts.get("year") or parts.get("year2") or 0)
    if parts.get("hour") is None or not (parts["minute"] or "h" in match[0].lower()):
        return _build(year, month, day)
    return _build_timed(_build(year, month, day), parts)


def _build_timed(day: Stated | None, parts: dict[str, str | None]) -> Stated | None:
    if day is None:
        return None
    hour, minute = int(parts["hour"] or 0), int(parts["minute"] or 0)
    if parts["half"]:
        hour = hour % 12 + (12 if parts["half"].lower().startswith("p") else 0)
    local = day.when.replace(hour=hour, minute=minute, second=int(parts["second"] or 0))
    zone = _zone(parts["zone"] or "")
    if zone is None:
        return Stated(local, "zone")
    return to_utc(local.replace(tzinfo=zone))


def _zone(name: str) -> timezone | None:
    minutes = metadata()["dates"]["zones"].get(name.lower())
    if minutes is None:
        offset = re.fullmatch(r"(?:GMT|UTC)?([+-])(\d\d?):?(\d\d)?", name)
        if not offset or int(offset[2]) > 14 or int(offset[3] or 0) > 59:
            return None
        minutes = (int(offset[2]) * 60 + int(offset[3] or 0)) * (-1 if offset[1] == "-" else 1)
    return timezone(timedelta(minutes=minutes))


def _build(year: int, month: int, day: int) -> Stated | None:
    try:
        return Stated(datetime(year, month, day, tzinfo=UTC), "hour")
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class _Patterns:
    opening: re.Pattern[str]
    worded: re.Pattern[str]
    numeric: re.Pattern[str]


_CACHE: list[_Patterns] = []


def _patterns() -> _Patterns:
    if not _CACHE:
        _CACHE.append(_compile())
    return _CACHE[0]


def _compile() -> _Patterns:
    data = metadata()["dates"]
    months = _either(data["months"])
    weekday = rf"(?:(?:{_either(data['weekdays']['names'])})\.?,?\s+)?"
    joins = rf"\s*(?:(?:{_either(data['joins'])})\s*)*"
    clock = rf"(?:[\s,]*(?:{_either(data['joins'])})?\s*{_CLOCK})?"
    words = rf"(?P<word>{_either(data['published'])})"
    day = r"(?P<day>0?[1-9]|[12]\d|3[01])(?:er|st|nd|rd|th)?"
    other = r"(?P<day2>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
    worded = (
        rf"{weekday}(?:{day}\.?\s+(?P<name>{months})\.?,?\s+(?P<year>\d{{4}})"
        rf"|(?P<name2>{months})\.?\s+{other},?\s+(?P<year2>\d{{4}})){clock}"
    )
    numeric = rf"{weekday}{day}[/.](?P<month>0?[1-9]|1[0-2])[/.](?P<year>\d{{4}}){clock}"
    flags = re.IGNORECASE
    return _Patterns(
        re.compile(rf"\W{{0,4}}{words}(?!\w){joins}", flags),
        re.compile(worded, flags),
        re.compile(numeric, flags),
    )


def _either(words: object) -> str:
    names = sorted(map(str, words), key=lambda word: (-len(word), word))  # type: ignore[call-overload]
    return "|".join(map(re.escape, names))
