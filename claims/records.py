"""The records that travel between the stages: frozen, ordered by nothing, made of plain values.

This file imports only the standard library, so that every stage, and every reading command of the
ledger, can use the records without loading a parser or an encoder.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

Stance = Literal["assert", "attribute", "deny", "decline"]
Certainty = Literal["certain", "probable", "possible", "reported"]
SourceKind = Literal["outlet", "agency", "person", "organisation", "government", "unnamed"]
EdgeKind = Literal["same", "suggested", "contradicts", "different", "unsure"]

STANCES: tuple[Stance, ...] = ("assert", "attribute", "deny", "decline")
CERTAINTIES: tuple[Certainty, ...] = ("certain", "probable", "possible", "reported")
SOURCE_KINDS: tuple[SourceKind, ...] = (
    "outlet", "agency", "person", "organisation", "government", "unnamed",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Article:
    """One published text: what `outlet` printed at `url`; offsets of claims count in `text`.

    `article_id` hashes outlet, url, title, publication time and text (not the origin: the same
    article read from another folder is the same article). `published_at` is timezone-aware UTC.
    `notes` says, a line each, how a field came about that nobody gave, for the report.
    """

    article_id: str
    text: str
    origin: str
    outlet: str
    lang: str
    title: str | None = None
    url: str | None = None
    author: str | None = None
    published_at: datetime | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something that did not go in, where, why, and what the user can do about it."""

    origin: str
    reason: str
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """`text[start:end]` of an article; `kind` says whether claims are sought in it."""

    start: int
    end: int
    kind: Literal["prose", "heading", "caption", "boilerplate", "question"] = "prose"


@dataclass(frozen=True, slots=True)
class Source:
    """A party that claims are credited to, under its canonical name."""

    source_id: str
    name: str
    kind: SourceKind
    speaks_for: str | None = None
    aliases: tuple[str, ...] = ()
    wikidata: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """One atomic proposition of one article: `article.text[start:end] == quote`.

    `claim` is the same proposition as a sentence that stands alone; `event_time` is EDTF or None;
    `rule` names what made it a claim, for `explain`.
    """

    claim_id: str
    article_id: str
    claim: str
    quote: str
    start: int
    end: int
    certainty: Certainty
    lang: str
    event_time: str | None = None
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Attribution:
    """One row of "who stands where": `source` takes `stance` on the claim.

    `via` is the chain of canonical names from the outlet (first) to the last relay before this
    source; empty for the outlet's own row. `mention` is the words the article used; cue offsets
    count in the article's text. `rule` names the construction, for `explain`.
    """

    claim_id: str
    source_id: str
    source: str
    mention: str
    source_kind: SourceKind
    stance: Stance
    via: tuple[str, ...] = ()
    speaks_for: str | None = None
    cue: str | None = None
    cue_start: int | None = None
    cue_end: int | None = None
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Extraction:
    """Everything one article yields. Claims are in text order; every claim has its outlet's row."""

    article: Article
    claims: tuple[Claim, ...]
    attributions: tuple[Attribution, ...]
    sources: tuple[Source, ...]
    skipped: tuple[Skipped, ...] = ()


@dataclass(frozen=True, slots=True)
class Edge:
    """A match decision between two claims (`claim_a < claim_b`), with its evidence.

    `score` is the calibrated probability that the two have the same truth conditions.
    """

    claim_a: str
    claim_b: str
    kind: EdgeKind
    score: float
    reason: str
    features: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Judgement:
    """A person's decision about two claims; it wins over the model until it is withdrawn."""

    claim_a: str
    claim_b: str
    verdict: Literal["same", "different", "unsure"]
    who: str
    when: datetime
    why: str = ""
    withdrawn: bool = field(default=False)
