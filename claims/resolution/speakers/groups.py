"""Whom a plural stands for that takes up two sources at once: "eux", "tous deux", "les deux médias"."""

from __future__ import annotations

from claims.attribution.frames import Mention
from claims.records import Source
from claims.resolution.speakers.known import Resolved
from claims.resolution.speakers.naming import class_of
from claims.resolution.speakers.story import Story
from claims.text.tree import Tree

_REACH = 2  # sentences back to those who spoke together
_MEDIA = ("outlet", "agency")


class SpeakerGroups:
    """Resolves plurals to all the sources of a story that they stand for."""

    def __init__(self, tree: Tree, story: Story) -> None:
        self._tree, self._story = tree, story
        self._plural = (*tree.language.anaphors["plural"], *tree.language.anaphors.get("pairs", ()))
        self._pairs = tuple(tree.language.anaphors.get("pairs", ()))

    def resolve(self, mention: Mention, alone: Resolved | None) -> tuple[Resolved, ...]:
        """Those the mention takes up together, where they are several; else nobody.

        `alone` is the one source that the mention would stand for otherwise.
        """
        word = mention.text.lower()
        pair = word in self._pairs or (word.startswith(self._pairs) and self._may_speak(mention))
        if not pair and word not in self._plural:
            return ()
        joint = self._story.spoke_together(_REACH)
        if pair and (len(joint) != 2 or not self._fits(joint, mention)):
            joint = self._last_two(mention)
        if not pair and alone is not None and alone.source not in joint:
            last = self._story.last_of(alone.source)
            if last is not None and last.plural:
                return ()
        return tuple(Resolved(source, mention.text, "pronoun") for source in joint)

    def _may_speak(self, mention: Mention) -> bool:
        """ "les deux hommes", "les deux médias", not "les deux pays"."""
        return class_of(mention.head, self._tree) in ("person", "unnamed", *_MEDIA)

    def _fits(self, sources: tuple[Source, ...], mention: Mention) -> bool:
        media = class_of(mention.head, self._tree) in _MEDIA
        return not media or all(s.kind in _MEDIA for s in sources)

    def _last_two(self, mention: Mention) -> tuple[Source, ...]:
        """The two people, or media, that spoke last, each in a sentence of his own."""
        media = class_of(mention.head, self._tree) in _MEDIA
        kinds = _MEDIA if media else ("person",)
        spoke = [
            k.source for k in reversed(self._story.known)
            if k.source.kind in kinds and k.speaker and self._story.sentence - k.sentence <= _REACH
        ]  # fmt: skip
        last = tuple(dict.fromkeys(spoke))
        return tuple(reversed(last)) if len(last) == 2 else ()
