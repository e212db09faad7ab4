"""Near wordings: two sentences of one language that say almost the same with the same words.

Who rewrites a sentence rewrites more than one word of it. Where nearly all words are the same, the
one that is not is seldom a synonym: it is the changed fact (another fish, another court, "sans" for
"avec"). So near wordings are compared word by word, function words that tell included.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from claims.matching.align import likeness, same_root
from claims.matching.lexicon import Lexicon, lexicon, relations
from claims.matching.profile import Part, Profile

# Shares of telling words in common; chosen on the written pairs (docs/decisions/0010-matching.md).
NEAR = 0.7  # from here on a word more or less begins to tell
NEAR_IN_ORDER, IN_ORDER = 0.75, 0.65  # from here on, in the same order, one was made from the other
SAME_BAG = 0.88  # and from here on in any order
_ODD_WORDS = 2  # what a swap may change besides the order: "Canada", "canadien"
ENOUGH = 4  # words in common, below which a sentence is too short to tell


@dataclass(frozen=True, slots=True)
class Difference:
    """`near` is the share of telling words in common, 0 across languages; then what is not.

    `copied` says that one wording was made from the other: so many words in the same order that
    what differs was changed on purpose.
    """

    near: float
    copied: bool
    left: tuple[str, ...]
    right: tuple[str, ...]


def difference(a: Profile, b: Profile) -> Difference:
    """What tells two wordings of one language apart, whatever the order of the words."""
    if a.lang != b.lang:
        return Difference(0.0, False, (), ())
    words = lexicon(a.lang)
    mine, others = _telling(a, words), _telling(b, words)
    rest = _minus(mine, others), _minus(others, mine)
    left, right = _unanswered(rest[0], rest[1], a, b)
    total = len(mine) + len(others)
    near = 1 - (len(left) + len(right)) / total if total else 0.0
    shared = min(len(mine) - len(left), len(others) - len(right))
    if near >= NEAR_IN_ORDER and sequence_likeness(a, b) >= IN_ORDER:
        return Difference(near, shared >= ENOUGH, left, right)
    left, right = (tuple(w for w in rest if w not in words.telling) for rest in (left, right))
    return Difference(near, shared >= ENOUGH and near >= SAME_BAG, left, right)


def sequence_likeness(a: Profile, b: Profile) -> float:
    """Share of words in common, in order, 0 to 1; 0 across languages."""
    if a.lang != b.lang:
        return 0.0
    return float(Levenshtein.normalized_similarity(a.surface, b.surface))


def undone(words: Sequence[str], lang: str) -> str:
    """The word of `words` that undoes what the other wording says, "" if there is none."""
    known = lexicon(lang)
    return next((word for word in words if known.undoing.all_at([word], 0)), "")


def crossed(a: Profile, b: Profile, pairs: Sequence[tuple[int, int]]) -> str:
    """Two parts that change sides of a third one between them: "X sues Y" and "Y sues X".

    For near wordings only, where order is the only difference; in the same voice, and not around
    what two do together ("X meets Y").
    """
    together = {c for part in a.parts for c in part.concepts} & relations().symmetric
    if a.passive != b.passive or together or not _same_words(a, b):
        return ""
    aligned = [
        (a.parts[i].place, b.parts[j].place, a.parts[i]) for i, j in pairs if i >= 0 and j >= 0
    ]
    middles = [pair for pair in aligned if pair[2].kind == "word"]
    for x in aligned:
        for y in aligned:
            if x[0] < y[0] and y[1] < x[1] and _between(x, y, middles) and _can_swap(x[2], y[2]):
                return f"{x[2].key} / {y[2].key}"
    return ""


def _same_words(a: Profile, b: Profile) -> bool:
    """Whether only the order differs, but for `_ODD_WORDS` at most."""
    words = lexicon(a.lang)
    mine, others = _telling(a, words), _telling(b, words)
    return a.lang == b.lang and len(_minus(mine, others)) + len(_minus(others, mine)) <= _ODD_WORDS


_Place = tuple[int, int, Part]


def _between(x: _Place, y: _Place, middles: Sequence[_Place]) -> bool:
    return any(x[0] < m[0] < y[0] and y[1] < m[1] < x[1] for m in middles)


def _can_swap(x: Part, y: Part) -> bool:
    """Doers: names, and words that are not themselves the verb."""
    actions = relations().actions
    return not (set(x.concepts) & actions or set(y.concepts) & actions) and x.key != y.key


def _telling(profile: Profile, words: Lexicon) -> list[str]:
    """Words that carry a part of the claim; numbers and days are compared elsewhere."""
    return [
        word
        for word in profile.surface
        if word in words.telling
        or not (
            word in words.stop or word in words.reporting or word.isdigit() or _dated(word, words)
            or word in words.numbers
        )
    ]  # fmt: skip


def _dated(word: str, words: Lexicon) -> bool:
    return word in words.weekdays or word in words.months


def _minus(words: Sequence[str], others: Sequence[str]) -> list[str]:
    free = Counter(others)
    rest = []
    for word in words:
        if free[word]:
            free[word] -= 1
        else:
            rest.append(word)
    return rest


def _unanswered(
    left: Sequence[str], right: Sequence[str], a: Profile, b: Profile
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Both lists without the words that are one concept or one root."""
    parts = [{f.surface[p.place]: p for p in f.parts} for f in (a, b)]
    free = list(right)
    rest = []
    for word in left:
        twin = next((o for o in free if _alike(word, o, parts[0].get(word), parts[1].get(o))), None)
        if twin is None:
            rest.append(word)
        else:
            free.remove(twin)
    return tuple(rest), tuple(free)


def _alike(word: str, other: str, part: Part | None, twin: Part | None) -> bool:
    if part is not None and twin is not None:
        return likeness(part, twin, True, relations()) > 1
    return same_root(word, other, False)
