"""Questions the rules ask of a parse, answered through the language's table of relation labels."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from claims.languages import Language

if TYPE_CHECKING:
    from claims.text.tokens import Token

_NOMINAL = {"NOUN", "PROPN", "PRON", "NUM"}


def is_plural(word: Token) -> bool:
    """Tagged as a plural, or a share of several ("58 % des habitants")."""
    if word.text == "%":
        return any(c.pos_ == "NOUN" and is_plural(c) for c in word.children)
    return word.morph.get("Number") == ["Plur"]


def without_hyphen(pronoun: str) -> str:
    """A pronoun, in small letters, as it is when it doesn't hang behind its verb ("-t-il" is "il")."""
    return pronoun.lstrip("-").removeprefix("t-")


class Tree:
    """Reads parses with one language's labels; remembers what it is asked often of one parse.

    `frames` is a memory for `claims.attribution.find`. Make a new tree for each article.
    """

    def __init__(self, language: Language) -> None:
        g = language.labels
        self.language = language
        self.subject, self.passive_subject = g("subject"), g("passive_subject")
        self.object, self.oblique, self.agent = g("object"), g("oblique"), g("agent")
        self.ccomp, self.xcomp = g("clause_complement"), g("open_complement")
        self.advcl, self.relcl = g("adverbial_clause"), g("relative_clause")
        self.acl, self.appos = g("participle_clause"), g("apposition")
        self.conj, self.parataxis = g("coordination"), g("parataxis")
        self.aux, self.copula, self.mark = g("auxiliary"), g("copula"), g("marker")
        self.passive_aux = g("passive_auxiliary")
        self.case, self.det, self.punct = g("case"), g("determiner"), g("punctuation")
        self.expletive, self.coordinator = g("expletive"), g("coordinator")
        self.nominal_parts = g("noun_modifier")
        self.negations = frozenset(language.grammar["negations"])
        self.frames: dict[Any, Any] = {}
        self._keys: dict[Token, list[str]] = {}
        self._subjects: dict[Token, Token | None] = {}
        self._arcs: dict[Token, list[tuple[Token, str]]] = {}
        self.clausal = (
            self.ccomp
            | self.xcomp
            | self.advcl
            | self.relcl
            | self.acl
            | self.parataxis
            | self.conj
            | {"ROOT"}
        )

    def children(self, token: Token, labels: frozenset[str]) -> list[Token]:
        """Children in those relations, in text order."""
        if token not in self._arcs:
            self._arcs[token] = [(c, c.dep_) for c in token.children]
        return [child for child, label in self._arcs[token] if label in labels]

    def subtree(self, token: Token) -> frozenset[int]:
        """Token indices below and including `token`."""
        return frozenset(t.i for t in token.subtree)

    def is_predicate(self, token: Token) -> bool:
        """A verb, or whatever a copula makes a predicate."""
        return token.pos_ in ("VERB", "AUX") or bool(
            self.children(token, self.copula | self.subject)
        )

    def is_clause(self, token: Token) -> bool:
        """The head of a clause: a predicate in a clausal relation."""
        return token.dep_ in self.clausal and self.is_predicate(token)

    def is_finite(self, token: Token) -> bool:
        """Whether the clause has a finite verb: its head, an auxiliary or a copula."""
        verbs = [token, *self.children(token, self.aux | self.copula)]
        if any(v.morph.get("VerbForm") == ["Fin"] for v in verbs):
            return True
        return token.pos_ not in ("VERB", "AUX") and bool(self.children(token, self.subject))

    def is_participle(self, token: Token) -> bool:
        """A participle with no auxiliary."""
        return token.morph.get("VerbForm") == ["Part"] and not self.children(
            token, self.aux | self.copula
        )

    def is_infinitive(self, token: Token) -> bool:
        """An infinitive clause ("fournir", "avoir fourni", "être prêt")."""
        verbs = [token, *self.children(token, self.aux | self.copula)]
        return not self.is_finite(token) and any(v.morph.get("VerbForm") == ["Inf"] for v in verbs)

    def is_passive(self, token: Token) -> bool:
        """A passive clause, or a bare past participle."""
        if self.children(token, self.passive_aux | self.passive_subject):
            return True
        if token.dep_ in self.relcl and self.children(token, self.subject - self.passive_subject):
            return False  # a present that the tagger takes for a participle ("que X conteste")
        bare = token.dep_ in self.acl | self.advcl | self.relcl | frozenset({"amod"})
        return bare and self.is_participle(token) and token.morph.get("Tense") == ["Past"]

    def negated(self, token: Token) -> bool:
        """A negation word among the verb's own dependents (or its auxiliaries')."""
        near = [c for v in (token, *self.children(token, self.aux)) for c in v.children]
        nobody = self.language.grammar.get("negative_subjects", ())
        if any(
            t.lower_ in nobody for s in self.children(token, self.subject) for t in (s, *s.children)
        ):
            return True
        if self._is_yet_to(token):
            return True
        return any(c.lower_ in self.negations and c.dep_ not in self.punct for c in near)

    def _is_yet_to(self, token: Token) -> bool:
        """ "has yet to respond": what has not been done."""
        yet = self.language.grammar.get("yet_to", ())
        return any(c.lower_ in yet for c in token.children) and any(
            self.is_infinitive(c) for c in self.children(token, self.xcomp)
        )

    def own_subject(self, token: Token) -> Token | None:
        """The subject that stands with this predicate itself."""
        if token not in self._subjects:
            self._subjects[token] = self._find_own_subject(token)
        return self._subjects[token]

    def _find_own_subject(self, token: Token) -> Token | None:
        light = self._light(token)
        clitics = self._clitics(token) or (self._clitics(light) if light is not None else [])
        if clitics:
            return clitics[0]
        found = [c for c in self.children(token, self.subject) if c.lower_ != "-t"]
        if not found and light is not None:
            found = self.children(light, self.subject) + self.children(light.head, self.subject)
        found = [c for c in found if not self._is_negated_object(c, token)]
        before = [c for c in found if c.i < token.i]
        before = [c for c in before if c.pos_ in ("NOUN", "PROPN")] or before
        return before[-1] if before else found[0] if found else None

    def _is_negated_object(self, token: Token, verb: Token) -> bool:
        """ "n'a rien fait": what stands between the auxiliary and the verb is no subject."""
        if token.lower_ not in self.language.grammar.get("negated_objects", ()):
            return False
        return any(a.i < token.i < verb.i for a in self.children(verb, self.aux))

    def _clitics(self, verb: Token) -> list[Token]:
        """Subject pronouns hung behind the verb or its auxiliary ("a-t-il ajouté", "dit-elle")."""
        known, doc = self.language.anaphors["pronouns"], verb.doc
        for v in (verb, *self.children(verb, self.aux)):
            for t in doc[v.i + 1 : v.i + 3]:
                bare = without_hyphen(t.lower_)
                if t.text.startswith("-") and (bare in known or bare == "on"):
                    return [t]
                if not t.text.startswith("-"):
                    break
        for t in reversed(doc[max(0, verb.i - 3) : verb.i]):
            if t.text.startswith("-") and without_hyphen(t.lower_) in known:
                return [t]
        return []

    def is_conditional(self, verb: Token) -> bool:
        """Tagged as a conditional, with an ending that one may have ("restent" has none)."""
        endings = tuple(self.language.modality["reported"].get("conditional_forms", ("",)))
        return verb.morph.get("Mood") == ["Cnd"] and verb.lower_.endswith(endings)

    def light_verbs(self, token: Token) -> list[Token]:
        """The first half of a two-word reporting verb, if `token` is its second."""
        light = self._light(token)
        return [light] if light is not None else []

    def _light(self, token: Token) -> Token | None:
        """The first half of a two-word verb ("fait" of "fait savoir")."""
        if not self._compound_keys(token):
            return None
        return next(t for t in reversed(token.doc[: token.i]) if not t.text.startswith("-"))

    def subject_of(self, token: Token) -> Token | None:
        """The subject, also where a coordination shares it, a noun heads it, or a verb controls it."""
        for _ in range(6):
            own = self.own_subject(token)
            if own is not None:
                return self.antecedent(own, token)
            if (
                token.dep_ in self.relcl | self.acl
                and token.head.pos_ in _NOMINAL
                and not self.is_infinitive(token)
            ):
                return token.head
            if token.dep_ in self.conj | self.xcomp | self.advcl and token.head != token:
                token = token.head
                continue
            return None
        return None

    def antecedent(self, subject: Token, verb: Token) -> Token:
        """The noun a subject relative ("qui") stands for; the subject itself otherwise."""
        relatives = self.language.grammar["subject_relatives"]
        if subject.lower_ in relatives and verb.dep_ in self.relcl:
            return verb.head if verb.head.pos_ in _NOMINAL else self._noun_before(subject)
        if subject.lower_ in relatives and verb.dep_ in self.conj:
            head = verb.head
            return head.head if head.dep_ in self.relcl else subject
        return subject

    def _noun_before(self, relative: Token) -> Token:
        """The noun right before a relative pronoun whose clause hangs on a verb ("..., dit X, qui")."""
        before = [t for t in relative.doc[max(0, relative.i - 3) : relative.i] if not t.is_punct]
        return before[-1] if before and before[-1].pos_ in _NOMINAL else relative

    def clause_of(self, token: Token) -> Token:
        """The head of the innermost clause that holds `token`."""
        for ancestor in [token, *token.ancestors]:
            if self.is_clause(ancestor):
                return ancestor
        return self.root(token)

    def root(self, token: Token) -> Token:
        """The root of the parse."""
        while token.head != token:
            token = token.head
        return token

    def conjuncts(self, token: Token) -> list[Token]:
        """`token` and the nouns coordinated with it, in text order."""
        found, others = [token], self.children(token, self.conj)
        for child in others:
            joined = any(self.children(c, self.coordinator) for c in others if c.i >= child.i)
            if (
                joined
                and child.lower_ not in self.language.anaphors["never"]
                and not self.own_subject(child)
            ):
                found += self.conjuncts(child)
        return sorted(found, key=lambda t: t.i)

    def lemma_keys(self, token: Token) -> list[str]:
        """Lemmas to look a verb up under, reflexive ones ("se-défendre", "s'alarmer") first."""
        if token not in self._keys:
            self._keys[token] = self._find_lemma_keys(token)
        return self._keys[token]

    def _find_lemma_keys(self, token: Token) -> list[str]:
        lemma = token.lemma_.lower()
        reflexive = any(
            c.lower_ in ("se", "s'", "me", "m'", "nous")
            and c.i < token.i
            and c.dep_ in self.expletive | self.object | self.oblique
            for c in token.children
        )
        keys = [f"se-{lemma}", f"s'{lemma}"] if reflexive else []
        told = self.language.verb_forms.get(token.lower_, "")
        bound = told.startswith(("se-", "s'"))  # "s'emporter" is no "emporter"
        if told and lemma not in self.language.verbs and (reflexive or not bound):
            lemma = told
        compound = self._compound_keys(token) + [
            f"{lemma}-{c.lemma_.lower()}"
            for c in self.children(token, self.object | self.oblique | self.xcomp)
            if c.i > token.i and c.pos_ == "NOUN" and not self.children(c, self.det)
        ]
        compound += [f"{lemma}-{c.lower_}" for c in token.children if c.dep_ == "compound:prt"]
        if self.children(token, self.ccomp):  # "has it that P", "put it to him that P"
            compound += [
                f"{lemma}-{c.lower_}" for c in self.children(token, self.object) if c.lower_ == "it"
            ]
        return [*keys, *compound, lemma] if not self._bound_reflexive(token) else [*keys, *compound]

    def _compound_keys(self, token: Token) -> list[str]:
        """ "fait savoir" is looked up under its infinitive, the verb that governs what is told."""
        split = self.language.cues.get("split_verbs", {})
        if token.lower_ not in split.get("second", ()):
            return []
        before = [t for t in token.doc[max(0, token.i - 3) : token.i] if not t.text.startswith("-")]
        light = split.get("lemmas", {}).get(before[-1].lower_) if before else None
        return [f"{light}-{token.lower_}"] if light else []

    def _bound_reflexive(self, token: Token) -> bool:
        """ "s'explique par": a third-person reflexive is another verb than its bare lemma."""
        return any(
            c.lower_ in ("se", "s'") and c.i < token.i and c.dep_ not in self.object | self.oblique
            for c in token.children
        )

    def whole_noun(self, noun: Token) -> Token:
        """The noun before that a noun is a part of, if it is: the head of the whole phrase."""
        while (
            noun.dep_ in self.nominal_parts
            and noun.head.i < noun.i
            and noun.head.pos_ in ("NOUN", "PROPN")
        ):
            noun = noun.head
        return noun

    def preceding_comma(self, token: Token) -> bool:
        """Whether a comma or a dash opens the clause headed by `token`."""
        left = token.left_edge.i
        return left > 0 and token.doc[left - 1].text in {",", "–", "—", "(", ";", "-"}

    def noun_after(self, token: Token) -> Token | None:
        """The head of the first noun phrase after `token` that no preposition governs and that is no date."""
        depth = 0
        for t in token.doc[token.i + 1 :]:
            depth += (t.text == "(") - (t.text == ")")
            if depth:
                continue
            if t.text in {".", ";", ":", "«", "!", "?"} or (
                t.pos_ in ("VERB", "SCONJ")
                and not self.is_participle(t)
                and not (t.head == token and self.is_infinitive(t))
            ):
                return None
            if self._is_ordinal(t) and not (t.pos_ == "ADJ" and t.head == t.nbor(1)):
                return t
            if (
                t.pos_ not in _NOMINAL
                or (t.dep_ in self.det | self.case | self.punct and t.pos_ != "PROPN")
                or self.is_time_phrase(t)
            ):
                continue
            governed = self.children(t, self.case) or t.nbor(-1).pos_ == "ADP"
            if governed and t.i != token.i + 1:
                continue
            return self._phrase_head(t, token.i)
        return None

    def _is_ordinal(self, t: Token) -> bool:
        """ "la première", "le second": one of two named together."""
        return t.i > 0 and f"{t.nbor(-1).lower_} {t.lower_}" in self.language.anaphors["ordinals"]

    def noun_of_phrase(self, token: Token) -> Token | None:
        """The head of the noun phrase that begins right after `token` (a preposition)."""
        for t in token.doc[token.i + 1 : token.i + 9]:
            if f"{t.nbor(-1).lower_} {t.lower_}" in self.language.anaphors["pronouns"]:
                return t  # "selon ce dernier"
            if t.pos_ in _NOMINAL and t.dep_ not in self.det | self.case | self.punct:
                return self._phrase_head(t, token.i)
            if (
                t.pos_ not in ("DET", "ADJ", "ADP", "ADV", "NUM")
                and not t.is_quote
                and t.dep_ not in self.nominal_parts
            ):
                return None
        return None

    def _phrase_head(self, t: Token, after: int) -> Token:
        while (
            t.head.i > after
            and t.head != t
            and t.dep_ in self.nominal_parts
            and t.head.pos_ in _NOMINAL
        ):
            if any(x.text == "," for x in t.doc[min(t.i, t.head.i) : max(t.i, t.head.i)]):
                break
            if t.dep_ == "nmod" and self.children(t, self.det) and not self.children(t, self.case):
                break  # "dans un communiqué l'agence": a phrase of its own
            t = t.head
        return t

    def is_time(self, noun: Token) -> bool:
        """A weekday or a word such as "hier", which no one says anything by."""
        times = self.language.times
        low = noun.lower_
        if low.rpartition(" ")[2] in times.get("months", {}) and (
            " " in low or noun.ent_type_ == "DATE"
        ):
            return True
        return low in times.get("weekdays", {}) or low in times.get("days", {})

    def is_time_phrase(self, noun: Token) -> bool:
        """A noun of time ("jours", "semaine") or a date word."""
        return self.is_time(noun) or noun.lemma_.lower() in self.language.times.get("nouns", ())
