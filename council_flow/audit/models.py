"""Rows of the record. They refer to no other table: the record is read and verified without the rest."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Connection, Index, String, Table, event
from sqlalchemy.orm import Mapped, mapped_column

from council_flow.audit import triggers
from council_flow.database import Base, Instant


class Entry(Base):
    """One act, as it was written. Triggers of the database refuse every change."""

    __tablename__ = "audit_entries"
    __table_args__ = (Index("ix_audit_entries_case_seq", "case_id", "seq"),)

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """Counts the entries of the council from 1, without a gap."""
    at: Mapped[datetime] = mapped_column(Instant)
    actor_id: Mapped[int | None]
    """Account that acted; ``None`` for the clock."""
    actor_name: Mapped[str] = mapped_column(String(200))
    actor_label: Mapped[dict[str, str]] = mapped_column(JSON)
    tag: Mapped[str] = mapped_column(String(100))
    """What was done: ``room.subject.action``."""
    case_id: Mapped[int | None]
    subject: Mapped[str | None] = mapped_column(String(200))
    data: Mapped[dict[str, Any]] = mapped_column(JSON)
    previous: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))


class Head(Base):
    """Number and hash of the last entry: one row, locked last by every transaction that records."""

    __tablename__ = "audit_head"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    seq: Mapped[int]
    hash: Mapped[str] = mapped_column(String(64))


@event.listens_for(Entry.__table__, "after_create")
def _protect(table: Table, connection: Connection, **more: Any) -> None:
    for statement in triggers.protect(connection.dialect.name):
        connection.exec_driver_sql(statement)
