"""What the worker does for the consultation: reminders before a round closes."""

from __future__ import annotations

from datetime import datetime

from council_flow.access import CLOCK
from council_flow.audit.operations import record
from council_flow.consultation import operations, queries, reminding_operations
from council_flow.consultation.models import Round
from council_flow.consultation.reminding import REMIND, before
from council_flow.database import db, transaction
from council_flow.notifications.work import Payload, job
from council_flow.recommendations import queries as cases
from council_flow.workflow import Duration


@job(REMIND)
def remind(payload: Payload, now: datetime) -> None:
    """Remind the States that have not answered. A round that has closed meanwhile is left alone, and so is one whose
    closing has moved: it has reminders of its own before the new one."""
    with transaction():
        found = db.session.get(Round, payload["round"])
        if found is None:
            return
        case = cases.lock(found.case_id)
        db.session.refresh(found)
        if found.closes_at is None or queries.closed(found, now):
            return
        length = Duration.parse(payload["before"])
        if before(found.closes_at, length, operations.council().calendar) > now:
            return
        key = f"{length}:{found.closes_at.isoformat()}"
        titles = reminding_operations.send_reminder(case, found, note="", key=key, now=now)
        if titles:
            record("consultation.states.reminded", actor=CLOCK, now=now, case_id=case.id, states=titles)
