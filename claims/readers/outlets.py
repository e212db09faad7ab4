"""Who published a text, where nobody said: read from the lines newsrooms print around it.

Order of trust: the line that promotes the publisher ("Retrouvez toute l'actu sur X"), the
copyright line ("© X"), the byline ("par X"), the agency credit ("PARIS (X) -", "(X)" at the end).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from claims.readers.data import metadata
from claims.readers.dates import metadata_lines

_NAME = r"(?P<name>[^\W_](?:[\w.&'’+!-]|\s(?=[^\s.,;:!?])){1,60})"
_CREDIT = r"\((?P<name>[A-Z][A-Za-zÀ-ÿ.&-]{1,19}(?: [A-Z][A-Za-zÀ-ÿ.&-]{1,19}){0,2})\)"
# "PARIS (AFP) -", "PARIS, 12 sept 2023 (AFP) -", "MOSCOW, Sept 12 (Reuters) -"
_DATELINE = re.compile(rf"[A-ZÀ-Þ][\w\s,./'’-]{{1,60}}\s?{_CREDIT}\s*[-–—:]")
_CLOSING = re.compile(rf"{_CREDIT}\s*\.?\s*\Z")
_CLOSING_CHARS = 80
_YEARS = re.compile(r"\b(?:19|20)\d\d(?:\s?[-–]\s?(?:19|20)?\d\d)?\b")
_SITE = re.compile(r"(?:https?://)?(?:www\.)?([\w-]+(?:\.[\w-]+)*\.[a-z]{2,12})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Credit:
    """What the lines around a text say: an outlet, a writer, and the kind of line that said so."""

    outlet: str | None = None
    author: str | None = None
    said_by: str = ""


def credit_in_text(text: str) -> Credit:
    """The outlet and the writer that the text's own metadata lines name; empty where none does."""
    lines = list(metadata_lines(text))
    byline = _byline(lines)
    for said_by, find in (("promotion line", _promoted), ("copyright line", _copyrighted)):
        if name := find(lines):
            return Credit(name, byline.author or byline.outlet, said_by)
    if byline.outlet:
        return byline
    if name := _agency(lines):
        return Credit(name, byline.author, "agency credit")
    return byline


def _promoted(lines: list[str]) -> str | None:
    for line in reversed(lines):
        plain = _straight(line)
        for pattern in _promotions():
            found = pattern.search(plain)
            if found and (name := _promoted_name(line[found.start("name") : found.end("name")])):
                return name
    return None


def _promoted_name(name: str) -> str | None:
    """A capitalised name or a site, without what the sentence says after it."""
    ends = "|".join(metadata()["outlet"]["name_ends"])
    name = re.split(rf"\s(?:{ends})\s", name)[0]
    return _clean(name) if _SITE.search(name) or not name[:1].islower() else None


def _copyrighted(lines: list[str]) -> str | None:
    data = metadata()["outlet"]
    for line in reversed(lines):
        mark = _first(line.lower(), data["copyright"])
        if mark is None:
            continue
        rest = _YEARS.sub(" ", line[len(mark) :])
        for words in data["rights"]:
            rest = re.split(re.escape(words), rest, flags=re.IGNORECASE)[0]
        rest = re.split(r"[|/•·–—.]\s|\s[-–—]\s|,", rest.strip(" .,-–—|:©"))[0]
        if name := _clean(rest):
            return name
    return None


def _byline(lines: list[str]) -> Credit:
    for number, line in enumerate(lines):
        rest = _after_opener(line)
        if rest == "" and number + 1 < len(lines):
            rest = lines[number + 1]
        if rest and (credit := _read_byline(rest)):
            return credit
    return Credit()


def _after_opener(line: str) -> str | None:
    """What follows "par" or "by" where the line opens with it; "" where it holds nothing else."""
    for word in metadata()["outlet"]["byline"]:
        if line.lower().rstrip(" :") == word.rstrip(" :"):
            return ""
        if line.lower().startswith(word + " "):
            return line[len(word) + 1 :].lstrip(" :")
    return None


def _read_byline(rest: str) -> Credit | None:
    rest = re.split(r"\s+[|•·–—-]\s+|\s+(?:le|on)\s+\d", rest)[0].strip()
    if len(rest) > 80 or (rest.endswith((".", "!", "?", ":")) and not _SITE.search(rest)):
        return None
    if split := _writer_and_outlet(rest):
        return split
    names = [name for name in re.split(r",\s*|\s+(?:et|and|&)\s+", rest) if name]
    people = [name for name in names if _is_person(name)]
    for name in names:
        if _is_organisation(name) and (clean := _clean(name)):
            return Credit(clean, ", ".join(people) or None, "byline")
    return Credit(None, ", ".join(people), "byline") if people and people == names else None


def _writer_and_outlet(rest: str) -> Credit | None:
    """Who wrote for whom: "Jane Doe, for the Daily Name", "The Daily Name with Agency"."""
    joiners = "|".join(map(re.escape, metadata()["outlet"]["writes_for"]))
    found = re.fullmatch(
        rf"(?P<who>[^()]+?)\s*[,(]?\s*\b(?:{joiners})\s+(?P<name>[^()]+?)\)?", rest
    )
    if not found:
        return None
    who, name = found["who"].strip(" ,"), _clean(found["name"])
    if _is_organisation(who):
        return Credit(_clean(who), None, "byline")
    if name and _is_organisation(found["name"].strip()) and _is_person(who):
        return Credit(name, who, "byline")
    return None


def _is_person(name: str) -> bool:
    words = name.split()
    particles = metadata()["outlet"]["particles"]
    capital = all(word[:1].isupper() or word in particles for word in words)
    return 2 <= len(words) <= 5 and capital and not _is_organisation(name)


def _is_organisation(name: str) -> bool:
    """A capitalised single word, a site, "The ..." or a name with a newsroom's word in it."""
    data = metadata()["outlet"]
    plain = _straight(name).lower()
    words = set(re.findall(r"\w+", plain))
    if not name or plain in data["nameless"] or any(char in '«»"“”' for char in name):
        return False
    if _SITE.fullmatch(name):
        return True
    if not (name[0].isupper() or name[0].isdigit()) or len(name.split()) > 6:
        return False
    if len(name.split()) == 1 and plain in _calendar_words():
        return False
    if len(name.split()) == 1:
        return name[0].isupper() and len(name) > 1
    return bool(words & set(data["organisation_words"])) or plain.startswith(
        tuple(data["articles"])
    )


def _agency(lines: list[str]) -> str | None:
    for line in lines[:5]:
        if found := _DATELINE.match(line):
            return found["name"]
    for line in reversed(lines[-5:]):
        if found := _CLOSING.search(line[-_CLOSING_CHARS:]):
            return found["name"] if _is_credit(found["name"]) else None
    return None


def _is_credit(name: str) -> bool:
    """At the end of a text, only an acronym or a newsroom's word is an agency, not an aside."""
    words = set(re.findall(r"\w+", name.lower()))
    return name.isupper() or bool(words & set(metadata()["outlet"]["organisation_words"]))


def _clean(name: str) -> str | None:
    """A usable outlet name: trimmed, a site without "www."; None for a nameless or empty one."""
    name = name.strip(" \t.,;:!?|-–—()[]©")
    if site := _SITE.fullmatch(name):
        name = site[1]
    if len(name) < 2 or _straight(name).lower() in metadata()["outlet"]["nameless"]:
        return None
    return name if any(map(str.isalpha, name)) else None


def _straight(text: str) -> str:
    return text.replace("’", "'")


def _first(line: str, openers: Iterable[str]) -> str | None:
    return next((word for word in openers if line.startswith(word)), None)


@cache
def _calendar_words() -> frozenset[str]:
    """Days and months: "By Friday" names no outlet."""
    dates = metadata()["dates"]
    return frozenset([*dates["weekdays"]["names"], *dates["months"]])


@cache
def _promotions() -> tuple[re.Pattern[str], ...]:
    patterns = metadata()["outlet"]["promotion"]
    return tuple(
        re.compile(rf"(?:^|(?<=\W)){text.replace('{name}', _NAME)}", re.IGNORECASE)
        for text in patterns
    )
