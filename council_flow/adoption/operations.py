"""Writing adoption: opening a procedure, positions, the chair's proposal and declaration, closing when time has run."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select

from council_flow import access
from council_flow.access import Actor, Permission
from council_flow.adoption import queries
from council_flow.adoption import rules as r
from council_flow.adoption.checking import problems
from council_flow.adoption.models import Position, Procedure, Receipt
from council_flow.adoption.rules import MEETING, Rules
from council_flow.adoption.speaking_queries import Speaking, in_office, speaking
from council_flow.adoption.tally import LAPSED, chair_decides, tally
from council_flow.audit.operations import record
from council_flow.database import db
from council_flow.errors import Expected, Invalid, NotNow, Refused
from council_flow.language import say
from council_flow.notifications import operations as notifications
from council_flow.people import queries as people
from council_flow.recommendations import operations as moves
from council_flow.recommendations import queries as cases
from council_flow.recommendations import turns
from council_flow.recommendations.models import Case

LONGEST = 5000
"""Characters of a proposal."""


def begin(case: Case, rules: Rules, *, closes_at: datetime | None, actor: Actor, now: datetime) -> Procedure:
    """Open a procedure on the text as it is."""
    before = db.session.execute(select(func.max(Procedure.number)).where(Procedure.case_id == case.id)).scalar()
    procedure = Procedure(
        case_id=case.id, visit=case.visit, number=(before or 0) + 1, kind=rules.kind, rules=rules.as_data(),
        voices=list(queries.voices()), version=case.version, content_hash=case.content_hash, opened_at=now,
        closes_at=closes_at,
    )  # fmt: skip
    db.session.add(procedure)
    db.session.flush()
    record(
        f"adoption.{rules.kind}.opened", actor=actor, now=now, case_id=case.id, until=closes_at,
        content_hash=case.content_hash, version=case.version, rules=rules.as_data(), voices=procedure.voices,
    )  # fmt: skip
    return procedure


def _open(case: Case, now: datetime) -> Procedure:
    procedure = queries.latest(case.id)
    if procedure is None or not procedure.runs(now):
        ended = say("The silence has ended; positions are no longer taken.")
        if procedure is not None and procedure.kind != r.SILENCE:
            ended = say("The procedure has ended; positions are no longer taken.")
        raise NotNow(ended, link=f"{case.path}/adoption")
    return procedure


def take(
    case_id: int,
    position: str,
    text: str,
    *,
    state: str | None = None,
    letter: int | None = None,
    actor: Actor,
    now: datetime,
    expected: Expected,
) -> Position:
    """Record the position of a State. It supersedes an earlier one until the procedure ends.

    Args:
        state: whose position; that of the actor's own State without it. Of another, whoever holds its voice in writing
            takes it, or the secretariat records it, with the letter.
        letter: number of the document in which the State said so, for what the secretariat records.

    Raises:
        Missing, Refused: the person does not speak for that State.
        NotNow: no procedure is open.
        Stale: the file has moved.
        Invalid: an objection or a reservation without its text; no letter.
    """
    case = cases.lock(case_id)
    there = cases.visible(case, actor)
    if not access.may(actor, Permission.BEHALF_RECORD, there):
        access.require(actor, Permission.ADOPTION_POSITION, there)
    moves.expect(case, expected)
    procedure = _open(case, now)
    actor = in_office(case, actor)
    who = speaking(case, procedure, there, actor, now, state=state, letter=letter)
    if wrong := problems(procedure.kind, position, text):
        raise Invalid(wrong)
    taken = _put(procedure, who, position, text.strip(), actor, now)
    tag = "adoption.position.recorded" if who.on_behalf else "adoption.position.taken"
    record(
        tag, actor=actor, now=now, case_id=case.id, state=queries.state_title(who.state), position=position, text=taken.text,
        content_hash=case.content_hash, by_proxy=who.by_proxy, letter=letter if who.on_behalf else None,
    )  # fmt: skip
    _acknowledge(case, who.state, procedure.version, actor, now, said=not who.on_behalf)
    if position == r.BREAKS:
        _tell(case, now, say("The silence on %(symbol)s was broken.", symbol=cases.working_symbol(case)),
              f"broken:{case.id}:{case.visit}:{who.state}", actor)  # fmt: skip
    if who.on_behalf:
        _tell_state(case, who.state, now)
    case.updated_at = now
    return taken


def _put(procedure: Procedure, who: Speaking, position: str, text: str, actor: Actor, now: datetime) -> Position:
    standing = queries.positions(procedure.id)
    earlier = standing.get(who.state)
    own = earlier is not None and earlier.by_proxy is None and not earlier.on_behalf
    if (who.on_behalf and own) or (who.by_proxy and earlier is not None and earlier.by_proxy is None):
        raise NotNow(say("The State has taken a position itself, which it alone changes."))
    if who.by_proxy and who.by_proxy in standing and standing[who.by_proxy].position == r.RECUSES:
        raise NotNow(say("Your State has stepped aside; it takes no position for another either."))
    if earlier is not None:
        earlier.superseded_at = now
        db.session.flush()
    taken = Position(
        procedure_id=procedure.id, state=who.state, position=position, text=text, content_hash=procedure.content_hash,
        account_id=actor.id, label=dict(actor.label), at=now, by_proxy=who.by_proxy, on_behalf=who.on_behalf,
        document_id=who.document_id,
    )  # fmt: skip
    db.session.add(taken)
    db.session.flush()
    return taken


def _tell_state(case: Case, state: str, now: datetime) -> None:
    """Tell the people of a State what was recorded for it: they can correct it."""
    role = queries.speaking_role(cases.workflow_of(case), case.stage)
    if role:
        notifications.notify(
            people.holding(role, now, state=state),
            say("The secretariat recorded the position of your State on %(symbol)s. You can correct it.",
                symbol=cases.working_symbol(case)),
            link=f"{case.path}/adoption", case_id=case.id, now=now, key=f"behalf:{case.id}:{state}:{now.isoformat()}",
        )  # fmt: skip


def _tell(case: Case, now: datetime, sentence: object, key: str, actor: Actor | None = None) -> None:
    see = cases.workflow_of(case).stages[case.stage].allows.get("see", frozenset())
    notifications.notify(
        people.seeing(case.id, see, now), sentence, link=f"{case.path}/adoption", case_id=case.id, now=now, key=key,  # type: ignore[arg-type]
        actor=actor,
    )  # fmt: skip


def acknowledge(case_id: int, *, actor: Actor, now: datetime) -> bool:
    """Say for one's State that the text put to it has arrived. Said once in a stay; always true.

    Raises:
        Missing, Refused: the person speaks for no State here.
    """
    case = cases.lock(case_id)
    there = cases.place(case, actor)
    if not access.may(actor, Permission.CONSULTATION_ANSWER, there):
        access.require(actor, Permission.ADOPTION_POSITION, there)
    actor = actor.in_office(turns.speaking(cases.workflow_of(case).stages[case.stage]))
    if actor.state is None:
        raise Refused(say("Answers are given for a State; your account names none."))
    _acknowledge(case, actor.state, case.version, actor, now, said=True)
    return True


def _acknowledge(case: Case, state: str, version: int, actor: Actor, now: datetime, *, said: bool) -> None:
    if not said or actor.state != state or db.session.get(Receipt, (case.id, case.visit, state)) is not None:
        return
    db.session.add(
        Receipt(case_id=case.id, visit=case.visit, state=state, version=version, account_id=actor.id, label=dict(actor.label), at=now)
    )  # fmt: skip
    db.session.flush()
    record(
        "adoption.text.received",
        actor=actor,
        now=now,
        case_id=case.id,
        state=queries.state_title(state),
        version=version,
    )


def propose(case_id: int, text: str, *, actor: Actor, now: datetime, expected: Expected) -> Procedure:
    """Put the chair's proposal to the meeting.

    Raises:
        Missing, Refused: the person does not lead the file.
        NotNow: nothing is open that is decided in a meeting.
        Invalid: no words.
    """
    case, procedure = _presided(case_id, actor, now, expected)
    actor = actor.in_office()
    text = text.strip()
    if not text:
        raise Invalid({"proposal": say("Write what you propose to the meeting.")})
    if len(text) > LONGEST:
        raise Invalid({"proposal": say("This field takes up to %(n)s characters.", n=LONGEST)})
    procedure.proposal, procedure.proposed_at = text, now
    record(
        "adoption.proposal.made", actor=actor, now=now, case_id=case.id, text=text, content_hash=procedure.content_hash
    )
    case.updated_at = now
    return procedure


def _presided(case_id: int, actor: Actor, now: datetime, expected: Expected) -> tuple[Case, Procedure]:
    case = cases.lock(case_id)
    access.require(actor, Permission.CASE_LEAD, cases.place(case, actor))
    moves.expect(case, expected)
    procedure = _open(case, now)
    if procedure.kind not in MEETING:
        raise NotNow(say("This procedure ends by itself when its time has run."), link=f"{case.path}/adoption")
    return case, procedure


def declare(case_id: int, casting: str | None = None, *, actor: Actor, now: datetime, expected: Expected) -> Procedure:
    """Declare the result of a procedure in a meeting: the gavel. Positions are not corrected after it.

    Args:
        casting: in a tie that the chair decides, ``yes`` or ``no``.

    Raises:
        Missing, Refused: the person does not lead the file.
        NotNow: nothing is open that is decided in a meeting, or no proposal was put to it.
        Invalid: the tie needs a decision.
    """
    case, procedure = _presided(case_id, actor, now, expected)
    actor = actor.in_office()
    if not procedure.proposal:
        raise NotNow(say("Put a proposal to the meeting first."), link=f"{case.path}/adoption")
    rules, found = procedure.ruled, _standing(procedure)
    figures = tally(rules, procedure.voices, found).figures
    decides = chair_decides(rules, figures)
    if decides and casting not in {r.YES, r.NO}:
        raise Invalid({"casting": say("The votes are equal: say how the chair decides.")})
    procedure.casting = casting if decides else None
    procedure.declared_label = dict(actor.label)
    _end(case, procedure, actor=actor, now=now)
    _tell(case, now, _ended(case, procedure), f"declared:{procedure.id}", actor)
    return procedure


def _ended(case: Case, procedure: Procedure) -> object:
    symbol = cases.working_symbol(case)
    if procedure.outcome == "carried":
        return say("%(symbol)s is carried and waits to be certified.", symbol=symbol)
    return say("%(symbol)s is not carried.", symbol=symbol)


def _standing(procedure: Procedure) -> dict[str, str]:
    return {state: one.position for state, one in queries.positions(procedure.id).items()}


def _end(case: Case, procedure: Procedure, *, actor: Actor, now: datetime) -> None:
    found = _standing(procedure)
    result = tally(procedure.ruled, list(queries.voices_of(procedure)), found, procedure.casting)
    procedure.closed_at, procedure.outcome = now, result.outcome
    record(
        f"adoption.{procedure.kind}.{result.outcome}", actor=actor, now=now, case_id=case.id,
        content_hash=procedure.content_hash, positions=found, casting=procedure.casting,
        figures=[result.figures.for_it, result.figures.against, result.figures.abstaining],
    )  # fmt: skip
    case.updated_at = now


def extend(case: Case, closes_at: datetime) -> None:
    """Let the open procedure, if any, close later."""
    procedure = queries.latest(case.id)
    if procedure is not None and procedure.closed_at is None and procedure.closes_at is not None:
        procedure.closes_at = closes_at


def lapse(case: Case, *, actor: Actor, now: datetime) -> None:
    """End the open procedure, if any, because the text has changed: what was put to the States is no longer there."""
    procedure = queries.latest(case.id)
    if procedure is None or procedure.closed_at is not None or procedure.content_hash == case.content_hash:
        return
    procedure.closed_at, procedure.outcome = now, LAPSED
    record("adoption.procedure.lapsed", actor=actor, now=now, case_id=case.id, content_hash=procedure.content_hash)
    _tell(case, now, say("The procedure on %(symbol)s lapsed: its text has changed.", symbol=cases.working_symbol(case)),
          f"lapsed:{procedure.id}")  # fmt: skip


def close(case: Case, *, actor: Actor, now: datetime) -> Procedure | None:
    """Close the open procedure of a case: with its result where its time has run, as left where the file moves on."""
    procedure = queries.latest(case.id)
    if procedure is None or procedure.closed_at is not None:
        return None
    if procedure.closes_at is None or now < procedure.closes_at:
        procedure.closed_at, procedure.outcome = now, "left"
        return procedure
    _end(case, procedure, actor=actor, now=now)
    return procedure
