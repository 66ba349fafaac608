"""Writing what States declare beside their positions, and giving a voice to another State in writing."""

from __future__ import annotations

from datetime import datetime, timedelta

from council_flow import access
from council_flow.access import Actor, Permission, Place
from council_flow.adoption import queries
from council_flow.adoption.models import Procedure, Proxy, Statement
from council_flow.adoption.speaking_queries import in_office, speaking
from council_flow.audit.operations import record
from council_flow.database import db
from council_flow.errors import Expected, Invalid, Missing, NotNow, Refused
from council_flow.language import say
from council_flow.recommendations import operations as moves
from council_flow.recommendations import queries as cases
from council_flow.recommendations.models import Case
from council_flow.text import queries as text
from council_flow.text.numbering import cite

KINDS = ("explanation", "reservation", "disassociation")
LONGEST = 10_000
LONGEST_PROXY = timedelta(days=366)


def state_it(
    case_id: int,
    kind: str,
    words: str,
    *,
    key: str = "",
    state: str | None = None,
    letter: int | None = None,
    written_in: str = "en",
    actor: Actor,
    now: datetime,
    expected: Expected,
) -> Statement:
    """Record an explanation of position, a reservation or a disassociation, on the whole text or a paragraph.

    It is taken while the file stays where it is adopted: also after the result, as explanations of vote are.

    Args:
        key: of the block that it concerns; empty for the whole text.
        state, letter: see :func:`operations.take`.

    Raises:
        Missing, Refused, Stale: see :func:`operations.take`.
        NotNow: no text was put to adoption at this stage.
        Invalid: no kind, no words, or no such paragraph.
    """
    case, there, procedure = _ground(case_id, actor, expected)
    actor = in_office(case, actor)
    who = speaking(case, procedure, there, actor, now, state=state, letter=letter)
    words, place = words.strip(), ""
    if kind not in KINDS:
        raise Invalid({"kind": say("Choose what the statement is.")})
    if not words:
        raise Invalid({"text": say("Write the statement.")})
    if len(words) > LONGEST:
        raise Invalid({"text": say("This field takes up to %(n)s characters.", n=LONGEST)})
    if key:
        body = text.current(case.id, procedure.version).body
        if body.block(key) is None:
            raise Invalid({"key": say("The text has no such paragraph.")})
        place = cite(body, key)
    made = Statement(
        procedure_id=procedure.id, state=who.state, kind=kind, key=key, place=place, text=words, written_in=written_in,
        account_id=actor.id, label=dict(actor.label), at=now, on_behalf=who.on_behalf, document_id=who.document_id,
    )  # fmt: skip
    db.session.add(made)
    db.session.flush()
    record(
        "adoption.statement.made", actor=actor, now=now, case_id=case.id, state=queries.state_title(who.state), kind=kind,
        paragraph=place, text=words, content_hash=procedure.content_hash, letter=letter if who.on_behalf else None,
    )  # fmt: skip
    case.updated_at = now
    return made


def _ground(case_id: int, actor: Actor, expected: Expected) -> tuple[Case, Place, Procedure]:
    case = cases.lock(case_id)
    there = cases.visible(case, actor)
    if not access.may(actor, Permission.BEHALF_RECORD, there):
        access.require(actor, Permission.ADOPTION_POSITION, there)
    moves.expect(case, expected)
    procedure = queries.latest(case.id)
    if procedure is None or procedure.visit != case.visit or procedure.content_hash != case.content_hash:
        raise NotNow(say("No text is put to adoption here."), link=f"{case.path}/adoption")
    return case, there, procedure


def withdraw(case_id: int, statement_id: int, *, actor: Actor, now: datetime, expected: Expected) -> Statement:
    """Withdraw a statement of one's State; one that the secretariat recorded as well.

    Raises:
        Missing, Refused, NotNow, Stale: see :func:`state_it`.
    """
    case, there, procedure = _ground(case_id, actor, expected)
    actor = in_office(case, actor)
    found = db.session.get(Statement, statement_id)
    if found is None or found.procedure_id != procedure.id or found.withdrawn_at is not None:
        raise Missing
    if found.state != actor.state and not (found.on_behalf and access.may(actor, Permission.BEHALF_RECORD, there)):
        raise Refused(say("A statement is withdrawn by its State, or by the secretariat if it recorded it."))
    found.withdrawn_at = now
    record(
        "adoption.statement.withdrawn", actor=actor, now=now, case_id=case.id, state=queries.state_title(found.state),
        kind=found.kind,
    )  # fmt: skip
    case.updated_at = now
    return found


def give_voice(
    case_id: int, holder: str, words: str, *, until: datetime, actor: Actor, now: datetime, expected: Expected
) -> Proxy:
    """Give the voice of one's State to another in writing, from now until an instant. It is open to be taken back.

    Raises:
        Missing, Refused: the person takes no positions here.
        Stale: the file has moved.
        Invalid: no other State with a voice, no words, or no instant ahead within a year; or the State holds a voice itself.
    """
    case = cases.lock(case_id)
    access.require(actor, Permission.ADOPTION_POSITION, cases.place(case, actor))
    actor = in_office(case, actor)
    moves.expect(case, expected)
    voices = queries.voices()
    if actor.state is None or actor.state not in voices:
        raise Refused(say("States that have a voice in the council take positions."))
    if holder not in voices or holder == actor.state:
        raise Invalid({"holder": say("Choose another State that has a voice.")})
    if queries.held(case.id, actor.state, now):
        raise Invalid({"holder": say("Your State holds the voice of another; a voice is not passed on.")})
    if not words.strip():
        raise Invalid({"given": say("Write that you give the voice, and within which limits.")})
    if not now < until <= now + LONGEST_PROXY:
        raise Invalid({"until": say("Choose a day ahead, within a year.")})
    for earlier in queries.proxies(case.id):
        if earlier.state == actor.state and earlier.withdrawn_at is None:
            earlier.withdrawn_at = now
    given = Proxy(
        case_id=case.id, state=actor.state, holder=holder, begins_at=now, ends_at=until, text=words.strip()[:LONGEST],
        account_id=actor.id, label=dict(actor.label), at=now,
    )  # fmt: skip
    db.session.add(given)
    db.session.flush()
    record(
        "adoption.voice.given", actor=actor, now=now, case_id=case.id, state=voices[actor.state], holder=voices[holder],
        until=until, text=given.text,
    )  # fmt: skip
    return given


def take_voice_back(case_id: int, proxy_id: int, *, actor: Actor, now: datetime) -> Proxy:
    """Take back the voice of one's State. Positions taken with it stand until the State changes them.

    Raises:
        Missing, Refused: it is not the person's State's.
    """
    case = cases.lock(case_id)
    access.require(actor, Permission.ADOPTION_POSITION, cases.place(case, actor))
    actor = in_office(case, actor)
    found = db.session.get(Proxy, proxy_id)
    if found is None or found.case_id != case.id or found.state != actor.state or found.withdrawn_at is not None:
        raise Missing
    found.withdrawn_at = now
    record(
        "adoption.voice.taken_back", actor=actor, now=now, case_id=case.id, state=queries.state_title(found.state),
        holder=queries.state_title(found.holder),
    )  # fmt: skip
    return found
