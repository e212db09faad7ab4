"""Small questions that repairs of a parse ask of its words, and the parse with new arcs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from claims.languages import Language

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from claims.languages.loader import VerbCue

Arcs = list[tuple[int, str]]  # head and label of each word; a root heads itself
Grammar = dict[str, Any]
NOMINAL = ("NOUN", "PROPN", "ADJ", "NUM", "PRON", "X")  # what can be a subject, also misread ones
Labelled = defaultdict[str, list["Token"]]

_CLITICS = ("ADV", "PRON", "PART")


def by_label(doc: Doc) -> Labelled:
    """The words by their label, in order: repairs look at a few, and each look at a word costs."""
    found: Labelled = defaultdict(list)
    for token in doc:
        found[token.dep_].append(token)
    return found


def is_tree(arcs: Arcs) -> bool:
    """Whether the heads lead every word up to one root."""
    above: list[int] = [head for head, _ in arcs]
    roots = [i for i, head in enumerate(above) if head == i]
    known = set(roots)
    for i in range(len(above)):
        path = set()
        while i not in known:
            if i in path:
                return False
            path.add(i)
            i = above[i]
        known |= path
    return len(roots) == 1


def is_finite(token: Token) -> bool:
    """A clause with a finite verb: its head, an auxiliary or a copula."""
    return any(
        v.morph.get("VerbForm") == ["Fin"]
        for v in (token, *(c for c in token.children if c.dep_.startswith(("aux", "cop"))))
    )


def has_subject(token: Token) -> bool:
    """A verb with a subject of its own."""
    return any(c.dep_.startswith(("nsubj", "csubj", "expl:subj")) for c in token.children)


def is_bare_participle(token: Token) -> bool:
    """A past participle without an auxiliary."""
    past = token.morph.get("VerbForm") == ["Part"] and token.morph.get("Tense") == ["Past"]
    return past and not any(c.dep_.startswith(("aux", "cop")) for c in token.children)


def is_present_participle(token: Token) -> bool:
    """ "citant", or a past participle with "ayant" or "étant"."""
    parts = (token, *(c for c in token.children if c.dep_.startswith("aux")))
    return any(
        v.morph.get("VerbForm") == ["Part"] and v.morph.get("Tense") == ["Pres"] for v in parts
    )


def cue_lemma(verb: Token, language: Language) -> str:
    """The lemma to look a reporting verb up by: the language's own for its form, else the tagger's."""
    return language.verb_forms.get(verb.lower_, verb.lemma_.lower())


def cues_of(verb: Token, language: Language) -> tuple[VerbCue, ...]:
    """What the verb may tell as a cue; nothing where it is none."""
    return language.verbs.get(cue_lemma(verb, language), ())


def opening(verb: Token) -> int:
    """Index of a clause's first word, the mark before it left out."""
    return min((t.i for t in verb.subtree if not t.is_punct), default=verb.i)


def opens_after_comma(token: Token, relative: Token, grammar: dict[str, Any]) -> bool:
    """A finite verb that a comma precedes, clitics and adverbs between them."""
    if token.morph.get("VerbForm") != ["Fin"] or token.pos_ not in ("VERB", "AUX"):
        return False
    if token.head == relative.head and token.pos_ == "AUX":
        return False
    left = token.i - 1
    while left > relative.i and token.doc[left].pos_ in _CLITICS:
        if token.doc[left].lower_ in grammar["repairs"]["clause_openers"]:
            return False
        left -= 1
    return token.doc[left].text == ","


def apply(doc: Doc, arcs: Arcs) -> Doc:
    """The same words under other heads and labels."""
    import numpy as np
    from spacy.attrs import DEP, HEAD

    rows = np.zeros((len(doc), 2), dtype="uint64")
    for i, (head, label) in enumerate(arcs):
        rows[i, 0] = np.int64(head - i).astype("uint64")
        rows[i, 1] = doc.vocab.strings.add(label)
    return doc.from_array([HEAD, DEP], rows)


def root_of(doc: Doc) -> Token:
    """The word that heads itself."""
    return next(t for t in doc if t.head == t)


def is_finite_form(token: Token) -> bool:
    """A word that is itself a finite verb."""
    return bool(token.morph.get("VerbForm") == ["Fin"])


def parse_of(words: Doc, tags: Sequence[Token], arcs: Arcs, lemmas: Sequence[str]) -> Doc:
    """The words of `words` with the tags of other tokens, one a word, and these arcs and lemmas."""
    from spacy.tokens import Doc as NewDoc

    return NewDoc(
        words.vocab,
        words=[t.text for t in words],
        spaces=[bool(t.whitespace_) for t in words],
        tags=[t.tag_ for t in tags],
        pos=[t.pos_ for t in tags],
        morphs=[str(t.morph) for t in tags],
        lemmas=list(lemmas),
        heads=[head for head, _ in arcs],
        deps=[label for _, label in arcs],
        ents=[f"{t.ent_iob_}-{t.ent_type_}" if t.ent_type_ else "O" for t in words],
    )


@dataclass(slots=True)
class Relations:
    """Heads and labels of one sentence while they are turned round; indices are token indices."""

    heads: list[int]
    labels: list[str]

    def below(self, head: int) -> list[int]:
        return [i for i, h in enumerate(self.heads) if h == head and i != head]

    def take_place(self, new: int, old: int) -> None:
        """Puts `new` where `old` hangs."""
        self.heads[new] = new if self.heads[old] == old else self.heads[old]
        self.labels[new] = self.labels[old]
