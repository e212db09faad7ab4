"""Which words of a unit head what its frames tell, also where the parse misplaced it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from claims.attribution.frames import Frame
from claims.text.parse import Unit
from claims.text.tree import Tree

if TYPE_CHECKING:
    from claims.text.tokens import Token

_LEAST_PART = 5  # tokens of each noun phrase that two claims are made of
# By a frame's rule, how what it tells by more than one phrase is put into a sentence.
TWO_PARTS = {
    "verb:judge": "nominal judged",
    "verb:cause": "nominal caused",
    "verb:call": "nominal called",
    "verb:amount": "nominal amounts",
    "verb:oneself": "nominal oneself",
    "verb:self": "nominal self",
}
# By a frame's rule, how a definite noun phrase is put into a sentence.
_PHRASED = {
    "verb:find": "nominal found",
    "verb:expect": "nominal expected",
    "verb:lean": "nominal leant",
}


def content_heads(unit: Unit, frame: Frame, tree: Tree) -> dict[int, str]:
    """The topmost tokens of what a frame tells, with the kind of clause each heads."""
    if frame.nominal is not None:
        return {noun.i: _nominal_rule(frame) for noun in _told_nouns(unit, frame, tree)}
    tops = [i for i in frame.content if unit.doc[i].head.i not in frame.content]
    found = {i: "content" for i in tops if _may_head(unit.doc[i], frame, tree)}
    return found | {i: "clause" for i in frame.content if unit.doc[i].head.i == i}


def _nominal_rule(frame: Frame) -> str:
    if "accuse" in frame.rule:
        return "accusation"
    if frame.rule in TWO_PARTS:
        return TWO_PARTS[frame.rule]
    if frame.rule in _PHRASED:
        return _PHRASED[frame.rule]
    if frame.stance == "assert":
        return "nominal feared" if frame.certainty == "possible" else "nominal"
    return "nominal denied"


def _told_nouns(unit: Unit, frame: Frame, tree: Tree) -> list[Token]:
    """ "fait état d'une chute de X et d'un recul de Y": long phrases with their own articles are two."""
    noun = frame.nominal
    if noun is None or _nominal_rule(frame) in ("accusation", *TWO_PARTS.values()):
        return [noun] if noun is not None else []
    others = [c for c in tree.children(noun, tree.conj) if tree.children(c, tree.det | tree.case)]
    others = others or [t for i in sorted(frame.content) if _is_alike(t := unit.doc[i], noun, tree)]
    if len(others) != 1:
        return [noun]
    second = tree.subtree(others[0])
    first = frame.content - second
    return [noun, others[0]] if min(len(first), len(second)) >= _LEAST_PART else [noun]


def _is_alike(token: Token, noun: Token, tree: Tree) -> bool:
    """ "... et d'un recul", hung on another noun: a preposition and an article as the noun has them."""
    if token.dep_ not in tree.conj or not tree.children(token, tree.coordinator):
        return False
    openers = tree.language.cues.get("indefinite", {}).get("openers", ())
    articles = [[c.lower_ in openers for c in tree.children(t, tree.det)] for t in (token, noun)]
    cases = [[c.lower_ for c in tree.children(t, tree.case)] for t in (token, noun)]
    return all(any(a) for a in articles) and bool(cases[0]) and cases[0] == cases[1]


def _may_head(token: Token, frame: Frame, tree: Tree) -> bool:
    if token.is_punct or token.dep_ in tree.mark | tree.coordinator | tree.case:
        return False
    return tree.is_predicate(token) or (
        len(list(token.subtree)) > 2 and frame.rule != "verb:accuse"
    )


def second_contents(unit: Unit, frames: tuple[Frame, ...], tree: Tree) -> dict[int, frozenset[int]]:
    """ "... et que P2": the tokens after the second "que", which parsers often misplace, by their predicate."""
    marks = tree.language.grammar["content_marks"]
    found: dict[int, frozenset[int]] = {}
    for token in unit.doc[1:]:
        before = unit.doc[token.i - 1]
        if token.lower_ not in marks or before.lower_ not in tree.language.grammar["joining"]:
            continue
        around = [
            f.content
            for f in frames
            if f.content and token.i in f.content and min(f.content) < before.i
        ]
        if not around:
            continue
        innermost = min(around, key=len)
        span = frozenset(range(token.i + 1, max(innermost) + 1))
        head = _topmost_predicate((unit.doc[i] for i in span), tree)
        if head is not None:
            found[head.i] = span
    return found


def misplaced(
    unit: Unit, frame: Frame, second: dict[int, frozenset[int]], tree: Tree
) -> dict[int, frozenset[int]]:
    """A content that is no subtree of the parse: its tokens, by their topmost finite predicate.

    What `second` contents hold, with the words that join them, is left to those.
    """
    if frame.head is None or frame.nominal is not None or frame.rule == "verb:cite":
        return {}
    joined = (range(min(span) - 2, max(span) + 1) for span in second.values() if span)
    told = (
        frame.content.difference(*joined)
        if frame.head.i < min(frame.content, default=0)
        else frame.content
    )
    words = [unit.doc[i] for i in told]
    tops = [t for t in words if t.head.i not in told and not t.is_punct]
    if len(tops) < 2 or min(told) < frame.head.i:
        return {}
    if any(unit.mask_of(t) is not None for t in words):
        return {}
    head = _topmost_predicate(words, tree)
    return {head.i: told} if head is not None else {}


def _topmost_predicate(words: Iterable[Token], tree: Tree) -> Token | None:
    """Of the finite predicates among the words the one highest in the parse, the first of equals."""
    verbs = (t for t in words if tree.is_predicate(t) and tree.is_finite(t))
    return min(verbs, key=lambda v: (len(list(v.ancestors)), v.i), default=None)
