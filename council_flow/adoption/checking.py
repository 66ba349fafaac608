"""What is wrong with a position as it is sent. Pure."""

from __future__ import annotations

from council_flow.adoption import rules as r
from council_flow.language import Sentence, say

LONGEST = 5000
"""Characters of a statement, reservation or reason."""

_NEEDED = {
    r.BREAKS: say("Write the reason for breaking the silence, and the wording that could be accepted."),
    r.OBJECTS: say("Write the reason for the objection, and the wording that could be accepted."),
    r.RESERVES: say("Write the text of the reservation, with the paragraphs it concerns."),
    r.RECUSES: say("Say in a sentence why the State steps aside."),
}


def problems(kind: str, position: str, text: str) -> dict[str, Sentence]:
    """Return what is wrong with a position in a kind of procedure, by field."""
    if position not in r.POSITIONS[kind]:
        return {"position": say("Choose one of the positions.")}
    if position in _NEEDED and not text.strip():
        return {"text": _NEEDED[position]}
    if len(text) > LONGEST:
        return {"text": say("This field takes up to %(n)s characters.", n=LONGEST)}
    return {}
