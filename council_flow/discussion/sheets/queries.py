"""Reading which rows of sheets a case has already."""

from __future__ import annotations

from sqlalchemy import select

from council_flow.database import db
from council_flow.discussion.audience import Reader
from council_flow.discussion.models import Comment
from council_flow.discussion.queries import SEEN
from council_flow.discussion.sheets.judging import Posted


def posted(case_id: int, reader: Reader) -> dict[str, Posted]:
    """Return the rows that became comments of a case which a person sees, by their names, oldest first."""
    rows = db.session.execute(
        select(Comment.row_id, Comment.number, Comment.author_id, Comment.standing, Comment.replies)
        .where(Comment.case_id == case_id, Comment.row_id.is_not(None), SEEN)
        .order_by(Comment.number),
        {"audiences": sorted(reader.audiences), "reader": reader.account},
    )
    return {
        str(row_id): Posted(number, author, standing != "open" or replies > 0)
        for row_id, number, author, standing, replies in rows
    }
