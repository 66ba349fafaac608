"""The silence procedure. Pure.

Source: decision 74/544 of the General Assembly (27 March 2020) set at least 72 hours; a final text is circulated with
a deadline, and it is adopted if nobody objects in writing before it. Breaking the silence needs a reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from council_flow.language import Sentence, say

JOINS = "joins"
RESERVES = "joins_with_reservation"
BREAKS = "breaks_silence"
POSITIONS = (JOINS, RESERVES, BREAKS)
CARRIED = "carried"
BROKEN = "broken"
LONGEST = 5000
"""Characters of a statement, reservation or reason."""


def outcome(positions: Iterable[str]) -> str:
    """Return what becomes of the text when the time has run: broken by a single objection, else carried."""
    return BROKEN if BREAKS in set(positions) else CARRIED


def problems(position: str, text: str) -> dict[str, Sentence]:
    """Return what is wrong with a position, by field."""
    if position not in POSITIONS:
        return {"position": say("Choose one of the three positions.")}
    if position == BREAKS and not text.strip():
        return {"text": say("Write the reason for breaking the silence, and the wording that could be accepted.")}
    if position == RESERVES and not text.strip():
        return {"text": say("Write the text of the reservation, with the paragraphs it concerns.")}
    if len(text) > LONGEST:
        return {"text": say("The text has up to %(n)s characters.", n=LONGEST)}
    return {}


@dataclass(frozen=True)
class Figures:
    """How many States have spoken, and how."""

    recorded: int
    reservations: int
    objections: int


def figures(positions: Mapping[str, str]) -> Figures:
    """Return the figures of positions by State."""
    values = list(positions.values())
    return Figures(len(values), values.count(RESERVES), values.count(BREAKS))


def days_passed(opened: datetime, closes: datetime, now: datetime) -> tuple[int, int]:
    """Return how many days of a procedure have passed, and of how many."""
    total = max(1, round((closes - opened).total_seconds() / 86_400))
    passed = int((now - opened).total_seconds() // 86_400)
    return max(0, min(total, passed)), total
