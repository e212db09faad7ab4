"""RSS, Atom and JSON feeds: each entry's page, or the entry's own content with `follow=False`."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any, TypeGuard
from urllib.parse import urljoin

from claims.readers.charsets import decode_page
from claims.readers.dates import Stated, parse_field
from claims.readers.document import Document
from claims.readers.draft import Draft
from claims.readers.fetch import Fetched, FetchError, fetcher_for
from claims.readers.html import page_draft_of
from claims.readers.markup import fragment_text
from claims.readers.options import ReadOptions
from claims.records import Skipped

_ENTITY = re.compile(r"<!ENTITY", re.IGNORECASE)
_XML_CHARSET = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{2,40})", re.IGNORECASE)
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
_DEEPEST = 200
# Tags of the feed and of the HTML in it; the parser takes seconds for a hundred thousand.
_MOST_TAGS = 200_000
# Pages asked for ahead of the one that is being read.
_WINDOW = 8


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed: what it says itself, before its page is looked at."""

    number: int
    link: str | None
    key: str
    title: str | None = None
    author: str | None = None
    outlet: str | None = None
    published: Stated | None = None
    lang: str | None = None
    text: str = ""


class BadFeed(ValueError):
    """Bytes that are no feed that may be read; `str()` says why."""


def read_feed(document: Document, options: ReadOptions) -> Iterator[Draft | Skipped]:
    """The articles of an RSS or Atom feed. Raises TooLarge."""
    try:
        entries = feed_entries(document, options)
    except BadFeed as error:
        yield Skipped(document.origin, str(error))
        return
    yield from _drafts(entries, document, options)


def json_feed_drafts(
    feed: Mapping[str, Any], document: Document, options: ReadOptions
) -> Iterator[Draft | Skipped]:
    """The articles of a JSON Feed that has been parsed."""
    yield from _drafts(json_feed_entries(feed, document), document, options)


def is_json_feed(value: object) -> TypeGuard[dict[str, Any]]:
    """Whether a JSON value is a JSON Feed (https://www.jsonfeed.org/version/1.1/)."""
    if not isinstance(value, dict):
        return False
    return "jsonfeed.org/version" in str(value.get("version"))[:80] and "items" in value


def feed_entries(document: Document, options: ReadOptions) -> list[Entry]:
    """The entries of an RSS or Atom feed in feed order. Raises BadFeed, TooLarge."""
    import feedparser

    text = _xml_text(document, options)
    headers = {"content-type": "application/xml; charset=utf-8"}
    if document.url:
        headers["content-location"] = document.url
    try:
        found = feedparser.parse(io.BytesIO(text.encode("utf-8")), response_headers=headers)
    except (
        ValueError,
        LookupError,
        TypeError,
        AttributeError,
        AssertionError,
        RecursionError,
    ) as e:
        raise BadFeed(f"feed that can't be parsed ({type(e).__name__})") from None
    entries = [_entry(item, found.feed, n) for n, item in enumerate(found.entries, 1)]
    if not entries and found.get("bozo"):
        reason = " ".join(str(found.get("bozo_exception")).split())[:100]
        raise BadFeed(f"broken feed without an entry that can be read: {reason}")
    return entries


def json_feed_entries(feed: Mapping[str, Any], document: Document) -> list[Entry]:
    """The entries of a JSON Feed; what is no object is left to be reported as empty."""
    items = feed.get("items")
    items = items if isinstance(items, list) else []
    return [
        _json_entry(item if isinstance(item, dict) else {}, feed, document, number)
        for number, item in enumerate(items, 1)
    ]


def entry_drafts(
    entries: Sequence[Entry], document: Document, options: ReadOptions
) -> Iterator[Draft | Skipped]:
    """The articles of some entries of a feed: their pages if `options.follow`, else their text."""
    if not options.follow:
        yield from (_own_draft(entry, document) for entry in entries)
        return
    fetch = _PageOf(options)
    pool = ThreadPoolExecutor(max_workers=options.fetch.per_host * 2)
    try:
        # A window of pages at a time, so that memory stays bounded.
        for start in range(0, len(entries), _WINDOW):
            window = entries[start : start + _WINDOW]
            for entry, page in zip(window, pool.map(fetch, window), strict=True):
                yield _page_draft(entry, page, document)
    finally:
        # A caller who stops early, or presses Ctrl-C, waits for no page.
        pool.shutdown(wait=False, cancel_futures=True)


class _PageOf:
    """Fetches an entry's page; what went wrong comes back as the error, to keep the order."""

    def __init__(self, options: ReadOptions) -> None:
        self._fetcher = fetcher_for(options)

    def __call__(self, entry: Entry) -> Fetched | FetchError:
        if not entry.link:
            return FetchError("entry without a link; --no-follow takes the feed's own text")
        try:
            return self._fetcher.get(entry.link)
        except FetchError as error:
            return error


def _drafts(
    entries: list[Entry], document: Document, options: ReadOptions
) -> Iterator[Draft | Skipped]:
    if not entries:
        yield Skipped(document.origin, "a feed without entries")
    yield from entry_drafts(entries, document, options)


def _page_draft(entry: Entry, page: Fetched | FetchError, document: Document) -> Draft | Skipped:
    place = f"entry {entry.number}"
    origin = entry.link or f"{document.origin}#{entry.number}"
    if isinstance(page, FetchError):
        return Skipped(origin, str(page), f"{document.origin}, {place}")
    draft = page_draft_of(page, origin)
    if isinstance(draft, Skipped):
        return replace(draft, place=f"{document.origin}, {place}")
    return replace(
        draft,
        outlet=draft.outlet or entry.outlet,
        title=draft.title or entry.title,
        author=draft.author or entry.author,
        published=draft.published or entry.published,
        lang_hint=draft.lang_hint or entry.lang,
        place=f"{document.origin}, {place}",
    )


def _own_draft(entry: Entry, document: Document) -> Draft | Skipped:
    place = f"{document.origin}, entry {entry.number}"
    if not entry.text:
        reason = "the feed carries no text for this entry; read it without --no-follow"
        return Skipped(entry.link or document.origin, reason, place)
    return Draft(
        text=entry.text,
        origin=entry.link or f"{document.origin}#{entry.number}",
        stem=document.stem,
        outlet=entry.outlet,
        title=entry.title,
        url=entry.link,
        author=entry.author,
        published=entry.published,
        lang_hint=entry.lang,
        place=place,
        notes=("text: the feed's own, which may be a summary",),
    )


def _xml_text(document: Document, options: ReadOptions) -> str:
    """The feed as text, without declarations that could expand to gigabytes."""
    data = document.read_all(options.max_bytes)
    named = _XML_CHARSET.search(data[:1024])
    text, _ = decode_page(data, document.charset or (named[1].decode("ascii") if named else None))
    if _ENTITY.search(text):
        raise BadFeed("declares XML entities, which no feed needs and which can hide a bomb")
    if text.count("<") + text.count("&lt;") > _MOST_TAGS:
        raise BadFeed(f"feed of more than {_MOST_TAGS:,} tags; split it")
    if _depth(text) > _DEEPEST:
        raise BadFeed("nested too deeply to be a feed")
    return _DECLARATION.sub("", text)


def _depth(text: str) -> int:
    """How deep elements are open at most, counted without a parser; empty elements count too."""
    depth = deepest = 0
    for found in re.finditer(r"<(/?)[A-Za-z][^<>]*?(/?)>", text):
        depth += -1 if found[1] else (0 if found[2] else 1)
        deepest = max(deepest, depth)
    return deepest


def _entry(item: Mapping[str, Any], feed: Mapping[str, Any], number: int) -> Entry:
    """What feedparser read of one entry; RSS, Atom and RDF alike."""
    link = _string(item.get("link"))
    source = item.get("source")
    named = source.get("title") if isinstance(source, Mapping) else None
    stated = item.get("published") or item.get("updated") or item.get("created")
    return Entry(
        number=number,
        link=link,
        key=_string(item.get("id")) or link or f"{item.get('title')}",
        title=_plain(item.get("title")),
        author=_plain(item.get("author")),
        outlet=_plain(named) or _plain(feed.get("publisher")) or _plain(feed.get("title")),
        published=parse_field(stated) if isinstance(stated, str) else None,
        lang=_string(feed.get("language")),
        text=_longest([*_contents(item), item.get("summary")]),
    )


def _contents(item: Mapping[str, Any]) -> Iterator[object]:
    contents = item.get("content")
    for content in contents if isinstance(contents, list) else ():
        if isinstance(content, Mapping):
            yield content.get("value")


def _json_entry(
    item: Mapping[str, Any], feed: Mapping[str, Any], document: Document, number: int
) -> Entry:
    link = _string(item.get("url")) or _string(item.get("external_url"))
    stated = item.get("date_published")
    plain = _string(item.get("content_text"))
    return Entry(
        number=number,
        link=_absolute(document.url, link),
        key=str(item.get("id") or link or number)[:2000],
        title=_plain(item.get("title")),
        author=_json_author(item) or _json_author(feed),
        outlet=_plain(feed.get("title")),
        published=parse_field(stated) if isinstance(stated, str) else None,
        lang=_string(item.get("language")) or _string(feed.get("language")),
        text=plain or _longest([item.get("content_html"), item.get("summary")]),
    )


def _json_author(value: Mapping[str, Any]) -> str | None:
    authors = value.get("authors")
    authors = authors if isinstance(authors, list) else [value.get("author")]
    names = [_plain(a.get("name")) for a in authors if isinstance(a, Mapping)]
    return ", ".join(filter(None, names)) or None


def _absolute(base: str | None, link: str | None) -> str | None:
    try:
        return urljoin(base, link) if base and link else link
    except ValueError:
        return link


def _longest(bodies: list[object]) -> str:
    texts = [fragment_text(body) for body in bodies if isinstance(body, str)]
    return max(texts, key=len, default="")


def _plain(value: object) -> str | None:
    return fragment_text(value).replace("\n", " ") or None if isinstance(value, str) else None


def _string(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None
