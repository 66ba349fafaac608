"""Pages of the editors of a catalogue of guidance: its editions, the one being written, one provision, import and export."""

from __future__ import annotations

import io
import json
from datetime import date
from typing import Any

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from council_flow import access
from council_flow.access import Permission
from council_flow.alignment import editing, editions_operations
from council_flow.alignment import editions_queries as queries
from council_flow.alignment.catalogue import names
from council_flow.alignment.editions_forms import (
    CatalogueForm,
    EditionActForm,
    EditionForm,
    InstrumentForm,
    NewProvisionForm,
    ProvisionForm,
)
from council_flow.alignment.models import Edition
from council_flow.alignment.themes import theme_name
from council_flow.errors import Invalid, Missing, NotNow
from council_flow.language import say
from council_flow.web.forms import Form, offered, submit
from council_flow.web.language import translate
from council_flow.web.prefix import in_language
from council_flow.web.request import actor, here, now
from council_flow.web.sending import sent

blueprint = Blueprint("editions", __name__)
PAGE = "/guidance/<name>"
PUBLIC = frozenset({"editions.export", "editions.catalogues"})
LARGEST = 5 * 1024 * 1024
"""Bytes of a catalogue that is read."""


def _known(name: str) -> str:
    access.require(here(), Permission.GUIDANCE_EDIT)
    if name not in queries.known():
        raise Missing
    return name


@blueprint.get("/guidance")
def catalogues() -> ResponseReturnValue:
    """Show the catalogues, and to those who edit them the form that adds one."""
    return _catalogues(CatalogueForm(formdata=None))


def _catalogues(form: CatalogueForm) -> str:
    edits = access.may(actor(), Permission.GUIDANCE_EDIT)
    known = queries.known()
    return render_template(
        "alignment/catalogues.html", form=form if edits else None, catalogues=[queries.in_force(name) for name in known if known[name]],
        begun=[name for name in known if not known[name]] if edits else [],
    )  # fmt: skip


@blueprint.post("/guidance")
def add() -> ResponseReturnValue:
    """Add a catalogue of the council's own."""
    form = CatalogueForm()
    return submit(
        form,
        lambda: editions_operations.add(
            (form.name.data or "").strip(), _read(form), note=form.note.data or "", actor=here(), now=now()
        ),
        done=lambda edition: in_language(f"/guidance/{edition.name}/draft"),
        again=lambda: _catalogues(form),
    )


@blueprint.get(f"{PAGE}.yaml")
def export(name: str) -> ResponseReturnValue:
    """Send the edition in force as YAML."""
    if not queries.known().get(name):
        raise Missing
    out = io.StringIO()
    yaml = YAML(typ="safe", pure=True)
    yaml.allow_unicode, yaml.default_flow_style, yaml.width = True, False, 120
    yaml.dump(queries.data_in_force(name), out)
    return sent(out.getvalue().encode(), f"guidance-{name}.yaml", public=True)


@blueprint.get(f"{PAGE}/editions")
def index(name: str) -> ResponseReturnValue:
    """Show the editions of a catalogue, and the form that begins one."""
    return _index(_known(name), EditionForm(formdata=None))


def _index(name: str, form: EditionForm) -> str:
    return render_template(
        "alignment/editions.html",
        name=name,
        form=form,
        editions=queries.editions(name),
        catalogue=queries.in_force(name) if queries.known()[name] else None,
        shipped=name in names(),
    )


@blueprint.post(f"{PAGE}/editions")
def begin(name: str) -> ResponseReturnValue:
    """Begin an edition."""
    form = EditionForm()
    name = _known(name)
    return submit(
        form,
        lambda: editions_operations.begin(name, data=_read(form), note=form.note.data or "", actor=here(), now=now()),
        done=lambda edition: in_language(f"/guidance/{name}/draft"),
        again=lambda: _index(name, form),
    )


def _read(form: EditionForm) -> Any:
    """Return the data of a file that was sent; nothing where none was."""
    if not form.file.data:
        return None
    raw = form.file.data.read(LARGEST + 1)
    if not raw:
        return None
    if len(raw) > LARGEST:
        raise Invalid({"file": say("The file is larger than %(n)s MB.", n=LARGEST // 1024 // 1024)})
    try:
        data = YAML(typ="safe", pure=True).load(raw.decode("utf-8"))
        json.dumps(
            data, default=_day
        )  # what refers to itself, or is no text, number, list or table, is no data of ours
    except (YAMLError, UnicodeDecodeError, ValueError, TypeError, AttributeError, RecursionError) as error:
        place = getattr(error, "problem_mark", None)
        where = f"{place.line + 1}" if place is not None else "1"
        raise Invalid({"file": say("The file cannot be read as YAML: line %(line)s.", line=where)}) from error
    return data


def _day(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} is no value of a catalogue")


def _draft(name: str) -> Edition:
    found = queries.draft(_known(name))
    if found is None:
        raise NotNow(say("No edition is being written."), link=f"/guidance/{name}/editions")
    return found


@blueprint.get(f"{PAGE}/draft")
def draft(name: str) -> ResponseReturnValue:
    """Show the edition that is being written."""
    return _drafted(name, EditionActForm(formdata=None))


def _drafted(
    name: str, form: Form, *, instrument: InstrumentForm | None = None, provision: NewProvisionForm | None = None
) -> str:
    edition = _draft(name)
    new = provision or NewProvisionForm(formdata=None)
    new.instrument.choices = offered(
        (one["id"], one.get("symbol") or one["title"]) for one in edition.data["instruments"]
    )
    differs = editing.differences(queries.data_in_force(name), edition.data)
    return render_template(
        "alignment/draft_edition.html", name=name, form=form, edition=edition, differs=differs,
        needs_eyes={one["id"] for one in edition.data["provisions"] if editing.needs_eyes(one)},
        own={one["id"] for one in edition.data["provisions"] if editing.changed_by(one) == here().id},
        instrument_form=instrument or InstrumentForm(formdata=None), provision_form=new,
    )  # fmt: skip


@blueprint.post(f"{PAGE}/draft/<any(activate, discard):act>")
def finish(name: str, act: str) -> ResponseReturnValue:
    """Bring the edition into force, or discard it."""
    form = EditionActForm()
    name = _known(name)
    doing = editions_operations.activate if act == "activate" else editions_operations.discard
    return submit(
        form,
        lambda: doing(name, actor=here(), now=now()) or True,
        done=lambda edition: in_language(f"/guidance/{name}/editions"),
        again=lambda: _drafted(name, form),
    )


@blueprint.post(f"{PAGE}/draft/instruments")
def add_instrument(name: str) -> ResponseReturnValue:
    """Add an instrument."""
    form = InstrumentForm()
    name = _known(name)
    return submit(
        form,
        lambda: editions_operations.add_instrument(name, form.data, actor=here(), now=now()),
        done=lambda edition: in_language(f"/guidance/{name}/draft#new"),
        again=lambda: _drafted(name, EditionActForm(formdata=None), instrument=form),
    )


@blueprint.post(f"{PAGE}/draft/provisions")
def add_provision(name: str) -> ResponseReturnValue:
    """Add a provision, and go on to fill it in."""
    form = NewProvisionForm()
    name, new = _known(name), (form.provision.data or "").strip()
    return submit(
        form,
        lambda: editions_operations.add_provision(name, new, form.instrument.data or "", actor=here(), now=now()),
        done=lambda edition: in_language(f"/guidance/{name}/draft/{new}"),
        again=lambda: _drafted(name, EditionActForm(formdata=None), provision=form),
    )


@blueprint.get(f"{PAGE}/draft/<provision>")
def provision(name: str, provision: str) -> ResponseReturnValue:
    """Show a provision of the edition that is being written."""
    one = _one(_draft(name), provision)
    form = ProvisionForm(
        formdata=None, **{key: one.get(key) for key in ("title", "locator", "locator_status", "paraphrase", "themes", "verified", "status", "source")},
        questions="\n".join(one.get("check_questions") or ()),
    )  # fmt: skip
    return _provision(name, provision, form)


def _one(edition: Edition, provision: str) -> dict[str, Any]:
    found = next((one for one in edition.data["provisions"] if one["id"] == provision), None)
    if found is None:
        raise Missing
    return dict(found)


def _provision(name: str, provision: str, form: ProvisionForm) -> str:
    edition = _draft(name)
    one = _one(edition, provision)
    form.themes.choices = offered((theme["id"], translate(theme_name(theme["id"]))) for theme in edition.data["themes"])
    return render_template(
        "alignment/edit_provision.html", name=name, form=form, edition=edition, one=one, act=EditionActForm(formdata=None),
        needs_eyes=editing.needs_eyes(one), own=editing.changed_by(one) == here().id,
    )  # fmt: skip


@blueprint.post(f"{PAGE}/draft/<provision>")
def change(name: str, provision: str) -> ResponseReturnValue:
    """Change a provision."""
    form = ProvisionForm()
    name = _known(name)
    return submit(
        form,
        lambda: editions_operations.change(name, provision, form.fields(), actor=here(), now=now()),
        done=lambda edition: in_language(f"/guidance/{name}/draft#{provision}"),
        again=lambda: _provision(name, provision, form),
    )


@blueprint.post(f"{PAGE}/draft/<provision>/confirm")
def confirm(name: str, provision: str) -> ResponseReturnValue:
    """Confirm a provision with the eyes of a second person."""
    form = EditionActForm()
    name = _known(name)
    return submit(
        form,
        lambda: editions_operations.confirm(name, provision, actor=here(), now=now()),
        done=lambda edition: in_language(f"/guidance/{name}/draft#{provision}"),
        again=lambda: _drafted(name, form),
    )
