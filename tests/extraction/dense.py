"""Constructions of dense news prose, as reporters of other hands write it, one table a construction.

The sentences were written for these tests, on other topics than the articles of tests/gold.
"""

from __future__ import annotations

from tests.extraction.cases import Case, table

DENSE: tuple[Case, ...] = (
    *table(
        "conviction",
        (
            "Sa sœur, Line, est persuadée que le pont a été saboté.",
            "le pont a été saboté",
            "Line assert",
        ),
        (
            "Marc Ancel se dit convaincu que la digue tiendra.",
            "la digue tiendra",
            "Marc Ancel assert",
        ),
        (
            "La préfète est formelle : la digue tiendra.",
            "la digue tiendra",
            "préfète assert",
        ),
        (
            "Une source syndicale se montre plus affirmative : le site fermera en mai.",
            "le site fermera",
            "source syndicale assert",
        ),
    ),
    *table(
        "disbelief",
        (
            "Marc Ancel ne croit pas que la mairie ait triché.",
            "la mairie",
            "Marc Ancel deny",
        ),
        (
            "La ministre s'est défendue d'avoir caché le rapport.",
            "caché le rapport",
            "ministre deny",
        ),
        (
            "Marc Ancel réfute toute fraude et exclut de quitter son poste.",
            "quitter son poste",
            "Marc Ancel deny",
        ),
    ),
    *table(
        "second report",
        (
            "Un élu assure que le port ignorait tout, avant d'ajouter qu'une enquête a été ouverte.",
            "une enquête a été ouverte",
            "élu assert",
        ),
        (
            "La mairie a démenti avoir subi des pressions, tout en reconnaissant un « retard fâcheux ».",
            "subi des pressions",
            "mairie deny",
        ),
        (
            "La mairie a démenti avoir subi des pressions, tout en reconnaissant un « retard fâcheux ».",
            "retard fâcheux",
            "mairie assert",
        ),
        (
            "« Il est trop tôt », a déclaré le juge, Paul Marin, précisant que le pilote avait survécu.",
            "le pilote avait survécu",
            "Paul Marin assert",
        ),
        (
            "Le juge a confirmé qu'aucun docker n'était poursuivi, mais n'a pas exclu de nouvelles "
            "arrestations.",
            "nouvelles arrestations",
            "juge assert",
        ),
        (
            "La mairie prévient que le stade fermera, tandis que le club a déposé un recours.",
            "le club a déposé un recours",
            "",
        ),
    ),
    *table(
        "put in between",
        (
            "La région pourrait d'ailleurs, glisse un conseiller, racheter la ligne.",
            "racheter la ligne",
            "conseiller assert",
        ),
        (
            "« J'ai vu un éclair », raconte Lise Aubert, 34 ans, qui rentrait du marché.",
            "qui rentrait du marché",
            "",
        ),
    ),
    *table(
        "short sources",
        ("Pour Météo-France, la crue est exceptionnelle.", "la crue", "Météo-France assert"),
        ("Pour l'un d'eux, la crue est exceptionnelle.", "la crue", "l'un d'eux assert"),
        (
            "La rupture ne fait aucun doute aux yeux d'un ancien ingénieur de la régie.",
            "La rupture",
            "ancien ingénieur de la régie assert",
        ),
        (
            "A Quimper, Lise Aubert affirme que la halle fermera.",
            "la halle fermera",
            "Lise Aubert assert",
        ),
        (
            "Saisie lundi, la Cour des comptes juge que le marché est irrégulier.",
            "le marché est irrégulier",
            "Cour des comptes assert",
        ),
    ),
    *table(
        "relay",
        (
            "D'après une note que Le Monde a pu consulter, la halle a coûté 9 millions.",
            "la halle a coûté",
            "Le Monde attribute; note assert",
        ),
        (
            "Dans un message adressé à France Bleu, la régie nie que le barrage ait cédé.",
            "le barrage",
            "France Bleu attribute; régie deny",
        ),
        (
            "« La halle tient », a déclaré la directrice au micro de RTL.",
            "La halle tient",
            "RTL attribute; directrice assert",
        ),
    ),
    *table(
        "who carries it",
        (
            "L'accusation de falsification des dossiers, portée par la CGT, sera examinée lundi.",
            "falsification des dossiers",
            "CGT assert",
        ),
        (
            "Les négociants tablent sur une récolte en hausse.",
            "une récolte en hausse",
            "négociants assert",
        ),
    ),
    *table(
        "whom a pronoun takes up",
        (
            "Rodolphe Arnal accuse Bénédicte Morel d'avoir cédé à Valmer. « Je n'ai rien signé », "
            "martèle-t-elle.",
            "Je n'ai rien signé",
            "Bénédicte Morel assert",
        ),
        (
            "Le trésorier, Alain Caze, accuse le président, Bernard Sall, d'avoir menti. Ce dernier "
            "a réagi mardi. Il a indiqué avoir saisi ses avocats.",
            "saisi ses avocats",
            "Bernard Sall assert",
        ),
        (
            "Le maire, Octave Noir, a reconnu que la digue fuyait. Un ancien cadre de la régie assure "
            "que l'État savait tout. « Tout le monde se taisait », confie cet homme.",
            "Tout le monde se taisait",
            "ancien cadre de la régie assert",
        ),
        (
            "« La rue est sûre », affirme l'avocate Inès Kadri. « La rue était noire de monde », "
            "souffle la boulangère.",
            "La rue était noire",
            "boulangère assert",
        ),
        (
            "Trois alertes ont été transmises, affirme la CGT. L'entreprise reconnaît avoir reçu un "
            "signalement.",
            "reçu un signalement",
            "entreprise assert",
        ),
    ),
    *table(
        "who goes on",
        (
            "La ministre, Claire Vaure, s'est défendue d'avoir tardé. « Les maires étaient prévenus "
            "le 24. Qui aurait fait mieux ? »",
            "Les maires étaient prévenus",
            "Claire Vaure assert",
        ),
        (
            "Lise Aubert a livré un autre récit. Le gardien aurait fui par la cour.",
            "Le gardien aurait fui",
            "Lise Aubert assert",
        ),
    ),
)
