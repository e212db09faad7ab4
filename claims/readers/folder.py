"""A folder: every file below it, in sorted order, narrowed by a glob."""

from __future__ import annotations

import os
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path

from claims.records import Skipped

Identity = tuple[int, int]


def files_below(folder: Path, glob: str | None) -> Iterator[Path | Skipped]:
    """Paths of the regular files below `folder`, sorted, whose relative path or name fits `glob`.

    Hidden files and folders are left out. A link is followed where it stays inside `folder` and
    leads to no folder that is already open above it; others are reported.
    """
    # Each entry waits with the folders above it; a stack, because folders nest deeper than calls.
    waiting: list[tuple[Path, frozenset[Identity]]] = [(folder, frozenset())]
    while waiting:
        path, above = waiting.pop()
        if path != folder and path.is_symlink() and (problem := _bad_link(path, folder, above)):
            if path.is_dir() or _fits(path, folder, glob):
                yield Skipped(str(path), problem)
        elif path == folder or path.is_dir():
            names, here = _listed(path)
            if isinstance(names, Skipped):
                yield names
            else:
                waiting.extend((path / name, above | {here}) for name in names)
        elif _fits(path, folder, glob):
            yield path if path.is_file() else Skipped(str(path), "not a regular file; left out")


def _listed(folder: Path) -> tuple[list[str] | Skipped, Identity]:
    """The names in a folder, last one first, and which folder it is."""
    try:
        here = folder.stat()
        names = sorted(os.listdir(folder), reverse=True)
    except OSError as error:
        return Skipped(str(folder), f"folder can't be read: {error.strerror}"), (0, 0)
    return [name for name in names if not name.startswith(".")], (here.st_dev, here.st_ino)


def _bad_link(path: Path, top: Path, above: frozenset[Identity]) -> str | None:
    try:
        target, there = path.resolve(strict=True), path.stat()
    except (OSError, RuntimeError):
        return "link that leads nowhere or round in a circle; left out"
    if (there.st_dev, there.st_ino) in above:
        return "link to a folder above it; left out, it would go round in a circle"
    if not target.is_relative_to(top.resolve()):
        return "link out of the folder; left out, give its target itself to read it"
    return None


def _fits(path: Path, top: Path, glob: str | None) -> bool:
    if glob is None:
        return True
    relative = path.relative_to(top).as_posix()
    return fnmatchcase(path.name, glob) or fnmatchcase(relative, glob.removeprefix("**/"))
