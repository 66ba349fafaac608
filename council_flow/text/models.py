"""Rows of texts: versions, which never change once written."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from council_flow.database import Base, Instant
from council_flow.language import Titles
from council_flow.text.blocks import Body


class Version(Base):
    """An immutable document: ordered blocks with their texts in all languages."""

    __tablename__ = "versions"
    __table_args__ = (UniqueConstraint("case_id", "number"), UniqueConstraint("case_id", "issued"))

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    number: Mapped[int]
    parent: Mapped[int | None]
    """Number of the version that this one was written on."""
    body_data: Mapped[dict[str, Any]] = mapped_column("body", JSON, deferred=True)
    content_hash: Mapped[str] = mapped_column(String(64), index=True)
    language_hashes: Mapped[dict[str, str]] = mapped_column(JSON)
    shares: Mapped[dict[str, list[int]]] = mapped_column(JSON)
    """For each language: blocks that follow the original, are behind it, are missing."""
    reason: Mapped[str] = mapped_column(Text)
    changed: Mapped[int] = mapped_column(default=0)
    """Number of blocks that differ from the parent in the original language."""
    author_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    author_label: Mapped[dict[str, str]] = mapped_column(JSON)
    at: Mapped[datetime] = mapped_column(Instant)
    issued: Mapped[int | None]
    """Number of the revision as which this version was sealed: 0 is L.7, 1 is L.7/Rev.1."""
    issued_at: Mapped[datetime | None] = mapped_column(Instant)
    name: Mapped[str] = mapped_column(String(120), default="", server_default="")
    """What people call it, such as "Zero draft"; the only thing that may be given to a version afterwards."""
    restores: Mapped[int | None]
    """Number of the earlier version whose text it brings back."""
    sources: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    """Whom its changes come from: for each suggestion taken, ``{"comment": 12, "key": …, "label": {…}, "adapted": false}``."""
    origins: Mapped[dict[str, dict[str, Any]]] = mapped_column(JSON, default=dict, deferred=True)
    """For each block ``{"since": 4, "comment": 12 | null}``: the version that gave its original words their wording, and
    the suggestion that they came from."""

    @property
    def body(self) -> Body:
        """The document. Read it once and hand it on: each access builds it anew."""
        return Body.from_data(self.body_data)

    @property
    def author(self) -> Titles:
        """Role and State of the author at that time."""
        return Titles(self.author_label)

    @property
    def languages(self) -> list[str]:
        """Languages in which anything is written, the original first."""
        return list(self.shares)


class WorkingCopy(Base):
    """What a person is writing in the editor and has not saved: seen by that person alone. One a case and person."""

    __tablename__ = "working_copies"
    __table_args__ = (UniqueConstraint("case_id", "account_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    base: Mapped[int]
    """Number of the version that it was begun on."""
    fields: Mapped[dict[str, Any] | None] = mapped_column(JSON, deferred=True)
    """The fields of the editor; ``None`` as long as nothing was written."""
    saved_at: Mapped[datetime | None] = mapped_column(Instant)
    """When the fields were kept last."""
    seen_at: Mapped[datetime] = mapped_column(Instant)
    """When the editor was last open: others see that somebody is editing."""
    opened_at: Mapped[datetime] = mapped_column(Instant)
    """Since when the editor has been open without a break."""
    label: Mapped[dict[str, str]] = mapped_column(JSON)
    """Role and State, as others see who is editing."""
