"""How sure a claim is said to be: modal verbs, adverbs, hedged nouns, the journalistic conditional."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.records import Certainty
from claims.splitting.clauses import Proposition
from claims.text.tree import Tree

if TYPE_CHECKING:
    from claims.text.tokens import Token

_ORDER: tuple[Certainty, ...] = ("certain", "reported", "probable", "possible")


def certainty_of(
    proposition: Proposition, tree: Tree, from_cue: str | None = None, spoken: bool = False
) -> Certainty:
    """The weakest certainty that the clause's words or its cue give it; `spoken` words are a quotation."""
    found: list[Certainty] = [level for level in _ORDER if level == from_cue]
    found += _by_words(proposition, tree)
    found += _by_verb(proposition, tree, spoken)
    return max(found, key=_ORDER.index, default="certain")


def _by_words(proposition: Proposition, tree: Tree) -> list[Certainty]:
    near = " ".join(
        t.lower_ for t in proposition.tokens if _bears_on_clause(t, proposition.head, tree)
    )
    whole = " ".join(t.lower_ for t in proposition.tokens)
    found: list[Certainty] = []
    for level in ("possible", "probable", "reported"):
        for phrase in tree.language.modality[level].get("never", ()):
            if phrase in whole:
                near, whole = near.replace(phrase.split()[-1], ""), whole.replace(phrase, "")
        for word in tree.language.modality[level]["words"]:
            if f" {word} " in f" {whole if ' ' in word else near} ":
                found += [known for known in _ORDER if known == level]
    return found


def _bears_on_clause(token: Token, head: Token, tree: Tree) -> bool:
    """Words of the predicate itself, and of its subject and object, but not of what hangs deeper.

    Nor a participle that makes a tense or stands in an aside ("a attendu", "X, attendu lundi, ...").
    """
    if token.morph.get("VerbForm") == ["Part"]:
        active = any(c.dep_ in tree.aux - tree.passive_aux for c in token.children)
        if active or (token != head and token.dep_ in tree.acl):
            return False
    if token.dep_ == "amod" and token.lower_ in tree.language.modality["probable"].get(
        "said_of", ()
    ):
        return False  # "le témoignage le plus attendu"
    only = tree.language.modality["possible"].get("only", ())
    if token.dep_ == "amod" and any(c.lower_ in only for c in token.head.children):
        return False  # "la seule décision possible"
    if token == head or (token.head == head and token.dep_ not in tree.oblique):
        return True
    above = token.head
    if above.head != head and above != head:
        return False
    return above.dep_ in tree.subject | tree.object | tree.aux | tree.copula | tree.xcomp


def _by_verb(proposition: Proposition, tree: Tree, spoken: bool) -> list[Certainty]:
    modality = tree.language.modality
    head = proposition.head
    verbs = [head, *tree.children(head, tree.aux | tree.copula)]
    if tree.is_infinitive(head) and head.dep_ in tree.xcomp:
        verbs.append(head.head)
    found: list[Certainty] = []
    for verb in verbs:
        lemma = verb.lemma_.lower()
        for level in ("possible", "probable"):
            if lemma in modality[level].get("denied", []) and tree.negated(head):
                continue
            if lemma in modality[level].get("verbs", []) and verb in proposition.tokens:
                found += [known for known in _ORDER if known == level]
        conditional = tree.is_conditional(verb) or (
            head.dep_ not in tree.ccomp and _has_its_form(verb, tree)
        )
        if conditional and verb in proposition.tokens and not _is_future(verb, head, tree):
            hearsay = not spoken or lemma in modality["reported"].get("hearsay", ())
            level = _conditional(lemma, proposition, tree)
            found.append(level if hearsay or level != "reported" else "possible")
    return found


def _has_its_form(verb: Token, tree: Tree) -> bool:
    """ "dépasserait": the infinitive with an ending of the conditional, whatever the tagger says."""
    endings = tree.language.modality["reported"].get("conditional_endings", ())
    stem = verb.lemma_.lower().removesuffix("e")
    return any(verb.lower_ == f"{stem}{ending}" for ending in endings)


def _is_future(verb: Token, head: Token, tree: Tree) -> bool:
    """ "a promis qu'il viendrait": what was still to come when somebody told of it."""
    teller, sure = head.head, tree.language.modality["reported"].get("future_after", ())
    perfect = verb != head and verb.dep_ in tree.aux - tree.passive_aux
    lemma = tree.language.verb_forms.get(teller.lower_, teller.lemma_.lower())
    told = head.dep_ in tree.ccomp and lemma in sure
    past = (teller, *tree.light_verbs(teller))  # "a fait savoir que", "a indiqué que"
    return told and not perfect and any(v.morph.get("VerbForm") == ["Part"] for v in past)


def _conditional(lemma: str, proposition: Proposition, tree: Tree) -> Certainty:
    """ "devrait": expected; "pourrait": possible; with "si": possible; else hearsay."""
    modality = tree.language.modality
    if lemma in modality["probable"]["conditional_verbs"]:
        return "probable"
    if lemma in modality["possible"].get("verbs", []):
        return "possible"
    conditions = modality["possible"]["conditions"]
    if any(t.lower_ in conditions and t.dep_ in tree.mark for t in proposition.head.subtree):
        return "possible"
    return "reported"
