"""What holds for any text, however odd: articles are hostile input."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims.records import CERTAINTIES, STANCES, Extraction
from tests.extraction.build import article, extracted
from tests.extraction.cases import CASES
from tests.extraction.english import CASES as ENGLISH_CASES
from tests.extraction.english import read

SENTENCES = sorted({case.text for case in CASES})
ENGLISH = sorted({case.text for case in ENGLISH_CASES})
NOISE = st.text(
    alphabet=st.one_of(
        st.sampled_from(list("«»“”\"'’()[]—–…?!.:;, \n\0\u00a0\u202e\u200f\u200b\u2028\ufeff")),
        st.sampled_from(list("aéMœ9%€אم中😀🇫\ufffd")),
    ),
    max_size=40,
)


@st.composite
def torn(draw: st.DrawFn, sentences: list[str]) -> str:
    """A sentence that lost a word, or has a foreign one or noise in its midst."""
    words = draw(st.sampled_from(sentences)).split()
    place = draw(st.integers(0, len(words) - 1))
    other = draw(st.one_of(NOISE, st.sampled_from(sentences).map(lambda s: s.split()[0])))
    words[place : place + draw(st.integers(0, 1))] = [other] if draw(st.booleans()) else []
    return " ".join(words)


def texts(sentences: list[str]) -> st.SearchStrategy[str]:
    """Sentences, whole and torn, with noise between them."""
    parts = st.one_of(st.sampled_from(sentences), torn(sentences), NOISE)
    return st.lists(parts, max_size=6).map(" ".join)


TEXTS = texts(SENTENCES)
few = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def check(extraction: Extraction) -> None:
    """The contract of an extraction, whatever the text."""
    text = extraction.article.text
    known = {source.source_id for source in extraction.sources}
    claims = [claim.claim_id for claim in extraction.claims]
    assert len(claims) == len(set(claims))
    for claim in extraction.claims:
        assert text[claim.start : claim.end] == claim.quote != ""
        assert claim.certainty in CERTAINTIES
        assert claim.claim.strip()
        own = [r for r in extraction.attributions if r.claim_id == claim.claim_id and not r.via]
        assert len(own) == 1 and own[0].stance in ("assert", "attribute")
    assert extraction.claims == tuple(sorted(extraction.claims, key=lambda c: (c.start, c.end)))
    for row in extraction.attributions:
        assert row.claim_id in claims and row.source_id in known and row.stance in STANCES
        if row.cue is not None:
            assert row.cue_start is not None and row.cue_end is not None
            assert text[row.cue_start : row.cue_end] == row.cue


@given(TEXTS)
@few
def test_odd_text_is_read_within_the_contract(text: str) -> None:
    extraction = extracted(text)
    check(extraction)
    assert not [s for s in extraction.skipped if "not read" in s.reason], extraction.skipped


@given(texts(ENGLISH))
@few
def test_odd_english_text_is_read_within_the_contract(text: str) -> None:
    extraction = read(text)
    check(extraction)
    assert not [s for s in extraction.skipped if "not read" in s.reason], extraction.skipped


# Each lost its sentence once: a mark read as a verb, a first word with nothing before it, a claim
# of which nothing stays, arcs of the parse that run in a circle.
LOST = (
    "La CGT soupçonne la direction d'avoir menti. Le syndicat dénonce un manque de lits. ;“!€ “%:",
    "De source policière, deux suspects sont en fuite. Le parquet €[…—\n.'’?–…”:M…: :–\n lui reproche "
    "d'avoir menti, ce que Paul Brun conteste.",
    "Le pont, un chiffre que l'opposition a contesté. 'œ9;)” …",
    "Selon Le Figaro, l'usine fermera. Contactée, la ?: direction n'était pas joignable. )M”œœ):, Le "
    "groupe a été espionné, affirment Le Figaro et la NDR, citant un délégué.",
    "Le parquet lui reproche d'avoir menti, ce que Paul Brun conteste. :;]'",
    "Le gérant rejette ces accusations. )9: : Le maire a déclaré : « La digue a tenu. »",
    "La direction a démenti cette information. ! :)» ”’«:’",
)


@pytest.mark.parametrize("text", LOST, ids=range(len(LOST)))
def test_no_sentence_is_lost_to_stray_marks(text: str) -> None:
    extraction = extracted(text)
    check(extraction)
    assert not extraction.skipped


@given(TEXTS)
@few
def test_the_same_text_gives_the_same_extraction(text: str) -> None:
    assert extracted(text) == extracted(text)


@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4), st.integers(1, 3))
@few
def test_blank_lines_change_only_offsets(sentences: list[str], gap: int) -> None:
    close, wide = extracted("\n".join(sentences)), extracted(("\n" * (gap + 1)).join(sentences))
    assert [_without_offsets(close, i) for i in range(len(close.claims))] == [
        _without_offsets(wide, i) for i in range(len(wide.claims))
    ]


def _without_offsets(extraction: Extraction, index: int) -> tuple[object, ...]:
    claim = extraction.claims[index]
    rows = [r for r in extraction.attributions if r.claim_id == claim.claim_id]
    voices = [(r.source, r.stance, r.via, r.cue) for r in rows]
    return claim.claim, claim.quote, claim.certainty, claim.event_time, voices


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t",
        "\0",
        "«",
        "« « « Le pont est fermé",
        "Le pont est fermé » » »",
        "😀 Le pont est fermé, a dit le maire. 😀😀",
        "\u202eLe pont est fermé, a dit le maire.\u202c",
        "أعلن العمدة أن الجسر مغلق.",
        "Le pont\0 est fermé, a dit\0 le maire.",
        "Selon selon selon selon.",
        "A dit. A dit le. Selon. Citant. Qui cite.",
        "a" * 20_000,
        "(" * 500 + "Le pont est fermé." + ")" * 500,
    ],
    ids=range(14),
)
def test_hostile_text_is_read(text: str) -> None:
    check(extracted(text))


def test_half_a_character_is_read() -> None:
    """Readers replace such characters; whoever builds an Article by hand may not."""
    check(extracted("Le pont fermera lundi, a annoncé le maire. \ud83d"))


def test_a_very_long_line_is_read() -> None:
    """One line of 60,000 characters without a full stop: read in part, the rest reported."""
    extraction = extracted("le pont est fermé et la route aussi, " * 1_600)
    check(extraction)


@pytest.mark.parametrize("words", ["a" * 200, "agency on Monday in a statement " * 20])
def test_what_a_pattern_could_part_in_many_ways_is_read(words: str) -> None:
    """A pattern that tries every way to read a long word, or a long tail, would not end here."""
    from claims.extract import extract

    check(extract(article(f"The bridge is closed, said the {words} was.", lang="en")))
    check(extract(article(f"The bridge is closed, the {words} said {words} was.", lang="en")))


def test_a_very_long_article_keeps_what_its_short_form_says() -> None:
    sentence = "Le pont fermera lundi, a annoncé le maire."
    extraction = extracted("\n\n".join([sentence] * 200))
    check(extraction)
    assert len(extraction.claims) == 200


def test_a_language_without_rules_is_said_and_the_article_kept() -> None:
    from claims.extract import extract

    done = extract(article("Die Brücke ist gesperrt.", lang="xx"))
    assert done.claims == ()
    assert "no rules yet for language 'xx'" in done.skipped[0].reason


def test_whom_it_was_told_to_is_no_part_of_what_was_told() -> None:
    told = (
        "elle n'était pas au courant d'un projet de fusion des criées de Lorient et de Concarneau"
    )
    teller = "Samedi, la ministre de la Mer, Odile Garrec, a confié à le journal Ouest Marin"
    extraction = extracted(f"{teller} qu'{told}.")
    check(extraction)
    assert [claim.quote for claim in extraction.claims] == [told]
