"""Reading commands on a ledger of a million claims, each beside a bare scan of what it needs.

    python -m benchmarks.ledger [--quick]

The ledger is made once (minutes) and kept in the system's temporary folder.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

import pyarrow.parquet as pq

from benchmarks.made_ledger import grow
from benchmarks.report import Section, markdown, once, timed_side_by_side
from ledger.head import CACHE, folder_name
from ledger.layers import read_manifest
from ledger.schema import CLAIMS_TABLE, FACTS_TABLE
from ledger.status import DEFAULT_POLICY

CLAIMS, QUICK, ADDED = 1_000_000, 20_000, 1_000
PYTHON = Path(sys.executable)
# Bare pyarrow, as short as can be: open the file, take the columns, keep the rows.
SCAN = "import pyarrow.parquet as pq; t = pq.read_table({path!r}, columns={columns!r}{filters})"
WRITE = "; pq.write_table(t, {out!r}, compression='zstd')"


@dataclass(frozen=True)
class _Case:
    """A command, and the bare script that scans the same columns of the same rows."""

    name: str
    words: tuple[str, ...]
    scan: str


def run(quick: bool = False) -> list[Section]:
    """Time and memory of `claims`, `facts`, `unconfirmed` and `diff`, beside their floors."""
    claims, runs = (QUICK, 3) if quick else (CLAIMS, 5)
    path = Path(tempfile.gettempdir()) / "factledger-benchmarks" / f"{claims}.ledger"
    made = _made(path, claims)
    rows = [_row(case, runs) for case in _cases(path)]
    made = replace(made, rows=(*made.rows, _grown(path)))
    columns = ("command", "median", "bare scan", "ratio", "peak memory", "of the scan")
    note = (
        f"{claims:,} claims, {3 * claims:,} attribution rows. Whole processes, medians of {runs} "
        "runs, in turn with the scan's. The scan is bare pyarrow, reading the columns that the "
        "command needs, with its filter, and writing where it writes. At most 3 times is asked."
    )
    return [made, Section("Reading commands on a large ledger", columns, tuple(rows), note)]


# ---------------------------------------------------------------------- the ledger


def _made(path: Path, claims: int) -> Section:
    """The ledger at `path`, made where it is missing, and its snapshot derived from scratch."""
    done = path.with_suffix(".done")
    rows = []
    if not done.exists():
        timing = once([str(PYTHON), "-m", "benchmarks.made_ledger", str(path), str(claims)])
        rows.append(("making the ledger", f"{timing.seconds:.0f} s", f"{timing.peak_mib:.0f} MiB"))
        done.touch()
    timing = once([str(PYTHON.with_name("factledger")), "rebuild", "--ledger", str(path)])
    rows.append(("deriving everything", f"{timing.seconds:.0f} s", f"{timing.peak_mib:.0f} MiB"))
    size = sum(f.stat().st_size for f in path.rglob("*") if f.is_file()) / 2**20
    note = f"On disk the ledger with its snapshot takes {size:.0f} MiB."
    columns = ("once", "time", "peak memory")
    return Section("A large ledger from scratch", columns, tuple(rows), note)


def _grown(path: Path) -> tuple[str, ...]:
    """The first answer after an addition: what it touches is derived again, the rest stays."""
    copy = path.with_suffix(".grown")
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(path, copy)
    grow(copy, ADDED)
    timing = once([str(PYTHON.with_name("factledger")), "facts", "--ledger", str(copy)])
    shutil.rmtree(copy)
    what = f"`facts` after {ADDED:,} more claims, the first time"
    return (what, f"{timing.seconds:.1f} s", f"{timing.peak_mib:.0f} MiB")


# ---------------------------------------------------------------------- the commands


def _cases(path: Path) -> list[_Case]:
    facts, claims = (_file(path, name) for name in ("facts", "claims"))
    table = pq.read_table(claims, columns=["source", "source_kind", "fact_id"])
    counts = {row["values"]: row["counts"] for row in table["source"].value_counts().to_pylist()}
    few = min(counts, key=lambda name: (abs(counts[name] - 200), name))
    many = max(counts, key=lambda name: (counts[name], name))
    fact = pq.read_table(facts, columns=["fact_id", "claims"]).sort_by("claims")["fact_id"][-100]
    every, shown = CLAIMS_TABLE.names, FACTS_TABLE.names
    out = str(path.with_suffix(".out.parquet"))
    scans = path.with_suffix(".scan.parquet")

    def scan(file: Path, columns: list[str], keep: str = "", write: bool = False) -> str:
        filters = f", filters={keep}" if keep else ""
        text = SCAN.format(path=str(file), columns=columns, filters=filters)
        return text + (WRITE.format(out=str(scans)) if write else "")

    by = [f"[('source', '==', {name!r})]" for name in (few, many)]
    ledger = ("--ledger", str(path))
    open_facts = scan(facts, shown, "[('status', '==', 'unconfirmed')]")
    return [
        _Case(
            f"claims --source X -o (X in {counts[few]:,} rows)",
            ("claims", "--source", few, "-o", out, *ledger),
            scan(claims, every, by[0], write=True),
        ),
        _Case(
            f"claims --source X -o (X in {counts[many]:,} rows)",
            ("claims", "--source", many, "-o", out, *ledger),
            scan(claims, every, by[1], write=True),
        ),
        _Case("facts", ("facts", *ledger), scan(facts, shown)),
        _Case("facts -o", ("facts", "-o", out, *ledger), scan(facts, shown, write=True)),
        _Case("unconfirmed", ("unconfirmed", *ledger), open_facts),
        _Case(
            "unconfirmed -o",
            ("unconfirmed", "-o", out, *ledger),
            open_facts + WRITE.format(out=str(scans)),
        ),
        _Case(
            "diff FACT",
            ("diff", str(fact), *ledger),
            scan(claims, every, f"[('fact_id', '==', {str(fact)!r})]"),
        ),
    ]


def _file(path: Path, table: str) -> Path:
    folder = path / CACHE / folder_name(DEFAULT_POLICY)
    manifest = read_manifest(folder)
    assert manifest is not None and len(manifest.layers) == 1
    return folder / f"{manifest.layers[0].name}.{table}.parquet"


def _row(case: _Case, runs: int) -> tuple[str, ...]:
    command = [str(PYTHON.with_name("factledger")), *case.words]
    bare = [str(PYTHON), "-c", case.scan]
    timed_side_by_side(command, bare, 1)  # both find the files in the system's memory
    ours, floor = timed_side_by_side(command, bare, runs)
    times = (f"{ours[0]:.2f} s", f"{floor[0]:.2f} s", f"{ours[0] / floor[0]:.2f}")
    return (f"`{case.name}`", *times, f"{ours[1]:.0f} MiB", f"{floor[1]:.0f} MiB")


if __name__ == "__main__":
    print(markdown(run("--quick" in sys.argv)))
