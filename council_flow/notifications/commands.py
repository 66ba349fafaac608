"""``council-flow worker`` and ``council-flow outbox run``."""

from __future__ import annotations

import click

from council_flow.notifications import jobs, queries


@click.command()
def worker() -> None:
    """Send mail, make PDF files, close deadlines, until stopped. Finishes the work in hand."""
    queue = jobs.queue()
    click.echo("The worker is ready.", err=True)
    queue.consume()


@click.group()
def outbox() -> None:
    """Look after the work that leaves the process."""


@outbox.command()
def run() -> None:
    """Do the work that waits, once, without a worker."""
    done = 0
    while more := jobs.run_outbox():
        done += more
    waiting = queries.waiting()
    click.echo(f"Done: {done}. Waiting for a later attempt: {waiting.pending}. Given up: {waiting.given_up}.")


def commands() -> list[click.Command]:
    """Return the commands of this room."""
    return [worker, outbox]
