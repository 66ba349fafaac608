"""Pages of the alignment check: the matrix with gaps, one paragraph with its finding, the catalogue."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from council_flow import access
from council_flow.access import Permission
from council_flow.alignment import operations, queries
from council_flow.alignment.catalogue import load, names
from council_flow.alignment.coverage import coverage, open_numbers
from council_flow.alignment.forms import FindingForm
from council_flow.alignment.themes import theme_name
from council_flow.errors import Missing
from council_flow.recommendations.file_views import FILE
from council_flow.recommendations.queries import open_file
from council_flow.web.forms import offered, submit
from council_flow.web.language import translate
from council_flow.web.prefix import in_language
from council_flow.web.request import here, now

blueprint = Blueprint("alignment", __name__)
PAGE = f"{FILE}/alignment"
PUBLIC = frozenset({"alignment.guidance"})


@blueprint.app_template_filter("theme_name")
def _theme(theme: str) -> str:
    return translate(theme_name(theme))


@blueprint.get(PAGE)
def show(year: int, number: int) -> ResponseReturnValue:
    """Show the operative paragraphs with their findings, and what of the guidance nothing touches."""
    file = open_file(year, number, here(), now())
    catalogue = queries.catalogue_of(file.workflow)
    checked = queries.paragraphs(file.case, catalogue)
    return render_template(
        "alignment/index.html",
        file=file,
        checked=checked,
        open_numbers=open_numbers(checked),
        coverage=coverage(checked, catalogue),
        catalogue=catalogue,
        may_find=access.may(here(), Permission.ALIGNMENT_FIND, file.place),
    )


@blueprint.get(f"{PAGE}/<key>")
def paragraph(year: int, number: int, key: str) -> ResponseReturnValue:
    """Show one paragraph beside the form for its finding."""
    form = FindingForm(request.args if request.args.get("provisions") else None)
    return _paragraph(year, number, key, form)


def _paragraph(year: int, number: int, key: str, form: FindingForm) -> str:
    file = open_file(year, number, here(), now())
    catalogue = queries.catalogue_of(file.workflow)
    checked = queries.paragraphs(file.case, catalogue)
    at = next((index for index, one in enumerate(checked) if one.key == key), None)
    if at is None:
        raise Missing
    form.provisions.choices = offered(
        (name, f"{provision.label}: {provision.title}") for name, provision in catalogue.provisions.items()
    )
    finding = checked[at].finding
    if finding is not None and not form.is_submitted():
        form.grade.data, form.reason.data, form.provisions.data = finding.grade, finding.reason, finding.provisions
    return render_template(
        "alignment/paragraph.html",
        file=file,
        one=checked[at],
        following=next((one for one in checked[at + 1 :] if one.state != "stands"), None),
        form=form,
        catalogue=catalogue,
        may_find=access.may(here(), Permission.ALIGNMENT_FIND, file.place),
    )


@blueprint.post(f"{PAGE}/<key>")
def find(year: int, number: int, key: str) -> ResponseReturnValue:
    """Record a finding."""
    file = open_file(year, number, here(), now())
    form = FindingForm()
    return submit(
        form,
        lambda: operations.find(
            file.case.id, key, grade=form.grade.data, provisions=form.provisions.data or [], reason=form.reason.data,
            actor=here(), now=now(), expected=form.expected,
        ),
        done=lambda finding: in_language(f"{file.path}/alignment#f-{key}"),
        again=lambda: _paragraph(year, number, key, form),
    )  # fmt: skip


@blueprint.get("/guidance/<name>")
def guidance(name: str) -> ResponseReturnValue:
    """Show a catalogue of guidance: usable provisions with what is known of their numbers."""
    if name not in names():
        raise Missing
    return render_template("alignment/guidance.html", catalogue=load(name))
