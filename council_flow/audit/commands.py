"""``council-flow audit verify``."""

from __future__ import annotations

from pathlib import Path

import click
from flask import current_app

from council_flow.audit import queries
from council_flow.audit.chain import Held, parse_head
from council_flow.audit.operations import HEADS_FILE


@click.group()
def audit() -> None:
    """Look after the record."""


class HeadType(click.ParamType[Held]):
    """``N:HASH``, as printed in an adoption record."""

    name = "N:HASH"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Held:
        if isinstance(value, Held):
            return value
        try:
            return parse_head(str(value))
        except ValueError:
            return self.fail("A head is a number, a colon and at least 8 characters of its hash.", param, ctx)


@audit.command()
@click.option("--head", "held", type=HeadType(), multiple=True, help="A head held on paper, N:HASH. May be repeated.")
@click.option("--heads", type=click.Path(path_type=Path, dir_okay=False), help="File of daily heads to compare with.")
@click.pass_context
def verify(ctx: click.Context, held: tuple[Held, ...], heads: Path | None) -> None:
    """Read the whole record again; find what was altered, removed, inserted, reordered or cut off."""
    path = heads or current_app.extensions["settings"].instance / HEADS_FILE
    outcome = queries.verify(path, held)
    for problem in outcome.problems:
        click.echo(str(problem.sentence))
    if not outcome.whole:
        click.echo(f"The record is not whole: {len(outcome.problems)} found.")
        ctx.exit(1)
    compared = outcome.daily + len(held)
    click.echo(f"The record is whole. Head: {outcome.head or 'no entry yet'}. Heads compared: {compared}.")


def commands() -> list[click.Command]:
    """Return the commands of this room."""
    return [audit]
