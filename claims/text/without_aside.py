"""Third readings: sentences whose subject the parser lost behind an aside.

"Le rapport, que X a pu lire, décrit P", "La ministre, Anne Roy, réfute": what stands between the
commas behind the first noun phrase often takes the verb's subject, or the verb itself. Where it
did, the sentence is read again without the aside, and a clause right behind its noun; the words of
the readings make one parse.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from claims.languages import Language
from claims.text.arcs import is_finite, is_finite_form, is_tree, parse_of, root_of
from claims.text.asides import is_noun_phrase

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_LABELS = {"VERB": "acl", "AUX": "acl", "ADJ": "acl"}

Reader = Callable[[str], "Doc"]
Word = tuple["Token", int, str]  # whose tags are right, and its head and label in the whole


def read_without_aside(doc: Doc, language: Language, read: Reader) -> Doc:
    """`doc`, or the same words in a better reading; `read` parses a text as `doc` was parsed."""
    found = _lost_subject(doc, language)
    if found is None:
        return doc
    first, last, verb = found
    main = read(f"{doc[:first].text} {doc[last + 1 :].text}")
    outside = [*range(first), *range(last + 1, len(doc))]
    if [t.text for t in main] != [doc[i].text for i in outside]:
        return doc
    root = root_of(main)
    subject = next((c for c in root.children if c.dep_.startswith("nsubj")), None)
    told = outside.index(verb) in (root.i, *(c.i for c in root.children))
    if not told or subject is None or subject.i >= first or not is_finite(root):
        return doc
    words = {i: (t, outside[t.head.i], t.dep_) for i, t in zip(outside, main, strict=True)}
    words |= {i: (doc[i], outside[root.i], "punct") for i in (first, last)}
    words |= _read_beside(doc, first, last, subject.i, language, read)
    return _joined(doc, [words[i] for i in range(len(doc))])


def _lost_subject(doc: Doc, language: Language) -> tuple[int, int, int] | None:
    """The commas around an aside behind the first noun phrase, and the verb, where it has another subject."""
    if "relatives" not in language.grammar.get("repairs", {}):
        return None
    commas = [t.i for t in doc if t.text == ","]
    lead = 1 if doc[0].pos_ == "CCONJ" else 0
    if len(commas) < 2 or commas[0] <= lead:
        return None
    if not is_noun_phrase(doc[lead : commas[0]], language, some=True):
        return None
    first = commas[0]
    if _finite_behind(doc, first, language) is not None:
        return None
    relative = _opens_relative(doc, first + 1, language)
    for last in commas[1:]:
        verb = _finite_behind(doc, last, language)
        if verb is None or relative != any(map(is_finite_form, doc[first:last])):
            continue
        return None if _is_subject_before(doc, first, verb) else (first, last, verb)
    return None


def _opens_relative(doc: Doc, place: int, language: Language) -> bool:
    """Whether a relative pronoun stands there, or behind a preposition there."""
    known = language.grammar["repairs"]["relatives"]
    words = doc[place : place + (2 if doc[place].pos_ == "ADP" else 1)]
    return any(t.lower_ in known or t.morph.get("PronType") == ["Rel"] for t in words)


def _finite_behind(doc: Doc, comma: int, language: Language) -> int | None:
    """A finite verb right behind a comma, with nothing between them but clitics and adverbs."""
    lost = root_of(doc).pos_ in ("NOUN", "PROPN")
    for token in doc[comma + 1 :]:
        if is_finite_form(token) and token.pos_ in ("VERB", "AUX"):
            return token.i
        if lost and token.pos_ == "VERB" and token.lower_ in language.verb_forms:
            return token.i  # "acknowledged", read as a participle
        opens = token.lower_ in language.grammar["repairs"]["clause_openers"]
        if token.pos_ not in ("ADV", "PRON", "PART") or opens:
            return None
    return None


def _is_subject_before(doc: Doc, first: int, verb: int) -> bool:
    """Whether the sentence's verb is the one at `verb`, and its subject stands before the aside."""
    root = root_of(doc)
    subjects = [c.i for c in root.children if c.dep_.startswith("nsubj")]
    told = verb in (root.i, *(c.i for c in root.children if c.dep_.startswith(("aux", "cop"))))
    return told and bool(subjects) and subjects[0] < first


def _read_beside(
    doc: Doc, first: int, last: int, noun: int, language: Language, read: Reader
) -> dict[int, Word]:
    """The words of the aside, hung on the noun: a clause as read right behind it, else as they were."""
    inside = range(first + 1, last)
    if _opens_relative(doc, first + 1, language):
        again = read(f"{doc[:first].text} {doc[first + 1 : last].text}")
        same = [t.text for t in again] == [t.text for t in doc[:last] if t.i != first]
        parsed = [again[i - 1] for i in inside] if same else [doc[i] for i in inside]
    else:
        parsed = [doc[i] for i in inside]
    start = parsed[0].i
    loose = [t for t in parsed if not start <= t.head.i < start + len(parsed) or t.head == t]
    top = next((t for t in loose if is_finite(t)), None) or next(
        (t for t in loose if not t.is_punct), loose[0]
    )
    words: dict[int, Word] = {}
    for token in parsed:
        place, label = token.i - start + first + 1, token.dep_
        head = token.head.i - start + first + 1
        if token == top:
            head, label = noun, _label(top)
        elif token in loose:
            head, label = top.i - start + first + 1, "dep" if label == "ROOT" else label
        words[place] = (token, head, label)
    return words


def _label(top: Token) -> str:
    if is_finite(top) and top.pos_ in ("VERB", "AUX", "ADJ", "NOUN"):
        return "acl:relcl"
    return _LABELS.get(top.pos_, "appos")


def _joined(doc: Doc, words: list[Word]) -> Doc:
    """The words of `doc` with these tags, heads and labels; `doc` where they make no tree."""
    arcs = [(head, label) for _, head, label in words]
    tags = [t for t, _, _ in words]
    return parse_of(doc, tags, arcs, [t.lemma_ for t in tags]) if is_tree(arcs) else doc
