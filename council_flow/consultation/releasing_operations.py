"""Releasing what a delegation wrote among itself: as it is, or as the position of its State."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select

from council_flow import access
from council_flow.access import Actor, Permission
from council_flow.audit.operations import record
from council_flow.consultation import operations, queries
from council_flow.database import db
from council_flow.discussion import thread_operations as threads
from council_flow.discussion.audience import delegation_of
from council_flow.discussion.models import Comment
from council_flow.discussion.words import COUNCIL
from council_flow.errors import Invalid, Refused
from council_flow.language import Sentence, say, say_n
from council_flow.notifications import operations as notifications
from council_flow.people import queries as people
from council_flow.recommendations import queries as cases
from council_flow.recommendations.models import Case


def release(
    case_id: int, numbers: Collection[int] | None = None, *, as_position: bool = False, actor: Actor, now: datetime
) -> list[Comment]:
    """Release comments of the actor's delegation to the council: those named, or all of them. They keep their authors.

    Args:
        as_position: they are the position of the State; else remarks of its experts.

    Raises:
        Missing, Refused: the person does not answer for a State here.
        Invalid: there is nothing to release, or one named is not the delegation's.
    """
    case = cases.lock(case_id)
    access.require(actor, Permission.CONSULTATION_ANSWER, cases.place(case, actor))
    actor, state = for_state(case, actor)
    waiting = waiting_for(case, state)
    chosen = list(waiting) if numbers is None else list(dict.fromkeys(numbers))
    if not chosen or any(number not in waiting for number in chosen):
        raise Invalid({"comments": say("Choose comments of your delegation that are not released yet.")})
    released = [waiting[number] for number in chosen]
    if len({one.unnamed for one in released}) > 1:
        raise Invalid(
            {
                "comments": say(
                    "Release those under the Chatham House Rule by themselves, at another time: together the others would name their State."
                )
            }
        )
    if as_position and released[0].unnamed:
        raise Invalid(
            {
                "comments": say(
                    "What is under the Chatham House Rule is released as it is, not as the position of the State."
                )
            }
        )
    for one in released:
        _to_the_council(case, one, as_position)
    db.session.flush()
    _note(case, actor, state, released, as_position, now)
    case.updated_at = now
    return released


def for_state(case: Case, actor: Actor) -> tuple[Actor, str]:
    """Return who releases for a State, and the State: who holds the role that the round asked, not a guest of the round.

    Raises:
        NotNow: no round is open.
        Refused: the person does not hold that role for a State.
    """
    actor = actor.in_office({operations.round_of(case).role})
    if actor.state is None:
        raise Refused(say("Answers are given for a State; your account names none."))
    return actor, actor.state


def waiting_for(case: Case, state: str) -> dict[int, Comment]:
    """Return by their numbers the comments that the delegation of a State has not released."""
    found = db.session.execute(
        select(Comment)
        .where(Comment.case_id == case.id, Comment.audience == delegation_of(state), Comment.standing == "open")
        .order_by(Comment.number)
    )
    return {one.number: one for one in found.scalars()}


def _to_the_council(case: Case, one: Comment, as_position: bool) -> None:
    one.audience, one.on_behalf = COUNCIL, one.on_behalf or as_position
    one.replies, one.last_reply_by, one.last_reply_at = 0, None, None  # what was replied stays in the delegation
    case.limited_comments, case.comments, case.open_comments = (
        case.limited_comments - 1, case.comments + 1, case.open_comments + 1,
    )  # fmt: skip


def _note(case: Case, actor: Actor, state: str, released: list[Comment], as_position: bool, now: datetime) -> None:
    """Record the release and tell those who give dispositions; without the State where the authors are not named."""
    count, symbol = len(released), cases.working_symbol(case)
    if released[0].unnamed:
        record(
            "consultation.comments.came", actor=threads.unnamed(actor), now=now, case_id=case.id, count=count
        )  # fmt: skip
        said = say_n("%(n)s comment came on %(symbol)s.", "%(n)s comments came on %(symbol)s.", count, symbol=symbol)
        _tell(case, said, f"released:{released[0].id}:{now.isoformat()}", actor, now)
        return
    title = queries.state_title(state)
    record(
        "consultation.comments.released", actor=actor, now=now, case_id=case.id, state=title,
        numbers=[one.number for one in released], as_position=as_position, count=count,
    )  # fmt: skip
    said = say_n(
        "%(state)s released %(n)s comment on %(symbol)s.", "%(state)s released %(n)s comments on %(symbol)s.", count,
        state=title, symbol=symbol,
    )  # fmt: skip
    _tell(case, said, f"released:{case.id}:{state}:{now.isoformat()}", actor, now)


def _tell(case: Case, said: Sentence, key: str, actor: Actor, now: datetime) -> None:
    roles = cases.workflow_of(case).stages[case.stage].allows.get("dispose", frozenset())
    notifications.notify(
        people.seeing(case.id, roles, now),
        said,
        link=f"{case.path}/comments",
        case_id=case.id,
        now=now,
        key=key,
        actor=actor,
    )
