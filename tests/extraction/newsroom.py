"""Newsroom prose as the fourth hands write it, one table a construction; sentences written for these tests."""

from __future__ import annotations

from tests.extraction.cases import Case, table

NEWSROOM: tuple[Case, ...] = (
    *table(
        "amount first",
        (
            "Un rapport du cabinet Orval chiffre à 9 millions d'euros les réparations nécessaires.",
            "les réparations",
            "Orval assert",
            "certain",
            "Les réparations nécessaires s'élèvent à 9 millions d'euros.",
        ),
        (
            "Le toit a cédé, selon les experts de la ville, qui évaluent à 12 millions d'euros le coût des travaux.",
            "le coût des travaux",
            "experts de la ville assert",
            "certain",
            "Le coût des travaux s'élève à 12 millions d'euros.",
        ),
    ),
    *table(
        "infinitive behind an adjunct",
        (
            "La ministre a annoncé dans un communiqué avoir obtenu la libération des marins.",
            "avoir obtenu",
            "ministre assert",
            "certain",
            "La ministre a obtenu la libération des marins.",
        ),
        (
            "Le parquet de Brest confirme avoir ouvert, le 5 mai, une enquête pour faux.",
            "une enquête",
            "parquet de Brest assert",
        ),
        (
            "L'un d'eux dit avoir vu, en 2020, le gérant modifier lui-même un registre.",
            "modifier",
            "L'un d'eux assert",
            "certain",
            "L'un d'eux a vu, en 2020, le gérant modifier lui-même un registre.",
        ),
    ),
    *table(
        "report in the middle",
        (
            "Rien ne permet, concède-t-il, de dire qui a ouvert la vanne.",
            "qui a ouvert",
            "",
            "certain",
            "Rien ne permet de dire qui a ouvert la vanne.",
        ),
        (
            "La somme, a dit le maire, Yves Carrel, a été votée en mars.",
            "La somme",
            "Yves Carrel assert",
            "certain",
            "La somme a été votée en mars.",
        ),
        (
            "Le train roulait vite, selon le contrôleur, quand la voie a cédé.",
            "Le train",
            "contrôleur assert",
            "certain",
            "Le train roulait vite quand la voie a cédé.",
        ),
    ),
    *table(
        "second clause",
        (
            "Le port est fermé depuis dix jours et aucune grue n'a bougé, selon le syndicat.",
            "aucune grue",
            "syndicat assert",
            "certain",
            "Aucune grue n'a bougé.",
        ),
        (
            "La direction assure qu'aucun poste n'est menacé et que seuls des contrats courts ne seront"
            " pas renouvelés.",
            "contrats courts",
            "direction assert",
            "certain",
            "Seuls des contrats courts ne seront pas renouvelés.",
        ),
        (
            "Deux mineurs ont été tués et trois autres blessés, selon la préfecture.",
            "trois autres",
            "préfecture assert",
            "certain",
            "Trois autres ont été blessés.",
        ),
        (
            "Le pont a été fermé et le quartier bouclé.",
            "le quartier",
            "",
            "certain",
            "Le quartier a été bouclé.",
        ),
        (
            "Il a exclu un report, tout en admettant que le dossier comportait « des lacunes », dit Anne Roy.",
            "le dossier",
            "Anne Roy assert",
        ),
    ),
    *table(
        "denied",
        (
            "La mairie était lente, selon Paul Orte. La mairie se défend de toute lenteur.",
            "toute lenteur",
            "mairie deny",
        ),
        (
            "Anne Roy a menti, selon le syndicat. L'intéressée s'en défend.",
            "a menti",
            "syndicat assert; Anne Roy deny",
        ),
        (
            "« Le chef savait », raconte Anne Roy. « Faux ! », coupe Jean Petit.",
            "Le chef savait",
            "Anne Roy assert; Jean Petit deny",
        ),
        (
            "Jean Petit nie avoir jamais vu ce contrat.",
            "avoir jamais vu",
            "Jean Petit deny",
            "certain",
            "Jean Petit a vu le contrat.",
        ),
        (
            "Le train était en retard, selon Paul Orte. Contactée, la compagnie dément formellement ces propos"
            " et annonce une plainte.",
            "Le train était",
            "Paul Orte assert; compagnie deny",
        ),
    ),
    *table(
        "relays",
        (
            "Son président, Luc de Brissac, a nié dans un entretien aux Échos avoir vu l'audit.",
            "avoir vu",
            "Les Échos attribute; Luc de Brissac deny",
            "certain",
            "Luc de Brissac a vu l'audit.",
        ),
        (
            "L'usine fuit, selon deux ouvriers. L'information avait été révélée par l'agence Reuters, qui"
            " citait un ancien chef d'équipe.",
            "L'usine fuit",
            "deux ouvriers assert; Reuters attribute; ancien chef d'équipe assert",
        ),
        (
            "L'usine fuit, selon deux ouvriers. Une source judiciaire a confirmé l'information à l'AFP.",
            "L'usine fuit",
            "deux ouvriers assert; AFP attribute; source judiciaire assert",
        ),
        (
            "Interrogé en marge du salon par l'AFP, le préfet, Yves Carrel, a dit que le pont tiendrait.",
            "le pont",
            "AFP attribute; Yves Carrel assert",
        ),
        (
            "Un rapport de la Cour des comptes, révélé en mai par l'hebdomadaire Le Point, relevait que le pont"
            " penchait.",
            "le pont penchait",
            "Le Point attribute; Cour des comptes assert",
        ),
    ),
    *table(
        "of oneself",
        (
            "Le groupe Orval se dit « à la disposition de la justice ».",
            "à la disposition",
            "Orval assert",
            "certain",
            "Le groupe Orval est à la disposition de la justice.",
        ),
        (
            "Anne Roy a pris la parole. Elle se dit inquiète.",
            "inquiète",
            "Anne Roy assert",
            "certain",
            "Anne Roy est inquiète.",
        ),
    ),
    *table(
        "judged in quotation marks",
        (
            "L'agence de santé juge à ce stade le risque sanitaire « limité ».",
            "limité",
            "agence de santé assert",
            "certain",
            "Le risque sanitaire est limité.",
        ),
    ),
    *table(
        "who goes on",
        (
            "« J'étais loin », répète Luc Morin. Non, il n'avait pas de dettes.",
            "de dettes",
            "Luc Morin assert",
            "certain",
            "Luc Morin n'avait pas de dettes.",
        ),
        (
            "« Ils mentent », dit la ministre Anne Roy. A l'entendre, les comptes sont sains.",
            "les comptes",
            "Anne Roy assert",
        ),
        (
            "Les cuves fuyaient, selon le syndicat. « Nous ne commentons pas les rumeurs », répond"
            " l'entreprise Orval.",
            "Les cuves",
            "syndicat assert; Orval decline",
        ),
        (
            "Luc Morin comparaît pour vol. L'experte, Anne Roy, a dit que la serrure tenait. L'accusé affirme"
            " que la porte était ouverte.",
            "la porte",
            "Luc Morin assert",
        ),
    ),
    *table(
        "told as news of who was told",
        (
            "Le groupe a été averti dès mai que la cuve fuyait, selon des courriels internes.",
            "Le groupe a été averti",
            "courriels internes assert",
            "certain",
            "Le groupe a été averti dès mai que la cuve fuyait.",
        ),
    ),
    *table(
        "who speaks for a client",
        (
            "Karim Aden a été arrêté. Son avocat affirme qu'il est innocent.",
            "innocent",
            "avocat de Karim Aden assert",
            "certain",
            "Karim Aden est innocent.",
        ),
    ),
    *table(
        "objects of infinitives",
        (
            "La police a annoncé avoir arrêté deux hommes.",
            "deux hommes",
            "police assert",
            "certain",
            "La police a arrêté deux hommes.",
        ),
        (
            "Le groupe a reconnu des « erreurs » tout en niant toute intention de tromper ses clients.",
            "toute intention",
            "groupe deny",
        ),
        (
            "Le rapport pointe des failles dans la chaîne de commandement.",
            "des failles",
            "rapport assert",
        ),
        (
            "L'entreprise dit coopérer avec les enquêteurs.",
            "coopérer",
            "entreprise assert",
            "certain",
            "L'entreprise coopère avec les enquêteurs.",
        ),
    ),
)
