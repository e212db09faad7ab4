"""Puts a proposition into a sentence that stands alone: subject restored, capital, full stop."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from claims.splitting.clauses import Proposition
from claims.splitting.conjugation import present, present_of
from claims.splitting.fragments import is_fragment
from claims.splitting.nominal import nominal_sentence
from claims.splitting.phrases import (
    DROPPED,
    definite,
    elided,
    finish,
    join,
    name_beside,
    noun_phrase,
    of_phrase,
    place_preposition,
    reworded,
)
from claims.text.tree import Tree

if TYPE_CHECKING:
    from claims.text.tokens import Token


@dataclass(frozen=True, slots=True)
class Rewriting:
    """Words to put for a claim's tokens, by index; `verbatim` names the speaker of words kept as said."""

    words: dict[int, str] = field(default_factory=dict)
    verbatim: str = ""


def claim_sentence(proposition: Proposition, tree: Tree, rewriting: Rewriting) -> str:
    """The proposition as a sentence that stands alone; "" where it makes none."""
    sentence = _sentence(proposition, tree, rewriting.words)
    if not rewriting.verbatim or not sentence:
        return sentence
    said = {"speaker": rewriting.verbatim, "words": sentence.removesuffix(".")}
    return finish(tree.language.wording["first_person"]["as_said"].format(**said))


def _sentence(proposition: Proposition, tree: Tree, names: dict[int, str]) -> str:
    head = proposition.head
    if proposition.rule == "accusation":
        return _accusation(proposition, tree, names)
    if proposition.rule.startswith("nominal"):
        return nominal_sentence(proposition, tree)
    if proposition.rule == "spoken":
        return finish(join(list(proposition.tokens)))
    if proposition.rule == "among":
        return _among(proposition, tree)
    if proposition.rule == "participle":
        return _participle(proposition, tree, names)
    tokens = _without_marks(list(proposition.tokens), proposition, tree)
    subject = tree.own_subject(head)
    opening = _place(proposition, tree)
    tokens = tokens[1:] if opening else tokens
    own = subject is not None and subject in tokens and not _is_relative(subject, tree)
    if not opening and not own and not _is_impersonal(head, tokens, tree):
        tokens, opening = (
            _without_relative(tokens, head, tree),
            _shared_subject(proposition, tree, names),
        )
    moved = _owner_relative(proposition, tree) or _governed_relative(proposition, tree)
    if moved:
        return moved
    tokens = _without_loose_commas(tokens)
    body = _words(proposition, tokens, names, tree, finite=bool(opening))
    return finish(f"{opening} {body}" if opening else body)


def _among(proposition: Proposition, tree: Tree) -> str:
    """ "des experts, parmi lesquels X": "X figure parmi les experts"."""
    noun, tokens = proposition.head, list(proposition.tokens)
    relative = noun.doc[tokens[0].i - 1]
    whole = next((t for t in reversed(noun.doc[: relative.i - 1]) if t.pos_ == "NOUN"), None)
    if whole is None:
        return ""
    while whole.head.pos_ == "NOUN" and whole.dep_ in tree.nominal_parts and whole.head.i < whole.i:
        whole = whole.head
    inside = frozenset(t.i for t in whole.subtree if t.i >= relative.i - 2)
    plural = noun.morph.get("Number") == ["Plur"] or bool(tree.children(noun, tree.conj))
    verb = tree.language.wording["among"][plural]
    phrase = noun_phrase(whole, tree, inside)
    of = tree.language.grammar["of"][0]
    phrase = f"des {phrase.removeprefix(of).strip()}" if phrase.startswith(f"{of} ") else phrase
    phrase = definite(phrase, tree)
    return finish(f"{join(tokens)} {verb} {phrase}")


def _is_impersonal(head: Token, tokens: list[Token], tree: Tree) -> bool:
    """ "il faut": a clause whose subject stands for nothing has it all the same."""
    labels = frozenset({"expl:subj", *tree.language.grammar.get("impersonal", ())})
    return any(t in tokens and t.i < head.i for t in tree.children(head, labels))


def lacks_subject(proposition: Proposition, sentence: str, tree: Tree) -> bool:
    """A finite clause cut off from its subject ("Avait trouvé l'entrée.") says nothing alone."""
    if is_fragment(proposition, sentence, tree):
        return True
    if re.match(r"\S+-(?:t-)?(?:ils?|elles?|on|je|nous|ce)\b", sentence):  # "a-t-on appris"
        return True
    head = proposition.head
    small = {*tree.negations, *tree.language.grammar.get("reflexives", ())}
    first = next((w for w in re.findall(r"\w+'?", sentence.lower()) if w not in small), "")
    lead = [t.lower_ for t in (head, *tree.children(head, tree.aux | tree.copula))]
    own = tree.own_subject(head)
    return first in lead and tree.is_finite(head) and (own is None or _is_relative(own, tree))


def _participle(proposition: Proposition, tree: Tree, names: dict[int, str]) -> str:
    """ "Parti dimanche, X ..." becomes "X est parti dimanche"; a passive one takes "a été"."""
    head, wording = proposition.head, tree.language.wording
    subject = tree.subject_of(head)
    body = join(
        [t for t in proposition.tokens if subject is None or t.i not in tree.subtree(subject)]
    )
    body = body.lstrip(" ,")
    if subject is None or "was" not in wording:
        return ""
    who = names.get(subject.i) or noun_phrase(subject, tree)
    plural = "Plur" in head.morph.get("Number")
    active = head.lemma_.lower() in wording["moves"] or "Pres" in head.morph.get("Tense")
    auxiliary = wording["is"][plural] if active else wording["was"][plural]
    return finish(f"{who} {auxiliary} {body[:1].lower()}{body[1:]}")


def _without_marks(tokens: list[Token], proposition: Proposition, tree: Tree) -> list[Token]:
    """An adverbial clause stands alone without its "bien que", "because" or "depuis que"."""
    if proposition.rule != "adverbial":
        return tokens
    text = " ".join(t.lower_ for t in tokens[:3]).replace("qu'", "que")
    grammar = tree.language.grammar
    known = (*grammar["news_marks"], *grammar.get("marks_after_comma", ()))
    marks = [m for m in known if text.startswith(f"{m} ")]
    return tokens[max((len(m.split()) for m in marks), default=0) :]


def _without_loose_commas(tokens: list[Token]) -> list[Token]:
    """Commas that only set off what is no longer there."""
    kept = []
    for k, token in enumerate(tokens):
        left = k > 0 and tokens[k - 1].i != token.i - 1
        right = k + 1 < len(tokens) and tokens[k + 1].i != token.i + 1
        if token.text != "," or not (left or right):
            kept.append(token)
    return kept


def _place(proposition: Proposition, tree: Tree) -> str:
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
    if noun.pos_ in ("NOUN", "PROPN", "PRON", "NUM") and head.dep_ in tree.relcl:
        return noun
    before = (t for t in reversed(doc[max(0, relative.i - 4) : relative.i]))
    return next((t for t in before if t.pos_ in ("NOUN", "PROPN")), noun)


def _accusation(proposition: Proposition, tree: Tree, names: dict[int, str]) -> str:
    """ "accuse Y d'avoir fait P": "Y a fait P"; "accuse Y de fraude": "Y est mis en cause pour fraude"."""
    deed, verb = proposition.head, proposition.head.head
    inside = tree.subtree(deed)
    targets = tree.children(verb, tree.object | tree.passive_subject | frozenset({"iobj"}))
    to = tree.language.grammar["to"]
    targets += [
        t for t in tree.children(verb, tree.oblique)
        if any(c.lower_ in to for c in tree.children(t, tree.case))
    ]  # fmt: skip
    never = tree.language.anaphors["never"]
    target = next(
        (t for t in targets if t.i not in inside and t != deed and t.lower_ not in never),
        verb if verb.pos_ in ("NOUN", "PROPN") else None,
    )
    if target is not None and _is_relative_object(target, verb, tree):
        target = verb.head
    if target is None:
        return ""
    who = names.get(target.i) or noun_phrase(target, tree, inside)
    tokens = [t for t in proposition.tokens if t.i in inside]
    if not tree.is_infinitive(deed):
        return finish(
            f"{who} {tree.language.wording['accused']} {join([t for t in tokens if t.dep_ not in tree.case or t.head != deed])}"
        )
    plural = target.morph.get("Number") == ["Plur"] or bool(tree.children(target, tree.conj))
    return finish(f"{who} {_finite(tokens, deed, plural, tree)}")


def _is_relative_object(target: Token, verb: Token, tree: Tree) -> bool:
    """ "la banque, qu'elle accuse d'avoir menti": the accused is the noun before the clause."""
    return target.lower_ in tree.language.grammar["bound_relatives"] and verb.dep_ in tree.relcl


def _finite(tokens: list[Token], deed: Token, plural: bool, tree: Tree) -> str:
    """An infinitive clause with its verb in the third person present, its preposition left out."""
    leads = [deed, *tree.children(deed, tree.aux | tree.copula)]
    lead = min(
        (v for v in leads if v.morph.get("VerbForm") == ["Inf"]), key=lambda v: v.i, default=deed
    )
    pieces: list[str] = []
    last: Token | None = None
    for token in _negated_in_order(tokens, deed, tree):
        if token.head == deed and token.dep_ in tree.mark | tree.case and token.i < lead.i:
            continue
        word = present(token, plural, tree) if token == lead else token.text
        gap = last is not None and (bool(last.whitespace_) or last.i != token.i - 1)
        last = token
        pieces.append((" " if gap else "") + word)
    return "".join(pieces)


def _owner_relative(proposition: Proposition, tree: Tree) -> str:
    """ "X, dont le véhicule a été emporté" becomes "Le véhicule de X a été emporté"."""
    head, tokens = proposition.head, list(proposition.tokens)
    subject = tree.own_subject(head)
    if (
        not tokens
        or tokens[0].lower_ not in tree.language.grammar["owner_relatives"]
        or subject is None
    ):
        return ""
    owner = noun_phrase(antecedent(tokens[0], head, tree), tree)
    if subject.like_num and owner and owner[0].islower() and "some" in tree.language.wording:
        of = f"{tree.language.grammar['of'][0]} "
        owner = f"{tree.language.wording['some']} {owner.removeprefix(of)}"
    inside = tree.subtree(subject)
    first = [t for t in tokens[1:] if t.i in inside]
    rest = [t for t in tokens[1:] if t.i not in inside and t.i > subject.i]
    return finish(f"{join(first)} {of_phrase(owner, tree)} {join(rest)}") if owner else ""


def _governed_relative(proposition: Proposition, tree: Tree) -> str:
    """ "X, à qui le chantier a été confié" becomes "Le chantier a été confié à X"."""
    tokens, known = proposition.tokens, tree.language.grammar.get("governed_relatives", ())
    if len(tokens) < 4 or tokens[0].pos_ != "ADP" or tokens[1].lower_ not in known:
        return ""
    noun = antecedent(tokens[0], proposition.head, tree)
    who = _name_before_aside(noun, tokens[0]) or noun_phrase(noun, tree).partition(",")[0]
    return finish(f"{join(list(tokens[2:]))} {elided(tokens[0].lower_, who, tree)}")


def _name_before_aside(noun: Token, relative: Token) -> str:
    """ "Anne Roy, de la chambre de commerce, qui ...": the name before the aside is meant."""
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


def _is_relative(token: Token, tree: Tree) -> bool:
    grammar = tree.language.grammar
    main = token.head.dep_ in tree.ccomp or token.head.head == token.head
    if main and token.lower_ in grammar.get("also_demonstrative", ()):  # "That is all"
        return False
    return token.lower_ in grammar["subject_relatives"]


def _without_relative(tokens: list[Token], head: Token, tree: Tree) -> list[Token]:
    return [
        t
        for t in tokens
        if not (t.head == head and t.dep_ in tree.subject and _is_relative(t, tree))
    ]


def _shared_subject(proposition: Proposition, tree: Tree, names: dict[int, str]) -> str:
    """The subject's words from the clause that shares them, or from the noun a relative belongs to."""
    head = proposition.head
    if tree.is_infinitive(head) and head.dep_ not in tree.xcomp:
        return ""
    subject = tree.subject_of(head)
    if subject is not None and subject in proposition.tokens and _is_relative(subject, tree):
        subject = antecedent(subject, head, tree) if subject.i > 0 else None
        subject = subject if subject is not None and subject.pos_ in ("NOUN", "PROPN") else None
    if subject is None or subject in proposition.tokens or subject.i > head.i:
        return ""
    if subject.i in names:
        return f"{names[subject.i]} {_shared_auxiliary(head, tree)}".rstrip()
    beside = _name_before_aside(subject, head.left_edge) if head.dep_ in tree.relcl else ""
    if head.dep_ in tree.relcl and not beside:
        subject = _agreeing(subject, head, tree)
    if "made_definite" in tree.language.grammar:  # where a name alone is said of a "the owner, X"
        beside = beside or name_beside(subject, tree)
    who = beside or noun_phrase(subject, tree, words=names)
    return f"{who} {_shared_auxiliary(head, tree)}".rstrip()


def _agreeing(noun: Token, verb: Token, tree: Tree) -> Token:
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


def _shared_auxiliary(head: Token, tree: Tree) -> str:
    """ "a ordonné une enquête et démis le directeur": the second participle takes "a" along."""
    first = head.head
    own = tree.children(head, tree.aux | tree.copula)
    if head.dep_ not in tree.conj or own or "full_negations" not in tree.language.wording:
        return ""
    lemma = head.lemma_.lower()
    misread = tree.is_finite(head) and head.lower_ not in (
        present_of(lemma, False, tree),
        present_of(lemma, True, tree),
    )
    looks = re.search(r"(?:[éiu]e?s?|ise?s?|ite?s?|erte?s?)$", head.lower_)
    if not looks or not (
        tree.is_participle(head) or (misread and "Pres" in head.morph.get("Tense"))
    ):
        return ""
    return " ".join(a.text for a in tree.children(first, tree.aux))


def _words(
    proposition: Proposition, tokens: list[Token], names: dict[int, str], tree: Tree, finite: bool
) -> str:
    head, words = proposition.head, dict(names)
    if finite and tree.is_infinitive(head):
        tokens = _negated_in_order(tokens, head, tree)
    for token in tokens:
        word = names.get(token.i) or _indicative(token, head, tree)
        if finite and word != DROPPED and tree.is_infinitive(head):
            word = _conjugated(token, head, tree) or word
        if word:
            words[token.i] = word
    return reworded(tokens, words, tree)


def _negated_in_order(tokens: list[Token], head: Token, tree: Tree) -> list[Token]:
    """ "ne pas l'avoir lu": the finite verb stands before "pas" ("ne l'a pas lu")."""
    full = tree.language.wording.get("full_negations", ())
    verbs = [head, *tree.children(head, tree.aux | tree.copula)]
    infinitives = [v for v in verbs if v.morph.get("VerbForm") == ["Inf"]]
    if not full or not infinitives:
        return tokens
    lead = min(infinitives, key=lambda v: v.i)
    ne = next((t for t in tokens if t.lower_ in ("ne", "n'") and t.i < lead.i), None)
    moved = [t for t in tokens if ne is not None and ne.i < t.i < lead.i and t.lower_ in full]
    if not moved or lead not in tokens:
        return tokens
    kept = [t for t in tokens if t not in moved]
    at = kept.index(lead) + 1
    return [*kept[:at], *moved, *kept[at:]]


def _indicative(token: Token, head: Token, tree: Tree) -> str:
    """The subjunctive of a subordinate clause in the indicative; an expletive "ne" left out."""
    table: dict[str, str] = tree.language.wording.get("indicative", {})
    if token.head != head and token != head:
        return ""
    verb = token == head or token.dep_ in tree.aux | tree.copula
    if verb and token.lower_ in table and "Sub" in token.morph.get("Mood"):
        return table[token.lower_]
    full = tree.language.wording.get("full_negations", ())
    subjunctive = any(
        "Sub" in v.morph.get("Mood") for v in (head, *tree.children(head, tree.aux | tree.copula))
    )
    above = head.head.lower_
    lemma = tree.language.verb_forms.get(above, head.head.lemma_.lower())
    feared = any(c.name == "fear" for c in tree.language.verbs.get(lemma, ()))
    if token.lower_ in ("ne", "n'") and full and (subjunctive or feared):
        return "" if any(t.lower_ in full for t in head.subtree) else DROPPED
    return ""


def _conjugated(token: Token, head: Token, tree: Tree) -> str:
    """The infinitive of the clause in the third person present, by the language's table."""
    leads = [head, *tree.children(head, tree.aux | tree.copula)]
    lead = min(
        (v for v in leads if v.morph.get("VerbForm") == ["Inf"]), key=lambda v: v.i, default=None
    )
    if (
        token.dep_ in tree.mark
        and token.head == head
        and token.lower_ in tree.language.grammar["of"]
    ):
        return DROPPED
    if lead is None or token != lead:
        return ""
    subject = tree.subject_of(head)
    plural = subject is not None and (
        subject.morph.get("Number") == ["Plur"] or bool(tree.children(subject, tree.conj))
    )
    return present(lead, plural, tree)
