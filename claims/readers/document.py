"""One input, opened: the bytes to come, and what is known about them before they are read."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO

HEAD_BYTES = 1 << 16
MEBIBYTE = 1 << 20


class TooLarge(Exception):
    """An input, or what it unpacks to, is longer than the limit; `str()` says so in one line."""


@dataclass(frozen=True, slots=True)
class Document:
    """An opened input. `origin` is what the user will see it called; `name` carries its ending.

    `head` is the first 64 KiB, still to be read again from `stream`. `charset` and `content_type`
    are what a server said; `url` is the address the bytes came from in the end.
    """

    origin: str
    name: str
    head: bytes
    stream: BinaryIO
    url: str | None = None
    content_type: str = ""
    charset: str | None = None
    path: Path | None = None

    @property
    def ending(self) -> str:
        """The lower-case ending of the name, without the dot and without ".gz"."""
        return PurePosixPath(self.name.lower().removesuffix(".gz")).suffix[1:]

    @property
    def stem(self) -> str:
        """The name without its endings."""
        return PurePosixPath(self.name.removesuffix(".gz")).stem or self.name

    def read_all(self, limit: int) -> bytes:
        """All bytes; raises TooLarge past `limit` bytes."""
        data = self.stream.read(limit + 1)
        if len(data) > limit:
            raise TooLarge(f"larger than the limit of {limit:,} bytes; split it or raise max_bytes")
        return data


def open_document(stream: BinaryIO, origin: str, name: str, path: Path | None = None) -> Document:
    """A document whose head has been looked at; nothing of `stream` is lost."""
    head = _read_up_to(stream, HEAD_BYTES)
    whole = io.BufferedReader(_Joined(head, stream), HEAD_BYTES)
    return Document(origin, name, head, whole, path=path)


def lines_of(stream: BinaryIO, limit: int) -> Iterator[tuple[int, bytes | None]]:
    """Each line's number from 1 and its bytes, or None for a line of more than `limit` bytes.

    Memory stays bounded by `limit` however long a line or the stream is.
    """
    number = 0
    while line := stream.readline(limit + 1):
        number += 1
        if len(line) <= limit or line.endswith(b"\n"):
            yield number, line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(HEAD_BYTES)
        yield number, None


def _read_up_to(stream: BinaryIO, size: int) -> bytes:
    """Up to `size` bytes, asking again where a pipe gives fewer."""
    parts: list[bytes] = []
    left = size
    while left and (part := stream.read(left)):
        parts.append(part)
        left -= len(part)
    return b"".join(parts)


class _Joined(io.RawIOBase):
    """The head that was looked at, then the rest of the stream."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head, self._rest = memoryview(head), rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:  # type: ignore[no-untyped-def]
        if self._head:
            size = min(len(buffer), len(self._head))
            buffer[:size] = self._head[:size]
            self._head = self._head[size:]
            return size
        data = self._rest.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)
