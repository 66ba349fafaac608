"""What a procedure says of a stage once and for all: who leads on from it, who decides, through which rooms it goes. Pure."""

from __future__ import annotations

from functools import lru_cache

from council_flow.workflow import Workflow


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
