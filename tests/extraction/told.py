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
    *table(
        "told by a phrase",
        (
            "Le syndicat fait état d'une baisse des ventes.",
            "une baisse des ventes",
            "syndicat assert",
        ),
        ("L'ONG dénonce une justice à deux vitesses.", "une justice à deux", "ONG assert"),
        (
            "La maire redoute la fermeture du lycée.",
            "la fermeture du lycée",
            "maire assert",
            "possible",
        ),
        ("L'avocate juge peu crédible une évasion.", "une évasion", "avocate assert"),
        ("Le préfet qualifie la réunion de « constructive ».", "la réunion", "préfet assert"),
        (
            "Les éleveurs attribuent la hausse à la sécheresse.",
            "la hausse",
            "éleveurs assert",
        ),
        (
            "L'armateur s'est engagé à payer les frais de port.",
            "payer les frais",
            "armateur assert",
        ),
        (
            "La ministre n'exclut pas que le péage augmente.",
            "le péage augmente",
            "ministre assert",
            "possible",
        ),
        ("Le club rejette toute accusation de dopage.", "toute accusation de dopage", "club deny"),
        ("Le patron du café a parlé de « rumeur ».", "rumeur", "patron du café assert"),
        (
            "Un inventaire de l'Office recensait l'an dernier 80 étangs à sec dans la plaine.",
            "80 étangs à sec",
            "Office assert",
        ),
        (
            "La coopérative fait état d'une récolte en baisse de 20 % et d'un stock de pommes invendues.",
            "un stock de pommes",
            "coopérative assert",
        ),
        (
            "Un marin, s'exprimant sous couvert d'anonymat, fait part d'une grande lassitude à bord.",
            "une grande lassitude",
            "marin assert",
        ),
        (
            "La hausse des taux annonce un hiver difficile pour les ménages.",
            "La hausse des taux",
            "",
        ),
        ("Le film raconte une enfance en Corse.", "Le film raconte", ""),
    ),
    *table(
        "a report around its reporting clause",
        (
            "Le maire a pris la parole. Un musée que la ville pourrait vendre, a-t-il admis devant la "
            "presse, si les dons ne suffisaient pas.",
            "Un musée que la ville",
            "maire assert",
        ),
        (
            "La juge a rendu son avis. La ferme a été vendue, a-t-elle noté dans son jugement, par le "
            "neveu du défunt.",
            "La ferme a été vendue",
            "juge assert",
        ),
        (
            "Le chef a répondu. Les cuisines rouvriront, a-t-il assuré au micro de Radio Zinc, dès "
            "que les travaux seront finis.",
            "Les cuisines rouvriront",
            "Radio Zinc attribute; chef assert",
        ),
    ),
    *table(
        "a second content",
        (
            "Le recteur admet que des plaintes étaient arrivées, mais qu'aucune enquête n'avait suivi.",
            "aucune enquête",
            "recteur assert",
        ),
        (
            "La banque affirme que les comptes sont à jour et qu'aucun client n'a perdu d'argent.",
            "aucun client",
            "banque assert",
        ),
        (
            "Le pilote raconte que la piste était gelée, puis que le moteur a calé.",
            "le moteur a calé",
            "pilote assert",
        ),
        (
            "Le recteur admet que des plaintes étaient arrivées, mais qu'aucune enquête n'avait suivi.",
            "des plaintes étaient",
            "recteur assert",
        ),
    ),
    *table(
        "on",
        (
            "À Matignon, on se borne à dire que le texte est prêt.",
            "le texte est prêt",
            "Matignon assert",
        ),
        (
            "De source policière, on précise que deux hommes ont été arrêtés.",
            "deux hommes",
            "source policière assert",
        ),
        (
            "Le vaccin serait prêt en mai, relève-t-on de source industrielle à Bâle.",
            "Le vaccin serait prêt",
            "source industrielle assert",
        ),
        (
            "Du côté de la mairie, on assure que la crèche ouvrira lundi.",
            "la crèche ouvrira",
            "mairie assert",
        ),
        ("Chez Airbus, on indique que la ligne tourne.", "la ligne tourne", "Airbus assert"),
        ("Le stade sera prêt, fait-on valoir à la ligue.", "Le stade sera prêt", "ligue assert"),
        (
            "Au ministère, on reconnaît que le plan a échoué.",
            "le plan a échoué",
            "ministère assert",
        ),
        (
            "La région a perdu 200 emplois, selon la CGT. Du côté de la préfecture, on confirme ce chiffre.",
            "La région a perdu",
            "CGT assert; préfecture assert",
        ),
        ("On sait que la Loire déborde en mai.", "la Loire déborde", ""),
    ),
    *table(
        "sources in other places",
        (
            "La ville a protégé les grévistes et les riverains, pour lesquels le maire a menti.",
            "le maire a menti",
            "grévistes assert; riverains assert",
        ),
        (
            "La décision choque la LPO et France Nature, pour lesquelles le préfet, nommé en mai, a cédé "
            "aux chasseurs.",
            "le préfet, nommé en mai",
            "LPO assert; France Nature assert",
        ),
        (
            "Luc Morel a été entendu. Selon lui et Mme Daumas, trois autres lots, ceux du port, sont pollués.",
            "trois autres lots",
            "Luc Morel assert; Daumas assert",
        ),
        (
            "Le refuge se trouve, d'après l'association Alpes libres, à deux heures de la route.",
            "Le refuge se trouve",
            "Alpes libres assert",
        ),
        (
            "Le navire mouillait, selon la préfecture maritime, à un mille de la côte.",
            "Le navire mouillait",
            "préfecture maritime assert",
        ),
        (
            "D'après une information du Monde que le parquet n'a pas voulu commenter, un second coffre "
            "avait été ouvert en juin par les voleurs.",
            "un second coffre",
            "Le Monde assert; parquet decline",
        ),
        (
            "La justice cherche un comptable, que le fisc soupçonne d'avoir détruit des factures.",
            "détruit des factures",
            "fisc assert",
        ),
        (
            "Plusieurs élus protestent. « Le vote est truqué », a lancé l'une d'entre eux, la "
            "centriste Odile Prat.",
            "Le vote est truqué",
            "Odile Prat assert",
        ),
        (
            "Les plongeurs ont témoigné. L'un d'eux, Éric Viard, affirme que la coque était fendue.",
            "la coque était fendue",
            "Éric Viard assert",
        ),
        (
            "Les plongeurs ont témoigné. L'un d'eux affirme que la coque était fendue.",
            "la coque était fendue",
            "L'un d'eux assert",
        ),
        (
            "Pour les scientifiques, la fonte va continuer.",
            "la fonte va continuer",
            "scientifiques assert",
        ),
        (
            "Les stocks baissent, estime l'Ifremer. La Norvège, qui partage cette analyse, a fermé sa pêche.",
            "Les stocks baissent",
            "Ifremer assert; Norvège assert",
        ),
        (
            "L'hôpital manque de lits, déplore l'infirmière Anne Roc. Son confrère Jean Prat dresse le "
            "même constat.",
            "L'hôpital manque de lits",
            "Anne Roc assert; Jean Prat assert",
        ),
        (
            "Le barrage fuit depuis mars, assure la CFDT. Deux techniciens, qui ont quitté le site, nous "
            "ont confirmé cette information.",
            "Le barrage fuit",
            "CFDT assert; techniciens assert",
        ),
        (
            "L'Équipe a affirmé, citant « un proche du joueur », que le contrat était signé.",
            "le contrat était signé",
            "L'Équipe attribute; proche du joueur assert",
        ),
        (
            "L'ancienne trésorière a redit jeudi n'avoir signé aucun chèque.",
            "signé aucun chèque",
            "trésorière assert",
        ),
        (
            "« La fête est finie », a lancé le chef des pompiers, admettant que le feu avait repris.",
            "le feu avait repris",
            "chef des pompiers assert",
        ),
    ),
    *table(
        "not reached",
        (
            "Selon Ouest-France, l'usine fermera en mai. La direction n'a pas pu être jointe.",
            "l'usine fermera",
            "Ouest-France assert; direction decline",
        ),
        (
            "Selon Ouest-France, le prêt a été refusé. Le gérant n'a pu être contacté dimanche.",
            "le prêt a été refusé",
            "Ouest-France assert; gérant decline",
        ),
        (
            "Selon Ouest-France, le trésorier a démissionné. Le club était injoignable lundi soir.",
            "le trésorier a démissionné",
            "Ouest-France assert; club decline",
        ),
        (
            "Les pourparlers ont échoué, selon un diplomate français.",
            "Les pourparlers ont échoué",
            "diplomate français assert",
        ),
        (
            "L'opposition accuse Line Brun, maire depuis 2014, d'avoir attribué un marché à sa sœur.",
            "attribué un marché",
            "opposition assert",
        ),
    ),
    *table(
        "learned from",
        (
            "La mairie a été perquisitionnée, a appris l'AFP de source judiciaire.",
            "a été perquisitionnée",
            "AFP attribute; source judiciaire assert",
        ),
        (
            "La mairie a été perquisitionnée, a-t-on appris de source proche du dossier.",
            "a été perquisitionnée",
            "source proche du dossier assert",
        ),
        (
            "Le traité sera signé lundi, a appris Ouest-France.",
            "Le traité sera signé",
            "Ouest-France assert",
        ),
        (
            "La maire de Lormel a démissionné. L'opposition l'accuse d'avoir caché un rapport.",
            "caché un rapport",
            "opposition assert",
        ),
    ),
    *table(
        "second report",
        (
            "Le maire affirme que la digue a cédé et ajoute que les travaux commenceront lundi.",
            "les travaux commenceront",
            "maire assert",
        ),
        (
            "Le ministre assure que Paul Morin a menti et reconnaît que l'État a tardé.",
            "l'État a tardé",
            "ministre assert",
        ),
        (
            "Jointe à son étude, la notaire Odile Ferrand soutient que la vente avait été signée "
            "devant elle et assure détenir une copie de l'acte.",
            "détenir une copie",
            "Odile Ferrand assert",
        ),
        (
            "La direction annonce que le site fermera et supprimera 40 postes.",
            "supprimera 40 postes",
            "direction assert",
        ),
        (
            "Le rapport, dont Mediapart publie des extraits, évoque la présence de plomb et réclame "
            "que les puits soient fermés.",
            "la présence de plomb",
            "rapport assert; Mediapart attribute",
        ),
    ),
    *table(
        "counted voices",
        (
            "L'entraîneur Paul Vasseur rejette ces accusations. Cinq nageuses racontent avoir été "
            "menacées ; deux d'entre elles évoquent des coups portés au vestiaire.",
            "coups portés",
            "deux d'entre elles assert",
        ),
        (
            "« On devait livrer nos paniers samedi », explique Lise Hamon, à la tête de trois "
            "fermes. La livraison a été repoussée au 4 juin.",
            "livrer nos paniers",
            "Lise Hamon assert",
        ),
    ),
    *table(
        "what is denied",
        (
            "L'usine d'Arvel avait fermé en mai, ce que la mairie dément.",
            "avait fermé en mai",
            "mairie deny",
        ),
        (
            "L'usine d'Arvel avait fermé en mai, ce que dément la mairie.",
            "avait fermé en mai",
            "mairie deny",
        ),
        (
            "« Il s'est trompé de bidon », a reconnu le directeur de l'établissement, Marc Lenoir, qui "
            "assure que les consignes étaient affichées.",
            "trompé de bidon",
            "Marc Lenoir assert",
        ),
        (
            "La Bolnie a accusé jeudi le Karsk d'avoir laissé un drone franchir la frontière, ce que "
            "Karsk a aussitôt démenti.",
            "laissé un drone",
            "Bolnie assert; Karsk deny",
        ),
        (
            "La Bolnie a accusé jeudi le Karsk d'avoir laissé un drone franchir la frontière. L'engin est "
            "tombé dans un champ. Deux avions ont été dépêchés sur place, a dit le ministre Tomas Zarec. "
            "Un porte-parole de l'armée de Karsk a rejeté ces accusations.",
            "laissé un drone",
            "Bolnie assert; porte-parole de l'armée de Karsk deny",
        ),
        (
            "La Pologne a accusé jeudi le Bélarus d'avoir laissé un drone franchir la frontière, ce que "
            "Minsk a aussitôt démenti.",
            "laissé un drone",
            "Pologne assert; Bélarus deny",
        ),
        (
            "Le quotidien Dziennik Polski, citant une source douanière, rapporte que le camion "
            "transportait du mazout.",
            "transportait du mazout",
            "Dziennik Polski attribute; source douanière assert",
        ),
    ),
)
