"""Consensus, roll call and the written procedure, through the pages of those who act in them."""

from __future__ import annotations

import io
import json
from datetime import timedelta

import pytest
from flask import Flask

from council_flow.adoption.tally import recount
from council_flow.alignment import operations as alignment
from council_flow.alignment import queries as alignment_queries
from council_flow.errors import Expected, Refused
from council_flow.people import assignments_operations as assignments
from council_flow.recommendations import operations as cases
from council_flow.recommendations.models import Case
from council_flow.review import operations as review
from council_flow.review.criteria import CRITERIA
from tests.factories.acting import Acting
from tests.web.page import Page

FILE = "/drafts/2026/L.1"
PAGE = f"{FILE}/adoption"


def opened(acting: Acting, procedure: str) -> Case:
    case: Case = acting.do(cases.open_case, procedure, acting.body(), by="expert.kz", reason="Zero draft")
    return case


def to_written(acting: Acting) -> Case:
    case = opened(acting, "written")
    acting.move(case, "open_check")
    acting.find_all(case)
    acting.move(case, "open_adoption")
    return case


def to_roll_call(acting: Acting) -> Case:
    case = opened(acting, "decision")
    acting.move(case, "open_consultation")
    acting.answer_all(case)
    acting.to_close(case)
    acting.move(case, "open_check")
    acting.find_all(case)
    acting.move(case, "open_adoption")
    return case


def to_second_reading(acting: Acting, aside: str = "") -> Case:
    """Return a file whose findings wait for the second reader; two of three reviewers gave opinions, one may have stepped aside."""
    case = opened(acting, "session")
    acting.move(case, "open_consultation")
    acting.answer_all(case)
    acting.to_close(case)
    acting.move(case, "open_review")
    for state in ("kg", "tj", "uz"):
        acting.do(assignments.assign, case.id, acting.actor(f"reviewer.{state}").id, "reviewer", by="secretariat")
    grades = {name: {"grade": "sound", "reason": ""} for name in CRITERIA}
    if aside:
        acting.do(review.declare, case.id, concerned=True, text="Paid.", by=f"reviewer.{aside}", expected=Expected())
    for state in ("kg", "tj"):
        by = f"reviewer.{state}"
        acting.do(review.declare, case.id, concerned=False, text="", by=by, expected=Expected())
        acting.do(review.give, case.id, "ready", "Sound.", grades=grades, by=by, expected=Expected())
    acting.move(case, "conclude_review")
    acting.find_all(case)
    assert acting.case(case).gaps == 3
    return case


def to_consensus(acting: Acting) -> Case:
    case = to_second_reading(acting)
    for found in [one for there in alignment_queries.standing(case.id).values() for one in there]:
        acting.do(alignment.read, case.id, found.id, True, by="reviewer.kg", expected=Expected())
    acting.move(case, "open_adoption")
    return case


def opine(acting: Acting, state: str, **more: str) -> Page:
    browser = acting.browser(f"reviewer.{state}")
    browser.post(f"{FILE}/review/interest", data={"concerned": "no"})
    grades = {
        f"grade-{name}": "sound"
        for name in ("clarity", "evidence", "feasibility", "human_rights", "gender", "children")
    }
    return Page(
        browser.post(f"{FILE}/review/opinion", data={"opinion": "ready", "reasons": "Sound.", **grades, **more})
    )


def take(acting: Acting, by: str, position: str, text: str = "", **more: str) -> Page:
    sent = {"position": position, "text": text, "do": "record", **more}
    return Page(acting.browser(by).post(PAGE, data=sent))


def post(acting: Acting, by: str, address: str, **sent: str) -> Page:
    return Page(acting.browser(by).post(f"{PAGE}/{address}", data=sent))


def words(acting: Acting, by: str = "chair") -> str:
    return Page(acting.browser(by).get(PAGE)).words


def letter(acting: Acting, title: str = "Letter of State A") -> str:
    sent = {"file": (io.BytesIO(b"We agree."), "letter.txt"), "title": title, "language": "en", "label": "letter"}
    assert acting.browser("secretariat").post(f"{FILE}/documents", data=sent).status_code == 303
    return "1"


def certify(acting: Acting) -> int:
    acting.browser("chair").post(f"{FILE}/move", data={"transition": "adopt"})
    return int(acting.browser("vice-chair").post(f"{FILE}/move", data={"transition": "adopt"}).status_code)


def test_a_written_procedure_is_decided_by_the_clock_from_what_came_in(each_app: Flask) -> None:
    acting = Acting(each_app)
    case = to_written(acting)
    for state in ("kz", "kg"):
        assert take(acting, f"focal.{state}", "agrees").status == 303
    assert "There is no quorum: 2 of 6 took part" in words(acting)
    assert take(acting, "focal.tj", "joins_with_reservation", "Subject to our law.").status == 303
    assert take(acting, "focal.xa", "disagrees").status == 303
    acting.to_close(case)
    assert "3 in favour, 1 against" in words(acting)
    assert certify(acting) == 303
    assert acting.case(case).stage == "adopted"


def test_a_written_procedure_without_a_quorum_carries_nothing(acting: Acting) -> None:
    case = to_written(acting)
    take(acting, "focal.kz", "agrees")
    acting.to_close(case)
    assert certify(acting) == 409
    assert take(acting, "focal.kg", "agrees").status == 409
    assert "Not carried" in words(acting)


def test_a_roll_call_can_be_corrected_until_the_chair_declares_its_result(acting: Acting) -> None:
    case = to_roll_call(acting)
    for state in ("kz", "kg", "uz"):
        take(acting, f"focal.{state}", "yes")
    take(acting, "focal.tj", "no")
    take(acting, "focal.xa", "no")
    assert post(acting, "chair", "declare").status == 409
    assert post(acting, "chair", "proposal", proposal="That the text be adopted.").status == 303
    assert post(acting, "focal.kz", "declare").status == 403
    take(acting, "focal.xa", "abstains")
    assert post(acting, "chair", "declare").status == 303
    assert "3 in favour, 1 against, 1 abstaining." in words(acting)
    assert take(acting, "focal.tj", "yes").status == 409
    assert acting.case(case).stage == "adoption"
    assert certify(acting) == 303


def test_two_thirds_of_yes_and_no_are_exact(acting: Acting) -> None:
    to_roll_call(acting)
    for state, position in (("kz", "yes"), ("kg", "yes"), ("uz", "yes"), ("tj", "no"), ("xa", "no")):
        take(acting, f"focal.{state}", position)
    post(acting, "chair", "proposal", proposal="That the text be adopted.")
    assert "Needed: 2/3 of yes and no, 4 of 5." in words(acting)
    post(acting, "chair", "declare")
    assert certify(acting) == 409


def test_consensus_is_declared_where_no_objection_stands(acting: Acting) -> None:
    case = to_consensus(acting)
    for state in ("kz", "kg", "uz"):
        take(acting, f"focal.{state}", "joins")
    assert take(acting, "focal.xa", "objects").status == 422
    take(acting, "focal.xa", "objects", "Paragraph 1 names one provider.")
    assert "one is enough" in words(acting)
    take(acting, "focal.xa", "joins_with_reservation", "On paragraph 1.")
    post(acting, "chair", "proposal", proposal="That the text be adopted without a vote.")
    assert post(acting, "chair", "declare").status == 303
    assert certify(acting) == 303
    acting.print_out()
    assert acting.case(case).stage == "adopted"


def test_a_state_that_steps_aside_lowers_the_base_visibly(acting: Acting) -> None:
    to_written(acting)
    assert take(acting, "focal.xa", "recuses").status == 422
    take(acting, "focal.xa", "recuses", "Our ministry drafted the text.")
    assert "1 has stepped aside: the base is 5." in words(acting)


def test_the_secretariat_records_a_position_with_its_letter_and_the_state_corrects_it(acting: Acting) -> None:
    to_written(acting)
    assert take(acting, "secretariat", "agrees", state="XA").status == 422
    number = letter(acting)
    assert take(acting, "secretariat", "agrees", state="XA", letter=number).status == 303
    assert "Recorded by the secretariat, with a letter" in words(acting)
    assert take(acting, "chair", "agrees", state="XA", letter=number).status == 403
    assert take(acting, "focal.kz", "agrees", state="XA", letter=number).status == 403
    assert take(acting, "focal.xa", "disagrees").status == 303
    assert "Recorded by the secretariat, with a letter" not in words(acting)
    assert "Disagrees" in words(acting)


def test_a_voice_given_in_writing_is_held_for_its_time_and_taken_back(acting: Acting) -> None:
    to_written(acting)
    until = (acting.now + timedelta(days=5)).date().isoformat()
    assert take(acting, "focal.kg", "agrees", state="XA").status == 403
    refused = post(
        acting,
        "focal.xa",
        "voice",
        holder="KG",
        until=(acting.now - timedelta(days=1)).date().isoformat(),
        given="Given.",
    )
    assert refused.status == 422
    assert post(acting, "focal.xa", "voice", holder="KG", until=until, given="We give our voice.").status == 303
    assert take(acting, "focal.kg", "agrees", state="XA").status == 303
    assert "Taken by Kyrgyzstan, which holds the voice" in words(acting)
    assert post(acting, "focal.kg", "voice", holder="KZ", until=until, given="Passed on.").status == 422
    acting.later(days=6)
    assert take(acting, "focal.kg", "disagrees", state="XA").status == 403


def test_statements_stand_beside_positions_and_are_printed_with_the_text(acting: Acting) -> None:
    case = acting.to_adoption()
    key = acting.text_of(case).operative()[0].key
    assert post(acting, "focal.xa", "statement", kind="disassociation", key=key, text="").status == 422
    assert (
        post(acting, "focal.xa", "statement", kind="disassociation", key=key, text="We do not join paragraph 1.").status
        == 303
    )
    assert post(acting, "focal.jo", "statement", kind="explanation", text="We explain.").status == 403
    post(acting, "focal.kz", "statement", kind="explanation", text="We join for the sake of children.")
    assert "We do not join paragraph 1." in words(acting)
    acting.to_close(case)
    certify(acting)
    acting.print_out()
    acting.move(case, "publish", by="secretariat")
    public = acting.app.test_client().get("/register/2026/1").text
    assert "We do not join paragraph 1." in public
    assert "We join for the sake of children." in public


def test_the_exported_record_gives_the_same_result(acting: Acting) -> None:
    to_roll_call(acting)
    for state, position in (("kz", "yes"), ("kg", "no"), ("uz", "yes"), ("tj", "yes")):
        take(acting, f"focal.{state}", position)
    take(acting, "focal.kg", "yes")
    post(acting, "chair", "proposal", proposal="That the text be adopted.")
    post(acting, "chair", "declare")
    data = json.loads(acting.browser("expert.tj").get(f"{PAGE}/record-1.json").text)
    assert recount(data).outcome == data["outcome"] == "carried"
    assert len(data["positions"]) == 5


def test_the_protocol_is_there_as_word_and_as_pdf(acting: Acting) -> None:
    to_written(acting)
    take(acting, "focal.kz", "agrees", "With pleasure.")
    address = f"{FILE}/reports/protocol"
    word = acting.browser("chair").get(f"{address}.docx")
    assert (word.status_code, word.data[:2]) == (200, b"PK")
    assert acting.browser("chair").post(f"{address}.pdf").status_code == 303
    assert acting.browser("chair").get(f"{address}.pdf").status_code == 202
    acting.print_out()
    assert acting.browser("chair").get(f"{address}.pdf").data[:5] == b"%PDF-"
    assert acting.browser("chair").get(f"{FILE}/reports/none.pdf").status_code == 404


@pytest.mark.parametrize("by", ["focal.kz", "focal.jo"])
def test_a_state_confirms_that_the_text_has_arrived_without_a_position(acting: Acting, by: str) -> None:
    to_written(acting)
    assert post(acting, by, "receipt").status == 303
    assert ("text received" in words(acting)) == (by == "focal.kz")
    assert "No position" not in words(acting)


def test_a_finding_waits_for_its_second_reader_where_the_workflow_asks(acting: Acting) -> None:
    case = to_consensus(acting)
    assert acting.case(case).gaps == 0
    acting.move(case, "return_to_review", reason="Read once more.")
    acting.move(case, "conclude_review")
    found = next(iter(alignment_queries.standing(case.id).values()))[0]
    key, page = found.key, f"{FILE}/alignment/{found.key}"
    acting.browser("secretariat").post(page, data={"grade": "agrees", "provisions": ["prr-broad"], "reason": "Anew."})
    assert acting.case(case).gaps == 1
    number = (
        Page(acting.browser("reviewer.kg").get(page))
        .all("//li[starts-with(@id, 'finding-')]/@id")[-1]
        .removeprefix("finding-")
    )
    assert acting.browser("chair").post(f"{page}/{number}/read", data={"verdict": "agrees"}).status_code == 403
    assert acting.browser("reviewer.kg").post(f"{page}/{number}/read", data={"verdict": "disputes"}).status_code == 422
    disputed = {"verdict": "disputes", "note": "The term is missing."}
    assert acting.browser("reviewer.kg").post(f"{page}/{number}/read", data=disputed).status_code == 303
    assert "The term is missing." in Page(acting.browser("chair").get(page)).words
    assert acting.case(case).gaps == 1
    assert acting.browser("reviewer.tj").post(f"{page}/{number}/read", data={"verdict": "agrees"}).status_code == 303
    assert acting.case(case).gaps == 0
    with pytest.raises(Refused, match="does this"):
        acting.do(alignment.read, case.id, int(number), True, by="secretariat", expected=Expected())
    assert key


def test_reviewers_grade_each_criterion_and_say_why_one_is_weak(acting: Acting) -> None:
    case = opened(acting, "session")
    acting.move(case, "open_consultation")
    acting.answer_all(case)
    acting.to_close(case)
    acting.move(case, "open_review")
    for state in ("kg", "tj"):
        acting.do(assignments.assign, case.id, acting.actor(f"reviewer.{state}").id, "reviewer", by="secretariat")
    sent = {"accepted": "yes", "by_day": (acting.now + timedelta(days=3)).date().isoformat()}
    assert acting.browser("reviewer.kg").post(f"{FILE}/review/reply", data=sent).status_code == 303
    refused = opine(acting, "kg", **{"grade-gender": "weak"})
    assert refused.status == 422
    assert "Gender: say in a sentence" in refused.source
    assert opine(acting, "kg", **{"grade-gender": "weak", "reason-gender": "Women are not named."}).status == 303
    page = Page(acting.browser("chair").get(f"{FILE}/review"))
    assert "Women are not named." in page.words
    declined = {"accepted": "no", "reason": "No time; ask reviewer Uzbekistan."}
    assert acting.browser("reviewer.tj").post(f"{FILE}/review/reply", data=declined).status_code == 303
    assert acting.case(case).reviewers == 1
    assert opine(acting, "tj").status == 409
    assert (
        acting.browser("chair").post(f"{FILE}/review/summary", data={"summary": "One weak point."}).status_code == 303
    )
    assert "One weak point." in Page(acting.browser("reviewer.kg").get(f"{FILE}/review")).words


def test_an_opinion_on_an_earlier_text_is_confirmed_as_it_was(acting: Acting) -> None:
    case = acting.to_review()
    acting.opine(case, "kg")
    acting.save(case, acting.body("# Continuity of support after return\n\n1. *Recommends* another way;\n"))
    assert acting.case(case).opinions == 0
    assert "My opinion stands on this text as well" in Page(acting.browser("reviewer.kg").get(f"{FILE}/review")).words
    assert acting.browser("reviewer.kg").post(f"{FILE}/review/confirm").status_code == 303
    assert acting.case(case).opinions == 1
    assert acting.browser("reviewer.kg").post(f"{FILE}/review/confirm").status_code == 409
