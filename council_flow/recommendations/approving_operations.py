"""Writing approvals: giving one, taking it back, and letting those fall that were given on something else."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from council_flow.access import Actor
from council_flow.audit.operations import record
from council_flow.database import db
from council_flow.errors import NotNow
from council_flow.language import Titles, say
from council_flow.notifications import operations as notifications
from council_flow.recommendations import queries
from council_flow.recommendations.models import Approval, Case
from council_flow.workflow import Choice


def approve(case: Case, choice: Choice, actor: Actor, now: datetime) -> bool:
    """Write the approval of a move that may be made; answer whether it was the last one needed."""
    same = {
        "case_id": case.id, "visit": case.visit, "transition": choice.transition,
        "content_hash": case.content_hash, "account_id": actor.id,
    }  # fmt: skip
    approval = db.session.execute(select(Approval).filter_by(**same)).scalar_one_or_none()
    if approval is None:
        approval = Approval(**same, label=dict(actor.label), at=now)
        db.session.add(approval)
    approval.at, approval.label = now, dict(actor.label)
    approval.taken_back_at = approval.fell_at = approval.fell_because = None
    db.session.flush()
    record(
        "recommendations.move.approved", actor=actor, now=now, case_id=case.id, transition=choice.transition,
        move=choice.title, content_hash=case.content_hash, given=choice.given + 1, needed=choice.needed,
    )  # fmt: skip
    case.updated_at = now
    return choice.given + 1 >= choice.needed


def take_back(case_id: int, transition: str, *, actor: Actor, now: datetime) -> Case:
    """Take one's own approval back, while the last one is still awaited.

    Raises:
        Missing: the person may not see the case.
        NotNow: no approval of this person counts.
    """
    case = queries.lock(case_id)
    queries.visible(case, actor)
    own = [one for one in _standing(case, now) if one.transition == transition and one.account_id == actor.id]
    if not own:
        raise NotNow(say("There is no approval of yours to take back."))
    own[0].taken_back_at = now
    move = queries.workflow_of(case).transitions[transition]
    actor, title = actor.leading(move.by), move.title
    record("recommendations.move.taken_back", actor=actor, now=now, case_id=case.id, transition=transition, move=title)
    return case


def fall_with_text(case: Case, *, actor: Actor, now: datetime) -> None:
    """Let the approvals fall that were given on an earlier text. Called when a version is saved."""
    kept = [one.approval for one in queries.approvals(case, now)]
    other = [one for one in kept if one.content_hash != case.content_hash]
    _fall(case, [one for one in other if one.taken_back_at is None and one.fell_at is None], "text", actor, now)


def fall_with_interest(case: Case, account_id: int, *, actor: Actor, now: datetime) -> None:
    """Let the approvals fall that somebody gave who now declares an interest in the case."""
    own = [one for one in _standing(case, now) if one.account_id == account_id]
    _fall(case, own, "interest", actor, now)


def fall_with_revision(case: Case, *, actor: Actor, now: datetime) -> None:
    """Let all approvals fall: they were given under another revision of the procedure."""
    _fall(case, _standing(case, now), "revision", actor, now)


def count_in(case: Case, transition: str, now: datetime) -> None:
    """Close the approvals of a decision that leaves the stage as it is: taken again, it needs new ones."""
    for approval in _standing(case, now):
        if approval.transition == transition:
            approval.fell_at, approval.fell_because = now, "decided"


def _standing(case: Case, now: datetime) -> list[Approval]:
    return [one.approval for one in queries.approvals(case, now) if one.counts(case)]


def _fall(case: Case, fallen: list[Approval], because: str, actor: Actor, now: datetime) -> None:
    if not fallen:
        return
    for approval in fallen:
        approval.fell_at, approval.fell_because = now, because
    record(
        f"recommendations.approvals.fell_with_{because}", actor=actor, now=now, case_id=case.id,
        people=[Titles(approval.label) for approval in fallen], content_hash=case.content_hash,
    )  # fmt: skip
    notifications.notify(
        [approval.account_id for approval in fallen],
        say("%(symbol)s: your approval no longer counts. The page of the file says why.", symbol=queries.working_symbol(case)),
        link=case.path, case_id=case.id, now=now, key=f"approval-fell:{case.id}:{case.visit}:{now.isoformat()}",
        actor=actor,
    )  # fmt: skip
