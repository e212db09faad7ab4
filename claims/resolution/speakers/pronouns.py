"""Whom a pronoun that stands for a source takes up: "il", "elles", "they"."""

from __future__ import annotations

from dataclasses import dataclass

from claims.attribution.frames import Mention
from claims.languages.loader import words
from claims.records import Source
from claims.resolution.speakers.known import Known, Resolved
from claims.resolution.speakers.story import Story
from claims.sources import make_source
from claims.text.parse import Unit
from claims.text.tree import Tree

_CONCERNED = 2  # sentences back to whom "l'intéressé" means
_BODIES = ("organisation", "government", "outlet", "agency")
_MEDIA = ("outlet", "agency")


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a pronoun asks for: gender (None if it tells none), number, a person, whoever is near."""

    word: str
    feminine: bool | None
    plural: bool
    person: bool
    nearest: bool


class SpeakerPronouns:
    """Resolves pronouns to the sources of a story, the article's own `outlet` left out."""

    def __init__(self, tree: Tree, story: Story, outlet: Source) -> None:
        self._anaphors = tree.language.anaphors
        recipients = tree.language.cues.get("recipients", {})
        self._hearers = frozenset(
            words(recipients.get("hearers", "")) if "told" in recipients else ()
        )
        self._story, self._outlet = story, outlet

    def resolve(self, mention: Mention, word: str) -> Resolved | None:
        """The source that a pronoun, in small letters, takes up; None where nobody fits."""
        if word in self._anaphors["first_person"]:
            return None
        asked = self._asked(word)
        able = [k for k in self._story.known if self._is_able(k, asked)]
        if self._speaks_of_self(mention.unit):
            able = [k for k in able if k.source.kind in ("person", "unnamed")] or able
        near, told = self._near(able, asked), self._story.told_subject
        thing = asked.word in self._anaphors.get("things", ())
        media = [k for k in able if k.speaker and k.source.kind in _MEDIA and self._is_last(k)]
        company = told is not None and told.source.kind == "organisation"
        if thing and not near and media and not company:
            near = media  # "The bank, it claims, has paid", of a paper that spoke before
        before = not near or (thing and company)  # "The firm expects a loss, it said"
        if before and told is not None and self._is_told_of(told, asked):
            return Resolved(told.source, mention.text, "pronoun")
        subjects = [k for k in able if k.subject]
        fitting = near or [k for k in subjects if _is_personal(k)] or subjects
        fitting = fitting or [k for k in able if k.source.kind == "person"]
        if not fitting:
            return None
        if word in self._anaphors.get("concerned", ()) and self._is_far(fitting[-1]):
            return Resolved(make_source(word, "unnamed"), mention.text, "article's words")
        source = self._surest(fitting[-1], able, asked).source
        if asked.person and asked.feminine is not None:
            self._story.learn_gender(source, asked.feminine)
        return Resolved(source, mention.text, "pronoun")

    def _is_last(self, known: Known) -> bool:
        return known.sentence >= self._story.sentence - 1

    def _surest(self, found: Known, able: list[Known], asked: _Asked) -> Known:
        """A person just named whose given name tells the gender asked for, before one who tells none."""
        if asked.feminine is None or self._story.gender(found) is not None:
            return found
        just = (k for k in reversed(able) if k.sentence >= self._story.sentence - 1)
        sure = (k for k in just if k.source.kind == "person" and self._story.gender(k) is not None)
        better = next(sure, found)
        named = found.speaker and not found.source.speaks_for  # and no "X's client"
        return found if named and not better.speaker else better

    def _speaks_of_self(self, unit: Unit) -> bool:
        """A quotation in the first person: « Je n'ai jamais triché », which no body says."""
        own = self._anaphors.get("own_person", ())
        quoted = (inner for group in unit.quoted for inner in group)
        return any(t.lower_ in own for inner in quoted for t in inner.doc)

    def _is_far(self, known: Known) -> bool:
        """Last spoken of too long ago to be whom "l'intéressé" means, and no party himself."""
        titled = known.titles & {*self._anaphors.get("trial_titles", ())}
        return bool(titled) and self._story.sentence - known.sentence > _CONCERNED

    def _asked(self, word: str) -> _Asked:
        table = self._anaphors
        plural = word in table["plural"]
        gendered = word in table["feminine"] or word in table["singular_masculine"] or plural
        return _Asked(
            word,
            feminine=word in table["feminine"] if gendered else None,
            plural=plural,
            person=word in table.get("persons", ()),
            nearest=word in table.get("last_named", ()),
        )

    def _near(self, able: list[Known], asked: _Asked) -> list[Known]:
        """Those of this sentence and the one before: who spoke, people, subjects, then the others."""
        near = [k for k in able if k.sentence >= self._story.sentence - 1]
        just = [k for k in near if k.subject and k.source.kind not in _MEDIA]
        spoke = [k for k in just if asked.person and k.speaker and _is_personal(k)]
        if spoke:
            return spoke
        if asked.nearest and near:
            just = near
        beside = [k for k in near if not k.subject and _is_human(k, asked.plural)]
        return [k for k in just if k.subject and _is_personal(k)] or just or beside

    def _is_able(self, known: Known, asked: _Asked) -> bool:
        if known.source == self._outlet or known.plural != asked.plural:
            return False
        if known.head in self._hearers:
            return False  # "The court heard P. It said Q"
        gender = None if asked.feminine is None else self._story.gender(known)
        return gender in (None, asked.feminine) and self._may_be(known, asked)

    def _is_told_of(self, told: Known, asked: _Asked) -> bool:
        """The subject of the clause reported; a pronoun without gender takes up none that has one."""
        agrees = self._story.gender(told) in (None, asked.feminine)
        return (
            told.plural == asked.plural
            and agrees
            and not (asked.person and told.source.kind in _BODIES)
        )

    def _may_be(self, known: Known, asked: _Asked) -> bool:
        """ "he" and "she" stand for people, "it" for no one, in languages whose pronouns tell."""
        if asked.person:
            return _is_human(known, not known.plural)
        thing = asked.word in self._anaphors.get("things", ())
        return not (thing and (known.source.kind == "person" or _is_somebody(known)))


def _is_personal(known: Known) -> bool:
    """A person, or a party called by a noun that has a gender."""
    return known.person or (known.source.kind not in _MEDIA and known.feminine is not None)


def _is_somebody(known: Known) -> bool:
    """One person without a name: "a defense official"."""
    return known.source.kind == "unnamed" and not known.plural


def _is_human(known: Known, unnamed: bool) -> bool:
    """A person; also someone unnamed, where `unnamed` ones count."""
    return known.source.kind == "person" or (unnamed and known.source.kind == "unnamed")
