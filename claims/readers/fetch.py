"""Fetching pages: politely, within limits, and only from addresses that may be fetched.

Each hop is resolved once, checked, and connected to at the very address that was checked (the name
travels in the Host header and in TLS). Proxies of the environment are not used, because behind one
the address that is connected to could not be checked.
"""

from __future__ import annotations

import re
import ssl
import threading
import time
import zlib
from collections import defaultdict
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from email.message import Message
from functools import cache, lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from claims.readers.addresses import Refused, resolve, split_address
from claims.readers.options import FetchOptions, ReadOptions
from claims.readers.robots import ALLOW_ALL, Robots, parse_robots

if TYPE_CHECKING:  # loaded where something is fetched: most inputs are files
    import httpx

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_AGAIN = frozenset({429, 500, 502, 503, 504})
_LONGEST_WAIT = 10.0
_ROBOTS_BYTES, _ROBOTS_SECONDS = 512_000, 3600.0
_STATUS = {
    401: "asks for a login",
    403: "forbidden",
    404: "not found",
    410: "gone",
    429: "too many requests; try again later",
    451: "withheld for legal reasons",
}


class FetchError(Exception):
    """A page that did not come; `str()` is one line. `again` says whether a retry may help."""

    def __init__(self, reason: str, again: bool = False, wait: float | None = None) -> None:
        super().__init__(" ".join(reason.split()))
        self.again, self.wait = again, wait


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came back. `url` is where it came from in the end; `status` is 200 or 304."""

    url: str
    status: int
    content: bytes = b""
    content_type: str = ""
    charset: str | None = None
    etag: str | None = None
    modified: str | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What an earlier answer said, to ask only for something newer."""

    etag: str | None = None
    modified: str | None = None

    def headers(self) -> dict[str, str]:
        """Headers of a conditional request (RFC 9110, section 13)."""
        pairs = (("If-None-Match", self.etag), ("If-Modified-Since", self.modified))
        return {name: value for name, value in pairs if value}


NOTHING_KNOWN = Known()


@lru_cache(maxsize=4)
def fetcher_for(options: ReadOptions) -> Fetcher:
    """One fetcher for the same options, so that robots.txt and the limits per host are shared."""
    return Fetcher(options.fetch, options.max_bytes, options.allow_private)


class Fetcher:
    """Fetches web addresses under one set of limits. Safe to use from several threads."""

    def __init__(self, options: FetchOptions, max_bytes: int, allow_private: bool) -> None:
        self._options, self._max_bytes, self._allow_private = options, max_bytes, allow_private
        self._robots: dict[str, tuple[float, Robots]] = {}
        self._slots: dict[str, threading.Semaphore] = defaultdict(self._new_slot)
        self._asking: dict[str, threading.Lock] = defaultdict(threading.Lock)
        self._lock = threading.Lock()

    def get(self, url: str, known: Known = NOTHING_KNOWN) -> Fetched:
        """The page at `url`, or a Fetched of status 304 where nothing changed since `known`.

        Raises FetchError with a one-line reason for everything that can go wrong.
        """
        for attempt in range(self._options.retries + 1):
            try:
                return self._follow(url, known, self._max_bytes, robots=self._options.robots)
            except FetchError as error:
                if not error.again or attempt == self._options.retries:
                    raise
                wait = self._options.backoff * 2**attempt if error.wait is None else error.wait
                time.sleep(min(wait, _LONGEST_WAIT))
        raise AssertionError("the last attempt returns or raises")

    def _new_slot(self) -> threading.Semaphore:
        return threading.Semaphore(self._options.per_host)

    def _follow(self, url: str, known: Known, limit: int, robots: bool) -> Fetched:
        deadline = time.monotonic() + self._options.total_timeout
        for _ in range(self._options.max_redirects + 1):
            _check_address(url)
            if robots:
                self._check_robots(url)
            answer = self._hop(url, known, limit, deadline)
            if isinstance(answer, Fetched):
                return answer
            url = answer
        raise FetchError(
            f"more than {self._options.max_redirects} redirects; last to {_shown(url)}"
        )

    def _hop(self, url: str, known: Known, limit: int, deadline: float) -> Fetched | str:
        """One request: what came, or the address it redirects to."""
        import httpx

        try:
            _, host, port = split_address(url)
            addresses = resolve(host, port, self._allow_private)
        except Refused as error:
            raise FetchError(f"address {_shown(url)} {error}") from None
        with self._lock:
            slot = self._slots[f"{host}:{port}"]
        with slot:
            for number, address in enumerate(addresses):
                try:
                    return self._ask(url, address, known, limit, deadline)
                except httpx.ConnectError as error:
                    if number == len(addresses) - 1:
                        again = "CERTIFICATE" not in str(error)
                        raise FetchError(f"no connection to {host}: {error}", again) from None
                except httpx.HTTPError as error:
                    raise self._told(error, host, deadline) from None
                except (httpx.InvalidURL, UnicodeError, ValueError) as error:
                    raise FetchError(f"is no valid web address: {str(error)[:80]}") from None
        raise FetchError(f"host {host} has no address")

    def _told(self, error: httpx.HTTPError, host: str, deadline: float) -> FetchError:
        import httpx

        if time.monotonic() >= deadline:
            return FetchError(f"{host} took longer than {self._options.total_timeout:g} s")
        if isinstance(error, httpx.TimeoutException):
            return FetchError(
                f"{host} did not answer within {self._options.timeout:g} s", again=True
            )
        again = isinstance(error, httpx.NetworkError | httpx.RemoteProtocolError)
        return FetchError(f"{host} broke off: {str(error)[:100] or type(error).__name__}", again)

    def _ask(
        self, url: str, address: str, known: Known, limit: int, deadline: float
    ) -> Fetched | str:
        import httpx

        left = max(0.1, deadline - time.monotonic())
        with httpx.Client(verify=_tls(), trust_env=False) as client:
            # A server that sends its headers a byte at a time never times out by itself.
            guard = threading.Timer(left, client.close)
            guard.daemon = True
            guard.start()
            try:
                response = client.send(self._request(url, address, known), stream=True)
                with closing(response):
                    return self._answer(response, url, known, limit, deadline)
            except RuntimeError as error:
                raise FetchError(f"took longer than {self._options.total_timeout:g} s") from error
            finally:
                guard.cancel()

    def _request(self, url: str, address: str, known: Known) -> httpx.Request:
        """The request for `url`, addressed to the one network address that was checked."""
        import httpx

        target = httpx.URL(url)
        headers = {
            "Host": target.netloc.decode("ascii"),
            "User-Agent": self._options.user_agent,
            "Accept": "text/html,application/xhtml+xml,application/xml,application/json,*/*;q=0.5",
            "Accept-Encoding": "gzip, deflate",
            **known.headers(),
        }
        host = target.raw_host.decode("ascii")
        where = target.copy_with(host=address, fragment=None)
        return httpx.Request("GET", where, headers=headers, extensions=self._extensions(host))

    def _extensions(self, host: str) -> dict[str, object]:
        seconds = self._options.timeout
        waits = {"connect": seconds, "read": seconds, "write": seconds, "pool": seconds}
        return {"sni_hostname": host, "timeout": waits}

    def _answer(
        self, response: httpx.Response, url: str, known: Known, limit: int, deadline: float
    ) -> Fetched | str:
        status = response.status_code
        if status in _REDIRECTS and (target := response.headers.get("location")):
            return _joined(url, target)
        if status == 304 and known.headers():
            return Fetched(url, 304)
        if status != 200:
            what = _STATUS.get(status, response.reason_phrase[:60] or "no page")
            wait = _seconds(response.headers.get("retry-after"))
            again = status in _AGAIN and (wait is None or wait <= _LONGEST_WAIT)
            raise FetchError(f"HTTP {status}: {what}", again, wait)
        content = _body(response, limit, deadline)
        kind, charset = media_type(response.headers.get("content-type", ""))
        etag, modified = response.headers.get("etag"), response.headers.get("last-modified")
        return Fetched(url, 200, content, kind, charset, etag, modified)

    def _check_robots(self, url: str) -> None:
        if not self._robots_of(url).allows(url):
            raise FetchError(f"the site's robots.txt excludes {url[:100]}")

    def _robots_of(self, url: str) -> Robots:
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        with self._lock:
            asking = self._asking[site]
        with asking:
            known = self._robots.get(site)
            if known and time.monotonic() - known[0] < _ROBOTS_SECONDS:
                return known[1]
            robots = self._fetch_robots(site)
            self._robots[site] = (time.monotonic(), robots)
            return robots

    def _fetch_robots(self, site: str) -> Robots:
        """RFC 9309, 2.3.1: no file allows all, a server that fails allows nothing."""
        try:
            page = self._follow(f"{site}/robots.txt", NOTHING_KNOWN, _ROBOTS_BYTES, robots=False)
        except FetchError as error:
            if str(error).startswith("HTTP 4") and "429" not in str(error):
                return ALLOW_ALL
            if not str(error).startswith("HTTP "):
                raise
            what = f"its robots.txt can't be read ({error}), so nothing of the site may be"
            raise FetchError(what, error.again, error.wait) from None
        agent = self._options.user_agent.split("/")[0].split()[0]
        return parse_robots(page.content.decode("utf-8", "replace"), agent)


@cache
def _tls() -> ssl.SSLContext:
    """Certificates are checked against certifi's list, or the one $SSL_CERT_FILE names."""
    import httpx

    return httpx.create_ssl_context()


def _check_address(url: str) -> None:
    try:
        split_address(url)
    except Refused as error:
        raise FetchError(f"address {_shown(url)} {error}") from None


def _shown(url: str) -> str:
    """An address as it may stand in a report: short, and without a password."""
    return re.sub(r"//[^/@]*@", "//", url)[:100]


def _joined(url: str, target: str) -> str:
    try:
        return urljoin(url, target)
    except ValueError:
        raise FetchError(f"redirects to {target[:80]!r}, which is no web address") from None


def _body(response: httpx.Response, limit: int, deadline: float) -> bytes:
    """The unpacked body; raises FetchError past `limit` bytes or the deadline."""
    unpack = _unpacker(response.headers.get("content-encoding", ""))
    parts: list[bytes] = []
    size = 0
    for raw in response.iter_raw():
        if time.monotonic() > deadline:
            raise FetchError("took too long to send; try again later")
        part = unpack(raw, limit + 1 - size)
        size += len(part)
        if size > limit:
            raise FetchError(f"larger than the limit of {limit:,} bytes; nothing of it was kept")
        parts.append(part)
    if isinstance(unpack, _Unpack) and parts and not unpack.finished:
        raise FetchError("sent compressed data that is cut off", again=True)
    return b"".join(parts)


class _Unpack:
    """gzip or deflate, never giving more than asked for (a small body can unpack to gigabytes)."""

    def __init__(self, window: int) -> None:
        self._machine = zlib.decompressobj(window)
        self._raw_deflate = window == zlib.MAX_WBITS
        self._started = False

    @property
    def finished(self) -> bool:
        """Whether the data came to its own end."""
        return self._machine.eof

    def __call__(self, data: bytes, most: int) -> bytes:
        try:
            part = self._machine.decompress(data, max(1, most))
        except zlib.error as error:
            if self._started or not self._raw_deflate:
                raise FetchError(f"sent broken compressed data: {error}") from None
            # "deflate" is zlib by the standard and bare by the habit of some servers.
            self._machine = zlib.decompressobj(-zlib.MAX_WBITS)
            self._raw_deflate = False
            return self(data, most)
        self._started = True
        return part


def _as_sent(data: bytes, most: int) -> bytes:
    return data


def _unpacker(encoding: str) -> Callable[[bytes, int], bytes]:
    name = encoding.strip().lower()
    if name in ("", "identity"):
        return _as_sent
    if name in ("gzip", "x-gzip"):
        return _Unpack(16 + zlib.MAX_WBITS)
    if name == "deflate":
        return _Unpack(zlib.MAX_WBITS)
    raise FetchError(f"sent in the encoding {name[:40]!r}, which was not asked for")


def media_type(header: str) -> tuple[str, str | None]:
    """A Content-Type header's media type and charset, lower case; "" and None where it has none."""
    message = Message()
    message["content-type"] = header[:500].replace("\r", " ").replace("\n", " ")
    charset = message.get_param("charset")
    return message.get_content_type() if header else "", charset if isinstance(
        charset, str
    ) else None


def _seconds(header: str | None) -> float | None:
    return float(header) if header and header.isdigit() and len(header) < 10 else None
