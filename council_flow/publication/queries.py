"""Reading publications: the register, one publication, a code, a draft as PDF."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import undefer

from council_flow.access import Actor
from council_flow.database import db
from council_flow.errors import Missing
from council_flow.notifications.tasks import Task
from council_flow.publication.models import DraftPdf, Issue, Publication


def register(words: str = "", page: int = 1, size: int = 20) -> list[Publication]:
    """Return published recommendations, latest first; one more than ``size`` where there is a next page."""
    found = select(Publication).where(Publication.published_at.is_not(None))
    if words:
        found = found.where(Publication.search.contains(words.casefold(), autoescape=True))
    found = found.order_by(Publication.year.desc(), Publication.number.desc())
    return list(db.session.execute(found.limit(size + 1).offset((page - 1) * size)).scalars())


def total() -> int:
    """Return how many recommendations are published."""
    return db.session.execute(
        select(func.count()).select_from(Publication).where(Publication.published_at.is_not(None))
    ).scalar_one()


def published(year: int, number: int) -> Publication:
    """Return a published recommendation.

    Raises:
        Missing: there is none, or it is not published yet.
    """
    found = db.session.execute(
        select(Publication).where(
            Publication.year == year, Publication.number == number, Publication.published_at.is_not(None)
        )
    ).scalar_one_or_none()
    if found is None:
        raise Missing
    return found


def of_case(case_id: int) -> Publication | None:
    """Return the publication of a case, prepared or published."""
    return db.session.execute(select(Publication).where(Publication.case_id == case_id)).scalar_one_or_none()


def by_code(code: str) -> Publication | None:
    """Return the published recommendation with a verification code in its normal form."""
    return db.session.execute(
        select(Publication).where(Publication.code == code, Publication.published_at.is_not(None))
    ).scalar_one_or_none()


def issues(publication_id: int) -> list[Issue]:
    """Return what was rendered of a publication, without the bytes."""
    return list(db.session.execute(select(Issue).where(Issue.publication_id == publication_id)).scalars())


def issue(publication_id: int, language: str) -> Issue:
    """Return one language with its bytes.

    Raises:
        Missing: there is none.
    """
    found = db.session.execute(
        select(Issue)
        .where(Issue.publication_id == publication_id, Issue.language == language)
        .options(undefer(Issue.pdf))
    ).scalar_one_or_none()
    if found is None:
        raise Missing
    return found


def by_digest(digest: str) -> tuple[Issue, Publication] | None:
    """Return the issued PDF with exactly these bytes, by their SHA-256."""
    found = db.session.execute(
        select(Issue, Publication)
        .join(Publication, Publication.id == Issue.publication_id)
        .where(Issue.sha256 == digest, Publication.published_at.is_not(None))
    ).first()
    return (found[0], found[1]) if found else None


def draft_pdf(case_id: int, version: int, language: str) -> DraftPdf | None:
    """Return a version of a draft as PDF, if somebody asked for it."""
    return db.session.execute(
        select(DraftPdf)
        .where(DraftPdf.case_id == case_id, DraftPdf.version == version, DraftPdf.language == language)
        .options(undefer(DraftPdf.pdf))
    ).scalar_one_or_none()


def awaiting(actor: Actor, now: datetime) -> list[Task]:
    """Publishing is a move: the room of cases puts it on desks."""
    return []
