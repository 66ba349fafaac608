"""Pages of versions: the timeline, naming one, bringing one back, where each paragraph comes from."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from council_flow import access
from council_flow.access import Permission
from council_flow.discussion import queries as discussion
from council_flow.discussion.audience import reader_of
from council_flow.discussion.suggestions.view import source_name
from council_flow.language import LANGUAGES
from council_flow.publication import queries as publications
from council_flow.recommendations.file import File
from council_flow.recommendations.file_views import FILE, reopened
from council_flow.recommendations.queries import find, open_file
from council_flow.text import blame, naming_operations, operations, queries
from council_flow.text.compare import compare
from council_flow.text.comparing.page import entries
from council_flow.text.forms import NameForm, RestoreForm
from council_flow.text.page import paragraphs
from council_flow.web.forms import submit
from council_flow.web.prefix import in_language
from council_flow.web.prefix import language as reading_language
from council_flow.web.request import here, now

blueprint = Blueprint("versions", __name__)
ONE = f"{FILE}/v<int:version>"


@blueprint.get(f"{FILE}/versions")
def index(year: int, number: int) -> ResponseReturnValue:
    """List all versions; two of them can be chosen for comparison."""
    file = open_file(year, number, here(), now())
    publication = publications.of_case(file.case.id)
    rows = queries.listed(file.case.id)
    return render_template(
        "text/versions.html",
        file=file,
        versions=rows,
        sources=_sources(file, rows),
        adopted=publication.version if publication else None,
        languages_all=LANGUAGES,
    )


def _sources(file: File, rows: list[Any]) -> dict[int, list[tuple[int, Any]]]:
    """Return for each version the suggestions that it took in, as far as this person may read them."""
    if not any(row.sources for row in rows):
        return {}
    seen = discussion.numbers_seen(file.case.id, reader_of(file, here()))
    return {
        row.number: [
            (source["comment"], source_name(source["comment"], source["label"], source["adapted"]))
            for source in {one["comment"]: one for one in row.sources}.values()
            if source["comment"] in seen
        ]
        for row in rows
        if row.sources
    }


@blueprint.get(f"{ONE}/name")
def show_name(year: int, number: int, version: int) -> ResponseReturnValue:
    """Show the form for the name of a version."""
    form = NameForm(formdata=None)
    file = open_file(year, number, here(), now())
    form.name.data = queries.current(file.case.id, version).name
    return _naming(file, version, form)


def _naming(file: File, version: int, form: NameForm) -> str:
    access.require(here(), Permission.TEXT_NAME, file.place)
    return render_template("text/name.html", file=file, version=queries.current(file.case.id, version), form=form)


@blueprint.post(f"{ONE}/name")
def give_name(year: int, number: int, version: int) -> ResponseReturnValue:
    """Name a version."""
    form = NameForm()
    case = find(year, number)
    case_id, path = case.id, case.path
    return submit(
        form,
        lambda: naming_operations.name(case_id, version, form.name.data or "", actor=here(), now=now()),
        done=lambda named: in_language(f"{path}/versions#v{version}"),
        again=lambda: _naming(reopened(year, number), version, form),
    )


@blueprint.get(f"{ONE}/restore")
def show_restoring(year: int, number: int, version: int) -> ResponseReturnValue:
    """Show what would change if the text of a version came back."""
    return _restoring(open_file(year, number, here(), now()), version, RestoreForm(formdata=None))


def _restoring(file: File, number: int, form: RestoreForm) -> str:
    operations.require_editing(file.case, here())
    earlier, current = queries.current(file.case.id, number), queries.current(file.case.id, file.version)
    body = earlier.body
    found = compare(current.body, body, body.original)
    return render_template(
        "text/restore.html",
        file=file,
        version=earlier,
        form=form,
        changes=found.changes,
        entries=entries(found.shown, "changes", body, body.original),
        body=body,
        text_language=body.original,
    )


@blueprint.post(f"{ONE}/restore")
def restore(year: int, number: int, version: int) -> ResponseReturnValue:
    """Bring the text of a version back as the next one."""
    form = RestoreForm()
    case = find(year, number)
    case_id, path = case.id, case.path
    return submit(
        form,
        lambda: naming_operations.restore(
            case_id, version, form.reason.data or "", actor=here(), now=now(), expected=form.expected
        ),
        done=lambda saved: in_language(f"{path}/versions#v{saved.number}"),
        again=lambda: _restoring(reopened(year, number), version, form),
    )


@blueprint.get(f"{FILE}/blame")
def origins(year: int, number: int) -> ResponseReturnValue:
    """Show for each paragraph since which version it has its words, who saved that one, and by whose suggestion."""
    file = open_file(year, number, here(), now())
    version = queries.current(file.case.id, file.version)
    body = version.body
    since = {}
    if blame.unknown(body, version.origins):
        since = blame.walked(blame.oldest_first(queries.texts(file.case.id)))
    rows = queries.listed(file.case.id)
    language = reading_language() if reading_language() in body.languages() else body.original
    return render_template(
        "text/blame.html",
        file=file,
        paragraphs=paragraphs(body, language, {}),
        origins=blame.known(body, version.origins, since),
        versions={row.number: row for row in rows},
        sources={comment: said for named in _sources(file, rows).values() for comment, said in named},
        text_language=language,
    )
