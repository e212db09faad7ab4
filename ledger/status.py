"""The status policy: one readable place that turns evidence into a status and its reasons.

It counts origins, never outlets, and never says that something is true or false.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass

from ledger.model import Evidence, Origin, Status, Verdict

_SHOWN = 5
_HEDGES = {
    "probable": "said to be probable",
    "possible": "said to be possible",
    "reported": "reported without saying by whom",
}


@dataclass(frozen=True, slots=True)
class Policy:
    """The numbers of the status policy; every one can be set, and is recorded with the answer.

    `corroborated` independent origins, at least one of them named, make a fact corroborated;
    `confirmed` named origins that say it without a hedge make it confirmed, and so does one named
    source that expressly confirms it. Two quotes of at least `copy_chars` characters that are alike
    to `copy_ratio` percent (rapidfuzz ratio) are one wire sentence.
    """

    corroborated: int = 2
    confirmed: int = 3
    copy_ratio: float = 90.0
    copy_chars: int = 40

    def __str__(self) -> str:
        """The numbers in one line, as they stand beside every answer."""
        return ", ".join(f"{name}={value:g}" for name, value in asdict(self).items())


DEFAULT_POLICY = Policy()


def judge(evidence: Evidence, policy: Policy) -> Verdict:
    """The status of a fact with this evidence, and why."""
    return Verdict(_status(evidence, policy), tuple(_reasons(evidence)), evidence)


def _status(evidence: Evidence, policy: Policy) -> Status:
    origins = evidence.origins
    named = [o for o in origins if o.named]
    if evidence.deniers:
        return "disputed" if origins else "denied"
    if evidence.confirmers:
        return "confirmed"
    if sum(o.certainty == "certain" for o in named) >= policy.confirmed:
        return "confirmed"
    if len(origins) >= policy.corroborated and named:
        return "corroborated"
    return "unconfirmed"


def _reasons(evidence: Evidence) -> Iterator[str]:
    if evidence.origins:
        yield _origins(evidence.origins)
    if evidence.confirmers:
        yield f"expressly confirmed by {listed(evidence.confirmers)}"
    if evidence.deniers:
        yield f"denied by {listed(evidence.deniers)}"
    if evidence.decliners:
        yield f"{listed(evidence.decliners)} did not confirm"
    if evidence.origins and not any(o.named for o in evidence.origins):
        yield "nobody who says so is named"
    if evidence.origins and evidence.certainty in _HEDGES:
        yield _HEDGES[evidence.certainty]
    for copy in evidence.copies:
        yield f"{listed(copy.outlets)} print one sentence, counted once, for {copy.counted_as}"
    for circle in evidence.circles:
        cites = ", ".join(
            f"{a} cites {b}" for a, b in zip(circle, circle[1:] + circle[:1], strict=True)
        )
        yield f"circular: {cites}" + ("" if evidence.origins else "; no origin outside the circle")
    for outlet in evidence.withdrawn:
        yield f"{outlet} withdrew its article, which no longer counts"
    if not evidence.origins and not evidence.deniers and not evidence.circles:
        yield "nobody says so any more" if evidence.withdrawn else "nobody is reported as saying so"


def _origins(origins: tuple[Origin, ...]) -> str:
    shown = "; ".join(describe(o) for o in origins[:_SHOWN])
    more = f"; and {len(origins) - _SHOWN} more" if len(origins) > _SHOWN else ""
    count = "one origin" if len(origins) == 1 else f"{len(origins)} independent origins"
    return f"{count}: {shown}{more}"


def describe(origin: Origin) -> str:
    """One origin in words: "Kyodo, through Le Monde", "Chosun Ilbo, citing officials (unnamed)"."""
    through = listed(origin.through)
    if not origin.named:
        cited = f"“{origin.name}” (unnamed)"
        return f"{through}, citing {cited}" if through else cited
    if origin.kind == "outlet" and not through:
        return f"{origin.name}, in its own voice"
    return f"{origin.name}, through {through}" if through else origin.name


def listed(names: tuple[str, ...]) -> str:
    """Names as prose: "A", "A and B", "A, B and C"; the sixth and later ones are counted."""
    if len(names) > _SHOWN:
        return f"{', '.join(names[:_SHOWN])} and {len(names) - _SHOWN} more"
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))
