"""What every act on a comment begins and ends with: the case locked, the comment seen, the record, who is told."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import select

from council_flow import access
from council_flow.access import Actor, Permission, Place
from council_flow.audit.operations import record
from council_flow.database import db
from council_flow.discussion import audience
from council_flow.discussion.audience import Reader
from council_flow.discussion.models import Comment
from council_flow.discussion.suggestions import queries as suggesting_queries
from council_flow.discussion.words import CHAIR, COUNCIL, PARTICIPANT
from council_flow.errors import Expected, Missing, NotNow, Stale
from council_flow.language import Sentence, say
from council_flow.notifications import operations as notifications
from council_flow.people import queries as people
from council_flow.recommendations import queries as cases
from council_flow.recommendations.models import Case


@dataclass(frozen=True)
class Taken:
    """One comment of a locked case, and the place where a person acts on it."""

    case: Case
    comment: Comment
    there: Place
    reader: Reader


def take(case_id: int, number: int, actor: Actor) -> Taken:
    """Lock a case and return one comment of it.

    Raises:
        Missing: there is none with this number, or this person does not see it.
    """
    case = cases.lock(case_id)
    there = cases.visible(case, actor)
    reader = audience.reader_at(cases.workflow_of(case), there, actor)
    comment = db.session.execute(
        select(Comment).where(Comment.case_id == case.id, Comment.number == number)
    ).scalar_one_or_none()
    if comment is None or not reader.sees(comment.audience, comment.author_id):
        raise Missing
    return Taken(case, comment, replace(there, own=comment.author_id == actor.id), reader)


def disposing(comment_audience: str) -> Permission:
    """Return the permission to give a disposition: what is written to the chair is answered by who leads the file on."""
    return Permission.CASE_LEAD if comment_audience == CHAIR else Permission.COMMENT_DISPOSE


def require_disposing(found: Taken, actor: Actor) -> None:
    """Raise unless the person may give this comment a disposition here: none before its delegation has released it."""
    if audience.state_of(found.comment.audience):
        raise NotNow(
            say("Comment %(n)s waits in its delegation. It is answered once it is released.", n=found.comment.number)
        )
    access.require(actor, disposing(found.comment.audience), found.there)


def same_stay(case: Case, expected: Expected) -> None:
    """Raise Stale where the file has moved since the form was drawn."""
    if expected.visit is not None and expected.visit != case.visit:
        title = cases.workflow_of(case).stages[case.stage].title
        raise Stale(say("The file has moved to %(stage)s since you opened it.", stage=title), link=case.path)


def count(case: Case, comment: Comment, now: datetime, *, opened: int, written: int = 0) -> None:
    """Count on the row of the case comments that were opened (or closed: -1) and written.

    Those that not everybody sees are counted apart.
    """
    case.updated_at = now
    if comment.audience == COUNCIL:
        case.comments, case.open_comments = case.comments + written, case.open_comments + opened
    elif audience.state_of(comment.audience):
        case.limited_comments += written  # nobody outside its delegation answers it: it holds nothing up
    else:
        case.limited_comments, case.open_limited = case.limited_comments + written, case.open_limited + opened


def recount(case: Case) -> None:
    """Count on the row of the case the accepted suggestions that are not in the text yet."""
    db.session.flush()
    case.untaken = suggesting_queries.waiting(case.id)


def touch(case: Case, now: datetime) -> None:
    """Note on the row of the case that something was said."""
    case.updated_at = now


def unnamed(actor: Actor) -> Actor:
    """Return a person as whom nobody is told: under the Chatham House Rule."""
    return replace(actor, label=PARTICIPANT, state=None, states={}, hidden=True)


def speaking(comment: Comment, actor: Actor) -> Actor:
    """Return as whom a person acts on a comment: its author stays unnamed where it was written so."""
    return unnamed(actor) if comment.unnamed and actor.id == comment.author_id else actor


OF_OFFICE = frozenset({"disposed", "reopened", "consolidated"})
"""Acts that are not done as the author of a comment, even if that is the same person."""


def note(act: str, comment: Comment, actor: Actor, now: datetime, **data: Any) -> None:
    """Write an act on a comment into the record; ``subject`` says who alone may read it there."""
    actor = actor if act in OF_OFFICE else speaking(comment, actor)
    record(
        f"discussion.comment.{act}", actor=actor, now=now, case_id=comment.case_id, number=comment.number,
        subject=None if comment.audience == COUNCIL else audience.mark_of(comment.audience, comment.author_id), **data,
    )  # fmt: skip


def tell_disposers(case: Case, there: Place, comment: Comment, actor: Actor, now: datetime, said: Sentence) -> None:
    """Tell those who give the comment its disposition."""
    chair = audience.members(cases.workflow_of(case), CHAIR)
    roles = chair if comment.audience == CHAIR else there.allows.get("dispose", frozenset())
    tell(case, people.seeing(case.id, roles, now) if roles else [], comment, actor, now, said)


def tell(case: Case, accounts: list[int], comment: Comment, actor: Actor, now: datetime, said: Sentence) -> None:
    """Tell people something about a comment: those among them who see it."""
    notifications.notify(
        _seeing(case, accounts, comment, now),
        said,
        link=f"{case.path}#c{comment.number}",
        case_id=case.id,
        now=now,
        key=f"comment:{comment.id}:{said.text}:{now.isoformat()}",
        actor=actor,
    )


def _seeing(case: Case, accounts: list[int], comment: Comment, now: datetime) -> list[int]:
    if comment.audience == COUNCIL or not accounts:
        return accounts
    state = audience.state_of(comment.audience)
    if state:
        named = people.of_state(state, now)
        return [account for account in accounts if account in {comment.author_id, *named}]
    roles = audience.members(cases.workflow_of(case), comment.audience)
    seeing = {comment.author_id, *(people.seeing(case.id, roles, now) if roles else [])}
    return [account for account in accounts if account in seeing]
