"""Writing cases: opening one and moving it. Moves of people and of the clock change the stage here and nowhere else."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from flask import current_app
from sqlalchemy import bindparam, func, insert, select

from council_flow import access
from council_flow.access import Actor, Permission, Place
from council_flow.audit.operations import record
from council_flow.database import db, one_at_a_time
from council_flow.errors import Expected, Invalid, Missing, Stale
from council_flow.language import say
from council_flow.notifications import operations as notifications
from council_flow.notifications import queries as desks
from council_flow.people import assignments_operations as people
from council_flow.people import queries as who
from council_flow.procedures import operations as procedures
from council_flow.publication import queries as publications
from council_flow.publication.kinds import corrects as correcting
from council_flow.publication.models import Publication
from council_flow.recommendations import approving_operations as approving
from council_flow.recommendations import queries
from council_flow.recommendations.holders import case_editors
from council_flow.recommendations.models import Case, Sight, Visit
from council_flow.recommendations.passage import closing, ripening
from council_flow.recommendations.situation import Situation
from council_flow.text import locking_operations as locking
from council_flow.text import operations as text
from council_flow.text.blocks import Body
from council_flow.workflow import Calendar, Workflow, fire, guard

LONGEST_REASON = 4000
"""Characters of a reason for a move."""


def open_case(workflow_name: str, body: Body, *, reason: str, actor: Actor, now: datetime, corrects: str = "") -> Case:
    """Open a file with its first version; who opens it is assigned every role of the text's author.

    ``corrects`` is the symbol of the publication that the file corrects, where its procedure makes corrigenda.

    Raises:
        Refused: the workflow does not let this person's roles begin.
        Invalid: the text breaks a limit; what is to be corrected is missing, not published, or named in vain.
    """
    workflow = queries.definitions().named.get(workflow_name)
    if workflow is None:
        raise Missing
    access.require(actor, Permission.CASE_OPEN, Place(roles=actor.roles, begins=workflow.begins))
    corrected = _corrected(workflow, corrects)
    one_at_a_time("recommendations.number")
    procedures.store(workflow, now)
    case = Case(
        year=_local_year(now), number=_next_number(_local_year(now)), workflow=workflow.name,
        definition_hash=workflow.hash, stage=workflow.initial, visit=1, entered_at=now, original=body.original,
        titles={}, opened_by=actor.id, opened_at=now, updated_at=now, corrects_id=corrected.id if corrected else None,
    )  # fmt: skip
    db.session.add(case)
    db.session.flush()
    for role in case_editors(workflow):
        given = people.assign_opener(case.id, role, actor=actor, now=now)
        actor = replace(actor, label=given.label, state=None) if given.alias else actor
    record(
        "recommendations.correction.opened" if corrected else "recommendations.case.opened", actor=actor, now=now,
        case_id=case.id, symbol=queries.working_symbol(case), workflow=workflow.title, **_naming(corrected),
    )  # fmt: skip
    text.write_first(case, body, reason=reason, actor=actor, now=now)
    notifications.follow(actor, case.id, now)
    enter(Situation(case, workflow, actor, now))
    return case


def _corrected(workflow: Workflow, symbol: str) -> Publication | None:
    """Return what a new file corrects; ``None`` where its procedure makes no corrigenda."""
    if not correcting(workflow):
        if symbol:
            raise Invalid(
                {"corrects": say("%(title)s corrects no publication. Leave this empty.", title=workflow.title)}
            )
        return None
    if not symbol:
        raise Invalid({"corrects": say("Choose the publication that the file corrects.")})
    found = publications.correctable_with(symbol)
    if found is None:
        raise Invalid({"corrects": say("No publication with the symbol %(symbol)s can be corrected.", symbol=symbol)})
    return found


def _naming(corrected: Publication | None) -> dict[str, str]:
    return {"corrects": corrected.symbol} if corrected else {}


def _local_year(now: datetime) -> int:
    return now.astimezone(calendar().zone).year


def _next_number(year: int) -> int:
    return (db.session.execute(select(func.max(Case.number)).where(Case.year == year)).scalar() or 0) + 1


def expect(case: Case, expected: Expected) -> None:
    """Refuse what was drawn from a text or a stage that has passed.

    Raises:
        Stale: says what changed.
    """
    if expected.visit is not None and expected.visit != case.visit:
        title = queries.workflow_of(case).stages[case.stage].title
        raise Stale(say("The file has moved to %(stage)s since you opened it.", stage=title), link=case.path)
    if expected.version is not None and expected.version != case.version:
        raise Stale(
            say("The text has changed since you opened it: v%(n)s was saved. What you wrote is kept.", n=case.version),
            link=f"{case.path}/compare?a=v{expected.version}&b=v{case.version}",
        )


def move(
    case_id: int, transition: str, *, actor: Actor, now: datetime, expected: Expected, reason: str = ""
) -> tuple[Case, bool]:
    """Make or approve a move. Returns the case, and whether it moved (more approvals may be awaited).

    Raises:
        Missing, Refused, NotNow, Stale, Invalid: nothing has changed then.
    """
    case = queries.lock(case_id)
    there = queries.visible(case, actor)
    expect(case, expected)
    choice = queries.choice(case, transition, actor, there, now)
    guard(choice)
    actor = actor.leading(queries.workflow_of(case).transitions[choice.transition].by)
    reason = written(reason, required=choice.reason_required)
    if choice.needed > 1 and not approving.approve(case, choice, actor, now):
        return case, False
    carry_out(case, choice.transition, actor, now, reason)
    return case, True


def written(reason: str, *, required: bool) -> str:
    """Return a reason without the blanks around it.

    Raises:
        Invalid: it is missing, or too long.
    """
    reason = reason.strip()
    if required and not reason:
        raise Invalid({"reason": say("Write the reason: it stands in the history of the file.")})
    if len(reason) > LONGEST_REASON:
        raise Invalid({"reason": say("A reason has up to %(n)s characters.", n=LONGEST_REASON)})
    return reason


def carry_out(case: Case, transition: str, actor: Actor, now: datetime, reason: str) -> None:
    """Change the stage and all that hangs on it. The caller has checked that the move may be made."""
    workflow = queries.workflow_of(case)
    at = Situation(case, workflow, actor, now)
    source, chosen = case.stage, workflow.transitions[transition]
    seen = _remember(at, who.seeing(case.id, workflow.stages[source].allows.get("see", frozenset()), now))
    if chosen.to is not None:
        leave(at, transition, reason)
        fire(workflow, case, transition)
        case.visit += 1
    for use in chosen.does:
        queries.vocabulary().perform(use, at)
    if chosen.to is not None:
        enter(at)
    else:
        approving.count_in(case, transition, now)
    case.updated_at = now
    record(
        "recommendations.case.moved", actor=actor, now=now, case_id=case.id, transition=transition,
        move=chosen.title, source=source, target=case.stage, stage=workflow.stages[case.stage].title,
        content_hash=case.content_hash, version=case.version, reason=reason,
    )  # fmt: skip
    _tell(at, seen)


def _remember(at: Situation, accounts: list[int]) -> set[int]:
    """Keep the case visible to all who could see it until now. Returns everybody who ever could."""
    known = set(db.session.execute(_SEEN, {"case": at.case.id}).scalars())
    fresh = [
        {"case_id": at.case.id, "account_id": account, "at": at.now} for account in accounts if account not in known
    ]
    if fresh:
        db.session.connection().execute(insert(Sight), fresh)
    return known | set(accounts)


_SEEN = select(Sight.account_id).where(Sight.case_id == bindparam("case"))


def _tell(at: Situation, seen: set[int]) -> None:
    case, stage = at.case, at.workflow.stages[at.case.stage]
    here = who.seeing(case.id, stage.allows.get("see", frozenset()), at.now)
    notifications.notify(
        {*here, *(seen & set(desks.followers(case.id)))},
        say("%(symbol)s is now at the stage %(stage)s.", symbol=queries.working_symbol(case), stage=stage.title),
        link=case.path, case_id=case.id, now=at.now, key=f"moved:{case.id}:{case.visit}:{at.now.isoformat()}",
        actor=at.actor,
    )  # fmt: skip


def leave(at: Situation, transition: str | None, reason: str) -> None:
    """End the stay: close what the stage holds, open the lock of the text. ``transition`` is ``None`` where no move ends it."""
    stage = at.workflow.stages.get(at.case.stage)  # a definition that takes the place of one no longer read may lack it
    for use in stage.holds if stage else ():
        queries.vocabulary().activity(use.name).left(at)
    locking.fall(at.case, actor=at.actor, now=at.now)
    visit = visit_of(at.case)
    visit.left_at, visit.left_by, visit.reason = at.now, transition, reason or None


def visit_of(case: Case) -> Visit:
    """Return the present stay of a case."""
    return db.session.execute(_VISIT, {"case": case.id, "number": case.visit}).scalar_one()


_VISIT = select(Visit).where(Visit.case_id == bindparam("case"), Visit.number == bindparam("number"))


def enter(at: Situation) -> None:
    """Begin the stay in the stage where the case now is: deadline, row, activities."""
    case, stage = at.case, at.workflow.stages[at.case.stage]
    case.entered_at, case.closes_at, case.closed = at.now, closing(stage, at.now, calendar()), False
    db.session.add(
        Visit(case_id=case.id, number=case.visit, stage=case.stage, entered_at=at.now, closes_at=case.closes_at)
    )
    db.session.flush()
    for use in stage.holds:
        queries.vocabulary().activity(use.name).entered(at, use.params, case.closes_at)
    schedule(at)


def schedule(at: Situation) -> None:
    """Say when the clock has to look at the case next. Closing is looked at once; ripe moves at every change."""
    case = at.case
    ahead = [when for when, _ in ripening(at.workflow, case.stage, case.entered_at, calendar()) if when > at.now]
    if case.closes_at is not None and not case.closed:
        ahead.append(case.closes_at)
    case.due_at = min(ahead, default=None)


def calendar() -> Calendar:
    """Return the council's calendar."""
    found: Calendar = current_app.extensions["council"].calendar
    return found
