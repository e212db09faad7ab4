"""WARC and WARC.gz archives: the article of every page that was archived successfully."""

from __future__ import annotations

from collections.abc import Iterator
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
_BROKEN = "broken or cut-off WARC"


def read_warc(document: Document, options: ReadOptions) -> Iterator[Draft | Skipped]:
    """A Draft or Skipped for each page in the archive; `url` is the record's target.

    Records that are no HTML or plain text are passed over. What follows a broken record can't be
    found again: the archive ends there with a Skipped.
    """
    import zlib

    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    number = pages = 0
    try:
        for record in ArchiveIterator(document.stream):
            number += 1
            item = _record(record, document, options, number)
            if item is not None:
                pages += 1
                yield item
    except (ArchiveLoadFailed, zlib.error, EOFError, OSError) as error:
        reason = " ".join(str(error).split())[:100]
        yield Skipped(document.origin, f"{_BROKEN}: {reason}", f"after record {number}")
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        yield Skipped(
            document.origin, f"{_BROKEN} ({type(error).__name__})", f"after record {number}"
        )
    else:
        if not pages:
            yield Skipped(document.origin, f"an archive of {number} record(s) without a page")


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
    data = record.content_stream().read(options.max_bytes + 1)
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
