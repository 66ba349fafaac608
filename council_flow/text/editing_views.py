"""The editor: writing, and the private copy of what is not saved."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import Blueprint, jsonify, render_template, request
from flask.typing import ResponseReturnValue

from council_flow.database import db, transaction
from council_flow.errors import CouncilError, Invalid
from council_flow.language import LANGUAGES, say
from council_flow.recommendations import queries as cases
from council_flow.recommendations.file import File
from council_flow.recommendations.file_views import FILE
from council_flow.text import operations, queries, working_operations, working_queries
from council_flow.text.blocks import Body
from council_flow.text.editing import assemble, pressed
from council_flow.text.editor_views import Around, editing, editor, names
from council_flow.text.forms import EditForm, beside, fields
from council_flow.text.merge import merge
from council_flow.text.merging.fits import fits
from council_flow.text.merging.views import decide, together
from council_flow.text.models import Version, WorkingCopy
from council_flow.text.numbering import numbers
from council_flow.text.working import drawn_from, read, unpacked
from council_flow.text.working_queries import Kept
from council_flow.web.forms import STATUS, submit
from council_flow.web.language import hour, translate
from council_flow.web.prefix import in_language
from council_flow.web.request import here, now

blueprint = Blueprint("editing", __name__)
EDIT = f"{FILE}/edit"


@blueprint.get(EDIT)
def edit(year: int, number: int) -> ResponseReturnValue:
    """Show the editor with the current text; first ask what becomes of a private copy."""
    file = cases.open_file(year, number, here(), now())
    operations.require_editing(file.case, here())
    around = working_queries.around(file.case.id, here(), now())
    kept = around[0]
    base = queries.current(file.case.id, kept.base if kept else file.version)
    if kept is None:
        return editor(file, EditForm(formdata=None), None, base, around=around)
    written = unpacked(base.body, kept.held["blocks"])
    if request.args.get("copy"):
        return _continued(file, around, kept, base, written)
    return _offer(file, kept, base, written) or editor(file, EditForm(formdata=None), None, _current(file))


def _current(file: File) -> Version:
    return queries.current(file.case.id, file.version)


def _offer(file: File, kept: Kept, base: Version, written: Body) -> str | None:
    """Ask whether the private copy is gone on with or put away; nothing where all of it is in the text meanwhile."""
    if base.number != file.version:
        now_there = _current(file).body
        merged = merge(base.body, written, now_there)
        if merged.body == now_there and not merged.conflicts:
            return None
    return render_template(
        "text/edit_copy.html",
        file=file,
        form=EditForm(formdata=None),
        copy=kept,
        fits=fits(base.body, written, base.body, written, ()),
        **names(written, base.body),
    )


def _continued(file: File, around: Around, kept: Kept, base: Version, written: Body) -> str:
    """Go on with a private copy; where another version was saved meanwhile, bring both together."""
    form = EditForm(formdata=None)
    form.reason.data = kept.held.get("reason", "")
    side = beside(file.original) or (kept.held.get("beside") if "beside" not in request.args else None)
    if base.number != file.version:
        return together(file, form, base, written, {}, side=side)
    return editor(file, form, written, base, around=around, side=side)


@blueprint.post(EDIT)
def save(year: int, number: int) -> ResponseReturnValue:
    """Carry out a button of the editor, or save a new version."""
    file = cases.open_file(year, number, here(), now())
    operations.require_editing(file.case, here())
    form = EditForm()
    base = queries.current(file.case.id, form.began or form.expected.version or file.version)
    written = assemble(_known(file.case.id, base, beside(file.original)), fields(file.original))
    command = request.form.get("do", "save")
    if form.began is not None:
        return decide(file, form, base, written, command, lambda body: _saved(file, form, body))
    if command == "keep" or command.startswith("beside:"):
        return _keep(file, form, base, written, command)
    if command != "save":
        body, shown = pressed(written, command)
        return editor(file, form, body, base, shown=shown, looked=_looked(base, body, command))
    return submit(
        form,
        lambda: _saved(file, form, written),
        done=lambda version: in_language(file.path),
        again=lambda: _again(year, number, form, base, written),
    )


def _known(case_id: int, base: Version, side: str | None) -> Body:
    """Return the text that the editor was drawn from."""
    kept, _ = working_queries.around(case_id, here(), now())
    body = base.body
    if kept is None or kept.base != base.number:
        return body
    return drawn_from(body, unpacked(body, kept.held["blocks"]), side)


def _looked(base: Version, body: Body, command: str) -> list[Any] | None:
    return fits(base.body, body, base.body, body, ()) if command == "look" else None


def _saved(file: File, form: EditForm, body: Body) -> Version:
    version = operations.save(
        file.case.id, body, reason=form.reason.data or "", actor=here(), now=now(), expected=form.expected
    )
    working_operations.put_away(file.case.id, actor=here(), known=_window())
    return version


def _window() -> Any:
    """Return when the private copy was kept that this window knows; a form without the field asks nothing."""
    return request.form.get("known", working_operations.ANY)


def _keep(file: File, form: EditForm, base: Version, written: Body, command: str) -> ResponseReturnValue:
    """Keep a private copy, and go on, perhaps with another language beside the original."""
    side = command.partition(":")[2] if command != "keep" else beside(file.original)
    return submit(
        form,
        lambda: working_operations.keep(
            file.case.id, written, base=base.number, reason=form.reason.data or "", beside=side or None, actor=here(),
            now=now(), known=_window(),
        ),
        done=lambda copy: in_language(f"{file.path}/edit?copy=1&beside={side or ''}"),
        again=lambda: editor(file, form, written, base),
    )  # fmt: skip


@blueprint.post(f"{EDIT}/copy")
def keep(year: int, number: int) -> ResponseReturnValue:
    """Keep what a script sends while somebody writes and say who else is editing; or put the private copy away."""
    case = cases.find(year, number)
    if not request.is_json:
        return submit(
            EditForm(),
            lambda: _put_away(case.id),
            done=lambda _: in_language(f"{case.path}/edit"),
            again=lambda: _offer_again(year, number),
        )
    try:
        with transaction():
            copy, body = _kept(case.id, case.original, _sent())
            at = copy.saved_at
    except CouncilError as error:
        status = next(code for family, code in STATUS.items() if isinstance(error, family))
        sentence = next(iter(error.fields.values())) if isinstance(error, Invalid) and error.fields else error.sentence
        return jsonify({"problem": translate(sentence)}), status
    _, others = working_queries.around(case.id, here(), now())
    return jsonify({**_said(at), **_numbers(body), "others": [translate(editing(one)) for one in others]})


def _sent() -> Any:
    try:
        return request.get_json(silent=True)
    except RecursionError:  # brackets in brackets in brackets
        return None


def _said(at: datetime | None) -> dict[str, str]:
    """Return what the window says of the private copy, and what it names it by."""
    if at is None:
        return {"kept": "", "known": ""}
    return {"kept": translate(say("Private copy of %(hour)s.", hour=hour(at))), "known": at.isoformat()}


def _numbers(body: Body | None) -> dict[str, Any]:
    """Return the numbers of the blocks in the languages of the window, where it asks for them."""
    data = _sent() or {}
    if body is None or not data.get("numbers"):
        return {}
    side = data.get("beside")
    return {
        "numbers": {
            "text": numbers(body, body.original),
            "also": numbers(body, side) if side in LANGUAGES else {},
        }
    }


def _put_away(case_id: int) -> None:
    operations.require_editing(cases.get(case_id), here())
    working_operations.put_away(case_id, actor=here())


def _offer_again(year: int, number: int) -> str:
    file = cases.open_file(year, number, here(), now())
    operations.require_editing(file.case, here())
    return editor(file, EditForm(formdata=None), None, _current(file))


def _kept(case_id: int, original: str, data: Any) -> tuple[WorkingCopy, Body | None]:
    """Keep what was sent; where only a sign of life came, note that."""
    case = cases.get(case_id)
    operations.require_editing(case, here())
    version = data.get("version") if isinstance(data, dict) else None
    if not isinstance(version, int) or not 0 < version <= case.version:
        raise Invalid(say("What was sent could not be read."))
    if "blocks" not in data:
        return working_operations.seen(case_id, base=version, actor=here(), now=now()), None
    base = queries.current(case_id, version)
    sent = read(data, original, {block.key: block for block in base.body.blocks})
    known = _known(case_id, base, sent.fields.beside)
    body = assemble(known, sent.fields)
    copy = working_operations.keep(
        case_id, body, base=version, reason=sent.reason, beside=sent.fields.beside, actor=here(), now=now(),
        known=sent.known,
    )  # fmt: skip
    return copy, body


def _again(year: int, number: int, form: EditForm, base: Version, written: Body) -> str:
    """Show what was typed; where another version was saved meanwhile, laid together with it."""
    db.session.rollback()
    file = cases.open_file(year, number, here(), now())
    if base.number == file.version:
        return editor(file, form, written, base)
    form.problem = None
    return together(file, form, base, written, {}, side=beside(file.original))
