"""A full disk, a read-only folder, broken folders: a clear line, the ledger as before."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from claims.errors import LedgerError
from ledger.ledger import Ledger
from ledger.store import Store
from tests.ledger.build import vectors
from tests.ledger.story import add_all, contents, story

ROOT = Path(__file__).resolve().parent.parent.parent
ADD = (
    "import sys\n"
    "from claims.errors import FactledgerError\n"
    "from tests.ledger.story import add_all, story\n"
    "try:\n"
    "    add_all(sys.argv[1], story(int(sys.argv[2])), 4)\n"
    "except FactledgerError as error:\n"
    "    sys.exit(str(error))\n"
)


def add_in_a_process(
    path: Path, articles: int, **options: object
) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", ADD, str(path), str(articles)]
    return subprocess.run(command, cwd=ROOT, text=True, capture_output=True, **options)  # type: ignore[call-overload, no-any-return]


def limit_file_size() -> None:
    """The kernel refuses to let any file of the process grow beyond 5 kB."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (5_000, 5_000))


def test_a_write_that_fails_half_way_leaves_the_ledger_as_before(tmp_path: Path) -> None:
    path = tmp_path / "a.ledger"
    before = contents(add_all(path, story(4)))
    done = add_in_a_process(path, 40, preexec_fn=limit_file_size)
    assert done.returncode == 1
    line = done.stderr.splitlines()[-1]  # a thread of the storage library may speak before us
    assert line == f"{path}: no space left; the ledger is as before; free some and add again"
    assert contents(Ledger.open(path, as_of="1")) == before
    assert Ledger.open(path).check().problems == ()
    assert contents(add_all(path, story(40))) == contents(
        add_all(tmp_path / "undisturbed.ledger", story(40))
    )


def test_a_full_disk(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    if (
        os.geteuid()
        or subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=600k", "tmpfs", str(disk)], capture_output=True
        ).returncode
    ):
        pytest.skip("a small file system can't be mounted here")
    try:
        path = disk / "a.ledger"
        before = contents(add_all(path, story(4)))
        done = add_in_a_process(path, 400)
        assert done.returncode == 1
        assert done.stderr.count("\n") == 1
        assert f"{path}: no space left; the ledger is as before; free some" in done.stderr
        assert contents(Ledger.open(path, as_of="1")) == before
        assert Ledger.open(path).check().problems == ()
        shutil.copytree(path, tmp_path / "moved.ledger")
        wanted = add_all(tmp_path / "undisturbed.ledger", story(60))
        assert contents(add_all(tmp_path / "moved.ledger", story(60))) == contents(wanted)
    finally:
        subprocess.run(["umount", str(disk)], check=True)


@contextmanager
def read_only(path: Path) -> Iterator[None]:
    """Nobody can write below `path`: by its mode, or for root by a read-only mount."""
    if os.geteuid():
        folders = [path, *(p for p in path.rglob("*") if p.is_dir())]
        for folder in folders:
            folder.chmod(0o555)
        yield
        for folder in folders:
            folder.chmod(0o755)
        return
    if subprocess.run(["mount", "--bind", str(path), str(path)], capture_output=True).returncode:
        pytest.skip("root writes anywhere, and a read-only mount can't be made here")
    try:
        subprocess.run(["mount", "-o", "remount,bind,ro", str(path)], check=True)
        yield
    finally:
        subprocess.run(["umount", str(path)], check=True)


def test_a_folder_that_cant_be_written_can_still_be_read(tmp_path: Path) -> None:
    path = tmp_path / "a.ledger"
    wanted = contents(add_all(path, story(4)))
    shutil.rmtree(path / "cache", ignore_errors=True)
    before = sorted(str(file) for file in path.rglob("*"))
    with read_only(path):
        done = add_in_a_process(path, 8)
        assert done.returncode == 1
        assert done.stderr == (
            f"{path}: can't be written or read here; check the folder's permissions\n"
        )
        assert Ledger.open(path).claims_table().to_pylist() == wanted["claims"]
        with pytest.raises(LedgerError, match="check the folder's permissions"):
            Ledger.open(path).compact()
    assert sorted(str(file) for file in path.rglob("*")) == before


def test_what_is_no_ledger_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "letter.txt").write_text("mine")
    (tmp_path / "file").write_text("mine")
    with pytest.raises(LedgerError, match="folder: not a ledger; name another folder"):
        Ledger.open(tmp_path / "folder", create=True)
    with pytest.raises(LedgerError, match="file: a file, not a ledger's folder"):
        Ledger.open(tmp_path / "file", create=True)
    with pytest.raises(LedgerError, match="missing: no ledger here"):
        Ledger.open(tmp_path / "missing")
    assert [p.name for p in (tmp_path / "folder").iterdir()] == ["letter.txt"]
    assert not (tmp_path / "missing").exists()


def test_a_ledger_whose_making_was_cut_short_is_finished(tmp_path: Path) -> None:
    path = tmp_path / "a.ledger"
    add_all(path, [])
    (path / "ledger.json").unlink()
    shutil.rmtree(path / "runs")
    assert contents(add_all(path, story(2))) == contents(add_all(tmp_path / "b", story(2)))


def test_another_encoder_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.ledger"
    add_all(path, story(2))
    with pytest.raises(LedgerError, match="made with the encoder given, not light; leave"):
        Ledger.open(path, encoder="light")
    three = [v[:, :3] for v in vectors(story(3))]
    with pytest.raises(LedgerError, match=r"made with the encoder given \(64 numbers\)"):
        Ledger.open(path).add_extractions(story(3), three)
    assert len(Store.open(path).runs()) == 1


def test_a_ledger_of_a_newer_program_is_refused(tmp_path: Path) -> None:
    add_all(tmp_path / "a.ledger", [])
    mark = tmp_path / "a.ledger" / "ledger.json"
    mark.write_text(mark.read_text().replace('"format": 1', '"format": 99'))
    with pytest.raises(LedgerError, match="format 99, newer than this program's; upgrade"):
        Ledger.open(tmp_path / "a.ledger")


def test_a_lost_data_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.ledger"
    add_all(path, story(2))
    for file in (path / "claims").glob("*.parquet"):
        file.unlink()
    with pytest.raises(LedgerError, match=r"a\.ledger: storage failed"):
        Ledger.open(path).claims_table()


def test_check_names_what_is_wrong(tmp_path: Path) -> None:
    """Rows that break the invariants, written past the checks, are all found."""
    path = tmp_path / "a.ledger"
    store = add_all(path, story(2)).store
    claim = {
        **dict.fromkeys(("claim", "rule", "encoder", "profile", "lang"), ""),
        "claim_id": "cbad",
        "article_id": "amissing",
        "position": 0,
        "quote": "x",
        "start": 0,
        "end": 1,
        "certainty": "sure",
        "event_time": None,
        "vector": [0.0] * 64,
    }
    mark = {"article_id": "anone", "kind": "retracted", "reason": "", "who": ""}
    edge = {"claim_a": "cz", "claim_b": "ca", "kind": "same", "score": 1.0, "reason": ""}
    with store.lock():
        rows = {"claims": [claim], "retractions": [mark], "edges": [{**edge, "features": "[]"}]}
        store.append("add", rows)
    found = {(p.table, p.row, p.what) for p in Ledger.open(path).check().problems}
    assert ("claims", "cbad", "its article amissing is not there") in found
    assert ("claims", "cbad", "certainty 'sure' is none") in found
    assert ("claims", "cbad", "its article's outlet has no row") in found
    assert ("claims", "cbad", "its id is not the hash of its fields") in found
    assert ("retractions", "anone", "the article is not there") in found
    assert ("edges", "cz–ca", "a claim of the pair is not there") in found
    assert ("edges", "cz–ca", "the pair is not in order") in found
