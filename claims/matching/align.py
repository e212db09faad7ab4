"""Which parts of two claims answer to each other, and which are left over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from claims.matching.lexicon import Relations, relations
from claims.matching.profile import Amount, Part, Profile, Time
from claims.matching.text import common_prefix

Pair = tuple[int, int]
_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Alignment:
    """Aligned pairs by index, and what is left over on each side."""

    parts: tuple[Pair, ...]
    left: tuple[Part, ...]
    right: tuple[Part, ...]
    opposed: tuple[tuple[Part, Part], ...]
    amounts_left: tuple[Amount, ...]
    amounts_right: tuple[Amount, ...]
    amounts_shared: int
    times_left: tuple[Time, ...]
    times_right: tuple[Time, ...]
    times_shared: int
    one_or_many: str


def align(a: Profile, b: Profile) -> Alignment:
    """Align two profiles; every part answers to at most one other, the surest first."""
    pairs, opposed = _align_parts(a.parts, b.parts, a.lang == b.lang)
    used_a = {i for i, _ in pairs}
    used_b = {j for _, j in pairs}
    left_amounts, right_amounts, amounts = _match(_counted(a), _counted(b), same_amount)
    left_times, right_times, times = _match(list(a.times), list(b.times), same_time)
    return Alignment(
        parts=tuple(pairs),
        left=tuple(part for i, part in enumerate(a.parts) if i not in used_a),
        right=tuple(part for j, part in enumerate(b.parts) if j not in used_b),
        opposed=tuple(opposed),
        amounts_left=tuple(left_amounts),
        amounts_right=tuple(right_amounts),
        amounts_shared=amounts,
        times_left=tuple(left_times),
        times_right=tuple(right_times),
        times_shared=times,
        one_or_many=_one_or_many(a, b) or _one_or_many(b, a),
    )


def _one_or_many(a: Profile, b: Profile) -> str:
    """ "un étudiant" of `a` against "quatre étudiants" of `b`, "" if there is no such pair."""
    for one in a.amounts:
        for many in b.amounts:
            several = many.kind == "count" and not many.unit and many.raw >= 2 and many.raw % 1 == 0
            if one.kind == "one" and several and _same_noun(one, many):
                return f"1 / {many.raw:g} {many.noun[0]}"
    return ""


def _same_noun(a: Amount, b: Amount) -> bool:
    return bool({x.rstrip("sx") for x in a.noun} & {y.rstrip("sx") for y in b.noun})


def _align_parts(
    left: Sequence[Part], right: Sequence[Part], one_language: bool
) -> tuple[list[Pair], list[tuple[Part, Part]]]:
    known = relations()
    likes = [
        (likeness(a, b, one_language, known), i, j)
        for i, a in enumerate(left)
        for j, b in enumerate(right)
    ]
    likes = [like for like in likes if like[0]]
    pairs: list[Pair] = []
    used_left: set[int] = set()
    used_right: set[int] = set()
    for _, _, i, j in sorted((-grade, abs(i - j), i, j) for grade, i, j in likes):
        if i not in used_left and j not in used_right:
            pairs.append((i, j))
            used_left.add(i)
            used_right.add(j)
    free_left = [(i, p) for i, p in enumerate(left) if i not in used_left]
    free_right = [(j, p) for j, p in enumerate(right) if j not in used_right]
    opposed = []
    for i, a in free_left:
        for j, b in free_right:
            if j not in used_right and i not in used_left and _opposite(a, b, known):
                used_left.add(i)
                used_right.add(j)
                if a.negated != b.negated:
                    pairs.append((i, j))  # "not reopen" is "stay closed"
                else:
                    opposed.append((a, b))
    # One word can stand for what the other claim says in two ("jobless rate", "taux de chômage").
    doubled_left = {i for grade, i, _ in likes if _doubles(left[i], grade, known)}
    doubled_right = {j for grade, _, j in likes if _doubles(right[j], grade, known)}
    pairs += [(i, -1) for i in sorted(doubled_left - used_left)]
    pairs += [(-1, j) for j in sorted(doubled_right - used_right)]
    return pairs, opposed


def _doubles(part: Part, grade: int, known: Relations) -> bool:
    """Whether a part so like another says it again; a city does not repeat its country."""
    return grade > (1 if known.places.isdisjoint(part.concepts) else 2)


def likeness(a: Part, b: Part, one_language: bool, known: Relations) -> int:
    """3 same word or concept, 2 same root or name in another spelling, 1 related, 0 neither."""
    if a.key == b.key:
        return 3
    if a.concepts and b.concepts:
        if any(concept in b.concepts for concept in a.concepts):
            return 3
        return 2 if _part_of(a, b, known) or _part_of(b, a, known) else 0
    named = "name" in (a.kind, b.kind)
    if named and not one_language and _same_name_abroad(a.key, b.key):
        return 1
    return 2 if same_root(a.key, b.key, named) else 0


def _part_of(a: Part, b: Part, known: Relations) -> bool:
    """Whether a concept of `a` stands for one of `b`, as a city for its country."""
    return any(not known.stands_for.get(c, _NONE).isdisjoint(b.concepts) for c in a.concepts)


@lru_cache(maxsize=200_000)
def same_root(a: str, b: str, name: bool) -> bool:
    """Whether two words are one word's forms, or two names one name's spellings."""
    if min(len(a), len(b)) < 4:
        return False
    if name:
        return min(len(a), len(b)) >= 6 and fuzz.ratio(a, b) >= 88
    prefix, longest = common_prefix(a, b), max(len(a), len(b))
    if prefix >= 5 and prefix >= 0.55 * longest:
        return True
    if prefix >= 4 and prefix >= 0.65 * longest:
        return True
    return a[0] == b[0] and longest >= 6 and fuzz.ratio(a, b) >= 84


@lru_cache(maxsize=200_000)
def _same_name_abroad(a: str, b: str) -> bool:
    """A name in another language's spelling: "Açores" and "Azores"."""
    return min(len(a), len(b)) >= 5 and a[0] == b[0] and fuzz.ratio(a, b) >= 76


def _opposite(a: Part, b: Part, known: Relations) -> bool:
    return any(not known.opposites.get(c, _NONE).isdisjoint(b.concepts) for c in a.concepts)


def _counted(profile: Profile) -> list[Amount]:
    return [amount for amount in profile.amounts if amount.kind != "one"]


def _match(left, right, same):  # type: ignore[no-untyped-def]
    """Left-overs of each side and the number of pairs; the order of the claims decides ties."""
    free = list(right)
    rest = []
    for item in left:
        twin = next((other for other in free if same(item, other)), None)
        if twin is None:
            rest.append(item)
        else:
            free.remove(twin)
    return rest, free, len(left) - len(rest)


def same_amount(a: Amount, b: Amount) -> bool:
    """Whether two amounts can be one: "une soixantaine" and 60, "plus de 50" and 52."""
    if a.rate and b.rate and a.rate != b.rate:
        return False
    if a.unit == b.unit:
        x, y = a.value, b.value
    elif not a.unit or not b.unit:
        x, y = a.raw, b.raw
    else:
        return False
    if abs(x - y) <= 0.002 * max(abs(x), abs(y)):
        return True
    rough = {a.bound, b.bound} - {""}
    if "about" in rough and abs(x - y) <= 0.05 * max(abs(x), abs(y)):
        return True
    for bound, low, high in ((a.bound, x, y), (b.bound, y, x)):
        if bound == "least" and low >= 20 and low % 10 == 0 and low <= high <= 1.1 * low:
            return True
        if bound == "most" and low >= 20 and low % 10 == 0 and 0.9 * low <= high <= low:
            return True
    return False


def same_time(a: Time, b: Time) -> bool:
    """Whether two times can be one: the same sign, or dates of which one lies in the other."""
    if a.dates and b.dates:
        return any(x.startswith(y) or y.startswith(x) for x in a.dates for y in b.dates)
    return a.kind == b.kind and a.sign == b.sign


def times_conflict(a: Time, b: Time) -> bool:
    """Whether two times exclude each other; unlike kinds without dates can't be compared."""
    if same_time(a, b):
        return False
    weekday, year = sorted((a, b), key=lambda t: t.kind)  # "mardi" is of no year that is named
    if weekday.sign.startswith("wd") and not weekday.dates and year.kind == "year":
        return True
    return bool(a.dates and b.dates) or a.kind == b.kind
