"""The command ``compare``: two files laid together. Needs neither database nor settings."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from council_flow.errors import Invalid
from council_flow.language import LANGUAGES, say

if TYPE_CHECKING:
    from council_flow.text.redline.model import Redline

AUTHOR = "council-flow compare"
ENDINGS = (".html", ".pdf", ".docx", ".json")


def commands() -> list[click.Command]:
    """Return what the command line adds."""
    return [compare]


@click.command()
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option(
    "-o", "--output", "target", required=True, metavar="FILE", type=click.Path(path_type=Path),
    help="File that is written. Its ending decides what it is: .html, .pdf, .docx (tracked changes) or .json.",
)  # fmt: skip
@click.option("--lang", type=click.Choice(LANGUAGES), help="Language of the texts. Told by their script if left out.")
@click.option("--only-changes", is_flag=True, help="Leave out paragraphs that did not change.")
def compare(old: Path, new: Path, target: Path, lang: str | None, only_changes: bool) -> None:
    """Compare two files, each DOCX, Markdown or plain text: what moved, was split or joined, and which words changed."""
    from council_flow.text.comparing import adapters as files  # noqa: PLC0415 - the command line starts without it
    from council_flow.text.comparing.files import language_of  # noqa: PLC0415 - as above
    from council_flow.text.redline.model import of_files  # noqa: PLC0415 - as above
    from council_flow.text.redline.words import counted  # noqa: PLC0415 - as above

    if target.suffix.lower() not in ENDINGS:
        raise Invalid(
            say(
                "%(name)s has an ending that is not known. Use one of %(endings)s.",
                name=target.name,
                endings=list(ENDINGS),
            )
        )
    if target.exists() and any(one.exists() and target.samefile(one) for one in (old, new)):
        raise Invalid(say("%(name)s is one of the files compared. Give the comparison another name.", name=target.name))
    before, after = files.read(old), files.read(new)
    language = lang or language_of(unit.text for unit in (after or before))
    redline = of_files(before, after, (old.name, new.name), language)
    data = _written(redline, target.suffix.lower(), only=only_changes)
    try:
        target.write_bytes(data)
    except OSError as error:
        raise Invalid(
            say("%(name)s cannot be written: %(why)s.", name=str(target), why=error.strerror or "")
        ) from error
    click.echo(f"{target}: {counted(redline)}")


def _written(redline: Redline, ending: str, *, only: bool) -> bytes:
    now = datetime.now(UTC)
    if ending == ".docx":
        from council_flow.text.redline.adapters import to_docx  # noqa: PLC0415 - slow to import

        return to_docx(redline, now, AUTHOR, only=only)
    if ending == ".json":
        from council_flow.text.redline.model import as_data  # noqa: PLC0415 - as above

        return (json.dumps(as_data(redline, only=only), ensure_ascii=False, indent=1) + "\n").encode()
    from council_flow.text.redline.writing import to_page, to_print  # noqa: PLC0415 - as above

    if ending == ".html":
        return to_page(redline, only=only).encode()
    from council_flow.publication.adapters import to_pdf  # noqa: PLC0415 - slow to import

    return to_pdf(to_print(redline, now, AUTHOR, only=only))
