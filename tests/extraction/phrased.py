"""What is told by a phrase and no clause, and other ways of dense prose, one table a construction.

The sentences were written for these tests, on other topics than the articles of tests/gold.
"""

from __future__ import annotations

from tests.extraction.cases import Case, table

PHRASED: tuple[Case, ...] = (
    *table(
        "left open",
        (
            "La préfète a refusé de dire si un suspect avait été arrêté.",
            "un suspect",
            "préfète decline",
            "possible",
            "Un suspect avait été arrêté.",
        ),
        (
            "Le groupe n'a pas précisé si l'usine rouvrirait en mars.",
            "rouvrirait",
            "groupe decline",
            "possible",
        ),
        ("Rien ne dit si la vanne était fermée.", "la vanne", ""),
        (
            "La digue a cédé, selon des riverains. La mairie s'est abstenue de tout commentaire.",
            "La digue",
            "riverains assert; mairie decline",
        ),
    ),
    *table(
        "amount",
        (
            "Le syndicat chiffre les travaux à 9 millions d'euros.",
            "les travaux",
            "syndicat assert",
            "certain",
            "Les travaux s'élèvent à 9 millions d'euros.",
        ),
        (
            "La région estime le coût à 14 millions d'euros et juge que l'achat attendra.",
            "le coût",
            "région assert",
            "certain",
            "Le coût s'élève à 14 millions d'euros.",
        ),
        (
            "La ligue revendique 12 000 adhérents.",
            "12 000",
            "ligue assert",
            "certain",
            "La ligue compte 12 000 adhérents.",
        ),
    ),
    *table(
        "finding",
        (
            "L'étude conclut à un risque d'asthme « doublé » chez les riverains.",
            "un risque",
            "étude assert",
            "possible",
            "Il y a un risque d'asthme doublé chez les riverains.",
        ),
        (
            "Les experts concluent à la responsabilité du conducteur.",
            "la responsabilité",
            "experts assert",
            "certain",
            "La responsabilité du conducteur est établie.",
        ),
        (
            "Le rapport relevait déjà « des fuites chroniques » sur la conduite.",
            "des fuites",
            "rapport assert",
        ),
        (
            "Les enquêteurs y voient la marque d'un groupe étranger.",
            "la marque",
            "enquêteurs assert",
            "certain",
            "Il s'agit de la marque d'un groupe étranger.",
        ),
        (
            "Le gardien clame son innocence.",
            "son innocence",
            "gardien assert",
            "certain",
            "Le gardien est innocent.",
        ),
        (
            "Les gendarmes penchent, d'après un magistrat, pour le vol d'un badge.",
            "le vol",
            "magistrat attribute; gendarmes assert",
            "probable",
        ),
    ),
    *table(
        "quoted object",
        (
            "Le cabinet de la maire dénonce « une manœuvre à six mois des élections ».",
            "une manœuvre",
            "cabinet de la maire assert",
            "certain",
            "Il y a une manœuvre à six mois des élections.",
        ),
        (
            "L'éleveur redoute « la fin des pâturages de la vallée ».",
            "la fin",
            "éleveur assert",
            "possible",
        ),
        (
            "Oslo a jugé le scrutin « globalement crédible ».",
            "le scrutin",
            "Norvège assert",
            "certain",
            "Le scrutin est globalement crédible.",
        ),
        (
            "La direction propose un calendrier que l'intersyndicale trouve « irréaliste ».",
            "irréaliste",
            "intersyndicale assert",
            "certain",
            "Le calendrier est irréaliste.",
        ),
    ),
    *table(
        "going on",
        (
            "« Le toit tient », a dit la cheffe, Anne Roy, à Radio Alpes. « Nous pompons jour et nuit. »",
            "Nous pompons",
            "Radio Alpes attribute; Anne Roy assert",
        ),
        (
            "Selon un élu, les pompes se seraient arrêtées une heure. L'eau serait montée de deux mètres.",
            "L'eau",
            "élu assert",
            "reported",
        ),
        (
            "« Mon chef m'a dit que la cuve était vide », affirme le chauffeur.",
            "la cuve",
            "chauffeur attribute; chef assert",
        ),
        (
            "Deux bergers ont disparu, selon les pompiers, un bilan que le maire dit provisoire.",
            "Deux bergers",
            "pompiers assert",
            "certain",
            "Deux bergers ont disparu.",
        ),
        (
            "La firme rejette ces accusations : dix millions d'euros ont été investis, fait valoir son président, Luc Ardent.",
            "dix millions",
            "Luc Ardent assert",
        ),
    ),
    *table(
        "accused by a pronoun",
        (
            "Deux élus ont été entendus hier. Le parquet leur reproche d'avoir détourné des fonds.",
            "détourné",
            "parquet assert",
            "certain",
            "Les deux élus ont détourné des fonds.",
        ),
        (
            "Le comptable de la mairie a été entendu. Le parquet l'accuse d'avoir détourné des fonds.",
            "détourné",
            "parquet assert",
            "certain",
            "Le comptable de la mairie a détourné des fonds.",
        ),
    ),
)
