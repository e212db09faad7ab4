"""What an input is, told by its content first and by its ending only where content can't tell."""

from __future__ import annotations

import re
import zlib

from claims.readers.charsets import marked_charset, universal_newlines
from claims.readers.csvtable import looks_like_csv
from claims.readers.document import Document
from claims.readers.jsonl import BadJson, parse_json
from claims.readers.markdown import has_front_matter

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


# Atomic: what was once read as a comment is never tried again as half of two.
_PROLOGUE = (
    r"(?>(?:\s|<\?[^>]{0,500}\?>|<!--.{0,2000}?-->"
    r"|<!DOCTYPE[^>\[]{0,500}(?:\[.{0,20000}?\])?\s*>)*)"
)
_FEED_ROOT = re.compile(
    rf"{_PROLOGUE}<(?:rss|feed|(?:rdf:)?RDF|channel)\b(?![^>]*xmlns=\"http://www\.w3\.org/1999/xhtml)",
    re.IGNORECASE | re.DOTALL,
)
_HTML_START = re.compile(
    r"<(?:!doctype\s+html|html|head|body|article|main|meta|title|div|section|p|h1|span|table|a|br)\b",
    re.IGNORECASE,
)
_HTML_TYPES = ("text/html", "application/xhtml+xml")
# `{"`, `{}`, `[{`, `["`, `[]`: prose may open with a bracket, but not so.
_JSON_START = re.compile(r"\{\s*[\"}]|\[\s*[\[{\"\]]")
_BY_ENDING = {
    "html": "html",
    "htm": "html",
    "xhtml": "html",
    "json": "json",
    "rss": "feed",
    "atom": "feed",
}


def foreign(head: bytes) -> str | None:
    """What these first bytes are, where that is nothing to read articles from."""
    if head.startswith(b"MZ") and b"\0" not in head[:512]:
        return None
    return next((what for magic, what in _FOREIGN if head.startswith(magic)), None)


def kind_of(document: Document) -> str:
    """The name of the reader that fits: a key of `READERS` in `reading.py`.

    Content decides; the ending, or a server's Content-Type, only tells Markdown, tables and JSON
    Lines from prose where the first lines could be either.
    """
    if document.head.startswith(b"PAR1"):
        return "parquet"
    if document.head.startswith(b"WARC/") or is_packed_warc(document.head):
        return "warc"
    text = head_text(document.head)
    if text.startswith("<"):
        return _markup_kind(text, document.ending)
    if document.ending in ("jsonl", "ndjson") or _JSON_START.match(text):
        return _json_kind(text, document.ending)
    if document.ending in ("csv", "tsv") or looks_like_csv(text.split("\n", 1)[0]):
        return "csv"
    markdown = document.ending in ("md", "markdown") or document.content_type == "text/markdown"
    if markdown or has_front_matter(universal_newlines(text)):
        return "markdown"
    if document.ending in _BY_ENDING:
        return _BY_ENDING[document.ending]
    return "html" if document.content_type in _HTML_TYPES else "plain"


def is_packed_warc(head: bytes) -> bool:
    """Whether these first bytes are gzip with a WARC record inside."""
    try:
        return zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(head, 5) == b"WARC/"
    except zlib.error:
        return False


def head_text(head: bytes) -> str:
    """The first characters of an input in whatever charset, good enough to tell what it is."""
    marked = marked_charset(head)
    name, skip = marked if marked else ("utf-8", 0)
    return head[skip:].decode(name, "replace").lstrip()


def _markup_kind(text: str, ending: str) -> str:
    if _FEED_ROOT.match(text):
        return "feed"
    if _HTML_START.search(text[:4000]) or ending in ("html", "htm", "xhtml"):
        return "html"
    return "xml" if text.startswith("<?xml") or ending == "xml" else "plain"


def _json_kind(text: str, ending: str) -> str:
    """JSON Lines where the first line is a whole object and more lines follow."""
    if ending in ("jsonl", "ndjson"):
        return "jsonl"
    first, newline, rest = text.partition("\n")
    if not first.startswith("{") or (newline and not rest.strip()):
        return "json"
    if not newline:
        # One line that is longer than the head: a document unless it is read from a pipe of lines.
        return "json"
    return "json" if isinstance(parse_json(first.encode("utf-8", "replace")), BadJson) else "jsonl"
