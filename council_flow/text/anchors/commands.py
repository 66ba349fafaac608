"""The command ``anchors``: follow passages from one file into a newer one. Needs no database and no settings."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import click

from council_flow.errors import Invalid
from council_flow.language import say
from council_flow.text.anchors.files import Found, carried, paragraphs, quotes

WIDE = 60
"""Characters of a passage that the table shows."""


@click.command("anchors")
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option(
    "--quotes", "asked", required=True, type=click.Path(path_type=Path),
    help='Passages of OLD as JSON: [{"id", "paragraph", "start", "exact"}].',
)  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print the places as a JSON list.")
def anchors(old: Path, new: Path, asked: Path, as_json: bool) -> None:
    """Find passages of the file OLD again in the file NEW.

    Paragraphs are the blocks between blank lines, counted from 0; places are counted in code points. The status is exact,
    shifted, moved, edited or removed. Exits 2 where a file or a passage is not as it should be.
    """
    found = carried(paragraphs(_read(old)), paragraphs(_read(new)), quotes(_read(asked)))
    if as_json:
        click.echo(json.dumps([one.as_data() for one in found], ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(_table(found)))


def commands() -> list[click.Command]:
    """Return what the command line adds."""
    return [anchors]


def _read(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        raise Invalid(say("%(name)s is not UTF-8 text.", name=str(path))) from None
    except OSError as error:
        raise Invalid(
            say("%(name)s cannot be read: %(why)s.", name=str(path), why=error.strerror or str(error))
        ) from None


def _table(found: Sequence[Found]) -> list[str]:
    rows = [["id", "status", "paragraph", "start", "text"]]
    rows += [[_shown(value) for value in one.as_data().values()] for one in found]
    widths = [max(len(row[n]) for row in rows) for n in range(4)]
    return ["  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[4]]) for row in rows]


def _shown(value: object) -> str:
    said = " ".join(str("-" if value is None else value).split())
    return said if len(said) <= WIDE else said[: WIDE - 1] + "…"
