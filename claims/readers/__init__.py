"""Reading what newsrooms have: `read(source)` yields articles, and says what it could not read."""

from claims.readers.options import FetchOptions, ReadOptions
from claims.readers.reading import read
from claims.readers.watching import Pace, Poll, watch

__all__ = ["FetchOptions", "Pace", "Poll", "ReadOptions", "read", "watch"]
