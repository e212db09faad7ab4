"""The ledger: facts in, answers out. `Ledger` is the Python API."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ledger.ledger import Ledger

__version__ = "0.1.0"
__all__ = ["Ledger", "__version__"]


def __getattr__(name: str) -> Any:
    """Load the API on first use, so that `factledger --help` needs no table library."""
    if name == "Ledger":
        from ledger.ledger import Ledger

        return Ledger
    raise AttributeError(name)
