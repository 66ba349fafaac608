"""Writing procedures: storing a definition whole, and bringing one into force."""

from __future__ import annotations

from datetime import datetime

from flask import current_app

from council_flow import access
from council_flow.access import CONSOLE, Actor, Permission
from council_flow.alignment import editions_queries as guidance
from council_flow.audit.operations import record
from council_flow.database import after_commit, db, one_at_a_time
from council_flow.errors import Invalid
from council_flow.language import Sentence, say_n
from council_flow.procedures import queries
from council_flow.procedures.examining import examine
from council_flow.procedures.models import Activation, Definition
from council_flow.workflow import Problem, Workflow


def store(workflow: Workflow, now: datetime) -> None:
    """Keep a definition whole, if it is not kept yet."""
    if db.session.get(Definition, workflow.hash) is not None:
        return
    one_at_a_time("procedures.definition")
    if db.session.get(Definition, workflow.hash) is None:
        db.session.add(
            Definition(
                hash=workflow.hash,
                name=workflow.name,
                revision=workflow.revision,
                source=workflow.source,
                stored_at=now,
            )
        )
        db.session.flush()


def examined(source: str) -> tuple[Workflow | None, list[Problem]]:
    """Return what a text defines, or everything that keeps it from being brought into force."""
    known = queries.in_force().named
    catalogues = [name for name, there in guidance.known().items() if there]
    return examine(source, queries.vocabulary(), current_app.extensions["council"], known, catalogues)


def activate(source: str, *, actor: Actor, now: datetime) -> Workflow:
    """Bring a definition into force: new files of its name begin on it. Running files stay on theirs.

    This is the only way in for a definition that did not come with the council's folder; that one is held to the same
    checks when the product starts.

    Raises:
        Refused: the person may not.
        Invalid: the text has problems; each stands in the sentence.
    """
    if actor is not CONSOLE:
        access.require(actor, Permission.WORKFLOW_ACTIVATE)
    one_at_a_time("procedures.activation")
    queries.look_again()
    workflow, problems = examined(source)
    if workflow is None:
        raise Invalid(_refusal(problems))
    store(workflow, now)
    db.session.add(
        Activation(
            name=workflow.name,
            definition_hash=workflow.hash,
            account_id=actor.id,
            label=dict(actor.label),
            at=now,
        )
    )
    db.session.flush()
    record(
        "procedures.definition.activated", actor=actor, now=now, procedure=workflow.title, name=workflow.name,
        revision=workflow.revision, definition_hash=workflow.hash,
    )  # fmt: skip
    return workflow


def _refusal(problems: list[Problem]) -> Sentence:
    first = problems[0]
    return say_n(
        "The file has %(n)s problem and was not brought into force. Line %(line)s: %(code)s %(message)s",
        "The file has %(n)s problems and was not brought into force. The first, line %(line)s: %(code)s %(message)s",
        len(problems),
        line=first.line,
        code=first.code,
        message=first.message,
    )


after_commit(queries.look_again)
