"""Taking over comments and suggestions that were read from a file or a sheet."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import select

from council_flow import access
from council_flow.access import Actor, Permission
from council_flow.database import db
from council_flow.discussion import audience, posting_operations, thread_operations
from council_flow.discussion.audience import Reader
from council_flow.discussion.models import Comment
from council_flow.discussion.posting_operations import ANYTHING, Ground, Said
from council_flow.discussion.queries import SEEN
from council_flow.discussion.suggestion import Counted, Imported, ReadFrom
from council_flow.errors import CouncilError, Expected, Invalid
from council_flow.language import Sentence
from council_flow.notifications import operations as notifications
from council_flow.recommendations import queries as cases


def take_over(
    case_id: int, found: Sequence[Imported], *, actor: Actor, now: datetime, expected: Expected = ANYTHING
) -> Counted:
    """Take comments and suggestions over from a file or a sheet. Each keeps the label that its author has there.

    A row that the case has already is not taken again, and one that is refused leaves the others as they are.

    Args:
        expected: the version that the file was made from: its rows are carried to the current one.

    Raises:
        Missing, Refused: the person neither writes the text here nor comments on it.
        Stale: the file moved since the form was drawn.
    """
    at = posting_operations.ground(case_id, actor)
    _require(at, found, actor)
    thread_operations.same_stay(at.case, expected)
    seen = audience.reader_at(cases.workflow_of(at.case), at.there, actor)
    known, every, counted, written = row_ids(case_id, seen), row_ids(case_id), Counted(), []
    for read in found:
        one = _apart(read, known, every, actor)
        if one.row_id in known or one.row_id in every:
            counted.already += 1
            continue
        try:
            written.append(posting_operations.write(at, _said(one), actor=actor, now=now, drawn_from=expected.version))
        except CouncilError as error:
            counted.refused.append((one.label or one.row_id, why(error)))
            counted.refused_rows.append(one.row_id)
            continue
        known.add(one.row_id)
    counted.numbers = [comment.number for comment in written]
    counted.added = len(written)
    if written:
        notifications.follow(actor, case_id, now)
        posting_operations.announce(at, written, actor, now)
    return counted


def _require(at: Ground, found: Sequence[Imported], actor: Actor) -> None:
    if access.may(actor, Permission.TEXT_EDIT, at.there):
        return
    for permission in {posting_operations.writing(one.suggestion) for one in found} or {Permission.COMMENT_WRITE}:
        access.require(actor, permission, at.there)


def _said(one: Imported) -> Said:
    return Said(
        one.key, one.text, one.quote, one.start, one.type, one.language, suggestion=one.suggestion,
        read_from=ReadFrom(one.row_id, one.label),
    )  # fmt: skip


def _apart(one: Imported, known: Collection[str], every: Collection[str], actor: Actor) -> Imported:
    """Return a row under a name of its own where somebody else has it whose comment this person does not see: both stand, and
    nothing is told of the other."""
    if one.row_id in known or one.row_id not in every:
        return one
    return replace(one, row_id=hashlib.sha256(f"{one.row_id}\0{actor.id}".encode()).hexdigest()[:40])


def row_ids(case_id: int, reader: Reader | None = None) -> set[str]:
    """Return the ids of the rows that a case has from files and sheets; with a reader, those that this person sees."""
    asked = select(Comment.row_id).where(Comment.case_id == case_id)
    values: dict[str, Any] = {}
    if reader is not None:
        asked, values = asked.where(SEEN), {"audiences": sorted(reader.audiences), "reader": reader.account}
    found = db.session.execute(asked, values).scalars()
    return {row_id for row_id in found if row_id is not None}


def why(error: CouncilError) -> Sentence:
    """Return the sentence of a refusal; where fields were refused, that of the first."""
    if isinstance(error, Invalid) and error.fields:
        return next(iter(error.fields.values()))
    return error.sentence
