"""What a reporting verb tells: a clause, an infinitive, what follows a colon, the sentence around."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from claims.attribution.pointing import is_report_noun
from claims.attribution.speakers import after_stand_in, is_human, is_inverted_or_clitic
from claims.languages.loader import VerbCue, words
from claims.text.parse import Unit
from claims.text.tree import Tree

if TYPE_CHECKING:
    from claims.text.tokens import Doc, Token

Content = tuple[frozenset[int], frozenset[int], "Token | None"]


def clause_content(
    unit: Unit, verb: Token, cue: VerbCue, keys: list[str], tree: Tree
) -> Content | None:
    below = tree.subtree(verb) - _of_another(verb, tree)
    if unit.masked and is_inverted_or_clitic(verb, tree):
        around = _surrounding(unit, verb, tree)
        if around is not None:
            return around
    if "clause" in cue.content:
        clauses = [c for c in tree.children(verb, tree.ccomp) if is_statement(c, tree)]
        clauses += [c for c in _later_clauses(verb, tree) if c not in clauses]
        clauses = clauses or _of_report_nouns(verb, tree)
        if clauses:
            told = frozenset().union(*(tree.subtree(c) for c in clauses))
            told -= _measured_behind(clauses[-1], tree)
            return told, below - told, None
    told_of_it = verb.dep_ in tree.relcl and _is_clause_pronoun(verb.head, tree)
    if (
        "infinitive" in cue.content
        and not told_of_it
        and set(keys) & set(words(tree.language.cues["infinitive"]["verbs"]))
    ):
        open_ones = [
            c for c in tree.children(verb, tree.xcomp | tree.ccomp | tree.object | tree.advcl)
            if tree.is_infinitive(c) and (c.i > verb.i or c.dep_ in tree.xcomp)
            and not _has_purpose(c, tree)
        ]  # fmt: skip
        if open_ones:
            told = tree.subtree(open_ones[0]) - _measured_behind(open_ones[0], tree)
            return told, below - told, None
    if "clause" in cue.content:
        told = _after_mark(verb, tree)
        if told:
            return told, below - told, None
    if "quote" not in cue.content and "clause" not in cue.content:
        return None
    after_colon = behind_colon(unit, verb, tree)
    if after_colon:
        return after_colon, below - after_colon, None
    return _surrounding(unit, verb, tree)


def _is_clause_pronoun(token: Token, tree: Tree) -> bool:
    """The "ce" of "ce que les voisins pensent voir", which is no report."""
    return token.lower_ in tree.language.grammar.get("clause_pronouns", ())


def _of_another(verb: Token, tree: Tree) -> frozenset[int]:
    """ "X dit que P, tandis que Y fait Q": what the report has nothing to do with."""
    openers = _while(tree)
    clauses = [c for c in tree.children(verb, tree.advcl) if c.left_edge.lower_ in openers]
    return frozenset().union(*(tree.subtree(c) for c in clauses if c.i > verb.i))


def _measured_behind(deed: Token, tree: Tree) -> frozenset[int]:
    """ "denied owing P, hours after the agent announced Q": when it was denied, and no part of P."""
    if "following" not in tree.language.cues:
        return frozenset()
    marks = tree.language.grammar.get("measured_marks", ())
    for mark in (t for t in deed.subtree if t.lower_ in marks and t.i > deed.i + 1):
        before = mark.nbor(-1)
        if (
            before.pos_ != "NOUN"
            or not tree.is_time_phrase(before)
            or not tree.is_finite(mark.head)
        ):
            continue
        comma = next((t.i for t in reversed(deed.doc[deed.i : before.i]) if t.text == ","), None)
        if comma is not None and comma >= before.i - 3:
            return frozenset(t.i for t in deed.subtree if t.i >= comma)
    return frozenset()


def _has_purpose(clause: Token, tree: Tree) -> bool:
    """ "for making threats", "pour partir": why or what for, not what is told."""
    purpose = tree.language.grammar["purpose"]
    return any(m.lower_ in purpose for m in tree.children(clause, tree.case | tree.mark))


def _after_mark(verb: Token, tree: Tree) -> frozenset[int]:
    """What follows "que" soon after the verb, for clauses the parser hung elsewhere."""
    for token in verb.doc[verb.i + 1 : verb.i + 8]:
        if token.lower_ in tree.language.grammar["content_marks"]:
            if _is_of_pronoun(token, tree) or _is_of_object(token, verb, tree):
                break  # "reconnaître ce qu'il tait" tells nothing
            told = frozenset(range(token.i + 1, _end(verb, token, tree)))
            if token.i == verb.i + 1 and len(told) > 2 and "inserted" in tree.language.cues:
                return told
            return told if any(tree.is_finite(verb.doc[i]) for i in told) else frozenset()
        if token.is_punct or (token.pos_ in ("VERB", "AUX") and tree.is_finite(token)):
            break
    return frozenset()


def _end(verb: Token, mark: Token, tree: Tree) -> int:
    """Where what follows the mark ends: at the clause of another (", tandis que"), or the sentence."""
    for token in verb.doc[mark.i + 1 :]:
        if token.lower_ in _while(tree) and token.nbor(-1).text == ",":
            return token.i - 1
    return _last(verb.doc)


def _while(tree: Tree) -> Sequence[str]:
    return tree.language.grammar.get("repairs", {}).get("while", ())


def rest(token: Token) -> frozenset[int]:
    """All behind a token, the last mark left out."""
    return frozenset(range(token.i + 1, _last(token.doc)))


def _last(doc: Doc) -> int:
    return len(doc) - (1 if doc[-1].is_punct else 0)


def _is_of_pronoun(mark: Token, tree: Tree) -> bool:
    """The "que" of "ce qu'il tait", but not of "s'attend à ce que P"."""
    pronoun = mark.nbor(-1)
    return _is_clause_pronoun(pronoun, tree) and pronoun.i > 0 and pronoun.nbor(-1).pos_ != "ADP"


def _is_of_object(mark: Token, verb: Token, tree: Tree) -> bool:
    """The "que" of "propose un calendrier que X refuse", but not of "prévenir les élus que P"."""
    noun = mark.nbor(-1)
    thing = noun.pos_ == "NOUN" and noun.dep_ in tree.object and noun.head == verb
    return thing and not is_human(noun, tree)


def behind_colon(unit: Unit, verb: Token, tree: Tree, near: int = 11) -> frozenset[int]:
    """ "Le syndicat s'inquiète : vingt festivals ont fermé": a clause after the colon.

    The colon is one of the `near` words behind the verb.
    """
    for token in verb.doc[verb.i + 1 : verb.i + 1 + near]:
        if token.text == ":":
            told = rest(token)
            masked = any(unit.mask_of(verb.doc[i]) is not None for i in told)
            spoken = any(tree.is_finite(verb.doc[i]) for i in told)
            return told if spoken and not masked else frozenset()
        if token.is_punct or (token.pos_ in ("VERB", "AUX") and tree.is_finite(token)):
            break
    return frozenset()


def is_statement(clause: Token, tree: Tree) -> bool:
    """A clause that says what is so, and not an indirect question."""
    asked = set(words(tree.language.cues["questions"]["words"]))
    marks = tree.children(clause, tree.mark)
    if any(m.lower_ in asked or m.lemma_.lower() in asked for m in marks):
        return False
    if _is_verbless(clause, tree):
        return False
    first = clause.left_edge
    if first.lower_ in tree.language.cues["questions"].get("always", ()):
        return False
    return first.lower_ not in asked or first.dep_ in tree.subject


def _later_clauses(verb: Token, tree: Tree) -> list[Token]:
    """Clauses with "que" that the parser hung on the verb as something else than its complement."""
    found = [
        c for a in verb.children if a.i > verb.i and (a.pos_ == "ADV" or tree.is_time_phrase(a))
        for c in tree.children(a, tree.ccomp | tree.relcl | tree.acl | tree.advcl)
        if c.left_edge.lower_ in ("que", "qu'", "that") and c.left_edge.dep_ in tree.mark
    ]  # fmt: skip
    found += [c for c in tree.children(verb, tree.conj) if c.i > verb.i and _joined_that(c, tree)]
    for child in verb.children:
        if child.i < verb.i or child.dep_ not in tree.advcl | tree.conj | tree.relcl | tree.acl:
            continue
        marks = [m.lower_ for m in tree.children(child, tree.mark)]
        if child.left_edge.lower_ in ("que", "qu'", "that") and marks[:1] in (
            ["que"],
            ["qu'"],
            ["that"],
        ):
            found.append(child)
    return found


def _joined_that(clause: Token, tree: Tree) -> bool:
    """ "concède que P, mais qu'aucun ...": a second clause, told of the same verb."""
    words_of = [t for t in clause.subtree if not t.is_punct][:2]
    joined = bool(words_of) and words_of[0].lower_ in tree.language.grammar["joining"]
    return joined and words_of[-1].lower_ in tree.language.grammar["content_marks"]


def _surrounding(unit: Unit, verb: Token, tree: Tree) -> Content | None:
    """The sentence around an inserted verb, or a clause or quotation that stands beside the verb."""
    below = tree.subtree(verb)
    as_said = set(tree.language.cues["as_said"]["words"])
    if unit.masked and after_stand_in(verb):
        masks = frozenset(t.i for t in unit.doc if unit.mask_of(t) is not None)
        around = (
            tree.subtree(tree.root(verb)) - below if verb.dep_ in tree.parataxis else frozenset()
        )
        return masks | around, below - masks, None
    inserted = verb.dep_ in tree.parataxis or (
        verb.dep_ in tree.advcl
        and any(m.lower_ in as_said for m in (*tree.children(verb, tree.mark), verb.left_edge))
    )
    cues = tree.language.verbs.get(verb.head.lemma_.lower(), ())
    relayed = any("relay" in c.content for c in cues)
    if inserted and verb.head != verb:
        masks = frozenset(t.i for t in unit.doc if unit.mask_of(t) is not None)
        if relayed and masks:  # "P, X quoted Y as saying"
            return masks, below, None
        told = tree.subtree(tree.root(verb)) - below
        return told, below, None
    beside = [
        c for c in verb.children
        if (tree.is_clause(c) or unit.mask_of(c) is not None)
        and c.dep_ in tree.ccomp | tree.parataxis | tree.conj | {"dep", "obj", "nsubj", "obl:mod", "advcl", "xcomp"}
        and (unit.mask_of(c) is not None or (c.i < verb.i and tree.own_subject(c) and _after(verb, tree)))
    ]  # fmt: skip
    masks = frozenset(t.i for t in unit.doc if unit.mask_of(t) is not None)
    if not beside and masks and verb.dep_ in ("ROOT", *tree.conj, *tree.parataxis):
        return masks, below - masks, None
    if not beside:
        return None
    told = frozenset().union(*(tree.subtree(c) for c in beside))
    return told, below - told, None


def _after(verb: Token, tree: Tree) -> bool:
    subject = tree.own_subject(verb)
    return subject is not None and subject.i > verb.i


def _is_verbless(clause: Token, tree: Tree) -> bool:
    """ "found the mayor guilty": what is judged so, with no clause of its own."""
    helped = tree.children(clause, tree.copula | tree.aux | tree.mark)
    return clause.pos_ == "ADJ" and not helped and tree.own_subject(clause) is not None


def _of_report_nouns(verb: Token, tree: Tree) -> list[Token]:
    """ "rejected claims that P": the clause of the noun that the verb governs."""
    return [
        c for noun in tree.children(verb, tree.object) if is_report_noun(noun, tree)
        for c in tree.children(noun, tree.acl | tree.ccomp) if _opens_with_mark(c, tree)
    ]  # fmt: skip


def _opens_with_mark(clause: Token, tree: Tree) -> bool:
    """ "reports that P": a clause whose "that" is a conjunction, not its subject."""
    edge = clause.left_edge
    return (
        edge.lower_ in tree.language.grammar["content_marks"]
        and edge.dep_ in tree.mark
        and tree.is_finite(clause)
    )
