"""What people say of themselves, in the third person: "j'ai vendu" becomes "Anne Roy a vendu".

Forms and endings are the language's (`[first_person]` of its wording table). Where a sentence says
"we" of more than its speaker, or speaks to somebody, no third person says the same: its words then
stay as they were said, behind the speaker's name.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from claims.resolution.memory import Teller
from claims.splitting.clauses import Proposition
from claims.splitting.conjugation import third_of_first, third_of_we
from claims.splitting.phrases import of_phrase, owner_phrase
from claims.splitting.wording import Rewriting
from claims.text.tree import Tree

if TYPE_CHECKING:
    from claims.text.tokens import Token


def third_person(
    proposition: Proposition, teller: Teller | None, quoted: bool, tree: Tree
) -> Rewriting:
    """How a proposition in the first person is said of its speaker; empty where it has none.

    Without a known speaker nothing can be said better: the words stay.
    """
    table: dict[str, Any] = tree.language.wording.get("first_person", {})
    tokens = _with_subject(proposition, tree)
    if not table or teller is None or not _first_persons(tokens, table, quoted):
        return Rewriting()
    words = _Converter(proposition, teller, tree, table).words(tokens)
    return Rewriting(words) if words is not None else Rewriting(verbatim=teller.words)


def _with_subject(proposition: Proposition, tree: Tree) -> list[Token]:
    """The proposition's tokens, and before them the subject that a coordination shares with it."""
    subject = tree.subject_of(proposition.head)
    shared = [subject] if subject is not None and subject not in proposition.tokens else []
    return [*shared, *proposition.tokens]


def _first_persons(tokens: list[Token], table: dict[str, Any], quoted: bool) -> list[Token]:
    own = {*table["subject"], *table["group"], *table["reflexive"], *table["possessive"]}
    own |= {*table["group_possessive"], *table["strong"]} | ({*table["heard"]} if quoted else set())
    return [t for t in tokens if t.lower_.lstrip("-") in own]


@dataclass(slots=True)
class _Converter:
    """Converts one proposition; gives up (None) at the first word that has no third person."""

    proposition: Proposition
    teller: Teller
    tree: Tree
    table: dict[str, Any]
    named: bool = False

    def words(self, tokens: list[Token]) -> dict[int, str] | None:
        """Words by token index, or None where the words must stay as said."""
        found: dict[int, str] = {}
        for token in tokens:
            if token.i in found:
                continue
            if token.lower_.startswith("-") and self._is_first(token):
                return None
            made = self._word(token)
            if made is None:
                return None
            found |= made
        return found

    def _is_first(self, token: Token) -> bool:
        low = token.lower_.lstrip("-")
        return low in self.table["subject"] or low in self.table["group"]

    def _word(self, token: Token) -> dict[int, str] | None:
        low, table = token.lower_, self.table
        if low in table["subject"]:
            return self._subject(token, group=False)
        if low in table["group"] and self._is_subject(token):
            return self._subject(token, group=True) if self._speaks_as_one() else None
        if low in table["possessive"]:
            return self._owned(token)
        if low in table["group_possessive"]:
            forms = table["group_possessive"][low]
            known = self.named and self._speaks_as_one()
            return {token.i: forms[self.teller.plural]} if known else None
        if low in table["strong"]:
            return self._strong(token)
        if low in table.get("emphatic", {}):
            return {token.i: table["emphatic"][low][bool(self.teller.feminine)]}
        return None if low in table["bound"] else {}

    def _speaks_as_one(self) -> bool:
        """A body, or people in the plural, whose "we" is themselves."""
        return self.teller.plural or self.teller.kind not in ("person", "unnamed")

    def _is_subject(self, token: Token) -> bool:
        return token.dep_ in self.tree.subject

    def _subject(self, token: Token, group: bool) -> dict[int, str] | None:
        """The subject by name (later by pronoun), its verb and its reflexive in the third person."""
        tree, table = self.tree, self.table
        found = {token.i: self._name()}
        reflexives = table["group_reflexive" if group else "reflexive"]
        verb = None
        for after in token.doc[token.i + 1 :]:
            if after.lower_ in reflexives:
                vowel = token.doc[after.i + 1].lower_[:1] in "aeiouyéèêh"
                found[after.i] = f"{reflexives[after.lower_][0]}'" if vowel else "se"
            elif after.lower_ not in table["between"]:
                verb = after
                break
        verbs = [verb] if verb is not None else []
        verbs += self._coordinated(token, verb)
        for v in verbs:
            third = third_of_we(v, self.teller.plural, tree) if group else third_of_first(v, tree)
            if not third:
                return None
            if third != v.text:
                found[v.i] = third
        return found if verbs else None

    def _name(self) -> str:
        first, self.named = not self.named, True
        if first or self.teller.feminine is None:
            return self.teller.words
        pronouns = self.tree.language.anaphors["subject_pronouns"]
        wanted: str = pronouns[self.teller.feminine + 2 * self.teller.plural]
        return wanted

    def _coordinated(self, subject: Token, verb: Token | None) -> list[Token]:
        """Further finite verbs of the first person without a subject of their own."""
        number = "Plur" if subject.lower_ in self.table["group"] else "Sing"
        return [
            t for t in self.proposition.tokens
            if t != verb and t.i > subject.i and self._is_first_form(t)
            and t.morph.get("VerbForm") == ["Fin"]
            and number in (t.morph.get("Number") or [number])
            and not self._has_own_subject(t, subject)
        ]  # fmt: skip

    def _is_first_form(self, verb: Token) -> bool:
        """A verb of the first person; where forms don't tell, a present one coordinated with another."""
        person = verb.morph.get("Person")
        return "1" in person or (
            "possessors" in self.table and not person and verb.dep_ in self.tree.conj
        )

    def _has_own_subject(self, verb: Token, subject: Token) -> bool:
        before = verb.doc[max(subject.i + 1, verb.i - 4) : verb.i]
        return any(t.lower_ in (*self.table["subject"], *self.table["group"]) for t in before)

    def _strong(self, token: Token) -> dict[int, str] | None:
        """ "moi", "me": the name, or after the name the pronoun, where the language has one."""
        forms = self.table.get("objects")
        if not self.named:
            self.named = True
            return {token.i: self.teller.words}
        known = self.teller.feminine is not None and not self.teller.plural
        return {token.i: forms[bool(self.teller.feminine)]} if forms and known else None

    def _possessor(self, token: Token) -> dict[int, str]:
        """ "my son" is "Jane Doe's son", or "her son" after her name."""
        words, forms = self.teller.words, self.table["possessors"]
        if self.named and (self.teller.feminine is not None or self.teller.plural):
            return {token.i: forms[2 if self.teller.plural else bool(self.teller.feminine)]}
        if self.named and self._speaks_as_one():
            return {token.i: forms[3]}
        self.named = True
        return {token.i: owner_phrase(words, self.tree)}

    def _owned(self, token: Token) -> dict[int, str] | None:
        """ "mon client" is "son client" after its owner's name, else "le client de X"."""
        table = self.table
        if "possessors" in table:
            return self._possessor(token)
        if self.named:
            return {token.i: table["possessive"][token.lower_]}
        noun = next((t for t in token.doc[token.i + 1 : token.i + 4] if t.pos_ == "NOUN"), None)
        if noun is None or token.head != noun:
            return None
        article = table["owned"].get(token.lower_)
        feminine = "Fem" in noun.morph.get("Gender")
        article = "la" if article == "le" and feminine else article
        if token.doc[token.i + 1].lower_[:1] in "aeiouyéèêœ" and article in ("le", "la"):
            article = "l'"
        self.named = True
        last = noun
        while last.i + 1 < len(token.doc) and token.doc[last.i + 1].dep_ == "amod":
            last = token.doc[last.i + 1]
        phrase = of_phrase(self.teller.words, self.tree)
        return {token.i: article, last.i: f"{last.text} {phrase}"}
