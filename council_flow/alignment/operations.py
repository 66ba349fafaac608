"""Writing findings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from council_flow import access
from council_flow.access import Actor, Permission
from council_flow.alignment import queries
from council_flow.alignment.catalogue import Catalogue
from council_flow.alignment.coverage import GRADES, open_numbers, operative, paragraph_hash
from council_flow.alignment.models import Finding
from council_flow.audit.operations import record
from council_flow.database import db
from council_flow.errors import Expected, Invalid, Missing
from council_flow.language import Sentence, say
from council_flow.recommendations import operations as moves
from council_flow.recommendations import queries as cases
from council_flow.recommendations.models import Case
from council_flow.text import queries as text
from council_flow.text.numbering import cite

LONGEST = 5000
"""Characters of a reason."""


def find(
    case_id: int,
    key: str,
    *,
    grade: str,
    provisions: Sequence[str],
    reason: str,
    actor: Actor,
    now: datetime,
    expected: Expected,
) -> Finding:
    """Record what the check found on one operative paragraph; it supersedes an earlier finding on it.

    Raises:
        Missing, Refused: the person does not make findings here, or there is no such paragraph.
        Stale: the text has changed since the page was drawn.
        Invalid: no grade, no reason, no provision, or one that the catalogue does not offer.
    """
    case = cases.lock(case_id)
    access.require(actor, Permission.ALIGNMENT_FIND, cases.place(case, actor))
    moves.expect(case, expected)
    body = text.current(case.id, case.version).body
    group = next((group for group in operative(body) if group[0].key == key), None)
    if group is None:
        raise Missing
    catalogue = queries.catalogue_of(cases.workflow_of(case))
    chosen = list(dict.fromkeys(provisions))
    if problems := _problems(grade, chosen, reason, catalogue):
        raise Invalid(problems)
    _supersede(case, key, now)
    finding = Finding(
        case_id=case.id, key=key, paragraph_hash=paragraph_hash(group, body.original), content_hash=case.content_hash,
        version=case.version, catalogue=catalogue.name, grade=grade, provisions=chosen, reason=reason.strip(),
        account_id=actor.id, label=dict(actor.label), at=now,
    )  # fmt: skip
    db.session.add(finding)
    db.session.flush()
    record(
        "alignment.finding.made", actor=actor, now=now, case_id=case.id, paragraph=cite(body, key), grade=grade,
        provisions=chosen, reason=finding.reason, content_hash=case.content_hash,
    )  # fmt: skip
    count(case)
    case.updated_at = now
    return finding


def _problems(grade: str, chosen: Sequence[str], reason: str, catalogue: Catalogue) -> dict[str, Sentence]:
    problems = {}
    if grade not in GRADES:
        problems["grade"] = say("Choose one of the four findings.")
    if not reason.strip():
        problems["reason"] = say("Write the reason in a sentence.")
    elif len(reason) > LONGEST:
        problems["reason"] = say("A reason has up to %(n)s characters.", n=LONGEST)
    if any(name not in catalogue.provisions for name in chosen):
        problems["provisions"] = say("One of the provisions is not in the catalogue.")
    elif not chosen and grade != "not_applicable":
        problems["provisions"] = say("Name at least one provision that the finding rests on.")
    return problems


def _supersede(case: Case, key: str, now: datetime) -> None:
    earlier = select(Finding).where(Finding.case_id == case.id, Finding.key == key, Finding.superseded_at.is_(None))
    for finding in db.session.execute(earlier).scalars():
        finding.superseded_at = now
    db.session.flush()


def count(case: Case) -> None:
    """Keep the number of paragraphs without a finding that stands on the row of the case."""
    case.gaps = len(open_numbers(queries.paragraphs(case, queries.catalogue_of(cases.workflow_of(case)))))
