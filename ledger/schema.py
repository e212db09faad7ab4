"""Every table schema in one place: the claims table users get, and the tables the ledger stores.

The claims table is a public contract (names, Arrow types, nullability, order): it is only ever
extended, at its end. `docs/columns.md` is written from this file and a test holds them together.
"""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa

TEXT = pa.string()
CATEGORY = pa.dictionary(pa.int32(), pa.string())
TEXTS = pa.list_(pa.string())
TIME = pa.timestamp("us", tz="UTC")
OFFSET = pa.int32()
COUNT = pa.int64()
REAL = pa.float64()
FLAG = pa.bool_()
VECTOR = pa.list_(pa.float32())


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, Arrow type, what it means, and whether it may be null."""

    name: str
    type: pa.DataType
    meaning: str
    nullable: bool = False


def arrow_schema(columns: tuple[Column, ...]) -> pa.Schema:
    """The Arrow schema of `columns`, in their order."""
    return pa.schema([pa.field(c.name, c.type, nullable=c.nullable) for c in columns])


CLAIMS_COLUMNS: tuple[Column, ...] = (
    Column("fact_id", TEXT, "the fact the claim belongs to, named after its earliest claim"),
    Column("claim_id", TEXT, "hash of the article's id, the span and the claim"),
    Column("article_id", TEXT, "hash of outlet, url, title, publication time and text"),
    Column("source_id", TEXT, "hash of the source's canonical name and kind"),
    Column("claim", TEXT, "the claim as a sentence that stands alone"),
    Column("stance", CATEGORY, "assert, attribute, deny or decline"),
    Column("source", TEXT, "the source's canonical name"),
    Column("mention", TEXT, "the words the article used for the source"),
    Column("source_kind", CATEGORY, "outlet, agency, person, organisation, government or unnamed"),
    Column("speaks_for", TEXT, "the body the source speaks for", nullable=True),
    Column("via", TEXTS, "the chain from the outlet to this source, outlet first; [] on its row"),
    Column("certainty", CATEGORY, "certain, probable, possible or reported"),
    Column("status", CATEGORY, "the fact's status when the table was read"),
    Column("outlet", TEXT, "who published the article, by canonical name", nullable=True),
    Column("title", TEXT, "the article's title", nullable=True),
    Column("url", TEXT, "the article's address", nullable=True),
    Column("origin", TEXT, "the path or address the article was added from, as given"),
    Column("published_at", TIME, "when the article was published", nullable=True),
    Column("lang", TEXT, "the article's language, BCP 47"),
    Column("quote", TEXT, "verbatim: article.text[start:end] == quote, always"),
    Column("start", OFFSET, "where the claim starts in the article's text, in Python characters"),
    Column("end", OFFSET, "where it ends (half open)"),
    Column("cue", TEXT, "the words that carry the attribution", nullable=True),
    Column("cue_start", OFFSET, "where the cue starts in the article's text", nullable=True),
    Column("cue_end", OFFSET, "where the cue ends (half open)", nullable=True),
    Column("event_time", TEXT, "when the claim says it happened, EDTF", nullable=True),
)
CLAIMS_TABLE: pa.Schema = arrow_schema(CLAIMS_COLUMNS)

_RUN = (
    Column("run_id", TEXT, "the run that wrote the row; visible once the run stands in `runs`"),
    Column("recorded_at", TIME, "when that run was committed"),
)

STORED_COLUMNS: dict[str, tuple[Column, ...]] = {
    "articles": (
        Column("article_id", TEXT, "hash of outlet, url, title, publication time and text"),
        Column("outlet", TEXT, "who published it, as the input said"),
        Column("title", TEXT, "its title", nullable=True),
        Column("url", TEXT, "its address", nullable=True),
        Column("author", TEXT, "its byline", nullable=True),
        Column("published_at", TIME, "when it was published", nullable=True),
        Column("lang", TEXT, "BCP 47"),
        Column("origin", TEXT, "the path or address it was added from, as given"),
        Column("text", TEXT, "the whole text; every offset counts in it"),
        Column("text_sha256", TEXT, "SHA-256 of the text in UTF-8, hexadecimal"),
        *_RUN,
    ),
    "claims": (
        Column("claim_id", TEXT, "hash of the article's id, the span and the claim"),
        Column("article_id", TEXT, "the article it stands in"),
        Column("position", OFFSET, "the claim's place among the article's claims, from 0"),
        Column("claim", TEXT, "the claim as a sentence that stands alone"),
        Column("quote", TEXT, "verbatim span of the article's text"),
        Column("start", OFFSET, "start of the span, in Python characters"),
        Column("end", OFFSET, "end of the span (half open)"),
        Column("certainty", TEXT, "certain, probable, possible or reported"),
        Column("lang", TEXT, "BCP 47"),
        Column("event_time", TEXT, "EDTF", nullable=True),
        Column("rule", TEXT, "what made it a claim"),
        Column("encoder", TEXT, "the encoder that made the vector"),
        Column("vector", VECTOR, "unit vector of the claim"),
        Column("profile", TEXT, "what matching compares: names, numbers, times, ... as JSON"),
        *_RUN,
    ),
    "attributions": (
        Column("claim_id", TEXT, "the claim"),
        Column("position", OFFSET, "the row's place among the claim's rows, from 0"),
        Column("source_id", TEXT, "hash of the source's canonical name and kind, as extracted"),
        Column("source", TEXT, "the source's canonical name, as extracted"),
        Column("mention", TEXT, "the words the article used"),
        Column("source_kind", TEXT, "outlet, agency, person, organisation, government or unnamed"),
        Column("stance", TEXT, "assert, attribute, deny or decline"),
        Column("via", TEXTS, "the chain from the outlet to this source, outlet first"),
        Column("speaks_for", TEXT, "the body the source speaks for", nullable=True),
        Column("cue", TEXT, "the words that carry the attribution", nullable=True),
        Column("cue_start", OFFSET, "start of the cue", nullable=True),
        Column("cue_end", OFFSET, "end of the cue (half open)", nullable=True),
        Column("rule", TEXT, "the construction that was recognised"),
        *_RUN,
    ),
    "edges": (
        Column("claim_a", TEXT, "the smaller claim id of the pair"),
        Column("claim_b", TEXT, "the larger claim id of the pair"),
        Column("kind", TEXT, "same, suggested, contradicts, different or unsure"),
        Column("score", REAL, "calibrated probability that both have the same truth conditions"),
        Column("reason", TEXT, "why, in words"),
        Column("features", TEXT, "the evidence, a JSON list of [name, value]"),
        *_RUN,
    ),
    "judgements": (
        Column("claim_a", TEXT, "the smaller claim id of the pair"),
        Column("claim_b", TEXT, "the larger claim id of the pair"),
        Column("verdict", TEXT, "same, different or unsure"),
        Column("who", TEXT, "who decided"),
        Column("when", TIME, "when"),
        Column("why", TEXT, "why, as given"),
        Column("withdrawn", FLAG, "the decision about this pair is taken back"),
        *_RUN,
    ),
    "sources": (
        Column("source_id", TEXT, "hash of the canonical name and the kind"),
        Column("name", TEXT, "the canonical name"),
        Column("kind", TEXT, "outlet, agency, person, organisation, government or unnamed"),
        Column("speaks_for", TEXT, "the body the source speaks for", nullable=True),
        Column("aliases", TEXTS, "other names"),
        Column("wikidata", TEXT, "Wikidata id", nullable=True),
        Column("action", TEXT, "seen, added, renamed or merged"),
        Column("target", TEXT, "the source merged into, or the new name", nullable=True),
        *_RUN,
    ),
    "retractions": (
        Column("article_id", TEXT, "the article"),
        Column("kind", TEXT, "retracted: out of the answers; withdrawn: by its outlet, marked"),
        Column("reason", TEXT, "why"),
        Column("who", TEXT, "who decided"),
        *_RUN,
    ),
    "runs": (
        Column("run_id", TEXT, "hash of what the run wrote and on which state"),
        Column("version", COUNT, "the ledger's version after this run, from 1"),
        Column("recorded_at", TIME, "when the run was committed; strictly increasing"),
        Column("action", TEXT, "add, judge, retract, sources or reembed"),
        Column("articles", OFFSET, "articles the run added"),
        Column("claims", OFFSET, "claims the run added"),
        Column("program", TEXT, "the program's version"),
        Column("note", TEXT, "what was asked, in words"),
    ),
}
STORED: dict[str, pa.Schema] = {name: arrow_schema(cols) for name, cols in STORED_COLUMNS.items()}


def type_name(column: Column) -> str:
    """The type as the documentation writes it: `timestamp[us, UTC]?` for a nullable time."""
    names = {CATEGORY: "dictionary<int32, string>", TEXTS: "list<string>", VECTOR: "list<float32>"}
    name = names.get(column.type, str(column.type).replace("tz=", ""))
    return name + ("?" if column.nullable else "")


FACTS_COLUMNS: tuple[Column, ...] = (
    Column("fact_id", TEXT, "the fact"),
    Column("claim", TEXT, "its headline: the claim published first"),
    Column("status", TEXT, "disputed, denied, confirmed, corroborated or unconfirmed"),
    Column("reasons", TEXTS, "why, in plain words"),
    Column("origins", TEXTS, "the independent origins, an unnamed one marked so"),
    Column("named_origins", OFFSET, "how many of them are named"),
    Column("outlets", TEXTS, "the outlets that carry it, earliest first"),
    Column("denied_by", TEXTS, "who denies it"),
    Column("might_confirm", TEXTS, "sources that declined, or that the claim names"),
    Column("certainty", TEXT, "the least hedged certainty it is stated with"),
    Column("claims", OFFSET, "how many claims say or deny it"),
    Column("articles", OFFSET, "how many articles those stand in"),
    Column("first_seen", TIME, "publication of its earliest article, else when it was recorded"),
    Column("last_seen", TIME, "publication of its latest article, else when it was recorded"),
    Column("policy", TEXT, "the numbers of the policy that gave the status"),
)
FACTS_TABLE: pa.Schema = arrow_schema(FACTS_COLUMNS)
