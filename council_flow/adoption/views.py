"""Pages of adoption: the procedure with its positions and statements, the page that shows what will be recorded."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any

from flask import Blueprint, current_app, render_template, request
from flask.typing import ResponseReturnValue

from council_flow import access
from council_flow.access import Permission
from council_flow.adoption import forms, operations, queries
from council_flow.adoption import rules as r
from council_flow.adoption import statements_operations as statements
from council_flow.adoption.checking import problems
from council_flow.adoption.days import days_passed
from council_flow.adoption.models import Procedure
from council_flow.adoption.speaking_queries import in_office
from council_flow.errors import Missing, Refused
from council_flow.language import say
from council_flow.recommendations import documents_queries as documents
from council_flow.recommendations.file import File
from council_flow.recommendations.file_views import FILE
from council_flow.recommendations.queries import open_file
from council_flow.text import queries as text
from council_flow.text.numbering import cite
from council_flow.web.forms import Form, offered, submit
from council_flow.web.language import translate
from council_flow.web.prefix import in_language
from council_flow.web.prefix import language as reading_language
from council_flow.web.request import here, now
from council_flow.web.sending import sent

blueprint = Blueprint("adoption", __name__)
PAGE = f"{FILE}/adoption"


@blueprint.get(PAGE)
def show(year: int, number: int) -> ResponseReturnValue:
    """Show the procedure, the positions of States, what they declared, and the forms of who acts in it."""
    return _page(year, number)


def _page(year: int, number: int, *, confirm: bool = False, **sent_forms: Form) -> str:
    file = open_file(year, number, here(), now())
    every = queries.procedures(file.case.id)
    procedure = every[-1] if every else None
    template = "adoption/confirm.html" if confirm else "adoption/index.html"
    if procedure is None:
        return render_template(template, file=file, procedure=None, form=forms.PositionForm(formdata=None))
    return render_template(template, **_shown(file, procedure, every, sent_forms))


def _shown(file: File, procedure: Procedure, every: list[Procedure], sent_forms: dict[str, Form]) -> dict[str, Any]:
    positions, voices = queries.positions(procedure.id), queries.voices_of(procedure)
    standing = {state: one.position for state, one in positions.items()}
    result = queries.result_of(procedure, standing)
    given, received = queries.beside(file.case.id, procedure.visit)
    speaks_for = _speaks_for(file, procedure, voices, given)
    records = _records(file, procedure)
    runs, actor = procedure.runs(now()), in_office(file.case, here())
    return {
        "file": file, "actor": actor, "procedure": procedure, "earlier": every[:-1], "positions": positions, "result": result,
        "figures": result.figures, "days": days_passed(procedure.opened_at, procedure.closes_at, now()), "voices": voices,
        "runs": runs, "may_take": runs and bool(speaks_for), "speaks_for": speaks_for, "records": records,
        "kind_name": queries.KINDS[procedure.kind], "statements": queries.statements(procedure.id), "proxies": given,
        "now_at": now(), "received": received, "may_state": bool(speaks_for) or records,
        "may_preside": runs and procedure.kind in r.MEETING and access.may(actor, Permission.CASE_LEAD, file.place),
        "may_give": actor.state in speaks_for and runs, **_forms(procedure, speaks_for, actor.state, sent_forms),
    }  # fmt: skip


def _speaks_for(file: File, procedure: Procedure, voices: dict[str, Any], given: list[Any]) -> dict[str, Any]:
    """Return the States for which the person takes positions here: its own, and those whose voice it holds."""
    actor = in_office(file.case, here())
    at_its_stage = procedure.visit == file.case.visit and access.may(actor, Permission.ADOPTION_POSITION, file.place)
    if not at_its_stage or actor.state is None:
        return {}
    held = {
        one.state for one in given
        if one.holder == actor.state and one.withdrawn_at is None and one.begins_at <= now() < one.ends_at
    }  # fmt: skip
    return {state: title for state, title in voices.items() if state == actor.state or state in held}


def _records(file: File, procedure: Procedure) -> bool:
    """Answer whether the person records for States what they sent in writing."""
    return procedure.visit == file.case.visit and access.may(here(), Permission.BEHALF_RECORD, file.place)


def _forms(
    procedure: Procedure, speaks_for: dict[str, Any], own: str | None, sent_forms: dict[str, Form]
) -> dict[str, Any]:
    made: dict[str, Any] = {
        "form": forms.PositionForm, "proposal_form": forms.ProposalForm, "declaration_form": forms.DeclarationForm,
        "voice_form": forms.VoiceForm, "act_form": forms.AdoptionActForm,
    }  # fmt: skip
    found = {name: sent_forms.get(name) or kind(formdata=None) for name, kind in made.items()}
    found["form"].offer(procedure.kind)
    found["form"].offer_states([(code, translate(title)) for code, title in speaks_for.items()], [])
    found["voice_form"].holder.choices = offered(
        (code, translate(title)) for code, title in queries.voices_of(procedure).items() if code != own
    )
    return found


def _writing(year: int, number: int, template: str, form: forms.PositionForm | forms.StatementForm) -> str:
    """Show a page for a statement, or for what the secretariat records for a State."""
    file = open_file(year, number, here(), now())
    procedure = queries.latest(file.case.id)
    if procedure is None:
        raise Missing
    voices = queries.voices_of(procedure)
    records = _records(file, procedure)
    speaks_for = voices if records else _speaks_for(file, procedure, voices, queries.proxies(file.case.id))
    if not speaks_for:
        raise Refused(say("States that have a voice in the council take positions."))
    papers = [
        (paper.number, f"{paper.number}. {paper.title}")
        for paper in documents.listed(file.case.id)
        if not paper.withdrawn_at
    ]
    form.offer_states([(code, translate(title)) for code, title in speaks_for.items()], papers)
    if isinstance(form, forms.StatementForm):
        body = text.current(file.case.id, procedure.version).body
        places = [
            (block.key, cite(body, block.key)) for block in body.blocks if block.kind in {"operative", "preambular"}
        ]
        form.key.choices = offered([("", "–"), *places])
    else:
        form.offer(procedure.kind)
    return render_template(template, file=file, procedure=procedure, form=form, records=records, speaks_for=speaks_for)


@blueprint.get(f"{PAGE}/record")
def recording(year: int, number: int) -> ResponseReturnValue:
    """Show the form with which the secretariat records what a State sent in writing."""
    return _writing(year, number, "adoption/record.html", forms.PositionForm(formdata=None))


@blueprint.get(f"{PAGE}/statement")
def stating(year: int, number: int) -> ResponseReturnValue:
    """Show the form for a statement."""
    return _writing(year, number, "adoption/statement.html", forms.StatementForm(formdata=None))


@blueprint.post(PAGE)
def take(year: int, number: int) -> ResponseReturnValue:
    """Show what will be recorded; record it when that is confirmed."""
    form = forms.PositionForm()
    file = open_file(year, number, here(), now())
    procedure = queries.latest(file.case.id)
    kind = procedure.kind if procedure else r.SILENCE
    valid = form.offer(kind).validate_on_submit() and not problems(kind, form.position.data or "", form.text.data or "")
    if procedure is not None and valid and request.form.get("do") != "record":
        return _page(year, number, confirm=True, form=form)
    return submit(
        form,
        lambda: operations.take(
            file.case.id, form.position.data or "", form.text.data or "", state=form.state.data or None,
            letter=form.letter.data or None, actor=here(), now=now(), expected=form.expected,
        ),
        done=lambda position: in_language(f"{file.path}/adoption#positions"),
        again=lambda: _writing(year, number, "adoption/record.html", form) if procedure is not None and _records(file, procedure) else _page(year, number, form=form),
    )  # fmt: skip


def _act(year: int, number: int, name: str, form: Form, act: Callable[[int], Any], anchor: str) -> ResponseReturnValue:
    file = open_file(year, number, here(), now())
    return submit(
        form,
        lambda: act(file.case.id),
        done=lambda done: in_language(f"{file.path}/adoption#{anchor}"),
        again=lambda: _page(year, number, **{name: form}),
    )


@blueprint.post(f"{PAGE}/receipt")
def receipt(year: int, number: int) -> ResponseReturnValue:
    """Say that the text has arrived."""
    form = forms.AdoptionActForm()
    return _act(
        year, number, "act_form", form, lambda case: operations.acknowledge(case, actor=here(), now=now()), "positions"
    )


@blueprint.post(f"{PAGE}/proposal")
def propose(year: int, number: int) -> ResponseReturnValue:
    """Put the chair's proposal to the meeting."""
    form = forms.ProposalForm()
    return _act(
        year, number, "proposal_form", form,
        lambda case: operations.propose(case, form.proposal.data or "", actor=here(), now=now(), expected=form.expected), "meeting",
    )  # fmt: skip


@blueprint.post(f"{PAGE}/declare")
def declare(year: int, number: int) -> ResponseReturnValue:
    """Declare the result."""
    form = forms.DeclarationForm()
    return _act(
        year, number, "declaration_form", form,
        lambda case: operations.declare(case, form.casting.data or None, actor=here(), now=now(), expected=form.expected),
        "result",
    )  # fmt: skip


@blueprint.post(f"{PAGE}/statement")
def state_it(year: int, number: int) -> ResponseReturnValue:
    """Record a statement."""
    form = forms.StatementForm()
    file = open_file(year, number, here(), now())
    return submit(
        form,
        lambda: statements.state_it(
            file.case.id, form.kind.data or "", form.text.data or "", key=form.key.data or "", state=form.state.data or None,
            letter=form.letter.data or None, written_in=reading_language(), actor=here(), now=now(), expected=form.expected,
        ),
        done=lambda made: in_language(f"{file.path}/adoption#statements"),
        again=lambda: _writing(year, number, "adoption/statement.html", form),
    )  # fmt: skip


@blueprint.post(f"{PAGE}/statement/<int:statement>/withdraw")
def withdraw_statement(year: int, number: int, statement: int) -> ResponseReturnValue:
    """Withdraw a statement."""
    form = forms.AdoptionActForm()
    return _act(
        year, number, "act_form", form,
        lambda case: statements.withdraw(case, statement, actor=here(), now=now(), expected=form.expected), "statements",
    )  # fmt: skip


@blueprint.post(f"{PAGE}/voice")
def give_voice(year: int, number: int) -> ResponseReturnValue:
    """Give the voice of one's State to another."""
    form = forms.VoiceForm()
    return _act(
        year, number, "voice_form", form,
        lambda case: statements.give_voice(
            case, form.holder.data or "", form.given.data or "", until=_end_of(form.until.data), actor=here(), now=now(),
            expected=form.expected,
        ),
        "voices",
    )  # fmt: skip


def _end_of(day: Any) -> datetime:
    """Return when a day ends at the seat of the council; the epoch where none was chosen, which is refused."""
    zone = current_app.extensions["council"].calendar.zone
    if day is None:
        return datetime.fromtimestamp(0, zone)
    return datetime.combine(day + timedelta(days=1), time(), tzinfo=zone)


@blueprint.post(f"{PAGE}/voice/<int:proxy>/back")
def take_voice_back(year: int, number: int, proxy: int) -> ResponseReturnValue:
    """Take the voice of one's State back."""
    form = forms.AdoptionActForm()
    return _act(
        year, number, "act_form", form,
        lambda case: statements.take_voice_back(case, proxy, actor=here(), now=now()), "voices",
    )  # fmt: skip


@blueprint.get(f"{PAGE}/record-<int:round>.json")
def export(year: int, number: int, round: int) -> ResponseReturnValue:
    """Send everything from which the result of a procedure can be worked out again."""
    file = open_file(year, number, here(), now())
    procedure = next((one for one in queries.procedures(file.case.id) if one.number == round), None)
    if procedure is None:
        raise Missing
    data = json.dumps(queries.exported(file.case, procedure), ensure_ascii=False, indent=2)
    return sent(data.encode(), f"{file.stem}-adoption-{round}.json")
