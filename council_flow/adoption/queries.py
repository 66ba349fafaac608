"""Reading adoption: procedures of a case, positions of States, the adoption as it is printed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask import current_app
from sqlalchemy import select

from council_flow.access import Actor
from council_flow.adoption.models import Position, Procedure
from council_flow.adoption.silence import RESERVES
from council_flow.database import db
from council_flow.language import Titles, say
from council_flow.notifications.tasks import Task
from council_flow.recommendations.models import Case


def procedures(case_id: int) -> list[Procedure]:
    """Return the procedures of a case, oldest first."""
    return list(
        db.session.execute(select(Procedure).where(Procedure.case_id == case_id).order_by(Procedure.number)).scalars()
    )


def latest(case_id: int) -> Procedure | None:
    """Return the latest procedure of a case."""
    return db.session.execute(
        select(Procedure).where(Procedure.case_id == case_id).order_by(Procedure.number.desc()).limit(1)
    ).scalar_one_or_none()


def positions(procedure_id: int) -> dict[str, Position]:
    """Return the standing position of each State that has spoken."""
    rows = db.session.execute(
        select(Position).where(Position.procedure_id == procedure_id, Position.superseded_at.is_(None))
    )
    return {position.state: position for position in rows.scalars()}


def voices() -> dict[str, Titles]:
    """Return the States that have a voice in the council, by code."""
    states = current_app.extensions["council"].states
    return {code: state.title for code, state in states.items() if state.voice}


@dataclass(frozen=True)
class Adoption:
    """An adoption as publications print it."""

    at: datetime
    opened_at: datetime
    kind: str
    version: int
    content_hash: str
    reservations: tuple[tuple[Titles, str], ...]


def adoption(case: Case) -> Adoption | None:
    """Return the adoption of a case whose silence held, with the reservations of States in the order of the council."""
    procedure = latest(case.id)
    if procedure is None or procedure.outcome != "carried":
        return None
    found = positions(procedure.id)
    names = voices()
    reserved = tuple(
        (names[state], found[state].text) for state in names if state in found and found[state].position == RESERVES
    )
    return Adoption(
        procedure.closes_at, procedure.opened_at, procedure.kind, procedure.version, procedure.content_hash, reserved
    )


def awaiting(actor: Actor, now: datetime) -> list[Task]:
    """Return the procedures in which the person's State is silent so far."""
    from council_flow.recommendations import queries as cases  # noqa: PLC0415 - cases do not know this room

    if actor.state is None or actor.state not in voices():
        return []
    spoken = select(Position.procedure_id).where(Position.state == actor.state, Position.superseded_at.is_(None))
    rows = db.session.execute(
        select(*cases.LISTED, Procedure.closes_at.label("until"))
        .join(Procedure, Procedure.case_id == Case.id)
        .where(Procedure.closed_at.is_(None), Procedure.closes_at > now, Procedure.id.not_in(spoken))
    )
    return [
        Task(
            due=row.until,
            verb=say("State a position for %(state)s, or remain silent", state=voices()[actor.state]),
            link=f"/drafts/{row.year}/L.{row.number}/adoption",
            symbol=cases.listed_symbol(row),
            title=Titles(row.titles),
            tag=say("Silence procedure"),
            why=say(
                "If no State breaks the silence by then, the text is carried. No action is needed in order to agree."
            ),
        )
        for row in rows
        if _takes_positions(row, actor)
    ]


def _takes_positions(row: object, actor: Actor) -> bool:
    from council_flow.recommendations import queries as cases  # noqa: PLC0415 - cases do not know this room

    held = cases.stage_of(row).holds
    return any(use.name == "adoption" and cases.answering(use.params) & actor.roles for use in held)
