"""Writing the consultation: rounds, answers, reminders."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from flask import current_app
from sqlalchemy import func, select

from council_flow import access
from council_flow.access import CLOCK, Actor, Permission
from council_flow.audit.operations import record
from council_flow.consultation import queries
from council_flow.consultation.models import Answer, Invitation, Round
from council_flow.consultation.words import ANSWERS, LONGEST, LONGEST_NOTE, NEEDS_TEXT
from council_flow.database import db
from council_flow.errors import Expected, Invalid, Missing, NotNow, Refused, Stale
from council_flow.language import Sentence, Titles, say
from council_flow.notifications import operations as notifications
from council_flow.people import queries as people
from council_flow.recommendations import clock_operations
from council_flow.recommendations import documents_queries as documents
from council_flow.recommendations import operations as moves
from council_flow.recommendations import queries as cases
from council_flow.recommendations.models import Case
from council_flow.review import queries as review
from council_flow.text.checking import reason_given
from council_flow.workflow import Council, Duration

ANYTHING = Expected()
"""Nothing is expected: the caller drew no form."""


def council() -> Council:
    """Return the council of this installation."""
    found: Council = current_app.extensions["council"]
    return found


def open_round(case: Case, *, role: str, closes_at: datetime | None, now: datetime) -> Round:
    """Open the next round on the current text, and ask every State of the council. Called as the stage is entered."""
    number = db.session.execute(select(func.count()).where(Round.case_id == case.id)).scalar_one() + 1
    opened = Round(
        case_id=case.id, number=number, visit=case.visit, role=role, version=case.version,
        content_hash=case.content_hash, issued=case.issued if case.issued_version == case.version else None,
        opened_at=now, closes_at=closes_at,
    )  # fmt: skip
    db.session.add(opened)
    db.session.flush()
    states = list(council().states)
    db.session.add_all(Invitation(round_id=opened.id, state=state, at=now) for state in states)
    case.invited, case.answers = len(states), 0
    db.session.flush()
    record(
        "consultation.round.opened", actor=CLOCK, now=now, case_id=case.id, number=number, version=case.version,
        content_hash=case.content_hash, states=[council().states[state].title for state in states], closes_at=closes_at,
    )  # fmt: skip
    _tell(case, opened, people.holding(role, now), now, f"consultation:{opened.id}", _asked(case, closes_at))
    return opened


def _asked(case: Case, closes_at: datetime | None) -> Sentence:
    symbol = cases.working_symbol(case)
    if closes_at is None:
        return say("%(symbol)s: the answer of your State is asked for.", symbol=symbol)
    return say("%(symbol)s: the answer of your State is asked for by %(closes)s.", symbol=symbol, closes=closes_at)


def _tell(case: Case, opened: Round, accounts: list[int], now: datetime, key: str, sentence: Sentence) -> None:
    notifications.notify(accounts, sentence, link=f"{case.path}/consultation", case_id=case.id, now=now, key=key)


def extend_round(case: Case, closes_at: datetime) -> Round | None:
    """Let the open round, if any, close later."""
    opened = queries.current(case.id)
    if opened is None or opened.closed_at is not None:
        return None
    opened.closes_at = closes_at
    return opened


def reopen_round(
    case_id: int, length: Duration, reason: str, *, actor: Actor, now: datetime, expected: Expected
) -> Round:
    """Open the round of this stay again, for ``length`` from now. What came late stays marked as such.

    Raises:
        Missing, Refused: it is not this person's to decide.
        NotNow: the round is not closed, or is another stay's.
        Stale: the file has moved.
        Invalid: no reason.
    """
    case = cases.lock(case_id)
    _leads(case, actor)
    moves.expect(case, expected)
    opened = _round_of(case)
    if opened.closed_at is None:
        raise NotNow(say("The round is open."), link=f"{case.path}/consultation")
    reason = reason_given(reason, say("Write why the round is opened again."))
    opened.closed_at, opened.closes_at = None, clock_operations.reopen(case, length, actor=actor, now=now)
    db.session.flush()
    record(
        "consultation.round.reopened", actor=actor, now=now, case_id=case.id, number=opened.number, until=opened.closes_at,
        reason=reason,
    )  # fmt: skip
    _tell(
        case,
        opened,
        people.holding(opened.role, now),
        now,
        f"reopened:{opened.id}:{now.isoformat()}",
        _asked(case, opened.closes_at),
    )
    return opened


def close_round(case: Case, *, now: datetime) -> None:
    """Close the round that is open, if any: its time has run out, or the file moves on."""
    opened = queries.current(case.id)
    if opened is None or opened.closed_at is not None:
        return
    opened.closed_at = now
    record(
        "consultation.round.closed", actor=CLOCK, now=now, case_id=case.id, number=opened.number, answers=case.answers
    )


def tell_of_missing(case: Case, roles: Collection[str], *, now: datetime) -> None:
    """Tell those who lead the file on, once a round has closed, which States have not answered."""
    found = queries.awaited(case.id)
    if found is None or not found[1]:
        return
    opened, missing, _ = found
    states = [queries.state_title(state) for state in missing]
    said = say(
        "%(symbol)s: round %(number)s has closed; without an answer: %(states)s.", symbol=cases.working_symbol(case),
        number=opened.number, states=states,
    )  # fmt: skip
    _tell(case, opened, people.holding(roles, now), now, f"closed:{opened.id}:{now.isoformat()}", said)


def answer(
    case_id: int,
    answer: str,
    text: str = "",
    *,
    actor: Actor,
    now: datetime,
    written_in: str = "en",
    state: str | None = None,
    letter: int | None = None,
    expected: Expected = ANYTHING,
) -> Answer:
    """Answer for the actor's State, or, by the secretariat, record what a State sent in writing. A newer answer takes the place of the one before; both stay on file.

    An answer after the round has closed is late: it stands once it is accepted (:func:`decide_late`).

    Args:
        state: whose answer; that of the actor's own State without it.
        letter: number of the document in which the State said so, for what the secretariat records.

    Raises:
        Missing, Refused: the person does not answer here.
        NotNow: no round is open to this State.
        Stale: the file has moved since the form was drawn.
        Invalid: no answer chosen, or one that needs words has none.
    """
    case = cases.lock(case_id)
    there = cases.place(case, actor)
    behalf = state is not None and state != actor.state and access.may(actor, Permission.BEHALF_RECORD, there)
    if not behalf:
        access.require(actor, Permission.CONSULTATION_ANSWER, there)
    if expected.visit is not None and expected.visit != case.visit:
        raise Stale(say("The file has moved since you opened it."), link=f"{case.path}/consultation")
    opened = _round_of(case)
    whose = state if behalf else actor.state
    title = _invited(opened, whose)
    text = _checked(answer, text)
    document = documents.letter(case.id, letter) if behalf else None
    late = queries.closed(opened, now)
    for earlier in db.session.execute(_replaced(opened, whose, late)).scalars():
        earlier.superseded_at = now
    given = Answer(
        round_id=opened.id, state=whose, answer=answer, text=text, written_in=written_in, account_id=actor.id,
        label=dict(actor.label), at=now, late=late, on_behalf=behalf, document_id=document,
    )  # fmt: skip
    db.session.add(given)
    db.session.flush()
    _count(case, opened, now)
    tag = "consultation.answer.recorded" if behalf else f"consultation.answer.{'late' if late else 'given'}"
    record(
        tag, actor=actor, now=now, case_id=case.id,
        state=title, answer=ANSWERS[answer].label, value=answer, text=text, number=opened.number,
        content_hash=opened.content_hash, letter=letter if behalf else None,
    )  # fmt: skip
    if behalf:
        said = say(
            "The secretariat recorded the answer of your State on %(symbol)s. You can correct it.",
            symbol=cases.working_symbol(case),
        )
        _tell(case, opened, people.holding(opened.role, now, state=whose), now, f"behalf:{given.id}", said)
    notifications.follow(actor, case.id, now)
    return given


def _round_of(case: Case) -> Round:
    opened = queries.current(case.id)
    if opened is None or opened.visit != case.visit:
        raise NotNow(say("No round of consultation is open."), link=f"{case.path}/consultation")
    return opened


def _invited(opened: Round, state: str | None) -> Titles:
    """Return the name of a State, if it was asked in this round."""
    if state is None:
        raise Refused(say("Answers are given for a State; your account names none."))
    if db.session.get(Invitation, (opened.id, state)) is None:
        raise NotNow(say("Your State was not asked in this round."))
    return queries.state_title(state)


def _checked(answer: str, text: str) -> str:
    text = text.strip()
    if answer not in ANSWERS:
        raise Invalid({"answer": say("Choose one of the five answers.")})
    if answer in NEEDS_TEXT and not text:
        raise Invalid({"text": say("Write in a sentence or more what the answer concerns.")})
    if len(text) > LONGEST:
        raise Invalid({"text": say("This field takes up to %(n)s characters.", n=f"{LONGEST:,}")})
    return text


def _replaced(opened: Round, state: str | None, late: bool):  # type: ignore[no-untyped-def]  # a select of Answer
    """A late answer replaces only what came late and is undecided: what stands keeps standing until it is accepted."""
    found = select(Answer).where(Answer.round_id == opened.id, Answer.state == state, Answer.superseded_at.is_(None))
    return found.where(Answer.late, Answer.late_accepted.is_(None)) if late else found


def _count(case: Case, opened: Round, now: datetime) -> None:
    """Keep the number of States that have answered on the row of the case."""
    case.answers = len(queries.answered(opened.id))
    case.updated_at = now


def decide_late(case_id: int, answer_id: int, accepted: bool, *, actor: Actor, now: datetime) -> Answer:
    """Say whether a late answer counts. Those decide who move the file on from this stage.

    Raises:
        Missing, Refused: it is not this person's to decide.
        NotNow: it is decided already, or the round is another stay's.
    """
    case = cases.lock(case_id)
    _leads(case, actor)
    opened = _round_of(case)
    found = db.session.get(Answer, answer_id)
    if found is None or found.round_id != opened.id or not found.late:
        raise Missing
    if found.late_accepted is not None or found.superseded_at is not None:
        raise NotNow(say("This answer is decided already."), link=f"{case.path}/consultation")
    if accepted:
        for earlier in db.session.execute(_replaced(opened, found.state, late=False)).scalars():
            earlier.superseded_at = now if earlier.id != found.id else None
    found.late_accepted, found.decided_by, found.decided_label, found.decided_at = (
        accepted, actor.id, dict(actor.label), now,
    )  # fmt: skip
    db.session.flush()
    _count(case, opened, now)
    record(
        "consultation.answer.accepted" if accepted else "consultation.answer.declined", actor=actor, now=now,
        case_id=case.id, state=queries.state_title(found.state), number=opened.number,
    )  # fmt: skip
    said = (
        say("The late answer of your State is accepted.") if accepted else say("Your State's late answer is on file.")
    )
    _tell(case, opened, [found.account_id], now, f"late:{found.id}", said)
    return found


def accept_late(case_id: int, answer_id: int, *, actor: Actor, now: datetime) -> Answer:
    """Accept a late answer: see :func:`decide_late`."""
    return decide_late(case_id, answer_id, True, actor=actor, now=now)


def _leads(case: Case, actor: Actor) -> None:
    """Refuse whoever is not one of those who lead the file on from here.

    Raises:
        Missing: the person may not see the file.
        Refused: says who leads it on, or that the person has stepped aside.
    """
    there = cases.visible(case, actor)
    if access.may(actor, Permission.CASE_LEAD, there):
        return
    if there.recused and there.roles & there.leads:
        raise Refused(review.interest_sentence())
    if there.leads:
        raise Refused(say("This is decided by: %(roles)s.", roles=there.holders(there.leads)))
    raise Refused(say("This is not done at the stage %(stage)s.", stage=there.stage_title))


def invite_state(case_id: int, state: str, *, actor: Actor, now: datetime) -> Invitation:
    """Ask one more State of the council in the round that is open.

    Raises:
        Missing, Refused, NotNow, Invalid: nothing has changed then.
    """
    case = cases.lock(case_id)
    _leads(case, actor)
    opened = _round_of(case)
    if state not in council().states:
        raise Invalid({"state": say("Choose a State.")})
    if db.session.get(Invitation, (opened.id, state)) is not None:
        raise Invalid({"state": say("This State has been asked.")})
    invitation = Invitation(round_id=opened.id, state=state, at=now)
    db.session.add(invitation)
    case.invited, case.updated_at = case.invited + 1, now
    title = queries.state_title(state)
    record("consultation.state.invited", actor=actor, now=now, case_id=case.id, state=title, number=opened.number)
    holders = people.holding(opened.role, now, state=state)
    _tell(case, opened, holders, now, f"consultation:{opened.id}:{state}", _asked(case, opened.closes_at))
    return invitation


def remind(case_id: int, *, note: str = "", actor: Actor, now: datetime) -> list[str]:
    """Send a reminder to the States whose answers are awaited. Returns their codes.

    Raises:
        Missing, Refused, NotNow, Invalid: nothing has changed then.
    """
    case = cases.lock(case_id)
    _leads(case, actor)
    opened = _round_of(case)
    if len(note) > LONGEST_NOTE:
        raise Invalid({"note": say("This field takes up to %(n)s characters.", n=f"{LONGEST_NOTE:,}")})
    states = send_reminder(case, opened, note=note, key=now.isoformat(), now=now)
    if not states:
        raise NotNow(say("Every State has answered."), link=f"{case.path}/consultation")
    titles = [queries.state_title(state) for state in states]
    record("consultation.states.reminded", actor=actor, now=now, case_id=case.id, states=titles, note=note.strip())
    return states


def send_reminder(case: Case, opened: Round, *, note: str, key: str, now: datetime) -> list[str]:
    """Tell the holders of the States that have not answered, and note that they were told."""
    given = queries.answered(opened.id)
    waiting = db.session.execute(
        select(Invitation).where(Invitation.round_id == opened.id, Invitation.state.not_in(given))
    ).scalars()
    reminded = []
    for invitation in waiting:
        holders = people.holding(opened.role, now, state=invitation.state)
        sentence = letter(case, opened, note, invitation.state)
        _tell(case, opened, holders, now, f"reminder:{opened.id}:{invitation.state}:{key}", sentence)
        invitation.reminded_at = now
        reminded.append(invitation.state)
    return reminded


def letter(case: Case, opened: Round, note: str, state: str) -> Sentence:
    """Return what a reminder says."""
    symbol, title = cases.working_symbol(case), queries.state_title(state)
    if opened.closes_at is None:
        courtesy = say("%(symbol)s: the answer of %(state)s is awaited.", symbol=symbol, state=title)
    else:
        courtesy = say(
            "%(symbol)s: the answer of %(state)s is awaited. The round closes on %(closes)s; a late answer is still "
            "placed on file.",
            symbol=symbol, state=title, closes=opened.closes_at,
        )  # fmt: skip
    return say("%(letter)s %(note)s", letter=courtesy, note=note.strip()) if note.strip() else courtesy
