"""Writing reviews: a declaration of interests, then an opinion with reasons."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from council_flow import access
from council_flow.access import Actor, Permission
from council_flow.audit.operations import record
from council_flow.database import db
from council_flow.errors import Expected, Invalid, NotNow
from council_flow.language import say
from council_flow.recommendations import approving_operations
from council_flow.recommendations import operations as moves
from council_flow.recommendations import queries as cases
from council_flow.recommendations.models import Case
from council_flow.review import queries
from council_flow.review.counting import counted
from council_flow.review.models import OPINIONS, Interest, Opinion

LONGEST = 10_000
"""Characters of reasons, and of a declaration."""


def declare(case_id: int, *, concerned: bool, text: str, actor: Actor, now: datetime, expected: Expected) -> Interest:
    """Declare interests in a case. Who declares one steps aside: no longer counts among the reviewers, makes and
    approves no move; an approval given before falls.

    Raises:
        Missing, Refused: the person neither reviews nor decides here.
        NotNow: declared already.
        Invalid: an interest without its description.
    """
    case = cases.lock(case_id)
    there = cases.place(case, actor)
    decides = concerned and access.may(actor, Permission.REVIEW_STEP_ASIDE, there)
    if not decides:
        access.require(actor, Permission.REVIEW_DECLARE, there)
    moves.expect(case, Expected(visit=expected.visit))
    earlier = _declared(case, actor)
    if earlier is not None and (earlier.concerned or not concerned):
        raise NotNow(say("Your declaration is on record. The chair's office can be told of a change."))
    text = text.strip()[:LONGEST]
    if concerned and not text:
        raise Invalid({"text": say("Say in a sentence what the interest is.")})
    declaration = earlier or Interest(case_id=case.id, account_id=actor.id, label=dict(actor.label))
    declaration.concerned, declaration.text, declaration.at = concerned, text, now
    db.session.add(declaration)
    db.session.flush()
    tag = "review.interest.declared" if concerned else "review.interest.none"
    record(tag, actor=actor, now=now, case_id=case.id, text=text)
    if concerned:
        approving_operations.fall_with_interest(case, declaration.account_id, actor=actor, now=now)
    count(case)
    return declaration


def give(case_id: int, opinion: str, reasons: str, *, actor: Actor, now: datetime, expected: Expected) -> Opinion:
    """Give an opinion on the text as it is. It supersedes an earlier one of the same reviewer.

    Raises:
        Missing, Refused: the person does not review here, or has stepped aside.
        NotNow: interests are not declared yet.
        Stale: the text has changed since the page was drawn.
        Invalid: no opinion chosen, or no reasons.
    """
    case = cases.lock(case_id)
    access.require(actor, Permission.REVIEW_ANSWER, cases.place(case, actor))
    moves.expect(case, expected)
    if _declared(case, actor) is None:
        raise NotNow(say("Declare your interests first; the opinion follows."), link=f"{case.path}/review")
    _check(opinion, reasons)
    for earlier in db.session.execute(_standing(case, actor)).scalars():
        earlier.superseded_at = now
    given = Opinion(
        case_id=case.id, visit=case.visit, account_id=actor.id, label=dict(actor.label), version=case.version,
        content_hash=case.content_hash, opinion=opinion, reasons=reasons.strip(), at=now,
    )  # fmt: skip
    db.session.add(given)
    db.session.flush()
    record(
        "review.opinion.given", actor=actor, now=now, case_id=case.id, opinion=opinion, version=case.version,
        content_hash=case.content_hash, reasons=given.reasons,
    )  # fmt: skip
    count(case)
    case.updated_at = now
    return given


def _standing(case: Case, actor: Actor):  # type: ignore[no-untyped-def]  # a select of Opinion
    return select(Opinion).where(
        Opinion.case_id == case.id, Opinion.account_id == actor.id, Opinion.superseded_at.is_(None)
    )


def _check(opinion: str, reasons: str) -> None:
    problems = {}
    if opinion not in OPINIONS:
        problems["opinion"] = say("Choose one of the three opinions.")
    if not reasons.strip():
        problems["reasons"] = say("Write the reasons: the drafter and the chair read them.")
    elif len(reasons) > LONGEST:
        problems["reasons"] = say("Reasons have up to %(n)s characters.", n=LONGEST)
    if problems:
        raise Invalid(problems)


def _declared(case: Case, actor: Actor) -> Interest | None:
    return db.session.execute(
        select(Interest).where(Interest.case_id == case.id, Interest.account_id == actor.id)
    ).scalar_one_or_none()


def reviewing_roles(case: Case) -> frozenset[str]:
    """Return the roles that review this case, wherever its workflow holds a review."""
    workflow = cases.workflow_of(case)
    return frozenset(
        role
        for stage in workflow.stages.values()
        for use in stage.holds
        if use.name == "review"
        for role in cases.answering(use.params)
    )


def count(case: Case) -> None:
    """Keep the counts of the review on the row of the case."""
    case.opinions, case.reviewers, _ = counted(queries.panel(case, reviewing_roles(case)))
