"""Repairs of what a conjunction joins, told from the words' forms and order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.languages import Language
from claims.text.arcs import Arcs, cues_of, has_subject, is_finite

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_CLAUSES = ("ccomp", "xcomp")
_NOUNS = ("NOUN", "PROPN")
_OBJECTS = ("obj", "obl:arg", "obl", "dobj")


def join_anew(doc: Doc, arcs: Arcs, language: Language) -> bool:
    """Whether anything was wrong; `arcs` (head and label by token index) are put right."""
    tokens = list(doc)
    verbs = [t for t in tokens if t.dep_ == "conj" and t.pos_ in ("VERB", "AUX")]
    pronouns = [t for t in tokens if t.pos_ == "PRON"]
    root = next((t for t in tokens if t.dep_ == "ROOT"), tokens[0])
    changed = [
        *[_second_report(verb, arcs, language) for verb in verbs],
        *[_verb_joined_to_noun(verb, arcs) for verb in verbs],
        *[_owner_of_object(pronoun, arcs, language) for pronoun in pronouns],
        *[_clitic_subject(pronoun, arcs, language) for pronoun in pronouns],
        *[_that_is_reported(pronoun, root, arcs, language) for pronoun in pronouns],
        _report_over_content(root, arcs, language),
    ]
    return any(changed)


def _second_report(verb: Token, arcs: Arcs, language: Language) -> bool:
    """ "affirme que la digue a cédé et ajoute que P": who affirms adds, not the dam."""
    told = verb.head
    first = told.head
    if told.dep_ not in _CLAUSES or not first.i < told.i < verb.i or not _tells(verb, arcs):
        return False
    if not _is_marked(told) or _is_marked(verb) or has_subject(verb):
        return False
    reports = _reports(verb, language, "clause", "target") and _reports(first, language)
    if not reports or not is_finite(verb) or not is_finite(first):
        return False
    arcs[verb.i] = (first.i, "conj")
    return True


def _reports(verb: Token, language: Language, *contents: str) -> bool:
    cues = (*cues_of(verb, language), *language.verbs.get(verb.lemma_.lower(), ()))
    return any(c in cue.content for cue in cues for c in contents or ("clause",))


def _is_marked(verb: Token) -> bool:
    """A clause with its "que"; "affirme que P et que Q" has two."""
    return any(c.dep_ == "mark" and c.i < verb.i for c in verb.children)


def _tells(verb: Token, arcs: Arcs) -> bool:
    return any(h == verb.i < i and label in _CLAUSES for i, (h, label) in enumerate(arcs))


def _verb_joined_to_noun(verb: Token, arcs: Arcs) -> bool:
    """ "mentionnait la présence de plomb et préconisait des sondages": two verbs, not noun and verb."""
    noun = verb.head
    while noun.dep_ in ("nmod", "conj") and noun.pos_ in _NOUNS and noun.head.i < noun.i:
        noun = noun.head
    above = noun.head
    if noun.pos_ not in _NOUNS or noun.dep_ not in _OBJECTS or above.pos_ != "VERB":
        return False
    joined = any(c.dep_ == "cc" for c in verb.children)
    between = above.i < noun.i < verb.i
    if verb.pos_ != "VERB" or not (between and joined and is_finite(verb)) or has_subject(verb):
        return False
    arcs[verb.i] = (above.i, "conj")
    return True


def _owner_of_object(pronoun: Token, arcs: Arcs, language: Language) -> bool:
    """ "un rapport dont Mediapart publie des extraits": extracts of the report; names have no owner."""
    name = pronoun.head
    if pronoun.lower_ not in language.grammar["owner_relatives"] or name.pos_ != "PROPN":
        return False
    articles = any(c.dep_ == "det" and c.text.islower() for c in name.children)
    verb = name.head
    thing = next((c for c in verb.children if c.dep_ == "obj" and c.i > verb.i), None)
    if not name.dep_.startswith("nsubj") or articles or thing is None:
        return False
    arcs[pronoun.i] = (thing.i, "nmod")
    return True


def _clitic_subject(pronoun: Token, arcs: Arcs, language: Language) -> bool:
    """ "et les a fait sortir": a pronoun that only an object has is no subject."""
    clitics = language.anaphors.get("direct", {}).get("pronouns", ())
    if pronoun.dep_ != "nsubj" or pronoun.lower_ not in clitics:
        return False
    arcs[pronoun.i] = (pronoun.head.i, "obj")
    return True


def _that_is_reported(pronoun: Token, root: Token, arcs: Arcs, language: Language) -> bool:
    """ "P, ce que la mairie dément", with "dément" read as no verb: it is the clause's verb.

    What it is about is the whole sentence.
    """
    doc, marks = pronoun.doc, language.grammar["content_marks"]
    if pronoun.dep_ != "dep" or not 0 < pronoun.i < len(doc) - 3:
        return False
    mark = doc[pronoun.i + 1]
    if doc[pronoun.i - 1].text != "," or mark.lower_ not in marks or root.i > pronoun.i:
        return False
    behind = list(doc[mark.i + 1 : mark.i + 7])
    told = [t for t in behind if language.verb_forms.get(t.lower_) in language.verbs]
    if not told and not any(_reports(t, language) for t in behind if t.dep_ == "acl:relcl"):
        return False
    arcs[pronoun.i] = (root.i, "dep")
    nouns = [t for t in behind if t.pos_ in _NOUNS and t not in told]
    if len(told) == 1 and nouns and not any(t.pos_ in ("VERB", "AUX") for t in behind):
        verb = told[0]
        verb.pos_ = "VERB"
        verb.set_morph("Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin")
        arcs[verb.i], arcs[mark.i] = (pronoun.i, "acl:relcl"), (verb.i, "obj")
        arcs[nouns[0].i] = (verb.i, "nsubj")
    return True


def _report_over_content(root: Token, arcs: Arcs, language: Language) -> bool:
    """ "Le quotidien X, citant Y, rapporte que P" with two subjects on P's verb: "rapporte" has the first."""
    marks = [c for c in root.children if c.lower_ in language.grammar["content_marks"] and c.i > 0]
    subjects = [c for c in root.children if c.dep_.startswith("nsubj")]
    if not marks or len(subjects) != 2 or not subjects[0].i < marks[0].i < subjects[1].i:
        return False
    verb = root.doc[marks[0].i - 1]
    if verb.head != subjects[0] or verb.pos_ != "VERB" or not _reports(verb, language):
        return False
    arcs[verb.i], arcs[subjects[0].i] = (verb.i, "ROOT"), (verb.i, "nsubj")
    arcs[root.i] = (verb.i, "ccomp")
    return True
