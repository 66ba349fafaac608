"""Rows of publication: what is adopted and published, the exact bytes issued, drafts prepared as PDF."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from council_flow.database import Base, Instant
from council_flow.language import Titles

WHOLE = text("part = 0")
"""Tells what has a number of its own from what corrects something."""


class Publication(Base):
    """An adopted text in the register. It is published once ``published_at`` is set."""

    __tablename__ = "publications"
    __table_args__ = (
        UniqueConstraint("corrects_id", "part"),
        Index(
            "uq_publications_kind_year_number", "kind", "year", "number", unique=True, sqlite_where=WHOLE,
            postgresql_where=WHOLE,
        ),
        CheckConstraint(
            "(corrects_id IS NULL AND part = 0) OR (corrects_id IS NOT NULL AND part > 0)", name="parts_correct"
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), unique=True)
    kind: Mapped[str] = mapped_column(String(16), server_default="recommendation")
    """A key of :data:`council_flow.publication.kinds.KINDS`."""
    year: Mapped[int]
    number: Mapped[int]
    """With ``year``: counted within the kind. A corrigendum bears year and number of what it corrects."""
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("publications.id"))
    part: Mapped[int] = mapped_column(server_default="0")
    """Number of a corrigendum among those of what it corrects, from 1; 0 for what corrects nothing."""
    symbol: Mapped[str] = mapped_column(String(64), unique=True)
    code: Mapped[str] = mapped_column(String(32), unique=True)
    titles: Mapped[dict[str, str]] = mapped_column(JSON)
    original: Mapped[str] = mapped_column(String(2))
    languages: Mapped[list[str]] = mapped_column(JSON)
    version: Mapped[int]
    content_hash: Mapped[str] = mapped_column(String(64))
    language_hashes: Mapped[dict[str, str]] = mapped_column(JSON)
    adopted_at: Mapped[datetime] = mapped_column(Instant)
    prepared_at: Mapped[datetime] = mapped_column(Instant)
    published_at: Mapped[datetime | None] = mapped_column(Instant, index=True)
    head_number: Mapped[int | None]
    head_hash: Mapped[str | None] = mapped_column(String(64))
    """Head of the audit chain printed in the record of adoption."""
    trial: Mapped[bool]
    """Prepared under an address that only this machine reaches."""
    search: Mapped[str] = mapped_column(Text, default="")

    @property
    def title(self) -> Titles:
        """Title in each language."""
        return Titles(self.titles)

    @property
    def path(self) -> str:
        """Address in the public register, without language prefix: the symbol after its first part."""
        return _address(self.symbol)

    @property
    def corrected(self) -> str:
        """Symbol of what this corrects, empty where it corrects nothing."""
        return self.symbol.rpartition("/")[0] if self.corrects_id else ""

    @property
    def corrected_path(self) -> str:
        """Address of what this corrects."""
        return _address(self.corrected)


def _address(symbol: str) -> str:
    return f"/register/{symbol.partition('/')[2]}"


class Issue(Base):
    """The exact bytes of one publication in one language. Never replaced once issued."""

    __tablename__ = "issues"
    __table_args__ = (UniqueConstraint("publication_id", "language"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    publication_id: Mapped[int] = mapped_column(ForeignKey("publications.id"))
    language: Mapped[str] = mapped_column(String(2))
    language_hash: Mapped[str] = mapped_column(String(64))
    pdf: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    size: Mapped[int]
    signed: Mapped[bool]
    rendered_at: Mapped[datetime] = mapped_column(Instant)
    issued_at: Mapped[datetime | None] = mapped_column(Instant)


class DraftPdf(Base):
    """A version of a draft prepared as PDF in one language."""

    __tablename__ = "draft_pdfs"
    __table_args__ = (UniqueConstraint("case_id", "version", "language"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    version: Mapped[int]
    language: Mapped[str] = mapped_column(String(2))
    asked_at: Mapped[datetime] = mapped_column(Instant)
    pdf: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    rendered_at: Mapped[datetime | None] = mapped_column(Instant)
