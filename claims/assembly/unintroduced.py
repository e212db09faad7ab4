"""Who speaks a quotation that no cue introduces: the sentence's subject, or whoever has the floor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.assembly.drafts import Chain, Voice, family
from claims.assembly.floor import Floor
from claims.attribution.find import find_frames
from claims.attribution.mentions import can_be_source, mentions_of
from claims.attribution.pointing import is_report_noun
from claims.languages.loader import words
from claims.resolution.speakers import Speakers
from claims.sources import Directory
from claims.splitting.spoken import tells_speaker
from claims.text.parse import Unit
from claims.text.quotes import find_quotations
from claims.text.tree import Tree

if TYPE_CHECKING:
    from claims.text.tokens import Token

_MOSTLY_QUOTED = 0.5
_ANNOUNCED = ("announced", "hearsay:continued")


class Unintroduced:
    """Finds a speaker for the quotations of one article that no frame holds."""

    def __init__(self, tree: Tree, directory: Directory, speakers: Speakers, floor: Floor) -> None:
        self._tree, self._directory, self._speakers, self._floor = tree, directory, speakers, floor
        self._of_hearsay = False  # whether the sentence before told it of somebody

    def speaker(self, unit: Unit, k: int) -> Chain:
        """Who speaks the unit's quotation number `k`.

        What was cut out before a reporting clause is told by the clause's first noun, whatever the parse.
        """
        _left, right, quotation = unit.masked[k]
        cut_out = quotation.inner_start == quotation.start
        if cut_out and "following" in self._tree.language.cues:
            return self._named_at(unit, right)
        found = self._subject(unit) if not unit.floating else ()
        return found or self._floor.continued("quote:continued")

    def _named_at(self, unit: Unit, place: int) -> Chain:
        after = next((t for t in unit.doc if t.idx >= place), None)
        noun = self._tree.noun_of_phrase(after) if after is not None else None
        if noun is None or is_report_noun(noun, self._tree):  # "P, a claim first reported by X"
            return ()
        return self._voices(unit, noun, "clause:following")

    def _subject(self, unit: Unit) -> Chain:
        root = unit.root
        if root is None or unit.mask_of(root) is not None:
            return ()
        subject = self._tree.subject_of(root)
        if subject is None or not can_be_source(subject, self._tree):
            return ()
        return self._voices(unit, subject, "quote:subject", 1)

    def _voices(self, unit: Unit, noun: Token, rule: str, most: int | None = None) -> Chain:
        heard = [self._speakers.resolve(m) for m in mentions_of(unit, noun, self._tree)[:most]]
        return tuple(Voice(who, "assert", rule, None) for who in heard if who is not None)

    def floating(self, unit: Unit, text: str) -> Chain:
        """A sentence of `text` that is a quotation, wholly or mostly, or hearsay, continues the last speaker."""
        before, self._of_hearsay = self._of_hearsay, self._tells_hearsay(unit)
        if self._is_hearsay(unit, text, before):
            self._of_hearsay = True
            return self._floor.continued("hearsay:continued")
        if self._is_free_indirect(unit, text):
            return self._floor.in_paragraph("free:continued")
        if not (unit.floating or self._is_mostly_quoted(unit, text)):
            return ()
        if not unit.floating and self._names_somebody(unit):
            return ()  # "Une habitante s'est levée : « Q »"
        if any(self._names_speaker(u) for u in family(unit)) and not self._tells_of_others(unit):
            return ()
        introduced = unit.floating and not opens_paragraph(text, unit)
        return self._floor.continued("quote:floating", introduced)

    def _names_somebody(self, unit: Unit) -> bool:
        """A sentence with a quotation behind its colon and a noun for people as its subject."""
        root = unit.root
        if root is None or unit.mask_of(root) is not None or not unit.masked:
            return False
        subject = self._tree.own_subject(root)
        colon = any(t.text == ":" and t.idx < unit.masked[0][0] for t in unit.doc)
        noun = subject is not None and subject.pos_ in ("NOUN", "PROPN")
        return colon and noun and subject is not None and can_be_source(subject, self._tree)

    def _tells_hearsay(self, unit: Unit) -> bool:
        """ "Selon X, les serveurs se seraient éteints": a frame over a conditional."""
        frames = find_frames(unit, self._tree, self._directory)
        told = frozenset().union(*(f.content for f in frames if f.stance == "assert" and f.sources))
        return any(t.i in told and self._is_conditional(t) for t in unit.doc)

    def _is_conditional(self, verb: Token) -> bool:
        tree = self._tree
        hearsay = tree.language.modality["reported"].get("hearsay", ())
        helpers = tree.children(verb, tree.aux | tree.copula | tree.passive_aux)
        return any(h.lemma_.lower() in hearsay and tree.is_conditional(h) for h in helpers)

    def _is_hearsay(self, unit: Unit, text: str, before: bool) -> bool:
        """ "Elle aurait entendu un bruit": what somebody announced, or told in words of his own, and no cue.

        So too where the sentence `before` told hearsay of somebody.
        """
        root, tree = unit.root, self._tree
        if root is None or unit.floating or self._floor.last is None:
            return False
        if not self._is_conditional(root):
            return False
        announced = before or self._floor.last.rule in _ANNOUNCED
        start, end = unit.sentence.start, unit.sentence.end
        if not announced and not find_quotations(text, start, end, tree.language):
            return False
        return not opens_paragraph(text, unit) and not find_frames(unit, tree, self._directory)

    def _is_free_indirect(self, unit: Unit, text: str) -> bool:
        """ "« J'étais loin », répète-t-il. Non, il ne devait rien": the speech goes on in the third person.

        After Banfield (Unspeakable Sentences, 1982): exclamations and yes or no in a past tale are the
        speaker's. Only these are taken, in the speaker's own paragraph.
        """
        known = self._tree.language.grammar.get("answers", ())
        if unit.floating or opens_paragraph(text, unit):
            return False
        answers = unit.doc[:1].text.lower() in known and unit.doc[1:2].text == ","
        return answers and not self._names_speaker(unit)

    def announced(self, unit: Unit) -> Chain:
        """ "X livre une autre version": who speaks in the sentences to come."""
        table, root = self._tree.language.cues.get("announcing"), unit.root
        if not table or root is None or root.lemma_.lower() not in words(table["verbs"]):
            return ()
        objects = self._tree.children(root, self._tree.object)
        subject = self._tree.own_subject(root)
        if subject is None or not can_be_source(subject, self._tree):
            return ()
        told = any(noun.lemma_.lower() in words(table["nouns"]) for noun in objects)
        return self._voices(unit, subject, "announced", 1) if told else ()

    def _tells_of_others(self, unit: Unit) -> bool:
        """ "« Ils ont dit qu'il avait bu »", a quotation alone: who speaks in it tells what others said."""
        if not unit.floating or self._floor.last is None:
            return False
        frames = [f for u in family(unit) for f in find_frames(u, self._tree, self._directory)]
        told = (f for f in frames if f.stance == "assert" and f.sources)
        return all(f.sources[0].head.i < f.anchor < min(f.content, default=-1) for f in told)

    def _names_speaker(self, unit: Unit) -> bool:
        """Whether a frame tells who speaks: "I thought that", "he told me that" tell nobody else."""
        own = self._tree.language.anaphors["first_person"]
        return any(
            any(m.head.lower_ not in own for m in frame.sources)
            for frame in find_frames(unit, self._tree, self._directory)
            if not tells_speaker(frame, self._tree)
        )

    def _is_mostly_quoted(self, unit: Unit, text: str) -> bool:
        start, end = unit.sentence.start, unit.sentence.end
        if find_frames(unit, self._tree, self._directory):
            return False
        quotations = find_quotations(text, start, end, self._tree.language)
        return sum(q.end - q.start for q in quotations) >= _MOSTLY_QUOTED * (end - start)

    def speaker_first(self, quotation: tuple[Unit, ...]) -> tuple[Unit, ...]:
        """The sentence of a quotation that names its speaker comes first, so that the others know him."""
        framed = [u for u in quotation if find_frames(u, self._tree, self._directory)]
        if not framed:
            return quotation
        return (framed[0], *(u for u in quotation if u is not framed[0]))


def opens_paragraph(text: str, unit: Unit) -> bool:
    """Whether a line of `text` begins with the unit's sentence."""
    line = text.rfind("\n", 0, unit.sentence.start) + 1
    return not text[line : unit.sentence.start].strip()
