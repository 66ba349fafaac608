"""Reading cases: one file with all that its pages show, lists, the place where a person acts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from flask import current_app
from sqlalchemy import ColumnElement, Row, and_, func, or_, select

from council_flow import access
from council_flow.access import Actor, Permission, Place
from council_flow.database import db
from council_flow.errors import Missing
from council_flow.language import Titles, say
from council_flow.notifications import queries as notifications
from council_flow.notifications.tasks import Task
from council_flow.people import queries as people
from council_flow.recommendations.definitions import Definitions
from council_flow.recommendations.file import (
    Counts,
    File,
    Stay,
    revision_symbol,
    tabs,
    thread,
    version_label,
)
from council_flow.recommendations.models import Approval, Case, Definition, Sight, Visit
from council_flow.recommendations.situation import Situation
from council_flow.review import queries as review
from council_flow.workflow import Choice, Given, Vocabulary, Workflow, actions, explain


def definitions() -> Definitions:
    """Return the definitions in force."""
    found: Definitions = current_app.extensions["definitions"]
    return found


def vocabulary() -> Vocabulary:
    """Return the words that the rooms registered for workflow files."""
    found: Vocabulary = current_app.extensions["vocabulary"]
    return found


def workflow_of(case: Case) -> Workflow:
    """Return the definition that a case runs on."""

    def source() -> str:
        return db.session.execute(select(Definition.source).where(Definition.hash == case.definition_hash)).scalar_one()

    return definitions().stored(case.definition_hash, source)


def find(year: int, number: int) -> Case:
    """Return the case with a working symbol.

    Raises:
        Missing: there is none.
    """
    case = db.session.execute(select(Case).where(Case.year == year, Case.number == number)).scalar_one_or_none()
    if case is None:
        raise Missing
    return case


def get(case_id: int) -> Case:
    """Return a case by its number in the database."""
    case = db.session.get(Case, case_id)
    if case is None:
        raise Missing
    return case


def lock(case_id: int) -> Case:
    """Return a case re-read and locked for this transaction; what is ready from there is noted when it ends."""
    case = db.session.execute(
        select(Case).where(Case.id == case_id).with_for_update().execution_options(populate_existing=True)
    ).scalar_one_or_none()
    if case is None:
        raise Missing
    changed_here().add(case.id)
    return case


def changed_here() -> set[int]:
    """Return the cases that this transaction locked."""
    found: set[int] = db.session().info.setdefault("cases", set())
    return found


def place(case: Case, actor: Actor) -> Place:
    """Return where ``actor`` acts when acting on ``case``."""
    workflow = workflow_of(case)
    stage = workflow.stages[case.stage]
    in_case = people.roles_in_case(case.id, actor.id) if actor.id is not None else frozenset()
    roles = actor.roles | in_case
    sees = bool(roles & stage.allows.get("see", frozenset()))
    return Place(
        roles=roles,
        allows=stage.allows,
        answers={use.name: answering(use.params) for use in stage.holds},
        begins=workflow.begins,
        stage_title=stage.title,
        role_titles={name: role.title for name, role in workflow.roles.items()},
        seen_before=not sees and actor.id is not None and _has_seen(case.id, actor.id),
        recused=actor.id is not None and case.reviewers > 0 and review.recused(case.id, actor.id),
    )


def answering(settings: Any) -> frozenset[str]:
    """Return the roles that an activity's settings let answer: ``invite`` or ``by``."""
    found = settings.get("invite") or settings.get("by") or ()
    return frozenset([found] if isinstance(found, str) else found)


def _has_seen(case_id: int, account_id: int) -> bool:
    return db.session.get(Sight, (case_id, account_id)) is not None


def visible(case: Case, actor: Actor) -> Place:
    """Return the place, if the person may see the case there.

    Raises:
        Missing: the case does not exist for this person.
    """
    there = place(case, actor)
    access.require(actor, Permission.CASE_SEE, there)
    return there


def situation(case: Case, actor: Actor, now: datetime) -> Situation:
    """Return the case as conditions and effects see it."""
    return Situation(case, workflow_of(case), actor, now)


def choices(case: Case, actor: Actor, there: Place, now: datetime) -> list[Choice]:
    """Return every transition from here with its verdict for this person: what the page shows and a move obeys."""
    workflow = workflow_of(case)
    at = situation(case, actor, now)
    excluded = review.interest_sentence() if there.recused else None
    return explain(
        workflow,
        stage=case.stage,
        roles=there.roles,
        evaluate=lambda use: vocabulary().evaluate(use, at),
        approvals=given(case, actor) if _needs_several(workflow, case.stage) else {},
        excluded=excluded,
    )


def _needs_several(workflow: Workflow, stage: str) -> bool:
    return any(transition.approvals > 1 for transition in workflow.leaving(stage))


def standing_approvals(case: Case) -> list[Approval]:
    """Return the approvals that count: given in this stay, on this text, not taken back."""
    return list(
        db.session.execute(
            select(Approval)
            .where(
                Approval.case_id == case.id,
                Approval.visit == case.visit,
                Approval.content_hash == case.content_hash,
                Approval.taken_back_at.is_(None),
            )
            .order_by(Approval.at)
        ).scalars()
    )


def given(case: Case, actor: Actor) -> dict[str, Given]:
    """Return the approvals of each transition: how many, and whether this person's is among them."""
    found: dict[str, Given] = {}
    for approval in standing_approvals(case):
        before = found.get(approval.transition, Given(0, False))
        found[approval.transition] = Given(before.count + 1, before.mine or approval.account_id == actor.id)
    return found


def stage_titles(workflow_names: Iterable[str]) -> dict[str, Any]:
    """Return the titles of all stages of some workflows, by name of stage."""
    named = definitions().named
    return {
        name: stage.title
        for workflow in workflow_names
        if workflow in named
        for name, stage in named[workflow].stages.items()
    }


def open_file(year: int, number: int, actor: Actor, now: datetime) -> File:
    """Return one file as ``actor`` sees it now.

    Raises:
        Missing: it does not exist, or not for this person.
    """
    case = find(year, number)
    there = visible(case, actor)
    workflow = workflow_of(case)
    symbol = working_symbol(case)
    issued = _issued_now(case)
    return File(
        case=case,
        place=there,
        workflow=workflow,
        symbol=symbol,
        issued_symbol=revision_symbol(symbol, case.issued),
        path=case.path,
        title=case.title,
        original=case.original,
        date=case.updated_at,
        version=case.version,
        version_label=version_label(case.version, case.issued, issued),
        stage=case.stage,
        stage_title=workflow.stages[case.stage].title,
        stages=thread(list(workflow.path()), _titles(workflow), stays(case.id), case.stage),
        tabs=tabs(case.path, _counts(case)),
        choices=choices(case, actor, there, now),
        followed=notifications.follows(actor, case.id),
    )


def working_symbol(case: Case) -> str:
    """Return the working symbol: ``REC/2026/L.7``."""
    return f"{current_app.extensions['council'].symbol}/{case.year}/L.{case.number}"


def _titles(workflow: Workflow) -> dict[str, Any]:
    return {name: stage.title for name, stage in workflow.stages.items()}


def _issued_now(case: Case) -> bool:
    return case.issued is not None and case.issued_version == case.version


def stays(case_id: int) -> list[Stay]:
    """Return the stays of a case in its stages, oldest first."""
    rows = db.session.execute(
        select(Visit.stage, Visit.entered_at, Visit.left_at, Visit.closes_at, Visit.reason)
        .where(Visit.case_id == case_id)
        .order_by(Visit.number)
    )
    return [Stay(*row) for row in rows]


def _counts(case: Case) -> Counts:
    return Counts(
        versions=case.version,
        comments=case.comments,
        open_comments=case.open_comments,
        invited=case.invited,
        answers=case.answers,
        reviewers=case.reviewers,
        opinions=case.opinions,
        gaps=case.gaps,
    )


def shown(
    actor: Actor, *, stage: str | None = None, words: str | None = None, page: int = 1, size: int = 20
) -> tuple[list[Row[Any]], dict[str, int]]:
    """Return one page of the files that ``actor`` may see, latest first, and how many stand in each stage.

    Only columns are read, and counts are kept on the rows, so that a long list costs what a short one does.
    """
    visible_here = _visible_to(actor)
    found = select(*LISTED).where(visible_here)
    if stage:
        found = found.where(Case.stage == stage)
    if words:
        found = found.where(Case.search.contains(words.casefold(), autoescape=True))
    found = found.order_by(Case.updated_at.desc(), Case.id.desc()).limit(size + 1).offset((page - 1) * size)
    counted = select(Case.stage, func.count()).where(visible_here).group_by(Case.stage)
    return list(db.session.execute(found)), dict(db.session.execute(counted).tuples().all())


LISTED = (
    Case.id, Case.year, Case.number, Case.workflow, Case.stage, Case.titles, Case.issued, Case.version,
    Case.comments, Case.open_comments, Case.invited, Case.answers, Case.reviewers, Case.opinions, Case.gaps,
    Case.entered_at, Case.closes_at, Case.updated_at,
)  # fmt: skip
"""Columns of a list of files."""


def _visible_to(actor: Actor) -> ColumnElement[bool]:
    """Return the condition that a case is visible to a person: by role held in the council, by role given in the
    case, or because the person saw it before."""
    by_role = [
        and_(Case.definition_hash == digest, Case.stage.in_(stages))
        for digest, workflow in definitions().known.items()
        if (stages := _stages_seen(workflow, actor.roles))
    ]
    in_case = [
        and_(Case.definition_hash == digest, Case.stage.in_(stages), Case.id.in_(people.cases_assigned(actor.id, name)))
        for digest, workflow in definitions().known.items()
        for name, role in workflow.roles.items()
        if role.assigned == "case" and (stages := _stages_seen(workflow, frozenset([name])))
    ]
    seen = Case.id.in_(select(Sight.case_id).where(Sight.account_id == actor.id))
    return or_(*by_role, *in_case, seen)


def _stages_seen(workflow: Workflow, roles: frozenset[str]) -> list[str]:
    return [name for name, stage in workflow.stages.items() if roles & stage.allows.get("see", frozenset())]


def followed(case_ids: Iterable[int]) -> list[Row[Any]]:
    """Return the listed columns of some files, latest first."""
    return list(db.session.execute(select(*LISTED).where(Case.id.in_(list(case_ids))).order_by(Case.updated_at.desc())))


def due(now: datetime) -> list[int]:
    """Return the cases at which the clock has to look."""
    return list(db.session.execute(select(Case.id).where(Case.due_at <= now).order_by(Case.due_at)).scalars())


def listed_symbol(row: Any) -> str:
    """Return the symbol of a listed file, with its issued revision."""
    return revision_symbol(working_symbol(row), row.issued)


def named_workflow(name: str) -> Workflow:
    """Return the definition in force with a name.

    Raises:
        Missing: there is none.
    """
    found = definitions().named.get(name)
    if found is None:
        raise Missing
    return found


def counted(workflow: Workflow) -> dict[str, int]:
    """Return how many cases of a workflow stand in each of its stages."""
    found = select(Case.stage, func.count()).where(Case.workflow == workflow.name).group_by(Case.stage)
    return dict(db.session.execute(found).tuples().all())


def awaiting(actor: Actor, now: datetime) -> list[Task]:
    """Return the moves that wait for this person: every condition held when the file last changed, and a role of
    the person decides."""
    rows = db.session.execute(
        select(*LISTED, Case.ready)
        .where(_visible_to(actor), Case.has_ready)
        .order_by(Case.updated_at.desc())
        .limit(100)
    )
    return [task for row in rows for task in _tasks(row, actor)]


def _tasks(row: Any, actor: Actor) -> list[Task]:
    workflow = definitions().named.get(row.workflow)
    if workflow is None or row.stage not in workflow.stages:
        return []
    deciding = [name for name in actions(workflow, row.stage, actor.roles) if name in row.ready]
    return [
        Task(
            due=None,
            verb=workflow.transitions[name].title,
            link=f"/drafts/{row.year}/L.{row.number}",
            symbol=listed_symbol(row),
            title=Titles(row.titles),
            tag=workflow.stages[row.stage].title,
            why=say("Every condition is met. The decision is yours."),
        )
        for name in deciding
        if not workflow.transitions[name].reason_required
    ]
