"""Sentence encoders: text in, unit vectors out.

`load_encoder` is the one way in; `resolve` gives the name alone. An encoder's `name` is stamped into a ledger next to the vectors;
vectors of two encoders are never compared.
"""

from __future__ import annotations

from claims.encoders.base import DEFAULT, Encoder, is_asked, load_encoder, resolve

__all__ = ["DEFAULT", "Encoder", "is_asked", "load_encoder", "resolve"]
