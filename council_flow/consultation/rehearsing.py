"""How the conditions of this room come to hold in a rehearsal. Pure."""

from __future__ import annotations

from datetime import timedelta

from council_flow.consultation.counting import enough
from council_flow.workflow import Played, Stay, Vocabulary

ANSWERS = 0.95
"""How many States answer at all."""

LATE = 1.2
"""Part of the length of a round within which they do: some are late, and are accepted."""


def register(vocabulary: Vocabulary) -> None:
    """Add the models of this room's conditions."""
    vocabulary.rehearse("consultation.closed", closed)


def closed(played: Played, *, answers: int) -> bool:
    """Count the answers of the latest round as the room itself does. Every State of the council is asked."""
    latest = next(played.held("consultation"), None)
    if latest is None:
        return False
    stay, settings = latest
    given = _given(played, stay, settings["invite"])
    over = stay.left is not None or (stay.closes_at is not None and played.now >= stay.closes_at)
    return enough(given=given, invited=len(played.council.states), needed=answers, closed=over)


def _given(played: Played, stay: Stay, role: str) -> int:
    able = min(played.people(role), len(played.council.states))
    after = played.once(("consultation.answers", stay.number), lambda: _answers(played, stay, able))
    return sum(stay.entered + one <= played.until(stay) for one in after)


def _answers(played: Played, stay: Stay, able: int) -> list[timedelta]:
    """Draw how long after the beginning each State that answers does."""
    random = played.random
    return [stay.length * random.uniform(0, LATE) for _ in range(able) if random.random() < ANSWERS]
