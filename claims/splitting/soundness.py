"""Whether a piece of a sentence is a sentence of its own, told from its words.

The parse that took the sentence apart may be wrong; what a claim needs can be seen without it: a
finite verb that no subordinating word claims, a subject of that verb's number, the clause that a
reporting verb tells, the other half of a cleft, an end that waits for nothing.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from claims.attribution.frames import Frame
from claims.languages.loader import words
from claims.splitting.clauses import Proposition
from claims.splitting.conjugation import lent_auxiliary
from claims.splitting.fragments import may_be_verb
from claims.splitting.wording import without_loose_commas
from claims.text.tree import Tree

if TYPE_CHECKING:
    from claims.text.tokens import Token

_BOUND = ("relative", "adverbial", "coordination", "parataxis")
_MADE = ("accusation", "among", "spoken", "participle")  # by templates that bring their own verb


def fault(proposition: Proposition, draft: str, frames: tuple[Frame, ...], tree: Tree) -> str:
    """What is wrong with the proposition as a claim worded `draft`; "" where nothing is.

    For languages with a table `[sound]` of their grammar; the others' claims are all taken as right.
    """
    table = tree.language.grammar.get("sound")
    if table is None or not draft or not proposition.tokens:
        return ""
    if _is_unbalanced(draft):
        return "marks"
    if _is_relative(proposition, draft, tree):
        return "relative"
    if proposition.rule in _MADE or proposition.rule.startswith("nominal"):
        return ""
    checks = (
        ("verb", _lacks_verb(proposition, table, tree)),
        ("two subjects", has_two_subjects(proposition, draft, tree)),
        ("no subject", _opens_with_verb(proposition, table, tree)),
        ("end", _waits(proposition, table, tree)),
        ("number", _disagrees(proposition, table, tree)),
        ("comma", _has_half_an_aside(proposition, table, tree)),
        ("hole", _has_hole(proposition, table, tree)),
        ("second verb", _has_second_verb(proposition, table, tree)),
        ("told", bool(cut_off(proposition, frames))),
        ("cleft", lacks_relative(proposition, table)),
    )
    return next((name for name, wrong in checks if wrong), "")


def is_left_over(proposition: Proposition, tree: Tree) -> bool:
    """ "Le ministre devrait [annoncer P]", "X a affirmé [que P]": what is left when P is a claim of its own."""
    table, head = tree.language.grammar.get("sound"), proposition.head
    if table is None or proposition.rule.startswith("nominal") or not tree.is_finite(head):
        return False
    last = max((t.i for t in proposition.tokens), default=head.i)
    behind = [t for t in proposition.tokens if t.i > head.i and t.pos_ != "ADV" and not t.is_punct]
    rest = [t for t in head.doc[last + 1 :] if not t.is_punct]
    if behind or not rest:
        return False
    keys = tree.lemma_keys(head)
    reports = any("clause" in c.content for k in keys for c in tree.language.verbs.get(k, ()))
    light = head.lemma_.lower() in words(table["light"])
    clause = reports and any(c.i > last for c in tree.children(head, tree.ccomp))
    return clause or (light and any(c.i > last for c in tree.children(head, tree.xcomp)))


def _is_unbalanced(draft: str) -> bool:
    """A bracket or a quotation mark without its other half."""
    pairs = (("(", ")"), ("«", "»"), ("“", "”"), ("[", "]"))
    return any(draft.count(a) != draft.count(b) for a, b in pairs) or draft.count('"') % 2 == 1


def _is_relative(proposition: Proposition, draft: str, tree: Tree) -> bool:
    """ "Dont quatre sont vides", "Les silos dont quatre sont vides": no sentence, but a noun's clause."""
    openers = tree.language.grammar["fragment_openers"]
    words, first = draft.lower().rstrip(".").split(), proposition.tokens[0].lower_
    if words[0] in openers:
        return True
    if proposition.rule != "relative" or first not in openers:
        return False
    subject = tree.own_subject(proposition.head)
    owned = first in tree.language.grammar["owner_relatives"] and subject is not None
    personal = tree.language.anaphors["pronouns"]
    return first in words or (owned and subject is not None and subject.lower_ in personal)


def main_verbs(tokens: tuple[Token, ...], table: dict[str, Any], tree: Tree) -> list[Token]:
    """Finite verbs that no subordinating word before them claims, each of which claims one."""
    found: list[Token] = []
    waiting = 0
    for token in tokens:
        if token.lower_ in table["subordinating"] and not _restricts(token, table):
            waiting += 1
        elif may_be_verb(token, tree):
            if waiting:
                waiting -= 1
            else:
                found.append(token)
    return found


def has_two_subjects(proposition: Proposition, draft: str, tree: Tree) -> bool:
    """ "[On] la mairie redoute": the subject of another clause put before a noun that is the subject."""
    first, head = proposition.tokens[0], proposition.head
    if proposition.rule != "coordination" or first.pos_ != "DET" or not tree.is_finite(head):
        return False
    if draft.lower().startswith(first.lower_):
        return False
    subject, noun = tree.own_subject(head), first.head
    if subject is not None and subject in proposition.tokens:
        return False
    near = noun.i < head.i and noun.right_edge.i + 1 >= head.left_edge.i
    return noun.pos_ in ("NOUN", "PROPN") and near and not tree.is_time_phrase(noun)


def _opens_with_verb(proposition: Proposition, table: dict[str, Any], tree: Tree) -> bool:
    """ "Auraient approuvé chaque dépense", "De n'avoir jamais lu l'acte": nobody does it."""
    first, *rest = proposition.tokens[:4]
    head = proposition.head
    if head.dep_ in tree.conj and head.head.dep_ in tree.xcomp and tree.is_infinitive(head):
        return False  # "propose de payer P et de vendre Q": it shares its subject
    if first.lower_ in tree.language.grammar["of"][:2]:
        return any(t.morph.get("VerbForm") == ["Inf"] for t in rest[:3])
    inverted = bool(rest) and rest[0].text.startswith("-")
    own = tree.own_subject(head)
    late = own is not None and own.i > head.i and own.pos_ in ("NOUN", "PROPN")
    return _is_finite(first) and first in (head, *head.children) and late and not inverted


def _restricts(token: Token, table: dict[str, Any]) -> bool:
    """ "n'était due que pour partie": a "que" that no clause follows."""
    after = token.doc[token.i + 1 : token.i + 2]
    return token.lower_ in table["restricting"] and bool(after) and after[0].pos_ in ("ADP", "NUM")


def _lacks_verb(proposition: Proposition, table: dict[str, Any], tree: Tree) -> bool:
    """ "La vieille dame, dans une lettre dont on doute": no verb says anything of the noun."""
    if tree.is_infinitive(proposition.head) and not _subject_before(proposition, tree):
        return False  # made finite, with the subject that it shares
    if lent_auxiliary(proposition.head, tree):
        return False
    return not main_verbs(_without_opener(proposition, table), table, tree)


def _without_opener(proposition: Proposition, table: dict[str, Any]) -> tuple[Token, ...]:
    """The tokens of a clause split off without the word that binds it to the clause above."""
    tokens = proposition.tokens
    if proposition.rule not in _BOUND:
        return tokens
    first = next((k for k, t in enumerate(tokens[:4]) if t.lower_ in table["subordinating"]), None)
    return tokens if first is None else (*tokens[:first], *tokens[first + 1 :])


def _subject_before(proposition: Proposition, tree: Tree) -> bool:
    subject = tree.own_subject(proposition.head)
    return subject is not None and subject in proposition.tokens


def _waits(proposition: Proposition, table: dict[str, Any], tree: Tree) -> bool:
    """A last word that something must follow (a preposition, an article, "ne"), a clause not ended."""
    last = proposition.tokens[-1]
    if last.lower_ in table["never_last"]:
        return True
    if _is_open(proposition.tokens, table, tree):
        return True
    return last.dep_ in tree.aux | tree.copula and last.i < last.head.i


def _is_open(tokens: tuple[Token, ...], table: dict[str, Any], tree: Tree) -> bool:
    """ "... un bureau, dont le rapport": a relative clause behind a comma without its verb."""
    last = next(
        (k for k in range(len(tokens) - 1, 0, -1) if tokens[k].lower_ in table["opened"]), 0
    )
    if last == 0 or tokens[last - 1].text != "," or tokens[last].i == 0:
        return False
    return not any(may_be_verb(t, tree) for t in tokens[last + 1 :])


def _disagrees(proposition: Proposition, table: dict[str, Any], tree: Tree) -> bool:
    """ "Le toit ont": a noun in the singular, by its article, with a verb in the plural, or the reverse."""
    subject, head = tree.own_subject(proposition.head), proposition.head
    if subject is None or subject.pos_ != "NOUN" or subject not in proposition.tokens:
        return False
    if tree.children(subject, tree.conj) or subject.lemma_.lower() in table["of_many"]:
        return False
    verbs = [v for v in (*tree.children(head, tree.aux | tree.copula), head) if _is_finite(v)]
    articles = [c.lower_ for c in tree.children(subject, tree.det) if c.i < subject.i]
    if not verbs or not articles or verbs[0].i < subject.i:
        return False
    plural = verbs[0].morph.get("Number") == ["Plur"]
    if verbs[0].lower_.endswith("nt") != plural:
        return False
    return articles[0] in table["singular"] if plural else articles[0] in table["plural"]


def _is_finite(token: Token) -> bool:
    return token.morph.get("VerbForm") == ["Fin"]


def _has_half_an_aside(proposition: Proposition, table: dict[str, Any], tree: Tree) -> bool:
    """ "Le préfet chargé du contrôle, aurait demandé": a comma between subject and verb, and no other."""
    subject, head = tree.own_subject(proposition.head), proposition.head
    if subject is None or subject.pos_ not in ("NOUN", "PROPN") or subject.i > head.i:
        return False
    verbs = [v for v in (*tree.children(head, tree.aux | tree.copula), head) if _is_finite(v)]
    if not verbs or tree.children(subject, tree.conj):
        return False
    first = subject.left_edge
    if first.i > 0 and first.nbor(-1).text == "," and first.nbor(-1) in proposition.tokens:
        return False  # a name beside a noun, read as the subject
    kept = without_loose_commas(list(proposition.tokens), subject)
    return sum(t.text == "," for t in kept if subject.i < t.i < verbs[0].i) == 1


def _has_hole(proposition: Proposition, table: dict[str, Any], tree: Tree) -> bool:
    """ "Le juge [, qui attend un avis pour rendre] sa décision": a clause cut out in its middle."""
    tokens = proposition.tokens
    for before, after in pairwise(tokens):
        cut = before.doc[before.i + 1 : after.i]
        if not any(_is_finite(t) for t in cut):
            continue
        joint = cut[0].is_punct or cut[0].dep_ in tree.coordinator
        if joint and not cut[-1].is_punct and after.pos_ in table["behind_hole"]:
            return True
    return False


def _has_second_verb(proposition: Proposition, table: dict[str, Any], tree: Tree) -> bool:
    """ "La preuve était rapportée, ne l'a pas suivie": two verbs, one subject, only a comma between."""
    verbs = main_verbs(_without_opener(proposition, table), table, tree)
    verbs = [v for v in verbs if _is_finite(v)]
    for first, second in pairwise(verbs):
        between = [t for t in proposition.tokens if first.i < t.i < second.i]
        commas = [k for k, t in enumerate(between) if t.text == ","]
        if not commas or any(t.dep_ in tree.coordinator or t.text in ":;–—-(" for t in between):
            continue
        after = between[commas[-1] + 1 :]
        if all(t.pos_ in ("ADV", "PART") or t.lower_ in table["clitics"] for t in after):
            return len(commas) % 2 == 1
    return False


def cut_off(proposition: Proposition, frames: tuple[Frame, ...]) -> list[Frame]:
    """ "sans que l'on puisse affirmer": frames whose verb is inside, and what it tells outside."""
    kept = {t.i for t in proposition.tokens}
    return [
        f for f in frames
        if f.head is not None and f.head.i in kept and f.content and not f.content & kept
        and f.head != proposition.head and f.nominal is None
    ]  # fmt: skip


def lacks_relative(proposition: Proposition, table: dict[str, Any]) -> bool:
    """ "C'est à la même chaîne [que P]", "il y a des bêtes [qui P]": the half that says something cut off."""
    text = " ".join(t.lower_ for t in proposition.tokens[:4])
    last = proposition.tokens[-1]
    after = last.doc[last.i + 1 : last.i + 3]
    opened = bool(after) and (after[0].lower_ in table["opened"])
    parted = len(after) == 2 and after[0].text == "," and after[1].lower_ in table["opened"]
    if re.match(table["existential"], text):
        return opened or parted
    return opened and bool(re.match(table["cleft"], text))
