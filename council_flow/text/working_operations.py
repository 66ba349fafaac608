"""Keeping what somebody is writing as a private copy. Not in the record: nobody else sees it, and it changes no text."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from council_flow.access import Actor
from council_flow.database import db
from council_flow.errors import NotNow
from council_flow.language import say
from council_flow.recommendations import queries as cases
from council_flow.text import operations, queries, working_queries
from council_flow.text.blocks import Body
from council_flow.text.checking import LONGEST_REASON
from council_flow.text.models import WorkingCopy
from council_flow.text.working import PRESENT, limit, packed

ANY: Final = object()
Known = str | None | object


def keep(
    case_id: int,
    body: Body,
    *,
    base: int,
    reason: str,
    beside: str | None,
    actor: Actor,
    now: datetime,
    known: Known = ANY,
) -> WorkingCopy:
    """Keep a text as a person's private copy, instead of the one kept before; one that changes nothing is not kept.

    The case is not locked: a private copy is no part of it, and many keep theirs at once.

    Args:
        case_id: the case.
        body: the text as it stands in the editor.
        base: number of the version on which it was begun.
        reason: the reason for the version as far as it is written.
        beside: language shown beside the original.
        actor: who writes.
        now: when.
        known: when the copy was kept that this window wrote or went on with, in ISO 8601; :data:`ANY` asks nothing.

    Raises:
        Missing, Refused, NotNow: the person does not write here, or keeps another copy from another window.
        Invalid: it is larger than any text may be.
    """
    limit(body)
    copy = _seen(case_id, base, actor, now)
    if known is not ANY and copy.saved_at is not None and copy.saved_at.isoformat() != known:
        raise NotNow(say("Another window of yours keeps a private copy of this text. Go on writing there."))
    original = queries.current(case_id, base).body
    copy.base = base
    if body == original and not reason.strip():
        copy.fields, copy.saved_at = None, None
    else:
        copy.fields = {"blocks": packed(original, body), "reason": reason[:LONGEST_REASON], "beside": beside}
        copy.saved_at = now
    db.session.flush()
    return copy


def seen(case_id: int, *, base: int, actor: Actor, now: datetime) -> WorkingCopy:
    """Note that a person's editor is open."""
    copy = _seen(case_id, base, actor, now)
    db.session.flush()
    return copy


def put_away(case_id: int, *, actor: Actor, known: Known = ANY) -> None:
    """Empty a person's own private copy: it was saved, or is not wanted. One that another window keeps stays."""
    copy = working_queries.own(case_id, actor)
    if known is not ANY and copy is not None and copy.saved_at is not None and copy.saved_at.isoformat() != known:
        return
    db.session.execute(delete(WorkingCopy).where(WorkingCopy.case_id == case_id, WorkingCopy.account_id == actor.id))


def _seen(case_id: int, base: int, actor: Actor, now: datetime) -> WorkingCopy:
    operations.require_editing(cases.get(case_id), actor)
    copy = working_queries.own(case_id, actor) or _new(case_id, base, actor, now)
    if now - copy.seen_at > PRESENT:
        copy.opened_at = now
    copy.seen_at, copy.label = now, dict(actor.label)
    return copy


def _new(case_id: int, base: int, actor: Actor, now: datetime) -> WorkingCopy:
    copy = WorkingCopy(
        case_id=case_id, account_id=actor.id, base=base, seen_at=now, opened_at=now, label=dict(actor.label)
    )
    try:
        with db.session.begin_nested():
            db.session.add(copy)
    except IntegrityError:  # another window of the same person was first
        found = working_queries.own(case_id, actor)
        if found is None:
            raise
        return found
    return copy
