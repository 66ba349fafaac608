"""The command ``workflow``: check, show and draw definitions. Needs no database and no settings."""

from __future__ import annotations

import json
import sys
from datetime import datetime
from pathlib import Path
from typing import NoReturn

import click

from council_flow.language import LANGUAGES, say_n
from council_flow.workflow.checking import check as check_one
from council_flow.workflow.council import Council, check_council
from council_flow.workflow.definition import Stage, Transition, Workflow
from council_flow.workflow.drawing import draw_dot, draw_mermaid, draw_svg
from council_flow.workflow.folder import check_files, files
from council_flow.workflow.played import spelled
from council_flow.workflow.problems import Problem
from council_flow.workflow.rehearsal import FROM
from council_flow.workflow.rehearsal_report import rehearse as rehearse_one
from council_flow.workflow.schema import schema as schema_of
from council_flow.workflow.vocabulary import Vocabulary

UNREADABLE = 2
WRONG = 1
YEARS = range(1970, 3000)
"""Years in which a rehearsal can begin."""


@click.group("workflow")
def workflow_group() -> None:
    """Check, show and draw workflow files."""


def commands() -> list[click.Command]:
    """Return what the command line adds."""
    return [workflow_group]


def _vocabulary() -> Vocabulary:
    from council_flow.vocabulary import vocabulary  # noqa: PLC0415 - the engine imports no room; this door asks for all

    return vocabulary()


@workflow_group.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the problems as a JSON list.")
def check(paths: tuple[Path, ...], as_json: bool) -> None:
    """Find every mistake in files and folders. Exits 0 without problems, 1 with some, 2 where a file is unreadable."""
    try:
        _, _, problems = check_files(paths, _vocabulary())
        checked = len(files(paths))
    except OSError as error:
        _unreadable(error)
    if as_json:
        click.echo(json.dumps([problem.as_data() for problem in problems], ensure_ascii=False, indent=2))
    else:
        for problem in problems:
            click.echo(str(problem))
    if problems:
        sys.exit(WRONG)
    click.echo(str(say_n("1 file, no problem.", "%(n)s files, no problem.", checked)), err=True)


@workflow_group.command()
def schema() -> None:
    """Print the JSON Schema of workflow files, with which an editor completes and checks them."""
    click.echo(json.dumps(schema_of(_vocabulary()), ensure_ascii=False, indent=2))


@workflow_group.command()
@click.argument("file", type=click.Path(path_type=Path))
def show(file: Path) -> None:
    """Print a workflow as text: its stages, and what leads out of each."""
    workflow = _sound(file)
    click.echo(f"{workflow.title} ({workflow.name}, {workflow.revision})")
    for stage in workflow.stages.values():
        click.echo(f"\n{stage.name}: {stage.title}{_marks(workflow, stage)}")
        for use in stage.holds:
            click.echo(f"  = {spelled(use)}")
        for transition in workflow.leaving(stage.name):
            click.echo(f"  {_transition(transition)}")
    for promise in workflow.promises:
        click.echo(f"{'' if promise is not workflow.promises[0] else chr(10)}✓ {promise.text}")


def _marks(workflow: Workflow, stage: Stage) -> str:
    return (" [initial]" if stage.name == workflow.initial else "") + (" [final]" if stage.final else "")


def _transition(transition: Transition) -> str:
    who = f"after {transition.after}" if transition.after else ", ".join(sorted(transition.by))
    several = f" ×{transition.approvals}" if transition.approvals > 1 else ""
    needs = f"  needs {', '.join(map(spelled, transition.needs))}" if transition.needs else ""
    does = f"  does {', '.join(map(spelled, transition.does))}" if transition.does else ""
    reason = "  with a reason" if transition.reason_required else ""
    return f"→ {transition.to or 'same'}  {transition.name}  by {who}{several}{needs}{does}{reason}"


@workflow_group.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(["svg", "mermaid", "dot"]), default="svg", show_default=True)
@click.option("--language", type=click.Choice(LANGUAGES), default=LANGUAGES[0], show_default=True)
def draw(file: Path, form: str, language: str) -> None:
    """Draw a workflow as SVG, Mermaid or DOT."""
    workflow = _sound(file)
    if form == "svg":
        click.echo(draw_svg(workflow, language, None, None))
    else:
        click.echo((draw_mermaid if form == "mermaid" else draw_dot)(workflow, language), nl=False)


@workflow_group.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--cases", type=click.IntRange(1, 100_000), default=200, show_default=True, help="How many are played.")
@click.option("--seed", type=int, default=1, show_default=True, help="The same number plays the same cases.")
@click.option("--from", "start", metavar="INSTANT", default=FROM.isoformat(), show_default=True,
              help="When they are opened; without an offset in the council's zone.")  # fmt: skip
@click.option("--council", "council_file", type=click.Path(path_type=Path), default=Path("workflows/council.yaml"),
              show_default=True, help="The council that plays them.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
def rehearse(file: Path, cases: int, seed: int, start: str, council_file: Path, as_json: bool) -> None:
    """Play cases through a workflow with a set clock, and tell what never happens and how long things take."""
    workflow, council = _sound(file), _council(council_file)
    report = rehearse_one(workflow, _vocabulary(), council, seed=seed, cases=cases, start=_instant(start, council))
    if as_json:
        click.echo(json.dumps(report.as_data(), ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(report.lines()))


def _instant(text: str, council: Council) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or found.year not in YEARS:
        raise click.BadParameter("an instant such as 2026-01-05T09:00", param_hint="--from")
    return found if found.tzinfo else found.replace(tzinfo=council.zone)


def _council(file: Path) -> Council:
    """Return the council of a file, or print its problems and leave."""
    try:
        council, problems = check_council(file)
    except OSError as error:
        _unreadable(error)
    if council is None:
        _wrong(problems)
    return council


def _sound(file: Path) -> Workflow:
    """Return the workflow of a file, or print its problems and leave."""
    try:
        workflow, problems = check_one(file, _vocabulary())
    except OSError as error:
        _unreadable(error)
    if workflow is None:
        _wrong(problems)
    return workflow


def _wrong(problems: list[Problem]) -> NoReturn:
    for problem in problems:
        click.echo(str(problem), err=True)
    sys.exit(WRONG)


def _unreadable(error: OSError) -> NoReturn:
    click.echo(f"{error.filename}: {error.strerror}", err=True)
    sys.exit(UNREADABLE)
