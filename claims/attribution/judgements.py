"""Judgements without a clause: what is judged, and what it is said to be.

"juge la mesure « injuste »", "juge peu probable une rupture", "qualifie l'échange de « franc »",
"considère le virus comme une menace". Parsers hang these in many ways, so they are read off the order
of the words between the verb and the next pause.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.languages.loader import words
from claims.text.parse import Unit
from claims.text.tree import Tree

if TYPE_CHECKING:
    from claims.text.tokens import Token

Parts = tuple[tuple["Token", ...], tuple["Token", ...]]
_NOUNS = ("NOUN", "PROPN")
_FIGURE = 5  # words among which a figure stands ("better than four in five")
_LATE = ("ADV", "PRON")


def judged(unit: Unit, verb: Token, tree: Tree) -> Parts | tuple[()]:
    """What is judged and the judgement, in this order; nothing where the verb judges nothing."""
    table, lemma = tree.language.government_words, verb.lemma_.lower()
    run = _run(verb, tree)
    parts: Parts | tuple[()] = ()
    if tree.is_participle(verb) and any(c.i > verb.i for c in tree.children(verb, tree.agent)):
        return ()  # "X, seen by bankers as a rival": what is judged stands elsewhere
    if lemma in words(table["by_of"]):
        parts = _in_front(run, tree) or _parted(unit, run, tree.language.grammar["of"], last=True)
    elif lemma in words(table["by_as"]):
        parts = _parted(unit, run, table["as"], last=False)
    if not parts and lemma in words(table["by_as"]) and run and run[0].lower_ in table["as"]:
        parts = _of_relative(unit, run[1:], verb, tree)
    if not parts and lemma in words(table["bare"]):
        parts = _bare(unit, run, verb, tree) or _of_relative(unit, run, verb, tree)
    if not parts or not any(t.pos_ in _NOUNS for t in parts[0]):
        return ()
    return parts


def measured(unit: Unit, verb: Token, tree: Tree) -> Parts | tuple[()]:
    """What is counted and how much it is: "chiffre les dégâts à 3 millions", "put the toll at four"."""
    run, at = _run(verb, tree), tree.language.government_words["at"]
    if tree.children(verb, tree.agent):
        return ()
    parts = _amount_first(run, at) or _parted(unit, run, at, last=False)
    if not parts or not any(t.pos_ in _NOUNS for t in parts[0]) or parts[0][0].pos_ == "ADP":
        return ()
    return parts if any(t.like_num or t.pos_ == "NUM" for t in parts[1][:_FIGURE]) else ()


def _amount_first(run: list[Token], at: list[str]) -> Parts | tuple[()]:
    """ "évalue à 40 le nombre de blessés": the amount before what is counted."""
    if len(run) < 4 or run[0].lower_ not in at or not (run[1].like_num or run[1].pos_ == "NUM"):
        return ()
    k = next((k for k, t in enumerate(run) if k > 1 and t.pos_ == "DET" and not t.like_num), None)
    return (tuple(run[k:]), tuple(run[1:k])) if k is not None else ()


def _run(verb: Token, tree: Tree) -> list[Token]:
    """The words after the verb up to a pause, a conjunction of clauses or another finite verb."""
    run: list[Token] = []
    clauses = tree.language.government_words["clauses"]
    marks = (*tree.language.grammar["content_marks"], *clauses)
    for token in verb.doc[verb.i + 1 :]:
        quote = token.is_quote or token.text in "«»“”"
        if quote:
            continue
        finite = token.morph.get("VerbForm") == ["Fin"] and token.pos_ in ("VERB", "AUX")
        if token.is_punct or token.lower_ in marks or finite or _joins_verb(token, tree):
            break
        run.append(token)
    while run and run[0].pos_ in _LATE and not _qualifies(run[0]):
        run = run[1:]
    return run


def _joins_verb(token: Token, tree: Tree) -> bool:
    """ "a qualifié P de mensonge et [rappelé]", "et [réclame]": another verb of the same subject."""
    if token.pos_ != "CCONJ":
        return False
    behind = (t for t in token.doc[token.i + 1 : token.i + 4] if t.pos_ not in ("PRON", "ADV"))
    after = next(behind, token)
    marks = tree.language.grammar["content_marks"]
    if (
        after.lower_ in tree.language.verb_forms
        and after.doc[after.i + 1 : after.i + 2].text.lower() in marks
    ):
        return True
    if after.pos_ not in ("VERB", "AUX"):
        return False
    return tree.is_participle(after) or after.morph.get("VerbForm") == ["Fin"]


def _qualifies(token: Token) -> bool:
    """ "peu probable": an adverb of the adjective behind it."""
    after = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    return token.pos_ == "ADV" and after is not None and after.pos_ == "ADJ" and token.head == after


def _in_front(run: list[Token], tree: Tree) -> Parts | tuple[()]:
    """ "qualifie de « franc » l'échange": the judgement before what is judged."""
    if not run or run[0].lower_ not in tree.language.grammar["of"] or len(run) < 4:
        return ()
    k = next((k for k, t in enumerate(run) if k > 1 and t.pos_ == "DET"), None)
    if k is None or any(t.pos_ in _NOUNS or t.pos_ == "DET" for t in run[1:k]):
        return ()
    return tuple(run[k:]), tuple(run[1:k])


def _parted(
    unit: Unit, run: list[Token], marks: list[str] | tuple[str, ...], last: bool
) -> Parts | tuple[()]:
    """Object and judgement on both sides of a word such as "de" or "comme"."""
    places = [k for k, t in enumerate(run) if t.lower_ in marks and 0 < k < len(run) - 1]
    quoted = [k for k in places if is_parted(unit, run[k], run[k + 1])]
    if quoted:
        places = quoted
    elif last:
        ends = [k for k in places if run[k + 1].pos_ in ("ADJ", "DET", "VERB") or k + 2 == len(run)]
        places = (ends or places)[-1:]
    if not places:
        return ()
    return tuple(run[: places[0]]), tuple(run[places[0] + 1 :])


def _bare(unit: Unit, run: list[Token], verb: Token, tree: Tree) -> Parts | tuple[()]:
    """ "peu probable une rupture", "la mesure injuste": by the adjective that is said of the object."""
    adjective = next(
        (t for t in run if t.pos_ in ("ADJ", "VERB") and _is_said(unit, t, verb, tree)), None
    )
    named = [k for k in range(1, len(run)) if run[k].pos_ == "DET" and _is_noun(run[:k])]
    if verb.lemma_.lower() in words(tree.language.government_words.get("gives", "")):
        named = []  # "found the choir a bigger hall"
    if named and not any(_governs(t, tree) for t in run[: named[0]]):  # "the death an accident"
        return tuple(run[: named[0]]), tuple(run[named[0] :])
    if adjective is None:
        return ()
    k = run.index(adjective)
    while k > 1 and run[k - 1].pos_ == "ADV":
        k -= 1
    before = [t for t in run[:k] if t.head != adjective or t.pos_ not in ("ADV",)]
    if any(t.pos_ in _NOUNS for t in before):
        return tuple(before), tuple(t for t in run if t not in before)
    last = run.index(adjective) + 1
    if any(t.pos_ in _NOUNS for t in run[last:]) and run[last].pos_ in ("DET", "PROPN"):
        return tuple(run[last:]), tuple(run[:last])
    return ()


def _governs(token: Token, tree: Tree) -> bool:
    """A preposition, but for "of", which belongs to the noun before it."""
    return token.pos_ == "ADP" and token.lower_ not in tree.language.grammar["of"]


def _of_relative(unit: Unit, run: list[Token], verb: Token, tree: Tree) -> Parts | tuple[()]:
    """ "une offre que X juge « insuffisante »": the noun before the clause, and the adjective."""
    relative = (
        verb.dep_ in tree.relcl | tree.acl and verb.head.pos_ in _NOUNS and verb.head.i < verb.i
    )
    if not relative or not run:
        return ()
    pronoun = verb.left_edge
    if pronoun.lower_ not in tree.language.grammar["bound_relatives"] or pronoun.i <= verb.head.i:
        return ()
    adjective = next((t for t in run if t.pos_ != "ADV"), run[0])
    by_as = run[0].nbor(-1).lower_ in tree.language.government_words["as"]
    fits = adjective.pos_ == "ADJ" or tree.is_participle(adjective) or by_as
    noun = [t for t in verb.head.subtree if t.i < pronoun.i and not t.is_punct]
    return (tuple(noun), tuple(run)) if fits and noun else ()


def _is_noun(phrase: list[Token]) -> bool:
    """Whether the words end in a noun, or in a gerund with an article ("the killing")."""
    gerund = len(phrase) > 1 and phrase[-1].pos_ == "VERB" and phrase[-2].pos_ == "DET"
    return phrase[-1].pos_ in _NOUNS or gerund


def _is_said(unit: Unit, token: Token, verb: Token, tree: Tree) -> bool:
    """An adjective that the verb governs, or that a quotation mark parts from the noun before it."""
    if token.head == verb and token.dep_ in tree.xcomp | {"advcl", "acl", "ccomp"}:
        return token.morph.get("VerbForm") != ["Inf"]
    while token.i > 1 and token.nbor(-1).pos_ == "ADV":  # « globalement crédible »
        token = token.nbor(-1)
    before = token.nbor(-1)
    parted = is_parted(unit, before, token)
    while parted and before.i > verb.i and before.pos_ == "ADJ":  # "le risque sanitaire « limité »"
        before = before.nbor(-1)
    return before.pos_ in _NOUNS and parted


def is_parted(unit: Unit, before: Token, token: Token) -> bool:
    """Whether a quotation mark of the article stands between two words."""
    as_read = token.idx - before.idx - len(before.text)
    return unit.start_of(token) - unit.end_of(before) > as_read
