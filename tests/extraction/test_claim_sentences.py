"""How claims are put into words that stand alone, over sentences written for these tests."""

from __future__ import annotations

import pytest

from tests.extraction.build import claim_with, extracted

# text, a fragment of the claim's quote, the claim's sentence
SENTENCES: dict[str, tuple[tuple[str, str, str], ...]] = {
    "first person": (
        (
            "« Je n'ai jamais vu ce document », a déclaré Anne Roy.",
            "jamais vu",
            "Anne Roy n'a jamais vu ce document.",
        ),
        (
            "« J'ai alerté ma hiérarchie deux fois », raconte Josiane Petit.",
            "alerté",
            "Josiane Petit a alerté sa hiérarchie deux fois.",
        ),
        (
            "« Mon client est innocent », a plaidé Me Bruno Castel.",
            "innocent",
            "Le client de Bruno Castel est innocent.",
        ),
        (
            "« Je me suis trompé », a reconnu le maire, Marc Roux.",
            "trompé",
            "Marc Roux s'est trompé.",
        ),
        (
            "« Nous présentons nos excuses », a écrit la compagnie Altimo.",
            "excuses",
            "La compagnie Altimo présente ses excuses.",
        ),
        (
            "« Nous allons fermer l'usine », ont prévenu les salariés.",
            "fermer",
            "Les salariés vont fermer l'usine.",
        ),
        (
            "« J'irai demain au tribunal », promet Luc Petit.",
            "tribunal",
            "Luc Petit ira demain au tribunal.",
        ),
    ),
    "words kept as said": (
        (
            "« Nous avons vécu une nuit éprouvante », a confié la préfète Hélène Lagarde.",
            "éprouvante",
            "Hélène Lagarde : « Nous avons vécu une nuit éprouvante ».",
        ),
        (
            "« Personne ne m'a contacté », regrette Bernard Delpech.",
            "contacté",
            "Bernard Delpech : « Personne ne m'a contacté ».",
        ),
    ),
}


@pytest.mark.parametrize(
    "text, fragment, sentence",
    [
        pytest.param(*row, id=f"{kind}: {row[2][:60]}")
        for kind, rows in SENTENCES.items()
        for row in rows
    ],
)
def test_a_claim_stands_alone(text: str, fragment: str, sentence: str) -> None:
    claim = claim_with(extracted(text), fragment)
    assert claim is not None
    assert claim.claim == sentence
