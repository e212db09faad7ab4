"""The snapshot kept up to date: what new runs touch is derived again, the rest stays.

Touched are the claims that new runs brought, linked, judged or took out, those beside them, and
those whose status depends on a name that is new in the directory. With them goes the rest of their
neighbourhoods; nothing leads from there to any other claim, so that the result equals deriving
everything (`tests/ledger/test_snapshot.py` holds it to that).
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
from filelock import FileLock, Timeout

from ledger import layers as disk
from ledger.derive import LONGEST, Context, Made, grouped, known_names, made_of, make
from ledger.derived import Derived, Wanted
from ledger.grouping import neighbours, reached
from ledger.head import folder_name
from ledger.layers import Layer, Manifest
from ledger.material import links, load
from ledger.model import fold
from ledger.snapshot import Snapshot
from ledger.status import Policy
from ledger.store import CACHE, LOCK_SECONDS, REEMBED, system_errors

_NAMES_AT_ONCE = 200  # names in one pattern
LOCK = "snapshot.lock"


def derive(snapshot: Snapshot, policy: Policy) -> Derived:
    """The derived tables, from the snapshot on disk, which is brought up to date first.

    Where the folder can't be written they are derived in memory.
    """
    try:
        return _up_to_date(snapshot, policy)
    except OSError:
        found = _since(_folder(snapshot, policy), snapshot, policy)
        return found.overlaid(snapshot, policy) if found else derive_now(snapshot, policy)


def keep_ready(snapshot: Snapshot, policy: Policy) -> None:
    """Bring the snapshot up to date where its folder can be written, for the next reader."""
    with suppress(OSError):
        _up_to_date(snapshot, policy)


def derive_now(snapshot: Snapshot, policy: Policy) -> Derived:
    """The derived tables, everything anew and in memory."""
    made = make(snapshot, Context.of(snapshot, policy))
    return disk.in_memory(made, snapshot, _stamp(snapshot, policy))


def derive_around(snapshot: Snapshot, policy: Policy, claims: Iterable[str]) -> Derived:
    """The facts of the neighbourhoods of `claims` alone, anew; without `might_confirm`."""
    edges = links(snapshot)
    context = Context(policy, snapshot.agencies, {}, snapshot)
    material = load(snapshot, reached(edges, snapshot.judgements, set(claims)))
    made = made_of(material, grouped(material, edges, snapshot), context)
    return disk.in_memory(made, snapshot, _stamp(snapshot, policy))


def rebuild(snapshot: Snapshot, policy: Policy) -> Derived:
    """Derive everything anew and put it in the place of the snapshot on disk.

    Raises LedgerError where it can't be written.
    """
    folder = _folder(snapshot, policy)
    with system_errors(folder), _alone(folder):
        return _written_whole(folder, snapshot, policy)


# ---------------------------------------------------------------------- the folder


def _up_to_date(snapshot: Snapshot, policy: Policy) -> Derived:
    """The snapshot of these runs. Raises OSError where it is stale and can't be written."""
    folder = _folder(snapshot, policy)
    found = _fresh(folder, snapshot)
    if found is not None:
        return found
    with _alone(folder):
        found = _fresh(folder, snapshot)
        return found if found is not None else _brought_up(folder, snapshot, policy)


def _folder(snapshot: Snapshot, policy: Policy) -> Path:
    """One folder for the newest version, and one for each older version that is asked for."""
    name = folder_name(policy)
    if len(snapshot.store.runs()) > len(snapshot.runs):
        name = f"{name.replace('now', 'at')}-{snapshot.key}"
    return snapshot.store.path / CACHE / name


def _stamp(snapshot: Snapshot, policy: Policy) -> str:
    return json.dumps({"version": snapshot.version, "policy": asdict(policy)}, sort_keys=True)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One process at a time brings a snapshot up to date; the others wait and then read it."""
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / LOCK)
    try:
        lock.acquire(timeout=LOCK_SECONDS)
    except Timeout as error:
        raise OSError(f"{folder}: another process holds the snapshot") from error
    try:
        yield
    finally:
        lock.release()


def _fresh(folder: Path, snapshot: Snapshot) -> Derived | None:
    """The snapshot on disk where it is of these runs."""
    manifest = disk.read_manifest(folder)
    if manifest is None or manifest.key != snapshot.key:
        return None
    return disk.open_layers(folder, manifest.layers, manifest.stamp)


def _brought_up(folder: Path, snapshot: Snapshot, policy: Policy) -> Derived:
    found = _since(folder, snapshot, policy)
    if found is None:
        return _written_whole(folder, snapshot, policy)
    layers = found.layers
    if len(found.gone) or found.made.members.num_rows:
        tables = disk.tables_of(found.made, snapshot)
        layers = disk.merged(folder, (*layers, disk.write_layer(folder, tables, found.gone)))
    return _named(folder, snapshot, policy, layers)


def _written_whole(folder: Path, snapshot: Snapshot, policy: Policy) -> Derived:
    made = make(snapshot, Context.of(snapshot, policy))
    layer = disk.write_layer(folder, disk.tables_of(made, snapshot))
    return _named(folder, snapshot, policy, (layer,))


def _named(folder: Path, snapshot: Snapshot, policy: Policy, layers: tuple[Layer, ...]) -> Derived:
    """Make these layers the snapshot."""
    from ledger.views.first import first_answers

    stamp = _stamp(snapshot, policy)
    derived = disk.open_layers(folder, layers, stamp)
    if derived is None:
        raise OSError(f"{folder}: what was just written can't be read")
    head = first_answers(derived)
    runs = (snapshot.store.log, snapshot.version, snapshot.key)
    disk.write_manifest(folder, Manifest(*runs, stamp, layers, head))
    disk.clean(folder, layers)
    return derived


# ---------------------------------------------------------------------- what new runs touch


@dataclass(frozen=True)
class _Change:
    """An older snapshot, what of it is derived anew, and the facts that this replaces."""

    layers: tuple[Layer, ...]
    base: Derived
    made: Made
    gone: pa.Array

    def overlaid(self, snapshot: Snapshot, policy: Policy) -> Derived:
        """The older snapshot with the change laid over it in memory."""
        stamp = _stamp(snapshot, policy)
        fresh = disk.in_memory(self.made, snapshot, stamp)
        pieces = {
            name: [*(piece.without(self.gone) for piece in some), *fresh.pieces[name]]
            for name, some in self.base.pieces.items()
        }
        return Derived(pieces, stamp)


def _since(folder: Path, snapshot: Snapshot, policy: Policy) -> _Change | None:
    """What changed since the snapshot on disk; None where everything must be derived."""
    manifest = disk.read_manifest(folder)
    if manifest is None or snapshot.before(manifest.version).key != manifest.key:
        return None
    base = disk.open_layers(folder, manifest.layers, manifest.stamp)
    if base is None:
        return None
    before = snapshot.before(manifest.version)
    if any(run.action == REEMBED for run in snapshot.runs[manifest.version :]):
        return None
    news = {run.run_id for run in snapshot.runs[manifest.version :]}
    if set(snapshot.table("sources", ("action",), news)["action"].to_pylist()) - {"seen"}:
        return None
    edges = links(snapshot)
    touched = _touched(snapshot, edges, news)
    if _rows(snapshot, "sources", news):
        touched |= _hanging_on_names(base, before, snapshot)
    held = _beside(base, touched)
    whole = touched | set(held["claim_id"].to_pylist())
    if 2 * len(whole) > sum(piece.rows_held for piece in base.pieces["members"]):
        return None
    runs = None if _rows(snapshot, "retractions", news) else {*news, *held["run_id"].to_pylist()}
    context = Context.of(snapshot, policy)
    material = load(snapshot, whole, runs)
    made = made_of(material, grouped(material, edges, snapshot), context)
    return _Change(manifest.layers, base, made, held["fact_id"].unique())


def _beside(base: Derived, claims: Collection[str]) -> pa.Table:
    """The members of the neighbourhoods that `claims` stood in."""
    seen = base.read("members", ("neighbourhood",), Wanted({"claim_id": claims}))
    hoods = Wanted({"neighbourhood": seen["neighbourhood"].unique().to_pylist()})
    return base.read("members", ("claim_id", "fact_id", "run_id"), hoods)


def _touched(snapshot: Snapshot, edges: pa.Table, news: Collection[str]) -> set[str]:
    """Claims that the new runs brought, linked, judged or took out, with those beside the last."""
    touched = set(snapshot.table("claims", ("claim_id",), news)["claim_id"].to_pylist())
    for name in ("edges", "judgements"):
        pairs = snapshot.table(name, ("claim_a", "claim_b"), news)
        for column in pairs.columns:
            touched |= set(column.to_pylist())
    marked = snapshot.table("retractions", ("article_id",), news)["article_id"]
    if len(marked):
        taken = _claims_of(snapshot, set(marked.to_pylist()))
        touched |= neighbours(edges, snapshot.judgements, taken)
    return touched


def _claims_of(snapshot: Snapshot, articles: set[str]) -> set[str]:
    table = snapshot.table("claims", ("claim_id", "article_id"))
    hit = pc.is_in(table["article_id"], value_set=pa.array(sorted(articles), pa.string()))
    return set(table["claim_id"].filter(hit).to_pylist())


def _rows(snapshot: Snapshot, name: str, runs: Collection[str]) -> int:
    return snapshot.table(name, ("run_id",), runs).num_rows


# ---------------------------------------------------------------------- what new names touch


def _hanging_on_names(base: Derived, before: Snapshot, now: Snapshot) -> set[str]:
    """Claims whose fact's status or `might_confirm` may change with the names new in `now`."""
    agencies = now.agencies ^ before.agencies
    was, known = known_names(before), known_names(now)
    names = {name for name in was.keys() | known.keys() if was.get(name) != known.get(name)}
    return _of_agencies(base, now, agencies) | _naming(base, names)


def _of_agencies(base: Derived, now: Snapshot, agencies: Collection[str]) -> set[str]:
    """Claims of articles with one of these agencies in the byline, and claims credited to one."""
    if not agencies:
        return set()
    authors = now.table("articles", ("article_id", "author"))
    bylines = {a for a in authors["author"].unique().to_pylist() if a and _holds(a, agencies)}
    hit = pc.is_in(authors["author"], value_set=pa.array(sorted(bylines), pa.string()))
    written = _claims_of(now, set(authors["article_id"].filter(hit).to_pylist()))
    credited = base.read("claims", ("claim_id",), Wanted({"source": lambda s: fold(s) in agencies}))
    return written | set(credited["claim_id"].to_pylist())


def _holds(byline: str, agencies: Collection[str]) -> bool:
    words = f" {fold(byline)} "
    return any(f" {agency} " in words for agency in agencies)


def _naming(base: Derived, names: Collection[str]) -> set[str]:
    """Claims that head a fact and have one of these names (folded) among their words."""
    short = sorted(name for name in names if name and len(name.split()) <= LONGEST)
    if not short:
        return set()
    rows = base.read("members", ("claim_id", "fact_id", "said"))
    bare = [pc.utf8_slice_codeunits(rows[name], 1) for name in ("claim_id", "fact_id")]
    rows = rows.filter(pc.equal(*bare))
    found: set[str] = set()
    for start in range(0, len(short), _NAMES_AT_ONCE):
        pattern = f" (?:{'|'.join(short[start : start + _NAMES_AT_ONCE])}) "
        hit = pc.match_substring_regex(rows["said"], pattern)
        found |= set(rows["claim_id"].filter(hit).to_pylist())
    return found
