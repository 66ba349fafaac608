"""Pages of procedures: those in force, how one works, bringing in a file, moving running files to a new revision."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from council_flow import access
from council_flow.access import Permission
from council_flow.errors import Invalid, Missing
from council_flow.procedures import operations, queries
from council_flow.procedures.comparing import changes
from council_flow.procedures.forms import MigrateForm, SourceForm
from council_flow.recommendations import lists_queries, migrating_operations, migrating_queries
from council_flow.recommendations import queries as cases
from council_flow.web.forms import submit
from council_flow.web.language import translate
from council_flow.web.prefix import in_language, language
from council_flow.web.request import actor, here, now
from council_flow.web.sending import sent
from council_flow.workflow import Workflow, draw_svg, spoken

blueprint = Blueprint("procedures", __name__)
PUBLIC = frozenset({"procedures.index", "procedures.show", "procedures.source"})


@blueprint.get("/workflows")
def index() -> ResponseReturnValue:
    """List the procedures in force."""
    named = queries.in_force().named
    return render_template(
        "procedures/index.html", procedures=list(named.values()), counts=lists_queries.by_procedure()
    )


@blueprint.get("/workflows/<name>")
def show(name: str) -> ResponseReturnValue:
    """Show how a procedure works: its drawing with live counts, the table that says the same, its revisions.

    With ``file=2026/L.7`` the definition that this file runs on is shown, with the stage where the file is.
    """
    definition = queries.named(name)
    file = _file(request.args.get("file", ""))
    if file is not None:
        definition = file.workflow
        if definition.name != name:
            raise Missing
    return render_template(
        "procedures/show.html",
        workflow=definition,
        file=file,
        revisions=queries.revisions(name),
        running=migrating_queries.counted_by_definition(name),
        in_force=queries.named(name),
        behind=bool(migrating_queries.running(name)) if current_user.is_authenticated else False,
        **_drawn(definition, lists_queries.counted(definition), file.stage if file else None),
    )


def _file(asked: str) -> Any:
    """Return the file that is asked for by its symbol, if this person may see it."""
    if not asked:
        return None
    year, _, number = asked.partition("/L.")
    person = actor()
    if person is None or not (year.isdecimal() and number.isdecimal() and len(asked) < 20):
        raise Missing
    return cases.open_file(int(year), int(number), person, now())


def _drawn(workflow: Workflow, counts: dict[str, int] | None, current: str | None = None) -> dict[str, Any]:
    """Return what the drawing, the table and the promises of a definition are made of."""
    signed_in = current_user.is_authenticated and counts is not None
    return {
        "counts": counts,
        "drawing": draw_svg(
            workflow, language(), counts, current, speak=translate, anchor=lambda transition: f"#t-{transition}",
            link=(lambda stage: in_language(f"/drafts?procedure={workflow.name}&stage={stage}")) if signed_in else None,
        ),
        "condition_title": queries.vocabulary().condition_title,
        "spoken": spoken,
    }  # fmt: skip


@blueprint.get("/workflows/<name>/source")
def source(name: str) -> ResponseReturnValue:
    """Give the file of the definition in force, as it is."""
    found = queries.named(name)
    return sent(found.source, f"{found.name}.yaml")


@blueprint.get("/procedures/new")
def new() -> ResponseReturnValue:
    """Show the form for bringing in a file."""
    access.require(here(), Permission.WORKFLOW_ACTIVATE)
    return render_template("procedures/new.html", form=SourceForm(formdata=None))


@blueprint.post("/procedures/new")
def bring() -> ResponseReturnValue:
    """Check what was sent, and bring it into force where that is asked for."""
    access.require(here(), Permission.WORKFLOW_ACTIVATE)
    form = SourceForm()
    try:
        text = form.text()
    except Invalid as error:
        form.validate()
        form.take(error)
        return render_template("procedures/new.html", form=form), 422
    form.source.data = text
    if request.form.get("do") != "activate":
        form.validate()
        return _examined(form, text)
    return submit(
        form,
        lambda: operations.activate(text, actor=here(), now=now()),
        done=lambda workflow: in_language(f"/workflows/{workflow.name}"),
        again=lambda: _examined(form, text),
    )


def _examined(form: SourceForm, text: str) -> str:
    workflow, problems = operations.examined(text)
    lines = text.split("\n")
    present = queries.in_force().named.get(workflow.name) if workflow else None
    drawn = _drawn(workflow, None) if workflow else {}
    return render_template(
        "procedures/new.html",
        form=form,
        workflow=workflow,
        problems=[
            (problem, lines[problem.line - 1][:200] if problem.line <= len(lines) else "") for problem in problems
        ],
        present=present,
        changes=changes(present, workflow) if present and workflow else [],
        running=migrating_queries.counted_by_definition(workflow.name) if workflow else {},
        **drawn,
    )


@blueprint.get("/workflows/<name>/migrate")
def migrating(name: str) -> ResponseReturnValue:
    """Show what would become of each running file. Nothing changes."""
    access.require(here(), Permission.WORKFLOW_ACTIVATE)
    return _plan(name, MigrateForm(formdata=None))


def _plan(name: str, form: MigrateForm) -> str:
    plan = migrating_queries.planned(name, form.mapping())
    return render_template(
        "procedures/migrate.html", form=form, plan=plan, workflow=plan.target, mapping=form.mapping()
    )


@blueprint.post("/workflows/<name>/migrate")
def migrate(name: str) -> ResponseReturnValue:
    """Show the plan again with other stages, or carry it out."""
    access.require(here(), Permission.WORKFLOW_ACTIVATE)
    form = MigrateForm()
    if request.form.get("do") != "migrate":
        form.validate()
        return _plan(name, form)
    return submit(
        form,
        lambda: migrating_operations.migrate(
            name, form.mapping(), actor=here(), now=now(), target=form.target.data or None
        ),
        done=lambda plan: in_language(f"/workflows/{name}"),
        again=lambda: _plan(name, form),
    )
