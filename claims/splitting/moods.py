"""Verbs in the mood and tense that a sentence of its own asks for: infinitives and subjunctives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.splitting.conjugation import future_of, of_subjunctive, past_of, present
from claims.splitting.phrases import DROPPED
from claims.text.tree import Tree, is_plural

if TYPE_CHECKING:
    from claims.text.tokens import Token


def finite_clause(tokens: list[Token], deed: Token, plural: bool, tree: Tree) -> str:
    """An infinitive clause with its verb in the third person present, its preposition left out."""
    deeds = [d for d in (deed, *_joined(deed, tree)) if d in tokens]
    leads = {d: _lead(d, tree) or d for d in deeds}
    pieces: list[str] = []
    last: Token | None = None
    for token in negated_in_order(tokens, deed, tree):
        lead = leads.get(token.head)
        if lead is not None and token.dep_ in tree.mark | tree.case and token.i < lead.i:
            continue
        word = token.text
        if token in leads.values():
            word = _after(deed.head, token, plural, tree) or present(token, plural, tree)
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
    if token.head != head and token != head:
        return ""
    verb = token == head or token.dep_ in tree.aux | tree.copula
    meant = of_subjunctive(token, tree) if verb else ""
    if meant:
        return meant
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
    """The infinitive of the clause, or one joined to it, as its own verb asks: "crée", "créera"."""
    for deed in (head, *_joined(head, tree)):
        own = token.head == deed and token.dep_ in tree.mark and token.i < deed.i
        if own and token.lower_ in (*tree.language.grammar["of"], *tree.language.grammar["to"]):
            return DROPPED
        lead = _lead(deed, tree)
        if lead is None or token != lead:
            continue
        subject = tree.subject_of(head)
        plural = subject is not None and (
            is_plural(subject)
            or bool(tree.children(subject, tree.conj))
            or _is_count(subject, tree)
        )
        second = head.dep_ in tree.conj and head.head.dep_ in tree.xcomp
        above = head.head.head if second else head.head  # "promet de payer P et de vendre Q"
        return _after(above, lead, plural, tree) or present(lead, plural, tree)
    return ""


def _is_count(noun: Token, tree: Tree) -> bool:
    """ "Trois d'entre eux"."""
    singular = tree.language.grammar.get("sound", {}).get("singular", ())
    return noun.like_num and noun.lower_ not in singular


def _joined(head: Token, tree: Tree) -> list[Token]:
    """ "à créer des emplois et [à rénover] l'usine": infinitives joined to that of the clause."""
    return [t for t in tree.children(head, tree.conj) if tree.is_infinitive(t)]


def _lead(deed: Token, tree: Tree) -> Token | None:
    """The infinitive itself, or the auxiliary that is one ("[avoir] fini")."""
    verbs = [deed, *tree.children(deed, tree.aux | tree.copula)]
    leads = (v for v in verbs if v.morph.get("VerbForm") == ["Inf"])
    return min(leads, key=lambda v: v.i, default=None)


def _after(above: Token, lead: Token, plural: bool, tree: Tree) -> str:
    """ "promet de créer": "créera"; "n'exclut pas de fermer": "pourrait fermer"; "" for the present."""
    table = tree.language.wording.get("after", {})
    if lead.dep_ in tree.aux - tree.passive_aux:  # "jure n'avoir rien su"
        return ""
    keys = {above.lemma_.lower(), *tree.lemma_keys(above)}
    if not keys.isdisjoint(table.get("future", ())):
        return future_of(lead.lower_, plural, tree)
    if not keys.isdisjoint(table.get("possible", ())):
        return f"{table['may'][plural]} {lead.text}"
    told = above.morph.get("Tense") == ["Past"]  # "denied shelling the village"
    ahead = lead.lemma_.lower() in table.get("ahead", ())  # "accused of planning to go"
    if told and not ahead and not keys.isdisjoint(table.get("past", ())):
        return past_of(lead.lemma_.lower(), plural, tree)
    return ""
