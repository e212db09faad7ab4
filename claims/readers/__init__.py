"""Reading what newsrooms have: `read(source)` yields articles, and says what it could not read."""

from claims.readers.options import FetchOptions, ReadOptions
from claims.readers.reading import Input, inputs_of, read, read_input
from claims.readers.watching import Pace, Poll, watch

__all__ = [
    "FetchOptions",
    "Input",
    "Pace",
    "Poll",
    "ReadOptions",
    "inputs_of",
    "read",
    "read_input",
    "watch",
]
