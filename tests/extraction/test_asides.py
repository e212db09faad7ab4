"""What stands between commas, and what parsers make of it: subjects, participles, second cues."""

from __future__ import annotations

import pytest

from tests.extraction.build import extracted
from tests.extraction.cases import Case, wrong
from tests.extraction.english import EnglishCase
from tests.extraction.english import wrong as wrong_english

SENTENCES = (
    # the subject between what opens the sentence and what is told of it
    (
        "Entendue lundi, la gérante du bar, Lise Hamon, a affirmé avoir fermé à minuit.",
        "fermé",
        "Lise Hamon a fermé à minuit.",
        "Lise Hamon assert",
    ),
    (
        "Parmi les marins, Yves Carrel, 71 ans, dit avoir perdu son bateau.",
        "perdu",
        "Yves Carrel a perdu son bateau.",
        "Yves Carrel assert",
    ),
    (
        "Mis en examen depuis mai, Paul Vasseur, 44 ans, a contesté mardi avoir vendu les tableaux.",
        "vendu",
        "Paul Vasseur a vendu les tableaux.",
        "Paul Vasseur deny",
    ),
    # who is accused of it and denies it
    (
        "Accusée d'avoir falsifié deux factures, la trésorière dément formellement.",
        "falsifié",
        "La trésorière a falsifié deux factures.",
        "trésorière deny",
    ),
    (
        "Soupçonné d'avoir incendié trois granges, Yves Carrel, 52 ans, nie en bloc.",
        "incendié",
        "Yves Carrel a incendié trois granges.",
        "Yves Carrel deny",
    ),
    (
        "La digue tient, ont dit les pompiers, qui accusent la commune d'être à l'origine des retards.",
        "origine",
        "La commune est à l'origine des retards.",
        "pompiers assert",
    ),
    # participles of a source and of a second cue
    (
        "Selon un marin ayant requis l'anonymat, des filets ont été coupés au large.",
        "filets",
        "Des filets ont été coupés au large.",
        "marin assert",
    ),
    (
        "Selon un douanier qui a requis l'anonymat, des caisses ont été ouvertes.",
        "caisses",
        "Des caisses ont été ouvertes.",
        "douanier assert",
    ),
    (
        "Lise Hamon a parlé, soutenant que le four était éteint et accusant le voisin de vol.",
        "éteint",
        "Le four était éteint.",
        "Lise Hamon assert",
    ),
    (
        "Yves Carrel a soutenu que la cave était sèche et reproché au notaire d'avoir menti.",
        "menti",
        "Le notaire a menti.",
        "Yves Carrel assert",
    ),
    (
        "Paul Vasseur estime qu'un accord était proche et reproche à la ville d'avoir cédé.",
        "cédé",
        "La ville a cédé.",
        "Paul Vasseur assert",
    ),
    # what a report put into its midst leaves behind
    (
        "Le bail prévoyait, affirme le journal, des loyers très bas.",
        "bail",
        "Le bail prévoyait des loyers très bas.",
        "journal assert",
    ),
    (
        "Son gérant, Yves Carrel, a indiqué à l'AFP ne pas avoir été prévenu de cette visite.",
        "prévenu",
        "Yves Carrel n'a pas été prévenu de la visite.",
        "AFP attribute; Yves Carrel assert",
    ),
    (
        "Le chimiste dit n'être intervenu ni dans les essais ni dans les mesures.",
        "intervenu",
        "Le chimiste n'est intervenu ni dans les essais ni dans les mesures.",
        "chimiste assert",
    ),
    # judgements, promises, existence
    (
        "La maire a qualifié le projet du préfet de « gifle » et annoncé un recours.",
        "projet",
        "Le projet du préfet est une gifle.",
        "maire assert",
    ),
    (
        "Le peintre a quitté la salle, jugeant « impossible de travailler ainsi ».",
        "impossible",
        "Il est impossible de travailler ainsi.",
        "peintre assert",
    ),
    (
        "La coopérative s'est engagée à planter 300 arbres et à entretenir les haies.",
        "planter",
        "La coopérative plantera 300 arbres.",
        "coopérative assert",
    ),
    (
        "La patronne n'exclut pas de vendre le moulin.",
        "vendre",
        "La patronne pourrait vendre le moulin.",
        "patronne assert",
    ),
    (
        "« On nous ment », dit l'avocat Luc Morin. Le parquet a confirmé l'existence d'un recours.",
        "recours",
        "Il y a un recours.",
        "parquet assert",
    ),
    # whom a sentence is about
    (
        "Le maire croit au projet. Quant au préfet, il a dit que le pont était fermé.",
        "fermé",
        "Le pont était fermé.",
        "préfet assert",
    ),
    (
        "La boulangère dit avoir reçu des menaces du fournisseur, lequel dément formellement.",
        "menaces",
        "La boulangère a reçu des menaces du fournisseur.",
        "boulangère assert; fournisseur deny",
    ),
    (
        "« La ferme a brûlé », a dit son associé, le capitaine Yves Carrel.",
        "brûlé",
        "La ferme a brûlé.",
        "Yves Carrel assert",
    ),
    (
        "« Nous tiendrons », a dit Yves Carrel, précisant que deux grues étaient en route.",
        "grues",
        "Deux grues étaient en route.",
        "Yves Carrel assert",
    ),
    (
        "La digue sera refaite, a dit le Premier ministre, attendu lundi sur place.",
        "digue",
        "La digue sera refaite.",
        "Premier ministre assert",
    ),
    (
        "La gérante a porté plainte contre X. Le gardien parle d'une fuite. Selon lui, la porte a cédé.",
        "porte",
        "La porte a cédé.",
        "gardien assert",
    ),
    (
        "Le port est fermé. Contacté, celui-ci n'a pas répondu. Le maire a décrété un deuil et promis que "
        "le quai rouvrirait.",
        "quai",
        "Le quai rouvrirait.",
        "maire assert",
    ),
    (
        "Le jury a salué la victoire d'Yves Carrel, novice à ce niveau, qui a quitté la salle.",
        "quitté",
        "Yves Carrel a quitté la salle.",
        "",
    ),
    (
        "Selon Le Courrier de l'Est, la scierie a fermé.",
        "scierie",
        "La scierie a fermé.",
        "Le Courrier de l'Est assert",
    ),
    (
        "L'affaire traîne. Mais d'après Le Monde, le procès aura lieu en mai.",
        "procès",
        "Le procès aura lieu en mai.",
        "Le Monde assert",
    ),
)


@pytest.mark.parametrize(("text", "fragment", "sentence", "voices"), SENTENCES)
def test_what_stands_beside_a_clause_does_not_hide_it(
    text: str, fragment: str, sentence: str, voices: str
) -> None:
    assert wrong(Case("asides", text, fragment, voices, sentence=sentence)) == []


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "C'est la troisième fois que le bar est visé.",
            "C'est la troisième fois que le bar est visé.",
        ),
        (
            "Le chien dort. C'est sa sœur, venue lui porter du lait, qui a donné l'alerte.",
            "C'est sa sœur, venue lui porter du lait, qui a donné l'alerte.",
        ),
        (
            "Le radeau a été emporté alors qu'il portait dix personnes.",
            "Le radeau a été emporté alors qu'il portait dix personnes.",
        ),
        (
            "Le gérant dort. Il est tombé en une nuit l'équivalent de deux mois de pluie.",
            "Il est tombé en une nuit l'équivalent de deux mois de pluie.",
        ),
    ],
)
def test_a_sentence_that_is_one_thought_stays_one(text: str, sentence: str) -> None:
    assert sentence in [claim.claim for claim in extracted(text).claims]


@pytest.mark.parametrize(
    ("text", "certainty"),
    [
        ("On a attendu trois heures sur le toit.", "certain"),
        ("Le ministre, attendu lundi à Brest, a promis une aide.", "certain"),
        ("Le maire a promis que l'aide serait versée.", "certain"),
        ("Le maire affirme que l'aide aurait été versée.", "reported"),
        ("L'aide serait versée lundi.", "reported"),
        ("Le cargo transportait du blé.", "certain"),
        ("Ce n'est plus possible.", "certain"),
    ],
)
def test_what_is_still_to_come_is_no_hearsay(text: str, certainty: str) -> None:
    assert [claim.certainty for claim in extracted(text).claims] == [certainty]


def test_no_guillemet_is_left_alone() -> None:
    text = "« Nous gardons l'espoir de les revoir », a-t-il dit, précisant que la mer était calme."
    for claim in extracted(text).claims:
        assert claim.claim.count("«") == claim.claim.count("»")


def test_a_time_in_the_midst_is_not_the_claims() -> None:
    text = "Le chef, qui devait partir mercredi à Rome, a annulé son voyage."
    times = {claim.claim: claim.event_time for claim in extracted(text).claims}
    assert times["Le chef a annulé son voyage."] is None


ENGLISH = (
    EnglishCase(
        "According to a police affidavit, Joan Petrie had repaired the boat for the family.",
        "repaired",
        "police affidavit assert",
    ),
    EnglishCase("Joan Petrie sold the car.", "car", "", "Joan Petrie sold the car."),
    EnglishCase(
        "A memo obtained by The Guardian warned that the pier was unsafe.",
        "unsafe",
        "The Guardian attribute; memo assert",
    ),
    EnglishCase(
        "The surveyor warned that the river was high and recommended closing the school.",
        "river",
        "surveyor assert",
        "The river was high.",
    ),
    EnglishCase(
        "Opening the case at Ryde Crown Court, prosecutor Joan Petrie said the men lied.",
        "lied",
        "Joan Petrie assert",
    ),
    EnglishCase(
        "The harbourmaster denied closing the gates.",
        "closing",
        "harbourmaster deny",
        "The harbourmaster closed the gates.",
    ),
    EnglishCase(
        "The lamps were replaced in May. Unions said they had not been consulted.",
        "consulted",
        "Unions assert",
        "Unions had not been consulted.",
    ),
    EnglishCase(
        "The letters, some of which were burnt hours after the police came, were copied.",
        "burnt",
        "",
        "The letters, some of which were burnt hours after the police came, were copied.",
    ),
)


@pytest.mark.parametrize("case", ENGLISH, ids=lambda case: case.text[:50])
def test_nor_in_english(case: EnglishCase) -> None:
    assert wrong_english(case) == []
