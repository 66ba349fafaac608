"""Rows of reports: one prepared as PDF for one person."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from council_flow.database import Base, Instant


class ReportPdf(Base):
    """A report on a file as PDF, as one person last asked for it: it holds what that person may see, no more."""

    __tablename__ = "report_pdfs"
    __table_args__ = (UniqueConstraint("case_id", "account_id", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    kind: Mapped[str] = mapped_column(String(32))
    language: Mapped[str] = mapped_column(String(2))
    audiences: Mapped[str] = mapped_column(String(120), default="", server_default="")
    """Audiences to which the person belonged when asking: with others the report is asked for anew."""
    asked_at: Mapped[datetime] = mapped_column(Instant)
    pdf: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    rendered_at: Mapped[datetime | None] = mapped_column(Instant)
