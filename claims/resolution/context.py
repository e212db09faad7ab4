"""What a claim is about, where its own words only point: "c'est la loi", "il en faudrait le double".

A pointing word whose noun stands in no claim can't be put into other words without a guess. What
was told right before can be named instead: "Anne Roy, à propos de « Nous ne paierons pas » : « C'est
la loi »" says who said what about what, adds nothing, and needs no other sentence. The templates
stand in `wording.toml` (`as_said_of` for quotations, `[context]` for all else).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from claims.resolution.memory import is_feminine, is_plural
from claims.resolution.parties import is_person
from claims.splitting.phrases import DROPPED
from claims.text.tree import Tree

if TYPE_CHECKING:
    from claims.splitting.clauses import Proposition
    from claims.text.tokens import Token

_LONGEST, _LONGEST_TWO = 40, 45  # words of one sentence or three, and of two
_REACH = 2  # sentences back
_DATE = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class Told:
    """A claim as it was put into words: its sentence's number, its nouns' number and gender.

    `place` is where its predicate stands in the article; `about` is what its own words point back to,
    "" where they stand alone; an `aside` is what an outlet tells by the way, `said` what a source says.
    """

    words: str
    sentence: int
    place: int
    nouns: tuple[tuple[bool, bool | None], ...] = ()
    about: str = ""
    aside: bool = False
    said: bool = False


class Context:
    """The claims of one article in the order they were told, for those that point back to them."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._table = tree.language.anaphors.get("context", {})
        self._told: list[Told] = []

    def told(
        self, words: str, sentence: int, proposition: Proposition, about: str, said: bool
    ) -> None:
        """Remembers a claim; `said` tells that a source says it."""
        tree, tokens = self._tree, proposition.tokens
        nouns: tuple[tuple[bool, bool | None], ...] = tuple(
            (is_plural(t, tree), is_feminine(t, tree))
            for t in tokens
            if t.pos_ in ("NOUN", "PROPN", "X") and not tree.is_time_phrase(t)
        )
        people = [t for t in tokens if is_person(t, tree)]
        if len(people) > 1 and not any(t.dep_ in tree.appos for t in people):
            nouns += ((True, None),)  # "Luc et sa compagne" are "ils"
        first = next((t for t in tokens if t.dep_ in tree.subject and t.pos_ == "PRON"), None)
        if first is not None and first.lower_ in self._table.get("one", ()):
            nouns += ((False, self._table["gender"].get(first.lower_)),)  # "l'un d'eux"
        place = proposition.unit.start_of(proposition.head)
        aside = proposition.rule in ("relative", "participle") and not said
        self._told.append(Told(words, sentence, place, nouns, about, aside, said))

    def about(self, pointing: Token | None, sentence: int, place: int, quoted: bool = False) -> str:
        """What was told right before, as far as a word that points back may mean it; "" for nothing.

        `place` is where the word stands in the article; who is `quoted` goes on about what was told
        last, whatever it names. Where what was told points back itself, what it is about stands before
        it.
        """
        near = [t for t in self._told if sentence - t.sentence <= _REACH and t.place < place]
        near.sort(key=lambda t: t.place)
        fit = [t for t in near if self._may_hold(t, pointing)]
        if not fit and (quoted or not self._names_one(pointing)):
            fit = [t for t in near if quoted or sentence - t.sentence <= 1]
        if not fit:
            return ""
        last = fit[-1]
        if last.aside:  # "« P », dit X, qui habite là": of what was said
            said = [t for t in fit if t.said and t.sentence == last.sentence]
            last = said[-1] if said else last
        words = inner_words(last.words, self._tree)
        if not last.about or not words:
            return words or last.about
        both = f"{last.about}. {words}"
        most = _LONGEST if ". " in last.about else _LONGEST_TWO
        return both if len(both.split()) <= most else last.about

    def since(self, word: Token | None, sentence: int, place: int) -> str:
        """What a time is counted from, where that tells a date of its own."""
        about = self.about(word, sentence, place) if word is not None else ""
        return about if _DATE.search(about) else ""

    def _names_one(self, pointing: Token | None) -> bool:
        """ "Ils", "eux": says nothing to who doesn't know whom."""
        return pointing is not None and pointing.lower_ in self._table.get("strict", ())

    def _may_hold(self, told: Told, pointing: Token | None) -> bool:
        """Whether a claim names something of the word's number and gender, where it has any."""
        table = self._table
        low = pointing.lower_ if pointing is not None else ""
        if low in table.get("neutral_too", ()):
            return True
        plural = True if low in table.get("plural", ()) else None
        plural = False if low in table.get("singular", ()) else plural
        feminine = table.get("gender", {}).get(low)
        if plural is None and feminine is None:
            return True
        return any(
            (plural is None or many == plural) and (feminine is None or of in (None, feminine))
            for many, of in told.nouns
        )


def inner_words(sentence: str, tree: Tree) -> str:
    """A claim's sentence as what another is about: without its stop, of a quotation its own words.

    Days are left out: they would be read against another date than the quotation's own.
    """
    body = sentence.removesuffix(".")
    said = re.search(r" ?: [«“] ?(?P<words>.+?) ?[»”]$", body)
    words = said.group("words") if said else body
    words = re.sub(_days(tree.language.code), "", words, flags=re.IGNORECASE)
    inner = tree.language.wording.get("context", {}).get("inner", '"\\1"')
    words = re.sub(r"[«“] ?([^«»“”]+?) ?[»”]", inner, words)
    return words if len(words.split()) <= _LONGEST and DROPPED not in words else ""


def day_words(times: dict[str, Any]) -> tuple[str, ...]:
    """Weekdays and words such as "hier", of a language's times."""
    words = times.get("days", ())
    return (*times.get("weekdays", ()), *(() if isinstance(words, str) else words))


@cache
def _days(code: str) -> str:
    from claims.languages import load

    times = load(code).times
    days = "|".join(re.escape(d) for d in day_words(times))
    lead, part = (times["words"].get(k, []) for k in ("day_prefix", "day_parts"))
    lead = [*load(code).anaphors.get("context", {}).get("before_days", ()), *lead]
    return rf"(?:,? (?:{'|'.join(lead)}))? (?:{days})(?: (?:{'|'.join(part)}))?(?![\w'-])"
