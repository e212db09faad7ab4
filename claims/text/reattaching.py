"""Repairs of parses that news sentences of certain shapes get wrong, whatever the words.

A parser trained on other text loses the main verb behind a long relative clause ("X, qui a ...,
même ..., pourrait ...") and the subject of a second clause ("deux ont péri et une troisième est
portée disparue"). Both can be told from the commas, the conjunction and the verbs' forms alone.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from claims.languages import Language
from claims.text.arcs import (
    Arcs,
    apply,
    has_subject,
    is_bare_participle,
    is_finite,
    is_finite_form,
    is_tree,
    opening,
    opens_after_comma,
    root_of,
)
from claims.text.asides import find_asides
from claims.text.behind_quotation import report_behind
from claims.text.deeds import find_deeds
from claims.text.fronted import content_as_root, fronted_as_root, fronted_clause_as_root
from claims.text.function_words import function_words, marks_as_marks
from claims.text.governed import causative, parted_infinitive
from claims.text.joined import join_anew
from claims.text.misreadings import reread, retag
from claims.text.tellers import find_tellers

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_NOMINAL = ("NOUN", "PROPN", "ADJ", "NUM", "PRON", "X")
_LONGEST_FRONT = 12  # words of a participle clause before its comma

Grammar = dict[str, Any]


def reattached(doc: Doc, language: Language) -> Doc:
    """The same words with such arcs put right; the doc itself where nothing was wrong."""
    if not language.grammar.get("reattach") or len(doc) == 0:
        return doc
    retag(doc, language.grammar)
    doc = marks_as_marks(doc)
    arcs, grammar = [(t.head.i, t.dep_) for t in doc], language.grammar
    if function_words(doc, arcs, grammar):
        doc = apply(doc, arcs)
    repairs = (
        _main_verb_after_relative,
        _verb_below_subject,
        _subject_with_name,
        _subject_of_second,
        _relative_of_a_name,
        _subject_of_aside,
        _relative_as_root,
        fronted_as_root,
        fronted_clause_as_root,
        content_as_root,
        _after_colon,
        _verb_below_object,
        _nobody,
        causative,
        _name_as_complement,
        _inverted_nobody,
        parted_infinitive,
        _asked_as_subject,
    )
    changed = False
    for repair in repairs:
        changed |= _kept(doc, arcs, partial(repair, doc, arcs, grammar))
    for search in (reread, find_asides, find_deeds, find_tellers, report_behind, join_anew):
        changed |= _kept(doc, arcs, partial(search, doc, arcs, language))
    return apply(doc, arcs) if changed else doc


def _kept(doc: Doc, arcs: Arcs, repair: Callable[[], bool]) -> bool:
    """Whether a repair changed `arcs`; one that leaves no tree behind is taken back."""
    before = arcs[:]
    if not repair():
        return False
    if is_tree(arcs):
        return True
    arcs[:] = before
    return False


def _asked_as_subject(doc: Doc, arcs: Arcs, grammar: Grammar) -> bool:
    """ "Contacté, X n'a pas répondu", "Saisie mardi, X juge P": X is the subject, not what stands in front."""
    first = doc[0]
    known = first.lower_ in grammar["circumstances"]
    if not (known or is_bare_participle(first)) or len(doc) < 3:
        return False
    if first.pos_ == "PROPN" and not first.dep_.startswith("nsubj") and doc[1].text == ",":
        first.pos_ = "VERB"  # "Contacté, il n'a rien dit"
        arcs[first.i] = (arcs[first.i][0], "advcl")
        return first.head != first
    if not first.dep_.startswith("nsubj"):
        return False
    comma = next((t.i for t in doc[1:_LONGEST_FRONT] if t.text == ","), len(doc))
    subject = next((c for c in first.children if c.i > comma and c.pos_ in _NOMINAL), None)
    if subject is None or any(c.dep_ == "case" for c in subject.children):
        return False
    arcs[subject.i] = (first.head.i, first.dep_)
    arcs[first.i] = (first.head.i, "advcl")
    first.pos_ = "VERB"
    return True


def _inverted_nobody(doc: Doc, arcs: Arcs, grammar: Grammar) -> bool:
    """ ", a-t-on appris": "on" is the subject, not the "t" between, and the clause is put in."""
    for filler, nobody in pairwise(doc):
        verb = filler.head
        pair = [filler.lower_, nobody.lower_]
        if pair != grammar["repairs"]["inverted_nobody"] or not filler.dep_.startswith("nsubj"):
            continue
        arcs[nobody.i], arcs[filler.i] = (verb.i, "nsubj"), (verb.i, "dep")
        if verb.dep_ == "advcl" and verb.i > verb.head.i:
            arcs[verb.i] = (verb.head.i, "parataxis")
        return True
    return False


def _name_as_complement(doc: Doc, arcs: Arcs, grammar: Grammar) -> bool:
    """ "accuse Line Brun, maire de Sète, d'avoir ...": the name is the object, the noun beside it."""
    found = False
    for name in doc:
        verb = name.head
        if name.pos_ != "PROPN" or name.dep_ != "xcomp" or name.i < verb.i:
            continue
        deeds = [
            c for c in verb.children if c.dep_ == "xcomp" and c.pos_ == "VERB" and c.i > name.i
        ]
        if not deeds or any(c.dep_ in ("case", "mark") for c in name.children):
            continue
        arcs[name.i] = (verb.i, "obj")
        for beside in verb.children:
            behind = name.i < beside.i < deeds[0].i and beside.pos_ == "NOUN"
            if behind and beside.left_edge.i > 0 and doc[beside.left_edge.i - 1].text == ",":
                arcs[beside.i] = (name.i, "appos")
        found = True
    return found


def _main_verb_after_relative(doc: Doc, arcs: Arcs, grammar: Grammar) -> bool:
    """ "X, qui V1 ..., V2": V2 becomes the root, and X its subject."""
    root = root_of(doc)
    if root.pos_ not in _NOMINAL or has_subject(root):
        return False
    if any(c.dep_.startswith(("cop", "aux")) for c in root.children):
        return False
    openers = (grammar["repairs"]["who"], *grammar["owner_relatives"], *grammar["place_relatives"])
    relative = next((t for t in doc[root.i :] if t.lower_ in openers), None)
    if relative is None or relative.i < 2:
        return False
    governed = relative.nbor(-1).pos_ == "ADP"  # "à qui"
    if relative.nbor(-2 if governed else -1).text != ",":
        return False
    after = (t for t in doc[relative.i + 2 :] if opens_after_comma(t, relative, grammar))
    own = relative.lower_ == grammar["repairs"]["who"] and not governed
    main = next((t for t in after if own or any(map(is_finite_form, doc[relative.i : t.i]))), None)
    if main is None:
        return False
    verb = main if main.pos_ == "VERB" or main.dep_ == "ROOT" else main.head
    _make_root(doc, arcs, verb, root, main.i)
    return True


def _verb_below_subject(doc: Doc, arcs: Arcs, grammar: Grammar) -> bool:
    """ "Le parquet reproche à X d'avoir fui", with "reproche" hung on "parquet": the verb is the root."""
    root = root_of(doc)
    if root.pos_ not in ("NOUN", "PROPN") or has_subject(root) or is_finite(root):
        return False
    if any(c.dep_ in ("case", "mark") for c in root.children):
        return False
    verb = next((c for c in root.children if c.i > root.i and c.dep_.startswith("acl")), None)
    if verb is None or verb.morph.get("VerbForm") != ["Fin"] or has_subject(verb):
        return False
    before = [c for c in verb.children if c.i < verb.i]
    bound = any(c.dep_ in ("mark", "obl:mod") or c.is_punct for c in before)
    number = root.morph.get("Number"), verb.morph.get("Number")
    if bound or (all(number) and number[0] != number[1]) or doc[verb.left_edge.i - 1].is_punct:
        return False
    arcs[verb.i], arcs[root.i] = (verb.i, "ROOT"), (verb.i, "nsubj")
    for child in root.children:
        if child.i > verb.i:
            arcs[child.i] = (verb.i, "obl:arg" if child.dep_ == "nmod" else child.dep_)
    return True


def _subject_with_name(doc: Doc, arcs: Arcs, grammar: Grammar) -> bool:
    """ "Son dirigeant, Jean Petit, V": the noun in front is the verb's subject, the name beside it."""
    noun = next((t for t in doc[1:4] if t.pos_ == "NOUN"), None)
    if noun is None or doc[0].pos_ != "DET" or doc[0].head != noun or noun.i + 4 > len(doc):
        return False
    comma, name = doc[noun.i + 1], doc[noun.i + 2]
    root = root_of(doc)
    if comma.text != "," or name.pos_ != "PROPN" or doc[name.i + 1].text != ",":
        return False
    if root != noun and (root.i < name.i or has_subject(root) or noun.head != root):
        return False
    after = next((t for t in doc[name.i + 2 :] if opens_after_comma(t, name, grammar)), None)
    if after is None:
        return False
    verb = after.head if after.pos_ == "AUX" and after.head.i > after.i else after
    for child in root.children if root == noun else ():
        if child.i > verb.i or (child.is_punct and child.i > name.i):
            arcs[child.i] = (verb.i, child.dep_)
    arcs[verb.i] = (verb.i, "ROOT")
    arcs[noun.i] = (verb.i, "nsubj")
    arcs[name.i] = (noun.i, "appos")
    return True


def _make_root(doc: Doc, arcs: Arcs, verb: Token, root: Token, start: int) -> None:
    """Hangs the old root below `verb` as its subject, and what stood left of the comma elsewhere."""
    comma = next(i for i in range(start - 1, 0, -1) if doc[i].text == ",")
    above = verb.head.i if verb.head != verb else root.i
    for child in verb.children:
        if root.i < child.i < comma:
            arcs[child.i] = (above, "dep" if child.pos_ not in _NOMINAL else "nmod")
    if root.pos_ == "ADJ":
        doc[root.i].pos_ = "PROPN" if root.text[:1].isupper() else "NOUN"
    arcs[verb.i] = (verb.i, "ROOT")
    passive = any(c.dep_ == "aux:pass" for c in verb.children)
    arcs[root.i] = (verb.i, "nsubj:pass" if passive else "nsubj")
    last = doc[len(doc) - 1]
    if last.is_punct:
        arcs[last.i] = (verb.i, "punct")


def _subject_of_second(doc: Doc, arcs: Arcs, grammar: Grammar) -> bool:
    """ "V1 et NOUN V2" with both hung on V1: NOUN is the subject of V2."""
    changed = False
    for noun in doc:
        first = noun.head
        if noun.dep_ != "conj" or noun.pos_ not in _NOMINAL or first.pos_ not in ("VERB", "AUX"):
            continue
        joint = next((c for c in noun.children if c.dep_ == "cc"), None)
        if joint is None or joint.i > noun.i or has_subject(noun):
            continue
        verb = next(
            (
                t for t in doc[noun.i + 1 :]
                if t.dep_ == "conj" and t.head in (first, noun) and t.pos_ in ("VERB", "AUX", "ADJ")
            ),
            None,
        )  # fmt: skip
        if verb is None or not is_finite(verb) or has_subject(verb):
            continue
        edge = min([verb.i, *(c.i for c in verb.children if c.i > noun.i)])
        if noun.right_edge.i + 1 < edge and verb not in noun.subtree:
            continue
        passive = any(c.dep_ == "aux:pass" for c in verb.children)
        arcs[noun.i] = (verb.i, "nsubj:pass" if passive else "nsubj")
        arcs[verb.i] = (first.i, "conj")
        arcs[joint.i] = (verb.i, "cc")
        changed = True
    return changed


def _relative_of_a_name(doc: Doc, arcs: Arcs, grammar: Grammar) -> bool:
    """ "une rencontre avec X qui ...": without a comma the clause belongs to the noun, not to the name."""
    changed = False
    for verb in doc:
        first = verb.left_edge
        if verb.dep_ != "acl:relcl" or first.lower_ != grammar["repairs"]["who"] or first.i == 0:
            continue
        name = first.nbor(-1)
        if name.pos_ != "PROPN":
            continue
        above = next((a for a in name.ancestors if _is_indefinite(a, grammar)), None)
        if above is not None and above.i < name.i:
            arcs[verb.i] = (above.i, "acl:relcl")
            changed = True
    return changed


def _subject_of_aside(doc: Doc, arcs: Arcs, grammar: Grammar) -> bool:
    """ "NOUN, PARTICIPLE ..., V": the noun is the verb's subject, the participle an aside."""
    root = root_of(doc)
    if has_subject(root) or not is_finite(root):
        return False
    for aside in root.children:
        if aside.i > root.i or aside.dep_ != "advcl" or not is_bare_participle(aside):
            continue
        noun = next((c for c in aside.children if c.dep_.startswith("nsubj")), None)
        if noun is None or noun.i > aside.i or noun.pos_ not in _NOMINAL:
            continue
        if not any(t.text == "," for t in doc[noun.i : aside.i]):
            continue
        passive = any(c.dep_ == "aux:pass" for c in root.children)
        arcs[noun.i] = (root.i, "nsubj:pass" if passive else "nsubj")
        arcs[aside.i] = (noun.i, "acl")
        return True
    return False


def _relative_as_root(doc: Doc, arcs: Arcs, grammar: Grammar) -> bool:
    """ "X, qui V1 ..., V2" with V1 as the root and X and V2 below it."""
    first, who = root_of(doc), grammar["repairs"]["who"]
    before_verb = (
        t for t in doc[2 : first.i]
        if t.lower_ in (who, *grammar["owner_relatives"], *grammar["content_marks"])
        and t.nbor(-1).text == "," and first in t.ancestors
    )  # fmt: skip
    relative = next(before_verb, None)
    if relative is None or (relative.lower_ == who and relative.head != first):
        return False
    before = (c for c in first.children if c.i < relative.i and c.pos_ in ("NOUN", "PROPN"))
    noun = next(before, None)
    main = next(
        (
            c for c in first.children
            if c.i > first.i and c.pos_ in ("VERB", "AUX", "ADJ") and is_finite(c)
            and not has_subject(c) and doc[opening(c) - 1].text == ","
        ),
        None,
    )  # fmt: skip
    if noun is None or main is None or any(c.dep_ == "case" for c in noun.children):
        return False
    passive = any(c.dep_ == "aux:pass" for c in main.children)
    arcs[main.i] = (main.i, "ROOT")
    arcs[noun.i] = (main.i, "nsubj:pass" if passive else "nsubj")
    arcs[first.i] = (noun.i, "acl:relcl")
    if relative.dep_ == "mark":
        arcs[relative.i] = (first.i, "obj")
    for comma in first.children:
        if comma.is_punct:  # the marks around the clause belong to the sentence
            arcs[comma.i] = (main.i, "punct")
    return True


def _after_colon(doc: Doc, arcs: Arcs, grammar: Grammar) -> bool:
    """A clause with a subject behind a colon stands beside the one before it, with all before its subject."""
    changed = False
    for colon in (t for t in doc[1:-1] if t.text == ":"):
        behind = [t for t in doc[colon.i + 1 :] if is_finite(t) and has_subject(t)]
        verb = next((t for t in behind if t.head.i < colon.i), None)
        if verb is None or verb.dep_ not in ("advcl", "ccomp", "conj", "acl", "dep", "parataxis"):
            continue
        edge = opening(verb)
        lead = [t for t in doc[colon.i + 1 : max(edge, colon.i + 1)] if t.head.i < colon.i]
        parted = lead and lead[0].left_edge.i == colon.i + 1 and doc[edge - 1].text == ","
        governed = all(any(c.dep_ == "case" for c in t.children) for t in lead if not t.is_punct)
        if edge != colon.i + 1 and not (parted and governed):
            continue
        if (arcs[verb.i][1], bool(lead)) != ("parataxis", False):
            arcs[verb.i] = (verb.head.i, "parataxis")
            for token in lead:
                arcs[token.i] = (verb.i, token.dep_)
            changed = True
    return changed


def _verb_below_object(doc: Doc, arcs: Arcs, grammar: Grammar) -> bool:
    """ "ont fait demi-tour" with the bare noun as the root: the verb with its subject is."""
    root = root_of(doc)
    bare = root.pos_ in ("NOUN", "ADJ") and not any(
        c.dep_.startswith(("cop", "nsubj", "det", "case", "aux")) for c in root.children
    )
    verb = next((c for c in root.children if c.pos_ == "VERB" and c.i == root.i - 1), None)
    if not bare or verb is None or verb.dep_ != "dep" or not is_finite(verb):
        return False
    if not has_subject(verb):
        return False
    arcs[verb.i] = (verb.i, "ROOT")
    arcs[root.i] = (verb.i, "obj")
    for child in root.children:
        if child != verb:
            arcs[child.i] = (verb.i, child.dep_)
    return True


def _nobody(doc: Doc, arcs: Arcs, grammar: Grammar) -> bool:
    """ "..., et personne ne V": "personne" is the subject of V, and the clause a second one."""
    root = root_of(doc)
    for noun in doc[1:-2]:
        joint = noun.nbor(-1)
        if noun.lower_ not in grammar["repairs"]["nobody"] or joint.pos_ != "CCONJ":
            continue
        if noun.nbor(1).lower_ not in grammar["negations"] or noun.dep_.startswith("nsubj"):
            continue
        after = (t for t in doc[noun.i + 2 : noun.i + 6] if t.pos_ in ("VERB", "AUX"))
        verb = next(after, None)
        if verb is None or verb == root or noun in root.lefts:
            continue
        verb = verb.head if verb.dep_.startswith(("aux", "cop")) else verb
        if verb == root or verb.i < noun.i:
            continue
        arcs[noun.i] = (verb.i, "nsubj")
        arcs[joint.i] = (verb.i, "cc")
        arcs[verb.i] = (root.i, "conj")
        return True
    return False


def _is_indefinite(noun: Token, grammar: Grammar) -> bool:
    return noun.pos_ == "NOUN" and any(
        c.lower_ in grammar["repairs"]["indefinite"] for c in noun.children
    )
