"""Rows of the alignment check: findings on operative paragraphs."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from council_flow.database import Base, Instant


class Finding(Base):
    """What the check found on one operative paragraph, on its words at that time. A later one supersedes it."""

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
    provisions: Mapped[list[str]] = mapped_column(JSON)
    reason: Mapped[str] = mapped_column(Text)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    label: Mapped[dict[str, str]] = mapped_column(JSON)
    at: Mapped[datetime] = mapped_column(Instant)
    superseded_at: Mapped[datetime | None] = mapped_column(Instant)
