"""Who is asked in a round: a State, or, beside the States, an institution or a person. Pure.

The answers of States are counted where a procedure needs so many; those of institutions and persons are read beside them.
"""

from __future__ import annotations

INSTITUTION = "institution"
PERSON = "person"
_SIGN = {INSTITUTION: "i", PERSON: "p"}


def guest(kind: str, number: int) -> str:
    """Return the party that an institution or a person is, by the number of its row."""
    return f"{_SIGN[kind]}:{number}"


def is_state(party: str) -> bool:
    """Answer whether a party is a State: its code is made of capital letters and digits."""
    return ":" not in party
