"""Who stands behind what, one table a construction; the sentences were written for these tests.

`python -m tests.extraction.cases` lists the cases that fail.
"""

from __future__ import annotations

from dataclasses import dataclass

from tests.extraction.build import Voice, claim_with, differences, extracted, rows_on


@dataclass(frozen=True, slots=True)
class Case:
    """In `text`, the claim whose quote holds `fragment` has exactly these voices.

    `voices` is written "name stance; name stance", empty for the outlet alone; `certainty` and the
    claim's `sentence` are looked at where they are given.
    """

    kind: str
    text: str
    fragment: str
    voices: str = ""
    certainty: str | None = None
    sentence: str = ""

    @property
    def expected(self) -> tuple[Voice, ...]:
        """The voices as (name, stance)."""
        pairs = (part.strip().rsplit(" ", 1) for part in self.voices.split(";") if part.strip())
        return tuple((name, stance) for name, stance in pairs)


def wrong(case: Case) -> list[str]:
    """What differs from the case; empty where it holds."""
    extraction = extracted(case.text)
    claim = claim_with(extraction, case.fragment)
    if claim is None:
        return [f"no claim with {case.fragment!r}"]
    found = differences(rows_on(extraction, claim), case.expected)
    if case.certainty and claim.certainty != case.certainty:
        found.append(f"certainty {claim.certainty}, not {case.certainty}")
    if case.sentence and claim.claim != case.sentence:
        found.append(f"sentence {claim.claim!r}, not {case.sentence!r}")
    return found


def table(kind: str, *rows: tuple[str, ...]) -> tuple[Case, ...]:
    return tuple(Case(kind, *row) for row in rows)


CASES: tuple[Case, ...] = (
    *table(
        "reporting verb",
        ("Le maire a annoncé que le pont fermerait lundi.", "le pont fermerait", "maire assert"),
        ("Le pont fermera lundi, a annoncé le maire.", "Le pont fermera", "maire assert"),
        ("Le pont, a indiqué mardi la mairie, fermera lundi.", "fermera lundi", "mairie assert"),
        ("Le pont fermera lundi, a indiqué mardi soir l'agence Belga.", "Le pont", "Belga assert"),
        ("La ministre affirme avoir prévenu la police.", "avoir prévenu", "ministre assert"),
        ("Le pont fermera, assure-t-on à la préfecture.", "Le pont", "préfecture assert"),
        ("L’usine fermera en mai, prévient la CGT.", "L’usine fermera", "CGT assert"),
        (
            "Claire Morin a déclaré que la digue avait cédé et que le village était coupé.",
            "le village était coupé",
            "Claire Morin assert",
        ),
        (
            "Le préfet explique que deux routes restent fermées.",
            "deux routes restent",
            "préfet assert",
        ),
    ),
    *table(
        "what is pointed back to",
        (
            "L'ONG Mer libre accuse la compagnie Maral d'avoir rejeté du mazout. Un navire a vidangé "
            "ses cuves le 4 mai, d'après l'association. La compagnie rejette ces affirmations.",
            "vidangé",
            "Mer libre assert; Maral deny",
        ),
        (
            "Le maire, Alain Morel, accuse EDF d'avoir ouvert les vannes. L'électricien a démenti ces "
            "accusations.",
            "ouvert les vannes",
            "Alain Morel assert; EDF deny",
        ),
        (
            "Anne Roy a accusé le maire d'avoir menti. « Je porterai plainte lundi », a-t-elle ajouté. "
            "Le maire dément.",
            "plainte lundi",
            "Anne Roy assert",
        ),
        (
            "Le pont fermera lundi, selon Le Figaro. La mairie a démenti. Le préfet n'a pas souhaité "
            "s'exprimer.",
            "Le pont",
            "Figaro assert; mairie deny; préfet decline",
        ),
        (
            "Selon le parquet, le feu était volontaire. D'après l'Insee, les prix ont baissé de 2 %. "
            "La Banque de France confirme ce chiffre.",
            "les prix",
            "Insee assert; Banque de France assert",
        ),
    ),
    *table(
        "denial by a judgement",
        (
            "Selon Le Figaro, le club est vendu. « C'est faux », a répliqué le président Marc Roux.",
            "le club est vendu",
            "Figaro assert; Marc Roux deny",
        ),
        (
            "Selon Le Figaro, le club est vendu. Faux, répond le président Marc Roux.",
            "le club est vendu",
            "Figaro assert; Marc Roux deny",
        ),
        (
            "Selon Le Figaro, le club est vendu. Le club a qualifié ces informations d'inexactes.",
            "le club est vendu",
            "Figaro assert; Le club deny",
        ),
        (
            "Anne Roy accuse la direction de tricher. Ces accusations sont sans fondement, a réagi "
            "le directeur.",
            "de tricher",
            "Anne Roy assert; directeur deny",
        ),
        (
            "La mairie dit que le pont est sûr. L'opposition s'inscrit en faux.",
            "le pont est sûr",
            "mairie assert; opposition deny",
        ),
        (
            "La mairie affirme que le pont coûte 3 millions, un chiffre que l'opposition a contesté.",
            "3 millions",
            "mairie assert; opposition deny",
        ),
    ),
    *table(
        "where it was said",
        (
            "« La digue a tenu », ont affirmé trois sources à l'agence Belga.",
            "La digue",
            "Belga attribute; trois sources assert",
        ),
        (
            "La digue a tenu, a annoncé lundi dans un communiqué l'Agence des eaux.",
            "La digue",
            "Agence des eaux assert",
        ),
        (
            "« Il n'est pas là », a dit un pompier, Paul Brun, à l'agence espagnole EFE.",
            "pas là",
            "EFE attribute; Paul Brun assert",
        ),
        (
            "« Il a coulé à pic », a raconté à La Dépêche un témoin de la scène.",
            "coulé",
            "Dépêche attribute; témoin assert",
        ),
        ("Le joueur va partir, affirme mercredi L'Équipe.", "Le joueur", "L'Équipe assert"),
        (
            "« Tout est prêt », a réagi auprès de l'AFP le ministre de l'Économie, Jan Kral.",
            "Tout est prêt",
            "AFP attribute; Jan Kral assert",
        ),
        (
            "« C'est non », tranche Paul Brun. La direction, qui promet d'aider « chaque salarié », "
            "assure au contraire que les départs seront libres.",
            "les départs",
            "direction assert",
        ),
        ("Selon nos informations, le pont fermera.", "le pont", ""),
        (
            "Les glaciers ont fondu, révèle une étude de l'université de Zurich publiée jeudi.",
            "glaciers",
            "université de Zurich assert",
        ),
        (
            "La compagnie répond au syndicat SNPL. Selon ce dernier, 140 vols ont été supprimés.",
            "140 vols",
            "SNPL assert",
        ),
        (
            "La digue a tenu, dit Anne Roy. Une version que contestent les proches des victimes.",
            "La digue",
            "Anne Roy assert; proches des victimes deny",
        ),
        (
            "La date est fixée, ont fait savoir lundi les organisateurs sur les réseaux sociaux.",
            "La date",
            "organisateurs assert",
        ),
    ),
    *table(
        "silence",
        (
            "La digue a cédé, selon Le Figaro. Le préfet, joint par téléphone, n'a rien voulu dire.",
            "La digue",
            "Figaro assert; préfet decline",
        ),
        (
            "La digue a cédé, selon Le Figaro. L'opposition n'a pas tardé à réagir.",
            "La digue",
            "Figaro assert",
        ),
        (
            "La digue a cédé, selon Le Figaro. Le préfet s'est gardé de tout commentaire.",
            "La digue",
            "Figaro assert; préfet decline",
        ),
    ),
    *table(
        "what a medium goes on with",
        (
            "Le Figaro a rapporté lundi, citant deux diplomates, que l'accord était prêt. Un texte "
            "sera signé en mai, poursuit le journal.",
            "Un texte",
            "Figaro attribute; deux diplomates assert",
        ),
        (
            "Le Figaro a rapporté lundi, citant deux diplomates, que l'accord était prêt. Un texte "
            "sera signé en mai, poursuit le journal. Le ministère s'est abstenu de tout commentaire.",
            "l'accord",
            "Figaro attribute; deux diplomates assert; ministère decline",
        ),
        (
            "Selon Le Figaro, l'usine fermera. Les salariés seront reclassés, écrit le quotidien.",
            "Les salariés",
            "Figaro assert",
        ),
    ),
    *table(
        "what a noun tells",
        ("Le syndicat dénonce un manque criant de lits.", "un manque", "syndicat assert"),
        (
            "Les élus redoutent la fermeture de la maternité.",
            "la fermeture",
            "élus assert",
            "possible",
        ),
        ("Le syndicat dénonce la réforme.", "Le syndicat", ""),
    ),
    *table(
        "credit to the last speaker",
        (
            "Anne Roy dirige la régie. Elle admet une erreur. Ce retard n'a eu aucune conséquence, "
            "à l'en croire.",
            "Ce retard",
            "Anne Roy assert",
        ),
        (
            "D'après une source au ministère, qui a requis l'anonymat, le texte est prêt.",
            "le texte",
            "source assert",
        ),
    ),
    *table(
        "who is meant",
        (
            "La Commission européenne a ouvert une enquête sur ces aides, a-t-elle annoncé.",
            "une enquête",
            "Commission européenne assert",
        ),
        (
            "Le directeur de la clinique Saint-Luc a plaidé l'erreur. « Je ne savais rien », a-t-il "
            "soutenu.",
            "savais",
            "directeur assert",
        ),
        (
            "La mairie évoque un accident. « Il n'y a jamais eu de panneau », s'agace l'un d'eux.",
            "panneau",
            "l'un d'eux assert",
        ),
        (
            "Le ministre Paul Roy a reçu la maire, Claire Roy. Pour Mme Roy, le pont fermera.",
            "le pont",
            "Claire Roy assert",
        ),
        (
            "« Le pont fermera », a dit la ministre Anne Petit à l'agence Belga. Le trafic reprendra "
            "en mai, a-t-elle précisé.",
            "Le trafic",
            "Anne Petit assert",
        ),
        (
            "Madrid n'a pas réagi. La mairie confirme que le pont fermera.",
            "le pont",
            "mairie assert",
        ),
        (
            "Une biologiste, Julie Tanger, a visité la baie avec Paul Brun. L'eau est trouble, "
            "dit-elle.",
            "L'eau",
            "Julie Tanger assert",
        ),
    ),
    *table(
        "inserted clause",
        ("Les stocks sont pleins, rappellent les silos du port.", "Les stocks", "silos assert"),
        ("Il s'agit d'un mineur, a confirmé le consulat.", "un mineur", "consulat assert"),
        ("Le trafic reprendra, fait-elle valoir.", "Le trafic", ""),
        (
            "Anne Roy dirige la régie. Le trafic reprendra, fait-elle valoir.",
            "Le trafic",
            "Anne Roy assert",
        ),
        (
            "Le vote est « sans effet », ajoute toutefois le syndicat.",
            "Le vote",
            "syndicat assert",
        ),
        ("Le dossier est vide, s'est indigné l'avocat Paul Brun.", "vide", "Paul Brun assert"),
        (
            "Une enquête est ouverte, se contente d'indiquer le parquet de Nice.",
            "Une enquête",
            "parquet de Nice assert",
        ),
    ),
    *table(
        "verbs that look like other words",
        (
            "L'opposition municipale, elle, suspecte la majorité d'avoir caché des factures.",
            "la majorité",
            "opposition municipale assert",
            "possible",
        ),
        ("« On ferme demain, gronde le gérant. Rien n'est prêt. »", "On ferme", "gérant assert"),
        (
            "La CGT craint que deux sites ne ferment et soupçonne la direction d'avoir menti.",
            "la direction",
            "CGT assert",
            "possible",
        ),
    ),
    *table(
        "according to",
        ("Selon la mairie, le pont fermera lundi.", "le pont fermera", "mairie assert"),
        ("D'après l'Insee, les prix ont baissé.", "les prix", "Insee assert"),
        ("Le pont fermera lundi, selon la mairie.", "Le pont", "mairie assert"),
        (
            "L'accord, qui pourrait, selon Bruxelles, sauver 300 emplois, sera signé jeudi.",
            "sauver 300 emplois",
            "Bruxelles assert",
            "possible",
        ),
        ("À en croire le syndicat, la grève sera longue.", "la grève", "syndicat assert"),
        ("Pour Marc Roux, géographe, la digue est trop basse.", "la digue", "Marc Roux assert"),
        ("Aux dires de son avocat, Paul Lemaire est innocent.", "innocent", "avocat assert"),
        (
            "De source policière, deux suspects sont en fuite.",
            "deux suspects",
            "source policière assert",
        ),
    ),
    *table(
        "quotation",
        ("« La digue a tenu », a déclaré le maire.", "La digue a tenu", "maire assert"),
        ('"La digue a tenu", a déclaré le maire.', "La digue a tenu", "maire assert"),
        ("“La digue a tenu”, a déclaré le maire.", "La digue a tenu", "maire assert"),
        ("« La digue a tenu”, a déclaré le maire.", "La digue a tenu", "maire assert"),
        (
            "« La digue a tenu, se félicite Anne Roy. Le village est sauvé. »",
            "Le village est sauvé",
            "Anne Roy assert",
        ),
        (
            "« La digue a tenu. Le village est sauvé », a déclaré Anne Roy.",
            "Le village est sauvé",
            "Anne Roy assert",
        ),
        (
            "« La digue a tenu », a déclaré Anne Roy. « Le village est sauvé. »",
            "Le village est sauvé",
            "Anne Roy assert",
        ),
        (
            "Anne Roy juge la situation « très préoccupante » et la digue « fragile ».",
            "préoccupante",
            "Anne Roy assert",
        ),
        (
            "Le maire a déclaré : « La digue a tenu. » Le pont, lui, est fermé.",
            "est fermé",
            "",
        ),
    ),
    *table(
        "chain",
        (
            "Le Figaro a rapporté, citant la police, que deux suspects avaient fui.",
            "deux suspects",
            "Figaro attribute; police assert",
        ),
        (
            "Deux suspects ont fui, rapporte Le Figaro, qui cite la police.",
            "Deux suspects",
            "Figaro attribute; police assert",
        ),
        (
            "Deux suspects ont fui, selon la police, citée par Le Figaro.",
            "Deux suspects",
            "Figaro attribute; police assert",
        ),
        (
            "« Deux suspects ont fui », a dit le commissaire Paul Brun à l'agence Reuters.",
            "Deux suspects",
            "Reuters attribute; Paul Brun assert",
        ),
        (
            "Le pont fermera, a annoncé le maire, d'après le quotidien Ouest-France.",
            "Le pont fermera",
            "Ouest-France attribute; maire assert",
        ),
    ),
    *table(
        "accusation",
        (
            "Le syndicat accuse la direction d'avoir menti.",
            "avoir menti",
            "syndicat assert",
        ),
        (
            "Les riverains craignent que la digue ne cède.",
            "la digue ne cède",
            "riverains assert",
            "possible",
        ),
        (
            "La police soupçonne le gérant d'avoir mis le feu à l'entrepôt.",
            "mis le feu",
            "police assert",
            "possible",
        ),
        (
            "Le procureur reproche au maire d'avoir favorisé son frère.",
            "favorisé son frère",
            "procureur assert",
        ),
        (
            "Marc Roux a proposé que le pont soit détruit.",
            "le pont soit détruit",
            "Marc Roux assert",
            "possible",
        ),
    ),
    *table(
        "denial",
        ("Le maire nie avoir touché cet argent.", "avoir touché", "maire deny"),
        (
            "La direction dément que l'usine doive fermer.",
            "l'usine doive fermer",
            "direction deny",
        ),
        ("Le club a nié tout contact avec le joueur.", "contact avec le joueur", "club deny"),
        (
            "La police accuse le gérant d'avoir mis le feu. Le gérant rejette ces accusations.",
            "mis le feu",
            "police assert; gérant deny",
        ),
        (
            "Selon Le Figaro, l'usine fermera en mai. La direction a démenti cette information.",
            "l'usine fermera",
            "Figaro assert; direction deny",
        ),
        (
            "Selon Le Figaro, l'usine fermera en mai.\n\nLa direction a démenti ces informations.",
            "l'usine fermera",
            "Figaro assert; direction deny",
        ),
        (
            "Le parquet lui reproche d'avoir menti, ce que Paul Brun conteste.",
            "avoir menti",
            "parquet assert; Paul Brun deny",
        ),
    ),
    *table(
        "non-confirmation",
        (
            "Selon Le Figaro, l'usine fermera en mai. La direction n'a pas confirmé.",
            "l'usine fermera",
            "Figaro assert; direction decline",
        ),
        (
            "Selon Le Figaro, l'usine fermera. La direction s'est refusée à tout commentaire.",
            "l'usine fermera",
            "Figaro assert; direction decline",
        ),
        (
            "Selon Le Figaro, l'usine fermera. La direction n'a pas souhaité commenter.",
            "l'usine fermera",
            "Figaro assert; direction decline",
        ),
        (
            "Selon Le Figaro, l'usine fermera. Contacté, Verlac Conseil n'a pas souhaité commenter.",
            "l'usine fermera",
            "Figaro assert; Verlac Conseil decline",
        ),
        (
            "Selon Mediapart, le document existe. La direction n'était pas en mesure de confirmer cette information.",
            "document existe",
            "Mediapart assert; direction decline",
        ),
        (
            "Selon Le Figaro, l'usine fermera. Contacté, le procureur n'a pas retourné nos appels.",
            "l'usine fermera",
            "Figaro assert; procureur decline",
        ),
        (
            "Selon Le Figaro, l'usine fermera. « Je ne ferai pas de commentaire », a répondu le maire Paul Brun.",
            "l'usine fermera",
            "Figaro assert; Paul Brun decline",
        ),
        (
            "Le conseiller assure que l'usine fermera. Version que contredit l'ancien délégué Marc Roy.",
            "l'usine fermera",
            "conseiller assert; Marc Roy deny",
        ),
        (
            "Le ministre a affirmé que la garde avait tiré. Cette version est contredite par deux officiers et par un diplomate.",
            "garde avait tiré",
            "ministre assert; officiers deny; diplomate deny",
        ),
        (
            "Le maire a démenti avoir vendu le terrain, comme l'avait écrit la presse.",
            "vendu le terrain",
            "maire deny; presse assert",
        ),
        (
            "Le groupe a été espionné, affirment Le Figaro et la NDR, citant un délégué. Onze lignes auraient été écoutées, poursuivent les deux médias.",
            "Onze lignes",
            "Figaro attribute; NDR attribute; délégué assert",
        ),
        (
            "D'après Les Échos, qui citent deux sources proches du groupe, l'usine fermera. Un fonds aurait manifesté son intérêt, croit savoir le quotidien.",
            "Un fonds aurait",
            "Échos attribute; sources proches du groupe assert",
        ),
        (
            "D'après une note consultée par Le Monde, le budget sera réduit.",
            "budget sera réduit",
            "Monde attribute; note assert",
        ),
        (
            "L'ancien directeur a accordé un entretien au Monde. « L'usine fermera », y déclare-t-il.",
            "usine fermera",
            "Monde attribute; directeur assert",
        ),
        (
            "Le parquet a ouvert une enquête, a-t-on appris vendredi de source judiciaire, confirmant une information de La Provence.",
            "ouvert une enquête",
            "source judiciaire assert; Provence assert",
        ),
        (
            "Deux officiers et un diplomate ont parlé. Selon deux officiers et un diplomate, le palais a été pris. D'après eux, le président a fui.",
            "président a fui",
            "officiers assert; diplomate assert",
        ),
        (
            "Selon Le Figaro, l'usine fermera. Contactée, la direction n'était pas joignable.",
            "l'usine fermera",
            "Figaro assert; direction decline",
        ),
        (
            "Selon Le Figaro, l'usine fermera. La ministre n'a ni confirmé ni démenti.",
            "l'usine fermera",
            "Figaro assert; ministre decline",
        ),
    ),
    *table(
        "confirmation",
        (
            "Selon Le Figaro, l'usine fermera. La ministre a confirmé cette information.",
            "l'usine fermera",
            "Figaro assert; ministre assert",
        ),
        (
            "Selon Le Figaro, l'usine fermera. Reuters a publié des informations similaires.",
            "l'usine fermera",
            "Figaro assert; Reuters assert",
        ),
        (
            "La ministre confirme que l'usine fermera en mai.",
            "l'usine fermera",
            "ministre assert",
        ),
    ),
    *table(
        "source reference",
        (
            "Anne Roy dirige le port. « Le trafic baisse », déplore-t-elle.",
            "Le trafic baisse",
            "Anne Roy assert",
        ),
        (
            "Le Figaro a publié une enquête lundi. Selon le journal, l'usine fermera.",
            "l'usine fermera",
            "Figaro assert",
        ),
        (
            "Le trafic baisse, affirme la directrice du port, Anne Roy. Elle ajoute que dix "
            "navires ont changé de route.",
            "dix navires",
            "Anne Roy assert",
        ),
        (
            "Les autorités turques et grecques ont annoncé que l'accord était signé.",
            "l'accord était signé",
            "turques assert; grecques assert",
        ),
        (
            "La CGT et la CFDT affirment que la grève durera.",
            "la grève durera",
            "CGT assert; CFDT assert",
        ),
        ("Moscou affirme que l'avion a été abattu.", "l'avion a été abattu", "Moscou assert"),
        (
            "La Maison-Blanche affirme que l'avion a été abattu.",
            "l'avion a été abattu",
            "Maison Blanche assert",
        ),
        (
            "Paul Brun a quitté la mairie. Ce dernier assure qu'il reviendra.",
            "il reviendra",
            "Paul Brun assert",
        ),
    ),
    *table(
        "certainty",
        ("Le pont fermera peut-être lundi.", "fermera", "", "possible"),
        ("Le pont pourrait fermer lundi.", "fermer", "", "possible"),
        ("Le pont devrait fermer lundi.", "fermer", "", "probable"),
        ("Le pont a probablement cédé sous le poids.", "cédé", "", "probable"),
        ("Le pont aurait cédé sous le poids d'un camion.", "cédé", "", "reported"),
        ("Le pont a cédé sous le poids d'un camion.", "cédé", "", "certain"),
        (
            "Selon la mairie, le pont fermera sans doute lundi.",
            "fermera",
            "mairie assert",
            "probable",
        ),
        ("Si la digue cédait, le village serait inondé.", "le village serait", "", "possible"),
    ),
    *table(
        "presupposed",
        (
            "Le ministre, qui s'était rendu à Rome en juillet, a démissionné mardi.",
            "s'était rendu à Rome",
            "",
        ),
        (
            "Le préfet affirme que le maire, qui était à Rome, savait tout.",
            "savait tout",
            "préfet assert",
        ),
    ),
    *table(
        "speaker behind a quotation",
        (
            "« Vous mentez depuis un an », lui a lancé le procureur, Marc Roux.",
            "Vous mentez",
            "Marc Roux assert",
        ),
        (
            "« Il dort encore », a cependant plaisanté un conseiller de la mairie.",
            "Il dort",
            "conseiller de la mairie assert",
        ),
        (
            "Claire Morin a répondu dans la presse. « Je n'ai jamais vu ce contrat », y écrit-elle, "
            "estimant que la plainte « sert ses rivaux ».",
            "la plainte",
            "Claire Morin assert",
        ),
        (
            "« Le pont tiendra », insiste Marc Roux, joint par téléphone.",
            "Le pont tiendra",
            "Marc Roux assert",
        ),
        (
            "D'après Les Échos, qui citent deux sources proches du groupe, l'usine fermera.",
            "l'usine fermera",
            "Échos attribute; deux sources proches du groupe assert",
        ),
    ),
    *table(
        "quotation nobody introduces",
        (
            "La compagne du pilote, Anne Roy, a livré un récit précis. « J'ai cru qu'il dormait. "
            "Je n'ai pas bougé. »",
            "Je n'ai pas bougé",
            "Anne Roy assert",
        ),
        (
            "Un cadre du service achats raconte une autre histoire. « Tout était prêt avant l'été. »",
            "Tout était prêt",
            "cadre du service achats assert",
        ),
        (
            "Le canal se vide, rappelle la géologue Anne Roy. Le canal voisin aussi.\n\n« Le lac "
            "baisse. »",
            "Le lac",
            "",
        ),
        (
            "Le canal se vide, rappelle la géologue Anne Roy. Le canal voisin aussi. « Demain, le lac "
            "sera à sec. »",
            "le lac",
            "Anne Roy assert",
        ),
        (
            "« On avait tout vu », confie Anne Roy. « Un jour, le chef m'a dit devant l'équipe que "
            "je mentais. »",
            "Un jour, le chef",
            "Anne Roy assert",
        ),
    ),
    *table(
        "what a quotation holds",
        (
            "« Mensonge », a coupé Marc Roux. Le pont tient, a-t-il dit.",
            "Le pont",
            "Marc Roux assert",
        ),
        (
            "« Une haine ordinaire, qui a tout emporté », résume Anne Roy.",
            "Une haine ordinaire, qui a tout emporté",
            "Anne Roy assert",
        ),
        ("« Le maire est chez lui, il dort », dit Anne Roy.", "il dort", "Anne Roy assert"),
        ("« Le maire est là et il travaille », dit Anne Roy.", "il travaille", "Anne Roy assert"),
        (
            "« Quand le pont a cédé, il pleuvait », dit Anne Roy.",
            "Quand le pont a cédé, il pleuvait",
            "Anne Roy assert",
        ),
    ),
    *table(
        "gender of nouns for people",
        (
            "L'élue d'opposition accuse Marc Roux d'avoir menti. Elle a lu une lettre. « Jamais de la "
            "vie », a coupé celui-ci. Le contrat est public, a-t-il dit.",
            "Le contrat",
            "Marc Roux assert",
        ),
        (
            "La géologue Anne Roy a parlé mardi. La quadragénaire dit avoir vu la faille.",
            "avoir vu",
            "Anne Roy assert",
        ),
    ),
)

# Texts that no claim is to be made of.
NO_CLAIM: tuple[str, ...] = (
    "Pourquoi le pont a-t-il cédé ?",
    "Crue dans le Gard",
    "Lire aussi : le pont de Nîmes fermé",
    "Temps de lecture : 3 min",
    "Le pont de Nîmes, le 12 mai 2024. (Photo : Marc Roux / La Gazette)",
    "Par Marc Roux",
    "Retrouvez toute l'actualité sur notre site",
    "(AFP)",
    "Tous droits réservés",
    "Partagez cet article",
)


def listing() -> list[str]:
    """The cases that fail, a line each."""
    found = [(case, wrong(case)) for case in CASES]
    lines = [f"{c.kind}: {c.text!r} [{c.fragment}]: {'; '.join(w)}" for c, w in found if w]
    silent = [(text, extracted(text).claims) for text in NO_CLAIM]
    return lines + [f"no claim: {text!r}: {claims[0].claim}" for text, claims in silent if claims]


if __name__ == "__main__":
    failing = listing()
    print("\n".join([*failing, f"{len(failing)} of {len(CASES) + len(NO_CLAIM)} cases wrong"]))
