"""Markdown: the text without its marks, and the fields of its front matter."""

from __future__ import annotations

import re
from collections.abc import Iterator

from claims.readers.charsets import decode, universal_newlines
from claims.readers.dates import parse_field
from claims.readers.document import Document, TooLarge
from claims.readers.draft import Draft
from claims.readers.markup import fragment_text
from claims.readers.options import ReadOptions

_FRONT = re.compile(r"\A(---|\+\+\+)[ \t]*\n(.*?)\n\1[ \t]*(?:\n|\Z)", re.DOTALL)
_FIELD = re.compile(r"([A-Za-z_][\w-]{0,40})\s*[:=]\s*(.*)")
# Far longer than an article; the parser takes seconds for as many marks.
_MOST_CHARS = 300_000
_NAMES = {
    "outlet": ("outlet", "source", "publisher", "publication", "site"),
    "title": ("title", "headline", "titre"),
    "url": ("url", "canonical_url", "canonical", "link"),
    "author": ("author", "authors", "auteur", "byline"),
    "lang": ("lang", "language", "langue"),
    "published": ("published_at", "published", "date", "publishdate", "pubdate"),
}


def read_markdown(document: Document, options: ReadOptions) -> Iterator[Draft]:
    """The one article of a Markdown file. Raises TooLarge, NotText.

    Links keep their words and lose their address; images, rules and raw HTML tags go.
    """
    whole, notes = decode(document.read_all(options.max_bytes), document.charset)
    front, body = _split(universal_newlines(whole))
    published = parse_field(front["published"]) if "published" in front else None
    if "published" in front and not published:
        notes = (*notes, f"published: {front['published'][:40]!r} is no date")
    if len(body) > _MOST_CHARS:
        raise TooLarge(f"Markdown of more than {_MOST_CHARS:,} characters; save it as plain text")
    yield Draft(
        text=_rendered(body),
        origin=document.origin,
        stem=document.stem,
        outlet=front.get("outlet"),
        title=front.get("title") or _heading(body),
        url=front.get("url") or document.url,
        author=front.get("author"),
        published=published,
        lang=front.get("lang"),
        notes=notes,
    )


def has_front_matter(text: str) -> bool:
    """Whether a text opens with YAML or TOML front matter that names a field of ours."""
    front, _ = _split(text)
    return bool(front)


def _split(text: str) -> tuple[dict[str, str], str]:
    """Front matter under our names, and the rest. Only flat `name: value` lines are read."""
    found = _FRONT.match(text)
    if not found:
        return {}, text
    fields = {}
    for line in found[2].split("\n"):
        if field := _FIELD.match(line):
            fields[field[1].lower()] = field[2].strip().strip("\"'").strip()
    ours = {
        name: next((fields[theirs] for theirs in names if fields.get(theirs)), "")
        for name, names in _NAMES.items()
    }
    front = {name: value for name, value in ours.items() if value}
    return (front, text[found.end() :]) if fields else ({}, text)


def _rendered(body: str) -> str:
    """CommonMark by markdown-it, then the text of its HTML."""
    from markdown_it import MarkdownIt

    return fragment_text(MarkdownIt("commonmark", {"html": True}).render(body))


def _heading(body: str) -> str | None:
    found = re.match(r"\s*#\s+(.{1,300}?)\s*#*\s*(?:\n|\Z)", body)
    return found[1] if found else None
