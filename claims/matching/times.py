"""When a claim says it happened: days, months, years and parts of them, resolved where possible."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from claims.matching.lexicon import Lexicon
from claims.matching.text import Token

_YEARS = range(1500, 2200)


@dataclass(frozen=True, slots=True)
class When:
    """One time of a claim.

    `kind` is day, week, month or year; `sign` is what was written ("wd1", "09-04", "-1"), and
    `dates` the ISO dates it can mean, none where the time of publication is not known.
    """

    kind: str
    sign: str
    dates: tuple[str, ...]
    start: int
    end: int


def find_times(
    found: Sequence[Token], lexicon: Lexicon, published_at: datetime | None
) -> list[When]:
    """The times among the tokens, in order."""
    return _Finder(found, lexicon, published_at.date() if published_at else None).run()


class _Finder:
    def __init__(self, found: Sequence[Token], lexicon: Lexicon, published: date | None) -> None:
        self.tokens, self.lexicon, self.published = found, lexicon, published
        self.words = [token.folded for token in found]

    def run(self) -> list[When]:
        times: list[When] = []
        place = 0
        while place < len(self.words):
            here = self._at(place)
            times += here
            place = max([place + 1, *(when.end for when in here)])
        return times

    def _at(self, place: int) -> list[When]:
        for reader in (self._dates, self._weekday, self._relative, self._month, self._year):
            here = reader(place)
            if here:
                return here
        return []

    def _word(self, place: int) -> str:
        return self.words[place] if 0 <= place < len(self.words) else ""

    def _day_number(self, place: int) -> int:
        """The day of the month at `place`, 0 if there is none ("1er", "4th" count)."""
        word = self._word(place)
        return int(word) if word.isdigit() and 1 <= int(word) <= 31 else 0

    def _dates(self, place: int) -> list[When]:
        """Day and month, either order, ranges too: "du 5 au 8 janvier", "January 5 to 8"."""
        if self.lexicon.months.get(self._word(place)) and self.tokens[place].capital:
            days, end = self._days(place + 1)
            month = self.lexicon.months[self._word(place)]
        else:
            days, middle = self._days(place)
            middle += self._word(middle) == "of"
            month = self.lexicon.months.get(self._word(middle), 0)
            end = middle + 1
        if not days or not month:
            return []
        year = self._year_number(end)
        end += bool(year)
        return [self._day(month, day, year, (place, end)) for day in days]

    def _days(self, place: int) -> tuple[list[int], int]:
        days: list[int] = []
        end = place
        while self._day_number(end):
            days.append(self._day_number(end))
            end += 1
            end += self._word(end) in self.lexicon.ordinal_endings
            joined = self._word(end) in {"au", "a", "to", "et", "and", "until"}
            if joined and self._day_number(end + 1):
                end += 1
            elif not self._day_number(end):
                break
        return days, end

    def _year_number(self, place: int) -> int:
        word = self._word(place)
        return int(word) if len(word) == 4 and word.isdigit() and int(word) in _YEARS else 0

    def _day(self, month: int, day: int, year: int, place: tuple[int, int]) -> When:
        sign = f"{month:02d}-{day:02d}"
        if year:
            return When("day", sign, (f"{year:04d}-{sign}",), *place)
        if self.published is None:
            return When("day", sign, (), *place)
        years = (self.published.year + shift for shift in (-1, 0, 1))
        dates = [made for y in years if (made := _made(y, month, day))]
        near = [made for made in dates if abs((made - self.published).days) <= 300]
        return When("day", sign, tuple(d.isoformat() for d in near), *place)

    def _weekday(self, place: int) -> list[When]:
        number = self.lexicon.weekdays.get(self._word(place))
        if number is None:
            return []
        if len(self._word(place)) <= 4 and not self.tokens[place].capital:
            return []  # "sat", "sun", "wed" are words too
        dates: tuple[str, ...] = ()
        if self.published is not None:
            back = (self.published.weekday() - number) % 7
            last = self.published - timedelta(days=back)
            dates = tuple((last + timedelta(days=d)).isoformat() for d in (0, 7))
        return [When("day", f"wd{number}", dates, place, place + 1)]

    def _relative(self, place: int) -> list[When]:
        length, values = self.lexicon.relative.at(self.words, place)
        if not length:
            return []
        kind, shift = values[0]
        return [When(kind, f"{shift:+d}", self._shifted(kind, shift), place, place + length)]

    def _shifted(self, kind: str, shift: int) -> tuple[str, ...]:
        today = self.published
        if today is None:
            return ()
        if kind == "day":
            return ((today + timedelta(days=shift)).isoformat(),)
        if kind == "week":
            monday = today - timedelta(days=today.weekday()) + timedelta(days=7 * shift)
            return tuple((monday + timedelta(days=d)).isoformat() for d in range(7))
        if kind == "month":
            months = today.year * 12 + today.month - 1 + shift
            return (f"{months // 12:04d}-{months % 12 + 1:02d}",)
        return (f"{today.year + shift:04d}",)

    def _month(self, place: int) -> list[When]:
        number = self.lexicon.months.get(self._word(place))
        if not number or not self._is_month(place):
            return []
        year = self._year_number(place + 1)
        if year:
            dates: tuple[str, ...] = (f"{year:04d}-{number:02d}",)
        elif self.published is None:
            dates = ()
        else:
            dates = tuple(f"{self.published.year + s:04d}-{number:02d}" for s in (-1, 0, 1))
        return [When("month", f"{number:02d}", dates, place, place + 1 + bool(year))]

    def _is_month(self, place: int) -> bool:
        word, before = self._word(place), self._word(place - 1)
        if self.lexicon.day_first:  # "mars" and "mai" are words and names too
            return not self.tokens[place].capital and len(word) > 2 and before != "sur"
        if word in {"may", "march"}:
            return self.tokens[place].capital and not self.tokens[place].initial
        return self.tokens[place].capital

    def _year(self, place: int) -> list[When]:
        year = self._year_number(place)
        if not year or not 1900 <= year < 2150 or self._counted(place):
            return []
        return [When("year", str(year), (str(year),), place, place + 1)]

    def _counted(self, place: int) -> bool:
        """Whether a number that looks like a year has a unit after it or a sign before it."""
        length, _ = (
            self.lexicon.units.at(self.words, place + 1) if place + 1 < len(self.words) else (0, [])
        )
        return bool(length) or self._word(place - 1) in {"$", "€", "£"}


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


_CLOCK: dict[str, re.Pattern[str]] = {}
_TIMED = re.compile(
    r"\b(\d{1,2})(?::|\s?h\s?)([0-5]?\d)(?::|\s?min\s?)([0-5]?\d)(?:\s?s\b)?(?![\w:])"
)


def clock_minutes(text: str, lexicon: Lexicon) -> tuple[list[float], str]:
    """Minutes of every clock time or short duration ("15 h 20", "3:20 pm"), and the text without.

    One number for both, since "2 h 16" is either. A time with seconds, as of a race, is the same in
    every language: "2:09:41", "2 h 09 min 41 s".
    """
    pattern = _CLOCK.setdefault(lexicon.clock, re.compile(lexicon.clock, re.IGNORECASE))
    minutes: list[float] = []

    def timed(match: re.Match[str]) -> str:
        hours, rest, seconds = (int(part) for part in match.groups())
        minutes.append(round(hours * 60 + rest + seconds / 60, 6))
        return " "

    def take(match: re.Match[str]) -> str:
        hours, rest = int(match[1]), int(match[2] or 0)
        half = match[3].lower() if pattern.groups > 2 else ""
        if half.startswith("p") and hours < 12:
            hours += 12
        minutes.append(hours * 60 + rest)
        return " "

    return minutes, pattern.sub(take, _TIMED.sub(timed, text))
