"""A claim's chain as attribution rows: who told it to whom, from the outlet inwards."""

from __future__ import annotations

from dataclasses import replace

from claims.assembly.drafts import Chain, Draft, Voice
from claims.records import Attribution, Claim, Source


class Rows:
    """Makes the rows of one article: its text, and the outlet that stands outermost."""

    def __init__(self, text: str, outlet: Source) -> None:
        self._text, self._outlet = text, outlet

    def of(self, draft: Draft) -> list[Attribution]:
        """The claim's rows, its outlet's first, then the chain, then what later words said of it."""
        chain = _once(draft.chain)
        rows = [self._outlet_row(draft.claim, bool(chain))]
        rows += self._chain_rows(draft.claim, _levels(chain))
        seen: set[tuple[str, str]] = {(r.source_id, r.stance) for r in rows}
        for linked in draft.linked:
            for row in self._chain_rows(draft.claim, _levels(_once(linked))):
                if (row.source_id, row.stance) not in seen:
                    rows.append(row)
                    seen.add((row.source_id, row.stance))
        return rows

    def _chain_rows(self, claim: Claim, levels: list[Chain]) -> list[Attribution]:
        """Each level's rows by way of those before; all but the last only pass on what they were told."""
        rows = []
        via: tuple[str, ...] = (self._outlet.name,)
        for depth, level in enumerate(levels):
            relays = depth < len(levels) - 1
            for voice in level:
                stance = "attribute" if relays and voice.stance == "assert" else voice.stance
                rows.append(self._row(claim, replace(voice, stance=stance), via))
            via = (*via, level[0].source.name)
        return rows

    def _outlet_row(self, claim: Claim, attributed: bool) -> Attribution:
        source = self._outlet
        return Attribution(
            claim.claim_id, source.source_id, source.name, source.name, source.kind,
            "attribute" if attributed else "assert", (), source.speaks_for, rule="outlet",
        )  # fmt: skip

    def _row(self, claim: Claim, voice: Voice, via: tuple[str, ...]) -> Attribution:
        source, cue = voice.source, voice.cue
        return Attribution(
            claim_id=claim.claim_id,
            source_id=source.source_id,
            source=source.name,
            mention=voice.who.mention,
            source_kind=source.kind,
            stance=voice.stance,  # type: ignore[arg-type]
            via=via,
            speaks_for=source.speaks_for,
            cue=self._text[cue[0] : cue[1]] if cue else None,
            cue_start=cue[0] if cue else None,
            cue_end=cue[1] if cue else None,
            rule=f"{voice.rule}; source by {voice.who.rule}",
        )


def sources_of(draft: Draft) -> list[Source]:
    """Everyone whom a draft's rows name but the outlet."""
    return [voice.source for chain in (_once(draft.chain), *draft.linked) for voice in chain]


def _once(chain: Chain) -> Chain:
    """Each source once, where it stands innermost."""
    kept: list[Voice] = []
    for voice in reversed(chain):
        if all(v.source.source_id != voice.source.source_id for v in kept):
            kept.append(voice)
    return tuple(reversed(kept))


def _levels(chain: Chain) -> list[Chain]:
    """Voices of one cue stand side by side; each next cue is one step nearer to the origin."""
    levels: list[list[Voice]] = []
    for voice in chain:
        if levels and levels[-1][0].cue == voice.cue and levels[-1][0].rule == voice.rule:
            levels[-1].append(voice)
        else:
            levels.append([voice])
    return [tuple(level) for level in levels]
