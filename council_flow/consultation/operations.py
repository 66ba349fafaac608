"""Writing the consultation: rounds and answers."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from flask import current_app
from sqlalchemy import func, select

from council_flow import access
from council_flow.access import CLOCK, Actor, Permission, Place
from council_flow.audit.operations import record
from council_flow.consultation import queries
from council_flow.consultation.models import Answer, Invitation, Respondent, Round
from council_flow.consultation.parties import is_state
from council_flow.consultation.reminding import REMIND, before
from council_flow.consultation.words import ANSWERS, LONGEST, NEEDS_TEXT
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


def open_round(case: Case, *, role: str, closes_at: datetime | None, now: datetime, guests: str | None = None) -> Round:
    """Open the next round on the current text, and ask every State of the council. Called as the stage is entered.

    Args:
        role: held in the council by those who answer for their States.
        guests: held in the file by those who are asked beside the States (``inviting_operations.py``).
    """
    number = db.session.execute(select(func.count()).where(Round.case_id == case.id)).scalar_one() + 1
    opened = Round(
        case_id=case.id, number=number, visit=case.visit, role=role, guests=guests, version=case.version,
        content_hash=case.content_hash, issued=case.issued if case.issued_version == case.version else None,
        opened_at=now, closes_at=closes_at,
    )  # fmt: skip
    db.session.add(opened)
    db.session.flush()
    states = list(council().states)
    db.session.add_all(Invitation(round_id=opened.id, party=state, at=now) for state in states)
    case.invited, case.answers = len(states), 0
    db.session.flush()
    record(
        "consultation.round.opened", actor=CLOCK, now=now, case_id=case.id, number=number, version=case.version,
        content_hash=case.content_hash, states=[council().states[state].title for state in states], closes_at=closes_at,
    )  # fmt: skip
    tell(case, people.holding(role, now), now, f"consultation:{opened.id}", asked(case, closes_at))
    return opened


def asked(case: Case, closes_at: datetime | None) -> Sentence:
    """Return what those who answer for a State are told when it is asked."""
    symbol = cases.working_symbol(case)
    if closes_at is None:
        return say("%(symbol)s: the answer of your State is asked for.", symbol=symbol)
    return say("%(symbol)s: the answer of your State is due by %(closes)s.", symbol=symbol, closes=closes_at)


def tell(case: Case, accounts: Collection[int], now: datetime, key: str, sentence: Sentence) -> None:
    """Tell people something about the consultation of a case."""
    notifications.notify(list(accounts), sentence, link=f"{case.path}/consultation", case_id=case.id, now=now, key=key)


def extend_round(case: Case, closes_at: datetime) -> Round | None:
    """Let the open round, if any, close later."""
    opened = queries.current(case.id)
    if opened is None or opened.closed_at is not None:
        return None
    opened.closes_at = closes_at
    return opened


def plan_reminders(round_id: int, lengths: Collection[Duration], closes_at: datetime | None, now: datetime) -> None:
    """Ask the worker for a reminder before the closing, once for each length that still lies ahead."""
    if closes_at is None:
        return
    for length in lengths:
        at = before(closes_at, length, council().calendar)
        if at > now:
            key = f"{REMIND}:{round_id}:{length}:{closes_at.isoformat()}"
            notifications.enqueue(REMIND, key, {"round": round_id, "before": str(length)}, now, at)


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
    actor = leads(case, actor)
    moves.expect(case, expected)
    opened = round_of(case)
    if opened.closed_at is None:
        raise NotNow(say("The round is open."), link=f"{case.path}/consultation")
    reason = reason_given(reason, say("Write why the round is opened again."))
    opened.closed_at, opened.closes_at = None, clock_operations.reopen(case, length, actor=actor, now=now)
    db.session.flush()
    plan_reminders(opened.id, _reminded_before(case), opened.closes_at, now)
    record(
        "consultation.round.reopened", actor=actor, now=now, case_id=case.id, number=opened.number, until=opened.closes_at,
        reason=reason,
    )  # fmt: skip
    everybody = [*people.holding(opened.role, now), *queries.respondents(opened.id)]
    tell(case, everybody, now, f"reopened:{opened.id}:{now.isoformat()}", asked(case, opened.closes_at))
    return opened


def _reminded_before(case: Case) -> list[Duration]:
    """Return how long before the closing the procedure reminds at the stage where the file is."""
    held = cases.workflow_of(case).stages[case.stage].holds
    return [length for use in held if use.name == "consultation" for length in use.params["remind"]]


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
    tell(case, people.holding(roles, now), now, f"closed:{opened.id}:{now.isoformat()}", said)


def answer(
    case_id: int,
    answer: str,
    text: str = "",
    *,
    actor: Actor,
    now: datetime,
    written_in: str = "en",
    party: str | None = None,
    letter: int | None = None,
    expected: Expected = ANYTHING,
) -> Answer:
    """Answer for the actor's State, or as an invited institution or person; or, by the secretariat, record what a party sent
    in writing. A newer answer takes the place of the one before; both stay on file.

    An answer after the round has closed is late: it stands once it is accepted (:func:`decide_late`).

    Args:
        party: whose answer; that of the actor's own State, or invitation, without it.
        letter: number of the document in which the party said so, for what the secretariat records.

    Raises:
        Missing, Refused: the person does not answer here.
        NotNow: no round is open to this party.
        Stale: the file has moved since the form was drawn.
        Invalid: no answer chosen, or one that needs words has none.
    """
    case = cases.lock(case_id)
    there = cases.place(case, actor)
    behalf = party is not None and party != actor.state and access.may(actor, Permission.BEHALF_RECORD, there)
    if not behalf:
        access.require(actor, Permission.CONSULTATION_ANSWER, there)
    if expected.visit is not None and expected.visit != case.visit:
        raise Stale(say("The file has moved since you opened it."), link=f"{case.path}/consultation")
    opened = round_of(case)
    actor = actor.in_office({opened.role})
    behalf = behalf and party != actor.state
    whose = party if behalf and party else _speaks_for(opened, there, actor)
    title = _invited(opened, whose)
    text = _checked(answer, text)
    document = documents.letter(case.id, letter) if behalf else None
    late = queries.closed(opened, now)
    for earlier in db.session.execute(_replaced(opened, whose, late)).scalars():
        earlier.superseded_at = now
    given = Answer(
        round_id=opened.id, party=whose, answer=answer, text=text, written_in=written_in, account_id=actor.id,
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
        _tell_of_recording(case, opened, given, now)
    notifications.follow(actor, case.id, now)
    return given


def round_of(case: Case) -> Round:
    """Return the round of the present stay.

    Raises:
        NotNow: none was opened in it.
    """
    opened = queries.current(case.id)
    if opened is None or opened.visit != case.visit:
        raise NotNow(say("No round of consultation is open."), link=f"{case.path}/consultation")
    return opened


def _tell_of_recording(case: Case, opened: Round, given: Answer, now: datetime) -> None:
    said = say(
        "The secretariat recorded your answer on %(symbol)s. You can correct it.", symbol=cases.working_symbol(case)
    )
    if is_state(given.party):
        said = say(
            "The secretariat recorded the answer of your State on %(symbol)s. You can correct it.",
            symbol=cases.working_symbol(case),
        )
    tell(case, queries.speakers(opened, given.party, now), now, f"behalf:{given.id}", said)


def _speaks_for(opened: Round, there: Place, actor: Actor) -> str:
    """Return the party for which a person answers who may answer: the State, or whoever was asked beside the States."""
    if opened.role in there.roles and actor.state is not None:
        return actor.state
    asked_as = db.session.get(Respondent, (opened.id, actor.id))
    if asked_as is None:
        raise Refused(say("Answers are given for a State; your account names none."))
    return asked_as.party


def _invited(opened: Round, party: str) -> Titles:
    """Return the name of a party, if it was asked in this round."""
    found = db.session.get(Invitation, (opened.id, party))
    if found is None:
        raise NotNow(say("Your State was not asked in this round."))
    return queries.party_title(party, found.title)


def _checked(answer: str, text: str) -> str:
    text = text.strip()
    if answer not in ANSWERS:
        raise Invalid({"answer": say("Choose one of the five answers.")})
    if answer in NEEDS_TEXT and not text:
        raise Invalid({"text": say("Write in a sentence or more what the answer concerns.")})
    if len(text) > LONGEST:
        raise Invalid({"text": say("This field takes up to %(n)s characters.", n=f"{LONGEST:,}")})
    return text


def _replaced(opened: Round, party: str, late: bool):  # type: ignore[no-untyped-def]  # a select of Answer
    """A late answer replaces only what came late and is undecided: what stands keeps standing until it is accepted."""
    found = select(Answer).where(Answer.round_id == opened.id, Answer.party == party, Answer.superseded_at.is_(None))
    return found.where(Answer.late, Answer.late_accepted.is_(None)) if late else found


def _count(case: Case, opened: Round, now: datetime) -> None:
    """Keep the number of States that have answered on the row of the case: others are heard, not counted."""
    case.answers = sum(map(is_state, queries.answered(opened.id)))
    case.updated_at = now


def decide_late(case_id: int, answer_id: int, accepted: bool, *, actor: Actor, now: datetime) -> Answer:
    """Say whether a late answer counts. Those decide who move the file on from this stage.

    Raises:
        Missing, Refused: it is not this person's to decide.
        NotNow: it is decided already, or the round is another stay's.
    """
    case = cases.lock(case_id)
    actor = leads(case, actor)
    opened = round_of(case)
    found = db.session.get(Answer, answer_id)
    if found is None or found.round_id != opened.id or not found.late:
        raise Missing
    if found.late_accepted is not None or found.superseded_at is not None:
        raise NotNow(say("This answer is decided already."), link=f"{case.path}/consultation")
    if accepted:
        for earlier in db.session.execute(_replaced(opened, found.party, late=False)).scalars():
            earlier.superseded_at = now if earlier.id != found.id else None
    found.late_accepted, found.decided_by, found.decided_label, found.decided_at = (
        accepted, actor.id, dict(actor.label), now,
    )  # fmt: skip
    db.session.flush()
    _count(case, opened, now)
    record(
        "consultation.answer.accepted" if accepted else "consultation.answer.declined", actor=actor, now=now,
        case_id=case.id, state=_invited(opened, found.party), number=opened.number,
    )  # fmt: skip
    said = (
        say("The late answer of your State is accepted.") if accepted else say("Your State's late answer is on file.")
    )
    if not is_state(found.party):
        said = say("Your late answer is accepted.") if accepted else say("Your late answer is on file.")
    tell(case, [found.account_id], now, f"late:{found.id}", said)
    return found


def accept_late(case_id: int, answer_id: int, *, actor: Actor, now: datetime) -> Answer:
    """Accept a late answer: see :func:`decide_late`."""
    return decide_late(case_id, answer_id, True, actor=actor, now=now)


def leads(case: Case, actor: Actor) -> Actor:
    """Return the person in office; refuse whoever is not one of those who lead the file on from here.

    Raises:
        Missing: the person may not see the file.
        Refused: says who leads it on, or that the person has stepped aside.
    """
    there = cases.visible(case, actor)
    if access.may(actor, Permission.CASE_LEAD, there):
        return actor.leading(there.leads)
    if there.recused and there.roles & there.leads:
        raise Refused(review.interest_sentence())
    if there.leads:
        raise Refused(say("This is decided by: %(roles)s.", roles=there.holders(there.leads)))
    raise Refused(say("This is not done at the stage %(stage)s.", stage=there.stage_title))
