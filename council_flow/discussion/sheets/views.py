"""Commenting without a connection: the sheet of a file to download, and what comes back filled in."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from flask import Blueprint, Response, current_app, render_template, request
from flask.typing import ResponseReturnValue

from council_flow import access
from council_flow.access import Permission
from council_flow.database import db, transaction
from council_flow.discussion.matrix import queries as matrix_queries
from council_flow.discussion.matrix.table import named
from council_flow.discussion.sheets import making, operations
from council_flow.discussion.sheets import reading as workbook_reading
from council_flow.discussion.sheets import rows as sheet_rows
from council_flow.discussion.sheets import sheet as workbook_sheet
from council_flow.discussion.sheets.forms import RowsForm, SheetForm
from council_flow.discussion.sheets.judging import NEW, REFUSED, Judged, Labels
from council_flow.discussion.sheets.making import Preview
from council_flow.discussion.sheets.rows import Filled
from council_flow.discussion.sheets.sheet import Line
from council_flow.discussion.words import TYPES
from council_flow.errors import Invalid, Missing
from council_flow.language import LANGUAGES
from council_flow.recommendations import queries as cases
from council_flow.recommendations.file import File
from council_flow.recommendations.file_views import FILE
from council_flow.recommendations.queries import open_file
from council_flow.text import queries as texts
from council_flow.text.blocks import Body, new_key
from council_flow.text.inline import plain
from council_flow.web.forms import Form, submit
from council_flow.web.language import day, reading_in, translate
from council_flow.web.prefix import in_language
from council_flow.web.prefix import language as reading_language
from council_flow.web.request import here, now
from council_flow.web.sending import sent

blueprint = Blueprint("sheet", __name__)
PAGE = f"{FILE}/sheet"


@blueprint.get(PAGE)
def show(year: int, number: int) -> ResponseReturnValue:
    """Show how to comment without a connection: the sheet, and the form to bring it back."""
    file = _opened(year, number)
    return _page(file, SheetForm(formdata=None), posted=request.args.get("posted", 0, type=int))


def _opened(year: int, number: int) -> File:
    file = open_file(year, number, here(), now())
    if not access.may(here(), Permission.COMMENT_SUGGEST, file.place):
        access.require(here(), Permission.COMMENT_WRITE, file.place)
    return file


def _page(file: File, form: Form, *, preview: Preview | None = None, posted: int = 0) -> str:
    return render_template(
        "discussion/upload.html", file=file, form=form, preview=preview, posted=posted, rows=_carried(preview),
        version=named(file.version, matrix_queries.version_names(file.case.id)),
    )  # fmt: skip


def _carried(preview: Preview | None) -> dict[str, str]:
    """Return the rows that are carried on: those to be posted, and those that were refused."""
    if preview is None:
        return {}
    parts = {NEW: preview.new, REFUSED: preview.refused}
    return {
        name: replace(preview.filled, rows=[shown.judged.row for shown in part]).to_json()
        for name, part in parts.items()
    }


@blueprint.get(f"{PAGE}.xlsx")
def download(year: int, number: int) -> ResponseReturnValue:
    """Send the sheet, its rows named anew each time."""
    file = _opened(year, number)
    body = texts.current(file.case.id, file.version).body
    return _sent(file, file.version, making.lines(body, reading_language(), translate, new_key()))


def _sent(file: File, version: int, lines: list[Line]) -> Response:
    language = reading_language()
    blank = making.blank(
        lines, translate, symbol=file.symbol, title=plain(file.title.within(language)), version=version,
        shown=named(version, matrix_queries.version_names(file.case.id)), language=language, day=day(now()), at=now(),
        address=current_app.extensions["settings"].public_url.rstrip("/") + in_language(f"{file.path}/sheet"),
        council=current_app.extensions["council"].name, stands_for=here().state is not None,
    )  # fmt: skip
    name = "-".join(filter(None, (file.stem, here().state, language)))
    return sent(workbook_sheet.sheet(blank), f"{name}.xlsx")


@blueprint.post(PAGE)
def upload(year: int, number: int) -> ResponseReturnValue:
    """Show what a filled-in sheet holds. Nothing is posted or kept."""
    form, file = SheetForm(), _opened(year, number)
    if not form.validate_on_submit():
        return _page(file, form), 422
    try:
        preview = _looked_at(file, workbook_reading.read(form.file.data.read(workbook_reading.LARGEST + 1)))
    except Invalid as error:
        form.take(Invalid({"file": error.sentence}))
        return _page(_opened(year, number), form), 422
    return _page(_opened(year, number), form, preview=preview)


class _Rehearsed(Exception):
    """Ends a transaction of which nothing is to stay."""


def _looked_at(file: File, filled: Filled) -> Preview:
    """Return what would come of the rows: they are posted, and all of it is undone."""
    case_id = file.case.id
    found: list[Judged] = []
    try:
        with transaction():
            found = operations.post(case_id, filled, _labels(), whole=False, actor=here(), now=now())
            raise _Rehearsed
    except _Rehearsed:
        return making.preview(found, filled, _made_from(case_id, filled))


def _made_from(case_id: int, filled: Filled) -> Body:
    return texts.current(case_id, filled.version).body


def _labels() -> Labels:
    return _all_labels(current_app.extensions["static_version"])


@lru_cache(maxsize=2)
def _all_labels(static_version: str) -> Labels:
    found = Labels({name: name for name in TYPES}, {})
    for language in LANGUAGES:
        with reading_in(language):
            found = making.with_labels(found, translate)
    return found


@blueprint.post(f"{PAGE}/post")
def confirm(year: int, number: int) -> ResponseReturnValue:
    """Post the rows that were looked at, all of them or none."""
    form = RowsForm()
    case = cases.find(year, number)
    case_id, path = case.id, case.path
    return submit(
        form,
        lambda: _posted(case_id, form),
        done=lambda count: in_language(f"{path}/sheet?posted={count}"),
        again=lambda: _again(year, number, form),
    )


def _posted(case_id: int, form: RowsForm) -> int:
    filled = sheet_rows.from_json(form.rows.data or "")
    found = operations.post(case_id, filled, _labels(), actor=here(), now=now())
    return sum(one.status == NEW for one in found)


def _again(year: int, number: int, form: RowsForm) -> str:
    """Show the rows anew, as they are judged now."""
    file = _opened(year, number)
    try:
        preview = _looked_at(file, sheet_rows.from_json(form.rows.data or ""))
    except Invalid as error:
        form.problem = error.sentence
        preview = None
    shown = SheetForm(formdata=None)
    shown.problem = form.problem
    return _page(_opened(year, number), shown, preview=preview)


@blueprint.post(f"{PAGE}/refused.xlsx")
def refused(year: int, number: int) -> ResponseReturnValue:
    """Send the rows that cannot be posted as a sheet, with the reasons, to be mended and brought back."""
    form, file = RowsForm(), _opened(year, number)
    if not form.validate_on_submit():
        raise Missing
    filled = sheet_rows.from_json(form.rows.data or "")
    preview = _looked_at(file, filled)
    db.session.rollback()
    file = _opened(year, number)
    body = _made_from(file.case.id, filled)
    found = [shown.judged for shown in preview.refused]
    return _sent(file, filled.version, making.refused_lines(found, body, reading_language(), translate))
