"""Writing the discussion: the door of this room for all others. Replies, changes and withdrawals of comments are here.

Each raises Missing, Refused, NotNow or Invalid, and has changed nothing then.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from council_flow import access
from council_flow.access import Actor, Permission
from council_flow.database import db
from council_flow.discussion import checking
from council_flow.discussion.carrying_operations import carry_anchors
from council_flow.discussion.disposing_operations import ask_reopen, dispose, reopen, say_satisfied
from council_flow.discussion.models import Comment, Reply
from council_flow.discussion.posting_operations import ANYTHING, post
from council_flow.discussion.taking_over_operations import take_over
from council_flow.discussion.thread_operations import count, disposing, note, recount, speaking, take, tell, touch
from council_flow.errors import NotNow, Refused
from council_flow.language import say
from council_flow.recommendations import queries as cases

__all__ = [
    "ANYTHING", "ask_reopen", "carry_anchors", "dispose", "edit", "post", "reopen", "reply", "say_satisfied", "take_over",
    "withdraw",
]  # fmt: skip


def reply(case_id: int, number: int, text: str, *, actor: Actor, now: datetime, written_in: str = "en") -> Reply:
    """Reply to a comment. After a disposition its author and those who give dispositions still may."""
    found = take(case_id, number, actor)
    case, comment, there = found.case, found.comment, found.there
    access.require(actor, Permission.COMMENT_REPLY, there)
    checking.discussed(there, comment.audience)
    checking.replied(comment, there.own, access.may(actor, disposing(comment.audience), there))
    text = checking.words("text", text, checking.REPLY)
    written = Reply(
        case_id=case.id, comment_id=comment.id, account_id=actor.id, label=dict(speaking(comment, actor).label), text=text,
        written_in=written_in, audience=comment.audience, at=now,
    )  # fmt: skip
    db.session.add(written)
    comment.replies, comment.last_reply_by, comment.last_reply_at = comment.replies + 1, actor.id, now
    touch(case, now)
    db.session.flush()
    note("replied", comment, actor, now, text=text)
    said = say("A reply to comment %(n)s.", n=number)
    in_thread = db.session.execute(select(Reply.account_id).where(Reply.comment_id == comment.id).distinct()).scalars()
    tell(case, sorted({comment.author_id, *in_thread} - {actor.id}), comment, actor, now, said)
    return written


def edit(case_id: int, number: int, text: str, *, actor: Actor, now: datetime) -> Comment:
    """Change the words of one's own comment, as long as nobody has answered it. The record keeps both."""
    found = take(case_id, number, actor)
    comment = found.comment
    access.require(actor, Permission.COMMENT_SUGGEST if comment.act else Permission.COMMENT_WRITE, found.there)
    if not found.there.own:
        raise Refused(say("Only its author changes a comment."))
    checking.unanswered(comment)
    text = checking.words("text", text, checking.COMMENT)
    note("edited", comment, actor, now, before=comment.text, after=text)
    comment.text, comment.edited_at = text, now
    touch(found.case, now)
    return comment


def withdraw(case_id: int, number: int, reason: str, *, actor: Actor, now: datetime) -> Comment:
    """Withdraw one's own comment. It stays on file, folded, with the reason."""
    found = take(case_id, number, actor)
    case, comment = found.case, found.comment
    access.require(actor, Permission.COMMENT_WITHDRAW, found.there)
    if cases.workflow_of(case).stages[case.stage].final:
        raise NotNow(say("Comments are closed at the stage %(stage)s.", stage=found.there.stage_title))
    checking.standing(comment, ("open", "settled"))
    reason = checking.words("reason", reason, checking.REASON)
    count(case, comment, now, opened=-(comment.standing == "open"))
    comment.standing, comment.withdrawn_reason, comment.withdrawn_at = "withdrawn", reason, now
    comment.reopen_reason, comment.reopen_asked_at, comment.needs_author = "", None, False
    if comment.act:
        recount(case)
    note("withdrawn", comment, actor, now, reason=reason)
    return comment
