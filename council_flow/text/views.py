"""Pages of a text: reading, versions, comparison, the editor."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from council_flow.database import db
from council_flow.discussion import queries as discussion
from council_flow.language import LANGUAGES
from council_flow.recommendations.file import File, version_label
from council_flow.recommendations.queries import open_file
from council_flow.text import operations, queries
from council_flow.text.blocks import Body, share
from council_flow.text.compare import compare as compared
from council_flow.text.editing import assemble, pressed
from council_flow.text.forms import EditForm, beside, fields
from council_flow.text.merge import merge
from council_flow.text.models import Version
from council_flow.text.numbering import numbers
from council_flow.text.page import contents, paragraphs
from council_flow.web.forms import submit
from council_flow.web.prefix import in_language
from council_flow.web.prefix import language as reading_language
from council_flow.web.request import here, now

blueprint = Blueprint("text", __name__)
FILE = "/drafts/<int:year>/L.<int:number>"


@blueprint.get(FILE)
def show(year: int, number: int) -> ResponseReturnValue:
    """Show the current text with its comments."""
    file = open_file(year, number, here(), now())
    return _page(file, queries.current(file.case.id, file.version))


@blueprint.get(f"{FILE}/<version:name>")
def version(year: int, number: int, name: str) -> ResponseReturnValue:
    """Show one version as it was, with the comments that stand in it."""
    file = open_file(year, number, here(), now())
    return _page(file, queries.named(file.case.id, name))


def _page(file: File, shown: Version) -> str:
    body = shown.body
    language = _language(body)
    comments = discussion.for_page(file.case.id, version=shown.number) if shown.number == file.version else {}
    lines = paragraphs(body, language, comments)
    return render_template(
        "text/show.html",
        file=file,
        version=shown,
        label=_label(shown, file),
        paragraphs=lines,
        contents=contents(lines),
        text_language=language,
        body=body,
        shares={code: share(body, code) for code in body.languages()},
        before=queries.before_number(shown),
        detached=[note for key, notes in comments.items() if body.block(key) is None for note in notes],
    )


def _language(body: Body) -> str:
    asked = request.args.get("lang") or reading_language()
    return asked if asked in body.languages() else body.original


def _label(version: Version, file: File) -> Any:
    if version.issued is not None:
        return version_label(version.number, version.issued, True)
    issued = [row.issued for row in queries.issued(file.case.id) if row.number < version.number]
    return version_label(version.number, issued[-1] if issued else None, False)


@blueprint.get(f"{FILE}/versions")
def versions(year: int, number: int) -> ResponseReturnValue:
    """List all versions; two of them can be chosen for comparison."""
    file = open_file(year, number, here(), now())
    return render_template(
        "text/versions.html", file=file, versions=queries.listed(file.case.id), languages_all=LANGUAGES
    )


@blueprint.get(f"{FILE}/compare")
def compare(year: int, number: int) -> ResponseReturnValue:
    """Compare any two versions, words marked."""
    file = open_file(year, number, here(), now())
    newer = queries.named(file.case.id, request.args.get("b") or f"v{file.version}")
    older = queries.named(file.case.id, request.args.get("a") or f"v{max(1, newer.number - 1)}")
    new_body, old_body = newer.body, older.body
    language = _language(new_body) if _language(new_body) in old_body.languages() else new_body.original
    return render_template(
        "text/compare.html",
        file=file,
        older=older,
        newer=newer,
        comparison=compared(old_body, new_body, language),
        text_language=language,
        body=new_body,
        view=request.args.get("view") if request.args.get("view") in {"changes", "beside"} else "redline",
        versions=queries.listed(file.case.id),
    )


@blueprint.get(f"{FILE}/edit")
def edit(year: int, number: int) -> ResponseReturnValue:
    """Show the editor with the current text."""
    file = open_file(year, number, here(), now())
    operations.require_editing(file.case, here())
    body = queries.current(file.case.id, file.version).body
    return _editor(file, EditForm(formdata=None), body, file.version)


@blueprint.post(f"{FILE}/edit")
def save(year: int, number: int) -> ResponseReturnValue:
    """Carry out a button of the editor, or save a new version."""
    file = open_file(year, number, here(), now())
    form = EditForm()
    base = queries.current(file.case.id, form.expected.version or file.version)
    written = assemble(base.body, fields(file.original))
    command = request.form.get("do", "save")
    if command != "save":
        body, shown = pressed(written, command)
        return _editor(file, form, body, base.number, shown=shown)
    return submit(
        form,
        lambda: operations.save(
            file.case.id, written, reason=form.reason.data or "", actor=here(), now=now(), expected=form.expected
        ),
        done=lambda version: in_language(file.path),
        again=lambda: _again(year, number, form, base, written),
    )


def _again(year: int, number: int, form: EditForm, base: Version, written: Body) -> str:
    """Show what was typed; where another version was saved meanwhile, laid together with it."""
    db.session.rollback()
    file = open_file(year, number, here(), now())
    if base.number == file.version:
        return _editor(file, form, written, base.number)
    theirs = queries.current(file.case.id, file.version).body
    merged = merge(base.body, written, theirs, file.original)
    form.version.data = str(file.version)
    return _editor(file, form, merged.body, file.version, conflicts=merged.conflicts, since=base.number)


def _editor(file: File, form: EditForm, body: Body, on: int, **more: Any) -> str:
    side = beside(file.original)
    current = queries.current(file.case.id, on).body
    return render_template(
        "text/edit.html",
        file=file,
        form=form,
        body=body,
        on=on,
        beside=side,
        numbers=numbers(body, file.original),
        numbers_beside=numbers(body, side) if side else {},
        saved={block.key: block for block in current.blocks},
        shares={code: share(body, code) for code in LANGUAGES},
        open_comments=discussion.open_per_block(file.case.id),
        all_languages=LANGUAGES,
        **{"shown": None, "conflicts": [], "since": None, **more},
    )
