"""``council-flow invite``: how the first member of a council gets in."""

from __future__ import annotations

import click
from flask import current_app

from council_flow import clock
from council_flow.access import CONSOLE
from council_flow.database import db, transaction
from council_flow.language import LANGUAGES
from council_flow.people import operations
from council_flow.upgrading import upgrade
from council_flow.web.prefix import in_language


@click.command()
@click.argument("email")
@click.option("--role", required=True, help="A role of workflows/council.yaml, such as secretariat.")
@click.option("--state", default="", help="Code of a State of workflows/council.yaml, such as KZ.")
@click.option("--language", type=click.Choice(LANGUAGES), default=LANGUAGES[0], help="Language of the letter.")
def invite(email: str, role: str, state: str, language: str) -> None:
    """Invite somebody by a letter, and print the link, which works once and for seven days."""
    upgrade(db.engine)
    with transaction():
        _, token = operations.invite(email, role, state, language=language, actor=CONSOLE, now=clock.now())
    base = current_app.extensions["settings"].public_url.rstrip("/")
    click.echo(base + in_language(f"/invitation/{token}", language))


def commands() -> list[click.Command]:
    """Return the commands of this room."""
    return [invite]
