"""WARC and WARC.gz archives: the article of every page that was archived successfully."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from contextlib import redirect_stderr
from typing import Any

from claims.readers.charsets import NotText, decode, universal_newlines
from claims.readers.document import Document
from claims.readers.draft import Draft
from claims.readers.fetch import Fetched, media_type
from claims.readers.html import page_draft_of
from claims.readers.options import ReadOptions
from claims.records import Skipped

# What a crawl holds besides pages: requests, images, scripts. They carry no articles and are left
# out without a line each.
_KINDS = ("response", "resource", "conversion")
_PAGES = ("text/html", "application/xhtml+xml")


def read_warc(document: Document, options: ReadOptions) -> Iterator[Draft | Skipped]:
    """A Draft or Skipped for each page in the archive; `url` is the record's target.

    Records that are no HTML or plain text are passed over. What follows a broken record can't be
    found again: the archive ends there with a Skipped.
    """
    number = 0
    try:
        for number, record in _records(document):
            item = (
                record
                if isinstance(record, Skipped)
                else _record(record, document, options, number)
            )
            if item is not None:
                yield item
    except _BrokenArchive as error:
        yield Skipped(document.origin, str(error), f"after record {number}")


class _BrokenArchive(ValueError):
    """An archive that can't be read any further; `str()` says why."""


def _records(document: Document) -> Iterator[tuple[int, Any]]:
    """Numbered records, and a Skipped where one was not as long as it says."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    records = ArchiveIterator(document.stream)
    number = 0
    while True:
        try:
            record, complaint = _next(records)
        except (ArchiveLoadFailed, zlib.error, EOFError, OSError) as error:
            reason = " ".join(str(error).split())[:100]
            raise _BrokenArchive(f"broken or cut-off WARC: {reason}") from None
        except (ValueError, LookupError, TypeError, AttributeError, OverflowError) as error:
            raise _BrokenArchive(f"broken WARC ({type(error).__name__})") from None
        if complaint:
            yield number, Skipped(document.origin, complaint, f"record {number}")
        if record is None:
            return
        number += 1
        yield number, record


def _next(records: Iterator[Any]) -> tuple[Any, str | None]:
    """The next record (None at the end), and what the library would have printed about the last."""
    said = io.StringIO()
    with redirect_stderr(said):
        record = next(records, None)
    wrong = "not followed by newline" in said.getvalue()
    return record, "a record of another length than it states; it may be cut" if wrong else None


def _record(
    record: Any, document: Document, options: ReadOptions, number: int
) -> Draft | Skipped | None:
    """The article of one record, None where it is not a page."""
    if record.rec_type not in _KINDS:
        return None
    headers = record.http_headers or record.rec_headers
    kind, charset = media_type(headers.get_header("Content-Type") or "")
    if kind not in (*_PAGES, "text/plain"):
        return None
    url = record.rec_headers.get_header("WARC-Target-URI") or ""
    origin = url or f"{document.origin}#{number}"
    place = f"{document.origin}, record {number}"
    status = record.http_headers.get_statuscode() if record.http_headers else "200"
    if status != "200":
        return Skipped(origin, f"archived with HTTP status {status[:10]}, no article", place)
    try:
        data = record.content_stream().read(options.max_bytes + 1)
    except (zlib.error, EOFError, OSError, ValueError, OverflowError) as error:
        return Skipped(origin, f"broken record: {' '.join(str(error).split())[:80]}", place)
    if len(data) > options.max_bytes:
        return Skipped(origin, f"larger than the limit of {options.max_bytes:,} bytes", place)
    page = Fetched(url, 200, data, kind, charset)
    item = page_draft_of(page, origin) if kind in _PAGES else _plain(page, origin, document)
    return Skipped(origin, item.reason, place) if isinstance(item, Skipped) else item


def _plain(page: Fetched, origin: str, document: Document) -> Draft | Skipped:
    try:
        text, notes = decode(page.content, page.charset)
    except NotText as error:
        return Skipped(origin, str(error))
    return Draft(universal_newlines(text), origin, document.stem, url=page.url, notes=notes)
