"""Whether a claim sentence stands alone, as far as a machine can see.

Only mechanical faults are looked for (tests/quality/standing.toml), so the share of sentences
without one is an upper bound: a reader finds at least these faults and others. The share rises and
falls with the real one, and it needs nobody to read.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from tests.quality.scoring import Miss, Row

LEAST_WORDS = 3
_PAIRS = ("«»", "“”", "()", "[]")
_ENDS = re.compile(r"[.!?…][»”\"’)\]\s]*$")


@dataclass(frozen=True, slots=True)
class Patterns:
    """What one language's faults look like."""

    model: str
    pronoun: re.Pattern[str]
    impersonal: re.Pattern[str]
    anaphor: re.Pattern[str]
    demonstrative: re.Pattern[str]
    leading: re.Pattern[str]
    trailing: re.Pattern[str]
    relative_day: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Standing:
    """How many different claims were looked at, and those with a fault."""

    claims: int
    misses: tuple[Miss, ...]

    @property
    def share(self) -> float:
        """Share of claims without a mechanical fault; 0 where there is no claim."""
        return 1 - len(self.misses) / self.claims if self.claims else 0.0


def standing(rows: Iterable[Row], lang: str, dated: frozenset[str]) -> Standing:
    """Faults of every claim of `rows`; articles in `dated` have a date to resolve days against."""
    claims = list({row.claim_id: row for row in rows}.values())
    verbs = have_verb([row.claim for row in claims], lang)
    found = []
    for row, verb in zip(claims, verbs, strict=True):
        dateless = row.article in dated and not row.event_time
        names = faults(row.claim, lang, dateless) + (() if verb else ("no verb",))
        if names:
            found.append(Miss("fault", row.article, row.claim, ", ".join(names)))
    return Standing(len(claims), tuple(found))


def faults(sentence: str, lang: str, dateless: bool = False) -> tuple[str, ...]:
    """Names of the mechanical faults of a claim sentence, but for a missing verb.

    `dateless`: its article has a date, yet the claim has no `event_time`.
    """
    patterns = load_patterns(lang)
    checks: tuple[tuple[str, bool], ...] = (
        ("no capital", not _starts_well(sentence)),
        ("no full stop", not _ENDS.search(sentence)),
        ("too short", len(re.findall(r"\w+", sentence)) < LEAST_WORDS),
        ("double space", bool(re.search(r"\s{2,}|^\s|\s$|\s[,.]", sentence))),
        ("marks", not _balanced(sentence)),
        (
            "pronoun",
            _leads(patterns.pronoun, sentence) and not _leads(patterns.impersonal, sentence),
        ),
        ("anaphor", _leads(patterns.anaphor, sentence)),
        ("demonstrative", _leads(patterns.demonstrative, sentence)),
        ("starts as a fragment", _leads(patterns.leading, sentence)),
        ("ends as a fragment", bool(patterns.trailing.search(sentence))),
        ("relative day", dateless and bool(patterns.relative_day.search(sentence))),
    )
    return tuple(name for name, wrong in checks if wrong)


def have_verb(sentences: Sequence[str], lang: str) -> list[bool]:
    """Whether each sentence has a verb or an auxiliary, by the language's tagger."""
    docs = _tagger(load_patterns(lang).model)(sentences)
    return [bool({"VERB", "AUX"} & tags) for tags in docs]


def _starts_well(sentence: str) -> bool:
    first = sentence.lstrip("«“„\"'‘( \u00a0\u202f")[:1]
    return first.isupper() or first.isdigit()


def _balanced(sentence: str) -> bool:
    """Marks come in pairs, and hold something."""
    paired = all(sentence.count(pair[0]) == sentence.count(pair[1]) for pair in _PAIRS)
    return paired and sentence.count('"') % 2 == 0 and not re.search(r"\(\s*\)|«\s*»", sentence)


def _leads(pattern: re.Pattern[str], sentence: str) -> bool:
    return bool(pattern.match(sentence.lstrip('«“" \u00a0\u202f')))


@lru_cache(maxsize=4)
def load_patterns(lang: str) -> Patterns:
    """The patterns of a language; KeyError where there are none."""
    table = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))[lang]
    lead = ("pronoun", "impersonal", "anaphor", "demonstrative", "leading")
    return Patterns(
        model=table["model"],
        trailing=re.compile(rf"(?:^|\s){table['trailing']}[\s»”\"’]*[.!?…]*$"),
        relative_day=re.compile(rf"\b{table['relative_day']}\b"),
        **{name: re.compile(table[name]) for name in lead},
    )


@lru_cache(maxsize=2)
def _tagger(model: str) -> Callable[[Sequence[str]], list[set[str]]]:
    import spacy

    nlp = spacy.load(model, exclude=["parser", "ner", "lemmatizer", "senter"])
    return lambda sentences: [{token.pos_ for token in doc} for doc in nlp.pipe(sentences)]
