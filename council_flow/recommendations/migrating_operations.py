"""Bringing running files to the revision in force of their procedure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from council_flow import access
from council_flow.access import CONSOLE, Actor, Permission
from council_flow.audit.operations import record
from council_flow.database import one_at_a_time
from council_flow.errors import Invalid, Stale
from council_flow.language import say
from council_flow.procedures import operations as procedures
from council_flow.procedures import queries as definitions
from council_flow.recommendations import approving_operations, migrating_queries, operations, queries
from council_flow.recommendations.migrating import ANEW, Plan, Planned, plan
from council_flow.recommendations.situation import Situation
from council_flow.workflow import Workflow


def migrate(name: str, mapping: Mapping[str, str], *, actor: Actor, now: datetime, target: str | None = None) -> Plan:
    """Bring every running file of a procedure to the revision in force, as the plan says, or none.

    ``target`` is the hash of the definition that the person has seen as the one in force.

    Raises:
        Missing: there is no such procedure.
        Refused: the person may not.
        Stale: another revision came into force meanwhile.
        Invalid: a file would have no stage; says which mapping to write.
    """
    if actor is not CONSOLE:
        access.require(actor, Permission.WORKFLOW_ACTIVATE)
    one_at_a_time("procedures.activation")
    definitions.look_again()
    into = definitions.named(name)
    if target is not None and target != into.hash:
        raise Stale(say("Revision %(n)s came into force meanwhile. Look at the plan again.", n=into.revision))
    locked = {file.case_id for file in migrating_queries.running(name) if queries.lock(file.case_id)}
    files = [file for file in migrating_queries.running(name) if file.case_id in locked]
    found = plan(into, files, mapping)
    if found.refusals:
        raise Invalid(found.refusals[0])
    procedures.store(into, now)
    for row in found.moving:
        _bring(row, into, actor, now)
    return found


def _bring(row: Planned, target: Workflow, actor: Actor, now: datetime) -> None:
    case, before = queries.get(row.file.case_id), row.file.workflow
    source = case.stage
    if before is not None:
        approving_operations.fall_with_revision(case, actor=actor, now=now)
    if row.fate == ANEW and row.to is not None:
        operations.leave(Situation(case, before or target, actor, now), None, "")
        case.stage, case.visit = row.to, case.visit + 1
    case.definition_hash = target.hash
    at = Situation(case, target, actor, now)
    if row.fate == ANEW:
        operations.enter(at)
    else:
        operations.schedule(at)
    case.updated_at = now
    record(
        "recommendations.case.migrated", actor=actor, now=now, case_id=case.id, source=source, target=case.stage,
        stage=target.stages[case.stage].title, revision=target.revision,
        before=before.revision if before is not None else None, definition_hash=target.hash,
    )  # fmt: skip
