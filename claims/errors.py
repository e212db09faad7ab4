"""Errors a user sees: one line that says what was wrong, where, and the fix."""

from __future__ import annotations


class FactledgerError(Exception):
    """Base of every error that is the input's or the setting's fault, not the program's.

    `str(error)` is one line: "where: what was wrong; fix".
    """

    def __init__(self, where: str, what: str, fix: str = "") -> None:
        line = f"{where}: {what}" + (f"; {fix}" if fix else "")
        super().__init__(" ".join(line.split()))
        self.where, self.what, self.fix = where, what, fix


class InputError(FactledgerError):
    """An article, file, feed or address that can't be read."""


class LedgerError(FactledgerError):
    """A folder that is no ledger, or a ledger that can't take what was asked."""


class EncoderError(FactledgerError):
    """An encoder that is unknown, not installed, or not the ledger's."""
