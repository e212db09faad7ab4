"""Small questions that repairs of a parse ask of its words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token


def is_finite(token: Token) -> bool:
    """A clause with a finite verb: its head, an auxiliary or a copula."""
    return any(
        v.morph.get("VerbForm") == ["Fin"]
        for v in (token, *(c for c in token.children if c.dep_.startswith(("aux", "cop"))))
    )


def has_subject(token: Token) -> bool:
    """A verb with a subject of its own."""
    return any(c.dep_.startswith(("nsubj", "csubj", "expl:subj")) for c in token.children)


def is_bare_participle(token: Token) -> bool:
    """A past participle without an auxiliary."""
    past = token.morph.get("VerbForm") == ["Part"] and token.morph.get("Tense") == ["Past"]
    return past and not any(c.dep_.startswith(("aux", "cop")) for c in token.children)


def opening(verb: Token) -> int:
    """Index of a clause's first word, the mark before it left out."""
    return min((t.i for t in verb.subtree if not t.is_punct), default=verb.i)
