"""What somebody is accused of, as a sentence about the accused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.splitting.clauses import Proposition
from claims.splitting.moods import finite_clause
from claims.splitting.phrases import finish, join, noun_phrase
from claims.text.tree import Tree, is_plural

if TYPE_CHECKING:
    from claims.text.tokens import Token


def accusation_sentence(proposition: Proposition, tree: Tree, names: dict[int, str]) -> str:
    """ "accuse Y d'avoir fait P": "Y a fait P"; "accuse Y de fraude": "Y est mis en cause pour fraude"."""
    deed, verb = proposition.head, proposition.head.head
    inside = tree.subtree(deed)
    targets = tree.children(verb, tree.object | tree.passive_subject | frozenset({"iobj"}))
    to = tree.language.grammar["to"]
    targets += [
        t for t in tree.children(verb, tree.oblique)
        if any(c.lower_ in to for c in tree.children(t, tree.case))
    ]  # fmt: skip
    never = tree.language.anaphors["never"]
    target = next(
        (
            t for t in targets
            if t.i not in inside and t != deed
            and (t.lower_ not in never or t.i in names or _is_relative_object(t, verb, tree))
        ),
        verb if verb.pos_ in ("NOUN", "PROPN") else None,
    )  # fmt: skip
    if target is not None and _is_relative_object(target, verb, tree):
        target = verb.head
    pronouns = tree.language.anaphors.get("object_pronouns", ())
    unknown = target is not None and target.lower_ in pronouns and target.i not in names
    if target is None or unknown:
        return _as_told(verb, tree)
    who = names.get(target.i) or _without_front(noun_phrase(target, tree, inside), target)
    tokens = [t for t in proposition.tokens if t.i in inside]
    plural = is_plural(target) or bool(tree.children(target, tree.conj))
    if not tree.is_infinitive(deed):
        forms, feminine = tree.language.wording["accused"], target.morph.get("Gender") == ["Fem"]
        accused = forms[plural + 2 * (feminine and len(forms) > 2)]
        told = join([t for t in tokens if t.dep_ not in tree.case or t.head != deed])
        return finish(f"{who} {accused} {told}")
    return finish(f"{who} {finite_clause(tokens, deed, plural, tree)}")


def _without_front(who: str, target: Token) -> str:
    """ "Le mois dernier, la mairie": what a comma parts from the accused before him is no part of his name."""
    comma = who.rfind(", ", 0, max(who.find(target.text), 0))
    return who[comma + 2 :] if comma >= 0 else who


def _as_told(verb: Token, tree: Tree) -> str:
    """ "La mairie l'accuse de fraude": who is accused is not said, so the accusation stays one."""
    subject = tree.subject_of(verb)
    pronouns = tree.language.anaphors.get("object_pronouns", ())
    objects = [t for t in verb.doc[max(0, verb.i - 2) : verb.i] if t.lower_ in pronouns]
    if not objects or subject is None or subject.pos_ not in ("NOUN", "PROPN", "PRON"):
        return ""
    own = tree.own_subject(verb)
    aside = tree.subtree(own) if own is not None else frozenset()
    rest = [
        t for t in verb.subtree if t.i not in aside | tree.subtree(subject) or t in (verb, *objects)
    ]
    rest = [t for t in rest if t.i >= objects[0].i or t == verb]
    while rest and rest[-1].is_punct:
        rest = rest[:-1]
    return finish(f"{noun_phrase(subject, tree)} {join(rest)}") if rest else ""


def _is_relative_object(target: Token, verb: Token, tree: Tree) -> bool:
    """ "la banque, qu'elle accuse d'avoir menti": the accused is the noun before the clause."""
    grammar = tree.language.grammar
    relative = target.lower_ in (*grammar["bound_relatives"], *grammar["relative_pronouns"])
    return relative and target.i < verb.i and verb.dep_ in tree.relcl
