"""Rows of people: accounts, terms with roles, acting holders, assignments to files, invitations."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from flask_security.core import UserMixin
from sqlalchemy import JSON, ForeignKey, Index, String, false
from sqlalchemy.orm import Mapped, mapped_column

from council_flow.database import Base, Instant
from council_flow.language import Titles


class Account(Base, UserMixin):
    """Someone who may sign in. What the person may do comes from terms and assignments, never from here."""

    __tablename__ = "accounts"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(255), unique=True)
    """Address in lower case."""
    password: Mapped[str] = mapped_column(String(255))
    active: Mapped[bool] = mapped_column(default=True)
    fs_uniquifier: Mapped[str] = mapped_column(String(64), unique=True)
    """Changes when every session of this account shall end."""
    name: Mapped[str] = mapped_column(String(200))
    language: Mapped[str] = mapped_column(String(2), default="en")
    zone: Mapped[str | None] = mapped_column(String(64))
    """Own time zone; ``None`` for that of the council."""
    theme: Mapped[str] = mapped_column(String(8), default="auto")
    shortcuts: Mapped[bool] = mapped_column(default=False)
    expertise: Mapped[str] = mapped_column(String(300), default="", server_default="")
    """Field of expertise, in the person's own words; shown where reviewers are named."""
    created_at: Mapped[datetime] = mapped_column(Instant)

    roles: ClassVar[list[str]] = []  # type: ignore[assignment, misc]  # none of theirs, for any account
    """Flask-Security's own roles, which are not used."""


class Institution(Base):
    """A body that people come from, such as a ministry or a United Nations entity."""

    __tablename__ = "institutions"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    state: Mapped[str | None] = mapped_column(String(2))


class Term(Base):
    """A role in the council, held for a State or an institution from one instant to another."""

    __tablename__ = "terms"
    __table_args__ = (Index("ix_terms_account_role", "account_id", "role"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    role: Mapped[str] = mapped_column(String(64))
    state: Mapped[str | None] = mapped_column(String(2))
    institution_id: Mapped[int | None] = mapped_column(ForeignKey("institutions.id"))
    from_at: Mapped[datetime] = mapped_column(Instant)
    until_at: Mapped[datetime | None] = mapped_column(Instant)


class Acting(Base):
    """A person who holds another's role while that person is absent."""

    __tablename__ = "actings"

    id: Mapped[int] = mapped_column(primary_key=True)
    term_id: Mapped[int] = mapped_column(ForeignKey("terms.id"))
    """The term of the absent holder."""
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    from_at: Mapped[datetime] = mapped_column(Instant)
    until_at: Mapped[datetime] = mapped_column(Instant)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)


class Assignment(Base):
    """A role in one file, such as that of its drafter or of a reviewer."""

    __tablename__ = "assignments"
    __table_args__ = (Index("ix_assignments_account_role", "account_id", "role"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    role: Mapped[str] = mapped_column(String(64))
    label_data: Mapped[dict[str, str]] = mapped_column("label", JSON)
    """Role and State of the person when assigned."""
    alias: Mapped[bool] = mapped_column(default=False, server_default=false())
    """The label hides who it is: the review is blind."""
    from_at: Mapped[datetime] = mapped_column(Instant)
    until_at: Mapped[datetime | None] = mapped_column(Instant)

    @property
    def label(self) -> Titles:
        """Role and State of the person when assigned."""
        return Titles(self.label_data)


class Invitation(Base):
    """An invitation to hold a role. The link itself is not kept, only its hash."""

    __tablename__ = "invitations"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(255))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    role: Mapped[str] = mapped_column(String(64))
    state: Mapped[str | None] = mapped_column(String(2))
    institution_id: Mapped[int | None] = mapped_column(ForeignKey("institutions.id"))
    language: Mapped[str] = mapped_column(String(2))
    invited_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    """``None`` for an invitation from the console of the server."""
    invited_at: Mapped[datetime] = mapped_column(Instant)
    expires_at: Mapped[datetime] = mapped_column(Instant)
    used_at: Mapped[datetime | None] = mapped_column(Instant)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Instant)


class SignInAttempt(Base):
    """A sign-in that failed, counted by the address that was typed; a sign-in that works clears them."""

    __tablename__ = "sign_in_attempts"
    __table_args__ = (Index("ix_sign_in_attempts_who_at", "who", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    who: Mapped[str] = mapped_column(String(64))
    """Hash of the address that was typed, in lower case."""
    at: Mapped[datetime] = mapped_column(Instant)
