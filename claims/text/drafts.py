"""What the parser is given of a sentence: its characters, those left out, and stand-ins for quotations.

Every character handed to the parser keeps the offset it came from.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from claims.languages import Language
from claims.records import Sentence
from claims.text.juxtaposed import juxtaposed
from claims.text.patterns import either
from claims.text.quotes import Quotation, find_quotations, is_quoted
from claims.text.reports import (
    Citation,
    continuation,
    find_citations,
    interposed_clause,
    misplaced_adjunct,
    opens_with_condition,
    report_follows,
    reported_span,
)
from claims.text.sentences import split_span

_QUOTED_WORDS = 3
_PLAIN = str.maketrans({"’": "'", "ʼ": "'", "‘": "'", "\u00a0": " ", "\u202f": " ", "\t": " "})


@dataclass(frozen=True, slots=True)
class Draft:
    """A sentence as the parser is to read it.

    `offsets[i]` is the article offset of character i of `text` (one more at the end); `masked` pairs
    a stand-in's span in `text` with its quotation; `inner` holds the drafts of each masked
    quotation, in the same order; `floating` tells that nothing stands beside the stand-ins.
    """

    sentence: Sentence
    text: str
    offsets: tuple[int, ...]
    masked: tuple[tuple[int, int, Quotation], ...]
    inner: tuple[tuple[Draft, ...], ...]
    floating: bool
    citations: tuple[tuple[Citation, Draft], ...] = ()


@dataclass(frozen=True, slots=True)
class _Cuts:
    """What is not read where it stands, by the article offset where it begins.

    `gone` ends where reading goes on; `moved` are words read there that stand elsewhere;
    `stood_in` are quotations for which a clause stands; `marks` are single characters left out.
    """

    gone: dict[int, int]
    moved: dict[int, range]
    stood_in: dict[int, Quotation]
    marks: set[int]


@dataclass(slots=True)
class _Pieces:
    """Characters with their offsets, as they are put together; `masked` in places of `pieces`."""

    pieces: list[tuple[str, int]] = field(default_factory=list)
    masked: list[tuple[int, int, Quotation]] = field(default_factory=list)

    def blank(self, offset: int) -> None:
        """A blank in the place of what is left out."""
        self.pieces.append((" ", offset))

    def copy(self, text: str, spots: range) -> None:
        """The article's own characters."""
        self.pieces += [(_plain(text[i]), i) for i in spots]

    def stand_in(self, words: str, quotation: Quotation) -> None:
        """The clause that stands for a quotation, apart from what stands before it."""
        if self.pieces and not self.pieces[-1][0].isspace():
            self.blank(quotation.inner_start)
        left = len(self.pieces)
        self.pieces += [(char, quotation.inner_start) for char in words]
        self.masked.append((left, len(self.pieces), quotation))

    def has_words_beside(self) -> bool:
        """Whether any word stands outside the stand-ins."""
        return any(
            re.match(r"\w", char) and not any(a <= k < b for a, b, _ in self.masked)
            for k, (char, _) in enumerate(self.pieces)
        )

    def squeezed(self) -> tuple[str, tuple[int, ...]]:
        """Text and offsets; runs of blanks become one, so that the parser sees no blank tokens."""
        blanks = pairwise([True, *(char.isspace() for char, _ in self.pieces)])
        kept = [p for p, both in zip(self.pieces, blanks, strict=True) if both != (True, True)]
        return "".join([c for c, _ in kept]), tuple([o for _, o in kept])

    def squeezed_masks(self) -> tuple[tuple[int, int, Quotation], ...]:
        """`masked` in places of the squeezed text."""
        return tuple((self._new_place(a), self._new_place(b), q) for a, b, q in self.masked)

    def _is_extra(self, k: int) -> bool:
        return self.pieces[k][0].isspace() and (k == 0 or self.pieces[k - 1][0].isspace())

    def _new_place(self, place: int) -> int:
        return place - sum(self._is_extra(k) for k in range(place))


@cache
def _plain(char: str) -> str:
    """The character as the parser gets it; half of a broken pair becomes the replacement mark."""
    return "\ufffd" if "\ud800" <= char <= "\udfff" else char.translate(_PLAIN)


@dataclass(frozen=True, slots=True)
class _Span:
    """`text[start:end]` with the quotations in it; an end or a quotation lies at article offsets."""

    text: str
    start: int
    end: int
    quotations: tuple[Quotation, ...]
    language: Language


def draft(
    text: str,
    sentence: Sentence,
    language: Language,
    nested: bool = False,
    hole: tuple[int, int] | None = None,
) -> Draft:
    """The draft of a sentence of `text`.

    A `nested` one is looked at for no quotations nor asides of its own; `hole` is a reporting clause
    that another draft reads.
    """
    start, end = _after_dateline(text, sentence.start, sentence.end, language), sentence.end
    quotations = () if nested else find_quotations(text, start, end, language)
    span = _Span(text, start, end, quotations, language)
    inserted = interposed_clause(text, start, end, quotations, language) if hole is None else None
    if inserted is not None:
        return _around(span, sentence, inserted)
    reported = _reported(span) if hole is None else ()
    asides = () if nested else _asides(span, reported)
    pieces = _read(span, _cuts(span, reported, asides, hole))
    plain, offsets = pieces.squeezed()
    return Draft(
        sentence=sentence,
        text=_accented(plain, language),
        offsets=(*offsets, end),
        masked=pieces.squeezed_masks(),
        inner=tuple(_quoted(text, q, language) for _, _, q in pieces.masked),
        floating=bool(pieces.masked) and not pieces.has_words_beside(),
        citations=tuple((c, draft(text, Sentence(*c.noun), language, True)) for c in asides),
    )


def _accented(text: str, language: Language) -> str:
    """ "A Paris, ...": a capital written without its accent, which makes the word another one."""
    first, _, rest = text.partition(" ")
    accented: str = language.grammar.get("unaccented", {}).get(first, first)
    return f"{accented} {rest}" if rest[:1].isupper() and len(accented) == len(first) else text


def _quoted(text: str, quotation: Quotation, language: Language) -> tuple[Draft, ...]:
    """The sentences of a quotation; what was only cut out may hold quotations of its own."""
    is_cut = quotation.inner_start == quotation.start
    spans = split_span(text, quotation.inner_start, quotation.inner_end, language)
    if not is_cut:
        spans = [part for span in spans for part in juxtaposed(text, *span, language)]
    return tuple(draft(text, Sentence(a, b), language, not is_cut) for a, b in spans)


def _around(span: _Span, sentence: Sentence, inserted: tuple[int, int]) -> Draft:
    """A sentence broken by an inserted reporting clause: the report whole, with a stand-in before the clause."""
    text, start, (left, right) = span.text, sentence.start, inserted
    whole = Quotation(start, sentence.end, start, sentence.end)
    pieces = _Pieces()
    pieces.stand_in(span.language.wording["placeholder"], whole)
    pieces.copy(text, range(left, left + len(text[left:right].rstrip(" ,\u00a0"))))
    pieces.pieces.append((".", right - 1))
    plain, offsets = pieces.squeezed()
    parted = opens_with_condition(text[start:left], span.language)
    hole = (left + parted, right)  # "Si P, dit-il, Q": one comma stays
    report = draft(text, Sentence(start, sentence.end), span.language, True, hole)
    ends = (*offsets, sentence.end)
    return Draft(sentence, plain, ends, pieces.squeezed_masks(), ((report,),), floating=False)


def _reported(span: _Span) -> tuple[Quotation, ...]:
    """What a clause behind or before it reports, and where that goes on behind the clause."""
    text, language = span.text, span.language
    found = reported_span(text, span.start, span.end, span.quotations, language)
    if found is None:
        return ()
    left, right = found
    again = None
    if left == span.start:
        again = continuation(text, right, span.end, span.quotations, language)
    stop = _without_stop(text, span.end)
    goes_on = () if again is None else (Quotation(again, stop, again, stop),)
    return (Quotation(left, right, left, right), *goes_on)


def _cuts(
    span: _Span,
    reported: tuple[Quotation, ...],
    asides: tuple[Citation, ...],
    hole: tuple[int, int] | None,
) -> _Cuts:
    quotations, whole = span.quotations, _whole_quotations(span)
    adjunct = misplaced_adjunct(span.text, span.start, span.end, quotations, span.language)
    gone = {} if hole is None else {hole[0]: hole[1]}
    gone |= _fillers(span) | {c.start: c.end for c in asides}
    gone |= {} if adjunct is None else {adjunct.start: adjunct.end}
    apart = [q for q in whole if all(q.start >= c.end or q.end <= c.start for c in reported)]
    stood_in = [*apart, *reported]
    return _Cuts(
        gone=gone,
        moved={} if adjunct is None else {adjunct.place: range(adjunct.kept, adjunct.end)},
        stood_in={q.start: q for q in stood_in},
        marks={i for q in quotations if q not in stood_in for i in _mark_positions(q)},
    )


def _read(span: _Span, cuts: _Cuts) -> _Pieces:
    """The span's characters but for what is cut, with a stand-in for each quotation stood in for."""
    pieces, text, i = _Pieces(), span.text, span.start
    breaks = sorted({*cuts.moved, *cuts.gone, *cuts.stood_in, *cuts.marks, span.end})
    while i < span.end:
        if i in cuts.moved:
            pieces.blank(i)
            pieces.copy(text, cuts.moved[i])
        quotation = cuts.stood_in.get(i)
        if i in cuts.gone:
            pieces.blank(i)
            i = cuts.gone[i]
        elif quotation is not None:
            pieces.stand_in(span.language.wording["placeholder"], quotation)
            after = text[quotation.end : span.end].lstrip()
            if text[quotation.inner_end - 1] == "," and not after.startswith(","):
                pieces.copy(text, range(quotation.inner_end - 1, quotation.inner_end))
            i = quotation.end
        else:
            following = breaks[bisect_right(breaks, i)]
            pieces.copy(text, range(i + (i in cuts.marks), following))
            i = following
    return pieces


def _after_dateline(text: str, start: int, end: int, language: Language) -> int:
    """Where a dispatch's first sentence begins behind its place and day ("LONDON, March 4 - ")."""
    pattern = language.boilerplate.get("dateline")
    found = re.compile(pattern).match(text, start, end) if pattern else None
    return found.end() if found else start


def _fillers(span: _Span) -> dict[int, int]:
    """Spans of linking phrases inside the sentence ("en revanche", "quant à lui") that only mislead a parser."""
    pattern = _filler_pattern(span.language.code)
    found = pattern.finditer(span.text, span.start + 1, span.end) if pattern else ()
    return {m.start(): m.end() for m in found if m.end() < span.end}


@cache
def _filler_pattern(code: str) -> re.Pattern[str] | None:
    from claims.languages import load

    table = load(code).sentences
    anywhere, between = table.get("fillers", []), table.get("fillers_between_commas", [])
    if not anywhere:
        return None
    loose, set_off = either(anywhere), either([*anywhere, *between])
    return re.compile(rf"(?:,\s+(?:{set_off})\s?,\s|(?<=\s)(?:{loose})\s)", re.IGNORECASE)


def _asides(span: _Span, reported: tuple[Quotation, ...]) -> tuple[Citation, ...]:
    """Citations of the sentence itself: not inside a quotation, nor in what is cut out and parsed alone."""
    left, right = (reported[0].start, reported[0].end) if reported else (span.end, span.end)
    found = find_citations(span.text, span.start, span.end, span.language)
    apart = (c for c in found if not left <= c.start < right)
    return tuple(c for c in apart if not is_quoted(c.start, span.quotations))


def _without_stop(text: str, end: int) -> int:
    while text[end - 1] in '.!?…»”"  ':
        end -= 1
    return end


def _mark_positions(q: Quotation) -> list[int]:
    """The marks of a quotation and the blanks inside them, which the parser need not see."""
    right = range(q.inner_end, q.end) if q.closed else range(0)
    return [*range(q.start, q.inner_start), *right]


def _whole_quotations(span: _Span) -> list[Quotation]:
    """The quotations that hold whole sentences, or the second half of one broken by its cue."""
    whole: list[Quotation] = []
    for q in span.quotations:
        goes_on = whole and _goes_on(span.text, whole[-1], q, span.language)
        if _is_whole(span.text, span.start, q) or goes_on or _is_short_report(span, q):
            whole.append(q)
    return whole


def _is_short_report(span: _Span, q: Quotation) -> bool:
    """ "« Mensonge », a coupé X": a word or two, with their reporting clause behind them."""
    opens = q.start == span.start and span.text[q.inner_start].isupper()
    return opens and report_follows(span.text, q.end, span.language)


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
