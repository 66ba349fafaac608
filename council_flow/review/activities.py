"""The activity ``review`` of workflow files."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, Field, field_validator

from council_flow.language import say
from council_flow.notifications import operations as notifications
from council_flow.people import queries as people
from council_flow.recommendations import queries as cases
from council_flow.recommendations.situation import Situation
from council_flow.review import operations
from council_flow.review.criteria import CRITERIA
from council_flow.workflow import Duration, RoleName, Vocabulary


class Settings(BaseModel):
    """``by``: who reviews; ``reviewers``: how many are meant to; ``lasts``: time limit; ``criteria``: what each grades;
    ``blind``: whose names are hidden, those of reviewers or also those of whoever writes the text."""

    by: RoleName
    reviewers: int = Field(default=3, ge=1)
    lasts: Duration | None = None
    criteria: list[str] = Field(default_factory=list)
    blind: Literal["open", "single", "double"] = "open"

    @field_validator("criteria")
    @classmethod
    def known(cls, names: list[str]) -> list[str]:
        """Refuse a criterion that the product does not know, or one named twice."""
        for name in names:
            if name not in CRITERIA:
                raise ValueError(f"there is no criterion {name}; there is {', '.join(CRITERIA)}")
        if len(set(names)) != len(names):
            raise ValueError("a criterion is named twice")
        return names


class Review:
    """Opens and closes a round of review."""

    def entered(self, situation: Situation, settings: Mapping[str, Any], closes_at: datetime | None) -> None:
        """Tell the reviewers that the text is before them."""
        case = situation.case
        operations.count(case)
        notifications.notify(
            [person.account_id for person in people.assigned(case.id) if person.role == settings["by"]],
            say("%(symbol)s is before its reviewers; your opinion is awaited.", symbol=cases.working_symbol(case)),
            link=f"{case.path}/review",
            case_id=case.id,
            now=situation.now,
            key=f"review:{case.id}:{case.visit}",
        )

    def written(self, situation: Situation) -> None:
        """Count the opinions that stand on the new text."""
        operations.count(situation.case)

    def extended(self, situation: Situation, settings: Mapping[str, Any], closes_at: datetime) -> None:
        """The limit stands on the file; a review has no closing of its own."""

    def left(self, situation: Situation) -> None:
        """Nothing closes: opinions stay readable."""

    def due(self, situation: Situation, settings: Mapping[str, Any]) -> None:
        """Late opinions still count; the chair decides when enough are in."""


def register(vocabulary: Vocabulary) -> None:
    """Add this room's activity."""
    vocabulary.activity("review", Settings)(Review)
