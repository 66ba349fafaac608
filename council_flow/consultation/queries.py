"""Reading the consultation: rounds, who has answered, what awaits a person."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import current_app
from sqlalchemy import and_, bindparam, exists, false, func, or_, select

from council_flow.access import Actor
from council_flow.adoption.models import Receipt
from council_flow.consultation.models import Answer, Invitation, Respondent, Round
from council_flow.consultation.parties import is_state
from council_flow.consultation.table import AnswerView, Heard
from council_flow.database import db
from council_flow.discussion.audience import delegation_of
from council_flow.discussion.models import Comment
from council_flow.errors import Missing
from council_flow.language import Titles, say
from council_flow.notifications.tasks import Task
from council_flow.people import queries as people
from council_flow.recommendations import queries as cases
from council_flow.recommendations.holders import leading
from council_flow.recommendations.models import Case
from council_flow.workflow import Workflow

STANDING = and_(Answer.superseded_at.is_(None), or_(Answer.late.is_(False), Answer.late_accepted.is_(True)))
"""The answer counts."""


def party_title(party: str, title: str | None) -> Titles:
    """Return the name of a party: that of a State stands in the council's file, another's on its invitation."""
    return state_title(party) if title is None else Titles(title)


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
    """Return the parties whose answer stands."""
    return list(
        db.session.execute(
            select(Answer.party).where(Answer.round_id == round_id, STANDING).distinct().order_by(Answer.party)
        ).scalars()
    )


_IS_STATE = Invitation.party.not_like("%:%")
"""The condition that a party is a State: ``parties.is_state``."""
_OF_PARTY = and_(Answer.round_id == Round.id, Answer.party == Invitation.party)
_UNDECIDED = exists().where(
    _OF_PARTY, Answer.late, Answer.late_accepted.is_(None), Answer.superseded_at.is_(None)
)  # fmt: skip
_AWAITED = (
    select(Round, Invitation.party, _UNDECIDED.label("undecided"))
    .outerjoin(Invitation, and_(Invitation.round_id == Round.id, _IS_STATE, ~exists().where(_OF_PARTY, STANDING)))
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
    states = {row.party: row.undecided for row in rows if row.party is not None}
    missing = sorted(states, key=lambda state: (order.index(state) if state in order else len(order), state))
    return rows[0][0], missing, [state for state in missing if states[state]]


def invited(round_id: int) -> dict[str, Titles]:
    """Return the names of the parties asked in a round."""
    rows = db.session.execute(select(Invitation.party, Invitation.title).where(Invitation.round_id == round_id))
    return {party: party_title(party, title) for party, title in rows}


def respondents(round_id: int, party: str | None = None) -> list[int]:
    """Return the accounts that answer beside the States, for one party if it is given."""
    found = select(Respondent.account_id).where(Respondent.round_id == round_id)
    if party is not None:
        found = found.where(Respondent.party == party)
    return list(db.session.execute(found.order_by(Respondent.account_id)).scalars())


def speakers(opened: Round, party: str, now: datetime) -> list[int]:
    """Return the accounts that answer for a party."""
    return people.holding(opened.role, now, state=party) if is_state(party) else respondents(opened.id, party)


_ASKED = (
    select(
        Invitation.party.label("asked"), Invitation.title, Invitation.reminded_at, Answer.id, Answer.party, Answer.answer, Answer.text,
        Answer.written_in, Answer.label, Answer.at, Answer.late, Answer.late_accepted, Answer.decided_label,
        Answer.decided_at, Answer.superseded_at, Answer.on_behalf,
        Receipt.at.label("received_at"),
    )
    .join(Round, Round.id == Invitation.round_id)
    .outerjoin(
        Receipt,
        and_(Receipt.case_id == Round.case_id, Receipt.visit == Round.visit, Receipt.state == Invitation.party),
    )
    .outerjoin(Answer, and_(Answer.round_id == Invitation.round_id, Answer.party == Invitation.party))
    .where(Invitation.round_id == bindparam("round"))
    .order_by(Answer.id)
)  # fmt: skip


_SPEAKING = (
    select(Respondent.account_id, Respondent.party)
    .join(Round, Round.id == Respondent.round_id)
    .where(Respondent.round_id == bindparam("round"), ~people.has_alias(Round.case_id, Respondent.account_id))
)
"""For which party an account answers; not of who has an alias in the file, whose comments would tell whose it is."""


def asked(round_id: int) -> Heard:
    """Return who was asked in a round and what was answered."""
    heard = Heard()
    for row in db.session.execute(_ASKED, {"round": round_id}):
        values = row._asdict()
        party, arrived = values.pop("asked"), values.pop("received_at")
        heard.titles[party] = party_title(party, values.pop("title"))
        heard.reminded[party] = values.pop("reminded_at")
        if arrived is not None:
            heard.received[party] = arrived
        if values["id"] is not None:
            values["label"], values["decided_label"] = Titles(values["label"]), Titles(values["decided_label"] or {})
            heard.answers.append(AnswerView(**values))
    if not all(map(is_state, heard.reminded)):
        rows = db.session.execute(_SPEAKING, {"round": round_id})
        heard.speaking.update(dict(rows.all()))
    return heard


def waiting(case_id: int, state: str) -> list[Any]:
    """Return the comments that the delegation of a State has not released: number, place, label, text, what it suggests."""
    return list(
        db.session.execute(
            select(Comment.number, Comment.cited, Comment.label, Comment.text, Comment.act, Comment.proposed)
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
    if not actor.roles:
        return []
    given = exists().where(Answer.round_id == Round.id, Answer.party == Invitation.party, STANDING)
    for_state = or_(
        false(),
        *(
            and_(Round.role == role, Invitation.party == state)
            for role in sorted(actor.roles)
            if (state := actor.speaks_for({role})) is not None
        ),
    )
    own = exists().where(
        Respondent.round_id == Round.id, Respondent.party == Invitation.party, Respondent.account_id == actor.id
    )
    rows = db.session.execute(
        select(*cases.LISTED, Round.closes_at.label("until"), Invitation.party, Invitation.title.label("called"))
        .join(Round, and_(Round.case_id == Case.id, Round.visit == Case.visit))
        .join(Invitation, Invitation.round_id == Round.id)
        .where(or_(for_state, own), Round.closed_at.is_(None), ~given, cases.readable())
        .order_by(Round.closes_at)
        .limit(100)
    )
    return [
        Task(
            due=row.until,
            verb=say("Answer for %(state)s", state=party_title(row.party, row.called)),
            link=f"/drafts/{row.year}/L.{row.number}/consultation",
            symbol=cases.listed_symbol(row),
            title=Titles(row.titles),
            tag=cases.stage_of(row).title,
            why=say("The States are asked about this text. An answer can be changed until the round closes.")
            if is_state(row.party)
            else say(
                "You are asked about this text beside the States. An answer can be changed until the round closes."
            ),
        )
        for row in rows
        if row.until is None or row.until > now
    ]


def _late(actor: Actor) -> list[Task]:
    rows = db.session.execute(
        select(*cases.LISTED, Answer.party, Invitation.title.label("called"))
        .join(Round, and_(Round.case_id == Case.id, Round.visit == Case.visit))
        .join(Answer, Answer.round_id == Round.id)
        .join(Invitation, and_(Invitation.round_id == Round.id, Invitation.party == Answer.party))
        .where(Answer.late, Answer.late_accepted.is_(None), Answer.superseded_at.is_(None), cases.readable())
        .order_by(Answer.at)
        .limit(50)
    )
    return [
        Task(
            due=None,
            verb=say("Decide whether the late answer of %(state)s counts", state=party_title(row.party, row.called)),
            link=f"/drafts/{row.year}/L.{row.number}/consultation?party={row.party}",
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
