"""Writing cases: opening one, moving it, taking an approval back. Only :func:`move` changes a stage."""

from __future__ import annotations

from datetime import datetime

from flask import current_app
from sqlalchemy import bindparam, func, insert, select

from council_flow import access, clock
from council_flow.access import CLOCK, Actor, Permission, Place
from council_flow.audit.operations import record
from council_flow.database import before_commit, db, one_at_a_time, transaction
from council_flow.errors import Expected, Invalid, Missing, NotNow, Stale
from council_flow.language import say
from council_flow.notifications import operations as notifications
from council_flow.notifications import queries as desks
from council_flow.people import assignments_operations as people
from council_flow.people import queries as who
from council_flow.recommendations import queries
from council_flow.recommendations.models import Approval, Case, Definition, Sight, Visit
from council_flow.recommendations.passage import case_editors, closing, ripening
from council_flow.recommendations.situation import Situation
from council_flow.text import operations as text
from council_flow.text.blocks import Body
from council_flow.workflow import Calendar, Choice, Workflow, fire, guard

LONGEST_REASON = 4000
"""Characters of a reason for a move."""


def open_case(workflow_name: str, body: Body, *, reason: str, actor: Actor, now: datetime) -> Case:
    """Open a file with its first version; who opens it is assigned every role of the text's author.

    Raises:
        Refused: the workflow does not let this person's roles begin.
        Invalid: the text breaks a limit.
    """
    workflow = queries.definitions().named.get(workflow_name)
    if workflow is None:
        raise Missing
    access.require(actor, Permission.CASE_OPEN, Place(roles=actor.roles, begins=workflow.begins))
    one_at_a_time("recommendations.number")
    _store(workflow, now)
    case = Case(
        year=_local_year(now), number=_next_number(_local_year(now)), workflow=workflow.name,
        definition_hash=workflow.hash, stage=workflow.initial, visit=1, entered_at=now, original=body.original,
        titles={}, opened_by=actor.id, opened_at=now, updated_at=now,
    )  # fmt: skip
    db.session.add(case)
    db.session.flush()
    for role in case_editors(workflow):
        people.assign_opener(case.id, role, actor=actor, now=now)
    record(
        "recommendations.case.opened", actor=actor, now=now, case_id=case.id,
        symbol=queries.working_symbol(case), workflow=workflow.title,
    )  # fmt: skip
    text.write_first(case, body, reason=reason, actor=actor, now=now)
    notifications.follow(actor, case.id, now)
    _enter(Situation(case, workflow, actor, now))
    return case


def _local_year(now: datetime) -> int:
    return now.astimezone(calendar().zone).year


def _next_number(year: int) -> int:
    return (db.session.execute(select(func.max(Case.number)).where(Case.year == year)).scalar() or 0) + 1


def _store(workflow: Workflow, now: datetime) -> None:
    if db.session.get(Definition, workflow.hash) is None:
        db.session.add(
            Definition(
                hash=workflow.hash,
                name=workflow.name,
                revision=workflow.revision,
                source=workflow.source,
                stored_at=now,
            )
        )
        db.session.flush()


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
    choice = _choice(case, transition, actor, there, now)
    guard(choice)
    reason = _reason(choice, reason)
    if choice.needed > 1 and not _approve(case, choice, actor, now):
        return case, False
    _carry_out(case, choice.transition, actor, now, reason)
    return case, True


def _choice(case: Case, transition: str, actor: Actor, there: Place, now: datetime) -> Choice:
    for choice in queries.choices(case, actor, there, now):
        if choice.transition == transition:
            return choice
    title = queries.workflow_of(case).stages[case.stage].title
    raise NotNow(say("This move does not leave the stage %(stage)s, where the file is now.", stage=title))


def _reason(choice: Choice, reason: str) -> str:
    reason = reason.strip()
    if choice.reason_required and not reason:
        raise Invalid({"reason": say("Write the reason: it stands in the history of the file.")})
    if len(reason) > LONGEST_REASON:
        raise Invalid({"reason": say("A reason has up to %(n)s characters.", n=LONGEST_REASON)})
    return reason


def _approve(case: Case, choice: Choice, actor: Actor, now: datetime) -> bool:
    """Write the approval; answer whether it was the last one needed."""
    same = {
        "case_id": case.id, "visit": case.visit, "transition": choice.transition,
        "content_hash": case.content_hash, "account_id": actor.id,
    }  # fmt: skip
    approval = db.session.execute(select(Approval).filter_by(**same)).scalar_one_or_none()
    if approval is None:
        approval = Approval(**same, label=dict(actor.label), at=now)
        db.session.add(approval)
    approval.at, approval.taken_back_at = now, None
    db.session.flush()
    record(
        "recommendations.move.approved", actor=actor, now=now, case_id=case.id, transition=choice.transition,
        move=choice.title, content_hash=case.content_hash, given=choice.given + 1, needed=choice.needed,
    )  # fmt: skip
    case.updated_at = now
    return choice.given + 1 >= choice.needed


def take_back(case_id: int, transition: str, *, actor: Actor, now: datetime) -> Case:
    """Take one's own approval back, while the last one is still awaited."""
    case = queries.lock(case_id)
    queries.visible(case, actor)
    own = [
        approval
        for approval in queries.standing_approvals(case)
        if approval.transition == transition and approval.account_id == actor.id
    ]
    if not own:
        raise NotNow(say("There is no approval of yours to take back."))
    own[0].taken_back_at = now
    title = queries.workflow_of(case).transitions[transition].title
    record("recommendations.move.taken_back", actor=actor, now=now, case_id=case.id, transition=transition, move=title)
    return case


def _carry_out(case: Case, transition: str, actor: Actor, now: datetime, reason: str) -> None:
    """Change the stage and all that hangs on it. The caller has checked that the move may be made."""
    workflow = queries.workflow_of(case)
    at = Situation(case, workflow, actor, now)
    source, chosen = case.stage, workflow.transitions[transition]
    seen = _remember(at, who.seeing(case.id, workflow.stages[source].allows.get("see", frozenset()), now))
    if chosen.to is not None:
        _leave(at, transition, reason)
        fire(workflow, case, transition)
        case.visit += 1
    for use in chosen.does:
        queries.vocabulary().perform(use, at)
    if chosen.to is not None:
        _enter(at)
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


def _leave(at: Situation, transition: str, reason: str) -> None:
    for use in at.workflow.stages[at.case.stage].holds:
        queries.vocabulary().activity(use.name).left(at)
    visit = _visit(at.case)
    visit.left_at, visit.left_by, visit.reason = at.now, transition, reason or None


def _visit(case: Case) -> Visit:
    return db.session.execute(_VISIT, {"case": case.id, "number": case.visit}).scalar_one()


_VISIT = select(Visit).where(Visit.case_id == bindparam("case"), Visit.number == bindparam("number"))


def _enter(at: Situation) -> None:
    """Begin the stay in the stage where the case now is: deadline, row, activities."""
    case, stage = at.case, at.workflow.stages[at.case.stage]
    case.entered_at, case.closes_at = at.now, closing(stage, at.now, calendar())
    db.session.add(
        Visit(case_id=case.id, number=case.visit, stage=case.stage, entered_at=at.now, closes_at=case.closes_at)
    )
    db.session.flush()
    for use in stage.holds:
        queries.vocabulary().activity(use.name).entered(at, use.params, case.closes_at)
    _schedule(at, opened=True)


def _schedule(at: Situation, *, opened: bool) -> None:
    """Say when the clock has to look at the case next. Closing is looked at once; ripe moves at every change."""
    case = at.case
    ahead = [when for when, _ in ripening(at.workflow, case.stage, case.entered_at, calendar()) if when > at.now]
    if opened and case.closes_at is not None:
        ahead.append(case.closes_at)
    case.due_at = min(ahead, default=None)


def tick(case_id: int, *, now: datetime) -> bool:
    """Let the clock look at one case: close what is due, then make the clock's own moves. True if anything was due."""
    case = queries.lock(case_id)
    if case.due_at is None or case.due_at > now:
        return False
    workflow = queries.workflow_of(case)
    at = Situation(case, workflow, CLOCK, now)
    closed = case.closes_at is not None and case.closes_at <= now
    if closed and case.due_at == case.closes_at:
        for use in workflow.stages[case.stage].holds:
            queries.vocabulary().activity(use.name).due(at, use.params)
    for when, transition in ripening(workflow, case.stage, case.entered_at, calendar()):
        if when <= now and all(queries.vocabulary().evaluate(use, at).holds for use in transition.needs):
            _carry_out(case, transition.name, CLOCK, now, "")
            return True
    _schedule(at, opened=not closed)
    return True


def run_due(now: datetime) -> int:
    """Let the clock look at every case that is due, each in its own transaction. Returns how many were."""
    due = queries.due(now)
    for case_id in due:
        with transaction():
            tick(case_id, now=now)
    return len(due)


def note_ready() -> None:
    """Note, at the end of a transaction, which moves are ready in the cases that it changed."""
    for _, case in sorted(queries.changed_here().items()):
        workflow = queries.workflow_of(case)
        at = Situation(case, workflow, CLOCK, clock.now())
        case.ready = [
            transition.name
            for transition in workflow.leaving(case.stage)
            if transition.needs and all(queries.vocabulary().evaluate(use, at).holds for use in transition.needs)
        ]
        case.has_ready = bool(case.ready)
    queries.changed_here().clear()


before_commit(note_ready, first=True)


def calendar() -> Calendar:
    """Return the council's calendar."""
    found: Calendar = current_app.extensions["council"].calendar
    return found
