"""gzip on the fly, without falling for a small file that unpacks to terabytes."""

from __future__ import annotations

import gzip
import io
from typing import BinaryIO

from claims.readers.document import MEBIBYTE, TooLarge

# Text packs 3 to 20 times; far beyond that, and large, it is a bomb. A WARC or JSONL of any size
# passes, however long it is.
_MOST_TIMES, _FREE_BYTES = 100, 16 * MEBIBYTE


class Unpacked(io.RawIOBase):
    """The unpacked bytes of a gzip stream. Reading raises TooLarge at a decompression bomb, and
    OSError, EOFError or zlib.error at broken data.
    """

    def __init__(self, packed: BinaryIO) -> None:
        self._packed = _Counted(packed)
        self._file = gzip.GzipFile(fileobj=self._packed)
        self._given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:  # type: ignore[no-untyped-def]
        data = self._file.read1(len(buffer))
        buffer[: len(data)] = data
        self._given += len(data)
        if self._given > _FREE_BYTES + _MOST_TIMES * self._packed.taken:
            times = self._given // max(1, self._packed.taken)
            raise TooLarge(
                f"unpacks to more than {times} times its size, like a bomb; unpack it yourself"
            )
        return len(data)


class _Counted(io.RawIOBase):
    """The packed stream, counting what was taken from it."""

    def __init__(self, inner: BinaryIO) -> None:
        self._inner = inner
        self.taken = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:  # type: ignore[no-untyped-def]
        data = self._inner.read(len(buffer))
        buffer[: len(data)] = data
        self.taken += len(data)
        return len(data)
