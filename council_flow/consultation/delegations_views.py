"""What a delegation does with what it wrote among itself: releases it, or says it for the State in other words."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from council_flow import access
from council_flow.access import Permission
from council_flow.consultation import consolidating_operations as consolidation
from council_flow.consultation import queries
from council_flow.consultation import releasing_operations as releasing
from council_flow.consultation.forms import ConsolidationForm, ReleaseForm
from council_flow.consultation.views import PAGE, page
from council_flow.recommendations import queries as cases
from council_flow.recommendations.queries import open_file
from council_flow.web.forms import submit
from council_flow.web.prefix import in_language
from council_flow.web.request import here, now

blueprint = Blueprint("delegations", __name__)


@blueprint.post(f"{PAGE}/release")
def release(year: int, number: int) -> ResponseReturnValue:
    """Release what one's delegation wrote among itself."""
    form = ReleaseForm()
    case = cases.find(year, number)
    case_id, path = case.id, case.path
    chosen = None if request.form.get("do") == "all" else form.comments.data or []
    return submit(
        form,
        lambda: releasing.release(case_id, chosen, as_position=bool(form.as_position.data), actor=here(), now=now()),
        done=lambda released: in_language(f"{path}/consultation#released"),
        again=lambda: page(year, number, release_form=form),
    )


@blueprint.get(f"{PAGE}/consolidate")
def consolidating(year: int, number: int) -> ResponseReturnValue:
    """Show the form in which one's State says in one place what its delegation wrote; begun with the words of those chosen."""
    chosen = [int(raw) for raw in request.args.getlist("comments") if raw.isdecimal() and len(raw) < 10]
    form = ConsolidationForm(formdata=None, comments=chosen)
    return _consolidating(year, number, form, begin=True)


def _consolidating(year: int, number: int, form: ConsolidationForm, *, begin: bool = False) -> str:
    file = open_file(year, number, here(), now())
    access.require(here(), Permission.CONSULTATION_ANSWER, file.place)
    latest = queries.current(file.case.id)
    waiting = queries.waiting(file.case.id, here().speaks_for({latest.role} if latest else ()) or "")
    chosen = [one for one in waiting if one.number in (form.comments.data or [])]
    if begin:
        form.text.data = "\n\n".join(one.text for one in chosen)
        form.proposed.data = chosen[0].proposed if len(chosen) == 1 else ""
    return render_template("consultation/consolidate.html", file=file, form=form, waiting=waiting, chosen=chosen)


@blueprint.post(f"{PAGE}/consolidate")
def consolidate(year: int, number: int) -> ResponseReturnValue:
    """Say for one's State what its delegation wrote."""
    form = ConsolidationForm()
    case = cases.find(year, number)
    case_id, path = case.id, case.path
    return submit(
        form,
        lambda: consolidation.consolidate(
            case_id, form.comments.data or [], form.text.data or "", form.proposed.data or "", actor=here(), now=now()
        ),
        done=lambda comment: in_language(f"{path}#c{comment.number}"),
        again=lambda: _consolidating(year, number, form),
    )
