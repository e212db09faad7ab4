"""Verbs whose content was told before: "dément ces accusations", "C'est ce qu'a dit X", echoes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from claims.attribution.cues import cue_span
from claims.attribution.frames import Frame, Mention
from claims.attribution.links import HERE, LEAD
from claims.attribution.mentions import can_be_source, mentions_of
from claims.attribution.relays import is_medium
from claims.attribution.speakers import has_case, is_human, speaker_of
from claims.languages.loader import VerbCue, words
from claims.sources import Directory
from claims.text.parse import Unit
from claims.text.tree import Tree

if TYPE_CHECKING:
    from claims.text.tokens import Token


def that_is_what(unit: Unit, verb: Token, cues: tuple[VerbCue, ...], tree: Tree) -> Frame | None:
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


def echo_frame(
    unit: Unit, verb: Token, keys: list[str], tree: Tree, directory: Directory
) -> Frame | None:
    """ "ont publié un récit semblable", "fait également état de": joins the claims before."""
    table, publish = tree.language.cues.get("echo", {}), tree.language.cues["publish"]
    objects = tree.children(verb, tree.object | tree.passive_subject)
    alike = any(anaphor_of(o, tree) == "echo" for o in objects)
    light = [
        f"{verb.lemma_.lower()}-{o.lemma_.lower()}"
        for o in (*objects, *tree.children(verb, tree.xcomp))
        if not tree.children(o, tree.det)
    ]
    also = any(c.lower_ in table.get("also", ()) for c in verb.children)
    repeats = also and bool(set(keys + light) & set(table.get("phrases", ())))
    repeats = repeats and not any(_is_new(o, tree) or o.left_edge.pos_ == "NUM" for o in objects)
    first = _is_first_report(verb, tree)
    if (
        not (
            alike
            and (
                verb.lemma_.lower() in words(publish["lemmas"])
                or verb.lemma_.lower() in tree.language.verbs
            )
        )
        and not repeats
        and not first
        and not _shares(verb, objects, tree)
    ):
        return None
    speaker = speaker_of(verb, tree)
    if speaker is None or not can_be_source(speaker, tree):
        return None
    if first and not is_medium(unit, speaker, tree, directory):
        return None
    return Frame(
        (*mentions_of(unit, speaker, tree), *joined_sources(unit, verb, tree)),
        "assert", "verb:echo", cue_span(unit, verb), verb.i,
        own=tree.subtree(verb), head=verb, link="echo", anaphor=_first_told(verb, first, tree),
    )  # fmt: skip


def _first_told(verb: Token, first: bool, tree: Tree) -> str:
    """What who was first told: the article's lead, or what the sentence tells ("P, a claim first reported by X")."""
    noun = verb.head
    beside = verb.dep_ in tree.acl and tree.preceding_comma(noun) and is_report_noun(noun, tree)
    return "" if not first else HERE if beside else LEAD


def _shares(verb: Token, objects: list[Token], tree: Tree) -> bool:
    """ "partage cette crainte", "fait le même constat": a view told before is theirs too."""
    table = tree.language.cues.get("echo", {})
    lemma, pointing = verb.lemma_.lower(), tree.language.anaphors["demonstratives"]
    for noun in objects:
        if noun.lemma_.lower() not in words(table.get("views", "")):
            continue
        beside = [c.lower_ for c in noun.children]
        same = any(c.rstrip("s") == "même" for c in beside)
        taken_up = same or any(c in pointing for c in beside)
        if lemma in words(table.get("share", "")) and taken_up:
            return True
        if lemma in words(table.get("share_same", "")) and same:
            return True
    return False


def joined_sources(unit: Unit, verb: Token, tree: Tree) -> tuple[Mention, ...]:
    """Sources set beside the subject: "de même que X", "comme X", "à l'instar de X"."""
    phrases = tuple(f"{p} " for p in tree.language.cues["echo"].get("joined", ()))
    found: list[Mention] = []
    for noun in verb.children if phrases else ():
        lead = noun.doc[noun.left_edge.i : noun.i].text.lower().replace("' ", "'") + " "
        human = noun.pos_ == "PROPN" or is_human(noun, tree)
        if lead.startswith(phrases) and human and not tree.own_subject(noun):
            found += mentions_of(unit, noun, tree)[:1]
    return tuple(found)


def _is_first_report(verb: Token, tree: Tree) -> bool:
    """ "The Mail first reported the talks", "the news was first reported by X": the article's lead."""
    table = tree.language.cues["echo"]
    if verb.lemma_.lower() not in table.get("first_verbs", ()) or not any(
        c.lower_ in table.get("first", ()) for c in verb.children
    ):
        return False
    if tree.children(verb, tree.ccomp):
        return False
    definite = (*tree.language.grammar["definite"], *tree.language.anaphors["possessives"])
    told = tree.children(verb, tree.object | tree.passive_subject)
    return not told or any(
        o.pos_ == "PRON" or any(c.lower_ in definite for c in o.children) for o in told
    )


def pointing_back(
    unit: Unit, verb: Token, cue: VerbCue, sources: tuple[Mention, ...], tree: Tree
) -> Frame | None:
    """ "dément ces informations", also where a relative clause follows the noun."""
    nouns = tree.children(verb, tree.object | tree.passive_subject)
    if tree.is_participle(verb) and verb.dep_ in tree.acl and is_report_noun(verb.head, tree):
        nouns = [verb.head]
        if not tree.children(verb.head, tree.relcl):
            return Frame(
                sources, cue.stance, f"verb:{cue.name}+anaphor", cue_span(unit, verb), verb.i,
                own=tree.subtree(verb), head=verb, link="anaphor", anaphor=verb.head.lemma_.lower(),
            )  # fmt: skip
    taken = not nouns and _relative_of_report(verb, tree)
    if taken:
        nouns = [verb.head]
    nobody = tree.language.anaphors.get("quantified", ())
    for noun in nouns:
        if noun.lower_ in nobody:
            continue
        pointing = any(
            c.lower_ in tree.language.anaphors["demonstratives"]
            for c in tree.children(noun, tree.det)
        )
        pointing = pointing or noun.lower_ in tree.language.anaphors["demonstratives"]
        relative = noun.lower_ in tree.language.grammar["content_marks"]
        taken_up = taken or noun.pos_ == "PRON" or relative or pointing or _takes_up(noun, tree)
        if taken_up or anaphor_of(noun, tree) == "anaphor":
            return Frame(
                sources, cue.stance, f"verb:{cue.name}+anaphor", cue_span(unit, verb), verb.i,
                own=tree.subtree(verb), head=verb, link="anaphor", anaphor=noun.lemma_.lower(),
            )  # fmt: skip
    return None


def confirmed_report(unit: Unit, verb: Token, cue: VerbCue, tree: Tree) -> Frame | None:
    """ "P, confirmant le récit de la gazette": who had told it says it too."""
    if (
        cue.name != "confirm"
        or not tree.is_participle(verb)
        or verb.dep_ not in tree.advcl | tree.acl
    ):
        return None
    for noun in tree.children(verb, tree.object):
        owners = [o for o in tree.children(noun, tree.nominal_parts) if has_case(o, "of", tree)]
        if is_report_noun(noun, tree) and owners and can_be_source(owners[0], tree):
            return Frame(
                mentions_of(unit, owners[0], tree)[:1], "assert", "verb:confirm+owner",
                cue_span(unit, verb), verb.i, own=tree.subtree(verb), head=verb,
                link="anaphor", anaphor=HERE,
            )  # fmt: skip
    return None


def _relative_of_report(verb: Token, tree: Tree) -> bool:
    """ "un chiffre que X a contesté": a relative clause on a report noun, whatever its pronoun hangs as."""
    opened = verb.left_edge.lower_ in tree.language.grammar["content_marks"]
    return (
        verb.dep_ in tree.relcl | tree.acl
        and opened
        and tree.is_finite(verb)
        and is_report_noun(verb.head, tree)
    )


def is_report_noun(noun: Token, tree: Tree) -> bool:
    nouns = tree.language.cues["report_nouns"]
    return noun.lemma_.lower() in (*words(nouns["report"]), *words(nouns["accusation"]))


def _takes_up(noun: Token, tree: Tree) -> bool:
    """ "l'information du journal", "l'existence de cette prime": a report noun, or one that points."""
    known = is_report_noun(noun, tree)
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
        or any(is_human(o, tree) and not _is_new(o, tree) for o in owners)
    )


def _is_new(noun: Token, tree: Tree) -> bool:
    """ "l'existence d'une enquête": not told of before."""
    new = tree.language.anaphors.get("ce", {}).get("one", ())
    return any(c.lower_ in new for c in tree.children(noun, tree.det))


def bare_denial(
    unit: Unit, verb: Token, cue: VerbCue, sources: tuple[Mention, ...], tree: Tree
) -> Frame | None:
    """ "Il dément", "a nié en bloc": the denial of what was told before."""
    if cue.stance != "deny" or not sources:
        return None
    return Frame(
        sources, cue.stance, "verb:deny+anaphor", cue_span(unit, verb), verb.i,
        own=tree.subtree(verb), head=verb, link="anaphor",
    )  # fmt: skip


def says_which(clause: Token, tree: Tree) -> bool:
    """Whether a clause on a noun tells the noun's content ("claims he had lied", "selon lequel P")."""
    edge = unit_edge(clause)
    clausal = tree.language.cues["report_nouns"].get("clausal", ())
    if clause.head.lemma_.lower() in clausal and tree.is_finite(clause):
        return clause.left_edge.lower_ not in tree.language.grammar["subject_relatives"]
    return edge.startswith(
        tuple(f"{p} " for p in tree.language.cues["prepositions"]["plain"])
    ) or edge.startswith("que ")


def unit_edge(clause: Token) -> str:
    """The first words of a clause, lower case, as the parser read them."""
    left = clause.left_edge.i
    return clause.doc[left : left + 3].text.lower() + " "


def anaphor_of(noun: Token, tree: Tree) -> Literal["", "anaphor", "echo"]:
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
    heavy = any(
        c.dep_ in tree.relcl | tree.acl | {"nmod"}
        and not (c.dep_ in tree.relcl and tree.preceding_comma(c))
        for c in noun.children
    )
    if any(c.lower_ in pointing for c in noun.children):
        return "anaphor"
    definite = {"le", "la", "les", "l'", "the", *tree.language.anaphors["possessives"]}
    if any(c.lower_ in definite for c in noun.children) and not heavy:
        return "anaphor"
    return ""
