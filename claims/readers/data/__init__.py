"""The readers' data files: what newsrooms print around an article, and columns' usual names."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def metadata() -> dict[str, Any]:
    """`metadata.toml`: words for publishers and dates."""
    return _load("metadata.toml")


@cache
def pages() -> dict[str, Any]:
    """`pages.toml`: where web pages state what an article is."""
    return _load("pages.toml")


@cache
def columns() -> dict[str, list[str]]:
    """`columns.toml`: our fields and the names that tables give them."""
    return _load("columns.toml")


def _load(name: str) -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath(name).read_text(encoding="utf-8"))
