"""Which clauses of a sentence carry news of their own, and so make a claim of their own.

Coordinated predicates, relative clauses after a pause, participles in front and some adverbial
clauses do; clefts, conditions, purposes and what only completes its clause do not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.attribution.frames import Frame
from claims.text.parse import Unit
from claims.text.tree import Tree

if TYPE_CHECKING:
    from claims.text.tokens import Token


def split_off(unit: Unit, frames: tuple[Frame, ...], tree: Tree) -> dict[int, str]:
    """Clause heads that carry news of their own, with the rule that says so."""
    framed = {f.anchor for f in frames}
    found: dict[int, str] = {}
    for token in unit.doc:
        if not tree.is_clause(token) or token.head == token:
            continue
        rule = "" if _is_cleft(token, tree) else _news(token, framed, tree)
        rule = rule or ("coordination" if _is_second_deed(token, framed, tree) else "")
        rule = rule or ("coordination" if _is_juxtaposed(token, tree) else "")
        if rule in ("relative", "participle") and _is_circumstance(token, tree):
            rule = ""
        verbs = (t for t in token.subtree if t.morph.get("VerbForm") == ["Fin"])
        owned = token.left_edge.lower_ in tree.language.grammar["owner_relatives"]
        if rule == "adverbial" and _is_measured(token, tree):
            rule = ""
        if rule == "relative" and owned and next(verbs, None) is None:
            rule = ""
        if rule:
            found[token.i] = rule
    return found


def _is_measured(clause: Token, tree: Tree) -> bool:
    """ "deleted hours after they searched the flat": the time belongs to both."""
    marks = tree.language.grammar.get("measured_marks", ())
    if not any(m.lower_ in marks for m in tree.children(clause, tree.mark)):
        return False
    edge, before = clause.left_edge, clause.left_edge.nbor(-1)
    inside = edge.pos_ == "NOUN" and tree.is_time_phrase(edge) and edge.head == clause
    return inside or (before.pos_ == "NOUN" and tree.is_time_phrase(before))


def _is_juxtaposed(token: Token, tree: Tree) -> bool:
    """ "Les uns partent, les autres restent": two whole clauses with but a comma between them."""
    if not tree.language.grammar.get("reattach") or token.dep_ in tree.relcl | tree.acl:
        return False
    over = token.head
    if not (_is_whole(token, tree) and _is_whole(over, tree)):
        return False
    if over.dep_ in tree.relcl | tree.acl | tree.ccomp:
        return False
    second = max(token, over, key=lambda t: t.i)
    subject = tree.own_subject(second)
    if subject is None or subject.lower_ in tree.language.grammar.get("cleft_subjects", ()):
        return False  # "ce n'est pas un jeu, c'est la loi": one thought
    opening = next((t for t in token.doc[min(_own(second)) :] if not t.is_punct), second)
    before = token.doc[opening.i - 1] if opening.i > 0 else opening
    return before.text == "," and opening.pos_ in ("DET", "PRON", "PROPN", "NUM", "NOUN")


def _own(verb: Token) -> list[int]:
    """The first token of each part of a clause that stands between it and the clause above or below."""
    left = [c.left_edge.i for c in verb.children if c.i < verb.i and c.dep_ != "advcl"]
    return [*left, verb.i]


def _is_whole(token: Token, tree: Tree) -> bool:
    """A finite clause with its own subject before its verb, and nothing that binds it to another."""
    subject = tree.own_subject(token)
    if subject is None or subject.i > token.i or not tree.is_finite(token):
        return False
    if subject.lower_ in tree.language.grammar["subject_relatives"]:
        return False
    bound = tree.children(token, tree.mark | tree.coordinator)
    opening = token.doc[min(_own(token))].lower_
    relatives = ("place_relatives", "owner_relatives", "content_marks")
    known = {w for name in relatives for w in tree.language.grammar[name]} | {
        "si",
        "quand",
        "comme",
    }
    inside = any(t.lower_ in known for t in token.subtree if t.i < subject.i)
    return not [b for b in bound if b.i < token.i] and opening not in known and not inside


def _is_cleft(token: Token, tree: Tree) -> bool:
    """ "c'est X qui a fait P": one proposition."""
    first, doc = token.left_edge, token.doc
    marks = (*tree.language.grammar["subject_relatives"], *tree.language.grammar["content_marks"])
    dummies, over = tree.language.grammar.get("cleft_subjects", ()), token.head
    parted = first.i > 0 and doc[first.i - 1].text == ","
    aside = parted and any(t.pos_ == "VERB" for t in doc[over.i + 1 : first.i])
    if first.lower_ not in marks or first.i == 0 or (parted and not aside):
        return False
    before = [*tree.children(over, tree.subject), *tree.children(over.head, tree.subject)]
    return any(t.lower_ in dummies and t.i < first.i for t in before)


def _news(token: Token, framed: set[int], tree: Tree) -> str:
    if token.dep_ in tree.conj:
        return "coordination" if _is_coordinated_clause(token, tree) else ""
    if token.dep_ in tree.parataxis and tree.is_finite(token):
        if not any(c.pos_ != "PUNCT" for c in token.children):  # a lone verb hung loosely
            return ""
        if _opens_with(token, "news_marks", tree):
            return "adverbial"
        return "parataxis" if not _opens_with(token, "bound_marks", tree) else ""
    if token.dep_ in tree.relcl and tree.is_finite(token):
        if token.left_edge.lower_ in tree.language.grammar.get("remarks", ()):
            return ""
        own_cue = bool(tree.subtree(token) & framed)
        return "relative" if tree.preceding_comma(token) or own_cue else ""
    if token.dep_ in tree.advcl and tree.is_finite(token):
        return "adverbial" if _has_news_mark(token, tree) else ""
    if token.dep_ in tree.advcl | tree.acl and tree.is_participle(token):
        return "participle" if _is_news_participle(token, tree) else ""
    return ""


def said_by_the_way(
    unit: Unit, heads: dict[int, str], frames: tuple[Frame, ...], tree: Tree
) -> frozenset[int]:
    """What a reporting clause tells besides: relative clauses on the one who speaks ("the board, which
    met in May, denied"), and what it opens with ("alors que la grève durait, le maire a dit")."""
    told: frozenset[int] = frozenset()
    for i, rule in heads.items():
        clause = tree.subtree(unit.doc[i])
        framed = any(f.anchor in clause or i in f.content for f in frames)
        fronted = rule == "adverbial" and min(clause) == 0
        if (rule == "relative" or fronted) and not framed:
            told |= clause
    return told


def _is_circumstance(token: Token, tree: Tree) -> bool:
    """ "Interrogé par la presse, ..." or "dont", "ce qui": no news apart from its clause."""
    if token.lower_ in tree.language.grammar["circumstances"]:
        return True
    grammar, first = tree.language.grammar, token.left_edge
    if first.pos_ == "ADP" and first.nbor(1).lower_ in grammar.get("governed_relatives", ()):
        return token.head.pos_ not in ("NOUN", "PROPN")
    if first.lower_ in grammar["bound_relatives"]:
        return True
    unless_subject = grammar.get("bound_unless_subject", ())
    opening = token.doc[first.i : first.i + 3]
    return any(t.lower_ in unless_subject and t.dep_ not in tree.subject for t in opening)


def _is_coordinated_clause(token: Token, tree: Tree) -> bool:
    openers = tree.language.grammar.get("fragment_openers", ())
    if token.head.i < token.i and any(
        c.lower_ in openers and c.dep_ not in tree.subject and not _is_that(c, tree)
        for c in token.children if c.i < token.i
    ):  # fmt: skip
        return False  # "quand et où P"
    if not tree.is_predicate(token) or tree.is_infinitive(token):
        return False
    first = token.head
    if tree.is_finite(token) and tree.own_subject(token) is not None:
        return True
    if not tree.is_clause(first) and not tree.is_predicate(first):
        return False
    if tree.is_infinitive(first) or not (tree.is_finite(first) or tree.is_participle(first)):
        return False
    if tree.is_finite(token):
        return first.dep_ not in tree.relcl or tree.preceding_comma(first)
    return (
        tree.is_participle(token)
        and bool(tree.children(first, tree.aux))
        and len(list(token.subtree)) > 2
    )


def _is_second_deed(token: Token, framed: set[int], tree: Tree) -> bool:
    """ "dit avoir ouvert la porte et n'avoir vu personne": the second infinitive that a report tells."""
    first = token.head
    told = first.dep_ in tree.xcomp and first.head.i in framed and first.i < token.i
    if token.dep_ not in tree.conj or not told or not tree.language.grammar.get("reattach"):
        return False
    return tree.is_infinitive(token) and tree.is_infinitive(first) and len(list(token.subtree)) > 3


def _is_that(token: Token, tree: Tree) -> bool:
    """The "that" of a second content ("said that P and that Q"), which is no relative pronoun."""
    told = token.dep_ in tree.mark and token.head.head.dep_ in tree.ccomp
    return told and token.lower_ in tree.language.grammar["content_marks"]


def _has_news_mark(token: Token, tree: Tree) -> bool:
    if _opens_with(token, "marks_after_comma", tree) and tree.preceding_comma(token):
        return True
    if _opens_with(token, "bound_marks", tree):
        return False
    return _opens_with(token, "news_marks", tree)


def _opens_with(token: Token, marks: str, tree: Tree) -> bool:
    """Whether a clause opens with one of the grammar's `marks`."""
    first, doc, known = token.left_edge.i, token.doc, tree.language.grammar.get(marks, ())
    edges = [doc[first : first + 3]]
    if doc[first].lower_ in tree.language.grammar["content_marks"]:  # "à moins" hung elsewhere
        edges += [doc[first - k : first + 1] for k in (1, 2) if first >= k]
    texts = [edge.text.lower().replace("qu'", "que ") for edge in edges]
    return any(text.startswith(f"{m} ") or text.strip() == m for text in texts for m in known)


def _is_news_participle(token: Token, tree: Tree) -> bool:
    """ "Parti dimanche soir de la capitale, ..."; "le maire craignant que ..."."""
    if not tree.language.grammar.get("participles_stand_alone", True):
        return False
    if tree.own_subject(token) is not None and token.dep_ in tree.advcl:
        return len(list(token.subtree)) > 4
    fronted = (
        token.dep_ in tree.advcl and token.left_edge.i == 0 and not tree.children(token, tree.mark)
    )
    past = token.morph.get("Tense") == ["Past"]
    return fronted and past and len(list(token.subtree)) > 3
