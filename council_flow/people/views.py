"""Pages about people: the council's members, invitations, the people of a file, one's own profile."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, current_app, redirect, render_template, session
from flask.typing import ResponseReturnValue
from flask_login import current_user
from flask_security import login_user

from council_flow import access
from council_flow.access import Permission
from council_flow.database import transaction
from council_flow.errors import CouncilError, Missing
from council_flow.language import say_n
from council_flow.people import assignments_operations as assignments
from council_flow.people import members_queries, operations, queries
from council_flow.people.forms import AcceptForm, ActForm, ActingForm, AssignForm, InviteForm, ProfileForm, TermForm
from council_flow.people.table import rows
from council_flow.recommendations import queries as cases
from council_flow.recommendations.file_views import FILE
from council_flow.web.forms import STATUS, offered, submit
from council_flow.web.language import translate
from council_flow.web.prefix import in_language
from council_flow.web.prefix import language as reading_language
from council_flow.web.request import here, now

blueprint = Blueprint("people", __name__)
PUBLIC = frozenset(
    {
        "people.invitation",
        "people.accept",
        "security.login",
        "security.logout",
        "security.forgot_password",
        "security.reset_password",
    }
)
PEOPLE = f"{FILE}/people"


@blueprint.get("/welcome")
def welcome() -> ResponseReturnValue:
    """Lead whoever has signed in to the desk, in the language of the profile."""
    return redirect(in_language("/desk", here().language or reading_language()), 303)


@blueprint.get("/people")
def index() -> ResponseReturnValue:
    """Show who is in the council; to whoever decides on it, the forms for changing it."""
    return _council()


def _council(
    invite: InviteForm | None = None,
    acting: ActingForm | None = None,
    giving: TermForm | None = None,
    problem: Any = None,
) -> str:
    members = members_queries.members(now())
    return render_template(
        "people/index.html",
        rows=sorted(
            rows(members, current_app.extensions["council"].states),
            key=lambda row: translate(row.state.title).casefold(),
        ),
        offices=[member for member in members if not member.state],
        members=members,
        pending=members_queries.pending(now()) if access.may(here(), Permission.PEOPLE_INVITE) else [],
        invite=invite or InviteForm(formdata=None, language=reading_language()),
        acting=_filled(acting or ActingForm(formdata=None), members),
        giving=_offered_people(giving or TermForm(formdata=None)),
        act=ActForm(formdata=None),
        problem=problem,
        link=session.pop("invitation_link", None),
    )


def _filled(form: ActingForm, members: list[Any]) -> ActingForm:
    titles, states = queries.role_titles(), queries.state_titles()
    form.fill(
        [
            (
                one.term_id,
                ", ".join(
                    part
                    for part in (
                        translate(titles[one.role]),
                        translate(states[one.state]) if one.state else "",
                        one.name,
                    )
                    if part
                ),
            )
            for one in members
        ],
        _people(),
    )
    return form


def _people() -> list[tuple[int, str]]:
    return [(account, f"{translate(label)} ({name})") for account, label, name in queries.choices(now())]


def _offered_people(form: TermForm) -> TermForm:
    form.fill(_people())
    return form


@blueprint.post("/people/invite")
def invite() -> ResponseReturnValue:
    """Send an invitation; its link is shown once, to whoever invites."""
    form = InviteForm()

    def act() -> str:
        _, token = operations.invite(
            form.email.data or "", form.role.data, form.state.data, institution=form.institution.data or "",
            language=form.language.data, actor=here(), now=now(),
        )  # fmt: skip
        return token

    def done(token: str) -> str:
        url = current_app.extensions["settings"].public_url.rstrip("/")
        session["invitation_link"] = url + in_language(f"/invitation/{token}", form.language.data)
        return in_language("/people#pending")

    return submit(form, act, done=done, again=lambda: _council(invite=form))


@blueprint.post("/people/term")
def give() -> ResponseReturnValue:
    """Give a role to somebody who has an account."""
    form = _offered_people(TermForm())

    def act() -> Any:
        begin, end = form.days(current_app.extensions["council"].zone, now())
        return operations.add_term(
            form.account.data, form.role.data, state=form.state.data, from_at=begin, until_at=end, actor=here(),
            now=now(),
        )  # fmt: skip

    return submit(form, act, done=lambda found: in_language("/people"), again=lambda: _council(giving=form))


@blueprint.post("/people/acting")
def acting() -> ResponseReturnValue:
    """Name an acting holder."""
    form = _filled(ActingForm(), members_queries.members(now()))

    def act() -> Any:
        begin, end = form.days(current_app.extensions["council"].zone)
        return operations.act_for(
            form.term.data, form.account.data, from_at=begin, until_at=end, actor=here(), now=now()
        )

    return submit(form, act, done=lambda found: in_language("/people"), again=lambda: _council(acting=form))


ACTS: dict[str, Callable[..., Any]] = {
    "end-term": operations.end_term,
    "end-acting": operations.end_acting,
    "withdraw": operations.withdraw_invitation,
}


@blueprint.post("/people/<any('end-term','end-acting','withdraw'):what>")
def end(what: str) -> ResponseReturnValue:
    """End a term or the days of an acting holder, or withdraw an invitation."""
    form = ActForm()
    return submit(
        form,
        lambda: ACTS[what](form.number, actor=here(), now=now()),
        done=lambda found: in_language("/people"),
        again=lambda: _council(problem=form.problem),
    )


@blueprint.get("/invitation/<token>")
def invitation(token: str) -> ResponseReturnValue:
    """Show an invitation to whoever has its link."""
    found = operations.open_invitation(token, now())
    return _accepting(token, found, AcceptForm(formdata=None))


def _accepting(token: str, found: Any, form: AcceptForm) -> str:
    return render_template(
        "people/accept.html", token=token, invitation=found, form=form, role=queries.role_titles()[found.role],
        state=queries.state_titles().get(found.state or ""),
    )  # fmt: skip


@blueprint.post("/invitation/<token>")
def accept(token: str) -> ResponseReturnValue:
    """Take up an invitation and sign in."""
    form = AcceptForm()
    found = operations.open_invitation(token, now())
    if not form.validate_on_submit():
        return _accepting(token, found, form), 422
    try:
        with transaction():
            account = operations.accept(token, form.name.data or "", form.password.data or "", now=now())
    except Missing:
        raise
    except CouncilError as error:
        form.take(error)
        found = operations.open_invitation(token, now())
        return _accepting(token, found, form), next(code for kind, code in STATUS.items() if isinstance(error, kind))
    login_user(account)
    return redirect(in_language("/desk", account.language), 303)


@blueprint.get(PEOPLE)
def file_people(year: int, number: int) -> ResponseReturnValue:
    """Show who has a role in a file."""
    return _file(year, number, AssignForm(formdata=None))


def _file(year: int, number: int, form: AssignForm, problem: Any = None) -> str:
    file = cases.open_file(year, number, here(), now())
    roles = assignments.roles_of_file(file.workflow)
    _offer(form, roles)
    return render_template(
        "people/file.html", file=file, form=form, roles=roles, assigned=queries.assigned(file.case.id), problem=problem,
        act=ActForm(formdata=None),
    )  # fmt: skip


def _offer(form: AssignForm, roles: dict[str, Any]) -> None:
    about = queries.about(now())
    form.account.choices = offered(
        (account, _offered_as(f"{translate(label)} ({name})", *about.get(account, ("", 0))))
        for account, label, name in queries.choices(now())
    )
    form.role.choices = offered((name, translate(role.title)) for name, role in roles.items())


def _offered_as(who: str, expertise: str, files: int) -> str:
    """Return how a person is offered: with the field of expertise, and with the files that the person has already."""
    load = translate(say_n("%(n)s file", "%(n)s files", files))
    return " · ".join(part for part in (who, expertise, load) if part)


@blueprint.post(PEOPLE)
def assign(year: int, number: int) -> ResponseReturnValue:
    """Assign somebody to a role in a file."""
    file = cases.open_file(year, number, here(), now())
    form, case_id, path = AssignForm(), file.case.id, file.path
    _offer(form, assignments.roles_of_file(file.workflow))
    return submit(
        form,
        lambda: assignments.assign(case_id, form.account.data, form.role.data, actor=here(), now=now()),
        done=lambda found: in_language(f"{path}/people"),
        again=lambda: _file(year, number, form),
    )


@blueprint.post(f"{PEOPLE}/end")
def unassign(year: int, number: int) -> ResponseReturnValue:
    """End somebody's role in a file."""
    file = cases.open_file(year, number, here(), now())
    form, case_id, path = ActForm(), file.case.id, file.path
    return submit(
        form,
        lambda: assignments.unassign(case_id, form.number, form.role.data or "", actor=here(), now=now()),
        done=lambda found: in_language(f"{path}/people"),
        again=lambda: _file(year, number, AssignForm(formdata=None), form.problem),
    )


@blueprint.get("/profile")
def profile() -> ResponseReturnValue:
    """Show one's own settings."""
    own = current_user
    return _profile(
        ProfileForm(
            formdata=None,
            name=own.name,
            language=own.language,
            zone=own.zone or "",
            theme=own.theme,
            shortcuts=own.shortcuts,
            expertise=own.expertise,
        )
    )


def _profile(form: ProfileForm) -> str:
    return render_template("people/profile.html", form=form)


@blueprint.post("/profile")
def save_profile() -> ResponseReturnValue:
    """Save one's own settings; the page comes back in the language chosen."""
    form = ProfileForm()
    return submit(
        form,
        lambda: operations.save_profile(
            here().id or 0, name=form.name.data or "", language=form.language.data, zone=form.zone.data or "",
            theme=form.theme.data, shortcuts=bool(form.shortcuts.data), expertise=form.expertise.data or "", actor=here(),
            now=now(),
        ),
        done=lambda account: in_language("/profile", account.language),
        again=lambda: _profile(form),
    )  # fmt: skip
