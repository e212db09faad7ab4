"""Folders: recursive, sorted, narrowed by a glob, safe from links that go round or out."""

from __future__ import annotations

import os
from pathlib import Path

from claims.readers import ReadOptions, read
from claims.records import Article, Skipped

PROSE = "Le maire de Brévannes a annoncé mardi la fermeture du pont."


def tree(folder: Path) -> Path:
    for name in ("b.txt", "a.txt", "sub/c.txt", "sub/deep/d.md", ".hidden/e.txt", "sub/.f.txt"):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{PROSE} {name}", encoding="utf-8")
    return folder


def test_sorted_and_recursive(tmp_path: Path) -> None:
    items = list(read(str(tree(tmp_path))))
    names = [os.path.relpath(item.origin, tmp_path) for item in items]
    assert names == ["a.txt", "b.txt", "sub/c.txt", "sub/deep/d.md"]
    assert all(isinstance(item, Article) for item in items)


def test_glob(tmp_path: Path) -> None:
    folder = str(tree(tmp_path))
    for glob, count in (("*.md", 1), ("**/*.txt", 3), ("sub/*.txt", 1), ("*.csv", 1)):
        assert len(list(read(folder, ReadOptions(glob=glob)))) == count
    (nothing,) = read(folder, ReadOptions(glob="*.csv"))
    assert isinstance(nothing, Skipped) and "'*.csv'" in nothing.reason


def test_links_round_and_out(tmp_path: Path) -> None:
    inside, outside = tmp_path / "in", tmp_path / "out"
    inside.mkdir(), outside.mkdir()
    (outside / "secret.txt").write_text(PROSE, encoding="utf-8")
    (inside / "a.txt").write_text(PROSE, encoding="utf-8")
    (inside / "again.txt").symlink_to(inside / "a.txt")
    (inside / "loop").symlink_to(inside)
    (inside / "self").symlink_to(inside / "self")
    (inside / "way_out.txt").symlink_to(outside / "secret.txt")
    (inside / "way_out").symlink_to(outside)
    items = {Path(item.origin).name: item for item in read(str(inside))}
    assert {name for name, item in items.items() if isinstance(item, Article)} == {
        "a.txt",
        "again.txt",
    }
    for name, says in (
        ("loop", "circle"),
        ("self", "circle"),
        ("way_out.txt", "out of"),
        ("way_out", "out of"),
    ):
        assert says in items[name].reason


def test_one_bad_file_does_not_stop_the_rest(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"")
    (tmp_path / "b.txt").write_text(PROSE, encoding="utf-8")
    os.mkfifo(tmp_path / "c.txt")
    kinds = [type(item) for item in read(str(tmp_path))]
    assert kinds == [Skipped, Article, Skipped]


def test_empty_folder(tmp_path: Path) -> None:
    (item,) = read(str(tmp_path))
    assert isinstance(item, Skipped) and "no file" in item.reason


def test_folders_nested_deeper_than_python_calls(tmp_path: Path) -> None:
    here, depth = os.getcwd(), 600
    os.chdir(tmp_path)
    try:
        for _ in range(depth):
            os.mkdir("d")
            os.chdir("d")
        Path("deep.txt").write_text(PROSE, encoding="utf-8")
        (item,) = read(str(tmp_path))
        assert isinstance(item, Article)
        os.unlink("deep.txt")
        # What clears temporary folders away calls itself for each level too.
        for _ in range(depth):
            os.chdir("..")
            os.rmdir("d")
    finally:
        os.chdir(here)


def test_links_that_multiply_end(tmp_path: Path) -> None:
    """Folders whose links lead to each other, a thousand ways through: each file once a way."""
    for n in range(4):
        (tmp_path / f"d{n}").mkdir()
        (tmp_path / f"d{n}" / "a.txt").write_text(PROSE, encoding="utf-8")
        for other in range(4):
            (tmp_path / f"d{n}" / f"to{other}").symlink_to(tmp_path / f"d{other}")
    assert len(list(read(str(tmp_path)))) < 1000
