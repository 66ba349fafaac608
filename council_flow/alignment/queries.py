"""Reading the alignment check: findings, paragraphs still open, what awaits a person."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from council_flow.access import Actor
from council_flow.alignment.catalogue import Catalogue, load, names
from council_flow.alignment.coverage import Checked, checked
from council_flow.alignment.models import Finding
from council_flow.database import db
from council_flow.language import Titles, say
from council_flow.notifications.tasks import Task
from council_flow.recommendations.models import Case
from council_flow.text import queries as text
from council_flow.text.blocks import Body
from council_flow.workflow import Workflow


def catalogue_of(workflow: Workflow) -> Catalogue:
    """Return the catalogue that a workflow's alignment check uses; the first one where none is named."""
    for stage in workflow.stages.values():
        for use in stage.holds:
            if use.name == "alignment":
                return load(use.params.get("catalogue") or names()[0])
    return load(names()[0])


def standing(case_id: int) -> dict[str, Finding]:
    """Return the latest finding on each paragraph, by the key of its block."""
    rows = db.session.execute(select(Finding).where(Finding.case_id == case_id, Finding.superseded_at.is_(None)))
    return {finding.key: finding for finding in rows.scalars()}


def paragraphs(case: Case, catalogue: Catalogue, body: Body | None = None) -> list[Checked]:
    """Return the operative paragraphs of the current text with their findings."""
    body = body or text.current(case.id, case.version).body
    return checked(body, standing(case.id), catalogue)


def awaiting(actor: Actor, now: datetime) -> list[Task]:
    """Return the files whose paragraphs wait for a finding of this person's role."""
    from council_flow.recommendations import queries as cases  # noqa: PLC0415 - cases know the rooms' words, not the rooms

    conditions = [
        (digest, stage.name)
        for digest, workflow in cases.definitions().known.items()
        for stage in workflow.stages.values()
        for use in stage.holds
        if use.name == "alignment" and cases.answering(use.params) & actor.roles
    ]
    if not conditions:
        return []
    rows = db.session.execute(
        select(*cases.LISTED).where(Case.stage.in_([stage for _, stage in conditions]), Case.gaps > 0)
    )
    return [
        Task(
            due=row.closes_at,
            verb=say("Check the text against the guidance"),
            link=f"/drafts/{row.year}/L.{row.number}/alignment",
            symbol=cases.listed_symbol(row),
            title=Titles(row.titles),
            tag=cases.stage_of(row).title,
            why=say("Operative paragraphs without a finding: %(n)s.", n=row.gaps),
        )
        for row in rows
        if (row.definition_hash, row.stage) in conditions
    ]
