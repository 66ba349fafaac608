"""Rows that belong to pages as such: receipts of posts, and posts kept while their author signs in again."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from council_flow.database import Base, Instant


class Receipt(Base):
    """A post that was carried out: a repeated one is answered with the same address."""

    __tablename__ = "receipts"

    token: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    location: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(Instant)


class KeptPost(Base):
    """What somebody sent when the session had expired, kept until that person signs in again."""

    __tablename__ = "kept_posts"

    token: Mapped[str] = mapped_column(String(64), primary_key=True)
    path: Mapped[str] = mapped_column(Text)
    fields: Mapped[list[Any]] = mapped_column(JSON)
    at: Mapped[datetime] = mapped_column(Instant)
