"""What a quotation is about, where its own words only point: "c'est la loi", "ils sont en retard".

A pointing word whose noun stands in no claim can't be put into other words without a guess. What
was told right before can be named instead: "Anne Roy, à propos de « Nous ne paierons pas » : « C'est
la loi »" says who said what about what, adds nothing, and needs no other sentence. Which words point
is data (`[context]` of `anaphors.toml`, the template in `[context]` of `wording.toml`).
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from claims.resolution.demonstratives import explains_itself
from claims.resolution.owners import is_now
from claims.splitting.phrases import DROPPED
from claims.text.tree import Tree

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claims.text.tokens import Token

_LONGEST = 40  # words


def points_back(
    tokens: Sequence[Token], head: Token, found: dict[int, str], tree: Tree
) -> Token | None:
    """The first word of a quotation that neither the claim nor `found` explains; None where none is."""
    table = tree.language.anaphors.get("context")
    if table is None:
        return None
    return next((t for t in tokens if t.i not in found and _points(t, tokens, head, tree)), None)


def _points(token: Token, tokens: Sequence[Token], head: Token, tree: Tree) -> bool:
    table: dict[str, Any] = tree.language.anaphors["context"]
    low = token.lower_
    if low in tree.language.anaphors["demonstratives"] and token.pos_ == "DET":
        bound = token.head.lemma_.lower() in table["bound_nouns"]
        return token.head.pos_ == "NOUN" and not bound and not is_now(token.head, tree)
    if low in table["neutral"] and token.pos_ == "PRON":
        return not _explained(token, head, tree)
    if token.pos_ != "PRON" or low not in table["pronouns"]:
        return False
    after = token.doc[token.i : token.i + 6].text.lower()
    if re.match(table["idioms"], after) or _is_impersonal(token, tree):
        return False
    return not any(_may_mean(noun, token, tree) for noun in tokens if noun.i < token.i)


def _explained(token: Token, head: Token, tree: Tree) -> bool:
    """ "Ce qui manque", "c'est difficile de dormir", "c'est Anne Roy qui ..." need nothing."""
    table = tree.language.anaphors["context"]
    before, after = token.doc[max(0, token.i - 2) : token.i], token.doc[token.i + 1 : token.i + 2]
    if any(t.lower_ in table["opened"] for t in (*before, *after)):  # "ce qui", "qui que ce soit"
        return True
    over = token.head if token.dep_ in tree.subject | tree.expletive else head
    clefts = (c for c in over.children if c.i > over.i and c.dep_ in tree.relcl | tree.ccomp)
    return explains_itself(token, over, tree) or any(tree.is_finite(c) for c in clefts)


def _is_impersonal(token: Token, tree: Tree) -> bool:
    pattern = tree.language.anaphors.get("impersonal")
    return bool(pattern and re.match(pattern, token.doc[token.i : token.i + 9].text.lower()))


def _may_mean(noun: Token, pronoun: Token, tree: Tree) -> bool:
    """A noun before it in the claim: number and gender are left to the reader."""
    named = noun.pos_ in ("NOUN", "PROPN") and not tree.is_time_phrase(noun)
    return named and noun != pronoun.head


def inner_words(sentence: str, tree: Tree) -> str:
    """A claim's sentence as what another is about: without its stop, of a quotation its own words.

    Days are left out: they would be read against another date than the quotation's own.
    """
    body = sentence.removesuffix(".")
    said = re.search(r" : « (?P<words>.+) »$", body)
    words = said.group("words") if said else body
    words = re.sub(_days(tree.language.code), "", words)
    return words if len(words.split()) <= _LONGEST and DROPPED not in words else ""


@cache
def _days(code: str) -> str:
    from claims.languages import load

    times = load(code).times
    days = "|".join(re.escape(d) for d in (*times["weekdays"], *times["days"]))
    lead, part = (times["words"].get(k, []) for k in ("day_prefix", "day_parts"))
    return rf"(?:,? (?:{'|'.join(lead)}))? (?:{days})(?: (?:{'|'.join(part)}))?(?![\w'-])"
