"""Reading lists of cases: what a person may see, what is followed, what awaits a decision."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, bindparam, exists, func, or_, select

from council_flow.access import Actor
from council_flow.database import db
from council_flow.language import Titles, say
from council_flow.notifications import queries as notifications
from council_flow.notifications.tasks import Task
from council_flow.people import queries as people
from council_flow.procedures import queries as procedures
from council_flow.recommendations import queries
from council_flow.recommendations.models import Case, Sight
from council_flow.workflow import Workflow, actions


def shown(
    actor: Actor,
    *,
    procedure: str | None = None,
    stage: str | None = None,
    words: str | None = None,
    page: int = 1,
    size: int = 20,
) -> tuple[list[Row[Any]], Counts]:
    """Return one page of the files that ``actor`` may see, latest first, and how many stand in each stage of each
    procedure.

    Only columns are read, and counts are kept on the rows, so that a long list costs what a short one does.
    """
    page_of, counted_in = _lists(actor.roles, *_known(), bool(procedure), bool(stage), bool(words))
    asked = {
        "person": actor.id,
        "procedure": procedure,
        "stage": stage,
        "words": _pattern(words or ""),
        "first": (page - 1) * size,
        "size": size + 1,
    }
    return list(db.session.execute(page_of, asked)), _counts(db.session.execute(counted_in, asked))


Counts = dict[str, dict[str, int]]
"""How many files stand in each stage, by name of procedure and of stage."""


def _counts(rows: Iterable[Any]) -> Counts:
    """Add up what stands at each stage by procedure. Rows are counted by definition, as an index has them."""
    found: Counts = {}
    for stage, digest, n in rows:
        of_stages = found.setdefault(procedures.by_hash(digest).name, {})
        of_stages[stage] = of_stages.get(stage, 0) + n
    return found


def _pattern(words: str) -> str:
    return "%" + re.sub(r"([%_/])", r"/\1", words.casefold()) + "%"


def _known() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the hashes of the definitions that files run on, and of those that can no longer be read."""
    found = queries.definitions()
    return tuple(digest for digest in found.known if digest in found.stored_hashes), tuple(found.unreadable)


@lru_cache(maxsize=256)
def _lists(
    roles: frozenset[str],
    digests: tuple[str, ...],
    lost: tuple[str, ...],
    by_procedure: bool,
    by_stage: bool,
    by_words: bool,
) -> tuple[Select[*tuple[Any, ...]], Select[str, str, int]]:
    """Return the statements of a list for everybody with these roles: making them takes longer than asking them."""
    visible_here = _visible(roles, digests, lost)
    found = select(*queries.LISTED).where(visible_here).order_by(Case.updated_at.desc(), Case.id.desc())
    if by_procedure:
        found = found.where(Case.workflow == bindparam("procedure"))
    if by_stage:
        found = found.where(Case.stage == bindparam("stage"))
    if by_words:
        found = found.where(Case.search.like(bindparam("words"), escape="/"))
    counted_in = (
        select(Case.stage, Case.definition_hash, func.count())
        .where(visible_here)
        .group_by(Case.stage, Case.definition_hash)
    )
    return found.limit(bindparam("size")).offset(bindparam("first")), counted_in


@lru_cache(maxsize=256)
def _visible(roles: frozenset[str], digests: tuple[str, ...], lost: tuple[str, ...]) -> ColumnElement[bool]:
    """Return the condition that a case is visible to the parameter ``person``: by role held in the council, by role
    given in the case, or because the person saw it before. ``digests`` are the hashes of the definitions known,
    ``lost`` of those that can no longer be read: their files are on no list.

    What is looked up elsewhere is asked row by row, so that a list walks its index and stops when the page is full.
    """
    seen: ColumnElement[bool] = exists().where(Sight.case_id == Case.id, Sight.account_id == bindparam("person"))
    if lost:
        seen = and_(seen, Case.definition_hash.not_in(lost))
    return or_(*(_shows(queries.definitions().known[digest], roles) for digest in digests), seen)


def _shows(workflow: Workflow, roles: frozenset[str]) -> ColumnElement[bool]:
    """Return the condition that a definition shows a case of its own to a person, by role."""
    by_role = _stages_seen(workflow, roles)
    if len(by_role) == len(workflow.stages):
        return Case.definition_hash == workflow.hash
    ways: list[ColumnElement[bool]] = [Case.stage.in_(by_role)]
    for name, role in workflow.roles.items():
        given = _stages_seen(workflow, frozenset([name])) if role.assigned == "case" else []
        if more := [stage for stage in given if stage not in by_role]:
            ways.append(and_(Case.stage.in_(more), people.is_assigned(Case.id, bindparam("person"), name)))
    return and_(Case.definition_hash == workflow.hash, or_(*ways))


def _stages_seen(workflow: Workflow, roles: frozenset[str]) -> list[str]:
    return [name for name, stage in workflow.stages.items() if roles & stage.allows.get("see", frozenset())]


def followed(actor: Actor) -> list[Row[Any]]:
    """Return the listed columns of the files that a person follows, latest first."""
    found = (
        select(*queries.LISTED)
        .where(Case.id.in_(notifications.FOLLOWED), queries.readable())
        .order_by(Case.updated_at.desc())
    )
    return list(db.session.execute(found, {"account": actor.id}))


def counted(workflow: Workflow) -> dict[str, int]:
    """Return how many cases of a workflow stand in each of its stages."""
    found = select(Case.stage, func.count()).where(Case.workflow == workflow.name).group_by(Case.stage)
    return dict(db.session.execute(found).all())


def by_procedure() -> dict[str, int]:
    """Return how many files each procedure has."""
    return dict(db.session.execute(select(Case.workflow, func.count()).group_by(Case.workflow)).all())


def awaiting(actor: Actor, now: datetime) -> list[Task]:
    """Return the moves that wait for this person: every condition held when the file last changed, and a role of
    the person decides."""
    rows = db.session.execute(
        select(*queries.LISTED, Case.ready)
        .where(_visible(actor.roles, *_known()), Case.has_ready)
        .order_by(Case.updated_at.desc())
        .limit(100),
        {"person": actor.id},
    )
    return [task for row in rows for task in _tasks(row, actor)]


def _tasks(row: Any, actor: Actor) -> list[Task]:
    workflow = queries.workflow_of(row)
    deciding = [name for name in actions(workflow, row.stage, actor.roles) if name in row.ready]
    return [
        Task(
            due=None,
            verb=workflow.transitions[name].title,
            link=f"/drafts/{row.year}/L.{row.number}",
            symbol=queries.listed_symbol(row),
            title=Titles(row.titles),
            tag=workflow.stages[row.stage].title,
            why=say("Every condition is met. The decision is yours."),
        )
        for name in deciding
        if not workflow.transitions[name].reason_required
    ]
