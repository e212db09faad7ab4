"""From committed rows to facts with their status, in memory that does not grow with the ledger.

What is derived: the facts table, the claims table (`ledger.claimrows`), and per claim the fact and
the neighbourhood that hold it. Facts are weighed some thousands of claims at a time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ledger.grouping import group
from ledger.material import Material, links, load
from ledger.model import FactRows, Member, Meta, Stand, Verdict, fold
from ledger.origins import weigh
from ledger.schema import FACTS_TABLE, OFFSET, TEXT
from ledger.snapshot import Snapshot
from ledger.status import Policy, judge

_CHUNK = 10_000  # claims whose facts are weighed at a time
_REMEMBERED = 20_000  # kinds of stands kept, a kilobyte each
# Beside the public columns, how many outlets carry a fact and how many origins it rests on.
FACTS = FACTS_TABLE.append(pa.field("carried", OFFSET)).append(pa.field("rests", OFFSET))
FACTS_ORDER = [
    ("carried", "descending"), ("claims", "descending"), ("first_seen", "ascending"),
    ("fact_id", "ascending"),
]  # fmt: skip
# `said` is the claim folded for finding it by its words, a space on either side.
MEMBERS = pa.schema(
    [pa.field(name, TEXT) for name in ("claim_id", "fact_id", "neighbourhood", "run_id", "said")]
)


@dataclass(frozen=True)
class Context:
    """What a status depends on beside a fact's own rows."""

    policy: Policy
    agencies: frozenset[str]
    known: Mapping[str, str]
    snapshot: Snapshot

    @cached_property
    def numbers(self) -> str:
        """The policy in words."""
        return str(self.policy)

    @classmethod
    def of(cls, snapshot: Snapshot, policy: Policy) -> Context:
        """The context of a whole snapshot."""
        return cls(policy, snapshot.agencies, known_names(snapshot), snapshot)


@dataclass(frozen=True)
class Made:
    """What was derived from `material`: `facts` (`FACTS`), and `members` (`MEMBERS`) claim by claim
    in the order of the material's claims."""

    material: Material
    facts: pa.Table
    members: pa.Table


def make(snapshot: Snapshot, context: Context) -> Made:
    """Everything the snapshot holds, derived from scratch."""
    material = load(snapshot)
    return made_of(material, grouped(material, links(snapshot), snapshot), context)


def grouped(material: Material, edges: pa.Table, snapshot: Snapshot) -> pa.Table:
    """`GROUPING` rows of the material's claims, in its order.

    It has to hold whole neighbourhoods: all claims that `edges` could join to one of them.
    """
    keys = material.claims.select(["claim_id", "article_id", "published_at"])
    return group(keys, edges, snapshot.judgements)


def made_of(material: Material, grouping: pa.Table, context: Context) -> Made:
    """The facts that `grouping` makes of the material."""
    columns = [*grouping.columns, material.claims["run_id"], _folded(material.claims["claim"])]
    members = pa.table(columns, schema=MEMBERS)
    parts = [
        pa.Table.from_pylist([_fact(fact, context) for fact in some], schema=FACTS)
        for some in _gathered(material, members["fact_id"], context)
    ]
    facts = pa.concat_tables([FACTS.empty_table(), *parts]).sort_by(FACTS_ORDER)
    return Made(material, facts, members)


def _folded(claims: pa.ChunkedArray) -> pa.ChunkedArray:
    """The claims folded, a space on either side."""
    parts = (claims.slice(at, _CHUNK).to_pylist() for at in range(0, len(claims), _CHUNK))
    return pa.chunked_array([[f" {fold(said)} " for said in part] for part in parts], TEXT)


# ---------------------------------------------------------------------- facts with their members


def _gathered(
    material: Material, fact_id: pa.ChunkedArray, context: Context
) -> Iterator[list[FactRows]]:
    """The facts, some thousands of claims at a time."""
    claims = material.claims.append_column("fact_id", fact_id)
    metas, read = _metas(material.articles, context.snapshot), _Stands(context.snapshot)
    order = pc.sort_indices(
        claims, [("fact_id", "ascending"), ("published_at", "ascending"), ("claim_id", "ascending")]
    )
    ranked, firsts = material.by_claim()
    for rows in _slices(order.to_numpy(), claims["fact_id"].combine_chunks()):
        some = claims.take(pa.array(rows))
        counts = firsts[rows + 1] - firsts[rows]
        places = np.repeat(firsts[rows] - np.cumsum(counts) + counts, counts) + np.arange(
            counts.sum()
        )
        stands = read(material.stands.take(pa.array(ranked[places])))
        ends = np.cumsum(counts).tolist()
        said = [tuple(stands[end - n : end]) for end, n in zip(ends, counts.tolist(), strict=True)]
        yield _facts(some, said, metas)


def _slices(order: np.ndarray, fact_id: pa.Array) -> Iterator[np.ndarray]:
    """`order` cut where one fact ends and the next begins."""
    codes = pc.dictionary_encode(fact_id).indices.to_numpy()[order]
    start = 0
    while start < len(order):
        end = min(start + _CHUNK, len(order))
        while end < len(order) and codes[end] == codes[end - 1]:
            end += 1
        yield order[start:end]
        start = end


def _facts(
    claims: pa.Table, said: list[tuple[Stand, ...]], metas: Mapping[str, Meta]
) -> list[FactRows]:
    names = ("fact_id", "claim_id", "article_id", "claim", "quote", "certainty", "event_time")
    rows = zip(*(claims[name].to_pylist() for name in names), said, strict=True)
    facts: dict[str, list[Member]] = {}
    for fact, claim_id, article, claim, quote, certainty, event_time, stands in rows:
        told = (claim_id, claim, quote, 0, len(quote), certainty, event_time, "", "")
        facts.setdefault(fact, []).append(Member(*told, metas[article], stands))
    return [FactRows(fact, tuple(members)) for fact, members in facts.items()]


def _metas(articles: pa.Table, snapshot: Snapshot) -> dict[str, Meta]:
    return {
        row["article_id"]: Meta(**row, withdrawn=snapshot.withdrawn(row["article_id"]))
        for row in articles.to_pylist()
    }


class _Stands:
    """Reads rows of the attributions table as stands, each kind of row once: most are alike."""

    _NAMES = ("source_id", "source", "source_kind", "speaks_for", "stance", "rule", "via")

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._seen: dict[tuple[Any, ...], Stand] = {}

    def __call__(self, table: pa.Table) -> list[Stand]:
        if len(self._seen) > _REMEMBERED:
            self._seen.clear()
        columns = [table[name].to_pylist() for name in self._NAMES]
        return [self._stand((*row[:-1], tuple(row[-1]))) for row in zip(*columns, strict=True)]

    def _stand(self, key: tuple[Any, ...]) -> Stand:
        found = self._seen.get(key)
        if found is None:
            row = dict(zip(self._NAMES, key, strict=True))
            row.update(mention="", cue=None, cue_start=None, cue_end=None)
            found = self._seen[key] = self._snapshot.stand(row)
        return found


# ---------------------------------------------------------------------- one fact's row


def _fact(fact: FactRows, context: Context) -> dict[str, Any]:
    verdict = judge(weigh(fact, context.policy, context.agencies), context.policy)
    return {**fact_row(fact, verdict, context.known), "policy": context.numbers}


def fact_row(fact: FactRows, verdict: Verdict, known: Mapping[str, str]) -> dict[str, Any]:
    """One row of the facts table, but for the policy."""
    evidence, members = verdict.evidence, fact.members
    seen = [m.meta.published_at or m.meta.recorded_at for m in members]
    outlets = list(evidence.outlets) or sorted({m.outlet for m in members})
    return {
        "fact_id": fact.fact_id,
        "claim": fact.claim,
        "status": verdict.status,
        "reasons": list(verdict.reasons),
        "origins": [o.name if o.named else f"“{o.name}” (unnamed)" for o in evidence.origins],
        "named_origins": sum(o.named for o in evidence.origins),
        "outlets": outlets,
        "denied_by": list(evidence.deniers),
        "might_confirm": _might_confirm(fact, verdict, known),
        "certainty": evidence.certainty,
        "claims": len(members),
        "articles": len({m.meta.article_id for m in members}),
        "first_seen": min(seen),
        "last_seen": max(seen),
        "carried": len(outlets),
        "rests": len(evidence.origins),
    }


def known_names(snapshot: Snapshot) -> dict[str, str]:
    """Named persons and bodies of the directory by folded name and alias, for `might_confirm`."""
    found: dict[str, str] = {}
    for source in sorted(snapshot.directory.sources.values(), key=lambda s: s.source_id):
        if source.kind in ("person", "organisation", "government"):
            for name in (source.name, *source.aliases):
                found.setdefault(fold(name), source.name)
    return found


LONGEST = 6  # words of a name that a headline is searched for


def _might_confirm(fact: FactRows, verdict: Verdict, known: Mapping[str, str]) -> list[str]:
    """Who declined first, then the known sources the headline names; not who already speaks."""
    words = fold(fact.claim).split()
    spans = {" ".join(words[i : i + n]) for n in range(1, LONGEST + 1) for i in range(len(words))}
    named = sorted({known[span] for span in spans & known.keys()})
    evidence = verdict.evidence
    spoken = {fold(o.name) for o in evidence.origins} | {fold(d) for d in evidence.deniers}
    whole = [n for n in named if not any(n != m and fold(n) in fold(m) for m in named)]
    names = (n for n in (*evidence.decliners, *whole) if fold(n) not in spoken)
    return list(dict.fromkeys(names))
