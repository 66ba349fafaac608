"""Reading the desk: what awaits a person, what happened to what that person follows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask import g
from sqlalchemy import bindparam, func, select

from council_flow.access import Actor
from council_flow.database import db
from council_flow.language import Sentence, from_data
from council_flow.notifications.models import DeskCount, Following, Notice, Outbox
from council_flow.notifications.tasks import Matters, by_date, gather

NEWS = 12
"""Notices that the desk shows."""


@dataclass(frozen=True)
class News:
    """Something that a person was told."""

    sentence: Sentence
    link: str
    at: datetime
    new: bool


@dataclass(frozen=True)
class Desk:
    """Everything on one person's desk."""

    matters: Matters
    news: list[News]

    @property
    def new(self) -> bool:
        """True where something was told that has not been seen."""
        return any(piece.new for piece in self.news)


def desk(actor: Actor, now: datetime) -> Desk:
    """Return what lies on a person's desk now."""
    matters = by_date(gather(actor, now), now)
    g.desk_count = matters.count
    return Desk(matters, news(actor))


_KEPT = select(DeskCount.matters).where(DeskCount.account_id == bindparam("account"))


def desk_count(actor: Actor | None, now: datetime) -> int:
    """Return how many matters await a person, as the worker last counted; one statement a page."""
    if actor is None or actor.id is None:
        return 0
    if "desk_count" not in g:
        g.desk_count = db.session.execute(_KEPT, {"account": actor.id}).scalar_one_or_none() or 0
    count: int = g.desk_count
    return count


def news(actor: Actor, limit: int = NEWS) -> list[News]:
    """Return what a person was told, what has not been seen first, then the latest first."""
    rows = db.session.execute(
        select(Notice.sentence, Notice.link, Notice.at, Notice.read_at)
        .where(Notice.account_id == actor.id)
        .order_by(Notice.read_at.isnot(None), Notice.at.desc(), Notice.id.desc())
        .limit(limit)
    )
    return [News(from_data(row.sentence), row.link, row.at, row.read_at is None) for row in rows]


FOLLOWS = select(Following.case_id).where(
    Following.account_id == bindparam("account"), Following.case_id == bindparam("case")
)
"""Select a row where the parameter ``account`` follows the file ``case``."""


def follows(actor: Actor | None, case_id: int) -> bool:
    """Answer whether a person follows a file."""
    if actor is None or actor.id is None:
        return False
    return db.session.execute(FOLLOWS, {"account": actor.id, "case": case_id}).first() is not None


FOLLOWED = select(Following.case_id).where(Following.account_id == bindparam("account"))
"""Select the files that the parameter ``account`` follows."""


def followers(case_id: int) -> list[int]:
    """Return the accounts that follow a case."""
    return list(db.session.execute(_FOLLOWERS, {"case": case_id}).scalars())


_FOLLOWERS = select(Following.account_id).where(Following.case_id == bindparam("case"))


@dataclass(frozen=True)
class Waiting:
    """The state of the outbox."""

    pending: int
    given_up: int


def waiting() -> Waiting:
    """Return how much work waits, and how much was given up."""
    undone = select(func.count(), func.count(Outbox.failed_at)).where(Outbox.done_at.is_(None))
    every, failed = db.session.execute(undone).one()
    return Waiting(every - failed, failed)
