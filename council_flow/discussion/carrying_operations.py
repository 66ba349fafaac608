"""Carrying the places of comments, and what they suggest, to the next version of the text."""

from __future__ import annotations

from sqlalchemy import select

from council_flow.database import db
from council_flow.discussion.citing import citations
from council_flow.discussion.models import Comment
from council_flow.discussion.suggestions.carry import Carried, carried
from council_flow.recommendations.models import Case
from council_flow.text.anchor import Anchor, carry_all, make, words_of, worse
from council_flow.text.blocks import Body


def carry_anchors(case: Case, old_body: Body, new_body: Body, *, from_version: int, to_version: int) -> None:
    """Carry the place of every comment to a new version, once, and store what became of it.

    A comment whose words are gone keeps its quotation and the version where it stood last. A suggestion that is not in
    the text yet is laid on the new words; where they changed in the same place, its author is asked to look at it.
    """
    rows = select(Comment).where(
        Comment.case_id == case.id, Comment.anchor != "removed", Comment.anchor_version == from_version
    )
    comments = db.session.execute(rows).scalars().all()
    if not comments:
        return
    cited = citations(new_body)
    for language in {comment.language for comment in comments}:
        there = [comment for comment in comments if comment.language == language]
        places = [_place(comment) for comment in there]
        for comment, before, after in zip(there, places, carry_all(places, old_body, new_body, language), strict=True):
            laid = carried(comment, before, after, old_body, new_body) if waits(comment) else None
            _settle(comment, after, cited.get(after.key, {}), to_version)
            if laid is not None:
                _lay(comment, laid, new_body)


def _place(comment: Comment) -> Anchor:
    return Anchor(
        comment.key, comment.start, comment.end, comment.quote, comment.prefix, comment.suffix, comment.anchor
    )


def waits(comment: Comment) -> bool:
    """Answer whether a comment suggests a change that may still be taken into the text."""
    accepted = comment.standing == "settled" and comment.disposition in ("accepted", "accepted_in_part")
    return comment.act is not None and comment.taken_in is None and (comment.standing == "open" or accepted)


def _settle(comment: Comment, after: Anchor, cited: dict[str, str], version: int) -> None:
    comment.anchor = worse(comment.anchor, after.status)
    if after.status == "removed":
        return
    comment.key, comment.start, comment.end = after.key, after.start, after.end
    comment.prefix, comment.suffix = after.prefix, after.suffix
    comment.cited, comment.anchor_version = cited, version


def _lay(comment: Comment, laid: Carried, body: Body) -> None:
    """Store a suggestion as it stands on the new words; where it was laid on others, they are quoted from now on."""
    comment.needs_author = laid.needs_author
    if comment.anchor == "removed" or (laid.proposed, laid.start) == (comment.proposed, comment.start):
        return
    comment.proposed, comment.start, comment.end = laid.proposed, laid.start, laid.end
    block = body.block(comment.key)
    if block is None or laid.start is None or laid.end is None:
        comment.quote = comment.prefix = comment.suffix = ""
        return
    words = words_of(block, body, comment.language)
    place = make(comment.key, words, laid.start, laid.end)
    comment.quote, comment.prefix, comment.suffix = place.quote, place.prefix, place.suffix
