"""Verbs in the mood and tense that a sentence of its own asks for: infinitives and subjunctives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.splitting.conjugation import present
from claims.splitting.phrases import DROPPED
from claims.text.tree import Tree

if TYPE_CHECKING:
    from claims.text.tokens import Token


def finite_clause(tokens: list[Token], deed: Token, plural: bool, tree: Tree) -> str:
    """An infinitive clause with its verb in the third person present, its preposition left out."""
    leads = [deed, *tree.children(deed, tree.aux | tree.copula)]
    lead = min(
        (v for v in leads if v.morph.get("VerbForm") == ["Inf"]), key=lambda v: v.i, default=deed
    )
    pieces: list[str] = []
    last: Token | None = None
    for token in negated_in_order(tokens, deed, tree):
        if token.head == deed and token.dep_ in tree.mark | tree.case and token.i < lead.i:
            continue
        word = present(token, plural, tree) if token == lead else token.text
        gap = last is not None and (bool(last.whitespace_) or last.i != token.i - 1)
        last = token
        pieces.append((" " if gap else "") + word)
    return "".join(pieces)


def negated_in_order(tokens: list[Token], head: Token, tree: Tree) -> list[Token]:
    """ "ne pas l'avoir lu": the finite verb stands before "pas" ("ne l'a pas lu")."""
    full = tree.language.wording.get("full_negations", ())
    verbs = [head, *tree.children(head, tree.aux | tree.copula)]
    infinitives = [v for v in verbs if v.morph.get("VerbForm") == ["Inf"]]
    if not full or not infinitives:
        return tokens
    lead = min(infinitives, key=lambda v: v.i)
    ne = next((t for t in tokens if t.lower_ in ("ne", "n'") and t.i < lead.i), None)
    moved = [t for t in tokens if ne is not None and ne.i < t.i < lead.i and t.lower_ in full]
    if not moved or lead not in tokens:
        return tokens
    kept = [t for t in tokens if t not in moved]
    at = kept.index(lead) + 1
    return [*kept[:at], *moved, *kept[at:]]


def indicative(token: Token, head: Token, tree: Tree) -> str:
    """The subjunctive of a subordinate clause in the indicative; an expletive "ne" left out."""
    table: dict[str, str] = tree.language.wording.get("indicative", {})
    if token.head != head and token != head:
        return ""
    verb = token == head or token.dep_ in tree.aux | tree.copula
    if verb and token.lower_ in table and "Sub" in token.morph.get("Mood"):
        return table[token.lower_]
    full = tree.language.wording.get("full_negations", ())
    subjunctive = any(
        "Sub" in v.morph.get("Mood") for v in (head, *tree.children(head, tree.aux | tree.copula))
    )
    above = head.head.lower_
    lemma = tree.language.verb_forms.get(above, head.head.lemma_.lower())
    feared = any(c.name == "fear" for c in tree.language.verbs.get(lemma, ()))
    if token.lower_ in ("ne", "n'") and full and (subjunctive or feared):
        return "" if any(t.lower_ in full for t in head.subtree) else DROPPED
    return ""


def conjugated(token: Token, head: Token, tree: Tree) -> str:
    """The infinitive of the clause in the third person present, by the language's table."""
    leads = [head, *tree.children(head, tree.aux | tree.copula)]
    lead = min(
        (v for v in leads if v.morph.get("VerbForm") == ["Inf"]), key=lambda v: v.i, default=None
    )
    if (
        token.dep_ in tree.mark
        and token.head == head
        and token.lower_ in tree.language.grammar["of"]
    ):
        return DROPPED
    if lead is None or token != lead:
        return ""
    subject = tree.subject_of(head)
    plural = subject is not None and (
        subject.morph.get("Number") == ["Plur"] or bool(tree.children(subject, tree.conj))
    )
    return present(lead, plural, tree)
