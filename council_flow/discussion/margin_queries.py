"""What stands in the margin of the current text for one person."""

from __future__ import annotations

from itertools import chain
from typing import Any

from flask import current_app
from sqlalchemy import bindparam, literal, select, union_all

from council_flow.access import Actor
from council_flow.database import db
from council_flow.discussion import queries, showing
from council_flow.discussion.audience import reader_of
from council_flow.discussion.holding import HeldView, beside
from council_flow.discussion.models import Held, Reply
from council_flow.discussion.view import CommentView
from council_flow.text.blocks import Body

Margin = dict[str, list[CommentView | HeldView]]

_REPLY, _KEPT = 0, 1
_MORE = union_all(
    select(
        literal(_REPLY).label("what"), Reply.id.label("at_id"), Reply.comment_id, Reply.account_id, Reply.label,
        Reply.text, Reply.written_in, Reply.at,
    ).where(Reply.case_id == bindparam("case"), queries.REPLY_SEEN),
    select(
        literal(_KEPT), Held.id, Held.id, Held.version, Held.content, Held.key, literal(""), Held.at,
    ).where(Held.case_id == bindparam("case"), Held.account_id == bindparam("account")),
).order_by("at_id")  # fmt: skip
"""Replies to the comments of a case, and what a person keeps privately in it: one statement on a page of many."""


def beside_text(file: Any, body: Body, actor: Actor) -> Margin:
    """Return by block the comments on the current text that a person sees, and those kept privately: two statements."""
    reader = reader_of(file, actor)
    comments = queries.without_replies(file.case.id, reader)
    asked = {"case": file.case.id, "account": actor.id, "audiences": sorted(reader.audiences), "reader": reader.account}
    replies, held = [], []
    for what, number, *row in db.session.execute(_MORE, asked):
        if what == _REPLY:
            replies.append(row)
        else:
            _, version, content, key, _, at = row
            held.append(HeldView(number, key, version, content, at, at))
    queries.add_replies(comments, replies)
    by_block: dict[str, list[CommentView]] = {}
    for comment in comments.values():
        by_block.setdefault(comment.key, []).append(comment)
    found = beside(by_block, held)
    showing.lay(chain.from_iterable(found.values()), body, current_app.extensions["council"].states)
    return found
