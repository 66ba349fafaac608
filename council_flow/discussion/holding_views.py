"""Pages of the comments that a person keeps privately: the list, changing one, releasing them."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, current_app, render_template, request
from flask.typing import ResponseReturnValue

from council_flow import access
from council_flow.access import Permission
from council_flow.discussion import audience, holding_operations, holding_queries, showing
from council_flow.discussion.citing import citations
from council_flow.discussion.forms import CommentForm, HeldForm
from council_flow.discussion.holding import HeldView, place_of
from council_flow.discussion.holding_operations import Released
from council_flow.discussion.passage import passage
from council_flow.discussion.words import ACTS, COUNCIL, TYPES
from council_flow.recommendations import queries as cases
from council_flow.recommendations.file import File
from council_flow.recommendations.file_views import FILE, reopened
from council_flow.recommendations.queries import open_file
from council_flow.text import queries as texts
from council_flow.web.forms import Form, submit
from council_flow.web.prefix import in_language
from council_flow.web.prefix import language as reading_language
from council_flow.web.request import here, now

blueprint = Blueprint("holding", __name__)
HELD = f"{FILE}/comments/held"
ONE = f"{HELD}/<int:held>"


@blueprint.get(HELD)
def index(year: int, number: int) -> ResponseReturnValue:
    """List the comments that a person keeps privately in a file."""
    return _listed(open_file(year, number, here(), now()), HeldForm(formdata=None))


def _listed(file: File, form: HeldForm) -> str:
    body = texts.current(file.case.id, file.version).body
    found = holding_queries.own(file.case.id, here())
    showing.lay(found, body, current_app.extensions["council"].states)
    kinds, cited = {block.key: block.kind for block in body.blocks}, citations(body)
    return render_template(
        "discussion/held.html",
        file=file,
        form=form,
        held=[(one, place_of(one, kinds, cited)) for one in found],
        types=TYPES,
        acts=ACTS,
        writes=any(
            access.may(here(), permission, file.place)
            for permission in (Permission.COMMENT_WRITE, Permission.COMMENT_SUGGEST)
        ),
    )


@blueprint.post(HELD)
def release(year: int, number: int) -> ResponseReturnValue:
    """Post all comments kept privately, or those chosen, at once."""
    form, case = HeldForm(), cases.find(year, number)
    case_id, path = case.id, case.path
    chosen = None if request.form.get("do") == "all" else form.ids

    def done(released: Released) -> str:
        if released.refused:
            return in_language(f"{path}/comments/held#h{released.refused[0][0]}")
        return in_language(f"{path}/comments?mine=yes")

    return submit(
        form,
        lambda: holding_operations.release(case_id, chosen, actor=here(), now=now()),
        done=done,
        again=lambda: _listed(reopened(year, number), form),
    )


@blueprint.get(ONE)
def show(year: int, number: int, held: int) -> ResponseReturnValue:
    """Show one comment kept privately, to change its words."""
    file = open_file(year, number, here(), now())
    one = holding_queries.one(file.case.id, held, here())
    form = CommentForm(formdata=None)
    form.paragraph.data, form.language.data = one.key, one.language
    form.quote.data, form.text.data = one.quote, one.text
    form.start.data = str(one.content.get("start") if one.content.get("start") is not None else "")
    form.type.data, form.audience.data = one.type, one.audience
    form.unnamed.data = bool(one.content.get("unnamed"))
    return _changing(file, one, form)


def _changing(file: File, one: HeldView, form: CommentForm) -> str:
    body = texts.current(file.case.id, one.version).body
    language = one.language if one.language in body.languages() else body.original
    showing.lay([one], body, current_app.extensions["council"].states)
    form.offer(audience.offered(file.workflow, here().state))
    shown = passage(body, one.key, language, quote=form.quote.data, start=form.at)
    return render_template(
        "discussion/comment.html", file=file, form=form, shown=shown, text_language=language, held=one
    )


@blueprint.post(ONE)
def change(year: int, number: int, held: int) -> ResponseReturnValue:
    """Change a comment kept privately, or throw it away."""
    case = cases.find(year, number)
    case_id, path = case.id, case.path
    if request.form.get("do") == "remove":
        return submit(
            Form(),
            lambda: holding_operations.remove(case_id, held, actor=here(), now=now()),
            done=lambda done: in_language(f"{path}/comments/held"),
            again=lambda: _listed(reopened(year, number), HeldForm(formdata=None)),
        )
    form = CommentForm()
    return submit(
        form,
        lambda: holding_operations.rewrite(case_id, held, _said(form), actor=here(), now=now()),
        done=lambda done: in_language(f"{path}/comments/held#h{held}"),
        again=lambda: _again(reopened(year, number), held, form),
    )


def _said(form: CommentForm) -> dict[str, Any]:
    return {
        "text": form.text.data, "quote": form.quote.data, "start": form.at, "type": form.type.data or "substantive",
        "written_in": reading_language(), "audience": form.audience.data or COUNCIL, "unnamed": bool(form.unnamed.data),
    }  # fmt: skip


def _again(file: File, held: int, form: CommentForm) -> str:
    return _changing(file, holding_queries.one(file.case.id, held, here()), form)
