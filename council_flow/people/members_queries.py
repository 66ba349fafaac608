"""Reading the council itself: its members with their terms, the invitations that wait."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import aliased

from council_flow.database import db
from council_flow.errors import Missing
from council_flow.people.models import Account, Acting, Institution, Invitation, Term


@dataclass(frozen=True)
class Member:
    """A role that somebody holds, or held last, as the page of the council shows it."""

    term_id: int
    account_id: int
    name: str
    email: str
    role: str
    state: str | None
    institution: str
    from_at: datetime
    until_at: datetime | None
    acting_name: str | None = None
    acting_from: datetime | None = None
    acting_until: datetime | None = None
    acting_id: int | None = None


def members(now: datetime) -> list[Member]:
    """Return the terms that run now or begin later, with acting holders that are named for them."""
    other = aliased(Account)
    rows = db.session.execute(
        select(
            Term.id, Account.id, Account.name, Account.email, Term.role, Term.state, Institution.name, Term.from_at,
            Term.until_at, other.name, Acting.from_at, Acting.until_at, Acting.id,
        )
        .join(Account, Account.id == Term.account_id)
        .outerjoin(Institution, Institution.id == Term.institution_id)
        .outerjoin(Acting, and_(Acting.term_id == Term.id, Acting.until_at > now, Acting.ended_at.is_(None)))
        .outerjoin(other, other.id == Acting.account_id)
        .where(or_(Term.until_at.is_(None), Term.until_at > now))
        .order_by(Term.state, Term.id)
    )  # fmt: skip
    return [Member(*row[:6], row[6] or "", *row[7:]) for row in rows]


def pending(now: datetime) -> list[Invitation]:
    """Return the invitations that can still be taken up."""
    return list(
        db.session.execute(
            select(Invitation)
            .where(Invitation.used_at.is_(None), Invitation.withdrawn_at.is_(None), Invitation.expires_at > now)
            .order_by(Invitation.id)
        ).scalars()
    )


def invitation(token_hash: str) -> Invitation:
    """Return an invitation by the hash of its link.

    Raises:
        Missing: there is none.
    """
    found = db.session.execute(select(Invitation).where(Invitation.token_hash == token_hash)).scalar_one_or_none()
    if found is None:
        raise Missing
    return found


def term(term_id: int) -> Term:
    """Return a term.

    Raises:
        Missing: there is none.
    """
    found = db.session.get(Term, term_id)
    if found is None:
        raise Missing
    return found
