"""Two versions compared: the page, and the same as a file."""

from __future__ import annotations

import json
from typing import NamedTuple

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from council_flow.recommendations.file import File
from council_flow.recommendations.file_views import FILE
from council_flow.recommendations.queries import open_file
from council_flow.text import queries
from council_flow.text.blocks import Body
from council_flow.text.compare import compare
from council_flow.text.comparing.page import entries, pairs
from council_flow.text.models import Version
from council_flow.text.redline.model import as_data, of_versions
from council_flow.web.guard import limiter
from council_flow.web.prefix import language as reading_language
from council_flow.web.request import here, now
from council_flow.web.sending import sent

blueprint = Blueprint("comparison", __name__)
VIEWS = ("redline", "beside", "changes")
PRINTED_WHOLE = 300
"""Blocks up to which a printed redline has all of them; a longer one has the changes alone, so that nobody waits long."""


class Chosen(NamedTuple):
    """What is compared."""

    file: File
    older: Version
    newer: Version
    old: Body
    new: Body
    language: str
    before: str
    """Language of the earlier version; another one where two languages are laid together."""
    written: list[str]
    """Languages in which either is written."""


def _chosen(year: int, number: int) -> Chosen:
    file = open_file(year, number, here(), now())
    file.opened()
    newer = queries.named(file.case.id, request.args.get("b") or f"v{file.version}")
    older = queries.named(file.case.id, request.args.get("a") or f"v{max(1, newer.number - 1)}")
    old, new = older.body, newer.body
    asked, written = request.args.get("lang") or reading_language(), new.languages()
    language = asked if asked in written else new.original
    before, written_before = request.args.get("lang_a", ""), old.languages()
    if before not in written_before:
        language = before = language if language in written_before else old.original
    return Chosen(file, older, newer, old, new, language, before, list(dict.fromkeys((*written, *written_before))))


@blueprint.get(f"{FILE}/compare")
def show(year: int, number: int) -> ResponseReturnValue:
    """Compare any two versions, words marked; in two languages, block by block."""
    chosen = _chosen(year, number)
    old, new = chosen.old, chosen.new
    asked = request.args.get("view", "")
    view = asked if asked in VIEWS else VIEWS[0]
    across = chosen.before != chosen.language
    found = compare(old, new, chosen.language)
    return render_template(
        "text/compare.html",
        file=chosen.file,
        older=chosen.older,
        newer=chosen.newer,
        changes=found.changes,
        entries=[] if across else entries(found.shown, view, new, chosen.language),
        pairs=pairs(old, new, (chosen.before, chosen.language)) if across else [],
        text_language=chosen.language,
        language_before=chosen.before,
        written=chosen.written,
        view=view,
        asked=f"a=v{chosen.older.number}&b=v{chosen.newer.number}&lang={chosen.language}",
        versions=queries.listed(chosen.file.case.id),
    )


@blueprint.get(f"{FILE}/compare.<any(docx,pdf,json):ending>")
@limiter.limit("20 per minute")
def download(year: int, number: int, ending: str) -> ResponseReturnValue:
    """Send the comparison as Word with tracked changes, as a printed redline or as data."""
    chosen = _chosen(year, number)
    file, language = chosen.file, chosen.language
    names = (f"v{chosen.older.number}", f"v{chosen.newer.number}")
    found = compare(chosen.old, chosen.new, language)
    title = chosen.new.title(language) or chosen.new.title(chosen.new.original)
    redline = of_versions(found, names, language, title=title, symbol=file.issued_symbol)
    if ending == "json":
        data = json.dumps(as_data(redline), ensure_ascii=False, indent=1).encode()
    elif ending == "docx":
        from council_flow.text.redline.adapters import to_docx  # noqa: PLC0415 - slow to import

        data = to_docx(redline, chosen.newer.at, file.symbol)
    else:
        from council_flow.publication.adapters import to_pdf  # noqa: PLC0415 - slow to import
        from council_flow.text.redline.writing import to_print  # noqa: PLC0415 - as above

        data = to_pdf(to_print(redline, chosen.newer.at, file.symbol, only=len(redline.lines) > PRINTED_WHOLE))
    return sent(data, f"{file.stem}-{names[0]}-{names[1]}-{language}.{ending}")
