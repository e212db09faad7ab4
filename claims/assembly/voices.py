"""Whose voices a frame brings in: its sources resolved, and whom a medium cited stands before."""

from __future__ import annotations

from dataclasses import replace

from claims.assembly.drafts import Chain, Voice
from claims.assembly.floor import Floor
from claims.attribution.frames import Frame, Mention
from claims.languages import Language
from claims.languages.loader import words
from claims.records import Source
from claims.resolution.speakers import Speakers
from claims.sources import fold

_TOLD = "relay:told"
_RELAYS = (_TOLD, "citation:relay")


class Voices:
    """Resolves the sources of one article's frames; the `outlet` itself is no voice."""

    def __init__(
        self, language: Language, outlet: Source, speakers: Speakers, floor: Floor
    ) -> None:
        self._outlet, self._speakers, self._floor = outlet, speakers, floor
        self._accusations = words(language.cues["report_nouns"]["accusation"])
        self._going_on = words(language.cues["relay"].get("continuing", ""))

    def of(self, frame: Frame) -> Chain:
        """The frame's voices, then those that stand behind them."""
        heard = (self._voice(frame, mention) for mention in frame.sources)
        found = tuple(voice for voice in heard if voice is not None)
        return (*found, *self._behind_medium(frame, found))

    def _voice(self, frame: Frame, mention: Mention) -> Voice | None:
        answers = frame.stance == "deny" and frame.anaphor in self._accusations
        who = self._speakers.resolve(mention, frame.rule in _RELAYS, answers)
        if who is None or self._is_outlet(who.source):
            return None
        voice = Voice(who, frame.stance, frame.rule, frame.cue, frame.certainty)
        return voice if voice.is_medium or frame.rule != _TOLD else None

    def _behind_medium(self, frame: Frame, found: Chain) -> Chain:
        """ "..., poursuit le journal": whom a medium cited right before stands behind what it adds."""
        going_on = frame.head is not None and frame.head.lemma_.lower() in self._going_on
        if not going_on or frame.stance != "assert" or len(found) != 1 or not found[0].is_medium:
            return ()
        chain = self._floor.chain_before()
        place = [k for k, v in enumerate(chain) if v.source == found[0].source]
        behind = chain[place[-1] + 1 :] if place else ()
        return tuple(replace(v, rule="chain:continued", cue=None) for v in behind)

    def _is_outlet(self, source: Source) -> bool:
        """The outlet itself, also where it calls itself by the first words of its name."""
        own, name = fold(self._outlet.name), fold(source.name)
        return source.source_id == self._outlet.source_id or own.startswith(f"{name} ")
