"""Pages of the record: the history of a file, one entry, verification, the record of the whole council."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, current_app, render_template, request
from flask.typing import ResponseReturnValue

from council_flow import access
from council_flow.access import Permission
from council_flow.audit import queries
from council_flow.audit.forms import HeadForm, wanted
from council_flow.audit.operations import HEADS_FILE
from council_flow.audit.words import ROOMS
from council_flow.discussion.audience import Reader, reader_of
from council_flow.errors import Invalid
from council_flow.language import say
from council_flow.recommendations.file_views import FILE
from council_flow.recommendations.queries import open_file
from council_flow.web import dates
from council_flow.web.language import translate, zone
from council_flow.web.prefix import language
from council_flow.web.request import here, now
from council_flow.web.sending import sent

blueprint = Blueprint("audit", __name__)


@blueprint.get(f"{FILE}/history")
def history(year: int, number: int) -> ResponseReturnValue:
    """Show the history of a file."""
    file = open_file(year, number, here(), now())
    return _file_page(file, HeadForm())


@blueprint.post(f"{FILE}/history/verify")
def verify(year: int, number: int) -> ResponseReturnValue:
    """Read the whole record again and say on the page whether it is whole. Changes nothing."""
    file = open_file(year, number, here(), now())
    form = HeadForm()
    outcome, status = _outcome(form)
    return _file_page(file, form, outcome=outcome), status


@blueprint.get(f"{FILE}/history/<int:seq>")
def entry(year: int, number: int, seq: int) -> ResponseReturnValue:
    """Show one entry of a file, unfolded."""
    file = open_file(year, number, here(), now())
    return render_template(
        "audit/entry.html", file=file, line=queries.entry(seq, file.case.id, reader_of(file, here())), full=_reads_all()
    )


@blueprint.get(f"{FILE}/history.csv")
def table(year: int, number: int) -> ResponseReturnValue:
    """Return the history of a file as a table."""
    file = open_file(year, number, here(), now())
    return _csv(file.case.id, file.stem, reader_of(file, here()))


@blueprint.get("/record")
def council() -> ResponseReturnValue:
    """Show the record of the whole council."""
    access.require(here(), Permission.AUDIT_READ)
    return _council_page(HeadForm())


@blueprint.post("/record/verify")
def verify_council() -> ResponseReturnValue:
    """Read the whole record again, from the page of the whole council. Changes nothing."""
    access.require(here(), Permission.AUDIT_READ)
    form = HeadForm()
    outcome, status = _outcome(form)
    return _council_page(form, outcome=outcome), status


@blueprint.get("/record/<int:seq>")
def council_entry(seq: int) -> ResponseReturnValue:
    """Show one entry of the council's record, unfolded."""
    access.require(here(), Permission.AUDIT_READ)
    return render_template("audit/council_entry.html", line=queries.entry(seq), full=True)


@blueprint.get("/record.csv")
def council_table() -> ResponseReturnValue:
    """Return the record of the whole council as a table."""
    access.require(here(), Permission.AUDIT_READ)
    return _csv(None, "record")


def _reads_all() -> bool:
    return access.may(here(), Permission.AUDIT_READ)


def _file_page(file: Any, form: HeadForm, **more: Any) -> str:
    return render_template(
        "audit/history.html", file=file, **_parts(file.case.id, form, reader_of(file, here())), **more
    )


def _council_page(form: HeadForm, **more: Any) -> str:
    return render_template("audit/council.html", **_parts(None, form), **more)


def _parts(case_id: int | None, form: HeadForm, reader: Reader | None = None) -> dict[str, Any]:
    asked = wanted(request.args)
    head = queries.head()
    return {
        "history": queries.history(case_id, asked, ZoneInfo(zone()), translate, reader),
        "asked": asked,
        "rooms": ROOMS,
        "heading": _heading,
        "head": head,
        "head_at": queries.written(head.seq) if head else None,
        "form": form,
        "path": request.path.removesuffix("/verify"),
    }


def _heading(day: date) -> str:
    there = language()
    return translate(say("%(weekday)s, %(day)s", weekday=dates.weekday(day, there), day=day))


def _outcome(form: HeadForm) -> tuple[queries.Outcome | None, int]:
    try:
        compared = form.held()
    except Invalid as error:
        form.take(error)
        return None, 422
    heads = current_app.extensions["settings"].instance / HEADS_FILE
    return queries.verify(heads, [compared] if compared else []), 200


def _csv(case_id: int | None, name: str, reader: Reader | None = None) -> Response:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["number", "instant", "by", "sentence", "reason", "action", "hash_before", "hash"])
    for line in queries.all_lines(case_id, reader):
        told = [translate(line.actor), translate(line.sentence), line.reason]
        chained = [line.entry.tag, line.entry.previous, line.entry.hash]
        writer.writerow([line.seq, line.at.isoformat(), *map(_cell, told), *chained])
    return sent("\ufeff" + out.getvalue(), f"{name}-history.csv")


def _cell(value: str) -> str:
    """Keep spreadsheets from taking a text for a formula."""
    return "'" + value if value[:1] in {"=", "+", "-", "@", "\t", "\r"} else value
