"""A small set with a known score, for tests of the figures and of the gate."""

from __future__ import annotations

from tests.quality.gold import Entry, GoldClaim
from tests.quality.scoring import Row

ARTICLE = "a.txt"
TEXT = (
    "Le pont est fermé, a annoncé la mairie. Deux voies restent ouvertes. "
    "Selon Marc Roux, la réouverture pourrait attendre mai, ce que nie la région."
)


def gold() -> tuple[GoldClaim, ...]:
    """Three claims: one attributed, one the outlet's own, one asserted and denied."""
    return (
        _gold("Le pont est fermé", (("mairie", "assert"),), fact="pont"),
        _gold("Deux voies restent ouvertes", (), fact="pont"),
        _gold(
            "la réouverture pourrait attendre mai",
            (("Marc Roux", "assert"), ("région", "deny")),
            certainty="possible",
        ),
    )


def rows() -> tuple[Row, ...]:
    """The rows of a program that makes no error."""
    return (
        *_rows("c1", "Le pont est fermé", (("mairie", "assert"),), fact="f1"),
        *_rows("c2", "Deux voies restent ouvertes", (), fact="f1"),
        *_rows(
            "c3",
            "la réouverture pourrait attendre mai",
            (("Marc Roux", "assert"), ("la région", "deny")),
            certainty="possible",
        ),
    )


def _gold(
    quote: str,
    entries: tuple[tuple[str, str], ...],
    certainty: str = "certain",
    fact: str | None = None,
) -> GoldClaim:
    start = TEXT.index(quote)
    return GoldClaim(
        article=ARTICLE,
        start=start,
        end=start + len(quote),
        quote=quote,
        fact=fact,
        near=None,
        certainty=certainty,
        own_voice=not entries,
        optional=False,
        entries=tuple(Entry(name, (name,), stance) for name, stance in entries),
    )


def _rows(
    claim_id: str,
    quote: str,
    entries: tuple[tuple[str, str], ...],
    certainty: str = "certain",
    fact: str | None = None,
) -> list[Row]:
    start = TEXT.index(quote)
    outlet = ("La Gazette", "attribute" if entries else "assert")
    return [
        Row(
            article=ARTICLE,
            claim_id=claim_id,
            fact_id=fact or f"f-{claim_id}",
            start=start,
            end=start + len(quote),
            claim=quote[0].upper() + quote[1:] + ".",
            quote=quote,
            outlet="La Gazette",
            source=name,
            mention=name,
            stance=stance,
            certainty=certainty,
        )
        for name, stance in (outlet, *entries)
    ]
