"""One JSON document: an article, a list of them, a JSON Feed, or IPTC ninjs."""

from __future__ import annotations

from collections.abc import Iterator

from claims.readers.document import Document
from claims.readers.draft import Draft
from claims.readers.feed import is_json_feed, json_feed_drafts
from claims.readers.jsonl import BadJson, ObjectReader, parse_json
from claims.readers.options import ReadOptions
from claims.records import Skipped

# Names under which services hand over a list of articles.
_LISTS = ("articles", "items", "results", "docs", "data", "hits")


def read_json(document: Document, options: ReadOptions) -> Iterator[Draft | Skipped]:
    """The articles of a JSON document; each item of a list has its own place. Raises TooLarge."""
    value = parse_json(document.read_all(options.max_bytes))
    if isinstance(value, BadJson):
        yield Skipped(document.origin, value.reason)
    elif is_json_feed(value):
        yield from json_feed_drafts(value, document, options)
    elif isinstance(value, dict) and (items := _inner_list(value)) is not None:
        yield from _drafts(items, document, options)
    elif isinstance(value, dict):
        yield ObjectReader(document, options, "item").draft(value, 1)
    elif isinstance(value, list):
        yield from _drafts(value, document, options)
    else:
        reason = 'JSON without an article; write {"text": "...", "outlet": "..."}'
        yield Skipped(document.origin, reason)


def _inner_list(value: dict[str, object]) -> list[object] | None:
    if "text" in value or "uri" in value:
        return None
    for name in _LISTS:
        found = value.get(name)
        if isinstance(found, list):
            return found
    return None


def _drafts(
    items: list[object], document: Document, options: ReadOptions
) -> Iterator[Draft | Skipped]:
    if not items:
        yield Skipped(document.origin, "an empty list; no article in it")
    objects = ObjectReader(document, options, "item")
    yield from (objects.draft(item, number) for number, item in enumerate(items, 1))
