"""Reading which rows of sheets a case has already."""

from __future__ import annotations

from sqlalchemy import select

from council_flow.database import db
from council_flow.discussion.models import Comment
from council_flow.discussion.sheets.judging import Posted


def posted(case_id: int) -> dict[str, Posted]:
    """Return the rows that became comments of a case, by their names, oldest first."""
    rows = db.session.execute(
        select(Comment.row_id, Comment.number, Comment.author_id, Comment.standing, Comment.replies)
        .where(Comment.case_id == case_id, Comment.row_id.is_not(None))
        .order_by(Comment.number)
    )
    return {
        str(row_id): Posted(number, author, standing != "open" or replies > 0)
        for row_id, number, author, standing, replies in rows
    }
