"""Attributions made by a verb: "X a déclaré que P", "P, a indiqué X", "X accuse Y de P", "X nie P"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.attribution.frames import Frame, Mention
from claims.attribution.mentions import can_be_source, mentions_of, noun_class
from claims.languages.loader import VerbCue, words
from claims.sources import Directory
from claims.text.parse import Unit
from claims.text.tree import Tree

if TYPE_CHECKING:
    from spacy.tokens import Token


_SAY = VerbCue("say", "assert", frozenset({"clause", "quote"}))


def verb_frames(unit: Unit, tree: Tree, directory: Directory) -> list[Frame]:
    """Frames of every reporting verb of the unit, with the media that relayed them."""
    frames: list[Frame] = []
    for token in unit.doc:
        if (
            token.pos_ not in ("VERB", "AUX", "NOUN", "ADJ", "ADV", "PROPN", "X")
            or unit.mask_of(token) is not None
        ):
            continue
        found = _frame_of(unit, token, tree)
        if found is None:
            continue
        frames.append(found)
        frames += _relays(unit, token, found, tree, directory)
    return frames


def _frame_of(unit: Unit, verb: Token, tree: Tree) -> Frame | None:
    keys = tree.lemma_keys(verb)
    echo = _echo(unit, verb, keys, tree)
    if echo is not None:
        return echo
    cues = next((tree.language.verbs[k] for k in keys if k in tree.language.verbs), ())
    follows = _follows_quotation(unit, verb, tree)
    if follows:
        cues = (_SAY, *cues)
    if not cues or (verb.pos_ not in ("VERB", "AUX") and not follows and not _misread(verb, tree)):
        return None
    revealed = _that_is_what(unit, verb, cues, tree)
    if revealed is not None:
        return revealed
    if _is_refused(verb, tree):
        return None
    if tree.negated(verb):
        return _negated(unit, verb, cues, tree)
    for cue in sorted(cues, key=lambda c: "target" not in c.content):
        frame = _positive(unit, verb, cue, keys, tree)
        if frame is not None:
            return frame
    return None


def _that_is_what(unit: Unit, verb: Token, cues: tuple[VerbCue, ...], tree: Tree) -> Frame | None:
    """ "C'est ce qu'a indiqué X": X stands behind what was told before."""
    opening = unit.doc.text.lower()
    if not opening.startswith(tuple(tree.language.cues["echo"]["that_is_what"])) or verb.i > 8:
        return None
    speaker = tree.own_subject(verb) or tree.noun_after(verb)
    if speaker is None or not can_be_source(speaker, tree) or tree.negated(verb):
        return None
    return Frame(
        mentions_of(unit, speaker, tree), cues[0].stance, "verb:confirm+anaphor", cue_span(unit, verb), verb.i,
        own=frozenset(range(len(unit.doc))), head=tree.root(verb), link="anaphor",
    )  # fmt: skip


def _is_refused(verb: Token, tree: Tree) -> bool:
    """ "refusant de préciser": what one does not say is no report."""
    above = verb.head
    if not tree.is_infinitive(verb) or above == verb:
        return False
    refused = bool(
        set(tree.lemma_keys(above)) & set(words(tree.language.cues["decline"]["refuse"]))
    )
    return refused or (
        tree.negated(above)
        and above.lemma_.lower() in words(tree.language.cues["decline"]["negated_will"])
    )


def _follows_quotation(unit: Unit, verb: Token, tree: Tree) -> bool:
    """Any verb set right behind a real quotation, its subject after it, reports it."""
    first = min((t.i for t in (verb, *tree.children(verb, tree.aux))), default=verb.i)
    before = [t for t in unit.doc[max(0, first - 3) : first] if not t.is_punct and not t.is_space]
    if (
        not before
        or (verb.pos_ not in ("VERB", "AUX")
        and verb.lower_ not in tree.language.verb_forms)
    ):
        return False
    k = unit.mask_of(before[-1])
    if (
        k is None
        or (unit.masked[k][2].inner_start == unit.masked[k][2].start
        and verb.lower_ not in tree.language.verb_forms)
    ):
        return False
    subject = tree.own_subject(verb)
    return subject is None or subject.i > first


def _echo(unit: Unit, verb: Token, keys: list[str], tree: Tree) -> Frame | None:
    """ "ont publié des informations similaires", "fait également état de": joins the claims before."""
    table, publish = tree.language.cues.get("echo", {}), tree.language.cues["publish"]
    objects = tree.children(verb, tree.object)
    alike = any(anaphor_of(o, tree) == "echo" for o in objects)
    light = [
        f"{verb.lemma_.lower()}-{o.lemma_.lower()}"
        for o in objects
        if not tree.children(o, tree.det)
    ]
    also = any(c.lower_ in table.get("also", ()) for c in verb.children)
    repeats = also and bool(set(keys + light) & set(table.get("phrases", ())))
    if (
        not (
            alike
            and (
                verb.lemma_.lower() in words(publish["lemmas"])
                or verb.lemma_.lower() in tree.language.verbs
            )
        )
        and not repeats
    ):
        return None
    speaker = speaker_of(verb, tree)
    if speaker is None or not can_be_source(speaker, tree):
        return None
    return Frame(
        mentions_of(unit, speaker, tree), "assert", "verb:echo", cue_span(unit, verb), verb.i,
        own=tree.subtree(verb), head=verb, link="echo",
    )  # fmt: skip


def _misread(verb: Token, tree: Tree) -> bool:
    """A verb the tagger took for a noun still has an auxiliary or a subject of its own."""
    if verb.text[:1].isupper() or tree.children(verb, tree.det | tree.case):
        return False
    if not any(t.pos_ in ("VERB", "AUX") and tree.is_finite(t) for t in verb.doc):
        return True
    return bool(
        tree.children(verb, tree.aux) or verb.dep_ in tree.parataxis or tree.own_subject(verb)
    )


def _positive(unit: Unit, verb: Token, cue: VerbCue, keys: list[str], tree: Tree) -> Frame | None:
    if "relay" in cue.content:
        return _citing(unit, verb, cue, tree)
    sources = _sources(unit, verb, cue, tree)
    if sources is None:
        return None
    if "target" in cue.content:
        return _accusation(unit, verb, cue, sources, tree)
    if cue.name in ("deny", "reject", "confirm"):
        back = _pointing_back(unit, verb, cue, sources, tree)
        if back is not None:
            return back
    content = _clause_content(unit, verb, cue, keys, tree)
    if content is not None:
        told, own, nominal = content
        return _make(unit, verb, cue, sources, told, own, nominal)
    return _nominal(unit, verb, cue, sources, tree)


def _make(
    unit: Unit,
    verb: Token,
    cue: VerbCue,
    sources: tuple[Mention, ...],
    told: frozenset[int],
    own: frozenset[int],
    nominal: Token | None = None,
) -> Frame:
    return Frame(
        sources=sources, stance=cue.stance, rule=f"verb:{cue.name}", cue=cue_span(unit, verb), anchor=verb.i,
        content=told, own=own, head=verb, certainty=cue.certainty, nominal=nominal,
    )  # fmt: skip


def cue_span(unit: Unit, verb: Token) -> tuple[int, int]:
    """Article offsets of the verb with its auxiliaries and negation."""
    near = [verb]
    for child in verb.children:
        if child.dep_.startswith(("aux", "neg")) or child.lower_ in (
            "ne",
            "n'",
            "pas",
            "not",
            "n't",
        ):
            near.append(child)
    near = [t for t in near if abs(t.i - verb.i) <= 5]
    first, last = min(near, key=lambda t: t.i), max(near, key=lambda t: t.i)
    return unit.start_of(first), unit.end_of(last)


# --- who ---------------------------------------------------------------------------------------


def _sources(unit: Unit, verb: Token, cue: VerbCue, tree: Tree) -> tuple[Mention, ...] | None:
    """Mentions of the verb's subject; None where what the verb has cannot be a source."""
    subject = speaker_of(verb, tree)
    if subject is not None and subject.lower_.lstrip("-").removeprefix("t-") in ("on", "l'on"):
        return _place_of_on(unit, verb, tree) or ()
    if subject is None:
        return () if tree.is_passive(verb) and cue.name in ("accuse", "say", "announce") else None
    if not can_be_source(subject, tree):
        return None
    low = subject.lower_.lstrip("-").removeprefix("t-")
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


def _place_of_on(unit: Unit, verb: Token, tree: Tree) -> tuple[Mention, ...] | None:
    """ "À Bercy, on assure que": the house whose people speak."""
    for noun in tree.children(verb, tree.oblique | frozenset({"dep", "advmod"})):
        cases = [c.lower_ for c in tree.children(noun, tree.case)]
        if (
            cases
            and cases[0] in tree.language.cues["relay"]["houses"]
            and (_is_human(noun, tree) or noun.pos_ == "PROPN")
        ):
            return mentions_of(unit, noun, tree)[:1]
    return None


def speaker_of(verb: Token, tree: Tree) -> Token | None:
    """The one who says: the agent of a passive, the subject, or the noun after an inverted verb."""
    if tree.is_passive(verb):
        agents = [
            t for t in tree.children(verb, tree.agent | tree.oblique) if _has_case(t, "by", tree)
        ]
        if agents:
            return agents[0]
        if not _inverted(verb, tree) and not tree.children(verb, tree.aux - tree.passive_aux):
            return None
    before = _noun_before(verb, tree)
    if before is not None:
        return before
    subject = tree.subject_of(verb)
    if subject is not None and not (
        subject.i < verb.i and _inverted(verb, tree) and tree.own_subject(verb) is None
    ):
        return subject
    if _inverted(verb, tree):
        return tree.noun_after(verb)
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
    while (
        left.dep_ in tree.nominal_parts
        and left.head.i < left.i
        and left.head.pos_ in ("NOUN", "PROPN")
    ):
        left = left.head
    return left


def _inverted(verb: Token, tree: Tree) -> bool:
    """A reporting verb put in after or into what it reports: ", a indiqué mardi l'agence"."""
    inserted = verb.dep_ in tree.parataxis | tree.advcl | tree.conj and bool(
        verb.i and _after_stand_in(verb)
    )
    loose = verb.pos_ not in ("VERB", "AUX") and bool(verb.i and _after_stand_in(verb))
    split = (
        bool(tree.language.cues.get("split_verbs"))
        and verb.i > 1
        and tree.lemma_keys(verb)[0].count("-") == 1
    )
    after = split and _after_stand_in(verb.doc[verb.i - 1])
    return (verb.dep_ in tree.parataxis or inserted or loose or after) and tree.own_subject(
        verb
    ) is None


def _after_stand_in(verb: Token) -> bool:
    """Whether the verb follows a quotation, or what stands in for one, with at most a word between."""
    between = 0
    for token in reversed(verb.doc[: verb.i]):
        if token.text in {"»", "”"}:
            return True
        between += token.pos_ not in ("AUX", "ADV", "PRON", "PUNCT")
        if between > 1:
            return False
    return False


def _has_case(noun: Token, group: str, tree: Tree) -> bool:
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
            and _has_case(child, "of", tree)
            and (_is_human(child, tree) or child.pos_ == "PROPN")
        ):
            return child
        if child.dep_ in tree.acl:
            agents = [t for t in tree.children(child, tree.agent) if _has_case(t, "by", tree)]
            if agents:
                return agents[0]
    return None


def _is_human(noun: Token, tree: Tree) -> bool:
    """A noun that names people, a body or a document that speaks: by table, name, or upper case."""
    if (
        noun.ent_type_ in ("PER", "ORG", "LOC", "PERSON", "GPE")
        or noun_class(noun.lemma_.lower(), tree) is not None
    ):
        return True
    if noun_class(noun.lower_, tree) is not None or noun.text[:1].isupper():
        return True
    first = noun.lower_.split("-")[0]
    return noun_class(first, tree) is not None or any(
        c.pos_ == "PROPN" and c.i > noun.i for c in noun.children
    )


# --- what --------------------------------------------------------------------------------------

Content = tuple[frozenset[int], frozenset[int], "Token | None"]


def _clause_content(
    unit: Unit, verb: Token, cue: VerbCue, keys: list[str], tree: Tree
) -> Content | None:
    below = tree.subtree(verb)
    if unit.masked and _inverted_or_clitic(verb, tree):
        around = _surrounding(unit, verb, tree)
        if around is not None:
            return around
    if "clause" in cue.content:
        clauses = [c for c in tree.children(verb, tree.ccomp) if _is_statement(c, tree)]
        clauses += [c for c in _later_clauses(verb, tree) if c not in clauses]
        if clauses:
            told = frozenset().union(*(tree.subtree(c) for c in clauses))
            return told, below - told, None
    if "infinitive" in cue.content and set(keys) & set(
        words(tree.language.cues["infinitive"]["verbs"])
    ):
        open_ones = [
            c for c in tree.children(verb, tree.xcomp | tree.ccomp | tree.object | tree.advcl)
            if tree.is_infinitive(c) and c.i > verb.i and not _has_case(c, "purpose", tree)
        ]  # fmt: skip
        if open_ones:
            told = tree.subtree(open_ones[0])
            return told, below - told, None
    if "clause" in cue.content:
        told = _after_mark(verb, tree)
        if told:
            return told, below - told, None
    if "quote" not in cue.content and "clause" not in cue.content:
        return None
    after_colon = _after_colon(unit, verb, tree)
    if after_colon:
        return after_colon, below - after_colon, None
    return _surrounding(unit, verb, tree)


def _after_mark(verb: Token, tree: Tree) -> frozenset[int]:
    """What follows "que" soon after the verb, for clauses the parser hung elsewhere."""
    for token in verb.doc[verb.i + 1 : verb.i + 8]:
        if token.lower_ in tree.language.grammar["content_marks"]:
            end = len(verb.doc) - (1 if verb.doc[-1].is_punct else 0)
            told = frozenset(range(token.i + 1, end))
            return told if any(tree.is_finite(verb.doc[i]) for i in told) else frozenset()
        if token.is_punct or (token.pos_ in ("VERB", "AUX") and tree.is_finite(token)):
            break
    return frozenset()


def _after_colon(unit: Unit, verb: Token, tree: Tree) -> frozenset[int]:
    """ "Le syndicat s'inquiète : vingt festivals ont fermé": a clause after the colon."""
    for token in verb.doc[verb.i + 1 : verb.i + 12]:
        if token.text == ":":
            told = frozenset(
                range(token.i + 1, len(verb.doc) - (1 if verb.doc[-1].is_punct else 0))
            )
            masked = any(unit.mask_of(verb.doc[i]) is not None for i in told)
            spoken = any(tree.is_finite(verb.doc[i]) for i in told)
            return told if spoken and not masked else frozenset()
        if token.is_punct or (token.pos_ in ("VERB", "AUX") and tree.is_finite(token)):
            break
    return frozenset()


def _inverted_or_clitic(verb: Token, tree: Tree) -> bool:
    subject = tree.own_subject(verb)
    return (
        _inverted(verb, tree)
        or (_after_stand_in(verb)
        and (subject is None or subject.i > verb.i or subject.text.startswith("-")))
    )


def _is_statement(clause: Token, tree: Tree) -> bool:
    """A clause that says what is so, and not an indirect question."""
    asked = set(words(tree.language.cues["questions"]["words"]))
    marks = tree.children(clause, tree.mark)
    if any(m.lower_ in asked or m.lemma_.lower() in asked for m in marks):
        return False
    first = clause.left_edge
    return first.lower_ not in asked or first.dep_ in tree.subject


def _later_clauses(verb: Token, tree: Tree) -> list[Token]:
    """Clauses with "que" that the parser hung on the verb as something else than its complement."""
    found = [
        c for a in verb.children if a.i > verb.i and (a.pos_ == "ADV" or tree.is_time_phrase(a))
        for c in tree.children(a, tree.ccomp | tree.relcl | tree.acl | tree.advcl)
        if c.left_edge.lower_ in ("que", "qu'", "that") and c.left_edge.dep_ in tree.mark
    ]  # fmt: skip
    for child in verb.children:
        if child.i < verb.i or child.dep_ not in tree.advcl | tree.conj | tree.relcl | tree.acl:
            continue
        marks = [m.lower_ for m in tree.children(child, tree.mark)]
        if child.left_edge.lower_ in ("que", "qu'", "that") and marks[:1] in (
            ["que"],
            ["qu'"],
            ["that"],
        ):
            found.append(child)
    return found


def _surrounding(unit: Unit, verb: Token, tree: Tree) -> Content | None:
    """The sentence around an inserted verb, or a clause or quotation that stands beside the verb."""
    below = tree.subtree(verb)
    as_said = set(tree.language.cues["as_said"]["words"])
    if unit.masked and _after_stand_in(verb):
        masks = frozenset(t.i for t in unit.doc if unit.mask_of(t) is not None)
        around = (
            tree.subtree(tree.root(verb)) - below if verb.dep_ in tree.parataxis else frozenset()
        )
        return masks | around, below - masks, None
    inserted = verb.dep_ in tree.parataxis or (
        verb.dep_ in tree.advcl
        and any(m.lower_ in as_said for m in (*tree.children(verb, tree.mark), verb.left_edge))
    )
    if inserted and verb.head != verb:
        told = tree.subtree(tree.root(verb)) - below
        return told, below, None
    beside = [
        c for c in verb.children
        if (tree.is_clause(c) or unit.mask_of(c) is not None)
        and c.dep_ in tree.ccomp | tree.parataxis | tree.conj | {"dep", "obj", "nsubj", "obl:mod", "advcl", "xcomp"}
        and (unit.mask_of(c) is not None or (c.i < verb.i and tree.own_subject(c) and _after(verb, tree)))
    ]  # fmt: skip
    masks = {t.i for t in unit.doc if unit.mask_of(t) is not None}
    if not beside and masks and verb.dep_ in ("ROOT", *tree.conj, *tree.parataxis):
        return frozenset(masks), below - frozenset(masks), None
    if not beside:
        return None
    told = frozenset().union(*(tree.subtree(c) for c in beside))
    return told, below - told, None


def _after(verb: Token, tree: Tree) -> bool:
    subject = tree.own_subject(verb)
    return subject is not None and subject.i > verb.i


def _who_speaks(sources: tuple[Mention, ...], tree: Tree) -> bool:
    """Nominal content needs a subject that can speak: "la hausse annonce un hiver froid" does not."""
    return any(_is_human(m.head, tree) or m.head.pos_ in ("PRON", "PROPN") for m in sources)


def _nominal(
    unit: Unit, verb: Token, cue: VerbCue, sources: tuple[Mention, ...], tree: Tree
) -> Frame | None:
    """A noun phrase as content: told before ("ces accusations"), alike ("similaires"), or an event."""
    if "nominal" not in cue.content:
        return None
    objects = [
        c for c in tree.children(verb, tree.object | tree.passive_subject) if not tree.is_time(c)
    ]
    if not objects:
        return _bare_denial(unit, verb, cue, sources, tree)
    noun = objects[0]
    if not _who_speaks(sources, tree):
        return None
    link = anaphor_of(noun, tree)
    if link:
        return Frame(
            sources, cue.stance, f"verb:{cue.name}+anaphor", cue_span(unit, verb), verb.i,
            own=tree.subtree(verb), head=verb, link=link, anaphor=noun.lemma_.lower(),
        )  # fmt: skip
    told = tree.subtree(noun)
    carrier = next(
        (c for c in noun.children if c.dep_ in tree.relcl | tree.acl and _says_which(c, tree)), None
    )
    if carrier is not None:
        return _make(
            unit,
            verb,
            cue,
            sources,
            tree.subtree(carrier),
            tree.subtree(verb) - tree.subtree(carrier),
        )
    if noun.pos_ == "PRON" or len(told) < (2 if cue.stance == "deny" else 3):
        return None
    return _make(unit, verb, cue, sources, told, tree.subtree(verb) - told, noun)


def _pointing_back(
    unit: Unit, verb: Token, cue: VerbCue, sources: tuple[Mention, ...], tree: Tree
) -> Frame | None:
    """ "dément ces informations", also where a relative clause follows the noun."""
    nouns = tree.children(verb, tree.object | tree.passive_subject)
    if tree.is_participle(verb) and verb.dep_ in tree.acl and _is_report_noun(verb.head, tree):
        nouns = [verb.head]
        if not tree.children(verb.head, tree.relcl):
            return Frame(
                sources, cue.stance, f"verb:{cue.name}+anaphor", cue_span(unit, verb), verb.i,
                own=tree.subtree(verb), head=verb, link="anaphor", anaphor=verb.head.lemma_.lower(),
            )  # fmt: skip
    for noun in nouns:
        pointing = any(
            c.lower_ in tree.language.anaphors["demonstratives"]
            for c in tree.children(noun, tree.det)
        )
        taken_up = noun.pos_ == "PRON" or pointing or _takes_up(noun, tree)
        if taken_up or anaphor_of(noun, tree) == "anaphor":
            return Frame(
                sources, cue.stance, f"verb:{cue.name}+anaphor", cue_span(unit, verb), verb.i,
                own=tree.subtree(verb), head=verb, link="anaphor", anaphor=noun.lemma_.lower(),
            )  # fmt: skip
    return None


def _is_report_noun(noun: Token, tree: Tree) -> bool:
    nouns = tree.language.cues["report_nouns"]
    return noun.lemma_.lower() in (*words(nouns["report"]), *words(nouns["accusation"]))


def _takes_up(noun: Token, tree: Tree) -> bool:
    """ "l'information du journal", "l'existence de cette prime": a report noun, or one that points."""
    known = _is_report_noun(noun, tree)
    definite = any(
        c.lower_ in tree.language.grammar["definite"] for c in tree.children(noun, tree.det)
    )
    if not known or not definite or any(c.dep_ in tree.relcl | tree.acl for c in noun.children):
        return False
    owners = [
        c for c in noun.children if c.dep_ in tree.nominal_parts and tree.children(c, tree.case)
    ]
    pointing = tree.language.anaphors["demonstratives"]
    return (
        not owners
        or any(t.lower_ in pointing for t in noun.subtree)
        or any(_is_human(o, tree) for o in owners)
    )


def _bare_denial(
    unit: Unit, verb: Token, cue: VerbCue, sources: tuple[Mention, ...], tree: Tree
) -> Frame | None:
    """ "Il dément", "a nié en bloc": the denial of what was told before."""
    if cue.stance != "deny" or not sources:
        return None
    return Frame(
        sources, cue.stance, "verb:deny+anaphor", cue_span(unit, verb), verb.i,
        own=tree.subtree(verb), head=verb, link="anaphor",
    )  # fmt: skip


def _opens_with_mark(clause: Token, tree: Tree) -> bool:
    """ "reports that P": a clause whose "that" is a conjunction, not its subject."""
    edge = clause.left_edge
    return (
        edge.lower_ in tree.language.grammar["content_marks"]
        and edge.dep_ in tree.mark
        and tree.is_finite(clause)
    )


def _says_which(clause: Token, tree: Tree) -> bool:
    edge = unit_edge(clause)
    return edge.startswith(
        tuple(f"{p} " for p in tree.language.cues["prepositions"]["plain"])
    ) or edge.startswith("que ")


def unit_edge(clause: Token) -> str:
    """The first words of a clause, lower case, as the parser read them."""
    left = clause.left_edge.i
    return clause.doc[left : left + 3].text.lower() + " "


def anaphor_of(noun: Token, tree: Tree) -> str:
    """ "anaphor" for "ces accusations", "echo" for "des informations similaires", else nothing."""
    nouns = tree.language.cues["report_nouns"]
    known = set(words(nouns["accusation"])) | set(words(nouns["report"]))
    if noun.lemma_.lower() not in known and noun.lower_.rstrip("s") not in known:
        return ""
    if any(
        c.lemma_.lower() in nouns["similar"] or c.lower_.rstrip("s") in nouns["similar"]
        for c in noun.children
    ):
        return "echo"
    pointing = set(tree.language.anaphors["demonstratives"])
    heavy = any(c.dep_ in tree.relcl | tree.acl | {"nmod"} for c in noun.children)
    if any(c.lower_ in pointing for c in noun.children):
        return "anaphor"
    definite = {"le", "la", "les", "l'", "the", *tree.language.anaphors["possessives"]}
    if any(c.lower_ in definite for c in noun.children) and not heavy:
        return "anaphor"
    return ""


# --- special verbs -----------------------------------------------------------------------------


def _accusation(
    unit: Unit, verb: Token, cue: VerbCue, sources: tuple[Mention, ...], tree: Tree
) -> Frame | None:
    """ "X accuse Y de P": the content runs from Y to the end of P; so does "Y, accusé par X de P"."""
    targets = tree.children(verb, tree.object | tree.passive_subject | frozenset({"iobj"}))
    if not targets and tree.is_participle(verb):
        targets = [verb.head] if verb.head.pos_ in ("NOUN", "PROPN") else []
    deeds = [
        c for c in verb.children
        if c.i > verb.i and (
            (c.dep_ in tree.xcomp | tree.advcl | tree.ccomp | tree.acl and tree.is_infinitive(c))
            or (c.dep_ in tree.oblique and _has_case(c, "of", tree))
        )
    ]  # fmt: skip
    for target in targets:
        deeds += [c for c in target.children if c.dep_ in tree.acl and tree.is_infinitive(c)]
    if not deeds or not sources:
        return None
    told = tree.subtree(deeds[0])
    near = [t for t in targets if t.i > verb.i]
    for target in near:
        told |= tree.subtree(target)
    return _make(unit, verb, cue, sources, told, tree.subtree(verb) - told, deeds[0])


def _citing(unit: Unit, verb: Token, cue: VerbCue, tree: Tree) -> Frame | None:
    """ "citant Y", "qui cite Y", "X a cité Y affirmant P": Y stands behind what X tells."""
    objects = [c for c in tree.children(verb, tree.object) if can_be_source(c, tree)]
    if not objects or not (_is_human(objects[0], tree) or objects[0].pos_ in ("PROPN", "PRON")):
        return None
    cited = mentions_of(unit, objects[0], tree)
    clause = next((c for c in objects[0].children if c.dep_ in tree.acl | tree.relcl), None)
    clause = clause or next(
        (c for c in verb.children if c.i > objects[0].i and tree.is_participle(c)), None
    )
    if verb.dep_ in tree.advcl | tree.acl | tree.relcl or tree.is_participle(verb):
        return Frame(
            cited, "assert", "verb:citing", cue_span(unit, verb), verb.i,
            own=tree.subtree(verb), head=verb, level=1, link="group",
        )  # fmt: skip
    speaker = speaker_of(verb, tree)
    right = [t for t in unit.doc[objects[0].i + 1 :] if unit.mask_of(t) is not None]
    if speaker is None or (clause is None and not right):
        return None
    told = (
        frozenset(t.i for t in right)
        if clause is None
        else tree.subtree(objects[0]) | tree.subtree(clause)
    )
    told |= frozenset(
        t.i for t in unit.doc[objects[0].left_edge.i :] if t.i < (right[0].i if right else 0)
    )
    return _make(unit, verb, cue, mentions_of(unit, speaker, tree), told, tree.subtree(verb) - told)


def _relays(unit: Unit, verb: Token, frame: Frame, tree: Tree, directory: Directory) -> list[Frame]:
    """Media that the source spoke to: "a dit Y à l'agence X" puts X between the outlet and Y."""
    if frame.stance == "decline" or frame.rule == "verb:citing":
        return []
    spoken_to = tree.language.cues["relay"]["before"]
    told = verb.lemma_.lower() in tree.language.cues["relay"].get("objects", ())
    found = []
    for noun in tree.children(
        verb, tree.oblique | frozenset({"obl:arg", "iobj"}) | (tree.object if told else frozenset())
    ):
        cases = [c.lower_ for c in tree.children(noun, tree.case)]
        if not (told and noun.dep_ in tree.object) and (not cases or cases[0] not in spoken_to):
            continue
        if not is_medium(unit, noun, tree, directory):
            continue
        found.append(
            Frame(
                mentions_of(unit, noun, tree)[:1], "assert", "relay:told", frame.cue, verb.i,
                content=frame.content, own=frame.own, head=frame.head, level=-1, link=frame.link,
            )
        )  # fmt: skip
    return found[:1]


def is_medium(unit: Unit, noun: Token, tree: Tree, directory: Directory) -> bool:
    """A named outlet or agency: in the directory, or "l'agence X", "le quotidien X"."""
    phrase = mentions_of(unit, noun, tree)
    if not phrase:
        return False
    written = phrase[0].text != phrase[0].text.lower()
    if (
        (written
        and directory.is_media(phrase[0].text))
        or (noun.pos_ == "PROPN" and directory.is_media(noun.text))
    ):
        return True
    if noun.morph.get("Number") == ["Plur"]:
        return False
    beside = [noun, *phrase[0].tokens, *(c for c in noun.children if c.dep_ in tree.appos)]
    if noun.text[:1].isupper() and any(
        noun_class(t.lower_, tree) in ("outlet", "agency") for t in beside
    ):
        return True
    return noun_class(noun.lemma_.lower(), tree) in ("outlet", "agency")


# --- declining ---------------------------------------------------------------------------------


def _negated(unit: Unit, verb: Token, cues: tuple[VerbCue, ...], tree: Tree) -> Frame | None:
    """A negated cue: "n'a pas confirmé" declines; "n'a pas dit que" tells nothing."""
    decline = tree.language.cues["decline"]
    if verb.lemma_.lower() not in words(decline["negated"]):
        return None
    return decline_frame(unit, verb, verb, tree)


def decline_frame(unit: Unit, verb: Token, told: Token, tree: Tree) -> Frame | None:
    """A frame of stance decline by `verb`'s subject on the clause or the report that `told` governs."""
    speaker = speaker_of(verb, tree)
    if speaker is None or not can_be_source(speaker, tree):
        return None
    sources = mentions_of(unit, speaker, tree)
    clauses = [c for c in tree.children(told, tree.ccomp) if _is_statement(c, tree)]
    clauses += [
        c for noun in tree.children(told, tree.object) if _is_report_noun(noun, tree)
        for c in tree.children(noun, tree.acl | tree.ccomp | tree.relcl) if _opens_with_mark(c, tree)
    ]  # fmt: skip
    if clauses:
        content = tree.subtree(clauses[0])
        return Frame(
            sources, "decline", "decline:clause", cue_span(unit, verb), verb.i,
            content=content, own=tree.subtree(verb) - content, head=verb,
        )  # fmt: skip
    objects = tree.children(told, tree.object)
    decline = tree.language.cues["decline"]
    if objects and told.lemma_.lower() in words(decline["of_reports"]):
        link = anaphor_of(objects[0], tree)
        if not link and objects[0].pos_ != "PRON":
            return None
    elif told.lemma_.lower() in words(decline["specific"]):
        return None
    return Frame(
        sources, "decline", "decline:anaphor", cue_span(unit, verb), verb.i,
        own=tree.subtree(verb), head=verb, link="anaphor",
    )  # fmt: skip
