"""Rows of the outbox, of what people are told, of the files they follow."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from council_flow.database import Base, Instant

_PENDING = text("done_at IS NULL AND failed_at IS NULL")


class Outbox(Base):
    """Work that leaves the process, written in the transaction that asks for it and done by a worker."""

    __tablename__ = "outbox"
    __table_args__ = (Index("ix_outbox_pending", "not_before", sqlite_where=_PENDING, postgresql_where=_PENDING),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(64))
    key: Mapped[str] = mapped_column(String(255), unique=True)
    """Names the work: asked for twice, it is done once."""
    payload: Mapped[dict[str, Any]] = mapped_column(JSON)
    created_at: Mapped[datetime] = mapped_column(Instant)
    not_before: Mapped[datetime] = mapped_column(Instant)
    lease_until: Mapped[datetime | None] = mapped_column(Instant)
    leased_by: Mapped[str | None] = mapped_column(String(64))
    attempts: Mapped[int] = mapped_column(default=0)
    done_at: Mapped[datetime | None] = mapped_column(Instant)
    failed_at: Mapped[datetime | None] = mapped_column(Instant)
    """When it was given up."""
    error: Mapped[str | None] = mapped_column(Text)


class Notice(Base):
    """Something that one person is told, shown on the desk and sent by mail."""

    __tablename__ = "notices"
    __table_args__ = (
        UniqueConstraint("account_id", "key"),
        Index("ix_notices_account_at", "account_id", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    case_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id"))
    key: Mapped[str] = mapped_column(String(255))
    sentence: Mapped[dict[str, Any]] = mapped_column(JSON)
    link: Mapped[str] = mapped_column(String(500))
    at: Mapped[datetime] = mapped_column(Instant)
    read_at: Mapped[datetime | None] = mapped_column(Instant)


class Following(Base):
    """A person follows a file."""

    __tablename__ = "followings"

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), primary_key=True, index=True)
    at: Mapped[datetime] = mapped_column(Instant)


class DeskCount(Base):
    """How many matters awaited a person when the worker last counted: what every page shows beside "Desk"."""

    __tablename__ = "desk_counts"

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    matters: Mapped[int]
    counted_at: Mapped[datetime] = mapped_column(Instant)
