"""What the worker does for the comment matrix: setting it as PDF, outside of any transaction."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache

from flask import current_app

from council_flow import access
from council_flow.database import db, transaction
from council_flow.discussion.audience import reader_at
from council_flow.discussion.matrix import queries
from council_flow.discussion.matrix.models import MatrixPdf
from council_flow.discussion.matrix.table import COLUMNS, NONE, Written, written
from council_flow.notifications.work import Hopeless, Payload, job
from council_flow.people import queries as people
from council_flow.publication import adapters
from council_flow.publication.printed_words import word
from council_flow.publication.setting import base_direction
from council_flow.recommendations import queries as cases
from council_flow.settings import shared_folder
from council_flow.text.inline import plain
from council_flow.web.language import day, reading_in, translate

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


@job("matrix.pdf")
def render(payload: Payload, now: datetime) -> None:
    """Set the matrix that somebody asked for. What the person may not see any more is not in it."""
    page = _page(payload["matrix"], now)
    db.session.rollback()
    if page is None:
        return
    html, asked_at = page
    pdf = adapters.to_pdf(html)
    with transaction():
        row = db.session.get(MatrixPdf, payload["matrix"])
        if row is not None and row.rendered_at is None and row.asked_at == asked_at:
            row.pdf, row.rendered_at = pdf, now


def _page(number: int, now: datetime) -> tuple[str, datetime] | None:
    """Return the page to be set, and when it was asked for; ``None`` where it is set already."""
    row = db.session.get(MatrixPdf, number)
    if row is None or row.rendered_at is not None:
        return None
    actor = people.actor_of(row.account_id, now)
    case = cases.get(row.case_id)
    there = cases.place(case, actor) if actor is not None else None
    if actor is None or there is None or access.concealed(actor, there):
        raise Hopeless("the person who asked for the matrix does not see the file any more")
    args, seen = queries.was_asked(row.asked)
    sees = reader_at(cases.workflow_of(case), there, actor)
    found = queries.matrix(case, replace(sees, audiences=sees.audiences & seen), args)
    with reading_in(row.language):
        doc = written(
            found.entries, translate, language=row.language, symbol=cases.working_symbol(case), at=row.asked_at,
            title=plain(case.title.within(row.language)), council=current_app.extensions["council"].name,
            version=found.version, day=day(row.asked_at),
        )  # fmt: skip
        return _html(doc), row.asked_at


def _html(doc: Written) -> str:
    before, _, rest = word("page", doc.language).partition("{x}")
    between, _, after = rest.partition("{y}")
    return current_app.jinja_env.get_template("print/matrix.html").render(
        doc=doc, sheet=_sheet(), columns=[name for name, _, _ in COLUMNS], page=(before, between, after),
        none=translate(NONE), way=base_direction, stamped=doc.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
    )  # fmt: skip


@cache
def _sheet() -> str:
    return _COMMENT.sub("", (shared_folder("templates") / "print" / "matrix.css").read_text(encoding="utf-8"))
