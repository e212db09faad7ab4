"""Relative clauses as sentences of their own: which noun they belong to, and where it goes in."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from claims.attribution.mentions import noun_class
from claims.languages.loader import words
from claims.splitting.clauses import Proposition
from claims.splitting.phrases import (
    definite,
    elided,
    finish,
    join,
    noun_phrase,
    of_phrase,
    place_preposition,
)
from claims.text.tree import Tree, is_plural

if TYPE_CHECKING:
    from claims.text.tokens import Token


def place_opening(proposition: Proposition, tree: Tree) -> str:
    """ "X, où P" becomes "À X, P": the antecedent with its own preposition."""
    first, head = proposition.tokens[0], proposition.head
    if first.lower_ not in tree.language.grammar.get("place_relatives", ()):
        return ""
    noun, wording = _spot(antecedent(first, head, tree), first, tree), tree.language.wording
    if noun.pos_ not in ("NOUN", "PROPN"):
        return ""
    cases = [t for t in tree.children(noun, tree.case) if t.i < noun.i]
    beside = frozenset(c.i for c in noun.children if c.pos_ == "ADV" and c.i < noun.i)
    phrase = noun_phrase(noun, tree, beside)
    named = noun.pos_ == "PROPN" or "place_inside" not in wording
    plain = place_preposition(noun, tree) or wording["place" if named else "place_inside"]
    lead = join(cases) if cases and cases[0].lower_ not in tree.language.grammar["of"] else plain
    held = tree.language.grammar.get("fused", {}).get(lead.lower())
    if held and phrase.lower().startswith(f"{held} "):  # "au" holds the article already
        lead = tree.language.grammar["to"][0]
    after = proposition.tokens[1:2]
    inverted = bool(after) and after[0].pos_ in ("VERB", "AUX")
    whole = phrase if phrase.lower().startswith(lead.lower()) else elided(lead, phrase, tree)
    return whole if inverted else f"{whole},"


def _spot(noun: Token, relative: Token, tree: Tree) -> Token:
    """ "une usine d'obus, où P": the place among the nouns before, where the nearest noun is none.

    What stands in a place already ("à une fête") gives way only to one set off by a comma.
    """
    places = tree.language.anaphors.get("places")
    if places is None:
        return noun
    near = relative.doc[max(relative.i - 2, 0)]
    named = near.pos_ == "PROPN" and relative.nbor(-1).text == "," if relative.i > 1 else False
    if named and any(c.lower_ in places["kept"] for c in tree.children(near, tree.case)):
        return near  # "le transfert en Pologne, où P"
    own = any(c.lower_ in places["kept"] for c in tree.children(noun, tree.case))
    nouns = [t for t in noun.doc[: relative.i] if t.pos_ in ("NOUN", "PROPN")][-6:]
    if own or place_preposition(noun, tree) or noun.ent_type_ == "LOC":
        after = (t for t in nouns if t.i > noun.i and _set_off(t, places["kept"], tree))
        return next(after, noun)
    spots = [t for t in nouns if place_preposition(t, tree) or _set_off(t, places["kept"], tree)]
    return spots[-1] if spots else noun


def _set_off(noun: Token, kept: list[str], tree: Tree) -> bool:
    """ ", à Vladivostok,": a named place behind a comma, with its preposition."""
    cases = [c for c in tree.children(noun, tree.case) if c.lower_ in kept]
    named = noun.ent_type_ == "LOC" and noun.pos_ == "PROPN"
    return named and bool(cases) and cases[0].i > 0 and cases[0].nbor(-1).text == ","


def antecedent(relative: Token, head: Token, tree: Tree) -> Token:
    """The noun a relative clause belongs to: the one before the clause where the parse shows a verb."""
    noun, doc = head.head, relative.doc
    joined = relative.i > 1 and relative.nbor(-1).lower_ in tree.language.grammar["joining"]
    if joined:  # "X, qui V1 et dont Y V2": both belong to X
        first = next((t for t in reversed(doc[: relative.i]) if t.dep_ in tree.relcl), None)
        if first is not None and first.head.i < first.i:
            return first.head
    if noun.pos_ in ("NOUN", "PROPN", "PRON", "NUM") and head.dep_ in tree.relcl:
        return meant_noun(noun, head, tree)
    before = (t for t in reversed(doc[max(0, relative.i - 4) : relative.i]))
    return next((t for t in before if t.pos_ in ("NOUN", "PROPN")), noun)


def meant_noun(noun: Token, verb: Token, tree: Tree) -> Token:
    """The noun that a relative clause is about, where the parse hung it on one that it can't mean.

    "étaient en train de préparer une visite, qui ..." is of the visit; "une élue de la majorité, qui
    ..." of the person; "celui de Jean Petit, qui ..." of Jean Petit.
    """
    if not tree.language.grammar.get("reattach"):
        return noun
    if _is_date(noun, tree):  # "l'explosion d'un four, le 4 mars, qui ..."
        before = (t for t in reversed(noun.doc[: noun.i]) if t.pos_ == "NOUN")
        event = next((t for t in before if _agree(t, verb, tree)), None)
        return _whole(event, tree) if event is not None else noun
    nouns = [t for t in noun.doc[noun.i + 1 : verb.left_edge.i] if t.pos_ in ("NOUN", "PROPN")]
    if tree.children(noun, tree.copula) and nouns:
        dated = _is_date(nouns[-1], tree)
        meant = (t for t in reversed(nouns) if _agree(t, verb, tree) and not _is_date(t, tree))
        found = next(meant, noun)
        return _whole(found, tree) if dated else found
    if noun.pos_ == "PRON" and nouns and nouns[0].pos_ == "PROPN" and nouns[0].head == noun:
        return nouns[0]
    if not tree.preceding_comma(verb):
        return noun
    names = (t for t in nouns if t.head == noun and t.pos_ == "PROPN" and " " in t.text)
    name = next(names, None)
    if name is not None and _needs_somebody(verb, tree) and not _can_act(noun, tree):
        return name  # "la victoire de Luc Petit, novice à ce niveau, qui a quitté la salle"
    whole = noun.head
    part = noun.dep_ in tree.nominal_parts and whole.i < noun.i and whole.pos_ == "NOUN"
    if part and names_human(whole, tree) and not names_human(noun, tree) and noun.pos_ == "NOUN":
        return whole if _agree(whole, verb, tree) else noun
    return noun


def _is_date(noun: Token, tree: Tree) -> bool:
    """ "l'explosion du 14 février, qui ...": no clause tells of a month or a weekday."""
    times, after = tree.language.times, noun.doc[noun.i + 1 : noun.i + 2]
    numbered = noun.like_num and len(after) > 0 and after[0].lower_ in times["months"]
    return numbered or noun.lower_ in times["months"] or noun.lower_ in times["weekdays"]


def _whole(noun: Token, tree: Tree) -> Token:
    """ "l'explosion d'un four": what a date behind it dates."""
    while noun.dep_ in tree.nominal_parts and noun.head.pos_ == "NOUN" and noun.head.i < noun.i:
        if noun.head.dep_ == "ROOT":
            break
        noun = noun.head
    return noun


def _needs_somebody(verb: Token, tree: Tree) -> bool:
    """A verb that only people and bodies are the subject of."""
    active = not tree.children(verb, tree.passive_aux)
    known = tree.language.anaphors.get("agent_verbs", ())
    return active and (verb.lemma_.lower() in known or verb.lemma_.lower() in tree.language.verbs)


def _can_act(noun: Token, tree: Tree) -> bool:
    return noun.pos_ == "PROPN" or noun_class(noun.lemma_.lower(), tree) is not None


def _agree(noun: Token, verb: Token, tree: Tree) -> bool:
    """Whether noun and finite verb have one number; yes where either tells none."""
    verbs = [verb, *tree.children(verb, tree.aux | tree.copula)]
    number = next((v.morph.get("Number") for v in verbs if v.morph.get("Number")), None)
    own = noun.morph.get("Number")
    return not number or not own or own == number


def names_human(noun: Token, tree: Tree) -> bool:
    """A common noun for a human being."""
    lemma = noun.lemma_.lower()
    return noun_class(lemma, tree) == "person" or lemma in _humans(tree.language.code)


@cache
def _humans(code: str) -> frozenset[str]:
    from claims.languages import load

    return frozenset(words(load(code).anaphors.get("people", {}).get("humans", "")))


def owner_relative(proposition: Proposition, tree: Tree) -> str:
    """ "X, dont la barque a coulé" becomes "La barque de X a coulé".

    Of an object too: "X, dont Y publie des extraits" becomes "Y publie des extraits de X".
    """
    head, tokens = proposition.head, list(proposition.tokens)
    subject = tree.own_subject(head)
    if (
        not tokens
        or tokens[0].lower_ not in tree.language.grammar["owner_relatives"]
        or subject is None
    ):
        return ""
    noun = antecedent(tokens[0], head, tree)
    counts = subject.like_num or subject.lower_ in ("un", "une", "plusieurs", "certains")
    if counts and "some" in tree.language.wording:
        noun = next((t for t in reversed(tokens[0].doc[: tokens[0].i]) if _is_many(t)), noun)
    owner = noun_phrase(noun, tree)
    number = next((c for c in noun.children if c.dep_ == "nummod" and c.i < noun.i), None)
    if counts and number is not None and owner.lower().startswith(number.lower_):
        owner = f"{tree.language.wording['some']} {owner.lower()}"
    elif subject.like_num and owner and owner[0].islower() and "some" in tree.language.wording:
        of = f"{tree.language.grammar['of'][0]} "
        owner = f"{tree.language.wording['some']} {owner.removeprefix(of)}"
    thing = _owned(tokens[0].head, subject, proposition, tree)
    if owner and thing is not None:
        before, behind = tokens[1 : tokens.index(thing) + 1], tokens[tokens.index(thing) + 1 :]
        return finish(f"{join(before)} {of_phrase(owner, tree)} {join(behind)}")
    inside = tree.subtree(subject)
    first = [t for t in tokens[1:] if t.i in inside]
    rest = [t for t in tokens[1:] if t.i not in inside and t.i > subject.i]
    return finish(f"{join(first)} {of_phrase(owner, tree)} {join(rest)}") if owner else ""


def _owned(below: Token, subject: Token, proposition: Proposition, tree: Tree) -> Token | None:
    """What "dont" says is owned, where it is not the subject: nobody owns a name, but what it does."""
    head, tokens = proposition.head, proposition.tokens
    if below.i > head.i and below in tokens and below.dep_ in tree.object:
        return below
    if subject.pos_ != "PROPN" or subject.i > head.i:
        return None
    objects = [c for c in tree.children(head, tree.object) if c.pos_ == "NOUN" and c.i > head.i]
    if head.pos_ in ("NOUN", "ADJ") and tree.children(head, tree.copula):
        return head
    return objects[0] if objects else None


def _is_many(noun: Token) -> bool:
    return noun.pos_ == "NOUN" and is_plural(noun)


def governed_relative(proposition: Proposition, tree: Tree) -> str:
    """ "X, à qui la clé a été remise" becomes "La clé a été remise à X"."""
    tokens, known = proposition.tokens, tree.language.grammar.get("governed_relatives", ())
    if len(tokens) < 4 or tokens[0].pos_ != "ADP" or tokens[1].lower_ not in known:
        return ""
    noun = antecedent(tokens[0], proposition.head, tree)
    who = name_before_aside(noun, tokens[0]) or noun_phrase(noun, tree).partition(",")[0]
    return finish(f"{join(list(tokens[2:]))} {elided(tokens[0].lower_, who, tree)}")


def name_before_aside(noun: Token, relative: Token) -> str:
    """ "Anne Roy, du club nautique, qui ...": the name before the aside is meant."""
    doc, last = noun.doc, relative.i - 1
    if last < 3 or doc[last].text != ",":
        return ""
    first = next((i for i in range(last - 1, 0, -1) if doc[i].text == ","), 0)
    if not 0 < first < noun.i + 1 <= last or doc[first - 1].pos_ != "PROPN":
        return ""
    aside = doc[first + 1]
    opens = aside.pos_ in ("ADP", "NUM") or (aside.pos_ == "NOUN" and aside.text.islower())
    verb = any(t.morph.get("VerbForm") == ["Fin"] for t in doc[first:last])
    return doc[first - 1].text if opens and not verb else ""


def is_relative(token: Token, tree: Tree) -> bool:
    grammar = tree.language.grammar
    main = token.head.dep_ in tree.ccomp or token.head.head == token.head
    if main and token.lower_ in grammar.get("also_demonstrative", ()):  # "That is all"
        return False
    return token.lower_ in grammar["subject_relatives"]


def without_relative(tokens: list[Token], head: Token, tree: Tree) -> list[Token]:
    return [
        t
        for t in tokens
        if not (t.head == head and t.dep_ in tree.subject and is_relative(t, tree))
    ]


def agreeing(noun: Token, verb: Token, tree: Tree) -> Token:
    """The noun of the phrase before a relative clause that its plural verb agrees with."""
    verbs = [verb, *tree.children(verb, tree.aux | tree.copula)]
    number: list[str] = next((v.morph.get("Number") for v in verbs if v.morph.get("Number")), [])
    joined = any(c.dep_ in tree.conj for c in noun.children)
    if number != ["Plur"] or noun.morph.get("Number") != ["Sing"] or joined:
        return noun
    nouns = [t for t in noun.doc[noun.i : verb.left_edge.i] if t.pos_ == "NOUN"]
    above = [t for t in noun.ancestors if t.pos_ == "NOUN" and t.i < noun.i]
    plural = (t for t in (*reversed(nouns), *above) if t.morph.get("Number") == ["Plur"])
    return next(plural, noun)


def object_before(proposition: Proposition, tree: Tree) -> str:
    """ "la lettre qu'elle dit avoir reçue": what an infinitive that is told lacks behind it; or ""."""
    head = proposition.head
    verb = head.head
    if (
        proposition.rule != "content"
        or head.dep_ not in tree.xcomp
        or tree.children(head, tree.object)
    ):
        return ""
    marks = tree.language.grammar["content_marks"]
    opening = next((t for t in verb.children if t.i < verb.i and t.lower_ in marks), None)
    if (
        opening is None
        or opening.i == 0
        or any(t.pos_ == "VERB" for t in opening.doc[opening.i : verb.i])
    ):
        return ""
    before = (
        opening.nbor(-2) if opening.nbor(-1).text == "," and opening.i > 1 else opening.nbor(-1)
    )
    noun = verb.head if verb.dep_ in tree.relcl else tree.whole_noun(before)
    while noun.i > 0 and noun.pos_ == "ADJ" and noun.head.i < noun.i:
        noun = noun.head
    if noun.pos_ not in ("NOUN", "PROPN") or noun.i > opening.i:
        return ""
    return noun_phrase(noun, tree, frozenset(range(opening.i, noun.doc[-1].i + 1)))


def among_sentence(proposition: Proposition, tree: Tree) -> str:
    """ "des experts, parmi lesquels X": "X figure parmi les experts"."""
    noun, tokens = proposition.head, list(proposition.tokens)
    relative = noun.doc[tokens[0].i - 1]
    whole = next((t for t in reversed(noun.doc[: relative.i - 1]) if t.pos_ == "NOUN"), None)
    if whole is None:
        return ""
    while whole.head.pos_ == "NOUN" and whole.dep_ in tree.nominal_parts and whole.head.i < whole.i:
        whole = whole.head
    inside = frozenset(t.i for t in whole.subtree if t.i >= relative.i - 2)
    plural = is_plural(noun) or bool(tree.children(noun, tree.conj))
    verb = tree.language.wording["among"][plural]
    phrase = noun_phrase(whole, tree, inside)
    of = tree.language.grammar["of"][0]
    phrase = f"des {phrase.removeprefix(of).strip()}" if phrase.startswith(f"{of} ") else phrase
    phrase = definite(phrase, tree)
    return finish(f"{join(tokens)} {verb} {phrase}")
