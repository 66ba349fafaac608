"""Reading private copies, each by its owner alone, and who else is editing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, case, or_, select

from council_flow.access import Actor
from council_flow.database import db
from council_flow.language import Titles
from council_flow.text.models import WorkingCopy
from council_flow.text.working import PRESENT


@dataclass(frozen=True)
class Present:
    """Somebody whose editor is open."""

    label: Titles
    since: datetime


@dataclass(frozen=True)
class Kept:
    """A private copy."""

    base: int
    saved_at: datetime
    held: dict[str, Any]
    """What it holds: ``blocks`` as :func:`~council_flow.text.working.packed` has them, ``reason``, ``beside``."""


_HIS = WorkingCopy.account_id == bindparam("account")
_AROUND = (
    select(
        WorkingCopy.account_id, WorkingCopy.base, WorkingCopy.saved_at, WorkingCopy.opened_at, WorkingCopy.label,
        case((_HIS, WorkingCopy.fields), else_=None).label("held"),
    )
    .where(
        WorkingCopy.case_id == bindparam("case"),
        or_(_HIS, WorkingCopy.seen_at > bindparam("since", type_=WorkingCopy.seen_at.type)),
    )
    .order_by(WorkingCopy.opened_at, WorkingCopy.id)
)  # fmt: skip


def around(case_id: int, actor: Actor, now: datetime) -> tuple[Kept | None, list[Present]]:
    """Return a person's own private copy of a text, and who else is editing it, without their words; one statement."""
    kept: Kept | None = None
    others: list[Present] = []
    for row in db.session.execute(_AROUND, {"case": case_id, "account": actor.id, "since": now - PRESENT}):
        if row.account_id != actor.id:
            others.append(Present(Titles(row.label), row.opened_at))
        elif row.saved_at is not None and row.held:
            kept = Kept(row.base, row.saved_at, row.held)
    return kept, others


_OWN = select(WorkingCopy).where(
    WorkingCopy.case_id == bindparam("case"), WorkingCopy.account_id == bindparam("account")
)


def own(case_id: int, actor: Actor) -> WorkingCopy | None:
    """Return the row of a person's own private copy; nobody else's is ever read."""
    found: WorkingCopy | None = db.session.execute(_OWN, {"case": case_id, "account": actor.id}).scalar_one_or_none()
    return found
