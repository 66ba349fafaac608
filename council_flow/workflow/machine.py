"""The state machine behind a definition: one ``transitions.Machine`` for all cases that run on it.

No case is registered as its model: the library keeps models alive. The machine answers where a move leads, and this
module says aloud what the library passes over in silence.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Protocol

from transitions import Machine

from council_flow.errors import NotNow
from council_flow.language import say
from council_flow.workflow.definition import Workflow

KEPT = 64
"""Machines kept ready; definitions in use are fewer."""


class HasStage(Protocol):
    """Anything whose stage can be changed: the row of a case."""

    stage: str


@lru_cache(maxsize=KEPT)
def machine(workflow: Workflow) -> Machine:
    """Return the machine of a definition, made once.

    Raises:
        LookupError: a transition begins or ends at a stage that the definition does not have.
    """
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
    event = machine(workflow).events.get(transition)
    # Asked with get(): the library's own table makes an entry for every stage that it is asked about.
    found = event.transitions.get(case.stage) if event is not None else None
    if not found:
        raise astray(workflow, transition, case.stage)
    if found[0].dest is not None:
        case.stage = found[0].dest


def astray(workflow: Workflow, transition: str, stage: str) -> LookupError | NotNow:
    """Return the refusal of a transition that does not leave a stage, or that the definition does not know."""
    if transition not in workflow.transitions or stage not in workflow.stages:
        return LookupError(f"{workflow.name}: no transition {transition} from {stage}")
    title = workflow.stages[stage].title
    return NotNow(say("This move does not leave the stage %(stage)s, where the file is now.", stage=title))
