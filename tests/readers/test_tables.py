"""CSV, TSV and Parquet: columns guessed and named, rows streamed, bad rows reported."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from claims.readers import ReadOptions, read
from claims.records import Article, Skipped

PROSE = "Le maire de Brévannes a annoncé mardi la fermeture du pont."
WHEN = datetime(2023, 9, 12, 12, 5, tzinfo=UTC)
HEADER = ["Titre", "Contenu", "Média", "Date de publication", "Lien"]
ROW = ["Le pont ferme", PROSE, "La Vigie", "2023-09-12 14:05:00+02:00", "https://vigie.example/1"]


def table(rows: list[list[str]], delimiter: str = ",") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue()


def written(folder: Path, data: bytes, name: str = "articles.csv") -> str:
    path = folder / name
    path.write_bytes(data)
    return str(path)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_french_headers_any_delimiter_any_charset(
    tmp_path: Path, delimiter: str, charset: str
) -> None:
    path = written(tmp_path, table([HEADER, ROW], delimiter).encode(charset))
    (article,) = read(path)
    assert isinstance(article, Article), article
    assert (article.text, article.title, article.outlet) == (PROSE, "Le pont ferme", "La Vigie")
    assert (article.url, article.published_at, article.lang) == (ROW[4], WHEN, "fr")
    assert ("read as" in article.notes[0]) == (not charset.startswith("utf-8"))


def test_guessed_columns_are_said_once(tmp_path: Path) -> None:
    first, second = read(written(tmp_path, table([HEADER, ROW, ROW]).encode()))
    assert isinstance(first, Article) and isinstance(second, Article)
    assert "text=Contenu" in first.notes[0] and "published_at=Date de publication" in first.notes[0]
    assert second.notes == ()


def test_map_wins_over_the_guess(tmp_path: Path) -> None:
    data = table([["text", "other", "source"], ["wrong", PROSE, "La Vigie"]]).encode()
    options = ReadOptions(column_map=(("text", "other"),))
    (article,) = read(written(tmp_path, data), options)
    assert isinstance(article, Article) and article.text == PROSE
    (item,) = read(written(tmp_path, data), ReadOptions(column_map=(("text", "nope"),)))
    assert isinstance(item, Skipped) and "'nope'" in item.reason and "'other'" in item.reason


def test_header_tells_a_table_whatever_its_ending(tmp_path: Path) -> None:
    (article,) = read(written(tmp_path, table([HEADER, ROW]).encode(), "export.txt"))
    assert isinstance(article, Article) and article.outlet == "La Vigie"


def test_prose_with_commas_is_no_table(tmp_path: Path) -> None:
    for first in ("Le texte, la date, la source", "Content, happy, free", "Story | Source of"):
        text = f"{first}\n\n{PROSE}"
        (article,) = read(written(tmp_path, text.encode(), "a.txt"))
        assert isinstance(article, Article) and article.text == text


def test_long_fields_and_line_breaks_in_them(tmp_path: Path) -> None:
    text = (PROSE + "\n\n") * 5_000
    (article,) = read(written(tmp_path, table([["text"], [text]]).encode()))
    assert isinstance(article, Article) and article.text == text


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ("text,outlet\na,b,c\n", "3 fields under 2 columns"),
        ("text,outlet\n,b\n", 'no "text"'),
        ("text,date\nmot,hier\n", "no ISO 8601 date"),
        ('text,outlet\n"mot,b\n', "broken CSV"),
        ('text,outlet\n"mot"x,b\n', "broken CSV"),
        ("a,b\n1,2\n", "no column for the articles' text"),
        ("text,outlet\n", "nothing in it"),
        ("text,outlet\nmo\xfft,b\n", "not UTF-8"),
    ],
)
def test_bad_tables(tmp_path: Path, rows: str, says: str) -> None:
    data = rows.encode("latin-1")
    if "\xff" in rows:
        # A table in UTF-8 for more than its head, then one broken byte.
        good = f"text,outlet\n{'mot ' * 20_000},b\n".encode()
        items = list(read(written(tmp_path, good + data.split(b"\n", 1)[1])))
        assert isinstance(items[0], Article)
        items = items[1:]
    else:
        items = list(read(written(tmp_path, data)))
    (item,) = items
    assert isinstance(item, Skipped) and says in item.reason and "\n" not in item.reason


def test_bad_row_between_good_ones(tmp_path: Path) -> None:
    bad = ["", "", "", "", "x"]
    items = list(read(written(tmp_path, table([HEADER, ROW, bad, ROW]).encode())))
    assert [type(item) for item in items] == [Article, Skipped, Article]
    assert items[1].place == "row 2"  # type: ignore[union-attr]


def test_parquet(tmp_path: Path) -> None:
    stamp = pa.array([WHEN, None], pa.timestamp("ns", "Europe/Paris"))
    data = pa.table(
        {
            "body": [PROSE, PROSE],
            "headline": ["Le pont ferme", None],
            "authors": [["Anne Lorrain", "Luc Dain"], []],
            "published": stamp,
            "unused": [1, 2],
        }
    )
    path = tmp_path / "articles.dat"
    pq.write_table(data, path)
    first, second = read(str(path), ReadOptions(outlet="La Vigie"))
    assert isinstance(first, Article) and isinstance(second, Article), second
    assert (first.text, first.title, first.author) == (
        PROSE,
        "Le pont ferme",
        "Anne Lorrain, Luc Dain",
    )
    assert first.published_at == WHEN and second.published_at is None
    assert first.origin == f"{path}#1" and "text=body" in first.notes[0]


def test_broken_parquet(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"text": [PROSE] * 100}), path)
    whole = path.read_bytes()
    for data in (whole[:-10], whole[:40], b"PAR1", whole[:100] + b"\0" * 50 + whole[150:]):
        path.write_bytes(data)
        items = list(read(str(path)))
        assert items and isinstance(items[-1], Skipped) and "Parquet" in items[-1].reason
    pq.write_table(pa.table({"number": [1]}), path)
    (item,) = read(str(path))
    assert isinstance(item, Skipped) and "'number'" in item.reason
