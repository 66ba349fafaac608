"""The graph of stages: ways through it, what can be reached, what can end. Searched without recursion, breadth first."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Mapping

from council_flow.language import say
from council_flow.workflow.definition import Transition, Workflow
from council_flow.workflow.reading import Reader

Path = list[tuple[str, str]]
"""Steps of a path: the transition made, and the stage it leads to."""


def shortest(
    workflow: Workflow,
    start: str,
    goal: Callable[[str], bool],
    avoiding: Iterable[str] = (),
    steps: bool = False,
    usable: Callable[[Transition], bool] | None = None,
) -> Path | None:
    """Return the shortest path from ``start`` to a stage for which ``goal`` holds; ``None`` where there is none.

    ``avoiding`` are stages that no path may touch. With ``steps`` a path has at least one step, so that a stage can be
    its own goal again. ``usable`` says which transitions a path may take; left out, all.
    """
    closed = set(avoiding)
    if start in closed:
        return None
    if goal(start) and not steps:
        return []
    seen = closed if steps else closed | {start}
    reached: dict[str, tuple[str, str]] = {}
    waiting = deque([start])
    while waiting:
        stage = waiting.popleft()
        for transition in workflow.leaving(stage):
            to = transition.to
            if to is None or to in seen or (usable is not None and not usable(transition)):
                continue
            seen.add(to)
            reached[to] = (transition.name, stage)
            if goal(to):
                return _trace(reached, start, to)
            waiting.append(to)
    return None


def _trace(reached: Mapping[str, tuple[str, str]], start: str, goal: str) -> Path:
    path: Path = []
    stage = goal
    while not path or stage != start:
        name, before = reached[stage]
        path.append((name, stage))
        stage = before
    return path[::-1]


def onward(workflow: Workflow) -> dict[str, set[str]]:
    """Return the stages to which each stage leads in one step."""
    found: dict[str, set[str]] = {name: set() for name in workflow.stages}
    for transition in workflow.transitions.values():
        for source in transition.sources if transition.to is not None else ():
            found[source].add(transition.to or "")
    return found


def backward(ways: Mapping[str, Iterable[str]]) -> dict[str, set[str]]:
    """Return the same steps the other way round."""
    found: dict[str, set[str]] = {name: set() for name in ways}
    for source, targets in ways.items():
        for target in targets:
            found[target].add(source)
    return found


def reached(starts: Iterable[str], ways: Mapping[str, Iterable[str]]) -> set[str]:
    """Return the stages that are reached from ``starts``, these included."""
    seen = set(starts)
    waiting = list(seen)
    while waiting:
        for stage in ways[waiting.pop()]:
            if stage not in seen:
                seen.add(stage)
                waiting.append(stage)
    return seen


def reachable(workflow: Workflow) -> set[str]:
    """Return the stages that a case can come to."""
    return reached([workflow.initial], onward(workflow))


def ending(workflow: Workflow) -> set[str]:
    """Return the stages from which a final stage can be reached."""
    finals = [name for name, stage in workflow.stages.items() if stage.final]
    return reached(finals, backward(onward(workflow)))


def heads(stages: Iterable[str], ways: Mapping[str, Iterable[str]]) -> list[str]:
    """Return the fewest of ``stages`` from which all of them are reached; of a ring the first one.

    ``stages`` have no way in from outside. Once the heads are mended, so are the others.
    """
    begun = _begun(stages, ways)
    # No search reached one begun later: seen from the last, whatever is reached is no head.
    return _begun(begun[::-1], ways)[::-1]


def _begun(stages: Iterable[str], ways: Mapping[str, Iterable[str]]) -> list[str]:
    """Return those of ``stages`` that are not reached from one before them in the order given."""
    found: list[str] = []
    seen: set[str] = set()
    for start in stages:
        if start in seen:
            continue
        found.append(start)
        seen.add(start)
        waiting = [start]
        while waiting:
            for stage in ways[waiting.pop()]:
                if stage not in seen:
                    seen.add(stage)
                    waiting.append(stage)
    return found


def check_graph(reader: Reader, workflow: Workflow, initial_line: int) -> None:
    """Note stages that cannot be reached or cannot end, and moves of the clock that race."""
    if workflow.stages[workflow.initial].final:
        reader.note(initial_line, "W030", say("The initial stage “%(stage)s” is final.", stage=workflow.initial))
    ways = onward(workflow)
    here = reached([workflow.initial], ways)
    for name in heads([name for name in workflow.stages if name not in here], ways):
        message = say("No way leads to the stage “%(stage)s”.", stage=name)
        reader.note(workflow.stages[name].line, "W031", message)
    back = backward(ways)
    over = reached([name for name, stage in workflow.stages.items() if stage.final], back)
    for name in heads([name for name in workflow.stages if name not in over], back):
        message = say("No way leads from the stage “%(stage)s” to a final one.", stage=name)
        reader.note(workflow.stages[name].line, "W032", message)
    _races(reader, workflow)


def _races(reader: Reader, workflow: Workflow) -> None:
    """Note each move of the clock once that leaves a stage which another one leaves already."""
    first: dict[str, str] = {}
    for transition in workflow.transitions.values():
        if transition.after is None:
            continue
        shared = [stage for stage in transition.sources if first.setdefault(stage, transition.name) != transition.name]
        if shared:
            message = say(
                "Two moves of the clock leave the stage “%(stage)s”: “%(first)s” and “%(second)s”. Only one can.",
                stage=shared[0],
                first=first[shared[0]],
                second=transition.name,
            )
            reader.note(transition.line, "W034", message)
