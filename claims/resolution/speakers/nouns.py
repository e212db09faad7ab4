"""Whom a noun that stands for a source takes up: "le journal", "cette source", "son porte-parole"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claims.attribution.frames import Mention
from claims.attribution.mentions import noun_class
from claims.languages.loader import words
from claims.records import Source
from claims.resolution.speakers.known import Known, Resolved
from claims.resolution.speakers.naming import Naming, class_of, join_words
from claims.resolution.speakers.pronouns import SpeakerPronouns
from claims.resolution.speakers.story import Story
from claims.sources import Directory, fold, make_source
from claims.splitting.phrases import owner_phrase
from claims.text.tree import Tree, is_plural

if TYPE_CHECKING:
    from claims.text.tokens import Token

_NEAR = 5  # sources back that another noun for a person looks
_MEDIA = ("outlet", "agency")


@dataclass(frozen=True, slots=True)
class Anaphor:
    """A noun said of someone known: its lemma, the kind of source it names, gender and number.

    `pointing` tells a demonstrative ("ce journal") from an article ("le journal").
    """

    noun: str
    kind: str
    pointing: bool
    feminine: bool | None
    plural: bool


class SpeakerNouns:
    """Resolves definite nouns and possessives to the sources of a story."""

    def __init__(
        self,
        tree: Tree,
        directory: Directory,
        story: Story,
        naming: Naming,
        pronouns: SpeakerPronouns,
    ) -> None:
        self._tree, self._story, self._pronouns = tree, story, pronouns
        self._directory = directory
        self._titles = naming.titles
        self._anaphors = tree.language.anaphors

    def resolve(self, mention: Mention) -> Resolved | None:
        """The source that "le journal", "ces analystes", "son porte-parole" takes up, if any."""
        if mention.tokens[0].lower_ in self._anaphors["possessives"]:
            return self._possessed(mention)
        anaphor = self._as_anaphor(mention)
        known = self._taken_up(anaphor) if anaphor is not None else None
        return Resolved(known.source, mention.text, "anaphor") if known is not None else None

    def _as_anaphor(self, mention: Mention) -> Anaphor | None:
        """The noun as it asks for someone known; None where it says too much, or too little, for that."""
        first, head = mention.tokens[0].lower_, mention.head
        named = class_of(head, self._tree)
        pointing = first in self._anaphors["demonstratives"]
        definite = first in self._tree.language.grammar["definite"] or self._is_fused(mention)
        if not (pointing or definite) or (named is None and len(mention.tokens) > 2):
            return None
        if named is None and not pointing and self._story.alike:
            return None
        kind = named or "person"
        if not pointing and not self._is_light(mention, kind):
            return None
        gender = head.morph.get("Gender")
        feminine = gender == ["Fem"] if gender else None
        if pointing and first in self._anaphors.get("masculine_demonstratives", ()):
            feminine = False
        plural = is_plural(head)
        return Anaphor(head.lemma_.lower(), kind, pointing, feminine, plural)

    def _is_light(self, mention: Mention, kind: str) -> bool:
        """A definite noun with nothing that tells it apart: "le quotidien américain", "la dirigeante"."""
        aged = [t.i for t in mention.tokens if t.lower_ == "ans"]  # "l'élu de 63 ans"
        known = {mention.head.i, *range(mention.head.i, max(aged, default=mention.head.i) + 1)}
        rest = [t for t in mention.tokens if t.i not in known and t.dep_ not in self._tree.det]
        if kind in _MEDIA:
            placed = len(rest) == 2 and self._is_of_place(rest) and self._heard_medium()
            return placed or all(t.pos_ in ("ADJ", "VERB") for t in rest)
        return not rest

    def _is_fused(self, mention: Mention) -> bool:
        """ "au quotidien madrilène": the article stands in the preposition before the words."""
        first = mention.tokens[0]
        before = first.nbor(-1).lower_ if first.i > 0 and first == mention.head else ""
        return before in self._tree.language.grammar.get("fused", {})

    def _is_of_place(self, rest: list[Token]) -> bool:
        """ "le journal [de Bruges]"."""
        return rest[0].lower_ in self._tree.language.grammar["of"] and rest[1].pos_ == "PROPN"

    def _heard_medium(self) -> bool:
        """Whether a medium was spoken of in this sentence or the one before."""
        near = (k for k in self._story.known if k.sentence >= self._story.sentence - 1)
        return any(k.source.kind in _MEDIA for k in near)

    def _taken_up(self, anaphor: Anaphor) -> Known | None:
        """The last source called by the noun, else the last that it can stand for."""
        before, tried = self._story.known[::-1], self._story.defendant()
        if tried is not None and anaphor.noun in self._anaphors.get("defendants", ()):
            return tried
        unnamed = self._unnamed_before(anaphor)
        if unnamed is not None:
            return unnamed
        called = (k for k in before if k.head == anaphor.noun and k.plural == anaphor.plural)
        found = next(called, None)
        if found is not None or anaphor.noun in self._anaphors.get("strict", ()):
            return found
        found = self._just_spoke(anaphor)
        found = found or next((k for k in before if self._can_stand_for(k, anaphor)), None)
        return found if found is not None else self._person_for(anaphor)

    def _unnamed_before(self, anaphor: Anaphor) -> Known | None:
        """ "cette source" right behind "un haut responsable": who spoke without a name, not the agency."""
        if anaphor.kind != "unnamed" or not anaphor.pointing or anaphor.plural:
            return None
        near = (k for k in reversed(self._story.known) if k.sentence >= self._story.sentence - 1)
        return next((k for k in near if k.source.kind == "unnamed" and not k.plural), None)

    def _just_spoke(self, anaphor: Anaphor) -> Known | None:
        """ "cet homme": who spoke in the sentence before, though the article gave no name."""
        last = next((k for k in reversed(self._story.known) if k.speaker), None)
        near = last is not None and last.sentence >= self._story.sentence - 1
        if last is None or not near or not anaphor.pointing or anaphor.kind != "person":
            return None
        unnamed = last.source.kind == "unnamed" and last.plural == anaphor.plural
        agrees = None in (last.feminine, anaphor.feminine) or last.feminine == anaphor.feminine
        return last if unnamed and agrees else None

    def _can_stand_for(self, known: Known, anaphor: Anaphor) -> bool:
        if self._is_of_other_kind(known, anaphor.noun):
            return False
        if anaphor.kind == "person" and not self._may_be_person(known, anaphor):
            return False
        printed = anaphor.noun in words(self._anaphors.get("papers", ""))
        if printed and known.source.kind == "agency":
            return False
        by_noun = not anaphor.pointing and anaphor.kind != "person"
        if by_noun and not _may_be_called(known, anaphor.noun, self._story.alike):
            return False
        return self._is_body(known, anaphor) or _stands_for(known, anaphor)

    def _may_be_person(self, known: Known, anaphor: Anaphor) -> bool:
        """ "cet homme" is not Anne Roy, and nobody named by the way."""
        wanted = anaphor.feminine
        agrees = wanted is None or self._story.gender(known) in (None, wanted)
        return agrees and (known.subject or known.speaker)

    def _is_of_other_kind(self, known: Known, noun: str) -> bool:
        """ "l'entreprise" for a union: a bare name of a known kind that the noun can't mean."""
        kinds = self._anaphors.get("kinds", ())
        name = fold(known.source.name)
        return any(name in words(names) and noun not in words(nouns) for names, nouns in kinds)

    def _is_body(self, known: Known, anaphor: Anaphor) -> bool:
        """A body that spoke, for a noun that any body can be called by."""
        if anaphor.noun not in self._anaphors.get("bodies", ()) or not known.speaker:
            return False
        kinds = ("organisation", "government")
        return known.source.kind in kinds and known.plural == anaphor.plural

    def _person_for(self, anaphor: Anaphor) -> Known | None:
        """Someone just spoken of, for another noun for a person ("la dirigeante")."""
        if anaphor.kind != "person" or anaphor.plural:
            return None
        for known in reversed(self._story.known[-_NEAR:]):
            if self._titles and known.sentence < self._story.sentence - 3:
                return None
            if self._is_person_for(known, anaphor):
                return known
        return None

    def _is_person_for(self, known: Known, anaphor: Anaphor) -> bool:
        other = known.head != anaphor.noun
        if other and (known.head in self._titles or not self._may_be_he(known, anaphor.noun)):
            return False
        party = anaphor.noun in self._anaphors.get("trial_parties", ())
        if known.source.kind != "person" or (
            party and known.titles & {*self._anaphors["trial_titles"]}
        ):
            return False
        wanted, gender = anaphor.feminine, self._story.gender(known)
        if known.bare and gender is None and not self._titles:
            return False  # "Solar Brie", a name of nobody known, is no "maire"
        return wanted is None or gender in (None, wanted)

    def _may_be_he(self, known: Known, noun: str) -> bool:
        """Whether a person called by one noun ("striker") can be taken up by another ("player")."""
        unlike = [words(nouns) for nouns in self._anaphors.get("unlike_people", ())]
        called = {known.head, *known.titles}
        others = [group for group in unlike if noun not in group]
        if len(others) < len(unlike) and any(called & set(group) for group in others):
            return False
        sets = self._anaphors.get("alike_people", ())
        if not sets or noun_class(known.head, self._tree) != "person":
            return True
        return any({known.head, noun} <= set(words(nouns)) for nouns in sets)

    def _possessed(self, mention: Mention) -> Resolved | None:
        """ "son porte-parole", "his lawyer": someone of the source last named, or of the pronoun's."""
        last, noun = self._story.last_named(), join_words(list(mention.tokens[1:]))
        if "possessor" in self._anaphors:
            owner = self._possessor(mention, last)
            name = f"{owner_phrase(self._called(owner), self._tree)} {noun}" if owner else ""
        else:
            owner = last.source if last is not None else None
            name = f"{noun} {self._of(last)}" if last is not None else ""
        if owner is None:
            return None
        return Resolved(make_source(name, "person", owner.name), mention.text, "possessive")

    def _called(self, owner: Source) -> str:
        """ "Russia" in an English article, though the directory's name for it is "Russie"."""
        entry = self._directory.find(owner.name)
        return entry.name_in(self._tree.language.code) if entry is not None else owner.name

    def _possessor(self, mention: Mention, last: Known | None) -> Source | None:
        """ "his lawyer", "its chairman": the owner is whom the pronoun stands for, else the `last`."""
        word = self._anaphors["possessor"]["pronouns"].get(mention.tokens[0].lower_, "")
        found = self._pronouns.resolve(mention, word) if word else None
        if found is not None:
            return found.source
        return last.source if last is not None else None

    def _of(self, owner: Known) -> str:
        """ "de la ministre", "du groupe", "d'EDF": the owner after the word for "of"."""
        forms, name = self._tree.language.grammar["of_forms"], owner.source.name
        vowel = fold(name)[:1] in "aeiouyh"
        if name[:1].isupper():
            return f"{forms['name_vowel' if vowel else 'name']}{name}"
        gender = "feminine" if owner.feminine else "masculine"
        return f"{forms['vowel' if vowel else gender]}{name}"


def _stands_for(known: Known, anaphor: Anaphor) -> bool:
    """Whether a noun of this kind and number can mean a source last called otherwise."""
    kind, pointing = anaphor.kind, anaphor.pointing
    if kind != "unnamed" and known.plural != anaphor.plural:
        return False
    if known.head == anaphor.noun and known.plural == anaphor.plural:
        return True
    if kind == "unnamed":
        return pointing and known.speaker and anaphor.noun.startswith("source")
    if kind in _MEDIA:
        return known.source.kind in _MEDIA and (
            kind == known.source.kind or pointing or kind == "outlet"
        )
    return kind == known.source.kind and (pointing or (kind != "person" and known.speaker))


def _may_be_called(known: Known, noun: str, alike: Sequence[Sequence[str]]) -> bool:
    """Whether a source last called by another noun can be taken up by `noun`.

    `alike` holds sets of nouns for one party ("le groupe" of a "fabricant"). A noun of no set stands
    only for a source called so before; a noun of a set, for one of that set, or for a bare name.
    """
    if not alike or known.head == noun:
        return True
    sets = [s for s in alike if noun in s]
    return bool(sets) if known.bare else any(known.head in s for s in sets)
