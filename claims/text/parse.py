"""Turns sentences into parsed units: what the parser reads, mapped back to the article's offsets.

Quotations confuse parsers. One that holds whole sentences is parsed on its own, and a short clause
of the language stands in for it in the sentence around; the marks of a quotation of a few words are
left out. Every character handed to the parser keeps the offset it came from.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from claims.languages import Language
from claims.records import Sentence, Skipped
from claims.text.quotes import Quotation, find_quotations
from claims.text.sentences import split_span

if TYPE_CHECKING:
    from spacy.language import Language as Pipeline
    from spacy.tokens import Doc, Token

_QUOTED_WORDS = 3
_MAX_CHARACTERS = 5_000
_PLAIN = str.maketrans({"’": "'", "ʼ": "'", "‘": "'", "\u00a0": " ", "\u202f": " ", "\t": " "})


@dataclass(frozen=True, slots=True)
class Unit:
    """`doc` is the parse of a sentence, or of a sentence inside a quotation.

    `offsets[i]` is the article offset of character i of the parser's text (one more at the end);
    `masked` pairs the parser's character span of a stand-in with its quotation; `quoted` holds the
    units of each masked quotation, in the same order.
    """

    sentence: Sentence
    doc: Doc
    offsets: tuple[int, ...]
    masked: tuple[tuple[int, int, Quotation], ...] = ()
    quoted: tuple[tuple[Unit, ...], ...] = field(default=())
    floating: bool = False

    def start_of(self, token: Token) -> int:
        """Article offset of a token's first character."""
        return self.offsets[token.idx]

    def end_of(self, token: Token) -> int:
        """Article offset just past a token's last character."""
        return self.offsets[token.idx + len(token.text) - 1] + 1

    def mask_of(self, token: Token) -> int | None:
        """Index of the masked quotation that a token stands in for, if it does."""
        for k, (left, right, _) in enumerate(self.masked):
            if left <= token.idx < right:
                return k
        return None


@dataclass(frozen=True, slots=True)
class _Draft:
    sentence: Sentence
    text: str
    offsets: tuple[int, ...]
    masked: tuple[tuple[int, int, Quotation], ...]
    inner: tuple[tuple[_Draft, ...], ...]
    floating: bool


@lru_cache(maxsize=None)
def pipeline(model: str) -> Pipeline:
    """The spaCy pipeline of that name, loaded once a process."""
    import spacy

    nlp = spacy.load(model, exclude=["senter"])
    nlp.add_pipe("factledger_one_sentence", first=True)
    return nlp


def parse(
    text: str, sentences: Iterable[Sentence], language: Language
) -> tuple[tuple[Unit, ...], tuple[Skipped, ...]]:
    """Units of the prose sentences, in order, and the sentences no parse was had of."""
    _register()
    drafts, skipped = [], []
    for sentence in sentences:
        if sentence.end - sentence.start > _MAX_CHARACTERS:
            place = f"characters {sentence.start}-{sentence.end}"
            skipped.append(Skipped("", f"a sentence of more than {_MAX_CHARACTERS} characters", place))
            continue
        drafts.append(_draft(text, sentence, language))
    flat = [d for draft in drafts for d in _walk(draft)]
    nlp = pipeline(language.grammar["model"])
    docs = dict(zip(map(id, flat), nlp.pipe((d.text for d in flat), batch_size=64), strict=True))
    return tuple(_finish(d, docs) for d in drafts), tuple(skipped)


def _register() -> None:
    from spacy.language import Language as SpacyLanguage

    if SpacyLanguage.has_factory("factledger_one_sentence"):
        return

    @SpacyLanguage.component("factledger_one_sentence")
    def one_sentence(doc: Doc) -> Doc:
        for token in doc:
            token.is_sent_start = token.i == 0
        return doc


def _walk(draft: _Draft) -> list[_Draft]:
    return [draft, *(d for group in draft.inner for child in group for d in _walk(child))]


def _finish(draft: _Draft, docs: dict[int, Doc]) -> Unit:
    quoted = tuple(tuple(_finish(c, docs) for c in group) for group in draft.inner)
    return Unit(draft.sentence, docs[id(draft)], draft.offsets, draft.masked, quoted, draft.floating)


def _draft(text: str, sentence: Sentence, language: Language, nested: bool = False) -> _Draft:
    start, end = sentence.start, sentence.end
    quotations = () if nested else find_quotations(text, start, end, language)
    whole = [q for q in quotations if _is_whole(text, start, q)]
    pieces: list[tuple[str, int]] = []
    masked: list[tuple[int, int, Quotation]] = []
    inner: list[tuple[_Draft, ...]] = []
    marks = {i for q in quotations if q not in whole for i in _mark_positions(q)}
    i = start
    while i < end:
        quotation = next((q for q in whole if q.start == i), None)
        if quotation is None:
            if i not in marks:
                pieces.append((text[i].translate(_PLAIN), i))
            i += 1
            continue
        left = len(pieces)
        stand_in = language.wording["placeholder"]
        pieces += [(char, quotation.inner_start) for char in stand_in]
        masked.append((left, len(pieces), quotation))
        if text[quotation.inner_end - 1] == "," and not text[quotation.end : end].lstrip().startswith(","):
            pieces.append((",", quotation.inner_end - 1))
        spans = split_span(text, quotation.inner_start, quotation.inner_end, language)
        inner.append(tuple(_draft(text, Sentence(a, b), language, True) for a, b in spans))
        i = quotation.end
    plain, offsets = _squeeze(pieces)
    shifted = tuple((_new_place(pieces, a), _new_place(pieces, b), q) for a, b, q in masked)
    rest = re.sub(r"\W+", "", "".join(c for k, (c, _) in enumerate(pieces) if not any(a <= k < b for a, b, _ in masked)))
    return _Draft(sentence, plain, (*offsets, end), shifted, tuple(inner), bool(masked) and not rest)


def _squeeze(pieces: list[tuple[str, int]]) -> tuple[str, tuple[int, ...]]:
    """Runs of blanks become one, so that the parser sees no blank tokens."""
    kept = [p for k, p in enumerate(pieces) if not _is_extra(pieces, k)]
    return "".join(c for c, _ in kept), tuple(o for _, o in kept)


def _is_extra(pieces: list[tuple[str, int]], k: int) -> bool:
    return pieces[k][0].isspace() and (k == 0 or pieces[k - 1][0].isspace())


def _new_place(pieces: list[tuple[str, int]], place: int) -> int:
    return place - sum(_is_extra(pieces, k) for k in range(place))


def _mark_positions(q: Quotation) -> list[int]:
    """The marks of a quotation and the blanks inside them, which the parser need not see."""
    right = range(q.inner_end, q.end) if q.closed else range(0)
    return [*range(q.start, q.inner_start), *right]


def _is_whole(text: str, start: int, q: Quotation) -> bool:
    """Whether a quotation holds whole sentences, and not a few words of the sentence around it."""
    inner = text[q.inner_start : q.inner_end]
    if len(inner.split()) < _QUOTED_WORDS and not re.search(r"[!?]$", inner):
        return False
    before = text[start : q.start].rstrip()
    opens = not before or before[-1] in ",:;.!?—–-(" or q.start == start
    capital = inner[0].isupper() or not inner[0].isalpha()
    return (opens and capital) or bool(re.search(r"[.!?…]\s+[A-ZÀ-Ý]", inner)) or not q.closed or before.endswith(":")
