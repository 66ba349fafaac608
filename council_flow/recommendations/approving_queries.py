"""Reading approvals: those given in the present stay, what became of each, and which count."""

from __future__ import annotations

from sqlalchemy import bindparam, select

from council_flow.access import Actor
from council_flow.database import db
from council_flow.recommendations.approving import Approved, approved
from council_flow.recommendations.models import Approval, Case
from council_flow.workflow import Given, Workflow

_OF_STAY = (
    select(Approval)
    .where(Approval.case_id == bindparam("case"), Approval.visit == bindparam("visit"))
    .order_by(Approval.at, Approval.id)
)


def of_stay(case: Case) -> list[Approval]:
    """Return every approval given in the present stay of a case, also those that no longer count."""
    return list(db.session.execute(_OF_STAY, {"case": case.id, "visit": case.visit}).scalars())


def standing(case: Case) -> list[Approval]:
    """Return the approvals that count: given in this stay, on this text, neither taken back nor fallen."""
    return [approval for approval in of_stay(case) if counts(approval, case)]


def counts(approval: Approval, case: Case) -> bool:
    """Answer whether an approval of the present stay counts."""
    kept = approval.taken_back_at is None and approval.fell_at is None
    return kept and approval.content_hash == case.content_hash


def needs_several(workflow: Workflow, stage: str) -> bool:
    """Answer whether a move from a stage needs the approval of several people."""
    return any(transition.approvals > 1 for transition in workflow.leaving(stage))


def given(case: Case, actor: Actor, found: list[Approval]) -> dict[str, Given]:
    """Return the approvals of each transition that count: how many, and whether this person's is among them."""
    tally: dict[str, Given] = {}
    for approval in found:
        if counts(approval, case):
            before = tally.get(approval.transition, Given(0, False))
            tally[approval.transition] = Given(before.count + 1, before.mine or approval.account_id == actor.id)
    return tally


def shown(case: Case, workflow: Workflow, found: list[Approval]) -> list[Approved]:
    """Return the approvals of the present stay as its page shows them."""
    return [
        approved(
            approval.transition,
            workflow.transitions[approval.transition].title,
            approval.label,
            approval.at,
            stands=counts(approval, case),
            taken_back_at=approval.taken_back_at,
            fell_at=approval.fell_at,
            because=approval.fell_because,
        )
        for approval in found
        if approval.transition in workflow.transitions
    ]
