"""The first rows of the plain answers, ready to print: what `factledger claims` shows at once.

They stand in the snapshot's manifest. Only the standard library is needed to read them, so that a
command that prints no more than that starts without the table libraries.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

from ledger.status import Policy

CACHE = "cache"
MARK = "ledger.json"
LEDGER_FORMAT = 1
MANIFEST = "manifest.json"
FORMAT = 5  # of a snapshot: raise when what is derived changes for the same rows
ROWS = 100  # how many are kept of each answer
_TIMES = ("published_at", "first_seen", "last_seen")


class Rows(Protocol):
    """What can be printed as a table: an Arrow table, or the first rows of one."""

    @property
    def num_rows(self) -> int: ...

    def slice(self, offset: int, length: int, /) -> Rows: ...

    def to_pylist(self) -> list[dict[str, Any]]: ...


@dataclass(frozen=True)
class Head:
    """The first rows of an answer that has `num_rows`; prints like the table of them all."""

    rows: list[dict[str, Any]]
    num_rows: int

    def slice(self, offset: int, length: int, /) -> Head:
        """`length` rows from `offset` on, as far as they are kept."""
        rows = self.rows[offset : offset + length]
        return Head(rows, len(rows))

    def to_pylist(self) -> list[dict[str, Any]]:
        """The rows."""
        return self.rows


def folder_name(policy: Policy) -> str:
    """The folder of the newest snapshot under a policy, in the ledger's cache folder."""
    numbers = (policy.corroborated, policy.confirmed, policy.copy_ratio, policy.copy_chars)
    return "now-" + "-".join(f"{number:g}" for number in numbers)


def log_version(path: Path) -> str | None:
    """The newest entry of the log of runs of the ledger in `path`; None where there is none.

    Every commit is one file there, named by its number in twenty digits (the Delta protocol).
    """
    try:
        names = os.listdir(path / "runs" / "_delta_log")
    except OSError:
        return None
    return max((n for n in names if re.fullmatch(r"\d{20}\.json", n)), default=None)


def read_manifest(folder: Path) -> dict[str, Any] | None:
    """The manifest in `folder`; None where there is none of this format that can be read."""
    try:
        found: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        return found if found.pop("format") == FORMAT else None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def head(path: Path, answer: str, policy: Policy, limit: int) -> Head | None:
    """The first `limit` rows of `answer` (claims, facts or unconfirmed) about the ledger in `path`.

    None where the snapshot is stale or missing, or where more rows are wanted than are kept.
    """
    log = log_version(path) if 0 < limit <= ROWS else None
    found = read_manifest(path / CACHE / folder_name(policy)) if log is not None else None
    if found is None or found["log"] != log or not _known_format(path):
        return None
    kept = found["head"][answer]
    return Head([_row(row) for row in kept["rows"][:limit]], kept["num_rows"])


def _known_format(path: Path) -> bool:
    """Whether the ledger is of this program's format; the store says what is wrong if not."""
    try:
        mark = json.loads((path / MARK).read_text(encoding="utf-8"))
        return bool(mark["format"] <= LEDGER_FORMAT)
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _row(row: Mapping[str, Any]) -> dict[str, Any]:
    made = dict(row)
    for name in _TIMES:
        if made.get(name):
            made[name] = datetime.fromisoformat(made[name])
    if "first_seen" in made:
        made["age_days"] = max(0, (datetime.now(UTC) - made["first_seen"]).days)
    return made
