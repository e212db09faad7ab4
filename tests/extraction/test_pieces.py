"""Sentences that the parser takes apart wrong: the claim is the least cut of what is right."""

from __future__ import annotations

import pytest

from tests.extraction.build import claim_with, extracted, sentence_of
from tests.extraction.cases import Case, wrong
from tests.extraction.english import read

# text, a fragment of the claim's quote, the claim's sentence
WHOLE: tuple[tuple[str, str, str], ...] = (
    (
        "Nadia Ferhat a couvert ses deux fils avec une serviette et les a fait sortir par l'arrière.",
        "sortir",
        "Nadia Ferhat a couvert ses deux fils avec une serviette et les a fait sortir par l'arrière.",
    ),
    (
        "La mère de l'enfant a montré la lettre que Karine Vasseur affirme avoir reçue.",
        "reçue",
        "Karine Vasseur a reçu la lettre.",
    ),
    (
        "Selon les carnets que les deux historiens disent tenir d'un ancien marin, six navires ont été "
        "sabordés.",
        "tenir",
        "Les deux historiens tiennent les carnets d'un ancien marin.",
    ),
    (
        "Un plan, dont Le Télégramme a publié des cartes, sera débattu lundi.",
        "cartes",
        "Le Télégramme a publié des cartes d'un plan.",
    ),
    (
        "Le port, dont Anne Roy est la directrice depuis mai, a perdu dix bateaux.",
        "directrice",
        "Anne Roy est la directrice du port depuis mai.",
    ),
    (
        "C'est pourtant au même notaire que la veuve a confié ses terres.",
        "notaire",
        "C'est pourtant au même notaire que la veuve a confié ses terres.",
    ),
    (
        "Le projet, évalué à 8 millions d'euros, avait été enterré en 2019.",
        "enterré",
        "Le projet, évalué à 8 millions d'euros, avait été enterré en 2019.",
    ),
    (
        "Le hangar, fermé trois mois en hiver à cause du gel, avait pris du retard.",
        "retard",
        "Le hangar, fermé trois mois en hiver à cause du gel, avait pris du retard.",
    ),
    (
        "Les silos, dont beaucoup sont vides, seront vendus en mai.",
        "vendus",
        "Les silos, dont beaucoup sont vides, seront vendus en mai.",
    ),
    (
        "Trois mineurs ont été tués et un quatrième grièvement brûlé jeudi à Arvel.",
        "brûlé",
        "Trois mineurs ont été tués et un quatrième grièvement brûlé jeudi à Arvel.",
    ),
    (
        "La régie, qui gère le port, l'a fait contrôler en mars par un bureau suisse.",
        "contrôler",
        "La régie l'a fait contrôler en mars par un bureau suisse.",
    ),
    (
        "À moins que les banques ne s'en mêlent, l'usine de Sorv fermera en juin.",
        "fermera",
        "À moins que les banques ne s'en mêlent, l'usine de Sorv fermera en juin.",
    ),
    (
        "Le directeur, Luc Petit, a dit comprendre la colère, tout en estimant que la grève était "
        "prématurée.",
        "colère",
        "Luc Petit comprend la colère.",
    ),
    (
        "Huit danseuses, dont trois ont quitté la troupe, racontent avoir été humiliées en tournée.",
        "humiliées",
        "Huit danseuses ont été humiliées en tournée.",
    ),
)


PARTIES: tuple[tuple[str, str, str, str], ...] = (
    (
        "Le port a fermé, a-t-on appris auprès de la capitainerie.",
        "port a fermé",
        "Le port a fermé.",
        "capitainerie assert",
    ),
    (
        "Anne Roy a parlé. « Je pars », a-t-elle dit. Deux élus auraient plaidé pour une hausse, a "
        "appris La Gazette du Gard auprès de trois proches du dossier.",
        "plaidé",
        "Deux élus auraient plaidé pour une hausse.",
        "trois proches du dossier assert",
    ),
    (
        "Le bois avait brûlé au matin, a constaté notre correspondant.",
        "brûlé",
        "Le bois avait brûlé au matin.",
        "",
    ),
    (
        "Julie Brun habite en face. Un voisin assure qu'il a alerté la mairie, ce que celle-ci dément.",
        "alerté",
        "Un voisin a alerté la mairie.",
        "voisin assert; mairie deny",
    ),
    (
        "Le tribunal a condamné Luc Petit. C'est un ouvrier de la fonderie qui a donné l'alerte. "
        "Selon lui, la patronne, Anne Morin, savait tout.",
        "savait",
        "La patronne, Anne Morin, savait tout.",
        "ouvrier de la fonderie assert",
    ),
    (
        "Le directeur d'Orvel, Paul Vidal, n'y croit pas : la demande, dit-il, est trop faible pour "
        "que les prix montent.",
        "trop faible",
        "La demande est trop faible pour que les prix montent.",
        "Paul Vidal assert",
    ),
    (
        "Le jury, estimant que la preuve n'était faite que pour un vol, ne l'a pas suivi.",
        "preuve",
        "La preuve n'était faite que pour un vol.",
        "jury assert",
    ),
    (
        "Le juge reproche à Marc Brun d'avoir détruit des lettres.",
        "détruit",
        "Marc Brun a détruit des lettres.",
        "juge assert",
    ),
)


@pytest.mark.parametrize(("text", "fragment", "sentence", "voices"), PARTIES)
def test_a_claim_is_told_by_who_says_so(
    text: str, fragment: str, sentence: str, voices: str
) -> None:
    assert wrong(Case("pieces", text, fragment, voices, sentence=sentence)) == []


@pytest.mark.parametrize(
    "text",
    [
        "Le notaire reproche aux héritiers de n'avoir jamais lu l'acte, qui, à l'entendre, aurait été "
        "antidaté.",
        "Deux coups de feu, tirés à moins de dix mètres.",
    ],
)
def test_no_claim_is_without_a_subject_or_a_verb(text: str) -> None:
    for claim in extracted(text).claims:
        assert not claim.claim.startswith(("Aurait", "De n'avoir", "Aux héritiers", "Deux coups"))


def test_a_condition_stays_with_what_it_bears_on() -> None:
    text = "Les deux experts s'accordent sur un point : sans baisse des loyers, la ville se videra."
    assert sentence_of(text, "videra") == "Sans baisse des loyers, la ville se videra."


def test_no_lawyer_is_the_accused() -> None:
    text = (
        "« C'est faux », a dit Me Luc Morin. L'accusé a parlé à son tour. Interrogé, l'intéressé a nié "
        "avoir quitté sa ferme."
    )
    extraction = extracted(text)
    claim = claim_with(extraction, "quitté sa ferme")
    assert claim is not None
    names = {source.source_id: source.name for source in extraction.sources}
    voices = {names[r.source_id] for r in extraction.attributions if r.claim_id == claim.claim_id}
    assert "Luc Morin" not in voices


ACCUSED: tuple[tuple[str, str], ...] = (
    (
        "Le maire, Paul Roux, a démissionné mardi. L'opposition l'accuse de fraude.",
        "Paul Roux est mis en cause pour fraude.",
    ),
    (
        "La fonderie Arvel a fermé son four. Le préfet a reçu le syndicat. La CGT l'accuse d'avoir "
        "menti.",
        "La CGT l'accuse d'avoir menti.",
    ),
    (
        "Paul Roux et Jean Brun ont dîné avec Luc Petit. L'opposition lui reproche d'avoir caché la "
        "lettre.",
        "L'opposition lui reproche d'avoir caché la lettre.",
    ),
    (
        "Le trésorier, Paul Roux, a comparu mardi.\n\nLe parquet lui reproche d'avoir vidé la "
        "caisse. Il nie.",
        "Paul Roux a vidé la caisse.",
    ),
)


@pytest.mark.parametrize(("text", "sentence"), ACCUSED)
def test_the_accused_is_named_where_nobody_else_can_be_meant(text: str, sentence: str) -> None:
    assert sentence in [claim.claim for claim in extracted(text).claims]


@pytest.mark.parametrize(("text", "fragment", "sentence"), WHOLE)
def test_a_claim_is_a_whole_sentence(text: str, fragment: str, sentence: str) -> None:
    assert sentence_of(text, fragment) == sentence


@pytest.mark.parametrize(
    ("text", "piece"),
    [
        (
            "Le maire a reconnu qu'une vanne avait cédé, sans que l'on puisse affirmer, à ce stade, "
            "qu'elle est à l'origine de la crue.",
            "à l'origine",
        ),
        ("Le guetteur, qui a requis l'anonymat, a quitté la ville.", "anonymat"),
        ("« La digue a cédé », raconte un témoin, qui a souhaité garder l'anonymat.", "anonymat"),
        ("« La digue a cédé », dit un agent, qui n'était pas autorisé à parler.", "autorisé"),
    ],
)
def test_what_nobody_says_is_no_claim(text: str, piece: str) -> None:
    assert not any(piece in claim.claim for claim in extracted(text).claims)


def test_a_sentence_with_a_piece_in_it_is_not_lost() -> None:
    text = "La cour, qui dispose d'un mois pour rendre son avis de conformité, aurait saisi le parquet."
    claims = extracted(text).claims
    assert any("saisi le parquet" in claim.claim for claim in claims)
    assert all("La cour son avis" not in claim.claim for claim in claims)


@pytest.mark.parametrize(
    "text",
    [
        "“The dam broke,” said a guard, who asked not to be named.",
        "The dam broke, said a guard who spoke on condition of anonymity.",
    ],
)
def test_how_an_english_source_wishes_to_be_named_is_no_claim(text: str) -> None:
    claims = [claim.claim for claim in read(text).claims]
    assert claims
    assert not any("named" in claim or "anonymity" in claim for claim in claims)
