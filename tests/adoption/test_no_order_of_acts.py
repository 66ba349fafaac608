"""No order of acts adopts a text without what its procedure promises: in a session, by roll call, in writing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from council_flow.adoption import operations as adoption
from council_flow.adoption import queries as adopting
from council_flow.adoption import rules as r
from council_flow.adoption.tally import CARRIED, tally
from council_flow.alignment import operations as alignment
from council_flow.alignment import queries as aligning
from council_flow.audit.models import Entry
from council_flow.consultation import operations as consultation
from council_flow.database import db, transaction
from council_flow.errors import CouncilError, Expected
from council_flow.people import assignments_operations as assignments
from council_flow.people import queries as people
from council_flow.recommendations import clock_operations, queries
from council_flow.recommendations import operations as cases
from council_flow.recommendations.models import Approval, Case
from council_flow.review import operations as review
from council_flow.review.criteria import CRITERIA
from tests.factories.acting import TEXT, Acting

VOICES = ("kz", "kg", "tj", "tm", "uz")
PROCEDURES = ("session", "decision", "written")
WORDS = "For reasons of law."
SOUND = {name: {"grade": "sound", "reason": ""} for name in CRITERIA}


class Adopting(RuleBasedStateMachine):
    """A council that works on one file of one of three procedures."""

    acting: Acting

    @initialize(procedure=st.sampled_from(PROCEDURES))
    def open(self, procedure: str) -> None:
        case = self.acting.do(cases.open_case, procedure, self.acting.body(), by="expert.kz", reason="Zero draft")
        self.number = case.id
        self.reached = False

    def case(self) -> Case:
        db.session.rollback()
        db.session.expire_all()
        return queries.get(self.number)

    def act(self, act: Callable[..., Any], *args: Any, by: str, **more: Any) -> None:
        """Do something, where it can be done: under the alias that a blind review gives."""
        case = self.case()
        actor = people.as_assigned(self.acting.actor(by), case.year, case.number)
        with suppress(CouncilError), transaction():
            act(*args, actor=actor, now=self.acting.now, **more)

    @rule(who=st.sampled_from(("chair", "vice-chair")), at=st.integers(0, 3))
    def move(self, who: str, at: int) -> None:
        """Press a move that leads on, or back; withdrawing would end the play."""
        case = self.case()
        leaving = [one.name for one in queries.workflow_of(case).leaving(case.stage) if one.name != "withdraw"]
        if leaving:
            chosen = leaving[at % len(leaving)]
            self.act(cases.move, case.id, chosen, by=who, expected=Expected(), reason=WORDS)

    @rule(thorough=st.booleans())
    def go_on(self, thorough: bool) -> None:
        """Do what the stage needs, or only part of it, and press on."""
        self.everybody_does_their_part()
        if thorough:
            self.the_second_reader_reads()
            if self.case().stage != "draft":
                self.wait(24 * 23)
        self.move("chair", 0)

    @rule(thorough=st.booleans())
    def bring_to_the_end(self, thorough: bool) -> None:
        """Play the adoption: with or without enough States, the time that it runs, the second chair."""
        if self.case().stage != "adoption":
            self.go_on(True)
            return
        if thorough:
            self.most_agree()
        self.preside(True)
        self.wait(24 * 23)
        self.move("chair", 0)
        self.move("vice-chair", 0)

    @rule(hours=st.sampled_from([2, 24 * 12, 24 * 23]))
    def wait(self, hours: int) -> None:
        self.acting.later(hours=hours)
        clock_operations.run_due(self.acting.now)

    @rule()
    def everybody_does_their_part(self) -> None:
        case = self.case()
        if case.stage == "consultation":
            for state in (*VOICES, "jo"):
                self.act(consultation.answer, case.id, "agrees", "", by=f"focal.{state}", expected=Expected())
        if case.stage == "review":
            for state in ("kg", "tj", "uz"):
                by = f"reviewer.{state}"
                self.act(assignments.assign, case.id, self.acting.actor(by).id, "reviewer", by="secretariat")
                self.act(review.reply, case.id, True, by=by, expected=Expected())
                self.act(review.declare, case.id, concerned=False, text="", by=by, expected=Expected())
                self.act(review.give, case.id, "ready", WORDS, grades=SOUND, by=by, expected=Expected())
        if case.stage == "alignment":
            with suppress(CouncilError):
                self.acting.find_all(case)

    @rule()
    def the_second_reader_reads(self) -> None:
        case = self.case()
        for found in aligning.standing(case.id).values():
            for one in found:
                self.act(alignment.read, case.id, one.id, True, by="reviewer.kg", expected=Expected())

    @rule(words=st.sampled_from(["four weeks", "eight weeks"]))
    def write(self, words: str) -> None:
        body = self.acting.body(TEXT.replace("eight weeks", words))
        with suppress(CouncilError):
            self.acting.save(self.case(), body)

    @rule(state=st.sampled_from(VOICES), at=st.integers(0, 4))
    def take(self, state: str, at: int) -> None:
        procedure = adopting.latest(self.case().id)
        if procedure is not None:
            position = r.POSITIONS[procedure.kind][at % len(r.POSITIONS[procedure.kind])]
            self.act(adoption.take, self.number, position, WORDS, by=f"focal.{state}", expected=Expected())

    def most_agree(self) -> None:
        procedure = adopting.latest(self.case().id)
        for state in VOICES[:4] if procedure is not None else ():
            position = r.POSITIONS[procedure.kind][0]  # type: ignore[union-attr]
            self.act(adoption.take, self.number, position, "", by=f"focal.{state}", expected=Expected())

    @rule(proposes=st.booleans())
    def preside(self, proposes: bool) -> None:
        if proposes:
            self.act(adoption.propose, self.number, "I propose it.", by="chair", expected=Expected())
        self.act(adoption.declare, self.number, by="chair", expected=Expected())

    @invariant()
    def what_is_adopted_has_what_was_promised(self) -> None:
        case = self.case()
        if case.stage != "adopted":
            return
        self.reached = True
        procedure = adopting.latest(case.id)
        assert procedure is not None and procedure.content_hash == case.content_hash
        standing = {state: one.position for state, one in adopting.positions(procedure.id).items()}
        assert tally(procedure.ruled, procedure.voices, standing, procedure.casting).outcome == CARRIED
        approvals = db.session.query(Approval).filter_by(
            case_id=case.id, transition="adopt", content_hash=case.content_hash, taken_back_at=None, fell_at=None
        )
        assert len({one.account_id for one in approvals}) == 2
        moves = db.session.query(Entry).filter_by(case_id=case.id, tag="recommendations.case.moved")
        passed = {entry.data["source"] for entry in moves}
        workflow = queries.workflow_of(case)
        assert {"alignment", "adoption"} <= passed
        assert "review" in passed or "review" not in workflow.stages
        checked = aligning.paragraphs(case, workflow)
        assert checked and all(one.state == "stands" for one in checked)


@pytest.fixture
def _council(acting: Acting) -> Iterator[None]:
    Adopting.acting = acting
    yield
    del Adopting.acting


@pytest.mark.usefixtures("_council")
def test_no_order_of_acts_adopts_a_text_without_what_its_procedure_promises() -> None:
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        Adopting,
        settings=settings(
            max_examples=20, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck),
            database=None,
        ),
    )  # fmt: skip


@pytest.mark.parametrize("procedure", PROCEDURES)
def test_the_machine_can_adopt_in_each_procedure(acting: Acting, procedure: str) -> None:
    Adopting.acting = acting
    machine = Adopting()
    machine.open(procedure)
    for _ in range(6):
        machine.everybody_does_their_part()
        machine.the_second_reader_reads()
        if machine.case().stage in ("consultation", "review"):
            machine.wait(24 * 23)
        machine.most_agree()
        if machine.case().stage == "adoption":
            machine.preside(True)
            machine.wait(24 * 23)
        machine.move("chair", 0)
        if machine.case().stage == "adoption":
            machine.move("vice-chair", 0)
        machine.what_is_adopted_has_what_was_promised()
    assert machine.reached
