"""Reading publications: the register, one publication, a code, a draft as PDF."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import undefer

from council_flow.access import Actor
from council_flow.database import db
from council_flow.errors import Missing
from council_flow.notifications.tasks import Task
from council_flow.publication.models import DraftPdf, Issue, Publication

IN_REGISTER = Publication.published_at.is_not(None)


def register(words: str = "", page: int = 1, size: int = 20, kind: str = "") -> list[Publication]:
    """Return what is published, latest first; one more than ``size`` where there is a next page."""
    found = select(Publication).where(IN_REGISTER)
    if kind:
        found = found.where(Publication.kind == kind)
    if words:
        found = found.where(Publication.search.contains(words.casefold(), autoescape=True))
    found = found.order_by(Publication.adopted_at.desc(), Publication.id.desc())
    return list(db.session.execute(found.limit(size + 1).offset((page - 1) * size)).scalars())


def total() -> int:
    """Return how many texts are published."""
    return db.session.execute(select(func.count()).select_from(Publication).where(IN_REGISTER)).scalar_one()


def published(year: int, number: int, kind: str = "recommendation", part: int = 0) -> Publication:
    """Return a published text by kind and number, or the corrigendum of it with a number of its own, ``part``.

    Raises:
        Missing: there is none, or it is not published yet.
    """
    numbered = and_(
        Publication.kind == kind, Publication.year == year, Publication.number == number, Publication.part == 0
    )
    whole = select(Publication.id).where(numbered).scalar_subquery()
    asked = and_(Publication.corrects_id == whole, Publication.part == part) if part else numbered
    found = _one(asked)
    if found is None:
        raise Missing
    return found


def _one(asked: ColumnElement[bool]) -> Publication | None:
    return db.session.execute(select(Publication).where(IN_REGISTER, asked)).scalar_one_or_none()


def correctable() -> list[Publication]:
    """Return what a corrigendum can correct, latest first. A corrigendum itself is corrected by the next one."""
    found = select(Publication).where(IN_REGISTER, Publication.part == 0)
    return list(db.session.execute(found.order_by(Publication.adopted_at.desc(), Publication.id.desc())).scalars())


def correctable_with(symbol: str) -> Publication | None:
    """Return the publication with a symbol, if a corrigendum can correct it."""
    return _one(and_(Publication.symbol == symbol, Publication.part == 0))


def in_register(publication_id: int | None) -> Publication | None:
    """Return the publication that a file or a corrigendum names; ``None`` where it names none, or one not published."""
    found = None if publication_id is None else db.session.get(Publication, publication_id)
    return found if found is not None and found.published_at is not None else None


def corrigenda(publication_ids: Iterable[int]) -> dict[int, list[Publication]]:
    """Return the published corrigenda of some publications, in their order, by the number of what they correct."""
    wanted = select(Publication).where(IN_REGISTER, Publication.corrects_id.in_(list(publication_ids)))
    found: dict[int, list[Publication]] = {}
    for corrigendum in db.session.execute(wanted.order_by(Publication.part)).scalars():
        found.setdefault(corrigendum.corrects_id or 0, []).append(corrigendum)
    return found


def with_symbols(symbols: Iterable[str]) -> dict[str, Publication]:
    """Return published texts by their symbols."""
    found = select(Publication).where(IN_REGISTER, Publication.symbol.in_(list(symbols)))
    return {one.symbol: one for one in db.session.execute(found).scalars()}


def of_cases(case_ids: Iterable[int]) -> dict[int, Publication]:
    """Return what was published of some cases."""
    found = select(Publication).where(IN_REGISTER, Publication.case_id.in_(list(case_ids)))
    return {one.case_id: one for one in db.session.execute(found).scalars()}


def of_case(case_id: int) -> Publication | None:
    """Return the publication of a case, prepared or published."""
    return db.session.execute(select(Publication).where(Publication.case_id == case_id)).scalar_one_or_none()


def by_code(code: str) -> Publication | None:
    """Return the published text with a verification code in its normal form."""
    return _one(Publication.code == code)


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
        .where(Issue.sha256 == digest, IN_REGISTER)
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
