"""Writing editions of a catalogue of guidance: beginning one, changing provisions, second eyes, bringing it into force."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from council_flow import access
from council_flow.access import Actor, Permission
from council_flow.alignment import editing, editions_queries
from council_flow.alignment.catalogue import NAME, mistaken, names, shipped
from council_flow.alignment.editing import begun_with
from council_flow.alignment.models import Edition
from council_flow.audit.operations import record
from council_flow.database import db, one_at_a_time
from council_flow.errors import Invalid, Missing, NotNow, Refused
from council_flow.language import few, say

SHIPPED = 1
"""Number of the edition that the package carries."""
LONGEST_NOTE = 1000


def begin(name: str, *, data: Any = None, note: str = "", actor: Actor, now: datetime) -> Edition:
    """Begin the next edition of a catalogue: with what is in force, or with imported data.

    Raises:
        Missing: there is no such catalogue.
        Refused: the person does not edit the guidance.
        NotNow: an edition is being written already.
        Invalid: what was imported is no catalogue; the sentence says where.
    """
    access.require(actor, Permission.GUIDANCE_EDIT)
    if name not in editions_queries.known():
        raise Missing
    one_at_a_time(f"catalogue.{name}")
    if editions_queries.draft(name) is not None:
        raise NotNow(
            say("An edition is being written already. Bring it into force, or discard it."),
            link=f"/guidance/{name}/draft",
        )
    made = editions_queries.data_in_force(name) if data is None else _imported(name, data, actor)
    return _begun(name, made, note, actor, now, imported=data is not None)


def add(name: str, data: Any, *, note: str = "", actor: Actor, now: datetime) -> Edition:
    """Add a catalogue of the council's own beside those of the package: its first edition is begun with imported data, or
    with the themes of the first catalogue of the package and nothing else.

    Raises:
        Refused: the person does not edit the guidance.
        Invalid: the name is unfit, taken, or easily mistaken for another; or what was imported is no catalogue.
    """
    access.require(actor, Permission.GUIDANCE_EDIT)
    one_at_a_time(f"catalogue.{name}")
    if not NAME.fullmatch(name):
        raise Invalid({"name": say("A name has 2 to 40 small letters, digits and hyphens, and begins with a letter.")})
    if name in editions_queries.known():
        raise Invalid({"name": say("There is a catalogue with this name.")})
    if (meant := mistaken(name)) is not None:
        raise Invalid({"name": say("This name is easily mistaken for “%(name)s”.", name=meant)})
    made = begun_with(shipped(names()[0]), name, now.date()) if data is None else _imported(name, data, actor)
    return _begun(name, made, note, actor, now, imported=data is not None)


def _begun(name: str, made: dict[str, Any], note: str, actor: Actor, now: datetime, *, imported: bool) -> Edition:
    first = SHIPPED if name in names() else 0
    last = db.session.execute(select(func.max(Edition.number)).where(Edition.name == name)).scalar() or first
    edition = Edition(
        name=name, number=last + 1, data=made, digest=editing.digest(made), note=note.strip()[:LONGEST_NOTE],
        account_id=actor.id, label=dict(actor.label), at=now,
    )  # fmt: skip
    db.session.add(edition)
    db.session.flush()
    record(
        "alignment.edition.begun",
        actor=actor,
        now=now,
        catalogue=name,
        number=edition.number,
        imported=imported,
    )
    return edition


def _imported(name: str, data: Any, actor: Actor) -> dict[str, Any]:
    """Return imported data, every provision that differs from what is in force marked as changed by the person."""
    data = editing.without_dates(data)
    if wrong := editing.problems(data):
        raise Invalid({"file": say("%(problems)s", problems=few(wrong))})
    made = editing.sealed(data)
    present = editions_queries.data_in_force(name)
    instruments = editing.changed_instruments(present, made)
    differs = {one for one, what in editing.differences(present, made).items() if what != "removed"}
    differs |= {one["id"] for one in made["provisions"] if one["instrument"] in instruments}
    for one in differs:
        made = editing.changed(made, one, {}, actor.id or 0)
    return made


def _draft(name: str, actor: Actor) -> Edition:
    access.require(actor, Permission.GUIDANCE_EDIT)
    one_at_a_time(f"catalogue.{name}")
    found = editions_queries.draft(name)
    if found is None:
        raise NotNow(say("No edition is being written."), link=f"/guidance/{name}/editions")
    return found


def _put(edition: Edition, data: dict[str, Any]) -> None:
    edition.data, edition.digest = data, editing.digest(data)
    db.session.flush()


def change(name: str, provision: str, fields: Mapping[str, Any], *, actor: Actor, now: datetime) -> Edition:
    """Change a provision in the edition that is being written.

    Raises:
        Missing, Refused, NotNow: see :func:`begin`; or no edition is being written, or it has no such provision.
        Invalid: what is written there is incomplete; by field.
    """
    edition = _draft(name, actor)
    before = next((one for one in edition.data["provisions"] if one["id"] == provision), None)
    if before is None:
        raise Missing
    after = {**before, **{field: fields[field] for field in editing.FIELDS if field in fields}}
    if wrong := editing.provision_problems(edition.data, after):
        raise Invalid(wrong)
    _put(edition, editing.changed(edition.data, provision, fields, actor.id or 0))
    touched = [field for field in editing.FIELDS if before.get(field) != after.get(field)]
    record(
        "alignment.provision.changed", actor=actor, now=now, catalogue=name, number=edition.number, provision=provision,
        fields=touched, before={field: before.get(field) for field in touched}, after={field: after.get(field) for field in touched},
    )  # fmt: skip
    return edition


def add_instrument(name: str, fields: Mapping[str, Any], *, actor: Actor, now: datetime) -> Edition:
    """Add an instrument to the edition that is being written.

    Raises:
        Refused, NotNow: see :func:`change`.
        Invalid: what is written there is incomplete; by field.
    """
    edition = _draft(name, actor)
    one = editing.instrument(fields)
    if wrong := editing.instrument_problems(edition.data, one):
        raise Invalid(wrong)
    _put(edition, {**edition.data, "instruments": [*edition.data["instruments"], one]})
    record(
        "alignment.instrument.added", actor=actor, now=now, catalogue=name, number=edition.number,
        instrument=one["symbol"] or one["title"], after=one,
    )  # fmt: skip
    return edition


def add_provision(name: str, provision: str, instrument: str, *, actor: Actor, now: datetime) -> Edition:
    """Add a provision to the edition that is being written: hidden, until :func:`change` has filled it in.

    Raises:
        Refused, NotNow: see :func:`change`.
        Invalid: the identifier is unfit or taken, or there is no such instrument.
    """
    edition = _draft(name, actor)
    if wrong := editing.new_provision_problems(edition.data, provision, instrument):
        raise Invalid(wrong)
    one = editing.placeholder(provision, instrument)
    _put(edition, {**edition.data, "provisions": [*edition.data["provisions"], one]})
    record(
        "alignment.provision.added", actor=actor, now=now, catalogue=name, number=edition.number, provision=provision
    )
    return edition


def confirm(name: str, provision: str, *, actor: Actor, now: datetime) -> Edition:
    """Confirm the change of a provision with the eyes of a second person.

    Raises:
        Missing, NotNow: see :func:`change`; or nothing there needs them.
        Refused: the person changed it, or does not edit the guidance.
    """
    edition = _draft(name, actor)
    one = next((one for one in edition.data["provisions"] if one["id"] == provision), None)
    if one is None:
        raise Missing
    if not editing.needs_eyes(one):
        raise NotNow(say("This provision needs no second person."))
    if editing.changed_by(one) == actor.id:
        raise Refused(say("Whoever changed a provision does not confirm it: a second person does."))
    _put(edition, editing.confirmed(edition.data, provision, actor.id or 0))
    record(
        "alignment.provision.confirmed",
        actor=actor,
        now=now,
        catalogue=name,
        number=edition.number,
        provision=provision,
    )
    return edition


def activate(name: str, *, actor: Actor, now: datetime) -> Edition:
    """Bring the edition that is being written into force. Findings keep the provisions that they were made on.

    Raises:
        Missing, Refused, NotNow: see :func:`change`; or a provision still needs second eyes.
    """
    edition = _draft(name, actor)
    waiting = [one["id"] for one in edition.data["provisions"] if editing.needs_eyes(one)]
    if waiting:
        raise NotNow(say("A second person has to confirm: %(provisions)s.", provisions=few(waiting)))
    wrong = editing.problems(edition.data)
    if wrong:
        raise NotNow(say("%(problems)s", problems=few(wrong)))
    _put(edition, editing.sealed(edition.data))
    edition.activated_at, edition.activated_label = now, dict(actor.label)
    record(
        "alignment.edition.activated",
        actor=actor,
        now=now,
        catalogue=name,
        number=edition.number,
        digest=edition.digest,
    )
    return edition


def discard(name: str, *, actor: Actor, now: datetime) -> None:
    """Discard the edition that is being written.

    Raises:
        Refused, NotNow: see :func:`change`.
    """
    edition = _draft(name, actor)
    record("alignment.edition.discarded", actor=actor, now=now, catalogue=name, number=edition.number)
    db.session.delete(edition)
