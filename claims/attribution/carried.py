"""Reports by a noun and who carries it: "l'accusation de fraude, portée par X", "P, a statement echoed by X".

The participles stand in `[carried]` of `cues.toml`, the nouns in `[report_nouns]`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.attribution.cues import cue_span, make_frame
from claims.attribution.frames import Frame
from claims.attribution.links import HERE
from claims.attribution.mentions import can_be_source, mentions_of
from claims.attribution.speakers import has_case
from claims.languages.loader import Table, VerbCue, words
from claims.text.parse import Unit
from claims.text.tree import Tree

if TYPE_CHECKING:
    from claims.text.tokens import Token

_CUE = VerbCue("carry", "assert", frozenset())


def carried_frames(unit: Unit, tree: Tree) -> list[Frame]:
    """A frame for each noun of report whose participle tells who says so."""
    table = tree.language.cues.get("carried")
    if not table:
        return []
    nouns = tree.language.cues["report_nouns"]
    known = {*words(nouns["accusation"]), *words(nouns["report"])}
    found = (_frame(unit, t, table, tree) for t in unit.doc if t.lemma_.lower() in known)
    return [frame for frame in found if frame is not None]


def _frame(unit: Unit, noun: Token, table: Table, tree: Tree) -> Frame | None:
    for deed in tree.children(noun, tree.acl):
        lemma, agent = deed.lemma_.lower(), _agent(deed, tree)
        if agent is None or not tree.is_participle(deed):
            continue
        sources = mentions_of(unit, agent, tree)
        told = _content(noun, tree)
        if lemma in words(table["verbs"]) and told is not None:
            content = tree.subtree(told)
            return make_frame(unit, deed, _CUE, sources, content, tree.subtree(deed), told)
        if lemma in words(table["echoes"]) and tree.preceding_comma(noun):
            return Frame(
                sources, "assert", "noun:echo", cue_span(unit, deed), deed.i,
                own=tree.subtree(noun), head=deed, link="anaphor", anaphor=HERE,
            )  # fmt: skip
    return None


def _agent(deed: Token, tree: Tree) -> Token | None:
    agents = (t for t in tree.children(deed, tree.agent | tree.oblique) if has_case(t, "by", tree))
    return next((t for t in agents if can_be_source(t, tree)), None)


def _content(noun: Token, tree: Tree) -> Token | None:
    """What the report is of: "l'accusation de falsification"."""
    owned = (c for c in tree.children(noun, tree.nominal_parts) if has_case(c, "of", tree))
    return next((c for c in owned if c.pos_ == "NOUN"), None)
