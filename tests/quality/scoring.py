"""Figures of a claims table against gold, with every error listed.

A predicted claim serves at most one gold claim, the one it overlaps best. An attribution is right
when source and stance are; the outlet's own row is no attribution. What a row is held against:
`missed` the gold entries of the paired claim, `false` the gold entries of the same sentence.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from rapidfuzz import fuzz

from tests.quality.gold import Entry, GoldClaim

GOLD_COVER = 0.5  # a claim must cover this much of a gold claim,
CLAIM_COVER = 0.3  # and be covered by it this much, to be paired with it
NAMES_ALIKE = 90  # of 100, by rapidfuzz's token_set_ratio
LENGTH_SLACK = 18  # characters a name may be longer than the gold's (titles, appositions)
_CUT = re.compile(r'\n+|(?<=[.!?»”"])\s+(?=[A-ZÀ-Ý«“"])')


@dataclass(frozen=True, slots=True)
class Row:
    """The columns of the claims table that are scored; `article` is the file name of `origin`."""

    article: str
    claim_id: str
    fact_id: str
    start: int
    end: int
    claim: str
    quote: str
    outlet: str
    source: str
    mention: str
    stance: str
    certainty: str
    event_time: str | None = None


@dataclass(frozen=True, slots=True)
class Figures:
    """Each in [0, 1]; docs/quality.md says what they mean."""

    attribution_recall: float
    attribution_precision: float
    attribution_f1: float
    own_voice: float
    claims_found: float
    certainty: float
    cluster_precision: float
    cluster_recall: float
    cluster_f1: float


@dataclass(frozen=True, slots=True)
class Miss:
    """One error: `kind` is missed, false, own voice, not found or certainty."""

    kind: str
    article: str
    quote: str
    detail: str

    def __str__(self) -> str:
        return f"{self.kind:9s} | {self.article} | {self.quote[:90]} | {self.detail}"


@dataclass(frozen=True, slots=True)
class Score:
    """Figures with what they were counted from and the errors behind them."""

    figures: Figures
    entries: int
    rows: int
    gold: int
    pairs: int
    misses: tuple[Miss, ...]


@dataclass(frozen=True, slots=True)
class _Paired:
    """Gold, the row that stands for its paired claim (if any), and that claim's attributions."""

    gold: GoldClaim
    claim: Row | None
    rows: tuple[Row, ...]

    @property
    def own(self) -> bool:
        """Whether the outlet alone should stand behind it."""
        return self.gold.own_voice and not self.gold.entries


def score(rows: Iterable[Row], gold: Sequence[GoldClaim], texts: Mapping[str, str]) -> Score:
    """The figures of `rows` on `gold`; rows of articles that `gold` has nothing of are left out.

    Raises ValueError where a row's span does not lie in its article.
    """
    articles = {g.article for g in gold}
    kept = [row for row in rows if row.article in articles]
    _check_spans(kept, texts)
    attributed = [row for row in kept if fold(row.source) != fold(row.outlet)]
    paired = _pair(kept, attributed, gold)
    asked = [p for p in paired if not p.gold.optional]
    missed, entries = _missed(asked)
    false = _false(attributed, gold, texts)
    own, own_wrong = _own_voice(asked)
    lost = [_miss("not found", p.gold, p.gold.certainty) for p in asked if p.claim is None]
    found = [p for p in asked if p.claim is not None]
    unsure = _uncertain(found)
    recall = _share(entries - len(missed), entries)
    precision = _share(len(attributed) - len(false), len(attributed))
    both, wrong, apart = _cluster(asked)
    together, reached = _share(both, both + wrong), _share(both, both + apart)
    figures = Figures(
        attribution_recall=recall,
        attribution_precision=precision,
        attribution_f1=_f1(precision, recall),
        own_voice=_share(own - len(own_wrong), own),
        claims_found=_share(len(found), len(asked)),
        certainty=_share(len(found) - len(unsure), len(found)),
        cluster_precision=together,
        cluster_recall=reached,
        cluster_f1=_f1(together, reached),
    )
    misses = (*missed, *false, *own_wrong, *lost, *unsure)
    return Score(figures, entries, len(attributed), len(gold), both + apart, misses)


@lru_cache(maxsize=65_536)
def fold(name: str) -> str:
    """A name's letters and digits, lower case, without accents, parted by single blanks."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return " ".join(re.findall(r"[a-z0-9]+", plain))


def same_source(row: Row, entry: Entry) -> bool:
    """Whether a row's source, or the words the article used for it, name the entry's source."""
    offered = {fold(row.source), fold(row.mention)} - {"", "none", "nan"}
    return any(_alike(name, fold(wanted)) for name in offered for wanted in entry.names)


def _alike(name: str, wanted: str) -> bool:
    slack = max(LENGTH_SLACK, len(wanted))
    close = abs(len(name) - len(wanted)) <= slack
    return close and fuzz.token_set_ratio(name, wanted) >= NAMES_ALIKE


def _check_spans(rows: Iterable[Row], texts: Mapping[str, str]) -> None:
    for row in rows:
        if not 0 <= row.start < row.end <= len(texts[row.article]):
            raise ValueError(f"offsets {row.start}:{row.end} fall outside {row.article}")


# ---------------------------------------------------------------------- pairing


def _pair(
    rows: Iterable[Row], attributed: Iterable[Row], gold: Sequence[GoldClaim]
) -> list[_Paired]:
    claims: dict[tuple[str, str], Row] = {}
    for row in rows:
        claims.setdefault((row.article, row.claim_id), row)
    by_claim: dict[str, list[Row]] = {}
    for row in attributed:
        by_claim.setdefault(row.claim_id, []).append(row)
    chosen = _best_offers(gold, list(claims.values()))
    return [
        _Paired(g, claim, tuple(by_claim.get(claim.claim_id, ())) if claim else ())
        for g, claim in ((g, chosen.get(i)) for i, g in enumerate(gold))
    ]


def _best_offers(gold: Sequence[GoldClaim], claims: Sequence[Row]) -> dict[int, Row]:
    """Gold index → claim, one to one: the offers with the largest share in common come first."""
    offers = [
        (_common(g, claim), i, claim)
        for i, g in enumerate(gold)
        for claim in claims
        if claim.article == g.article and _covers(g, claim)
    ]
    chosen: dict[int, Row] = {}
    used: set[str] = set()
    for _, i, claim in sorted(offers, key=lambda offer: -offer[0]):
        if i not in chosen and claim.claim_id not in used:
            chosen[i] = claim
            used.add(claim.claim_id)
    return chosen


def _overlap(gold: GoldClaim, claim: Row) -> int:
    return max(0, min(gold.end, claim.end) - max(gold.start, claim.start))


def _covers(gold: GoldClaim, claim: Row) -> bool:
    shared = _overlap(gold, claim)
    enough = shared / (gold.end - gold.start) >= GOLD_COVER
    return enough and shared / (claim.end - claim.start) >= CLAIM_COVER


def _common(gold: GoldClaim, claim: Row) -> float:
    hull = max(gold.end, claim.end) - min(gold.start, claim.start)
    return _overlap(gold, claim) / hull


# ---------------------------------------------------------------------- errors


def _missed(asked: Sequence[_Paired]) -> tuple[list[Miss], int]:
    """Gold entries that no attribution of the paired claim has, and how many were asked for."""
    missed, entries = [], 0
    for pair in asked:
        for entry in pair.gold.entries:
            entries += 1
            if not any(_agrees(row, entry) for row in pair.rows):
                had = _voices(pair.rows) if pair.claim else "no claim"
                missed.append(_miss("missed", pair.gold, f"{entry.source} {entry.stance}; {had}"))
    return missed, entries


def _agrees(row: Row, entry: Entry) -> bool:
    return row.stance == entry.stance and same_source(row, entry)


def _false(
    attributed: Iterable[Row], gold: Sequence[GoldClaim], texts: Mapping[str, str]
) -> list[Miss]:
    """Attributions that no gold claim of the sentence has: those around the claim's middle."""
    spans = {article: _cuts(texts[article]) for article in {g.article for g in gold}}
    sentences = [(g, _sentence(spans[g.article], g)) for g in gold]
    false = []
    for row in attributed:
        middle = (row.start + row.end) / 2
        near = (
            entry
            for g, (left, right) in sentences
            if g.article == row.article and left <= middle <= right
            for entry in g.entries
        )
        if not any(_agrees(row, entry) for entry in near):
            quote = texts[row.article][row.start : row.end]
            false.append(Miss("false", row.article, quote, f"{row.source} {row.stance}"))
    return false


def _cuts(text: str) -> list[int]:
    return [0, *(m.end() for m in _CUT.finditer(text)), len(text)]


def _sentence(cuts: Sequence[int], gold: GoldClaim) -> tuple[int, int]:
    """The stretch between the cuts around a gold claim."""
    right = bisect_left(cuts, gold.end)
    return cuts[bisect_right(cuts, gold.start) - 1], cuts[min(right, len(cuts) - 1)]


def _own_voice(asked: Sequence[_Paired]) -> tuple[int, list[Miss]]:
    own = [pair for pair in asked if pair.own]
    wrong = [
        _miss("own voice", p.gold, _voices(p.rows) if p.claim else "no claim")
        for p in own
        if p.claim is None or p.rows
    ]
    return len(own), wrong


def _uncertain(found: Sequence[_Paired]) -> list[Miss]:
    return [
        _miss("certainty", p.gold, f"{p.gold.certainty}, not {p.claim.certainty}")
        for p in found
        if p.claim is not None and p.claim.certainty != p.gold.certainty
    ]


def _miss(kind: str, gold: GoldClaim, detail: str) -> Miss:
    return Miss(kind, gold.article, gold.quote, detail)


def _voices(rows: Sequence[Row]) -> str:
    return "has " + (", ".join(f"{r.source} {r.stance}" for r in rows) or "no source")


# ---------------------------------------------------------------------- facts


def _cluster(asked: Sequence[_Paired]) -> tuple[int, int, int]:
    """Pairs of gold claims: joined in both, joined only by the program, joined only in gold.

    Pairs of different facts in one looser group are not counted; a claim not found loses its pairs.
    """
    both = wrong = apart = 0
    for (i, a), (j, b) in combinations(enumerate(asked), 2):
        same = (a.gold.fact or i) == (b.gold.fact or j)
        if not same and a.gold.near and a.gold.near == b.gold.near:
            continue
        joined = a.claim is not None and b.claim is not None and a.claim.fact_id == b.claim.fact_id
        both += same and joined
        wrong += joined and not same
        apart += same and not joined
    return both, wrong, apart


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def _f1(precision: float, recall: float) -> float:
    return _share(2 * precision * recall, precision + recall)
