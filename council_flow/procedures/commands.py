"""``council-flow workflow activate`` and ``migrate``: bringing a file into force and running files to it, at the console."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from flask.cli import with_appcontext

from council_flow import clock
from council_flow.access import CONSOLE
from council_flow.database import db, transaction
from council_flow.procedures import operations
from council_flow.recommendations import migrating_operations, migrating_queries
from council_flow.recommendations.migrating import Plan
from council_flow.upgrading import upgrade
from council_flow.workflow import Findings, fetch

WRONG, UNREADABLE = 1, 2


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@with_appcontext
def activate(file: Path) -> None:
    """Bring a workflow file into force for new files. One with a problem is refused."""
    upgrade(db.engine)
    findings = Findings(str(file))
    try:
        text = fetch(file, findings)
    except OSError as error:
        click.echo(f"{error.filename}: {error.strerror}", err=True)
        sys.exit(UNREADABLE)
    problems = findings.sorted() if text is None else operations.examined(text)[1]
    if text is None or problems:
        for problem in problems:
            click.echo(f"{file}:{problem.line}: {problem.code} {problem.message}", err=True)
        sys.exit(WRONG)
    with transaction():
        workflow = operations.activate(text, actor=CONSOLE, now=clock.now())
    click.echo(f"{workflow.name}, revision {workflow.revision}, is in force for new files.", err=True)


@click.command()
@click.argument("name")
@click.option("--map", "mapping", multiple=True, metavar="OLD=NEW", help="Where files at a stage go that is no more.")
@click.option("--apply", "for_real", is_flag=True, help="Do it. Without this nothing changes.")
@with_appcontext
def migrate(name: str, mapping: tuple[str, ...], for_real: bool) -> None:
    """Show what becomes of running files under the revision in force, or bring them to it."""
    upgrade(db.engine)
    stages = dict(_pair(one) for one in mapping)
    plan = migrating_queries.planned(name, stages)
    _show(plan)
    if plan.refusals:
        for refusal in plan.refusals:
            click.echo(str(refusal), err=True)
        sys.exit(WRONG)
    if not for_real:
        click.echo("Nothing has changed. With --apply it will.", err=True)
        return
    with transaction():
        plan = migrating_operations.migrate(name, stages, actor=CONSOLE, now=clock.now())
    click.echo(f"{len(plan.moving)} of {len(plan.rows)} files are on revision {plan.target.revision} now.", err=True)


def _pair(text: str) -> tuple[str, str]:
    old, sign, new = text.partition("=")
    if not (old and sign and new):
        raise click.BadParameter(f"“{text}” is not OLD=NEW.", param_hint="--map")
    return old.strip(), new.strip()


def _show(plan: Plan) -> None:
    head = ("file", "revision", "stage", "stage then", "what happens")
    rows = [
        (
            row.file.symbol,
            str(row.file.workflow.revision) if row.file.workflow else "?",
            row.file.stage,
            row.to or "",
            str(row.why),
        )
        for row in plan.rows
    ]
    widths = [max(len(row[column]) for row in [head, *rows]) for column in range(len(head))]
    for row in [head, *rows]:
        click.echo("  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip())


def commands() -> list[click.Command]:
    """Return the commands of this room that stand under ``workflow``."""
    return [activate, migrate]
