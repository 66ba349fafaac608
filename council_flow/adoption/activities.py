"""The activity ``adoption`` of workflow files."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel

from council_flow.adoption import operations
from council_flow.language import say
from council_flow.notifications import operations as notifications
from council_flow.people import queries as people
from council_flow.recommendations import queries as cases
from council_flow.recommendations.situation import Situation
from council_flow.workflow import Duration, RoleName, Vocabulary


class Settings(BaseModel):
    """``by``: who takes positions for States; ``procedure``: how the text is adopted; ``lasts``: its time."""

    by: RoleName
    procedure: Literal["silence"]
    lasts: Duration


class Adoption:
    """Opens a silence on entering the stage, and decides its outcome when its time has run."""

    def entered(self, situation: Situation, settings: Mapping[str, Any], closes_at: datetime | None) -> None:
        """Open the procedure and tell those who take positions."""
        case, now = situation.case, situation.now
        assert closes_at is not None, "the setting lasts is required"
        operations.begin(case, kind=settings["procedure"], closes_at=closes_at, actor=situation.actor, now=now)
        notifications.notify(
            people.holding(settings["by"], now),
            say(
                "%(symbol)s is under silence until %(until)s. If no State objects by then, it is carried.",
                symbol=cases.working_symbol(case),
                until=closes_at,
            ),
            link=f"{case.path}/adoption",
            case_id=case.id,
            now=now,
            key=f"silence:{case.id}:{case.visit}",
        )

    def written(self, situation: Situation) -> None:
        """The silence stays on the version that was put to adoption."""

    def extended(self, situation: Situation, settings: Mapping[str, Any], closes_at: datetime) -> None:
        """Let the silence run longer."""
        operations.extend(situation.case, closes_at)

    def left(self, situation: Situation) -> None:
        """Close what is open."""
        operations.close(situation.case, actor=situation.actor, now=situation.now)

    def due(self, situation: Situation, settings: Mapping[str, Any]) -> None:
        """Decide the outcome and tell everybody who sees the file."""
        case, now = situation.case, situation.now
        procedure = operations.close(case, actor=situation.actor, now=now)
        if procedure is None:
            return
        symbol = cases.working_symbol(case)
        sentence = (
            say("The silence on %(symbol)s held: the text is carried and waits to be certified.", symbol=symbol)
            if procedure.outcome == "carried"
            else say("The silence on %(symbol)s was broken.", symbol=symbol)
        )
        see = situation.workflow.stages[case.stage].allows.get("see", frozenset())
        notifications.notify(
            people.seeing(case.id, see, now), sentence, link=f"{case.path}/adoption", case_id=case.id, now=now,
            key=f"silence-ended:{procedure.id}",
        )  # fmt: skip


def register(vocabulary: Vocabulary) -> None:
    """Add this room's activity."""
    vocabulary.activity("adoption", Settings)(Adoption)
