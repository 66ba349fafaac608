"""What the discussion asks of a person: dispositions, answers to replies, whether a disposition answers a comment."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, and_, case, false, func, or_, select

from council_flow.access import Actor
from council_flow.database import db
from council_flow.discussion import audience
from council_flow.discussion.models import Comment
from council_flow.discussion.suggestions.queries import WAITS
from council_flow.discussion.words import CHAIR, GROUP
from council_flow.language import Sentence, Titles, say, say_n
from council_flow.notifications.tasks import Task
from council_flow.people import queries as people
from council_flow.recommendations import queries as cases
from council_flow.recommendations.holders import leading
from council_flow.recommendations.models import Case
from council_flow.workflow import Workflow

Roles = Callable[[Workflow, str], Iterable[str]]
"""The roles of a procedure that do something at a stage."""


def awaiting(actor: Actor, now: datetime) -> list[Task]:
    """Return what waits for this person in the discussion: comments to be answered, suggestions to be taken in, and what
    became of the person's own: two statements."""
    return [*_for_others(actor), *_own(actor)]


def _disposing(workflow: Workflow, stage: str) -> Iterable[str]:
    return workflow.stages[stage].allows.get("dispose", frozenset())


def _editing(workflow: Workflow, stage: str) -> Iterable[str]:
    return workflow.stages[stage].allows.get("edit", frozenset())


def _leading(workflow: Workflow, stage: str) -> Iterable[str]:
    return leading(workflow, stage) & audience.members(workflow, CHAIR)


def _for_others(actor: Actor) -> Iterator[Task]:
    """Those who give dispositions are told of what they see; what is written to the chair alone waits for the chair."""
    disposes, leads, edits = (_acts(actor, roles) for roles in (_disposing, _leading, _editing))
    for_group, for_chair = _open_of(GROUP), _open_of(CHAIR)
    rows = db.session.execute(
        select(
            *cases.LISTED,
            case((disposes, Case.open_comments + for_group), else_=0).label("drafted"),
            case((leads, for_chair), else_=0).label("chaired"),
            case((edits, _counted(WAITS)), else_=0).label("accepted"),
        )
        .where(
            or_(
                and_(disposes, or_(Case.open_comments > 0, for_group > 0)),
                and_(leads, Case.open_limited > 0, for_chair > 0),
                and_(edits, Case.id.in_(select(Comment.case_id).where(WAITS))),
            ),
            cases.readable(),
        )
        .order_by(Case.updated_at.desc())
        .limit(100)
    )
    for row in rows:
        yield from _case_tasks(row)


def _case_tasks(row: Any) -> Iterator[Task]:
    every = say("Every comment is answered before the text moves on.")
    if row.drafted:
        verb = say_n("Give a disposition to 1 comment", "Give dispositions to %(n)s comments", row.drafted)
        yield _task(row, verb, "/comments?state=open", every)
    if row.chaired:
        verb = say_n(
            "Give a disposition to 1 comment written to the chair",
            "Give dispositions to %(n)s comments written to the chair",
            row.chaired,
        )
        yield _task(row, verb, f"/comments?state=open&audience={CHAIR}", every)
    if row.accepted:
        verb = say_n(
            "Take 1 accepted suggestion into the text", "Take %(n)s accepted suggestions into the text", row.accepted
        )
        yield _task(row, verb, "/suggestions", say("They were accepted while the text was not written."))


def _open_of(name: str) -> ColumnElement[int]:
    """Return how many comments of a limited audience are open in a case, counted only where there are any."""
    return case((Case.open_limited > 0, _counted(and_(Comment.standing == "open", Comment.audience == name))), else_=0)


def _counted(which: ColumnElement[bool]) -> ColumnElement[int]:
    return select(func.count()).where(Comment.case_id == Case.id, which).correlate(Case).scalar_subquery()


def _acts(actor: Actor, roles: Roles) -> ColumnElement[bool]:
    """Return the condition that a person does something in a case, by role in the council or in the case."""
    ways: list[ColumnElement[bool]] = []
    for digest, workflow in cases.definitions().known.items():
        for name, role in workflow.roles.items():
            stages = [stage for stage in workflow.stages if name in roles(workflow, stage)]
            if not stages:
                continue
            here = and_(Case.definition_hash == digest, Case.stage.in_(stages))
            if name in actor.roles:
                ways.append(here)
            elif role.assigned == "case":
                ways.append(and_(here, Case.id.in_(people.cases_assigned(actor.id, name))))
    return or_(*ways) if ways else false()


def _task(row: Any, verb: Sentence, at: str, why: Sentence) -> Task:
    return Task(
        due=None,
        verb=verb,
        link=f"/drafts/{row.year}/L.{row.number}{at}",
        symbol=cases.listed_symbol(row),
        title=Titles(row.titles),
        tag=cases.stage_of(row).title,
        why=why,
    )


def _own(actor: Actor) -> Iterator[Task]:
    """Return what a person's own comments ask: somebody replied last, a disposition was given and nothing said of it, the
    words of a suggestion changed."""
    replied = and_(Comment.last_reply_by.is_not(None), Comment.last_reply_by != actor.id)
    asked = and_(Comment.standing == "settled", Comment.satisfied.is_(None), Comment.disposed_by != actor.id)
    rows = db.session.execute(
        select(
            *cases.LISTED,
            Comment.number.label("comment"),
            Comment.standing,
            Comment.needs_author,
            replied.label("replied"),
        )
        .join(Comment, Comment.case_id == Case.id)
        .where(
            Comment.author_id == actor.id,
            or_(and_(Comment.standing == "open", or_(replied, Comment.needs_author)), asked),
            _running(),
            cases.readable(),
        )
        .order_by(Case.id, Comment.number)
        .limit(200)
    ).all()
    for _, of_case in groupby(rows, key=lambda row: row.id):
        found = list(of_case)
        for row in found:
            yield from _open_tasks(row)
        if settled := [row for row in found if row.standing == "settled"]:
            yield _satisfied_task(settled)


def _open_tasks(row: Any) -> Iterator[Task]:
    if row.standing != "open":
        return
    stage = cases.stage_of(row)
    if row.replied and (stage.allows.get("comment") or stage.allows.get("dispose")):
        verb = say("Read the reply to your comment %(n)s", n=row.comment)
        why = say("Somebody replied after you. Answer, or leave it for the disposition.")
        yield _task(row, verb, f"#c{row.comment}", why)
    if row.needs_author and stage.allows.get("suggest"):
        verb = say("Look at your suggestion %(n)s again: its words changed", n=row.comment)
        why = say("Make it anew on the present text, or withdraw it.")
        yield _task(row, verb, f"/comments/{row.comment}/suggest", why)


def _running() -> ColumnElement[bool]:
    """Return the condition that a case is not at a final stage."""
    over = [
        and_(Case.definition_hash == digest, Case.stage.in_(final))
        for digest, workflow in cases.definitions().known.items()
        if (final := [name for name, stage in workflow.stages.items() if stage.final])
    ]
    return ~or_(false(), *over)


def _satisfied_task(rows: list[Any]) -> Task:
    first, why = rows[0], say("Whether you are satisfied stands with the comment.")
    if len(rows) == 1:
        verb = say("Say whether the disposition answers your comment %(n)s", n=first.comment)
        return _task(first, verb, f"/comments/{first.comment}/satisfied", why)
    verb = say("Say whether the dispositions answer your %(n)s comments", n=len(rows))
    return _task(first, verb, "/comments?mine=yes&satisfied=asked", why)
