"""The command ``tally``: work the result of an adoption out again from its exported record. Needs no database."""

from __future__ import annotations

import json
from pathlib import Path

import click

from council_flow.adoption.tally import recount
from council_flow.errors import Invalid
from council_flow.language import say


@click.command("tally")
@click.argument("record", type=click.Path(path_type=Path))
def tally_record(record: Path) -> None:
    """Work the result of an adoption out again from RECORD, the JSON file that the page of the adoption gives.

    Exits 1 where the result is not the one that the record states, 2 where the record cannot be read.
    """
    try:
        data = json.loads(record.read_text(encoding="utf-8"))
        found = recount(data)
    except OSError as error:
        raise Invalid(
            say("%(name)s cannot be read: %(why)s.", name=str(record), why=error.strerror or str(error))
        ) from None
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Invalid(say("%(name)s is no record of an adoption: %(why)s.", name=str(record), why=str(error))) from None
    for reason in found.reasons:
        click.echo(str(reason))
    click.echo(f"result: {found.outcome}")
    stated = data.get("outcome")
    if stated in {None, "left"}:
        click.echo("the record states no result")
    elif stated == found.outcome:
        click.echo("the record states the same")
    else:
        click.echo(f"the record states another: {stated}", err=True)
        raise SystemExit(1)


def commands() -> list[click.Command]:
    """Return what the command line adds."""
    return [tally_record]
