"""Every invariant of the ledger, checked against what is stored."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from claims import ids
from claims.records import CERTAINTIES, SOURCE_KINDS, STANCES
from ledger.derived import Derived
from ledger.ingest import text_digest
from ledger.refresh import derive, derive_now
from ledger.schema import STORED
from ledger.snapshot import Snapshot
from ledger.status import Policy


@dataclass(frozen=True, slots=True)
class Problem:
    """One broken invariant: the table, the row's id, and what is wrong with it."""

    table: str
    row: str
    what: str


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What was checked (table → rows) and what is wrong."""

    rows: dict[str, int]
    problems: tuple[Problem, ...]


def check(snapshot: Snapshot, policy: Policy) -> CheckReport:
    """Ids, offsets, texts, references, chains and runs of everything committed; the snapshot too.

    The snapshot of facts and statuses is held against what all the rows say, derived anew.
    """
    tables = {
        name: snapshot.table(name, [c for c in schema.names if c != "vector"]).to_pylist()
        for name, schema in STORED.items()
    }
    problems = [*_articles(tables), *_claims(tables), *_attributions(tables)]
    problems += [*_pairs(tables), *_retractions(tables), *_runs(tables)]
    problems += _derived(derive(snapshot, policy), derive_now(snapshot, policy))
    return CheckReport({name: len(rows) for name, rows in tables.items()}, tuple(problems))


Tables = dict[str, list[dict[str, Any]]]


def _articles(tables: Tables) -> Iterator[Problem]:
    yield from _twice(tables, "articles", "article_id")
    for row in tables["articles"]:
        key, moment = row["article_id"], row["published_at"]
        if text_digest(row["text"]) != row["text_sha256"]:
            yield Problem("articles", key, "its text is not the one that was added (sha256)")
        published = moment.isoformat() if moment else None
        fields = (row["outlet"], row["url"], row["title"], published, row["text"])
        if ids.article_id(*fields) != key and "\ufffd" not in row["text"]:
            yield Problem("articles", key, "its id is not the hash of its fields")


def _claims(tables: Tables) -> Iterator[Problem]:
    yield from _twice(tables, "claims", "claim_id")
    texts = {row["article_id"]: row["text"] for row in tables["articles"]}
    for row in tables["claims"]:
        key, text = row["claim_id"], texts.get(row["article_id"])
        if text is None:
            yield Problem("claims", key, f"its article {row['article_id']} is not there")
        elif text[row["start"] : row["end"]] != row["quote"] or not row["quote"]:
            yield Problem("claims", key, "its quote does not stand in the article at its offsets")
        if row["certainty"] not in CERTAINTIES:
            yield Problem("claims", key, f"certainty {row['certainty']!r} is none")
        hashed = ids.claim_id(row["article_id"], row["start"], row["end"], row["claim"])
        if hashed != key and "\ufffd" not in row["claim"]:
            yield Problem("claims", key, "its id is not the hash of its fields")


def _attributions(tables: Tables) -> Iterator[Problem]:
    articles = {row["article_id"]: row for row in tables["articles"]}
    article_of = {r["claim_id"]: articles.get(r["article_id"]) for r in tables["claims"]}
    own = {r["claim_id"]: r["source"] for r in tables["attributions"] if not r["via"]}
    for claim in sorted(article_of.keys() - own.keys()):
        yield Problem("claims", claim, "its article's outlet has no row")
    for row in tables["attributions"]:
        key = f"{row['claim_id']}/{row['position']}"
        article = article_of.get(row["claim_id"])
        if article is None:
            yield Problem("attributions", key, "its claim is not there")
            continue
        if row["stance"] not in STANCES or row["source_kind"] not in SOURCE_KINDS:
            yield Problem("attributions", key, "a stance or kind of source that there is not")
        if row["via"] and row["via"][0] not in (article["outlet"], own.get(row["claim_id"])):
            yield Problem("attributions", key, "its chain does not start at the article's outlet")
        cue = article["text"][row["cue_start"] or 0 : row["cue_end"] or 0]
        if row["cue_start"] is not None and cue != row["cue"]:
            yield Problem("attributions", key, "its cue does not stand at its offsets")


def _pairs(tables: Tables) -> Iterator[Problem]:
    claims = {row["claim_id"] for row in tables["claims"]}
    for name in ("edges", "judgements"):
        for row in tables[name]:
            a, b = row["claim_a"], row["claim_b"]
            if not {a, b} <= claims:
                yield Problem(name, f"{a}–{b}", "a claim of the pair is not there")
            if a >= b:
                yield Problem(name, f"{a}–{b}", "the pair is not in order")


def _retractions(tables: Tables) -> Iterator[Problem]:
    articles = {row["article_id"] for row in tables["articles"]}
    for row in tables["retractions"]:
        if row["article_id"] not in articles:
            yield Problem("retractions", row["article_id"], "the article is not there")


def _runs(tables: Tables) -> Iterator[Problem]:
    runs = sorted(tables["runs"], key=lambda row: row["version"])
    if [row["version"] for row in runs] != list(range(1, len(runs) + 1)):
        yield Problem("runs", "version", "the versions have a gap or stand twice")
    times = [row["recorded_at"] for row in runs]
    if times != sorted(set(times)):
        yield Problem("runs", "recorded_at", "the times do not increase with the versions")
    for name in ("articles", "claims"):
        counts = Counter(row["run_id"] for row in tables[name])
        for run in runs:
            if counts[run["run_id"]] != run[name]:
                what = f"it added {run[name]} {name}, {counts[run['run_id']]} are there"
                yield Problem("runs", run["run_id"], what)


def _derived(kept: Derived, anew: Derived) -> Iterator[Problem]:
    """Facts of which a row of the snapshot is not what deriving anew gives."""
    for name, tables in (
        ("facts", (kept.facts, anew.facts)),
        ("claims", (kept.claims, anew.claims)),
    ):
        if not tables[0].equals(tables[1]):
            counts = [Counter(map(repr, table.to_pylist())) for table in tables]
            rows = [row for table in tables for row in table.to_pylist()]
            wrong = {r["fact_id"] for r in rows if counts[0][repr(r)] != counts[1][repr(r)]}
            for fact in sorted(wrong) or ["all"]:
                yield Problem(name, fact, "its snapshot is wrong: run `factledger rebuild`")


def _twice(tables: Tables, table: str, column: str) -> Iterator[Problem]:
    counts = Counter(row[column] for row in tables[table])
    for key, count in sorted(counts.items()):
        if count > 1:
            yield Problem(table, key, f"it stands {count} times")
