"""The command ``align``: which provisions of the guidance bear on a file's paragraphs. Needs no database, no settings."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from council_flow.language import LANGUAGES

if TYPE_CHECKING:
    from council_flow.alignment.matching.ranking import Suggested

WIDE = 100
"""Characters of a paragraph that the list shows."""


@click.command("align")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--lang", type=click.Choice(LANGUAGES), help="Language of the paragraphs. Told for each if left out.")
@click.option(
    "--top", default=5, show_default=True, type=click.IntRange(1, 50), metavar="N", help="Provisions a paragraph."
)
@click.option(
    "--catalogue", default="cted", show_default=True, help="Catalogue of guidance that comes with the product."
)
@click.option("--json", "as_json", is_flag=True, help="Print the suggestions as a JSON list.")
def align(file: Path, lang: str | None, top: int, catalogue: str, as_json: bool) -> None:
    """Suggest for every paragraph of FILE the provisions that probably bear on it, best first, each with its reasons.

    FILE is Markdown or plain text (a paragraph is a block between blank lines, headings included) or DOCX (each non-empty
    paragraph). Paragraphs are counted from 0. Nothing is fetched, and nothing leaves this machine.
    """
    from council_flow.alignment.catalogue import load, names  # noqa: PLC0415 - the command line starts without them
    from council_flow.alignment.matching.ranking import suggest  # noqa: PLC0415 - as above
    from council_flow.text.comparing.adapters import paragraphs_of  # noqa: PLC0415 - as above

    if catalogue not in names():
        raise click.BadParameter(f"there is {', '.join(names())}", param_hint="--catalogue")
    texts = paragraphs_of(file)
    found = suggest(texts, load(catalogue), language=lang, top=top)
    if as_json:
        rows = [{"paragraph": at, "provisions": [_data(one) for one in here]} for at, here in enumerate(found)]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for at, (text, here) in enumerate(zip(texts, found, strict=True)):
        click.echo(f"{at}  {text if len(text) <= WIDE else text[: WIDE - 1] + '…'}")
        for one in here:
            click.echo(f"    {one.score:.2f}  {one.provision.label}: {one.provision.title}  [{one.provision.id}]")
            for reason in one.because:
                click.echo(f"          {reason}")
        if not here:
            click.echo("    no provision bears on it")


def _data(one: Suggested) -> dict[str, Any]:
    return {"id": one.provision.id, "score": one.score, "because": [str(reason) for reason in one.because]}


def commands() -> list[click.Command]:
    """Return what the command line adds."""
    return [align]
