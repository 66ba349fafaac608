"""Asking for the comment matrix as PDF, which the worker sets."""

from __future__ import annotations

from datetime import datetime

from council_flow.access import Actor
from council_flow.database import db
from council_flow.discussion.audience import reader_at
from council_flow.discussion.matrix import queries
from council_flow.discussion.matrix.models import MatrixPdf
from council_flow.notifications import operations as notifications
from council_flow.recommendations import queries as cases


def ask(case_id: int, asked: str, language: str, *, actor: Actor, now: datetime) -> MatrixPdf:
    """Ask the worker for the matrix of a case as PDF, in place of what the person asked for before.

    Args:
        asked: the filters, as they stand in the address.
    """
    case = cases.lock(case_id)
    there = cases.visible(case, actor)
    assert actor.id is not None, "only persons ask"
    asked = queries.as_asked(asked, reader_at(cases.workflow_of(case), there, actor))
    found = queries.prepared(case.id, actor.id)
    if found is None:
        found = MatrixPdf(case_id=case.id, account_id=actor.id, language=language, asked=asked, asked_at=now)
        db.session.add(found)
    found.language, found.asked, found.asked_at = language, asked, now
    found.pdf = found.rendered_at = None
    db.session.flush()
    notifications.enqueue("matrix.pdf", f"matrix.pdf:{found.id}:{now.isoformat()}", {"matrix": found.id}, now)
    return found
