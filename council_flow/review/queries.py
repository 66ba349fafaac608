"""Reading reviews: who reviews a case, what was declared and said, what awaits a person."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from council_flow.access import Actor
from council_flow.database import db
from council_flow.language import Sentence, Titles, say
from council_flow.notifications.tasks import Task
from council_flow.people import queries as people
from council_flow.recommendations.models import Case
from council_flow.review.counting import Reviewer, reviewers
from council_flow.review.models import Interest, Opinion


def recused(case_id: int, account_id: int) -> bool:
    """Answer whether a person declared an interest in a case."""
    found = select(Interest.id).where(
        Interest.case_id == case_id, Interest.account_id == account_id, Interest.concerned
    )
    return db.session.execute(found).first() is not None


def interest_sentence() -> Sentence:
    """Return why somebody with a declared interest does not decide."""
    return say("You declared an interest in this file and have stepped aside.")


def panel(case: Case, roles: frozenset[str]) -> list[Reviewer]:
    """Return the reviewers of a case, in the order of assignment. ``roles`` are those that review by the workflow."""
    interests = db.session.execute(
        select(Interest.account_id, Interest.concerned, Interest.text).where(Interest.case_id == case.id)
    )
    opinions = db.session.execute(
        select(
            Opinion.account_id, Opinion.opinion, Opinion.reasons, Opinion.version, Opinion.at, Opinion.content_hash
        ).where(Opinion.case_id == case.id, Opinion.superseded_at.is_(None))
    )
    return reviewers(
        [(person.account_id, person.label) for person in people.assigned(case.id) if person.role in roles],
        {account: (concerned, text) for account, concerned, text in interests},
        {account: tuple(rest) for account, *rest in opinions},  # type: ignore[misc]  # five columns, named above
        case.content_hash,
    )


def awaiting(actor: Actor, now: datetime) -> list[Task]:
    """Return the files on which this person's opinion or declaration is awaited."""
    from council_flow.recommendations import queries as cases  # noqa: PLC0415 - cases ask reviews about interests

    given = select(Opinion.case_id).where(
        Opinion.account_id == actor.id, Opinion.superseded_at.is_(None), Opinion.content_hash == Case.content_hash
    )
    aside = select(Interest.case_id).where(Interest.account_id == actor.id, Interest.concerned)
    rows = db.session.execute(
        select(*cases.LISTED).where(
            Case.id.in_(people.cases_assigned(actor.id)), Case.id.not_in(given), Case.id.not_in(aside)
        )
    )
    found = []
    for row in rows:
        workflow = cases.definitions().named.get(row.workflow)
        stage = workflow.stages.get(row.stage) if workflow else None
        use = next((use for use in stage.holds if use.name == "review"), None) if stage else None
        if use is None or not cases.answering(use.params) & people.roles_in_case(row.id, actor.id or 0):
            continue
        found.append(
            Task(
                due=row.closes_at,
                verb=say("Declare interests and give your opinion"),
                link=f"/drafts/{row.year}/L.{row.number}/review",
                symbol=cases.listed_symbol(row),
                title=Titles(row.titles),
                tag=stage.title if stage else Titles(),
                why=say("The text is before its reviewers. An opinion is given on the text as it now is."),
            )
        )
    return found
