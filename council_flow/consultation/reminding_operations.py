"""Reminding those whose answers are awaited, by hand or by the worker."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from council_flow.access import Actor
from council_flow.audit.operations import record
from council_flow.consultation import operations, queries
from council_flow.consultation.models import Invitation, Round
from council_flow.consultation.words import LONGEST_NOTE
from council_flow.database import db
from council_flow.errors import Invalid, NotNow
from council_flow.language import Sentence, Titles, say
from council_flow.recommendations import queries as cases
from council_flow.recommendations.models import Case


def remind(case_id: int, *, note: str = "", actor: Actor, now: datetime) -> list[Titles]:
    """Send a reminder to those whose answers are awaited. Returns their names.

    Raises:
        Missing, Refused, NotNow, Invalid: nothing has changed then.
    """
    case = cases.lock(case_id)
    actor = operations.leads(case, actor)
    opened = operations.round_of(case)
    if len(note) > LONGEST_NOTE:
        raise Invalid({"note": say("This field takes up to %(n)s characters.", n=f"{LONGEST_NOTE:,}")})
    titles = send_reminder(case, opened, note=note, key=now.isoformat(), now=now)
    if not titles:
        raise NotNow(say("Every State has answered."), link=f"{case.path}/consultation")
    record("consultation.states.reminded", actor=actor, now=now, case_id=case.id, states=titles, note=note.strip())
    return titles


def send_reminder(case: Case, opened: Round, *, note: str, key: str, now: datetime) -> list[Titles]:
    """Tell those who answer for whoever has not answered, and note that they were told."""
    given = queries.answered(opened.id)
    waiting = db.session.execute(
        select(Invitation).where(Invitation.round_id == opened.id, Invitation.party.not_in(given))
    ).scalars()
    reminded = []
    for invitation in waiting:
        title = queries.party_title(invitation.party, invitation.title)
        speakers = queries.speakers(opened, invitation.party, now)
        sentence = letter(case, opened, note, title)
        operations.tell(case, speakers, now, f"reminder:{opened.id}:{invitation.party}:{key}", sentence)
        invitation.reminded_at = now
        reminded.append(title)
    return reminded


def letter(case: Case, opened: Round, note: str, title: Titles) -> Sentence:
    """Return what a reminder says to whoever has this name."""
    symbol = cases.working_symbol(case)
    if opened.closes_at is None:
        courtesy = say("%(symbol)s: the answer of %(state)s is awaited.", symbol=symbol, state=title)
    else:
        courtesy = say(
            "%(symbol)s: the answer of %(state)s is awaited. The round closes on %(closes)s; a late answer is still "
            "placed on file.",
            symbol=symbol, state=title, closes=opened.closes_at,
        )  # fmt: skip
    return say("%(letter)s %(note)s", letter=courtesy, note=note.strip()) if note.strip() else courtesy
