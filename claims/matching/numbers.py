"""Amounts in a claim: value, unit, and how exact ("au moins onze", "une soixantaine")."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from claims.matching.lexicon import Lexicon
from claims.matching.text import Token

# Units of one family are turned into its first unit, so that 90 minutes are an hour and a half.
FAMILIES: dict[str, tuple[str, float]] = {
    "second": ("minute", 1 / 60), "minute": ("minute", 1), "hour": ("minute", 60),
    "day": ("minute", 1440), "week": ("minute", 10_080),
    "month": ("month", 1), "year": ("month", 12), "decade": ("month", 120),
    "century": ("month", 1200), "basis_point": ("point", 0.01),
    "m": ("m", 1), "km": ("m", 1000), "cm": ("m", 0.01), "mm": ("m", 0.001),
    "kg": ("kg", 1), "t": ("kg", 1000), "g": ("kg", 0.001),
}  # fmt: skip
_SIGNS = {"€": "eur", "$": "usd", "£": "gbp"}
_OF = frozenset({"de", "d", "of"})
_ARTICLES = frozenset({"a", "an", "une", "un"})
_PARTITIVE = {"de", "d", "des", "du", "of"}
_RATE_REACH = 4  # words from a number to its period
_PARTS, _WHOLES = 9, {*range(2, 11), 20, 100, 1000}  # of the shares that are no score or vote
_LONG = 1000  # numbers from here on are scales: they multiply what stands before them


@dataclass(frozen=True, slots=True)
class Number:
    """`value` in the family's unit, `raw` as written; `bound` is "", least, most or about.

    `kind` is count, ordinal or one: "one" is an article ("un train"), a weak 1. `noun` is the
    position of the counted word, -1 where there is none. `rate` is the period that it is for
    ("par jour"), "" where none is said.
    """

    value: float
    raw: float
    unit: str
    bound: str
    kind: str
    start: int
    end: int
    noun: int = -1
    rate: str = ""


def find_numbers(found: Sequence[Token], free: Sequence[bool], lexicon: Lexicon) -> list[Number]:
    """The numbers among the free tokens, in order; taken tokens belong to dates and phrases."""
    return _Finder(found, free, lexicon).run()


class _Finder:
    def __init__(self, found: Sequence[Token], free: Sequence[bool], lexicon: Lexicon) -> None:
        self.tokens, self.free, self.lexicon = found, free, lexicon
        self.words = [token.folded for token in found]

    def run(self) -> list[Number]:
        numbers: list[Number] = []
        place = 0
        while place < len(self.words):
            number = self._at(place) if self.free[place] else None
            if number is None:
                place += 1
                continue
            place = max(number.end, place + 1)
            if numbers and self._continues(numbers[-1], number):
                number = self._sum(numbers.pop(), number)
            numbers.append(number)
        said = [number for number in numbers if not self._elapsed(number)]
        return [replace(number, rate=self._rate(number)) for number in said]

    def _elapsed(self, number: Number) -> bool:
        """ "un mois plus tôt": a place in time, not an amount."""
        ends = number.end < len(self.words) and self.lexicon.elapsed.at(self.words, number.end)[0]
        return bool(number.unit in ("minute", "month") and ends)

    def _rate(self, number: Number) -> str:
        for place in range(number.end, min(number.end + _RATE_REACH, len(self.words))):
            length, periods = self.lexicon.rates.at(self.words, place)
            if length:
                return periods[0].replace("none", "")
        return ""

    def _word(self, place: int) -> str:
        return self.words[place] if place < len(self.words) and self.free[place] else ""

    def _at(self, place: int) -> Number | None:
        for reader in (self._share, self._fraction, self._ordinal, self._cardinal, self._span):
            number = reader(place)
            if number is not None:
                return number
        return None

    def _ordinal(self, place: int) -> Number | None:
        word = self._word(place)
        value = self.lexicon.ordinals.get(word)
        end = place + 1
        follows = self._word(end) in self.lexicon.ordinal_endings and self.tokens[end].glued
        if value is None and word.isdigit() and follows:
            value, end = float(word), end + 1
        if value is None:
            return None
        return Number(value, value, "", "", "ordinal", place, end, end)

    def _share(self, place: int) -> Number | None:
        """ "un salarié sur cinq", "one in five": a share, in per cent."""
        part, end, _ = self._value(place)
        if part is None or not 1 <= part <= _PARTS or part % 1:
            return None
        for joint in (end, end + 1):
            length = self.lexicon.ratios.at(self.words, joint)[0] if joint < len(self.words) else 0
            whole, after, _ = self._value(joint + length) if length else (None, joint, "")
            if whole is not None and part < whole and whole in _WHOLES:
                return Number(100 * part / whole, part / whole, "%", "", "count", place, after)
        return None

    def _fraction(self, place: int) -> Number | None:
        """ "un quart de point", "half a point", "trois quarts", "a third of voters"."""
        end, times = place, 1.0
        if self._word(end) in {"un", "une", "a", "an", "la", "le", "one", "the"}:
            end += 1
        elif 2 <= self.lexicon.numbers.get(self._word(end), 0) <= _PARTS:
            times = self.lexicon.numbers[self._word(end)]
            end += 1
        value = self.lexicon.fractions.get(self._word(end))
        if value is None or (end == place and self._word(end) not in {"half", "demi", "moitie"}):
            return None
        unit, after = self._unit(end + 1, _OF | _ARTICLES)
        if not unit and self._word(end + 1) not in _PARTITIVE:
            return None
        if not unit:
            return Number(times * value * 100, times * value, "%", "", "count", place, end + 1)
        return self._number(times * value, unit, (place, after))

    def _cardinal(self, place: int) -> Number | None:
        value, end, rough = self._value(place)
        if value is None:
            return None
        if value >= _LONG and self._and_half(end):  # "un million et demi"
            value, end = value + 0.5 * 1000 ** int(math.log(value, 1000) + 1e-9), end + 2
        sign = _SIGNS.get(self.words[place - 1]) if place else None
        unit, after = self._unit(end)
        after_half = after
        if unit and self._and_half(after):  # "une heure et demie"
            value, after_half = value + 0.5, after + 2
        unit, after = unit or sign or self._age(place, end), after_half
        if unit or end - place > 1 or not self._article(place):
            return self._number(value, unit, (place, after), rough)
        return Number(1, 1, "", "", "one", place, place, place + 1)

    def _and_half(self, place: int) -> bool:
        joined = self._word(place) in self.lexicon.joins
        if joined and self._word(place + 1) == "a":  # "an hour and a half"
            place += 1
        return joined and self._word(place + 1) in {"demi", "demie", "half"}

    def _age(self, place: int, end: int) -> str:
        """ "year" for "aged 34" and for "a man, 34,"."""
        for back in (1, 2):
            if place >= back and self.lexicon.ages.at(self.words, place - back)[0] == back:
                return "year"
        enclosed = self.tokens[place].comma and end - place == 1 and self.tokens[place].digit
        closed = end >= len(self.tokens) or self.tokens[end].comma
        return "year" if enclosed and closed and len(self.words[place]) <= 2 else ""

    def _article(self, place: int) -> bool:
        return self.words[place] in {"un", "une"}

    def _span(self, place: int) -> Number | None:
        """Words that are an amount with its unit: "une décennie"."""
        meaning = self.lexicon.spans.get(self._word(place))
        if meaning is None or place == 0 or self.words[place - 1] not in {"une", "un", "a", "one"}:
            return None
        return self._number(meaning[0], meaning[1], (place, place + 1))

    def _value(self, place: int) -> tuple[float | None, int, str]:
        """(value, end, "about" for a collective) of the numeral that begins at `place`."""
        word = self._word(place)
        if not word:
            return None, place, ""
        if word in self.lexicon.collective or word.rstrip("s") in self.lexicon.collective:
            value = self.lexicon.collective.get(word) or self.lexicon.collective[word.rstrip("s")]
            return self._scaled(value, place + 1, "about")
        if self._word(place + 1) in self.lexicon.collective and word in {"un", "une", "a", "one"}:
            return self._scaled(self.lexicon.collective[self._word(place + 1)], place + 2, "about")
        if self.tokens[place].digit:
            value = _digits(word, self.lexicon.day_first)
            return self._scaled(value, place + 1, "")
        if word in {"a", "an"} and self._word(place + 1) in self.lexicon.numbers:
            value = self.lexicon.numbers[self._word(place + 1)]
            return (value, place + 2, "") if value >= 100 else (None, place, "")
        ordinal = self._word(place + 1) in self.lexicon.ordinals  # "a second case"
        if word in {"a", "an"} and not ordinal and self._unit(place + 1)[0] in FAMILIES:
            return 1.0, place + 1, ""
        if word not in self.lexicon.numbers or (len(word) == 1 and word.isalpha()):
            return None, place, ""
        return self._spelled(place)

    def _spelled(self, place: int) -> tuple[float | None, int, str]:
        total = current = 0.0
        end = place
        while True:
            word = self._word(end)
            if word in self.lexicon.joins and end > place:
                following = self.lexicon.numbers.get(self._word(end + 1))
                if (
                    following is None
                    or following > 99
                    or (following > 1 and following != 11 and current < 100)
                ):
                    break
                end, word = end + 1, self._word(end + 1)
            value = self.lexicon.numbers.get(word)
            if value is None or (len(word) == 1 and end > place):
                break
            if value >= _LONG:
                total, current = total + max(current, 1) * value, 0.0
            elif value == 100:
                current = max(current, 1) * 100
            elif value == 20 and current % 100 == 4:
                current += 76
            elif current and (current % 10 and value >= 10 and current % 100 not in (60, 80)):
                break
            else:
                current += value
            end += 1
        return total + current, end, ""

    def _scaled(self, value: float, end: int, rough: str) -> tuple[float, int, str]:
        """Digits or a collective, then scales: "1,2 milliard", "une centaine de milliers"."""
        while True:
            skip = 1 if rough and self._word(end) in {"de", "d", "of"} else 0
            word = self._word(end + skip)
            scale = self.lexicon.numbers.get(word, 0)
            if scale < _LONG and not (scale == 100 and rough):
                return value, end, rough
            if len(word) == 1 and not self.tokens[end].glued:
                return value, end, rough
            if word == "m" and not (end >= 2 and self.words[end - 2] in _SIGNS):
                return value, end, rough
            value, end = value * scale, end + skip + 1

    def _unit(self, place: int, skipped: frozenset[str] = _OF) -> tuple[str, int]:
        """(unit, end) at `place`, after an optional "of" or "de"."""
        for skip in (0, 1, 2):
            here = place + skip
            if here >= len(self.words) or (skip and self.words[here - 1] not in skipped):
                break
            if not self.free[here]:
                break
            length, units = self.lexicon.units.at(self.words, here)
            if length and not (
                units[0] in {"m", "g", "l", "t"}
                and len(self.words[here]) == 1
                and not self.tokens[place - 1].digit
            ):
                return units[0], here + length
        return "", place

    def _number(self, raw: float, unit: str, place: tuple[int, int], rough: str = "") -> Number:
        family, factor = FAMILIES.get(unit, (unit, 1.0))
        bound, start = self._bound(place[0])
        value = round(raw * factor, 6)
        noun = place[1] if not unit else -1
        return Number(value, raw, family, rough or bound, "count", start, place[1], noun)

    def _bound(self, place: int) -> tuple[str, int]:
        """How exact, "" if nothing says it, and where the words that say it begin."""
        for back in (4, 3, 2, 1):
            start = place - back
            if start < 0:
                continue
            length, kinds = self.lexicon.bounds.at(self.words, start)
            end = start + length
            between = _OF | _ARTICLES | set(_SIGNS)
            if length and (end == place or (end == place - 1 and self.words[end] in between)):
                return kinds[0], start
        return "", place

    def _continues(self, last: Number, number: Number) -> bool:
        """ "2 heures et 16 minutes": one amount in two parts."""
        gap = self.words[last.end : number.start]
        return (
            last.unit == number.unit == "minute"
            and number.value < last.value
            and (not gap or (len(gap) == 1 and gap[0] in self.lexicon.joins))
            and last.raw != number.raw
        )

    def _sum(self, last: Number, number: Number) -> Number:
        value = last.value + number.value
        return Number(value, value, last.unit, last.bound, "count", last.start, number.end)


def _digits(text: str, comma_decimal: bool) -> float:
    """The value of "1 200", "1,200", "1.200,5" or "0.3" in the language's way of writing."""
    plain = text.replace(" ", "")
    decimal, thousands = (",", ".") if comma_decimal else (".", ",")
    groups = plain.split(thousands)
    if len(groups) > 1 and not all(len(group.split(decimal)[0]) == 3 for group in groups[1:]):
        return float(plain.replace(",", "."))  # the other convention: "0.3" in French
    try:
        return float(plain.replace(thousands, "").replace(decimal, "."))
    except ValueError:
        return float("".join(c for c in plain if c.isdigit()))
