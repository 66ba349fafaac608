"""Locking a text for a final reading, and opening the lock again."""

from __future__ import annotations

from datetime import datetime

from council_flow import access
from council_flow.access import Actor, Permission
from council_flow.audit.operations import record
from council_flow.errors import Expected, NotNow, Stale
from council_flow.language import say
from council_flow.recommendations import queries as cases
from council_flow.recommendations.models import Case
from council_flow.text.checking import reason_given
from council_flow.text.locking import refuse_locked


def lock(case_id: int, reason: str, *, actor: Actor, now: datetime, expected: Expected) -> Case:
    """Lock a text: until it is opened, nobody saves a version, makes a suggestion or takes one in.

    Raises:
        Missing, Refused: the person does not lead the file on from here.
        Stale: another version was saved since the page was drawn, so that another text would be locked.
        NotNow: it is locked already, or nobody writes it at this stage.
        Invalid: the reason is missing or too long.
    """
    case = cases.lock(case_id)
    place = cases.place(case, actor)
    access.require(actor, Permission.TEXT_LOCK, place)
    refuse_locked(case)
    if not place.allows.get("edit") and not place.allows.get("suggest"):
        raise NotNow(say("The text is not written at the stage %(stage)s.", stage=place.stage_title), link=case.path)
    if expected.version is not None and expected.version != case.version:
        raise Stale(
            say("The text has changed since you opened it: v%(n)s was saved. What you wrote is kept.", n=case.version),
            link=case.path,
        )
    reason = reason_given(reason, say("Write the reason for the lock: those who write the text read it."))
    case.locked_at, case.locked_label, case.lock_reason = now, dict(actor.label), reason
    record("text.lock.set", actor=actor, now=now, case_id=case.id, version=case.version, reason=reason)
    return case


def open_lock(case_id: int, *, actor: Actor, now: datetime) -> Case:
    """Open the lock of a text.

    Raises:
        Missing, Refused: the person does not lead the file on from here.
        NotNow: it is not locked.
    """
    case = cases.lock(case_id)
    access.require(actor, Permission.TEXT_LOCK, cases.place(case, actor))
    if case.locked_at is None:
        raise NotNow(say("The text is not locked."), link=case.path)
    _open(case, actor, now)
    return case


def fall(case: Case, *, actor: Actor, now: datetime) -> None:
    """Open the lock of a text that leaves the stage where it was locked. Called within the move."""
    if case.locked_at is not None:
        _open(case, actor, now)


def _open(case: Case, actor: Actor, now: datetime) -> None:
    case.locked_at, case.locked_label, case.lock_reason = None, None, ""
    record("text.lock.opened", actor=actor, now=now, case_id=case.id, version=case.version)
