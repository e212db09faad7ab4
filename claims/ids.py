"""Stable ids: hashes of named content fields, never random, the same on every machine."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

_DIGITS = 16


def content_id(prefix: str, fields: Mapping[str, object]) -> str:
    """`prefix` and 16 hex digits of the SHA-256 of the fields as canonical JSON."""
    text = json.dumps(fields, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return f"{prefix}{hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()[:_DIGITS]}"


def article_id(
    outlet: str, url: str | None, title: str | None, published: str | None, text: str
) -> str:
    """Id of an article: who published what, where and when (ISO 8601), never where it was read."""
    fields = {"outlet": outlet, "url": url, "title": title, "published_at": published, "text": text}
    return content_id("a", fields)


def claim_id(article: str, start: int, end: int, claim: str) -> str:
    """Id of a claim: its article, its span and its sentence."""
    return content_id("c", {"article_id": article, "start": start, "end": end, "claim": claim})


def source_id(name: str, kind: str) -> str:
    """Id of a source: its canonical name and its kind."""
    return content_id("s", {"name": name, "kind": kind})


def fact_id(anchor_claim: str) -> str:
    """Id of a fact: named after its anchor, the member claim published first.

    Any fact id ever given out therefore names a claim, and resolves to the fact holding it now.
    """
    return "f" + anchor_claim.removeprefix("c")


def anchor_of(fact: str) -> str:
    """The claim a fact id is named after: the inverse of `fact_id`."""
    return "c" + fact.removeprefix("f")
