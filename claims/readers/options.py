"""What the user said about an input, and the limits within which inputs are read."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from claims.errors import InputError
from claims.readers.dates import parse_stated
from claims.readers.languages import primary_tag

MEBIBYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class FetchOptions:
    """How pages are asked for. Times in seconds, sizes in the unit named.

    `per_host` counts requests to one host at once; `retries` counts attempts after the first.
    """

    timeout: float = 20.0
    total_timeout: float = 90.0
    retries: int = 2
    backoff: float = 0.5
    max_redirects: int = 5
    per_host: int = 2
    robots: bool = True
    user_agent: str = "factledger/0.1 (news claims ledger; honours robots.txt)"


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What the user said about the input. A given outlet, date or language wins over what is found.

    `published` is an ISO 8601 string or a datetime (no zone: UTC). `glob` narrows a folder;
    `follow` fetches each feed entry's page; `allow_private` permits loopback, private and
    link-local addresses; `column_map` pairs (our field, the table's column) like
    ("text", "body"). `max_bytes` bounds one article, page, feed or line, after decompression (a
    JSONL, CSV or WARC file of any size is streamed); `max_chars` bounds one article's text.

    Raises InputError where `published`, `lang` or `column_map` can't be understood.
    """

    outlet: str | None = None
    published: str | datetime | None = None
    lang: str | None = None
    glob: str | None = None
    follow: bool = True
    allow_private: bool = False
    column_map: tuple[tuple[str, str], ...] = ()
    max_bytes: int = 20 * MEBIBYTE
    max_chars: int = 1_000_000
    fetch: FetchOptions = field(default_factory=FetchOptions)

    def __post_init__(self) -> None:
        if isinstance(self.published, str) and parse_stated(self.published) is None:
            fix = "write it like 2023-09-12 or 2023-09-12T14:05+02:00"
            raise InputError("--published", f"{self.published!r} is no date", fix)
        if self.lang is not None and primary_tag(self.lang) is None:
            fix = "use a code such as fr or en"
            raise InputError("--lang", f"{self.lang!r} is no language code", fix)
        for ours, _ in self.column_map:
            if ours not in FIELDS:
                fix = f"map one of {', '.join(FIELDS)}, e.g. --map text=body"
                raise InputError("--map", f"{ours!r} is no field of an article", fix)


FIELDS = ("text", "outlet", "title", "url", "published_at", "lang", "author")
