"""Small words that point back inside a claim ("y", "c'est", "il"), over sentences written for these tests."""

from __future__ import annotations

import pytest

from tests.extraction.build import sentence_of

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
        (
            "Le port est fermé. Le maire n'y croit pas.",
            "croit",
            "À propos de « Le port est fermé » : le maire n'y croit pas.",
        ),
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
    "object": (
        (
            "Une campagne de fouilles débutera en juin. On ne sait pas qui la financera.",
            "financera",
            "On ne sait pas qui financera la campagne de fouilles.",
        ),
        (
            "Les secours ont fouillé la grange. Le maire les avait alertés dès minuit.",
            "alertés",
            "Le maire avait alerté les secours dès minuit.",
        ),
        (
            "Trois hommes armés ont fui. Une passante a vu l'un d'eux tomber.",
            "passante",
            "Une passante a vu l'un des trois hommes armés tomber.",
        ),
        (
            "Une partie des salariés a débrayé. Ils étaient environ 300 devant les grilles.",
            "environ",
            "Les salariés étaient environ 300 devant les grilles.",
        ),
        (
            "Deux avions participaient aux recherches. Elles pourraient se poursuivre.",
            "poursuivre",
            "Les recherches pourraient se poursuivre.",
        ),
    ),
    "relative": (
        (
            "Le ministre a visité les usines d'armement, notamment une installation produisant des "
            "systèmes d'artillerie, où il a salué les ouvriers.",
            "où il a salué",
            "Dans une installation produisant des systèmes d'artillerie, le ministre a salué les "
            "ouvriers.",
        ),
        (
            "Une ancienne salariée, dont la plainte a été classée, est plus sévère.",
            "sévère",
            "Une ancienne salariée est plus sévère.",
        ),
        (
            "L'enquête repose sur le récit de six musiciennes, dont quatre ont depuis quitté la "
            "formation.",
            "dont quatre",
            "Quatre des six musiciennes ont depuis quitté la formation.",
        ),
    ),
    "question inside": (
        (
            "On ne sait pas exactement quand et où la réunion aurait lieu.",
            "réunion",
            "On ne sait pas exactement quand et où la réunion aurait lieu.",
        ),
    ),
    "misread": (
        (
            "Plusieurs prestataires assurent ne pas avoir été payés depuis un an.",
            "payés",
            "Plusieurs prestataires n'ont pas été payés depuis un an.",
        ),
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
    assert sentence_of(text, fragment) == sentence
