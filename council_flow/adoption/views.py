"""Pages of adoption: the procedure with its positions, and the page that shows what will be recorded."""

from __future__ import annotations

from flask import Blueprint, current_app, render_template, request
from flask.typing import ResponseReturnValue

from council_flow import access
from council_flow.access import Permission
from council_flow.adoption import operations, queries, silence
from council_flow.adoption.forms import PositionForm
from council_flow.recommendations.file_views import FILE
from council_flow.recommendations.queries import open_file
from council_flow.web.forms import submit
from council_flow.web.prefix import in_language
from council_flow.web.request import here, now

blueprint = Blueprint("adoption", __name__)
PAGE = f"{FILE}/adoption"


@blueprint.get(PAGE)
def show(year: int, number: int) -> ResponseReturnValue:
    """Show the procedure, the positions of States and the form of who speaks for one."""
    return _page(year, number, PositionForm(formdata=None))


def _page(year: int, number: int, form: PositionForm, *, confirm: bool = False) -> str:
    file = open_file(year, number, here(), now())
    every = queries.procedures(file.case.id)
    procedure = every[-1] if every else None
    positions = queries.positions(procedure.id) if procedure else {}
    runs = procedure is not None and procedure.closed_at is None and now() < procedure.closes_at
    speaks = here().state in queries.voices() and access.may(here(), Permission.ADOPTION_POSITION, file.place)
    return render_template(
        "adoption/confirm.html" if confirm else "adoption/index.html",
        file=file,
        form=form,
        procedure=procedure,
        earlier=every[:-1],
        positions=positions,
        figures=silence.figures({state: one.position for state, one in positions.items()}),
        days=silence.days_passed(procedure.opened_at, procedure.closes_at, now()) if procedure else (0, 0),
        voices=queries.voices(),
        states=current_app.extensions["council"].states,
        runs=runs,
        may_take=runs and speaks,
    )


@blueprint.post(PAGE)
def take(year: int, number: int) -> ResponseReturnValue:
    """Show what will be recorded; record it when that is confirmed."""
    form = PositionForm()
    file = open_file(year, number, here(), now())
    valid = form.validate_on_submit() and not silence.problems(form.position.data, form.text.data or "")
    if valid and request.form.get("do") != "record":
        return _page(year, number, form, confirm=True)
    return submit(
        form,
        lambda: operations.take(
            file.case.id, form.position.data, form.text.data or "", actor=here(), now=now(), expected=form.expected
        ),
        done=lambda position: in_language(f"{file.path}/adoption#positions"),
        again=lambda: _page(year, number, form),
    )
