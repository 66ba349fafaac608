"""Reading approvals: those given in the present stay, what became of each, and which count."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, case, or_, select, true

from council_flow.access import Actor
from council_flow.database import db
from council_flow.people import queries as people
from council_flow.recommendations.approving import Approved, approved
from council_flow.recommendations.models import Approval, Case
from council_flow.workflow import Given, Transition, Workflow


@dataclass(frozen=True)
class Kept:
    """One approval on file. ``in_office``: who gave it still holds a role that makes the move."""

    approval: Approval
    in_office: bool

    def counts(self, of: Case) -> bool:
        """Answer whether it counts: on this text, neither taken back nor fallen, by somebody still in office."""
        one = self.approval
        standing = one.taken_back_at is None and one.fell_at is None
        return standing and self.in_office and one.content_hash == of.content_hash


def needing_several(workflow: Workflow, stage: str) -> list[Transition]:
    """Return the moves from a stage that need the approval of several people."""
    return [transition for transition in workflow.leaving(stage) if transition.approvals > 1]


def of_stay(of: Case, workflow: Workflow, now: datetime) -> list[Kept]:
    """Return every approval given in the present stay of a case, also those that no longer count: one statement, and
    none where no move from here needs several people."""
    moves = needing_several(workflow, of.stage)
    if not moves:
        return []
    held = or_(
        *(and_(Approval.transition == move.name, people.holds(Approval.account_id, of.id, move.by)) for move in moves)
    )
    found = (
        select(Approval, case((held, true()), else_=~true()))
        .where(Approval.case_id == of.id, Approval.visit == of.visit)
        .order_by(Approval.at, Approval.id)
    )
    return [Kept(approval, bool(in_office)) for approval, in_office in db.session.execute(found, {"now": now})]


def given(of: Case, actor: Actor, found: list[Kept]) -> dict[str, Given]:
    """Return the approvals of each transition that count: how many, and whether this person's is among them."""
    tally: dict[str, Given] = {}
    for kept in found:
        if kept.counts(of):
            before = tally.get(kept.approval.transition, Given(0, False))
            mine = before.mine or kept.approval.account_id == actor.id
            tally[kept.approval.transition] = Given(before.count + 1, mine)
    return tally


def shown(of: Case, workflow: Workflow, found: list[Kept]) -> list[Approved]:
    """Return the approvals of the present stay as its page shows them."""
    return [
        approved(
            one.transition,
            workflow.transitions[one.transition].title,
            one.label,
            one.at,
            stands=kept.counts(of),
            taken_back_at=one.taken_back_at,
            because=one.fell_because or (None if kept.in_office else "office"),
        )
        for kept in found
        if (one := kept.approval).transition in workflow.transitions
    ]
