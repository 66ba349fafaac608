"""How the conditions of this room come to hold in a rehearsal. Pure."""

from __future__ import annotations

from council_flow.adoption import rules as r
from council_flow.adoption.tally import CARRIED, tally
from council_flow.workflow import Played, Vocabulary

OBJECTS = 0.03
"""How likely one State is against."""
_YES = {r.SILENCE: r.JOINS, r.CONSENSUS: r.JOINS, r.ROLL_CALL: r.YES, r.WRITTEN: r.AGREES}
_NO = {r.SILENCE: r.BREAKS, r.CONSENSUS: r.OBJECTS, r.ROLL_CALL: r.NO, r.WRITTEN: r.DISAGREES}


def register(vocabulary: Vocabulary) -> None:
    """Add the models of this room's conditions."""
    vocabulary.rehearse("adoption.carried", carried)


def carried(played: Played) -> bool:
    """The latest procedure has ended, on the text as it is, and the positions that were taken carry it."""
    latest = next(played.held("adoption"), None)
    if latest is None:
        return False
    stay, settings = latest
    rules = r.rules(dict(settings))
    if played.text_at > stay.entered:
        return False
    if rules.kind in r.MEETING:
        if not played.finished("adoption"):
            return False
    elif stay.closes_at is None or played.until(stay) < stay.closes_at:
        return False
    able = min(played.people(settings["by"]), len(played.council.voices))
    positions: list[str] = played.once(
        ("adoption.positions", stay.number), lambda: _positions(played, rules.kind, able)
    )
    voices = [str(n) for n in range(able)]
    return tally(rules, voices, dict(zip(voices, positions, strict=True)), r.YES).outcome == CARRIED


def _positions(played: Played, kind: str, able: int) -> list[str]:
    return [_NO[kind] if played.random.random() < OBJECTS else _YES[kind] for _ in range(able)]
