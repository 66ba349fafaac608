"""The persons of the demo council: roles and States instead of names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import select

from council_flow.access import CLOCK, Actor
from council_flow.database import db
from council_flow.people import operations, queries
from council_flow.people.models import Account

PASSWORD = "council-demo-2026"  # noqa: S105 - printed by `make run`; the demo holds nothing to protect
"""Password of every demo account."""

MARK = "demo-council.txt"
"""File in the instance folder that says: this database holds the demo council."""

DOMAIN = "council.example"
VOICES = ("KZ", "KG", "TJ", "TM", "UZ")
INVITED = ("IQ", "JO", "LB", "YE")
PARTNER = "United Nations partner"
"""An institution of the demo only: no real body says anything in it."""


@dataclass(frozen=True)
class Person:
    """One demo account."""

    key: str
    roles: tuple[str, ...]
    state: str | None
    name: str
    institution: str = ""

    @property
    def email(self) -> str:
        """Address that signs in."""
        return f"{self.key}@{DOMAIN}"


def cast() -> list[Person]:
    """Return everybody, in the order in which the accounts are printed."""
    chairs = [
        Person("chair", ("chair",), "UZ", "Chair"),
        Person("vice-chair", ("chair",), "KZ", "Vice-Chair"),
        Person("secretariat", ("secretariat",), None, "Secretariat"),
        Person("secretariat2", ("secretariat",), None, "Secretariat, documents"),
    ]
    experts = [Person(f"expert.{code.lower()}", ("expert",), code, "Expert") for code in (*VOICES, *INVITED)]
    second = [Person(f"reviewer.{code.lower()}", ("expert",), code, "Second expert") for code in VOICES]
    focal = [
        Person(f"focal.{code.lower()}", ("focal_point",), code, "Focal point") for code in (*VOICES, *INVITED, "XA")
    ]
    partners = [Person("partner", ("expert",), None, "Partner", PARTNER)]
    return [*chairs, *experts, *second, *focal, *partners]


def create(now: datetime) -> None:
    """Create all accounts with their terms."""
    for person in cast():
        account = operations.create_account(person.email, person.name, PASSWORD, language="en", now=now, actor=CLOCK)
        for role in person.roles:
            body = operations.institution_named(person.institution, None)
            operations.add_term(
                account.id, role, state=person.state, institution_id=body, from_at=now, actor=CLOCK, now=now
            )


def actor(key: str, now: datetime) -> Actor:
    """Return a demo person as actor at an instant."""
    account = db.session.execute(select(Account).where(Account.email == f"{key}@{DOMAIN}")).scalar_one()
    return queries.actor_for(account, now)


def loaded_here(instance: Path) -> bool:
    """Answer whether the database of this folder holds the demo council."""
    return (instance / MARK).exists()


def listed() -> list[tuple[str, str]]:
    """Return address and role of the accounts worth trying first."""
    first = ("chair", "vice-chair", "secretariat", "expert.kz", "expert.kg", "focal.tj", "reviewer.uz")
    return [(one.email, f"{one.name}, {one.state}" if one.state else one.name) for one in cast() if one.key in first]
