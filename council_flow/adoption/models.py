"""Rows of adoption: procedures, and the positions that States take in them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from council_flow.database import Base, Instant


class Procedure(Base):
    """One procedure of adoption on one text. ``outcome``: carried or broken, once its time has run."""

    __tablename__ = "procedures"
    __table_args__ = (UniqueConstraint("case_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    visit: Mapped[int]
    number: Mapped[int]
    kind: Mapped[str] = mapped_column(String(32))
    version: Mapped[int]
    content_hash: Mapped[str] = mapped_column(String(64))
    opened_at: Mapped[datetime] = mapped_column(Instant)
    closes_at: Mapped[datetime] = mapped_column(Instant)
    closed_at: Mapped[datetime | None] = mapped_column(Instant)
    outcome: Mapped[str | None] = mapped_column(String(16))


class Position(Base):
    """The position of one State. A later one of the same State supersedes it."""

    __tablename__ = "positions"
    __table_args__ = (Index("ix_positions_procedure_id_superseded_at", "procedure_id", "superseded_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    procedure_id: Mapped[int] = mapped_column(ForeignKey("procedures.id"))
    state: Mapped[str] = mapped_column(String(8))
    position: Mapped[str] = mapped_column(String(32))
    text: Mapped[str] = mapped_column(Text, default="")
    content_hash: Mapped[str] = mapped_column(String(64))
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    label: Mapped[dict[str, str]] = mapped_column(JSON)
    at: Mapped[datetime] = mapped_column(Instant)
    superseded_at: Mapped[datetime | None] = mapped_column(Instant)
