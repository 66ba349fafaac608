"""Asking for a report as PDF, which the worker sets."""

from __future__ import annotations

from datetime import datetime

from council_flow.access import Actor
from council_flow.database import db
from council_flow.notifications import operations as notifications
from council_flow.recommendations import queries as cases
from council_flow.reports import queries
from council_flow.reports.models import ReportPdf


def ask(case_id: int, kind: str, language: str, *, actor: Actor, now: datetime) -> ReportPdf:
    """Ask the worker for a report as PDF, in place of the one of this kind that the person asked for before.

    Raises:
        Missing: there is no such report, or the person does not see the file.
    """
    case = cases.lock(case_id)
    there = cases.visible(case, actor)
    assert actor.id is not None, "only persons ask"
    found = queries.prepared(case.id, actor.id, queries.known(kind))
    if found is None:
        found = ReportPdf(case_id=case.id, account_id=actor.id, kind=kind, language=language, asked_at=now)
        db.session.add(found)
    found.language, found.asked_at, found.audiences = language, now, queries.audiences(case, there, actor)
    found.pdf = found.rendered_at = None
    db.session.flush()
    notifications.enqueue("report.pdf", f"report.pdf:{found.id}:{now.isoformat()}", {"report": found.id}, now)
    return found
