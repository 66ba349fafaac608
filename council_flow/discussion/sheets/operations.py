"""Posting what a sheet brings that was filled in without a connection."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from council_flow import access
from council_flow.access import Actor, Permission, Place
from council_flow.discussion import audience
from council_flow.discussion import operations as discussion
from council_flow.discussion.sheets import queries
from council_flow.discussion.sheets.judging import NEW, REFUSED, Ground, Judged, Labels, judge
from council_flow.discussion.sheets.rows import Filled
from council_flow.errors import CouncilError, Expected, Invalid
from council_flow.language import say, say_n
from council_flow.recommendations import queries as cases
from council_flow.text import queries as texts


def post(
    case_id: int, filled: Filled, labels: Labels, *, whole: bool = True, actor: Actor, now: datetime
) -> list[Judged]:
    """Post the rows of a sheet, each as a comment or a suggestion. A row that is here already is not posted again.

    What was written on an earlier version is carried to the current one, as long as its paragraph still stands.

    Args:
        whole: post all or nothing; without it, leave out the rows that are refused.

    Raises:
        Missing, Refused, NotNow: the person may not comment here at all.
        Invalid: the sheet belongs to another file; or, with ``whole``, a row is refused.
    """
    case = cases.lock(case_id)
    there = cases.visible(case, actor)
    if not access.may(actor, Permission.COMMENT_SUGGEST, there):
        access.require(actor, Permission.COMMENT_WRITE, there)
    symbol = cases.working_symbol(case)
    if filled.symbol != symbol or not 1 <= filled.version <= case.version:
        raise Invalid(
            say(
                "This sheet belongs to %(there)s; here the sheet of %(here)s is taken.",
                there=filled.symbol,
                here=symbol,
            )
        )
    body = texts.current(case.id, case.version).body
    written_on = body if filled.version == case.version else texts.current(case.id, filled.version).body
    seen = audience.reader_at(cases.workflow_of(case), there, actor)
    ground = Ground(written_on, body, filled.language, labels, actor.id, queries.posted(case.id, seen))
    found = [_permitted(one, actor, there) for one in judge(filled.rows, ground)]
    found = list(_taken(case_id, filled.version, found, actor, now))
    refused = sum(one.status == REFUSED for one in found)
    if whole and refused:
        raise Invalid(
            say_n(
                "%(n)s row cannot be posted any more. Nothing was posted.",
                "%(n)s rows cannot be posted any more. Nothing was posted.",
                refused,
            )
        )
    return found


def _permitted(one: Judged, actor: Actor, there: Place) -> Judged:
    if one.status != NEW or one.made is None:
        return one
    try:
        access.require(actor, Permission.COMMENT_SUGGEST if one.made.suggestion else Permission.COMMENT_WRITE, there)
    except CouncilError as error:
        return replace(one, status=REFUSED, why=error.sentence, made=None)
    return one


def _taken(case_id: int, version: int, found: list[Judged], actor: Actor, now: datetime) -> Iterable[Judged]:
    made = [one.made for one in found if one.status == NEW and one.made is not None]
    if not made:
        return found
    counted = discussion.take_over(case_id, made, actor=actor, now=now, expected=Expected(version=version))
    why = dict(zip(counted.refused_rows, (sentence for _, sentence in counted.refused), strict=True))
    return [
        replace(one, status=REFUSED, why=why[one.name], made=None) if one.status == NEW and one.name in why else one
        for one in found
    ]
