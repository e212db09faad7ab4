"""Who can act and who is a human being, told from the noun or the name."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from claims.attribution.mentions import noun_class
from claims.languages.loader import words
from claims.text.tree import Tree

if TYPE_CHECKING:
    from claims.text.tokens import Token

_ACTING = ("person", "organisation", "government", "outlet", "agency", "unnamed")


def is_person(noun: Token, tree: Tree) -> bool:
    """A human being, by the noun or by a given name."""
    table = tree.language.anaphors
    if is_given(noun.text, tree):
        return True
    titles = tree.language.grammar["personal_titles"]
    titled = " " in noun.text and noun.lower_.split()[0].rstrip(".") in ("m", "mme", "mlle", "mm")
    beside = noun.i > 0 and noun.doc[noun.i - 1].lower_ in titles and noun.pos_ == "PROPN"
    aged = any(t.lower_ == "ans" and t.i > 0 and t.nbor(-1).like_num for t in noun.subtree)
    return (
        titled
        or (aged and noun.pos_ == "NOUN" and "owned" in table)
        or beside
        or noun.ent_type_ in ("PERSON", "PER")
        or noun_class(noun.lemma_.lower(), tree) == "person"
        or noun.lower_ in words(table.get("people", {}).get("humans", ""))
    )


def is_given(name: str, tree: Tree) -> bool:
    """A name of two words or more that begins with a given name."""
    parts = name.split()
    whole = len(parts) > 1 and parts[0][:1].isupper() and parts[-1][:1].isupper()
    return whole and parts[0].lower() in _given(tree.language.code)


@cache
def _given(code: str) -> frozenset[str]:
    from claims.languages import load

    table = load(code).anaphors
    lists = (table.get(k, "") for k in ("given_feminine", "given_masculine"))
    return frozenset(name for names in lists for name in words(names))


def is_agent(noun: Token, tree: Tree) -> bool:
    """Whoever can act: people, bodies, and names."""
    place = noun.ent_type_ == "LOC" and not tree.children(noun, tree.det)
    return (
        (noun.pos_ == "PROPN" and not place)
        or is_person(noun, tree)
        or noun_class(noun.lemma_.lower(), tree) in _ACTING
    )
