"""Reading what newsrooms have: `read(source)` yields articles, and says what it could not read."""

from claims.readers.options import FetchOptions, ReadOptions
from claims.readers.reading import read

__all__ = ["FetchOptions", "ReadOptions", "read"]
