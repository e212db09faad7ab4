"""Claims whose words point back: what they point to is put in their place, or in front of them."""

from __future__ import annotations

import pytest

from claims.matching import matter
from tests.extraction.build import claim_with, extracted, rows_on, sentence_of

# text, a fragment of the claim's quote, the claim's sentence
IN_FRONT: tuple[tuple[str, str, str], ...] = (
    (
        "La ville distribue vingt tentes. Il en faudrait cent, selon la Croix-Rouge.",
        "faudrait",
        "À propos de « La ville distribue vingt tentes » : il en faudrait cent.",
    ),
    (
        "La digue de Kerlan a cédé. La loi l'interdit pourtant.",
        "interdit",
        "À propos de « La digue de Kerlan a cédé » : la loi l'interdit pourtant.",
    ),
    (
        "Trente bergers ont reçu une prime. Les autres attendent encore.",
        "attendent",
        "À propos de « Trente bergers ont reçu une prime » : les autres attendent encore.",
    ),
    (
        "Un bac relie les deux rives. Le conseil estime le coût d'un tel service à deux millions.",
        "le coût",
        "À propos de « Un bac relie les deux rives » : le coût d'un tel service s'élève à"
        " deux millions.",
    ),
    (
        "La coopérative a investi dans un four. Le maire affirme que non.",
        "non",
        "À propos de « La coopérative a investi dans un four » : le maire affirme que non.",
    ),
    (
        "Le fermier loue vingt hectares par an. À ce rythme, il lui faudra dix ans.",
        "rythme",
        "À propos de « Le fermier loue vingt hectares par an » : à ce rythme, il lui faudra dix ans.",
    ),
    (
        "Le pont de Brenne a cédé le 3 mars 2021. Il a été fermé le lendemain.",
        "lendemain",
        "À propos de « Le pont de Brenne a cédé le 3 mars 2021 » : le pont de Brenne a été fermé le"
        " lendemain.",
    ),
    (
        "La sécheresse a vidé le lac. « Nous ne pouvons pas ignorer ses effets », dit Luc Petit.",
        "effets",
        "Luc Petit, à propos de « La sécheresse a vidé le lac » : « Nous ne pouvons pas ignorer ses"
        " effets ».",
    ),
)

IN_PLACE: tuple[tuple[str, str, str], ...] = (
    (
        "Les dockers occupent le hall. Certains ont dormi dehors.",
        "dormi",
        "Certains des dockers ont dormi dehors.",
    ),
    (
        "Les apiculteurs espéraient une aide. La plupart ont renoncé.",
        "renoncé",
        "La plupart des apiculteurs ont renoncé.",
    ),
    (
        "Le club conteste la sanction et a saisi la commission d'appel. Celle-ci se prononcera"
        " vendredi.",
        "prononcera",
        "La commission d'appel se prononcera vendredi.",
    ),
    (
        "Un promeneur a trouvé un coffre dans un fossé. Il contenait trois bagues.",
        "bagues",
        "Le coffre contenait trois bagues.",
    ),
)

LEFT_OUT: tuple[tuple[str, str, str], ...] = (
    (
        "Le port ferme. En échange, la région versera deux millions.",
        "versera",
        "La région versera deux millions.",
    ),
    (
        "Le port ferme. Le préfet, de son côté, demande un délai.",
        "délai",
        "Le préfet demande un délai.",
    ),
    (
        "Le port ferme. Un armateur est parti dans la foulée.",
        "armateur",
        "Un armateur est parti.",
    ),
    (
        "Le port a brûlé. Ce soir-là, les marins ont bloqué la route du phare.",
        "bloqué",
        "Les marins ont bloqué la route du phare.",
    ),
)

NEEDS_NOTHING: tuple[tuple[str, str, str], ...] = (
    (
        "Le port ferme. La préfète a présenté ses excuses aux marins.",
        "excuses",
        "La préfète a présenté ses excuses aux marins.",
    ),
    ("Le port ferme. Il y a eu trois blessés.", "blessés", "Il y a eu trois blessés."),
    (
        "Le port ferme. Dans son rapport, la Cour recommande un audit.",
        "audit",
        "Dans son rapport, la Cour recommande un audit.",
    ),
    (
        "Le port ferme. La mairie a retrouvé le plan et l'a publié.",
        "publié",
        "La mairie a publié le plan.",
    ),
    (
        "Le port ferme. La maire, elle, en appelle à l'État.",
        "appelle",
        "La maire en appelle à l'État.",
    ),
)

SENTENCES = {
    "in front": IN_FRONT,
    "in place": IN_PLACE,
    "left out": LEFT_OUT,
    "needs nothing": NEEDS_NOTHING,
}


@pytest.mark.parametrize(
    "text, fragment, sentence",
    [
        pytest.param(*row, id=f"{kind}: {row[1]}")
        for kind, rows in SENTENCES.items()
        for row in rows
    ],
)
def test_a_claim_says_what_its_words_point_to(text: str, fragment: str, sentence: str) -> None:
    assert sentence_of(text, fragment) == sentence


def test_what_is_told_first_names_the_sentence_before_and_not_one_behind() -> None:
    text = "Le conseil a voté une taxe. Le maire, qui s'y était opposé, a quitté la salle."
    claim = claim_with(extracted(text), "opposé")
    assert claim is not None
    assert "quitté" not in claim.claim
    assert claim.claim.startswith("À propos de « Le conseil a voté une taxe »")


def test_a_word_left_open_is_not_resolved_in_the_next_clause() -> None:
    text = (
        "Il s'agirait d'un loup venu des Alpes. Un berger l'a vu lundi, puis un facteur l'a "
        "photographié près d'un étang."
    )
    sentence = sentence_of(text, "photographié")
    assert "photographié un" not in sentence and "photographié le" not in sentence


def test_an_hour_behind_a_verb_makes_no_subject_impersonal() -> None:
    text = "Le barrage retient deux millions de litres. Il était sans doute plein dès minuit."
    assert sentence_of(text, "plein") == "Le barrage était sans doute plein dès minuit."


def test_who_stands_too_far_back_is_no_antecedent() -> None:
    text = (
        "Les trente salariés du moulin ont manifesté. La direction a reçu les élus du canton. "
        "Le préfet a visité les ateliers. Une banque a prêté un million. Ils seront rénovés."
    )
    sentence = sentence_of(text, "rénovés")
    assert "salariés" not in sentence


@pytest.mark.parametrize(
    "text, fragment",
    [
        ("Ces dernières années, le port a perdu dix bateaux.", "perdu"),
        ("Le port a perdu ses bateaux et leurs équipages.", "perdu"),
        ("Ce n'est que fin juillet que la ville a rouvert son marché.", "rouvert"),
        ("Luc Petit et Anne Roy ont vendu leur ferme.", "vendu"),
        ("Le port attend. La même chose est arrivée à Brest.", "arrivée"),
    ],
)
def test_words_that_the_claim_explains_need_nothing_in_front(text: str, fragment: str) -> None:
    claim = claim_with(extracted("La route est coupée. " + text), fragment)
    assert claim is not None
    assert not claim.claim.startswith("À propos de")


def test_context_in_front_changes_neither_quote_nor_sources() -> None:
    text = "La ville distribue vingt tentes. Il en faudrait cent, selon la Croix-Rouge."
    found = extracted(text)
    claim = claim_with(found, "faudrait")
    assert claim is not None
    assert claim.quote == "Il en faudrait cent"
    assert text[claim.start : claim.end] == claim.quote
    assert [row.source for row in rows_on(found, claim)] == ["Croix-Rouge"]


def test_a_denial_means_the_claim_and_not_what_stands_in_front_of_it() -> None:
    text = (
        "Le groupe Orvel a fermé son usine de Brenne. Selon la CGT, la région en avait été avertie. "
        "La région dément cette information."
    )
    found = extracted(text)
    closed, warned = claim_with(found, "fermé"), claim_with(found, "avertie")
    assert closed is not None and warned is not None
    assert [r.stance for r in rows_on(found, closed)] == []
    assert sorted(r.stance for r in rows_on(found, warned)) == ["assert", "deny"]


@pytest.mark.parametrize(
    "claim, said",
    [
        ("À propos de « Le bac est plein » : il en faut deux.", "il en faut deux."),
        ("Le maire parle à propos de « rien » : il se tait.", None),
        ("Anne Roy, à propos de « Le bac est plein » : « C'est faux ».", "C'est faux"),
    ],
)
def test_matching_reads_a_claim_without_its_context(claim: str, said: str | None) -> None:
    assert matter(claim) == (said or claim)
