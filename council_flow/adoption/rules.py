"""The rules of a procedure of adoption, as a workflow file states them. Pure.

Sources: decision 74/544 of the General Assembly (27 March 2020) for silence; rules 67, 82 to 88 and 108 to 127 of its
Rules of Procedure (A/520/Rev.20) for quorum, majorities, roll call and explanations. Fractions are exact.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

SILENCE, CONSENSUS, ROLL_CALL, WRITTEN = "silence", "consensus", "roll_call", "written"
KINDS = (SILENCE, CONSENSUS, ROLL_CALL, WRITTEN)
MEETING = frozenset({CONSENSUS, ROLL_CALL})
"""Decided in a meeting, when the chair declares the result; the others when their time has run."""

JOINS, RESERVES, BREAKS = "joins", "joins_with_reservation", "breaks_silence"
OBJECTS = "objects"
YES, NO, ABSTAIN, ABSENT = "yes", "no", "abstains", "not_participating"
AGREES, DISAGREES = "agrees", "disagrees"
RECUSES = "recuses"
"""The State steps aside: it no longer counts in the base."""

POSITIONS = {
    SILENCE: (JOINS, RESERVES, BREAKS, RECUSES),
    CONSENSUS: (JOINS, RESERVES, OBJECTS, RECUSES),
    ROLL_CALL: (YES, NO, ABSTAIN, ABSENT, RECUSES),
    WRITTEN: (AGREES, RESERVES, DISAGREES, ABSTAIN, RECUSES),
}
"""What a State may say in each kind of procedure."""
REASONED = frozenset({BREAKS, OBJECTS, RESERVES, RECUSES})
"""Positions that need words."""
MEMBERS, PARTICIPATING, CAST = "members", "participating", "cast"
BASES = (MEMBERS, PARTICIPATING, CAST)
"""Of what a majority is taken: States with a voice, those that took part, or yes and no alone."""
BY_CHAIR = "chair"
"""Who presides decides a tie."""
TIES = ("fails", BY_CHAIR)

_FRACTION = re.compile(r"(more than |at least )?(\d{1,3})/(\d{1,3})")


@dataclass(frozen=True)
class Share:
    """A fraction that has to be reached, or passed where it says "more than"."""

    fraction: Fraction
    more: bool

    @classmethod
    def parse(cls, written: str) -> Share:
        """Read ``2/3``, ``at least 2/3`` or ``more than 1/2``.

        Raises:
            ValueError: it is no such fraction, or not above 0 and up to 1.
        """
        found = _FRACTION.fullmatch(written.strip())
        if found is None or int(found[3]) == 0:
            raise ValueError(f"{written} is no fraction; write 2/3, or more than 1/2")
        share = cls(Fraction(int(found[2]), int(found[3])), found[1] == "more than ")
        if not 0 < share.fraction <= 1 or (share.more and share.fraction == 1):
            raise ValueError(f"{written} can never be reached; write a fraction above 0 and up to 1")
        return share

    def needed(self, of: int) -> int:
        """Return the least whole number that fulfils it, of a base."""
        exact = self.fraction * of
        least = -(-exact.numerator // exact.denominator)
        return least + 1 if self.more and least == exact else max(least, 1)

    def met(self, count: int, of: int) -> bool:
        """Answer whether a count fulfils it; of nothing, nothing does."""
        return of > 0 and (count > self.fraction * of if self.more else count >= self.fraction * of)

    def __str__(self) -> str:
        """Return it as it is written in a file."""
        return f"{'more than ' if self.more else ''}{self.fraction.numerator}/{self.fraction.denominator}"


@dataclass(frozen=True)
class Rules:
    """Rules of one procedure. ``quorum`` is taken of the States with a voice that have not stepped aside."""

    kind: str
    quorum: Share | None = None
    majority: Share | None = None
    base: str = CAST
    tie: str = "fails"

    @property
    def one_vote_decides(self) -> bool:
        """Whether equal votes lack just one: a larger majority is not reached by the vote of the chair."""
        return self.majority is not None and self.majority.fraction == Fraction(1, 2) and self.base == CAST

    def as_data(self) -> dict[str, Any]:
        """Return them as the record keeps them."""
        return {
            "kind": self.kind, "quorum": str(self.quorum) if self.quorum else None,
            "majority": str(self.majority) if self.majority else None, "base": self.base, "tie": self.tie,
        }  # fmt: skip


def rules(data: dict[str, Any]) -> Rules:
    """Return rules from a workflow file or an exported record.

    Raises:
        ValueError: a fraction, a base or a rule for ties cannot be read.
    """
    kind = data.get("kind") or data.get("procedure")
    if kind not in KINDS:
        raise ValueError(f"{kind} is no procedure of adoption; there is {', '.join(KINDS)}")
    base, tie = data.get("base") or CAST, data.get("tie") or "fails"
    if base not in BASES or tie not in TIES:
        raise ValueError("the base is members, participating or cast; a tie fails, or the chair decides it")
    votes = kind in {ROLL_CALL, WRITTEN}
    quorum, majority = data.get("quorum"), data.get("majority") or ("more than 1/2" if votes else None)
    return Rules(
        kind, Share.parse(quorum) if quorum else None, Share.parse(majority) if majority and votes else None, base, tie
    )
