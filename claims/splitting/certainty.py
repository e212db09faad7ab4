"""How sure a claim is said to be: modal verbs, adverbs, hedged nouns, the journalistic conditional."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.records import Certainty
from claims.splitting.clauses import Proposition
from claims.text.tree import Tree

if TYPE_CHECKING:
    from spacy.tokens import Token

_ORDER: tuple[Certainty, ...] = ("certain", "probable", "reported", "possible")


def certainty_of(proposition: Proposition, tree: Tree, from_cue: str | None) -> Certainty:
    """The weakest certainty that the clause's words or its cue give it."""
    found: list[Certainty] = [from_cue] if from_cue in _ORDER else []  # type: ignore[list-item]
    found += _by_words(proposition, tree)
    found += _by_verb(proposition, tree)
    return max(found, key=_ORDER.index, default="certain")


def _by_words(proposition: Proposition, tree: Tree) -> list[Certainty]:
    core = " ".join(t.lower_ for t in _core(proposition, tree))
    found: list[Certainty] = []
    for level in ("possible", "probable", "reported"):
        words = tree.language.modality[level]["words"]
        if any(f" {w} " in f" {core} " for w in words):
            found.append(level)  # type: ignore[arg-type]
    return found


def _core(proposition: Proposition, tree: Tree) -> list[Token]:
    """The clause without the clauses and noun modifiers deep below it."""
    head, core = proposition.head, []
    for token in proposition.tokens:
        path = [token, *token.ancestors]
        path = path[: path.index(head)] if head in path else path
        if any(a.dep_ in tree.relcl | tree.advcl for a in path):
            continue
        core.append(token)
    return core


def _by_verb(proposition: Proposition, tree: Tree) -> list[Certainty]:
    modality = tree.language.modality
    verbs = [proposition.head, *tree.children(proposition.head, tree.aux | tree.copula)]
    verbs += [t for t in proposition.head.children if t.dep_ in tree.xcomp]
    found: list[Certainty] = []
    for verb in verbs[:1] + [v for v in verbs[1:] if v.i < proposition.head.i]:
        lemma = verb.lemma_.lower()
        if lemma in modality["possible"].get("verbs", []):
            found.append("possible")
        if lemma in modality["probable"].get("verbs", []):
            found.append("probable")
        if verb.morph.get("Mood") == ["Cnd"]:
            found.append(_conditional(lemma, proposition, tree))
    return found


def _conditional(lemma: str, proposition: Proposition, tree: Tree) -> Certainty:
    """"devrait": expected; "pourrait": possible; with "si": possible; else hearsay."""
    modality = tree.language.modality
    if lemma in modality["probable"]["conditional_verbs"]:
        return "probable"
    if lemma in modality["possible"].get("verbs", []):
        return "possible"
    conditions = ("si", "s'", "if")
    if any(t.lower_ in conditions and t.dep_ in tree.mark for t in proposition.head.subtree):
        return "possible"
    return "reported"
