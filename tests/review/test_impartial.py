"""Who reads a text for the council is somebody else than who writes it, or who has an interest in it; each counts once."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from council_flow.alignment import queries as checks
from council_flow.database import db
from council_flow.demo.script import body
from council_flow.errors import Invalid
from council_flow.people import assignments_operations as assignments
from council_flow.recommendations.models import Case
from tests.adoption.test_procedures import FILE, to_second_reading
from tests.factories.acting import TEXT, Acting


def read_all(acting: Acting, case: Case, by: str) -> set[int]:
    db.session.rollback()
    found = [one for there in checks.standing(case.id).values() for one in there]
    return {
        acting.browser(by).post(f"{FILE}/alignment/{one.key}/{one.id}/read", data={"verdict": "agrees"}).status_code
        for one in found
    }


def test_who_declares_an_interest_reads_no_finding_and_what_was_read_waits_again(acting: Acting) -> None:
    case = to_second_reading(acting)
    assert read_all(acting, case, "reviewer.kg") == {303}
    assert acting.case(case).gaps == 0
    acting.browser("chair").post(f"{FILE}/move", data={"transition": "return_to_review", "reason": "Once more."})
    sent = {"concerned": "yes", "text": "My institute is paid for it."}
    assert acting.browser("reviewer.kg").post(f"{FILE}/review/interest", data=sent).status_code == 303
    assert acting.case(case).gaps == 3


def test_a_recused_reviewer_is_no_second_reader(acting: Acting) -> None:
    case = to_second_reading(acting, aside="uz")
    assert read_all(acting, case, "reviewer.uz") == {403}
    assert acting.case(case).gaps == 3


def test_nobody_reads_the_own_finding_as_the_second_also_after_a_colleague_has_confirmed_it(acting: Acting) -> None:
    case = to_second_reading(acting)
    acting.do(assignments.assign, case.id, acting.actor("secretariat").id, "reviewer", by="chair")
    changed = TEXT.replace("six months", "nine months").replace("eight weeks", "nine weeks").replace("deputy", "helper")
    acting.save(case, body({"texts": {"en": changed}}, "en", acting.text_of(case)))
    for there in checks.standing(case.id).values():
        for one in there:
            acting.browser("secretariat2").post(f"{FILE}/alignment/{one.key}/{one.id}/confirm")
    assert read_all(acting, case, "secretariat") == {403}


def test_who_writes_the_text_does_not_review_it(acting: Acting) -> None:
    case = acting.to_review()
    with pytest.raises(Invalid):
        acting.do(assignments.assign, case.id, acting.actor("expert.kz").id, "reviewer", by="secretariat")
    with pytest.raises(Invalid):
        acting.do(assignments.assign, case.id, acting.actor("reviewer.kg").id, "drafter", by="secretariat")


def test_the_day_of_an_opinion_is_a_day_at_the_seat(acting: Acting) -> None:
    case = acting.to_review()
    acting.app.extensions["clock"].fixed = datetime(2026, 9, 28, 20, 0, tzinfo=UTC)  # 01:00 on the 29th in Tashkent
    for day, status in (("2026-09-28", 422), ("2026-09-29", 303)):
        sent = {"accepted": "yes", "by_day": day}
        assert acting.browser("reviewer.kg").post(f"{case.path}/review/reply", data=sent).status_code == status


def test_the_days_of_a_stage_are_those_of_the_seat(acting: Acting) -> None:
    acting.app.extensions["clock"].fixed = datetime(2026, 9, 1, 20, 30, tzinfo=UTC)  # 01:30 on 2 September
    case = acting.open_case()
    page = acting.browser("chair").get(case.path).text
    assert "since 2 September 2026" in page
