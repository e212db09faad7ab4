"""Runs the program over a gold set: articles to claims, claims to facts, facts to table rows."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache, lru_cache
from multiprocessing import get_context

from claims.encoders import Encoder
from claims.ids import fact_id
from claims.languages import available
from claims.records import Article, Attribution, Claim, Extraction
from tests.quality.gold import GoldSet, file_of
from tests.quality.scoring import Row, Score, score
from tests.quality.standing import Standing, standing

_FEW = 4  # articles that are read here rather than by other processes


@dataclass(frozen=True, slots=True)
class Run:
    """What the program made of a set; `rules` is false where it has none for the language yet.

    A crash loses what it stopped (an article's claims, or all facts), scores as that many misses,
    and stands in `crashes`.
    """

    set: GoldSet
    rules: bool
    rows: tuple[Row, ...] = ()
    crashes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SplitResult:
    """The figures of one split of a set."""

    name: str
    score: Score
    standing: Standing

    def figures(self) -> dict[str, float]:
        """Every figure by name, in the order they are reported."""
        names = self.score.figures.__dataclass_fields__
        found = {name: getattr(self.score.figures, name) for name in names}
        return {**found, "standing_alone": self.standing.share}

    def misses(self) -> list[str]:
        """Every error, a line each."""
        return [str(miss) for miss in (*self.score.misses, *self.standing.misses)]


def run(gold: GoldSet, encoder: str | None = None) -> Run:
    """The claims table of a set's articles; facts are joined over the whole set."""
    if gold.lang not in available():
        return Run(gold, rules=False)
    extractions, crashes = _extract(gold.articles)
    joined = any(claim.fact for claim in gold.gold)  # else no fact of it is scored
    try:
        facts = _facts(extractions, encoder) if joined else {}
    except Exception as error:
        facts = {}
        crashes.append(f"matching crashed: {type(error).__name__}: {error}")
    return _table(gold, extractions, facts, crashes)


def extracted(gold: GoldSet) -> Run:
    """The claims table of a set's articles before matching: every claim is a fact of its own."""
    extractions, crashes = _extract(gold.articles)
    return _table(gold, extractions, {}, crashes)


def results(done: Run) -> tuple[SplitResult, ...]:
    """The figures of every split of a set; none where the language has no rules."""
    return tuple(_result(done, name, files) for name, files in done.set.splits if done.rules)


def _result(done: Run, split: str, files: frozenset[str]) -> SplitResult:
    gold, rows = done.set, [row for row in done.rows if row.article in files]
    dated = frozenset(file_of(a.origin) for a in gold.articles if a.published_at is not None)
    scored = score(rows, gold.of(split), gold.texts)
    return SplitResult(f"{gold.name}/{split}", scored, standing(rows, gold.lang, dated))


# ---------------------------------------------------------------------- text to claims


def _extract(articles: Sequence[Article]) -> tuple[list[Extraction], list[str]]:
    few = len(articles) < _FEW or (os.cpu_count() or 1) == 1
    done = map(_one, articles) if few else _pool().map(_one, articles, chunksize=2)
    pairs = list(done)
    return [e for e, _ in pairs if e is not None], [c for _, found in pairs for c in found]


def _one(article: Article) -> tuple[Extraction | None, list[str]]:
    """One article's extraction, None where it crashed, and what was lost of it."""
    from claims.extract import extract

    try:
        extraction = extract(article)
    except Exception as error:
        return None, [f"{file_of(article.origin)}: {type(error).__name__}: {error}"]
    skipped = extraction.skipped
    return extraction, [f"{file_of(s.origin)}: {s.place}: {s.reason}" for s in skipped]


@cache
def _pool() -> ProcessPoolExecutor:
    """Processes that stay while the tests run: each loads the parser once."""
    return ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn"))


# ---------------------------------------------------------------------- claims to facts


def _facts(extractions: Sequence[Extraction], encoder: str | None) -> dict[str, str]:
    """claim → fact, as the ledger joins them."""
    import numpy as np

    from claims.matching import ClaimKey, Item, cluster, match, profile
    from claims.matching.text import matter

    claims = [(c, e.article) for e in extractions for c in e.claims]
    if not claims:
        return {}
    vectors = np.asarray(_encoder(encoder).encode([matter(claim.claim) for claim, _ in claims]))
    items = [
        Item(
            claim_id=claim.claim_id,
            article_id=article.article_id,
            claim=claim.claim,
            lang=claim.lang,
            published_at=article.published_at,
            vector=vector,
            profile=profile(claim, article.published_at),
        )
        for (claim, article), vector in zip(claims, vectors, strict=True)
    ]
    keys = [ClaimKey(i.claim_id, i.article_id, i.published_at) for i in items]
    return cluster(keys, match(items, ()))


@lru_cache(maxsize=1)
def _encoder(name: str | None) -> Encoder:
    from claims.encoders import load_encoder

    return load_encoder(name)


# ---------------------------------------------------------------------- facts to rows


def _table(
    gold: GoldSet, extractions: Sequence[Extraction], facts: dict[str, str], crashes: list[str]
) -> Run:
    rows = tuple(row for extraction in extractions for row in rows_of(extraction, facts))
    return Run(gold, True, rows, tuple(crashes))


def rows_of(extraction: Extraction, facts: dict[str, str]) -> list[Row]:
    """A row per claim and source; a claim in no fact is a fact of its own."""
    claims = {claim.claim_id: claim for claim in extraction.claims}
    by_claim: dict[str, list[Attribution]] = {key: [] for key in claims}
    for attribution in extraction.attributions:
        by_claim[attribution.claim_id].append(attribution)
    return [
        _row(extraction.article, claims[key], attribution, facts.get(key, fact_id(key)))
        for key, attributions in by_claim.items()
        for attribution in attributions
    ]


def _row(article: Article, claim: Claim, attribution: Attribution, fact: str) -> Row:
    return Row(
        article=file_of(article.origin),
        claim_id=claim.claim_id,
        fact_id=fact,
        start=claim.start,
        end=claim.end,
        claim=claim.claim,
        quote=claim.quote,
        outlet=article.outlet,
        source=attribution.source,
        mention=attribution.mention,
        stance=attribution.stance,
        certainty=claim.certainty,
        event_time=claim.event_time,
    )


def run_all(sets: Iterable[GoldSet], encoder: str | None = None) -> list[Run]:
    """`run` for each set."""
    return [run(gold, encoder) for gold in sets]
