"""Whose voices a frame brings in: its sources resolved, and whom a medium cited stands before."""

from __future__ import annotations

from dataclasses import replace

from claims.assembly.drafts import Chain, Voice
from claims.assembly.floor import Floor
from claims.attribution.frames import Frame, Mention
from claims.attribution.links import HERE
from claims.attribution.relays import RELAYED
from claims.languages import Language
from claims.languages.loader import words
from claims.records import Source
from claims.resolution.speakers import Speakers
from claims.sources import fold

_RELAYS = (RELAYED, "citation:relay")


class Voices:
    """Resolves the sources of one article's frames; the `outlet` itself is no voice."""

    def __init__(
        self, language: Language, outlet: Source, speakers: Speakers, floor: Floor
    ) -> None:
        self._outlet, self._speakers, self._floor = outlet, speakers, floor
        self._accusations = words(language.cues["report_nouns"]["accusation"])
        self._articles = {fold(a) for a in language.grammar["definite"]}
        self._going_on = words(language.cues["relay"].get("continuing", ""))

    def of(self, frame: Frame, speaking: Source | None = None) -> Chain:
        """The frame's voices, then those that stand behind them; in a quotation, of who is `speaking`."""
        heard = (v for mention in frame.sources for v in self._heard(frame, mention, speaking))
        found = tuple(voice for voice in heard if voice is not None)
        if len(found) > 1 and frame.level >= -1 and frame.rule not in _RELAYS:
            self._speakers.speak_together(tuple(v.source for v in found))
        return (*found, *self._behind_medium(frame, found))

    def _heard(
        self, frame: Frame, mention: Mention, speaking: Source | None
    ) -> tuple[Voice | None, ...]:
        """The mention's voice, or the voices of all that it takes up together."""
        together = self._speakers.several(mention) if frame.rule not in _RELAYS else ()
        if not together:
            return (self._voice(frame, mention, speaking),)
        return tuple(
            Voice(who, frame.stance, frame.rule, frame.cue, frame.certainty) for who in together
        )

    def _voice(self, frame: Frame, mention: Mention, speaking: Source | None) -> Voice | None:
        answers = frame.stance == "deny" and frame.anaphor in (*self._accusations, HERE)
        who = self._speakers.resolve(mention, frame.rule in _RELAYS, answers, speaking)
        if who is None or self._is_outlet(who.source):
            return None
        voice = Voice(who, frame.stance, frame.rule, frame.cue, frame.certainty)
        return voice if voice.is_medium or frame.rule != RELAYED else None

    def _behind_medium(self, frame: Frame, found: Chain) -> Chain:
        """ "..., poursuit le journal": whom a medium cited right before stands behind what it adds."""
        going_on = frame.head is not None and frame.head.lemma_.lower() in self._going_on
        media = any(v.is_medium for v in found)  # of two that speak together, one may be unknown
        if not going_on or frame.stance != "assert" or not media:
            return ()
        chain, telling = self._floor.chain_before(), {v.source for v in found}
        place = [k for k, v in enumerate(chain) if v.source in telling]
        behind = chain[place[-1] + 1 :] if place else ()
        return tuple(replace(v, rule="chain:continued", cue=None) for v in behind)

    def _is_outlet(self, source: Source) -> bool:
        """The outlet itself, also where it calls itself by the first words of its name."""
        own, name = fold(self._outlet.name), fold(source.name)
        bare = own.partition(" ")[2] if own.split(" ")[0] in self._articles else own
        same = source.source_id == self._outlet.source_id or name == bare
        return same or own.startswith(f"{name} ") or bare.startswith(f"{name} ")
