"""Plain text: the file's text is the article's text, and what it says about itself is found."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.errors import InputError
from claims.readers import ReadOptions, read
from claims.records import Article, Skipped

PROSE = "Le maire de Brévannes a annoncé mardi la fermeture du pont. Les travaux dureront six mois."


def only(items: object) -> Article:
    found = list(items)  # type: ignore[call-overload]
    assert len(found) == 1 and isinstance(found[0], Article), found
    return found[0]


def written(folder: Path, text: str, name: str = "pont.txt") -> str:
    path = folder / name
    path.write_bytes(text.encode("utf-8"))
    return str(path)


@settings(deadline=None)
@given(st.text(min_size=1).filter(lambda t: "\0" not in t), st.sampled_from(["\n", "\r\n", "\r"]))
def test_offsets_agree_with_read_text(tmp_path_factory, extra: str, newline: str) -> None:
    path = tmp_path_factory.mktemp("plain") / "a.txt"
    path.write_bytes(f"{PROSE}{newline}{extra}{newline} fin".encode("utf-8", "surrogatepass"))
    try:
        expected = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return
    assert only(read(str(path))).text == expected


def test_byte_order_mark_is_not_text(tmp_path: Path) -> None:
    assert only(read(written(tmp_path, "\ufeff" + PROSE))).text == PROSE


def test_utf16_with_mark(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(PROSE.encode("utf-16"))
    assert only(read(str(path))).text == PROSE


def test_cp1252_is_read_and_said(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes((PROSE + " « L’été sera long », a-t-il dit.").encode("cp1252"))
    article = only(read(str(path)))
    assert "fermeture du pont" in article.text and "L’été" in article.text
    assert any("read as cp1252" in note for note in article.notes)


def test_unnamed_outlet_is_the_stem_and_said(tmp_path: Path) -> None:
    article = only(read(written(tmp_path, PROSE)))
    assert (article.outlet, article.lang, article.published_at) == ("pont", "fr", None)
    assert any("none given" in note for note in article.notes)


def test_given_fields_win(tmp_path: Path) -> None:
    path = written(tmp_path, f"{PROSE}\n\nRetrouvez toute l’actu sur Le Phare")
    options = ReadOptions(outlet="La Vigie", published="2023-09-12T14:05+02:00", lang="fr-BE")
    article = only(read(path, options))
    assert (article.outlet, article.lang) == ("La Vigie", "fr")
    assert article.published_at == datetime(2023, 9, 12, 12, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("lines", "outlet", "author"),
    [
        ("{p}\n\nRetrouvez toute l’actu sur Le Phare", "Le Phare", None),
        (
            "{p}\n\nRetrouvez toutes les infos de la région sur lephare.example",
            "lephare.example",
            None,
        ),
        ("{p}\n\n© La Vigie 2023 - Tous droits réservés", "La Vigie", None),
        ("{p}\n\n© 2023 La Vigie. Tous droits réservés.", "La Vigie", None),
        ("{p}\n\nCopyright 2023 The Daily Pier. All rights reserved.", "The Daily Pier", None),
        ("Titre\n\npar\nOrbia\n\n{p}", "Orbia", None),
        ("Titre\n\nPar Orbia\n\n{p}", "Orbia", None),
        (
            "Titre\n\nPar Anne Lorrain, La Gazette du Port\n\n{p}",
            "La Gazette du Port",
            "Anne Lorrain",
        ),
        ("Title\n\nBy Ann Lorrain for The Daily Pier\n\n{p}", "The Daily Pier", "Ann Lorrain"),
        ("Titre\n\nPar Le Phare avec OPF\n\n{p}", "Le Phare", None),
        ("Titre\n\npar\nOrbia\n\n{p}\n\nRetrouvez toute l’actu sur Le Phare", "Le Phare", "Orbia"),
        ("BREST (OPF) - {p}", "OPF", None),
        ("BREST, 12 sept 2023 (OPF) – {p}", "OPF", None),
        ("{p} (OPF)", "OPF", None),
        ("Titre\n\nPar Anne Lorrain\n\n{p}", "pont", "Anne Lorrain"),
        ("{p}\n\nRetrouvez toute l’actu sur Le Phare et sur notre application", "Le Phare", None),
        ("{p}\n\nRetrouvez toutes les infos sur notre site", "pont", None),
        ("{p}\n\nRetrouvez toute l’actu sur Facebook", "pont", None),
        ("This article was first published in The Daily Pier.\n{p}", "The Daily Pier", None),
        ("By Friday\n\n{p}", "pont", None),
        ("{p}\nPar ailleurs, le maire a démenti.", "pont", None),
        ("{p} Le pont date de 1900 (environ).", "pont", None),
        ("{p} Il a cité M. Lorrain (Brest).", "pont", None),
    ],
)
def test_outlet_in_the_text(tmp_path: Path, lines: str, outlet: str, author: str | None) -> None:
    article = only(read(written(tmp_path, lines.format(p=PROSE))))
    assert (article.outlet, article.author) == (outlet, author), article.notes
    assert article.text == lines.format(p=PROSE)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("2023-09-12", datetime(2023, 9, 12, tzinfo=UTC)),
        ("2023-09-12T14:05:00+02:00", datetime(2023, 9, 12, 12, 5, tzinfo=UTC)),
        ("Publié le 12 septembre 2023 à 14h05", datetime(2023, 9, 12, 14, 5, tzinfo=UTC)),
        ("Publié le mardi 12 sept. 2023 à 14:05", datetime(2023, 9, 12, 14, 5, tzinfo=UTC)),
        ("Publié le 1er août 2023", datetime(2023, 8, 1, tzinfo=UTC)),
        ("Publié le 02/09/2023 à 8h", datetime(2023, 9, 2, 8, 0, tzinfo=UTC)),
        ("Mis en ligne le 12 septembre 2023", datetime(2023, 9, 12, tzinfo=UTC)),
        ("Published September 12, 2023 at 2:05 p.m. EDT", datetime(2023, 9, 12, 18, 5, tzinfo=UTC)),
        ("Published: 12 September 2023 14:05 CEST", datetime(2023, 9, 12, 12, 5, tzinfo=UTC)),
        ("Date: 2023-09-12 14:05", datetime(2023, 9, 12, 14, 5, tzinfo=UTC)),
        ("Published 09/02/2023", None),
        ("Publié mardi", None),
        ("Publié il y a 3 heures", None),
        ("Publié le 31 février 2023", None),
        ("date 2023-09", None),
        ("Le 12 septembre 2023, le pont a fermé.", None),
    ],
)
def test_date_in_the_text(tmp_path: Path, line: str, expected: datetime | None) -> None:
    assert only(read(written(tmp_path, f"Titre\n{line}\n\n{PROSE}"))).published_at == expected


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b"  \n\t\n", "empty"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04....", "ZIP"),
        (b"\x00\x01\x02binary\x00", "NUL"),
        (b"--- ... !!!", "no text"),
    ],
)
def test_bad_file_is_one_clear_line(tmp_path: Path, data: bytes, says: str) -> None:
    path = tmp_path / "bad.txt"
    path.write_bytes(data)
    (item,) = read(str(path))
    assert isinstance(item, Skipped) and says in item.reason and "\n" not in item.reason
    assert item.origin == str(path)


def test_too_large_is_refused_not_cut(tmp_path: Path) -> None:
    path = written(tmp_path, PROSE * 10)
    (by_bytes,) = read(path, ReadOptions(max_bytes=100))
    (by_chars,) = read(path, ReadOptions(max_chars=100))
    assert isinstance(by_bytes, Skipped) and "100 bytes" in by_bytes.reason
    assert isinstance(by_chars, Skipped) and "100;" in by_chars.reason


@pytest.mark.parametrize("path", ["no/such/file.txt", "", "bad\0name", "x" * 5000])
def test_missing_path(path: str) -> None:
    (item,) = read(path)
    assert isinstance(item, Skipped) and item.origin == path


@pytest.mark.parametrize(
    "given", [{"published": "soon"}, {"lang": "français"}, {"column_map": (("body", "text"),)}]
)
def test_bad_option_is_the_users_error(given: dict) -> None:
    with pytest.raises(InputError):
        ReadOptions(**given)
