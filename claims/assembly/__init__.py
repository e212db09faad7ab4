"""Puts what the stages found in an article together: claims, the voices behind them, the rows of both."""

from __future__ import annotations

from claims.assembly.assembly import Assembly

__all__ = ["Assembly"]
