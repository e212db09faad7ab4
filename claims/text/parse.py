"""Turns sentences into parsed units: what the parser reads, mapped back to the article's offsets.

Quotations confuse parsers. One that holds whole sentences is parsed on its own, and a short clause
of the language stands in for it in the sentence around; the marks of a quotation of a few words are
left out (drafts). Every character handed to the parser keeps the offset it came from.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from claims.languages import Language
from claims.records import Sentence, Skipped
from claims.text.drafts import Draft, draft
from claims.text.mending import mended
from claims.text.pipeline import load_pipeline
from claims.text.quotes import Quotation, find_quotations, is_quoted
from claims.text.reattaching import reattached
from claims.text.reports import Citation, interposed_clause
from claims.text.tokens import Doc, Token
from claims.text.without_aside import read_without_aside

if TYPE_CHECKING:
    from spacy.language import Language as Pipeline
    from spacy.tokens import Doc as Parsed

_MAX_CHARACTERS = 5_000
_COLON = re.compile(r"(?<=\w)[ \u00a0\u202f]?:\s+(?=\w)")


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
    citations: tuple[tuple[Citation, Unit], ...] = field(default=())

    @property
    def root(self) -> Token | None:
        """The word that all others hang below; None where there is no word."""
        return next((t for t in self.doc if t.head is t), None)

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


def parse(
    text: str, sentences: Iterable[Sentence], language: Language
) -> tuple[tuple[Unit, ...], tuple[Skipped, ...]]:
    """Units of the prose sentences, in order, and the sentences no parse was had of."""
    drafts, skipped = [], []
    for sentence in (part for s in sentences for part in _halves(text, s, language)):
        if sentence.end - sentence.start > _MAX_CHARACTERS:
            place = f"characters {sentence.start}-{sentence.end}"
            skipped.append(
                Skipped("", f"a sentence of more than {_MAX_CHARACTERS} characters", place)
            )
            continue
        drafts.append(draft(text, sentence, language))
    flat = [d for one in drafts for d in _walk(one)]
    nlp = load_pipeline(language.grammar["model"])
    read = nlp.pipe((d.text for d in flat), batch_size=64)
    docs = {}
    for d, doc in zip(flat, read, strict=True):
        try:
            right = _read(doc, language, nlp)
        except Exception as error:  # one odd sentence must not lose the article
            place = f"characters {d.sentence.start}-{d.sentence.end}"
            reason = f"sentence not read again ({type(error).__name__}: {error})"
            skipped.append(Skipped("", reason, place))
            right = doc
        docs[id(d)] = Doc(right)
    return tuple(_finish(d, docs) for d in drafts), tuple(skipped)


def _read(doc: Parsed, language: Language, nlp: Pipeline) -> Parsed:
    """A parse put right, by its own words and by further readings where it needs them."""

    def right(parsed: Parsed) -> Parsed:
        return reattached(mended(parsed, language, nlp), language)

    return read_without_aside(right(doc), language, lambda text: right(nlp(text)))


def _walk(one: Draft) -> list[Draft]:
    cited = [d for _, noun in one.citations for d in _walk(noun)]
    return [one, *cited, *(d for group in one.inner for child in group for d in _walk(child))]


def _finish(one: Draft, docs: dict[int, Doc]) -> Unit:
    quoted = tuple(tuple(_finish(c, docs) for c in group) for group in one.inner)
    cited = tuple((c, _finish(d, docs)) for c, d in one.citations)
    return Unit(one.sentence, docs[id(one)], one.offsets, one.masked, quoted, one.floating, cited)


def _halves(text: str, sentence: Sentence, language: Language) -> list[Sentence]:
    """A sentence in the parts that a semicolon makes, where the language's reports end at it.

    So does a colon with a report put into what stands behind it ("n'y croit pas : la hausse, dit-il, ...").
    """
    marks = language.sentences.get("half_stops", "")
    if not marks or not any(m in text[sentence.start : sentence.end] for m in (*marks, ": ")):
        return [sentence]
    quotations = find_quotations(text, sentence.start, sentence.end, language)
    cuts = [
        m.end() for m in re.finditer(rf"[{re.escape(marks)}]\s+", text[: sentence.end])
        if m.start() > sentence.start and not is_quoted(m.start(), quotations)
    ]  # fmt: skip
    for colon in _COLON.finditer(text, sentence.start, sentence.end):
        first = max([sentence.start, *(c for c in cuts if c <= colon.start())])
        parted = colon.start() > first and not is_quoted(colon.start(), quotations)
        if parted and interposed_clause(text, colon.end(), sentence.end, quotations, language):
            cuts = sorted({*cuts, colon.end()})
    starts = [sentence.start, *cuts]
    ends = [len(text[:c].rstrip()) for c in cuts] + [sentence.end]
    return [Sentence(a, b, sentence.kind) for a, b in zip(starts, ends, strict=True) if a < b]
