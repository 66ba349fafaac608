"""Dispositions: giving them, asking whether they answer the comment, reopening."""

from __future__ import annotations

from datetime import datetime

from council_flow.access import Actor
from council_flow.discussion import checking
from council_flow.discussion.models import Comment
from council_flow.discussion.posting_operations import ANYTHING
from council_flow.discussion.thread_operations import (
    count,
    note,
    recount,
    require_disposing,
    same_stay,
    take,
    tell,
    tell_disposers,
    touch,
)
from council_flow.discussion.words import DISPOSITIONS
from council_flow.errors import Expected, Refused
from council_flow.language import say
from council_flow.recommendations import queries as cases


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
    """Give a comment its disposition. From then on its words are fixed, and its author is asked whether it is answered.

    Raises:
        Missing, Refused: the person gives no dispositions here, or does not see the comment.
        NotNow: it has one, or is withdrawn.
        Invalid: no disposition chosen, or one that needs a response has none.
    """
    found = take(case_id, number, actor)
    case, comment = found.case, found.comment
    require_disposing(found, actor)
    same_stay(case, expected)
    checking.standing(comment, ("open",))
    disposition, response = checking.disposition(disposition, response)
    comment.standing, comment.disposition, comment.response = "settled", disposition, response
    comment.disposed_by, comment.disposed_label, comment.disposed_at = actor.id, dict(actor.label), now
    comment.reopen_reason, comment.reopen_asked_at = "", None
    comment.satisfied, comment.satisfied_note, comment.satisfied_at = None, "", None
    comment.needs_author = False
    count(case, comment, now, opened=-1)
    if comment.act:
        recount(case)
    word = DISPOSITIONS[disposition].label
    note("disposed", comment, actor, now, disposition=word, value=disposition, response=response)
    said = say("Your comment %(n)s has a disposition: %(word)s.", n=number, word=word)
    tell(case, [comment.author_id], comment, actor, now, said)
    return comment


def say_satisfied(
    case_id: int, number: int, satisfied: bool, words: str = "", *, actor: Actor, now: datetime
) -> Comment:
    """Say, as its author, whether the disposition answers the comment. It may be said again otherwise.

    Raises:
        Refused: the comment is not this person's.
        NotNow: it has no disposition, or the file is at a final stage.
        Invalid: it is said not to answer, without a word why.
    """
    found = take(case_id, number, actor)
    case, comment = found.case, found.comment
    if not found.there.own:
        raise Refused(say("Only its author says whether the disposition answers a comment."))
    checking.answerable(comment, found.there, cases.workflow_of(case).stages[case.stage].final)
    words = checking.satisfaction(satisfied, words)
    comment.satisfied, comment.satisfied_note, comment.satisfied_at = satisfied, words, now
    touch(case, now)
    note("satisfied" if satisfied else "not_satisfied", comment, actor, now, reason=words)
    if not satisfied:
        said = say("The author of comment %(n)s is not satisfied with the disposition.", n=number)
        tell_disposers(case, found.there, comment, actor, now, said)
    return comment


def ask_reopen(case_id: int, number: int, reason: str, *, actor: Actor, now: datetime) -> Comment:
    """Ask, as its author, to reopen a comment that has a disposition."""
    found = take(case_id, number, actor)
    case, comment = found.case, found.comment
    if not found.there.own:
        raise Refused(say("Only its author asks to reopen a comment."))
    checking.discussed(found.there, comment.audience)
    checking.standing(comment, ("settled",))
    comment.reopen_reason = checking.words("reason", reason, checking.REASON)
    comment.reopen_asked_at = now
    touch(case, now)
    note("reopen_asked", comment, actor, now, reason=comment.reopen_reason)
    said = say("The author of comment %(n)s asks to reopen it.", n=number)
    tell_disposers(case, found.there, comment, actor, now, said)
    return comment


def reopen(case_id: int, number: int, reason: str, *, actor: Actor, now: datetime) -> Comment:
    """Reopen a comment. The disposition it had, and what its author said of it, stay on file."""
    found = take(case_id, number, actor)
    case, comment = found.case, found.comment
    require_disposing(found, actor)
    checking.standing(comment, ("settled",))
    reason = checking.words("reason", reason, checking.REASON)
    comment.earlier = [*comment.earlier, checking.closed_chapter(comment, reason, now)]
    comment.standing, comment.disposition, comment.response = "open", None, ""
    comment.disposed_by = comment.disposed_label = comment.disposed_at = None
    comment.reopen_reason, comment.reopen_asked_at = "", None
    comment.satisfied, comment.satisfied_note, comment.satisfied_at = None, "", None
    comment.taken_in, comment.taken_as, comment.adapted = None, None, ""
    count(case, comment, now, opened=1)
    if comment.act:
        recount(case)
    note("reopened", comment, actor, now, reason=reason)
    tell(case, [comment.author_id], comment, actor, now, say("Your comment %(n)s is open again.", n=number))
    return comment
