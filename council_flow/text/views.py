"""Pages of a text: reading, versions, comparison, the editor."""

from __future__ import annotations

from itertools import chain
from typing import Any

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from council_flow import access
from council_flow.access import Permission
from council_flow.discussion.margin_queries import Margin, beside_text
from council_flow.discussion.view import CommentView
from council_flow.recommendations.file import File, version_label
from council_flow.recommendations.file_views import FILE
from council_flow.recommendations.queries import open_file
from council_flow.text import queries, working_queries
from council_flow.text.blocks import Body, share
from council_flow.text.models import Version
from council_flow.text.page import contents, paragraphs
from council_flow.text.working_queries import Present
from council_flow.web.prefix import in_language
from council_flow.web.prefix import language as reading_language
from council_flow.web.request import here, now

blueprint = Blueprint("text", __name__)


@blueprint.get(FILE)
def show(year: int, number: int) -> ResponseReturnValue:
    """Show the current text with its comments."""
    file = open_file(year, number, here(), now())
    if file.place.undeclared:
        return redirect(in_language(f"{file.path}/review"), 303)
    return _page(file, queries.current(file.case.id, file.version))


@blueprint.get(f"{FILE}/<version:name>")
def version(year: int, number: int, name: str) -> ResponseReturnValue:
    """Show one version as it was, with the comments that stand in it."""
    file = open_file(year, number, here(), now())
    file.opened()
    return _page(file, queries.named(file.case.id, name))


def _page(file: File, shown: Version) -> str:
    body = shown.body
    language = _language(body)
    comments = beside_text(file, body, here()) if shown.number == file.version else {}
    lines = paragraphs(body, language, comments)
    before = queries.before(shown, file.case)
    return render_template(
        "text/show.html",
        file=file,
        version=shown,
        label=_label(shown, before),
        paragraphs=lines,
        contents=contents(lines),
        text_language=language,
        body=body,
        shares={code: share(body, code) for code in body.languages()},
        before=before.name if before else None,
        noted=bool(comments),
        suggestions=_suggestions(comments),
        editing=_others(file) if shown.number == file.version else [],
        held=[note for notes in comments.values() for note in notes if note.held],
        detached=[note for key, notes in comments.items() if body.block(key) is None for note in notes],
    )


def _suggestions(comments: Margin) -> int:
    """Return how many open suggestions stand beside the text."""
    return sum(
        isinstance(note, CommentView) and note.open and note.act is not None for note in chain(*comments.values())
    )


def _others(file: File) -> list[Present]:
    """Return who else is editing, for those who may edit too."""
    if not access.may(here(), Permission.TEXT_EDIT, file.place):
        return []
    return working_queries.around(file.case.id, here(), now())[1]


def _language(body: Body) -> str:
    asked = request.args.get("lang") or reading_language()
    return asked if asked in body.languages() else body.original


def _label(version: Version, before: queries.Before | None) -> Any:
    if version.issued is not None:
        return version_label(version.number, version.issued, True)
    return version_label(version.number, before.issued if before else None, False)
