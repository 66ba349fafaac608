"""``council-flow demo``."""

from __future__ import annotations

import click
from flask.cli import with_appcontext

from council_flow.database import db
from council_flow.demo import people
from council_flow.demo.playing import run
from council_flow.people.queries import nobody
from council_flow.upgrading import upgrade


@click.command("demo")
@with_appcontext
def demo() -> None:
    """Load the demo council into an empty database."""
    upgrade(db.engine)
    if not nobody():
        raise click.ClickException("The database has accounts already. The demo council is loaded into an empty one.")
    run()
    click.echo(f"The demo council is loaded. Password of all accounts: {people.PASSWORD}", err=True)


def commands() -> list[click.Command]:
    """Return the commands of the demo."""
    return [demo]
