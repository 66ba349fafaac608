"""What the clock does to cases: closing what is due, its own moves, longer limits, what is ready at the end of a write."""

from __future__ import annotations

from datetime import datetime

import structlog

from council_flow import access, clock
from council_flow.access import CLOCK, Actor, Permission
from council_flow.audit.operations import record
from council_flow.database import before_commit, db, transaction
from council_flow.errors import Expected, NotNow, Stale
from council_flow.language import say
from council_flow.notifications import operations as notifications
from council_flow.people import queries as who
from council_flow.recommendations import operations, queries
from council_flow.recommendations.models import Case
from council_flow.recommendations.passage import ripening
from council_flow.recommendations.situation import Situation
from council_flow.workflow import Duration, Transition, closes

log = structlog.get_logger()


def tick(case_id: int, *, now: datetime) -> bool:
    """Let the clock look at one case: close what is due, then make the clock's own moves. True if anything was due.

    Called late, after a restart or a sleep of the machine, it does once what was due meanwhile.
    """
    case = queries.lock(case_id)
    if case.due_at is None or case.due_at > now:
        return False
    at = Situation(case, queries.workflow_of(case), CLOCK, now)
    if case.closes_at is not None and case.closes_at <= now and not case.closed:
        case.closed = True
        for use in at.workflow.stages[case.stage].holds:
            queries.vocabulary().activity(use.name).due(at, use.params)
    ripe = _ripe(at)
    if ripe is not None:
        operations.carry_out(case, ripe.name, CLOCK, now, "")
    else:
        operations.schedule(at)
    return True


def _ripe(at: Situation) -> Transition | None:
    """Return the clock's move that can be made now: its instant has come and its conditions hold."""
    for when, transition in ripening(at.workflow, at.case.stage, at.case.entered_at, operations.calendar()):
        if when <= at.now and all(queries.vocabulary().evaluate(use, at).holds for use in transition.needs):
            return transition
    return None


def run_due(now: datetime) -> int:
    """Let the clock look at every case that is due, each in its own transaction. Returns how many were."""
    done = 0
    for case_id in queries.due(now):
        try:
            with transaction():
                done += tick(case_id, now=now)
        except Exception:  # one file that fails must not hold up the others
            db.session.rollback()
            log.exception("the clock failed at a file", case=case_id)
    return done


def extend(
    case_id: int,
    length: Duration,
    reason: str,
    *,
    actor: Actor,
    now: datetime,
    expected: Expected,
    closes_at: datetime | None = None,
) -> Case:
    """Give the stage more time: its closing moves by ``length``, counted from where it is now.

    ``closes_at`` is the closing that the person has seen; ``None``: not checked.

    Raises:
        Missing, Refused: the person does not lead the file on from this stage.
        NotNow: the stage has no limit, or it has run out.
        Stale: the file has moved, or somebody else has extended the limit meanwhile.
        Invalid: no reason.
    """
    case = queries.lock(case_id)
    there = queries.visible(case, actor)
    access.require(actor, Permission.CASE_LEAD, there)
    actor = actor.leading(there.leads)
    operations.expect(case, expected)
    before = case.closes_at
    if before is None:
        raise NotNow(say("The stage %(stage)s has no time limit.", stage=there.stage_title))
    if case.closed or before <= now:
        raise NotNow(say("The time limit of the stage %(stage)s has run out.", stage=there.stage_title))
    if closes_at is not None and closes_at != before:
        raise Stale(say("The time limit was extended meanwhile: it ends on %(until)s.", until=before), link=case.path)
    reason = operations.written(reason, required=True)
    case.closes_at = closes(length, before, operations.calendar())
    operations.visit_of(case).closes_at = case.closes_at
    at = Situation(case, queries.workflow_of(case), actor, now)
    stage = at.workflow.stages[case.stage]
    for use in stage.holds:
        queries.vocabulary().activity(use.name).extended(at, use.params, case.closes_at)
    operations.schedule(at)
    case.updated_at = now
    record(
        "recommendations.limit.extended", actor=actor, now=now, case_id=case.id, stage=stage.title, before=before,
        until=case.closes_at, reason=reason,
    )  # fmt: skip
    notifications.notify(
        who.seeing(case.id, stage.allows.get("see", frozenset()), now),
        say(
            "%(symbol)s: the time limit of the stage %(stage)s now ends on %(until)s.",
            symbol=queries.working_symbol(case),
            stage=stage.title,
            until=case.closes_at,
        ),
        link=case.path, case_id=case.id, now=now, key=f"extended:{case.id}:{case.visit}:{case.closes_at.isoformat()}",
        actor=actor,
    )  # fmt: skip
    return case


def reopen(case: Case, length: Duration, *, actor: Actor, now: datetime) -> datetime:
    """Let the time of a stage whose limit has run out run again, for ``length`` from now. Returns when it closes.

    Raises:
        NotNow: the stage has no limit, or it has not run out.
    """
    at = Situation(case, queries.workflow_of(case), actor, now)
    if case.closes_at is None or not case.closed:
        raise NotNow(say("The time of this stage has not run out."))
    until = closes(length, now, operations.calendar())
    case.closed, case.closes_at, case.updated_at = False, until, now
    operations.visit_of(case).closes_at = until
    operations.schedule(at)
    return until


def note_ready() -> None:
    """Note, at the end of a transaction, which moves are ready in the cases that it changed.

    A move of the clock whose instant has passed waits for its conditions: the clock looks again once they hold.
    """
    for _, case in sorted(queries.changed_here().items()):
        at = Situation(case, queries.workflow_of(case), CLOCK, clock.now())
        ready = [
            transition
            for transition in at.workflow.leaving(case.stage)
            if transition.needs and all(queries.vocabulary().evaluate(use, at).holds for use in transition.needs)
        ]
        case.ready = [transition.name for transition in ready]
        case.has_ready = bool(case.ready)
        if _ripe(at) is not None and (case.due_at is None or case.due_at > at.now):
            case.due_at = at.now
    queries.changed_here().clear()


before_commit(note_ready, first=True)
