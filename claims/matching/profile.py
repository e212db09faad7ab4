"""A claim's parts, as matching aligns them, written once as JSON and stored with the claim."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from claims.matching.lexicon import Lexicon, lexicon, relations
from claims.matching.numbers import Number, find_numbers
from claims.matching.text import Token, fold, matter, tokens
from claims.matching.times import When, clock_minutes, find_times
from claims.records import Claim

_VERSION = 2
_SUBJECT = 3  # words of the core before which a circumstance can only be a parenthesis
_SCOPE = 4  # words that a negation reaches


@dataclass(frozen=True, slots=True)
class Part:
    """One content word or name, with what it can mean.

    `kind` is word or name ("maybe" for a capital that opens the claim); `key` is what it is
    compared by; `concepts` are names of the language data; `place` is its position; `detail` says
    that it stands in a circumstance ("pour ...", "qui ..."), not in the core of the claim;
    `acronym` that it is written in capitals; `generic` that it can stand for a name ("le pays").
    """

    kind: str
    key: str
    concepts: tuple[str, ...]
    negated: bool
    place: int
    detail: bool = False
    acronym: bool = False
    generic: bool = False


@dataclass(frozen=True, slots=True)
class Amount:
    """A number of the claim; `noun` is the counted word, as a key or a concept, () if none.

    `rate` is the period it is for ("day" in "137 000 barils par jour"), "" if none is said.
    """

    value: float
    raw: float
    unit: str
    bound: str
    kind: str
    noun: tuple[str, ...]
    rate: str = ""


@dataclass(frozen=True, slots=True)
class Time:
    """A time of the claim, see `claims.matching.times.When`."""

    kind: str
    sign: str
    dates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """The parts of one claim. `surface` is every word, for comparing wordings."""

    lang: str
    parts: tuple[Part, ...]
    amounts: tuple[Amount, ...]
    times: tuple[Time, ...]
    negations: int
    passive: bool
    event_time: str
    surface: tuple[str, ...]
    article_id: str = ""


def profile(claim: Claim, published_at: datetime | None) -> str:
    """The claim's parts as JSON; the same claim and time always give the same text."""
    made = make_profile(matter(claim.claim), claim.lang, published_at, claim.event_time)
    fields = {"version": _VERSION, **_fields(made), "article_id": claim.article_id}
    for name in ("parts", "amounts", "times"):
        fields[name] = [_fields(one) for one in fields[name]]
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":"))


def _fields(record: Profile | Part | Amount | Time) -> dict[str, Any]:
    """A record's fields by name; `dataclasses.asdict` copies every value and takes half the time
    of a profile."""
    return {name: getattr(record, name) for name in record.__dataclass_fields__}


def read_profile(text: str) -> Profile:
    """The profile that `profile` wrote."""
    fields = json.loads(text)
    return Profile(
        lang=fields["lang"],
        parts=tuple(Part(**{**p, "concepts": tuple(p["concepts"])}) for p in fields["parts"]),
        amounts=tuple(Amount(**{**a, "noun": tuple(a["noun"])}) for a in fields["amounts"]),
        times=tuple(Time(**{**t, "dates": tuple(t["dates"])}) for t in fields["times"]),
        negations=fields["negations"],
        passive=fields["passive"],
        event_time=fields["event_time"],
        surface=tuple(fields["surface"]),
        article_id=fields.get("article_id", ""),
    )


def make_profile(
    text: str, lang: str, published_at: datetime | None = None, event_time: str | None = None
) -> Profile:
    """The parts of one sentence."""
    words = lexicon(lang)
    minutes, rest = clock_minutes(text, words)
    found = tokens(rest)
    free = [True] * len(found)
    phrases = _phrases(found, free, words)
    times = [t for t in find_times(found, words, published_at) if all(free[t.start : t.end])]
    _take(free, times)
    numbers = find_numbers(found, free, words)
    _take(free, numbers)
    parts = _parts(found, free, words, phrases)
    parts, negations = _negate(parts, found, words, phrases)
    details = _details(found, words)
    parts = [replace(part, detail=True) if details[part.place] else part for part in parts]
    clocks = tuple(Amount(float(m), float(m), "minute", "", "count", ()) for m in minutes)
    return Profile(
        lang=words.lang,
        parts=tuple(parts),
        amounts=tuple(_amount(number, parts) for number in numbers) + clocks,
        times=tuple(Time(t.kind, t.sign, t.dates) for t in times),
        negations=negations,
        passive=_passive(found, words),
        event_time=event_time or "",
        surface=tuple(token.folded for token in found),
    )


def _details(found: Sequence[Token], words: Lexicon) -> list[bool]:
    """For each word, whether it stands in a circumstance: from an opener ("pour", "qui", "lors de")
    to the end, or to the comma where it stands in front of the verb or is set off by commas."""
    folded = [token.folded for token in found]
    marks: list[bool] = []
    inside = set_off = False
    core = 0
    for place, token in enumerate(found):
        if token.comma and inside and (set_off or core < _SUBJECT):
            inside = set_off = False
        if words.details.at(folded, place)[0]:
            inside, set_off = True, (inside and set_off) or token.comma or place == 0
        marks.append(inside)
        core += not inside and token.folded not in words.stop
    return marks


def _take(free: list[bool], spans: Sequence[Number | When]) -> None:
    for span in spans:
        for place in range(span.start, span.end):
            free[place] = False


def _phrases(found: list[Token], free: list[bool], words: Lexicon) -> dict[int, Part]:
    """Concepts of two words and more; they are taken before dates and numbers are sought."""
    folded = [token.folded for token in found]
    parts: dict[int, Part] = {}
    place = 0
    while place < len(found):
        length, concepts = words.concepts.at(folded, place, least=2)
        if length:
            key = " ".join(folded[place : place + length])
            parts[place] = Part("word", key, tuple(sorted(concepts)), False, place)
            free[place : place + length] = [False] * length
        place += max(1, length)
    return parts


def _parts(
    found: list[Token], free: list[bool], words: Lexicon, phrases: dict[int, Part]
) -> list[Part]:
    folded = [token.folded for token in found]
    shouting = _title_case(found, words)
    parts: list[Part] = []
    for place, token in enumerate(found):
        if place in phrases:
            parts.append(phrases[place])
        elif free[place] and token.text[0].isalpha() and not _is_title(found, place, words):
            concepts = tuple(sorted(words.concepts.all_at(folded, place)))
            name = token.capital and not shouting and _is_name(found, place, concepts, words)
            if name or not _empty(token, concepts, words):
                kind = "maybe" if token.initial and not name_follows(found, place) else "name"
                if name and set(concepts) <= relations().actions:
                    concepts = ()
                key = _key(fold(token.text.replace("ç", "s").replace("Ç", "S")), name)
                acronym = name and token.text.isupper() and len(token.text) > 1
                kind = kind if name else "word"
                generic = not name and token.folded in words.generic
                parts.append(Part(kind, key, concepts, False, place, False, acronym, generic))
    return parts


def _is_title(found: Sequence[Token], place: int, words: Lexicon) -> bool:
    """Whether the word is a title in front of a name ("MM. Roux et Blin"), which tells nothing."""
    after = found[place + 1 : place + 2]
    return found[place].folded in words.titles and any(token.capital for token in after)


def name_follows(found: Sequence[Token], place: int) -> bool:
    """Whether the next word has a capital too, or the word is an acronym: then it is a name."""
    following = place + 1 < len(found) and found[place + 1].capital
    return following or (found[place].text.isupper() and len(found[place].text) > 1)


def _empty(token: Token, concepts: tuple[str, ...], words: Lexicon) -> bool:
    if token.folded in words.stop:
        return not concepts
    return token.folded in words.reporting or (len(token.folded) < 2 and not concepts)


def _is_name(found: Sequence[Token], place: int, concepts: tuple[str, ...], words: Lexicon) -> bool:
    token = found[place]
    if _is_letter(found, place):
        return True
    if token.folded in words.stop and (len(token.text) < 2 or not token.text.isupper()):
        return False
    if concepts and not token.initial and set(concepts) <= relations().actions:
        return True  # verbs have no capital: "Limoges", "Bond"
    if concepts and (set(concepts) & relations().places or not _beside_name(found, place, words)):
        return False
    if token.initial:
        return not concepts and token.folded not in words.reporting
    return len(token.text) > 1


def _is_letter(found: Sequence[Token], place: int) -> bool:
    """A letter that tells kinds apart ("hépatite C"), not an initial ("J. Dupont") or "d'"."""
    token, before = found[place], found[place - 1] if place else None
    follows = place + 1 < len(found) and found[place + 1].capital
    lone = len(token.text) == 1 and not token.elided and not token.glued and not follows
    return lone and token.text != "I" and before is not None and before.text.islower()


def _beside_name(found: Sequence[Token], place: int, words: Lexicon) -> bool:
    """Whether a capital stands right before or after, so that a known word is part of a name."""
    sides = [found[p] for p in (place - 1, place + 1) if 0 <= p < len(found)]
    return any(
        side.capital and not side.initial and side.folded not in words.stop
        and not words.concepts.at([side.folded], 0)[0]
        for side in sides
    )  # fmt: skip


def _title_case(found: Sequence[Token], words: Lexicon) -> bool:
    """Whether capitals say nothing here, as in an English headline."""
    long = [t for t in found if len(t.text) > 3 and t.text.isalpha() and t.folded not in words.stop]
    return len(long) >= 3 and all(t.capital for t in long)


_SOUNDS = (
    ("tch", "ch"), ("sch", "sh"), ("ch", "s"), ("sh", "s"), ("kh", "h"), ("ph", "f"), ("ou", "u"),
    ("oo", "u"), ("ck", "k"), ("y", "i"), ("j", "i"), ("w", "v"), ("c", "k"),
    ("q", "k"), ("z", "s"),
)  # fmt: skip


def _key(word: str, name: bool) -> str:
    """What a word is compared by: for names, one spelling for the usual transliterations."""
    if not name:
        return word
    for written, one in _SOUNDS:
        word = word.replace(written, one)
    single = "".join(c for i, c in enumerate(word) if i == 0 or c != word[i - 1])
    return single.removesuffix("e") if len(single) > 3 else single


def _negate(
    parts: list[Part], found: list[Token], words: Lexicon, phrases: dict[int, Part]
) -> tuple[list[Part], int]:
    """Parts with the negated ones marked, and how many negations deny a verb."""
    folded = [token.folded for token in found]
    inside = {p + i for p, part in phrases.items() for i in range(len(part.key.split()))}
    marks = [p for p in range(len(folded)) if p not in inside and _negates(folded, p, words)]
    denying = [p for p in range(len(folded)) if _denies(folded, p, parts, words)]
    parts = [part for part in parts if part.place not in denying]
    for mark in marks + denying:
        start = _mark_start(folded, mark, words)
        reach = [i for i, part in enumerate(parts) if start < part.place <= mark + _SCOPE]
        target = next((i for i in reach if _is_action(parts[i])), reach[0] if reach else None)
        if target is not None:
            parts[target] = replace(parts[target], negated=not parts[target].negated)
    verbal = [mark for mark in marks if folded[mark] in words.verbal]
    return parts, len(verbal) + sum(folded[place] not in words.stop for place in denying)


def _negates(folded: list[str], place: int, words: Lexicon) -> bool:
    if folded[place] not in words.negation:
        return False
    if not words.negation_needs or folded[place - 1 : place] in [[w] for w in words.negation_after]:
        return True
    before = set(folded[max(0, place - 5) : place])
    after = set(folded[place + 1 : place + 5]) if folded[place].startswith("aucun") else set()
    return bool(words.negation_needs & (before | after))


def _mark_start(folded: list[str], mark: int, words: Lexicon) -> int:
    """Where the scope begins: at "ne" for "ne ... pas"."""
    for place in range(mark - 1, max(-1, mark - 6), -1):
        if folded[place] in words.negation_needs:
            return place
    return mark


def _denies(folded: list[str], place: int, parts: list[Part], words: Lexicon) -> bool:
    """A verb like "refuser" that has another verb within its reach: it denies that one."""
    length, _ = words.denying.at(folded, place)
    if not length:
        return False
    follows = set(folded[place + length : place + length + 1])
    gerund = any(word.endswith("ing") for word in follows)
    if not (follows & {"de", "d", "to", "a"} or gerund or folded[place] in words.stop):
        return False
    reach = (part for part in parts if place < part.place <= place + length + 3)
    return any(_is_action(part) for part in reach)


def _is_action(part: Part) -> bool:
    return bool(set(part.concepts) & relations().actions)


def _passive(found: Sequence[Token], words: Lexicon) -> bool:
    folded = [token.folded for token in found]
    copulas = [p for p, word in enumerate(folded) if word in words.copulas]
    agents = [
        p
        for p, word in enumerate(folded[:-1])
        if word in words.passive and not _no_agent(found[p + 1], words)
    ]
    return bool(agents) and any(copula < agents[-1] for copula in copulas)


def _no_agent(token: Token, words: Lexicon) -> bool:
    """After "by" or "par": a number, a date or a gerund is not who did it."""
    calendar = token.folded in words.weekdays or token.folded in words.months
    spelled = token.folded in words.numbers and token.folded not in words.stop
    return calendar or token.digit or spelled or token.folded.endswith("ing")


def _amount(number: Number, parts: Sequence[Part]) -> Amount:
    counted = [part for part in parts if number.noun <= part.place <= number.noun + 1]
    noun: tuple[str, ...] = ()
    if number.noun >= 0 and counted:
        noun = counted[0].concepts or (counted[0].key,)
    return Amount(
        number.value, number.raw, number.unit, number.bound, number.kind, noun, number.rate
    )


__all__ = ["Amount", "Part", "Profile", "Time", "fold", "make_profile", "profile", "read_profile"]
