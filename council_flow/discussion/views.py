"""Pages of the discussion: the table of comments, and a page for each thing one can do with a comment."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, current_app, render_template, request
from flask.typing import ResponseReturnValue

from council_flow import access
from council_flow.access import Permission
from council_flow.discussion import audience, holding_operations, holding_queries, operations, queries, showing
from council_flow.discussion.audience import reader_of
from council_flow.discussion.citing import parents
from council_flow.discussion.filtering import STEP, asked, grouped, listing
from council_flow.discussion.forms import (
    CommentForm,
    DispositionForm,
    ReasonForm,
    ReplyForm,
    SatisfiedForm,
    WordsForm,
)
from council_flow.discussion.passage import passage
from council_flow.discussion.thread_operations import disposing
from council_flow.discussion.view import CommentView
from council_flow.discussion.words import (
    ANSWERS,
    AUDIENCES,
    COUNCIL,
    DISPOSITIONS,
    FORMS_OF_COMMENTS,
    STANDINGS,
    TYPES,
)
from council_flow.errors import Missing
from council_flow.recommendations import queries as cases
from council_flow.recommendations.file import File
from council_flow.recommendations.file_views import FILE, reopened
from council_flow.recommendations.queries import open_file
from council_flow.text import queries as texts
from council_flow.text.blocks import Body
from council_flow.web.forms import Form, submit
from council_flow.web.language import translate
from council_flow.web.prefix import in_language
from council_flow.web.prefix import language as reading_language
from council_flow.web.request import here, now

blueprint = Blueprint("discussion", __name__)
ONE = f"{FILE}/comments/<int:comment>"


@blueprint.get(f"{FILE}/comments")
def index(year: int, number: int) -> ResponseReturnValue:
    """List the comments in the order of the text, by paragraph; filters are a form."""
    file = open_file(year, number, here(), now())
    body = texts.current(file.case.id, file.version).body
    above, order = parents(body), [block.key for block in body.blocks]
    reader = reader_of(file, here())
    found = listing(queries.all_of(file.case.id, reader), asked(request.args, here().id), order, above)
    page = found.comments[: shown_at_most()]
    showing.lay(page, body, current_app.extensions["council"].states)
    return render_template(
        "discussion/index.html",
        file=file,
        asked=asked(request.args, here().id),
        found=found,
        groups=grouped(page, above, order),
        rest=len(found.comments) - len(page),
        more=_address(shown=str(shown_at_most() + STEP)),
        query=_address(shown=""),
        reader=reader,
        held=len(holding_queries.own(file.case.id, here())),
        state_names=_state_names(found.states),
        paragraph_names=[(comment.key, comment.place) for comment in found.paragraphs],
        **WORDS,
    )


WORDS: dict[str, Any] = {
    "types": TYPES,
    "standings": STANDINGS,
    "named_dispositions": [(name, word.label) for name, word in DISPOSITIONS.items()],
    "audiences": AUDIENCES,
    "forms": FORMS_OF_COMMENTS,
    "answers": ANSWERS,
}


def shown_at_most() -> int:
    """Return how many comments the page shows: the first hundred, and a hundred more at each asking."""
    raw = request.args.get("shown", "")
    return max(STEP, min(int(raw), 10 * STEP)) if raw.isdecimal() and len(raw) < 6 else STEP


def _address(**other: str) -> str:
    """Return the query of this page with something else in it, empty filters left out."""
    return urlencode({name: value for name, value in {**request.args, **other}.items() if value})


def _state_names(codes: list[str]) -> list[tuple[str, str]]:
    """Return codes and names of States, in the alphabetical order of the language being read."""
    states = current_app.extensions["council"].states
    named = [(code, translate(states[code].title) if code in states else code) for code in codes]
    return sorted(named, key=lambda pair: pair[1].casefold())


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
    if request.args.get("type") in TYPES:
        form.type.data = request.args["type"]
    return _writing(file, form)


@blueprint.post(f"{FILE}/comment")
def post(year: int, number: int) -> ResponseReturnValue:
    """Post a comment."""
    form = CommentForm()
    case = cases.find(year, number)
    case_id, path = case.id, case.path
    privately = request.form.get("do") == "hold"
    return submit(
        form,
        lambda: (_hold if privately else _post)(case_id, form),
        done=lambda done: in_language(f"{path}#h{done.id}" if privately else f"{path}#c{done.number}"),
        again=lambda: _writing(reopened(year, number), form),
    )


def _post(case_id: int, form: CommentForm) -> Any:
    return operations.post(
        case_id, form.paragraph.data or "", **_said(form), actor=here(), now=now(), expected=form.expected
    )


def _hold(case_id: int, form: CommentForm) -> Any:
    return holding_operations.hold(
        case_id, form.paragraph.data or "", _said(form), actor=here(), now=now(), expected=form.expected
    )


def _said(form: CommentForm) -> dict[str, Any]:
    return {
        "text": form.text.data, "quote": form.quote.data, "start": form.at, "type": form.type.data or "substantive",
        "language": form.language.data, "written_in": reading_language(), "audience": form.audience.data or COUNCIL,
        "unnamed": bool(form.unnamed.data),
    }  # fmt: skip


def _writing(file: File, form: CommentForm) -> str:
    body = texts.current(file.case.id, file.version).body
    language = _language(body, form.language.data)
    form.language.data = language
    key = form.paragraph.data or ""
    shown = passage(body, key, language, quote=form.quote.data, start=form.at)
    if shown is None and form.problem is None:
        raise Missing
    form.offer(audience.offered(file.workflow, here().state))
    return render_template("discussion/comment.html", file=file, form=form, shown=shown, text_language=language)


def _language(body: Body, asked: str | None) -> str:
    asked = asked or reading_language()
    return asked if asked in body.languages() else body.original


FORMS: dict[str, type[Form]] = {
    "reply": ReplyForm,
    "edit": WordsForm,
    "withdraw": ReasonForm,
    "reopen": ReasonForm,
    "satisfied": SatisfiedForm,
}
ACTS = "<any(reply, edit, withdraw, reopen, satisfied):act>"


@blueprint.get(f"{ONE}/{ACTS}")
def show_act(year: int, number: int, comment: int, act: str) -> ResponseReturnValue:
    """Show a comment with the form of one thing that can be done with it."""
    file = open_file(year, number, here(), now())
    form = FORMS[act](formdata=None)
    if isinstance(form, WordsForm):
        form.text.data = _one(file, comment).text
    if isinstance(form, SatisfiedForm):
        form.satisfied.data = request.args.get("answer", "")
    return _acting(file, comment, act, form)


@blueprint.post(f"{ONE}/{ACTS}")
def do_act(year: int, number: int, comment: int, act: str) -> ResponseReturnValue:
    """Reply to a comment, change it, withdraw it, reopen it or ask for that, say whether it is answered."""
    form = FORMS[act]()
    case = cases.find(year, number)
    case_id, path = case.id, case.path
    return submit(
        form,
        lambda: DO[act](case_id, comment, form),
        done=lambda result: in_language(f"{path}#c{comment}"),
        again=lambda: _acting(reopened(year, number), comment, act, form),
    )


def _reply(case_id: int, comment: int, form: Any) -> Any:
    return operations.reply(case_id, comment, form.text.data, actor=here(), now=now(), written_in=reading_language())


def _reopen(case_id: int, comment: int, form: Any) -> Any:
    case = cases.get(case_id)
    there = cases.place(case, here())
    found = queries.one(case_id, comment, audience.reader_at(cases.workflow_of(case), there, here()))
    act = operations.reopen if access.may(here(), disposing(found.audience), there) else operations.ask_reopen
    return act(case_id, comment, form.reason.data, actor=here(), now=now())


def _satisfied(case_id: int, comment: int, form: Any) -> Any:
    yes = form.satisfied.data == "yes"
    return operations.say_satisfied(case_id, comment, yes, form.note.data or "", actor=here(), now=now())


DO: dict[str, Callable[[int, int, Any], Any]] = {
    "reply": _reply,
    "edit": lambda case_id, comment, form: operations.edit(case_id, comment, form.text.data, actor=here(), now=now()),
    "withdraw": lambda case_id, comment, form: operations.withdraw(
        case_id, comment, form.reason.data, actor=here(), now=now()
    ),
    "reopen": _reopen,
    "satisfied": _satisfied,
}


def _one(file: File, number: int) -> CommentView:
    return queries.one(file.case.id, number, reader_of(file, here()))


def _acting(file: File, number: int, act: str, form: Form) -> str:
    comment = _one(file, number)
    disposes = access.may(here(), disposing(comment.audience), file.place)
    return render_template("discussion/act.html", **_beside(file, comment), form=form, act=act, disposes=disposes)


@blueprint.get(f"{ONE}/dispose")
def show_disposition(year: int, number: int, comment: int) -> ResponseReturnValue:
    """Show a comment and the text it concerns, with the form of its disposition."""
    file = open_file(year, number, here(), now())
    access.require(here(), disposing(_one(file, comment).audience), file.place)
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
        again=lambda: _disposing(reopened(year, number), comment, form),
    )  # fmt: skip


def _disposing(file: File, number: int, form: DispositionForm) -> str:
    comment = _one(file, number)
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
    showing.lay([comment], body, current_app.extensions["council"].states)
    return {"file": file, "comment": comment, "shown": shown, "gone": gone, "text_language": language}
