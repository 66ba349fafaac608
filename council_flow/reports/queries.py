"""Which reports there are, and reading those that were prepared."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import undefer

from council_flow.access import Actor, Place
from council_flow.adoption import protocol
from council_flow.alignment import statement
from council_flow.consultation import report as round_report
from council_flow.database import db
from council_flow.discussion.audience import reader_at
from council_flow.errors import Missing
from council_flow.recommendations import queries as cases
from council_flow.recommendations.models import Case
from council_flow.reports.models import ReportPdf
from council_flow.reports.report import Report, Section
from council_flow.text.inline import plain
from council_flow.web.language import day, translate

Build = Callable[[Case, Place, Actor, datetime], tuple[Section, ...]]

KINDS: dict[str, tuple[object, Build]] = {
    "protocol": (protocol.HEADING, protocol.sections),
    "alignment": (statement.HEADING, statement.sections),
    "round": (round_report.HEADING, round_report.sections),
}
"""Each kind of report with its name and what writes its sections as one person may read them."""


def known(kind: str) -> str:
    """Return the kind, if there is one.

    Raises:
        Missing: there is none of this name.
    """
    if kind not in KINDS:
        raise Missing
    return kind


def prepared(case_id: int, account_id: int | None, kind: str) -> ReportPdf | None:
    """Return the report that a person asked for as PDF, if any."""
    return db.session.execute(
        select(ReportPdf)
        .where(ReportPdf.case_id == case_id, ReportPdf.account_id == account_id, ReportPdf.kind == kind)
        .options(undefer(ReportPdf.pdf))
    ).scalar_one_or_none()


def audiences(case: Case, there: Place, actor: Actor) -> str:
    """Return the audiences to which a person belongs in a file, as the row of a report keeps them."""
    return "+".join(sorted(reader_at(cases.workflow_of(case), there, actor).audiences))


def report(case: Case, there: Place, kind: str, actor: Actor, language: str, now: datetime) -> Report:
    """Return a report in the language that is being read, with what the person may see."""
    heading, build = KINDS[kind]
    return Report(
        symbol=cases.working_symbol(case),
        heading=translate(heading),
        title=plain(case.title.within(language)),
        about=day(now),
        council=current_app.extensions["council"].name.within(language),
        language=language,
        at=now,
        sections=build(case, there, actor, now),
    )
