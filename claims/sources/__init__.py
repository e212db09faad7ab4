"""The directory of known sources: names, aliases, kinds, and whom they speak for."""

from __future__ import annotations

from claims.sources.directory import Directory, Entry, default_directory, fold, make_source

__all__ = ["Directory", "Entry", "default_directory", "fold", "make_source"]
