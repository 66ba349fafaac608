"""Bringing running files to the revision in force of their procedure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from council_flow import access
from council_flow.access import CONSOLE, Actor, Permission
from council_flow.audit.operations import record
from council_flow.database import one_at_a_time
from council_flow.errors import Invalid
from council_flow.procedures import operations as procedures
from council_flow.recommendations import approving_operations, migrating_queries, operations, queries
from council_flow.recommendations.migrating import ANEW, Plan, Planned
from council_flow.recommendations.situation import Situation
from council_flow.workflow import Workflow


def migrate(name: str, mapping: Mapping[str, str], *, actor: Actor, now: datetime) -> Plan:
    """Bring every running file of a procedure to the revision in force, as the plan says, or none.

    Raises:
        Missing: there is no such procedure.
        Refused: the person may not.
        Invalid: a file would have no stage; says which mapping to write.
    """
    if actor is not CONSOLE:
        access.require(actor, Permission.WORKFLOW_ACTIVATE)
    one_at_a_time("procedures.activation")
    for file in migrating_queries.running(name):
        queries.lock(file.case_id)
    found = migrating_queries.planned(name, mapping)
    if found.refusals:
        raise Invalid(found.refusals[0])
    procedures.store(found.target, now)
    for row in found.moving:
        _bring(row, found.target, actor, now)
    return found


def _bring(row: Planned, target: Workflow, actor: Actor, now: datetime) -> None:
    case = queries.get(row.file.case_id)
    source, before = case.stage, queries.workflow_of(case)
    approving_operations.fall_with_revision(case, actor=actor, now=now)
    at = Situation(case, target, actor, now)
    if row.fate == ANEW and row.to is not None:
        operations.leave(Situation(case, before, actor, now), None, "")
        case.stage, case.visit = row.to, case.visit + 1
    case.definition_hash = target.hash
    if row.fate == ANEW:
        operations.enter(at)
    else:
        operations.schedule(at)
    case.updated_at = now
    record(
        "recommendations.case.migrated", actor=actor, now=now, case_id=case.id, source=source, target=case.stage,
        stage=target.stages[case.stage].title, revision=target.revision, before=before.revision,
        definition_hash=target.hash,
    )  # fmt: skip
