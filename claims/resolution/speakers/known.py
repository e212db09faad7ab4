"""A mention resolved to its source, and a source as it stands in the story."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from claims.attribution.frames import Mention
from claims.records import Source
from claims.resolution.speakers.naming import is_name
from claims.text.tree import is_plural


@dataclass(frozen=True, slots=True)
class Resolved:
    """A mention with the source it stands for and how that was found out."""

    source: Source
    mention: str
    rule: str


@dataclass(frozen=True, slots=True)
class Known:
    """A source as it stands in the story: its title, gender, and where it was last written of."""

    source: Source
    head: str
    feminine: bool | None
    plural: bool
    person: bool = False
    sentence: int = 0
    subject: bool = True
    speaker: bool = False
    bare: bool = False
    titles: frozenset[str] = frozenset()


def make_known(
    source: Source,
    mention: Mention,
    anaphor: bool,
    before: Sequence[Known],
    nouns: Collection[str] = (),
) -> Known:
    """What is remembered of a source; `nouns` are those that can stand for a party."""
    earlier = next((k for k in reversed(before) if k.source == source), None)
    if anaphor and earlier is not None:
        return earlier
    feminine = is_feminine(mention)
    if feminine is None and earlier is not None:
        feminine = earlier.feminine
    title = (
        mention.head.lemma_.lower()
        if not is_name(mention.head)
        else earlier.head
        if earlier and earlier.head
        else _title(mention, nouns)
    )
    return Known(
        source,
        title,
        feminine,
        _is_plural(mention),
        source.kind == "person" or bool(earlier and earlier.person),
        bare=is_name(mention.head) and title == _last_word(mention),
        titles=_titles(mention) | (earlier.titles if earlier is not None else frozenset()),
    )


def _titles(mention: Mention) -> frozenset[str]:
    """What stands before a name: "me" of "Me Anne Roy"."""
    first, before = mention.head.text.split()[0], mention.tokens[0].text
    return frozenset({first.lower().rstrip("."), before.lower().rstrip(".")})


def is_feminine(mention: Mention) -> bool | None:
    """Grammatical gender by the noun, its determiner or its title; None for a bare name."""
    first = mention.head.text.split()[0].lower().rstrip(".")
    if first in ("m", "mm", "mme", "mmes", "mlle"):
        return first.startswith(("mme", "mlle"))
    if first in ("la", "le") and " " in mention.head.text:  # "La Dépêche", one name
        return first == "la"
    # the article first: the tagger knows no gender of "ministre" or "biologiste"
    tokens = [t for t in mention.tokens[:1] if t.pos_ == "DET" and t.text[-1:] != "'"]
    tokens += [mention.head] if not is_name(mention.head) else []
    for token in tokens:
        gender = token.morph.get("Gender")
        if gender:
            return gender == ["Fem"]
    return None


def _is_plural(mention: Mention) -> bool:
    """A plural noun; of a name only the article tells ("les Nations unies")."""
    tokens = (mention.head,) if not is_name(mention.head) else mention.tokens
    return any(
        is_plural(t) for t in tokens if (t == mention.head and not is_name(t)) or t.pos_ == "DET"
    )


def _title(mention: Mention, nouns: Collection[str] = ()) -> str:
    """The noun before a name ("the newspaper La Voz") or that begins it ("Syndicat des eaux").

    Or else the name's last word ("Energy Ministry").
    """
    first = mention.head.text.split()[0].lower()
    if first in nouns and " " in mention.head.text:
        return first
    before = [t for t in mention.tokens if t.i < mention.head.i and t.pos_ in ("NOUN", "PROPN")]
    return before[-1].lemma_.lower() if before else _last_word(mention)


def _last_word(mention: Mention) -> str:
    return mention.head.text.split()[-1].lower()
