"""The state machine behind a definition: one ``transitions.Machine`` for all cases that run on it.

No case is registered as its model: the library keeps models alive. The machine answers where a move leads, and this
module says aloud what the library passes over in silence.
"""

from __future__ import annotations

from typing import Protocol

from transitions import Machine

from council_flow.errors import NotNow
from council_flow.language import say
from council_flow.workflow.definition import Workflow

KEPT = 64
"""Machines kept ready; definitions in use are fewer."""

_machines: dict[str, Machine] = {}


class HasStage(Protocol):
    """Anything whose stage can be changed: the row of a case."""

    stage: str


def machine(workflow: Workflow) -> Machine:
    """Return the machine of a definition, made once for each hash."""
    found = _machines.get(workflow.hash)
    if found is None:
        found = _make(workflow)
        if len(_machines) >= KEPT:
            _machines.clear()
        _machines[workflow.hash] = found
    return found


def _make(workflow: Workflow) -> Machine:
    for transition in workflow.transitions.values():
        for stage in (*transition.sources, *([transition.to] if transition.to else [])):
            if stage not in workflow.stages:
                raise LookupError(f"{transition.name}: no stage {stage}")
    return Machine(
        model=None,
        states=list(workflow.stages),
        initial=workflow.initial,
        transitions=[
            {"trigger": transition.name, "source": list(transition.sources), "dest": transition.to}
            for transition in workflow.transitions.values()
        ],
        auto_transitions=False,
    )


def fire(workflow: Workflow, case: HasStage, transition: str) -> None:
    """Set the stage of a case to where a transition leads. Whoever calls has checked that it may be made.

    Raises:
        LookupError: the definition knows no such transition or no such stage.
        NotNow: the transition does not leave the stage of the case.
    """
    graph = machine(workflow)
    if transition not in graph.events or case.stage not in graph.states:
        raise LookupError(f"{workflow.name}: no transition {transition} from {case.stage}")
    found = graph.get_transitions(trigger=transition, source=case.stage)
    if not found:
        stage = workflow.stages[case.stage].title
        raise NotNow(say("This move does not leave the stage %(stage)s, where the file is now.", stage=stage))
    if found[0].dest is not None:
        case.stage = found[0].dest
