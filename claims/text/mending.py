"""Second readings: sentences whose reporting verb the tagger took for a noun or an adjective.

"L'opposition suspecte la majorité de ...", "Le ministère dément." have a verb whose form is also
another part of speech. Such a sentence is read again with a form in its place that can only be a
verb of the same kind (`[stand_in_verbs]` of `cues.toml`, by the cue's name); the second reading
is kept, under the article's own words, where it finds a verb there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.languages import Language
from claims.text.arcs import is_finite_form, parse_of

if TYPE_CHECKING:
    from spacy.language import Language as Pipeline
    from spacy.tokens import Doc, Token

_VERBAL = ("VERB", "AUX")
_COMPLEMENTS = ("ccomp", "xcomp")


def mended(doc: Doc, language: Language, nlp: Pipeline) -> Doc:
    """The sentence in its best reading, with second reports hung where their speaker is."""
    return _raised(second_reading(doc, language, nlp), language)


def _raised(doc: Doc, language: Language) -> Doc:
    """ "craint que des gaz n'aient fui et soupçonne Y": what cannot go on the content goes on the report."""
    if "stand_in_verbs" not in language.cues:
        return doc
    found = ((t.i, _report_above(t, language)) for t in doc)
    raised = {i: above for i, above in found if above is not None}
    if not raised:
        return doc
    arcs = [(raised.get(t.i, t.head).i, t.dep_) for t in doc]
    return parse_of(doc, list(doc), arcs, [t.lemma_ for t in doc])


def _report_above(token: Token, language: Language) -> Token | None:
    """The verb over a coordination that its second member agrees with, where the first can't be its like."""
    told = token.head
    if token.dep_ != "conj" or token.pos_ != "VERB" or told.pos_ not in _VERBAL:
        return None
    if any(c.dep_.startswith("nsubj") or c.dep_ == "mark" for c in token.children):
        return None
    verb = _finite_part(token)
    if verb is None:
        return None
    above = told.head
    while above.head != above and above.pos_ in _VERBAL and _finite_part(above) is None:
        above = above.head
    if above.pos_ not in _VERBAL or above.i > told.i or told.dep_ not in _COMPLEMENTS:
        return None
    kept, other = _finite_part(told), _finite_part(above)
    if other is None or _disagree(verb, other):
        return None
    told_by = {*language.verbs, *language.government}
    reports = told_by & {token.lemma_.lower(), f"se-{token.lemma_.lower()}"}
    known = above.lemma_.lower() in language.verbs and bool(reports)
    if kept is None:
        return above
    return above if known and (_disagree(verb, kept) or _goes_with(verb, other, kept)) else None


def _finite_part(verb: Token) -> Token | None:
    parts = (verb, *(c for c in verb.children if c.dep_.startswith(("aux", "cop"))))
    return next((v for v in parts if is_finite_form(v)), None)


def _goes_with(verb: Token, other: Token, kept: Token) -> bool:
    """ "a dit que P était close, mais n'a pas exclu Q": a tense of the report's, and not of what it tells."""
    tenses = [v.morph.get("Tense") for v in (verb, other, kept)]
    return all(tenses) and tenses[0] == tenses[1] != tenses[2]


def _disagree(one: Token, other: Token) -> bool:
    """Another number, or an indicative beside a subjunctive."""
    number = one.morph.get("Number"), other.morph.get("Number")
    mood = {"".join(one.morph.get("Mood")), "".join(other.morph.get("Mood"))}
    return (all(number) and number[0] != number[1]) or mood == {"Ind", "Sub"}


def second_reading(doc: Doc, language: Language, nlp: Pipeline) -> Doc:
    """`doc`, or its better reading; words, offsets and spaces are the same in both."""
    found = next((t for t in doc if _is_misread(t, language)), None)
    if found is None:
        return doc
    stand_in = _stand_in(found, language)
    again = nlp(doc.text[: found.idx] + stand_in + doc.text[found.idx + len(found.text) :])
    fits = len(again) == len(doc) and again[found.i].text == stand_in
    if not fits or again[found.i].pos_ != "VERB":
        return doc
    return _under_own_words(doc, again, found.i, language)


def _is_misread(token: Token, language: Language) -> bool:
    """A form of a reporting verb that is tagged as something else, or as a verb with an article."""
    forms, table = language.verb_forms, language.cues.get("stand_in_verbs")
    if table is None or token.lower_ not in forms or token.i == 0 or not token.text.islower():
        return False
    if not _stand_in(token, language):
        return False
    if token.pos_ in _VERBAL:
        return any(c.dep_ == "det" for c in token.children)
    before = token.nbor(-1)
    if before.text in "»," and "»" in token.doc[max(0, token.i - 2) : token.i].text:
        return True
    if before.lower_ in table.get("clitics", ()) and _heads_sentence(token):
        return True
    if (
        before.pos_ in ("DET", "ADP", "NUM", "AUX", "CCONJ")
        or before.lower_ in table["never_after"]
    ):
        return False
    return token.pos_ == "ADV" or not _has_main_verb(token)


def _heads_sentence(token: Token) -> bool:
    """ "Le parquet leur reproche de": a root with a subject, and no copula that would make it a noun."""
    labels = [c.dep_ for c in token.children]
    copular = any(d.startswith(("cop", "aux")) for d in labels)
    return token.dep_ == "ROOT" and "nsubj" in labels and not copular


def _has_main_verb(token: Token) -> bool:
    """Whether the sentence that the token hangs in has a finite verb at its head already."""
    head = next((a for a in token.ancestors if a.pos_ in _VERBAL), None)
    if head is None or head.dep_ != "ROOT":
        return False
    finite = [head, *(c for c in head.children if c.dep_.startswith(("aux", "cop")))]
    return any(map(is_finite_form, finite))


def _stand_in(token: Token, language: Language) -> str:
    """A form that is a verb and nothing else, of the token's number and kind; empty if there is none."""
    cues = language.verbs.get(language.verb_forms[token.lower_], ())
    table = language.cues["stand_in_verbs"]
    pairs = [table[c.name] for c in cues if c.name in table]
    if not pairs or not token.lower_.endswith(tuple(table["present_endings"])):
        return ""
    return str(pairs[0][token.lower_.endswith(table["plural_ending"])])


def _under_own_words(doc: Doc, again: Doc, place: int, language: Language) -> Doc:
    lemmas = [t.lemma_ for t in again]
    lemmas[place] = language.verb_forms[doc[place].lower_].removeprefix("se-").removeprefix("s'")
    return parse_of(doc, list(again), [(t.head.i, t.dep_) for t in again], lemmas)
