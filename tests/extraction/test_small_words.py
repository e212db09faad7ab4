"""Small words that point back inside a claim ("y", "c'est", "il"), over sentences written for these tests."""

from __future__ import annotations

import pytest

from tests.extraction.build import claim_with, extracted

# text, a fragment of the claim's quote, the claim's sentence
SENTENCES: dict[str, tuple[tuple[str, str, str], ...]] = {
    "y": (
        (
            "La grotte est fermée au public. Seules douze personnes y ont pénétré.",
            "pénétré",
            "Seules douze personnes ont pénétré dans la grotte.",
        ),
        (
            "Le musée appartient à la ville de Mende. Le maire espère y ouvrir un café.",
            "café",
            "Le maire espère ouvrir un café au musée.",
        ),
        (
            "L'église du village est restaurée. La chorale y chantera du Brahms.",
            "Brahms",
            "La chorale chantera du Brahms à l'église du village.",
        ),
        ("Le port est fermé. Le maire n'y croit pas.", "croit", "Le maire n'y croit pas."),
    ),
    "c'est": (
        (
            "Un bar a brûlé. C'est le troisième incendie dans la rue en un mois.",
            "troisième",
            "L'incendie est le troisième dans la rue en un mois.",
        ),
        (
            "Un bac a chaviré. C'est le naufrage le plus meurtrier dans le pays depuis 2002.",
            "naufrage",
            "Le naufrage est le plus meurtrier dans le pays depuis 2002.",
        ),
        (
            "« Ce n'est pas une décision facile », a dit Paul Roux.",
            "décision",
            "La décision n'est pas facile.",
        ),
        (
            "Le préfet ferme le pont. « C'est inacceptable », a réagi Paul Roux.",
            "inacceptable",
            "Le fait que le préfet ferme le pont est inacceptable.",
        ),
        (
            "« C'était difficile d'approcher », a raconté le commandant Paul Roux.",
            "approcher",
            "C'était difficile d'approcher.",
        ),
    ),
    "misread": (
        (
            "Le maire, Paul Roux, défend le projet. Il estime que la digue tiendra.",
            "tiendra",
            "La digue tiendra.",
        ),
        (
            "Un témoin a raconté l'avoir vue quitter la gare.",
            "quitter",
            "Un témoin l'a vue quitter la gare.",
        ),
        (
            "Il veut obtenir de l'argent afin de reconstituer les stocks qui s'épuisent et de payer la "
            "dette.",
            "payer",
            "Il veut obtenir de l'argent afin de reconstituer les stocks qui s'épuisent et de payer la "
            "dette.",
        ),
        (
            "Le maire a fait en sorte que la commune fasse partie du parc.",
            "partie",
            "Le maire a fait en sorte que la commune fasse partie du parc.",
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
def test_a_claim_needs_no_other_sentence(text: str, fragment: str, sentence: str) -> None:
    claim = claim_with(extracted(text), fragment)
    assert claim is not None
    assert claim.claim == sentence
