"""Who a verb makes the source: its subject, agent, inverted noun, the owner of a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.attribution.frames import Mention
from claims.attribution.mentions import can_be_source, mentions_of, noun_class
from claims.languages.loader import VerbCue, words
from claims.text.parse import Unit
from claims.text.tree import Tree, without_hyphen

if TYPE_CHECKING:
    from claims.text.tokens import Token


def sources_of(unit: Unit, verb: Token, cue: VerbCue, tree: Tree) -> tuple[Mention, ...] | None:
    """Mentions of the verb's subject; None where what the verb has cannot be a source."""
    if _said_by_nobody(verb, tree):
        return _place_of_on(unit, verb, tree) or ()
    subject = speaker_of(verb, tree)
    if subject is None:
        return () if tree.is_passive(verb) and cue.name in ("accuse", "say", "announce") else None
    if not can_be_source(subject, tree):
        return None
    own = tree.language.cues["prepositions"].get("own", ())
    if any(c.lower_ in own for c in tree.children(subject, tree.det)):
        return ()  # "a constaté notre correspondant": the outlet itself
    low = without_hyphen(subject.lower_)
    if low in tree.language.anaphors["never"]:
        return None
    evidence = _is_evidence(subject, tree)
    unless = words(tree.language.cues["evidence_nouns"].get("unless", ""))
    if evidence and any(a.lower_ in unless for a in tree.children(verb, tree.aux)):
        return None
    if cue.evidence and not evidence and noun_class(subject.lemma_.lower(), tree) != "documents":
        return None
    if evidence:
        owner = _owner(subject, tree) or _putter_out(subject, tree)
        return (
            mentions_of(unit, owner, tree)
            if owner is not None
            else mentions_of(unit, subject, tree)
        )
    return mentions_of(unit, subject, tree)


def _said_by_nobody(verb: Token, tree: Tree) -> bool:
    """ "on assure que", "relève-t-on", "on se borne à indiquer": a report by whoever."""
    nobody = (*tree.language.anaphors.get("nobody", ()), "on")
    behind = verb.doc[verb.i + 1 : verb.i + 3]
    if any(t.lower_ == "-on" for t in behind) and "-on" not in nobody:
        return True
    above = verb.head if tree.is_infinitive(verb) and verb.dep_ in tree.xcomp else verb
    subject = speaker_of(verb, tree) or tree.own_subject(above)
    return subject is not None and without_hyphen(subject.lower_) in nobody


def _place_of_on(unit: Unit, verb: Token, tree: Tree) -> tuple[Mention, ...] | None:
    """ "À Bercy, on assure que": the house whose people speak."""
    relay, text = tree.language.cues["relay"], verb.doc.text.lower()
    if any(f" {p} " in text for p in tree.language.cues["prepositions"]["bare_sources"]):
        return None  # "note-t-on de source policière à Lomé"
    above = verb.head if tree.is_infinitive(verb) and verb.dep_ in tree.xcomp else verb
    for noun in tree.children(above, tree.oblique | frozenset({"dep", "advmod"})):
        cases = [c.lower_ for c in tree.children(noun, tree.case)]
        if noun.lemma_.lower() in words(relay.get("sides", "")):
            owners = [c for c in tree.children(noun, tree.nominal_parts) if has_case(c, "of", tree)]
            noun, cases = next(iter(owners), noun), relay["houses"][:1]
        housed = bool(cases) and cases[0] in relay["houses"]
        group = noun.lower_ in words(tree.language.government_words["groups"])
        if housed and (is_human(noun, tree) or noun.pos_ == "PROPN" or group):
            return mentions_of(unit, noun, tree)[:1]
    return None


def speaker_of(verb: Token, tree: Tree) -> Token | None:
    """The one who says: the agent of a passive, the subject, or the noun after an inverted verb."""
    quoted = _quoted_as(verb, tree)
    if quoted is not None:
        return quoted
    if tree.is_passive(verb):
        agents = [
            t for t in tree.children(verb, tree.agent | tree.oblique) if has_case(t, "by", tree)
        ]
        if agents:
            return agents[0]
        if not is_inverted(verb, tree) and not tree.children(verb, tree.aux - tree.passive_aux):
            return None
    if tree.own_subject(verb) is None and (_asks_back(verb, tree) or _as_said(verb, tree)):
        return tree.noun_after(verb)
    before = _noun_before(verb, tree)
    if before is not None:
        return before
    subject = tree.subject_of(verb)
    if tree.is_passive(verb) and _is_condition(verb, tree):
        return None
    if subject is not None and not (
        subject.i < verb.i and is_inverted(verb, tree) and tree.own_subject(verb) is None
    ):
        return subject
    if is_inverted(verb, tree):
        return tree.noun_after(verb)
    if subject is None:
        subject = _leading_noun(verb, tree)
    if subject is None and _adds(verb, tree):
        return speaker_of(verb.head, tree)
    if subject is None and verb.pos_ not in ("VERB", "AUX"):
        return next(
            (
                t
                for t in verb.doc[: verb.i]
                if t.pos_ in ("NOUN", "PROPN") and not tree.children(t, tree.case)
            ),
            None,
        )
    return subject


def _is_condition(verb: Token, tree: Tree) -> bool:
    """ "Had the readings been disclosed, P": a condition that begins with its auxiliary."""
    fronted = words(tree.language.cues.get("following", {}).get("fronted", ""))
    first = verb.left_edge
    return verb.dep_ in tree.advcl and first.dep_ in tree.aux and first.lower_ in fronted


def _quoted_as(verb: Token, tree: Tree) -> Token | None:
    """ "quoted an officer as saying P": who is quoted, and not what P is about."""
    before = verb.doc[max(verb.i - 1, 0)]
    if before.lower_ not in tree.language.cues["relay"].get("as", ()):
        return None
    above = verb.head
    cues = (c for key in tree.lemma_keys(above) for c in tree.language.verbs.get(key, ()))
    if not any("relay" in c.content for c in cues):
        return None
    labels = tree.passive_subject if tree.is_passive(above) else tree.object
    return next((t for t in tree.children(above, labels) if t.i < verb.i), None)


def _adds(verb: Token, tree: Tree) -> bool:
    """ ", a lancé X, admettant que P": a participle behind the reporting verb it is hung on."""
    above = verb.head
    return (
        tree.is_participle(verb)
        and verb.morph.get("Tense") == ["Pres"]
        and verb.dep_ in tree.advcl
        and above.i < verb.i
        and above.dep_ in tree.parataxis
    )


def _asks_back(verb: Token, tree: Tree) -> bool:
    """ "ce que contestent plusieurs riverains": a relative clause whose subject follows."""
    first = verb.left_edge
    return (
        verb.dep_ in tree.relcl
        and verb.i - first.i <= 2
        and first.lower_ in tree.language.grammar["content_marks"]
        and (
            verb.head.lower_ in tree.language.grammar.get("clause_pronouns", ())
            or verb.head.lemma_.lower() in words(tree.language.cues["report_nouns"]["report"])
        )
    )


def _as_said(verb: Token, tree: Tree) -> bool:
    """ "comme l'avait écrit la presse": a clause of comparison whose subject follows."""
    marks = tree.language.cues["as_said"]["words"]
    return verb.dep_ in tree.advcl and verb.left_edge.lower_ in marks


def _leading_noun(verb: Token, tree: Tree) -> Token | None:
    """A noun in front that the parser hung on the verb as nothing in particular ("X, qui ..., s'est gardé")."""
    if verb.dep_ != "ROOT" or "subject" not in tree.language.grammar.get("loose", ()):
        return None
    for child in verb.children:
        named = child.i == 0 and bool(child.ent_type_)
        noun = child.pos_ in ("NOUN", "PROPN") and child.dep_ in tree.parataxis
        loose = child.i < verb.i and (noun or named)
        if loose and not tree.children(child, tree.case) and not tree.is_time_phrase(child):
            return child
    return None


def _noun_before(verb: Token, tree: Tree) -> Token | None:
    """The noun right before a present participle says it: "des responsables affirmant que"."""
    if (
        verb.morph.get("Tense") != ["Pres"]
        or not tree.is_participle(verb)
        or tree.own_subject(verb) is not None
    ):
        return None
    left = verb.doc[verb.i - 1] if verb.i else None
    while left is not None and left.pos_ in ("ADJ", "ADV") and left.i:
        left = verb.doc[left.i - 1]
    if left is None or left.pos_ not in ("NOUN", "PROPN"):
        return None
    return tree.whole_noun(left)


def is_inverted(verb: Token, tree: Tree) -> bool:
    """A reporting verb put in after or into what it reports: ", a indiqué mardi l'agence"."""
    written = verb.lower_ == verb.lemma_.lower()
    if tree.is_infinitive(verb) and written and not tree.light_verbs(verb):
        return False
    inserted = verb.dep_ in tree.parataxis | tree.advcl | tree.conj and bool(
        verb.i and after_stand_in(verb)
    )
    loose = verb.pos_ not in ("VERB", "AUX") and bool(verb.i and after_stand_in(verb))
    split = (
        bool(tree.language.cues.get("split_verbs"))
        and verb.i > 1
        and tree.lemma_keys(verb)[0].count("-") == 1
    )
    after = split and after_stand_in(verb.doc[verb.i - 1])
    return (verb.dep_ in tree.parataxis or inserted or loose or after) and tree.own_subject(
        verb
    ) is None


def after_stand_in(verb: Token) -> bool:
    """Whether the verb follows a quotation, or what stands in for one, with at most a word between.

    A comma may stand only at the quotation's end.
    """
    between = 0
    for token in reversed(verb.doc[: verb.i]):
        if token.text in {"»", "”"}:
            return True
        if token.text == "," and token.i and token.nbor(-1).text not in {"»", "”"}:
            return False
        between += token.pos_ not in ("AUX", "ADV", "PRON", "PUNCT")
        if between > 1:
            return False
    return False


def is_inverted_or_clitic(verb: Token, tree: Tree) -> bool:
    subject = tree.own_subject(verb)
    return is_inverted(verb, tree) or (
        after_stand_in(verb)
        and (subject is None or subject.i > verb.i or subject.text.startswith("-"))
    )


def has_case(noun: Token, group: str, tree: Tree) -> bool:
    wanted = tree.language.grammar[group]
    return any(c.lower_ in wanted for c in tree.children(noun, tree.case))


def _putter_out(noun: Token, tree: Tree) -> Token | None:
    """Who put a document out: "les autorités ont diffusé des images montrant P"."""
    verb = noun.head
    if noun.dep_ not in tree.object or verb.lemma_.lower() not in words(
        tree.language.cues["publish"]["lemmas"]
    ):
        return None
    return tree.subject_of(verb)


def _is_evidence(noun: Token, tree: Tree) -> bool:
    return noun.lemma_.lower() in words(tree.language.cues["evidence_nouns"]["words"])


def _owner(noun: Token, tree: Tree) -> Token | None:
    """Whose document it is: "des images de l'agence" -> agence."""
    for child in noun.children:
        if (
            child.dep_ == "nmod"
            and has_case(child, "of", tree)
            and (is_human(child, tree) or child.pos_ == "PROPN")
        ):
            return child
        if child.dep_ in tree.acl:
            agents = [t for t in tree.children(child, tree.agent) if has_case(t, "by", tree)]
            if agents and not seers(child, tree):
                return agents[0]
    return None


def seers(clause: Token, tree: Tree) -> list[Token]:
    """Who saw the document that the clause hangs on ("seen by the Post"): no author of it."""
    if clause.lemma_.lower() not in words(tree.language.cues["relay"].get("seen", "")):
        return []
    return [t for t in tree.children(clause, tree.agent) if has_case(t, "by", tree)]


def is_human(noun: Token, tree: Tree) -> bool:
    """A noun that names people, a body or a document that speaks: by table, name, or upper case."""
    if (
        noun.ent_type_ in ("PER", "ORG", "LOC", "PERSON", "GPE")
        or noun_class(noun.lemma_.lower(), tree) is not None
    ):
        return True
    if noun_class(noun.lower_, tree) is not None or noun.text[:1].isupper():
        return True
    first, _, last = noun.lower_.partition("-")  # "juge-arbitre", "ex-épouse"
    return any(noun_class(part, tree) for part in (first, last)) or any(
        c.pos_ == "PROPN" and c.i > noun.i for c in noun.children
    )
