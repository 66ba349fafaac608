"""Changing who has a role in one file: its drafters, its reviewers."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select

from council_flow import access
from council_flow.access import CLOCK, Actor, Permission
from council_flow.audit.operations import record
from council_flow.database import db
from council_flow.errors import Invalid, NotNow
from council_flow.language import say
from council_flow.notifications import operations as notifications
from council_flow.people import queries
from council_flow.people.aliases import alias, blindness
from council_flow.people.models import Assignment
from council_flow.recommendations import queries as cases
from council_flow.recommendations.models import Case
from council_flow.workflow import Role, Workflow


def assign(case_id: int, account_id: int, role: str, *, actor: Actor, now: datetime) -> Assignment:
    """Assign a person to a role in a file.

    Raises:
        Refused: the actor does not assign people.
        Invalid: the workflow has no such role in a file, or the person holds no role in the council.
        NotNow: the person has this role in the file already.
    """
    case = cases.lock(case_id)
    cases.visible(case, actor)
    access.require(actor, Permission.PEOPLE_ASSIGN)
    roles = roles_of_file(cases.workflow_of(case))
    if role not in roles:
        raise Invalid({"role": say("This procedure has no such role in a file.")})
    if role in queries.roles_in_case(case.id, account_id):
        raise NotNow(say("This person has this role in the file already."), link=f"{case.path}/people")
    person = queries.actor_of(account_id, now)
    if person is None or not person.roles:
        raise Invalid({"account": say("Choose somebody who holds a role in the council.")})
    _apart(cases.workflow_of(case), role, queries.roles_in_case(case.id, account_id))
    found = _assigned(case.id, cases.workflow_of(case), person, role, now)
    record(
        "people.assignment.made", actor=actor, now=now, case_id=case.id, person=found.label,
        account=None if found.alias else person.id, role=roles[role].title,
    )  # fmt: skip
    notifications.follow(person, case.id, now)
    notifications.notify(
        [person.id],
        say("You are assigned to %(symbol)s as: %(role)s.", symbol=cases.working_symbol(case), role=roles[role].title),
        link=case.path, case_id=case.id, now=now, key=f"assignment:{found.id}", actor=actor,
    )  # fmt: skip
    _recount(case)
    return found


def _apart(workflow: Workflow, role: str, held: frozenset[str]) -> None:
    """Refuse that somebody reviews a text that he or she writes."""
    _, reviewing = blindness(workflow)
    writing = {name for stage in workflow.stages.values() for name in stage.allows.get("edit", frozenset())}
    if (role in reviewing and held & writing) or (role in writing and held & reviewing):
        raise Invalid({"account": say("Who writes the text does not review it. Choose somebody else.")})


def unassign(case_id: int, account_id: int, role: str, *, actor: Actor, now: datetime) -> None:
    """End a person's role in a file."""
    case = cases.lock(case_id)
    cases.visible(case, actor)
    access.require(actor, Permission.PEOPLE_ASSIGN)
    rows = db.session.execute(
        select(Assignment).where(
            Assignment.case_id == case.id, Assignment.account_id == account_id, Assignment.role == role,
            Assignment.until_at.is_(None),
        )
    ).scalars().all()  # fmt: skip
    for row in rows:
        row.until_at = now
        title = roles_of_file(cases.workflow_of(case))[role].title
        record(
            "people.assignment.ended", actor=actor, now=now, case_id=case.id, person=row.label,
            account=None if row.alias else account_id, role=title,
        )  # fmt: skip
    db.session.flush()
    _recount(case)


def assign_opener(case_id: int, role: str, *, actor: Actor, now: datetime) -> Assignment:
    """Give whoever opens a file the role that writes its text."""
    return _assigned(case_id, cases.workflow_of(cases.get(case_id)), actor, role, now)


def assign_guest(case: Case, account_id: int, role: str, *, now: datetime) -> None:
    """Give whoever is asked about a locked file the role in it with which guests see it. Who has it keeps it."""
    person = queries.actor_of(account_id, now)
    if person is None or role in queries.roles_in_case(case.id, account_id):
        return
    found = _assigned(case.id, cases.workflow_of(case), person, role, now)
    title = roles_of_file(cases.workflow_of(case))[role].title
    record(
        "people.assignment.made",
        actor=CLOCK,
        now=now,
        case_id=case.id,
        person=found.label,
        account=person.id,
        role=title,
    )
    notifications.follow(person, case.id, now)


def _assigned(case_id: int, workflow: Workflow, person: Actor, role: str, now: datetime) -> Assignment:
    before = select(func.count()).where(Assignment.case_id == case_id, Assignment.role == role)
    hidden = alias(workflow, role, db.session.execute(before).scalar_one() + 1)
    label = dict(person.label if hidden is None else hidden)
    found = Assignment(
        case_id=case_id,
        account_id=person.id,
        role=role,
        label_data=label,
        alias=hidden is not None,
        from_at=now,
        until_at=None,
    )
    db.session.add(found)
    db.session.flush()
    return found


def roles_of_file(workflow: Workflow) -> dict[str, Role]:
    """Return the roles of a workflow that are held in one file and not in the council."""
    return {name: role for name, role in workflow.roles.items() if name not in queries.role_titles()}


def _recount(case: Case) -> None:
    from council_flow.review import operations as review  # noqa: PLC0415 - reviews ask cases, cases ask people

    review.count(case)
