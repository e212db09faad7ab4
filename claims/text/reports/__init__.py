"""Reporting words known on the surface, so that what they report can be parsed without them.

Parsers misread a long report with its reporting verb put after it. Cutting the report out and
parsing it on its own, with a short clause in its place, mends most of that.
"""

from __future__ import annotations

from claims.text.reports.citations import Citation, find_citations
from claims.text.reports.inserted import (
    Adjunct,
    continuation,
    interposed_clause,
    misplaced_adjunct,
    opens_with_condition,
    report_follows,
    reported_span,
)

__all__ = [
    "Adjunct",
    "Citation",
    "continuation",
    "find_citations",
    "interposed_clause",
    "misplaced_adjunct",
    "opens_with_condition",
    "report_follows",
    "reported_span",
]
