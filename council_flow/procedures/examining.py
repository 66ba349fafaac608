"""What keeps a text from being brought into force: problems of the file, and what it meets in the council. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from council_flow.language import say
from council_flow.workflow import Council, Problem, Vocabulary, Workflow, check, shared_roles


def examine(
    source: str,
    vocabulary: Vocabulary,
    council: Council,
    in_force: Mapping[str, Workflow],
    catalogues: Collection[str],
) -> tuple[Workflow | None, list[Problem]]:
    """Return the definition that a text holds, or ``None`` and every problem, in the order of lines."""
    workflow, problems = check(source, vocabulary, file="workflow")
    if workflow is None:
        return None, problems
    others = [one for one in in_force.values() if one.name != workflow.name]
    found = [
        *_strangers(workflow, council),
        *_guidance(workflow, catalogues),
        *_revision(workflow, in_force.get(workflow.name)),
        *shared_roles([*others, workflow], lambda _: "workflow"),
    ]
    found.sort(key=lambda problem: problem.line)
    return (None if found else workflow), found


def _strangers(workflow: Workflow, council: Council) -> list[Problem]:
    """Roles held by membership that nobody can hold, because the council does not know them."""
    return [
        Problem(
            "workflow",
            role.line,
            "W062",
            say("The role “%(role)s” is held in the council, yet council.yaml does not name it.", role=role.name),
        )
        for role in workflow.roles.values()
        if role.assigned == "council" and role.name not in council.roles
    ]


def _guidance(workflow: Workflow, catalogues: Collection[str]) -> list[Problem]:
    """Catalogues of guidance that no edition of is in force."""
    return [
        Problem(
            "workflow",
            use.line,
            "W064",
            say(
                "The catalogue of guidance “%(name)s” is not in force. In force: %(known)s.", name=use.params["catalogue"],
                known=sorted(catalogues),
            ),
        )
        for stage in workflow.stages.values()
        for use in stage.holds
        if use.params.get("catalogue", "") and use.params["catalogue"] not in catalogues
    ]  # fmt: skip


def _revision(workflow: Workflow, present: Workflow | None) -> list[Problem]:
    """A procedure that is in force is replaced by a higher revision only."""
    if present is None or workflow.revision > present.revision:
        return []
    line = next((n for n, text in enumerate(workflow.source.splitlines(), 1) if text.startswith("revision")), 1)
    if workflow.hash == present.hash:
        message = say("This text is in force already.")
    else:
        message = say(
            "Revision %(n)s of this procedure is in force. Write “revision: %(next)s”, or a higher number.",
            n=present.revision,
            next=present.revision + 1,
        )
    return [Problem("workflow", line, "W063", message)]
