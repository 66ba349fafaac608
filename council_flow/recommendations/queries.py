"""Reading cases: one file with all that its pages show, the place where a person acts."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import current_app
from sqlalchemy import ColumnElement, bindparam, literal, select, true, union_all

from council_flow import access
from council_flow.access import Actor, Permission, Place
from council_flow.database import db
from council_flow.errors import Missing, NotNow
from council_flow.language import say
from council_flow.notifications import queries as notifications
from council_flow.people import queries as people
from council_flow.procedures import queries as procedures
from council_flow.publication import queries as publications
from council_flow.recommendations import approving_queries as approving
from council_flow.recommendations import turns
from council_flow.recommendations.file import (
    Counts,
    File,
    Stay,
    revision_symbol,
    tabs,
    thread,
    version_label,
)
from council_flow.recommendations.holders import deciding, leading, rooms
from council_flow.recommendations.models import Case, Sight, Visit
from council_flow.recommendations.situation import Situation
from council_flow.review import queries as review
from council_flow.workflow import Choice, Given, Stage, Workflow, decide, explain

definitions = procedures.in_force
vocabulary = procedures.vocabulary


def workflow_of(case: Any) -> Workflow:
    """Return the definition that a case runs on; ``case`` is its row, or one of :data:`LISTED`."""
    return procedures.by_hash(case.definition_hash)


def stage_of(case: Any) -> Stage:
    """Return the stage where a case is; ``case`` is its row, or one of :data:`LISTED`."""
    return workflow_of(case).stages[case.stage]


_BY_SYMBOL = select(Case).where(Case.year == bindparam("year"), Case.number == bindparam("number"))


def find(year: int, number: int) -> Case:
    """Return the case with a working symbol.

    Raises:
        Missing: there is none.
    """
    case = db.session.execute(_BY_SYMBOL, {"year": year, "number": number}).scalar_one_or_none()
    if case is None:
        raise Missing
    return case


def get(case_id: int) -> Case:
    """Return a case by its number in the database."""
    case = db.session.get(Case, case_id)
    if case is None:
        raise Missing
    return case


_LOCKED = select(Case).where(Case.id == bindparam("case")).with_for_update().execution_options(populate_existing=True)


def lock(case_id: int) -> Case:
    """Return a case re-read and locked for this transaction; what is ready from there is noted when it ends."""
    case = db.session.execute(_LOCKED, {"case": case_id}).scalar_one_or_none()
    if case is None:
        raise Missing
    changed_here()[case.id] = case
    return case


def changed_here() -> dict[int, Case]:
    """Return the cases that this transaction locked, by their numbers in the database."""
    found: dict[int, Case] = db.session().info.setdefault("cases", {})
    return found


Ties = dict[str, frozenset[str]]
"""What ties a person to a case: the roles given in it, and whether the person ever saw it, follows it, declared interests,
stepped aside."""

_EMPTY = literal("")
_TIES = union_all(
    people.ROLES_IN_CASE.add_columns(literal("role")),
    *(
        found.with_only_columns(_EMPTY, literal(tie))
        for tie, found in {
            "seen": select(Sight).where(Sight.case_id == bindparam("case"), Sight.account_id == bindparam("account")),
            "follows": notifications.FOLLOWS,
            "recused": review.RECUSED,
            "declared": review.DECLARED,
        }.items()
    ),
)


def _ties(case_id: int, actor: Actor) -> Ties:
    found: dict[str, set[str]] = {"role": set(), "seen": set(), "follows": set(), "recused": set(), "declared": set()}
    if actor.id is not None:
        for value, tie in db.session.execute(_TIES, {"case": case_id, "account": actor.id}):
            found[tie].add(value)
    return {tie: frozenset(values) for tie, values in found.items()}


def place(case: Case, actor: Actor, ties: Ties | None = None) -> Place:
    """Return where ``actor`` acts when acting on ``case``."""
    workflow = workflow_of(case)
    stage = workflow.stages[case.stage]
    ties = _ties(case.id, actor) if ties is None else ties
    roles = actor.roles | ties["role"]
    sees = bool(roles & stage.allows.get("see", frozenset()))
    answers = turns.answers(stage)
    return Place(
        roles=roles,
        allows=stage.allows,
        answers=answers,
        leads=leading(workflow, case.stage),
        decides=deciding(workflow, case.stage),
        begins=workflow.begins,
        stage_title=stage.title,
        role_titles={name: role.title for name, role in workflow.roles.items()},
        seen_before=not sees and bool(ties["seen"]),
        recused=bool(ties["recused"]),
        undeclared=bool(ties["role"] & answers.get("review", frozenset())) and not ties["declared"],
    )


answering = turns.answering


def visible(case: Case, actor: Actor, ties: Ties | None = None) -> Place:
    """Return the place, if the person may see the case there.

    Raises:
        Missing: the case does not exist for this person.
    """
    there = place(case, actor, ties)
    access.require(actor, Permission.CASE_SEE, there)
    return there


def situation(case: Case, actor: Actor, now: datetime) -> Situation:
    """Return the case as conditions and effects see it."""
    return Situation(case, workflow_of(case), actor, now)


def approvals(case: Case, now: datetime) -> list[approving.Kept]:
    """Return the approvals given in the present stay, where its moves need several."""
    return approving.of_stay(case, workflow_of(case), now)


def choices(
    case: Case, actor: Actor, there: Place, now: datetime, found: list[approving.Kept] | None = None
) -> list[Choice]:
    """Return every transition from here with its verdict for this person: what the page shows and a move obeys.

    ``found`` are the approvals of the present stay, where the caller has read them already.
    """
    at = situation(case, actor, now)
    return explain(
        workflow_of(case),
        stage=case.stage,
        roles=there.roles,
        evaluate=lambda use: vocabulary().evaluate(use, at),
        approvals=approving.given(case, actor, approvals(case, now) if found is None else found, workflow_of(case)),
        excluded=review.interest_sentence() if there.recused else None,
    )


def choice(case: Case, transition: str, actor: Actor, there: Place, now: datetime) -> Choice:
    """Return the verdict on one transition for this person: the same as among :func:`choices`.

    Raises:
        NotNow: it does not leave the stage where the case is.
    """
    workflow, at = workflow_of(case), situation(case, actor, now)
    tally = approving.given(case, actor, approvals(case, now), workflow)
    try:
        return decide(
            workflow,
            transition,
            stage=case.stage,
            roles=there.roles,
            evaluate=lambda use: vocabulary().evaluate(use, at),
            given=tally.get(transition, Given(0, False)),
            excluded=review.interest_sentence() if there.recused else None,
        )
    except LookupError as error:
        sentence = say(
            "This move does not leave the stage %(stage)s, where the file is now.", stage=stage_of(case).title
        )
        raise NotNow(sentence) from error


def open_file(year: int, number: int, actor: Actor, now: datetime) -> File:
    """Return one file as ``actor`` sees it now.

    Raises:
        Missing: it does not exist, or not for this person.
    """
    case = find(year, number)
    ties = _ties(case.id, actor)
    there = visible(case, actor, ties)
    workflow = workflow_of(case)
    symbol = working_symbol(case)
    issued, given = _issued_now(case), approvals(case, now)
    corrected = publications.in_register(case.corrects_id)  # held, so that the condition finds it without asking again
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
        tabs=tabs(case.path, Counts.of(case), rooms(workflow)),
        choices=choices(case, actor, there, now, given),
        approvals=approving.shown(case, workflow, given),
        followed=bool(ties["follows"]),
        corrects=corrected,
    )


def working_symbol(case: Any) -> str:
    """Return the working symbol: ``REC/2026/L.7``."""
    return f"{current_app.extensions['council'].symbol}/{case.year}/L.{case.number}"


def _titles(workflow: Workflow) -> dict[str, Any]:
    return {name: stage.title for name, stage in workflow.stages.items()}


def _issued_now(case: Case) -> bool:
    return case.issued is not None and case.issued_version == case.version


_STAYS = (
    select(Visit.stage, Visit.entered_at, Visit.left_at, Visit.closes_at, Visit.reason)
    .where(Visit.case_id == bindparam("case"))
    .order_by(Visit.number)
)


def stays(case_id: int) -> list[Stay]:
    """Return the stays of a case in its stages, oldest first."""
    seat = people.council().zone

    def there(instant: datetime | None) -> datetime | None:
        return instant.astimezone(seat) if instant is not None else None

    return [
        Stay(stage, entered.astimezone(seat), there(left), there(closes), reason)
        for stage, entered, left, closes, reason in db.session.execute(_STAYS, {"case": case_id})
    ]


def readable() -> ColumnElement[bool]:
    """Return the condition that a case runs on a definition that the product can read."""
    lost = list(definitions().unreadable)
    return Case.definition_hash.not_in(lost) if lost else true()


LISTED = (
    Case.id, Case.year, Case.number, Case.workflow, Case.definition_hash, Case.stage, Case.titles, Case.issued, Case.version,
    Case.comments, Case.open_comments, Case.invited, Case.answers, Case.reviewers, Case.opinions, Case.gaps,
    Case.entered_at, Case.closes_at, Case.updated_at,
)  # fmt: skip
"""Columns of a list of files. Where more is read of their procedures, ask for :func:`readable` ones."""


def due(now: datetime) -> list[int]:
    """Return the cases at which the clock has to look."""
    return list(db.session.execute(select(Case.id).where(Case.due_at <= now).order_by(Case.due_at)).scalars())


def listed_symbol(row: Any) -> str:
    """Return the symbol of a listed file, with its issued revision."""
    return revision_symbol(working_symbol(row), row.issued)
