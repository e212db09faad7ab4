"""From a snapshot to the two derived tables, claims and facts; kept in the ledger's cache folder.

A cached file is named after the runs and the policy it was derived from, so it can't be stale; it
can be deleted at any time, and where the folder can't be written nothing is cached.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from claims.records import CERTAINTIES, SOURCE_KINDS, STANCES
from ledger.model import STATUSES, FactRows, Member, Stand, Verdict, fold
from ledger.origins import weigh
from ledger.schema import CLAIMS_TABLE, FACTS_TABLE
from ledger.snapshot import Snapshot
from ledger.status import Policy, judge
from ledger.store import CACHE, replace_file

_FORMAT = "4"  # raise when what is derived changes for the same rows
_KEPT = 12
_CATEGORIES = {
    "stance": STANCES,
    "certainty": CERTAINTIES,
    "source_kind": SOURCE_KINDS,
    "status": STATUSES,
}


@dataclass(frozen=True, slots=True)
class Derived:
    """The claims table (`CLAIMS_TABLE`) and the facts table (`FACTS_TABLE`) of one snapshot."""

    claims: pa.Table
    facts: pa.Table

    def fact_of(self) -> dict[str, str]:
        """claim → fact."""
        pairs = (self.claims[name].to_pylist() for name in ("claim_id", "fact_id"))
        return dict(zip(*pairs, strict=True))


def derive(snapshot: Snapshot, policy: Policy) -> Derived:
    """The derived tables, from the cache where they are there."""
    folder = snapshot.store.path / CACHE
    stem = _stem(snapshot, policy)
    cached = _cached(folder, stem)
    if cached is None:
        cached = derive_now(snapshot, policy)
        _keep(folder, stem, cached)
    return cached


def derive_now(snapshot: Snapshot, policy: Policy) -> Derived:
    """The derived tables, clustered and judged anew."""
    facts = snapshot.gather(snapshot.membership())
    verdicts = {f.fact_id: judge(weigh(f, policy, snapshot.agencies), policy) for f in facts}
    known = _known_names(snapshot)
    note = json.dumps({"version": snapshot.version, "policy": asdict(policy)}, sort_keys=True)
    stamp = {"factledger": note}
    claims = claims_table(facts, {f: v.status for f, v in verdicts.items()})
    given = {"policy": str(policy)}
    rows = [{**fact_row(fact, verdicts[fact.fact_id], known), **given} for fact in facts]
    table = pa.Table.from_pylist(rows, schema=FACTS_TABLE)
    return Derived(claims.replace_schema_metadata(stamp), table.replace_schema_metadata(stamp))


# ---------------------------------------------------------------------- the claims table


def claims_table(facts: Iterable[FactRows], status: Mapping[str, str]) -> pa.Table:
    """The public claims table: a row per claim and source, in the order of publication."""
    rows = [
        (_row_order(fact, member, place), _claims_row(fact.fact_id, status, member, stand))
        for fact in facts
        for member in fact.members
        for place, stand in enumerate(member.stands)
    ]
    ordered = [row for _, row in sorted(rows, key=lambda pair: pair[0])]
    arrays = [_column(name, [row[name] for row in ordered]) for name in CLAIMS_TABLE.names]
    return pa.Table.from_arrays(arrays, schema=CLAIMS_TABLE)


def _column(name: str, values: list[Any]) -> pa.Array:
    field = CLAIMS_TABLE.field(name)
    if name not in _CATEGORIES:
        return pa.array(values, field.type)
    return _category(pa.array(values, pa.string()), name)


def _category(values: pa.Array, name: str) -> pa.DictionaryArray:
    """Words as codes into the same list every time, so that the same table has the same bytes."""
    words = pa.array(_CATEGORIES[name], pa.string())
    return pa.DictionaryArray.from_arrays(pc.index_in(values, value_set=words), words)


def _row_order(fact: FactRows, member: Member, place: int) -> tuple[Any, ...]:
    moment = member.meta.published_at
    when = (moment is None, moment.isoformat() if moment else "")
    return (*when, member.meta.article_id, member.start, member.end, member.claim_id, place)


def _claims_row(
    fact_id: str, status: Mapping[str, str], member: Member, stand: Stand
) -> dict[str, Any]:
    meta = member.meta
    return {
        "fact_id": fact_id,
        "claim_id": member.claim_id,
        "article_id": meta.article_id,
        "source_id": stand.source_id,
        "claim": member.claim,
        "stance": stand.stance,
        "source": stand.source,
        "mention": stand.mention,
        "source_kind": stand.kind,
        "speaks_for": stand.speaks_for,
        "via": list(stand.via),
        "certainty": member.certainty,
        "status": status[fact_id],
        "outlet": member.outlet,
        "title": meta.title,
        "url": meta.url,
        "origin": meta.origin,
        "published_at": meta.published_at,
        "lang": meta.lang,
        "quote": member.quote,
        "start": member.start,
        "end": member.end,
        "cue": stand.cue,
        "cue_start": stand.cue_start,
        "cue_end": stand.cue_end,
        "event_time": member.event_time,
    }


# ---------------------------------------------------------------------- the facts table


def fact_row(fact: FactRows, verdict: Verdict, known: Mapping[str, str]) -> dict[str, Any]:
    """One row of the facts table, but for the policy."""
    evidence, members = verdict.evidence, fact.members
    seen = [m.meta.published_at or m.meta.recorded_at for m in members]
    return {
        "fact_id": fact.fact_id,
        "claim": fact.claim,
        "status": verdict.status,
        "reasons": list(verdict.reasons),
        "origins": [o.name if o.named else f"“{o.name}” (unnamed)" for o in evidence.origins],
        "named_origins": sum(o.named for o in evidence.origins),
        "outlets": list(evidence.outlets) or sorted({m.outlet for m in members}),
        "denied_by": list(evidence.deniers),
        "might_confirm": _might_confirm(fact, verdict, known),
        "certainty": evidence.certainty,
        "claims": len(members),
        "articles": len({m.meta.article_id for m in members}),
        "first_seen": min(seen),
        "last_seen": max(seen),
    }


def _known_names(snapshot: Snapshot) -> dict[str, str]:
    """Named persons and bodies of the directory by folded name and alias, for `might_confirm`."""
    found: dict[str, str] = {}
    for source in sorted(snapshot.directory.sources.values(), key=lambda s: s.source_id):
        if source.kind in ("person", "organisation", "government"):
            for name in (source.name, *source.aliases):
                found.setdefault(fold(name), source.name)
    return found


def _might_confirm(fact: FactRows, verdict: Verdict, known: Mapping[str, str]) -> list[str]:
    """Who declined first, then the known sources the headline names; not who already speaks."""
    words = f" {fold(fact.claim)} ".split()
    spans = {" ".join(words[i : i + n]) for n in range(1, 7) for i in range(len(words))}
    named = sorted({known[span] for span in spans & known.keys()})
    evidence = verdict.evidence
    spoken = {fold(o.name) for o in evidence.origins} | {fold(d) for d in evidence.deniers}
    whole = [n for n in named if not any(n != m and fold(n) in fold(m) for m in named)]
    names = (n for n in (*evidence.decliners, *whole) if fold(n) not in spoken)
    return list(dict.fromkeys(names))


# ---------------------------------------------------------------------- the cache


def _stem(snapshot: Snapshot, policy: Policy) -> str:
    text = json.dumps([_FORMAT, snapshot.key, asdict(policy)], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _cached(folder: Path, stem: str) -> Derived | None:
    try:
        claims, facts = (pq.read_table(folder / f"{stem}.{n}.parquet") for n in ("claims", "facts"))
    except (OSError, pa.ArrowInvalid):
        return None
    stamp = claims.schema.metadata
    arrays = [
        _category(claims[name].cast(pa.string()).combine_chunks(), name)
        if name in _CATEGORIES
        else claims[name]
        for name in CLAIMS_TABLE.names
    ]
    claims = pa.Table.from_arrays(arrays, schema=CLAIMS_TABLE)
    return Derived(claims.replace_schema_metadata(stamp), facts)


def _keep(folder: Path, stem: str, derived: Derived) -> None:
    """Best effort: a reader without the right to write still gets its answer, just not cached."""
    try:
        folder.mkdir(exist_ok=True)
        for name, table in (("claims", derived.claims), ("facts", derived.facts)):
            sink = pa.BufferOutputStream()
            pq.write_table(table, sink)
            replace_file(folder / f"{stem}.{name}.parquet", sink.getvalue().to_pybytes())
        files = sorted(folder.glob("*.parquet"), key=lambda f: f.stat().st_mtime, reverse=True)
        for old in files[2 * _KEPT :]:
            old.unlink(missing_ok=True)
    except OSError:
        return
