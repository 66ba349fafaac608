"""Pages of background documents: the list, handing one in, the file itself, withdrawing one."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from council_flow import access
from council_flow.access import Permission
from council_flow.errors import Missing
from council_flow.recommendations import documents_operations as operations
from council_flow.recommendations import documents_queries as queries
from council_flow.recommendations.document_words import LABELS
from council_flow.recommendations.documents_forms import DocumentForm, WithdrawalForm
from council_flow.recommendations.file import File
from council_flow.recommendations.file_views import FILE, reopened
from council_flow.recommendations.queries import find, open_file
from council_flow.web.forms import submit
from council_flow.web.prefix import in_language
from council_flow.web.request import here, now
from council_flow.web.sending import sent

blueprint = Blueprint("documents", __name__)
ONE = f"{FILE}/documents/<int:document>"


@blueprint.get(f"{FILE}/documents")
def index(year: int, number: int) -> ResponseReturnValue:
    """List the background documents, with the form for another one."""
    return _listed(open_file(year, number, here(), now()), DocumentForm(formdata=None))


def _listed(file: File, form: DocumentForm) -> str:
    return render_template(
        "recommendations/documents.html",
        file=file,
        form=form,
        documents=queries.listed(file.case.id),
        labels=LABELS,
        leads=access.may(here(), Permission.CASE_LEAD, file.place),
    )


@blueprint.post(f"{FILE}/documents")
def add(year: int, number: int) -> ResponseReturnValue:
    """Take a document."""
    form = DocumentForm()
    case = find(year, number)
    case_id, path = case.id, case.path
    data, name = form.sent()
    return submit(
        form,
        lambda: operations.add(
            case_id, data, name, title=form.title.data or "", language=form.language.data or "",
            label=form.label.data or "", actor=here(), now=now(),
        ),
        done=lambda document: in_language(f"{path}/documents#d{document.number}"),
        again=lambda: _listed(reopened(year, number), form),
    )  # fmt: skip


@blueprint.get(f"{ONE}/<name>")
def download(year: int, number: int, document: int, name: str) -> ResponseReturnValue:
    """Hand a document out: always as a download of the type that was found, so that no browser runs any of it."""
    file = open_file(year, number, here(), now())
    found = queries.one(file.case.id, document)
    if found.name != name or found.withdrawn_at is not None:
        raise Missing
    return sent(found.content, found.name, media_type=found.media_type)


@blueprint.get(f"{ONE}/withdraw")
def show_withdrawal(year: int, number: int, document: int) -> ResponseReturnValue:
    """Show the form for withdrawing a document."""
    return _withdrawing(open_file(year, number, here(), now()), document, WithdrawalForm(formdata=None))


def _withdrawing(file: File, document: int, form: WithdrawalForm) -> str:
    found = next((row for row in queries.listed(file.case.id) if row.number == document), None)
    if found is None or found.withdrawn_at is not None:
        raise Missing
    return render_template(
        "recommendations/document_withdraw.html", file=file, form=form, document=found, labels=LABELS
    )


@blueprint.post(f"{ONE}/withdraw")
def withdraw(year: int, number: int, document: int) -> ResponseReturnValue:
    """Withdraw a document."""
    form = WithdrawalForm()
    case = find(year, number)
    case_id, path = case.id, case.path
    return submit(
        form,
        lambda: operations.withdraw(case_id, document, form.reason.data or "", actor=here(), now=now()),
        done=lambda result: in_language(f"{path}/documents#d{document}"),
        again=lambda: _withdrawing(reopened(year, number), document, form),
    )
