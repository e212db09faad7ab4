"""What the program knows of each language: one folder of tables a language, loaded once."""

from __future__ import annotations

from claims.languages.loader import Language, available, load

__all__ = ["Language", "available", "load"]
