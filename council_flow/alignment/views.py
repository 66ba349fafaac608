"""Pages of the alignment check: the matrices with gaps, one paragraph with its findings, the catalogue."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from council_flow import access
from council_flow.access import Permission
from council_flow.alignment import editions_queries as editions
from council_flow.alignment import operations, queries
from council_flow.alignment.coverage import Checked, coverage, open_numbers
from council_flow.alignment.forms import FindingActForm, FindingForm, ReadingForm
from council_flow.alignment.themes import theme_name
from council_flow.errors import Missing
from council_flow.recommendations import documents_queries as documents
from council_flow.recommendations.file import File
from council_flow.recommendations.file_views import FILE
from council_flow.recommendations.queries import open_file
from council_flow.text.redlined import redlined
from council_flow.text.words import pieces
from council_flow.web.forms import Form, offered, submit
from council_flow.web.language import translate
from council_flow.web.prefix import in_language
from council_flow.web.request import here, now

blueprint = Blueprint("alignment", __name__)
PAGE = f"{FILE}/alignment"
PUBLIC = frozenset({"alignment.guidance"})
NONE = "none"
"""In an address, stands for "no provision bears on it"."""


@blueprint.app_template_filter("theme_name")
def _theme(theme: str) -> str:
    return translate(theme_name(theme))


@blueprint.get(PAGE)
def show(year: int, number: int) -> ResponseReturnValue:
    """Show the operative paragraphs with their findings, and what of the guidance nothing touches."""
    file = open_file(year, number, here(), now())
    catalogue = queries.catalogue_of(file.workflow)
    checked = queries.paragraphs(file.case, file.workflow, catalogue)
    covered = coverage(checked, catalogue)
    used = {one.id for paragraph in checked for one in paragraph.provisions}
    return render_template(
        "alignment/index.html",
        file=file,
        checked=checked,
        open_numbers=open_numbers(checked),
        coverage=covered,
        catalogue=catalogue,
        by_theme={
            theme: {one.id for one in catalogue.provisions.values() if theme in one.themes} for theme in covered.touched
        },
        by_instrument={
            instrument.id: {one.id for one in catalogue.provisions.values() if one.instrument.id == instrument.id}
            for instrument in covered.instruments
        },
        earlier=queries.earlier(used, file.case.id),
        may_find=access.may(here(), Permission.ALIGNMENT_FIND, file.place),
        may_read=access.may(here(), Permission.ALIGNMENT_READ, file.place),
        second=bool(queries.settings_of(file.workflow).get("second")),
    )


@blueprint.get(f"{PAGE}/<key>")
def paragraph(year: int, number: int, key: str) -> ResponseReturnValue:
    """Show one paragraph with its findings, the provisions suggested, and the form for a finding on the one chosen."""
    chosen = [name for name in request.args.getlist("provision") if name]
    return _paragraph(year, number, key, FindingForm(formdata=None), chosen=chosen)


def _paragraph(
    year: int, number: int, key: str, form: FindingForm, *, chosen: list[str], reading: Form | None = None
) -> str:
    file = open_file(year, number, here(), now())
    catalogue = queries.catalogue_of(file.workflow)
    checked = queries.paragraphs(file.case, file.workflow, catalogue)
    at = next((index for index, one in enumerate(checked) if one.key == key), None)
    if at is None:
        raise Missing
    one, actor = checked[at], here()
    picked = [catalogue.provisions[name] for name in chosen if name in catalogue.provisions]
    papers = [paper for paper in documents.listed(file.case.id) if not paper.withdrawn_at]
    form.document.choices = offered([(0, "–"), *((paper.number, paper.title) for paper in papers)])
    _filled(form, one, chosen)
    may_find = access.may(actor, Permission.ALIGNMENT_FIND, file.place)
    found = {finding.provision.id for finding in one.found if finding.provision}
    return render_template(
        "alignment/paragraph.html",
        file=file,
        one=one,
        following=next((other for other in checked[at + 1 :] if other.state != "stands"), None),
        form=form,
        reading=reading or ReadingForm(formdata=None),
        act=FindingActForm(formdata=None),
        answers=_answers() or (_standing(one, chosen).answers if _standing(one, chosen) else {}),
        catalogue=catalogue,
        picked=picked,
        choosing=bool(chosen),
        changes=_changes(file, one),
        paper_names=queries.document_names(file.case.id),
        comment_numbers=queries.comment_numbers([finding.finding.comment_id for finding in one.found]),
        suggested=queries.suggested(one.words, file.original, catalogue) if may_find else (),
        found=found,
        may_find=may_find,
        may_read=access.may(actor, Permission.ALIGNMENT_READ, file.place),
        may_suggest=access.may(actor, Permission.COMMENT_SUGGEST, file.place),
    )


def _standing(one: Checked, chosen: list[str]) -> Any:
    """Return the finding on the provision chosen, if there is one."""
    return next((found.finding for found in one.found if (found.finding.provision or NONE) in chosen), None)


def _filled(form: FindingForm, one: Checked, chosen: list[str]) -> None:
    finding = _standing(one, chosen)
    if form.is_submitted():
        return
    if finding is not None:
        form.grade.data, form.reason.data, form.evidence.data = finding.grade, finding.reason, finding.evidence
    elif chosen == [NONE]:
        form.grade.data = "not_applicable"


def _changes(file: File, one: Checked) -> dict[int, Any]:
    """Return for each stale finding the paragraph with what has changed since marked."""
    found = {}
    for stale in (each.finding for each in one.found if each.state == "stale"):
        then = queries.words_then(file.case.id, stale.version, one.key)
        if then is not None:
            found[stale.id] = redlined(pieces(then, "\n".join(one.words)), rich=True)
    return found


def _answers() -> dict[str, str]:
    """Return the answers to the questions of a provision, as they were sent."""
    return {name.removeprefix("answer-"): said for name, said in request.form.items() if name.startswith("answer-")}


@blueprint.post(f"{PAGE}/<key>")
def find(year: int, number: int, key: str) -> ResponseReturnValue:
    """Record a finding."""
    file = open_file(year, number, here(), now())
    form = FindingForm()
    chosen = form.provisions.data or []
    return submit(
        form,
        lambda: operations.find(
            file.case.id, key, grade=form.grade.data, provisions=chosen, reason=form.reason.data,
            rests=form.rests(_answers()), actor=here(), now=now(), expected=form.expected,
        ),
        done=lambda findings: in_language(f"{file.path}/alignment/{key}#findings"),
        again=lambda: _paragraph(year, number, key, form, chosen=chosen or [NONE]),
    )  # fmt: skip


@blueprint.post(f"{PAGE}/<key>/<int:finding>/<any(confirm, back):act>")
def act(year: int, number: int, key: str, finding: int, act: str) -> ResponseReturnValue:
    """Confirm a finding on the changed words, or take it back."""
    file = open_file(year, number, here(), now())
    form = FindingActForm()
    doing = operations.confirm if act == "confirm" else operations.take_back
    return submit(
        form,
        lambda: doing(file.case.id, finding, actor=here(), now=now(), expected=form.expected),
        done=lambda found: in_language(f"{file.path}/alignment/{key}#findings"),
        again=lambda: _paragraph(year, number, key, FindingForm(formdata=None), chosen=[], reading=form),
    )


@blueprint.post(f"{PAGE}/<key>/<int:finding>/read")
def read(year: int, number: int, key: str, finding: int) -> ResponseReturnValue:
    """Record what the second reader says."""
    file = open_file(year, number, here(), now())
    form = ReadingForm()
    return submit(
        form,
        lambda: operations.read(
            file.case.id, finding, form.verdict.data == "agrees", form.note.data or "", actor=here(), now=now(),
            expected=form.expected,
        ),
        done=lambda found: in_language(f"{file.path}/alignment/{key}#findings"),
        again=lambda: _paragraph(year, number, key, FindingForm(formdata=None), chosen=[], reading=form),
    )  # fmt: skip


@blueprint.get("/guidance/<name>")
def guidance(name: str) -> ResponseReturnValue:
    """Show a catalogue of guidance: usable provisions with what is known of their numbers."""
    return render_template("alignment/guidance.html", catalogue=editions.in_force(name))
