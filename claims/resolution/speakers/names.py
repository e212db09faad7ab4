"""The names that an article uses for its sources: in full, by surname, by office, as the directory has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.attribution.frames import Mention
from claims.attribution.mentions import appositions, mentions_of, noun_class
from claims.languages.loader import words
from claims.records import SourceKind
from claims.resolution.gender import given_gender
from claims.resolution.speakers.known import Resolved, is_feminine
from claims.resolution.speakers.naming import KINDS, Naming, is_name, join_words
from claims.resolution.speakers.story import Story
from claims.sources import Directory, fold, make_source
from claims.text.parse import Unit
from claims.text.tree import Tree

if TYPE_CHECKING:
    from claims.text.tokens import Token


# words of a name, with its article: at most, where nothing but nouns and what joins them is in it
_SHORT_NAME, _LONGEST_NAME = 8, 12
_OF_NAMES = ("DET", "NOUN", "PROPN", "ADJ", "ADP")


def _is_of_office(token: Token, mention: Mention) -> bool:
    """ "le Premier ministre": a capital that belongs to a common noun."""
    noun = mention.head
    return (
        token.pos_ in ("ADJ", "NUM")
        and token.head == noun
        and token.i < noun.i
        and noun.text.islower()
    )


class Names:
    """Finds the source that a name stands for, and what kind it is. One instance an article."""

    def __init__(self, tree: Tree, directory: Directory, story: Story, naming: Naming) -> None:
        self._tree, self._directory, self._story, self._naming = tree, directory, story, naming
        self._anaphors = tree.language.anaphors
        self._bearers: dict[str, tuple[str, ...]] = {}
        self._offices: dict[str, str] = {}
        self._acronyms: dict[str, str] = {}

    def learn(self, names: list[str]) -> None:
        """Full names of the article, so that a surname alone finds its bearer."""
        for name in map(self._naming.alone, names):
            parts = name.split()
            if len(parts) > 2 and not any(p.isupper() for p in parts):
                self._acronyms.setdefault("".join(p[0] for p in parts if p[0].isupper()), name)
            if len(parts) > 1 and not self._directory.find(name):
                for key in {fold(parts[-1]), fold(name)}:
                    known = self._bearers.get(key, ())
                    self._bearers[key] = known if name in known else (*known, name)

    def in_full(self, acronym: str) -> str:
        """ "RSF" in an article on the Rapid Support Forces: the full name, "" where it has none."""
        full = self._acronyms.get(acronym, "") if len(acronym) > 2 else ""
        known = self._directory.find(acronym)
        called = {known.name, *known.aliases, *(n for _, n in known.names)} if known else set()
        return "" if fold(full) in {fold(n) for n in called} else full

    def learn_offices(self, unit: Unit) -> None:
        """Offices said beside a name ("la ministre Anne Roy"), to find the name by."""
        for token in unit.doc:
            if token.pos_ != "NOUN":
                continue
            if noun_class(token.lemma_, self._tree) not in ("person", "government"):
                continue
            mention = next(iter(mentions_of(unit, token, self._tree)), None)
            if mention is not None:
                self._learn_office(mention)

    def _learn_office(self, mention: Mention) -> None:
        own = self._own_names(mention)
        office = fold(join_words([t for t in mention.tokens if t not in own]))
        names = [t.text for t in own]
        names += [a for a in appositions(mention, self._tree) if a[:1].isupper()]
        if names and len(office.split()) > 1:
            self._offices.setdefault(office, self._naming.untitled(names[0]))

    def find(self, mention: Mention) -> Resolved | None:
        """The source named in the mention, or in apposition to it; None where no name is there."""
        head = mention.head
        short = len(mention.tokens) <= _SHORT_NAME or (
            len(mention.tokens) <= _LONGEST_NAME
            and all(t.pos_ in _OF_NAMES for t in mention.tokens)
        )
        own = [self._naming.bare(mention)] if is_name(head) and short else []
        beside = appositions(mention, self._tree)
        names = (
            *own,
            *(join_words([t]) for t in self._own_names(mention)),
            *(a for a in beside if a[:1].isupper() and len(a.split()) <= 5),
        )
        return self._by_name(self._naming.untitled(names[0]), mention) if names else None

    def _own_names(self, mention: Mention) -> list[Token]:
        """The mention's names but those that only say whose or where."""
        named = [t for t in mention.tokens if is_name(t) and not _is_of_office(t, mention)]
        return [t for t in named if not self._naming.modifies(t, mention)]

    def holder(self, office: str, mention: Mention) -> Resolved | None:
        """The person whom the article named beside an office, here said alone."""
        name = self._offices.get(fold(office))
        if name is None:
            return None
        full = self._full_name(name, mention)
        return Resolved(make_source(full, "person", self.speaks_for(mention)), mention.text, "role")

    def speaks_for(self, mention: Mention) -> str | None:
        """ "le porte-parole du Kremlin": the body named after "of"."""
        if mention.head.lemma_.lower() not in self._anaphors["spokespersons"]:
            return None
        tree = self._tree
        of = (c for c in mention.head.children if c.dep_ == "nmod" and tree.children(c, tree.case))
        owner = next(of, None)
        if owner is None:
            return None
        entry = self._directory.find(join_words([owner]))
        if entry is not None:
            return entry.name
        return join_words([t for t in owner.subtree if t.dep_ not in tree.case | tree.det])

    def _by_name(self, name: str, mention: Mention) -> Resolved:
        entry = self._directory.find(name)
        title = (
            noun_class(mention.head.lemma_, self._tree)
            if not is_name(mention.head)
            else self._naming.class_beside(mention)
        )
        if entry is not None and title != "person":
            return Resolved(entry.source, mention.text, "directory")
        full = self._full_name(name, mention)
        kind = KINDS[title] if title and title != "unnamed" else self._kind(mention, full)
        return Resolved(make_source(full, kind, self.speaks_for(mention)), mention.text, "name")

    def _full_name(self, name: str, mention: Mention) -> str:
        """The article's full name for a surname; of two bearers, the one of the title's gender, or the last."""
        bearers = self._bearers.get(fold(name), ())
        if len(bearers) < 2:
            return bearers[0] if bearers else name
        feminine, given = is_feminine(mention), {b: self._given_gender(b) for b in bearers}
        fitting = [b for b in bearers if feminine is None or given[b] in (None, feminine)]
        told = [b for b in fitting if feminine is not None and given[b] == feminine]
        pool = told or fitting or list(bearers)
        spoken = [k.source.name for k in self._story.known if k.source.name in pool]
        return spoken[-1] if spoken else pool[0]

    def _given_gender(self, name: str) -> bool | None:
        return given_gender(name, self._tree.language)

    def _kind(self, mention: Mention, name: str) -> SourceKind:
        """What a name is that no noun beside it tells: by its title, its own words, the recogniser."""
        if self._given_gender(name) is not None or self._naming.has_title(mention):
            return "person"
        body = self._body_named(name)
        if body is not None:
            return body
        media = words(self._tree.language.cues["relay"].get("media_words", ""))
        if set(name.lower().split()) & set(media):
            return "outlet"
        return self._recognised(mention, name)

    def _recognised(self, mention: Mention, name: str) -> SourceKind:
        """What a name is by the recogniser's label, the number of its words and a title before it."""
        label = next((t.ent_type_ for t in mention.tokens if t.ent_type_), "")
        if label in ("LOC", "GPE"):
            return "government"
        named = fold(name) in self._bearers or len(name.split()) in (2, 3)
        if named or label in ("PER", "PERSON"):
            return "person" if label != "ORG" else "organisation"
        personal = self._tree.language.grammar["personal_titles"]
        titled = mention.tokens[0].lower_ in personal or mention.text != name
        return "person" if titled and label != "ORG" and not name.isupper() else "organisation"

    def _body_named(self, name: str) -> SourceKind | None:
        """What a name says it is by its noun: "Halden University", "Institut Morel"."""
        parts = name.lower().split()
        for part in (parts[-1], parts[0]) if len(parts) > 1 else ():
            kind = noun_class(part, self._tree)
            if kind in ("outlet", "agency", "organisation", "government"):
                return KINDS[kind]
        shown = words(self._anaphors.get("name_bodies", ""))
        return "organisation" if len(parts) > 1 and {*parts} & {*shown} else None
