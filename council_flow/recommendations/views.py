"""Pages of cases: the list of drafts, a new file, the moves."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from council_flow import access
from council_flow.access import Permission, Place
from council_flow.errors import Invalid, Refused
from council_flow.language import LANGUAGES, say
from council_flow.publication import queries as publications
from council_flow.publication.kinds import corrects
from council_flow.publication.models import Publication
from council_flow.recommendations import approving_operations, clock_operations, lists_queries, operations, queries
from council_flow.recommendations.file_views import FILE
from council_flow.recommendations.forms import ExtendForm, MoveForm, NewForm
from council_flow.text.blocks import Body
from council_flow.text.editing import join_kind
from council_flow.text.exchange import operations as import_operations
from council_flow.text.exchange.carried import arrived, carried
from council_flow.text.exchange.files import guessed, is_word, text_of
from council_flow.text.exchange.importing import Read, told
from council_flow.text.exchange.shown import acts, few, names_of
from council_flow.text.exchange.views import phrases
from council_flow.text.markdown import understand
from council_flow.text.page import paragraphs
from council_flow.text.starting import blank, from_choices
from council_flow.text.word.reading import read_word
from council_flow.web.forms import offered, submit
from council_flow.web.language import translate
from council_flow.web.prefix import in_language
from council_flow.web.request import here, now

blueprint = Blueprint("recommendations", __name__)
PUBLIC = frozenset({"recommendations.home"})
PAGE = 20


@blueprint.get("/")
def home() -> ResponseReturnValue:
    """Lead everybody to where they begin: the desk, or the public register."""
    return redirect(in_language("/desk" if current_user.is_authenticated else "/register"))


@blueprint.get("/drafts")
def index() -> ResponseReturnValue:
    """List the files that this person may see."""
    stage, words = request.args.get("stage") or None, (request.args.get("q") or "").strip()[:200]
    procedure = request.args.get("procedure") or None
    page = max(1, request.args.get("page", 1, type=int))
    rows, counts = lists_queries.shown(here(), procedure=procedure, stage=stage, words=words, page=page, size=PAGE)
    return render_template(
        "recommendations/index.html",
        rows=rows[:PAGE],
        more=len(rows) > PAGE,
        page=page,
        counts=counts,
        pipelines=_pipelines(counts),
        procedure=procedure,
        stage=stage,
        words=words,
        may_open=_openable(),
        symbol=queries.listed_symbol,
        known=queries.definitions().known,
        total=sum(n for of_stages in counts.values() for n in of_stages.values()),
    )


def _pipelines(counts: lists_queries.Counts) -> list[Any]:
    """Return the procedures that have files here; where none has, the first."""
    named = list(queries.definitions().named.values())
    return [workflow for workflow in named if workflow.name in counts] or named[:1]


def _openable() -> list[Any]:
    roles = here().roles
    return [
        workflow
        for workflow in queries.definitions().named.values()
        if access.may(here(), Permission.CASE_OPEN, Place(roles=roles, begins=workflow.begins))
    ]


def _new_form() -> NewForm:
    form = NewForm()
    openable = _openable()
    form.workflow.choices = offered((workflow.name, translate(workflow.title)) for workflow in openable)
    if not form.workflow.choices:
        raise Refused(say("Your role does not open files."))
    if any(corrects(workflow) for workflow in openable):
        form.corrects.choices = offered([("", "–"), *((one.symbol, _named(one)) for one in publications.correctable())])
    else:
        del form.corrects
    return form


def _named(publication: Publication) -> str:
    return f"{publication.symbol}  {translate(publication.title)}"


@blueprint.get("/drafts/new")
def new() -> ResponseReturnValue:
    """Show the form for a new file."""
    return _beginning(_new_form(), Read([]))


def _beginning(form: NewForm, read: Read) -> str:
    original = _original(form)
    shown = paragraphs(read.body(original), original, {})
    return render_template(
        "recommendations/new.html", form=form, read=read, lost=told(read.lost), understood=read.parts, kind_of=join_kind,
        lines={line.key: line for one in shown for line in (one.line, *one.below)}, called=names_of(read, original),
        more=few(read.found), acts=acts(),
    )  # fmt: skip


@blueprint.post("/drafts/new")
def open_new() -> ResponseReturnValue:
    """Show what was understood of a pasted text or of a file; open the case when that is confirmed."""
    form = _new_form()
    try:
        read, fresh = _read(form)
    except Invalid as error:
        form.validate()
        form.take(error)
        return _beginning(form, Read([])), 422
    if fresh or request.form.get("do") == "preview" or (read.parts and not request.form.get("confirmed")):
        form.validate()
        return _beginning(form, read)
    return submit(
        form,
        lambda: import_operations.open_imported(
            form.workflow.data,
            _body(form, read),
            read,
            phrases(read),
            reason=translate(say("Zero draft")),
            actor=here(),
            now=now(),
            corrects=form.corrects.data if "corrects" in form else "",
        ),
        done=lambda case: in_language(f"{case.path}/edit"),
        again=lambda: _beginning(form, read),
    )


def _read(form: NewForm) -> tuple[Read, bool]:
    """Return what was sent, as it was understood, and whether it is a file that nobody has seen the preview of."""
    sent = request.files.get("file")
    if sent is not None and sent.filename:
        return _file(form, sent.filename, sent.read()), True
    if form.carried.data:
        return arrived(form.carried.data, _original(form)), False
    words = form.markdown.data or ""
    return Read(understand(words, _original(form)) if words.strip() else []), False


def _file(form: NewForm, name: str, data: bytes) -> Read:
    """Read a file. A Word file is carried on in the form; text goes into the field for it, to be seen and corrected."""
    form.carried.data = ""
    if not is_word(name, data):
        form.markdown.data = text_of(data)
        form.original.data = guessed(form.markdown.data, _original(form))
        return Read(understand(form.markdown.data, _original(form)))
    read = read_word(data, _original(form))
    original = guessed(" ".join(part.block.texts[_original(form)] for part in read.parts), _original(form))
    if original != _original(form):
        form.original.data = original
        read = read_word(data, original)
    form.carried.data = carried(read, original)
    return read


def _original(form: NewForm) -> str:
    return form.original.data if form.original.data in LANGUAGES else LANGUAGES[0]


def _body(form: NewForm, read: Read) -> Body:
    if read.parts:
        return from_choices(read.parts, _original(form), request.form.getlist("kind"))
    if not (form.title.data or "").strip():
        raise Invalid({"title": say("Write a title, or paste a text that has one.")})
    return blank(form.title.data, _original(form))


@blueprint.post(f"{FILE}/move")
def move(year: int, number: int) -> ResponseReturnValue:
    """Make or approve a move."""
    form = MoveForm()
    case_id = queries.find(year, number).id
    return submit(
        form,
        lambda: operations.move(
            case_id,
            form.transition.data,
            actor=here(),
            now=now(),
            expected=form.expected,
            reason=form.reason.data or "",
        ),
        done=lambda result: in_language(result[0].path + "#next-h"),
        again=lambda: _moving(year, number, form),
    )


@blueprint.get(f"{FILE}/move/<transition>")
def moving(year: int, number: int, transition: str) -> ResponseReturnValue:
    """Show one move on a page of its own: what will be recorded, and the reason where one is asked for."""
    form = MoveForm(formdata=None)
    form.transition.data = transition
    return _moving(year, number, form)


def _moving(year: int, number: int, form: MoveForm) -> str:
    file = queries.open_file(year, number, here(), now())
    choice = next((choice for choice in file.choices if choice.transition == form.transition.data), None)
    return render_template("recommendations/move.html", file=file, form=form, choice=choice)


@blueprint.post(f"{FILE}/take-back")
def take_back(year: int, number: int) -> ResponseReturnValue:
    """Take one's own approval back."""
    form = MoveForm()
    case_id = queries.find(year, number).id
    return submit(
        form,
        lambda: approving_operations.take_back(case_id, form.transition.data, actor=here(), now=now()),
        done=lambda case: in_language(case.path + "#next-h"),
        again=lambda: _moving(year, number, form),
    )


@blueprint.get(f"{FILE}/extend")
def extending(year: int, number: int) -> ResponseReturnValue:
    """Show the form for more time at the stage."""
    return _extending(year, number, ExtendForm(formdata=None))


def _extending(year: int, number: int, form: ExtendForm) -> str:
    file = queries.open_file(year, number, here(), now())
    access.require(here(), Permission.CASE_LEAD, file.place)
    return render_template("recommendations/extend.html", file=file, form=form)


@blueprint.post(f"{FILE}/extend")
def extend(year: int, number: int) -> ResponseReturnValue:
    """Give the stage more time."""
    form = ExtendForm()
    case_id = queries.find(year, number).id
    return submit(
        form,
        lambda: clock_operations.extend(
            case_id,
            form.length,
            form.reason.data or "",
            actor=here(),
            now=now(),
            expected=form.expected,
            closes_at=form.closes_at,
        ),
        done=lambda case: in_language(case.path),
        again=lambda: _extending(year, number, form),
    )
