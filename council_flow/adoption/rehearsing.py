"""How the conditions of this room come to hold in a rehearsal. Pure."""

from __future__ import annotations

from council_flow.adoption.silence import BREAKS, CARRIED, JOINS, outcome
from council_flow.workflow import Played, Vocabulary

OBJECTS = 0.03
"""How likely one State breaks a silence."""


def register(vocabulary: Vocabulary) -> None:
    """Add the models of this room's conditions."""
    vocabulary.rehearse("adoption.carried", carried)


def carried(played: Played) -> bool:
    """The time of the latest procedure has run out, on the text as it is, and no State objected."""
    latest = next(played.held("adoption"), None)
    if latest is None:
        return False
    stay, settings = latest
    if stay.closes_at is None or played.until(stay) < stay.closes_at or played.text_at > stay.entered:
        return False
    able = min(played.people(settings["by"]), len(played.council.voices))
    positions: list[str] = played.once(("adoption.positions", stay.number), lambda: _positions(played, able))
    return outcome(positions) == CARRIED


def _positions(played: Played, able: int) -> list[str]:
    return [BREAKS if played.random.random() < OBJECTS else JOINS for _ in range(able)]
