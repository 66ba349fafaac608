"""Who is asked in a round besides: invitations and reminders."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from council_flow.consultation import inviting_operations as inviting
from council_flow.consultation import operations, queries
from council_flow.consultation import reminding_operations as reminding
from council_flow.consultation.forms import InvitationForm, ReminderForm
from council_flow.consultation.views import PAGE, by_name, laid_out, leads
from council_flow.errors import Missing
from council_flow.language import Titles
from council_flow.people import queries as people
from council_flow.recommendations import queries as cases
from council_flow.recommendations.queries import open_file
from council_flow.web.forms import offered, submit
from council_flow.web.language import translate
from council_flow.web.prefix import in_language
from council_flow.web.request import here, now

blueprint = Blueprint("asking", __name__)


@blueprint.get(f"{PAGE}/remind")
def reminder(year: int, number: int) -> ResponseReturnValue:
    """Show the letter of a reminder before it is sent."""
    return _letter(year, number, ReminderForm(formdata=None))


@blueprint.post(f"{PAGE}/remind")
def remind(year: int, number: int) -> ResponseReturnValue:
    """Send the reminder."""
    form = ReminderForm()
    case = cases.find(year, number)
    case_id, path = case.id, case.path
    return submit(
        form,
        lambda: reminding.remind(case_id, note=form.note.data or "", actor=here(), now=now()),
        done=lambda states: in_language(f"{path}/consultation#awaited"),
        again=lambda: _letter(year, number, form),
    )


def _letter(year: int, number: int, form: ReminderForm) -> str:
    file = open_file(year, number, here(), now())
    latest = queries.current(file.case.id)
    if latest is None:
        raise Missing
    awaited = laid_out(file, latest)[0].awaited
    letter = reminding.letter(file.case, latest, "", Titles(awaited[0].title)) if awaited else None
    return render_template(
        "consultation/remind.html", file=file, form=form, awaited=awaited, letter=letter, leads=leads(file)
    )


@blueprint.get(f"{PAGE}/invite")
def invitation(year: int, number: int) -> ResponseReturnValue:
    """Show the form by which one more State, or an institution or person beside the States, is asked."""
    return _inviting(year, number, InvitationForm(formdata=None))


@blueprint.post(f"{PAGE}/invite")
def invite(year: int, number: int) -> ResponseReturnValue:
    """Ask one more State, or an institution or person."""
    form = InvitationForm()
    case = cases.find(year, number)
    case_id, path = case.id, case.path
    return submit(
        form,
        lambda: _invited(form, case_id),
        done=lambda found: in_language(f"{path}/consultation#awaited"),
        again=lambda: _inviting(year, number, form),
    )


def _invited(form: InvitationForm, case_id: int) -> Any:
    if form.institution.data:
        return inviting.invite_institution(case_id, form.institution.data, actor=here(), now=now())
    if form.person.data:
        return inviting.invite_person(case_id, form.person.data, actor=here(), now=now())
    return inviting.invite_state(case_id, form.state.data or "", actor=here(), now=now())


def _inviting(year: int, number: int, form: InvitationForm) -> str:
    file = open_file(year, number, here(), now())
    latest = queries.current(file.case.id)
    if latest is None:
        raise Missing
    asked = queries.invited(latest.id)
    names = [(code, translate(state.title)) for code, state in operations.council().states.items() if code not in asked]
    form.state.choices = offered([("", "–"), *sorted(names, key=by_name)])
    if latest.guests:
        form.institution.choices = offered([(0, "–"), *people.institutions(now()).items()])
        form.person.choices = offered(
            [(0, "–"), *((account, f"{name} ({translate(label)})") for account, label, name in people.choices(now()))]
        )
    return render_template(
        "consultation/invite.html", file=file, form=form, leads=leads(file), guests=latest.guests, states=names
    )
