"""Reading the discussion: comments with their threads, what stands open, what awaits a person."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlalchemy import Integer, Row, and_, bindparam, func, or_, select

from council_flow.database import db
from council_flow.discussion.audience import Reader
from council_flow.discussion.models import Comment, Reply
from council_flow.discussion.view import CommentView, ReplyView
from council_flow.discussion.words import COUNCIL
from council_flow.errors import Missing
from council_flow.language import Titles

SHOWN = (
    Comment.id, Comment.number, Comment.version, Comment.visit, Comment.language, Comment.written_in, Comment.key,
    Comment.kind, Comment.start, Comment.end, Comment.quote, Comment.anchor, Comment.anchor_version, Comment.cited,
    Comment.text, Comment.type, Comment.author_id, Comment.label, Comment.state, Comment.at, Comment.late,
    Comment.edited_at, Comment.standing, Comment.disposition, Comment.response, Comment.disposed_label,
    Comment.disposed_at, Comment.earlier, Comment.withdrawn_reason, Comment.withdrawn_at, Comment.reopen_reason,
    Comment.act, Comment.proposed, Comment.proposed_kind, Comment.after, Comment.after_at, Comment.on_behalf,
    Comment.needs_author, Comment.taken_in, Comment.audience, Comment.satisfied, Comment.satisfied_note,
    Comment.label_there, Comment.cited_first, Comment.unnamed, Comment.taken_into,
)  # fmt: skip
"""Columns of a comment as it is shown, in the order of :class:`CommentView`."""

_NOBODY = Titles({})
_LABEL, _DISPOSED_LABEL = SHOWN.index(Comment.label), SHOWN.index(Comment.disposed_label)


def _asks(case_id: int, reader: Reader, **more: Any) -> dict[str, Any]:
    return {"case": case_id, "audiences": sorted(reader.audiences), "reader": reader.account, **more}


SEEN = or_(
    Comment.audience.in_(bindparam("audiences", expanding=True)),
    and_(bindparam("reader", type_=Integer).is_not(None), Comment.author_id == bindparam("reader", type_=Integer)),
)
"""The condition that the parameters ``audiences`` and ``reader`` see a comment: the rule of :meth:`Reader.sees`."""


def for_page(case_id: int, reader: Reader, version: int | None = None) -> dict[str, list[CommentView]]:
    """Return the comments that a person sees by the block where they stand, each with its replies: two statements.

    ``version``: leave out what was written on later versions.
    """
    found: dict[str, list[CommentView]] = {}
    for comment in all_of(case_id, reader):
        if version is None or comment.version <= version:
            found.setdefault(comment.key, []).append(comment)
    return found


_OF_CASE = select(*SHOWN).where(Comment.case_id == bindparam("case"), SEEN).order_by(Comment.number)


def all_of(case_id: int, reader: Reader) -> list[CommentView]:
    """Return all comments of a case that a person sees, with their replies, in the order of writing."""
    comments = without_replies(case_id, reader)
    if comments:
        add_replies(comments, db.session.execute(_REPLIES_OF_CASE, _asks(case_id, reader)))
    return list(comments.values())


def without_replies(case_id: int, reader: Reader) -> dict[int, CommentView]:
    """Return all comments of a case that a person sees by their numbers in the database, in the order of writing."""
    return {row[0]: _view(row) for row in db.session.execute(_OF_CASE, _asks(case_id, reader))}


_ONE = _OF_CASE.where(Comment.number == bindparam("number"))


def one(case_id: int, number: int, reader: Reader) -> CommentView:
    """Return one comment with its replies.

    Raises:
        Missing: there is none with this number, or this person does not see it.
    """
    row = db.session.execute(_ONE, _asks(case_id, reader, number=number)).first()
    if row is None:
        raise Missing
    comment = _view(row)
    add_replies(
        {comment.id: comment},
        db.session.execute(_REPLIES.where(Reply.comment_id == comment.id), _asks(case_id, reader)),
    )
    return comment


_NUMBERS = select(Comment.number).where(Comment.case_id == bindparam("case"), SEEN)


def numbers_seen(case_id: int, reader: Reader) -> frozenset[int]:
    """Return the numbers of the comments of a case that a person sees."""
    return frozenset(db.session.execute(_NUMBERS, _asks(case_id, reader)).scalars())


def _view(row: Row[Any]) -> CommentView:
    values = list(row)
    values[_LABEL] = Titles(values[_LABEL])
    values[_DISPOSED_LABEL] = Titles(values[_DISPOSED_LABEL]) if values[_DISPOSED_LABEL] else _NOBODY
    return CommentView(*values)


REPLY_SEEN = or_(
    Reply.audience.in_(bindparam("audiences", expanding=True)),
    and_(bindparam("reader", type_=Integer).is_not(None), Reply.account_id == bindparam("reader", type_=Integer)),
)
"""The condition that the same parameters see a reply."""
_REPLIES = select(
    Reply.comment_id, Reply.account_id, Reply.label, Reply.text, Reply.written_in, Reply.at
).where(REPLY_SEEN).order_by(Reply.id)  # fmt: skip
_REPLIES_OF_CASE = _REPLIES.where(Reply.case_id == bindparam("case"))


def add_replies(comments: dict[int, CommentView], rows: Iterable[Any]) -> None:
    """Put replies (comment, account, label, text, language, instant) under the comments that are among those given."""
    for comment_id, account_id, label, text, written_in, at in rows:
        if comment_id in comments:
            comments[comment_id].replies.append(ReplyView(account_id, Titles(label), text, written_in, at))


_OPEN_PER_BLOCK = (
    select(Comment.key, func.count())
    .where(Comment.case_id == bindparam("case"), Comment.standing == "open", SEEN)
    .group_by(Comment.key)
)


def open_per_block(case_id: int, reader: Reader) -> dict[str, int]:
    """Return the number of open comments that a person sees on each block that has any."""
    return dict(db.session.execute(_OPEN_PER_BLOCK, _asks(case_id, reader)).all())


_ON_TRANSLATION = (
    select(Comment.key, func.count())
    .where(
        Comment.case_id == bindparam("case"),
        Comment.standing == "open",
        Comment.type == "translation",
        Comment.language == bindparam("language"),
        SEEN,
    )
    .group_by(Comment.key)
)


def on_translation(case_id: int, language: str, reader: Reader) -> dict[str, int]:
    """Return the number of open comments on a translation, by the block that it translates."""
    return dict(db.session.execute(_ON_TRANSLATION, _asks(case_id, reader, language=language)).all())


_OPEN_PLACES = (
    select(Comment.key, Comment.cited, Comment.kind, Comment.anchor)
    .where(Comment.case_id == bindparam("case"), Comment.standing == "open", SEEN)
    .order_by(Comment.number)
)


def open_places(case_id: int, reader: Reader) -> list[tuple[str, dict[str, str], str, str]]:
    """Return key, citation, kind and anchor of each open comment that a person sees, in the order of writing."""
    return list(db.session.execute(_OPEN_PLACES, _asks(case_id, reader)).all())


_COUNTS = (
    select(Comment.standing, func.count()).where(Comment.case_id == bindparam("case"), SEEN).group_by(Comment.standing)
)


def counts(case_id: int, reader: Reader) -> dict[str, int]:
    """Return how many comments of a case that a person sees are open, settled and withdrawn."""
    rows = db.session.execute(_COUNTS, _asks(case_id, reader)).all()
    return {"open": 0, "settled": 0, "withdrawn": 0} | dict(rows)


class Limited(NamedTuple):
    """So many comments of one limited audience; ``seen`` where the person asking sees them."""

    audience: str
    open: bool
    seen: bool
    number: int


_LIMITED = (
    select(Comment.audience, (Comment.standing == "open").label("is_open"), SEEN.label("is_seen"), func.count())
    .where(Comment.case_id == bindparam("case"), Comment.audience != COUNCIL)
    .group_by(Comment.audience, "is_open", "is_seen")
)


def limited(case_id: int, reader: Reader) -> list[Limited]:
    """Count the comments of a case that not everybody sees, for the conditions: pages never ask for this."""
    rows = db.session.execute(_LIMITED, _asks(case_id, reader))
    return [Limited(audience, bool(open_), bool(seen), n) for audience, open_, seen, n in rows]


_IN_VISIT = _OF_CASE.where(Comment.visit == bindparam("visit"))


def in_visit(case_id: int, visit: int, reader: Reader) -> list[CommentView]:
    """Return the comments written in one stay in a stage that a person sees, without replies."""
    return [_view(row) for row in db.session.execute(_IN_VISIT, _asks(case_id, reader, visit=visit))]
