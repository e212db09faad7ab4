"""Splits a unit into propositions: the clauses that say something of their own.

A reporting clause is no proposition where its content is one. Coordinated predicates, relative
clauses after a pause and participles in front are split off; conditions, purposes and times stay
with the clause they belong to.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from claims.attribution.frames import Frame
from claims.attribution.links import HERE
from claims.attribution.mentions import noun_class
from claims.languages.loader import words
from claims.splitting.contents import TWO_PARTS, content_heads, misplaced, second_contents
from claims.splitting.news import said_by_the_way, split_off
from claims.text.parse import Unit
from claims.text.tree import Tree

if TYPE_CHECKING:
    from claims.text.tokens import Token


_LONG_ASIDE = 12  # tokens
_HOLE = 4  # characters cut out before the parser
_BRIEF = (
    "nominal called",
    "nominal judged",
    "nominal self",
    "nominal denied",
)  # rules by which one word can be told


@dataclass(frozen=True, slots=True)
class Proposition:
    """One clause of a unit: its head, the tokens it keeps, and what kind of clause it is."""

    unit: Unit
    head: Token
    tokens: tuple[Token, ...]
    rule: str

    @property
    def start(self) -> int:
        """Article offset of the first character.

        A subject that a long clause with news of its own parts from its verb stays outside.
        """
        return self.unit.start_of(self._first)

    @property
    def _first(self) -> Token:
        tokens = self.tokens
        gaps = [(b.i - a.i, b) for a, b in pairwise(tokens) if b.i - a.i > _LONG_ASIDE]
        if not gaps or len(tokens) == 0:
            return tokens[0]
        _, after = max(gaps, key=lambda g: (g[0], g[1].i))
        length = self.end - self.unit.start_of(tokens[0])
        gap = self.unit.start_of(after) - self.unit.end_of(self.unit.doc[_before(tokens, after)])
        lead = self.unit.start_of(after) - self.unit.start_of(tokens[0]) - gap
        own = self.head.i >= after.i and self.rule in ("clause", "content", "coordination")
        return after if own and gap > 0.3 * length and lead < 0.2 * length else tokens[0]

    @property
    def end(self) -> int:
        """Article offset past the last character."""
        return max(self.unit.end_of(token) for token in self.tokens)


def _before(tokens: tuple[Token, ...], token: Token) -> int:
    """Index of the last of `tokens` before `token`."""
    return max(t.i for t in tokens if t.i < token.i)


def _in_place(unit: Unit, tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Without words that are read behind the clause but stand before it ("told X that P")."""
    while len(tokens) > 1 and unit.start_of(tokens[-1]) < unit.start_of(tokens[0]):
        tokens = tokens[:-1]
    return tokens


@dataclass(frozen=True, slots=True)
class _Clauses:
    """The clauses of a unit, by token index: `heads` with what kind each is.

    `second` are the tokens of contents that the parse misplaced, by their head; `aside` those of
    no clause.
    """

    heads: dict[int, str]
    second: dict[int, frozenset[int]]
    aside: frozenset[int]


def propositions(
    unit: Unit, frames: tuple[Frame, ...], tree: Tree, joined: frozenset[int] = frozenset()
) -> tuple[Proposition, ...]:
    """Propositions of the unit in text order; masked quotations are left to their own units.

    The clauses that the tokens `joined` head stay with the clause they hang on.
    """
    root = unit.root
    if root is None:
        return ()
    clauses = _clauses(unit, root, frames, tree, joined)
    reporting = _reporting(frames, tree)
    found = []
    for i, rule in sorted(clauses.heads.items()):
        head = unit.doc[i]
        if i in reporting or _is_left_out(unit, head, tree):
            continue
        tokens = _in_place(unit, _tokens(unit, head, clauses, frames, tree))
        if _says_something(tokens, head, rule, tree):
            found.append(Proposition(unit, head, tokens, rule))
    found += [p for f in frames for p in _unclaimed(unit, f, found, clauses.aside, tree)]
    found = [part for p in found for part in _parted_at_among(p, tree)]
    if not found and not frames and not unit.masked:
        found = _whole(unit, root, tree)
    return tuple(sorted(found, key=lambda p: (p.start, p.end)))


def _clauses(
    unit: Unit, root: Token, frames: tuple[Frame, ...], tree: Tree, joined: frozenset[int]
) -> _Clauses:
    pieces = split_off(unit, frames, tree)
    heads = {root.i: "clause"} | {i: rule for i, rule in pieces.items() if i not in joined}
    for frame in frames:
        if frame.rule != "verb:cite":
            told = content_heads(unit, frame, tree)
            phrases = {
                i: r for i, r in heads.items() if r == "accusation" or r.startswith("nominal")
            }
            heads |= told | {i: rule for i, rule in phrases.items() if told.get(i) == "content"}
    second = second_contents(unit, frames, tree)
    for frame in frames:
        second |= misplaced(unit, frame, second, tree)
    heads |= dict.fromkeys(second, "coordination")
    for i, tokens in second.items():
        within = [h for h in heads if h in tokens and h != i]
        for inner in [h for h in within if unit.doc[h].head.i not in tokens]:
            del heads[inner]
    aside = frozenset().union(*(f.own for f in frames)) if frames else frozenset()
    aside -= said_by_the_way(unit, heads, frames, tree)
    return _Clauses(heads, second, aside | _after_quotation(unit, tree))


def _reporting(frames: tuple[Frame, ...], tree: Tree) -> set[int]:
    """Predicates that only report: they and their light verbs head no proposition."""
    verbs = [f.head for f in frames if f.head is not None]
    reporting = {f.head.i for f in frames if f.head is not None and f.head.i not in f.content}
    reporting |= {t.i for verb in verbs for t in tree.light_verbs(verb)}
    begun = words(tree.language.grammar.get("light", ""))
    reporting |= {
        v.head.i for v in verbs if tree.is_infinitive(v) and v.head.lemma_.lower() in begun
    }
    return reporting | {verb.head.i for verb in verbs if _is_quoted(verb, tree)}


def _is_left_out(unit: Unit, head: Token, tree: Tree) -> bool:
    """A stand-in, or what hangs loose beside one without a subject."""
    if unit.mask_of(head) is not None:
        return True
    return bool(unit.masked) and head.dep_ in tree.parataxis and not tree.own_subject(head)


def _tokens(
    unit: Unit, head: Token, clauses: _Clauses, frames: tuple[Frame, ...], tree: Tree
) -> tuple[Token, ...]:
    """What a clause keeps: of a misplaced content its tokens, else its own that are in none of those."""
    second, aside = clauses.second, clauses.aside
    if head.i in second:
        return trimmed([t for t in unit.doc if t.i in second[head.i] - aside], head, tree)
    kept = _kept(unit, head, set(clauses.heads), aside, frames, tree)
    others = [tokens for tokens in second.values() if head.i not in tokens]
    return trimmed([t for t in kept if not any(t.i in tokens for tokens in others)], head, tree)


def _parted_at_among(proposition: Proposition, tree: Tree) -> list[Proposition]:
    """ "P de X, parmi lesquels Y": P, and that Y is among X."""
    marks = tree.language.grammar.get("among", ())
    tokens = proposition.tokens
    for k, token in enumerate(tokens[2:-1], 2):
        pair = f"{tokens[k - 1].lower_} {token.lower_}"
        tail = tokens[k + 1 :]
        if pair not in marks or tokens[k - 2].text != ",":
            continue
        if any(t.morph.get("VerbForm") == ["Fin"] for t in tail):
            return [proposition]
        inside = {t.i for t in tail}
        noun = next((t for t in tail if t.head.i not in inside and t.pos_ == "NOUN"), tail[0])
        first = replace(proposition, tokens=trimmed(list(tokens[: k - 2]), proposition.head, tree))
        return [first, Proposition(proposition.unit, noun, tail, "among")]
    return [proposition]


def _after_quotation(unit: Unit, tree: Tree) -> frozenset[int]:
    """What stands behind a quotation and its reporting clause (", says X, the owner"): no part of it."""
    for token in unit.doc[:-1]:
        after = unit.doc[token.i + 1]
        if unit.start_of(after) - unit.end_of(token) < _HOLE:
            continue
        rest = unit.doc[after.i :]
        if after.text.islower() and noun_class(after.lemma_.lower(), tree) == "person":
            stop = next((t.i for t in rest if t.text == ","), len(unit.doc))
            return frozenset(range(after.i, stop))
        if token.text in '"»”' and not any(
            t.morph.get("VerbForm") == ["Fin"] or t.text in '"«“' for t in rest
        ):
            return frozenset(t.i for t in rest)
    return frozenset()


def _whole(unit: Unit, root: Token, tree: Tree) -> list[Proposition]:
    """A sentence whose verb the tagger missed is one proposition, rather than lost."""
    forms = tree.language.verb_forms
    spoken = any(t.lower_ in forms or t.pos_ in ("VERB", "AUX") for t in unit.doc)
    spoken = spoken or any(_looks_verbal(t, tree) for t in unit.doc[1:-1])
    kept = trimmed(list(unit.doc), root, tree)
    return [Proposition(unit, root, kept, "sentence")] if spoken and len(kept) > 3 else []


def _looks_verbal(token: Token, tree: Tree) -> bool:
    """ "Le prolongement compte cinq stations": a bare noun between a noun and what follows a verb."""
    if token.pos_ not in ("NOUN", "ADJ") or not token.text.islower():
        return False
    if "reattach" not in tree.language.grammar or tree.children(token, tree.case | tree.det):
        return False
    before, after = token.nbor(-1), token.nbor(1)
    return before.pos_ in ("NOUN", "PROPN", "PUNCT") and after.pos_ in ("DET", "NUM", "ADP")


def _unclaimed(
    unit: Unit, frame: Frame, found: list[Proposition], aside: frozenset[int], tree: Tree
) -> list[Proposition]:
    """What a reporting verb tells, as one proposition, where the parse shows no clause in it."""
    told = [
        unit.doc[i] for i in sorted(frame.content - frame.own) if unit.mask_of(unit.doc[i]) is None
    ]
    if frame.head is None or not told or any(p.head.i in frame.content for p in found):
        return []
    if any(
        unit.mask_of(unit.doc[i]) is not None for i in frame.content
    ) or not frame.rule.startswith("verb:"):
        return []
    top = next((t for t in told if t.head.i not in frame.content), told[0])
    kept = trimmed(told, top, tree)
    return [Proposition(unit, top, kept, "content")] if len(kept) > 3 and top in kept else []


def _is_quoted(verb: Token, tree: Tree) -> bool:
    """ "was quoted as saying": the verb above only says that somebody relayed it."""
    cues = tree.language.verbs.get(verb.head.lemma_.lower(), ())
    above = any("relay" in c.content for c in cues) and tree.is_passive(verb.head)
    return above and verb.dep_ in tree.advcl | tree.xcomp


def _kept(
    unit: Unit,
    head: Token,
    heads: set[int],
    aside: frozenset[int],
    frames: tuple[Frame, ...],
    tree: Tree,
) -> tuple[Token, ...]:
    """The clause's own tokens: without clauses split off, reporting clauses, and edge punctuation."""
    drop: set[int] = set()
    for token in head.subtree:
        if token.i != head.i and token.i in heads:
            drop |= tree.subtree(token) - {head.i}
    parts = ("verb:accuse", *TWO_PARTS)
    phrases = (f for f in frames if head.i in f.content and f.rule in parts)
    content = next((f for f in phrases if f.nominal in (None, head)), None)
    pool = set(tree.subtree(head)).union(*(f.content for f in frames if f.nominal == head))
    if content is not None:
        pool |= set(content.content)
        drop -= set(content.content) - _relatives(head, heads, tree)
    accused = (f for f in frames if f.rule in parts and head.i not in f.content)
    drop |= {i for f in accused if f.head is not None and f.head != head for i in f.content}
    kept = [unit.doc[i] for i in sorted(pool - drop - (aside - _told(head, frames, tree)))]
    kept = [t for t in kept if unit.mask_of(t) is None]
    kept = _without_remark(kept, head, tree)
    if any(head.i in f.content and f.head is not None for f in frames):
        kept = _without_teller_acts(kept, tree)
    return trimmed(kept, head, tree)


def _relatives(head: Token, heads: set[int], tree: Tree) -> set[int]:
    """ "accuse Y d'avoir acheté une usine, où P": relative clauses of the deed that are claims of their own."""
    clauses = [t for t in head.subtree if t.i in heads and t != head and t.dep_ in tree.relcl]
    return {i for clause in clauses if tree.preceding_comma(clause) for i in tree.subtree(clause)}


def _without_remark(kept: list[Token], head: Token, tree: Tree) -> list[Token]:
    """ "P, which surprised X", "the contractor, whom he described so": what ends a claim with no sentence of its own."""
    for token in kept:
        behind_comma = token.i > head.i and token.nbor(-1).text == ","
        if behind_comma and (
            _opens_remark(token, kept[-1].i, tree) or _opens_verdict(token, kept, tree)
        ):
            return [t for t in kept if t.i < token.i]
    return kept


def _opens_verdict(token: Token, kept: list[Token], tree: Tree) -> bool:
    """ "P, selon X, un bilan que le maire tient pour provisoire": what P is, behind who reports it."""
    if token.lower_ not in tree.language.grammar.get("verdict_articles", ()) or token.i < 2:
        return False
    aside = token.nbor(-2) not in kept
    noun = tree.noun_of_phrase(token)
    bound = tree.object | tree.subject | tree.passive_subject | tree.conj | tree.ccomp
    return aside and noun is not None and noun.dep_ not in bound


def _opens_remark(token: Token, last: int, tree: Tree) -> bool:
    """A relative pronoun whose clause goes on to the last word and tells of the sentence, or only how one speaks."""
    remarks = tree.language.grammar.get("remarks", ())
    if token.lower_ not in (*remarks, *tree.language.grammar["relative_pronouns"]):
        return False
    clause = next((a for a in token.ancestors if a.dep_ in tree.relcl), None)
    if clause is None or clause.right_edge.i < last - 1:
        return False
    opens = token in (clause.left_edge, clause.left_edge.nbor(1))
    return opens and (token.lower_ in remarks or clause.head.pos_ == "VERB")


def _without_teller_acts(kept: list[Token], tree: Tree) -> list[Token]:
    """ "a dit que P, avant d'appeler au calme": what the teller did next is no part of P."""
    marks = tree.language.grammar.get("teller_acts", ())
    for token in kept:
        clause = token.head
        opens = token.lower_ in marks and clause.morph.get("VerbForm") == ["Inf"]
        if opens and token.i > 0 and token.nbor(-1).text == ",":
            return [t for t in kept if t.i < token.i]
    return kept


def _is_second_report(frame: Frame, around: list[frozenset[int]], tree: Tree) -> bool:
    """ "a dit suivre le dossier et affirmé que ...": a cue that goes on another's content."""
    if frame.head is None or frame.head.dep_ not in tree.conj or not frame.content:
        return False
    return any(frame.head.i in content and not frame.content <= content for content in around) or (
        tree.is_participle(frame.head) and any(frame.head.i in content for content in around)
    )


def _told(head: Token, frames: tuple[Frame, ...], tree: Tree) -> frozenset[int]:
    """Tokens that some frame around the head tells: what one frame sets aside another may tell."""
    around = [f.content for f in frames if head.i in f.content]
    inner = [
        f.own for f in frames
        if head.i in f.content or f.anaphor == HERE or _is_second_report(f, around, tree)
    ]  # fmt: skip
    told = frozenset().union(*around) if around else frozenset()
    return told - (frozenset().union(*inner) if inner else frozenset())


def trimmed(kept: list[Token], head: Token, tree: Tree) -> tuple[Token, ...]:
    """Tokens with no conjunction, mark or punctuation at the edges; the run that holds the head's words."""
    grammar = tree.language.grammar
    leading = {*grammar["leading"], *grammar["content_marks"], *grammar["joining"]}
    opening = leading | {*grammar.get("answers", ())}
    while kept and (
        (kept[0].is_punct and kept[0].text not in '(«"')
        or (
            kept[0].lower_ in opening
            and kept[0] != head
            and kept[0].dep_ not in tree.subject | tree.det
        )
    ):
        kept = kept[1:]
    while kept and (
        (kept[-1].is_punct and kept[-1].text not in ")%")
        or (kept[-1].lower_ in leading and kept[-1] != head and kept[-1].pos_ != "PRON")
    ):
        kept = kept[:-1]
    return tuple(kept)


def _says_something(kept: tuple[Token, ...], head: Token, rule: str, tree: Tree) -> bool:
    if rule == "accusation" or rule.startswith("nominal"):
        return len(kept) >= (1 if rule in _BRIEF else 2)
    said = [t for t in kept if not t.is_punct]
    predicate = tree.is_predicate(head) or any(t.pos_ in ("VERB", "AUX") for t in kept)
    modal = rule == "coordination" and any(tree.is_infinitive(t) for t in kept)  # "et doit partir"
    least = 2 if modal or tree.is_infinitive(head) or _is_short_sentence(head, kept, tree) else 3
    if (
        rule == "coordination"
        and (tree.is_finite(head) or tree.own_subject(head))
        and "following" in tree.language.cues
    ):
        least = 1
    return head in kept and predicate and len(said) >= least


def _is_short_sentence(head: Token, kept: tuple[Token, ...], tree: Tree) -> bool:
    """A subject and its finite verb ("It worked") say something; "il dit" inside a sentence does not."""
    joined = head.dep_ in tree.conj and any(tree.children(head, tree.coordinator))
    whole = head.dep_ == "ROOT" or head.dep_ in tree.ccomp or joined
    return whole and tree.is_finite(head) and tree.own_subject(head) in kept
