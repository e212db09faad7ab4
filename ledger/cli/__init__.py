"""The command `factledger`: parse, call the method of the same name, print."""

from __future__ import annotations

from ledger.cli.app import app, main

__all__ = ["app", "main"]
