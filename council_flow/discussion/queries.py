"""Reading the discussion: comments with their threads, what stands open, what awaits a person."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, bindparam, func, or_, select

from council_flow.access import Actor
from council_flow.database import db
from council_flow.discussion.models import Comment, Reply
from council_flow.discussion.view import CommentView, ReplyView
from council_flow.errors import Missing
from council_flow.language import Titles, say, say_n
from council_flow.notifications.tasks import Task
from council_flow.people import queries as people
from council_flow.recommendations import queries as cases
from council_flow.recommendations.models import Case

SHOWN = (
    Comment.id, Comment.number, Comment.version, Comment.visit, Comment.language, Comment.written_in, Comment.key,
    Comment.kind, Comment.start, Comment.end, Comment.quote, Comment.anchor, Comment.anchor_version, Comment.cited,
    Comment.text, Comment.type, Comment.author_id, Comment.label, Comment.state, Comment.at, Comment.late,
    Comment.edited_at, Comment.standing, Comment.disposition, Comment.response, Comment.disposed_label,
    Comment.disposed_at, Comment.earlier, Comment.withdrawn_reason, Comment.withdrawn_at, Comment.reopen_reason,
)  # fmt: skip
"""Columns of a comment as it is shown, in the order of :class:`CommentView`."""

_NOBODY = Titles({})
_LABEL, _DISPOSED_LABEL = SHOWN.index(Comment.label), SHOWN.index(Comment.disposed_label)


def for_page(case_id: int, version: int | None = None) -> dict[str, list[CommentView]]:
    """Return the comments of a case by the block where they stand, each with its replies: two statements.

    ``version``: leave out what was written on later versions.
    """
    found: dict[str, list[CommentView]] = {}
    for comment in all_of(case_id):
        if version is None or comment.version <= version:
            found.setdefault(comment.key, []).append(comment)
    return found


_OF_CASE = select(*SHOWN).where(Comment.case_id == bindparam("case")).order_by(Comment.number)


def all_of(case_id: int) -> list[CommentView]:
    """Return all comments of a case with their replies, in the order of writing."""
    rows = db.session.execute(_OF_CASE, {"case": case_id})
    comments = {row[0]: _view(row) for row in rows}
    if comments:
        _add_replies(comments, db.session.execute(_REPLIES_OF_CASE, {"case": case_id}))
    return list(comments.values())


def one(case_id: int, number: int) -> CommentView:
    """Return one comment with its replies.

    Raises:
        Missing: there is none with this number.
    """
    row = db.session.execute(select(*SHOWN).where(Comment.case_id == case_id, Comment.number == number)).first()
    if row is None:
        raise Missing
    comment = _view(row)
    _add_replies({comment.id: comment}, db.session.execute(_REPLIES.where(Reply.comment_id == comment.id)))
    return comment


def _view(row: Row[Any]) -> CommentView:
    values = list(row)
    values[_LABEL] = Titles(values[_LABEL])
    values[_DISPOSED_LABEL] = Titles(values[_DISPOSED_LABEL]) if values[_DISPOSED_LABEL] else _NOBODY
    return CommentView(*values)


_REPLIES = select(
    Reply.comment_id, Reply.account_id, Reply.label, Reply.text, Reply.written_in, Reply.at
).order_by(Reply.id)  # fmt: skip
_REPLIES_OF_CASE = _REPLIES.where(Reply.case_id == bindparam("case"))


def _add_replies(comments: dict[int, CommentView], rows: Iterable[Any]) -> None:
    for comment_id, account_id, label, text, written_in, at in rows:
        comments[comment_id].replies.append(ReplyView(account_id, Titles(label), text, written_in, at))


def open_per_block(case_id: int) -> dict[str, int]:
    """Return the number of open comments on each block that has any."""
    rows = db.session.execute(
        select(Comment.key, func.count())
        .where(Comment.case_id == case_id, Comment.standing == "open")
        .group_by(Comment.key)
    )
    return dict(rows.all())


def open_places(case_id: int) -> list[tuple[str, dict[str, str], str, str]]:
    """Return key, kind, citation and anchor of each open comment, in the order of writing."""
    rows = db.session.execute(
        select(Comment.key, Comment.cited, Comment.kind, Comment.anchor)
        .where(Comment.case_id == case_id, Comment.standing == "open")
        .order_by(Comment.number)
    )
    return list(rows.all())


def counts(case_id: int) -> dict[str, int]:
    """Return how many comments of a case are open, settled and withdrawn."""
    rows = db.session.execute(
        select(Comment.standing, func.count()).where(Comment.case_id == case_id).group_by(Comment.standing)
    )
    return {"open": 0, "settled": 0, "withdrawn": 0} | dict(rows.all())


def in_visit(case_id: int, visit: int) -> list[CommentView]:
    """Return the comments written in one stay in a stage, without replies."""
    rows = db.session.execute(
        select(*SHOWN).where(Comment.case_id == case_id, Comment.visit == visit).order_by(Comment.number)
    )
    return [_view(row) for row in rows]


def awaiting(actor: Actor, now: datetime) -> list[Task]:
    """Return the comments that wait for this person: for a disposition, or for an answer to a reply."""
    return [*_dispositions(actor), *_answers(actor)]


def _dispositions(actor: Actor) -> list[Task]:
    rows = db.session.execute(
        select(*cases.LISTED)
        .where(Case.open_comments > 0, _disposes(actor), cases.readable())
        .order_by(Case.updated_at.desc())
        .limit(100)
    )
    return [_disposition_task(row) for row in rows]


def _disposes(actor: Actor) -> ColumnElement[bool]:
    """Return the condition that a person gives dispositions in a case, by role in the council or in the case."""
    ways: list[ColumnElement[bool]] = []
    for digest, workflow in cases.definitions().known.items():
        for name, role in workflow.roles.items():
            stages = _stages_disposed(workflow, name)
            if not stages:
                continue
            here = and_(Case.definition_hash == digest, Case.stage.in_(stages))
            if name in actor.roles:
                ways.append(here)
            elif role.assigned == "case":
                ways.append(and_(here, Case.id.in_(people.cases_assigned(actor.id, name))))
    return or_(*ways) if ways else Case.id.is_(None)


def _stages_disposed(workflow: Any, role: str) -> Iterable[str]:
    return [name for name, stage in workflow.stages.items() if role in stage.allows.get("dispose", frozenset())]


def _disposition_task(row: Any) -> Task:
    n = row.open_comments
    return Task(
        due=None,
        verb=say_n("Give a disposition to 1 comment", "Give dispositions to %(n)s comments", n),
        link=f"/drafts/{row.year}/L.{row.number}/comments?state=open",
        symbol=cases.listed_symbol(row),
        title=Titles(row.titles),
        tag=cases.stage_of(row).title,
        why=say("Every comment is answered before the text moves on."),
    )


def _answers(actor: Actor) -> list[Task]:
    rows = db.session.execute(
        select(*cases.LISTED, Comment.number.label("comment"))
        .join(Comment, Comment.case_id == Case.id)
        .where(
            Comment.author_id == actor.id,
            Comment.standing == "open",
            Comment.last_reply_by.is_not(None),
            Comment.last_reply_by != actor.id,
            cases.readable(),
        )
        .order_by(Comment.last_reply_at.desc())
        .limit(50)
    )
    return [
        Task(
            due=None,
            verb=say("Read the reply to your comment %(n)s", n=row.comment),
            link=f"/drafts/{row.year}/L.{row.number}#c{row.comment}",
            symbol=cases.listed_symbol(row),
            title=Titles(row.titles),
            tag=cases.stage_of(row).title,
            why=say("Somebody replied after you. Answer, or leave it for the disposition."),
        )
        for row in rows
        if _discussed(row)
    ]


def _discussed(row: Any) -> bool:
    stage = cases.stage_of(row)
    return bool(stage.allows.get("comment") or stage.allows.get("dispose"))
