"""When the clock has to look at a case: closing of activities, moves that time makes. Pure."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache

from council_flow.workflow import Calendar, Stage, Transition, Workflow, closes


def closing(stage: Stage, entered: datetime, calendar: Calendar) -> datetime | None:
    """Return when the activities of a stage close, the latest of them; ``None`` where none has a limit."""
    ends = [closes(use.params["lasts"], entered, calendar) for use in stage.holds if use.params.get("lasts")]
    return max(ends, default=None)


def ripening(
    workflow: Workflow, stage: str, entered: datetime, calendar: Calendar
) -> list[tuple[datetime, Transition]]:
    """Return the clock's moves out of a stage with the instant of each, earliest first."""
    found = [
        (closes(transition.after, entered, calendar), transition)
        for transition in workflow.leaving(stage)
        if transition.after is not None
    ]
    return sorted(found, key=lambda pair: pair[0])


@lru_cache(maxsize=1024)
def leading(workflow: Workflow, stage: str) -> frozenset[str]:
    """Return the roles that make the next move of the main path from a stage."""
    ahead = [transition.by for transition in workflow.leaving(stage) if workflow.ahead(transition, stage)]
    return frozenset().union(*ahead)


@lru_cache(maxsize=1024)
def deciding(workflow: Workflow, stage: str) -> frozenset[str]:
    """Return the roles that make a move from a stage, whichever."""
    return frozenset().union(*(transition.by for transition in workflow.leaving(stage)))


@lru_cache(maxsize=256)
def rooms(workflow: Workflow) -> frozenset[str]:
    """Return the rooms through which a procedure leads, by its activities, conditions and effects.

    The words of a room begin with its name. What is published is shown in the room of adoption.
    """
    held = {use.name for stage in workflow.stages.values() for use in stage.holds}
    asked = {use.name for move in workflow.transitions.values() for use in (*move.needs, *move.does)}
    found = {name.partition(".")[0] for name in held | asked}
    return frozenset(found | ({"adoption"} if "publication" in found else set()))


def case_editors(workflow: Workflow) -> list[str]:
    """Return the roles given per case that write the text at the first stage: who opens a case holds them."""
    editing = workflow.stages[workflow.initial].allows.get("edit", frozenset())
    return [name for name, role in workflow.roles.items() if name in editing and role.assigned == "case"]
