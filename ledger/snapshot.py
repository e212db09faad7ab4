"""The ledger as it stood at one version: committed rows, retractions applied, facts gathered."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from claims.errors import LedgerError
from claims.ids import anchor_of
from claims.records import Edge, Judgement
from ledger.directory import Directory, directory
from ledger.model import FactRows, Member, Meta, Stand, fold, parse_moment
from ledger.store import REEMBED, DataFile, Run, Store

_META = tuple(name for name in Meta.__dataclass_fields__ if name != "withdrawn")
_CLAIM = (
    "claim_id", "article_id", "position", "claim", "quote", "start", "end", "certainty",
    "event_time", "rule", "profile",
)  # fmt: skip


def runs_at(runs: Sequence[Run], as_of: str | None) -> tuple[Run, ...]:
    """The runs up to `as_of`: None for all, a version number, or an ISO 8601 date or time.

    A bare date includes that day (UTC). Raises LedgerError for a version the ledger hasn't had.
    """
    if as_of is None:
        return tuple(runs)
    if re.fullmatch(r"\d{1,6}", as_of.strip()):
        version, last = int(as_of), runs[-1].version if runs else 0
        if version > last:
            raise LedgerError("--as-of", f"no version {version}", f"the newest is {last}")
        return tuple(run for run in runs if run.version <= version)
    moment = parse_moment(as_of, "--as-of", end=True)
    bare = re.fullmatch(r"\d{4}-?\d{2}-?\d{2}", as_of.strip())
    return tuple(r for r in runs if (r.recorded_at < moment if bare else r.recorded_at <= moment))


@dataclass(eq=False)
class Snapshot:
    """What `runs` of a store say. Tables are read when they are first asked for."""

    store: Store
    runs: tuple[Run, ...]
    _files: dict[str, list[DataFile]] = field(default_factory=dict, repr=False)

    @property
    def version(self) -> int:
        """The ledger's version: how many runs are committed; 0 for none."""
        return self.runs[-1].version if self.runs else 0

    def before(self, version: int) -> Snapshot:
        """The ledger as it stood at an earlier version."""
        return Snapshot(self.store, self.runs[:version], self._files)

    @cached_property
    def key(self) -> str:
        """A hash of the committed runs: what caches are named after."""
        return hashlib.sha256("".join(run.run_id for run in self.runs).encode()).hexdigest()[:16]

    def table(
        self,
        name: str,
        columns: Sequence[str] | None = None,
        runs: Collection[str] | None = None,
        claims: pa.Array | None = None,
    ) -> pa.Table:
        """Committed rows of a stored table at this version; of some runs, or claims, alone."""
        if name not in self._files:
            self._files[name] = self.store.files(name)
        some = self._visible(name)
        if runs is not None:
            some = [run for run in some if run.run_id in runs]
        return self.store.read(name, some, columns, self._files[name], claims)

    def _visible(self, name: str) -> Sequence[Run]:
        """The runs whose rows of a table count: a re-embedding brings new edges, no new claims."""
        last = max((i for i, run in enumerate(self.runs) if run.action == REEMBED), default=None)
        if last is None or name not in ("claims", "edges"):
            return self.runs
        if name == "edges":
            return self.runs[last:]
        return [run for run in self.runs if run.action != REEMBED]

    @cached_property
    def marks(self) -> dict[str, dict[str, Any]]:
        """The last retraction or withdrawal of each article that has one."""
        rows = _by_time(self.table("retractions"))
        return {row["article_id"]: row for row in rows}

    @cached_property
    def metas(self) -> dict[str, Meta]:
        """Every article that counts: retracted ones are out, withdrawn ones are marked."""
        found = {}
        for row in self.table("articles", _META).to_pylist():
            mark = self.marks.get(row["article_id"])
            if mark is None or mark["kind"] == "withdrawn":
                found[row["article_id"]] = Meta(**row, withdrawn=mark["reason"] if mark else None)
        return found

    def retracted(self, article: str) -> bool:
        """Whether the article was taken out of the answers."""
        mark = self.marks.get(article)
        return mark is not None and mark["kind"] == "retracted"

    def withdrawn(self, article: str) -> str | None:
        """Why the article's outlet took it back; None where it did not."""
        mark = self.marks.get(article)
        return mark["reason"] if mark is not None and mark["kind"] == "withdrawn" else None

    @cached_property
    def directory(self) -> Directory:
        """Who is who, at this version."""
        return directory(_by_time(self._sources))

    @cached_property
    def names(self) -> Directory:
        """The part of the directory that people put right: all that renames what was read."""
        return self._directory_of(self._put_right)

    @cached_property
    def agencies(self) -> frozenset[str]:
        """Folded names of the sources known as agencies."""
        table = self._sources
        known = pc.or_(pc.equal(table["kind"], "agency"), self._put_right)
        rows = self._directory_of(known).sources.values()
        return frozenset(fold(n) for s in rows if s.kind == "agency" for n in (s.name, *s.aliases))

    @cached_property
    def _sources(self) -> pa.Table:
        return self.table("sources")

    @cached_property
    def _put_right(self) -> pa.ChunkedArray:
        """Which rows of the sources table concern a source that was added, renamed or merged."""
        table = self._sources
        changed = table.filter(pc.not_equal(table["action"], "seen"))
        ids = pc.unique(
            pa.chunked_array([*changed["source_id"].chunks, *changed["target"].chunks], pa.string())
        )
        return pc.is_in(table["source_id"], value_set=ids)

    def _directory_of(self, rows: pa.ChunkedArray) -> Directory:
        return directory(_by_time(self._sources.filter(rows)))

    @cached_property
    def keys(self) -> dict[str, str]:
        """claim → article, of every claim that counts."""
        table = self.table("claims", ("claim_id", "article_id"))
        pairs = zip(*(table[c].to_pylist() for c in table.column_names), strict=True)
        return {claim: article for claim, article in pairs if article in self.metas}

    @cached_property
    def edges(self) -> list[Edge]:
        """Match decisions between claims that count, without their features."""
        names = ("claim_a", "claim_b", "kind", "score", "reason")
        rows = self.table("edges", names).to_pylist()
        edges = {Edge(**r) for r in rows if r["claim_a"] in self.keys and r["claim_b"] in self.keys}
        return sorted(edges, key=lambda e: (e.claim_a, e.claim_b, e.kind, e.score))

    def edges_of(self, claims: Collection[str]) -> list[Edge]:
        """Match decisions about `claims` and claims that count, in the order of `edges`."""
        names = ("claim_a", "claim_b", "kind", "score", "reason")
        table = self.table("edges", names)
        hits = (pc.is_in(table[end], value_set=_texts(claims)) for end in ("claim_a", "claim_b"))
        rows = table.filter(pc.or_(*hits)).to_pylist()
        there = self.counting({row[end] for row in rows for end in ("claim_a", "claim_b")})
        edges = {Edge(**r) for r in rows if r["claim_a"] in there and r["claim_b"] in there}
        return sorted(edges, key=lambda e: (e.claim_a, e.claim_b, e.kind, e.score))

    def counting(self, claims: Collection[str]) -> set[str]:
        """Those of `claims` that are there and whose article was not retracted."""
        table = self.table("claims", ("claim_id", "article_id"))
        table = table.filter(pc.is_in(table["claim_id"], value_set=_texts(claims)))
        rows = zip(*(column.to_pylist() for column in table.columns), strict=True)
        return {claim for claim, article in rows if not self.retracted(article)}

    def claims_of(self, articles: Collection[str]) -> list[str]:
        """Every claim that one of `articles` makes."""
        table = self.table("claims", ("claim_id", "article_id"))
        hit = pc.is_in(table["article_id"], value_set=_texts(articles))
        return sorted(table["claim_id"].filter(hit).to_pylist())

    def text(self, article: str) -> str:
        """The whole text of one article."""
        table = self.table("articles", ("article_id", "text"))
        return str(table.filter(pc.equal(table["article_id"], article))["text"][0])

    @cached_property
    def judgements(self) -> list[Judgement]:
        """People's decisions, oldest first."""
        names = tuple(Judgement.__dataclass_fields__)
        rows = _by_time(self.table("judgements"))
        return [Judgement(**{n: row[n] for n in names}) for row in rows]

    # ------------------------------------------------------------------ facts

    def gather(
        self, fact_of: Mapping[str, str], runs: Collection[str] | None = None
    ) -> list[FactRows]:
        """The facts of the claims in `fact_of` (claim → fact), with everything said about them.

        `runs` are the ids of the runs that wrote these claims, where known: no other is read.
        """
        wanted = _texts(fact_of.keys())
        stands = self._stands(wanted, runs)
        rows = self.table("claims", _CLAIM, runs, wanted).to_pylist()
        metas = self._metas({row["article_id"] for row in rows}, runs)
        members: dict[str, list[Member]] = defaultdict(list)
        for row in rows:
            row.pop("position")
            meta, said = metas[row.pop("article_id")], tuple(stands.get(row["claim_id"], ()))
            members[fact_of[row["claim_id"]]].append(Member(**row, meta=meta, stands=said))
        return [
            FactRows(fact, tuple(sorted(members[fact], key=_order))) for fact in sorted(members)
        ]

    def _metas(self, articles: Collection[str], runs: Collection[str] | None) -> dict[str, Meta]:
        table = self.table("articles", _META, runs)
        table = table.filter(pc.is_in(table["article_id"], value_set=_texts(articles)))
        return {
            row["article_id"]: Meta(**row, withdrawn=self.withdrawn(row["article_id"]))
            for row in table.to_pylist()
        }

    def _stands(self, claims: pa.Array, runs: Collection[str] | None) -> dict[str, list[Stand]]:
        rows = self.table("attributions", None, runs, claims).to_pylist()
        stands: dict[str, list[Stand]] = defaultdict(list)
        for row in sorted(rows, key=lambda r: (r["claim_id"], r["position"])):
            stands[row["claim_id"]].append(self.stand(row))
        return stands

    def stand(self, row: Mapping[str, Any]) -> Stand:
        """One row of the attributions table, under the names that hold now."""
        raw = (row["source_id"], row["source"], row["source_kind"], row["speaks_for"])
        source = self.names.canonical(*raw)
        via = tuple(self.names.name(name) for name in row["via"])
        cue = (row["cue"], row["cue_start"], row["cue_end"])
        who = (source.source_id, source.name, row["mention"], source.kind, row["stance"])
        return Stand(*who, via, source.speaks_for, *cue, row["rule"])

    # ------------------------------------------------------------------ single things

    def resolve(self, fact: str, fact_of: Mapping[str, str]) -> str:
        """The fact that an id names now: any fact id ever given out names a claim.

        Raises LedgerError for an id that never was, or whose claim was retracted.
        """
        claim = fact if fact in fact_of else anchor_of(fact)
        if claim in fact_of:
            return fact_of[claim]
        table = self.table("claims", ("claim_id", "article_id"))
        row = table.filter(pc.equal(table["claim_id"], claim)).to_pylist()
        if row:
            reason = self.marks[row[0]["article_id"]]["reason"]
            raise LedgerError(fact, f"its article was retracted ({reason})", "ask with --as-of")
        raise LedgerError(fact, "no such fact", "list them with `factledger facts`")


def _order(member: Member) -> tuple[datetime, str]:
    """Members stand in the order that also chooses the anchor: undated ones last."""
    return (member.meta.published_at or datetime.max.replace(tzinfo=UTC), member.claim_id)


def _texts(values: Collection[str]) -> pa.Array:
    return pa.array(sorted(values), pa.string())


def _by_time(table: pa.Table) -> list[dict[str, Any]]:
    """Rows in the order they were recorded; within a run in a fixed order."""
    rows = table.to_pylist()
    return sorted(rows, key=lambda r: (r["recorded_at"], *(str(v) for v in r.values())))
