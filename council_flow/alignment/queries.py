"""Reading the alignment check: findings, paragraphs still open, what awaits a person."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import select

from council_flow.access import Actor
from council_flow.alignment import editions_queries as editions
from council_flow.alignment.catalogue import CTED, Catalogue, empty, load, names
from council_flow.alignment.coverage import Checked, checked, operative, words_of
from council_flow.alignment.models import Finding
from council_flow.database import db
from council_flow.errors import Missing
from council_flow.language import Titles, say
from council_flow.notifications.tasks import Task
from council_flow.recommendations.models import Case
from council_flow.text import queries as text
from council_flow.text.inline import plain
from council_flow.workflow import Workflow


def settings_of(workflow: Workflow) -> dict[str, Any]:
    """Return what a workflow says of its alignment check; nothing where it holds none."""
    for stage in workflow.stages.values():
        for use in stage.holds:
            if use.name == "alignment":
                return dict(use.params)
    return {}


def catalogue_of(workflow: Workflow) -> Catalogue:
    """Return the catalogue that a workflow's alignment check uses; the first one where none is named."""
    return _or_empty(settings_of(workflow).get("catalogue") or names()[0])


def _or_empty(name: str) -> Catalogue:
    """Return the edition in force; without provisions where the council has not brought one into force yet."""
    try:
        return editions.in_force(name)
    except Missing:
        return empty(name)


def standing(case_id: int) -> dict[str, list[Finding]]:
    """Return the findings that are not superseded, by the key of their block, in the order in which they were made."""
    rows = db.session.execute(
        select(Finding).where(Finding.case_id == case_id, Finding.superseded_at.is_(None)).order_by(Finding.id)
    )
    found: dict[str, list[Finding]] = {}
    for finding in rows.scalars():
        found.setdefault(finding.key, []).append(finding)
    return found


def makers(finding: Finding) -> set[int]:
    """Return the accounts that made a finding on a paragraph beside a provision, or one that it was confirmed from."""
    asked = select(Finding.account_id).where(
        Finding.case_id == finding.case_id,
        Finding.key == finding.key,
        Finding.provision.is_not_distinct_from(finding.provision),
    )
    return set(db.session.execute(asked).scalars())


def paragraphs(case: Case, workflow: Workflow, catalogue: Catalogue | None = None) -> list[Checked]:
    """Return the operative paragraphs of the current text with their findings.

    Without a catalogue, for what the paragraphs wait for, the shipped one names the provisions: no edition is read.
    """
    body = text.current(case.id, case.version).body
    settings = settings_of(workflow)
    name = settings.get("catalogue") or names()[0]
    known = catalogue or (load(name) if name in names() else _or_empty(name))
    return checked(body, standing(case.id), known, second=bool(settings.get("second")))


def words_then(case_id: int, version: int, key: str) -> str | None:
    """Return the inline text of a paragraph in an earlier version; ``None`` where it was not there."""
    body = text.current(case_id, version).body
    group = next((group for group in operative(body) if group[0].key == key), None)
    return "\n".join(words_of(group, body.original)) if group else None


@lru_cache(maxsize=512)
def _suggested(words: str, language: str, name: str, digest: str) -> tuple[Any, ...]:
    from council_flow.alignment.matching.ranking import suggest  # noqa: PLC0415 - loads its weights when first asked

    return tuple(suggest([words], editions.in_force(name), language=language, top=6)[0])


def suggested(words: Iterable[str], language: str, catalogue: Catalogue) -> tuple[Any, ...]:
    """Return the provisions that probably bear on a paragraph, best first, with reasons."""
    return _suggested(" ".join(map(plain, words)), language, catalogue.name, catalogue.digest)


@dataclass(frozen=True)
class Earlier:
    """A finding on a provision in an earlier adopted recommendation."""

    symbol: str
    title: Titles
    link: str
    grade: str
    reason: str
    at: datetime


def earlier(provisions: Iterable[str], case_id: int) -> dict[str, list[Earlier]]:
    """Return what was found on provisions in other recommendations that are published, by provision, newest first."""
    from council_flow.publication.models import Publication  # noqa: PLC0415 - publications print what this room found

    names_asked = sorted(set(provisions))
    if not names_asked:
        return {}
    rows = db.session.execute(
        select(Finding, Publication)
        .join(Publication, Publication.case_id == Finding.case_id)
        .where(
            Finding.provision.in_(names_asked), Finding.superseded_at.is_(None), Finding.case_id != case_id,
            Publication.published_at.is_not(None),
        )
        .order_by(Publication.published_at.desc(), Finding.id)
        .limit(200)
    )  # fmt: skip
    found: dict[str, list[Earlier]] = {}
    for finding, publication in rows:
        one = Earlier(
            publication.symbol, Titles(publication.titles), publication.path, finding.grade, finding.reason, finding.at
        )
        found.setdefault(str(finding.provision), []).append(one)
    return found


def awaiting(actor: Actor, now: datetime) -> list[Task]:
    """Return the files whose paragraphs wait for a finding of this person's role."""
    from council_flow.recommendations import queries as cases  # noqa: PLC0415 - cases know the rooms' words, not the rooms

    conditions = [
        (digest, stage.name)
        for digest, workflow in cases.definitions().known.items()
        for stage in workflow.stages.values()
        for use in stage.holds
        if use.name == "alignment" and (cases.answering(use.params) | {use.params.get("second")}) & actor.roles
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
            why=say("Operative paragraphs not checked yet: %(n)s.", n=row.gaps),
        )
        for row in rows
        if (row.definition_hash, row.stage) in conditions
    ]


def document_names(case_id: int) -> dict[int, tuple[int, str]]:
    """Return number and title of the documents of a case, by their row."""
    from council_flow.recommendations.models import Document  # noqa: PLC0415 - as above

    rows = db.session.execute(select(Document.id, Document.number, Document.title).where(Document.case_id == case_id))
    return {row.id: (row.number, row.title) for row in rows}


def comment_numbers(comments: Iterable[int | None]) -> dict[int, int]:
    """Return the numbers of the suggestions that proposed wordings became, by their row."""
    from council_flow.discussion.models import Comment  # noqa: PLC0415 - the discussion knows nothing of findings

    asked = [one for one in comments if one is not None]
    if not asked:
        return {}
    rows = db.session.execute(select(Comment.id, Comment.number).where(Comment.id.in_(asked)))
    return {row.id: row.number for row in rows}


def other_guidance(case: Case) -> str:
    """Return the title of the catalogue that a case is checked against; empty for that of CTED guidance."""
    from council_flow.recommendations import queries as cases  # noqa: PLC0415 - cases know the rooms' words, not the rooms

    catalogue = catalogue_of(cases.workflow_of(case))
    return "" if catalogue.name == CTED else catalogue.title


def printed(case: Case) -> list[tuple[str, str, str]]:
    """Return what stands of the check as publications print it: number of the paragraph, provision, grade.

    A number that nobody has confirmed is not printed: the catalogue asks for that. The instrument is named alone then.
    """
    from council_flow.recommendations import queries as cases  # noqa: PLC0415 - cases know the rooms' words, not the rooms

    found = []
    workflow = cases.workflow_of(case)
    for one in paragraphs(case, workflow, catalogue_of(workflow)):
        for each in one.found:
            if each.provision is None or each.state == "stale" or each.grade == "not_applicable":
                continue
            instrument = each.provision.instrument
            label = each.provision.label if each.provision.confirmed else instrument.symbol or instrument.title
            found.append((one.number, label, each.grade))
    return list(dict.fromkeys(found))
