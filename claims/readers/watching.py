"""Polling feeds: what is new since the last look, again and again, whatever feeds do meanwhile."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from claims.readers.document import Document, TooLarge
from claims.readers.draft import complete, one_line
from claims.readers.feed import (
    BadFeed,
    Entry,
    entry_drafts,
    feed_entries,
    is_json_feed,
    json_feed_entries,
)
from claims.readers.fetch import NOTHING_KNOWN, Fetched, FetchError, Known, fetcher_for
from claims.readers.jsonl import parse_json
from claims.readers.options import ReadOptions
from claims.readers.reading import DEFAULTS, document_of
from claims.records import Article, Skipped

# A page that fails is asked for again in later rounds, this often in all.
_TRIES = 3
_LONGEST_PAUSE = 12


@dataclass(frozen=True, slots=True)
class Pace:
    """How feeds are polled: `interval` seconds between rounds, `rounds` in all (None: for ever)."""

    interval: float = 300.0
    rounds: int | None = None


@dataclass(frozen=True, slots=True)
class Poll:
    """One look at one feed. `problem` is set where the feed itself could not be read."""

    feed: str
    articles: tuple[Article, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    problem: str | None = None


EVERY_FIVE_MINUTES = Pace()


def watch(
    feeds: Sequence[str],
    options: ReadOptions = DEFAULTS,
    pace: Pace = EVERY_FIVE_MINUTES,
    stop: threading.Event | None = None,
) -> Iterator[Poll]:
    """A Poll for each feed and round, in the order given; what an earlier Poll held is not in it.

    `feeds` are addresses or paths. A dead feed gives a Poll with its problem and is asked again
    after 1, 2, 4 ... at most 12 rounds; the others go on. Setting `stop` ends it at once where it
    waits, and after the poll under way elsewhere. Unchanged feeds cost one conditional request.
    """
    stop = stop or threading.Event()
    watched = [_Feed(feed, options) for feed in dict.fromkeys(feeds)]
    done = 0
    while not stop.is_set():
        for feed in watched:
            if not stop.is_set() and feed.is_due():
                yield feed.poll()
        done += 1
        if pace.rounds is not None and done >= pace.rounds:
            return
        stop.wait(pace.interval)


class _Feed:
    """What is known about one feed between rounds."""

    def __init__(self, feed: str, options: ReadOptions) -> None:
        self._feed, self._options = feed, options
        self._known: Known = NOTHING_KNOWN
        self._seen: dict[str, None] = {}
        self._failed: dict[str, int] = {}
        self._failures = self._pause = 0

    def is_due(self) -> bool:
        """Whether to ask in this round; counts down the pause after failures."""
        self._pause = max(0, self._pause - 1)
        return self._pause == 0

    def poll(self) -> Poll:
        """What is new in the feed now."""
        try:
            document = self._open()
            entries = self._entries(document) if document else []
        except (FetchError, BadFeed, TooLarge, OSError) as error:
            self._failures += 1
            self._pause = min(2 ** (self._failures - 1), _LONGEST_PAUSE) + 1
            return Poll(self._feed, problem=" ".join(str(error).split()))
        self._failures = 0
        return self._read(entries, document) if document else Poll(self._feed)

    def _open(self) -> Document | None:
        """The feed's bytes, None where nothing changed."""
        if not self._feed.lower().startswith(("http://", "https://")):
            data = Path(self._feed).read_bytes()
            page = Fetched("", 200, data)
        else:
            known = NOTHING_KNOWN if self._failed else self._known
            page = fetcher_for(self._options).get(self._feed, known)
            if page.status == 304:
                return None
            self._known = Known(page.etag, page.modified)
        return document_of(page, self._feed)

    def _entries(self, document: Document) -> list[Entry]:
        """Entries not yet delivered, the oldest (last in the feed) first."""
        if document.head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
            value = parse_json(document.read_all(self._options.max_bytes))
            if not is_json_feed(value):
                raise BadFeed("JSON that is no JSON Feed")
            entries = json_feed_entries(value, document)
        else:
            entries = feed_entries(document, self._options)
        new = {entry.key: entry for entry in entries if entry.key not in self._seen}
        # Keys the feed no longer carries can't come back as new: forget them, memory stays flat.
        self._seen = {entry.key: None for entry in entries if entry.key in self._seen}
        self._failed = {key: tries for key, tries in self._failed.items() if key in new}
        return list(reversed(new.values()))

    def _read(self, entries: list[Entry], document: Document) -> Poll:
        articles: list[Article] = []
        skipped: list[Skipped] = []
        for entry, draft in zip(
            entries, entry_drafts(entries, document, self._options), strict=True
        ):
            item = draft if isinstance(draft, Skipped) else complete(draft, self._options)
            if isinstance(item, Article):
                articles.append(item)
                self._settle(entry.key)
                continue
            skipped.append(one_line(item))
            self._failed[entry.key] = self._failed.get(entry.key, 0) + 1
            if self._failed[entry.key] >= _TRIES:
                self._settle(entry.key)
        return Poll(self._feed, tuple(articles), tuple(skipped))

    def _settle(self, key: str) -> None:
        self._seen[key] = None
        self._failed.pop(key, None)
