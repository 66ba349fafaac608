"""Under which label somebody acts in a file whose review is blind. Pure.

Single-blind: reviewers act as "Reviewer 1", "Reviewer 2". Double-blind: whoever writes the text acts under the title of that
role alone, too. The label stands on everything that the person does in the file from the assignment on, so that no page, file
or message has anything else to show.
"""

from __future__ import annotations

from council_flow.language import Titles
from council_flow.workflow import Workflow

OPEN, SINGLE, DOUBLE = "open", "single", "double"


def blindness(workflow: Workflow) -> tuple[str, frozenset[str]]:
    """Return how blind the review of a procedure is, and the roles that review."""
    for stage in workflow.stages.values():
        for use in stage.holds:
            if use.name == "review":
                return str(use.params.get("blind") or OPEN), frozenset({str(use.params["by"])})
    return OPEN, frozenset()


def alias(workflow: Workflow, role: str, number: int) -> Titles | None:
    """Return the label under which the ``number``-th holder of a role acts in a file; ``None`` for the own one."""
    how, reviewing = blindness(workflow)
    title = workflow.roles[role].title if role in workflow.roles else Titles()
    if how in {SINGLE, DOUBLE} and role in reviewing:
        return Titles({language: f"{words} {number}" for language, words in title.items()})
    writes = any(role in stage.allows.get("edit", frozenset()) for stage in workflow.stages.values())
    return title if how == DOUBLE and writes else None
