"""From what the user named (a path, an address, a folder, "-") to articles, one after another."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from claims.readers.charsets import NotText
from claims.readers.document import Document, TooLarge, open_document
from claims.readers.draft import Draft, complete
from claims.readers.folder import files_below
from claims.readers.jsonl import read_jsonl
from claims.readers.options import ReadOptions
from claims.readers.plain import read_plain
from claims.readers.sniff import foreign, kind_of
from claims.records import Article, Skipped

Reader = Callable[[Document, ReadOptions], Iterator[Draft | Skipped]]

READERS: dict[str, Reader] = {"plain": read_plain, "jsonl": read_jsonl}
STDIN = "-"
DEFAULTS = ReadOptions()


def read(source: str, options: ReadOptions = DEFAULTS) -> Iterator[Article | Skipped]:
    """Articles of a path, an address, a folder (recursive, sorted) or "-" (standard input).

    Lazy: nothing is opened before the first item is asked for. What can't be read comes back as
    Skipped with a one-line reason and its place; bad data never raises. An input without a single
    article yields at least one Skipped.
    """
    if source == STDIN:
        yield from read_document(open_document(sys.stdin.buffer, STDIN, "stdin"), options)
    else:
        yield from _read_path(source, options)


def _read_path(source: str, options: ReadOptions) -> Iterator[Article | Skipped]:
    try:
        path = Path(source)
        is_folder, exists = path.is_dir(), path.exists()
    except (OSError, ValueError):
        is_folder = exists = False
    if is_folder and source:
        yield from _read_folder(source, path, options)
    elif exists and source:
        yield from _read_file(path, source, options)
    else:
        yield Skipped(source, "no such file or folder; check the path")


def _read_folder(source: str, path: Path, options: ReadOptions) -> Iterator[Article | Skipped]:
    found = False
    for item in files_below(path, options.glob):
        found = True
        if isinstance(item, Skipped):
            yield item
        else:
            yield from _read_file(item, str(item), options)
    if not found:
        wanted = f"that fits {options.glob!r}" if options.glob else "in it"
        yield Skipped(source, f"folder with no file {wanted}")


def _read_file(path: Path, origin: str, options: ReadOptions) -> Iterator[Article | Skipped]:
    if not path.is_file():
        yield Skipped(origin, "not a regular file; give a file, a folder or -")
        return
    try:
        with path.open("rb") as stream:
            yield from read_document(open_document(stream, origin, path.name), options)
    except OSError as error:
        yield Skipped(origin, f"can't be read: {error.strerror or error}")


def read_document(document: Document, options: ReadOptions) -> Iterator[Article | Skipped]:
    """Articles of an opened input, by the reader its content asks for."""
    if not document.head.strip():
        yield Skipped(document.origin, "empty; nothing to read")
        return
    if what := foreign(document.head):
        yield Skipped(document.origin, f"is {what}")
        return
    try:
        for item in READERS[kind_of(document)](document, options):
            yield item if isinstance(item, Skipped) else complete(item, options)
    except (TooLarge, NotText) as error:
        yield Skipped(document.origin, str(error))
