"""Who has the floor: the voice that goes on speaking where nobody is introduced."""

from __future__ import annotations

from dataclasses import replace

from claims.assembly.drafts import Chain, Voice
from claims.resolution.speakers import Speakers


class Floor:
    """Who spoke last in an article, and by which chain.

    `last` may be set by whoever hears a voice; `next_sentence` opens a sentence.
    """

    def __init__(self, speakers: Speakers) -> None:
        self._speakers = speakers
        self.last: Voice | None = None
        self._sentence, self._answers = 0, False
        self._chain: tuple[int, Chain] = (-1, ())

    def next_sentence(self, number: int, answers: bool) -> None:
        """Opens a sentence; `answers` tells that a question stands right before it."""
        self._sentence, self._answers = number, answers

    def take(self, chain: Chain) -> None:
        """A claim was told by this chain: its innermost voice has the floor."""
        self.last = chain[-1]
        self._chain = (self._sentence, chain)

    def chain_before(self) -> Chain:
        """The chain of the last claim, where the sentence before told it."""
        sentence, chain = self._chain
        return chain if sentence == self._sentence - 1 else ()

    def continued(self, rule: str) -> Chain:
        """Whoever spoke last goes on: he asserts what he says now, whatever he said of others' claims.

        An answer that nobody introduces is given by the person last written about (interviews).
        """
        if self.last is not None:
            return (replace(self.last, stance="assert", rule=rule, cue=None, certainty=None),)
        person = self._speakers.last_person() if self._answers else None
        return (Voice(person, "assert", rule, None),) if person is not None else ()
