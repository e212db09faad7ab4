"""Gives what later words point back to ("ces accusations") the voices of those words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claims.assembly.drafts import Chain, Draft, Heard
from claims.attribution.frames import Frame
from claims.attribution.links import Pointer, Told, marked, targets
from claims.attribution.pointing import is_report_noun
from claims.attribution.relays import RELAYED
from claims.attribution.terms import is_personal, means_several, terms
from claims.languages.loader import words
from claims.sources import fold
from claims.splitting.clauses import Proposition
from claims.text.parse import Unit
from claims.text.tree import Tree

if TYPE_CHECKING:
    from claims.text.tokens import Token

_NAME = re.compile(r"[^\W\d_][\w-]{2,}")


class Links:
    """The claims told so far in an article, as far as later words can point back to them."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._drafts: list[Draft] = []
        self._told: list[Told] = []
        self._deniers: set[str] = set()
        self._sentence = 0

    def next_sentence(self, number: int) -> None:
        """Opens a sentence of the article."""
        self._sentence = number

    def tell(self, draft: Draft, proposition: Proposition, quoted: bool) -> None:
        """Adds a claim, as its proposition and its chain tell what may point back to it."""
        chain, tree = draft.chain, self._tree
        denied = bool(chain) and all(v.stance == "deny" for v in chain)
        rebuts = any({v.source.name, v.source.speaks_for} & self._deniers for v in chain[-1:])
        told = Told(
            claim=len(self._drafts),
            sentence=self._sentence,
            attributed=bool(chain),
            accusation=any(v.rule in ("verb:accuse", "verb:allege") for v in chain),
            denied=denied,
            words=self._name_words(draft.words),
            start=draft.claim.start,
            terms=terms(proposition.tokens, tree),
            sources=frozenset(v.source.source_id for v in chain),
            media=any(v.is_medium for v in chain),
            personal=quoted and is_personal(proposition.tokens, tree),
            deed=proposition.rule == "content" and tree.is_infinitive(proposition.head),
            number=any(t.like_num for t in proposition.tokens),
            rebuttal=rebuts,
            voices=self._name_words(*(v.source.name for v in chain)),
        )
        self._told.append(told)
        self._drafts.append(draft)

    def link(self, heard: Heard) -> None:
        """Adds the voices of a unit's frames that point back to the claims they are about."""
        linked = [f for f in heard.frames if f.link in ("anaphor", "echo")]
        for frame in linked:
            if frame.rule == RELAYED or frame.rule.startswith("citation:"):
                continue  # a link of the chain of the frame it stands around or behind
            voices = heard.of(frame)
            told = [t for t in self._told if not self._is_own(t, voices)]
            pointer = self._pointer(heard.unit, frame, voices)
            found = targets(pointer, told, self._tree.language)
            chain = heard.chain(_same_cue(frame, linked))
            for index in found if chain else ():
                self._drafts[index].linked.append(chain)
            self._told = marked(self._told, found, frame.link, frame.stance)
            if frame.stance == "deny":
                self._deniers |= {v.source.name for v in voices}

    def _pointer(self, unit: Unit, frame: Frame, voices: Chain) -> Pointer:
        """What of a frame's words tells which earlier claim it means."""
        named = self._name_words(*(w for v in voices for w in (v.source.name, v.who.mention)))
        nouns = {fold(m.head.lemma_) for m in frame.sources if m.head.pos_ == "NOUN"}
        sources = {t.i for m in frame.sources for t in m.tokens}
        own = (unit.doc[i] for i in sorted(frame.own - sources) if frame.head != unit.doc[i])
        rest = [t for t in own if not self._is_aside(t, frame.head)]
        return Pointer(
            frame=frame,
            sentence=self._sentence,
            start=frame.cue[0],
            who=named | nouns,
            terms=terms(rest, self._tree),
            several=means_several([*rest, *_inside(unit, frame)], self._tree),
            cited=self._name_words(*(t.text for t in rest if self._may_cite(t, frame))),
        )

    def _is_aside(self, token: Token, head: Token | None) -> bool:
        """ "the figure is disputed by staff, [who told of more]": a clause that tells something else."""
        clauses = (a for a in (token, *token.ancestors) if a.dep_ in self._tree.relcl)
        clause = next(clauses, None)
        if clause is None or head is None or clause == head:
            return False
        return head in clause.ancestors and self._tree.preceding_comma(clause)

    def _may_cite(self, token: Token, frame: Frame) -> bool:
        """ "les informations de X"; who denies names whom he answers in any place."""
        return frame.stance == "deny" or is_report_noun(token.head, self._tree)

    def _name_words(self, *texts: str) -> frozenset[str]:
        """Folded capitalised words, by which a claim and a source can be seen to name the same party."""
        found = {w for text in texts for w in _NAME.findall(text) if w[0].isupper()}
        openers = words(self._tree.language.grammar["sentence_openers"])
        return frozenset(fold(w) for w in found if w.lower() not in openers)

    def _is_own(self, told: Told, voices: Chain) -> bool:
        """Nobody denies or declines to confirm what he said himself, or what was said for him."""
        last = self._drafts[told.claim].chain[-1:]
        speakers = {v.source.source_id for v in last}
        bodies = {v.source.speaks_for for v in last} - {None}
        return any(
            v.stance != "assert" and (v.source.source_id in speakers or v.source.name in bodies)
            for v in voices
        )


def _inside(unit: Unit, frame: Frame) -> list[Token]:
    """The words of a dismissal that was cut out of its sentence ("Ces accusations sont fausses, dit X")."""
    if frame.rule != "dismissal":
        return []
    masks = {unit.mask_of(unit.doc[i]) for i in frame.own} - {None}
    return [t for k in masks if k is not None for u in unit.quoted[k] for t in u.doc]


def _same_cue(frame: Frame, linked: list[Frame]) -> list[Frame]:
    """The frame with the relays around it and the origins behind it, outermost first."""
    beside = [f for f in linked if f.head is not None and f.head == frame.head]
    return sorted({id(f): f for f in (frame, *beside)}.values(), key=lambda f: f.level)
