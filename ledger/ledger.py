"""The Python API: one class with the commands' verbs.

from ledger import Ledger
from claims.readers import read

ledger = Ledger.open("news.ledger", create=True)
ledger.add(read("articles/"))
ledger.unconfirmed()
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from claims.errors import LedgerError
from claims.records import Article, Extraction, Judgement, Skipped, Source
from ledger import curation
from ledger.derived import Derived
from ledger.ingest import Added, AddReport, Encoded, commit, new_known
from ledger.model import EVERYTHING, FactRows, Filters, Verdict
from ledger.origins import weigh
from ledger.refresh import derive, keep_ready, rebuild
from ledger.snapshot import Snapshot, runs_at
from ledger.status import DEFAULT_POLICY, Policy, judge
from ledger.store import Run, Store, utc_now
from ledger.views.one import SeveralFacts, one_fact

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    import pyarrow as pa

    from ledger.engines import Engine
    from ledger.ingest import Match
    from ledger.reembed import Reembedded
    from ledger.views.check import CheckReport
    from ledger.views.diff import DiffView
    from ledger.views.explain import Explanation
    from ledger.views.history import HistoryView
    from ledger.views.show import FactView
    from ledger.views.suggestions import Suggestion
    from ledger.views.versions import VersionsView
    from ledger.views.why import WhyView

Progress = Callable[[Added | Skipped], None]


class Ledger:
    """An append-only ledger in one folder.

    `as_of` (a version number, or an ISO 8601 date or time in UTC) makes every answer the one the
    ledger gave then. `lang` (BCP 47) picks the language of facts' headlines and of sources' names,
    where there are such; the claims table and every id are the same whatever it is. Every method
    raises `LedgerError` where the folder can't be read or written.
    """

    def __init__(
        self,
        store: Store,
        encoder: str | None = None,
        policy: Policy = DEFAULT_POLICY,
        as_of: str | None = None,
        lang: str | None = None,
    ) -> None:
        self.store, self.policy, self.as_of, self.lang = store, policy, as_of, lang
        self._encoder_name = encoder
        self._known = new_known()

    @classmethod
    def open(
        cls,
        path: str | Path,
        create: bool = False,
        encoder: str | None = None,
        policy: Policy = DEFAULT_POLICY,
        as_of: str | None = None,
        clock: Callable[[], datetime] = utc_now,
        lang: str | None = None,
    ) -> Ledger:
        """The ledger in `path`; with `create`, a new one where the folder is missing or empty.

        `encoder` is needed only to add: a ledger keeps the one it began with. Raises LedgerError
        where `path` is not a ledger or holds another encoder's vectors.
        """
        from claims.encoders import is_asked, resolve

        kept = None
        if (Path(path) / "ledger.json").is_file():
            kept = Store(Path(path)).mark().encoder
        if encoder and kept and not is_asked(encoder, kept):
            fix = f"leave --encoder out, or change it with `factledger reembed --encoder {encoder}`"
            raise LedgerError(str(path), f"made with the encoder {kept}, not {encoder}", fix)
        if kept and create:
            kept = _settled(Store.open(path))
        name = kept or (resolve(encoder) if create and encoder else encoder)
        return cls(Store.open(path, create, clock), name, policy, as_of, lang)

    # ------------------------------------------------------------------ writing

    def add(
        self,
        articles: Iterable[Article | Skipped],
        progress: Progress | None = None,
        dry_run: bool = False,
        engine: Engine | None = None,
    ) -> AddReport:
        """Extract, encode, match and commit `articles`, in batches that are each all in or not.

        Articles already in the ledger add nothing. `progress` is called once per article, in
        order, when its batch is in. With `dry_run` nothing is written. An article that can't be
        processed is reported as skipped; the others go in. `engine` says where extraction, encoding
        and matching run: in this process unless given; what is written is the same.
        """
        from ledger.adding import Plan, add_articles
        from ledger.engines import LocalEngine

        encoder = None if dry_run else self._resolved_encoder()
        engine, tell = engine or LocalEngine(workers=1), progress or (lambda _: None)
        plan = Plan(engine, encoder, partial(self.add_extractions, match=engine.match), tell)
        report = add_articles(self.store, articles, plan)
        return replace(report, version=self.snapshot().version)

    def add_extractions(
        self,
        extractions: Sequence[Extraction],
        vectors: Sequence[np.ndarray] | None = None,
        match: Match | None = None,
    ) -> set[str]:
        """Commit what was extracted elsewhere, as one run; returns the ids of new articles.

        `vectors` holds, per extraction, float32 unit rows of shape (claims, dim), made by the
        ledger's encoder; without them the claims are encoded here. `match` is an engine's, where
        pairs are not to be scored in this process.
        """
        from ledger.adding import encoded

        if vectors is None:
            batch = encoded(extractions, self._resolved_encoder())
        else:
            name = self._encoder_name or "given"
            dim = next((v.shape[1] for v in vectors if v.size), self.store.mark().dim)
            batch = Encoded(tuple(extractions), tuple(vectors), name, dim)
        return commit(self.store, batch, f"{len(extractions)} articles", self._known, match)

    def _resolved_encoder(self) -> str:
        from claims.encoders import resolve

        self._encoder_name = resolve(self._encoder_name or self.store.mark().encoder)
        return self._encoder_name

    def retract(self, article: str, reason: str, who: str = "", withdrawn: bool = False) -> Run:
        """Take an article out of the answers, for a stated reason; its rows and history stay.

        With `withdrawn` the outlet itself took it back: it stays in the answers, marked, and no
        longer counts as an origin. `article` is an article id, or the url or origin of one.
        Raises LedgerError for an article that isn't there.
        """
        return curation.retract(self.store, article, reason, who, withdrawn)

    def judge(self, judgements: Sequence[Judgement]) -> Run:
        """Record a person's decisions about pairs of claims, as one run.

        They win over the model until withdrawn. Raises LedgerError where a claim isn't there.
        """
        return curation.judge(self.store, judgements)

    def pairs(self, a: str, b: str, verdict: str) -> list[tuple[str, str]]:
        """The pairs of claims to judge for two claims or two facts (ids).

        Two facts judged the same are held together claim by claim: clustering joins by mean link,
        and one judged pair alone would not carry the others along.
        """
        from ledger.views.one import pairs

        return pairs(self.derived(), (a, b), verdict, self.snapshot())

    def suggestions(self) -> list[Suggestion]:
        """Pairs of facts that may be one, the surest first."""
        from ledger.views.suggestions import suggestions

        return suggestions(self.snapshot(), self.derived())

    def add_sources(self, sources: Iterable[Source]) -> Run:
        """Put sources with their aliases in the ledger's directory; they win over what was read."""
        return curation.add_sources(self.store, sources)

    def rename_source(self, source: str, name: str) -> Run:
        """Show `source` (an id or a name) as `name` from now on."""
        return curation.rename_source(self.store, source, name)

    def merge_sources(self, source: str, into: str) -> Run:
        """Count `source` as `into` from now on; both are ids or names."""
        return curation.merge_sources(self.store, source, into)

    def reembed(self, encoder: str) -> Reembedded:
        """Encode and match every claim anew with another encoder, as one run.

        Raises EncoderError where there is none of that name.
        """
        from claims.encoders import resolve
        from ledger.reembed import reembed

        done = reembed(self.store, resolve(encoder))
        self._encoder_name, self._known = done.after, new_known()
        return done

    def compact(self) -> dict[str, tuple[int, int]]:
        """Join small files (table → files before, after); answers and history stay the same."""
        return self.store.compact()

    def keep_ready(self) -> None:
        """Bring facts and statuses up to date now, so that the next answer is quick."""
        keep_ready(self.snapshot(), self.policy)

    def rebuild(self) -> tuple[int, int]:
        """Derive every fact and status anew: rows of the claims table, facts.

        Answers stay the same: they are kept up to date with every change. Raises LedgerError where
        the folder can't be written.
        """
        derived = rebuild(self.snapshot(), self.policy)
        return derived.count("claims"), derived.count("facts")

    # ------------------------------------------------------------------ reading

    def snapshot(self) -> Snapshot:
        """What is committed, up to `as_of`."""
        return Snapshot(self.store, runs_at(self.store.runs(), self.as_of))

    def derived(self) -> Derived:
        """The claims and facts tables as Arrow tables."""
        return derive(self.snapshot(), self.policy)

    def claims_table(self, filters: Filters = EVERYTHING) -> pa.Table:
        """The public claims table as Arrow, in the contract's schema."""
        from ledger.views.rows import claims_rows

        derived = self.derived()
        return claims_rows(derived, self._resolved(filters, derived))

    def claims(self, filters: Filters = EVERYTHING) -> pd.DataFrame:
        """The claims table: one row per claim and source, columns as in docs/columns.md."""
        return self.claims_table(filters).to_pandas()

    def facts_table(self, filters: Filters = EVERYTHING) -> pa.Table:
        """The facts as Arrow, `ledger.schema.FACTS_TABLE`."""
        from ledger.views.rows import facts_rows

        derived = self.derived()
        return self._worded(facts_rows(derived, self._resolved(filters, derived)), derived)

    def facts(self, filters: Filters = EVERYTHING) -> pd.DataFrame:
        """One row per fact: headline, status, reasons, origins, outlets, first and last sight."""
        return self.facts_table(filters).to_pandas()

    def unconfirmed_table(self, filters: Filters = EVERYTHING) -> pa.Table:
        """The unconfirmed facts as Arrow; see `unconfirmed`."""
        from ledger.views.unconfirmed import unconfirmed

        derived = self.derived()
        rows = unconfirmed(derived, self._resolved(filters, derived), self._now())
        return self._worded(rows, derived)

    def unconfirmed(self, filters: Filters = EVERYTHING) -> pd.DataFrame:
        """Facts that nobody independent and named has confirmed: many outlets, few origins first.

        The columns of `facts`, and `age_days`.
        """
        return self.unconfirmed_table(filters).to_pandas()

    def sources_table(self, filters: Filters = EVERYTHING) -> pa.Table:
        """The sources as Arrow; see `sources`."""
        from ledger.views.sources import sources

        derived = self.derived()
        return sources(derived, self._resolved(filters, derived))

    def sources(self, filters: Filters = EVERYTHING) -> pd.DataFrame:
        """One row per source: claims, stances, who relays it, facts it asserts that are denied."""
        return self.sources_table(filters).to_pandas()

    def diff(self, fact: str, outlets: Sequence[str] = ()) -> DiffView:
        """The versions of one fact, fullest first. `fact` is an id, or words that fit one fact."""
        from ledger.views.diff import diff

        rows, verdict = self._fact(fact)
        view = diff(rows, verdict, outlets)
        if self.lang is None:
            return view
        from ledger.views.language import diff_in

        return diff_in(view, rows, self.lang)

    def show(self, fact: str) -> FactView:
        """One fact with its status, reasons, origins and chains."""
        from ledger.views.show import related, show

        rows, verdict = self._fact(fact)
        derived = self.derived()
        others = related(derived, rows, self.snapshot())
        view = show(rows, verdict, others, str(self.policy))
        if self.lang is None:
            return view
        from ledger.views.language import show_in

        return show_in(view, rows, derived, self.lang)

    def why(self, fact: str) -> WhyView:
        """The match decisions that hold one fact together, and the nearest it was kept from."""
        from ledger.views.why import why

        return why(self._fact(fact)[0], self.snapshot(), self.derived())

    def history(self, fact: str) -> HistoryView:
        """How one fact came to its status."""
        from ledger.views.history import history

        rows, verdict = self._fact(fact)
        return history(self.snapshot(), rows, verdict.status, self.policy)

    def versions(self, url: str) -> VersionsView:
        """The versions of the article at `url`, and what changed from one to the next.

        Raises LedgerError where the ledger has no article from there.
        """
        from ledger.views.versions import versions

        return versions(url, self.derived(), self.snapshot())

    def explain(self, claim: str) -> Explanation:
        """Why one claim, and each of its rows, is as it is."""
        from ledger.views.explain import explain

        return explain(self.derived(), claim, self.snapshot())

    def check(self) -> CheckReport:
        """Every invariant against what is stored; what is wrong is named, nothing raised."""
        from ledger.views.check import check

        return check(self.snapshot(), self.policy)

    def find(self, words: str) -> list[tuple[str, str]]:
        """Facts that fit `words`, best first, as (fact_id, headline); an id fits its fact alone."""
        from ledger.views.find import find

        derived = self.derived()
        return find(derived, words, self.snapshot())

    # ------------------------------------------------------------------ helpers

    def _worded(self, facts: pa.Table, derived: Derived) -> pa.Table:
        """A table of facts in the language asked for, if one is."""
        if self.lang is None:
            return facts
        from ledger.views.language import facts_in

        return facts_in(facts, derived, self.lang)

    def _now(self) -> datetime:
        runs = self.snapshot().runs
        return runs[-1].recorded_at if self.as_of is not None and runs else utc_now()

    def _fact(self, wanted: str) -> tuple[FactRows, Verdict]:
        snapshot = self.snapshot()
        rows = one_fact(self.derived(), wanted, snapshot)
        return rows, judge(weigh(rows, self.policy, snapshot.agencies), self.policy)

    def _resolved(self, filters: Filters, derived: Derived) -> Filters:
        """Filters with the fact ids that are current now, and sources' names in any language."""
        if filters.sources:
            from ledger.views.language import also_canonical

            filters = replace(filters, sources=also_canonical(filters.sources))
        if not filters.facts:
            return filters
        from ledger.views.find import current

        snapshot = self.snapshot()
        facts = tuple(current(derived, fact, snapshot) for fact in filters.facts)
        return replace(filters, facts=facts)


def _settled(store: Store) -> str | None:
    """The encoder of a ledger, once a change of it that was cut short is finished."""
    from ledger.reembed import settle

    with store.lock():
        settle(store)
    return store.mark().encoder


__all__ = ["Ledger", "SeveralFacts"]
