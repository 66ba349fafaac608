"""The activity ``alignment`` of workflow files."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pydantic import BaseModel, field_validator

from council_flow.alignment import operations
from council_flow.alignment.catalogue import NAME, mistaken, names
from council_flow.recommendations.situation import Situation
from council_flow.workflow import Duration, RoleName, Vocabulary


class Settings(BaseModel):
    """``by``: who makes the findings; ``second``: who reads each again; ``catalogue``: which guidance; ``lasts``: time limit."""

    by: RoleName
    second: RoleName | None = None
    catalogue: str
    lasts: Duration | None = None

    @field_validator("catalogue")
    @classmethod
    def known(cls, name: str) -> str:
        """Refuse what is no name of a catalogue, or a slip of the pen for one that the product carries.

        Whether a council's own catalogue is there is seen when the procedure is brought into force.
        """
        meant = mistaken(name)
        if meant is not None or not NAME.fullmatch(name):
            raise ValueError(f"there is no catalogue {name}; there is {', '.join(names())}")
        return name


class Alignment:
    """Opens the check: counts what has no finding that stands."""

    def entered(self, situation: Situation, settings: Mapping[str, Any], closes_at: datetime | None) -> None:
        """Count the paragraphs that wait for a finding."""
        operations.count(situation.case)

    def written(self, situation: Situation) -> None:
        """Count the paragraphs whose words have changed since their finding."""
        operations.count(situation.case)

    def extended(self, situation: Situation, settings: Mapping[str, Any], closes_at: datetime) -> None:
        """The limit stands on the file; the check has no closing of its own."""

    def left(self, situation: Situation) -> None:
        """Nothing closes: findings stay readable."""

    def due(self, situation: Situation, settings: Mapping[str, Any]) -> None:
        """The check has no closing of its own."""


def register(vocabulary: Vocabulary) -> None:
    """Add this room's activity."""
    vocabulary.activity("alignment", Settings)(Alignment)
