"""IPTC ninjs, the JSON that news agencies send: versions 1 to 3.

Source: the ninjs standard, https://iptc.org/standards/ninjs/.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from claims.readers.dates import Stated, parse_stated
from claims.readers.document import Document
from claims.readers.draft import Draft
from claims.readers.markup import fragment_text
from claims.records import Skipped

_BODIES = ("body_text", "body_xhtml", "body_html")
_MARKS = ("versioncreated", "pubstatus", "representationtype", "bodies", "headlines", "infosources")
# firstcreated is when the item was first published, versioncreated when this wording was.
_DATES = ("contentcreated", "contentCreated", "versioncreated", "versionCreated", "firstcreated")
_WITHDRAWN = ("canceled", "cancelled", "withheld")


def is_ninjs(value: Mapping[str, Any]) -> bool:
    """Whether an object is a ninjs item: a `uri` with a body, or a field only ninjs has."""
    if "text" in value:
        return False
    bodied = any(name in value for name in _BODIES)
    return "uri" in value and (bodied or any(name in value for name in _MARKS))


def ninjs_draft(
    item: Mapping[str, Any], document: Document, number: int, unit: str
) -> Draft | Skipped:
    """The article of a ninjs item; a withdrawn or empty one, or a picture, is skipped."""
    place = f"{unit} {number}"
    if item.get("pubstatus") in _WITHDRAWN:
        return Skipped(document.origin, f"withdrawn by its agency ({item['pubstatus']})", place)
    if (kind := item.get("type")) not in (None, "text", "composite"):
        return Skipped(document.origin, f"a ninjs item of type {str(kind)[:30]!r}, no text", place)
    text = _body(item)
    if not text:
        return Skipped(document.origin, "a ninjs item without a body", place)
    published, notes = _published(item)
    uri = _string(item.get("uri"))
    address = _string(_map(item.get("altids")).get("url"))
    url = next((u for u in (address, uri) if u and u.startswith(("http://", "https://"))), None)
    return Draft(
        text=text,
        origin=url or f"{document.origin}#{number}",
        stem=document.stem,
        outlet=_outlet(item),
        title=_string(item.get("headline")) or _role_value(item.get("headlines"), "main"),
        url=url,
        author=_string(item.get("byline")) or _string(item.get("by")),
        published=published,
        lang=_string(item.get("language")),
        place=f"{document.origin}, {place}" if url else place,
        notes=notes,
    )


def _body(item: Mapping[str, Any]) -> str:
    """The plain body where there is one, else the text of the marked-up one."""
    bodies = [body for body in _maps(item.get("bodies")) if isinstance(body.get("value"), str)]
    plain = [
        b["value"] for b in bodies if "plain" in str(b.get("contenttype", b.get("contentType")))
    ]
    for text in (item.get("body_text"), *plain):
        if isinstance(text, str) and text.strip():
            return text
    marked = [item.get(name) for name in _BODIES[1:]] + [body["value"] for body in bodies]
    texts = (fragment_text(text) for text in marked if isinstance(text, str))
    return next((text for text in texts if text), "")


def _published(item: Mapping[str, Any]) -> tuple[Stated | None, tuple[str, ...]]:
    for name in _DATES:
        value = item.get(name)
        if isinstance(value, str) and (found := parse_stated(value)):
            return found, ()
    broken = next((str(item[name]) for name in _DATES if item.get(name)), None)
    return None, (f"published: {broken[:40]!r} is no ISO 8601 date",) if broken else ()


def _outlet(item: Mapping[str, Any]) -> str | None:
    provider = item.get("provider")
    if name := _string(_map(provider).get("name")):
        return name
    for source in _maps(item.get("infosources")):
        if name := _string(source.get("name")):
            return name
    return _string(provider) or _string(item.get("copyrightholder")) or _string(item.get("source"))


def _role_value(values: object, role: str) -> str | None:
    found = sorted(_maps(values), key=lambda value: value.get("role") != role)
    return next((text for value in found if (text := _string(value.get("value")))), None)


def _maps(values: object) -> Iterator[Mapping[str, Any]]:
    for value in values if isinstance(values, list) else ():
        if isinstance(value, Mapping):
            yield value


def _map(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _string(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None
