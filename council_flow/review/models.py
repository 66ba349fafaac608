"""Rows of the review: declarations of interest, and opinions given on a text."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from council_flow.database import Base, Instant

OPINIONS = ("ready", "ready_after_changes", "not_ready")


class Interest(Base):
    """What a reviewer declared about interests in a case, before giving an opinion."""

    __tablename__ = "interests"
    __table_args__ = (UniqueConstraint("case_id", "account_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    label: Mapped[dict[str, str]] = mapped_column(JSON)
    concerned: Mapped[bool]
    """True where an interest was declared: the reviewer steps aside."""
    text: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[datetime] = mapped_column(Instant)


class Opinion(Base):
    """One reviewer's opinion on one text. A later one of the same reviewer supersedes it."""

    __tablename__ = "opinions"
    __table_args__ = (Index("ix_opinions_case_id_superseded_at", "case_id", "superseded_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    visit: Mapped[int]
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    label: Mapped[dict[str, str]] = mapped_column(JSON)
    version: Mapped[int]
    content_hash: Mapped[str] = mapped_column(String(64))
    opinion: Mapped[str] = mapped_column(String(32))
    reasons: Mapped[str] = mapped_column(Text)
    grades: Mapped[dict[str, dict[str, str]]] = mapped_column(JSON, default=dict, server_default="{}")
    """Grade and reason by criterion, where the workflow asks for them: see ``criteria.py``."""
    at: Mapped[datetime] = mapped_column(Instant)
    superseded_at: Mapped[datetime | None] = mapped_column(Instant)


class Reply(Base):
    """What a reviewer answered to being named: accepted, with the day of the opinion, or declined."""

    __tablename__ = "review_replies"

    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    accepted: Mapped[bool]
    by_day: Mapped[date | None]
    """The day by which the opinion is promised."""
    reason: Mapped[str] = mapped_column(Text, default="")
    label: Mapped[dict[str, str]] = mapped_column(JSON)
    at: Mapped[datetime] = mapped_column(Instant)


class Summary(Base):
    """What those who lead the file draw from the opinions on one text. A later one supersedes it."""

    __tablename__ = "review_summaries"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    version: Mapped[int]
    content_hash: Mapped[str] = mapped_column(String(64))
    text: Mapped[str] = mapped_column(Text)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    label: Mapped[dict[str, str]] = mapped_column(JSON)
    at: Mapped[datetime] = mapped_column(Instant)
    superseded_at: Mapped[datetime | None] = mapped_column(Instant)
