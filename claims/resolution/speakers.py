"""Resolves the words that name a source to one canonical source, within an article.

Names go to the directory and to the article's own full names; pronouns, "le journal", "cette
source", "son porte-parole" go to a source spoken of before. What stays unknown keeps the article's
words as its name.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from claims.attribution.frames import Mention
from claims.attribution.mentions import appositions, mentions_of, noun_class
from claims.ids import source_id
from claims.languages.loader import words as str_words
from claims.records import Source, SourceKind
from claims.resolution.known import (
    Known,
    is_feminine,
    is_name,
    join_words,
    make_known,
    make_source,
    may_be_called,
    stands_for,
    strip_titles,
    told_gender,
)
from claims.resolution.memory import Teller
from claims.sources import Directory, fold
from claims.splitting.phrases import owner_phrase
from claims.text.parse import Unit
from claims.text.tree import Tree

if TYPE_CHECKING:
    from spacy.tokens import Token

_KINDS: dict[str, SourceKind] = {
    "outlet": "outlet", "agency": "agency", "person": "person", "organisation": "organisation",
    "government": "government", "unnamed": "unnamed", "documents": "organisation",
}  # fmt: skip

_NEAR = 5


@dataclass(frozen=True, slots=True)
class Resolved:
    """A mention with the source it stands for and how that was found out."""

    source: Source
    mention: str
    rule: str


class Speakers:
    """The sources of one article in the order they speak. One instance an article."""

    def __init__(self, tree: Tree, directory: Directory, outlet: Source) -> None:
        self._tree, self._directory, self._outlet = tree, directory, outlet
        self._known: list[Known] = []
        self._group: list[Source] = []
        self._sentence = 0
        self._pair: tuple[Source, ...] = ()
        self._names: dict[str, tuple[str, ...]] = {}
        self._kinds: dict[str, SourceKind] = {}
        self._roles: dict[str, str] = {}
        self._feminine: dict[str, bool] = {}
        self._accused: Source | None = None
        self._told_subject: Known | None = None
        self._anaphors = tree.language.anaphors
        self._alike = tuple(str_words(nouns.lower()) for nouns in self._anaphors.get("alike", ()))
        grammar = tree.language.grammar
        self._titles = frozenset(str_words(grammar.get("name_breaks", ""))) | frozenset(
            grammar.get("offices", ())
        )

    @property
    def last(self) -> Source | None:
        """The source that spoke last."""
        return self._known[-1].source if self._known else None

    def learn_roles(self, unit: Unit) -> None:
        """Offices said beside a name ("la ministre Anne Roy"), to find the name by."""
        for token in unit.doc:
            if token.pos_ != "NOUN" or noun_class(token.lemma_.lower(), self._tree) not in (
                "person",
                "government",
            ):
                continue
            mention = next(iter(mentions_of(unit, token, self._tree)), None)
            if mention is None:
                continue
            words = [t for t in mention.tokens if not is_name(t) or self._modifies(t, mention)]
            names = [
                t.text for t in mention.tokens if is_name(t) and not self._modifies(t, mention)
            ]
            names += [a for a in appositions(mention, self._tree) if a[:1].isupper()]
            role = fold(join_words(words))
            if names and len(role.split()) > 1:
                self._roles.setdefault(
                    role, strip_titles(names[0], self._tree.language.grammar["mention_openers"])
                )

    def learn_names(self, names: list[str]) -> None:
        """Full names of the article, so that a surname alone finds its bearer."""
        for name in names:
            parts = name.split()
            if len(parts) > 1 and not self._directory.find(name):
                for key in {fold(parts[-1]), fold(name)}:
                    known = self._names.get(key, ())
                    self._names[key] = known if name in known else (*known, name)

    def teller(self, who: Resolved, words: str) -> Teller:
        """A source as one who tells a clause, under the `words` that a claim can take."""
        known = next((k for k in reversed(self._known) if k.source == who.source), None)
        feminine = self._gender(known) if known is not None else None
        return Teller(words, who.source.kind, feminine, known is not None and known.plural)

    def next_sentence(self) -> None:
        """Tells that another sentence begins."""
        self._sentence += 1

    def last_person(self) -> Resolved | None:
        """The person last written about, for a quotation that nobody introduces."""
        known = next((k for k in reversed(self._known) if k.source.kind == "person"), None)
        return (
            Resolved(known.source, known.source.name, "last person") if known is not None else None
        )

    def begin(self) -> None:
        """Starts a new sentence: what was named together before can be called the first, the second."""
        if len(self._group) > 1:
            self._pair = tuple(self._group)
        self._group = []

    def tell_of(self, units: Iterable[Unit]) -> None:
        """Notes whom a reported clause is about: "X a fermé, a-t-il annoncé" may be said by X."""
        self._told_subject = None
        for unit in units:
            root = next((t for t in unit.doc if t.head == t), None)
            subject = self._tree.own_subject(root) if root is not None else None
            if subject is None or subject.pos_ not in ("NOUN", "PROPN"):
                return
            human = is_name(subject) or noun_class(subject.lemma_.lower(), self._tree) is not None
            for mention in mentions_of(unit, subject, self._tree)[:1] if human else ():
                found = self._resolve(mention)
                if found is not None:
                    self._told_subject = make_known(found.source, mention, False, self._known)
            return

    def accuse(self, mention: Mention) -> None:
        """Remembers the body that an accusation names, whom a later denial may call by a noun alone."""
        found = self._resolve(mention) if any(is_name(t) for t in mention.tokens) else None
        body = found is not None and found.source.kind == "organisation"
        self._accused = found.source if found is not None and body else None

    def resolve(
        self, mention: Mention, tree: Tree, relay: bool = False, answers: bool = False
    ) -> Resolved | None:
        """The source a mention stands for; None for a pronoun that stands for nobody known.

        A `relay`, spoken to or cited by the way, is nobody whom a pronoun takes up. Who `answers` an
        accusation, called by a noun that nobody was called by, is the body accused.
        """
        found = self._resolve(mention)
        if answers and found is not None and self._accused is not None:
            unknown = found.rule == "article's words" and len(mention.tokens) == 2
            if unknown and found.source.kind == "organisation":
                found = Resolved(self._accused, mention.text, "accused")
        if found is not None:
            self._remember(found, mention, not relay, not relay)
            if not relay:
                self._group.append(found.source)
        return found

    def note(self, unit: Unit, tree: Tree, told: bool) -> None:
        """Remembers whom a sentence names; a pronoun may take up the main subject, unless `told` by others."""
        for token in unit.doc:
            main = token.head.head == token.head and (
                token.dep_ in tree.subject or (token.head == token and token.i < 4)
            )
            voice = self._is_voice(token)
            main = main or voice
            subject = main and not told
            if (
                not (
                    token.pos_ in ("NOUN", "PROPN")
                    or (self._alike and is_name(token) and token.is_alpha)
                )
                or tree.is_time(token)
                or unit.mask_of(token) is not None
                or not (main or is_name(token))
            ):
                continue
            kind = noun_class(token.lemma_.lower(), tree) or noun_class(token.lower_, tree)
            if is_name(token) or kind in ("person", "government", "organisation", "unnamed"):
                mention = next(iter(mentions_of(unit, self._titled(token), tree)), None)
                found = self._resolve(mention) if mention is not None else None
                if mention is not None and found is not None and not self._just(found.source):
                    self._remember(found, mention, subject)

    def _is_voice(self, noun: Token) -> bool:
        """ "par la voix de son directeur": who speaks for a body, and may go on to speak."""
        phrases = self._tree.language.cues["relay"].get("voice", ())
        before = noun.doc[: noun.left_edge.i + 1].text.lower()
        lead = noun.doc[max(0, noun.i - 6) : noun.i].text.lower()
        return bool(phrases) and any(p in lead or before.endswith(p) for p in phrases)

    def _titled(self, name: Token) -> Token:
        """The noun that a name stands right behind ("la compagnie X"), by which it can be called later."""
        noun, tree = name.head, self._tree
        beside = noun.pos_ == "NOUN" and 0 < name.i - noun.i <= 2 and is_name(name)
        if not beside or self._titles or tree.children(name, tree.case | tree.det):
            return name
        kind = noun_class(noun.lemma_.lower(), tree)
        return noun if kind in ("organisation", "outlet", "agency") else name

    def _remember(
        self, found: Resolved, mention: Mention, subject: bool, speaker: bool = False
    ) -> None:
        taken_up = found.rule in ("pronoun", "anaphor")
        nouns = {n for nouns in self._alike for n in nouns}
        known = make_known(found.source, mention, taken_up, self._known, nouns)
        told = told_gender(mention.head, self._tree)
        known = replace(known, feminine=told) if told is not None else known
        self._known.append(
            replace(known, sentence=self._sentence, subject=subject, speaker=speaker)
        )

    def _just(self, source: Source) -> bool:
        return bool(self._known) and self._known[-1].source == source

    def _resolve(self, mention: Mention) -> Resolved | None:
        text = self._bare(mention)
        low = mention.text.lower().lstrip("-").removeprefix("t-").strip()
        if low in self._anaphors["ordinals"]:
            return self._ordinal(mention, self._anaphors["ordinals"][low])
        if self._is_indefinite(low) and " " in low and mention.head.pos_ == "PRON":
            return Resolved(
                make_source(mention.text, "unnamed", None), mention.text, "article's words"
            )
        if low in self._anaphors["pronouns"] or (
            mention.head.pos_ == "PRON" and not self._is_indefinite(low)
        ):
            return self._pronoun(mention, low)
        entry = self._directory.find(text) if text != text.lower() or " " in text else None
        entry = entry or self._directory.find(self._without_tail(text))
        if entry is not None:
            source = Source(
                source_id(entry.name, entry.kind), entry.name, entry.kind, entry.speaks_for
            )
            return Resolved(source, mention.text, "directory")
        named = self._named(mention)
        if named is not None:
            return named
        role = self._roles.get(fold(text))
        if role is not None:
            return Resolved(
                make_source(self._full_name(role, mention), "person", self._speaks_for(mention)),
                mention.text,
                "role",
            )
        return self._anaphor(mention) or self._described(mention, text)

    def _is_indefinite(self, low: str) -> bool:
        """ "certains", "l'un d'eux": nobody named before."""
        known = self._anaphors["indefinite"]
        return low in known or low.startswith(tuple(f"{word} d" for word in known))

    def _ordinal(self, mention: Mention, place: int) -> Resolved | None:
        """ "la première", "le second" of two sources named together."""
        if place >= len(self._pair):
            return None
        return Resolved(self._pair[place], mention.text, "anaphor")

    def _bare(self, mention: Mention) -> str:
        """The mention without its determiner and titles."""
        skip = self._tree.language.grammar["mention_openers"]
        words = list(mention.tokens)
        while len(words) > 1 and (
            words[0].dep_ in self._tree.det or words[0].lower_ in skip or words[0].is_punct
        ):
            words = words[1:]
        return join_words(self._without_titles(words, mention))

    def _without_tail(self, text: str) -> str:
        """ "AFP news agency": the name before the noun that says what it is."""
        tails = (t for t in self._anaphors.get("tails", ()) if text.endswith(f" {t}"))
        return text.removesuffix(f" {next(tails, '')}") if text[:1].isupper() else ""

    def _without_titles(self, words: list[Token], mention: Mention) -> list[Token]:
        """ "Energy Minister Jane Doe KC", "the newspaper La Voz": the name alone, where it heads the phrase."""
        titles = self._titles
        if not titles or not is_name(mention.head):
            return words
        while len(words) > 1 and words[-1].lower_ in titles and words[-1].text.isupper():
            words = words[:-1]
        last = max(
            (k for k, t in enumerate(words[:-1]) if t.lower_ in titles or not is_name(t)),
            default=-1,
        )
        return words[last + 1 :] if is_name(words[-1]) and words[-1].i <= mention.head.i else words

    def _named(self, mention: Mention) -> Resolved | None:
        """A proper name in the mention, or in apposition to it."""
        candidates = [t for t in mention.tokens if is_name(t) and not self._modifies(t, mention)]
        own = [self._bare(mention)] if is_name(mention.head) and len(mention.tokens) <= 8 else []
        names = (
            own
            + [join_words([t]) for t in candidates]
            + [
                a
                for a in appositions(mention, self._tree)
                if a[:1].isupper() and len(a.split()) <= 5
            ]
        )
        for name in names:
            found = self._by_name(
                strip_titles(name, self._tree.language.grammar["mention_openers"]), mention
            )
            if found is not None:
                return found
        return None

    def _modifies(self, token: Token, mention: Mention) -> bool:
        """A name that only says whose or where: "le ministère de la Défense", "le maire de Lyon"."""
        while token != mention.head and token.head != token:
            if self._tree.children(
                token, self._tree.case
            ) or token.dep_ in self._tree.language.grammar.get("owner", ()):
                return True
            token = token.head
        return False

    def _by_name(self, name: str, mention: Mention) -> Resolved | None:
        entry = self._directory.find(name)
        title = (
            noun_class(mention.head.lemma_.lower(), self._tree)
            if not is_name(mention.head)
            else self._class_beside(mention)
        )
        if entry is not None and title not in ("person",):
            source = Source(
                source_id(entry.name, entry.kind), entry.name, entry.kind, entry.speaks_for
            )
            return Resolved(source, mention.text, "directory")
        full = self._full_name(name, mention)
        kind = _KINDS[title] if title and title != "unnamed" else self._kind_of_name(mention, full)
        return Resolved(make_source(full, kind, self._speaks_for(mention)), mention.text, "name")

    def _full_name(self, name: str, mention: Mention) -> str:
        """The article's full name for a surname; of two bearers, the one of the title's gender, or the last."""
        bearers = self._names.get(fold(name), ())
        if len(bearers) < 2:
            return bearers[0] if bearers else name
        feminine = is_feminine(mention)
        fitting = [b for b in bearers if feminine is None or self._given(b) in (None, feminine)]
        told = [b for b in fitting if feminine is not None and self._given(b) == feminine]
        pool = told or fitting or list(bearers)
        spoken = [k.source.name for k in self._known if k.source.name in pool]
        return spoken[-1] if spoken else pool[0]

    def _class_beside(self, mention: Mention) -> str | None:
        """What a noun in front of a name, or in apposition to it, says it is ("the newspaper La Voz")."""
        if not self._titles:
            return None
        before = [t for t in mention.tokens if t.i < mention.head.i and t.pos_ in ("NOUN", "PROPN")]
        beside = [
            *reversed(before),
            *(c for c in mention.head.children if c.dep_ in self._tree.appos),
        ]
        classes = (noun_class(t.lemma_.lower(), self._tree) for t in beside)
        found = next((c for c in classes if c and c != "documents"), None)
        return "person" if found == "unnamed" else found

    def _kind_of_name(self, mention: Mention, name: str) -> SourceKind:
        label = next((t.ent_type_ for t in mention.tokens if t.ent_type_), "")
        if self._given(name) is not None or any(
            t.lower_ in self._titles
            and not self._tree.is_time(t)
            and (t.i < mention.head.i or t.text.isupper())
            for t in mention.tokens
        ):
            return "person"
        body = self._body_named(name)
        if body is not None:
            return body
        media = str_words(self._tree.language.cues["relay"].get("media_words", ""))
        if set(name.lower().split()) & set(media):
            return "outlet"
        if label in ("LOC", "GPE"):
            return "government"
        if label in ("PER", "PERSON") or fold(name) in self._names or len(name.split()) in (2, 3):
            return "person" if label != "ORG" else "organisation"
        titled = (
            mention.tokens[0].lower_ in self._tree.language.grammar["personal_titles"]
            or mention.text != name
        )
        return "person" if titled and label != "ORG" and not name.isupper() else "organisation"

    def _body_named(self, name: str) -> SourceKind | None:
        """What a name says it is by its noun: "Halden University", "Institut Morel"."""
        parts = name.lower().split()
        for part in (parts[-1], parts[0]) if len(parts) > 1 else ():
            kind = noun_class(part, self._tree)
            if kind in ("outlet", "agency", "organisation", "government"):
                return _KINDS[kind]
        shown = str_words(self._anaphors.get("name_bodies", ""))
        return "organisation" if len(parts) > 1 and {*parts} & {*shown} else None

    def _speaks_for(self, mention: Mention) -> str | None:
        """ "le porte-parole du Kremlin": the body named after "of"."""
        if mention.head.lemma_.lower() not in self._anaphors["spokespersons"]:
            return None
        owner = next(
            (
                c
                for c in mention.head.children
                if c.dep_ == "nmod" and self._tree.children(c, self._tree.case)
            ),
            None,
        )
        if owner is None:
            return None
        entry = self._directory.find(join_words([owner]))
        return (
            entry.name
            if entry
            else join_words(
                [t for t in owner.subtree if t.dep_ not in self._tree.case | self._tree.det]
            )
        )

    def _pronoun(self, mention: Mention, low: str) -> Resolved | None:
        table = self._anaphors
        if low in table["first_person"]:
            return None
        plural = low in table["plural"]
        feminine = (
            low in table["feminine"]
            if low in table["feminine"] or low in table["singular_masculine"] or plural
            else None
        )
        able = [
            k for k in self._known
            if k.source != self._outlet and k.plural == plural
            and (feminine is None or self._gender(k) in (None, feminine)) and self._may_be(low, k)
        ]  # fmt: skip
        fitting = [k for k in able if k.subject]
        people = [
            k
            for k in fitting
            if k.person or (k.source.kind not in ("outlet", "agency") and k.feminine is not None)
        ]
        just = [
            k
            for k in fitting
            if k.sentence >= self._sentence - 1 and k.source.kind not in ("outlet", "agency")
        ]
        beside = [
            k
            for k in able
            if not k.subject
            and k.sentence >= self._sentence - 1
            and (k.source.kind == "person" or (plural and k.source.kind == "unnamed"))
        ]
        spoke = (
            [k for k in just if k in people and k.speaker]
            if low in table.get("persons", ())
            else []
        )
        if low in table.get("last_named", ()):
            near = [k for k in able if k.sentence >= self._sentence - 1]
            just = near if near and not spoke else just
        told = self._told_subject
        agrees = (
            told is not None and told.plural == plural and self._gender(told) in (None, feminine)
        )
        if not (spoke or just or beside) and told is not None and agrees:
            return Resolved(told.source, mention.text, "pronoun")
        for known in reversed(
            spoke or [k for k in just if k in people] or just or beside or people or fitting
        ):
            if low in table.get("persons", ()) and feminine is not None:
                self._feminine.setdefault(known.source.source_id, feminine)
            return Resolved(known.source, mention.text, "pronoun")
        return None

    def _gender(self, known: Known) -> bool | None:
        """Feminine or not: by grammar, or by the pronouns that took the source up before."""
        told = self._feminine.get(known.source.source_id, self._given(known.source.name))
        return told if told is not None else known.feminine

    def _given(self, name: str) -> bool | None:
        """Whether a full name begins with a woman's given name; None where the language's list has neither."""
        first = name.lower().split()[0] if name.strip() else ""
        if first in str_words(self._anaphors.get("given_feminine", "")):
            return True
        return False if first in str_words(self._anaphors.get("given_masculine", "")) else None

    def _may_be(self, pronoun: str, known: Known) -> bool:
        """ "he" and "she" stand for people, "it" for no one, in languages whose pronouns tell."""
        person = known.source.kind == "person" or (
            known.source.kind == "unnamed" and not known.plural
        )
        if pronoun in self._anaphors.get("persons", ()):
            return person
        return not (pronoun in self._anaphors.get("things", ()) and known.source.kind == "person")

    def _anaphor(self, mention: Mention) -> Resolved | None:
        """ "le journal", "cette source", "ces analystes", "le ministre", "son porte-parole"."""
        first = mention.tokens[0].lower_
        head = mention.head.lemma_.lower()
        kind = noun_class(head, self._tree) or noun_class(mention.head.lower_, self._tree)
        if first in self._anaphors["possessives"]:
            return self._possessed(mention)
        pointing = first in self._anaphors["demonstratives"]
        definite = first in self._tree.language.grammar["definite"]
        if not (pointing or definite) or (kind is None and len(mention.tokens) > 2):
            return None
        if kind is None and not pointing and self._alike:
            return None
        kind = kind or "person"
        if not pointing and not self._is_light(mention, kind):
            return None
        plural = mention.head.morph.get("Number") == ["Plur"]
        for known in reversed(self._known):
            if known.head == head and known.plural == plural:
                return Resolved(known.source, mention.text, "anaphor")
        if head in self._anaphors.get("strict", ()):
            return None
        bodies = ("organisation", "government") if head in self._anaphors.get("bodies", ()) else ()
        for known in reversed(self._known):
            if not pointing and kind != "person" and not may_be_called(known, head, self._alike):
                continue
            body = known.speaker and known.source.kind in bodies and known.plural == plural
            if body or stands_for(known, head, kind, pointing, plural):
                return Resolved(known.source, mention.text, "anaphor")
        gender = mention.head.morph.get("Gender")
        feminine = gender == ["Fem"] if gender else None
        if kind == "person" and not plural:
            for known in reversed(self._known[-_NEAR:]):
                if self._titles and known.sentence < self._sentence - 3:
                    break
                if known.head != head and (
                    known.head in self._titles or not self._may_be_he(known, head)
                ):
                    continue
                if known.source.kind == "person" and (
                    feminine is None or self._gender(known) in (None, feminine)
                ):
                    return Resolved(known.source, mention.text, "anaphor")
        return None

    def _is_light(self, mention: Mention, kind: str) -> bool:
        """A definite noun with nothing that tells it apart: "le quotidien américain", "la dirigeante"."""
        rest = [t for t in mention.tokens if t != mention.head and t.dep_ not in self._tree.det]
        if kind in ("outlet", "agency"):
            return all(t.pos_ in ("ADJ", "VERB") for t in rest)
        return not rest

    def _may_be_he(self, known: Known, noun: str) -> bool:
        """Whether a person called by one noun ("striker") can be taken up by another ("player")."""
        sets = self._anaphors.get("alike_people", ())
        if not sets or noun_class(known.head, self._tree) != "person":
            return True
        return any({known.head, noun} <= set(str_words(nouns)) for nouns in sets)

    def _possessed(self, mention: Mention) -> Resolved | None:
        owner = next((k for k in reversed(self._known) if k.source.kind != "unnamed"), None)
        head = join_words(list(mention.tokens[1:]))
        if "possessor" in self._anaphors:
            return self._possessed_by(mention, head, owner)
        if owner is None:
            return None
        name = f"{head} {self._of(owner)}"
        return Resolved(make_source(name, "person", owner.source.name), mention.text, "possessive")

    def _possessed_by(self, mention: Mention, head: str, last: Known | None) -> Resolved | None:
        """ "his lawyer", "its chairman": the owner is whom the pronoun stands for, else the `last`."""
        low = self._anaphors["possessor"]["pronouns"].get(mention.tokens[0].lower_, "")
        found = self._pronoun(mention, low) if low else None
        owner = found.source if found is not None else last.source if last is not None else None
        if owner is None:
            return None
        name = f"{owner_phrase(owner.name, self._tree)} {head}"
        return Resolved(make_source(name, "person", owner.name), mention.text, "possessive")

    def _of(self, owner: Known) -> str:
        """ "de la ministre", "du groupe", "d'EDF": the owner after the word for "of"."""
        forms, name = self._tree.language.grammar["of_forms"], owner.source.name
        vowel = fold(name)[:1] in "aeiouyh"
        if name[:1].isupper():
            return (forms["name_vowel"] if vowel else forms["name"]) + name
        return (
            forms["vowel"] if vowel else forms["feminine"] if owner.feminine else forms["masculine"]
        ) + name

    def _described(self, mention: Mention, text: str) -> Resolved:
        head = mention.head.lemma_.lower()
        kind = noun_class(head, self._tree) or noun_class(mention.head.lower_, self._tree)
        same = next((k for k in reversed(self._known) if fold(k.source.name) == fold(text)), None)
        if same is not None:
            return Resolved(same.source, mention.text, "same words")
        guessed = _KINDS.get(
            kind or "",
            "unnamed" if mention.head.morph.get("Number") == ["Plur"] else "organisation",
        )
        if kind == "person" or kind == "unnamed":
            guessed = "unnamed"
        return Resolved(
            make_source(text, guessed, self._speaks_for(mention)), mention.text, "article's words"
        )
