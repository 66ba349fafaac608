"""Reading adoption: procedures of a case, positions of States, the adoption as it is printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import current_app
from sqlalchemy import String, cast, literal, null, or_, select

from council_flow.access import Actor
from council_flow.adoption import rules as r
from council_flow.adoption.models import Position, Procedure, Proxy, Receipt, Statement
from council_flow.adoption.tally import LAPSED, Result, lapsed, tally
from council_flow.database import Instant, db
from council_flow.language import Sentence, Titles, say
from council_flow.notifications.tasks import Task
from council_flow.recommendations.models import Case

KINDS = {
    r.SILENCE: say("Silence procedure"),
    r.CONSENSUS: say("Consensus in a meeting"),
    r.ROLL_CALL: say("Roll call"),
    r.WRITTEN: say("Written procedure"),
}
"""How each kind of procedure is named."""


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


def voices_of(procedure: Procedure) -> dict[str, Titles]:
    """Return the States that had a voice when a procedure opened, by code."""
    states = current_app.extensions["council"].states
    if not procedure.voices:
        return voices()
    return {code: states[code].title if code in states else Titles({"en": code}) for code in procedure.voices}


def state_title(state: str) -> Titles:
    """Return how a State is named; by its code where the council does not know it any more."""
    found = current_app.extensions["council"].states.get(state)
    return found.title if found else Titles({"en": state})


def speaking_role(workflow: Any, stage: str) -> str | None:
    """Return the role that takes positions at a stage, if the stage holds an adoption."""
    return next((str(use.params["by"]) for use in workflow.stages[stage].holds if use.name == "adoption"), None)


def held(case_id: int, holder: str, now: datetime) -> set[str]:
    """Return the States whose voices a State holds now."""
    rows = db.session.execute(
        select(Proxy.state).where(
            Proxy.case_id == case_id, Proxy.holder == holder, Proxy.withdrawn_at.is_(None), Proxy.begins_at <= now,
            Proxy.ends_at > now,
        )
    )  # fmt: skip
    return set(rows.scalars())


def proxies(case_id: int) -> list[Proxy]:
    """Return all voices given in a case, oldest first."""
    return list(db.session.execute(select(Proxy).where(Proxy.case_id == case_id).order_by(Proxy.id)).scalars())


_NO_TIME, _NO_WORD = cast(null(), Instant), cast(null(), String(8))


def beside(case_id: int, visit: int) -> tuple[list[Any], dict[str, datetime]]:
    """Return the voices given in a case, oldest first, and when States said in a stay that the text has arrived."""
    given = select(
        Proxy.id, Proxy.state, Proxy.holder, Proxy.begins_at, Proxy.ends_at, Proxy.text, Proxy.withdrawn_at, Proxy.at
    ).where(Proxy.case_id == case_id)
    arrived = select(
        literal(0), Receipt.state, _NO_WORD, _NO_TIME, _NO_TIME, literal(""), _NO_TIME, Receipt.at
    ).where(Receipt.case_id == case_id, Receipt.visit == visit)  # fmt: skip
    rows = db.session.execute(given.union_all(arrived)).all()
    voices_given = sorted((row for row in rows if row.id), key=lambda row: row.id)
    return voices_given, {row.state: row.at for row in rows if not row.id}


def statements(procedure_id: int) -> list[Statement]:
    """Return the statements on a text put to adoption that are not withdrawn, in the order of the paragraphs."""
    rows = db.session.execute(
        select(Statement)
        .where(Statement.procedure_id == procedure_id, Statement.withdrawn_at.is_(None))
        .order_by(Statement.id)
    )
    return list(rows.scalars())


def every_position(procedure_id: int) -> list[Position]:
    """Return all positions ever taken, superseded ones too, in the order of time."""
    rows = db.session.execute(
        select(Position).where(Position.procedure_id == procedure_id).order_by(Position.at, Position.id)
    )
    return list(rows.scalars())


@dataclass(frozen=True)
class Declared:
    """What a State declared, as publications print it. ``kind``: reservation, explanation or disassociation."""

    state: Titles
    kind: str
    place: str
    """Number of the paragraph; empty for the whole text."""
    text: str


@dataclass(frozen=True)
class Adoption:
    """An adoption as publications print it."""

    at: datetime
    opened_at: datetime
    kind: str
    version: int
    content_hash: str
    declared: tuple[Declared, ...]

    @property
    def reservations(self) -> tuple[tuple[Titles, str], ...]:
        """States with what they reserve."""
        return tuple((one.state, one.text) for one in self.declared if one.kind == "reservation")


def adoption(case: Case) -> Adoption | None:
    """Return the adoption of a case whose procedure carried, with what States declared, in the order of the council."""
    procedure = latest(case.id)
    if procedure is None or procedure.outcome != "carried":
        return None
    at = procedure.decided_at
    assert at is not None, "what is carried was decided at an instant"
    return Adoption(
        at, procedure.opened_at, procedure.kind, procedure.version, procedure.content_hash, tuple(_declared(procedure))
    )


def _declared(procedure: Procedure) -> Iterator[Declared]:
    found, names, said = positions(procedure.id), voices_of(procedure), statements(procedure.id)
    for state, title in names.items():
        if state in found and found[state].position == r.RESERVES:
            yield Declared(title, "reservation", "", found[state].text)
        for one in said:
            if one.state == state:
                yield Declared(title, one.kind, one.place, one.text)


def text_changed(procedure: Procedure, standing: Mapping[str, str]) -> bool:
    """Answer whether a procedure lapsed because its text was changed, and not by its own rules."""
    return procedure.outcome == LAPSED != _by_rules(procedure, standing).outcome


def result_of(procedure: Procedure, standing: Mapping[str, str]) -> Result:
    """Return how the result of a procedure is worked out: by its rules, or that its text was changed while it ran."""
    changed = text_changed(procedure, standing)
    return lapsed(procedure.voices, standing) if changed else _by_rules(procedure, standing)


def _by_rules(procedure: Procedure, standing: Mapping[str, str]) -> Result:
    return tally(procedure.ruled, list(voices_of(procedure)), standing, procedure.casting)


def exported(case: Case, procedure: Procedure) -> dict[str, Any]:
    """Return everything from which the result can be worked out again, as JSON data."""
    return {
        "format": "council-flow adoption 1",
        "content_hash": procedure.content_hash,
        "version": procedure.version,
        "rules": procedure.ruled.as_data(),
        "voices": list(voices_of(procedure)),
        "opened_at": procedure.opened_at.isoformat(),
        "closes_at": procedure.closes_at.isoformat() if procedure.closes_at else None,
        "closed_at": procedure.closed_at.isoformat() if procedure.closed_at else None,
        "proposal": procedure.proposal,
        "casting": procedure.casting,
        "positions": [
            {
                "state": one.state, "position": one.position, "text": one.text, "at": one.at.isoformat(),
                "superseded_at": one.superseded_at.isoformat() if one.superseded_at else None, "by_proxy": one.by_proxy,
                "recorded_by_secretariat": one.on_behalf, "content_hash": one.content_hash,
            }
            for one in every_position(procedure.id)
        ],
        "statements": [
            {"state": one.state, "kind": one.kind, "paragraph": one.place, "text": one.text} for one in statements(procedure.id)
        ],
        "outcome": procedure.outcome,
        "text_changed": text_changed(procedure, {state: one.position for state, one in positions(procedure.id).items()}),
    }  # fmt: skip


def awaiting(actor: Actor, now: datetime) -> list[Task]:
    """Return the procedures in which the person's State is silent so far."""
    from council_flow.recommendations import queries as cases  # noqa: PLC0415 - cases do not know this room

    every = voices()
    if not {actor.state, *actor.states.values()} & every.keys():
        return []
    rows = db.session.execute(
        select(*cases.LISTED, Procedure.closes_at.label("until"), Procedure.kind.label("procedure"))
        .join(Procedure, Procedure.case_id == Case.id)
        .where(
            Procedure.closed_at.is_(None),
            or_(Procedure.closes_at.is_(None), Procedure.closes_at > now),
        )
        .add_columns(Procedure.id.label("opened"))
    ).all()
    spoken = _spoken([row.opened for row in rows])
    return [
        Task(
            due=row.until,
            verb=_asked(row.procedure, every[state]),
            link=f"/drafts/{row.year}/L.{row.number}/adoption",
            symbol=cases.listed_symbol(row),
            title=Titles(row.titles),
            tag=KINDS[row.procedure],
            why=_why(row.procedure),
        )
        for row in rows
        if (state := _speaks_for(row, actor)) in every and (row.opened, state) not in spoken
    ]


def _spoken(procedures: list[int]) -> set[tuple[int, str]]:
    """Return procedure and State of the positions that stand in some procedures."""
    if not procedures:
        return set()
    asked = select(Position.procedure_id, Position.state).where(
        Position.procedure_id.in_(procedures), Position.superseded_at.is_(None)
    )
    return {(number, state) for number, state in db.session.execute(asked)}


def _asked(kind: str, state: Titles) -> Sentence:
    if kind == r.SILENCE:
        return say("State a position for %(state)s, or remain silent", state=state)
    return say("State the position of %(state)s", state=state)


def _why(kind: str) -> Sentence:
    if kind == r.SILENCE:
        return say(
            "If no State breaks the silence by then, the text is carried. No action is needed in order to agree."
        )
    if kind == r.WRITTEN:
        return say("A State that does not answer takes no position.")
    return say("The chair declares the result in the meeting.")


def _speaks_for(row: object, actor: Actor) -> str | None:
    from council_flow.recommendations import queries as cases  # noqa: PLC0415 - cases do not know this room

    held = [use for use in cases.stage_of(row).holds if use.name == "adoption"]
    return next((state for use in held if (state := actor.speaks_for(cases.answering(use.params)))), None)
