"""Reports on a file: as DOCX at once, as PDF when the worker has set it."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from council_flow.recommendations import queries as cases
from council_flow.recommendations.file import File
from council_flow.recommendations.file_views import FILE
from council_flow.recommendations.queries import open_file
from council_flow.reports import operations, queries
from council_flow.reports.forms import ReportForm
from council_flow.reports.word import document_of
from council_flow.web.forms import submit
from council_flow.web.language import translate
from council_flow.web.prefix import in_language
from council_flow.web.prefix import language as reading_language
from council_flow.web.request import here, now
from council_flow.web.sending import sent

blueprint = Blueprint("reports", __name__)
PAGE = f"{FILE}/reports/<kind>"


@blueprint.get(f"{PAGE}.docx")
def as_word(year: int, number: int, kind: str) -> ResponseReturnValue:
    """Send a report as a Word document."""
    file = open_file(year, number, here(), now())
    made = queries.report(file.case, file.place, queries.known(kind), here(), reading_language(), now())
    return sent(document_of(made), f"{file.stem}-{kind}-{reading_language()}.docx")


@blueprint.get(f"{PAGE}.pdf")
def as_pdf(year: int, number: int, kind: str) -> ResponseReturnValue:
    """Send a report as PDF, or say that it is being prepared, or offer to prepare it."""
    file = open_file(year, number, here(), now())
    row = queries.prepared(file.case.id, here().id, queries.known(kind))
    same = row is not None and row.language == reading_language() and row.asked_at >= file.case.updated_at
    same = same and row is not None and row.audiences == queries.audiences(file.case, file.place, here())
    if same and row is not None and row.pdf is not None:
        return sent(row.pdf, f"{file.stem}-{kind}-{reading_language()}.pdf", inline=True)
    page = _offering(file, kind, ReportForm(formdata=None), preparing=same)
    return (page, 202, {"Refresh": "2"}) if same else page


def _offering(file: File, kind: str, form: ReportForm, *, preparing: bool) -> str:
    heading = translate(queries.KINDS[kind][0])
    return render_template(
        "reports/prepare.html", file=file, kind=kind, heading=heading, form=form, preparing=preparing
    )


@blueprint.post(f"{PAGE}.pdf")
def ask_pdf(year: int, number: int, kind: str) -> ResponseReturnValue:
    """Ask the worker for a report as PDF."""
    form = ReportForm()
    case = cases.find(year, number)
    case_id, address = case.id, in_language(f"{case.path}/reports/{queries.known(kind)}.pdf")
    return submit(
        form,
        lambda: operations.ask(case_id, kind, reading_language(), actor=here(), now=now()),
        done=lambda asked: address,
        again=lambda: _offering(open_file(year, number, here(), now()), kind, form, preparing=False),
    )
