"""Reading versions: one by its name in an address, the list, the state of languages."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from sqlalchemy import Row, bindparam, inspect, select
from sqlalchemy.orm import undefer

from council_flow.database import db
from council_flow.errors import Missing
from council_flow.text.models import Version

_NAME = re.compile(r"(?:v(?P<number>\d{1,6})|Rev\.(?P<issued>\d{1,4})|L)")


_ONE = (
    select(Version)
    .where(Version.case_id == bindparam("case"))
    .options(undefer(Version.body_data), undefer(Version.origins))
)
_BY_NUMBER = _ONE.where(Version.number == bindparam("number"))
_BY_REVISION = _ONE.where(Version.issued == bindparam("issued"))


def current(case_id: int, number: int) -> Version:
    """Return a version with its text by its number in the case; asked for again on the same page, the one read already.

    Raises:
        Missing: there is none.
    """
    held: dict[tuple[int, int], Version] = db.session().info.setdefault("versions", {})
    version = held.get((case_id, number))
    if version is None or inspect(version).expired or inspect(version).detached:
        found = db.session.execute(_BY_NUMBER, {"case": case_id, "number": number}).scalar_one_or_none()
        version = held[case_id, number] = _found(found)
    return version


def named(case_id: int, name: str) -> Version:
    """Return a version by its name in an address: ``v12``, ``Rev.3``, or ``L`` for the text as first issued."""
    found = _NAME.fullmatch(name)
    if found is None:
        raise Missing
    if found["number"]:
        return current(case_id, int(found["number"]))
    asked = {"case": case_id, "issued": int(found["issued"] or 0)}
    return _found(db.session.execute(_BY_REVISION, asked).scalar_one_or_none())


def _found(version: Version | None) -> Version:
    if version is None:
        raise Missing
    return version


_LISTED = (
    select(
        Version.id, Version.number, Version.parent, Version.content_hash, Version.shares, Version.reason,
        Version.changed, Version.author_label, Version.at, Version.issued, Version.issued_at, Version.name,
        Version.restores, Version.sources,
    )
    .where(Version.case_id == bindparam("case"))
    .order_by(Version.number.desc())
)  # fmt: skip


def listed(case_id: int) -> list[Row[Any]]:
    """Return all versions of a case without their texts, latest first."""
    return list(db.session.execute(_LISTED, {"case": case_id}))


def texts(case_id: int) -> list[tuple[int, dict[str, Any]]]:
    """Return number and stored text of every version of a case."""
    rows = db.session.execute(select(Version.number, Version.body_data).where(Version.case_id == case_id))
    return [(number, data) for number, data in rows]


def issued(case_id: int) -> list[Row[Any]]:
    """Return numbers of the issued revisions with the versions they sealed, oldest first."""
    return list(
        db.session.execute(
            select(Version.issued, Version.number)
            .where(Version.case_id == case_id, Version.issued.is_not(None))
            .order_by(Version.issued)
        )
    )


_BEFORE = (
    select(Version.number, Version.issued)
    .where(Version.case_id == bindparam("case"), Version.number < bindparam("number"))
    .order_by(Version.issued.is_(None), Version.number.desc())
    .limit(1)
)


class Before(NamedTuple):
    """The version with which another is naturally compared: the last issued one, else its parent."""

    number: int
    issued: int | None

    @property
    def name(self) -> str:
        """Its name in addresses."""
        return f"Rev.{self.issued}" if self.issued else f"v{self.number}"


def before(version: Version, case: Any) -> Before | None:
    """Return the version with which this one is naturally compared; ``None`` for the first.

    Of the text of now, when it is not issued, the row of the case tells it.
    """
    if version.number == case.version and version.issued is None:
        number = case.issued_version or version.parent
        return Before(number, case.issued) if number else None
    found = db.session.execute(_BEFORE, {"case": version.case_id, "number": version.number}).first()
    return Before(*found) if found else None
