"""Reading people: who acts with which roles, who holds a role, who is assigned."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from flask import current_app
from sqlalchemy import ColumnElement, Select, Subquery, and_, bindparam, distinct, exists, func, literal, or_, select

from council_flow.access import Actor
from council_flow.database import Instant, db
from council_flow.language import Titles
from council_flow.people.labels import label
from council_flow.people.models import Account, Acting, Assignment, Institution, Invitation, Term


def council() -> Any:
    """Return the council's file."""
    return current_app.extensions["council"]


def role_titles() -> dict[str, Titles]:
    """Return the titles of roles held by membership."""
    return dict(council().roles)


def state_titles() -> dict[str, Titles]:
    """Return the names of States by their codes."""
    return {code: state.title for code, state in council().states.items()}


_NOW = bindparam("now", type_=Instant)
"""The instant that these statements are asked about. They are made once: making one takes longer than asking it."""


def _current(model: type[Term]) -> Any:
    return and_(model.from_at <= _NOW, or_(model.until_at.is_(None), model.until_at > _NOW))


def _held() -> Subquery:
    """Select account, role, state and institution of every role held now, acting ones included."""
    own = select(
        Term.account_id,
        Term.role,
        Term.state,
        Term.institution_id,
        literal(0).label("acting"),
        Term.id.label("term_id"),
    ).where(_current(Term))
    acting = and_(
        Acting.from_at <= _NOW, Acting.until_at > _NOW, or_(Acting.ended_at.is_(None), Acting.ended_at > _NOW)
    )
    other = (
        select(Acting.account_id, Term.role, Term.state, Term.institution_id, literal(1), Term.id)
        .join(Term, Term.id == Acting.term_id)
        .where(acting, _current(Term))
    )
    return own.union_all(other).subquery()


_HELD_TABLE = _held()
_HELD = _HELD_TABLE.c
_ROLES = (
    select(_HELD.role, _HELD.state, Institution.name, _HELD.term_id)
    .outerjoin(Institution, Institution.id == _HELD.institution_id)
    .where(_HELD.account_id == bindparam("account"))
    .order_by(_HELD.acting, _HELD.role, _HELD.state)
)


def actor_for(account: Account, now: datetime) -> Actor:
    """Return the person as actor: the roles held at this instant, acting ones included. One statement."""
    rows = db.session.execute(_ROLES, {"now": now, "account": account.id}).all()
    roles = frozenset(row.role for row in rows)
    state = next((row.state for row in rows if row.state), None)
    states: dict[str, str] = {}
    for row in rows:
        if row.state:
            states.setdefault(row.role, row.state)  # the own term goes before one that is held for somebody absent
    institution = next((row.name for row in rows if row.name), "")
    return Actor(
        id=account.id,
        name=account.name,
        roles=roles,
        state=state,
        states=states,
        terms=frozenset((row.role, row.term_id) for row in rows),
        label=label(roles, state, role_titles(), state_titles(), institution),
        grants=council().grants(roles),
        zone=account.zone,
        language=account.language,
    )


def actor_of(account_id: int, now: datetime) -> Actor | None:
    """Return a person as actor by the number of the account; ``None`` for a closed one."""
    account = db.session.get(Account, account_id)
    return actor_for(account, now) if account is not None and account.active else None


ROLES_IN_CASE = select(Assignment.role).where(
    Assignment.case_id == bindparam("case"),
    Assignment.account_id == bindparam("account"),
    Assignment.until_at.is_(None),
)
"""Select the roles that the parameter ``account`` is assigned in the file ``case``."""


def roles_in_case(case_id: int, account_id: int) -> frozenset[str]:
    """Return the roles that a person is assigned in a file."""
    rows = db.session.execute(ROLES_IN_CASE, {"case": case_id, "account": account_id})
    return frozenset(rows.scalars())


@dataclass(frozen=True)
class Assigned:
    """A person assigned to a file."""

    account_id: int
    name: str
    label: Titles
    role: str
    from_at: datetime
    alias: bool = False
    """The label hides who it is."""


ASSIGNED = (
    select(
        Assignment.account_id,
        Account.name,
        Assignment.label_data,
        Assignment.role,
        Assignment.from_at,
        Assignment.id,
        Assignment.alias,
    )
    .join(Account, Account.id == Assignment.account_id)
    .where(Assignment.case_id == bindparam("case"), Assignment.until_at.is_(None))
)
"""Select who is assigned to the file ``case``; ``id`` gives the order of assignment."""


def assigned(case_id: int) -> list[Assigned]:
    """Return who is assigned to a file, in the order of assignment."""
    rows = db.session.execute(ASSIGNED.order_by(Assignment.id), {"case": case_id})
    return [
        Assigned(account, name, Titles(words), role, at, alias) for account, name, words, role, at, _, alias in rows
    ]


def holding(role: str | Collection[str], now: datetime, state: str | None = None) -> list[int]:
    """Return the accounts that hold a role (or one of several) in the council now, for a State if one is given."""
    names = [role] if isinstance(role, str) else list(role)
    found = _HOLDING if state is None else _HOLDING.where(_HELD.state == state)
    return sorted(set(db.session.execute(found, {"now": now, "roles": names}).scalars()))


def of_state(state: str, now: datetime) -> set[int]:
    """Return the accounts of everybody whom a State has named and who holds a role now; not of who acts for them only."""
    held = select(_HELD.account_id).where(_HELD.state == state)
    own = set(db.session.execute(held.where(_HELD.acting == 0), {"now": now}).scalars())
    acting = set(db.session.execute(held.where(_HELD.acting == 1), {"now": now}).scalars()) - own
    return own | {one for one in acting if (person := actor_of(one, now)) is not None and person.state == state}


def terms_held(roles: Iterable[str]) -> Subquery:
    """Select account and term of whoever holds one of the roles at the parameter ``now``, for himself or for somebody absent."""
    return select(_HELD.account_id, _HELD.term_id).where(_HELD.role.in_(sorted(roles))).subquery()


def institutions(now: datetime) -> dict[int, str]:
    """Return the institutions from which somebody holds a role now, by their names."""
    rows = db.session.execute(
        select(Institution.id, Institution.name)
        .join(_HELD_TABLE, _HELD.institution_id == Institution.id)
        .distinct()
        .order_by(Institution.name),
        {"now": now},
    )
    return dict(rows.all())


def of_institution(institution: int, now: datetime) -> list[int]:
    """Return the accounts of everybody who holds a role now for an institution."""
    found = select(_HELD.account_id).where(_HELD.institution_id == institution)
    return sorted(set(db.session.execute(found, {"now": now}).scalars()))


_HOLDING = select(_HELD.account_id).where(_HELD.role.in_(bindparam("roles", expanding=True)))
_SEEING = _HOLDING.union(
    select(Assignment.account_id).where(
        Assignment.case_id == bindparam("case"), Assignment.role.in_(bindparam("roles", expanding=True)),
        Assignment.until_at.is_(None),
    )
)  # fmt: skip


def seeing(case_id: int, roles: Iterable[str], now: datetime) -> list[int]:
    """Return the accounts that hold one of the roles in the council or in a file."""
    return sorted(db.session.execute(_SEEING, {"now": now, "case": case_id, "roles": list(roles)}).scalars())


def holds(account_id: Any, case_id: int, roles: Iterable[str]) -> ColumnElement[bool]:
    """Return the condition that somebody holds one of the roles at the parameter ``now``, in the council or in a file."""
    names = sorted(roles)
    given = select(Assignment.account_id).where(
        Assignment.case_id == case_id, Assignment.role.in_(names), Assignment.until_at.is_(None)
    )
    return or_(account_id.in_(select(_HELD.account_id).where(_HELD.role.in_(names))), account_id.in_(given))


def cases_assigned(account_id: int | None, role: str | None = None) -> Select[int]:
    """Select the numbers of the files to which a person is assigned, in a role if one is given."""
    found = select(Assignment.case_id).where(Assignment.account_id == account_id, Assignment.until_at.is_(None))
    return found.where(Assignment.role == role) if role else found


def files_of(account_id: int | None) -> Subquery:
    """Select number of the file and role of every assignment of a person."""
    return (
        select(Assignment.case_id, Assignment.role)
        .where(Assignment.account_id == account_id, Assignment.until_at.is_(None))
        .subquery()
    )


def is_assigned(case_id: Any, account_id: Any, role: str) -> ColumnElement[bool]:
    """Return the condition that a person is assigned to a file in a role; the case and the person may be columns or parameters."""
    return exists().where(
        Assignment.case_id == case_id, Assignment.account_id == account_id, Assignment.role == role,
        Assignment.until_at.is_(None),
    )  # fmt: skip


def has_alias(case_id: Any, account_id: Any) -> ColumnElement[bool]:
    """Return the condition that a person acts, or acted, under an alias in a file; both may be columns."""
    return exists().where(Assignment.case_id == case_id, Assignment.account_id == account_id, Assignment.alias)


@dataclass(frozen=True)
class Contact:
    """Where and in which language a person is written to."""

    email: str
    language: str


def contact(account_id: int) -> Contact | None:
    """Return where a person is written to; ``None`` for a closed account."""
    account = db.session.get(Account, account_id)
    return Contact(account.email, account.language) if account is not None and account.active else None


def active_accounts() -> list[int]:
    """Return the numbers of all accounts that may sign in."""
    return list(db.session.execute(select(Account.id).where(Account.active).order_by(Account.id)).scalars())


def nobody() -> bool:
    """Answer whether the council has no account and no invitation yet."""
    known = select(Account.id).union_all(select(Invitation.id)).limit(1)
    return db.session.execute(known).first() is None


def by_email(email: str) -> Account | None:
    """Return the account with an address."""
    return db.session.execute(select(Account).where(Account.email == email.strip().lower())).scalar_one_or_none()


def choices(now: datetime) -> list[tuple[int, Titles, str]]:
    """Return everybody who holds a role now, for choosing: account, label, name."""
    rows = db.session.execute(
        select(_HELD.account_id, _HELD.role, _HELD.state, Account.name, Institution.name)
        .join(Account, Account.id == _HELD.account_id)
        .outerjoin(Institution, Institution.id == _HELD.institution_id)
        .where(Account.active)
        .order_by(_HELD.state, _HELD.account_id),
        {"now": now},
    ).all()
    found: dict[int, tuple[set[str], str | None, str, str]] = {}
    for account, role, state, name, institution in rows:
        roles, _, _, _ = found.setdefault(account, (set(), state, name, institution or ""))
        roles.add(role)
    titles, states = role_titles(), state_titles()
    return [
        (account, label(roles, state, titles, states, body), name)
        for account, (roles, state, name, body) in found.items()
    ]


def about(now: datetime) -> dict[int, tuple[str, int]]:
    """Return the field of expertise of everybody, and in how many files that are not closed each has a role now."""
    from council_flow.recommendations.models import Case  # noqa: PLC0415 - files know people, not the other way round

    held = (
        select(Assignment.account_id, func.count(distinct(Assignment.case_id)).label("files"))
        .join(Case, Case.id == Assignment.case_id)
        .where(or_(Assignment.until_at.is_(None), Assignment.until_at > now))
        .group_by(Assignment.account_id)
        .subquery()
    )
    rows = db.session.execute(
        select(Account.id, Account.expertise, func.coalesce(held.c.files, 0)).outerjoin(
            held, held.c.account_id == Account.id
        )
    )
    return {row[0]: (row[1], row[2]) for row in rows}


def as_assigned(actor: Actor, year: int, number: int) -> Actor:
    """Return the person as who acts in a file: under the alias of the assignment, without a State, where the review is blind.

    Also after the assignment has ended: what was written under the alias would tell who it was.
    """
    from council_flow.recommendations.models import Case  # noqa: PLC0415 - files know people, not the other way round

    found = db.session.execute(
        select(Assignment.label_data)
        .join(Case, Case.id == Assignment.case_id)
        .where(
            Case.year == year, Case.number == number, Assignment.account_id == actor.id, Assignment.alias,
        )
        .order_by(Assignment.id.desc())
        .limit(1)
    ).scalar_one_or_none()  # fmt: skip
    if found is None:
        return actor
    return replace(actor, label=Titles(found), state=None, states={}, office=actor, hidden=True)
