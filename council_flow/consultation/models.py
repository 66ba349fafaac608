"""Rows of the consultation: rounds, the parties invited to each, their answers."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from council_flow.database import Base, Instant


class Round(Base):
    """One round: the States are asked about one version, until an instant."""

    __tablename__ = "consultation_rounds"
    __table_args__ = (UniqueConstraint("case_id", "number"), UniqueConstraint("case_id", "visit"))

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    number: Mapped[int]
    """Counts the rounds of a case from 1."""
    visit: Mapped[int]
    """The stay in a stage in which it was opened."""
    role: Mapped[str] = mapped_column(String(64))
    """The role that was invited to answer."""
    guests: Mapped[str | None] = mapped_column(String(64))
    """The role in the file that invited institutions and persons are given; ``None`` where only States are asked."""
    version: Mapped[int]
    content_hash: Mapped[str] = mapped_column(String(64))
    """Fingerprint of the text that was circulated."""
    issued: Mapped[int | None]
    """Number of the issued revision that was circulated, if it was one."""
    opened_at: Mapped[datetime] = mapped_column(Instant)
    closes_at: Mapped[datetime | None] = mapped_column(Instant)
    closed_at: Mapped[datetime | None] = mapped_column(Instant)
    """When it was closed, by the clock or by moving on."""


class Invitation(Base):
    """A party asked in a round: a State, an institution or a person."""

    __tablename__ = "consultation_invitations"

    round_id: Mapped[int] = mapped_column(ForeignKey("consultation_rounds.id"), primary_key=True)
    party: Mapped[str] = mapped_column(String(16), primary_key=True)
    """Code of a State, or what ``parties.py`` makes of an institution or a person."""
    title: Mapped[str | None] = mapped_column(String(200))
    """Name of an institution or a person; ``None`` for a State, whose name stands in the council's file."""
    at: Mapped[datetime] = mapped_column(Instant)
    reminded_at: Mapped[datetime | None] = mapped_column(Instant)


class Respondent(Base):
    """A person who answers for an institution asked in a round, or for himself or herself."""

    __tablename__ = "consultation_respondents"

    round_id: Mapped[int] = mapped_column(ForeignKey("consultation_rounds.id"), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    party: Mapped[str] = mapped_column(String(16))


class Answer(Base):
    """What a party answered. The latest stands; a late one stands once it is accepted."""

    __tablename__ = "consultation_answers"
    __table_args__ = (Index("ix_consultation_answers_round_id_party", "round_id", "party"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("consultation_rounds.id"))
    party: Mapped[str] = mapped_column(String(16))
    answer: Mapped[str] = mapped_column(String(24))
    text: Mapped[str] = mapped_column(Text, default="")
    written_in: Mapped[str] = mapped_column(String(2))
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    label: Mapped[dict[str, str]] = mapped_column(JSON)
    at: Mapped[datetime] = mapped_column(Instant)
    late: Mapped[bool] = mapped_column(default=False)
    late_accepted: Mapped[bool | None]
    """Of a late one: whether it counts; ``None`` until that is decided."""
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    decided_label: Mapped[dict[str, str] | None] = mapped_column(JSON)
    decided_at: Mapped[datetime | None] = mapped_column(Instant)
    superseded_at: Mapped[datetime | None] = mapped_column(Instant)
    on_behalf: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Recorded by the secretariat, as received on paper or by mail."""
    document_id: Mapped[int | None] = mapped_column(ForeignKey("documents.id"))
    """The letter."""
