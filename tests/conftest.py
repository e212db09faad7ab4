"""What the tests share: where the repository's own material stands, and what may lie beside it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parent.parent


# A run gives the same verdict twice. `--hypothesis-profile=search` looks for what is not yet known:
# try it after a change of the rules.
settings.register_profile("same", derandomize=True)
settings.register_profile("search", derandomize=False)
settings.load_profile("same")


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository's root folder."""
    return ROOT


@pytest.fixture(scope="session")
def examples() -> Path:
    """The folder of example articles that `make demo` reads."""
    return ROOT / "docs" / "examples"


@pytest.fixture(scope="session")
def shared() -> Path:
    """Material beside the checkout that the project can do without; skips where there is none."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("no folder `shared` beside the checkout")
    return folder
