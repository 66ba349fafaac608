"""The command ``council-flow``. What needs neither database nor settings runs without the application."""

from __future__ import annotations

import sys

import click
from flask.cli import FlaskGroup

from council_flow.errors import CouncilError, Invalid
from council_flow.settings import SettingsError
from council_flow.workflow import WorkflowProblems
from council_flow.workflow.commands import commands as workflow_commands


def _application() -> object:
    from council_flow.app import create_app  # noqa: PLC0415 - `workflow check` starts without the rooms

    return create_app()


@click.group(cls=FlaskGroup, create_app=_application, add_default_commands=True, load_dotenv=False)
def group() -> None:
    """Run, check and look into a council's installation."""


for command in workflow_commands():
    group.add_command(command)


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
