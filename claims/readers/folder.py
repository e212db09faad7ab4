"""A folder: every file below it, in sorted order, narrowed by a glob."""

from __future__ import annotations

import os
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path

from claims.records import Skipped


def files_below(folder: Path, glob: str | None) -> Iterator[Path | Skipped]:
    """Paths of the regular files below `folder`, sorted, whose relative path or name fits `glob`.

    Hidden files and folders are left out. A link is followed where it stays inside `folder` and
    leads to no folder that is already open above it; others are reported.
    """
    yield from _walk(folder, folder, glob, frozenset())


def _walk(
    folder: Path, top: Path, glob: str | None, above: frozenset[tuple[int, int]]
) -> Iterator[Path | Skipped]:
    try:
        here = folder.stat()
        names = sorted(os.listdir(folder))
    except OSError as error:
        yield Skipped(str(folder), f"folder can't be read: {error.strerror}")
        return
    above = above | {(here.st_dev, here.st_ino)}
    for name in names:
        if not name.startswith("."):
            yield from _entry(folder / name, top, glob, above)


def _entry(
    path: Path, top: Path, glob: str | None, above: frozenset[tuple[int, int]]
) -> Iterator[Path | Skipped]:
    if path.is_symlink() and (problem := _bad_link(path, top, above)):
        if path.is_dir() or _fits(path, top, glob):
            yield Skipped(str(path), problem)
    elif path.is_dir():
        yield from _walk(path, top, glob, above)
    elif _fits(path, top, glob):
        yield path if path.is_file() else Skipped(str(path), "not a regular file; left out")


def _bad_link(path: Path, top: Path, above: frozenset[tuple[int, int]]) -> str | None:
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
