"""Repairs of parses that lose a clause's subject, or a participle, beside what stands between commas.

Each gives the words new arcs (head and label by token index) in place, and tells whether it did.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from claims.languages import Language
from claims.text.arcs import (
    Arcs,
    Labelled,
    by_label,
    has_subject,
    is_bare_participle,
    is_finite,
    is_present_participle,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

_NOMINAL = ("NOUN", "PROPN", "PRON")
_CLITICS = ("ADV", "PRON", "PART")
_LOOSE = ("dep", "conj", "ccomp", "parataxis", "advcl", "acl")


def find_asides(doc: Doc, arcs: Arcs, language: Language) -> bool:
    """Whether anything was wrong; `arcs` are put right."""
    words = by_label(doc)
    changed = [
        _subject_before_asides(doc, arcs, language),
        _participle_as_root(doc, arcs),
        _name_beside(words, arcs),
        _age_of_name(doc, arcs, language),
        _relative_of_speaker(words, arcs, language),
        _subject_behind_front(doc, arcs, language),
        _word_behind_noun(words, arcs),
        _agreeing_relative(doc, arcs, language),
    ]
    return any(changed)


def _subject_before_asides(doc: Doc, arcs: Arcs, language: Language) -> bool:
    """ "Jugé depuis lundi, Luc Petit, 67 ans, a nié P": the subject stands between the front and asides."""
    front = next(t for t in doc if t.head == t)
    root = _behind_front(front)
    if has_subject(root) or not is_finite(root):
        return False
    parts = [root, *(c for c in root.children if c.dep_.startswith(("aux", "cop")))]
    segments = _segments(doc, _first_of(parts))
    names = [k for k, segment in enumerate(segments) if is_noun_phrase(segment, language)]
    if not names:
        return False
    asides = segments[names[0] + 1 :]
    relatives = language.grammar["repairs"]["relatives"]
    if any(_is_clause(s) or any(t.lower_ in relatives for t in s[:2]) for s in asides):
        return False  # others put relative clauses right
    subject = next(t for t in segments[names[0]] if t.pos_ in _NOMINAL)
    finite = next((t for t in parts if t.morph.get("VerbForm") == ["Fin"]), root)
    number = subject.morph.get("Number"), finite.morph.get("Number")
    if all(number) and number[0] != number[1]:
        return False
    arcs[root.i] = (root.i, "ROOT")
    if front != root:
        arcs[front.i] = (root.i, "advcl")
    arcs[subject.i] = (root.i, "nsubj")
    for beside in (s.root for s in asides):
        if beside.pos_ in _NOMINAL and beside.head.i < subject.i:
            arcs[beside.i] = (subject.i, "appos")
    return True


def _behind_front(front: Token) -> Token:
    """The finite verb behind a comma, where the root is but a participle that opens the sentence."""
    if front.i > 1 or not is_bare_participle(front):
        return front
    behind = (t for t in front.doc[front.i + 1 :] if is_finite(t) and not has_subject(t))
    bare = (t for t in behind if not any(c.dep_ in ("mark", "cc") for c in t.children))
    return next(bare, front)


def _first_of(parts: list[Token]) -> int:
    """Index of the first word of a verb with its auxiliaries and clitics."""
    first = min(parts, key=lambda t: t.i)
    while first.i > 0 and first.nbor(-1).pos_ in _CLITICS and first.nbor(-1).head in parts:
        first = first.nbor(-1)
    return first.i


def _segments(doc: Doc, end: int) -> list[Span]:
    """What stands between commas before a token, if a comma precedes it and none is inside a list."""
    if end < 2 or doc[end - 1].text != ",":
        return []
    commas = [-1, *(t.i for t in doc[:end] if t.text == ",")]
    spans = [doc[a + 1 : b] for a, b in pairwise(commas)]
    return [s for s in spans if len(s)]


def is_noun_phrase(segment: Span, language: Language, some: bool = False) -> bool:
    """A noun phrase that no preposition, clause or time makes a circumstance.

    `some` tells that one may begin with "des" or a number.
    """
    first = segment[0]
    if some and first.lower_ in language.grammar["repairs"]["indefinite"]:
        return any(t.pos_ == "NOUN" for t in segment) and not _is_clause(segment)
    noun = next((t for t in segment if t.pos_ in _NOMINAL), None)
    if noun is None or noun.pos_ == "PRON" or _is_clause(segment):
        return False
    if first.pos_ not in ("DET", "PROPN") or any(
        c.dep_ == "case" for c in noun.children if c.i < noun.i
    ):
        return False
    known = language.times
    times = {*known.get("nouns", ()), *known["weekdays"], *known["months"], *known.get("days", {})}
    timed = not times.isdisjoint({noun.lemma_.lower(), noun.lower_})
    return not timed and not any(t.text.startswith("-") for t in segment)


def _is_clause(segment: Span) -> bool:
    return any(t.morph.get("VerbForm") == ["Fin"] for t in segment)


def _participle_as_root(doc: Doc, arcs: Arcs) -> bool:
    """ "Selon une source ayant requis (qui a requis) l'anonymat, P": P is the root, the rest the source's."""
    root = next(t for t in doc if t.head == t)
    relative = any(c.dep_.startswith("nsubj") and _is_relative(c) for c in root.children)
    if not relative and (is_finite(root) or not is_present_participle(root)):
        return False
    noun = next((c for c in root.children if c.pos_ in _NOMINAL and c.i < root.i), None)
    below = (t for t in root.subtree if t.i > root.i and t.dep_ in (*_LOOSE, "acl:relcl"))
    main = next((t for t in below if is_finite(t) and _opens_bare(t, root)), None)
    if noun is None or main is None or noun.i + 3 < root.left_edge.i:
        return False
    if not any(c.dep_ == "case" for c in noun.children):
        return False
    label = "acl:relcl" if relative else "acl"
    arcs[main.i], arcs[root.i] = (main.i, "ROOT"), (noun.i, label)
    arcs[noun.i] = (main.i, "obl:mod")
    for child in root.children:
        if child.i > main.left_edge.i and child != main:
            arcs[child.i] = (main.i, child.dep_)
    if not has_subject(main):
        between = doc[_comma_before(main, root) + 1 : main.i]
        subject = next((t for t in between if t.pos_ in ("NOUN", "PROPN")), None)
        if subject is not None:
            passive = any(c.dep_ == "aux:pass" for c in main.children)
            arcs[subject.i] = (main.i, "nsubj:pass" if passive else "nsubj")
    return True


def _is_relative(token: Token) -> bool:
    return token.morph.get("PronType") == ["Rel"]


def _comma_before(verb: Token, above: Token) -> int:
    """Index of the first comma behind `above` and before `verb`, -1 where there is none."""
    return next((t.i for t in verb.doc[above.i : verb.i] if t.text == ","), -1)


def _opens_bare(verb: Token, above: Token) -> bool:
    """A clause behind a comma that no mark or relative pronoun opens, with a noun before its verb."""
    comma = _comma_before(verb, above)
    if comma < 0:
        return False
    first = verb.doc[comma + 1]
    return first.pos_ in ("DET", "PROPN", "PRON", "NUM", "ADP") and not _is_relative(first)


def _name_beside(words: Labelled, arcs: Arcs) -> bool:
    """ "Son président, Luc Petit, a indiqué", with the name read as a second party: it is the first's."""
    changed = False
    for name in words["conj"]:
        doc, noun = name.doc, name.head
        if name.pos_ != "PROPN" or noun.pos_ != "NOUN" or not noun.i < name.i < len(doc) - 1:
            continue
        if arcs[name.i] != (noun.i, "conj"):
            continue  # found to be a subject
        singular = noun.morph.get("Number") == ["Sing"]
        joined = any(c.dep_ == "cc" for c in (*noun.children, *name.children))
        alone = len([c for c in noun.children if c.dep_ == "conj"]) == 1
        if singular and alone and not joined and doc[name.i - 1].text == name.nbor(1).text == ",":
            arcs[name.i] = (noun.i, "appos")
            changed = True
    return changed


def _age_of_name(doc: Doc, arcs: Arcs, language: Language) -> bool:
    """ ", raconte Anne Roy, 58 ans, qui V": the age is the name's, and so is the clause behind it."""
    changed, table = False, language.grammar["repairs"]
    for name, comma, number, years in zip(doc, doc[1:], doc[2:], doc[3:], strict=False):
        if name.pos_ != "PROPN" or comma.text != "," or years.lower_ not in table["years"]:
            continue
        if not number.like_num or years.head == name:
            continue
        arcs[years.i], arcs[number.i] = (name.i, "appos"), (years.i, "nummod")
        changed = True
        who = doc[years.i + 2] if years.i + 2 < len(doc) - 1 else years
        if who.lower_ == table["who"] and who.head.i > who.i:
            arcs[who.head.i] = (name.i, "acl:relcl")
    return changed


def _relative_of_speaker(words: Labelled, arcs: Arcs, language: Language) -> bool:
    """ "a dit le maire, qui P", "C'est le maire, venu à pied, qui P": the clause is the noun's."""
    changed = False
    for verb in (*words["acl"], *words["acl:relcl"]):
        doc, first = verb.doc, verb.left_edge
        if first.lower_ != language.grammar["repairs"]["who"]:
            continue
        if first.i < 2 or first.nbor(-1).text != ",":
            continue
        above, noun = verb.head, None
        if above.pos_ == "VERB":
            behind = [c for c in above.children if above.i < c.i < first.i]
            noun = next((c for c in behind if c.pos_ in ("NOUN", "PROPN")), None)
        root = next(t for t in doc if t.head == t)
        subject = next((c for c in root.children if c.dep_.startswith("nsubj")), None)
        cleft = subject is not None and subject.lower_ in language.grammar["cleft_subjects"]
        if cleft and root.pos_ == "NOUN" and root.i < above.i:
            inside = [a for a in above.ancestors if a.pos_ == "VERB" and root.i < a.i]
            noun = root if inside else noun
        if noun is not None and noun != above:
            arcs[verb.i] = (noun.i, "acl:relcl")
            changed = True
    return changed


def _subject_behind_front(doc: Doc, arcs: Arcs, language: Language) -> bool:
    """ "Selon un élu qui a parlé, des murs ont cédé", with "murs" hung in front: it is the subject."""
    root = next(t for t in doc if t.head == t)
    if has_subject(root) or not is_finite(root):
        return False
    parts = [root, *(c for c in root.children if c.dep_.startswith(("aux", "cop")))]
    first = _first_of(parts)
    comma = next((t.i for t in reversed(doc[:first]) if t.text == ","), None)
    if (
        comma is None
        or comma + 1 >= first
        or not is_noun_phrase(doc[comma + 1 : first], language, True)
    ):
        return False
    subject = next(t for t in doc[comma + 1 : first] if t.pos_ in _NOMINAL)
    if subject.head.i > comma:
        return False
    passive = any(c.dep_ == "aux:pass" for c in root.children)
    arcs[subject.i] = (root.i, "nsubj:pass" if passive else "nsubj")
    return True


def _word_behind_noun(words: Labelled, arcs: Arcs) -> bool:
    """ "un produit interdit", with the last word read as a verb beside the sentence: it is the noun's."""
    changed = False
    for word in (*words["parataxis"], *words["dep"]):
        noun = word.doc[max(word.i - 1, 0)]
        bare = word.pos_ == "VERB" and not [c for c in word.children if not c.is_punct]
        if bare and noun.pos_ == "NOUN":
            arcs[word.i] = (noun.i, "acl")
            word.set_morph("Tense=Past|VerbForm=Part")
            changed = True
    return changed


def _is_kind(noun: Token, language: Language) -> bool:
    """ "un voisin d'emplacement": a bare noun that says of what kind the one before it is."""
    bare = language.grammar["of"][:2]
    of = any(c.dep_ == "case" and c.lower_ in bare for c in noun.children)
    return (
        noun.dep_ == "nmod" and of and not any(c.dep_ in ("det", "nummod") for c in noun.children)
    )


def _agreeing_relative(doc: Doc, arcs: Arcs, language: Language) -> bool:
    """ "des pressions du laboratoire, lequel dément": what the pronoun agrees with."""
    changed = False
    agreeing = language.grammar["repairs"]["agreeing"]
    for pronoun in (t for t in doc[1:] if t.lower_ in agreeing):
        verb = pronoun.head
        if verb.i < pronoun.i:
            continue
        wanted = (pronoun.morph.get("Gender"), pronoun.morph.get("Number"))
        before = (t for t in reversed(doc[: pronoun.i]) if t.pos_ == "NOUN")
        nouns = (t for t in before if not _is_kind(t, language))
        noun = next(
            (t for t in nouns if (t.morph.get("Gender"), t.morph.get("Number")) == wanted), None
        )
        if noun is not None and verb.head != noun and verb.dep_ in ("acl:relcl", "acl", "advcl"):
            arcs[verb.i] = (noun.i, "acl:relcl")
            changed = True
    return changed
