"""Reading the background documents of a case."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import undefer

from council_flow.database import db
from council_flow.errors import Invalid, Missing
from council_flow.language import Titles, say
from council_flow.recommendations.models import Document

_LISTED = (
    select(
        Document.number, Document.title, Document.language, Document.label, Document.name, Document.media_type,
        Document.size, Document.sha256, Document.account_id, Document.account_label, Document.at,
        Document.withdrawn_at, Document.withdrawn_label, Document.withdrawn_reason,
    )
    .where(Document.case_id == bindparam("case"))
    .order_by(Document.number)
)  # fmt: skip


@dataclass(frozen=True)
class Listed:
    """A document without its bytes."""

    number: int
    title: str
    language: str
    label: str
    name: str
    media_type: str
    size: int
    sha256: str
    account_id: int
    by: Titles
    at: datetime
    withdrawn_at: datetime | None
    withdrawn_by: Titles
    withdrawn_reason: str


def listed(case_id: int) -> list[Listed]:
    """Return all documents of a case, in the order of handing in."""
    return [_listed(*row) for row in db.session.execute(_LISTED, {"case": case_id})]


def _listed(*values: Any) -> Listed:
    found = Listed(*values)
    return replace(found, by=Titles(found.by), withdrawn_by=Titles(found.withdrawn_by or {}))


def one(case_id: int, number: int) -> Document:
    """Return a document with its bytes.

    Raises:
        Missing: there is none with this number.
    """
    found = db.session.execute(
        select(Document)
        .where(Document.case_id == case_id, Document.number == number)
        .options(undefer(Document.content))
    ).scalar_one_or_none()
    if found is None:
        raise Missing
    return found


def letter(case_id: int, number: int | None) -> int:
    """Return the row of a document of a case that is named as the letter of a State.

    Raises:
        Invalid: none is named, or it is not there.
    """
    asked = select(Document.id).where(
        Document.case_id == case_id,
        Document.number == number,
        Document.withdrawn_at.is_(None),
        Document.label == "letter",
    )
    found = db.session.execute(asked).scalar_one_or_none() if number else None
    if found is None:
        raise Invalid(
            {"letter": say("Choose the letter in which the State said so; it is among the documents of the file.")}
        )
    return found
