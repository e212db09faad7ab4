"""What a pair of claims is scored by: how much answers to each other, and what conflicts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from claims.matching.align import Alignment, align, same_amount, times_conflict
from claims.matching.lexicon import relations
from claims.matching.profile import Amount, Part, Profile
from claims.matching.wording import NEAR, Difference, crossed, difference, undone

# In reports, the words for a conflict; a feature that is not here is no conflict.
CONFLICTS = {
    "number": "another number", "unit": "another unit", "time": "another time",
    "name": "another name", "place": "another country or place", "kind": "another kind of thing",
    "opposed": "the opposite", "negated": "one says it is not so", "swapped": "roles swapped",
    "replaced": "another word in the same wording", "undone": "one undoes it",
}  # fmt: skip
# Words can differ and mean the same where the whole wording differs; there these weigh less.
_IN_CONTEXT = ("number", "name", "place", "kind", "opposed", "negated", "swapped")
# Share of a claim that answers, from which a conflict stands in the same context: within one
# language, and across two, where fewer words are known to answer.
_CONTEXT, _CONTEXT_ACROSS = 0.6, 0.45
FEATURES = (
    "cosine", "cosine_across", "across", "cover_less", "cover_more", "changed", "added", "residue",
    "extra", "extra_detail", "core_less", "core_more", "polarity", "thing", "whole", "names_less", "names_more", "shared_number",
    "shared_time", "shared_name", "one_article", *CONFLICTS, *(f"far_{name}" for name in _IN_CONTEXT),
)  # fmt: skip
_GENERIC = 0.4  # "the country", "the group": one outlet's word for what another names
_WEIGHTS = {"name": 1.5, "maybe": 1.0, "word": 1.0}


class Compared(NamedTuple):
    """Feature values by name, and for every conflict the two wordings that make it."""

    values: dict[str, float]
    notes: dict[str, str]


def compare(a: Profile, b: Profile, cosine: float) -> Compared:
    """The features of a pair, in no preferred direction: compare(a, b) equals compare(b, a)."""
    if (b.surface, b.lang) < (a.surface, a.lang):
        a, b = b, a
    found, wording = align(a, b), difference(a, b)
    across = float(a.lang != b.lang)
    covers = sorted((_covered(a.parts, found, 0), _covered(b.parts, found, 1)))
    left, right = _weight(found.left), _weight(found.right)
    total = max(1.0, min(_weight(a.parts), _weight(b.parts)))
    values = {
        "cosine": (cosine - 0.9) * 10,
        "cosine_across": (cosine - 0.9) * 10 * across,
        "across": across,
        "one_article": float(bool(a.article_id) and a.article_id == b.article_id),
        "cover_less": covers[0],
        "cover_more": covers[1],
        "changed": _nearness(wording) if wording.left and wording.right else 0.0,
        "added": _nearness(wording) if bool(wording.left) != bool(wording.right) else 0.0,
        "residue": min(left, right) / total,
        **_extra(found, total),
        "shared_number": float(min(found.amounts_shared, 2)),
        "shared_time": float(min(found.times_shared, 2)),
        "shared_name": float(min(_shared_names(a, b, found), 3)),
    }
    cores = sorted((_core(a.parts, found.left), _core(b.parts, found.right)))
    values |= {"core_less": cores[0], "core_more": cores[1]}
    names = sorted((_names_covered(a.parts, found.left), _names_covered(b.parts, found.right)))
    values |= {"names_less": names[0], "names_more": names[1]}
    notes = _conflicts(a, b, found, wording)
    odd = (a.negations - b.negations) % 2 and not notes.get("negated")
    values["polarity"] = float(bool(odd) and not _answered(a, b, found))
    values["thing"] = float(_has_thing(found.left) and _has_thing(found.right))
    values["whole"] = float(not (found.left or found.right or notes or odd))
    values |= {name: float(name in notes) for name in CONFLICTS}
    near = covers[0] >= (_CONTEXT_ACROSS if across else _CONTEXT)
    for name in _IN_CONTEXT:
        values[f"far_{name}"] = values[name] * (not near)
        values[name] *= near
    return Compared(values, notes)


def _extra(found: Alignment, total: float) -> dict[str, float]:
    """What one claim says beyond the other, of the core and of its circumstances."""
    left, right = _weight(found.left), _weight(found.right)
    longer = found.left if left > right else found.right
    more = abs(left - right)
    detail = min(more, _weight([part for part in longer if part.detail]))
    return {"extra": (more - detail) / total, "extra_detail": detail / total}


def _core(parts: Sequence[Part], rest: Sequence[Part]) -> float:
    """Share of a claim's core that answers."""
    return 1 - _weight([p for p in rest if not p.detail]) / max(
        1.0, _weight([p for p in parts if not p.detail])
    )


def _nearness(wording: Difference) -> float:
    """0 for wordings that are not near, 1 for the same words."""
    return max(0.0, wording.near - NEAR) / (1 - NEAR)


def _has_thing(parts: Sequence[Part]) -> bool:
    """Whether a known noun is left over."""
    things = relations().things
    return any(not things.isdisjoint(part.concepts) for part in parts)


def _answered(a: Profile, b: Profile, found: Alignment) -> bool:
    """Whether a negation is made up for: "does not reopen" answers to "stays closed"."""
    return any(
        i >= 0 and j >= 0 and a.parts[i].negated != b.parts[j].negated
        and _are_opposite(a.parts[i], b.parts[j])
        for i, j in found.parts
    )  # fmt: skip


def _weight(parts: Sequence[Part]) -> float:
    return sum(_GENERIC if part.generic else _WEIGHTS[part.kind] for part in parts)


def _covered(parts: Sequence[Part], found: Alignment, side: int) -> float:
    rest = found.left if side == 0 else found.right
    whole = _weight(parts)
    return 1 - _weight(rest) / whole if whole else 0.0


def _names_covered(parts: Sequence[Part], rest: Sequence[Part]) -> float:
    """Share of a claim's names and places that answer, one half where it has none."""
    places = relations().places
    named = [p for p in parts if p.kind == "name" or not places.isdisjoint(p.concepts)]
    return 1 - sum(p in named for p in rest) / len(named) if named else 0.5


def _shared_names(a: Profile, b: Profile, found: Alignment) -> int:
    places = relations().places
    return sum(
        1
        for i, j in found.parts
        if i >= 0 and j >= 0
        and ("name" in (a.parts[i].kind, b.parts[j].kind) or set(a.parts[i].concepts) & places)
    )  # fmt: skip


def _conflicts(a: Profile, b: Profile, found: Alignment, wording: Difference) -> dict[str, str]:
    """Conflict -> "this / that", for every conflict there is."""
    finders = {
        "number": _number, "unit": _unit, "time": _time, "place": _place, "kind": _kind,
    }  # fmt: skip
    notes = {name: note for name, finder in finders.items() if (note := finder(found))}
    if note := _name(a, b, found):
        notes["name"] = note
    if note := _opposed(a, b, found):
        notes["opposed"] = note
    if not notes.get("kind") and (note := _inner_kind(a, b, found)):
        notes["kind"] = note
    if note := _negated(a, b, found):
        notes["negated"] = note
    if note := _swapped(a, b, found, wording):
        notes["swapped"] = note
    if wording.near >= NEAR and found.one_or_many:
        notes.setdefault("number", found.one_or_many)
    return notes | _reworded(a, wording)


def _reworded(a: Profile, wording: Difference) -> dict[str, str]:
    """What one word more, or another one, does to a wording that is otherwise the same."""
    if not wording.copied:
        return {}
    for some, others in ((wording.left, wording.right), (wording.right, wording.left)):
        if (word := undone(some, a.lang)) and not undone(others, a.lang):
            return {"undone": word}
    if wording.left and wording.right:
        return {"replaced": " ".join(wording.left) + " / " + " ".join(wording.right)}
    return {}


def _number(found: Alignment) -> str:
    for a in found.amounts_left:
        for b in found.amounts_right:
            bare = any(not x.unit and not x.noun for x in (a, b))  # an age: "a man, 34,"
            if (a.unit == b.unit or bare) and a.kind == b.kind and _countable(a, b):
                return f"{_shown(a)} / {_shown(b)}"
    return ""


def _countable(a: Amount, b: Amount) -> bool:
    """Counts of the same or an unknown thing; "43 dead" and "12 injured" do not conflict."""
    if a.unit or not a.noun or not b.noun or set(a.noun) & set(b.noun):
        return True
    groups = [
        {g for concept in amount.noun for g in relations().groups.get(concept, ())}
        for amount in (a, b)
    ]
    opposites = {o for concept in a.noun for o in relations().opposites.get(concept, ())}
    return not (groups[0] & groups[1] or opposites & set(b.noun) or {"die", "injure"}
                <= set(a.noun) | set(b.noun))  # fmt: skip


def _unit(found: Alignment) -> str:
    for a in found.amounts_left:
        for b in found.amounts_right:
            rates = bool(a.rate and b.rate and a.rate != b.rate)
            if a.raw == b.raw and (rates or (a.unit != b.unit and a.unit and b.unit)):
                return f"{_shown(a)} / {_shown(b)}"
    return ""


def _shown(amount: Amount) -> str:
    unit = amount.unit or (amount.noun[0] if amount.noun else "")
    rate = f"per {amount.rate}" if amount.rate else ""
    return " ".join(f"{amount.raw:g} {unit} {rate}".split())


def _time(found: Alignment) -> str:
    for a in found.times_left:
        for b in found.times_right:
            if times_conflict(a, b):
                return f"{a.sign} / {b.sign}"
    return ""


def _name(a: Profile, b: Profile, found: Alignment) -> str:
    """A name left over on both sides, or one beside a place that is no country."""
    left, right = ([p for p in rest if p.kind == "name"] for rest in (found.left, found.right))
    if left and right and _comparable(left[0], right[0]):
        answered = [
            {a.parts[i].place for i, _ in found.parts if i >= 0 and a.parts[i].kind == "name"},
            {b.parts[j].place for _, j in found.parts if j >= 0 and b.parts[j].kind == "name"},
        ]
        if _beside(left[0], answered[0]) == _beside(right[0], answered[1]):
            return f"{left[0].key} / {right[0].key}"
    known = relations()
    for names, others in ((found.left, found.right), (found.right, found.left)):
        first = [p for p in names if p.kind != "word" and known.places.isdisjoint(p.concepts)]
        other = [p for p in others if not known.parts.isdisjoint(p.concepts)]
        if first and other:
            return f"{first[0].key} / {other[0].key}"
    return ""


def _beside(part: Part, places: set[int]) -> bool:
    """Whether a word right beside it answers: then it is the rest of a longer name."""
    return part.place - 1 in places or part.place + 1 in places


def _comparable(a: Part, b: Part) -> bool:
    """An acronym can stand for a name in full; two acronyms, or two names, are two."""
    return a.acronym == b.acronym


def _place(found: Alignment) -> str:
    """Two countries left over, or two other places: a city can lie in the other's country."""
    known = relations()
    for a in found.left:
        mine = known.entities.intersection(a.concepts)
        for b in found.right if mine else ():
            others = known.entities.intersection(b.concepts)
            countries = [bool(concepts & known.wholes) for concepts in (mine, others)]
            if others and countries[0] == countries[1]:
                return f"{a.key} / {b.key}"
    return ""


def _kind(found: Alignment) -> str:
    groups = relations().groups
    for a in found.left:
        mine = {group for concept in a.concepts for group in groups.get(concept, ())}
        for b in found.right if mine else ():
            if mine & {group for concept in b.concepts for group in groups.get(concept, ())}:
                return f"{a.key} / {b.key}"
    return ""


def _inner_kind(a: Profile, b: Profile, found: Alignment) -> str:
    """A role that answers but for what it is over: "foreign minister" and "minister of defence"."""
    known = relations()
    for i, j in found.parts:
        if i < 0 or j < 0:
            continue
        for whole, other, rest in (
            (a.parts[i], b.parts[j], found.right), (b.parts[j], a.parts[i], found.left)
        ):  # fmt: skip
            inner = {
                group
                for concept in set(whole.concepts) - set(other.concepts)
                for group in known.groups.get(concept, frozenset()) & known.inner
            }
            for part in rest if inner else ():
                groups = {g for c in part.concepts for g in known.groups.get(c, ())}
                if inner & groups and not set(part.concepts) & set(whole.concepts):
                    return f"{whole.key} / {part.key}"
    return ""


def _opposed(a: Profile, b: Profile, found: Alignment) -> str:
    """Opposites left over, unless the actors change sides too: "beat" and "lost to"."""
    actors = [
        (a.parts[i].place, b.parts[j].place)
        for i, j in found.parts
        if i >= 0 and j >= 0 and _is_actor(a.parts[i]) and _is_actor(b.parts[j])
    ]
    for left, right in found.opposed:
        before = any(m < left.place and n > right.place for m, n in actors)
        after = any(m > left.place and n < right.place for m, n in actors)
        if _converse(left, right):  # "A buys" and "A sells": the same only if A changes sides
            stays = any((m < left.place) == (n < right.place) for m, n in actors)
            other = stays and not (before or after) and a.passive == b.passive
        else:
            other = not (before and after)
        if other:
            return f"{left.key} / {right.key}"
    return ""


def _converse(a: Part, b: Part) -> bool:
    """Verbs that say the same with the sides changed: who sells and who buys."""
    known = relations().converse
    return bool(set(a.concepts) & known and set(b.concepts) & known)


def _negated(a: Profile, b: Profile, found: Alignment) -> str:
    """A part that only one claim negates, unless a word of the other undoes it: "no more" and "end"."""
    if sum(part.negated for part in a.parts) == sum(part.negated for part in b.parts):
        return ""
    for i, j in found.parts:
        if i < 0 or j < 0 or a.parts[i].negated == b.parts[j].negated:
            continue
        plain, rest = (b, found.right) if a.parts[i].negated else (a, found.left)
        undoing = undone([word for part in rest for word in part.key.split()], plain.lang)
        if not undoing and not _are_opposite(a.parts[i], b.parts[j]):
            return f"{a.parts[i].key} / {b.parts[j].key}"
    return ""


def _are_opposite(a: Part, b: Part) -> bool:
    known = relations().opposites
    return not set(a.concepts) & set(b.concepts) and any(
        known.get(concept, frozenset()) & set(b.concepts) for concept in a.concepts
    )


def _swapped(a: Profile, b: Profile, found: Alignment, wording: Difference) -> str:
    """Two actors that change sides of the same verb, in the same voice: "A accuses B"."""
    pairs = [(i, j) for i, j in found.parts if i >= 0 and j >= 0]
    actors = [(i, j) for i, j in pairs if _is_actor(a.parts[i]) and _is_actor(b.parts[j])]
    for i, j in pairs:
        if not _is_verb(a.parts[i]) or not _is_verb(b.parts[j]):
            continue
        if a.passive == b.passive:
            before = [(m, n) for m, n in actors if m < i and n > j]
            after = [(m, n) for m, n in actors if m > i and n < j]
        else:
            before = [(m, n) for m, n in actors if m < i and n < j]
            after = [(m, n) for m, n in actors if m > i and n > j]
        if before and after:
            first, second = a.parts[before[-1][0]], a.parts[after[0][0]]
            return f"{first.key} / {second.key}"
    return crossed(a, b, pairs)


def _is_actor(part: Part) -> bool:
    return part.kind != "word" or not relations().actors.isdisjoint(part.concepts)


def _is_verb(part: Part) -> bool:
    known = relations()
    return not known.directed.isdisjoint(part.concepts) and known.mutual.isdisjoint(part.concepts)


__all__ = ["CONFLICTS", "FEATURES", "Compared", "compare", "same_amount"]
