"""Resolves the words that name a source to one canonical source, within an article.

Names go to the directory and to the article's own full names; pronouns, "le journal", "cette
source", "son porte-parole" go to a source spoken of before. What stays unknown keeps the article's
words as its name.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claims.attribution.frames import Mention
from claims.attribution.mentions import mentions_of, noun_class
from claims.languages.loader import words
from claims.records import Source, SourceKind
from claims.resolution.gender import given_gender
from claims.resolution.memory import Teller
from claims.resolution.speakers.groups import SpeakerGroups
from claims.resolution.speakers.known import Known, Resolved, make_known
from claims.resolution.speakers.names import Names
from claims.resolution.speakers.naming import KINDS, Naming, class_of, is_name
from claims.resolution.speakers.nouns import SpeakerNouns
from claims.resolution.speakers.pronouns import SpeakerPronouns
from claims.resolution.speakers.story import Story
from claims.resolution.speakers.telling import telling_words
from claims.sources import Directory, fold, make_source
from claims.splitting.phrases import with_article
from claims.text.parse import Unit
from claims.text.tree import Tree, is_plural, without_hyphen

if TYPE_CHECKING:
    from claims.text.tokens import Token


_BODIES = ("organisation", "government", "outlet", "agency")
_THERE = 2  # sentences back to the medium that "y" takes up
_NAME_RUN = re.compile(r"(?:[A-ZÀ-Ý][\w-]+\s?)+")  # words with a capital side by side


class Speakers:
    """The sources of one article in the order they speak. One instance an article."""

    def __init__(self, tree: Tree, directory: Directory, outlet: Source) -> None:
        self._tree, self._directory = tree, directory
        self._anaphors = tree.language.anaphors
        self._story = Story(tree)
        self._naming = Naming(tree)
        self._names = Names(tree, directory, self._story, self._naming)
        self._pronouns = SpeakerPronouns(tree, self._story, outlet)
        self._nouns = SpeakerNouns(tree, directory, self._story, self._naming, self._pronouns)
        self._groups = SpeakerGroups(tree, self._story)
        self._accused: Source | None = None
        self._accusers: frozenset[str] = frozenset()
        self._before: Unit | None = None
        self._noted: Unit | None = None

    def learn_names(self, names: list[str]) -> None:
        """Full names of the article, so that a surname alone finds its bearer."""
        self._names.learn(names)

    def learn_offices(self, unit: Unit) -> None:
        """Offices said beside a name ("la ministre Anne Roy"), to find the name by."""
        self._names.learn_offices(unit)

    def next_sentence(self) -> None:
        """Tells that another sentence of the article begins."""
        self._story.next_sentence()
        self._before = self._noted

    def next_unit(self, told: Unit | None) -> None:
        """Tells that another unit begins, and which clause it reports, if one was cut out of it.

        Whom that clause is about may be who reports it: "X a fermé, a-t-il annoncé".
        """
        self._story.next_unit()
        self._story.told_subject = None
        mention = self._subject_of(told) if told is not None else None
        found = self._find(mention) if mention is not None else None
        if mention is not None and found is not None:
            self._story.told_subject = make_known(found.source, mention, False, self._story.known)

    def _subject_of(self, unit: Unit) -> Mention | None:
        """Who a clause is about, where that is someone who can speak."""
        subject = self._tree.own_subject(unit.root) if unit.root is not None else None
        if subject is None or subject.pos_ not in ("NOUN", "PROPN"):
            return None
        if not is_name(subject) and noun_class(subject.lemma_, self._tree) is None:
            return None
        return next(iter(mentions_of(unit, subject, self._tree)), None)

    def resolve(
        self,
        mention: Mention,
        relay: bool = False,
        answers: bool = False,
        speaking: Source | None = None,
    ) -> Resolved | None:
        """The source a mention stands for; None for a pronoun that stands for nobody known.

        A `relay`, spoken to or cited by the way, is nobody whom a pronoun takes up. Who `answers` an
        accusation, called by a noun that nobody was called by, is the body accused. Who is `speaking`
        calls himself by no noun ("le contremaître nous disait").
        """
        there = relay and mention.text.lower() in self._anaphors.get("there", ())
        found = self._medium_near(mention) if there else self._find(mention)
        if found is None:
            return None
        if found.source == speaking and found.rule == "anaphor" and mention.head.pos_ == "NOUN":
            found = self._described(mention, self._naming.bare(mention))
        if answers:
            found = self._answering(found, mention)
        self._story.remember(found, mention, subject=not relay, speaker=not relay)
        if not relay:
            self._story.name_together(found.source)
        return found

    def _medium_near(self, mention: Mention) -> Resolved | None:
        """The medium named in this sentence or the two before, for "y" ("y déclare-t-il")."""
        media = ("outlet", "agency")
        near = [k for k in self._story.known if self._story.sentence - k.sentence <= _THERE]
        last = next((k for k in reversed(near) if k.source.kind in media), None)
        return Resolved(last.source, mention.text, "anaphor") if last is not None else None

    def several(self, mention: Mention) -> tuple[Resolved, ...]:
        """Those whom a plural takes up together ("tous deux", "eux"); nobody where it is one source."""
        return self._groups.resolve(mention, self._find(mention))

    def speak_together(self, sources: tuple[Source, ...]) -> None:
        """Keeps sources that said one thing together, which a plural may take up."""
        self._story.speak_together(sources)

    def accuse(self, mention: Mention, accusers: frozenset[str]) -> None:
        """Remembers the body that an accusation names, whom a later denial may call by a noun alone.

        `accusers` are the ids of those who accuse it.
        """
        found = self._find(mention) if any(is_name(t) for t in mention.tokens) else None
        body = found is not None and found.source.kind == "organisation"
        self._accused = found.source if found is not None and body else None
        self._accusers = accusers

    def _answering(self, found: Resolved, mention: Mention) -> Resolved:
        """The body accused, for a denial by a body that the article called nothing before."""
        unknown = found.rule == "article's words" and len(mention.tokens) == 2
        accuser = found.rule == "anaphor" and found.source.source_id in self._accusers
        if self._accused is None or found.source.kind != "organisation":
            return found
        if not (unknown or accuser):
            return found
        return Resolved(self._accused, mention.text, "accused")

    def note(self, unit: Unit, told: bool) -> None:
        """Remembers whom a sentence names; a pronoun may take up the main subject, unless `told` by others."""
        self._noted = unit
        self._note_taken_up(unit, told)
        for token in unit.doc:
            self._note_trial(unit, token)
            if not self._is_noun(token) or unit.mask_of(token) is not None:
                continue
            main = self._is_main(token)
            if self._is_noted(token, main):
                self._note(unit, token, subject=main and not told)

    def _note_trial(self, unit: Unit, verb: Token) -> None:
        """ "Luc Morin comparaît", "Jane Doe is charged with": who is tried, for a later "defendant"."""
        table = self._anaphors.get("on_trial")
        if not table or verb.pos_ != "VERB" or verb.lemma_.lower() not in words(table["verbs"]):
            return
        passive = verb.lemma_.lower() in words(table["passive"])
        subject = self._tree.own_subject(verb)
        if subject is None or not is_name(subject) or self._tree.is_passive(verb) != passive:
            return
        mention = next(iter(mentions_of(unit, subject, self._tree)), None)
        found = self._find(mention) if mention is not None else None
        if found is not None:
            self._story.put_on_trial(found.source)

    def _note_taken_up(self, unit: Unit, told: bool) -> None:
        """ "Ce dernier a réagi": whom a sentence is about, though it only points to him."""
        subject = self._tree.own_subject(unit.root) if unit.root is not None else None
        if subject is None or told:
            return
        tokens = tuple(unit.doc[subject.left_edge.i : subject.i + 1])
        mention = Mention(unit, subject, tokens)
        if mention.text.lower() not in self._anaphors.get("last_named", ()):
            return
        found = self._find(mention)
        if found is not None:
            self._story.remember(found, mention, subject=True, speaker=False)

    def _note(self, unit: Unit, noun: Token, subject: bool) -> None:
        mention = next(iter(mentions_of(unit, self._titled(noun), self._tree)), None)
        found = self._find(mention) if mention is not None else None
        last = self._story.last()
        if mention is None or found is None or (last is not None and last.source == found.source):
            return
        self._story.remember(found, mention, subject, speaker=False)

    def _is_noun(self, token: Token) -> bool:
        name = self._story.alike and is_name(token) and token.is_alpha
        return bool(token.pos_ in ("NOUN", "PROPN") or name) and not self._tree.is_time(token)

    def _is_main(self, noun: Token) -> bool:
        """The main clause's subject, or what a sentence without a verb begins with."""
        root = noun.head == noun
        subject = noun.dep_ in self._tree.subject or (root and noun.i < 4)
        return (noun.head.head == noun.head and subject) or self._is_voice(noun)

    def _is_noted(self, noun: Token, main: bool) -> bool:
        if is_name(noun) and self._is_of_title(noun):
            return False
        if is_name(noun):  # "a porté plainte contre X." is against nobody known
            return len(noun.text.strip(".")) > 1 and not self._is_portfolio(noun)
        speaks = ("person", "government", "organisation", "unnamed")
        return main and class_of(noun, self._tree) in speaks

    def _is_of_title(self, name: Token) -> bool:
        """ "La Dépêche de Corvenne": the last word of a title, and not a party of its own."""
        above, cases = name.head, self._tree.children(name, self._tree.case)
        titled = above.i < name.i <= above.i + 2 and above.i > 0 and above.text[:1].isupper()
        return bool(cases) and titled and above.pos_ in ("NOUN", "PROPN")

    def _is_portfolio(self, name: Token) -> bool:
        """ "le ministère de la Défense": what an office is for is no party of its own."""
        offices = self._anaphors.get("of_portfolios", ())
        articles = self._tree.children(name, self._tree.case | self._tree.det)
        return name.head.lemma_.lower() in offices and bool(articles) and " " not in name.text

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
        if not beside or self._naming.titles or tree.children(name, tree.case | tree.det):
            return name
        kind = noun_class(noun.lemma_, tree)
        return noun if kind in ("organisation", "outlet", "agency") else name

    def teller(self, who: Resolved) -> Teller:
        """A source as one who tells a clause, under words that a claim's sentence can take."""
        known = self._story.last_of(who.source)
        feminine = self._story.gender(known) if known is not None else None
        plural = known is not None and known.plural
        words = with_article(telling_words(who), feminine, plural, self._tree)
        return Teller(words, who.source.kind, feminine, plural, self._client(who))

    def _client(self, who: Resolved) -> Teller | None:
        """ "l'avocat de Paul Roy", "Paul Roy's lawyer": the person named, whom the lawyer speaks for."""
        lawyers = words(self._anaphors.get("lawyers", ""))
        if {*who.source.name.replace("'", " ").split()}.isdisjoint(lawyers):
            return None
        runs = [run.strip() for run in _NAME_RUN.findall(who.source.name)]
        name = next((run for run in reversed(runs) if " " in run), None)
        if name is None:
            return None
        return Teller(name, "person", given_gender(name, self._tree.language))

    def last_person(self) -> Resolved | None:
        """The person last written about, for a quotation that nobody introduces."""
        return self._as_resolved(self._story.last_person(), "last person")

    def subject_before(self) -> Resolved | None:
        """The person that the sentence before was about, for a quotation that follows it."""
        return self._as_resolved(self._story.subject_before(), "subject before")

    def _as_resolved(self, known: Known | None, rule: str) -> Resolved | None:
        return Resolved(known.source, known.source.name, rule) if known is not None else None

    def _find(self, mention: Mention) -> Resolved | None:
        """By place, pronoun, directory, name, office or noun, else by the article's own words."""
        word = without_hyphen(mention.text.lower()).strip()
        if word in self._anaphors["ordinals"]:
            source = self._story.named_together(self._anaphors["ordinals"][word])
            return Resolved(source, mention.text, "anaphor") if source is not None else None
        pronoun, indefinite = mention.head.pos_ == "PRON", self._is_indefinite(word)
        if pronoun and indefinite and " " in word:
            return Resolved(make_source(mention.text, "unnamed"), mention.text, "article's words")
        topic = self._topic(mention, word)
        if topic is not None:
            return topic
        beside = self._last_beside(mention, word)
        if beside is not None:
            return Resolved(beside.source, mention.text, "pronoun")
        text = self._naming.bare(mention)
        misread = pronoun and text[:1].isupper() and self._listed(mention, text) is not None
        if word in self._anaphors["pronouns"] or (pronoun and not indefinite and not misread):
            return self._pronouns.resolve(mention, word)
        return (
            self._listed(mention, text)
            or self._names.find(mention)
            or self._names.holder(text, mention)
            or self._nouns.resolve(mention)
            or self._described(mention, text)
        )

    def _topic(self, mention: Mention, word: str) -> Resolved | None:
        """ "Quant au président, il a dit P": whom the sentence itself opens with."""
        first, doc = mention.tokens[0], mention.unit.doc
        subject = word in self._anaphors["subject_pronouns"]
        if not subject or doc[0].lower_ not in self._anaphors.get("topic_marks", ()):
            return None
        nouns = (t for t in doc[1 : first.i] if self._is_noun(t) and class_of(t, self._tree))
        noun = next(nouns, None)
        if noun is None or is_plural(noun) != (word in self._anaphors["plural"]):
            return None
        named = next(iter(mentions_of(mention.unit, noun, self._tree)), None)
        return self._find(named) if named is not None else None

    def _last_beside(self, mention: Mention, word: str) -> Resolved | None:
        """ "l'a dit à la mairie, ce que celle-ci dément": the last noun of the sentence that agrees."""
        tree, first = self._tree, mention.tokens[0]
        if word not in self._anaphors.get("last_named", ()) or "alike" not in self._anaphors:
            return None
        feminine, plural = word in self._anaphors["feminine"], word in self._anaphors["plural"]
        units = [mention.unit, *([self._before] if self._before is not None else [])]
        words = [
            (u, t) for u in units for t in reversed(u.doc) if u is not units[0] or t.i < first.i
        ]
        for unit, noun in words:
            if not self._is_noun(noun) or tree.is_time_phrase(noun):
                continue
            gender = noun.morph.get("Gender")
            if is_plural(noun) != plural or (gender and (gender == ["Fem"]) != feminine):
                continue
            known = class_of(noun, tree)
            if known is None and not is_name(noun):
                return None
            far = unit is not mention.unit and known not in (*_BODIES, "person")
            if far and not is_name(noun):
                return None
            named = next(iter(mentions_of(unit, noun, tree)), None)
            return self._find(named) if named is not None else None
        return None

    def _is_indefinite(self, word: str) -> bool:
        """ "certains", "l'un d'eux", "deux d'entre elles": nobody named before."""
        known, of = self._anaphors["indefinite"], self._tree.language.grammar["of"]
        some = (*known, *self._anaphors.get("counted", ()))
        return word in known or word.startswith(tuple(f"{start} {o}" for start in some for o in of))

    def _listed(self, mention: Mention, text: str) -> Resolved | None:
        """The mention as the directory has it, whole; an acronym as the article has it in full."""
        full = self._names.in_full(text) if text.isupper() else ""
        if full and self._directory.find(full) is None:
            return Resolved(make_source(full, "organisation"), mention.text, "acronym")
        entry = self._directory.find(text) if text != text.lower() or " " in text else None
        entry = entry or self._directory.find(self._naming.without_tail(text))
        return Resolved(entry.source, mention.text, "directory") if entry is not None else None

    def _described(self, mention: Mention, text: str) -> Resolved:
        """A source that has no name but the article's words for it."""
        before = (k for k in self._story.known[::-1] if fold(k.source.name) == fold(text))
        same = next(before, None)
        if same is not None:
            return Resolved(same.source, mention.text, "same words")
        several = is_plural(mention.head)
        named = class_of(mention.head, self._tree) or ("unnamed" if several else "organisation")
        kind: SourceKind = "unnamed" if named == "person" else KINDS[named]
        source = make_source(text, kind, self._names.speaks_for(mention))
        return Resolved(source, mention.text, "article's words")
