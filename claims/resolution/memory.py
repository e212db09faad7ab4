"""What an article has spoken of so far, and which of it a pronoun most likely stands for.

Candidates that agree in gender and number are ranked by how near they stand, whether they were
subjects (a subject is taken up before an object: centering, Grosz, Joshi and Weinstein 1995), and
whether the pronoun's verb needs somebody who acts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from claims.attribution.mentions import noun_class
from claims.languages.loader import words
from claims.records import SourceKind
from claims.resolution.gender import told_gender
from claims.resolution.parties import is_agent, is_given, is_person
from claims.splitting.phrases import begins, definite, elided, name_beside, noun_phrase
from claims.splitting.relatives import names_human
from claims.text.tree import Tree

if TYPE_CHECKING:
    from claims.text.tokens import Token

_REACH = 4  # sentences back that a pronoun looks
_DIRECT = 0.5
_A_SENTENCE, _SUBJECT, _SPEAKER, _UNSURE_GENDER = -1.5, 2.0, -1.2, -1.0
_AGENT, _NOT_AGENT = 2.0, -2.0
_IN_QUOTATION = -2.5
_AGAIN, _MOST_AGAIN = 0.25, 1.0


@dataclass(frozen=True, slots=True)
class Teller:
    """Who tells a clause: the words the article uses of the source, its kind, gender and number.

    `client` is the person whom a lawyer speaks for: "he" in what the lawyer says.
    """

    words: str
    kind: SourceKind
    feminine: bool | None = None
    plural: bool = False
    client: Teller | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """Something spoken of: the words for it, its noun's lemma, gender, number, and where it stood.

    `person` is a human being, `agent` whoever can act (people and bodies).
    """

    words: str
    lemma: str
    feminine: bool | None
    plural: bool
    person: bool = False
    agent: bool = False
    subject: bool = True
    direct: bool = False
    speaker: bool = False
    quoted: bool = False
    sentence: int = 0
    place: int = 0

    @property
    def key(self) -> str:
        """By which two mentions of one party are seen to be one: the last word of a name."""
        last = self.words.split()[-1]
        return last if last[:1].isupper() else self.words


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a pronoun asks of its antecedent; None where it tells nothing.

    `last` prefers what stands nearest whatever its role ("ce dernier"); `barred` are words of
    candidates that cannot be meant, such as the speaker of a quotation. What stands in a quotation is
    taken up inside one (`quoted`) rather than behind it.
    """

    plural: bool
    feminine: bool | None = None
    person: bool | None = None
    agent: bool = False
    last: bool = False
    barred: frozenset[str] = frozenset()
    quoted: bool = False


class Memory:
    """The nouns of one article in the order they were told."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._seen: list[Seen] = []
        self.sentence = 0
        self.quoted = False

    def note(
        self,
        noun: Token,
        subject: bool,
        acts: bool = False,
        words: dict[int, str] | None = None,
        bare: bool = False,
    ) -> None:
        """Remembers a noun of a clause, under `words` for some of its tokens.

        `acts` tells that its verb needs somebody who acts, `bare` that what follows it in the parse
        is no part of it.
        """
        if noun.lemma_.lower() in self._tree.language.anaphors.get("owned", {}).get("times", ()):
            return  # "au printemps"
        named = words_for(noun, self._tree, words)
        if bare:
            after = frozenset(t.i for t in noun.subtree if t.i > noun.i)
            named = definite(noun_phrase(noun, self._tree, after), self._tree)
        if begins(named, self._tree.language.grammar["content_marks"]):  # "ne voit que des dettes"
            named = definite(re.sub(r"^\w+[ ']", "", named), self._tree)
        known = {*self._tree.language.anaphors["pronouns"], ""}
        if noun.lemma_.lower() in _counting(self._tree.language.code):
            self._note_counted(noun, subject)
        if named and not known & {named.lower(), named.lower().split()[-1]}:
            human = self._is_human(noun, named)
            self.add(
                Seen(
                    words=named,
                    lemma=noun.lemma_.lower(),
                    feminine=is_feminine(noun, self._tree),
                    plural=is_plural(noun, self._tree),
                    person=is_person(noun, self._tree) or human,
                    agent=acts or human or is_agent(noun, self._tree),
                    subject=subject,
                    direct=noun.dep_ in self._tree.object,
                    place=noun.i,
                )
            )

    def _is_human(self, noun: Token, named: str) -> bool:
        return names_human(noun, self._tree) or is_given(named, self._tree)

    def _note_counted(self, noun: Token, subject: bool) -> None:
        """ "une partie des salariés": the employees, whom "ils" may take up."""
        tree = self._tree
        whole = next((c for c in noun.children if c.dep_ == "nmod" and c.i > noun.i), None)
        if whole is None or whole.morph.get("Number") != ["Plur"]:
            return
        phrase = noun_phrase(whole, tree, _times_behind(whole, tree)).partition(",")[0]
        for mark in tree.language.grammar["of"]:
            bare = phrase.removeprefix(f"{mark} ") if not mark.endswith("'") else phrase
            phrase = bare.removeprefix(mark) if mark.endswith("'") else bare
        if not tree.children(whole, tree.det) and "owned" in tree.language.anaphors:
            first = phrase.partition(" ")[0].lower()
            articles = tree.language.anaphors["owned"]["articles"]
            phrase = phrase if first in articles else f"{articles[2]} {phrase}"
        person = is_person(whole, tree) or self._is_human(whole, phrase)
        feminine = is_feminine(whole, tree)
        self.add(Seen(phrase, whole.lemma_.lower(), feminine, True, person, person, subject))

    def heard(self, teller: Teller) -> None:
        """Remembers who spoke."""
        self.quoted = False
        person = teller.kind in ("person", "unnamed")
        named = definite(teller.words, self._tree)
        lemma = named.rpartition(" ")[2].lower()
        if noun_class(lemma, self._tree) == "documents" or not named:
            return
        self.add(
            Seen(named, lemma, teller.feminine, teller.plural, person, agent=True, speaker=True)
        )

    def add(self, seen: Seen) -> None:
        """Remembers something as told in the sentence at hand, if there are words for it."""
        if not seen.words.strip():
            return
        self._seen.append(replace(seen, sentence=self.sentence, quoted=self.quoted))

    def called(self, lemma: str, plural: bool) -> Seen | None:
        """What was last called by a noun, if the words for it say more than the noun."""
        found = (s for s in reversed(self._seen) if s.lemma == lemma and s.plural == plural)
        own = self._tree.language.anaphors["possessives"]
        telling = (s for s in found if len(s.words.split()) > 2)
        return next((s for s in telling if not {*s.words.lower().split()} & {*own}), None)

    def spoke_of(self, lemma: str) -> bool:
        """Whether the article named something by this noun."""
        return any(s.lemma == lemma for s in self._seen)

    def best(self, wanted: Wanted) -> Seen | None:
        """The candidate a pronoun most likely stands for, None where none agrees with it."""
        best, most = None, float("-inf")
        for seen in self._seen:
            if not self._agrees(seen, wanted):
                continue
            points = self._points(seen, wanted)
            if points >= most:
                best, most = seen, points
        return None if best is not None and self._is_owned(best) else best

    def only(self, wanted: Wanted) -> Seen | None:
        """The only candidate that this sentence or the one before told of; None where there are more."""
        near = [s for s in self._seen if self.sentence - s.sentence <= 1]
        fit = [s for s in near if self._agrees(s, wanted)]
        if wanted.plural:
            fit = [s for s in fit if s.person or not s.key[:1].isupper()]  # no "Vosges"
        found = {s.key: s for s in fit}
        seen = next(iter(found.values()), None)
        return seen if seen is not None and len(found) == 1 and not self._is_owned(seen) else None

    def named_like(self, named: set[str]) -> frozenset[str]:
        """The words of all told of so far that share a name with one of `named` ("Jean Roy", "M. Roy")."""
        one = (s for s in self._seen if not s.plural)
        return frozenset(s.words for s in one if any(share_name(s.words, n) for n in named))

    def has_person_beside(self, seen: Seen, wanted: Wanted) -> bool:
        """ "Le parquet a dit que l'agent serait entendu. Il ...": a person, where `seen` is none."""
        fit = (s for s in self._seen if s.sentence >= seen.sentence and self._agrees(s, wanted))
        return not seen.person and wanted.person is not False and any(s.person for s in fit)

    def _is_owned(self, seen: Seen) -> bool:
        """ "ses voisins", of whom nobody knows whose: words that need another's as much as a pronoun."""
        own = self._tree.language.anaphors["possessives"]
        return seen.words.split()[0].lower() in own and "owned" in self._tree.language.anaphors

    def _agrees(self, seen: Seen, wanted: Wanted) -> bool:
        if seen.plural != wanted.plural or seen.words in wanted.barred:
            return False
        if seen.key[:1].isupper() and any(b.split()[-1:] == [seen.key] for b in wanted.barred):
            return False  # "Petit" where "Luc Petit" cannot be meant
        if wanted.person is not None and seen.person != wanted.person:
            return False
        if self.sentence - seen.sentence > _REACH and not seen.person:
            return False
        return wanted.feminine is None or seen.feminine in (None, wanted.feminine)

    def _points(self, seen: Seen, wanted: Wanted) -> float:
        points = _A_SENTENCE * (self.sentence - seen.sentence)
        if wanted.last:
            points += seen.place / 20 - _SUBJECT * seen.subject
        else:
            points += _SUBJECT * seen.subject + _DIRECT * seen.direct
            points += _SPEAKER * seen.speaker
            again = sum(s.key == seen.key for s in self._seen) - 1
            points += min(again * _AGAIN, _MOST_AGAIN)
        if wanted.feminine is not None and seen.feminine is None and not wanted.last:
            points += _UNSURE_GENDER
        if seen.quoted and not (wanted.quoted or wanted.plural):
            points += _IN_QUOTATION
        if wanted.agent:
            points += _AGENT if seen.agent else _NOT_AGENT
        return points


def words_for(noun: Token, tree: Tree, words: dict[int, str] | None = None) -> str:
    """The words that take a noun up again: a name beside it, else the noun phrase, made definite."""
    name = name_beside(noun, tree)
    if name:
        return name
    left_out = _owned_parts(noun, tree, words or {}) | _behind_name(noun, tree)
    left_out |= _times_behind(noun, tree)
    phrase = noun_phrase(noun, tree, left_out, words)
    edge = noun.left_edge
    if edge.i == 0 and edge.pos_ in ("NOUN", "ADJ") and edge.text.istitle():
        phrase = phrase[:1].lower() + phrase[1:]  # "Managers" at the start of a sentence
    number = next((c for c in noun.children if c.dep_ == "nummod" and c.i < noun.i), None)
    articles = tree.language.anaphors.get("owned", {}).get("articles")
    if number is not None and articles and not tree.children(noun, tree.det):
        plain = number.i == noun.left_edge.i
        return f"{articles[2]} {phrase if plain else join_from(noun, tree)}"
    first, comma, rest = phrase.partition(",")
    joined = any(c.dep_ in tree.conj for c in noun.children)
    if comma and (not joined or (noun.pos_ == "PROPN" and rest.strip()[:1].islower())):
        phrase = first
    named = definite(phrase, tree)
    of = tree.language.grammar["of"][:2]
    if articles and is_plural(noun, tree) and begins(phrase, of):
        bare = re.split(r"[ '’]", phrase, maxsplit=1)[1]
        named = f"{articles[2]} {bare}"  # "de nouveaux patients"
    article = noun.doc[noun.left_edge.i]
    pointing = article.lower_ in tree.language.anaphors["demonstratives"]
    if pointing and "owned" in tree.language.anaphors and named.startswith(article.lower_):
        return elided(article_for(noun, tree), named[len(article.text) :].strip(), tree)
    return named


def _behind_name(noun: Token, tree: Tree) -> frozenset[int]:
    """ "la romancière Anne Roy pour son livre": the phrase ends with the name."""
    names = [
        c for c in noun.children
        if c.pos_ == "PROPN" and c.i > noun.i and not tree.children(c, tree.case) and " " in c.text
    ]  # fmt: skip
    if not names or noun.pos_ != "NOUN":
        return frozenset()
    return frozenset(t.i for t in noun.subtree if t.i > names[0].i)


def _times_behind(noun: Token, tree: Tree) -> frozenset[int]:
    """ "l'accusé le lendemain au bourg": what follows a day belongs to the clause."""
    days = (
        c for c in noun.children
        if c.i > noun.i and c.dep_ in tree.oblique | tree.nominal_parts and tree.is_time_phrase(c)
        and not any(m.lower_ in tree.language.grammar["of"] for m in tree.children(c, tree.case))
    )  # fmt: skip
    day = next(days, None)
    if day is None:
        return frozenset()
    return frozenset(t.i for t in noun.subtree if t.i >= day.left_edge.i)


def _owned_parts(noun: Token, tree: Tree, words: dict[int, str]) -> frozenset[int]:
    """ "de ses fonctions" behind a noun: what belongs to somebody else the phrase goes without."""
    if "owned" not in tree.language.anaphors:
        return frozenset()
    own = tree.language.anaphors["possessives"]
    found: set[int] = set()
    for token in noun.subtree:
        if token.lower_ in own and token.i not in words and token.head != noun:
            found |= {t.i for t in token.head.subtree}
    return frozenset(found)


def join_from(noun: Token, tree: Tree) -> str:
    """The noun and what follows it in its phrase: "près de 300 habitants" is "habitants"."""
    before = frozenset(t.i for t in noun.subtree if t.i < noun.i)
    return noun_phrase(noun, tree, before).partition(",")[0]


def article_for(noun: Token, tree: Tree) -> str:
    """The definite article of a noun, before elision."""
    articles = tree.language.anaphors["owned"]["articles"]
    if noun.morph.get("Number") == ["Plur"]:
        return str(articles[2])
    return str(articles[bool(is_feminine(noun, tree))])


@cache
def _counting(code: str) -> frozenset[str]:
    from claims.languages import load

    return frozenset(words(load(code).anaphors.get("people", {}).get("counting", "")))


def is_feminine(noun: Token, tree: Tree) -> bool | None:
    """Grammatical gender of a noun; of a name by its title or given name, else None."""
    told = told_gender(noun, tree)
    if told is not None:
        return told
    table = tree.language.anaphors
    first = noun.lower_.split()[0].rstrip(".")
    before = noun.doc[noun.i - 1].lower_.rstrip(".") if noun.i > 0 else ""
    for title in (first, before):
        if title in ("m", "mm", "mme", "mmes", "mlle"):
            return title.startswith(("mme", "mlle"))
    if noun.pos_ == "PROPN":
        for given, feminine in (("given_feminine", True), ("given_masculine", False)):
            if first in words(table.get(given, "")):
                return feminine
        article = next((c for c in noun.children if c.dep_ in tree.det), None)
        gender = article.morph.get("Gender") if article is not None else []
        return gender == ["Fem"] if gender and article and article.text[-1:] != "'" else None
    gender = noun.morph.get("Gender")
    if not gender:
        article = next((c for c in noun.children if c.dep_ in tree.det), None)
        gender = article.morph.get("Gender") if article is not None else []
    return gender == ["Fem"] if gender else None


def is_plural(noun: Token, tree: Tree) -> bool:
    """A plural noun, or several coordinated."""
    joined = [c for c in tree.children(noun, tree.conj) if tree.children(c, tree.coordinator)]
    many = noun.lemma_.lower() in tree.language.anaphors["collectives"]
    return noun.morph.get("Number") == ["Plur"] or bool(joined) or many


def share_name(one: str, other: str) -> bool:
    """ "M. Roy", "Jean Roy": words that may be of one and the same."""
    return bool({w for w in one.split() if w[:1].isupper() and w[-1:] != "."} & {*other.split()})
