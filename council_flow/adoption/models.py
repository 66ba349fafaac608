"""Rows of adoption: procedures, positions of States, their statements, delegated voices, receipts of the text."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from council_flow.adoption.rules import Rules, rules
from council_flow.database import Base, Instant


class Procedure(Base):
    """One procedure of adoption on one text. ``outcome``: see ``tally.OUTCOMES``; ``left`` where the file moved before."""

    __tablename__ = "procedures"
    __table_args__ = (UniqueConstraint("case_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    visit: Mapped[int]
    number: Mapped[int]
    kind: Mapped[str] = mapped_column(String(32))
    rules: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict, server_default="{}")
    """As the workflow file stated them when it opened."""
    voices: Mapped[list[str]] = mapped_column(JSON, default=list, server_default="[]")
    """States that had a voice when it opened; empty in procedures opened before that was kept."""
    version: Mapped[int]
    content_hash: Mapped[str] = mapped_column(String(64))
    opened_at: Mapped[datetime] = mapped_column(Instant)
    closes_at: Mapped[datetime | None] = mapped_column(Instant)
    """``None`` where it ends when the chair declares the result."""
    proposal: Mapped[str] = mapped_column(Text, default="", server_default="")
    """What the chair proposed in a meeting."""
    proposed_at: Mapped[datetime | None] = mapped_column(Instant)
    casting: Mapped[str | None] = mapped_column(String(8))
    """How the chair decided a tie: yes or no."""
    declared_label: Mapped[dict[str, str] | None] = mapped_column(JSON)
    closed_at: Mapped[datetime | None] = mapped_column(Instant)
    outcome: Mapped[str | None] = mapped_column(String(16))

    @property
    def ruled(self) -> Rules:
        """The rules, read."""
        return rules({**self.rules, "kind": self.kind})

    @property
    def decided_at(self) -> datetime | None:
        """The instant that counts as the adoption: the closing one, or that of the declaration."""
        return self.closes_at or self.closed_at

    def runs(self, now: datetime) -> bool:
        """Positions are taken now."""
        return self.closed_at is None and (self.closes_at is None or now < self.closes_at)


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
    by_proxy: Mapped[str | None] = mapped_column(String(8))
    """State that holds the voice and took the position."""
    on_behalf: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Recorded by the secretariat, as received on paper or by mail."""
    document_id: Mapped[int | None] = mapped_column(ForeignKey("documents.id"))
    """The letter."""
    at: Mapped[datetime] = mapped_column(Instant)
    superseded_at: Mapped[datetime | None] = mapped_column(Instant)


class Statement(Base):
    """What a State declares beside its position, on the whole text or on a paragraph; printed with the adopted text."""

    __tablename__ = "statements"

    id: Mapped[int] = mapped_column(primary_key=True)
    procedure_id: Mapped[int] = mapped_column(ForeignKey("procedures.id"), index=True)
    state: Mapped[str] = mapped_column(String(8))
    kind: Mapped[str] = mapped_column(String(24))
    """explanation, reservation or disassociation."""
    key: Mapped[str] = mapped_column(String(32))
    """Of the paragraph; empty for the whole text."""
    place: Mapped[str] = mapped_column(String(64))
    """Number of the paragraph in the text put to adoption."""
    text: Mapped[str] = mapped_column(Text)
    written_in: Mapped[str] = mapped_column(String(2))
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    label: Mapped[dict[str, str]] = mapped_column(JSON)
    at: Mapped[datetime] = mapped_column(Instant)
    on_behalf: Mapped[bool] = mapped_column(default=False)
    document_id: Mapped[int | None] = mapped_column(ForeignKey("documents.id"))
    withdrawn_at: Mapped[datetime | None] = mapped_column(Instant)


class Proxy(Base):
    """The voice of a State, given to another in writing, between two instants."""

    __tablename__ = "proxies"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    state: Mapped[str] = mapped_column(String(8))
    holder: Mapped[str] = mapped_column(String(8))
    begins_at: Mapped[datetime] = mapped_column(Instant)
    ends_at: Mapped[datetime] = mapped_column(Instant)
    text: Mapped[str] = mapped_column(Text)
    document_id: Mapped[int | None] = mapped_column(ForeignKey("documents.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    label: Mapped[dict[str, str]] = mapped_column(JSON)
    at: Mapped[datetime] = mapped_column(Instant)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Instant)


class Receipt(Base):
    """A State's word that the circulated text has arrived, in one stay of the file in a stage."""

    __tablename__ = "receipts_of_text"

    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), primary_key=True)
    visit: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[str] = mapped_column(String(8), primary_key=True)
    version: Mapped[int]
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    label: Mapped[dict[str, str]] = mapped_column(JSON)
    at: Mapped[datetime] = mapped_column(Instant)
