"""How claims are put into words that stand alone, over sentences written for these tests."""

from __future__ import annotations

import pytest

from tests.extraction.build import sentence_of

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
    "pronoun": (
        (
            "Le maire, Paul Roux, a vendu la ferme. Il a quitté le village.",
            "quitté",
            "Paul Roux a quitté le village.",
        ),
        (
            "Claire Brun a rencontré Paul Roux. Elle a démissionné mardi.",
            "démissionné",
            "Claire Brun a démissionné mardi.",
        ),
        (
            "Le groupe a révélé sa commande. Elle atteint 4 milliards d'euros.",
            "atteint",
            "La commande du groupe atteint 4 milliards d'euros.",
        ),
        (
            "« Karim ne jouera plus. Il mérite de partir », a dit son agent, Marco Rossi.",
            "mérite",
            "Karim mérite de partir.",
        ),
        ("Le port est fermé. Il faut attendre.", "attendre", "Il faut attendre."),
        (
            "Selon le gérant, Luc Petit, elle devait chanter jeudi.",
            "chanter",
            "Elle devait chanter jeudi.",
        ),
    ),
    "owner": (
        (
            "Une passerelle est à l'étude. Son coût avoisinerait 12 millions d'euros.",
            "avoisinerait",
            "Le coût de la passerelle avoisinerait 12 millions d'euros.",
        ),
        (
            "L'équipementier Altimo assure que son logiciel fonctionne.",
            "fonctionne",
            "Le logiciel d'Altimo fonctionne.",
        ),
    ),
    "demonstrative": (
        (
            "Le tribunal a ordonné la fermeture du site. Cette fermeture est illégale, selon la CGT.",
            "illégale",
            "La fermeture du site est illégale.",
        ),
        ("Cette revendication n'a aucune base.", "base", "La revendication n'a aucune base."),
        ("Cette année, le port a fermé.", "port", "Cette année, le port a fermé."),
    ),
    "sentence of a shape that parsers miss": (
        (
            "Deux personnes ont trouvé la mort et une troisième était portée disparue jeudi.",
            "une troisième",
            "À propos de « Deux personnes ont trouvé la mort » : une troisième était portée disparue"
            " jeudi.",
        ),
        (
            "Lens, qui a perdu ses deux premiers matchs, reçoit Brest samedi.",
            "reçoit",
            "Lens reçoit Brest samedi.",
        ),
        (
            "Lens, qui a perdu ses deux premiers matchs, reçoit Brest samedi.",
            "qui a perdu",
            "Lens a perdu ses deux premiers matchs.",
        ),
        (
            "Le maire est arrivé pour une réunion avec le président Paul Roux qui pourrait, selon la CGT, durer.",
            "durer",
            "Une réunion avec le président Paul Roux pourrait durer.",
        ),
    ),
    "what a parser takes for the main verb": (
        (
            "La ministre déléguée aux Transports, qui viendra vendredi, a fait part de sa peine.",
            "peine",
            "La ministre déléguée aux Transports a fait part de sa peine.",
        ),
        (
            "Le chauffeur, testé négatif à l'alcool, a été placé en garde à vue.",
            "garde à vue",
            "Le chauffeur, testé négatif à l'alcool, a été placé en garde à vue.",
        ),
        (
            "Créée en 2018 par deux anciens chercheurs du CNRS, Nubio fabrique un plastique à base d'algues.",
            "Créée",
            "Nubio a été créée en 2018 par deux anciens chercheurs du CNRS.",
        ),
    ),
    "direct object": (
        (
            "« Le geste est simple. Les parents l'accepteront volontiers », dit Nadia Petit.",
            "accepteront",
            "Les parents accepteront le geste volontiers.",
        ),
        (
            "Le réseau est saturé. Les élus le savent depuis mars.",
            "savent",
            "À propos de « Le réseau est saturé » : les élus le savent depuis mars.",
        ),
    ),
    "what a quotation is about": (
        (
            "« Nous ne vendrons pas. C'est la loi », a dit la présidente, Anne Roy.",
            "C'est la loi",
            "Anne Roy, à propos de « Nous ne vendrons pas » : « C'est la loi ».",
        ),
        (
            "Le plan était prêt mardi, raconte un cadre. « C'est très exagéré », répond Luc Petit.",
            "exagéré",
            "Luc Petit, à propos de « Le plan était prêt » : « C'est très exagéré ».",
        ),
        (
            "« La méthode est éprouvée. Nous l'avons répétée deux fois », dit Anne Roy.",
            "répétée",
            "Anne Roy, à propos de « La méthode est éprouvée » : « Nous l'avons répétée deux fois ».",
        ),
        (
            "Le pont est fermé. « C'est difficile de dormir », dit Luc Petit.",
            "difficile",
            "C'est difficile de dormir.",
        ),
    ),
    "a name beside a possessive": (
        (
            "Le chantier a fermé. Son dirigeant, Bernard Petit, s'occupe du dossier.",
            "occupe",
            "Bernard Petit s'occupe du dossier.",
        ),
        (
            "Le procès reprend. Son avocat Marc Petit s'interroge sur l'enquête.",
            "interroge",
            "Marc Petit s'interroge sur l'enquête.",
        ),
    ),
    "a link in front": (
        (
            "La route est coupée. En attendant, la ville dépend d'un bac.",
            "bac",
            "La ville dépend d'un bac.",
        ),
    ),
    "what is called": (
        (
            "Le chantier a fermé. Son dirigeant, Bernard Petit, parle d'un acharnement.",
            "acharnement",
            "Bernard Petit, à propos de « Le chantier a fermé » : « Un acharnement ».",
        ),
        (
            "La navigatrice Anne Roy a annoncé jeudi son abandon, à 300 milles du cap.",
            "abandon",
            "L'abandon d'Anne Roy est annoncé.",
        ),
    ),
    "an owner who is not the subject": (
        (
            "Les œuvres avaient été achetées à un antiquaire. Personne ne s'était inquiété de leur origine.",
            "origine",
            "Personne ne s'était inquiété de l'origine des œuvres.",
        ),
    ),
    "a noun pointed to": (
        (
            "Le vote est passé. Le maire, Luc Petit, se félicite de cette issue.",
            "issue",
            "Le maire, Luc Petit, se félicite de l'issue.",
        ),
    ),
    "two clauses side by side": (
        (
            "L'agence se veut rassurante, les familles réclament des réponses.",
            "réclament",
            "Les familles réclament des réponses.",
        ),
    ),
    "the main clause behind another": (
        (
            "Anne Roy est partie. Alors qu'elle pointait en quatrième position, la navigatrice a annoncé "
            "jeudi son abandon.",
            "quatrième",
            "Anne Roy pointait en quatrième position.",
        ),
        (
            "La chambre d'agriculture redoute que les plus petits, déjà fragilisés par la sécheresse, "
            "ne s'en relèvent pas.",
            "relèvent",
            "Les plus petits, déjà fragilisés par la sécheresse, ne s'en relèvent pas.",
        ),
    ),
    "the noun of a relative": (
        (
            "Le port et la ville étaient en train d'organiser une fête entre voisins, qui devrait "
            "avoir lieu en mai.",
            "devrait",
            "Une fête entre voisins devrait avoir lieu en mai.",
        ),
        (
            "Deux ouvriers se sont blessés au printemps, dont l'un a perdu deux doigts.",
            "perdu",
            "L'un des deux ouvriers a perdu deux doigts.",
        ),
        (
            "Une conseillère de la majorité, qui préfère taire son nom, se dit mal à l'aise.",
            "taire",
            "Une conseillère de la majorité préfère taire son nom.",
        ),
        (
            "La Lorientaise, qui souffre d'une côte fêlée mais dont l'état n'inspire pas d'inquiétude, "
            "a coupé un mât.",
            "inspire",
            "L'état de la Lorientaise n'inspire pas d'inquiétude.",
        ),
    ),
    "strong pronoun": (
        (
            "Trois hommes cagoulés ont pillé la boutique. Une passante affirme avoir vu l'un d'eux tirer.",
            "tirer",
            "Une passante a vu l'un des trois hommes cagoulés tirer.",
        ),
    ),
    "feared": (
        (
            "Le syndicat craint la fermeture du site de Vesoul.",
            "fermeture",
            "La fermeture du site de Vesoul aura lieu.",
        ),
    ),
    "second clause": (
        (
            "Selon la CGT, l'État connaissait le risque et n'a rien fait.",
            "rien",
            "L'État n'a rien fait.",
        ),
        (
            "Un départ est possible, même si Matignon n'a rien laissé filtrer de ses intentions.",
            "filtrer",
            "Matignon n'a rien laissé filtrer de ses intentions.",
        ),
    ),
    "negated infinitive": (
        (
            "Le romancier Paul Petit assure ne pas y penser.",
            "penser",
            "Paul Petit n'y pense pas.",
        ),
    ),
    "relative": (
        (
            "Le groupe Altimo, à qui le chantier a été confié, a déposé le bilan.",
            "confié",
            "Le chantier a été confié au groupe Altimo.",
        ),
        (
            "Anne Roy, de la chambre de commerce, qui a signé le texte, partira en mai.",
            "signé",
            "Anne Roy a signé le texte.",
        ),
        (
            "« Le site est dangereux », dit Grace Petit, dont le mari est mort en mai.",
            "mort",
            "Le mari de Grace Petit est mort en mai.",
        ),
        (
            "C'est une puce achetée à Lyon qui les a mis sur la piste.",
            "puce",
            "C'est une puce achetée à Lyon qui les a mis sur la piste.",
        ),
        (
            "La ministre a rencontré des experts, parmi lesquels deux juristes suisses.",
            "juristes",
            "Deux juristes suisses figurent parmi les experts.",
        ),
    ),
    "noun phrase told": (
        (
            "Le groupe a nié tout projet de cession.",
            "projet",
            "Il y a un projet de cession.",
        ),
        (
            "Le gérant a nié l'existence de fausses fiches.",
            "fiches",
            "Il y a de fausses fiches.",
        ),
        (
            "L'opérateur dément tout sabotage.",
            "sabotage",
            "Il y a eu un sabotage.",
        ),
    ),
    "cela": (
        (
            "Selon Paul Brun, la Corée a livré des pilotes et cela a joué un rôle décisif.",
            "décisif",
            "Le fait que la Corée a livré des pilotes a joué un rôle décisif.",
        ),
        (
            "« C'est une avancée majeure », se réjouit Nadia Petit.",
            "avancée",
            "Nadia Petit : « C'est une avancée majeure ».",
        ),
    ),
    "shared auxiliary": (
        (
            "Le président a ordonné une enquête et démis le directeur de la voirie.",
            "démis",
            "Le président a démis le directeur de la voirie.",
        ),
    ),
    "indirect pronoun": (
        (
            "Josiane Petit a raconté que des factures lui étaient remises sans bon de commande.",
            "factures",
            "Des factures étaient remises à Josiane Petit sans bon de commande.",
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
    assert sentence_of(text, fragment) == sentence
