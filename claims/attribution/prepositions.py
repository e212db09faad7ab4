"""Attributions made without a verb: "selon X", "d'après X", "de source Y", "pour X," and their scope."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING

from claims.attribution.frames import Frame, Mention
from claims.attribution.mentions import can_be_source, mentions_of, noun_class
from claims.attribution.pointing import is_report_noun
from claims.attribution.relays import RELAYED, is_medium, seer_of
from claims.attribution.speakers import has_case
from claims.languages.loader import words
from claims.sources import Directory
from claims.text.parse import Unit
from claims.text.tree import Tree

if TYPE_CHECKING:
    from claims.text.tokens import Token


_ASIDE = 12  # words that two commas may set beside a source
_NEAR = 7  # words from "révélé" to the medium behind "par"


def preposition_frames(unit: Unit, tree: Tree, directory: Directory) -> list[Frame]:
    """Frames of every attributing preposition of the unit, in text order.

    A medium that a document was put out by ("selon une note révélée par Le Monde") relays it.
    """
    table = tree.language.cues["prepositions"]
    frames: list[Frame] = []
    taken: set[int] = set()
    phrases = [(p, "plain") for p in table["plain"]] + [(p, "bare") for p in table["bare_sources"]]
    phrases += [(p, "guarded") for p in table["guarded"]]
    phrases += [(p, "back") for p in table.get("back", ())]
    phrases += [(p, "learnt") for p in table.get("learnt_from", ())]
    phrases += [(other, k) for p, k in phrases for other in _elided(p, tree)]
    text = unit.doc.text.lower()
    phrases += [(b, k) for p, k in phrases if (b := bare_capital(p)) and text.startswith(b)]
    phrases = [(p, kind) for p, kind in phrases if p in text]
    for phrase, kind in sorted(phrases, key=lambda x: -len(x[0])):
        for first, last in _occurrences(unit, phrase):
            if first.i in taken:
                continue
            frame = _frame(unit, first, last, kind, tree, directory)
            if frame is not None:
                taken |= set(range(first.i, last.i + 1))
                frames += [frame, *_put_out_by(unit, frame, tree, directory)]
    return sorted(frames, key=lambda f: f.anchor)


def bare_capital(phrase: str) -> str:
    """ "A en croire", as sentences begin without the accent of "à en croire"; "" where there is none."""
    bare = unicodedata.normalize("NFD", phrase[:1])[:1]
    return bare + phrase[1:] if bare != phrase[:1] else ""


def _elided(phrase: str, tree: Tree) -> list[str]:
    """ "aux yeux d'un", "aux yeux du": a phrase under the other forms of the word that it ends in."""
    stem, _, last = phrase.rpartition(" ")
    others = tree.language.cues["prepositions"].get("elided", {}).get(last, ())
    return [f"{stem} {other}" for other in others] if stem else []


def _put_out_by(unit: Unit, frame: Frame, tree: Tree, directory: Directory) -> list[Frame]:
    """The medium behind "révélé par", "consultée par" in the phrase that names a document."""
    head = frame.sources[0].head if frame.sources else None
    made_public = words(tree.language.cues["relay"].get("seen", ""))
    seer = seer_of(unit, head, tree, directory) if head is not None else None
    if seer is not None:
        told = mentions_of(unit, seer, tree)[:1]
        return [replace(frame, sources=told, rule=RELAYED, level=frame.level - 1)]
    for verb in unit.doc[head.i + 1 : max(frame.own, default=0)] if head is not None else ():
        if verb.lemma_.lower() not in made_public or verb.i not in frame.own:
            continue
        near = [t for t in unit.doc[verb.i + 1 : verb.i + _NEAR] if t.i in frame.own]
        media = [
            t for t in near
            if tree.children(t, tree.case) and t.pos_ in ("NOUN", "PROPN")
            and is_medium(unit, t, tree, directory)
        ]  # fmt: skip
        if media:
            medium = replace(
                frame, sources=mentions_of(unit, media[0], tree)[:1], rule=RELAYED,
                level=frame.level - 1,
            )  # fmt: skip
            return [medium]
    return []


def _occurrences(unit: Unit, phrase: str) -> list[tuple[Token, Token]]:
    """First and last token of every place where the phrase stands as whole words."""
    doc, text, found, at = unit.doc, unit.doc.text.lower(), [], 0
    while (at := text.find(phrase, at)) >= 0:
        span = doc.char_span(at, at + len(phrase))
        if span is not None and len(span):
            found.append((span[0], span[-1]))
        at += len(phrase)
    return found


def _frame(
    unit: Unit, first: Token, last: Token, kind: str, tree: Tree, directory: Directory
) -> Frame | None:
    if kind == "back":
        return _back(unit, first, last, tree)
    relative = _relative(unit, first, last, tree)
    if relative is not None:
        return relative
    noun = last if kind == "bare" else tree.noun_of_phrase(last)
    if noun is None or not can_be_source(noun, tree) or _is_measure(noun, tree):
        return None
    if any(c.lower_ in _own_words(tree) for c in tree.children(noun, tree.det)):
        return None
    if kind == "guarded" and not _guard(unit, first, noun, tree, directory):
        return None
    if kind == "learnt" and not _is_learnt(first, noun, tree):
        return None
    if kind == "bare" and first.i and tree.is_infinitive(first.nbor(-1)):
        return None  # "sans citer de nom"
    mentions = mentions_of(unit, _teller(noun, tree), tree)
    if kind == "bare":
        mentions = tuple(_from(m, noun) for m in mentions[:1])
    phrase = frozenset(range(first.i, last.i + 1)) | _phrase(noun, first)
    if first.lower_ in tree.language.cues["prepositions"].get("introducing", ()):
        commas = [t.i for t in unit.doc if t.text == "," and t.i > noun.i]
        phrase |= frozenset(range(first.i, commas[1] + 1)) if len(commas) > 1 else frozenset()
    phrase |= _participle_behind(unit, max(phrase), tree)
    scope, level = scope_of(unit, first, phrase, tree), -1
    if noun.head == noun and not scope - phrase:
        scope = _behind_phrase(unit, noun, tree)
        phrase -= scope
    if kind in ("bare", "learnt") and (report := _report_around(first, phrase, tree)) is not None:
        scope, level = tree.subtree(tree.root(first)) - tree.subtree(report), 1
    return Frame(
        mentions, "assert", f"preposition:{first.lower_}", (unit.start_of(first), unit.end_of(last)),
        first.i, content=scope - phrase, own=phrase, level=level,
    )  # fmt: skip


def _participle_behind(unit: Unit, last: int, tree: Tree) -> frozenset[int]:
    """ "According to the report, [published on Monday,] P": what two commas set beside the source."""
    doc = unit.doc
    if last + 2 >= len(doc) or doc[last + 1].text != "," or not tree.is_participle(doc[last + 2]):
        return frozenset()
    close = next((t.i for t in doc[last + 2 : last + 2 + _ASIDE] if t.text == ","), None)
    return frozenset(range(last + 1, close + 1)) if close is not None else frozenset()


def _is_learnt(first: Token, noun: Token, tree: Tree) -> bool:
    """ "a-t-on appris auprès du parquet": the phrase of a verb that only says from whom one has it."""
    verbs = (a for a in (first, noun, *noun.ancestors) if a.pos_ == "VERB")
    verb = next(verbs, None)
    keys = tree.lemma_keys(verb) if verb is not None else []
    return any(c.name == "learn" for k in keys for c in tree.language.verbs.get(k, ()))


def _teller(noun: Token, tree: Tree) -> Token:
    """ "selon une information de X": whose it is; any other noun itself."""
    if noun.lemma_.lower() not in words(tree.language.cues["report_nouns"].get("told", "")):
        return noun
    owners = (c for c in tree.children(noun, tree.nominal_parts) if has_case(c, "of", tree))
    return next((o for o in owners if o.pos_ == "PROPN" or o.text[:1].isupper()), noun)


def _own_words(tree: Tree) -> tuple[str, ...]:
    """Determiners by which an outlet speaks of its own sources ("selon nos informations")."""
    return tuple(tree.language.cues["prepositions"].get("own", ()))


def _back(unit: Unit, first: Token, last: Token, tree: Tree) -> Frame:
    """ "à l'en croire", "à ses yeux": whoever spoke last, named by the phrase itself."""
    tokens = tuple(unit.doc[first.i : last.i + 1])
    phrase = frozenset(t.i for t in tokens)
    scope = scope_of(unit, first, phrase, tree)
    return Frame(
        (Mention(unit, last, tokens),), "assert", "preposition:back",
        (unit.start_of(first), unit.end_of(last)), first.i, content=scope - phrase, own=phrase, level=-1,
    )  # fmt: skip


def _before(mention: Mention, first: Token) -> Mention:
    return Mention(mention.unit, mention.head, tuple(t for t in mention.tokens if t.i < first.i))


def _from(mention: Mention, noun: Token) -> Mention:
    return Mention(mention.unit, noun, tuple(t for t in mention.tokens if t.i >= noun.i))


def _phrase(noun: Token, first: Token) -> frozenset[int]:
    """Tokens of the noun phrase after the preposition, without what the parser hung on it wrongly."""
    kept = set()
    for token in noun.subtree:
        if token.i >= first.i:
            kept.add(token.i)
    return frozenset(kept)


def _behind_phrase(unit: Unit, noun: Token, tree: Tree) -> frozenset[int]:
    """What follows "selon X," or "selon X, qui ...," where the parser hung the sentence below X."""
    pauses = [t.i for t in unit.doc if t.text == "," and t.i > noun.i]
    relatives = (*tree.language.grammar["subject_relatives"], "dont", "que")
    if len(pauses) > 1 and unit.doc[pauses[0] + 1].lower_ in relatives:
        pauses = pauses[1:]
    return frozenset(range(pauses[0] + 1, len(unit.doc))) if pauses else frozenset()


def _is_measure(noun: Token, tree: Tree) -> bool:
    """ "selon le calendrier" measures; it does not credit."""
    table = tree.language.cues["prepositions"]
    bare = table.get("not_after_bare", ()) if not tree.children(noun, tree.det) else ()
    return noun.lemma_.lower() in (*table["not_after"], *bare)


def _guard(unit: Unit, first: Token, noun: Token, tree: Tree, directory: Directory) -> bool:
    """ "Pour X, ..." credits only at the front, with a pause after, for one who can speak."""
    before = [t for t in unit.doc[: first.i] if not t.is_punct and t.pos_ not in ("CCONJ", "ADV")]
    if before or noun.pos_ == "NUM":
        return False
    if noun.lemma_.lower() in tree.language.cues["prepositions"].get("sides_of_court", ()):
        return False  # "Pour la défense, Me X a plaidé la relaxe"
    kind = noun_class(noun.lemma_.lower(), tree) or noun_class(noun.lower_, tree)
    voices = tree.language.cues["prepositions"]["voices"]
    named = any(t.pos_ == "PROPN" and " " in t.text for t in noun.subtree if t.i - noun.i <= 4)
    alone = noun.pos_ == "PROPN" and not tree.is_time(noun)
    some = noun.lower_ in tree.language.anaphors.get("one_of", ()) and noun.pos_ == "PRON"
    human = (
        noun.ent_type_ == "PER" or kind in ("person", "unnamed") or noun.lower_ in voices
        or named or alone or some
    )  # fmt: skip
    if first.lower_ in tree.language.cues["prepositions"].get("introducing", ()):
        behind = unit.doc[noun.i + 1 : noun.i + 3]
        described = len(behind) == 2 and behind[0].text == "," and behind[1].pos_ == "DET"
        human = (alone and " " in noun.text and described) or directory.is_media(noun.text)
    after = max((t.i for t in noun.subtree), default=noun.i) + 1
    pause = any(t.text == "," for t in unit.doc[noun.i : min(after + 1, len(unit.doc))])
    return human and pause


def _relative(unit: Unit, first: Token, last: Token, tree: Tree) -> Frame | None:
    """ "des informations selon lesquelles P", "Y d'après lesquels P"."""
    after = unit.doc[last.i + 1] if last.i + 1 < len(unit.doc) else None
    if after is None or after.lower_ not in tree.language.grammar["relative_pronouns"]:
        return None
    clause = tree.clause_of(after)
    if clause.dep_ not in tree.relcl | tree.acl or clause.head == clause:
        clause = next(
            (a for a in [after, *after.ancestors] if a.dep_ in tree.relcl | tree.acl), clause
        )
    noun = _antecedent(first, tree)
    told = frozenset(i for i in tree.subtree(clause) if i > after.i)
    told |= frozenset(t.i for t in unit.doc[after.i + 1 :] if unit.mask_of(t) is not None)
    if noun is None:
        return None
    if told and not any(tree.is_finite(unit.doc[i]) for i in told):
        told |= _rest(after)
    cue = (unit.start_of(first), unit.end_of(after))
    own = frozenset(range(first.i, after.i + 1))
    if not is_report_noun(noun, tree):
        return Frame(tuple(_before(m, first) for m in mentions_of(unit, noun, tree)), "assert", "preposition:relative", cue, first.i,
                     content=told, own=own, level=1)  # fmt: skip
    return _reported(unit, noun, told, own, cue, tree)


def _rest(pronoun: Token) -> frozenset[int]:
    """What follows "pour lesquels" to the sentence's end, where the parser hung its verb elsewhere."""
    doc = pronoun.doc
    return frozenset(range(pronoun.i + 1, len(doc) - doc[len(doc) - 1].is_punct))


def _antecedent(first: Token, tree: Tree) -> Token | None:
    """The noun phrase right before "selon lesquelles"."""
    for token in reversed(first.doc[: first.i]):
        if token.pos_ in ("NOUN", "PROPN"):
            noun = tree.whole_noun(token)
            joined = noun.dep_ in tree.conj and first.nbor(-1).text == ","
            return noun.head if joined and noun.head.pos_ in ("NOUN", "PROPN") else noun
    return None


def _reported(
    unit: Unit,
    noun: Token,
    told: frozenset[int],
    own: frozenset[int],
    cue: tuple[int, int],
    tree: Tree,
) -> Frame | None:
    """The party behind a report noun: who put it out, or whose it is ("les propos de X")."""
    verb = noun.head
    stance = "assert"
    cues = next(
        (tree.language.verbs[k] for k in tree.lemma_keys(verb) if k in tree.language.verbs), ()
    )
    if any(c.stance == "deny" for c in cues) and noun.dep_ in tree.object:
        stance = "deny"
    owner = next((c for c in noun.children if c.dep_ == "nmod" and c.i < min(own)), None)
    put_out = bool(cues) or verb.lemma_.lower() in words(tree.language.cues["publish"]["lemmas"])
    speaker = owner
    if tree.is_predicate(verb) and noun.dep_ in tree.object and (put_out or owner is None):
        speaker = tree.subject_of(verb)
    if speaker is None or not can_be_source(speaker, tree) or not told:
        return None
    return Frame(mentions_of(unit, speaker, tree), stance, "noun:report", cue, min(own),
                 content=told, own=own, head=verb if tree.is_predicate(verb) else None)  # fmt: skip


def scope_of(unit: Unit, first: Token, phrase: frozenset[int], tree: Tree) -> frozenset[int]:
    """What an attributing phrase covers.

    In front of a sentence or at its end after a pause: all of it. In the middle: the innermost
    clause around it.
    """
    root = tree.root(first)
    words_before = [
        t for t in unit.doc[: first.i] if not t.is_punct and t.pos_ not in ("CCONJ", "ADV")
    ]
    last = max(phrase)
    words_after = [t for t in unit.doc[last + 1 :] if not t.is_punct]
    pause = first.i > 0 and unit.doc[first.i - 1].text in {",", "–", "—", ")"}
    if not words_before or (not words_after and (pause or tree.clause_of(first) == root)):
        return tree.subtree(root)
    clause = next((a for a in first.ancestors if a.i not in phrase and tree.is_clause(a)), root)
    told = [c for c in tree.children(clause, tree.ccomp) if c.i > last]
    if told and any(key in tree.language.verbs for key in tree.lemma_keys(clause)):
        return tree.subtree(told[0])  # "X a expliqué, d'après un procès-verbal, que P"
    if pause and first.i > clause.i and _joins_clause(clause, tree):
        clause = clause.head  # "P et Q, selon un bilan"
    return tree.subtree(root if _told_by_nobody(clause, tree) else clause)


def _joins_clause(clause: Token, tree: Tree) -> bool:
    """A second clause with its own subject, joined to the first by a conjunction and no pause."""
    joint = next((c for c in tree.children(clause, tree.coordinator) if c.i < clause.i), None)
    alike = clause.dep_ in tree.conj and tree.own_subject(clause) is not None
    return alike and joint is not None and joint.nbor(-1).text != ","


def _report_around(first: Token, phrase: frozenset[int], tree: Tree) -> Token | None:
    """ ", a appris l'AFP de source policière": the report put in, by one who has it from there."""
    clause = next((a for a in first.ancestors if a.i not in phrase and tree.is_clause(a)), None)
    if clause is None or clause.dep_ not in tree.parataxis or _told_by_nobody(clause, tree):
        return None
    told = any(key in tree.language.verbs for key in tree.lemma_keys(clause))
    return clause if told and tree.root(first) != clause else None


def _told_by_nobody(clause: Token, tree: Tree) -> bool:
    """ ", apprend-on de source judiciaire": a report put in whose only source is the phrase's."""
    nobody = tree.language.anaphors.get("nobody", ())
    said = tree.own_subject(clause)
    return clause.dep_ in tree.parataxis and said is not None and said.lower_.lstrip("-") in nobody
