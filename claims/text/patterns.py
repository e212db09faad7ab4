"""Regular expressions from lists of words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any


def either(forms: Iterable[str]) -> str:
    """A pattern of the forms, longest first, with either apostrophe.

    They share their beginnings, so that a word that is none of a thousand is turned down at its
    first letters.
    """
    trie: dict[str, Any] = {}
    for form in sorted(set(forms)):
        node = trie
        for char in form:
            node = node.setdefault(char, {})
        node[""] = {}
    return _branches(trie)


def _branches(node: dict[str, Any]) -> str:
    parts = [_letter(char) + _branches(rest) for char, rest in node.items() if char]
    if len(parts) == 1 and "" not in node:
        return parts[0]
    return f"(?:{'|'.join(parts)}){'?' if '' in node else ''}" if parts else ""


def _letter(char: str) -> str:
    return "['’]" if char == "'" else re.escape(char)
