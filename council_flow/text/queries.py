"""Reading versions: one by its name in an address, the list, the state of languages."""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import undefer

from council_flow.database import db
from council_flow.errors import Missing
from council_flow.text.models import Version

_NAME = re.compile(r"(?:v(?P<number>\d{1,6})|Rev\.(?P<issued>\d{1,4})|L)")


def current(case_id: int, number: int) -> Version:
    """Return a version with its text by its number in the case.

    Raises:
        Missing: there is none.
    """
    return _one(case_id, Version.number == number)


def named(case_id: int, name: str) -> Version:
    """Return a version by its name in an address: ``v12``, ``Rev.3``, or ``L`` for the text as first issued."""
    found = _NAME.fullmatch(name)
    if found is None:
        raise Missing
    if found["number"]:
        return _one(case_id, Version.number == int(found["number"]))
    return _one(case_id, Version.issued == int(found["issued"] or 0))


def _one(case_id: int, condition: Any) -> Version:
    version = db.session.execute(
        select(Version).where(Version.case_id == case_id, condition).options(undefer(Version.body_data))
    ).scalar_one_or_none()
    if version is None:
        raise Missing
    return version


def listed(case_id: int) -> list[Row[Any]]:
    """Return all versions of a case without their texts, latest first."""
    columns = (
        Version.id, Version.number, Version.parent, Version.content_hash, Version.shares, Version.reason,
        Version.changed, Version.author_label, Version.at, Version.issued, Version.issued_at,
    )  # fmt: skip
    return list(db.session.execute(select(*columns).where(Version.case_id == case_id).order_by(Version.number.desc())))


def issued(case_id: int) -> list[Row[Any]]:
    """Return numbers of the issued revisions with the versions they sealed, oldest first."""
    return list(
        db.session.execute(
            select(Version.issued, Version.number)
            .where(Version.case_id == case_id, Version.issued.is_not(None))
            .order_by(Version.issued)
        )
    )


def before_number(version: Version) -> str | None:
    """Return the name of the version that this one is naturally compared with: the last issued, else the parent."""
    found = db.session.execute(
        select(Version.number, Version.issued)
        .where(Version.case_id == version.case_id, Version.number < version.number)
        .order_by(Version.issued.is_(None), Version.number.desc())
        .limit(1)
    ).first()
    if found is None:
        return None
    return f"Rev.{found.issued}" if found.issued else f"v{found.number}"
