"""Names joined into one token before a sentence is parsed: people, offices, newspapers, bodies.

Which words begin, hold together or end a name is a language's (`grammar.toml`); newspapers with a small
word in their name come from the directory of sources too.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from claims.languages.loader import word_set, words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_PREFIXES = ("al-", "el-", "ad-", "ar-", "as-", "at-", "az-", "an-")  # of Arabic names


def join_names(doc: Doc) -> Doc:
    """Joins the words of each name into one token, and lets no parser break the sentence."""
    names = _name_words(doc.lang_)
    if names.join_hyphens:
        _merge(doc, _hyphened(doc))
    _merge(doc, _offices(doc, names.offices) if names.offices else [])
    if names.title_articles:
        _merge(doc, [*_titles(doc, names), *_bodies(doc, names)])
    spans = _name_spans(doc, names)
    _merge(doc, _joined_names(doc, spans, names.heads) if names.heads else spans)
    if names.of_birth:
        _merge(doc, _of_birth(doc, names.of_birth, _given_names(doc.lang_)))
    if names.particles:
        _merge(doc, _with_particles(doc, names.particles, names.breaks))
    for token in doc:
        token.is_sent_start = token.i == 0
    return doc


@dataclass(frozen=True, slots=True)
class _NameWords:
    """A language's words at which names begin, end or hold together (`grammar.toml`)."""

    openers: frozenset[str]
    links: tuple[str, ...]
    breaks: frozenset[str]
    heads: frozenset[str]
    offices: frozenset[str]
    particles: frozenset[str]
    join_hyphens: bool
    of_birth: tuple[str, ...]
    title_articles: tuple[str, ...]
    bodies: frozenset[str]
    small_articles: tuple[str, ...]
    gerund: str
    reports: frozenset[str]


@cache
def _name_words(code: str) -> _NameWords:
    from claims.languages import load

    grammar = load(code).grammar
    offices = frozenset(grammar.get("offices", ()))
    return _NameWords(
        openers=frozenset(words(grammar["sentence_openers"])),
        links=tuple(grammar["name_links"]),
        breaks=frozenset(words(grammar.get("name_breaks", ""))) | offices,
        heads=frozenset(words(grammar.get("name_heads", ""))),
        offices=offices,
        particles=frozenset(grammar.get("name_particles", ())),
        join_hyphens=bool(grammar.get("join_hyphens")),
        of_birth=tuple(grammar.get("birth_particles", ())),
        title_articles=tuple(grammar.get("title_articles", ())),
        bodies=frozenset(words(grammar.get("bodies", ""))),
        small_articles=tuple(grammar.get("title_articles", ()) and grammar["definite"]),
        gerund=grammar.get("gerund_ending", ""),
        reports=frozenset(load(code).verb_forms),
    )


def _offices(doc: Doc, offices: frozenset[str]) -> list[tuple[int, int]]:
    """Offices of several words written with capitals ("Attorney General", "Secretary of State")."""
    spans: list[tuple[int, int]] = []
    for token in doc:
        if not token.text[:1].isupper() or (spans and token.i < spans[-1][1]):
            continue
        for size in (4, 3, 2):
            span = doc[token.i : token.i + size]
            last = span[-1].text[:1]
            known = span.text.lower() in offices and len(span) == size
            if known and (last.isupper() or last.isdigit()):
                spans.append((token.i, token.i + size))
                break
    return spans


def _titles(doc: Doc, names: _NameWords) -> list[tuple[int, int]]:
    """Newspapers by their capital article ("selon Le Courrier du Midi", "Le Dauphiné libéré")."""
    spans: list[tuple[int, int]] = []
    for token in doc[:-2]:
        if token.text not in names.title_articles or (spans and token.i < spans[-1][1]):
            continue
        known = (k for k in (6, 5, 4, 3) if doc[token.i : token.i + k].text in _media_titles())
        size = next(known, 0) or (_title_words(doc, token.i, names) if token.i else 0)
        if size:
            spans.append((token.i, token.i + size))
    return spans


def _bodies(doc: Doc, names: _NameWords) -> list[tuple[int, int]]:
    """ "l'association Eaux vives du Lauragais": a name with a small word, behind what kind of body it is."""
    spans: list[tuple[int, int]] = []
    for kind in doc[:-4]:
        first, small, link = kind.i + 1, doc[kind.i + 2], doc[kind.i + 3]
        if kind.lower_ not in names.bodies or not _is_name_word(doc[first]) or not small.is_alpha:
            continue
        if small.text[:1].isupper() or link.text not in names.of_birth:
            continue
        last = kind.i + 4
        while last < len(doc) and doc[last].text in names.small_articles:
            last += 1
        if last < len(doc) and _is_name_word(doc[last]):
            spans.append((first, last + 1))
    return spans


def _title_words(doc: Doc, first: int, names: _NameWords) -> int:
    """How many words "Le X du Y" or "L'X de la Y" has from its article on; 0 where it is none."""
    if doc[first - 1].text in '.!?:«“"' or not _is_name_word(doc[first + 1]):
        return 0
    link = first + 2
    last = link
    while (
        last < len(doc)
        and last < link + 2
        and doc[last].text in names.of_birth + names.small_articles
    ):
        last += 1
    joined = last > link and doc[link].text in names.of_birth and last < len(doc)
    return last + 1 - first if joined and _is_name_word(doc[last]) else 0


@cache
def _media_titles() -> frozenset[str]:
    """Names of media with a small word in them, as the directory writes them."""
    from claims.sources import default_directory

    media = (e for e in default_directory().entries if e.kind in ("outlet", "agency"))
    every = (n for e in media for n in (e.name, *e.aliases))
    return frozenset(n for n in every if any(w[:1].islower() for w in n.split()))


def _merge(doc: Doc, spans: list[tuple[int, int]]) -> None:
    if not spans:
        return
    with doc.retokenize() as retokenizer:
        for first, last in spans:
            retokenizer.merge(doc[first:last])


def _hyphened(doc: Doc) -> list[tuple[int, int]]:
    """Runs of words that hyphens join without a blank, where the tokenizer parts them."""
    spans, i = [], 0
    while i < len(doc):
        j = i
        while (
            j + 2 < len(doc)
            and doc[j + 1].text == "-"
            and not doc[j].whitespace_
            and not doc[j + 1].whitespace_
        ):
            j += 2
        if j > i and doc[i].text[:1].isalpha():
            spans.append((i, j + 1))
        i = j + 1
    return spans


def _with_particles(
    doc: Doc, particles: frozenset[str], breaks: frozenset[str]
) -> list[tuple[int, int]]:
    """Names that one or two small words hold together ("Aguas del Norte")."""
    spans, i = [], 0
    while i < len(doc):
        j = i
        while _is_name_like(doc[j], breaks):
            k = j + 1
            while k < len(doc) and k - j <= 2 and doc[k].text in particles:
                k += 1
            if k == j + 1 or k >= len(doc) or not _is_name_like(doc[k], breaks):
                break
            j = k
        if j > i:
            spans.append((i, j + 1))
        i = j + 1
    return spans


@cache
def _given_names(code: str) -> frozenset[str]:
    from claims.languages import load

    table = load(code).anaphors
    return word_set(table["given_feminine"]) | word_set(table["given_masculine"])


def _of_birth(doc: Doc, particles: tuple[str, ...], given: frozenset[str]) -> list[tuple[int, int]]:
    """A given name and a family name with its particle ("Luc de Brissac", "Anne d'Arras")."""
    spans: list[tuple[int, int]] = []
    for token in doc[:-2]:
        if token.lower_ not in given or not token.text[:1].isupper():
            continue
        family = token.nbor(2)
        if token.nbor(1).text in particles and _is_name_word(family):
            spans.append((token.i, family.i + 1))
    return spans


def _is_name_like(token: Token, breaks: frozenset[str]) -> bool:
    return token.text[:1].isupper() and token.text[1:2].islower() and token.lower_ not in breaks


def _name_spans(doc: Doc, names: _NameWords) -> list[tuple[int, int]]:
    """Runs of capitalised words; a word of `breaks` (a title, a weekday) is part of none."""
    spans, i, breaks = [], 0, names.breaks
    while i < len(doc):
        if (
            not _is_name_word(doc[i])
            or doc[i].lower_ in breaks
            or (i == 0 and (doc[i].lower_ in names.openers or _is_gerund(doc[i], names)))
        ):
            i += 1
            continue
        j = i + 1
        while (
            j < len(doc)
            and (_is_name_word(doc[j]) or _is_hyphenated(doc, j))
            and doc[j].lower_ not in breaks
        ):
            j += 1
        for link in names.links:
            span = doc.char_span(
                doc[j - 1].idx + len(doc[j - 1]) + 1,
                doc[j - 1].idx + len(doc[j - 1]) + 1 + len(link),
            )
            if span is not None and span.text.lower() == link and span.text != link:
                j = span.end
        if j - i > 1:
            spans.append((i, j))
        i = j
    return spans


def _is_gerund(token: Token, names: _NameWords) -> bool:
    """ "Accusant Tunis de P, X ...": no name begins with a reporting verb in that form."""
    return (
        bool(names.gerund) and token.lower_.endswith(names.gerund) and token.lower_ in names.reports
    )


def _joined_names(
    doc: Doc, spans: list[tuple[int, int]], heads: frozenset[str]
) -> list[tuple[int, int]]:
    """ "Ministry of Health", "Trade and Industry Authority": names that a small word joins by a noun of office."""
    every = sorted(
        {
            *spans,
            *(
                (t.i, t.i + 1)
                for t in doc
                if _is_name_word(t) and not any(a <= t.i < b for a, b in spans)
            ),
        }
    )
    joined: list[tuple[int, int]] = []
    for first, last in every:
        a, b = joined[-1] if joined else (0, 0)
        link = doc[b].lower_ if joined and b < len(doc) else ""
        office = (link in ("of", "for") and doc[b - 1].lower_ in heads) or (
            link in ("and", "&") and doc[last - 1].lower_ in heads
        )
        if (
            joined
            and office
            and first - b in (1, 2)
            and all(t.lower_ == "the" for t in doc[b + 1 : first])
        ):
            joined[-1] = (a, last)
        else:
            joined.append((first, last))
    return [(a, b) for a, b in joined if b - a > 1]


def _is_name_word(token: Token) -> bool:
    prefixed = token.text[:3] in _PREFIXES and token.text[3:4].isupper()  # "Nasser al-Farjani"
    return prefixed or (
        token.text[:1].isupper()
        and (token.is_alpha or "-" in token.text or token.text[1:] == "." or token.text == "O'")
    )


def _is_hyphenated(doc: Doc, j: int) -> bool:
    return (doc[j - 1].text.endswith("-") and not doc[j - 1].whitespace_) or (
        doc[j].text == "-" and not doc[j - 1].whitespace_ and not doc[j].whitespace_
    )
