"""What an engine is: it reads, extracts and encodes, and matches, each in input order.

What an article becomes depends on the article and the encoder alone, and whether two claims are an
edge on these two alone, so every engine, with any number of processes or machines, gives the same.
Clustering and writing are the ledger's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

import numpy as np

from claims.errors import FactledgerError
from claims.matching.text import matter
from claims.records import Article, Attribution, Claim, Edge, Extraction, Skipped, Source

if TYPE_CHECKING:
    from claims.matching.segment import Segment
    from claims.readers import ReadOptions


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    """What became of one article: its extraction, or why there is none.

    `vectors` are the claims' unit rows, float32, shape (claims, dim); (0, 0) without an extraction
    or where no encoder was asked for.
    """

    extraction: Extraction | None
    vectors: np.ndarray
    skipped: Skipped | None = None


class Engine(Protocol):
    """Runs the work of adding somewhere: all of it but clustering and committing."""

    def read(self, sources: Sequence[str], options: ReadOptions) -> Iterator[Article | Skipped]:
        """What `claims.readers.read` gives for each source in turn."""
        ...

    def run(
        self, batches: Iterable[Sequence[Article]], encoder: str | None
    ) -> Iterator[list[Outcome]]:
        """For every batch in turn, the outcomes of its articles in their order.

        `encoder` is a name from `claims.encoders.resolve`; None to extract only. Batches may be
        read ahead of what is handed out. An article that fails is an outcome too, never an error;
        raises LedgerError where the engine itself can't go on.
        """
        ...

    def match(self, new: Segment, known: Sequence[Segment]) -> list[Edge]:
        """What `claims.matching.match.match_segments` gives."""
        ...


def process(articles: Sequence[Article], encoder: str | None) -> list[Outcome]:
    """The outcomes of some articles, in this process; models are loaded once a process."""
    found = [_extracted(article) for article in articles]
    return [_outcome(one, rows) for one, rows in zip(found, _vectors(found, encoder), strict=True)]


def left_out(article: Article, reason: str) -> Outcome:
    """The outcome of an article that could not be processed."""
    return Outcome(None, np.zeros((0, 0), np.float32), Skipped(article.origin, reason))


def _outcome(found: Extraction | Skipped, vectors: np.ndarray) -> Outcome:
    if isinstance(found, Skipped):
        return Outcome(None, vectors, found)
    return Outcome(found, vectors)


def _extracted(article: Article) -> Extraction | Skipped:
    """The article's extraction, or why there is none: one bad article never stops a batch."""
    from claims.extract import extract

    try:
        return replace(extract(article), article=article)  # as read: its id hashes these fields
    except FactledgerError as error:
        return Skipped(article.origin, str(error))
    except Exception as error:  # hostile input must not take the other articles down with it
        reason = f"the program failed on it ({type(error).__name__}: {error}); please report it"
        return Skipped(article.origin, reason)


def _vectors(found: Sequence[Extraction | Skipped], encoder: str | None) -> list[np.ndarray]:
    from claims.encoders import load_encoder

    none = np.zeros((0, 0), np.float32)
    if encoder is None or not any(isinstance(one, Extraction) for one in found):
        return [none] * len(found)
    claims = [one.claims if isinstance(one, Extraction) else () for one in found]
    rows = load_encoder(encoder).encode([matter(c.claim) for some in claims for c in some])
    cuts = np.cumsum([len(some) for some in claims])[:-1]
    return [
        part if isinstance(one, Extraction) else none
        for one, part in zip(found, np.split(rows, cuts), strict=True)
    ]


@dataclass(frozen=True, slots=True, eq=False)
class Parcel:
    """An outcome on its way between processes: without the article, which the sender has."""

    claims: tuple[Claim, ...]
    attributions: tuple[Attribution, ...]
    sources: tuple[Source, ...]
    skipped: tuple[Skipped, ...]
    vectors: np.ndarray
    left_out: Skipped | None


def packed(outcome: Outcome) -> Parcel:
    """The outcome without its article."""
    found = outcome.extraction
    if found is None:
        return Parcel((), (), (), (), outcome.vectors, outcome.skipped)
    parts = (found.claims, found.attributions, found.sources, found.skipped)
    return Parcel(*parts, outcome.vectors, None)


def unpacked(parcel: Parcel, article: Article) -> Outcome:
    """The outcome of `article` that `packed` made a parcel of."""
    if parcel.left_out is not None:
        return Outcome(None, parcel.vectors, parcel.left_out)
    parts = (parcel.claims, parcel.attributions, parcel.sources, parcel.skipped)
    return Outcome(Extraction(article, *parts), parcel.vectors)
