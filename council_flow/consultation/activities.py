"""The activity ``consultation`` of workflow files."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, Field

from council_flow.consultation import jobs, operations  # noqa: F401 - the worker's kinds of work are registered
from council_flow.recommendations.holders import leading
from council_flow.recommendations.situation import Situation
from council_flow.workflow import Duration, RoleName, Vocabulary


class Settings(BaseModel):
    """``invite``: whose holders answer for their States; ``guests``: the role in the file of the institutions and persons
    that may be asked beside them; ``lasts``: how long a round is open; ``remind``: how long
    before its closing those who have not answered are reminded; ``delegations``: whether what a State's people write is
    seen at once, or held in their delegation until whoever answers for the State releases it."""

    invite: RoleName
    guests: RoleName | None = None
    lasts: Duration
    remind: list[Duration] = Field(default_factory=list)
    delegations: Literal["open", "held"] = "open"


class Consultation:
    """Opens and closes the numbered rounds."""

    def entered(self, situation: Situation, settings: Mapping[str, Any], closes_at: datetime | None) -> None:
        """Open a round, ask every State, and ask the worker for the reminders."""
        case, now = situation.case, situation.now
        opened = operations.open_round(
            case, role=settings["invite"], guests=settings["guests"], closes_at=closes_at, now=now
        )
        operations.plan_reminders(opened.id, settings["remind"], closes_at, now)

    def written(self, situation: Situation) -> None:
        """The round stays on the version that was circulated."""

    def extended(self, situation: Situation, settings: Mapping[str, Any], closes_at: datetime) -> None:
        """Keep the round open for longer, and remind before the new closing."""
        opened = operations.extend_round(situation.case, closes_at)
        if opened is not None:
            operations.plan_reminders(opened.id, settings["remind"], closes_at, situation.now)

    def left(self, situation: Situation) -> None:
        """Close the round that is open."""
        operations.close_round(situation.case, now=situation.now)

    def due(self, situation: Situation, settings: Mapping[str, Any]) -> None:
        """Close the round: what comes later is late. Those who lead the file on are told who has not answered."""
        operations.close_round(situation.case, now=situation.now)
        operations.tell_of_missing(situation.case, leading(situation.workflow, situation.case.stage), now=situation.now)


def register(vocabulary: Vocabulary) -> None:
    """Add this room's activity."""
    vocabulary.activity("consultation", Settings)(Consultation)
