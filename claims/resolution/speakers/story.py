"""The sources that an article has spoken of so far, in the order it did."""

from __future__ import annotations

from dataclasses import replace

from claims.attribution.frames import Mention
from claims.languages.loader import words
from claims.records import Source
from claims.resolution.gender import given_gender, told_gender
from claims.resolution.speakers.known import Known, Resolved, make_known
from claims.text.tree import Tree


class Story:
    """What a later mention can take up. One instance an article.

    `known` holds the sources, one entry each time one is spoken of, the last at the end; `alike` the
    sets of nouns that can stand for one party; `told_subject` whom the clause now reported is about.
    """

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self.known: list[Known] = []
        self.sentence = 0
        self.told_subject: Known | None = None
        nouns = tree.language.anaphors.get("alike", ())
        self.alike = tuple(words(alike.lower()) for alike in nouns)
        self._party_nouns = frozenset(n for alike in self.alike for n in alike)
        self._feminine: dict[str, bool] = {}
        self._group: list[Source] = []
        self._pair: tuple[Source, ...] = ()
        self._joint: tuple[int, tuple[Source, ...]] = (0, ())
        self._on_trial: list[Source] = []

    def next_sentence(self) -> None:
        """Another sentence of the article begins."""
        self.sentence += 1

    def next_unit(self) -> None:
        """What was named together in the unit before can be called the first, the second."""
        if len(self._group) > 1:
            self._pair = tuple(self._group)
        self._group = []

    def remember(self, found: Resolved, mention: Mention, subject: bool, speaker: bool) -> None:
        """Adds a source as `mention` speaks of it: as a subject or not, as one who speaks or not."""
        taken_up = found.rule in ("pronoun", "anaphor")
        known = make_known(found.source, mention, taken_up, self.known, self._party_nouns)
        told = told_gender(mention.head, self._tree)
        feminine = told if told is not None else known.feminine
        self.known.append(
            replace(
                known, feminine=feminine, sentence=self.sentence, subject=subject, speaker=speaker
            )
        )

    def name_together(self, source: Source) -> None:
        """Adds a source to those that this unit names together."""
        self._group.append(source)

    def named_together(self, place: int) -> Source | None:
        """ "la première", "le second" of the sources last named together; places count from 0."""
        return self._pair[place] if place < len(self._pair) else None

    def speak_together(self, sources: tuple[Source, ...]) -> None:
        """Keeps sources that said one thing together ("selon X et Y")."""
        self._joint = (self.sentence, sources)

    def spoke_together(self, reach: int) -> tuple[Source, ...]:
        """The sources that last said one thing together, at most `reach` sentences ago."""
        sentence, sources = self._joint
        return sources if self.sentence - sentence <= reach else ()

    def put_on_trial(self, source: Source) -> None:
        """Adds a person of whom the article says that he is tried."""
        if source.kind == "person" and source not in self._on_trial:
            self._on_trial.append(source)

    def defendant(self) -> Known | None:
        """The one person on trial, as last spoken of; nobody where several are."""
        return self.last_of(self._on_trial[0]) if len(self._on_trial) == 1 else None

    def last(self) -> Known | None:
        """The source last spoken of."""
        return self.known[-1] if self.known else None

    def last_of(self, source: Source) -> Known | None:
        """How a source was last spoken of."""
        return next((k for k in reversed(self.known) if k.source == source), None)

    def last_named(self) -> Known | None:
        """The source last spoken of that is no unnamed one, nor a place only told by the way."""
        named = (k for k in reversed(self.known) if k.source.kind != "unnamed")
        if not self.alike:
            return next(named, None)
        told = [k for k in named if k.subject or k.source.kind != "government"]
        near = (k for k in told if k.sentence >= self.sentence - 2)
        own = (k for k in near if k.subject and k.source.kind not in ("outlet", "agency"))
        return next(own, None) or next(iter(told), None)

    def last_person(self) -> Known | None:
        """The person last spoken of."""
        return next((k for k in reversed(self.known) if k.source.kind == "person"), None)

    def subject_before(self) -> Known | None:
        """The one person that the sentence before was about, as its subject."""
        before = (k for k in reversed(self.known) if k.sentence == self.sentence - 1)
        human = (k for k in before if k.subject and not k.plural)
        return next((k for k in human if k.source.kind in ("person", "unnamed")), None)

    def gender(self, known: Known) -> bool | None:
        """Feminine or not: by the pronouns that took the source up, its given name, or grammar."""
        given = given_gender(known.source.name, self._tree.language)
        told = self._feminine.get(known.source.source_id, given)
        return told if told is not None else known.feminine

    def learn_gender(self, source: Source, feminine: bool) -> None:
        """Keeps what the first pronoun that took a source up told of it."""
        self._feminine.setdefault(source.source_id, feminine)
