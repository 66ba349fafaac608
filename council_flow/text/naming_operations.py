"""Naming a version, and bringing the text of an earlier one back."""

from __future__ import annotations

from datetime import datetime

from council_flow import access
from council_flow.access import Actor, Permission
from council_flow.audit.operations import record
from council_flow.errors import Expected, Invalid, NotNow
from council_flow.language import say
from council_flow.recommendations import queries as cases
from council_flow.text import operations, queries
from council_flow.text.checking import LONGEST_NAME
from council_flow.text.cleaning import clean_name
from council_flow.text.models import Version


def name(case_id: int, number: int, called: str, *, actor: Actor, now: datetime) -> Version:
    """Give a version the name by which people call it, or take it away with an empty one. Its text stays as it is.

    Raises:
        Missing, Refused: the person neither writes the text here nor leads the file on, or there is no such version.
        Invalid: the name is too long, or another version has it.
    """
    case = cases.lock(case_id)
    access.require(actor, Permission.TEXT_NAME, cases.place(case, actor))
    version = queries.current(case.id, number)
    called = clean_name(called)
    if len(called) > LONGEST_NAME:
        raise Invalid({"name": say("This field takes up to %(n)s characters.", n=LONGEST_NAME)})
    other = called and next(
        (row for row in queries.listed(case.id) if row.name == called and row.number != number), None
    )
    if other:
        raise Invalid({"name": say("v%(n)s has this name already.", n=other.number)})
    if called == version.name:
        return version
    record(
        "text.version.named",
        actor=actor,
        now=now,
        case_id=case.id,
        version=number,
        before=version.name,
        name=called or "–",
    )
    version.name = called
    return version


def restore(case_id: int, number: int, reason: str, *, actor: Actor, now: datetime, expected: Expected) -> Version:
    """Save the text of an earlier version as the next one. Blocks keep their identities, so comments find theirs again.

    Raises:
        As :func:`operations.save`; NotNow also where the version is the current one.
    """
    case = cases.lock(case_id)
    access.require(actor, Permission.TEXT_EDIT, cases.place(case, actor))
    if number == case.version:
        raise NotNow(say("v%(n)s is the current text.", n=number), link=case.path)
    earlier = queries.current(case.id, number)
    return operations.save(
        case_id, earlier.body, reason=reason, actor=actor, now=now, expected=expected, restores=number
    )
