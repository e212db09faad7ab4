"""What an input is, told by its content first and by its ending only where content can't tell."""

from __future__ import annotations

from claims.readers.document import Document

# First bytes of things people add by mistake, and what to do instead.
_FOREIGN = (
    (b"%PDF-", "a PDF; convert it to text first, e.g. with pdftotext"),
    (b"PK\x03\x04", "a ZIP, Word or EPUB file; unpack it or save it as text"),
    (b"\xd0\xcf\x11\xe0", "an old Office file; save it as text"),
    (b"{\\rtf", "an RTF file; save it as text"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"SQLite format 3\0", "a SQLite database; export the articles as CSV or JSONL"),
    (b"BZh", "bzip2 data; unpack it first"),
    (b"\xfd7zXZ\0", "xz data; unpack it first"),
    (b"(\xb5/\xfd", "zstd data; unpack it first"),
    (b"7z\xbc\xaf", "a 7z archive; unpack it first"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
)


def foreign(head: bytes) -> str | None:
    """What these first bytes are, where that is nothing to read articles from."""
    if head.startswith(b"MZ") and b"\0" not in head[:512]:
        return None
    return next((what for magic, what in _FOREIGN if head.startswith(magic)), None)


def kind_of(document: Document) -> str:
    """The name of the reader that fits: see `READERS` in `reading.py`."""
    text = document.head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if document.ending in ("jsonl", "ndjson") or (text[:1] == b"{" and document.ending != "txt"):
        return "jsonl"
    return "plain"
