"""Reading the consultation: rounds, who has answered, what awaits a person."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import current_app
from sqlalchemy import and_, bindparam, exists, func, or_, select

from council_flow.access import Actor
from council_flow.adoption.models import Receipt
from council_flow.consultation.models import Answer, Invitation, Round
from council_flow.consultation.table import AnswerView
from council_flow.database import db
from council_flow.discussion.audience import delegation_of
from council_flow.discussion.models import Comment
from council_flow.errors import Missing
from council_flow.language import Titles, say
from council_flow.notifications.tasks import Task
from council_flow.recommendations import queries as cases
from council_flow.recommendations.holders import leading
from council_flow.recommendations.models import Case
from council_flow.workflow import Workflow

STANDING = and_(Answer.superseded_at.is_(None), or_(Answer.late.is_(False), Answer.late_accepted.is_(True)))
"""The answer counts."""


def state_title(code: str) -> Titles:
    """Return the name of a State; its code, if the council's file no longer has it."""
    state = current_app.extensions["council"].states.get(code)
    return state.title if state else Titles(code)


_LATEST = select(Round).where(Round.case_id == bindparam("case")).order_by(Round.number.desc()).limit(1)


def current(case_id: int) -> Round | None:
    """Return the latest round of a case."""
    return db.session.execute(_LATEST, {"case": case_id}).scalar_one_or_none()


def rounds(case_id: int) -> list[Round]:
    """Return all rounds of a case, oldest first."""
    return list(db.session.execute(select(Round).where(Round.case_id == case_id).order_by(Round.number)).scalars())


def closed(opened: Round, now: datetime) -> bool:
    """Answer whether a round is closed, also before the clock has come by to close it."""
    return opened.closed_at is not None or (opened.closes_at is not None and opened.closes_at <= now)


def answered(round_id: int) -> list[str]:
    """Return the States whose answer counts."""
    return list(
        db.session.execute(
            select(Answer.state).where(Answer.round_id == round_id, STANDING).distinct().order_by(Answer.state)
        ).scalars()
    )


_OF_STATE = and_(Answer.round_id == Round.id, Answer.state == Invitation.state)
_UNDECIDED = exists().where(
    _OF_STATE, Answer.late, Answer.late_accepted.is_(None), Answer.superseded_at.is_(None)
)  # fmt: skip
_AWAITED = (
    select(Round, Invitation.state, _UNDECIDED.label("undecided"))
    .outerjoin(Invitation, and_(Invitation.round_id == Round.id, ~exists().where(_OF_STATE, STANDING)))
    .where(
        Round.case_id == bindparam("case"),
        Round.number == select(func.max(Round.number)).where(Round.case_id == bindparam("case")).scalar_subquery(),
    )
)


def awaited(case_id: int) -> tuple[Round, list[str], list[str]] | None:
    """Return the latest round of a case, the States in it without an answer that counts, in the order of the council,
    and those of them whose late answer is to be decided. One statement; ``None`` where no round was opened."""
    rows = db.session.execute(_AWAITED, {"case": case_id}).all()
    if not rows:
        return None
    order = list(current_app.extensions["council"].states)
    states = {row.state: row.undecided for row in rows if row.state is not None}
    missing = sorted(states, key=lambda state: (order.index(state) if state in order else len(order), state))
    return rows[0][0], missing, [state for state in missing if states[state]]


def invited(round_id: int) -> dict[str, datetime | None]:
    """Return the States asked in a round, each with the instant of its last reminder."""
    rows = db.session.execute(select(Invitation.state, Invitation.reminded_at).where(Invitation.round_id == round_id))
    return dict(rows.all())


_ASKED = (
    select(
        Invitation.state.label("asked"), Invitation.reminded_at, Answer.id, Answer.state, Answer.answer, Answer.text,
        Answer.written_in, Answer.label, Answer.at, Answer.late, Answer.late_accepted, Answer.decided_label,
        Answer.decided_at, Answer.superseded_at, Answer.on_behalf,
        Receipt.at.label("received_at"),
    )
    .join(Round, Round.id == Invitation.round_id)
    .outerjoin(
        Receipt,
        and_(Receipt.case_id == Round.case_id, Receipt.visit == Round.visit, Receipt.state == Invitation.state),
    )
    .outerjoin(Answer, and_(Answer.round_id == Invitation.round_id, Answer.state == Invitation.state))
    .where(Invitation.round_id == bindparam("round"))
    .order_by(Answer.id)
)  # fmt: skip


def asked(round_id: int) -> tuple[dict[str, datetime | None], list[AnswerView], dict[str, datetime]]:
    """Return the States asked in a round, each with the instant of its last reminder, all answers, oldest first, and when
    States said that the text has arrived."""
    reminded: dict[str, datetime | None] = {}
    received: dict[str, datetime] = {}
    answers = []
    for row in db.session.execute(_ASKED, {"round": round_id}):
        values = row._asdict()
        state, arrived = values.pop("asked"), values.pop("received_at")
        reminded[state] = values.pop("reminded_at")
        if arrived is not None:
            received[state] = arrived
        if values["id"] is not None:
            values["label"], values["decided_label"] = Titles(values["label"]), Titles(values["decided_label"] or {})
            answers.append(AnswerView(**values))
    return reminded, answers, received


def waiting(case_id: int, state: str) -> list[Any]:
    """Return the comments that the delegation of a State has not released: number, place, label, text."""
    return list(
        db.session.execute(
            select(Comment.number, Comment.cited, Comment.label, Comment.text, Comment.act)
            .where(Comment.case_id == case_id, Comment.audience == delegation_of(state), Comment.standing == "open")
            .order_by(Comment.number)
        )
    )


def chosen(all_rounds: list[Round], asked: str | None) -> Round | None:
    """Return the round with the number asked for, or the latest.

    Raises:
        Missing: there is no round with this number.
    """
    if asked is None or asked == "":
        return all_rounds[-1] if all_rounds else None
    found = next((each for each in all_rounds if str(each.number) == asked), None)
    if found is None:
        raise Missing
    return found


def needed(workflow: Workflow) -> int | None:
    """Return how many answers the workflow asks for before the file moves on; ``None`` where it asks for none."""
    counts = [
        use.params["answers"]
        for transition in workflow.transitions.values()
        for use in transition.needs
        if use.name == "consultation.closed"
    ]
    return max(counts, default=None)


def awaiting(actor: Actor, now: datetime) -> list[Task]:
    """Return what waits for this person: the answer of his or her State, and late answers to be decided."""
    return [*_unanswered(actor, now), *_late(actor)]


def _unanswered(actor: Actor, now: datetime) -> list[Task]:
    if actor.state is None or not actor.roles:
        return []
    given = exists().where(Answer.round_id == Round.id, Answer.state == actor.state, STANDING)
    rows = db.session.execute(
        select(*cases.LISTED, Round.closes_at.label("until"))
        .join(Round, and_(Round.case_id == Case.id, Round.visit == Case.visit))
        .join(Invitation, and_(Invitation.round_id == Round.id, Invitation.state == actor.state))
        .where(Round.role.in_(actor.roles), Round.closed_at.is_(None), ~given, cases.readable())
        .order_by(Round.closes_at)
        .limit(100)
    )
    return [
        Task(
            due=row.until,
            verb=say("Answer for %(state)s", state=state_title(actor.state)),
            link=f"/drafts/{row.year}/L.{row.number}/consultation",
            symbol=cases.listed_symbol(row),
            title=Titles(row.titles),
            tag=cases.stage_of(row).title,
            why=say("The States are asked about this text. An answer can be changed until the round closes."),
        )
        for row in rows
        if row.until is None or row.until > now
    ]


def _late(actor: Actor) -> list[Task]:
    rows = db.session.execute(
        select(*cases.LISTED, Answer.state)
        .join(Round, and_(Round.case_id == Case.id, Round.visit == Case.visit))
        .join(Answer, Answer.round_id == Round.id)
        .where(Answer.late, Answer.late_accepted.is_(None), Answer.superseded_at.is_(None), cases.readable())
        .order_by(Answer.at)
        .limit(50)
    )
    return [
        Task(
            due=None,
            verb=say("Decide whether the late answer of %(state)s counts", state=state_title(row.state)),
            link=f"/drafts/{row.year}/L.{row.number}/consultation?state={row.state}",
            symbol=cases.listed_symbol(row),
            title=Titles(row.titles),
            tag=cases.stage_of(row).title,
            why=say("It came after the round had closed. It is on file; whether it counts is decided by a person."),
        )
        for row in rows
        if _leads(actor, row)
    ]


def _leads(actor: Actor, row: Any) -> bool:
    return not leading(cases.workflow_of(row), row.stage).isdisjoint(actor.roles)
