"""The words to put for a pronoun that is the subject of a claim."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from claims.attribution.mentions import noun_class
from claims.languages.loader import words
from claims.records import SourceKind
from claims.splitting.clauses import Proposition
from claims.splitting.phrases import noun_phrase
from claims.text.tree import Tree

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True)
class _Seen:
    words: str
    feminine: bool | None
    plural: bool
    person: bool = False


@dataclass(frozen=True, slots=True)
class Teller:
    """Who tells a clause: the words the article uses of the source, its kind, gender and number."""

    words: str
    kind: SourceKind
    feminine: bool | None = None
    plural: bool = False


class Subjects:
    """Remembers the subjects of an article's claims, so that "il" can be given its noun again."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._seen: list[_Seen] = []

    def heard(self, teller: Teller) -> None:
        """Remembers a person who spoke as a subject that the next sentence may take up."""
        if teller.kind in ("person", "unnamed"):
            self._seen.append(_Seen(teller.words, teller.feminine, teller.plural, True))

    def names(
        self, proposition: Proposition, speaker: Teller | None, quoted: bool
    ) -> dict[int, str]:
        """Words for the claim's pronouns by token index; remembers the claim's own subject."""
        if proposition.rule == "accusation":
            return self._accused(proposition)
        subject = self._tree.subject_of(proposition.head)
        if subject is None:
            return {}
        found: dict[int, str] = {}
        if self._is_pronoun(subject) and not quoted:
            shared = (
                subject not in proposition.tokens
                and speaker is not None
                and speaker.kind != "unnamed"
            )
            words = (
                speaker.words
                if shared and speaker is not None
                else self._antecedent(subject, speaker)
            )
            found = {subject.i: words} if words else {}
        elif subject.pos_ in ("NOUN", "PROPN"):
            words = noun_phrase(subject, self._tree)
            self._seen.append(
                _Seen(
                    words,
                    _feminine(subject),
                    _plural(subject, self._tree),
                    _is_person(subject, self._tree),
                )
            )
        return found

    def _accused(self, proposition: Proposition) -> dict[int, str]:
        """ "lui reproche d'avoir ...": the pronoun stands for the last subject of the story."""
        table = self._tree.language.anaphors
        for token in proposition.head.head.children:
            if (
                token.pos_ == "PRON"
                and token.lower_ in table.get("object_pronouns", ())
                and self._seen
            ):
                return {token.i: self._seen[-1].words}
        return {}

    def _is_pronoun(self, token: Token) -> bool:
        return (
            token.lower_ in self._tree.language.anaphors["subject_pronouns"]
            and token.dep_ in self._tree.subject
        )

    def _antecedent(self, pronoun: Token, speaker: Teller | None) -> str:
        table = self._tree.language.anaphors
        plural = pronoun.lower_ in table["plural"]
        feminine = pronoun.lower_ in table["feminine"]
        thing = pronoun.lower_ in table.get("things", ())
        someone = pronoun.lower_ in table.get("persons", ())
        if speaker is not None and plural and speaker.kind == "unnamed" and table.get("things"):
            return speaker.words
        gendered = not plural and not thing
        if (
            speaker is not None
            and not plural
            and _fits(speaker, thing, bool(table.get("persons")))
            and not (gendered and speaker.feminine not in (None, feminine))
        ):
            return speaker.words
        for seen in reversed(self._seen):
            told_apart = seen.person if someone else not (thing and seen.person)
            if seen.plural == plural and seen.feminine in (None, feminine) and told_apart:
                return seen.words
        return ""


def _fits(speaker: Teller, thing: bool, told_apart: bool) -> bool:
    """Whether a singular pronoun inside what is told may be the one who tells it."""
    if told_apart and thing:
        return speaker.kind in ("organisation", "government", "outlet", "agency")
    someone = told_apart and speaker.kind == "unnamed" and not speaker.plural
    return speaker.kind == "person" or someone


def _is_person(noun: Token, tree: Tree) -> bool:
    table = tree.language.anaphors
    given = [words(table.get(k, "")) for k in ("given_feminine", "given_masculine")]
    if any(" " in noun.text and noun.lower_.split()[0] in names for names in given):
        return True
    return noun.ent_type_ == "PERSON" or noun_class(noun.lemma_.lower(), tree) == "person"


def _feminine(token: Token) -> bool | None:
    gender = token.morph.get("Gender")
    return None if not gender or token.pos_ == "PROPN" else gender == ["Fem"]


def _plural(token: Token, tree: Tree) -> bool:
    return token.morph.get("Number") == ["Plur"] or bool(tree.children(token, tree.conj))
