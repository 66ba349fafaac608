"""When the clock has to look at a case: closing of activities, moves that time makes. Pure."""

from __future__ import annotations

from datetime import datetime

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
