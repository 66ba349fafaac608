"""Saying for the State, in one place and other words, what several of its delegation wrote."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from council_flow import access
from council_flow.access import Actor, Permission
from council_flow.consultation.releasing_operations import for_state, waiting_for
from council_flow.database import db
from council_flow.discussion import posting_operations as posting
from council_flow.discussion import thread_operations as threads
from council_flow.discussion.models import Comment
from council_flow.discussion.suggestion import Suggestion
from council_flow.errors import Invalid
from council_flow.language import say
from council_flow.recommendations import queries as cases


def consolidate(
    case_id: int, numbers: Collection[int], text: str, proposed: str = "", *, actor: Actor, now: datetime
) -> Comment:
    """Write one comment to the council, as the position of the actor's State, in the place of those that its delegation
    wrote. They are not released: the delegation goes on seeing them, with the number of the comment that they went into.

    Args:
        text: what the State says; of a suggestion, its reason.
        proposed: the words that a suggestion proposes, where one is taken by itself; as it stands without them.

    Raises:
        Missing, Refused: the person does not answer for a State here.
        Invalid: no words; a comment that does not wait in the delegation; a suggestion among several.
    """
    at = replace(posting.ground(case_id, actor), held=False)
    access.require(actor, Permission.CONSULTATION_ANSWER, cases.place(at.case, actor))
    actor, state = for_state(at.case, actor)
    waiting = waiting_for(at.case, state)
    if not numbers or any(number not in waiting for number in numbers):
        raise Invalid({"comments": say("Choose comments of your delegation that are not released yet.")})
    chosen = [waiting[number] for number in dict.fromkeys(numbers)]
    key, quote, start = _place(at, chosen[0])
    said = posting.Said(
        key, text, quote, start, chosen[0].type, chosen[0].language, chosen[0].written_in, _suggestion(chosen, proposed)
    )
    comment = posting.write(at, said, actor=actor, now=now, drawn_from=None)
    comment.on_behalf = True
    for one in chosen:
        one.standing, one.withdrawn_at, one.taken_into, one.needs_author = "withdrawn", now, comment.number, False
        threads.note("consolidated", one, actor, now, into=comment.number)
    db.session.flush()
    posting.announce(at, [comment], actor, now)
    return comment


def _place(at: posting.Ground, first: Comment) -> tuple[str, str | None, int | None]:
    """Return where the consolidated comment stands: at the words of the first, or, where they are gone, at its block."""
    if at.body.block(first.key) is None:
        raise Invalid({"comments": say("The paragraph of this comment is no longer in the text. Release it as it is.")})
    if first.anchor in ("edited", "removed") or first.start is None:
        return first.key, None, None
    return first.key, first.quote, first.start


def _suggestion(chosen: list[Comment], proposed: str) -> Suggestion | None:
    if all(one.act is None for one in chosen):
        return None
    if len(chosen) > 1:
        raise Invalid({"comments": say("A suggestion is consolidated by itself: choose it alone, or comments only.")})
    one = chosen[0]
    return Suggestion(one.act or "", proposed.strip() or one.proposed, one.proposed_kind, one.after, one.after_at, True)
