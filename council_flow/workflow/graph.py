"""The graph of stages: what can be reached, what can end, and the checks that follow from it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable

from council_flow.language import say
from council_flow.workflow.definition import Workflow
from council_flow.workflow.reading import Reader

Path = list[tuple[str, str]]
"""Steps of a path: the transition made, and the stage it leads to."""


def shortest(
    workflow: Workflow, start: str, goal: Callable[[str], bool], avoiding: Iterable[str] = (), steps: bool = False
) -> Path | None:
    """Return the shortest path from ``start`` to a stage for which ``goal`` holds; ``None`` where there is none.

    ``avoiding`` are stages that no path may touch. With ``steps`` a path has at least one step, so that a stage can be
    its own goal again.
    """
    closed = set(avoiding)
    if start in closed:
        return None
    if goal(start) and not steps:
        return []
    reached: dict[str, tuple[str, str]] = {}
    waiting = deque([start])
    while waiting:
        stage = waiting.popleft()
        for transition in workflow.leaving(stage):
            to = transition.to
            if to is None or to in closed or to in reached or to not in workflow.stages or (to == start and not steps):
                continue
            reached[to] = (transition.name, stage)
            if goal(to):
                return _trace(reached, start, to)
            waiting.append(to)
    return None


def _trace(reached: dict[str, tuple[str, str]], start: str, goal: str) -> Path:
    path: Path = []
    stage = goal
    while not path or stage != start:
        name, before = reached[stage]
        path.append((name, stage))
        stage = before
    return path[::-1]


def reachable(workflow: Workflow) -> set[str]:
    """Return the stages that a case can come to."""
    seen = {workflow.initial}
    waiting = [workflow.initial]
    while waiting:
        for transition in workflow.leaving(waiting.pop()):
            if transition.to is not None and transition.to not in seen:
                seen.add(transition.to)
                waiting.append(transition.to)
    return seen


def ending(workflow: Workflow) -> set[str]:
    """Return the stages from which a final stage can be reached."""
    before: dict[str, set[str]] = {}
    for transition in workflow.transitions.values():
        if transition.to is not None:
            before.setdefault(transition.to, set()).update(transition.sources)
    seen = {name for name, stage in workflow.stages.items() if stage.final}
    waiting = list(seen)
    while waiting:
        for stage in before.get(waiting.pop(), set()) - seen:
            seen.add(stage)
            waiting.append(stage)
    return seen


def check_graph(reader: Reader, workflow: Workflow, initial_line: int) -> None:
    """Note stages that cannot be reached or cannot end, and moves of the clock that race."""
    if workflow.stages[workflow.initial].final:
        reader.note(initial_line, "W030", say("The initial stage “%(stage)s” is final.", stage=workflow.initial))
    here, over = reachable(workflow), ending(workflow)
    for name, stage in workflow.stages.items():
        if name not in here:
            reader.note(stage.line, "W031", say("No way leads to the stage “%(stage)s”.", stage=name))
        if name not in over:
            message = say("No way leads from the stage “%(stage)s” to a final one.", stage=name)
            reader.note(stage.line, "W032", message)
        _races(reader, workflow, name)


def _races(reader: Reader, workflow: Workflow, stage: str) -> None:
    by_clock = [transition for transition in workflow.leaving(stage) if transition.after is not None]
    for second in by_clock[1:]:
        message = say(
            "Two moves of the clock leave the stage “%(stage)s”: “%(first)s” and “%(second)s”. Only one can.",
            stage=stage,
            first=by_clock[0].name,
            second=second.name,
        )
        reader.note(second.line, "W034", message)
