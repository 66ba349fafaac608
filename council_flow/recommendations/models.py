"""Rows of cases: the case itself, its visits of stages, approvals."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from council_flow.database import Base, Instant
from council_flow.language import Titles


class Case(Base):
    """One recommendation on its way through one workflow. On screen: its file."""

    __tablename__ = "cases"
    __table_args__ = (
        UniqueConstraint("year", "number"),
        CheckConstraint("visit >= 1", name="visit_counts_from_one"),
        Index("ix_cases_stage_updated", "stage", "updated_at"),
        Index("ix_cases_updated", "updated_at", "id"),
        Index("ix_cases_stage_definition", "stage", "definition_hash"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int]
    number: Mapped[int]
    workflow: Mapped[str] = mapped_column(String(64))
    definition_hash: Mapped[str] = mapped_column(ForeignKey("definitions.hash"))
    stage: Mapped[str] = mapped_column(String(64))
    visit: Mapped[int] = mapped_column(default=1)
    """Counts the stages entered, from 1: tells two stays in the same stage apart."""
    entered_at: Mapped[datetime] = mapped_column(Instant)
    closes_at: Mapped[datetime | None] = mapped_column(Instant)
    """When the activities of this stage close."""
    closed: Mapped[bool] = mapped_column(default=False, server_default=false())
    """The clock has closed the activities of this stay."""
    due_at: Mapped[datetime | None] = mapped_column(Instant, index=True)
    """When the clock has to look at this case next."""
    corrects_id: Mapped[int | None]
    """The publication that this file is to correct. No foreign key: publications name their cases already."""
    original: Mapped[str] = mapped_column(String(2))
    titles: Mapped[dict[str, str]] = mapped_column(JSON)
    version_id: Mapped[int | None]
    """The current version. Set with the first one, in the same transaction."""
    version: Mapped[int] = mapped_column(default=0)
    issued: Mapped[int | None]
    """Number of the last issued revision: 0 is L.7 itself, 1 is L.7/Rev.1."""
    issued_version: Mapped[int | None]
    """Number of the version that the last issued revision sealed."""
    content_hash: Mapped[str] = mapped_column(String(64), default="")
    search: Mapped[str] = mapped_column(Text, default="")
    """Symbol and titles, case-folded, for the filter of the list."""
    locked_at: Mapped[datetime | None] = mapped_column(Instant)
    """Since when the text is locked for a final reading: nobody saves a version or makes a suggestion."""
    locked_label: Mapped[dict[str, str] | None] = mapped_column(JSON)
    """Role and State of who locked it."""
    lock_reason: Mapped[str] = mapped_column(Text, default="", server_default="")
    comments: Mapped[int] = mapped_column(default=0)
    open_comments: Mapped[int] = mapped_column(default=0)
    limited_comments: Mapped[int] = mapped_column(default=0, server_default="0")
    """Comments that not everybody sees; ``comments`` and ``open_comments`` count those that everybody does."""
    open_limited: Mapped[int] = mapped_column(default=0, server_default="0")
    untaken: Mapped[int] = mapped_column(default=0, server_default="0")
    """Accepted suggestions that are not in the text yet."""
    bracketed: Mapped[int] = mapped_column(default=0, server_default="0")
    """Blocks of the current text with words in square brackets."""
    invited: Mapped[int] = mapped_column(default=0)
    answers: Mapped[int] = mapped_column(default=0)
    reviewers: Mapped[int] = mapped_column(default=0)
    opinions: Mapped[int] = mapped_column(default=0)
    ready: Mapped[list[str]] = mapped_column(JSON, default=list)
    """Moves whose conditions all held when the case last changed: what the desk and lists show without asking."""
    has_ready: Mapped[bool] = mapped_column(default=False, index=True)
    documents: Mapped[int] = mapped_column(default=0, server_default="0")
    """Background documents that are not withdrawn."""
    gaps: Mapped[int | None]
    """Operative paragraphs without a finding that stands; ``None`` before the first alignment check."""
    opened_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    opened_at: Mapped[datetime] = mapped_column(Instant)
    updated_at: Mapped[datetime] = mapped_column(Instant)

    @property
    def path(self) -> str:
        """Address of the file inside the product, without language prefix."""
        return f"/drafts/{self.year}/L.{self.number}"

    @property
    def title(self) -> Titles:
        """Title in each language that the text has."""
        return Titles(self.titles)


class Visit(Base):
    """One stay of a case in a stage."""

    __tablename__ = "visits"
    __table_args__ = (UniqueConstraint("case_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    number: Mapped[int]
    stage: Mapped[str] = mapped_column(String(64))
    entered_at: Mapped[datetime] = mapped_column(Instant)
    closes_at: Mapped[datetime | None] = mapped_column(Instant)
    left_at: Mapped[datetime | None] = mapped_column(Instant)
    left_by: Mapped[str | None] = mapped_column(String(64))
    """The transition that ended the stay."""
    reason: Mapped[str | None] = mapped_column(Text)


class Approval(Base):
    """One person's approval of a transition, bound to the stay in the stage and to the text."""

    __tablename__ = "approvals"
    __table_args__ = (UniqueConstraint("case_id", "visit", "transition", "content_hash", "account_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    visit: Mapped[int]
    transition: Mapped[str] = mapped_column(String(64))
    content_hash: Mapped[str] = mapped_column(String(64))
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    label: Mapped[dict[str, str]] = mapped_column(JSON)
    at: Mapped[datetime] = mapped_column(Instant)
    taken_back_at: Mapped[datetime | None] = mapped_column(Instant)
    fell_at: Mapped[datetime | None] = mapped_column(Instant)
    fell_because: Mapped[str | None] = mapped_column(String(16))
    """Why it no longer counts though nobody took it back: ``text``, ``interest``, ``revision``, or
    ``decided`` where it was counted in a decision that left the stage as it was."""


class Sight(Base):
    """Who could see or contributed to a case: it stays visible to that person at later stages."""

    __tablename__ = "sights"

    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    at: Mapped[datetime] = mapped_column(Instant)


class Document(Base):
    """A background document of a case: bytes that are kept and handed out, never run."""

    __tablename__ = "documents"
    __table_args__ = (UniqueConstraint("case_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    number: Mapped[int]
    """Counts the documents of a case from 1."""
    title: Mapped[str] = mapped_column(String(300))
    language: Mapped[str] = mapped_column(String(8))
    label: Mapped[str] = mapped_column(String(24))
    """What it is to the case: evidence, practice, legal, statistics, letter or other."""
    name: Mapped[str] = mapped_column(String(200))
    """Name of the file as it was handed in."""
    media_type: Mapped[str] = mapped_column(String(100))
    """Found from the content, not from the name."""
    size: Mapped[int]
    """In bytes."""
    sha256: Mapped[str] = mapped_column(String(64))
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    account_label: Mapped[dict[str, str]] = mapped_column(JSON)
    at: Mapped[datetime] = mapped_column(Instant)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Instant)
    withdrawn_label: Mapped[dict[str, str] | None] = mapped_column(JSON)
    withdrawn_reason: Mapped[str] = mapped_column(Text, default="", server_default="")
