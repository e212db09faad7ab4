"""Turns sentences into parsed units: what the parser reads, mapped back to the article's offsets.

Quotations confuse parsers. One that holds whole sentences is parsed on its own, and a short clause
of the language stands in for it in the sentence around; the marks of a quotation of a few words are
left out. Every character handed to the parser keeps the offset it came from.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from claims.languages import Language
from claims.records import Sentence, Skipped
from claims.text.mending import mended
from claims.text.patterns import either
from claims.text.pipeline import load_pipeline
from claims.text.quotes import Quotation, find_quotations, is_quoted
from claims.text.reattaching import reattached
from claims.text.reports import (
    Citation,
    continuation,
    find_citations,
    interposed_clause,
    misplaced_adjunct,
    reported_span,
)
from claims.text.sentences import split_span
from claims.text.tokens import Doc, Token

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
    citations: tuple[tuple[Citation, Unit], ...] = field(default=())

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
    citations: tuple[tuple[Citation, _Draft], ...]


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
        drafts.append(_draft(text, sentence, language))
    flat = [d for draft in drafts for d in _walk(draft)]
    nlp = load_pipeline(language.grammar["model"])
    read = nlp.pipe((d.text for d in flat), batch_size=64)
    docs = {
        id(d): Doc(reattached(mended(doc, language, nlp), language))
        for d, doc in zip(flat, read, strict=True)
    }
    return tuple(_finish(d, docs) for d in drafts), tuple(skipped)


@cache
def _plain(char: str) -> str:
    """The character as the parser gets it; half of a broken pair becomes the replacement mark."""
    return "\ufffd" if "\ud800" <= char <= "\udfff" else char.translate(_PLAIN)


def _walk(draft: _Draft) -> list[_Draft]:
    cited = [d for _, noun in draft.citations for d in _walk(noun)]
    return [draft, *cited, *(d for group in draft.inner for child in group for d in _walk(child))]


def _finish(draft: _Draft, docs: dict[int, Doc]) -> Unit:
    quoted = tuple(tuple(_finish(c, docs) for c in group) for group in draft.inner)
    cited = tuple((c, _finish(d, docs)) for c, d in draft.citations)
    return Unit(
        draft.sentence, docs[id(draft)], draft.offsets, draft.masked, quoted, draft.floating, cited
    )


def _draft(
    text: str,
    sentence: Sentence,
    language: Language,
    nested: bool = False,
    hole: tuple[int, int] | None = None,
) -> _Draft:
    start, end = _after_dateline(text, sentence.start, sentence.end, language), sentence.end
    gone: dict[int, int] = {} if hole is None else {hole[0]: hole[1]}
    gone |= _fillers(text, start, end, language)
    quotations = () if nested else find_quotations(text, start, end, language)
    whole = _whole_quotations(text, start, quotations, language)
    inserted = interposed_clause(text, start, end, quotations, language) if hole is None else None
    if inserted is not None:
        return _around(text, sentence, language, inserted)
    reported = reported_span(text, start, end, quotations, language) if hole is None else None
    if reported is not None:
        cuts = [Quotation(*reported, *reported)]
        again = continuation(text, reported[1], end, language) if reported[0] == start else None
        if again is not None:
            cuts.append(Quotation(again, _without_stop(text, end), again, _without_stop(text, end)))
        whole = [q for q in whole if all(q.start >= c.end or q.end <= c.start for c in cuts)] + cuts
    asides = () if nested else _asides(text, start, end, quotations, reported, language)
    gone |= {c.start: c.end for c in asides}
    adjunct = misplaced_adjunct(text, start, end, quotations, language)
    moved = {} if adjunct is None else {adjunct.place: range(adjunct.kept, adjunct.end)}
    gone |= {} if adjunct is None else {adjunct.start: adjunct.end}
    pieces: list[tuple[str, int]] = []
    masked: list[tuple[int, int, Quotation]] = []
    inner: list[tuple[_Draft, ...]] = []
    whole_starts = {q.start: q for q in whole}
    marks = {i for q in quotations if q not in whole for i in _mark_positions(q)}
    i = start
    while i < end:
        if i in moved:
            pieces += [(" ", i), *((_plain(text[k]), k) for k in moved.pop(i))]
        if i in gone:
            pieces.append((" ", i))
            i = gone[i]
            continue
        quotation = whole_starts.get(i)
        if quotation is None:
            if i not in marks:
                pieces.append((_plain(text[i]), i))
            i += 1
            continue
        left = len(pieces)
        stand_in = language.wording["placeholder"]
        if pieces and not pieces[-1][0].isspace():
            pieces.append((" ", quotation.inner_start))
            left += 1
        pieces += [(char, quotation.inner_start) for char in stand_in]
        masked.append((left, len(pieces), quotation))
        if text[quotation.inner_end - 1] == "," and not text[
            quotation.end : end
        ].lstrip().startswith(","):
            pieces.append((",", quotation.inner_end - 1))
        is_cut = quotation.inner_start == quotation.start
        spans = split_span(text, quotation.inner_start, quotation.inner_end, language)
        inner.append(tuple(_draft(text, Sentence(a, b), language, not is_cut) for a, b in spans))
        i = quotation.end
    plain, offsets = _squeeze(pieces)
    shifted = tuple((_new_place(pieces, a), _new_place(pieces, b), q) for a, b, q in masked)
    floating = bool(masked) and not _has_words_beside(pieces, masked)
    cited = tuple((c, _draft(text, Sentence(*c.noun), language, True)) for c in asides)
    return _Draft(sentence, plain, (*offsets, end), shifted, tuple(inner), floating, cited)


def _has_words_beside(
    pieces: list[tuple[str, int]], masked: list[tuple[int, int, Quotation]]
) -> bool:
    """Whether any word stands outside the stand-ins."""
    return any(
        re.match(r"\w", char) and not any(a <= k < b for a, b, _ in masked)
        for k, (char, _) in enumerate(pieces)
    )


def _halves(text: str, sentence: Sentence, language: Language) -> list[Sentence]:
    """A sentence in the parts that a semicolon makes, where the language's reports end at it."""
    marks = language.sentences.get("half_stops", "")
    if not marks or not any(m in text[sentence.start : sentence.end] for m in marks):
        return [sentence]
    quotations = find_quotations(text, sentence.start, sentence.end, language)
    cuts = [
        m.end() for m in re.finditer(rf"[{re.escape(marks)}]\s+", text[: sentence.end])
        if m.start() > sentence.start and not is_quoted(m.start(), quotations)
    ]  # fmt: skip
    starts = [sentence.start, *cuts]
    ends = [len(text[:c].rstrip()) for c in cuts] + [sentence.end]
    return [Sentence(a, b, sentence.kind) for a, b in zip(starts, ends, strict=True) if a < b]


def _after_dateline(text: str, start: int, end: int, language: Language) -> int:
    """Where a dispatch's first sentence begins behind its place and day ("LONDON, March 4 - ")."""
    pattern = language.boilerplate.get("dateline")
    found = re.compile(pattern).match(text, start, end) if pattern else None
    return found.end() if found else start


def _fillers(text: str, start: int, end: int, language: Language) -> dict[int, int]:
    """Spans of linking phrases inside the sentence ("en revanche", "quant à lui") that only mislead a parser."""
    pattern = _filler_pattern(language.code)
    return (
        {m.start(): m.end() for m in pattern.finditer(text, start + 1, end) if m.end() < end}
        if pattern
        else {}
    )


@cache
def _filler_pattern(code: str) -> re.Pattern[str] | None:
    from claims.languages import load

    table = load(code).sentences
    anywhere, between = table.get("fillers", []), table.get("fillers_between_commas", [])
    if not anywhere:
        return None
    loose, set_off = either(anywhere), either([*anywhere, *between])
    return re.compile(rf"(?:,\s+(?:{set_off})\s?,\s|(?<=\s)(?:{loose})\s)", re.IGNORECASE)


def _around(text: str, sentence: Sentence, language: Language, inserted: tuple[int, int]) -> _Draft:
    """A sentence broken by an inserted reporting clause: the report whole, with a stand-in before the clause."""
    stand_in = language.wording["placeholder"]
    clause = text[inserted[0] : inserted[1]].rstrip(" ,\u00a0")
    start = sentence.start
    spots = range(inserted[0], inserted[0] + len(clause))
    pieces = (
        [(c, start) for c in stand_in]
        + [(_plain(text[i]), i) for i in spots]
        + [(".", inserted[1] - 1)]
    )
    report = _draft(text, Sentence(start, sentence.end), language, True, inserted)
    plain, offsets = _squeeze(pieces)
    whole = Quotation(start, sentence.end, start, sentence.end)
    return _Draft(
        sentence,
        plain,
        (*offsets, sentence.end),
        ((0, len(stand_in), whole),),
        ((report,),),
        False,
        (),
    )


def _asides(
    text: str,
    start: int,
    end: int,
    quotations: tuple[Quotation, ...],
    reported: tuple[int, int] | None,
    language: Language,
) -> tuple[Citation, ...]:
    """Citations of the sentence itself: not inside a quotation, nor in what is cut out and parsed alone."""
    left, right = reported or (end, end)
    return tuple(
        c for c in find_citations(text, start, end, language)
        if not is_quoted(c.start, quotations) and not left <= c.start < right
    )  # fmt: skip


def _without_stop(text: str, end: int) -> int:
    while text[end - 1] in '.!?…»”"  ':
        end -= 1
    return end


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


def _whole_quotations(
    text: str, start: int, quotations: tuple[Quotation, ...], language: Language
) -> list[Quotation]:
    """The quotations that hold whole sentences, or the second half of one broken by its cue."""
    whole: list[Quotation] = []
    for q in quotations:
        if _is_whole(text, start, q) or (whole and _goes_on(text, whole[-1], q, language)):
            whole.append(q)
    return whole


def _goes_on(text: str, before: Quotation, q: Quotation, language: Language) -> bool:
    """ "P," she said, "and Q": a quotation that takes up the one before after a reporting clause."""
    between = text[before.end : q.start]
    inner = text[q.inner_start : q.inner_end]
    reports = any(w in language.verb_forms for w in re.findall(r"[^\W\d_]+", between.lower()))
    pause = between.rstrip().endswith((",", "–", "—"))
    return pause and reports and len(inner.split()) >= _QUOTED_WORDS


def _is_whole(text: str, start: int, q: Quotation) -> bool:
    """Whether a quotation holds whole sentences, and not a few words of the sentence around it."""
    inner = text[q.inner_start : q.inner_end]
    if len(re.findall(r"\w+", inner)) < _QUOTED_WORDS and not re.search(r"[!?]$", inner):
        return False
    before = text[start : q.start].rstrip()
    opens = not before or before[-1] in ",:;.!?—–-(" or q.start == start
    capital = inner[0].isupper() or not inner[0].isalpha()
    return (
        (opens and capital)
        or bool(re.search(r"[.!?…]\s+[A-ZÀ-Ý]", inner))
        or not q.closed
        or before.endswith(":")
    )
