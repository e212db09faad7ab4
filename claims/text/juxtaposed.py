"""Sentences that speech sets side by side with a comma: "On voyait de la fumée, on ne pensait pas au feu"."""

from __future__ import annotations

import re
from functools import cache

from claims.languages import Language
from claims.languages.loader import words
from claims.text.patterns import either
from claims.text.reports.forms import forms_of

_LEAST_WORDS = 2  # of the first sentence
_VERB_LIKE = re.compile(r"(?<!\w)[a-zà-ÿ]+(?:ait|aient|ra|ront)\b")


def juxtaposed(text: str, start: int, end: int, language: Language) -> tuple[tuple[int, int], ...]:
    """The spans of the sentences in `text[start:end]`, one where nothing is set side by side.

    A pronoun behind a comma begins another sentence where a main verb stands before the comma.
    """
    if "juxtaposed" not in language.sentences or "inserted" not in language.cues:
        return ((start, end),)
    spans, left = [], start
    for match in _second(language.code).finditer(text, start, end):
        if _is_sentence(text[left : match.start()], language):
            spans.append((left, match.start()))
            left = match.end()
    return (*spans, (left, end))


def _is_sentence(text: str, language: Language) -> bool:
    """Whether a main clause stands in the text: a finite verb before any word that makes one depend."""
    main = _bound(language.code).split(text.lower())[0]
    if len(main.split()) < _LEAST_WORDS or text.rstrip().endswith("?"):
        return False
    return bool(forms_of(language.code).hint.search(main) or _VERB_LIKE.search(main))


@cache
def _second(code: str) -> re.Pattern[str]:
    from claims.languages import load

    subjects = either(words(load(code).sentences["juxtaposed"]["subjects"]))
    return re.compile(rf",\s+(?=(?:{subjects})(?:\s|(?<=['’])))", re.IGNORECASE)


@cache
def _bound(code: str) -> re.Pattern[str]:
    from claims.languages import load

    bound = either(words(load(code).sentences["juxtaposed"]["bound"]))
    return re.compile(rf"(?<!\w)(?:{bound})(?:\s|(?<=['’]))", re.IGNORECASE)
