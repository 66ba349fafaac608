"""Rows of procedures: each definition whole, and which of them were brought into force."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from council_flow.database import Base, Instant


class Definition(Base):
    """A workflow file stored whole, by the hash of its content. Files of the council keep the one they run on."""

    __tablename__ = "definitions"

    hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    name: Mapped[str] = mapped_column(String(64), index=True)
    revision: Mapped[int]
    source: Mapped[str] = mapped_column(Text)
    stored_at: Mapped[datetime] = mapped_column(Instant)


class Activation(Base):
    """A definition brought into force by somebody: new files of its name begin on it from then on."""

    __tablename__ = "activations"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(64), index=True)
    definition_hash: Mapped[str] = mapped_column(ForeignKey("definitions.hash"), unique=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    label: Mapped[dict[str, str]] = mapped_column(JSON)
    at: Mapped[datetime] = mapped_column(Instant)
