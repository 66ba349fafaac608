"""Reading editions of a catalogue of guidance: the one in force, the one being written."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import defer

from council_flow.alignment.catalogue import Catalogue, load, names, nothing, shipped, understood
from council_flow.alignment.models import Edition
from council_flow.database import db
from council_flow.errors import Missing

_IN_FORCE = (
    select(Edition.id, Edition.digest, Edition.number)
    .where(Edition.activated_at.is_not(None))
    .order_by(Edition.number.desc())
    .limit(1)
)
_KNOWN: dict[tuple[str, str], Catalogue] = {}
"""Editions that were read, by name and content: they never change."""


def in_force(name: str) -> Catalogue:
    """Return the edition of a catalogue that is in force.

    Raises:
        Missing: there is no such catalogue.
    """
    row = db.session.execute(_IN_FORCE.where(Edition.name == name)).first()
    if row is None and name not in names():
        raise Missing
    if row is None:
        return load(name)
    key = (name, row.digest)
    if key not in _KNOWN:
        data = db.session.execute(select(Edition.data).where(Edition.id == row.id)).scalar_one()
        _KNOWN[key] = understood(name, data, row.digest)
    return _KNOWN[key]


def data_in_force(name: str) -> dict[str, Any]:
    """Return the data of the edition in force: what the next edition begins with."""
    row = db.session.execute(_IN_FORCE.where(Edition.name == name)).first()
    if row is None:
        return shipped(name) if name in names() else nothing(name)
    found: dict[str, Any] = db.session.execute(select(Edition.data).where(Edition.id == row.id)).scalar_one()
    return found


def known() -> dict[str, bool]:
    """Return the names of all catalogues, those of the package first, each with whether it is in force."""
    rows = db.session.execute(select(Edition.name, func.max(Edition.activated_at)).group_by(Edition.name))
    added = {name: at is not None for name, at in rows if name not in names()}
    return dict.fromkeys(names(), True) | dict(sorted(added.items()))


def draft(name: str) -> Edition | None:
    """Return the edition that is being written, if any."""
    return db.session.execute(
        select(Edition)
        .where(Edition.name == name, Edition.activated_at.is_(None))
        .order_by(Edition.number.desc())
        .limit(1)
    ).scalar_one_or_none()


def editions(name: str) -> list[Edition]:
    """Return all editions of a catalogue, newest first, without their data."""
    asked = select(Edition).where(Edition.name == name).order_by(Edition.number.desc()).options(defer(Edition.data))
    return list(db.session.execute(asked).scalars())
