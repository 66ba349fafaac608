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
    """One approval on file. ``in_office``: who gave it still holds a role that makes the move; ``terms``: through which."""

    approval: Approval
    in_office: bool
    terms: frozenset[int] = frozenset()

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
    terms = people.terms_held({role for move in moves for role in move.by})
    asked = (
        select(Approval, case((held, true()), else_=~true()), terms.c.term_id)
        .outerjoin(terms, terms.c.account_id == Approval.account_id)
        .where(Approval.case_id == of.id, Approval.visit == of.visit)
        .order_by(Approval.at, Approval.id)
    )
    found: dict[int, Kept] = {}
    for approval, in_office, term in db.session.execute(asked, {"now": now}):
        before = found.get(approval.id)
        known = before.terms if before else frozenset()
        found[approval.id] = Kept(approval, bool(in_office), known if term is None else known | {term})
    return list(found.values())


def given(of: Case, actor: Actor, found: list[Kept], workflow: Workflow) -> dict[str, Given]:
    """Return the approvals of each transition that count: how many, and whether this person's is among them.

    One office gives one approval: who acts for somebody absent, and that person, do not make two.
    """
    tally: dict[str, Given] = {}
    standing = [kept for kept in found if kept.counts(of)]
    for transition in dict.fromkeys(kept.approval.transition for kept in standing):
        by = workflow.transitions[transition].by
        here = [kept for kept in standing if kept.approval.transition == transition]
        used: set[int] = set()
        count = 0
        for kept in here:
            count += not kept.terms or not kept.terms <= used
            used |= kept.terms
        own = {term for role, term in actor.terms if role in by}
        mine = any(kept.approval.account_id == actor.id for kept in here) or (bool(own) and own <= used)
        tally[transition] = Given(count, mine)
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
