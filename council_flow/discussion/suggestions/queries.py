"""Reading suggestions: those that await a decision, those accepted and not yet in the text, what awaits a person."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Integer, and_, bindparam, func, or_, select

from council_flow.database import db
from council_flow.discussion.audience import Reader
from council_flow.discussion.models import Comment
from council_flow.discussion.queries import SEEN
from council_flow.discussion.suggestions.suggested import ACCEPTED, IN_PART, Suggested
from council_flow.discussion.words import COUNCIL, GROUP
from council_flow.errors import Missing
from council_flow.language import Titles

_SHOWN = (
    Comment.id, Comment.number, Comment.version, Comment.key, Comment.kind, Comment.language, Comment.start, Comment.end,
    Comment.quote, Comment.anchor, Comment.anchor_version, Comment.cited, Comment.text, Comment.type, Comment.author_id,
    Comment.label, Comment.state, Comment.at, Comment.late, Comment.written_in, Comment.standing, Comment.disposition,
    Comment.response, Comment.act, Comment.proposed, Comment.proposed_kind, Comment.after, Comment.after_at,
    Comment.on_behalf, Comment.needs_author, Comment.taken_in, Comment.taken_as, Comment.adapted, Comment.audience,
    Comment.label_there, Comment.replies,
)  # fmt: skip
"""Columns in the order of :class:`Suggested`."""
_LABEL = _SHOWN.index(Comment.label)

WAITS: ColumnElement[bool] = and_(
    Comment.standing == "settled",
    Comment.act.is_not(None),
    Comment.taken_in.is_(None),
    Comment.audience.in_((COUNCIL, GROUP)),
    or_(
        Comment.disposition == ACCEPTED,
        and_(Comment.disposition == IN_PART, Comment.taken_as.is_not(None)),
    ),
)
"""The condition that a suggestion is accepted and not yet in the text: the rule of :attr:`Suggested.waits`."""

_OF_CASE = (
    select(*_SHOWN)
    .where(Comment.case_id == bindparam("case"), Comment.act.is_not(None), Comment.audience.in_((COUNCIL, GROUP)), SEEN)
    .order_by(Comment.number)
)
_PRESENT = _OF_CASE.where(or_(Comment.standing == "open", WAITS))
_ONE = (
    select(*_SHOWN)
    .where(Comment.case_id == bindparam("case"), Comment.number == bindparam("number", type_=Integer))
    .where(Comment.act.is_not(None), SEEN)
)


def _asked(case_id: int, reader: Reader, **more: Any) -> dict[str, Any]:
    return {"case": case_id, "audiences": sorted(reader.audiences), "reader": reader.account, **more}


def _suggested(row: Any) -> Suggested:
    values = list(row)
    values[_LABEL] = Titles(values[_LABEL])
    return Suggested(*values)


def present(case_id: int, reader: Reader) -> list[Suggested]:
    """Return the suggestions of a case that a person sees: open ones, and accepted ones that are not in the text yet.

    What is written to the chair alone is no part of it: the chair answers that on its own page. What waits in a delegation is
    no part of it either: nobody decides on it before it is released.
    """
    return [_suggested(row) for row in db.session.execute(_PRESENT, _asked(case_id, reader))]


def one(case_id: int, number: int, reader: Reader) -> Suggested:
    """Return one suggestion.

    Raises:
        Missing: there is none with this number, or this person does not see it.
    """
    row = db.session.execute(_ONE, _asked(case_id, reader, number=number)).first()
    if row is None:
        raise Missing
    return _suggested(row)


_WAITING = select(func.count()).where(Comment.case_id == bindparam("case"), WAITS)


def waiting(case_id: int) -> int:
    """Return how many accepted suggestions are not in the text yet."""
    n: int = db.session.execute(_WAITING, {"case": case_id}).scalar_one()
    return n


def rows(case_id: int, numbers: Sequence[int]) -> dict[int, Comment]:
    """Return comments for writing, by their numbers."""
    found = db.session.execute(select(Comment).where(Comment.case_id == case_id, Comment.number.in_(numbers))).scalars()
    return {comment.number: comment for comment in found}
