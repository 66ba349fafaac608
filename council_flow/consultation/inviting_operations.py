"""Asking more in the round that is open: a State of the council, an institution, a person."""

from __future__ import annotations

from datetime import datetime

from council_flow.access import Actor
from council_flow.audit.operations import record
from council_flow.consultation import operations, queries
from council_flow.consultation.models import Invitation, Respondent, Round
from council_flow.consultation.parties import INSTITUTION, PERSON, guest
from council_flow.database import db
from council_flow.errors import Invalid
from council_flow.language import say
from council_flow.people import assignments_operations as assignments
from council_flow.people import queries as people
from council_flow.recommendations import queries as cases
from council_flow.recommendations.models import Case


def invite_state(case_id: int, state: str, *, actor: Actor, now: datetime) -> Invitation:
    """Ask one more State of the council in the round that is open.

    Raises:
        Missing, Refused, NotNow, Invalid: nothing has changed then.
    """
    case = cases.lock(case_id)
    actor = operations.leads(case, actor)
    opened = operations.round_of(case)
    if state not in operations.council().states:
        raise Invalid({"state": say("Choose a State.")})
    if db.session.get(Invitation, (opened.id, state)) is not None:
        raise Invalid({"state": say("This State has been asked.")})
    invitation = _asked(case, opened, state, None, actor, now)
    case.invited += 1
    holders = people.holding(opened.role, now, state=state)
    sentence = operations.asked(case, opened.closes_at)
    operations.tell(case, holders, now, f"consultation:{opened.id}:{state}", sentence)
    return invitation


def invite_institution(case_id: int, institution: int, *, actor: Actor, now: datetime) -> Invitation:
    """Ask an institution: everybody whom it has named answers for it, sees the file, and may comment where guests do.

    Raises:
        Missing, Refused, NotNow, Invalid: nothing has changed then.
    """
    case, opened, role, actor = _open_to_guests(case_id, actor)
    name = people.institutions(now).get(institution)
    if name is None:
        raise Invalid({"institution": say("Choose an institution from which somebody holds a role in the council.")})
    members = people.of_institution(institution, now)
    return _guest(case, opened, role, guest(INSTITUTION, institution), name, members, INSTITUTION, actor, now)


def invite_person(case_id: int, account: int, *, actor: Actor, now: datetime) -> Invitation:
    """Ask one person, for himself or herself.

    Raises:
        Missing, Refused, NotNow, Invalid: nothing has changed then.
    """
    case, opened, role, actor = _open_to_guests(case_id, actor)
    found = people.actor_of(account, now)
    if found is None or not found.roles:
        raise Invalid({"person": say("Choose somebody who holds a role in the council.")})
    if opened.role in found.roles and found.state is not None:
        raise Invalid({"person": say("This person answers for a State, which is asked in this round.")})
    return _guest(case, opened, role, guest(PERSON, account), found.name, [account], PERSON, actor, now)


def _open_to_guests(case_id: int, actor: Actor) -> tuple[Case, Round, str, Actor]:
    """Return the locked file, its round, the role that is given to those asked beside the States, and who asks them."""
    case = cases.lock(case_id)
    actor = operations.leads(case, actor)
    opened = operations.round_of(case)
    if opened.guests is None:
        raise Invalid(say("In this procedure only States are asked: its file names no role for guests."))
    if opened.guests not in assignments.roles_of_file(cases.workflow_of(case)):
        raise Invalid(
            say("The role that the procedure names for guests is not held in one file: its file has to be mended.")
        )
    return case, opened, opened.guests, actor


def _guest(
    case: Case,
    opened: Round,
    role: str,
    party: str,
    name: str,
    accounts: list[int],
    field: str,
    actor: Actor,
    now: datetime,
) -> Invitation:
    if db.session.get(Invitation, (opened.id, party)) is not None:
        raise Invalid({field: say("This has been asked already.")})
    invitation = _asked(case, opened, party, name, actor, now)
    for account in accounts:
        if db.session.get(Respondent, (opened.id, account)) is not None:
            raise Invalid({field: say("Somebody among these has been asked in this round already.")})
        db.session.add(Respondent(round_id=opened.id, account_id=account, party=party))
        assignments.assign_guest(case, account, role, now=now)
    db.session.flush()
    sentence = say("%(symbol)s: your answer is asked for.", symbol=cases.working_symbol(case))
    if opened.closes_at is not None:
        sentence = say(
            "%(symbol)s: your answer is due by %(closes)s.",
            symbol=cases.working_symbol(case),
            closes=opened.closes_at,
        )
    operations.tell(case, accounts, now, f"consultation:{opened.id}:{party}", sentence)
    return invitation


def _asked(case: Case, opened: Round, party: str, name: str | None, actor: Actor, now: datetime) -> Invitation:
    invitation = Invitation(round_id=opened.id, party=party, title=name, at=now)
    db.session.add(invitation)
    case.updated_at = now
    record(
        "consultation.state.invited", actor=actor, now=now, case_id=case.id, state=queries.party_title(party, name),
        number=opened.number,
    )  # fmt: skip
    return invitation
