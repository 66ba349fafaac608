"""What time does to files: limits, longer limits, reminders and moves of the clock, each once, also when it is late."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from council_flow.consultation.models import Round
from council_flow.database import db, transaction
from council_flow.errors import NotNow, Refused
from council_flow.notifications.models import Outbox
from council_flow.procedures import operations as procedures
from council_flow.recommendations import clock_operations, migrating_operations
from council_flow.recommendations.models import Case
from council_flow.workflow import Duration
from tests.factories.acting import Acting
from tests.procedures.conftest import recommendation
from tests.recommendations.conftest import Councils
from tests.web.page import Page

FILE = "/drafts/2026/L.1"
LAPSE = """  lapse:
    title: {en: Lapse}
    from: consultation
    to: withdrawn
    after: 30 days
"""


@pytest.fixture
def lapsing(council_with: Councils) -> Acting:
    """A council whose consultations lapse after thirty days, where every comment is settled."""
    lapse = LAPSE + "    needs: [discussion.all_disposed]\n"
    return council_with("recommendation.yaml", recommendation(
        ("transitions:\n", f"transitions:\n{lapse}"), ("  - withdrawn only with a reason\n", "")
    ))  # fmt: skip


def run(acting: Acting) -> int:
    """Let the clock look, as the worker does every minute."""
    return clock_operations.run_due(acting.now)


def open_round() -> Round:
    db.session.rollback()
    return db.session.query(Round).order_by(Round.id.desc()).first()  # type: ignore[return-value]


def entries(acting: Acting, case: Case, words: str) -> int:
    return Page(acting.browser("chair").get(f"{acting.case(case).path}/history")).words.count(words)


def test_a_round_closes_once_however_often_the_clock_looks(acting: Acting) -> None:
    case = acting.to_consultation()
    acting.later(days=22)
    assert [run(acting) for _ in range(3)] == [1, 0, 0]
    assert open_round().closed_at == acting.now
    assert acting.case(case).closed


def test_a_move_of_the_clock_is_made_at_its_instant_and_not_before(lapsing: Acting) -> None:
    case = lapsing.to_consultation()
    lapsing.later(days=29)
    run(lapsing)
    assert lapsing.case(case).stage == "consultation"
    lapsing.later(days=2)
    run(lapsing)
    assert lapsing.case(case).stage == "withdrawn"


def test_after_the_machine_slept_past_several_instants_each_thing_happens_once(lapsing: Acting) -> None:
    case = lapsing.to_consultation()
    lapsing.later(days=200)
    assert run(lapsing) == 1
    assert run(lapsing) == 0
    assert lapsing.case(case).stage == "withdrawn"
    assert open_round().closed_at is not None
    assert entries(lapsing, case, "The file is now at the stage Withdrawn") == 1


def commented(acting: Acting, case: Case) -> None:
    from council_flow.discussion import operations as discussion

    key = acting.text_of(case).operative()[0].key
    acting.do(discussion.post, case.id, key, "Which provider?", by="expert.kg")


def test_a_clock_move_whose_condition_was_open_is_made_when_the_condition_holds(lapsing: Acting) -> None:
    from council_flow.discussion import operations as discussion

    case = lapsing.to_consultation()
    commented(lapsing, case)
    lapsing.later(days=40)
    run(lapsing)
    assert lapsing.case(case).stage == "consultation"
    assert lapsing.case(case).closed  # the round closed all the same
    lapsing.later(days=3)
    run(lapsing)
    assert lapsing.case(case).stage == "consultation"
    lapsing.do(discussion.dispose, case.id, 1, "noted", by="expert.kz")
    lapsing.later(minutes=1)
    run(lapsing)
    assert lapsing.case(case).stage == "withdrawn"


def extend(acting: Acting, by: str = "chair", count: int = 7, reason: str = "Two States asked for time.") -> Page:
    sent = {"count": count, "unit": "days", "reason": reason}
    return Page(acting.browser(by).post(f"{FILE}/extend", data=sent))


def test_a_limit_is_extended_with_a_reason_and_everything_follows(acting: Acting) -> None:
    case = acting.to_consultation()
    before = acting.case(case).closes_at
    assert before is not None
    assert extend(acting).status == 303
    after = acting.case(case)
    assert after.closes_at == after.due_at == open_round().closes_at == before + timedelta(days=7)
    acting.later(days=22)
    assert run(acting) == 0
    acting.later(days=7)
    assert run(acting) == 1
    history = Page(acting.browser("expert.kg").get(f"{FILE}/history")).words
    assert "extended the time limit of the stage Consultation" in history
    assert "Two States asked for time." in history


def test_reminders_go_before_the_new_closing_and_not_before_the_old_one(acting: Acting) -> None:
    acting.to_consultation()
    extend(acting, count=14)
    acting.later(days=14)  # seven days before the first closing
    acting.work()
    assert _reminded() == 0
    acting.later(days=14, minutes=600)  # seven days before the new one
    acting.work()
    assert _reminded() == 10
    acting.work()
    assert _reminded() == 10


def _reminded() -> int:
    from council_flow.consultation.models import Invitation

    db.session.rollback()
    return db.session.query(Invitation).filter(Invitation.reminded_at.is_not(None)).count()


def test_a_silence_that_is_extended_runs_on(acting: Acting) -> None:
    case = acting.to_adoption()
    before = acting.case(case).closes_at
    assert before is not None
    assert extend(acting, count=3).status == 303
    acting.app.extensions["clock"].fixed = before + timedelta(minutes=1)
    run(acting)
    assert "The silence runs until" in Page(acting.browser("chair").get(FILE)).words
    acting.later(days=3)
    run(acting)
    assert "ended on" in Page(acting.browser("chair").get(FILE)).words


def test_an_extension_needs_a_reason_and_loses_nothing(acting: Acting) -> None:
    acting.to_consultation()
    page = extend(acting, count=9, reason="  ")
    assert page.status == 422
    assert page.refusal("reason")
    assert 'value="9"' in page.source


@pytest.mark.parametrize("count", ["0", "366", "-3", "many", ""])
def test_a_length_outside_the_limits_is_refused(acting: Acting, count: str) -> None:
    acting.to_consultation()
    sent = {"count": count, "unit": "days", "reason": "More time."}
    assert acting.browser("chair").post(f"{FILE}/extend", data=sent).status_code == 422


@pytest.mark.parametrize(
    ("by", "status"), [("expert.kz", 403), ("focal.kz", 403), ("secretariat", 403), ("reviewer.kg", 403)]
)
def test_who_does_not_lead_the_file_on_does_not_extend(acting: Acting, by: str, status: int) -> None:
    case = acting.to_consultation()
    before = acting.case(case).closes_at
    assert extend(acting, by=by).status == status
    assert acting.browser(by).get(f"{FILE}/extend").status_code == status
    assert acting.case(case).closes_at == before


def test_what_has_run_out_is_not_extended(acting: Acting) -> None:
    case = acting.to_consultation()
    acting.to_close(case)
    assert extend(acting).status == 409
    assert "This stage has no time limit that runs." in Page(acting.browser("chair").get(f"{FILE}/extend")).words


def test_a_stage_without_a_limit_is_not_extended(acting: Acting) -> None:
    case = acting.open_case()
    with pytest.raises(NotNow, match="has no time limit"), transaction():
        clock_operations.extend(
            case.id, Duration(3, "days"), "More time.", actor=acting.actor("chair"), now=acting.now, expected=_any()
        )
    with pytest.raises(Refused), transaction():
        clock_operations.extend(
            case.id, Duration(3, "days"), "More.", actor=acting.actor("expert.kz"), now=acting.now, expected=_any()
        )


def _any() -> object:
    from council_flow.errors import Expected

    return Expected()


CLOCK = """
import sys
from datetime import datetime
from tests.recommendations.process import application
app = application()
with app.app_context():
    from council_flow.notifications.jobs import run_outbox
    from council_flow.recommendations import clock_operations
    now = datetime.fromisoformat(sys.argv[1])
    app.extensions["clock"].fixed = now
    sys.stdin.readline()
    print(clock_operations.run_due(now), flush=True)
    run_outbox(lambda: now, limit=1000)
"""


def test_several_workers_at_once_do_each_thing_once(each_app: Flask) -> None:
    acting = Acting(each_app)
    cases = [acting.to_consultation().path for _ in range(6)]
    acting.work()
    waiting = db.session.query(Outbox).filter(Outbox.done_at.is_(None)).count()
    acting.later(days=22)
    db.session.remove()
    settings = each_app.extensions["settings"]
    environment = {**os.environ, "TEST_INSTANCE": str(settings.instance), "TEST_DATABASE": settings.database_url or ""}
    workers = [
        subprocess.Popen(
            [sys.executable, "-c", CLOCK, acting.now.isoformat()], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            env=environment, text=True, cwd=Path(__file__).parents[2],
        )
        for _ in range(3)
    ]  # fmt: skip
    done = [int(worker.communicate("go\n", timeout=120)[0].split()[0]) for worker in workers]
    assert sum(done) == len(cases)
    db.session.rollback()
    closed = db.session.query(Round).filter(Round.closed_at == acting.now).count()
    assert closed == len(cases)
    assert waiting > 0 and db.session.query(Outbox).filter(Outbox.done_at.is_(None)).count() == 0
    for path in cases:
        words = Page(acting.browser("chair").get(f"{path}/history")).words
        assert words.count("Round 1 of the consultation was closed") == 1, words


def test_two_who_extend_at_once_extend_once(acting: Acting) -> None:
    case = acting.to_consultation()
    before = acting.case(case).closes_at
    assert before is not None
    drawn = {who: Page(acting.browser(who).get(f"{FILE}/extend")).form("/extend") for who in ("chair", "vice-chair")}
    sent = {"count": "7", "unit": "days", "reason": "Two States asked for time."}
    first = Page(acting.browser("chair").post(f"{FILE}/extend", data={**drawn["chair"], **sent}))
    second = Page(acting.browser("vice-chair").post(f"{FILE}/extend", data={**drawn["vice-chair"], **sent}))
    assert (first.status, second.status) == (303, 409)
    assert "The time limit was extended meanwhile" in second.words
    assert acting.case(case).closes_at == before + timedelta(days=7)


def test_a_file_at_which_the_clock_fails_holds_up_no_other(acting: Acting, monkeypatch: pytest.MonkeyPatch) -> None:
    broken, sound = acting.to_consultation(), acting.to_consultation()
    acting.later(days=22)
    tick = clock_operations.tick

    def failing(case_id: int, *, now: Any) -> bool:
        if case_id == broken_id:
            raise RuntimeError("a fault of ours")
        return tick(case_id, now=now)

    broken_id = acting.case(broken).id
    monkeypatch.setattr(clock_operations, "tick", failing)
    assert run(acting) == 1
    assert acting.case(sound).closed
    assert not acting.case(broken).closed


def test_a_clock_move_is_not_lost_when_a_limit_is_extended_after_its_instant(lapsing: Acting) -> None:
    """The worker was down at the instant of the move; then the limit was extended."""
    case = lapsing.to_consultation()
    extend(lapsing, count=20)
    lapsing.later(days=31)
    assert extend(lapsing, count=20).status == 303
    lapsing.later(minutes=1)
    run(lapsing)
    assert lapsing.case(case).stage == "withdrawn"


def test_a_clock_move_that_a_revision_brings_is_made_where_its_instant_has_passed(acting: Acting) -> None:
    case = acting.open_case()
    acting.later(days=30)
    lapse = "  lapse: {title: {en: Lapse}, from: draft, to: withdrawn, after: 10 days}\n"
    text = recommendation(("transitions:\n", f"transitions:\n{lapse}"), ("  - withdrawn only with a reason\n", ""))
    acting.do(procedures.activate, text, by="secretariat")
    acting.do(migrating_operations.migrate, "recommendation", {}, by="secretariat")
    acting.later(minutes=1)
    run(acting)
    assert acting.case(case).stage == "withdrawn"
