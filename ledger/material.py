"""The committed rows that facts are made of, as Arrow tables: of the whole ledger or of a part."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ledger.model import Meta
from ledger.snapshot import Snapshot

_META = tuple(name for name in Meta.__dataclass_fields__ if name != "withdrawn")
_CLAIM = (
    "claim_id", "article_id", "claim", "quote", "start", "end", "certainty", "event_time", "run_id",
)  # fmt: skip
_STAND = (
    "claim_id", "position", "source_id", "source", "mention", "source_kind", "stance", "via",
    "speaks_for", "cue", "cue_start", "cue_end", "rule",
)  # fmt: skip
# Kept as codes: the same few words in very many rows.
_CODED = ("source_id", "source", "mention", "source_kind", "stance", "speaks_for", "cue", "rule")
_EDGE = ("claim_a", "claim_b", "kind", "score")


@dataclass(frozen=True)
class Material:
    """What counts at one version: retracted articles and what they said are left out.

    `claims` is sorted by claim id and has its article's `published_at`; `stands` is in no order,
    its `at` is the claim's row in `claims`, its words are dictionary-encoded; `articles` is sorted
    by article id.
    """

    claims: pa.Table
    stands: pa.Table
    articles: pa.Table

    def by_claim(self) -> tuple[np.ndarray, np.ndarray]:
        """The rows of `stands` by claim and position, and where in them each claim's begin."""
        at, position = (self.stands[name].to_numpy() for name in ("at", "position"))
        order = np.lexsort((position, at))
        return order, np.searchsorted(at[order], np.arange(self.claims.num_rows + 1))


def load(
    snapshot: Snapshot, claims: Collection[str] | None = None, runs: Collection[str] | None = None
) -> Material:
    """The rows of `snapshot`; with `claims`, theirs alone, which `runs` (run ids) wrote."""
    wanted = None if claims is None else pa.array(sorted(claims), pa.string())
    articles = snapshot.table("articles", _META, runs).sort_by("article_id")
    out = [a for a, mark in snapshot.marks.items() if mark["kind"] == "retracted"]
    gone = pc.is_in(articles["article_id"], value_set=pa.array(out, pa.string()))
    articles = articles.filter(pc.invert(gone))
    said = snapshot.table("claims", _CLAIM, runs, wanted).sort_by("claim_id")
    at = _places(said["article_id"], articles["article_id"])
    said = said.append_column("published_at", articles["published_at"].take(at))
    said = said.filter(pc.is_valid(at))
    stands = _coded(snapshot.table("attributions", _STAND, runs, wanted))
    at = _places(stands["claim_id"], said["claim_id"])
    stands = stands.drop_columns(["claim_id"]).append_column("at", at)
    if at.null_count:
        stands = stands.filter(pc.is_valid(at))
    return Material(said, stands, articles)


def _coded(stands: pa.Table) -> pa.Table:
    for place, name in enumerate(stands.column_names):
        if name in _CODED:
            stands = stands.set_column(place, name, pc.dictionary_encode(stands[name]))
    return stands


def _places(values: pa.ChunkedArray, among: pa.ChunkedArray) -> pa.ChunkedArray:
    return pc.index_in(values, value_set=among.combine_chunks())


def links(snapshot: Snapshot) -> pa.Table:
    """Every committed match decision: claim_a, claim_b, kind, score."""
    return snapshot.table("edges", _EDGE)
