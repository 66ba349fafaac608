"""Writing publications: giving the symbol, asking for PDFs, keeping them, issuing them."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any

from flask import current_app
from sqlalchemy import Select, func, select

from council_flow.access import Actor
from council_flow.adoption import queries as adoption
from council_flow.audit.operations import record
from council_flow.database import db, one_at_a_time
from council_flow.errors import Missing, NotNow
from council_flow.language import say
from council_flow.notifications import operations as notifications
from council_flow.publication import codes, queries, symbols
from council_flow.publication.kinds import Kind, decided_by_states
from council_flow.publication.models import DraftPdf, Issue, Publication
from council_flow.recommendations import queries as cases
from council_flow.recommendations.models import Case
from council_flow.text import queries as text
from council_flow.text.blocks import share


def prepare(case: Case, kind: Kind = "recommendation", *, actor: Actor, now: datetime) -> Publication:
    """Give an adopted text its symbol and verification code, and fix what will be published.

    Raises:
        NotNow: the text was not carried, or is not the one that was; a corrigendum names nothing that is published.
    """
    adopted_at = _adopted_at(case, now)
    version = text.current(case.id, case.version)
    body = version.body
    publication = Publication(
        case_id=case.id, kind=kind, **_numbered(case, kind, adopted_at),
        code=codes.new_code(), titles=case.titles, original=body.original,
        languages=[language for language in body.languages() if _complete(body, language)],
        version=version.number, content_hash=version.content_hash, language_hashes=version.language_hashes,
        adopted_at=adopted_at, prepared_at=now, trial=current_app.extensions["settings"].trial,
    )  # fmt: skip
    publication.search = " ".join([publication.symbol, *case.titles.values()]).casefold()
    db.session.add(publication)
    db.session.flush()
    record(
        "publication.symbol.assigned", actor=actor, now=now, case_id=case.id, symbol=publication.symbol,
        content_hash=publication.content_hash, languages=publication.languages,
    )  # fmt: skip
    return publication


def _adopted_at(case: Case, now: datetime) -> datetime:
    """Return when the text was adopted: when the silence of States ended, or now where nobody asked them."""
    if not decided_by_states(cases.workflow_of(case)):
        return now
    adopted = adoption.adoption(case)
    if adopted is None or adopted.content_hash != case.content_hash:
        raise NotNow(say("The text was not carried as it stands."), link=f"{case.path}/adoption")
    return adopted.at


def _numbered(case: Case, kind: Kind, adopted_at: datetime) -> dict[str, Any]:
    """Return symbol and numbers of a new publication, one after the other."""
    one_at_a_time("publication.number")
    if kind == "corrigendum":
        return _correcting(case)
    council = current_app.extensions["council"]
    year = adopted_at.astimezone(council.calendar.zone).year
    within = (Publication.kind == kind, Publication.year == year)
    number = _next(select(func.max(Publication.number)).where(*within))
    name = symbols.practice if kind == "practice" else symbols.final
    return {"year": year, "number": number, "symbol": name(council.symbol, year, number)}


def _correcting(case: Case) -> dict[str, Any]:
    corrected = queries.in_register(case.corrects_id)
    if corrected is None:
        raise NotNow(say("The file names no published text that it corrects."), link=case.path)
    part = _next(select(func.max(Publication.part)).where(Publication.corrects_id == corrected.id))
    return {
        "year": corrected.year, "number": corrected.number, "corrects_id": corrected.id, "part": part,
        "symbol": symbols.corrigendum(corrected.symbol, part),
    }  # fmt: skip


def _next(highest: Select[Any]) -> int:
    return (db.session.execute(highest).scalar() or 0) + 1


def _complete(body: object, language: str) -> bool:
    found = share(body, language)  # type: ignore[arg-type]  # a Body
    return language == body.original or not (found.behind or found.missing)  # type: ignore[attr-defined]  # a Body


def order_pdfs(case: Case, *, now: datetime) -> None:
    """Ask the worker for the PDF of each language."""
    publication = queries.of_case(case.id)
    if publication is None:
        raise NotNow(say("The text has no symbol yet."))
    for language in publication.languages:
        notifications.enqueue(
            "publication.render",
            f"publication.render:{publication.id}:{language}",
            {"publication": publication.id, "language": language},
            now,
        )


def keep_pdf(
    publication_id: int, language: str, pdf: bytes, *, signed: bool, head: tuple[int, str], actor: Actor, now: datetime
) -> Issue | None:
    """Keep a rendered PDF. Kept once: a repeated rendering changes nothing."""
    publication = db.session.get(Publication, publication_id)
    if publication is None:
        raise Missing
    case = cases.lock(publication.case_id)
    if any(issue.language == language for issue in queries.issues(publication_id)):
        return None
    issue = Issue(
        publication_id=publication_id, language=language, language_hash=publication.language_hashes[language],
        pdf=pdf, sha256=hashlib.sha256(pdf).hexdigest(), size=len(pdf), signed=signed, rendered_at=now,
    )  # fmt: skip
    if publication.head_number is None:
        publication.head_number, publication.head_hash = head
    db.session.add(issue)
    db.session.flush()
    record(
        "publication.pdf.rendered", actor=actor, now=now, case_id=case.id, language=language, sha256=issue.sha256,
        symbol=publication.symbol,
    )  # fmt: skip
    return issue


def issue(case: Case, *, actor: Actor, now: datetime) -> Publication:
    """Put a prepared publication into the public register."""
    publication = queries.of_case(case.id)
    if publication is None:
        raise NotNow(say("The text has no symbol yet."))
    publication.published_at = now
    for one in queries.issues(publication.id):
        one.issued_at = now
    record(
        "publication.recommendation.issued", actor=actor, now=now, case_id=case.id, symbol=publication.symbol, code=publication.code,
        content_hash=publication.content_hash, languages=publication.languages,
    )  # fmt: skip
    return publication


def ask_draft(case_id: int, version: int, language: str, *, actor: Actor, now: datetime) -> DraftPdf:
    """Ask the worker for a version of a draft as PDF."""
    case = cases.lock(case_id)
    cases.visible(case, actor)
    if language not in text.current(case.id, version).body.languages():
        raise Missing
    found = queries.draft_pdf(case_id, version, language)
    if found is None:
        found = DraftPdf(case_id=case_id, version=version, language=language, asked_at=now)
        db.session.add(found)
        db.session.flush()
    notifications.enqueue("publication.draft", f"publication.draft:{found.id}", {"draft": found.id}, now)
    return found
