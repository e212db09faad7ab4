"""How a mention names its source: the name without determiner and titles, and what stands beside it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claims.attribution.frames import Mention
from claims.attribution.mentions import noun_class
from claims.languages.loader import words
from claims.records import SourceKind
from claims.splitting.relatives import names_human
from claims.text.tree import Tree

if TYPE_CHECKING:
    from claims.text.tokens import Token

KINDS: dict[str, SourceKind] = {
    "outlet": "outlet", "agency": "agency", "person": "person", "organisation": "organisation",
    "government": "government", "unnamed": "unnamed", "documents": "organisation",
}  # fmt: skip


def is_name(token: Token) -> bool:
    """A proper name as the tagger or the recogniser sees it, capitalised."""
    if token.i == 0 and token.pos_ in ("VERB", "AUX"):
        return False  # "Descendue aussitôt, l'infirmière ..."
    return (token.pos_ in ("PROPN", "X") and token.text[:1].isupper()) or (
        token.ent_type_ != "" and token.text[:1].isupper() and token.pos_ != "NUM"
    )


def class_of(noun: Token, tree: Tree) -> str | None:
    """Which kind of source a noun names, by its lemma or else by its form."""
    known = noun_class(noun.lemma_, tree) or noun_class(noun.lower_, tree)
    return known or ("person" if noun.pos_ == "NOUN" and names_human(noun, tree) else None)


def join_words(tokens: list[Token]) -> str:
    """The tokens as written, on one line, without the punctuation around them."""
    text = "".join(t.text_with_ws for t in tokens).strip()
    return re.sub(r"\s+", " ", text).strip(" ,;:«»\"“”'")


def strip_titles(name: str, titles: list[str]) -> str:
    """A name without the titles before it and the honours in capitals behind it."""
    parts = name.split()
    while len(parts) > 1 and parts[0].lower() in titles:
        parts = parts[1:]
    while len(parts) > 1 and parts[-1].isupper() and parts[-1].lower() in titles:
        parts = parts[:-1]
    return " ".join(parts)


class Naming:
    """Tells a mention's name from the words around it, by one language's tables."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        grammar = tree.language.grammar
        self._openers = grammar["mention_openers"]
        self._peoples = words(grammar.get("peoples", ""))  # "l'Italien Luca Rossi"
        self._tails = tree.language.anaphors.get("tails", ())
        self.titles = frozenset(words(grammar.get("name_breaks", ""))) | frozenset(
            grammar.get("offices", ())
        )

    def untitled(self, name: str) -> str:
        """A name's text without its titles."""
        return strip_titles(name, [*self._openers, *self._peoples])

    def alone(self, name: str) -> str:
        """ "Italien Luca Rossi", "Me Anne Roy": the name without title and the people that he is of."""
        titles = self._tree.language.grammar["personal_titles"]
        return strip_titles(name, [*self._peoples, *titles])

    def bare(self, mention: Mention) -> str:
        """The mention without its determiner and titles."""
        kept = list(mention.tokens)
        while len(kept) > 1 and (
            kept[0].dep_ in self._tree.det or kept[0].lower_ in self._openers or kept[0].is_punct
        ):
            kept = kept[1:]
        return join_words(self._name_alone(kept, mention))

    def _name_alone(self, tokens: list[Token], mention: Mention) -> list[Token]:
        """ "Energy Minister Jane Doe KC", "the newspaper La Voz": the name alone, where it heads the phrase."""
        titles = self.titles
        if not titles or not is_name(mention.head):
            return tokens
        while len(tokens) > 1 and tokens[-1].lower_ in titles and tokens[-1].text.isupper():
            tokens = tokens[:-1]
        last = max(
            (k for k, t in enumerate(tokens[:-1]) if t.lower_ in titles or not is_name(t)),
            default=-1,
        )
        heads = is_name(tokens[-1]) and tokens[-1].i <= mention.head.i
        return tokens[last + 1 :] if heads else tokens

    def without_tail(self, text: str) -> str:
        """ "AFP news agency": the name before the noun that says what it is."""
        tails = (t for t in self._tails if text.endswith(f" {t}"))
        return text.removesuffix(f" {next(tails, '')}") if text[:1].isupper() else ""

    def modifies(self, token: Token, mention: Mention) -> bool:
        """A name that only says whose or where: "le ministère de la Défense", "le maire de Lyon"."""
        tree = self._tree
        owned = tree.language.grammar.get("owner", ())
        while token != mention.head and token.head != token:
            if tree.children(token, tree.case) or token.dep_ in owned:
                return True
            token = token.head
        return False

    def class_beside(self, mention: Mention) -> str | None:
        """What a noun in front of a name, or in apposition to it, says it is ("the newspaper La Voz")."""
        if not self.titles:
            return None
        before = [t for t in mention.tokens if t.i < mention.head.i and t.pos_ in ("NOUN", "PROPN")]
        beside = [
            *reversed(before),
            *(c for c in mention.head.children if c.dep_ in self._tree.appos),
        ]
        classes = (noun_class(t.lemma_, self._tree) for t in beside)
        found = next((c for c in classes if c and c != "documents"), None)
        return "person" if found == "unnamed" else found

    def has_title(self, mention: Mention) -> bool:
        """A title in front of a name, or one in capitals behind it."""
        return any(
            t.lower_ in self.titles
            and not self._tree.is_time(t)
            and (t.i < mention.head.i or t.text.isupper())
            for t in mention.tokens
        )
