"""Reading which files run on earlier definitions of a procedure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, select

from council_flow.database import db
from council_flow.errors import NotNow
from council_flow.procedures import queries as procedures
from council_flow.recommendations import queries
from council_flow.recommendations.migrating import Plan, Running, plan
from council_flow.recommendations.models import Case, Visit
from council_flow.workflow import Workflow


def running(name: str) -> list[Running]:
    """Return the files of a procedure that have not ended and run on another definition than the one in force."""
    target = procedures.named(name)
    rows = db.session.execute(
        select(Case.id, Case.year, Case.number, Case.stage, Case.definition_hash)
        .where(Case.workflow == name, Case.definition_hash != target.hash)
        .order_by(Case.id)
    ).all()
    passed = _passed([row.id for row in rows])
    found = [
        Running(row.id, queries.working_symbol(row), _readable(row), row.stage, tuple(passed[row.id])) for row in rows
    ]
    return [file for file in found if file.workflow is None or not file.workflow.stages[file.stage].final]


def _readable(row: Any) -> Workflow | None:
    try:
        return queries.workflow_of(row)
    except NotNow:
        return None


def _passed(case_ids: list[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {case_id: [] for case_id in case_ids}
    stays = select(Visit.case_id, Visit.stage).where(Visit.case_id.in_(case_ids)).order_by(Visit.case_id, Visit.number)
    for case_id, stage in db.session.execute(stays):
        found[case_id].append(stage)
    return found


def planned(name: str, mapping: Mapping[str, str]) -> Plan:
    """Return what would become of each running file, without changing anything.

    Raises:
        Missing: there is no such procedure.
    """
    return plan(procedures.named(name), running(name), mapping)


def counted_by_definition(name: str) -> dict[str, int]:
    """Return how many files of a procedure run on each definition, by hash."""
    found = select(Case.definition_hash, func.count()).where(Case.workflow == name).group_by(Case.definition_hash)
    return dict(db.session.execute(found).all())
