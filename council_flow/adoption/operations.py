"""Writing adoption: opening a silence, positions, closing it when its time has run."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select

from council_flow import access
from council_flow.access import Actor, Permission
from council_flow.adoption import queries, silence
from council_flow.adoption.models import Position, Procedure
from council_flow.audit.operations import record
from council_flow.database import db
from council_flow.errors import Expected, Invalid, NotNow, Refused
from council_flow.language import say
from council_flow.notifications import operations as notifications
from council_flow.people import queries as people
from council_flow.recommendations import operations as moves
from council_flow.recommendations import queries as cases
from council_flow.recommendations.models import Case


def begin(case: Case, *, kind: str, closes_at: datetime, actor: Actor, now: datetime) -> Procedure:
    """Open a procedure on the text as it is."""
    before = db.session.execute(select(func.max(Procedure.number)).where(Procedure.case_id == case.id)).scalar()
    procedure = Procedure(
        case_id=case.id, visit=case.visit, number=(before or 0) + 1, kind=kind, version=case.version,
        content_hash=case.content_hash, opened_at=now, closes_at=closes_at,
    )  # fmt: skip
    db.session.add(procedure)
    db.session.flush()
    record(
        "adoption.silence.opened", actor=actor, now=now, case_id=case.id, until=closes_at,
        content_hash=case.content_hash, version=case.version,
    )  # fmt: skip
    return procedure


def take(case_id: int, position: str, text: str, *, actor: Actor, now: datetime, expected: Expected) -> Position:
    """Record the position of the actor's State. It supersedes an earlier one until the procedure closes.

    Raises:
        Missing, Refused: the person does not speak for a State with a voice.
        NotNow: no procedure is open.
        Stale: the file has moved.
        Invalid: an objection or a reservation without its text.
    """
    case = cases.lock(case_id)
    access.require(actor, Permission.ADOPTION_POSITION, cases.place(case, actor))
    moves.expect(case, expected)
    procedure = queries.latest(case.id)
    if procedure is None or procedure.closed_at is not None or now >= procedure.closes_at:
        raise NotNow(say("The silence has ended; positions are no longer taken."), link=f"{case.path}/adoption")
    if actor.state is None or actor.state not in queries.voices():
        raise Refused(say("States that have a voice in the council take positions."))
    if problems := silence.problems(position, text):
        raise Invalid(problems)
    earlier = queries.positions(procedure.id).get(actor.state)
    if earlier is not None:
        earlier.superseded_at = now
        db.session.flush()
    taken = Position(
        procedure_id=procedure.id, state=actor.state, position=position, text=text.strip(),
        content_hash=case.content_hash, account_id=actor.id, label=dict(actor.label), at=now,
    )  # fmt: skip
    db.session.add(taken)
    db.session.flush()
    record(
        "adoption.position.taken", actor=actor, now=now, case_id=case.id, state=queries.voices()[actor.state],
        position=position, text=taken.text, content_hash=case.content_hash,
    )  # fmt: skip
    if position == silence.BREAKS:
        _tell_of_objection(case, actor, now)
    case.updated_at = now
    return taken


def _tell_of_objection(case: Case, actor: Actor, now: datetime) -> None:
    see = cases.workflow_of(case).stages[case.stage].allows.get("see", frozenset())
    notifications.notify(
        people.seeing(case.id, see, now),
        say("The silence on %(symbol)s was broken.", symbol=cases.working_symbol(case)),
        link=f"{case.path}/adoption", case_id=case.id, now=now, key=f"broken:{case.id}:{case.visit}:{actor.state}",
        actor=actor,
    )  # fmt: skip


def extend(case: Case, closes_at: datetime) -> None:
    """Let the open procedure, if any, close later."""
    procedure = queries.latest(case.id)
    if procedure is not None and procedure.closed_at is None:
        procedure.closes_at = closes_at


def close(case: Case, *, actor: Actor, now: datetime) -> Procedure | None:
    """Close the open procedure of a case: carried, or broken by an objection."""
    procedure = queries.latest(case.id)
    if procedure is None or procedure.closed_at is not None:
        return None
    found = queries.positions(procedure.id)
    procedure.closed_at = now
    if now < procedure.closes_at:
        procedure.outcome = "left"
        return procedure
    procedure.outcome = silence.outcome(position.position for position in found.values())
    record(
        f"adoption.silence.{procedure.outcome}", actor=actor, now=now, case_id=case.id,
        content_hash=procedure.content_hash, positions={state: one.position for state, one in found.items()},
    )  # fmt: skip
    case.updated_at = now
    return procedure
