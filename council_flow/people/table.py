"""The council as a table: one row a State, one cell a role. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Row:
    """One State with whoever holds its roles, by the name of the role."""

    state: Any
    held: Mapping[str, list[Any]]


def rows(members: Sequence[Any], states: Mapping[str, Any]) -> list[Row]:
    """Return a row for each State of the council, also for one that has named nobody."""
    found: list[Row] = []
    for code, state in states.items():
        held: dict[str, list[Any]] = {}
        for member in members:
            if member.state == code:
                held.setdefault(member.role, []).append(member)
        found.append(Row(state, held))
    return found
