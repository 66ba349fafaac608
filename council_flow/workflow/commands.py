"""The command ``workflow``: check, show and draw definitions. Needs no database and no settings."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import NoReturn

import click

from council_flow.language import LANGUAGES, say_n
from council_flow.workflow.checking import check as check_one
from council_flow.workflow.definition import Stage, Transition, Use, Workflow
from council_flow.workflow.drawing import draw_dot, draw_mermaid, draw_svg
from council_flow.workflow.folder import check_files, files
from council_flow.workflow.vocabulary import Vocabulary

UNREADABLE = 2
WRONG = 1


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
@click.argument("file", type=click.Path(path_type=Path))
def show(file: Path) -> None:
    """Print a workflow as text: its stages, and what leads out of each."""
    workflow = _sound(file)
    click.echo(f"{workflow.title} ({workflow.name}, {workflow.revision})")
    for stage in workflow.stages.values():
        click.echo(f"\n{stage.name}: {stage.title}{_marks(workflow, stage)}")
        for use in stage.holds:
            click.echo(f"  = {_use(use)}")
        for transition in workflow.leaving(stage.name):
            click.echo(f"  {_transition(transition)}")
    for promise in workflow.promises:
        click.echo(f"{'' if promise is not workflow.promises[0] else chr(10)}✓ {promise.text}")


def _marks(workflow: Workflow, stage: Stage) -> str:
    return (" [initial]" if stage.name == workflow.initial else "") + (" [final]" if stage.final else "")


def _transition(transition: Transition) -> str:
    who = f"after {transition.after}" if transition.after else ", ".join(sorted(transition.by))
    several = f" ×{transition.approvals}" if transition.approvals > 1 else ""
    needs = f"  needs {', '.join(map(_use, transition.needs))}" if transition.needs else ""
    does = f"  does {', '.join(map(_use, transition.does))}" if transition.does else ""
    reason = "  with a reason" if transition.reason_required else ""
    return f"→ {transition.to or 'same'}  {transition.name}  by {who}{several}{needs}{does}{reason}"


def _use(use: Use) -> str:
    def written(value: object) -> str:
        return "[" + ", ".join(map(str, value)) + "]" if isinstance(value, (list, tuple)) else str(value)

    params = ", ".join(f"{name}: {written(value)}" for name, value in use.params.items())
    return f"{use.name} {{{params}}}" if params else use.name


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


def _sound(file: Path) -> Workflow:
    """Return the workflow of a file, or print its problems and leave."""
    try:
        workflow, problems = check_one(file, _vocabulary())
    except OSError as error:
        _unreadable(error)
    if workflow is None:
        for problem in problems:
            click.echo(str(problem), err=True)
        sys.exit(WRONG)
    return workflow


def _unreadable(error: OSError) -> NoReturn:
    click.echo(f"{error.filename}: {error.strerror}", err=True)
    sys.exit(UNREADABLE)
