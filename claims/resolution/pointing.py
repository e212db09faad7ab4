"""Words of a claim that point back to another sentence: "y", "leur", "c'est", "certains", "tel".

A word points back where nothing in its own claim may be what it stands for. Which words can, and the
idioms in which they stand for nothing, is data (`[context]` of `anaphors.toml`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from claims.resolution.context import day_words
from claims.resolution.demonstratives import explains_itself
from claims.resolution.memory import is_feminine, is_plural
from claims.resolution.nearby import is_adverbial
from claims.resolution.owners import is_now
from claims.resolution.parties import is_agent, is_person
from claims.splitting.phrases import DROPPED
from claims.text.tree import Tree

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claims.text.tokens import Token

_AHEAD = 6  # words that an idiom is read over


def points_back(
    tokens: Sequence[Token], head: Token, found: dict[int, str], tree: Tree
) -> Token | None:
    """The first word of a claim that neither the claim nor `found` explains; None where none is."""
    if "context" not in tree.language.anaphors:
        return None
    claim = _Claim(tokens, head, found, tree)
    text = "".join(t.text_with_ws for t in tokens[:5]).lower()
    if re.match(tree.language.anaphors["context"]["fronts"], text):
        return tokens[0]
    return next((t for t in tokens if t.i not in found and claim.points(t)), None)


def counts_from(tokens: Sequence[Token], tree: Tree) -> Token | None:
    """ "le lendemain", "deux jours plus tard": a time counted from one that the claim doesn't tell."""
    pattern = tree.language.anaphors.get("context", {}).get("then")
    if pattern is None:
        return None
    text = " ".join(t.lower_ for t in tokens)
    match = re.search(pattern, text)
    before = len(text[: match.start()].split()) if match is not None else len(tokens)
    days = day_words(tree.language.times)
    told = any(t.lower_ in days or re.fullmatch(r"\d{4}", t.text) for t in tokens[:before])
    return None if told or before >= len(tokens) else tokens[before]


class _Claim:
    """The words of one claim, asked which of them point out of it."""

    def __init__(
        self, tokens: Sequence[Token], head: Token, found: dict[int, str], tree: Tree
    ) -> None:
        self._tokens, self._head, self._found, self._tree = tokens, head, found, tree
        self._table: dict[str, Any] = tree.language.anaphors["context"]
        subject = tree.subject_of(head)
        over = head.head if head.dep_ in tree.relcl | tree.acl else None
        own = any(t.head == head and t.dep_ in tree.subject | tree.expletive for t in tokens)
        shared = [t for t in (None if own else subject, over) if t is not None and t not in tokens]
        self._named = [*shared, *tokens]

    def points(self, token: Token) -> bool:
        """Whether one word stands for something that the claim doesn't name."""
        low, table = token.lower_, self._table
        demonstrative = low in self._tree.language.anaphors["demonstratives"]
        mark = low in self._tree.language.grammar["content_marks"]
        if demonstrative and (token.pos_ == "DET" or (_is_before_noun(token) and not mark)):
            return self._points_to_noun(token)
        if token.pos_ == "PRON" and low in table["neutral"]:
            return not self._is_explained(token)
        if low in table["owners"] and (token.pos_ == "DET" or _is_before_noun(token)):
            return self._is_open_owner(token)
        if low in table["pronouns"] and (token.pos_ == "PRON" or token.dep_ in self._tree.object):
            article = _is_before_noun(token) and token.dep_ not in self._tree.object
            return not article and self._is_open_pronoun(token)
        if low in table["such"]:
            return self._is_such(token)
        if low in table["answers"] and token.i > 0:
            return token.nbor(-1).lower_ in self._tree.language.grammar["content_marks"]
        if token.pos_ == "NOUN" and low in table["absolute"]:
            return self._is_absolute(token)
        if low == "-là":  # "ce soir-là, X dormait"; of what happened the time is left out
            return self._is_time_before(token) and self._head.morph.get("Tense") == ["Imp"]
        return is_part(token, self._tree) and not self._may_be_named(token)

    def _points_to_noun(self, token: Token) -> bool:
        """ "cette usine", "de ce genre", but not "ce genre de travaux", "cette semaine"."""
        noun, tree = token.head, self._tree
        if self._is_last_named(token):
            return True
        if noun.pos_ != "NOUN" or noun.i < token.i or is_now(noun, tree):
            return False
        if token.lower_ in self._table["such"]:  # "the latest of such incidents"
            return not any(t.i < token.i for t in self._named if t.pos_ in ("NOUN", "PROPN"))
        if noun.lemma_.lower() not in self._table["bound_nouns"]:
            return True
        before, after = token.doc[max(0, token.i - 1)], token.doc[noun.i + 1 : noun.i + 2]
        of = tree.language.grammar["of"]
        own = any(t.lower_ in of for t in after) or bool(tree.children(noun, tree.relcl))
        return before.lower_ in of and before.i < token.i and not own

    def _is_last_named(self, token: Token) -> bool:
        """ "Ces dernières ont déposé plainte", but not "ces dernières années"."""
        last = self._tree.language.anaphors.get("last_named", ())
        both, after = token.doc[token.i : token.i + 2], token.doc[token.i + 2 : token.i + 3]
        noun = any(t.pos_ in ("NOUN", "NUM", "ADJ") for t in after)
        return both.text.lower() in last and not noun

    def _is_explained(self, token: Token) -> bool:
        """ "Ce qui manque", "c'est difficile de dormir", "c'est Anne Roy qui ..." need nothing."""
        table, tree, doc = self._table, self._tree, token.doc
        beside = (*doc[max(0, token.i - 2) : token.i], *doc[token.i + 1 : token.i + 2])
        if token.head.dep_ in tree.relcl and token.dep_ not in tree.expletive and not table["near"]:
            return True  # "the bill that passed"
        if any(t.lower_ in table["opened"] for t in beside):  # "ce qui", "qui que ce soit"
            return True
        if re.match(table["idioms"], doc[token.i : token.i + _AHEAD].text.lower()):
            return True
        over = token.head if token.dep_ in tree.subject | tree.expletive else self._head
        clefts = (c for c in over.children if c.i > over.i and c.dep_ in tree.relcl | tree.ccomp)
        return explains_itself(token, over, tree) or any(tree.is_finite(c) for c in clefts)

    def _is_open_pronoun(self, token: Token) -> bool:
        after = token.doc[token.i : token.i + _AHEAD].text.lower()
        if re.match(self._table["idioms"], after) or is_impersonal(token, self._tree):
            return False
        if any(c.dep_ == "dislocated" for c in token.head.children):  # "je l'ai vue, cette maison"
            return False
        return not self._is_set_off(token) and not self._may_be_named(token)

    def _is_set_off(self, token: Token) -> bool:
        """ "Le maire, lui, refuse": said of the noun before it."""
        around = (token.doc[max(0, token.i - 1)], *token.doc[token.i + 1 : token.i + 2])
        return token.i > 0 and all(t.text == "," for t in around)

    def _is_open_owner(self, token: Token) -> bool:
        noun, near = token.head, token.doc[max(0, token.i - 1) : token.i + 3].text.lower()
        if noun.pos_ not in ("NOUN", "PROPN") or re.search(self._table["own"], near):
            return False
        if noun.lemma_.lower() in self._table["shares"] and not noun.right_edge.i > noun.i:
            return True  # "l'État prendra sa part": of what
        return not self._may_be_named(token) and not any(
            t.i < token.i and t.dep_ in self._tree.subject | self._tree.expletive
            for t in self._named
            if t.pos_ == "PRON" and t.lower_ not in self._table["never_owners"]
        )  # "chacun", "on", "qui": whoever that is

    def _is_such(self, token: Token) -> bool:
        """ "une telle hausse", but not "telle que la hausse", "tel ou tel"."""
        after = token.doc[token.i + 1 : token.i + 2]
        return token.head.i > token.i and not any(t.lower_ in self._table["such_as"] for t in after)

    def _is_absolute(self, token: Token) -> bool:
        """ "Le reste, c'est du roman", but not "le reste du pays", "du reste"."""
        tree = self._tree
        article = tree.children(token, tree.det)
        return (
            bool(article)
            and article[0].lower_ in tree.language.grammar["definite"]
            and not tree.children(token, tree.case)
            and token.right_edge.i == token.i
        )

    def _is_time_before(self, token: Token) -> bool:
        return token.i > 0 and self._tree.is_time_phrase(token.nbor(-1))

    def _may_be_named(self, token: Token) -> bool:
        """Whether the claim names something that the word may stand for, before it or as its subject."""
        subject = self._tree.subject_of(self._head)
        for noun in self._named:
            before = noun.i < token.i or self._is_fronted(token, subject)
            if before and noun.i != token.i and self._may_mean(noun, token):
                return True
        if token.lower_ not in self._table["plural"]:
            return False
        named = [t for t in self._named if t.i < token.i and t.i != token.head.i]
        named = [t for t in named if not self._is_its_subject(t, token)]
        return several_persons(named, self._tree)  # "Yann et sa compagne"

    def _is_fronted(self, token: Token, subject: Token | None) -> bool:
        """ "Dans son rapport, la Cour ...": what opens a sentence may be of what follows."""
        return (
            subject is not None
            and token.i < subject.i
            and token.i not in self._tree.subtree(subject)
        )

    def _may_mean(self, noun: Token, token: Token) -> bool:
        low, table, tree = token.lower_, self._table, self._tree
        put = self._found.get(noun.i)
        put = self._found.get(noun.i - 1, put) if put == DROPPED else put  # "ce dernier"
        subject = noun.dep_ in tree.subject and noun.pos_ != "PRON"
        named = subject or noun.pos_ in ("NOUN", "PROPN", "X")
        if put == DROPPED or (put is None and not named):
            return False
        if tree.is_time_phrase(noun) or noun == token.head or self._is_its_subject(noun, token):
            return False
        if low in table["things"] and is_person(noun, tree):
            return False
        if low in table["agents"] and put is None and not self._may_act(noun):
            return False
        if is_adverbial(noun, tree):
            return False
        if low in table["plural"] and not is_plural(noun, tree):
            return False
        if low in table["singular"] and is_plural(noun, tree):
            return False
        wanted, gender = table["gender"].get(low), is_feminine(noun, tree)
        return wanted is None or gender is None or gender == wanted

    def _may_act(self, noun: Token) -> bool:
        """A person or a body; where few nouns have a gender, whatever has one is a person."""
        told = not self._table["near"] and is_feminine(noun, self._tree) is not None
        return told or is_agent(noun, self._tree)

    def _is_its_subject(self, noun: Token, token: Token) -> bool:
        """Nobody is the object of his own verb, unless it says so ("se")."""
        verb, table = token.head, self._table
        if token.lower_ not in table["objects"] or token.pos_ == "DET":
            return False
        if token.dep_ in self._tree.subject:
            return False
        after = token.doc[noun.i + 1 : noun.i + 3]
        set_off = len(after) == 2 and after[0].text == "," and after[1].pos_ == "PRON"
        set_off = (
            set_off and after[1].lower_ not in self._table["opened"]
        )  # "des lettres, il en a lu"
        labels = self._tree.subject | self._tree.expletive
        own, subject = noun.head == verb and noun.dep_ in labels, self._tree.subject_of(verb)
        inside = (
            subject is not None
            and subject.i != noun.i
            and token.lower_ not in self._table["agents"]
            and noun.i in self._tree.subtree(subject)
        )
        return inside or ((own or noun == subject) and not set_off)


def several_persons(tokens: Sequence[Token], tree: Tree) -> bool:
    """Two people or parties named one by one, whom a plural may take up together."""
    found = [t for t in tokens if t.pos_ == "PROPN" or is_person(t, tree)]
    apart = [
        t for t in found
        if t.dep_ not in tree.appos and not (t.i > 1 and t.doc[t.i - 1].text == "," and t.doc[t.i - 2] in found)
    ]  # fmt: skip
    return len(apart) > 1


def _is_before_noun(token: Token) -> bool:
    """An article or the like, whatever the tagger calls it."""
    after = token.doc[token.i + 1 : token.i + 2]
    return any(t.pos_ in ("NOUN", "PROPN", "ADJ", "NUM") and not t.is_punct for t in after)


def is_part(token: Token, tree: Tree) -> bool:
    """A subject that only counts or ranks ("certains", "la première", "l'un", "deux")."""
    table = tree.language.anaphors.get("context", {}).get("parts")
    if table is None or token.dep_ not in tree.subject:
        return False
    number = token.pos_ == "NUM" and token.is_alpha
    if token.lower_ not in table and not number:
        return False
    after = token.doc[token.i + 1 : token.i + 2]
    if any(t.pos_ == "NOUN" or tree.is_participle(t) for t in after):  # "aucun écrit"
        return False
    labels = tree.nominal_parts | tree.oblique | tree.relcl | tree.acl | {"fixed", "flat:name"}
    return not any(c.i > token.i for c in tree.children(token, labels)) and not any(
        c.pos_ in ("NOUN", "PROPN", "SYM") or c.text == "%" for c in token.children
    )


def is_impersonal(token: Token, tree: Tree) -> bool:
    """ "il faut", "il est temps": a subject that stands for nothing."""
    pattern = tree.language.anaphors.get("impersonal")
    return bool(pattern and re.match(pattern, token.doc[token.i : token.i + 9].text.lower()))
