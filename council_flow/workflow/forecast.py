"""When a case ends if all goes by the limits: each stage takes the whole time that the file gives it. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise

from council_flow.workflow.definition import Stage, Transition, Workflow
from council_flow.workflow.durations import Calendar, Duration, closes
from council_flow.workflow.graph import Path, shortest

FAR = datetime(9000, 1, 1, tzinfo=UTC)
"""From here on no time is counted any more: a file may set more of it than a calendar holds."""


@dataclass(frozen=True)
class Step:
    """One stage ahead, the present one included. Instants are UTC."""

    stage: Stage
    begins: datetime
    ends: datetime
    """At the latest."""
    limit: Duration | None
    """What sets the end; ``None`` where the file sets none, and the stage is counted as no time."""
    clock: bool = False
    """The limit is a move of the clock, not the closing of an activity."""
    passed: bool = False
    """The limit had passed; what follows counts from the instant of asking."""


@dataclass(frozen=True)
class Forecast:
    """The stages ahead of a case with the instants at which they end at the latest, and where they lead."""

    steps: tuple[Step, ...]
    """Empty where the case is at its end."""
    end: Stage
    """The final stage to which the steps lead."""
    at: datetime
    """When the end is reached."""

    @property
    def decided(self) -> tuple[Stage, datetime] | None:
        """The stage that follows the last limit, with the instant of entering it; ``None`` without a limit ahead.

        It is the one that the time limits of a procedure lead to, whatever it is called.
        """
        limited = [index for index, step in enumerate(self.steps) if step.limit is not None]
        if not limited:
            return None
        following = [*(step.stage for step in self.steps), self.end]
        return following[limited[-1] + 1], self.steps[limited[-1]].ends

    @property
    def unlimited(self) -> tuple[Stage, ...]:
        """The stages ahead that have no limit."""
        return tuple(step.stage for step in self.steps if step.limit is None)


def forecast(
    workflow: Workflow, stage: str, entered: datetime, closes_at: datetime | None, calendar: Calendar, now: datetime
) -> Forecast:
    """Return the stages from where a case is to the end of the main path, if all goes by the limits.

    ``entered`` and ``closes_at`` belong to the present stay; a stored deadline is kept, whatever the file says today.
    """
    way = onward(workflow, stage)
    steps: list[Step] = []
    at = now
    for here, (name, _) in zip([stage, *(to for _, to in way)], way, strict=False):
        begins = entered if not steps else at
        step = _step(workflow, here, workflow.transitions[name], begins, calendar, closes_at if not steps else None)
        if not steps:
            step = _counted_from(step, now)
        steps.append(step)
        at = step.ends
    end = workflow.stages[way[-1][1] if way else stage]
    return Forecast(tuple(steps), end, at if steps else entered)


def endings(workflow: Workflow, calendar: Calendar, start: datetime) -> dict[str, datetime]:
    """Return when each final stage is reached by a case that begins at ``start`` and uses every limit.

    The end of the main path is reached along it, every other one by the fewest moves. A final stage to which no way
    leads is left out.
    """
    found = {}
    for name, stage in workflow.stages.items():
        way = _way_to(workflow, name) if stage.final else None
        if way is not None:
            found[name] = _run(workflow, way, calendar, start)
    return found


def onward(workflow: Workflow, stage: str) -> Path:
    """Return the moves from a stage to the end of the main path: along it, or first by the fewest moves back to it.

    From where no way leads to the main path, the fewest moves to a final stage; from a final stage, none.
    """
    path = workflow.path()
    if stage in path:
        return _along(workflow, path[path.index(stage) :])
    back = shortest(workflow, stage, lambda name: name in path)
    if back:
        return back + _along(workflow, path[path.index(back[-1][1]) :])
    return shortest(workflow, stage, lambda name: workflow.stages[name].final) or []


def _along(workflow: Workflow, stages: tuple[str, ...]) -> Path:
    return [(_between(workflow, here, to).name, to) for here, to in pairwise(stages)]


def _between(workflow: Workflow, here: str, to: str) -> Transition:
    """Return the move that the main path takes: one of people without a reason, before all others."""
    found = [transition for transition in workflow.leaving(here) if transition.to == to]
    return min(found, key=lambda transition: (transition.reason_required, transition.after is not None))


def _way_to(workflow: Workflow, final: str) -> Path | None:
    path = workflow.path()
    return _along(workflow, path) if path[-1] == final else shortest(workflow, workflow.initial, final.__eq__)


def _run(workflow: Workflow, way: Path, calendar: Calendar, start: datetime) -> datetime:
    here, at = workflow.initial, start.astimezone(UTC)
    for name, to in way:
        at = _step(workflow, here, workflow.transitions[name], at, calendar, None).ends
        here = to
    return at


def _step(
    workflow: Workflow,
    stage: str,
    leaving: Transition,
    begins: datetime,
    calendar: Calendar,
    closes_at: datetime | None,
) -> Step:
    """Return a stage with its end at the latest: the last closing of its activities, or before it the clock's move."""
    found = workflow.stages[stage]
    lasts = [use.params["lasts"] for use in found.holds if use.params.get("lasts")]
    ends, limit = max(((_end(one, begins, calendar), one) for one in lasts), default=(begins, None))
    ends = closes_at or ends
    moved = _moved(workflow, stage, begins, calendar)
    if moved is not None and (leaving.after is not None or (limit is not None and moved[0] < ends)):
        return Step(found, begins, *moved, clock=True)
    return Step(found, begins, ends, limit)


def _moved(workflow: Workflow, stage: str, begins: datetime, calendar: Calendar) -> tuple[datetime, Duration] | None:
    """Return when the clock moves a case out of a stage, if it does."""
    lengths = [transition.after for transition in workflow.leaving(stage) if transition.after is not None]
    return min(((_end(one, begins, calendar), one) for one in lengths), default=None)


def _end(length: Duration, begins: datetime, calendar: Calendar) -> datetime:
    return begins if begins >= FAR else closes(length, begins, calendar)


def _counted_from(step: Step, now: datetime) -> Step:
    """Return the present stage: what has passed already, or has no limit, ends now at the earliest."""
    if step.ends >= now:
        return step
    return Step(step.stage, step.begins, now, step.limit, step.clock, passed=step.limit is not None)
