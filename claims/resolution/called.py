"""What an article calls by name once and by its noun after: "le groupe Luméa ... Le groupe ...".

The name is put behind the bare noun only where the article has named one thing of that noun so far.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from claims.text.tree import Tree

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claims.text.parse import Unit
    from claims.text.tokens import Token


class Called:
    """Reads the units of one article in order."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._names: dict[str, set[str]] = defaultdict(set)

    def read(self, unit: Unit) -> None:
        """Remembers the names that stand beside the nouns of a unit."""
        for noun in unit.doc:
            if noun.pos_ == "NOUN" and noun.morph.get("Number") != ["Plur"]:
                name = _name_beside(noun, self._tree)
                if name:
                    self._names[noun.lemma_.lower()].add(name)

    def names(self, tokens: Sequence[Token]) -> dict[int, str]:
        """Words for the bare nouns among a claim's `tokens`, by token index."""
        said = {token.text for token in tokens}
        found: dict[int, str] = {}
        for noun in tokens:
            known = self._names.get(noun.lemma_.lower(), set())
            if len(known) != 1 or not _is_bare(noun, self._tree):
                continue
            (name,) = known
            if said.isdisjoint({name, *name.split()[-1:]}):
                found[noun.i] = f"{noun.text} {name}"
                said.add(name)
        return found


def _name_beside(noun: Token, tree: Tree) -> str:
    """ "le groupe Luméa", "le club de Brest": the name with what joins it.

    Not the one behind a comma: of "le chef du service, Jean Petit" it names another noun.
    """
    doc, place = noun.doc, noun.i + 1
    while place < len(doc) and doc[place].pos_ == "ADJ" and doc[place].head == noun:
        place += 1
    if place >= len(doc):
        return ""
    name = doc[place]
    joins = (*tree.language.grammar["of"], *tree.language.anaphors.get("named_at", ()))
    if name.lower_ in joins and place == noun.i + 1:
        name = name.head
        beside = name.i == place + 1 and name.head == noun
    else:  # but not of "le chef du service Jean Petit", whose name may be the head's
        governed = bool(tree.children(noun, tree.case))
        beside = name.head == noun and not (governed and " " in name.text)
    if not beside or name.pos_ != "PROPN" or not name.text[:1].isupper():
        return ""
    if any(c.i > name.i and not c.is_punct for c in name.children):
        return ""
    return doc[noun.i + 1 : name.i + 1].text if name.i > place else name.text


def _is_bare(noun: Token, tree: Tree) -> bool:
    """A noun in the singular with an article and nothing else of its own."""
    if noun.pos_ != "NOUN" or noun.morph.get("Number") == ["Plur"] or noun.i == 0:
        return False
    definite = {a.rstrip("'") for a in tree.language.grammar["definite"]}
    contracted = tree.language.wording.get("elision", {}).get("contracted", {}).values()
    if noun.nbor(-1).lower_.rstrip("'’") not in definite | {*contracted}:
        return False
    plain = tree.det | tree.case | tree.copula | frozenset({"punct"})
    own = [c for c in noun.children if c.i > noun.i or c.dep_ not in plain]
    return not own and not tree.is_time_phrase(noun)
