"""Reading reviews: who reviews a case, what was declared and said, what awaits a person."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import and_, bindparam, select

from council_flow.access import Actor
from council_flow.database import db
from council_flow.language import Sentence, Titles, say
from council_flow.notifications.tasks import Task
from council_flow.people import queries as people
from council_flow.recommendations.models import Case
from council_flow.review.counting import Reviewer, reviewers
from council_flow.review.models import Interest, Opinion, Reply, Summary
from council_flow.workflow import Workflow

RECUSED = select(Interest.id).where(
    Interest.case_id == bindparam("case"), Interest.account_id == bindparam("account"), Interest.concerned
)
"""Select a row where the parameter ``account`` declared an interest in the file ``case``."""


DECLARED = select(Interest.id).where(Interest.case_id == bindparam("case"), Interest.account_id == bindparam("account"))
"""Select a row where the parameter ``account`` declared interests, or that there are none, in the file ``case``."""


def interest_sentence() -> Sentence:
    """Return why somebody with a declared interest does not decide."""
    return say("You declared an interest in this file and have stepped aside.")


_ASSIGNED = people.ASSIGNED.subquery()
_PANEL = (
    select(
        _ASSIGNED.c.account_id, _ASSIGNED.c.role, _ASSIGNED.c.label_data.label("words"), Interest.concerned, Interest.text,
        Opinion.opinion, Opinion.reasons, Opinion.version, Opinion.at, Opinion.content_hash, Opinion.grades,
        Reply.accepted, Reply.by_day, Reply.reason,
    )
    .outerjoin(
        Interest, and_(Interest.account_id == _ASSIGNED.c.account_id, Interest.case_id == bindparam("case"))
    )
    .outerjoin(
        Opinion,
        and_(
            Opinion.account_id == _ASSIGNED.c.account_id, Opinion.case_id == bindparam("case"),
            Opinion.superseded_at.is_(None),
        ),
    )
    .outerjoin(Reply, and_(Reply.account_id == _ASSIGNED.c.account_id, Reply.case_id == bindparam("case")))
    .order_by(_ASSIGNED.c.id)
)  # fmt: skip


def panel(case: Case, roles: frozenset[str]) -> list[Reviewer]:
    """Return the reviewers of a case, in the order of assignment. ``roles`` are those that review by the workflow."""
    found = [row for row in db.session.execute(_PANEL, {"case": case.id}) if row.role in roles]
    rows = list({row.account_id: row for row in reversed(found)}.values())[::-1]  # who has two roles counts once
    return reviewers(
        [(row.account_id, Titles(row.words)) for row in rows],
        {row.account_id: (row.concerned, row.text) for row in rows if row.concerned is not None},
        {
            row.account_id: (row.opinion, row.reasons, row.version, row.at, row.content_hash)
            for row in rows
            if row.opinion is not None
        },
        case.content_hash,
        {row.account_id: row.grades for row in rows if row.grades},
        {row.account_id: (row.accepted, row.by_day, row.reason) for row in rows if row.accepted is not None},
    )


def criteria(workflow: Workflow) -> list[str]:
    """Return the criteria that a workflow's review asks for."""
    return next(
        (
            list(use.params.get("criteria") or ())
            for stage in workflow.stages.values()
            for use in stage.holds
            if use.name == "review"
        ),
        [],
    )


def summary(case_id: int) -> Summary | None:
    """Return the standing summary of the review of a case."""
    return db.session.execute(
        select(Summary)
        .where(Summary.case_id == case_id, Summary.superseded_at.is_(None))
        .order_by(Summary.id.desc())
        .limit(1)
    ).scalar_one_or_none()


def awaiting(actor: Actor, now: datetime) -> list[Task]:
    """Return the files on which this person's opinion or declaration is awaited."""
    from council_flow.recommendations import queries as cases  # noqa: PLC0415 - cases ask reviews about interests

    given = select(Opinion.case_id).where(
        Opinion.account_id == actor.id, Opinion.superseded_at.is_(None), Opinion.content_hash == Case.content_hash
    )
    aside = select(Interest.case_id).where(Interest.account_id == actor.id, Interest.concerned)
    assigned = people.files_of(actor.id)
    rows = db.session.execute(
        select(*cases.LISTED, assigned.c.role)
        .join(assigned, assigned.c.case_id == Case.id)
        .where(Case.id.not_in(given), Case.id.not_in(aside), cases.readable())
    )
    found = []
    for row in rows:
        stage = cases.stage_of(row)
        use = next((use for use in stage.holds if use.name == "review"), None)
        if use is None or row.role not in cases.answering(use.params):
            continue
        found.append(
            Task(
                due=row.closes_at,
                verb=say("Declare interests and give your opinion"),
                link=f"/drafts/{row.year}/L.{row.number}/review",
                symbol=cases.listed_symbol(row),
                title=Titles(row.titles),
                tag=stage.title,
                why=say("The text is before its reviewers. An opinion is given on the text as it now is."),
            )
        )
    return found
