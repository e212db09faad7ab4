"""The words by which a claim's sentence can call the source that tells it."""

from __future__ import annotations

import re

from claims.resolution.speakers.known import Resolved
from claims.sources import fold

# "X d'après lesquels", "Y qui ...": where the clause begins that a relative opens.
_RELATIVE = re.compile(r"\s(?:(?:selon|d['’]après) le?s?quel|qui\b|dont\b)")


def telling_words(who: Resolved) -> str:
    """The source under the words that the article uses of it, without the clause of a relative."""
    return _RELATIVE.split(_own_words(who))[0]


def _own_words(who: Resolved) -> str:
    """The mention where it says the name in full or describes the source, else the name."""
    name, mention, kind = who.source.name, who.mention, who.source.kind
    at = fold(mention).find(fold(name))
    own = who.rule in ("directory", "article's words", "same words")
    body = kind != "person" and at >= 0 and fold(mention).endswith(fold(name))
    described = " " not in name and f"{name} " in mention and not mention.startswith(name)
    same = fold(mention) == fold(name)  # "The Prime Minister"
    if own or body or same or described:
        return mention
    articled = kind != "person" and name in mention and not mention.startswith(name)
    before = mention.partition(name)[0]
    return before + name if articled and len(before.split()) == 1 else name
