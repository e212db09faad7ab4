"""Who has the floor: the voice that goes on speaking where nobody is introduced."""

from __future__ import annotations

from dataclasses import replace

from claims.assembly.drafts import Chain, Voice
from claims.resolution.speakers import Speakers

_TOLD = "relay:"


class Floor:
    """Who spoke last in an article, and by which chain.

    `last` may be set by whoever hears a voice; `next_sentence` opens a sentence.
    """

    def __init__(self, speakers: Speakers) -> None:
        self._speakers = speakers
        self.last: Voice | None = None
        self._sentence, self._answers = 0, False
        self._of_paragraph: Voice | None = None
        self._chain: tuple[int, Chain] = (-1, ())
        self._told: Chain = ()  # whom the paragraph's last voice spoke to, and that voice

    def next_sentence(self, number: int, answers: bool, opens: bool = False) -> None:
        """Opens a sentence, or a paragraph where it `opens` one.

        `answers` tells that a question stands right before it.
        """
        self._sentence, self._answers = number, answers
        if opens:
            self._of_paragraph, self._told = None, ()

    def take(self, chain: Chain) -> None:
        """A claim was told by this chain: who speaks in it has the floor."""
        self.last = self._of_paragraph = _who_speaks(chain)
        self._chain = (self._sentence, chain)
        self._told = tuple(v for v in chain[:-1] if v.rule.startswith(_TOLD)) + chain[-1:]

    def chain_before(self) -> Chain:
        """The chain of the last claim, where the sentence before told it."""
        sentence, chain = self._chain
        return chain if sentence == self._sentence - 1 else ()

    def in_paragraph(self, rule: str) -> Chain:
        """Whoever spoke last in the paragraph goes on; nobody where none did."""
        voice = self._of_paragraph
        return (_going_on(voice, rule),) if voice is not None else ()

    def continued(self, rule: str, introduced: bool = False) -> Chain:
        """Whoever spoke last goes on: he asserts what he says now, whatever he said of others' claims.

        Whom he told it to relays that too, within the paragraph ("dit X à France Bleu").

        An answer that nobody introduces is given by the person last written about (interviews); where
        nobody spoke, the sentence before may have `introduced` the speaker as its subject, or else the
        paragraph has one.
        """
        if self.last is not None:
            same = self._told[-1:] and self._told[-1].who == self.last.who
            relays = self._told[:-1] if same else ()
            return (*(replace(v, cue=None) for v in relays), _going_on(self.last, rule))
        person = self._speakers.last_person() if self._answers else None
        if person is None and introduced:
            person = self._speakers.subject_before()
            if person is None and self._of_paragraph is not None:
                return (_going_on(self._of_paragraph, rule),)
        return (Voice(person, "assert", rule, None),) if person is not None else ()


def _who_speaks(chain: Chain) -> Voice:
    """The innermost voice; of one who tells what another told him, the one who tells it here."""
    people = [v for v in chain if v.source.kind == "person" and v.rule.startswith("verb:")]
    return people[0] if chain[-1] in people else chain[-1]


def _going_on(voice: Voice, rule: str) -> Voice:
    return replace(voice, stance="assert", rule=rule, cue=None, certainty=None)
