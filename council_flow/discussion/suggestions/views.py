"""Pages of suggestions: making one, laying all on a paragraph over one another, deciding, taking them into the text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, current_app, render_template, request
from flask.typing import ResponseReturnValue

from council_flow import access
from council_flow.access import Permission
from council_flow.discussion import audience, holding_operations, operations
from council_flow.discussion.audience import reader_of
from council_flow.discussion.citing import citations
from council_flow.discussion.passage import passage
from council_flow.discussion.suggestions import operations as suggesting_operations
from council_flow.discussion.suggestions import queries as suggesting_queries
from council_flow.discussion.suggestions.applying import Decision
from council_flow.discussion.suggestions.cards import laid
from council_flow.discussion.suggestions.forms import DecideForm, SuggestForm, decisions
from council_flow.discussion.suggestions.making import Made, again, made
from council_flow.discussion.suggestions.overview import overview
from council_flow.discussion.suggestions.result import Result, reason_for, result
from council_flow.discussion.suggestions.suggested import Suggested, fits, paragraph_keys, words_at
from council_flow.discussion.suggestions.view import act_name, openings
from council_flow.errors import CouncilError, Invalid, Missing, Refused
from council_flow.language import say
from council_flow.recommendations import queries as cases
from council_flow.recommendations.file import File
from council_flow.recommendations.file_views import FILE, reopened
from council_flow.recommendations.queries import open_file
from council_flow.text import queries as texts
from council_flow.text.blocks import Body
from council_flow.web.forms import submit, wants_fragment
from council_flow.web.language import translate
from council_flow.web.prefix import in_language
from council_flow.web.prefix import language as reading_language
from council_flow.web.request import here, now

blueprint = Blueprint("suggesting", __name__)
ONE = f"{FILE}/comments/<int:comment>/suggest"


def _body(file: File, version: int | None = None) -> Body:
    return texts.current(file.case.id, version if version and version < file.version else file.version).body


@blueprint.get(f"{FILE}/suggest")
def write(year: int, number: int) -> ResponseReturnValue:
    """Show the form of a suggestion beside the paragraph."""
    file = open_file(year, number, here(), now())
    access.require(here(), Permission.COMMENT_SUGGEST, file.place)
    form = SuggestForm(formdata=None)
    form.paragraph.data = request.args.get("paragraph", "")
    form.quote.data = request.args.get("quote", "")[:2000]
    form.start.data = request.args.get("start", "")
    base = words_at(_body(file), form.paragraph.data, file.original)
    if base is None:
        raise Missing
    form.proposed.data = form.quote.data or base.between(0, len(base.signs))
    return _writing(file, form)


@blueprint.post(f"{FILE}/suggest")
def post(year: int, number: int) -> ResponseReturnValue:
    """Show the change, keep the suggestion privately, or place it."""
    form = SuggestForm()
    if request.form.get("do") == "show":
        return _writing(reopened(year, number), form, show=True)
    case = cases.find(year, number)
    case_id, path, held = case.id, case.path, request.form.get("do") == "hold"
    return submit(
        form,
        lambda: _post(case_id, form, held),
        done=lambda one: in_language(f"{path}/comments/held" if held else f"{path}#c{one.number}"),
        again=lambda: _writing(reopened(year, number), form),
    )


def _drawn(case_id: int, form: SuggestForm) -> Made:
    """Return the suggestion on the text that the form was drawn from."""
    case = cases.get(case_id)
    drawn = form.expected.version
    return made(texts.current(case.id, drawn if drawn and drawn < case.version else case.version).body, form.written)


def _post(case_id: int, form: SuggestForm, held: bool) -> Any:
    found = _drawn(case_id, form)
    content: dict[str, Any] = {
        "text": form.text.data, "quote": found.quote, "start": found.start, "type": form.type.data or "substantive",
        "written_in": reading_language(), "suggestion": found.suggestion, "audience": form.audience.data or "council",
        "unnamed": bool(form.unnamed.data),
    }  # fmt: skip
    key = form.paragraph.data or ""
    if held:
        return holding_operations.hold(case_id, key, content, actor=here(), now=now(), expected=form.expected)
    return operations.post(case_id, key, **content, actor=here(), now=now(), expected=form.expected)


def _writing(file: File, form: SuggestForm, one: Suggested | None = None, *, show: bool = False) -> str:
    body = _body(file)
    states = current_app.extensions["council"].states
    state = states[here().state].title if here().state in states else None
    form.offer(
        audience.offered(file.workflow, here().state), state, _places(body, form.paragraph.data or "", file.original)
    )
    preview = _preview(body, form) if show else None
    shown = passage(body, form.paragraph.data or "", body.original, quote=form.quote.data, start=form.written.start)
    return render_template(
        "discussion/suggest.html", file=file, form=form, shown=shown, text_language=body.original, preview=preview,
        asks=act_name(preview.suggestion, citations(body)) if preview else None, one=one,
    )  # fmt: skip


def _places(body: Body, key: str, language: str) -> list[tuple[str, str]]:
    own = paragraph_keys(body, key)
    return openings(body, language, lambda block: block.kind not in ("title", "footnote") and block.key not in own[:1])


def _preview(body: Body, form: SuggestForm) -> Made | None:
    try:
        return made(body, form.written)
    except Invalid as error:
        form.take(error)
        return None


@blueprint.get(ONE)
def rewrite(year: int, number: int, comment: int) -> ResponseReturnValue:
    """Show one's own suggestion, to be made anew on the present text."""
    file = open_file(year, number, here(), now())
    one = suggesting_queries.one(file.case.id, comment, reader_of(file, here()))
    if one.author_id != here().id:
        raise Refused(say("Only its author changes a comment."))
    form = SuggestForm(formdata=None)
    form.fill(again(_body(file), one))
    form.text.data, form.type.data = one.text, one.type
    return _writing(file, form, one)


@blueprint.post(ONE)
def renew(year: int, number: int, comment: int) -> ResponseReturnValue:
    """Show the change, or save one's suggestion made anew."""
    form = SuggestForm()
    file = open_file(year, number, here(), now())
    one = suggesting_queries.one(file.case.id, comment, reader_of(file, here()))
    if request.form.get("do") == "show":
        return _writing(file, form, one, show=True)
    case_id, path = file.case.id, file.path
    return submit(
        form,
        lambda: _renew(case_id, comment, form),
        done=lambda result: in_language(f"{path}#c{comment}"),
        again=lambda: _writing(reopened(year, number), form, one),
    )


def _renew(case_id: int, number: int, form: SuggestForm) -> Any:
    found = _drawn(case_id, form)
    return suggesting_operations.renew(
        case_id, number, form.text.data or "", form.paragraph.data or "", found.suggestion, quote=found.quote,
        start=found.start, type=form.type.data or "substantive", actor=here(), now=now(), expected=form.expected,
    )  # fmt: skip


@blueprint.get(f"{FILE}/suggestions")
def index(year: int, number: int) -> ResponseReturnValue:
    """Show the paragraphs with suggestions, or all suggestions on one laid over one another."""
    file = open_file(year, number, here(), now())
    form = DecideForm(formdata=None)
    form.paragraph.data = request.args.get("paragraph", "")
    return _page(file, form)


@blueprint.post(f"{FILE}/suggestions")
def decide(year: int, number: int) -> ResponseReturnValue:
    """Show what decisions on suggestions lead to, or record them."""
    file = open_file(year, number, here(), now())
    form, chosen = DecideForm(), decisions(translate(say("Put in brackets as an alternative.")))
    if request.form.get("do") == "show":
        return _page(file, form, chosen, show=True)
    case_id, path, key = file.case.id, file.path, form.paragraph.data
    reason = form.reason.data or _reason(file, chosen)
    back = f"{path}#b-{key}" if key else path
    return submit(
        form,
        lambda: suggesting_operations.decide(
            case_id, chosen, reason=reason, actor=here(), now=now(), expected=form.expected
        ),
        done=lambda outcome: in_language(back if outcome.version else f"{path}/suggestions"),
        again=lambda: _page(reopened(year, number), form, chosen, show=True),
    )


@blueprint.post(f"{FILE}/suggestions/take-in")
def take_in(year: int, number: int) -> ResponseReturnValue:
    """Save accepted suggestions that are not in the text yet as a new version."""
    file = open_file(year, number, here(), now())
    form = DecideForm()
    numbers = [int(raw) for raw in request.form.getlist("number") if raw.isdecimal() and len(raw) < 10]
    case_id, path = file.case.id, file.path
    reason = form.reason.data or _reason(file, [Decision(one, "accept") for one in numbers])
    return submit(
        form,
        lambda: suggesting_operations.take_in(
            case_id, numbers, reason=reason, actor=here(), now=now(), expected=form.expected
        ),
        done=lambda outcome: in_language(path),
        again=lambda: _page(reopened(year, number), form),
    )


def _reason(file: File, chosen: Sequence[Decision]) -> str:
    found = suggesting_queries.present(file.case.id, reader_of(file, here()))
    return translate(reason_for(found, chosen))


def _page(file: File, form: DecideForm, chosen: Sequence[Decision] = (), *, show: bool = False) -> str:
    body, found = _body(file), suggesting_queries.present(file.case.id, reader_of(file, here()))
    key = form.paragraph.data or ""
    gone = bool(key) and body.block(key) is None
    if gone and not chosen:
        raise Missing
    keys = {key} if gone else set(paragraph_keys(body, key)) if key else set()
    there = [one for one in found if not key or one.key in keys or one.after in keys]
    present = [one for one in there if one.standing == "open"]
    shown = _result(file, body, found, chosen, form) if show else None
    if show and wants_fragment():
        return render_template("discussion/_result.html", result=shown, form=form, file=file)
    return render_template(
        "discussion/layers.html" if key else "discussion/suggestions.html",
        file=file,
        form=form,
        paragraph=key,
        blocks=[one for one in laid(body, present, reading_language(), {one.number: one for one in chosen})
                if not key or one.key in keys],
        overview=overview(body, present) if not key else None,
        accepted=[one for one in there if one.waits],
        unfit=[one for one in there if not fits(body, one) and (one.standing == "open" or not key)],
        body=body,
        result=shown,
        cited=citations(body),
        states=current_app.extensions["council"].states,
        may_dispose=access.may(here(), Permission.COMMENT_DISPOSE, file.place),
        may_edit=access.may(here(), Permission.TEXT_EDIT, file.place) and file.case.locked_at is None,
    )  # fmt: skip


def _result(
    file: File, body: Body, found: Sequence[Suggested], chosen: Sequence[Decision], form: DecideForm
) -> Result | None:
    """Return what the choices lead to; a refusal stands in the form then."""
    try:
        return result(body, found, chosen, reading_language())
    except CouncilError as error:
        if not form.problem:
            form.take(error)
        return None
