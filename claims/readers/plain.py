"""Plain text: one article a file, the file's text unchanged, offsets count in it."""

from __future__ import annotations

from collections.abc import Iterator

from claims.readers.charsets import decode, universal_newlines
from claims.readers.document import Document
from claims.readers.draft import Draft
from claims.readers.options import ReadOptions


def read_plain(document: Document, options: ReadOptions) -> Iterator[Draft]:
    """The one article of a text file. `text` equals `Path.read_text(encoding="utf-8")` but for a
    byte order mark. Raises TooLarge, NotText.
    """
    text, notes = decode(document.read_all(options.max_bytes), document.charset)
    yield Draft(
        text=universal_newlines(text),
        origin=document.origin,
        stem=document.stem,
        url=document.url,
        notes=notes,
    )
