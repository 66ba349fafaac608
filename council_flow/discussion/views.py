"""Pages of the discussion: the table of comments, and a page for each thing one can do with a comment."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, current_app, render_template, request
from flask.typing import ResponseReturnValue

from council_flow import access
from council_flow.access import Permission
from council_flow.database import db
from council_flow.discussion import operations, queries
from council_flow.discussion.citing import parents
from council_flow.discussion.filtering import Filter, Listing, listing
from council_flow.discussion.forms import CommentForm, DispositionForm, ReasonForm, ReplyForm, WordsForm
from council_flow.discussion.passage import passage
from council_flow.discussion.sheet import csv_bytes
from council_flow.discussion.view import CommentView
from council_flow.discussion.words import DISPOSITIONS, STANDINGS, TYPES
from council_flow.errors import Missing
from council_flow.recommendations import queries as cases
from council_flow.recommendations.file import File
from council_flow.recommendations.queries import open_file
from council_flow.text import queries as texts
from council_flow.text.blocks import Body
from council_flow.web.forms import Form, submit
from council_flow.web.language import translate
from council_flow.web.prefix import in_language
from council_flow.web.prefix import language as reading_language
from council_flow.web.request import here, now

blueprint = Blueprint("discussion", __name__)
FILE = "/drafts/<int:year>/L.<int:number>"
ONE = f"{FILE}/comments/<int:comment>"


@blueprint.get(f"{FILE}/comments")
def index(year: int, number: int) -> ResponseReturnValue:
    """List the comments in the order of the text; filters are a form."""
    file = open_file(year, number, here(), now())
    asked, found = _listed(file)
    return render_template(
        "discussion/index.html",
        file=file,
        asked=asked,
        found=found,
        query=request.query_string.decode("latin-1"),
        types=TYPES,
        standings=STANDINGS,
        named_dispositions=[(name, word.label) for name, word in DISPOSITIONS.items()],
        state_names=_state_names(found.states),
        paragraph_names=[(comment.key, comment.place) for comment in found.paragraphs],
    )


def _state_names(codes: list[str]) -> list[tuple[str, str]]:
    """Return codes and names of States, in the alphabetical order of the language being read."""
    states = current_app.extensions["council"].states
    named = [(code, translate(states[code].title) if code in states else code) for code in codes]
    return sorted(named, key=lambda pair: pair[1].casefold())


def _listed(file: File) -> tuple[Filter, Listing]:
    args = request.args
    asked = Filter(
        standing=args.get("state", ""),
        disposition=args.get("disposition", ""),
        type=args.get("type", ""),
        state=args.get("from", ""),
        paragraph=args.get("paragraph", ""),
    )
    body = texts.current(file.case.id, file.version).body
    order = [block.key for block in body.blocks]
    return asked, listing(queries.all_of(file.case.id), asked, order, parents(body))


@blueprint.get(f"{FILE}/comments.csv")
def table(year: int, number: int) -> ResponseReturnValue:
    """Send the comments asked for as a table."""
    file = open_file(year, number, here(), now())
    _, found = _listed(file)
    answer = Response(csv_bytes([_HEAD, *map(_row, found.comments)]), mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="{file.symbol.replace("/", "-")}-comments.csv"'
    return answer


_HEAD = (
    "number", "place", "words", "comment", "type", "from", "at", "version", "late", "disposition", "response",
    "disposed_by", "disposed_at", "withdrawn_reason", "replies",
)  # fmt: skip


def _row(comment: CommentView) -> tuple[object, ...]:
    return (
        comment.number, translate(comment.place), comment.quote, comment.text, comment.type, translate(comment.label),
        comment.at.isoformat(), f"v{comment.version}", "late" if comment.late else "",
        "withdrawn" if comment.standing == "withdrawn" else comment.disposition, comment.response,
        translate(comment.disposed_label), comment.disposed_at.isoformat() if comment.disposed_at else "",
        comment.withdrawn_reason,
        "\n\n".join(f"{translate(reply.label)}: {reply.text}" for reply in comment.replies),
    )  # fmt: skip


@blueprint.get(f"{FILE}/comment")
def write(year: int, number: int) -> ResponseReturnValue:
    """Show the form of a comment beside the paragraph, its words marked."""
    file = open_file(year, number, here(), now())
    access.require(here(), Permission.COMMENT_WRITE, file.place)
    form = CommentForm(formdata=None)
    form.paragraph.data = request.args.get("paragraph", "")
    form.quote.data = request.args.get("quote", "")[:2000]
    form.start.data = request.args.get("start", "")
    form.language.data = request.args.get("lang", "")
    return _writing(file, form)


@blueprint.post(f"{FILE}/comment")
def post(year: int, number: int) -> ResponseReturnValue:
    """Post a comment."""
    form = CommentForm()
    case = cases.find(year, number)
    case_id, path = case.id, case.path
    return submit(
        form,
        lambda: operations.post(
            case_id, form.paragraph.data or "", form.text.data, quote=form.quote.data, start=form.at,
            type=form.type.data or "substantive", language=form.language.data, written_in=reading_language(),
            actor=here(), now=now(), expected=form.expected,
        ),
        done=lambda comment: in_language(f"{path}#c{comment.number}"),
        again=lambda: _writing(_reopened(year, number), form),
    )  # fmt: skip


def _reopened(year: int, number: int) -> File:
    db.session.rollback()
    return open_file(year, number, here(), now())


def _writing(file: File, form: CommentForm) -> str:
    body = texts.current(file.case.id, file.version).body
    language = _language(body, form.language.data)
    form.language.data = language
    key = form.paragraph.data or ""
    shown = passage(body, key, language, quote=form.quote.data, start=form.at)
    if shown is None and form.problem is None:
        raise Missing
    return render_template("discussion/comment.html", file=file, form=form, shown=shown, text_language=language)


def _language(body: Body, asked: str | None) -> str:
    asked = asked or reading_language()
    return asked if asked in body.languages() else body.original


FORMS: dict[str, type[Form]] = {"reply": ReplyForm, "edit": WordsForm, "withdraw": ReasonForm, "reopen": ReasonForm}
ACTS = "<any(reply, edit, withdraw, reopen):act>"


@blueprint.get(f"{ONE}/{ACTS}")
def show_act(year: int, number: int, comment: int, act: str) -> ResponseReturnValue:
    """Show a comment with the form of one thing that can be done with it."""
    file = open_file(year, number, here(), now())
    form = FORMS[act](formdata=None)
    if isinstance(form, WordsForm):
        form.text.data = queries.one(file.case.id, comment).text
    return _acting(file, comment, act, form)


@blueprint.post(f"{ONE}/{ACTS}")
def do_act(year: int, number: int, comment: int, act: str) -> ResponseReturnValue:
    """Reply to a comment, change it, withdraw it, reopen it or ask for that."""
    form = FORMS[act]()
    case = cases.find(year, number)
    case_id, path = case.id, case.path
    return submit(
        form,
        lambda: DO[act](case_id, comment, form),
        done=lambda result: in_language(f"{path}#c{comment}"),
        again=lambda: _acting(_reopened(year, number), comment, act, form),
    )


def _reply(case_id: int, comment: int, form: Any) -> Any:
    return operations.reply(case_id, comment, form.text.data, actor=here(), now=now(), written_in=reading_language())


def _reopen(case_id: int, comment: int, form: Any) -> Any:
    disposes = access.may(here(), Permission.COMMENT_DISPOSE, cases.place(cases.get(case_id), here()))
    act = operations.reopen if disposes else operations.ask_reopen
    return act(case_id, comment, form.reason.data, actor=here(), now=now())


DO: dict[str, Callable[[int, int, Any], Any]] = {
    "reply": _reply,
    "edit": lambda case_id, comment, form: operations.edit(case_id, comment, form.text.data, actor=here(), now=now()),
    "withdraw": lambda case_id, comment, form: operations.withdraw(
        case_id, comment, form.reason.data, actor=here(), now=now()
    ),
    "reopen": _reopen,
}


def _acting(file: File, number: int, act: str, form: Form) -> str:
    comment = queries.one(file.case.id, number)
    return render_template("discussion/act.html", **_beside(file, comment), form=form, act=act)


@blueprint.get(f"{ONE}/dispose")
def show_disposition(year: int, number: int, comment: int) -> ResponseReturnValue:
    """Show a comment and the text it concerns, with the form of its disposition."""
    file = open_file(year, number, here(), now())
    access.require(here(), Permission.COMMENT_DISPOSE, file.place)
    return _disposing(file, comment, DispositionForm(formdata=None))


@blueprint.post(f"{ONE}/dispose")
def dispose(year: int, number: int, comment: int) -> ResponseReturnValue:
    """Give a disposition."""
    form = DispositionForm()
    case = cases.find(year, number)
    case_id, path = case.id, case.path
    return submit(
        form,
        lambda: operations.dispose(
            case_id, comment, form.disposition.data, form.response.data or "", actor=here(), now=now(),
            expected=form.expected,
        ),
        done=lambda result: in_language(f"{path}#c{comment}"),
        again=lambda: _disposing(_reopened(year, number), comment, form),
    )  # fmt: skip


def _disposing(file: File, number: int, form: DispositionForm) -> str:
    comment = queries.one(file.case.id, number)
    return render_template(
        "discussion/dispose.html", **_beside(file, comment), form=form, dispositions=DISPOSITIONS, types=TYPES
    )


def _beside(file: File, comment: CommentView) -> dict[str, Any]:
    """Return what a page about one comment shows: the comment, and the paragraph where it stands or stood last."""
    gone = comment.anchor == "removed"
    body = texts.current(file.case.id, comment.anchor_version if gone else file.version).body
    language = comment.language if comment.language in body.languages() else body.original
    start, end = (comment.start, comment.end) if language == comment.language else (None, None)
    shown = passage(body, comment.key, language, start=start, end=end)
    return {"file": file, "comment": comment, "shown": shown, "gone": gone, "text_language": language}
