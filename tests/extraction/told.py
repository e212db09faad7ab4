"""Further constructions by which French articles say who tells what, one table a construction.

The sentences were written for these tests, on other topics than the articles of tests/gold.
"""

from __future__ import annotations

from tests.extraction.cases import Case, table

TOLD: tuple[Case, ...] = (
    *table(
        "no inserted report",
        (
            "L'Unesco, qui suit le chantier, annonce l'envoi d'une mission d'experts en mai.",
            "l'envoi d'une mission",
            "Unesco assert",
        ),
        (
            "Le géologue, Paul Marin, a dit lundi sur RTL que la falaise reculait.",
            "la falaise reculait",
            "RTL attribute; Paul Marin assert",
        ),
        (
            "Ottawa, par la voix de sa ministre des Pêches, a jugé que le quota était trop élevé.",
            "le quota était",
            "Canada assert",
        ),
        (
            "La régie, qui exploite douze lignes, dément avoir supprimé des arrêts.",
            "supprimé des arrêts",
            "régie deny",
        ),
        (
            "Le syndicat, dont le siège est à Lyon, redoute la fermeture de deux ateliers.",
            "la fermeture de deux ateliers",
            "syndicat assert",
        ),
        (
            "Le directeur du port, Yann Kerlo, a dit jeudi sur RMC « regretter » la décision.",
            "regretter",
            "RMC attribute; Yann Kerlo assert",
        ),
        (
            "Le club, par la voix de son président, a annoncé que le match serait rejoué.",
            "le match serait rejoué",
            "club assert",
        ),
        (
            "L'éditeur, qui avait retiré le livre, confirme la suspension du contrat.",
            "la suspension du contrat",
            "éditeur assert",
        ),
        (
            "Le ministre, qui sort d'un conseil houleux, a assuré mercredi que le budget tiendrait.",
            "le budget tiendrait",
            "ministre assert",
        ),
        (
            "La préfète, Lise Aubert, a indiqué samedi sur France Bleu que la route rouvrirait lundi.",
            "la route rouvrirait",
            "France Bleu attribute; Lise Aubert assert",
        ),
        (
            "Helsinki, par l'intermédiaire de son ambassadeur, a démenti avoir fermé le détroit.",
            "fermé le détroit",
            "Helsinki deny",
        ),
        (
            "Le laboratoire, qui n'a pas souhaité s'étendre, évoque un retard de trois mois.",
            "un retard de trois mois",
            "laboratoire assert",
        ),
        (
            "Le maire, Luc Faure, a écrit dimanche sur X que la fête était annulée.",
            "la fête était annulée",
            "Luc Faure assert",
        ),
        (
            "L'armateur, qui emploie deux cents marins, prévient que la ligne pourrait fermer.",
            "la ligne pourrait fermer",
            "armateur assert",
        ),
    ),
    *table(
        "colon behind an inserted report",
        (
            "Le sénateur aurait touché 30.000 euros. Faux, rétorque son avocate : « Il n'a rien reçu. »",
            "Il n'a rien reçu",
            "avocate assert",
        ),
        (
            "Le sénateur aurait touché 30.000 euros. Faux, rétorque son avocate : « Il n'a rien reçu. »",
            "Le sénateur aurait touché",
            "avocate deny",
        ),
        (
            "La digue tiendra, promet le préfet : « Les travaux sont finis depuis juin. »",
            "Les travaux sont finis",
            "préfet assert",
        ),
        (
            "La digue tiendra, promet le préfet : « Les travaux sont finis depuis juin. »",
            "La digue tiendra",
            "préfet assert",
        ),
        (
            "Le loup est revenu, affirme la bergère Aude Vial : « J'ai perdu onze brebis. »",
            "J'ai perdu onze brebis",
            "Aude Vial assert",
        ),
        (
            "Le vin manquera, prévient Jean Roc, vigneron à Bandol : « Le gel a tout brûlé. »",
            "Le gel a tout brûlé",
            "Jean Roc assert",
        ),
        (
            "Inexact, répond la direction : « Le site restera ouvert. »",
            "Le site restera ouvert",
            "direction assert",
        ),
        (
            "L'école fermera en juin, a confirmé la rectrice : « Il reste neuf élèves. »",
            "Il reste neuf élèves",
            "rectrice assert",
        ),
        (
            "Mensonge, tranche le maire : « La piscine n'a jamais fermé. »",
            "La piscine n'a jamais fermé",
            "maire assert",
        ),
        (
            "Le train n'était pas en retard, assure la compagnie : « Il est parti à midi. »",
            "Il est parti à midi",
            "compagnie assert",
        ),
    ),
)
