"""The comment matrix: a page, and the same rows as XLSX, DOCX, CSV and PDF."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import Blueprint, Response, current_app, render_template, request
from flask.typing import ResponseReturnValue

from council_flow.discussion.audience import reader_of
from council_flow.discussion.filtering import NAMES
from council_flow.discussion.matrix import operations, queries
from council_flow.discussion.matrix import word as matrix_word
from council_flow.discussion.matrix.queries import Found
from council_flow.discussion.matrix.table import (
    COLUMNS,
    MORE,
    Written,
    cells,
    groups,
    more,
    written,
)
from council_flow.discussion.sheet import csv_bytes
from council_flow.discussion.sheets import workbook
from council_flow.discussion.views import WORDS
from council_flow.publication.forms import DraftForm
from council_flow.recommendations import queries as cases
from council_flow.recommendations.file import File
from council_flow.recommendations.file_views import FILE
from council_flow.recommendations.queries import open_file
from council_flow.text.inline import plain
from council_flow.web.forms import submit
from council_flow.web.language import day, translate
from council_flow.web.prefix import in_language
from council_flow.web.prefix import language as reading_language
from council_flow.web.request import here, now
from council_flow.web.sending import sent

blueprint = Blueprint("matrix", __name__)
PAGE = f"{FILE}/matrix"


@blueprint.get(PAGE)
def index(year: int, number: int) -> ResponseReturnValue:
    """Show the matrix, its rows grouped by paragraph; filters are a form."""
    file = open_file(year, number, here(), now())
    found = _found(file)
    return render_template(
        "discussion/matrix.html",
        file=file,
        found=found,
        groups=groups(found.entries),
        columns=COLUMNS,
        query=_query(),
        reader=reader_of(file, here()),
        **WORDS,
        state_names=_state_names(found.listing.states),
        paragraph_names=[(comment.key, comment.place) for comment in found.listing.paragraphs],
    )


def _found(file: File) -> Found:
    return queries.matrix(file.case, reader_of(file, here()), request.args)


def _query() -> str:
    """Return the filters as they stand in the address, in one form whoever wrote them, empty ones left out."""
    return urlencode(sorted((name, value) for name, value in request.args.items() if value and name in _ASKED))


_ASKED = frozenset({*NAMES.values(), "mine"})


def _state_names(codes: list[str]) -> list[tuple[str, str]]:
    states = current_app.extensions["council"].states
    pairs = [(code, translate(states[code].title) if code in states else code) for code in codes]
    return sorted(pairs, key=lambda pair: pair[1].casefold())


@blueprint.get(f"{FILE}/comments.csv", endpoint="comments_table")
@blueprint.get(f"{PAGE}.csv")
def table(year: int, number: int) -> ResponseReturnValue:
    """Send the matrix as comma-separated values, with the replies. Under its old address too."""
    file = open_file(year, number, here(), now())
    rows = [cells(entry, translate) + more(entry, translate) for entry in _found(file).entries]
    head = [translate(title) for title in (*(title for _, title, _ in COLUMNS), *MORE)]
    return _sent(csv_bytes([head, *rows]), file, "csv")


@blueprint.get(f"{PAGE}.xlsx")
def as_workbook(year: int, number: int) -> ResponseReturnValue:
    """Send the matrix as a workbook."""
    file = open_file(year, number, here(), now())
    return _sent(workbook.matrix(_written(file)), file, "xlsx")


@blueprint.get(f"{PAGE}.docx")
def as_word(year: int, number: int) -> ResponseReturnValue:
    """Send the matrix as a Word document."""
    file = open_file(year, number, here(), now())
    return _sent(matrix_word.matrix(_written(file)), file, "docx")


def _written(file: File) -> Written:
    """Return the matrix in the reader's language, ready to be put into a file."""
    found, language = _found(file), reading_language()
    return written(
        found.entries, translate, language=language, symbol=file.symbol, title=plain(file.title.within(language)),
        council=current_app.extensions["council"].name, version=found.version, day=day(now()), at=now(),
    )  # fmt: skip


def _sent(data: bytes, file: File, ending: str, *, inline: bool = False) -> Response:
    return sent(data, f"{file.stem}-comments-{reading_language()}.{ending}", inline=inline)


@blueprint.get(f"{PAGE}.pdf")
def as_pdf(year: int, number: int) -> ResponseReturnValue:
    """Send the matrix as PDF, or say that it is being prepared, or offer to prepare it."""
    file = open_file(year, number, here(), now())
    row = queries.prepared(file.case.id, here().id)
    asked = queries.as_asked(_query(), reader_of(file, here()))
    same = row is not None and (row.asked, row.language) == (asked, reading_language())
    fresh = same and row is not None and row.asked_at >= file.case.updated_at
    if fresh and row is not None and row.pdf is not None:
        return _sent(row.pdf, file, "pdf", inline=True)
    preparing = bool(fresh)
    page = _offering(file, preparing, DraftForm(formdata=None))
    return (page, 202, {"Refresh": "2"}) if preparing else page


def _offering(file: File, preparing: bool, form: DraftForm) -> str:
    return render_template("discussion/matrix_pdf.html", file=file, query=_query(), preparing=preparing, form=form)


@blueprint.post(f"{PAGE}.pdf")
def ask_pdf(year: int, number: int) -> ResponseReturnValue:
    """Ask the worker for the matrix as PDF."""
    form = DraftForm()
    case = cases.find(year, number)
    case_id, query = case.id, _query()
    address = in_language(f"{case.path}/matrix.pdf{'?' + query if query else ''}")
    return submit(
        form,
        lambda: operations.ask(case_id, query, reading_language(), actor=here(), now=now()),
        done=lambda asked: address,
        again=lambda: _offering(open_file(year, number, here(), now()), False, form),
    )
