"""Finds quotations in a line: all marks, nested, mismatched and unclosed ones too."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from claims.languages import Language


@dataclass(frozen=True, slots=True)
class Quotation:
    """`text[start:end]` with its marks; `text[inner_start:inner_end]` without. Never overlapping."""

    start: int
    end: int
    inner_start: int
    inner_end: int
    closed: bool = True


def find_quotations(text: str, start: int, end: int, language: Language) -> tuple[Quotation, ...]:
    """Outermost quotations of `text[start:end]` (a line), in order.

    A mark closes what any mark opened, since newsrooms mix them; an unclosed quotation counts only
    where it opens the line (a quotation that runs over several paragraphs), up to the line's end.
    """
    opening, closing = language.sentences["opening"], language.sentences["closing"]
    neutral = language.sentences["neutral"]
    found: list[Quotation] = []
    open_at, depth, mark, nested = -1, 0, "", False
    for match in _any_of(f"{opening}{closing}{neutral}").finditer(text, start, end):
        i, char = match.start(), match.group()
        if char in neutral:
            role = "close" if open_at >= 0 and _may_close(text, i, mark, neutral) else "open"
        else:
            role = "open" if char in opening else "close" if char in closing else ""
            if open_at >= 0 and mark + char == "„“":
                role = "close"
            if char in language.sentences.get("apostrophe", "") and not _closes_single(
                text, i, end, mark if open_at >= 0 else ""
            ):
                role = ""
        if char in neutral and open_at >= 0 and mark not in neutral and (role == "open" or nested):
            nested = role == "open"
            continue
        if role == "open":
            if open_at < 0:
                open_at, depth, mark, nested = i, 1, char, False
            elif char not in neutral:
                depth += 1
        elif role == "close" and open_at >= 0:
            depth -= 1
            if (
                depth <= 0
                or char in neutral
                or (_pairs(mark, char, opening, closing) and depth <= 1)
            ):
                found.append(_trim(text, open_at, i + 1, True))
                open_at = -1
        elif role == "close" and char in closing and char not in opening:
            continue
    if open_at >= 0 and text[start:open_at].strip() == "":
        found.append(_trim(text, open_at, end, False))
    return tuple(q for q in found if q.inner_end > q.inner_start)


@cache
def _any_of(marks: str) -> re.Pattern[str]:
    return re.compile(f"[{re.escape(marks)}]")


def _may_close(text: str, i: int, mark: str, neutral: str) -> bool:
    """A neutral mark opens a nested quotation only before a word and after a blank."""
    if mark in neutral:
        return True
    return not (i > 0 and text[i - 1].isspace() and i + 1 < len(text) and text[i + 1].isalnum())


def _closes_single(text: str, i: int, end: int, mark: str) -> bool:
    """Whether a mark that is also the apostrophe ends a quotation in single marks.

    It does not inside a word, nor after a plural's "s" where a later one stands after a full stop
    or comma of the same quotation.
    """
    if mark != "‘" or text[i + 1 : i + 2].isalnum():
        return False
    if text[i - 1] != "s" or text[i + 1 : i + 2] != " ":
        return True
    rest = text[i + 1 : end].partition("‘")[0]
    return not any(rest[k - 1] in ".,!?" for k in range(1, len(rest)) if rest[k] == text[i])


def _pairs(mark: str, char: str, opening: str, closing: str) -> bool:
    place = opening.find(mark)
    return place >= 0 and place < len(closing) and closing[place] == char


def _trim(text: str, start: int, end: int, closed: bool) -> Quotation:
    left, right = start + 1, end - 1 if closed else end
    while left < right and text[left].isspace():
        left += 1
    while right > left and text[right - 1].isspace():
        right -= 1
    return Quotation(start, end, left, right, closed)


def inside(quotations: tuple[Quotation, ...], position: int) -> Quotation | None:
    """The closed quotation that holds `position` strictly between its marks, if any."""
    for q in quotations:
        if q.closed and q.start < position < q.end:
            return q
    return None


def is_quoted(position: int, quotations: tuple[Quotation, ...]) -> bool:
    """Whether a quotation, closed or not, goes on past `position` and began before it."""
    return any(q.start < position < q.end for q in quotations)
