"""What stands for something else in a claim (pronouns, "son", "ce"), in words that need nothing else.

`[anaphors]` of a language lists the words; what an article has spoken of comes from `memory`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claims.resolution.antecedents import Clause, as_seen
from claims.resolution.demonstratives import (
    as_fact,
    explains_itself,
    is_pointing,
    judges_fact,
    own_noun,
)
from claims.resolution.memory import (
    Seen,
    Teller,
    Wanted,
    is_plural,
    words_for,
)
from claims.resolution.objects import Objects
from claims.resolution.owners import article_before, is_now, name_alone, owned
from claims.resolution.persons import third_person
from claims.resolution.pointing import counts_from, points_back
from claims.splitting.clauses import Proposition
from claims.splitting.phrases import DROPPED, owner_phrase
from claims.splitting.wording import Rewriting

if TYPE_CHECKING:
    from claims.text.tokens import Token


class References(Objects):
    """Rewrites the claims of one article in order, remembering what they speak of."""

    def rewrite(
        self, proposition: Proposition, teller: Teller | None, quoted: bool, before: bool = True
    ) -> Rewriting:
        """Words for what stands for something else in the claim; remembers what it speaks of.

        `quoted` tells that the words are the teller's own, `before` that he is named before them.
        """
        clause = Clause(proposition, teller, quoted, before)
        if proposition.rule == "spoken" and teller is not None:
            return Rewriting(verbatim=teller.words)
        taken = self._taken_up(clause)
        if proposition.rule == "accusation":
            found = self._accused(clause)
        else:
            found = self._subject(clause, taken) | self._inner_subjects(clause)
            found |= self._objects(clause, found)
            found |= self._owners(clause, found) | self._pointed(clause)
            found |= self._direct(clause, found)
            found |= self._strong(clause)
            found |= self._indirect(clause, found) | self._fact(clause) | self._of_pair(clause)
            found |= self._pointing(clause, found)
            found |= self._there(clause, found)
            subject = self._subject_of(clause.head)
            found |= self._pairs.the_two(subject, self._memory.sentence)
            found |= self._parts(clause)
            found = self._called.names(proposition.tokens) | found
        found |= self._tellers_own(clause)
        said = third_person(proposition, teller, quoted, self._tree)
        if teller is not None and self._is_left(clause, found | said.words):
            said = Rewriting(said.words, teller.words)
        self._remember(clause, taken, found | said.words)
        about = self._about(clause, {} if said.verbatim else found | said.words)
        called = proposition.rule == "nominal called"
        if said.verbatim or (about and (quoted or called)):
            words = teller.words if teller is not None else ""
            return Rewriting(verbatim=words, about=about)
        return Rewriting(found | said.words, about=about)

    def _about(self, clause: Clause, found: dict[int, str]) -> str:
        """What was told right before a claim that points back to it; "" where it needs nothing."""
        proposition, sentence = clause.proposition, self._memory.sentence
        if "context" not in self._table or (clause.quoted and clause.teller is None):
            return ""
        if proposition.rule == "nominal called":
            return self._context.about(None, sentence, proposition.start)
        pointing = points_back(proposition.tokens, proposition.head, found, self._tree)
        if pointing is None:
            return self._context.since(
                counts_from(proposition.tokens, self._tree), sentence, proposition.start
            )
        self._left_open[pointing.lower_] = sentence
        place = proposition.unit.start_of(pointing)
        return self._context.about(pointing, sentence, place, clause.quoted)

    def _is_left(self, clause: Clause, found: dict[int, str]) -> bool:
        """A quotation about an "it" that nothing told before explains: its words stay as said."""
        subject = self._subject_of(clause.head)
        if not clause.quoted or subject is None or subject.i in found:
            return False
        if subject not in clause.proposition.tokens:
            return False
        unexplained = subject.lower_ in self._table.get("unexplained", ())
        if subject.dep_ in self._tree.subject and unexplained:
            return not explains_itself(subject, clause.head, self._tree)
        return "impersonal" in self._table and self._is_pronoun(subject)

    # --- pronouns ----------------------------------------------------------------------------

    def _taken_up(self, clause: Clause) -> Seen | None:
        """What the clause's subject takes up: its own, or the one that a coordination shares with it."""
        subject = self._subject_of(clause.head)
        client = self._client(clause, subject)
        if client is not None:
            return as_seen(client)
        if self._is_tellers_own(clause, subject) and clause.teller is not None:
            return as_seen(clause.teller)
        if subject is None or not self._is_pronoun(subject) or self._has_topic(clause, subject):
            return None
        if clause.quoted and self._low(subject) in self._table.get("unexplained", ()):
            return None
        shared = subject not in clause.proposition.tokens and not clause.quoted
        named = clause.teller is not None and clause.teller.kind != "unnamed"
        own = named or self._tree.is_infinitive(clause.head)  # "dit avoir eu peur et avoir fui"
        if shared and clause.teller is not None and own:
            return as_seen(clause.teller)
        return self._antecedent(subject, clause)

    def _client(self, clause: Clause, subject: Token | None) -> Teller | None:
        """ "L'avocat de Paul Roy affirme qu'il est innocent": the lawyer speaks of his client."""
        client = clause.teller.client if clause.teller is not None and not clause.quoted else None
        if client is None or subject is None:
            return None
        singular = self._tree.language.anaphors.get("of_clients", {})
        feminine = singular.get(self._low(subject))
        return client if feminine is not None and client.feminine in (None, feminine) else None

    def _subject(self, clause: Clause, taken: Seen | None) -> dict[int, str]:
        subject = self._subject_of(clause.head)
        return self._put(subject, taken) if subject is not None and taken is not None else {}

    def _inner_subjects(self, clause: Clause) -> dict[int, str]:
        """Pronouns of subordinate clauses that no noun of the claim explains ("s'il est élu")."""
        found: dict[int, str] = {}
        main = self._subject_of(clause.head)
        for token in clause.proposition.tokens:
            if token == main or not self._is_pronoun(token):
                continue
            wanted = self._wanted(token, clause)
            if main is not None and main.i < token.i and self._agrees(main, wanted):
                continue
            if not clause.has_before(token, wanted, self._tree):
                seen = self._antecedent(token, clause)
                found |= self._put(token, seen) if seen is not None else {}
        return found

    def _fact(self, clause: Clause) -> dict[int, str]:
        """ "cela n'aura pas d'effet": what was said just before, as "le fait que P"."""
        subject, tree = self._subject_of(clause.head), self._tree
        if subject is None or "fact" not in tree.language.wording:
            return {}
        judged = is_pointing(subject, tree) and judges_fact(clause.head, tree)
        if subject.lower_ not in self._table.get("propositional", ()) and not judged:
            return {}
        if clause.quoted and subject.lower_ in self._table.get("spoken_only", ()):
            return {}  # « J'ai trois enfants, ça ne suffit pas »
        sentence, said, by = self._last
        teller = clause.teller.words if clause.teller else None
        near = self._memory.sentence - said <= 1 and (by == teller or judged)
        fact = as_fact(sentence, tree) if sentence and near else ""
        return {subject.i: fact} if fact else {}

    def _pointing(self, clause: Clause, found: dict[int, str]) -> dict[int, str]:
        """ "c'est le pire accident": the noun of the clause itself."""
        subject = self._subject_of(clause.head)
        if subject is None or subject.i in found or not is_pointing(subject, self._tree):
            return {}
        if subject not in clause.proposition.tokens:
            return {}
        return own_noun(subject, clause.head, self._memory, self._tree)

    def _there(self, clause: Clause, found: dict[int, str]) -> dict[int, str]:
        """ "y": the place spoken of before."""
        tokens = clause.proposition.tokens
        return self._places.stand_in(tokens, found, self._memory.sentence)

    def told(
        self, sentence: str, teller: Teller | None, proposition: Proposition, about: str
    ) -> None:
        """Remembers the sentence that a claim was made into, for a "cela" after it.

        `about` is what the sentence itself points back to.
        """
        number = self._memory.sentence
        self._last = (sentence, number, teller.words if teller else None)
        self._context.told(sentence, number, proposition, about, teller is not None)

    def _of_pair(self, clause: Clause) -> dict[int, str]:
        """ "la première", "le second" of two names told together before."""
        ordinals, subject = self._table["ordinals"], self._subject_of(clause.head)
        if "owned" not in self._table or subject is None or subject.i == 0 or not self._pair:
            return {}
        low = f"{subject.nbor(-1).lower_} {subject.lower_}"
        if low not in ordinals or subject not in clause.proposition.tokens:
            return {}
        return {subject.i - 1: self._pair[ordinals[low]], subject.i: DROPPED}

    def _note_pair(self, clause: Clause) -> None:
        for token in clause.proposition.tokens:
            after = token.doc[token.i + 1 : token.i + 3]
            if token.pos_ not in ("PROPN", "X") or len(after) < 2 or not token.text[:1].isupper():
                continue
            joint, other = after
            name = other.pos_ in ("PROPN", "X") and other.text[:1].isupper()
            if name and joint.lower_ in self._tree.language.grammar["joining"]:
                self._pair = (token.text, other.text)

    # --- "son", "ce" -------------------------------------------------------------------------

    def _owners(self, clause: Clause, found: dict[int, str]) -> dict[int, str]:
        """ "son coût" in the subject, whose owner the claim doesn't name: "le coût du projet"."""
        table = self._table.get("owned")
        subject = self._subject_of(clause.head)
        if "possessor" in self._table:
            return self._possessors(clause, subject, found)
        if table is None or subject is None or subject not in clause.proposition.tokens:
            return {}
        named = name_alone(subject, clause.proposition.tokens, self._tree)
        if named:
            return named
        for token in clause.proposition.tokens:
            plural = table["owners"].get(token.lower_)
            if plural is None or token.head.pos_ != "NOUN" or token.i in found:
                continue
            if not self._may_own(token, plural, subject):
                continue
            lemma = token.head.lemma_.lower()
            person = False if lemma in table.get("of_things", ()) else None
            person = True if lemma in table.get("of_people", ()) else person
            wanted = Wanted(plural, person=person, barred=self._barred(clause))
            if token not in clause.proposition.tokens or clause.has_before(
                token, wanted, self._tree
            ):
                continue
            seen = self._owner(clause, wanted, token)
            if seen is not None and (seen.agent or seen.person or seen.subject):
                return owned(token, seen.words, self._tree)
        return {}

    def _tellers_own(self, clause: Clause) -> dict[int, str]:
        """ "X annonce son départ": what X tells of is X's own."""
        table, first = self._table.get("owned"), clause.proposition.tokens[0]
        if table is None or clause.teller is None or clause.proposition.rule != "nominal":
            return {}
        if first.lower_ not in table["owners"] or first.head != clause.head:
            return {}
        words, article = clause.teller.words, clause.teller.words.partition(" ")[0].lower()
        if article in (*self._tree.language.grammar["definite"], "un", "une", "des"):
            words = words[0].lower() + words[1:]
        return owned(first, words, self._tree)

    def _may_own(self, possessive: Token, plural: bool, subject: Token) -> bool:
        """Not the subject's own: inside the subject, or of another number than it."""
        inside = possessive.i in self._tree.subtree(subject)
        other = subject.pos_ == "NOUN" and is_plural(subject, self._tree) != plural
        nobody = plural and subject.lower_ in self._table.get("own_nothing", ())
        return inside or other or nobody

    def _possessors(
        self, clause: Clause, subject: Token | None, found: dict[int, str]
    ) -> dict[int, str]:
        """ "his lawyer", whose owner the claim doesn't name: "Jane Doe's lawyer"."""
        pronouns = self._table["possessor"]["pronouns"]
        for token in clause.proposition.tokens:
            low = pronouns.get(token.lower_)
            if low is None or token.i in found or token.head.pos_ not in ("NOUN", "PROPN"):
                continue
            wanted = self._wanted_by(low, token, clause)
            within = subject is not None and token.i in self._tree.subtree(subject)
            if not within and (subject is None or self._agrees(subject, wanted)):
                continue
            if clause.has_before(token, wanted, self._tree):
                continue
            seen = self._of_teller_or_memory(wanted, clause)
            if seen is not None and not self._is_pronoun_word(seen.words):
                return {token.i: owner_phrase(seen.words, self._tree)}
        return {}

    def _pointed(self, clause: Clause) -> dict[int, str]:
        """ "cette décision": what was called so before, in full, else "la décision"."""
        table = self._table.get("owned")
        if table is None:
            return {}
        found: dict[int, str] = {}
        tokens = clause.proposition.tokens
        subject = self._subject_of(clause.head)
        for token in tokens:
            noun = token.head
            if (
                token.lower_ not in self._table["demonstratives"]
                or token.pos_ != "DET"
                or noun.pos_ != "NOUN"
                or noun not in tokens
                or noun.i < token.i
                or is_now(noun, self._tree)
                or (token.i and token.nbor(-1).lower_ in self._table.get("before_pointing", ()))
            ):
                continue
            found |= self._plain(token, noun, noun == subject, clause.quoted)
        return found

    def _plain(self, determiner: Token, noun: Token, subject: bool, quoted: bool) -> dict[int, str]:
        bare = re.sub(r"-(?:là|ci)$", "", noun.text)
        modified = [c for c in noun.children if c != determiner and not c.is_punct]
        if self._opens(determiner, noun) and not subject:
            return {}
        seen = self._memory.called(noun.lemma_.lower(), is_plural(noun, self._tree))
        if seen is not None and not modified:
            return {determiner.i: seen.words, noun.i: DROPPED}
        bound = noun.lemma_.lower() in self._table["context"]["bound_nouns"] or "-" in noun.text
        if not subject and (quoted or (bound and not self._memory.spoke_of(noun.lemma_.lower()))):
            return {}
        words = {determiner.i: article_before(noun, noun.doc[determiner.i + 1], self._tree)}
        return words | ({noun.i: bare} if bare != noun.text else {})

    def _opens(self, determiner: Token, noun: Token) -> bool:
        """ "À ce rythme, ...": what opens a sentence ties it to the one before."""
        case = self._tree.children(noun, self._tree.case)
        return bool(case) and case[0].i == determiner.i - 1 and case[0].i == 0

    # --- memory ------------------------------------------------------------------------------

    def _remember(self, clause: Clause, taken: Seen | None, found: dict[int, str]) -> None:
        """Notes what the claim speaks of: its objects, and last its subject, the likelier topic."""
        tree = self._tree
        self._memory.quoted = clause.quoted and "owned" in self._table
        self._note_pair(clause)
        subject = self._subject_of(clause.head)
        self._places.note(clause.proposition.tokens, subject, self._memory.sentence)
        if subject is None and clause.proposition.rule == "sentence":
            subject = clause.head
        for token in clause.proposition.tokens:
            objects = tree.object | (tree.oblique if self._table.get("owned") else frozenset())
            if (
                token.pos_ in ("NOUN", "PROPN")
                and token.dep_ in objects
                and token != subject
                and not tree.is_time_phrase(token)
                and (token.pos_ == "PROPN" or self._has_article(token))
            ):
                words = found | self._of_subject(token, subject, taken)
                self._memory.note(token, False, words=words)
        if subject is None:
            return
        if subject.pos_ in ("NOUN", "PROPN"):
            bare = clause.proposition.rule == "sentence" and subject == clause.head
            self._memory.note(subject, True, self._acts(subject), found, bare)
        elif taken is not None and not self._is_tellers_own(clause, subject):
            self._memory.add(taken)

    def _has_article(self, noun: Token) -> bool:
        """An article of its own, or one that a preposition holds ("aux recherches")."""
        tree = self._tree
        fused = tree.language.grammar.get("fused", {})
        return bool(tree.children(noun, tree.det)) or any(
            c.lower_ in fused for c in tree.children(noun, tree.case)
        )

    def _of_subject(self, noun: Token, subject: Token | None, taken: Seen | None) -> dict[int, str]:
        """ "le groupe a relevé son offre": the offer is "l'offre du groupe" from here on."""
        table = self._table.get("owned")
        first = noun.doc[noun.left_edge.i]
        if table is None or subject is None or first.lower_ not in table["owners"]:
            return {}
        named = taken.words if taken is not None else words_for(subject, self._tree)
        agree = table["owners"][first.lower_] == is_plural(subject, self._tree)
        if first.head != noun or not named or not agree or self._is_pronoun_word(named):
            return {}
        if named.lower() in self._table["never"]:  # "on aime ses voisins"
            return {}
        return owned(first, named, self._tree)
