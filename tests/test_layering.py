"""The order of the stages: contracts (pyproject.toml), and what an import really loads."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = {"torch", "spacy", "transformers", "sentence_transformers", "thinc"}


def _loaded_by(module: str) -> set[str]:
    """Top-level names of the modules that importing `module` in a new process loads."""
    code = f"import {module}, sys; print(*{{name.partition('.')[0] for name in sys.modules}})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


def test_import_contracts_hold(root: Path) -> None:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=root)
    assert done.returncode == 0, done.stdout + done.stderr
    assert " 0 broken" in done.stdout


@pytest.mark.parametrize("module", ["claims.records", "claims.ids", "claims.errors"])
def test_the_contract_needs_only_the_standard_library(module: str) -> None:
    allowed = sys.stdlib_module_names | _loaded_by("sys") | {"claims"}
    assert _loaded_by(module) <= allowed


@pytest.mark.parametrize("module", ["claims", "ledger", "ledger.ledger", "ledger.cli"])
def test_an_import_loads_no_model_library(module: str) -> None:
    assert not _loaded_by(module) & HEAVY
