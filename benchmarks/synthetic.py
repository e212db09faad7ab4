"""Made-up news of any length: stories told by several outlets, in two languages, day after day.

A story has its people, its place and its facts; its articles tell the facts in changing words,
sometimes with another number or the opposite, beside claims of their own. Words come from the
matching data of the languages, so that profiles are what real ones are; names repeat as names do,
few of them often. Vectors are drawn so that cosines spread as those of e5 do on real news:
unrelated claims around 0.81, claims of one story around 0.87, one fact told twice around 0.95.
"""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from importlib import resources

import numpy as np

from claims import ids
from claims.records import Article, Attribution, Claim, Extraction, Source

DIM = 384
FIRST_DAY = datetime(2020, 1, 1, 6, tzinfo=UTC)
OUTLETS = tuple(f"Outlet {number}" for number in range(40))
MONTHS = {
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "en": "January February March April May June July August September October November December",
}
_SPREAD, _TOPICS, _NOISE = 0.20, 6, 0.1  # found by looking at the cosines that come out
ARTICLE = 10  # claims in an article


@dataclass(frozen=True, slots=True)
class Fact:
    """What a claim can say: names as they are written, concepts, a number, a date."""

    names: tuple[str, ...]
    action: str
    things: tuple[str, ...]
    number: int
    day: date | None


@dataclass(frozen=True, slots=True)
class Told:
    """One article, the vectors of its claims (claims, DIM) and which fact each claim tells."""

    extraction: Extraction
    vectors: np.ndarray
    facts: tuple[Fact, ...]


def news(claims: int, per_day: int, seed: int = 1) -> Iterator[Told]:
    """Articles with `claims` claims in all, `per_day` of them a day, in the order of publication.

    The same arguments give the same articles, and fewer claims the same first ones.
    """
    rng = random.Random(seed)
    running: list[_Story] = []
    for number in range(claims // ARTICLE):
        moment = FIRST_DAY + timedelta(days=number * ARTICLE / per_day)
        running = [story for story in running if story.left and moment < story.ends]
        if not running or rng.random() < 0.3 or len(running) < per_day / 100:
            running.append(_Story(rng, moment))
        yield rng.choice(running).article(rng, moment, f"{seed}-{number}")


class _Story:
    """A story while it runs."""

    def __init__(self, rng: random.Random, moment: datetime) -> None:
        self.left = min(60, int(rng.paretovariate(1.2) * 2))
        self.ends = moment + timedelta(days=4)
        self.names = (*(_person(rng) for _ in range(2)), _place(rng))
        actions, things = _concepts()
        self.words = [_often(rng, things) for _ in range(12)]
        self.actions = [_often(rng, actions) for _ in range(5)]
        self.facts = [self._fact(rng, moment) for _ in range(6 + self.left)]

    def _fact(self, rng: random.Random, moment: datetime) -> Fact:
        return Fact(
            tuple(sorted(rng.sample(self.names, rng.choice([0, 1, 1, 1, 2])))),
            rng.choice(self.actions),
            tuple(sorted(rng.sample(self.words, rng.randint(2, 4)))),
            rng.choice([0, 0, rng.randint(2, 60), rng.randint(2, 5000)]),
            (moment - timedelta(days=rng.randint(0, 9))).date() if rng.random() < 0.3 else None,
        )

    def article(self, rng: random.Random, moment: datetime, name: str) -> Told:
        self.left -= 1
        lang = rng.choice(["fr", "fr", "fr", "en", "en"])
        facts = tuple(self._told(rng, moment) for _ in range(ARTICLE))
        told = [_sentence(rng, fact, lang) for fact in facts]
        vectors = np.stack([_vector(fact, rng) for fact in facts])
        return Told(_extraction(rng.choice(OUTLETS), name, lang, moment, told), vectors, facts)

    def _told(self, rng: random.Random, moment: datetime) -> Fact:
        kind = rng.random()
        if kind < 0.2:
            return self._fact(rng, moment)
        fact = rng.choice(self.facts)
        if kind < 0.3 and fact.number:
            return Fact(fact.names, fact.action, fact.things, fact.number + 7, fact.day)
        return fact


# ---------------------------------------------------------------------- words


@lru_cache(maxsize=1)
def _concepts() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Actions, and things and roles, that both languages have words for."""
    french, english = _words("fr"), _words("en")
    both = [name for name in french if name in english]
    actions = [name for name in both if name.startswith("action ")]
    order = random.Random(0)
    things = [name for name in both if not name.startswith("action ")]
    return tuple(order.sample(actions, len(actions))), tuple(order.sample(things, len(things)))


@lru_cache(maxsize=2)
def _words(lang: str) -> dict[str, tuple[str, ...]]:
    """Concept → its wordings; "action close" → "ferm", "baisser le rideau"."""
    data = resources.files("claims.languages").joinpath(lang, "matching.toml").read_text("utf-8")
    return {
        f"{kind} {name}": tuple(word.strip().replace("*", "") for word in words.split(",")[:4])
        for kind, concepts in tomllib.loads(data)["concepts"].items()
        for name, words in concepts.items()
        if kind in ("action", "role", "thing")
    }


def _often(rng: random.Random, some: Sequence[str]) -> str:
    """One of them; the first tenth comes as often as the last two thirds together."""
    return some[int(len(some) * rng.random() ** 2)]


@lru_cache(maxsize=4)
def _syllables(number: int, size: int) -> tuple[str, ...]:
    rng = random.Random(size)
    parts = [consonant + vowel for consonant in "bdfgklmnprstv" for vowel in "aeiou"]
    made = {"".join(rng.choices(parts, k=size)).capitalize() for _ in range(number)}
    return tuple(sorted(made, key=lambda word: rng.random()))


def _person(rng: random.Random) -> str:
    return f"{_often(rng, _syllables(300, 2))} {_often(rng, _syllables(20_000, 4))}"


def _place(rng: random.Random) -> str:
    return _often(rng, _syllables(5_000, 3))


def _sentence(rng: random.Random, fact: Fact, lang: str) -> str:
    words = _words(lang)
    things = [rng.choice(words[thing]) for thing in fact.things]
    parts = [*fact.names[:1], rng.choice(words[fact.action]), *things]
    if fact.number:
        parts[-1:] = [f"{fact.number} {things[-1]}"]
    parts += [("à " if lang == "fr" else "in ") + name for name in fact.names[1:]]
    if fact.day:
        month = MONTHS[lang].split()[fact.day.month - 1]
        parts.append(("le " if lang == "fr" else "on ") + f"{fact.day.day} {month}")
    return " ".join(parts) + "."


# ---------------------------------------------------------------------- vectors


@lru_cache(maxsize=60_000)
def _direction(part: str) -> np.ndarray:
    """A unit vector of a word or name: a topic that it shares with others, and its own."""
    rng = np.random.default_rng(int(ids.content_id("v", {"part": part})[1:], 16))
    own = rng.normal(size=DIM) / np.sqrt(DIM)
    own[:_TOPICS] += rng.normal(size=_TOPICS) / np.sqrt(_TOPICS) * 0.75
    return (own / np.linalg.norm(own)).astype(np.float32)


def _vector(fact: Fact, rng: random.Random) -> np.ndarray:
    parts = [*fact.names, fact.action, *fact.things]
    meaning = sum((_direction(part) for part in parts), np.zeros(DIM, np.float32))
    meaning = meaning / np.linalg.norm(meaning)
    small = _direction(f"number {fact.number}") * 0.25 + _direction(f"day {fact.day}") * 0.25
    noise = np.random.default_rng(rng.getrandbits(64)).normal(size=DIM) / np.sqrt(DIM)
    vector = np.sqrt(_SPREAD) * (meaning + small) + np.sqrt(_NOISE * rng.random()) * noise
    vector[-1] += 1.0  # what all claims have in common
    return (vector / np.linalg.norm(vector)).astype(np.float32)


# ---------------------------------------------------------------------- records


def _extraction(
    outlet: str, title: str, lang: str, moment: datetime, told: Sequence[str]
) -> Extraction:
    text = "\n".join(told)
    key = ids.article_id(outlet, None, title, moment.isoformat(), text)
    article = Article(key, text, f"{title}.txt", outlet, lang, title, published_at=moment)
    claims, rows, at = [], [], 0
    source = Source(ids.source_id(outlet, "outlet"), outlet, "outlet")
    for sentence in told:
        end = at + len(sentence)
        claim_id = ids.claim_id(key, at, end, sentence)
        claims.append(Claim(claim_id, key, sentence, sentence, at, end, "certain", lang))
        rows.append(
            Attribution(claim_id, source.source_id, outlet, outlet, "outlet", "assert", rule="own")
        )
        at = end + 1
    return Extraction(article, tuple(claims), tuple(rows), (source,))
