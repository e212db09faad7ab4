"""What is told inside a quotation in another way than in the text around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.attribution.frames import Frame
from claims.splitting.clauses import Proposition
from claims.text.parse import Unit
from claims.text.tree import Tree

if TYPE_CHECKING:
    from claims.text.tokens import Token

_LEAST_WORDS = 4
_NOMINAL = ("NOUN", "PROPN", "NUM", "ADV", "ADJ")


def spoken_fragment(unit: Unit, tree: Tree) -> Proposition | None:
    """ "Une peur ancienne, qui ne part plus", "Un simple oubli": a quoted noun, said as a whole."""
    root = unit.root
    if root is None or root.pos_ not in _NOMINAL or tree.own_subject(root) is not None:
        return None
    if "following" in tree.language.cues or tree.children(root, tree.copula | tree.expletive):
        return None
    told = [t for t in unit.doc if not t.is_space]
    while told and told[-1].is_punct:
        told.pop()
    verbs = [t for t in told if t.morph.get("VerbForm") == ["Fin"]]
    clauses = tree.relcl | tree.acl | tree.ccomp
    bound = all(any(a.dep_ in clauses for a in (v, *v.ancestors)) for v in verbs)
    if not verbs:
        return Proposition(unit, root, tuple(told), "spoken") if _is_answer(told, tree) else None
    if len(told) < _LEAST_WORDS or not bound:
        return None
    return Proposition(unit, root, tuple(told), "spoken")


def _is_answer(told: list[Token], tree: Tree) -> bool:
    """ "Un simple oubli", "Trente barques par nuit", "Trop tard": words that say something without a verb."""
    if len(told) < 2:
        return False
    counted = told[0].like_num or told[0].pos_ == "NUM"
    degree = told[0].lower_ in tree.language.grammar.get("answering", ())
    return told[0].dep_ in tree.det or counted or degree


def is_asked(unit: Unit) -> bool:
    """ "« Pourquoi avoir attendu ? »": a sentence inside a quotation that only asks."""
    last = next((t for t in reversed(unit.doc) if t.text not in '»”"’ \u00a0'), None)
    return last is not None and last.text.endswith("?")


def tells_speaker(frame: Frame, tree: Tree) -> bool:
    """ "on m'a dit que P", "X m'a dit que je mentais": told of as an event, and no chain.

    Where somebody with a name or a noun told P, and P is not about who speaks, there is a chain.
    """
    if frame.head is None or frame.stance != "assert":
        return False
    own = tree.language.anaphors.get("own_person", ())
    of_self = any(frame.head.doc[i].lower_ in own for i in frame.content)
    if not of_self and any(m.head.pos_ in ("NOUN", "PROPN") for m in frame.sources):
        return False
    heard = tree.language.anaphors.get("heard", ())
    verb = frame.head
    return any(c.lower_ in heard and c.i < verb.i for c in verb.children if c.pos_ == "PRON")


def is_own_doubt(frame: Frame, tree: Tree) -> bool:
    """ "We cannot say that P" inside a quotation: what who speaks says, and no answer to P."""
    first = tree.language.anaphors["first_person"]
    return frame.stance == "decline" and any(m.head.lower_ in first for m in frame.sources)
