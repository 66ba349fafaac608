"""Reading comments kept privately: each person reads one's own, and nobody counts those of others."""

from __future__ import annotations

from sqlalchemy import bindparam, select

from council_flow.access import Actor
from council_flow.database import db
from council_flow.discussion.holding import HeldView
from council_flow.discussion.models import Held
from council_flow.errors import Missing

_OWN = (
    select(Held.id, Held.key, Held.version, Held.content, Held.at, Held.changed_at)
    .where(Held.case_id == bindparam("case"), Held.account_id == bindparam("account"))
    .order_by(Held.id)
)


def own(case_id: int, actor: Actor | None) -> list[HeldView]:
    """Return the comments that a person keeps privately in a case, in the order of writing."""
    if actor is None or actor.id is None:
        return []
    return [HeldView(*row) for row in db.session.execute(_OWN, {"case": case_id, "account": actor.id})]


def one(case_id: int, held_id: int, actor: Actor) -> HeldView:
    """Return one comment that a person keeps privately.

    Raises:
        Missing: there is none, or it is somebody else's.
    """
    row = db.session.execute(_OWN.where(Held.id == held_id), {"case": case_id, "account": actor.id}).first()
    if row is None:
        raise Missing
    return HeldView(*row)
