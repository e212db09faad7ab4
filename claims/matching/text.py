"""Words of a claim, folded for comparison."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from claims.languages import available, load

_PLAIN = str.maketrans(
    {"’": "'", "‘": "'", "ʼ": "'", "\u00a0": " ", "\u202f": " ", "\u2009": " ", "‑": "-", "–": "-",
     "—": "-", "−": "-"}
)  # fmt: skip
_TOKEN = re.compile(
    r"\d{1,3}(?:[ .,]\d{3})+(?![\d])(?:[.,]\d+)?|\d+(?:[.,]\d+)?|km/h|(?:[A-Z]\.){2,}"
    r"|[^\W\d_]+|[%€$£°²]"
)
_NOT = re.compile(r"n't\b", re.IGNORECASE)
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d"})


# "Name : « words »", how a claim is worded whose first person stays as it was said; what the words
# are about may stand quoted before them ("Name, à propos de « P » : « words »").
_SAID = re.compile(
    r"[^«“\":]{1,120}(?:[«“] ?[^»”]+[»”] ?)?\s?:\s?[«“\"]\s?(.+?)\s?[»”\"]\s?\.?", re.DOTALL
)


def matter(claim: str) -> str:
    """What a claim says, without the speaker or the context in front of it."""
    bare = claim.strip()
    for form in (_SAID, *_told_of()):
        if said := form.fullmatch(bare):
            return said.group(1)
    return claim


@cache
def _told_of() -> tuple[re.Pattern[str], ...]:
    """A claim behind what it points back to ("À propos de « P » : Q"), by each language's template."""
    context = [load(code).wording.get("context", {}) for code in available()]
    forms = [re.escape(table["as_told_of"]) for table in context if "as_told_of" in table]
    about, told = re.escape("{about}"), re.escape("{claim}")
    return tuple(
        re.compile(form.replace(about, "[^«»“”]+").replace(told, "(.+)"), re.DOTALL)
        for form in forms
    )


@dataclass(frozen=True, slots=True)
class Token:
    """One word, number or sign; `folded` is without case and accents."""

    text: str
    folded: str
    glued: bool  # no space before it
    initial: bool  # the first word of the claim
    comma: bool = False  # a comma, bracket or the end comes right before
    elided: bool = False  # an apostrophe comes right after

    @property
    def capital(self) -> bool:
        return self.text[:1].isupper()

    @property
    def digit(self) -> bool:
        return self.text[:1].isdigit()


@lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """`text` without case, accents and ligatures."""
    if text.isascii():
        return text.lower()
    low = text.lower().translate(_LIGATURES)
    return "".join(c for c in unicodedata.normalize("NFKD", low) if not unicodedata.combining(c))


def tokens(text: str) -> list[Token]:
    """The words, numbers and signs of `text`, in order."""
    plain = _NOT.sub(" not", text.translate(_PLAIN))
    found: list[Token] = []
    end = -1
    for match in _TOKEN.finditer(plain):
        word = match.group().replace(".", "") if match.group()[0].isalpha() else match.group()
        initial = not any(token.text[0].isalpha() for token in found) and word[0].isalpha()
        comma = end >= 0 and plain[end : match.start()].lstrip()[:1] in (",", "(", ")", ";")
        elided = plain[match.end() : match.end() + 1] == "'"
        found.append(Token(word, fold(word), match.start() == end, initial, comma, elided))
        end = match.end()
    return found


def words_of(phrase: str) -> tuple[str, ...]:
    """The folded words of a phrase of the language data; a final * of a word stays."""
    parts = phrase.split()
    if all(part.removesuffix("*").isalnum() for part in parts):  # nearly all
        return tuple([fold(part) for part in parts])
    marked = re.sub(r"(?<=\w)\*", "\u0001", phrase.translate(_PLAIN))
    found = re.findall(r"km/h|[^\W_]+\u0001?|[%€$£°²]", marked)
    return tuple(fold(word).replace("\u0001", "*") for word in found)


def common_prefix(a: str, b: str) -> int:
    """Length of the longest common beginning."""
    length = 0
    for left, right in zip(a, b, strict=False):
        if left != right:
            break
        length += 1
    return length
