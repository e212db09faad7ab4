"""What is told as a noun phrase ("a nié tout sabotage"), put into a sentence with a verb."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from claims.attribution.judgements import Parts, judged, measured
from claims.attribution.speakers import has_case
from claims.languages.loader import words
from claims.splitting.clauses import Proposition
from claims.splitting.phrases import (
    definite,
    elided,
    finish,
    join,
    noun_phrase,
    of_phrase,
    reworded,
)
from claims.text.parse import Unit
from claims.text.tree import Tree, is_plural

if TYPE_CHECKING:
    from claims.text.tokens import Token


def nominal_sentence(
    proposition: Proposition, tree: Tree, names: dict[int, str] | None = None
) -> str:
    """ "tout lien avec X" becomes "Il y a un lien avec X"; "l'annulation", "L'annulation est annoncée".

    `names` are words to put for tokens of it ("son départ" is "le départ d'Anne Roy").
    """
    tokens, noun = list(proposition.tokens), proposition.head
    table: dict[str, Any] = tree.language.wording.get("nominal", {})
    if tokens[0].lower_ in tree.language.grammar["of"][:2] and tokens[0].dep_ in tree.case:
        tokens = tokens[1:]
    if proposition.rule == "nominal self":
        return _self(proposition, tokens, tree, names or {})
    two = _of_two_parts(proposition, tokens, tree, table)
    if two:
        return two
    if names and proposition.tokens[0].i in names:
        plural, feminine = is_plural(noun), noun.morph.get("Gender") == ["Fem"]
        forms = tree.language.wording["announced"]
        phrase = reworded(tokens, names, tree).partition(", ")[0]
        return finish(f"{phrase} {forms[plural + 2 * feminine]}")
    received = _received(proposition, tokens, tree) or _denied_of_oneself(proposition, tokens, tree)
    if received:
        return received
    inner = _inside(tokens, noun, tree, table.get("transparent", ()))
    absent = _inside(tokens, noun, tree, table.get("absent", ()))
    if absent is not None:
        return finish(elided(table["there_is_no"], join(absent), tree))
    counted = _counted(proposition, tokens, tree, table)
    if counted:
        return counted
    tokens = inner if inner is not None else tokens
    if inner is not None:
        noun = next((t for t in inner if t.pos_ in ("NOUN", "PROPN")), noun)
    definite = _is_definite(tokens, tree)
    if table and not definite:
        there = table[_tense(noun, table, proposition.rule)][is_plural(noun)]
        return finish(f"{there} {_with_article(tokens, tree)}")
    forms = tree.language.wording[_forms(proposition, definite, inner is not None, noun, table)]
    plural = is_plural(noun)
    feminine = noun.morph.get("Gender") == ["Fem"] and len(forms) == 4
    return finish(f"{_with_article(tokens, tree)} {forms[plural + 2 * feminine]}")


def _of_two_parts(
    proposition: Proposition, tokens: list[Token], tree: Tree, table: dict[str, Any]
) -> str:
    """ "juge la mesure injuste": "La mesure est injuste"; "attribue P à Q": "P est dû à Q"."""
    noun, wording = proposition.head, tree.language.wording
    plural = is_plural(noun)
    if proposition.rule == "nominal called":
        told = of_phrase(join(tokens), tree) if table["of"] else join(tokens)
        return finish(f"{table['it_is']} {told}")
    if proposition.rule == "nominal judged":
        parts = _two_parts(proposition, tokens, tree, judged)
        if parts:
            said = _with_indefinite(parts[1], tree)
            what = join(list(parts[0]))
            what = what if noun in parts[0] else definite(what, tree)
            return finish(f"{what} {wording['is'][plural]} {said}")
    if proposition.rule == "nominal amounts":
        parts = _two_parts(proposition, tokens, tree, measured)
        if parts:
            amounts = wording["amounts"][plural]
            return finish(f"{join(list(parts[0]))} {amounts} {join(list(parts[1]))}")
    if proposition.rule == "nominal oneself":
        return _oneself(proposition, tree)
    if proposition.rule == "nominal caused":
        inside = {t.i for t in tokens}
        cause = next(
            (t for t in tokens if t.dep_ in tree.oblique and t.head.i not in inside), None
        ) or next(t for t in reversed(tokens) if has_case(t, "to", tree))
        why = [t for t in tokens if t.i in tree.subtree(cause)]
        effect = definite(join([t for t in tokens if t not in why]), tree)
        feminine = noun.morph.get("Gender") == ["Fem"]
        return finish(f"{effect} {table['caused'][plural + 2 * feminine]} {join(why)}")
    return ""


def _two_parts(
    proposition: Proposition,
    tokens: list[Token],
    tree: Tree,
    read: Callable[[Unit, Token, Tree], Parts | tuple[()]],
) -> Parts | tuple[()]:
    """The parts that `read` finds behind the verb that the words stand behind, or around."""
    told = set(tokens)
    for verb in reversed(proposition.unit.doc[: tokens[-1].i]):
        parts = read(proposition.unit, verb, tree) if verb.pos_ in ("VERB", "AUX") else ()
        if parts and told & set(parts[1]):
            return parts
    return ()


def _self(proposition: Proposition, tokens: list[Token], tree: Tree, names: dict[int, str]) -> str:
    """ "se dit inquiet": who says so of himself is."""
    subject = tree.subject_of(proposition.head.head)
    if subject is None:
        return ""
    who = names.get(subject.i) or noun_phrase(subject, tree)
    who = who if tree.children(subject, tree.conj) else who.partition(", ")[0]
    return finish(f"{who} {tree.language.wording['is'][is_plural(subject)]} {join(tokens)}")


def _oneself(proposition: Proposition, tree: Tree) -> str:
    """ "clame son innocence": who does so is innocent."""
    noun = proposition.head
    subject = tree.subject_of(noun.head)
    if subject is None:
        return ""
    plural, feminine = is_plural(subject), subject.morph.get("Gender") == ["Fem"]
    forms = tree.language.wording["oneself"][noun.lemma_.lower()]
    said = forms[(plural + 2 * feminine) % len(forms)]
    return finish(f"{noun_phrase(subject, tree)} {tree.language.wording['is'][plural]} {said}")


def _with_indefinite(judgement: tuple[Token, ...], tree: Tree) -> str:
    """ "coup de massue" as "un coup de massue"; an adjective as it stands."""
    articles, noun = tree.language.wording.get("indefinite"), judgement[0]
    if articles is None or noun.pos_ != "NOUN":
        return join(list(judgement))
    feminine = noun.morph.get("Gender") == ["Fem"]
    return f"{articles[is_plural(noun) + 2 * feminine]} {join(list(judgement))}"


def _counted(
    proposition: Proposition, tokens: list[Token], tree: Tree, table: dict[str, Any]
) -> str:
    """ "revendique 214 000 adhérents": who claims so many has them."""
    verb = proposition.head.head
    has = table.get("has", {})
    if (
        not has
        or verb.lemma_.lower() not in words(has["verbs"])
        or not tokens[0].text[:1].isdigit()
    ):
        return ""
    subject = tree.subject_of(verb)
    if subject is None or subject.pos_ not in ("NOUN", "PROPN"):
        return ""
    return finish(f"{noun_phrase(subject, tree)} {has['forms'][is_plural(subject)]} {join(tokens)}")


def _denied_of_oneself(proposition: Proposition, tokens: list[Token], tree: Tree) -> str:
    """ "Iran denied links to the group": "Iran has links to the group"; "denied fraud": "is guilty of".

    For languages with a `[denied]` table; a pronoun as denier is left to the other templates.
    """
    table, noun = tree.language.wording.get("denied"), proposition.head
    if not table or proposition.rule != "nominal denied" or _is_definite(tokens, tree):
        return ""
    if noun.head.lemma_.lower() not in table["verbs"]:
        return ""
    bare = tokens[1:] if tokens[0].lower_ in table["dropped"] else tokens
    subject = tree.subject_of(noun.head)
    if subject is None or subject.pos_ not in ("NOUN", "PROPN"):
        return finish(f"{table['there']} {join(bare)}")
    has = noun.lemma_.lower() in words(table["had"])
    plural = is_plural(subject) or bool(tree.children(subject, tree.conj))
    single = bare[0] == noun and not is_plural(noun) and noun.lemma_.lower() in words(table["one"])
    what = f"{table['article']} {join(bare)}" if single else join(bare)
    return finish(f"{noun_phrase(subject, tree)} {table['has' if has else 'is'][plural]} {what}")


def _forms(
    proposition: Proposition, definite: bool, inside: bool, noun: Token, table: dict[str, Any]
) -> str:
    """Which verb a definite noun phrase takes: announced, happened, exists or is real."""
    if not definite:
        return "exists"
    if proposition.rule == "nominal feared" and table:
        return "feared"
    if proposition.rule in ("nominal found", "nominal expected", "nominal leant"):
        return "found" if proposition.rule == "nominal found" else "expected"
    if proposition.rule != "nominal denied" and not inside:
        return "announced"
    if table and not table.get("real"):
        return "happened" if _tense(noun, table, "") == "there_was" else "exists"
    return "real"


def _tense(noun: Token, table: dict[str, Any], rule: str) -> str:
    """Events are told in the past, states in the present, what is expected as to come."""
    if rule == "nominal expected":
        return "there_will_be"
    return "there_was" if re.search(table["events"], noun.lemma_.lower()) else "there_is"


def _inside(
    tokens: list[Token], noun: Token, tree: Tree, nouns: tuple[str, ...]
) -> list[Token] | None:
    """The noun phrase after "l'existence de", "l'idée de", where the noun is one of `nouns`."""
    if noun.lemma_.lower() not in nouns:
        return None
    rest = [t for t in tokens if t.i > noun.i]
    if len(rest) < 2 or rest[0].lower_ not in (*tree.language.grammar["of"], "du", "des"):
        return None
    bare = rest[1].pos_ == "ADJ"  # "de fausses fiches" keeps its "de"
    return rest if bare or rest[0].lower_ in ("du", "des") else rest[1:]


def _is_definite(tokens: list[Token], tree: Tree) -> bool:
    first = tokens[0].lower_.replace("’", "'")
    known = {d.rstrip("'") for d in tree.language.grammar["definite"]}
    pointing = first in tree.language.anaphors["demonstratives"]
    return first.rstrip("'") in known or pointing or tokens[0].pos_ == "PROPN" or first == "du"


def _with_article(tokens: list[Token], tree: Tree) -> str:
    articles = tree.language.wording["any"]
    first, _, rest = join(tokens).partition(" ")
    return f"{articles.get(first.lower(), first)} {rest}"


def _received(proposition: Proposition, tokens: list[Token], tree: Tree) -> str:
    """ "images of X received by Y": a participle behind a definite noun is what is told of it."""
    table = tree.language.wording.get("nominal")
    noun = proposition.head
    if table is None or proposition.rule != "nominal" or not _is_definite(tokens, tree):
        return ""
    clause = next(
        (
            c for c in tree.children(noun, tree.acl)
            if tree.is_participle(c) and c.i > noun.i and "Past" in c.morph.get("Tense")
        ),
        None,
    )  # fmt: skip
    if clause is None or len(list(clause.subtree)) < 3 or clause not in tokens:
        return ""
    before, after = [t for t in tokens if t.i < clause.i], [t for t in tokens if t.i >= clause.i]
    plural = is_plural(noun)
    return finish(f"{join(before)} {tree.language.wording['was'][plural]} {join(after)}")
