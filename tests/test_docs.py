"""The documents say what the program does: commands, dependencies, links, make targets."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.command_docs import PAGE, commands, help_text, page

ROOT = PAGE.parent.parent
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
COMMANDS = dict(commands())


def test_the_commands_page_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "stale: run `make docs`"


@pytest.mark.parametrize("path", COMMANDS)
def test_every_command_says_what_it_does(path: str) -> None:
    command = COMMANDS[path]
    assert command.help, f"{path} has no help"
    for param in command.params:
        assert getattr(param, "help", None), f"{path}: {param.name} has no help"


@pytest.mark.parametrize("path", COMMANDS)
def test_every_command_stands_in_the_docs(path: str) -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert f"## `{path}`" in text
    assert help_text(path, COMMANDS[path]) in text


@pytest.mark.parametrize(
    "name", ["add", "claims", "unconfirmed", "diff", "show", "facts", "sources"]
)
def test_the_main_commands_exist(name: str) -> None:
    assert f"factledger {name}" in COMMANDS


@pytest.mark.parametrize("doc", PAGES, ids=lambda doc: str(doc.relative_to(ROOT)))
def test_commands_in_the_docs_exist(doc: Path) -> None:
    """A line in a code block that starts with `factledger WORD` names a command there is."""
    blocks = re.findall(r"^```.*?^```|^    \S.*$", doc.read_text("utf-8"), flags=re.M | re.S)
    used = re.findall(r"^\s*(?:\$ )?factledger ([a-z]\w*)", "\n".join(blocks), flags=re.M)
    assert {f"factledger {word}" for word in used} <= COMMANDS.keys()


@pytest.mark.parametrize("doc", PAGES, ids=lambda doc: str(doc.relative_to(ROOT)))
def test_links_lead_somewhere(doc: Path) -> None:
    links = re.findall(r"\]\((?!https?://)([^)#\s]+)", doc.read_text("utf-8"))
    assert [link for link in links if not (doc.parent / link).exists()] == []


@pytest.mark.parametrize("doc", PAGES, ids=lambda doc: str(doc.relative_to(ROOT)))
def test_make_targets_in_the_docs_exist(doc: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), flags=re.M))
    used = re.findall(r"(?:`|^    )make ([a-z-]+)", doc.read_text("utf-8"), flags=re.M)
    assert set(used) <= targets


def test_a_bare_make_lists_every_target() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    phony = re.search(r"^\.PHONY: (.+)$", makefile, flags=re.M)
    assert phony is not None
    done = subprocess.run(
        ["make", "--no-print-directory"], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert {line.split()[1] for line in done.stdout.splitlines()} == set(phony[1].split())


def test_every_dependency_is_justified_and_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = [*project["dependencies"]]
    for extra in project["optional-dependencies"].values():
        wanted += extra
    notes = (ROOT / "docs/decisions/0001-dependencies.md").read_text("utf-8")
    pins = (ROOT / "constraints.txt").read_text("utf-8").lower().replace("_", "-")
    for requirement in wanted:
        match = re.match(r"[\w.-]+", requirement)
        assert match is not None
        assert re.search(r"[=<>]=|<", requirement), f"{requirement} has no range"
        assert f"| `{match[0]}` |" in notes, f"{match[0]} has no line in 0001-dependencies.md"
        assert f"\n{match[0].lower()}==" in pins, f"{match[0]} is not in constraints.txt"


def test_decisions_have_one_number_each() -> None:
    notes = sorted((ROOT / "docs/decisions").glob("[0-9]*.md"))
    assert len({note.name[:4] for note in notes}) == len(notes) > 0
    for note in notes:
        assert note.read_text("utf-8").startswith(f"# {note.name[:4]}"), note.name


def test_the_python_in_the_docs_runs(tmp_path: Path) -> None:
    """The blocks of docs/python.md in one go, then the README's on the ledger they made."""
    (tmp_path / "docs").symlink_to(ROOT / "docs", target_is_directory=True)
    for doc in (ROOT / "docs/python.md", ROOT / "README.md"):
        blocks = re.findall(r"^```python\n(.*?)^```", doc.read_text("utf-8"), flags=re.M | re.S)
        assert blocks, f"{doc.name} has no Python"
        done = subprocess.run(
            [sys.executable, "-c", "\n".join(blocks)],
            capture_output=True, text=True, check=False, cwd=tmp_path, timeout=300,
        )  # fmt: skip
        assert done.returncode == 0, f"{doc.name}: {done.stderr}"
