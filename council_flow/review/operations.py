"""Writing reviews: a declaration of interests, then an opinion with reasons."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import select

from council_flow import access
from council_flow.access import Actor, Permission
from council_flow.audit.operations import record
from council_flow.database import db
from council_flow.errors import Expected, Invalid, NotNow
from council_flow.language import Sentence, say
from council_flow.notifications import operations as notifications
from council_flow.people import queries as people
from council_flow.recommendations import approving_operations
from council_flow.recommendations import operations as moves
from council_flow.recommendations import queries as cases
from council_flow.recommendations.models import Case
from council_flow.review import criteria, queries
from council_flow.review.counting import counted
from council_flow.review.models import OPINIONS, Interest, Opinion, Reply, Summary

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
        _unread(case, declaration.account_id)
    count(case)
    return declaration


def give(
    case_id: int,
    opinion: str,
    reasons: str,
    *,
    grades: Mapping[str, Mapping[str, str]] | None = None,
    actor: Actor,
    now: datetime,
    expected: Expected,
) -> Opinion:
    """Give an opinion on the text as it is. It supersedes an earlier one of the same reviewer.

    Args:
        grades: grade and reason for each criterion that the workflow asks for.

    Raises:
        Missing, Refused: the person does not review here, or has stepped aside.
        NotNow: interests are not declared yet.
        Stale: the text has changed since the page was drawn.
        Invalid: no opinion chosen, no reasons, or a criterion without its grade.
    """
    case = cases.lock(case_id)
    access.require(actor, Permission.REVIEW_ANSWER, cases.place(case, actor))
    moves.expect(case, expected)
    if _declared(case, actor) is None:
        raise NotNow(say("Declare your interests first; the opinion follows."), link=f"{case.path}/review")
    reply = db.session.get(Reply, (case.id, actor.id))
    if reply is not None and not reply.accepted:
        raise NotNow(say("You declined to review this file. Accept first."), link=f"{case.path}/review")
    asked, grades = queries.criteria(cases.workflow_of(case)), grades or {}
    _check(opinion, reasons, criteria.problems(asked, grades))
    for earlier in db.session.execute(_standing(case, actor)).scalars():
        earlier.superseded_at = now
    given = Opinion(
        case_id=case.id, visit=case.visit, account_id=actor.id, label=dict(actor.label), version=case.version,
        content_hash=case.content_hash, opinion=opinion, reasons=reasons.strip(),
        grades=criteria.kept(asked, grades), at=now,
    )  # fmt: skip
    db.session.add(given)
    db.session.flush()
    record(
        "review.opinion.given", actor=actor, now=now, case_id=case.id, opinion=opinion, version=case.version,
        content_hash=case.content_hash, reasons=given.reasons, grades=given.grades,
    )  # fmt: skip
    count(case)
    case.updated_at = now
    return given


def _standing(case: Case, actor: Actor):  # type: ignore[no-untyped-def]  # a select of Opinion
    return select(Opinion).where(
        Opinion.case_id == case.id, Opinion.account_id == actor.id, Opinion.superseded_at.is_(None)
    )


def _check(opinion: str, reasons: str, problems: dict[str, Sentence]) -> None:
    if opinion not in OPINIONS:
        problems["opinion"] = say("Choose one of the three opinions.")
    if not reasons.strip():
        problems["reasons"] = say("Write the reasons: the drafter and the chair read them.")
    elif len(reasons) > LONGEST:
        problems["reasons"] = say("Reasons have up to %(n)s characters.", n=LONGEST)
    if problems:
        raise Invalid(problems)


def confirm(case_id: int, *, actor: Actor, now: datetime, expected: Expected) -> Opinion:
    """Say of one's opinion on an earlier text that it stands on the present one, as it was given.

    Raises:
        Missing, Refused, Stale, NotNow: see :func:`give`; and there is no earlier opinion, or it stands already.
    """
    case = cases.lock(case_id)
    access.require(actor, Permission.REVIEW_ANSWER, cases.place(case, actor))
    moves.expect(case, expected)
    old = db.session.execute(_standing(case, actor)).scalars().first()
    if old is None or old.content_hash == case.content_hash:
        raise NotNow(say("There is no opinion of yours on an earlier text."), link=f"{case.path}/review")
    return give(case_id, old.opinion, old.reasons, grades=old.grades, actor=actor, now=now, expected=expected)


def reply(
    case_id: int,
    accepted: bool,
    *,
    by_day: date | None = None,
    reason: str = "",
    actor: Actor,
    now: datetime,
    expected: Expected,
) -> Reply:
    """Accept to review a file, with the day of the opinion, or decline. Who declines no longer counts among the reviewers.

    Raises:
        Missing, Refused: the person was not named a reviewer here.
        Stale: the file has moved.
        Invalid: a day that has passed, or declining without a reason.
    """
    case = cases.lock(case_id)
    access.require(actor, Permission.REVIEW_DECLARE, cases.place(case, actor))
    moves.expect(case, Expected(visit=expected.visit))
    if accepted and by_day is not None and by_day < now.astimezone(moves.calendar().zone).date():
        raise Invalid({"by_day": say("Choose a day that has not passed.")})
    if not accepted and not reason.strip():
        raise Invalid({"reason": say("Say in a sentence why you decline, and whom you suggest instead.")})
    if len(reason) > LONGEST:
        raise Invalid({"reason": say("Reasons have up to %(n)s characters.", n=LONGEST)})
    found = db.session.get(Reply, (case.id, actor.id)) or Reply(case_id=case.id, account_id=actor.id)
    found.accepted, found.by_day, found.reason = accepted, by_day if accepted else None, reason.strip()
    found.label, found.at = dict(actor.label), now
    db.session.add(found)
    db.session.flush()
    record(
        "review.task.accepted" if accepted else "review.task.declined", actor=actor, now=now, case_id=case.id,
        by_day=by_day.isoformat() if accepted and by_day else None, reason=found.reason,
    )  # fmt: skip
    count(case)
    if not accepted:
        _tell_of_declining(case, actor, now)
    return found


def _tell_of_declining(case: Case, actor: Actor, now: datetime) -> None:
    """Tell those who lead the file on that a reviewer has to be replaced."""
    from council_flow.recommendations.holders import leading  # noqa: PLC0415 - only here

    notifications.notify(
        people.holding(leading(cases.workflow_of(case), case.stage), now),
        say("A reviewer of %(symbol)s declined. Name another.", symbol=cases.working_symbol(case)),
        link=f"{case.path}/people", case_id=case.id, now=now, key=f"declined:{case.id}:{actor.id}:{now.isoformat()}",
    )  # fmt: skip


def summarize(case_id: int, text: str, *, actor: Actor, now: datetime, expected: Expected) -> Summary:
    """Write what follows from the opinions: the summary of those who lead the file. It supersedes an earlier one.

    Raises:
        Missing, Refused: the person does not lead the file here.
        Stale: the text has changed since the page was drawn.
        Invalid: no words, or too many.
    """
    case = cases.lock(case_id)
    access.require(actor, Permission.CASE_LEAD, cases.place(case, actor))
    moves.expect(case, expected)
    text = text.strip()
    if not text:
        raise Invalid({"summary": say("Write the summary.")})
    if len(text) > LONGEST:
        raise Invalid({"summary": say("Reasons have up to %(n)s characters.", n=LONGEST)})
    earlier = queries.summary(case.id)
    if earlier is not None:
        earlier.superseded_at = now
    made = Summary(
        case_id=case.id, version=case.version, content_hash=case.content_hash, text=text, account_id=actor.id,
        label=dict(actor.label), at=now,
    )  # fmt: skip
    db.session.add(made)
    db.session.flush()
    record("review.summary.written", actor=actor, now=now, case_id=case.id, version=case.version, text=text)
    case.updated_at = now
    return made


def _unread(case: Case, account_id: int) -> None:
    """Let what somebody read as the second reader wait for another reader."""
    from council_flow.alignment import operations as alignment  # noqa: PLC0415 - the check asks who has an interest

    alignment.unread(case, account_id)


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
