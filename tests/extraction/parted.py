"""Reports parted from what they tell, conditions, counts and names; sentences written for these tests."""

from __future__ import annotations

from tests.extraction.cases import Case, table

PARTED: tuple[Case, ...] = (
    *table(
        "condition",
        (
            "Si le préfet confirme que le puits était pollué, la commune paiera.",
            "la commune",
            "",
            "certain",
            "Si le préfet confirme que le puits était pollué, la commune paiera.",
        ),
        (
            "Si Oslo dément toute fuite, Riga affirme que le câble a été coupé.",
            "le câble",
            "Lettonie assert",
        ),
        (
            "Le maire, Paul Roy, s'inquiète. Si le pont fermait, a-t-il ajouté, dix cars changeraient de route.",
            "dix cars",
            "Paul Roy assert",
            "possible",
            "Si le pont fermait, dix cars changeraient de route.",
        ),
        (
            "« La pluie compromettrait la récolte », a averti la maire, Anne Roy.",
            "compromettrait",
            "Anne Roy assert",
            "possible",
        ),
    ),
    *table(
        "parted from its clause",
        (
            "L'agence Belga a affirmé, sans donner de détails, que le pont serait vendu.",
            "le pont",
            "Belga assert",
        ),
        (
            "Le maire a expliqué, d'après son agenda, qu'il s'agissait d'un oubli.",
            "un oubli",
            "maire assert; agenda attribute",
        ),
        (
            "Les juges relèvent que « dix pages sur douze sont fausses » et s'étonnent que le notaire ait signé.",
            "dix pages",
            "juges assert",
            "certain",
            "Dix pages sur douze sont fausses.",
        ),
        (
            "La ministre a rappelé mardi sur France Inter que le port perdait de l'argent, laissant entendre "
            "qu'une partie des quais pourrait fermer.",
            "une partie des quais",
            "ministre assert",
            "possible",
            "Une partie des quais pourrait fermer.",
        ),
        (
            "La ministre a rappelé mardi sur France Inter que le port perdait de l'argent.",
            "le port",
            "France Inter attribute; ministre assert",
        ),
        (
            "L'expert, Luc Petit, est formel. Le feu a pris sous le toit, explique-t-il, et s'est étendu en dix minutes.",
            "s'est étendu",
            "Luc Petit assert",
            "certain",
            "Le feu s'est étendu en dix minutes.",
        ),
        (
            "Six murs ont cédé lundi et quatre ponts restent fermés, selon un bilan du préfet.",
            "Six murs",
            "bilan du préfet assert",
        ),
    ),
    *table(
        "deeds told",
        (
            "Le gérant dit avoir fermé la vanne à midi et n'avoir été averti par la ville qu'à 15 heures.",
            "averti",
            "gérant assert",
            "certain",
            "Le gérant n'a été averti par la ville qu'à 15 heures.",
        ),
        (
            "La présidente du club assure, elle, n'en avoir jamais rien su.",
            "rien su",
            "présidente du club assert",
        ),
        (
            "La députée Anne Roy accuse le préfet d'avoir « sacrifié le marais à la route ».",
            "sacrifié",
            "Anne Roy assert",
            "certain",
            "Le préfet a sacrifié le marais à la route.",
        ),
        (
            "Accusant Riga de « céder à la peur », l'opposition a réclamé un vote.",
            "céder",
            "opposition assert",
            "certain",
            "Riga cède à la peur.",
        ),
        (
            "Attendue vendredi, la ministre devrait annoncer la fermeture du port.",
            "la fermeture",
            "",
            "probable",
        ),
        (
            "La chambre redoute que la digue perde un tiers de sa hauteur.",
            "la digue",
            "chambre assert",
            "possible",
            "La digue perd un tiers de sa hauteur.",
        ),
        (
            "Des élus accusent la mairie d'avoir triché. Le gouvernement de Riga a aussitôt démenti.",
            "la mairie",
            "élus assert; gouvernement de Riga deny",
        ),
    ),
    *table(
        "who speaks",
        (
            "« Personne n'est venu », lâche, quelques mètres plus loin, son voisin de tente.",
            "Personne",
            "voisin de tente assert",
        ),
        (
            "Côté mairie, on indique que le pont rouvrira en mai.",
            "le pont",
            "mairie assert",
        ),
        (
            "Selon El País, le port sera vendu. Deux quais ont déjà trouvé preneur, confie un élu au quotidien madrilène.",
            "Deux quais",
            "El País attribute; élu assert",
        ),
        (
            "« Dix camions par jour devant l'école », calcule le collectif.",
            "Dix camions",
            "collectif assert",
        ),
        (
            "L'association Dunes, dont la présidente, Anne Roy, craint que les dunes disparaissent, proteste.",
            "les dunes",
            "Anne Roy assert",
            "possible",
        ),
        (
            "Selon L'Écho du Morvent, le pont fermera lundi.",
            "le pont",
            "L'Écho du Morvent assert",
        ),
        (
            "Orvex rachète le port. Le maire promet de créer dix emplois.",
            "dix emplois",
            "maire assert",
        ),
        (
            "Des élus accusent la mairie d'avoir triché. Elle a menti, affirme l'un d'eux. Ces accusations sont "
            "« ridicules », a répondu le maire.",
            "triché",
            "élus assert; maire deny",
        ),
    ),
    *table(
        "what stands for what",
        (
            "Pour la géologue Anne Roy, il serait « absurde » de rouvrir la mine.",
            "rouvrir la mine",
            "Anne Roy assert",
            "reported",
            "Il serait absurde de rouvrir la mine.",
        ),
        (
            "L'origine de la fuite reste inconnue. Selon une source proche du dossier, elle viendrait d'une cuve.",
            "une cuve",
            "source proche du dossier assert",
        ),
        (
            "Le site ferme après l'explosion d'un four, le 4 mars, qui avait coûté la vie à deux hommes.",
            "coûté la vie",
            "",
            "certain",
            "L'explosion d'un four avait coûté la vie à deux hommes.",
        ),
        (
            "Le prévenu a reçu une lettre de la banque, que le comptable assurait avoir réglée.",
            "avoir réglée",
            "comptable assert",
        ),
        (
            "Anne Roy a rencontré Luc Petit lundi. Les deux élus ont voté contre le projet, selon la mairie.",
            "Les deux élus",
            "mairie assert",
            "certain",
            "Anne Roy et Luc Petit ont voté contre le projet.",
        ),
        (
            "Le port ferme. Luc Petit avait déjà vu Anne Roy en mai. M. Petit devrait la retrouver mardi à Brest.",
            "retrouver",
            "",
            "probable",
            "M. Petit devrait retrouver Anne Roy mardi à Brest.",
        ),
        (
            "Cette version, la mairie la conteste.",
            "Cette version",
            "",
        ),
    ),
)
