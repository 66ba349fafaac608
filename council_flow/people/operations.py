"""Changing who is in the council: accounts, terms, acting holders, invitations, profiles."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from flask_security import hash_password
from sqlalchemy import select, update

from council_flow import access
from council_flow.access import CLOCK, CONSOLE, Actor, Permission
from council_flow.audit.operations import record
from council_flow.database import db
from council_flow.errors import Invalid, Missing, NotNow
from council_flow.language import LANGUAGES, say
from council_flow.notifications import operations as notifications
from council_flow.people import checking, members_queries, queries
from council_flow.people.models import Account, Acting, Institution, Invitation, Term

INVITATION_LASTS = timedelta(days=7)


def create_account(email: str, name: str, password: str, *, language: str, now: datetime, actor: Actor) -> Account:
    """Create an account.

    Raises:
        Invalid: the address is none or is taken, the name is empty, the password is too weak.
    """
    email, name = checking.address(email), checking.name(name)
    checking.password(password)
    if queries.by_email(email) is not None:
        raise Invalid({"email": say("An account with this address exists already.")})
    account = Account(
        email=email, name=name, password=hash_password(password), fs_uniquifier=secrets.token_hex(16),
        language=language if language in LANGUAGES else LANGUAGES[0], created_at=now,
    )  # fmt: skip
    db.session.add(account)
    db.session.flush()
    record("people.account.created", actor=actor, now=now, account=account.id, name=account.name)
    return account


def add_term(
    account_id: int,
    role: str,
    *,
    state: str | None = None,
    institution_id: int | None = None,
    from_at: datetime,
    until_at: datetime | None = None,
    actor: Actor,
    now: datetime,
) -> Term:
    """Give a person a role in the council.

    Raises:
        Refused: the actor does not decide on terms.
        Invalid: the role or the State is not in the council's file, or the term ends before it begins.
    """
    _decides(actor, Permission.PEOPLE_TERMS)
    account = _account(account_id)
    role, state = checking.role(role, queries.role_titles()), checking.state(state, queries.state_titles())
    if until_at is not None and until_at <= from_at:
        raise Invalid({"until_at": say("A term ends after it begins.")})
    term = Term(
        account_id=account.id, role=role, state=state, institution_id=institution_id, from_at=from_at, until_at=until_at
    )
    db.session.add(term)
    db.session.flush()
    record(
        "people.term.begun", actor=actor, now=now, account=account.id, name=account.name, term=term.id,
        role=queries.role_titles()[role], state=queries.state_titles().get(state or "", ""),
    )  # fmt: skip
    return term


def end_term(term_id: int, *, actor: Actor, now: datetime) -> Term:
    """End a term at once; acting holders of it end with it."""
    access.require(actor, Permission.PEOPLE_TERMS)
    term = members_queries.term(term_id)
    if term.until_at is not None and term.until_at <= now:
        raise NotNow(say("This term has ended."), link="/people")
    term.until_at = now
    db.session.execute(update(Acting).where(Acting.term_id == term.id, Acting.ended_at.is_(None)).values(ended_at=now))
    record(
        "people.term.ended", actor=actor, now=now, account=term.account_id, name=_account(term.account_id).name,
        term=term.id, role=queries.role_titles()[term.role], state=queries.state_titles().get(term.state or "", ""),
    )  # fmt: skip
    return term


def act_for(
    term_id: int, account_id: int, *, from_at: datetime, until_at: datetime, actor: Actor, now: datetime
) -> Acting:
    """Name who holds a role while its holder is absent.

    Raises:
        Invalid: the dates do not follow one another, or holder and acting holder are the same.
        NotNow: somebody is named for these days already.
    """
    access.require(actor, Permission.PEOPLE_TERMS)
    term, account = members_queries.term(term_id), _account(account_id)
    if until_at <= from_at or until_at <= now:
        raise Invalid({"until_day": say("The last day comes after the first, and is not past.")})
    if account.id == term.account_id:
        raise Invalid({"account": say("An acting holder is another person than the holder.")})
    overlapping = select(Acting.id).where(
        Acting.term_id == term.id, Acting.ended_at.is_(None), Acting.from_at < until_at, Acting.until_at > from_at
    )
    if db.session.execute(overlapping).first() is not None:
        raise NotNow(say("An acting holder is named for these days already. End that first."), link="/people")
    acting = Acting(term_id=term.id, account_id=account.id, from_at=from_at, until_at=until_at)
    db.session.add(acting)
    db.session.flush()
    record(
        "people.acting.named", actor=actor, now=now, account=account.id, name=account.name, term=term.id,
        role=queries.role_titles()[term.role], from_at=from_at, until_at=until_at,
    )  # fmt: skip
    notifications.notify(
        [account.id, term.account_id],
        say("%(name)s acts as %(role)s until %(day)s.", name=account.name, role=queries.role_titles()[term.role], day=until_at),
        link="/people", case_id=None, now=now, key=f"acting:{acting.id}", actor=actor,
    )  # fmt: skip
    return acting


def end_acting(acting_id: int, *, actor: Actor, now: datetime) -> Acting:
    """End the days of an acting holder now."""
    access.require(actor, Permission.PEOPLE_TERMS)
    acting = db.session.get(Acting, acting_id)
    if acting is None:
        raise Missing
    if acting.ended_at is None:
        acting.ended_at = now
        name = _account(acting.account_id).name
        record("people.acting.ended", actor=actor, now=now, account=acting.account_id, name=name)
    return acting


def invite(
    email: str, role: str, state: str | None, *, institution: str = "", language: str, actor: Actor, now: datetime
) -> tuple[Invitation, str]:
    """Invite somebody to hold a role. Returns the invitation and its link's token, which is kept nowhere.

    Raises:
        Refused: the actor does not invite.
        Invalid: the address is none, or has an account; role or State are not in the council's file.
    """
    if actor is not CONSOLE:
        access.require(actor, Permission.PEOPLE_INVITE)
    email = checking.address(email)
    if queries.by_email(email) is not None:
        raise Invalid({"email": say("An account with this address exists already.")})
    role, state = checking.role(role, queries.role_titles()), checking.state(state, queries.state_titles())
    token = secrets.token_urlsafe(32)
    invitation = Invitation(
        email=email, token_hash=token_hash(token), role=role, state=state, invited_by=actor.id, invited_at=now,
        institution_id=institution_named(institution, state), expires_at=now + INVITATION_LASTS,
        language=language if language in LANGUAGES else LANGUAGES[0],
    )  # fmt: skip
    db.session.add(invitation)
    db.session.flush()
    title = queries.role_titles()[role]
    record(
        "people.invitation.sent", actor=actor, now=now, invitation=invitation.id, role=title,
        state=queries.state_titles().get(state or "", ""),
    )  # fmt: skip
    notifications.mail(
        f"invitation:{invitation.id}",
        subject=say("Invitation to the %(council)s", council=queries.council().short),
        lines=[
            say("You are invited to the council as: %(role)s.", role=title),
            say("The link works once, and until %(day)s.", day=invitation.expires_at),
        ],
        link=f"/invitation/{token}", now=now, to=email, language=invitation.language,
    )  # fmt: skip
    return invitation, token


def institution_named(name: str, state: str | None) -> int | None:
    """Return the number of the body with this name, which is made the first time; ``None`` for no name."""
    name = checking.institution(name)
    if not name:
        return None
    found = db.session.execute(select(Institution).where(Institution.name == name)).scalars().first()
    if found is None:
        found = Institution(name=name, state=state)
        db.session.add(found)
        db.session.flush()
    return found.id


def token_hash(token: str) -> str:
    """Return the hash under which the link of an invitation is known."""
    return hashlib.sha256(token.encode()).hexdigest()


def open_invitation(token: str, now: datetime) -> Invitation:
    """Return an invitation that can be taken up.

    Raises:
        Missing: no invitation has this link.
        NotNow: it was used, withdrawn, or its days have passed.
    """
    found = members_queries.invitation(token_hash(token))
    if found.used_at is not None:
        raise NotNow(
            say("This invitation was taken up already. Sign in with your address and password."), link="/account/login"
        )
    if found.withdrawn_at is not None or found.expires_at <= now:
        raise NotNow(say("This invitation has expired. Ask whoever invited you for a new one."))
    return found


def accept(token: str, name: str, password: str, *, now: datetime) -> Account:
    """Take up an invitation: an account, and the term that was offered."""
    invitation = open_invitation(token, now)
    account = create_account(invitation.email, name, password, language=invitation.language, now=now, actor=CLOCK)
    invitation.used_at = now
    add_term(
        account.id, invitation.role, state=invitation.state, institution_id=invitation.institution_id, from_at=now,
        actor=CLOCK, now=now,
    )  # fmt: skip
    notifications.notify(
        [invitation.invited_by] if invitation.invited_by else [],
        say("%(name)s has taken up the invitation.", name=account.name),
        link="/people", case_id=None, now=now, key=f"invitation:{invitation.id}:used",
    )  # fmt: skip
    return account


def withdraw_invitation(invitation_id: int, *, actor: Actor, now: datetime) -> Invitation:
    """Withdraw an invitation that was not taken up."""
    access.require(actor, Permission.PEOPLE_INVITE)
    invitation = db.session.get(Invitation, invitation_id)
    if invitation is None:
        raise Missing
    if invitation.used_at is not None:
        raise NotNow(say("This invitation was taken up already."), link="/people")
    if invitation.withdrawn_at is None:
        invitation.withdrawn_at = now
        record("people.invitation.withdrawn", actor=actor, now=now, invitation=invitation.id)
    return invitation


def save_profile(
    account_id: int,
    *,
    name: str,
    language: str,
    zone: str,
    theme: str,
    shortcuts: bool,
    expertise: str = "",
    actor: Actor,
    now: datetime,
) -> Account:
    """Save what a person set for him- or herself."""
    if actor.id != account_id:
        raise Missing
    account = _account(account_id)
    before = account.name
    account.name = checking.name(name)
    account.language = language if language in LANGUAGES else account.language
    account.zone = checking.zone(zone)
    account.theme = theme if theme in {"auto", "light", "dark"} else "auto"
    account.shortcuts = shortcuts
    account.expertise = " ".join(expertise.split())[:300]
    if account.name != before:
        record("people.account.renamed", actor=actor, now=now, account=account.id, before=before, name=account.name)
    return account


def note_password(account: Account, *, now: datetime) -> None:
    """Record that a password was changed or set anew."""
    actor = queries.actor_for(account, now)
    record("people.password.changed", actor=actor, now=now, account=account.id)


def _decides(actor: Actor, permission: Permission) -> None:
    """Let the clock do what an invitation or the loading of a council has decided before."""
    if actor is not CLOCK:
        access.require(actor, permission)


def _account(account_id: int) -> Account:
    account = db.session.get(Account, account_id)
    if account is None:
        raise Missing
    return account
