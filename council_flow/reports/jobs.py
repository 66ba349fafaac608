"""What the worker does for reports: setting one as PDF, outside of any transaction."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import cache

from flask import current_app

from council_flow import access
from council_flow.database import db, transaction
from council_flow.notifications.work import Hopeless, Payload, job
from council_flow.people import queries as people
from council_flow.publication import adapters
from council_flow.publication.printed_words import word
from council_flow.publication.setting import base_direction
from council_flow.recommendations import queries as cases
from council_flow.reports import queries
from council_flow.reports.models import ReportPdf
from council_flow.reports.report import Report
from council_flow.settings import shared_folder
from council_flow.web.language import reading_in

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


@job("report.pdf")
def render(payload: Payload, now: datetime) -> None:
    """Set the report that somebody asked for. What the person may not see any more is not in it."""
    page = _page(payload["report"], now)
    db.session.rollback()
    if page is None:
        return
    html, asked_at = page
    pdf = adapters.to_pdf(html)
    with transaction():
        row = db.session.get(ReportPdf, payload["report"])
        if row is not None and row.rendered_at is None and row.asked_at == asked_at:
            row.pdf, row.rendered_at = pdf, now


def _page(number: int, now: datetime) -> tuple[str, datetime] | None:
    row = db.session.get(ReportPdf, number)
    if row is None or row.rendered_at is not None:
        return None
    actor = people.actor_of(row.account_id, now)
    case = cases.get(row.case_id)
    there = cases.place(case, actor) if actor is not None else None
    if actor is None or there is None or access.concealed(actor, there):
        raise Hopeless("the person who asked for the report does not see the file any more")
    if row.audiences != queries.audiences(case, there, actor):
        raise Hopeless("the person who asked for the report belongs to other audiences now")
    with reading_in(row.language):
        return html_of(queries.report(case, there, row.kind, actor, row.language, row.asked_at)), row.asked_at


def html_of(doc: Report) -> str:
    """Return a report as the page that is set."""
    before, _, rest = word("page", doc.language).partition("{x}")
    between, _, after = rest.partition("{y}")
    return current_app.jinja_env.get_template("print/report.html").render(
        doc=doc, sheet=_sheet(), page=(before, between, after), way=base_direction,
        stamped=doc.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
    )  # fmt: skip


@cache
def _sheet() -> str:
    folder = shared_folder("templates") / "print"
    both = (folder / "matrix.css").read_text(encoding="utf-8") + (folder / "report.css").read_text(encoding="utf-8")
    return _COMMENT.sub("", both)
