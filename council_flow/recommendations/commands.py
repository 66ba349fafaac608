"""``council-flow workflow explain``: what a person can do with a file now, and for everything else why not."""

from __future__ import annotations

import json
import sys
from typing import NoReturn

import click
from flask import current_app, g
from flask.cli import with_appcontext

from council_flow import clock
from council_flow.access import Actor
from council_flow.errors import Missing
from council_flow.language import LANGUAGES, Sentence, say
from council_flow.people import queries as people
from council_flow.recommendations import queries
from council_flow.recommendations.file import revision_symbol
from council_flow.recommendations.models import Case
from council_flow.recommendations.symbols import typed
from council_flow.recommendations.telling import told
from council_flow.web.language import reading_in, translate
from council_flow.web.prefix import in_language
from council_flow.workflow import Choice

UNKNOWN = 2


@click.command()
@click.argument("symbol")
@click.option("--as", "email", metavar="USER", required=True, help="Address of the account, such as chair@council.org.")
@click.option("--language", type=click.Choice(LANGUAGES), default=LANGUAGES[0], show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print a JSON list, the same as moves.json of the file.")
@with_appcontext
def explain(symbol: str, email: str, language: str, as_json: bool) -> None:
    """Say what USER can do with the file SYMBOL now, and for everything else why not.

    SYMBOL is one such as REC/2026/L.7. Exits 2 where there is no such account or file, or USER may not see it.
    """
    with reading_in(language):
        actor = g.actor = _person(email)  # instants are told in the person's own zone too
        case, choices = _explained(symbol, actor)
        if as_json:
            data = [choice.as_data(translate) for choice in choices]
            click.echo(json.dumps(data, ensure_ascii=False, indent=2))
        else:
            click.echo(_text(case, choices, actor, language))


def _person(email: str) -> Actor:
    account = people.by_email(email)
    if account is None or not account.active:
        _leave(say("There is no account with the address %(email)s.", email=email))
    return people.actor_for(account, clock.now())


def _explained(symbol: str, actor: Actor) -> tuple[Case, list[Choice]]:
    """Return the file and its moves. What the person may not see is answered like what does not exist."""
    council = current_app.extensions["council"].symbol
    asked = typed(symbol, council)
    try:
        if asked is None:
            raise Missing
        case = queries.find(asked.year, asked.number)
        there = queries.visible(case, actor)
        if asked.issued > (case.issued or 0):
            raise Missing
    except Missing:
        example = f"{council}/{clock.now().year}/L.7"
        _leave(
            say(
                "There is no file with the symbol %(symbol)s. Symbols look like %(example)s.",
                symbol=symbol,
                example=example,
            )
        )
    return case, queries.choices(case, actor, there, clock.now())


def _leave(sentence: Sentence) -> NoReturn:
    click.echo(translate(sentence), err=True)
    sys.exit(UNKNOWN)


def _text(case: Case, choices: list[Choice], actor: Actor, language: str) -> str:
    base = current_app.extensions["settings"].public_url.rstrip("/")
    stage = queries.workflow_of(case).stages[case.stage]
    symbol = revision_symbol(queries.working_symbol(case), case.issued)
    heading = [f"{symbol}  {translate(case.title)}", f"{translate(stage.title)} · {translate(actor.label)}"]
    moves = told(choices, actor.label, speak=translate, address=lambda path: base + in_language(path, language))
    return "\n".join(heading) + "\n\n" + (moves or translate(say("No move leads on from this stage.")))


def commands() -> list[click.Command]:
    """Return what this room adds to ``council-flow workflow``."""
    return [explain]
