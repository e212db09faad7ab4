"""From a noun in a parse to the words that name a source, and which nouns can be a source at all."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from claims.attribution.frames import Mention
from claims.languages.loader import words
from claims.text.parse import Unit
from claims.text.tree import Tree, is_plural, without_hyphen

if TYPE_CHECKING:
    from claims.text.tokens import Doc, Token

_CLAUSE = 9  # tokens of a participle clause between a noun and its name
_PAUSES = {",", ";", "(", ")", "–", "—", ":"}


def mentions_of(unit: Unit, noun: Token, tree: Tree) -> tuple[Mention, ...]:
    """One mention for each coordinated noun ("responsables russes et nord-coréens" is two)."""
    noun = _one_of(_bearer(noun, tree), tree)
    split = _split_adjectives(unit, noun, tree)
    if split:
        return split
    heads = _listed(noun, tree) or tree.conjuncts(noun)
    heads += [t for t in _named_before(unit, noun, tree) if t not in heads]
    heads += [t for t in _hung_on_verb(noun, tree) if t not in heads]
    heads = [h for h in heads if not _is_vague(h, tree)] or heads[:1]
    made = [
        _mention(unit, head, tree)
        for head in sorted(heads, key=lambda t: t.i)
        if head == noun or head.pos_ != "ADJ"
    ]
    return tuple(m for m in made if m is not None)


def _bearer(noun: Token, tree: Tree) -> Token:
    """The name after a title that the parser took for the noun ("Dr." in "Dr. Jane Doe")."""
    after = noun.doc[noun.i + 1] if noun.i + 1 < len(noun.doc) else None
    title = noun.lower_.endswith(".") and noun.lower_ in tree.language.grammar["mention_openers"]
    return after if title and after is not None and after.text[:1].isupper() else noun


def _one_of(pronoun: Token, tree: Tree) -> Token:
    """ "l'une d'entre eux, l'écologiste X": who it is, by name, behind the comma."""
    doc, ones = pronoun.doc, tree.language.anaphors.get("one_of", ())
    if pronoun.lower_ not in ones or not tree.children(pronoun, tree.nominal_parts):
        return pronoun
    comma = next((t.i for t in doc[pronoun.i + 1 : pronoun.i + 7] if t.is_punct), len(doc))
    behind = doc[comma + 1 : comma + 5]
    names = [t for t in behind if t.pos_ == "PROPN" and t.text[:1].isupper()]
    if not names or doc[comma].text != ",":
        return pronoun
    name = names[0]
    if any(t.pos_ in ("VERB", "AUX") for t in doc[comma + 1 : name.i]):
        return pronoun
    return name.head if name.head.pos_ == "NOUN" and comma < name.head.i < name.i else name


def _listed(noun: Token, tree: Tree) -> list[Token]:
    """ "The companies, A and B, ...": the names beside a plural, where there are several."""
    if noun.pos_ != "NOUN" or not is_plural(noun):
        return []
    beside = [c for c in tree.children(noun, tree.appos) if c.i > noun.i and _is_name_token(c)]
    named = [n for n in tree.conjuncts(beside[0]) if _is_name_token(n)] if beside else []
    return named if len(named) > 1 else []


def _named_before(unit: Unit, noun: Token, tree: Tree) -> list[Token]:
    """ "Bloomberg et Reuters" where the parser made one name the other's modifier."""
    doc, left = unit.doc, noun.left_edge.i
    if doc[left].dep_ in tree.coordinator:
        left += 1
    if left < 2 or doc[left - 1].lower_ not in tree.language.grammar["joining"][:1]:
        return []
    return [doc[left - 2]] if _is_name_token(doc[left - 2]) else []


def _hung_on_verb(noun: Token, tree: Tree) -> list[Token]:
    """ "affirment Der Spiegel et la NDR" where the parser coordinated the second name with the verb."""
    return [
        c for c in tree.children(noun.head, tree.conj)
        if noun.head.pos_ in ("VERB", "AUX") and noun.i > noun.head.i and c.i > noun.i
        and _is_name_token(c) and c.left_edge.i == noun.right_edge.i + 1
    ]  # fmt: skip


def _is_vague(head: Token, tree: Tree) -> bool:
    """ "et d'autres médias" names nobody."""
    return head.pos_ == "NOUN" and any(
        c.lower_ in tree.language.anaphors["others"] for c in head.children
    )


def _mention(unit: Unit, head: Token, tree: Tree) -> Mention | None:
    """The head with its determiner and modifiers, up to the first pause, clause or coordination."""
    keep = {head.i}
    stack = [head]
    while stack:
        token = stack.pop()
        for child in token.children:
            if child.dep_ in tree.conj | tree.coordinator | tree.punct | tree.relcl | tree.appos:
                continue
            if child.dep_ in tree.acl and not (
                _close(child, head) or _tells_who(child, head, tree)
            ):
                continue
            if child.i > head.i and tree.is_time(child):  # "a jury on Friday"
                continue
            if child.i > head.i and child.pos_ == "PRON" and _is_verbs_own(child, tree):
                continue
            if _is_told_where(child, tree) or _is_put_out(child, tree):
                continue
            if _is_bare_source(child, tree) or _is_relative(child, head, tree):
                continue
            if (
                token.i == head.i
                and child.i < head.i
                and (child.dep_ in tree.case or _is_verb_before(child))
            ) or (token.i == head.i and child.dep_ == "case:poss"):
                continue
            if (
                child.dep_
                in tree.advcl | tree.parataxis | tree.ccomp | tree.subject | tree.copula | tree.mark
            ):
                continue
            keep.add(child.i)
            stack.append(child)
    left = right = head.i
    while left - 1 in keep:
        left -= 1
    while right + 1 in keep:
        right += 1
    tokens = tuple(unit.doc[left : right + 1])
    return Mention(unit, head, tokens) if tokens else None


def _is_verbs_own(child: Token, tree: Tree) -> bool:
    """ "le voisin [lui] a écrit": a pronoun before a verb is the verb's."""
    after = child.doc[child.i + 1 : child.i + 2]
    known = child.lower_ in tree.language.anaphors.get("object_pronouns", ())
    governed = child.nbor(-1).pos_ == "ADP"  # "who know of it have said"
    return known and not governed and bool(after) and after[0].pos_ in ("AUX", "VERB")


def _is_verb_before(child: Token) -> bool:
    """A verb in front of a noun, but for a participle that qualifies it ("the ruling party")."""
    return child.pos_ in ("VERB", "AUX") and not (child.dep_ == "amod" and child.text.islower())


def _is_put_out(child: Token, tree: Tree) -> bool:
    """ "une étude de l'institut publiée jeudi": that it was published is no part of its name."""
    participles = words(tree.language.cues["publish"].get("participles", ""))
    return child.lower_ in participles and child.i > child.head.i


def _is_bare_source(child: Token, tree: Tree) -> bool:
    """ "a indiqué l'AFP de source policière": whom the agency has it from is no part of its name."""
    bare = tree.language.cues["prepositions"].get("bare_sources", ())
    named = child.head.pos_ == "PROPN" and child.i > child.head.i
    return named and child.doc[child.left_edge.i : child.i + 1].text.lower() in bare


def _is_told_where(child: Token, tree: Tree) -> bool:
    """ "le club sur son site": where it was said is no part of who said it."""
    relay = tree.language.cues["relay"]
    if child.lemma_ not in words(relay.get("places", "")):
        return False
    return any(c.lower_ in relay["place_words"] for c in tree.children(child, tree.case))


def _may_precede(child: Token, tree: Tree) -> bool:
    """What may stand before a noun as part of its name: determiners, adjectives, numbers, titles."""
    plain = child.dep_ in tree.det | tree.case or child.dep_ in tree.language.grammar["before_noun"]
    return plain and child.pos_ not in ("VERB", "AUX")


def _is_told_to(child: Token, tree: Tree) -> bool:
    """ "un coéquipier au Dauphiné libéré": the medium someone spoke to is no part of his name."""
    told_to = tree.language.cues["relay"]["spoken_to"]
    cases = [c.lower_ for c in tree.children(child, tree.case)]
    return bool(cases) and cases[0] in told_to and child.text[:1].isupper()


def _close(child: Token, head: Token) -> bool:
    """A participle that reads as an adjective: right after the noun, with nothing below it."""
    return (
        child.i - head.i <= 4
        and len(list(child.subtree)) <= 2
        and child.morph.get("Tense") != ["Pres"]
    )


def _tells_who(child: Token, head: Token, tree: Tree) -> bool:
    """ "a person briefed on the matter": the few words that say which unnamed source it is."""
    if noun_class(head.lemma_.lower(), tree) != "unnamed" or child.i != head.i + 1:
        return False
    told = [t for t in child.subtree if t.i != child.right_edge.i or not t.is_punct]
    short = len(told) <= 5 and not any(t.is_punct for t in told)
    return short and not set(tree.lemma_keys(child)) & tree.language.verbs.keys()


def _split_adjectives(unit: Unit, noun: Token, tree: Tree) -> tuple[Mention, ...]:
    """A plural noun with two coordinated adjectives of nationality or trade names two sources."""
    if noun.pos_ != "NOUN" or not is_plural(noun):
        return ()
    for adjective in noun.children:
        if adjective.i < noun.i or adjective.pos_ not in ("ADJ", "VERB", "NOUN"):
            continue
        if adjective.dep_ not in ("amod", "acl", "nmod") or tree.children(adjective, tree.case):
            continue
        others = [
            c
            for c in tree.children(adjective, tree.conj)
            if c.pos_ in ("ADJ", "VERB", "NOUN", "PROPN")
        ]
        if (
            others
            and len(list(adjective.subtree)) <= 4
            and not any(tree.children(o, tree.det) for o in others)
        ):
            return tuple(Mention(unit, noun, (noun, a)) for a in (adjective, *others))
    return ()


def appositions(mention: Mention, tree: Tree) -> tuple[str, ...]:
    """Names that stand beside the mention: "le ministre, Jean Petit", "l'agence de presse Kyodo"."""
    doc, last = mention.unit.doc, mention.tokens[-1].i
    names = []
    beside = last + 1
    while beside < len(doc) and doc[beside].pos_ == "ADJ" and doc[beside].text.islower():
        beside += 1
    beside = _past_office(doc, beside, mention, tree)
    beside = _past_participle(doc, beside, mention, tree)
    if beside < len(doc) and doc[beside].text == ",":
        beside = _skip_rank(doc, _skip_titles(doc, beside + 1, tree), tree)
        if (
            beside < len(doc)
            and _is_name_token(doc[beside])
            and _closes(doc, beside, tree)
            and not _governs(doc, beside, tree)
        ):
            names.append(doc[beside].text)
    elif (
        beside < len(doc)
        and _is_name_token(doc[beside])
        and noun_class(mention.head.lemma_.lower(), tree)
    ):
        names.append(_run(doc, beside))
    found = [c for c in mention.head.children if c.dep_ in tree.appos or _loose_name(c, tree)]
    if mention.head.dep_ in tree.appos:
        found.append(mention.head.head)
    for token in found:
        inner = _mention(mention.unit, token, tree)
        if inner is not None and inner.text not in names:
            names.append(inner.text)
    return tuple(names)


def _skip_rank(doc: Doc, i: int, tree: Tree) -> int:
    """Past what is called so before the name: "son porte-parole, le [général] Luc Petit", "la [société] X"."""
    if i + 1 >= len(doc) or not _is_name_token(doc[i + 1]) or doc[i].dep_ in tree.subject:
        return i
    said = doc[i].pos_ == "NOUN" and doc[i - 1].pos_ == "DET"
    return i + 1 if said or noun_class(doc[i].lemma_.lower(), tree) == "person" else i


def _past_office(doc: Doc, i: int, mention: Mention, tree: Tree) -> int:
    """Past what an office is of, where the parser hung it elsewhere: "la ministre [à la Mer], Anne Roy"."""
    if noun_class(mention.head.lemma_.lower(), tree) != "person" or i >= len(doc):
        return i
    if doc[i].pos_ != "ADP" or tree.is_finite(mention.head):
        return i
    for j in range(i, min(i + 7, len(doc))):
        if doc[j].text == ",":
            return j
        if doc[j].pos_ in ("VERB", "AUX", "PRON", "CCONJ") or doc[j].is_punct:
            break
    return i


def _past_participle(doc: Doc, i: int, mention: Mention, tree: Tree) -> int:
    """Past what says which one it is, where a name follows: "la société [chargée du chantier], Arvel"."""
    known = noun_class(mention.head.lemma_.lower(), tree)
    if known is None or i >= len(doc) or doc[i].head != mention.head:
        return i
    if doc[i].dep_ not in tree.acl | tree.nominal_parts or not tree.is_participle(doc[i]):
        return i
    for j in range(i, min(i + _CLAUSE, len(doc) - 1)):
        if doc[j].text == ",":
            return j if _is_name_token(doc[j + 1]) else i
        if doc[j].is_punct or doc[j].morph.get("VerbForm") == ["Fin"]:
            break
    return i


def _skip_titles(doc: Doc, i: int, tree: Tree) -> int:
    titles = tree.language.grammar["mention_openers"]
    while i < len(doc) and doc[i].lower_ in titles:
        i += 1
    return i


def _is_relative(child: Token, head: Token, tree: Tree) -> bool:
    """ "[dont] plusieurs élus doutent": the pronoun that a clause on another noun begins with."""
    pronouns = (
        *tree.language.grammar["relative_pronouns"],
        *tree.language.grammar["owner_relatives"],
    )
    return child.i < head.i and child.lower_ in pronouns


def _is_name_token(token: Token) -> bool:
    return token.text[:1].isupper() and (token.pos_ in ("PROPN", "X", "NOUN") or " " in token.text)


def _run(doc: Doc, i: int) -> str:
    j = i
    while j + 1 < len(doc) and _is_name_token(doc[j + 1]):
        j += 1
    return doc[i : j + 1].text


def _closes(doc: Doc, i: int, tree: Tree) -> bool:
    """Whether the name ends the phrase: a pause, a verb or nothing follows."""
    return (
        i + 1 >= len(doc)
        or doc[i + 1].is_punct
        or doc[i + 1].pos_ in ("AUX", "VERB", "ADV", "PRON")
    )


def _governs(doc: Doc, i: int, tree: Tree) -> bool:
    """ "Quoting a player, the Sun reported P": the name is the subject of what follows right behind."""
    token, after = doc[i], doc[i].nbor(1)
    own = token.head in (after, after.head) and not after.is_punct
    return own and token.dep_ in tree.subject


def _loose_name(token: Token, tree: Tree) -> bool:
    """A name after a comma that the parser took for a coordination without a conjunction."""
    if token.pos_ != "PROPN" or not tree.preceding_comma(token):
        return False
    return token.dep_ in tree.parataxis or (
        token.dep_ in tree.conj and not tree.children(token, tree.coordinator)
    )


def can_be_source(token: Token, tree: Tree) -> bool:
    """Whether a noun or pronoun may stand for someone who says something."""
    table = tree.language.anaphors
    low = without_hyphen(token.lower_)
    if token.pos_ == "PRON" or low in table["pronouns"]:
        return low not in table["never"] and not _impersonal(token, low)
    if token.pos_ == "PROPN" or token.ent_type_ in ("PER", "ORG", "LOC", "PERSON", "GPE", "NORP"):
        return True
    return low not in table["never"] and token.pos_ in (
        "NOUN",
        "ADJ",
        "NUM",
        "X",
        "VERB",
        "DET",
        "ADP",
        "ADV",
    )


def _impersonal(token: Token, low: str) -> bool:
    return low == "il" and token.dep_ == "expl:subj" and not token.text.startswith("-")


def noun_class(lemma: str, tree: Tree) -> str | None:
    """Which kind of source a common noun names, by the language's table; the case of letters is no matter."""
    return _noun_classes(tree.language.code).get(lemma.lower())


@cache
def _noun_classes(code: str) -> dict[str, str]:
    from claims.languages import load

    nouns = load(code).anaphors.get("nouns", {})
    kinds = ("documents", "person", "organisation", "government", "agency", "outlet", "unnamed")
    return {noun.lower(): kind for kind in kinds for noun in words(nouns.get(kind, ""))}
