"""The command ``council-flow``. What needs neither database nor settings runs without the application."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any

import click
from flask.cli import FlaskGroup

from council_flow.errors import CouncilError, Invalid
from council_flow.settings import SettingsError
from council_flow.workflow import WorkflowProblems
from council_flow.workflow.commands import commands as workflow_commands
from council_flow.workflow.commands import workflow_group

LATER = (
    ("explain", "council_flow.recommendations.commands"),
    ("activate", "council_flow.procedures.commands"),
    ("migrate", "council_flow.procedures.commands"),
)
"""Commands of ``workflow`` that rooms bring, each with the file that has it. They need the database."""


def _application() -> object:
    from council_flow.app import create_app  # noqa: PLC0415 - `workflow check` starts without the rooms

    return create_app()


@click.group(cls=FlaskGroup, create_app=_application, add_default_commands=True, load_dotenv=False)
def group() -> None:
    """Run, check and look into a council's installation."""


class Later(click.Command):
    """A command of a room, read when it is run or listed: `workflow check` starts without the rooms."""

    def __init__(self, name: str, file: str) -> None:
        super().__init__(name)
        self.file = file

    @property
    def real(self) -> click.Command:
        """The command itself."""
        found: list[click.Command] = import_module(self.file).commands()
        return next(command for command in found if command.name == self.name)

    def make_context(self, *args: Any, **more: Any) -> click.Context:
        """Let the command itself read what was typed."""
        return self.real.make_context(*args, **more)

    def get_short_help_str(self, *args: Any, **more: Any) -> str:
        """Return what the command says of itself in a list."""
        return self.real.get_short_help_str(*args, **more)


for command in workflow_commands():
    group.add_command(command)
group.add_command(Later("compare", "council_flow.text.comparing.commands"))
group.add_command(Later("anchors", "council_flow.text.anchors.commands"))
group.add_command(Later("align", "council_flow.alignment.commands"))
group.add_command(Later("tally", "council_flow.adoption.commands"))
for name, file in LATER:
    workflow_group.add_command(Later(name, file))


def main() -> None:
    """Run the command line; refusals are sentences on standard error, never a traceback."""
    try:
        group(standalone_mode=True)
    except Invalid as error:
        click.echo("\n".join(map(str, error.fields.values())) or str(error), err=True)
        sys.exit(2)
    except (CouncilError, SettingsError, WorkflowProblems) as error:
        click.echo(str(error), err=True)
        sys.exit(2)


if __name__ == "__main__":
    main()
