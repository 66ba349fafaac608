"""The activity ``adoption`` of workflow files."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, model_validator

from council_flow.adoption import operations
from council_flow.adoption import rules as r
from council_flow.language import Sentence, say
from council_flow.notifications import operations as notifications
from council_flow.people import queries as people
from council_flow.recommendations import queries as cases
from council_flow.recommendations.situation import Situation
from council_flow.workflow import Duration, RoleName, Vocabulary


class Settings(BaseModel):
    """How a text is adopted.

    ``by``: who takes positions for States; ``procedure``: silence, consensus, roll_call or written; ``lasts``: its time,
    for silence and written ones; ``quorum``, ``majority``: fractions such as 2/3 or "more than 1/2", of the ``base``
    members, participating or cast; ``tie``: fails, or the chair decides.
    """

    by: RoleName
    procedure: Literal["silence", "consensus", "roll_call", "written"]
    lasts: Duration | None = None
    quorum: str | None = None
    majority: str | None = None
    base: Literal["members", "participating", "cast"] | None = None
    tie: Literal["fails", "chair"] | None = None

    @model_validator(mode="after")
    def fitting(self) -> Settings:
        """Refuse a procedure without its time, and rules that are not of its kind."""
        if self.procedure in {r.SILENCE, r.WRITTEN} and self.lasts is None:
            raise ValueError(f"the procedure {self.procedure} needs lasts, its time")
        if self.procedure in r.MEETING and self.lasts is not None:
            raise ValueError(f"the procedure {self.procedure} ends when the chair declares the result; leave out lasts")
        if self.procedure not in {r.ROLL_CALL, r.WRITTEN} and (self.majority or self.base or self.tie):
            raise ValueError(f"the procedure {self.procedure} takes no vote; leave out majority, base and tie")
        if self.procedure != r.ROLL_CALL and self.tie == r.BY_CHAIR:
            raise ValueError("the chair decides a tie in a roll call only")
        if not r.rules(self.model_dump()).one_vote_decides and self.tie == r.BY_CHAIR:
            raise ValueError("the chair decides a tie only where more than 1/2 of yes and no is needed")
        return self


class Adoption:
    """Opens a procedure on entering the stage; the clock decides those that have a time."""

    def entered(self, situation: Situation, settings: Mapping[str, Any], closes_at: datetime | None) -> None:
        """Open the procedure and tell those who take positions."""
        case, now = situation.case, situation.now
        rules = r.rules(dict(settings))
        operations.begin(case, rules, closes_at=closes_at, actor=situation.actor, now=now)
        notifications.notify(
            people.holding(settings["by"], now),
            _opened(rules.kind, cases.working_symbol(case), closes_at),
            link=f"{case.path}/adoption",
            case_id=case.id,
            now=now,
            key=f"silence:{case.id}:{case.visit}",
        )

    def written(self, situation: Situation) -> None:
        """What was put to the States is another text now: the procedure lapses."""
        operations.lapse(situation.case, actor=situation.actor, now=situation.now)

    def extended(self, situation: Situation, settings: Mapping[str, Any], closes_at: datetime) -> None:
        """Let the procedure run longer."""
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
        see = situation.workflow.stages[case.stage].allows.get("see", frozenset())
        notifications.notify(
            people.seeing(case.id, see, now), _closed(procedure, cases.working_symbol(case)), link=f"{case.path}/adoption",
            case_id=case.id, now=now, key=f"silence-ended:{procedure.id}",
        )  # fmt: skip


def _opened(kind: str, symbol: str, closes_at: datetime | None) -> Sentence:
    if kind == r.SILENCE:
        return say(
            "%(symbol)s is under silence until %(until)s. If no State objects by then, it is carried.", symbol=symbol,
            until=closes_at,
        )  # fmt: skip
    if kind == r.WRITTEN:
        return say("%(symbol)s is put to a written vote until %(until)s.", symbol=symbol, until=closes_at)
    return say("%(symbol)s is put to the meeting for adoption.", symbol=symbol)


def _closed(procedure: Any, symbol: str) -> Sentence:
    carried = procedure.outcome == "carried"
    if procedure.kind == r.SILENCE:
        if carried:
            return say("The silence on %(symbol)s held: the text is carried and waits to be certified.", symbol=symbol)
        return say("The silence on %(symbol)s was broken.", symbol=symbol)
    if carried:
        return say("%(symbol)s is carried and waits to be certified.", symbol=symbol)
    return say("%(symbol)s is not carried.", symbol=symbol)


def register(vocabulary: Vocabulary) -> None:
    """Add this room's activity."""
    vocabulary.activity("adoption", Settings)(Adoption)
