"""A source spoken of in an article, and the small questions the resolver asks of words and tokens."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claims.attribution.frames import Mention
from claims.ids import source_id
from claims.languages.loader import words
from claims.records import Source, SourceKind

if TYPE_CHECKING:
    from spacy.tokens import Token

    from claims.text.tree import Tree


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


def make_known(
    source: Source,
    mention: Mention,
    anaphor: bool,
    before: list[Known],
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
    )


def _is_plural(mention: Mention) -> bool:
    """A plural noun; of a name only the article tells ("les Nations unies")."""
    tokens = (mention.head,) if not is_name(mention.head) else mention.tokens
    return any(
        t.morph.get("Number") == ["Plur"]
        for t in tokens
        if (t == mention.head and not is_name(t)) or t.pos_ == "DET"
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


def told_gender(noun: Token, tree: Tree) -> bool | None:
    """Feminine or not by a word beside a noun or name ("his wife, ...", "spokesman", "Ms").

    None where there is no such word, and in languages whose tables have none.
    """
    table = tree.language.anaphors
    if "feminine_words" not in table:
        return None
    beside = [
        c
        for c in noun.children
        if c.dep_ in tree.appos or (c.i < noun.i and c.dep_ in tree.nominal_parts)
    ]
    beside += [noun.head] if noun.dep_ in tree.appos else []
    said = {w.rstrip(".") for t in (noun, *beside) for w in (t.lower_, t.lower_.split()[0])}
    if said & set(table["feminine_words"]):
        return True
    if said & set(table["masculine_words"]):
        return False
    given = {t.lower_.split()[0] for t in (noun, *beside) if " " in t.text and t.pos_ == "PROPN"}
    if given & set(words(table["given_feminine"])):
        return True
    return False if given & set(words(table["given_masculine"])) else None


def is_feminine(mention: Mention) -> bool | None:
    """Grammatical gender by the noun, its determiner or its title; None for a bare name."""
    first = mention.head.text.split()[0].lower().rstrip(".")
    if first in ("m", "mm", "mme", "mmes", "mlle"):
        return first.startswith(("mme", "mlle"))
    # the article first: the tagger knows no gender of "ministre" or "biologiste"
    tokens = [t for t in mention.tokens[:1] if t.pos_ == "DET" and t.text[-1:] != "'"]
    tokens += [mention.head] if not is_name(mention.head) else []
    for token in tokens:
        gender = token.morph.get("Gender")
        if gender:
            return gender == ["Fem"]
    return None


def stands_for(known: Known, head: str, kind: str, pointing: bool, plural: bool) -> bool:
    if kind != "unnamed" and known.plural != plural:
        return False
    if known.head == head and known.plural == plural:
        return True
    if kind == "unnamed":
        return pointing and known.speaker and head.startswith("source")
    if kind in ("outlet", "agency"):
        return known.source.kind in ("outlet", "agency") and (
            kind == known.source.kind or pointing or kind == "outlet"
        )
    return kind == known.source.kind and (pointing or (kind != "person" and known.speaker))


def may_be_called(known: Known, noun: str, alike: Sequence[Sequence[str]]) -> bool:
    """Whether a source last called by another noun can be taken up by `noun`.

    `alike` holds sets of nouns for one party ("le groupe" of a "fabricant"). A noun of no set stands
    only for a source called so before; a noun of a set, for one of that set, or for a bare name.
    """
    if not alike or known.head == noun:
        return True
    sets = [s for s in alike if noun in s]
    return bool(sets) if known.bare else any(known.head in s for s in sets)


def is_name(token: Token) -> bool:
    return (token.pos_ in ("PROPN", "X") and token.text[:1].isupper()) or (
        token.ent_type_ != "" and token.text[:1].isupper() and token.pos_ != "NUM"
    )


def make_source(name: str, kind: SourceKind, speaks_for: str | None) -> Source:
    return Source(source_id(name, kind), name, kind, speaks_for)


def join_words(tokens: list[Token]) -> str:
    text = "".join(t.text_with_ws for t in tokens).strip()
    return re.sub(r"\s+", " ", text).strip(" ,;:«»\"“”'")


def strip_titles(name: str, titles: list[str]) -> str:
    words = name.split()
    while len(words) > 1 and words[0].lower() in titles:
        words = words[1:]
    while len(words) > 1 and words[-1].isupper() and words[-1].lower() in titles:
        words = words[:-1]
    return " ".join(words)
