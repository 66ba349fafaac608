"""Many people act on one file in any order: only listed moves happen, promises hold, and the record replays to the row."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from council_flow.audit.models import Entry
from council_flow.database import db
from council_flow.errors import CouncilError
from council_flow.recommendations import clock_operations, queries
from council_flow.recommendations.models import Case, Visit
from council_flow.workflow import unkept
from tests.factories.acting import TEXT, Acting

WHO = ("chair", "vice-chair", "secretariat", "expert.kz", "expert.kg", "reviewer.tj", "focal.uz")
MOVES = (
    "open_consultation", "open_review", "conclude_review", "open_adoption", "adopt", "publish", "return_to_draft",
    "return_to_review", "withdraw",
)  # fmt: skip
STATES = ("kg", "tj", "uz")


@pytest.fixture
def _council(acting: Acting) -> Iterator[None]:
    Council.acting = acting
    Council.browsers = {who: acting.browser(who) for who in WHO}
    yield
    del Council.acting, Council.browsers


class Council(RuleBasedStateMachine):
    """A council that works on one file, over HTTP where a move is made."""

    acting: Acting
    browsers: dict[str, Any]

    @initialize()
    def open(self) -> None:
        self.acting.declared = set()  # type: ignore[attr-defined]
        self.number = self.acting.open_case().id
        self.moved = 0

    def case(self) -> Case:
        db.session.rollback()
        db.session.expire_all()
        return queries.get(self.number)

    def offered(self, who: str) -> dict[str, Any]:
        answer = self.browsers[who].get(f"{self.case().path}/moves.json")
        return {one["transition"]: one for one in json.loads(answer.data)} if answer.status_code == 200 else {}

    @rule(who=st.sampled_from(WHO), move=st.sampled_from(MOVES), reason=st.sampled_from(["", "For good reason."]))
    def press(self, who: str, move: str, reason: str) -> None:
        """What is offered as possible can be made; everything else is refused and changes nothing."""
        self._press(who, move, reason)

    @rule(who=st.sampled_from(("chair", "vice-chair", "secretariat")))
    def press_on(self, who: str) -> None:
        """Somebody makes what can be made towards the end."""
        ahead = [name for name, one in self.offered(who).items() if one["allowed"] and name not in MOVES[6:]]
        for move in ahead[:1]:
            self._press(who, move, "")

    def _press(self, who: str, move: str, reason: str) -> None:
        before = self.case()
        was = (before.stage, before.visit)
        offer = self.offered(who).get(move)
        workflow = queries.workflow_of(before)
        answer = self.browsers[who].post(f"{before.path}/move", data={"transition": move, "reason": reason})
        after = self.case()
        possible = offer is not None and offer["allowed"]
        if possible and workflow.transitions[move].reason_required and not reason:
            possible = False
        assert (answer.status_code == 303) == possible, (who, move, was, answer.status_code)
        complete = possible and offer is not None and offer["approvals"]["given"] + 1 >= offer["approvals"]["needed"]
        if complete:
            assert (after.stage, after.visit) == (workflow.transitions[move].to, was[1] + 1)
        else:
            assert (after.stage, after.visit) == was

    @rule(hours=st.sampled_from([1, 30, 24 * 9, 24 * 23]))
    def wait(self, hours: int) -> None:
        self.acting.later(hours=hours)
        clock_operations.run_due(self.acting.now)
        if self.case().stage == "adopted":
            self.acting.work()

    @rule()
    def everybody_answers(self) -> None:
        """Those who are asked do their part: States answer, reviewers give opinions, findings are made."""
        case = self.case()
        tried = {
            "consultation": lambda: self.acting.answer_all(case),
            "review": lambda: self._opine(case),
            "alignment": lambda: self.acting.find_all(case),
        }
        if case.stage in tried:
            tried[case.stage]()

    def _opine(self, case: Case) -> None:
        from council_flow.people import assignments_operations as assignments

        for state in STATES:
            person = self.acting.actor(f"reviewer.{state}").id
            with suppress(CouncilError):  # where the person is named already
                self.acting.do(assignments.assign, case.id, person, "reviewer", by="secretariat")
            self.acting.opine(case, state)

    @rule(
        words=st.sampled_from(["four weeks", "six weeks", "eight weeks"]),
        who=st.sampled_from(["expert.kz", "expert.kg"]),
    )
    def write(self, words: str, who: str) -> None:
        case = self.case()
        body = self.acting.body(TEXT.replace("eight weeks", words))
        try:
            self.acting.save(case, body, by=who)
        except CouncilError:
            assert self.case().version == case.version

    @rule(position=st.sampled_from(["agrees", "objects"]), state=st.sampled_from(["kz", "uz"]))
    def take_position(self, position: str, state: str) -> None:
        with suppress(CouncilError):  # where no procedure is open
            self.acting.take(self.case(), state, position, "For reasons of law.")

    @invariant()
    def the_record_replays_to_the_row(self) -> None:
        case = self.case()
        moves = db.session.query(Entry).filter_by(case_id=case.id, tag="recommendations.case.moved").order_by(Entry.seq)
        workflow, way = queries.workflow_of(case), [queries.workflow_of(case).initial]
        for entry in moves:
            transition = workflow.transitions[entry.data["transition"]]
            assert entry.data["source"] == way[-1]
            assert way[-1] in transition.sources
            assert entry.data["target"] == (transition.to or way[-1])
            way.append(entry.data["target"])
        assert way[-1] == case.stage
        assert len(way) == case.visit
        stays = db.session.query(Visit.stage).filter_by(case_id=case.id).order_by(Visit.number)
        assert [stage for (stage,) in stays] == way
        assert unkept(workflow, way) is None


@pytest.mark.usefixtures("_council")
def test_no_order_of_acts_breaks_what_the_procedure_promises() -> None:
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        Council,
        settings=settings(
            max_examples=12, stateful_step_count=24, deadline=None, suppress_health_check=list(HealthCheck),
            database=None,
        ),
    )  # fmt: skip


def test_the_machine_reaches_the_end(acting: Acting) -> None:
    """What the machine does can lead to publication: it is no machine that never gets anywhere."""
    Council.acting, Council.browsers = acting, {who: acting.browser(who) for who in WHO}
    machine = Council()
    machine.open()
    machine.press_on("chair")
    machine.everybody_answers()
    machine.wait(24 * 23)
    for _ in range(3):
        machine.press_on("chair")
        machine.everybody_answers()
    machine.wait(24 * 23)
    machine.press_on("chair")
    machine.press_on("vice-chair")
    acting.work()
    machine.press_on("secretariat")
    assert machine.case().stage == "published"
    machine.the_record_replays_to_the_row()
