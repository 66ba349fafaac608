"""Rows of the alignment check: findings, each on one operative paragraph and one provision of the guidance."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from council_flow.database import Base, Instant


class Finding(Base):
    """What the check found on a paragraph beside a provision, on its words at that time. A later one supersedes it."""

    __tablename__ = "findings"
    __table_args__ = (Index("ix_findings_case_id_superseded_at", "case_id", "superseded_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    key: Mapped[str] = mapped_column(String(32))
    """Identity of the block."""
    paragraph_hash: Mapped[str] = mapped_column(String(64))
    """Hash of the paragraph with its sub-paragraphs, in the original language."""
    content_hash: Mapped[str] = mapped_column(String(64))
    version: Mapped[int]
    catalogue: Mapped[str] = mapped_column(String(64))
    grade: Mapped[str] = mapped_column(String(32))
    provision: Mapped[str | None] = mapped_column(String(64))
    """``None`` where no provision bears on the paragraph."""
    reason: Mapped[str] = mapped_column(Text)
    answers: Mapped[dict[str, str]] = mapped_column(JSON, default=dict, server_default="{}")
    """Answer to each question of the provision, by its number from 0: see ``coverage.ANSWERS``."""
    evidence: Mapped[str] = mapped_column(Text, default="", server_default="")
    """A practice or a source that the finding rests on, in words."""
    document_id: Mapped[int | None] = mapped_column(ForeignKey("documents.id"))
    """A background document of the file that the finding rests on."""
    comment_id: Mapped[int | None] = mapped_column(ForeignKey("comments.id"))
    """The suggestion that the proposed wording became."""
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    label: Mapped[dict[str, str]] = mapped_column(JSON)
    at: Mapped[datetime] = mapped_column(Instant)
    read_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    """The second reader."""
    read_label: Mapped[dict[str, str] | None] = mapped_column(JSON)
    read_at: Mapped[datetime | None] = mapped_column(Instant)
    read_agrees: Mapped[bool | None]
    read_note: Mapped[str] = mapped_column(Text, default="", server_default="")
    superseded_at: Mapped[datetime | None] = mapped_column(Instant)


class Edition(Base):
    """One edition of a catalogue of guidance. In force is the latest activated one; before the first, what is shipped."""

    __tablename__ = "catalogue_editions"
    __table_args__ = (
        UniqueConstraint("name", "number"),
        Index("ix_catalogue_editions_name_activated_at", "name", "activated_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(64))
    number: Mapped[int]
    """From 2: what is shipped is edition 1."""
    data: Mapped[dict[str, Any]] = mapped_column(JSON)
    digest: Mapped[str] = mapped_column(String(64))
    note: Mapped[str] = mapped_column(Text, default="")
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    label: Mapped[dict[str, str]] = mapped_column(JSON)
    at: Mapped[datetime] = mapped_column(Instant)
    activated_at: Mapped[datetime | None] = mapped_column(Instant)
    activated_label: Mapped[dict[str, str] | None] = mapped_column(JSON)
