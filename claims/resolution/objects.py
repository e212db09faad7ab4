"""What stands for something else as an object ("lui", "le", "l'un d'eux"), in words that need nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.languages.loader import words
from claims.resolution.antecedents import Antecedents, Clause
from claims.resolution.memory import Seen, Wanted, share_name, words_for
from claims.resolution.pointing import is_part
from claims.splitting.conjugation import masculine_participle
from claims.splitting.phrases import DROPPED, elided, of_phrase

if TYPE_CHECKING:
    from claims.text.tokens import Token


class Objects(Antecedents):
    """The objects of one article's claims; each method gives words by token index."""

    def _objects(self, clause: Clause, found: dict[int, str]) -> dict[int, str]:
        """ "Police searched him", where nothing else in the claim says who: the person he is."""
        persons = self._table.get("persons", ())
        for token in clause.proposition.tokens:
            if token.lower_ not in persons or token.i in found or self._is_pronoun(token):
                continue
            if token.lower_ not in self._table["object_pronouns"] or token.pos_ != "PRON":
                continue
            wanted = self._wanted(token, clause)
            named = clause.has_before(token, wanted, self._tree) or found
            if token.dep_ in self._tree.det or named:
                continue
            seen = self._of_teller_or_memory(wanted, clause)
            if seen is not None and seen.feminine == wanted.feminine:
                return {token.i: seen.words}
        return {}

    def _put(self, pronoun: Token, seen: Seen) -> dict[int, str]:
        """The antecedent's words for a pronoun of one or two words ("ce dernier")."""
        if pronoun.i > 0 and self._low(pronoun) != pronoun.lower_:
            return {pronoun.i - 1: seen.words, pronoun.i: DROPPED}
        return {pronoun.i: seen.words}

    def _accused(self, clause: Clause) -> dict[int, str]:
        """ "lui reproche d'avoir ...": who is accused, where the paragraph has but one who can be."""
        verb = clause.head.head
        for token in verb.children:
            if token.i < verb.i and token.lower_ in self._table.get("object_pronouns", ()):
                subject = self._subject_of(verb)
                own = words_for(subject, self._tree) if subject is not None else ""
                barred = frozenset({own, clause.teller.words if clause.teller else own})
                many = token.lower_ in self._table.get("object_plural", ())
                feminine = self._table.get("object_gender", {}).get(token.lower_)
                wanted = Wanted(many, feminine, agent=True, barred=barred)
                seen = self._nearby.only_agent(wanted, token, self._paragraphs)
                return {token.i: seen.words} if seen is not None else {}
        return {}

    def _indirect(self, clause: Clause, found: dict[int, str]) -> dict[int, str]:
        """ "lui a promis un poste": "a promis à X un poste", where the claim doesn't name X."""
        table, tree = self._table.get("indirect"), self._tree
        if table is None or clause.quoted:
            return {}
        tokens = clause.proposition.tokens
        for token in tokens:
            plural = table.get(token.lower_)
            verb = token.head
            if plural is None or token.pos_ == "DET" or token.i in found or token.i > verb.i:
                continue
            if verb not in tokens or token.nbor(-1).lower_ in ("à", "pour", "avec", "selon", "de"):
                continue
            wanted = Wanted(plural, person=True, agent=True, barred=self._barred(clause))
            main = self._subject_of(clause.head)
            inside = clause.has_before(token, wanted, tree, self._subject_of(verb))
            subject = main is not None and main.i in found
            seen = None if inside or subject else self._told_to(clause, wanted, token)
            if seen is not None and tree.is_finite(verb) and verb.i not in found:
                return {token.i: DROPPED, verb.i: f"{verb.text} {self._to(seen)}"}
        return {}

    def _strong(self, clause: Clause) -> dict[int, str]:
        """ "l'un d'eux": "l'un des trois hommes", where the claim doesn't name them."""
        tree = self._tree
        for token in clause.proposition.tokens[1:]:
            before = token.nbor(-1)
            if token.lower_ not in self._table.get("strong_plural", ()) or before.pos_ != "ADP":
                continue
            feminine = token.lower_ in self._table["feminine"]
            wanted = Wanted(True, feminine, barred=self._barred(clause))
            seen = (
                None if clause.has_before(token, wanted, tree) else self._only_near(wanted, token)
            )
            if seen is None or before not in clause.proposition.tokens:
                continue
            first = before.nbor(-1) if before.i > 0 else before
            if before.lower_ == "entre" and first.lower_ in tree.language.grammar["of"]:
                dropped = {first.i: DROPPED, before.i: DROPPED}
                return dropped | {token.i: of_phrase(seen.words, tree)}
            if before.lower_ in tree.language.grammar["of"]:
                return {before.i: DROPPED, token.i: of_phrase(seen.words, tree)}
            return {token.i: seen.words}
        return {}

    def _parts(self, clause: Clause) -> dict[int, str]:
        """ "Certains sont partis": "certains des ouvriers", the only ones the sentence before told of."""
        subject, table = self._subject_of(clause.head), self._table.get("context", {})
        if subject is None or subject not in clause.proposition.tokens:
            return {}
        if not is_part(subject, self._tree):
            return {}
        low, whole = subject.lower_, None
        counted = low in table["of_many"] or subject.pos_ == "NUM"
        if counted or low in table["all"]:
            whole = self._memory.only(
                Wanted(True, table["gender"].get(low), barred=self._barred(clause))
            )
        if whole is None:
            return {}
        joined = of_phrase(whole.words, self._tree) if counted else whole.words
        return {subject.i: f"{subject.text} {joined}"}

    def _direct(self, clause: Clause, found: dict[int, str]) -> dict[int, str]:
        """ "les parents l'accepteront": "accepteront le geste", where the claim doesn't name it."""
        table, made = self._table.get("direct"), dict[int, str]()
        if table is None:
            return made
        for token in clause.proposition.tokens:
            if token.lower_ in table["pronouns"] and token.pos_ == "PRON" and token.i not in found:
                made |= self._object_named(clause, token, found | made)
        return made

    def _object_named(self, clause: Clause, token: Token, found: dict[int, str]) -> dict[int, str]:
        """One object pronoun before its verb: dropped, its antecedent behind the verb."""
        verb, tree = token.head, self._tree
        if token.dep_ not in tree.object or token.i > verb.i or not self._may_name(token, verb):
            return {}
        if verb.i in found or verb not in clause.proposition.tokens:
            return {}
        subject = self._subject_of(verb)
        own = {found.get(subject.i, ""), words_for(subject, tree)} if subject is not None else set()
        barred = self._barred(clause) | frozenset(own) | self._memory.named_like(own)
        agreed = verb.morph.get("Gender") if tree.children(verb, tree.aux) else []
        feminine = {"le": False, "la": True}.get(token.lower_)
        feminine = True if agreed == ["Fem"] and token.lower_ != "le" else feminine
        human = verb.lemma_.lower() in words(self._table["direct"].get("of_people", ""))
        wanted = Wanted(token.lower_ == "les", feminine, person=human or None, barred=barred)
        inside = clause.has_before(token, wanted, tree, subject)
        seen = None if inside or self._is_open(token) else self._memory.only(wanted)
        if seen is None:
            return {}
        if any(share_name(seen.words, other) for other in own):
            return {}
        compound = bool(tree.children(verb, tree.aux - tree.passive_aux))
        form = masculine_participle(verb) if compound else verb.text
        return {token.i: DROPPED, verb.i: f"{form} {seen.words}"}

    def _may_name(self, token: Token, verb: Token) -> bool:
        """Not where "le" is what was said, nor where something between verb and object is in the way."""
        tree, lemma = self._tree, verb.lemma_.lower()
        told = self._tree.language.verb_forms.get(verb.lower_, lemma) in tree.language.verbs
        if lemma in self._table["direct"]["of_facts"] or (told and token.lower_ in ("le", "l'")):
            return False
        if verb.i + 1 >= len(verb.doc) or verb.nbor(1).pos_ in ("VERB", "AUX"):
            return False
        if any(c.dep_ == "dislocated" for c in verb.children):  # "je l'ai vue, cette maison"
            return False
        return not tree.children(verb, tree.xcomp | tree.ccomp)

    def _to(self, seen: Seen) -> str:
        return elided(self._tree.language.grammar["to"][0], seen.words, self._tree)
