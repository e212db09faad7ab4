"""The one fact, or the one claim, that an answer is about."""

from __future__ import annotations

from collections.abc import Sequence

from claims.errors import LedgerError
from ledger.derived import Derived
from ledger.model import FactRows, Member
from ledger.snapshot import Snapshot
from ledger.views.find import current, find


class SeveralFacts(LedgerError):
    """Words that fit no fact, or more than one: `fits` holds (fact_id, headline), best first."""

    def __init__(self, wanted: str, fits: Sequence[tuple[str, str]]) -> None:
        what = f"fits {len(fits)} facts" if fits else "fits no fact"
        super().__init__(wanted, what, "give a fact id" if fits else "see `factledger facts`")
        self.fits = tuple(fits)


def one_fact(derived: Derived, wanted: str, snapshot: Snapshot) -> FactRows:
    """The fact of that id, or the one that words fit; raises SeveralFacts where not one fits."""
    fits = find(derived, wanted, snapshot)
    if len(fits) != 1:
        raise SeveralFacts(wanted, fits)
    return _gathered(derived, fits[0][0], snapshot)


def one_claim(derived: Derived, claim: str, snapshot: Snapshot) -> tuple[FactRows, Member]:
    """The claim of that id, in its fact. Raises LedgerError where there is none."""
    held = derived.fact_of([claim])
    if claim not in held:
        raise LedgerError(claim, "no such claim", "see `factledger claims`")
    fact = _gathered(derived, held[claim], snapshot)
    return fact, next(m for m in fact.members if m.claim_id == claim)


def pairs(
    derived: Derived, ends: tuple[str, str], verdict: str, snapshot: Snapshot
) -> list[tuple[str, str]]:
    """The pairs of claims to judge for the two claims or facts (ids) in `ends`.

    Two facts judged the same are held together claim by claim: clustering joins by mean link,
    and one judged pair alone would not carry the others along.
    """
    claims = derived.fact_of(ends)
    first, second = ([e] if e in claims else _claims_of(derived, e, snapshot) for e in ends)
    if verdict != "same":
        return [(a, b) for a in first for b in second]
    hub, *rest = [*first, *second]
    return [(hub, claim) for claim in rest]


def _claims_of(derived: Derived, fact: str, snapshot: Snapshot) -> list[str]:
    return sorted(derived.claims_in(current(derived, fact, snapshot)))


def _gathered(derived: Derived, fact: str, snapshot: Snapshot) -> FactRows:
    claims = derived.claims_in(fact)
    return snapshot.gather(dict.fromkeys(claims, fact), set(claims.values()))[0]
