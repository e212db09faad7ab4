"""What a pronoun of a claim asks for, and what of the article's memory answers it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from claims.resolution.called import Called
from claims.resolution.context import Context
from claims.resolution.memory import Memory, Seen, Teller, Wanted, is_feminine, is_plural, words_for
from claims.resolution.nearby import Nearby
from claims.resolution.pairs import Pairs
from claims.resolution.parties import is_agent
from claims.resolution.places import Places
from claims.resolution.pointing import is_impersonal
from claims.splitting.clauses import Proposition
from claims.splitting.phrases import definite
from claims.splitting.relatives import antecedent
from claims.text.tree import Tree

if TYPE_CHECKING:
    from claims.text.parse import Unit
    from claims.text.tokens import Token


@dataclass(frozen=True, slots=True)
class Clause:
    """A proposition with who tells it.

    `quoted`: its words are the teller's own; `before`: the teller is named before it, so that a
    pronoun in it may take him up.
    """

    proposition: Proposition
    teller: Teller | None
    quoted: bool
    before: bool = True

    @property
    def head(self) -> Token:
        return self.proposition.head

    def has_before(
        self, token: Token, wanted: Wanted, tree: Tree, subject: Token | None = None
    ) -> bool:
        """Whether a noun of the claim itself, before `token`, may be what it stands for.

        What belongs to the `subject` of an object's own verb cannot.
        """
        own = tree.subtree(subject) if subject is not None else frozenset()
        return any(
            t.i < token.i
            and t.i not in own
            and t.pos_ in ("NOUN", "PROPN")
            and not tree.is_time_phrase(t)
            and is_plural(t, tree) == wanted.plural
            and (wanted.feminine is None or is_feminine(t, tree) in (None, wanted.feminine))
            for t in self.proposition.tokens
        )


class Antecedents:
    """Finds what the pronouns of one article's claims stand for; `pronouns` puts it into words."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._table = tree.language.anaphors
        self._memory = Memory(tree)
        self._places = Places(tree)
        self._last: tuple[str, int, str | None] = ("", 0, None)
        self._pair: tuple[str, ...] = ()
        self._context = Context(tree)
        self._left_open: dict[str, int] = {}  # pronouns that nothing explained, and their sentence
        self._nearby = Nearby(tree)
        self._called = Called(tree)
        self._pairs = Pairs(tree)
        self._paragraphs = (0, 0)

    def next_sentence(self, opens: bool = False) -> None:
        """Tells that another sentence begins, and a paragraph where it `opens` one."""
        self._memory.sentence += 1
        if opens:
            self._paragraphs = (self._paragraphs[1], self._memory.sentence)

    def read(self, unit: Unit) -> None:
        """Remembers the nouns of a unit of the sentence at hand."""
        self._nearby.read(unit, self._memory.sentence)
        self._called.read(unit)
        self._pairs.read(unit, self._memory.sentence)

    def heard(self, teller: Teller) -> None:
        """Remembers a person who spoke as a subject that the next sentence may take up."""
        if teller.kind not in ("outlet", "agency"):
            self._memory.heard(teller)

    def _agrees(self, main: Token, wanted: Wanted) -> bool:
        """Whether a pronoun inside a clause takes up its main subject."""
        if self._is_pronoun(main):
            plural = self._low(main) in self._table["plural"]
            feminine = self._low(main) in self._table["feminine"]
            return plural == wanted.plural and wanted.feminine in (None, feminine)
        gender = is_feminine(main, self._tree)
        agree = wanted.feminine is None or gender in (None, wanted.feminine)
        return is_plural(main, self._tree) == wanted.plural and agree

    def _low(self, token: Token) -> str:
        """The pronoun's word, or both words of "ce dernier"."""
        before = token.doc[token.i - 1].lower_ if token.i > 0 else ""
        both = f"{before} {token.lower_}"
        named = both in self._table.get("last_named", ()) and not self._is_adjective(token)
        return both if named else token.lower_

    def _is_adjective(self, token: Token) -> bool:
        """ "ces dernières années": the word goes with a noun."""
        after = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
        return after is not None and after.pos_ == "NOUN"

    def _is_pronoun(self, token: Token) -> bool:
        low = self._low(token)
        if low in self._table.get("last_named", ()):
            return True
        known = low in self._table["subject_pronouns"] and (
            token.dep_ in self._tree.subject or self._is_misread(token)
        )
        return known and not self._is_impersonal(token)

    def _is_misread(self, token: Token) -> bool:
        """A subject that the parser took for an expletive, without a clause that it stands for."""
        told = self._tree.ccomp | frozenset({"csubj"})
        judging = self._tree.language.grammar.get("repairs", {}).get("judging", ())
        if token.head.lower_ in judging and self._tree.children(token.head, self._tree.xcomp):
            return False  # "il serait absurde de partir"
        subject = token.dep_ == "expl:subj" and "impersonal" in self._table
        return subject and not self._tree.children(token.head, told)

    def _subject_of(self, verb: Token) -> Token | None:
        """The subject of a clause, also where the parser took it for an expletive."""
        subject = self._tree.subject_of(verb)
        if subject is not None and subject.lower_ in self._table["never"]:  # "ils n'ont rien dit"
            others = self._tree.children(verb, self._tree.subject)
            subject = next((t for t in others if self._is_pronoun(t)), subject)
        if subject is None:
            labels = frozenset({"expl:subj"})
            found = (t for t in self._tree.children(verb, labels) if self._is_pronoun(t))
            subject = next(found, None)
        return subject

    def _is_impersonal(self, token: Token) -> bool:
        return is_impersonal(token, self._tree)

    def _wanted(self, pronoun: Token, clause: Clause) -> Wanted:
        return self._wanted_by(self._low(pronoun), pronoun, clause)

    def _wanted_by(self, low: str, pronoun: Token, clause: Clause) -> Wanted:
        table = self._table
        person = True if low in table.get("persons", ()) else None
        person = False if low in table.get("things", ()) else person
        if person is None and self._verb_is(pronoun, "person_verbs"):
            person = True
        if person is None and self._is_of_things(pronoun):
            person = False
        neutral = low in table.get("things", ()) or (
            low in table["plural"] and bool(table.get("things"))
        )
        return Wanted(
            plural=low in table["plural"],
            feminine=None if neutral else low in table["feminine"],
            person=person,
            agent=self._acts(pronoun),
            last=low in table.get("last_named", ()),
            barred=self._barred(clause),
            quoted=clause.quoted,
        )

    def _verb_is(self, pronoun: Token, kind: str) -> bool:
        return pronoun.head.lemma_.lower() in self._table.get(kind, ())

    def _is_of_things(self, pronoun: Token) -> bool:
        """ "Il contenait", "elle a été publiée": what no person does, or is done to no person."""
        verb = pronoun.head
        passive = bool(self._tree.children(verb, self._tree.passive_aux))
        return self._verb_is(pronoun, "thing_passives" if passive else "thing_verbs")

    def _acts(self, pronoun: Token) -> bool:
        """Whether the pronoun's verb needs somebody who acts ("a démissionné")."""
        verb = pronoun.head
        verbs = [verb, *self._tree.children(verb, self._tree.xcomp)]
        known = frozenset(self._table.get("agent_verbs", ()))
        told = self._tree.language.verbs
        active = not self._tree.children(verb, self._tree.passive_aux)
        return any(
            not known.isdisjoint(_lemmas(v))
            or (active and any(key in told for key in self._tree.lemma_keys(v)))
            for v in verbs
        )

    def _antecedent(self, pronoun: Token, clause: Clause) -> Seen | None:
        wanted, sentence = self._wanted(pronoun, clause), self._memory.sentence
        seen = self._of_teller_or_memory(wanted, clause)
        if not self._is_careful():
            return seen
        if wanted.last:
            last = self._nearby.last(wanted, pronoun, sentence)
            return None if last is None or last.words in wanted.barred else last
        if seen is None or (clause.teller is not None and seen.words == clause.teller.words):
            return seen
        return None if self._is_unsure(seen, wanted, pronoun) else seen

    def _of_teller_or_memory(self, wanted: Wanted, clause: Clause) -> Seen | None:
        teller = clause.teller
        best = self._memory.best(wanted)
        if teller is None or clause.quoted or not clause.before:
            return best
        many = wanted.plural and teller.plural and not wanted.last
        if many and best is not None and not (best.person or best.agent):
            return as_seen(teller)  # "Unions said they had not been told": no batteries
        speaks = clause.head.lemma_.lower() in self._table.get("speech_verbs", ())
        rival = not speaks and self._rivals(best, teller)
        if not self._may_be_teller(teller, wanted) or rival:
            return best
        return as_seen(teller)

    def _rivals(self, seen: Seen | None, teller: Teller) -> bool:
        """A person just written about is a likelier "il" than the body that tells of him."""
        if seen is None or teller.kind in ("person", "unnamed"):
            return False
        return seen.person and seen.subject and self._memory.sentence - seen.sentence <= 1

    def _may_be_teller(self, teller: Teller, wanted: Wanted) -> bool:
        """Whether a pronoun in what is told may stand for the one who tells it."""
        if wanted.last or teller.plural != wanted.plural:
            return False
        person = teller.kind in ("person", "unnamed")
        if wanted.person is not None:
            agree = wanted.feminine is None or teller.feminine in (None, wanted.feminine)
            return person == wanted.person and agree
        if wanted.feminine is None:
            return person if wanted.plural else not person
        if person:
            return teller.feminine in (None, wanted.feminine)
        return teller.feminine == wanted.feminine

    def _barred(self, clause: Clause) -> frozenset[str]:
        """The words of a teller whom the claim cannot take up: it is his own, or he comes after it."""
        place = self._place_of(clause)
        if clause.teller is None or not (clause.quoted or not clause.before):
            return place
        return place | {clause.teller.words, definite(clause.teller.words, self._tree)}

    def _place_of(self, clause: Clause) -> frozenset[str]:
        """ "au CHU de Tours, où il ...": the place itself, which the clause's pronouns do not take up."""
        first, places = clause.proposition.tokens[0], self._tree.language.grammar
        if first.lower_ not in places.get("place_relatives", ()) or first.i == 0:
            return frozenset()
        return frozenset({words_for(antecedent(first, clause.head, self._tree), self._tree)})

    def _told_to(self, clause: Clause, wanted: Wanted, token: Token) -> Seen | None:
        teller = clause.teller if clause.before else None
        if teller is not None and teller.plural == wanted.plural and teller.kind == "person":
            return as_seen(teller)
        seen = self._near(wanted, token)
        return seen if seen is None or self._memory.sentence - seen.sentence <= 1 else None

    def _owner(self, clause: Clause, wanted: Wanted, token: Token) -> Seen | None:
        teller = clause.teller if clause.before and not clause.quoted else None
        if teller is not None and teller.plural == wanted.plural:
            return as_seen(teller)
        return self._near(wanted, token)

    def _near(self, wanted: Wanted, token: Token) -> Seen | None:
        """The likeliest candidate, where the text has no likelier noun nearer to the word."""
        seen = self._memory.best(wanted)
        if seen is None or not self._is_careful():
            return seen
        return None if self._is_unsure(seen, wanted, token) else seen

    def _only_near(self, wanted: Wanted, token: Token) -> Seen | None:
        """The same for "eux", which no role in the sentence helps to tell."""
        if not self._is_careful():
            return self._near(wanted, token)
        return None if self._is_open(token) else self._memory.only(wanted)

    def _is_careful(self) -> bool:
        """Whether the language leaves open what has no candidate near by."""
        return bool(self._table.get("context", {}).get("near"))

    def _is_unsure(self, seen: Seen, wanted: Wanted, token: Token) -> bool:
        """Whether a word may as well mean something else than the candidate found for it."""
        sentence = self._memory.sentence
        far = sentence - seen.sentence > 2 and (seen.plural or not seen.person)
        if self._is_open(token) or far or self._memory.has_person_beside(seen, wanted):
            return True
        if wanted.agent and not seen.agent and not seen.person:
            return True
        return self._nearby.has_rival(seen, wanted, token, sentence)

    def _is_open(self, token: Token) -> bool:
        """Whether the same word was left unexplained right before: it may mean the same."""
        return self._left_open.get(token.lower_, -2) >= self._memory.sentence - 1

    def _is_pronoun_word(self, words: str) -> bool:
        return " " not in words and words.lower() in self._table["pronouns"]

    def _has_topic(self, clause: Clause, subject: Token) -> bool:
        """ "Quant au maire, il ...": the claim itself says who is meant."""
        topics = self._table.get("topic_marks", ())
        first = clause.proposition.tokens[0].lower_
        return first in topics and clause.has_before(
            subject, self._wanted(subject, clause), self._tree
        )

    def _is_tellers_own(self, clause: Clause, subject: Token | None) -> bool:
        """ "estime que la mesure est bonne et réclame plus": a thing claims nothing, its teller does."""
        if clause.teller is None or clause.quoted or not clause.before or subject is None:
            return False
        if subject in clause.proposition.tokens or "agent_verbs" not in self._table:
            return False
        known = {*self._tree.language.verbs, *self._table["agent_verbs"]}
        told = bool(_lemmas(clause.head) & known)
        thing = subject.pos_ == "NOUN" and not is_agent(subject, self._tree)
        passive = bool(self._tree.children(clause.head, self._tree.passive_aux))
        return clause.proposition.rule == "coordination" and told and thing and not passive


def _lemmas(verb: Token) -> frozenset[str]:
    """A verb's lemma; the tagger may have left "tente" as it was, for "tenter"."""
    lemma = verb.lemma_.lower()
    return frozenset({lemma, f"{lemma}r"})


def as_seen(teller: Teller) -> Seen:
    """A teller as something spoken of."""
    person = teller.kind in ("person", "unnamed")
    return Seen(teller.words, "", teller.feminine, teller.plural, person, agent=True)
