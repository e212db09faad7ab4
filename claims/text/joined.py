"""Repairs of what a conjunction joins, told from the words' forms and order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.languages import Language

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Arcs = list[tuple[int, str]]
_CLAUSES = ("ccomp", "xcomp")
_OBJECTS = ("obj", "obl:arg", "obl", "dobj")


def join_anew(doc: Doc, arcs: Arcs, language: Language) -> bool:
    """Whether anything was wrong; `arcs` (head and label by token index) are put right."""
    changed = [
        _second_report(doc, arcs, language),
        _verb_joined_to_noun(doc, arcs),
        _owner_of_object(doc, arcs, language),
        _clitic_subject(doc, arcs, language),
        _that_is_reported(doc, arcs, language),
        _report_over_content(doc, arcs, language),
    ]
    return any(changed)


def _second_report(doc: Doc, arcs: Arcs, language: Language) -> bool:
    """ "affirme que la digue a cédé et ajoute que P": who affirms adds, not the dam."""
    changed = False
    for verb in doc:
        told = verb.head
        first = told.head
        if verb.dep_ != "conj" or told.dep_ not in _CLAUSES or not first.i < told.i < verb.i:
            continue
        reports = _reports(verb, language) and _reports(first, language)
        if not reports or not _is_marked(told) or _is_marked(verb) or _has_subject(verb):
            continue
        if _is_finite(verb) and _is_finite(first) and _tells(verb):
            arcs[verb.i] = (first.i, "conj")
            changed = True
    return changed


def _reports(verb: Token, language: Language) -> bool:
    lemma = language.verb_forms.get(verb.lower_, verb.lemma_.lower())
    cues = (*language.verbs.get(lemma, ()), *language.verbs.get(verb.lemma_.lower(), ()))
    return any("clause" in cue.content for cue in cues)


def _is_marked(verb: Token) -> bool:
    """A clause with its "que"; "affirme que P et que Q" has two."""
    return any(c.dep_ == "mark" and c.i < verb.i for c in verb.children)


def _tells(verb: Token) -> bool:
    return any(c.dep_ in _CLAUSES and c.i > verb.i for c in verb.children)


def _verb_joined_to_noun(doc: Doc, arcs: Arcs) -> bool:
    """ "mentionnait la présence de plomb et préconisait des sondages": two verbs, not noun and verb."""
    changed = False
    for verb in doc:
        noun = verb.head
        while (
            noun.dep_ in ("nmod", "conj")
            and noun.pos_ in ("NOUN", "PROPN")
            and noun.head.i < noun.i
        ):
            noun = noun.head
        above = noun.head
        if verb.dep_ != "conj" or verb.pos_ != "VERB" or noun.pos_ not in ("NOUN", "PROPN"):
            continue
        behind = noun.dep_ in _OBJECTS and above.i < noun.i < verb.i and above.pos_ == "VERB"
        joined = any(c.dep_ == "cc" for c in verb.children)
        if behind and joined and _is_finite(verb) and not _has_subject(verb):
            arcs[verb.i] = (above.i, "conj")
            changed = True
    return changed


def _owner_of_object(doc: Doc, arcs: Arcs, language: Language) -> bool:
    """ "un rapport dont Mediapart publie des extraits": extracts of the report; names have no owner."""
    changed = False
    for pronoun in doc:
        name = pronoun.head
        verb = name.head
        if pronoun.lower_ not in language.grammar["owner_relatives"] or name.pos_ != "PROPN":
            continue
        articles = any(c.dep_ == "det" and c.text.islower() for c in name.children)
        if not name.dep_.startswith("nsubj") or articles:
            continue
        thing = next((c for c in verb.children if c.dep_ == "obj" and c.i > verb.i), None)
        if thing is not None:
            arcs[pronoun.i] = (thing.i, "nmod")
            changed = True
    return changed


def _clitic_subject(doc: Doc, arcs: Arcs, language: Language) -> bool:
    """ "et les a fait sortir": a pronoun that only an object has is no subject."""
    changed, clitics = False, language.anaphors.get("direct", {}).get("pronouns", ())
    for pronoun in doc:
        if pronoun.lower_ in clitics and pronoun.dep_ == "nsubj" and pronoun.pos_ == "PRON":
            arcs[pronoun.i] = (pronoun.head.i, "obj")
            changed = True
    return changed


def _that_is_reported(doc: Doc, arcs: Arcs, language: Language) -> bool:
    """ "..., ce que la mairie dément", with "dément" read as no verb: it is the clause's verb.

    What it is about is the whole sentence.
    """
    marks, forms = language.grammar["content_marks"], language.verb_forms
    root = next((t for t in doc if t.dep_ == "ROOT"), doc[0])
    for pronoun in doc[1:-3]:
        mark, bare = doc[pronoun.i + 1], pronoun.pos_ == "PRON" and pronoun.dep_ == "dep"
        if doc[pronoun.i - 1].text != "," or not bare or mark.lower_ not in marks:
            continue
        arcs[pronoun.i] = (root.i if root.i < pronoun.i else pronoun.head.i, "dep")
        behind = list(doc[mark.i + 1 : mark.i + 7])
        told = [t for t in behind if forms.get(t.lower_) in language.verbs]
        nouns = [t for t in behind if t.pos_ in ("NOUN", "PROPN") and t not in told]
        if any(t.pos_ in ("VERB", "AUX") for t in behind) or len(told) != 1 or not nouns:
            continue
        verb, noun = told[0], nouns[0]
        verb.pos_ = "VERB"
        verb.set_morph("Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin")
        arcs[verb.i], arcs[mark.i] = (pronoun.i, "acl:relcl"), (verb.i, "obj")
        arcs[noun.i] = (verb.i, "nsubj")
        return True
    return any(arcs[t.i][0] != t.head.i for t in doc if t.dep_ == "dep")


def _report_over_content(doc: Doc, arcs: Arcs, language: Language) -> bool:
    """ "Le quotidien X, citant Y, rapporte que P" with two subjects on P's verb: "rapporte" has the first."""
    root = next((t for t in doc if t.dep_ == "ROOT"), None)
    if root is None:
        return False
    marks = [c for c in root.children if c.lower_ in language.grammar["content_marks"] and c.i > 0]
    subjects = [c for c in root.children if c.dep_.startswith("nsubj")]
    if not marks or len(subjects) != 2 or not subjects[0].i < marks[0].i < subjects[1].i:
        return False
    verb = doc[marks[0].i - 1]
    if verb.head != subjects[0] or verb.pos_ != "VERB" or not _reports(verb, language):
        return False
    arcs[verb.i], arcs[subjects[0].i] = (verb.i, "ROOT"), (verb.i, "nsubj")
    arcs[root.i] = (verb.i, "ccomp")
    return True


def _has_subject(verb: Token) -> bool:
    return any(c.dep_.startswith(("nsubj", "expl:subj")) for c in verb.children)


def _is_finite(verb: Token) -> bool:
    parts = (verb, *(c for c in verb.children if c.dep_.startswith("aux")))
    return any(p.morph.get("VerbForm") == ["Fin"] for p in parts)
