"""Words that only tie a claim to the sentence before it ("de son côté", "en échange"), left out.

What they are is data: `links` of `wording.toml` are left out in front, `[linking]` holds patterns of
asides between commas, of what ends a sentence, and of times that another sentence tells.
"""

from __future__ import annotations

import re
from typing import Any

from claims.text.tree import Tree

_LEAST = 3  # words that must remain


def without_front(sentence: str, tree: Tree) -> str:
    """ "En attendant, P" without what only links it to the sentence before."""
    links: list[str] = tree.language.wording.get("links", [])
    opening, comma, rest = sentence.partition(", ")
    known = bool(comma) and opening.lower().replace("’", "'") in links
    return _begun(rest) if known and _is_enough(rest) else sentence


def without_links(sentence: str, tree: Tree, times: bool) -> str:
    """The sentence without what links it, wherever it stands; `times` leaves out "ce soir-là" too."""
    sentence = without_front(sentence, tree)
    table: dict[str, Any] | None = tree.language.wording.get("linking")
    if table is None:
        return sentence
    body = re.sub(rf", (?:{table['asides']}),", "", sentence)
    body = re.sub(rf",? (?:{table['behind']})\.$", ".", body)
    if times:
        body = re.sub(rf"^(?:{table['times']}),? (?=\w)", "", body, flags=re.IGNORECASE)
        body = re.sub(rf",? (?:{table['times']})\.$", ".", body, flags=re.IGNORECASE)
    return _begun(body) if _is_enough(body) else sentence


def _begun(text: str) -> str:
    return text[:1].upper() + text[1:]


def _is_enough(text: str) -> bool:
    return len(text.split()) >= _LEAST
