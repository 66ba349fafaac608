"""Writing the discussion: comments, replies, dispositions; carrying comments to the next version of the text.

Each raises Missing, Refused, NotNow or Invalid, and has changed nothing then.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import select

from council_flow import access
from council_flow.access import Actor, Permission, Place
from council_flow.audit.operations import record
from council_flow.database import db
from council_flow.discussion import checking
from council_flow.discussion.citing import citations
from council_flow.discussion.models import Comment, Reply
from council_flow.discussion.suggestion import ReadFrom, Suggestion
from council_flow.discussion.view import paragraph_name
from council_flow.discussion.words import DISPOSITIONS
from council_flow.errors import Expected, Invalid, Missing, NotNow, Refused, Stale
from council_flow.language import LANGUAGES, Sentence, say
from council_flow.notifications import operations as notifications
from council_flow.people import queries as people
from council_flow.recommendations import queries as cases
from council_flow.recommendations.models import Case
from council_flow.text import queries as texts
from council_flow.text.anchor import Anchor, carry, find, worse
from council_flow.text.blocks import Body

ANYTHING = Expected()
"""Nothing is expected: the caller drew no form."""


def post(
    case_id: int,
    key: str,
    text: str,
    *,
    quote: str | None = None,
    start: int | None = None,
    type: str = "substantive",
    language: str | None = None,
    written_in: str | None = None,
    suggestion: Suggestion | None = None,
    audience: str = "council",
    read_from: ReadFrom | None = None,
    actor: Actor,
    now: datetime,
    expected: Expected = ANYTHING,
) -> Comment:
    """Comment on a block, or on words in it; with ``suggestion``, suggest to change it, ``text`` being the reason.

    What was written on an earlier version is carried to the current one, as long as its place still exists.

    Args:
        key: of the block. Words that stand in one of its sub-paragraphs are found there.
        quote: the words concerned, as they stand in the block; ``None`` or empty for the whole block.
        start: about where the words begin, in code points, where they stand more than once.
        language: of the text commented on; the original without it.
        written_in: language of the comment itself; the same without it.
        suggestion: what shall be done to the text.
        audience: who sees the comment: council, group or chair.
        read_from: the row of a sheet or of a Word file that it was read from.

    Raises:
        Missing, Refused: the person may not comment here.
        Stale: the file moved, or the place is gone, since the form was drawn.
        Invalid: no words, too many, or a quote that does not stand there.
    """
    case = cases.lock(case_id)
    there = cases.place(case, actor)
    access.require(actor, Permission.COMMENT_SUGGEST if suggestion else Permission.COMMENT_WRITE, there)
    _same_stay(case, expected)
    text, type = checking.words("text", text, checking.COMMENT), checking.known_type(type)
    checking.known_audience(audience)
    body = texts.current(case.id, case.version).body
    language = language if language in LANGUAGES else body.original
    stands, version = _anchored(case, body, key, quote, start, language, expected.version)
    block = body.block(stands.key)
    cited = citations(body).get(stands.key, {})
    comment = Comment(
        case_id=case.id, number=case.comments + 1, version=version, visit=case.visit, language=language,
        written_in=written_in if written_in in LANGUAGES else language, key=stands.key, kind=block.kind if block else "note",
        start=stands.start, end=stands.end, quote=stands.quote, prefix=stands.prefix, suffix=stands.suffix,
        anchor=stands.status, anchor_version=case.version, cited=cited, cited_first=cited, text=text, type=type,
        author_id=actor.id, label=dict(actor.label), state=actor.state, at=now,
        late=case.closes_at is not None and now > case.closes_at, audience=audience,
        **(suggestion.columns() if suggestion else {}), **(read_from.columns() if read_from else {}),
    )  # fmt: skip
    db.session.add(comment)
    db.session.flush()
    case.comments, case.open_comments, case.updated_at = comment.number, case.open_comments + 1, now
    place = paragraph_name(comment.kind, comment.cited)
    _record("posted", comment, actor, now, place=place, key=comment.key, version=version, type=type, text=text)
    notifications.follow(actor, case.id, now)
    _tell_disposers(case, there, comment, actor, now, say("Comment %(n)s on %(place)s.", n=comment.number, place=place))
    return comment


def _anchored(
    case: Case, body: Body, key: str, quote: str | None, start: int | None, language: str, drawn_from: int | None
) -> tuple[Anchor, int]:
    """Return where a new comment stands in the current text, and the version on which it was written."""
    version = drawn_from if drawn_from and drawn_from < case.version else case.version
    written_on = body if version == case.version else texts.current(case.id, version).body
    if written_on.block(key) is None:
        raise Invalid(say("The text has no such paragraph."))
    stands = find(written_on, key, language, quote, start)
    if stands is None:
        raise Invalid(
            {"quote": say("These words do not stand in the paragraph. Copy them as they stand, or leave this blank.")}
        )
    if version != case.version:
        stands = carry(stands, written_on, body, language)
        if stands.status == "removed":
            raise Stale(link=f"{case.path}/compare?a=v{version}&b=v{case.version}")
    return stands, version


def _same_stay(case: Case, expected: Expected) -> None:
    if expected.visit is not None and expected.visit != case.visit:
        title = cases.workflow_of(case).stages[case.stage].title
        raise Stale(say("The file has moved to %(stage)s since you opened it.", stage=title), link=case.path)


def _taken(case_id: int, number: int, actor: Actor) -> tuple[Case, Comment, Place]:
    """Return the case locked, one comment of it, and the place where the person acts."""
    case = cases.lock(case_id)
    there = cases.visible(case, actor)
    comment = db.session.execute(
        select(Comment).where(Comment.case_id == case.id, Comment.number == number)
    ).scalar_one_or_none()
    if comment is None:
        raise Missing
    return case, comment, replace(there, own=comment.author_id == actor.id)


def _record(act: str, comment: Comment, actor: Actor, now: datetime, **data: Any) -> None:
    record(f"discussion.comment.{act}", actor=actor, now=now, case_id=comment.case_id, number=comment.number, **data)


def _tell_disposers(
    case: Case, there: Place, comment: Comment, actor: Actor, now: datetime, sentence: Sentence
) -> None:
    roles = there.allows.get("dispose", frozenset())
    _tell(case, people.seeing(case.id, roles, now) if roles else [], comment, actor, now, sentence)


def _tell(case: Case, accounts: list[int], comment: Comment, actor: Actor, now: datetime, sentence: Sentence) -> None:
    notifications.notify(
        accounts,
        sentence,
        link=f"{case.path}#c{comment.number}",
        case_id=case.id,
        now=now,
        key=f"comment:{comment.id}:{sentence.text}:{now.isoformat()}",
        actor=actor,
    )


def reply(case_id: int, number: int, text: str, *, actor: Actor, now: datetime, written_in: str = "en") -> Reply:
    """Reply to a comment. After a disposition its author and those who give dispositions still may."""
    case, comment, there = _taken(case_id, number, actor)
    access.require(actor, Permission.COMMENT_REPLY, there)
    checking.discussed(there)
    checking.replied(comment, there.own, access.may(actor, Permission.COMMENT_DISPOSE, there))
    text = checking.words("text", text, checking.REPLY)
    written = Reply(
        case_id=case.id, comment_id=comment.id, account_id=actor.id, label=dict(actor.label), text=text,
        written_in=written_in, at=now,
    )  # fmt: skip
    db.session.add(written)
    comment.replies, comment.last_reply_by, comment.last_reply_at = comment.replies + 1, actor.id, now
    case.updated_at = now
    db.session.flush()
    _record("replied", comment, actor, now, text=text)
    said = say("A reply to comment %(n)s.", n=number)
    in_thread = db.session.execute(select(Reply.account_id).where(Reply.comment_id == comment.id).distinct()).scalars()
    _tell(case, sorted({comment.author_id, *in_thread} - {actor.id}), comment, actor, now, said)
    return written


def edit(case_id: int, number: int, text: str, *, actor: Actor, now: datetime) -> Comment:
    """Change the words of one's own comment, as long as nobody has answered it. The record keeps both."""
    case, comment, there = _taken(case_id, number, actor)
    access.require(actor, Permission.COMMENT_WRITE, there)
    if not there.own:
        raise Refused(say("Only its author changes a comment."))
    checking.unanswered(comment)
    text = checking.words("text", text, checking.COMMENT)
    _record("edited", comment, actor, now, before=comment.text, after=text)
    comment.text, comment.edited_at, case.updated_at = text, now, now
    return comment


def dispose(
    case_id: int,
    number: int,
    disposition: str,
    response: str = "",
    *,
    actor: Actor,
    now: datetime,
    expected: Expected = ANYTHING,
) -> Comment:
    """Give a comment its disposition. From then on its words are fixed.

    Raises:
        Missing, Refused: the person gives no dispositions here.
        NotNow: it has one, or is withdrawn.
        Invalid: no disposition chosen, or one that needs a response has none.
    """
    case, comment, there = _taken(case_id, number, actor)
    access.require(actor, Permission.COMMENT_DISPOSE, there)
    _same_stay(case, expected)
    checking.standing(comment, ("open",))
    disposition, response = checking.disposition(disposition, response)
    comment.standing, comment.disposition, comment.response = "settled", disposition, response
    comment.disposed_by, comment.disposed_label, comment.disposed_at = actor.id, dict(actor.label), now
    comment.reopen_reason, comment.reopen_asked_at = "", None
    case.open_comments, case.updated_at = case.open_comments - 1, now
    word = DISPOSITIONS[disposition].label
    _record("disposed", comment, actor, now, disposition=word, value=disposition, response=response)
    said = say("Your comment %(n)s has a disposition: %(word)s.", n=number, word=word)
    _tell(case, [comment.author_id], comment, actor, now, said)
    return comment


def withdraw(case_id: int, number: int, reason: str, *, actor: Actor, now: datetime) -> Comment:
    """Withdraw one's own comment. It stays on file, folded, with the reason."""
    case, comment, there = _taken(case_id, number, actor)
    access.require(actor, Permission.COMMENT_WITHDRAW, there)
    if cases.workflow_of(case).stages[case.stage].final:
        raise NotNow(say("Comments are closed at the stage %(stage)s.", stage=there.stage_title))
    checking.standing(comment, ("open", "settled"))
    reason = checking.words("reason", reason, checking.REASON)
    case.open_comments -= comment.standing == "open"
    case.updated_at = now
    comment.standing, comment.withdrawn_reason, comment.withdrawn_at = "withdrawn", reason, now
    comment.reopen_reason, comment.reopen_asked_at = "", None
    _record("withdrawn", comment, actor, now, reason=reason)
    return comment


def ask_reopen(case_id: int, number: int, reason: str, *, actor: Actor, now: datetime) -> Comment:
    """Ask, as its author, to reopen a comment that has a disposition."""
    case, comment, there = _taken(case_id, number, actor)
    if not there.own:
        raise Refused(say("Only its author asks to reopen a comment."))
    checking.discussed(there)
    checking.standing(comment, ("settled",))
    comment.reopen_reason = checking.words("reason", reason, checking.REASON)
    comment.reopen_asked_at = case.updated_at = now
    _record("reopen_asked", comment, actor, now, reason=comment.reopen_reason)
    said = say("The author of comment %(n)s asks to reopen it.", n=number)
    _tell_disposers(case, there, comment, actor, now, said)
    return comment


def reopen(case_id: int, number: int, reason: str, *, actor: Actor, now: datetime) -> Comment:
    """Reopen a comment. The disposition it had stays on file."""
    case, comment, there = _taken(case_id, number, actor)
    access.require(actor, Permission.COMMENT_DISPOSE, there)
    checking.standing(comment, ("settled",))
    reason = checking.words("reason", reason, checking.REASON)
    comment.earlier = [*comment.earlier, checking.closed_chapter(comment, reason, now)]
    comment.standing, comment.disposition, comment.response = "open", None, ""
    comment.disposed_by = comment.disposed_label = comment.disposed_at = None
    comment.reopen_reason, comment.reopen_asked_at = "", None
    case.open_comments, case.updated_at = case.open_comments + 1, now
    _record("reopened", comment, actor, now, reason=reason)
    _tell(case, [comment.author_id], comment, actor, now, say("Your comment %(n)s is open again.", n=number))
    return comment


def carry_anchors(case: Case, old_body: Body, new_body: Body, *, from_version: int, to_version: int) -> None:
    """Carry the place of every comment to a new version, once, and store what became of it.

    A comment whose words are gone keeps its quotation and the version where it stood last.
    """
    rows = db.session.execute(
        select(Comment).where(
            Comment.case_id == case.id, Comment.anchor != "removed", Comment.anchor_version == from_version
        )
    ).scalars()
    cited = citations(new_body)
    for comment in rows:
        before = Anchor(
            comment.key, comment.start, comment.end, comment.quote, comment.prefix, comment.suffix, comment.anchor
        )
        after = carry(before, old_body, new_body, comment.language)
        comment.anchor = worse(comment.anchor, after.status)
        if after.status == "removed":
            continue
        comment.key, comment.start, comment.end = after.key, after.start, after.end
        comment.prefix, comment.suffix = after.prefix, after.suffix
        comment.cited, comment.anchor_version = cited.get(after.key, {}), to_version
