"""From what the user named (a path, an address, a folder, "-") to articles, one after another."""

from __future__ import annotations

import io
import re
import sys
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from claims.readers.charsets import NotText
from claims.readers.csvtable import read_csv
from claims.readers.document import HEAD_BYTES, Document, TooLarge, open_document
from claims.readers.draft import Draft, complete, one_line
from claims.readers.feed import read_feed
from claims.readers.fetch import Fetched, FetchError, fetcher_for
from claims.readers.folder import files_below
from claims.readers.gzipped import Unpacked
from claims.readers.html import read_html
from claims.readers.jsondoc import read_json
from claims.readers.jsonl import read_jsonl
from claims.readers.markdown import read_markdown
from claims.readers.options import ReadOptions
from claims.readers.parquet import read_parquet
from claims.readers.plain import read_plain
from claims.readers.sniff import foreign, is_packed_warc, kind_of
from claims.readers.warc import read_warc
from claims.records import Article, Skipped

Reader = Callable[[Document, ReadOptions], Iterator[Draft | Skipped]]

READERS: dict[str, Reader] = {
    "plain": read_plain,
    "markdown": read_markdown,
    "html": read_html,
    "feed": read_feed,
    "json": read_json,
    "jsonl": read_jsonl,
    "csv": read_csv,
    "parquet": read_parquet,
    "warc": read_warc,
}
STDIN = "-"
DEFAULTS = ReadOptions()
_GZIP = b"\x1f\x8b"
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{1,20}://")


def read(source: str, options: ReadOptions = DEFAULTS) -> Iterator[Article | Skipped]:
    """Articles of a path, an address, a folder (recursive, sorted) or "-" (standard input).

    Lazy: nothing is opened before the first item is asked for. What can't be read comes back as
    Skipped with a one-line reason and its place; bad data never raises. An input without a single
    article yields at least one Skipped.
    """
    for one in inputs_of(source, options):
        if isinstance(one, Skipped):
            yield one
        else:
            yield from read_input(one, options)


@dataclass(frozen=True, slots=True)
class Input:
    """One thing to open: the file at `path`, or else the address or "-" that `origin` is."""

    origin: str
    path: Path | None = None


def inputs_of(source: str, options: ReadOptions = DEFAULTS) -> Iterator[Input | Skipped]:
    """What `read` opens for `source`, in its order: the source itself, or each file of a folder."""
    for one in _inputs(source, options):
        yield one_line(one) if isinstance(one, Skipped) else one


def read_input(one: Input, options: ReadOptions = DEFAULTS) -> Iterator[Article | Skipped]:
    """Articles of one thing that `inputs_of` named; `read` says what comes back."""
    if one.path is not None:
        items = _read_file(one.path, one.origin, options)
    elif one.origin == STDIN:
        items = read_document(open_document(sys.stdin.buffer, STDIN, "stdin"), options)
    else:
        items = _read_address(one.origin, options)
    for item in items:
        yield one_line(item) if isinstance(item, Skipped) else item


def _inputs(source: str, options: ReadOptions) -> Iterator[Input | Skipped]:
    if source == STDIN or source.lower().startswith(("http://", "https://")):
        yield Input(source)
    elif _SCHEME.match(source):
        what = f"an address of the scheme {source.split(':')[0]!r}"
        yield Skipped(source, f"{what}; give http, https, a path or -")
    else:
        yield from _paths(source, options)


def _read_address(url: str, options: ReadOptions) -> Iterator[Article | Skipped]:
    try:
        page = fetcher_for(options).get(url)
    except FetchError as error:
        yield Skipped(url, str(error))
        return
    yield from read_document(document_of(page, url), options)


def document_of(page: Fetched, origin: str) -> Document:
    """What was fetched from `origin`, opened."""
    parts = urlsplit(page.url)
    name = PurePosixPath(unquote(parts.path)).name or (parts.hostname or "page")
    document = open_document(io.BytesIO(page.content), origin, name)
    return replace(document, url=page.url, content_type=page.content_type, charset=page.charset)


def _paths(source: str, options: ReadOptions) -> Iterator[Input | Skipped]:
    try:
        path = Path(source)
        is_folder, exists = path.is_dir(), path.exists()
    except (OSError, ValueError):
        is_folder = exists = False
    if is_folder and source:
        yield from _files(source, path, options)
    elif exists and source:
        yield Input(source, path)
    else:
        yield Skipped(source, "no such file or folder; check the path")


def _files(source: str, path: Path, options: ReadOptions) -> Iterator[Input | Skipped]:
    found = False
    for item in files_below(path, options.glob):
        found = True
        yield item if isinstance(item, Skipped) else Input(str(item), item)
    if not found:
        wanted = f"that fits {options.glob!r}" if options.glob else "in it"
        yield Skipped(source, f"folder with no file {wanted}")


def _read_file(path: Path, origin: str, options: ReadOptions) -> Iterator[Article | Skipped]:
    if not path.is_file():
        yield Skipped(origin, "not a regular file; give a file, a folder or -")
        return
    try:
        with path.open("rb") as stream:
            yield from read_document(open_document(stream, origin, path.name, path), options)
    except OSError as error:
        yield Skipped(origin, f"can't be read: {error.strerror or error}")


def read_document(
    document: Document, options: ReadOptions, kind: str | None = None
) -> Iterator[Article | Skipped]:
    """Articles of an opened input, by the reader its content asks for, or by the one `kind` names
    (a key of READERS).
    """
    found = False
    try:
        drafts = READERS[kind](document, options) if kind else _drafts(document, options)
        for item in drafts:
            done = item if isinstance(item, Skipped) else complete(item, options)
            yield one_line(done) if isinstance(done, Skipped) else done
            found = True
        if not found:
            yield Skipped(document.origin, "nothing in it to read")
    except (TooLarge, NotText) as error:
        yield Skipped(document.origin, str(error))
    except (EOFError, zlib.error, OSError) as error:
        reason = " ".join(str(error).split())[:120] or type(error).__name__
        yield Skipped(document.origin, f"broken or cut off: {reason}")


def _drafts(document: Document, options: ReadOptions) -> Iterator[Draft | Skipped]:
    document = _unpacked(document)
    if len(document.head) < HEAD_BYTES and not document.head.strip():
        yield Skipped(document.origin, "empty; nothing to read")
    elif what := foreign(document.head):
        yield Skipped(document.origin, f"is {what}")
    elif (kind := kind_of(document)) == "xml":
        yield Skipped(document.origin, "XML that is no feed and no page; give it as text or JSON")
    else:
        yield from READERS[kind](document, options)


def _unpacked(document: Document) -> Document:
    """The document without its gzip layer. A WARC keeps it: each record is packed by itself, and
    its reader unpacks record by record.
    """
    if not document.head.startswith(_GZIP) or is_packed_warc(document.head):
        return document
    inside = open_document(
        io.BufferedReader(Unpacked(document.stream)), document.origin, document.name
    )
    return replace(inside, url=document.url, charset=document.charset)
