"""Approvals gather on one text, show who gave them, fall when the text changes, and count each person once."""

from __future__ import annotations

import pytest
from flask import Flask

from council_flow.database import db, transaction
from council_flow.people.models import Term
from council_flow.procedures import operations as procedures
from council_flow.recommendations import queries
from council_flow.recommendations.models import Case
from tests.factories.acting import TEXT, Acting
from tests.procedures.conftest import recommendation
from tests.recommendations.conftest import Councils
from tests.web.page import Page

FILE = "/drafts/2026/L.1"


@pytest.fixture
def open_text(council_with: Councils) -> Acting:
    """A council whose drafters may still write while the adoption is certified by two people."""
    seen = "[expert, focal_point, drafter, reviewer, chair, secretariat]"
    return council_with("recommendation.yaml", recommendation(
        (f"    allows: {{see: {seen}}}\n  adopted:", f"    allows: {{see: {seen}, edit: [drafter]}}\n  adopted:"),
        ("    needs: [adoption.carried]\n", ""), ("  - adopted only when adoption.carried\n", ""),
    ))  # fmt: skip


def adopt(acting: Acting, by: str) -> Page:
    return Page(acting.browser(by).post(f"{FILE}/move", data={"transition": "adopt"}))


def standing(acting: Acting, case: Case) -> int:
    found = acting.case(case)
    return sum(one.counts(found) for one in queries.approvals(found, acting.now))


def silent(acting: Acting) -> Case:
    case = acting.to_adoption()
    acting.to_close(case)
    return case


def test_approvals_are_shown_as_they_gather(acting: Acting) -> None:
    silent(acting)
    assert "Approvals: 0 of 2, by different persons." in Page(acting.browser("chair").get(FILE)).words
    assert adopt(acting, "chair").status == 303
    for reader in ("chair", "vice-chair", "expert.kg"):
        words = Page(acting.browser(reader).get(FILE)).words
        assert "Approvals: 1 of 2, by different persons." in words
        assert "Chair, " in words or "Chair," in words, reader


def test_the_last_approval_moves_the_file_and_no_earlier_one(acting: Acting) -> None:
    case = silent(acting)
    adopt(acting, "chair")
    assert acting.case(case).stage == "adoption"
    adopt(acting, "vice-chair")
    assert acting.case(case).stage == "adopted"


def test_the_same_person_approves_once(acting: Acting) -> None:
    case = silent(acting)
    adopt(acting, "chair")
    again = adopt(acting, "chair")
    assert again.status == 409
    assert "You have approved; 1 more approval is needed." in again.words
    assert standing(acting, case) == 1


def test_an_approval_is_taken_back_until_the_last(acting: Acting) -> None:
    case = silent(acting)
    adopt(acting, "chair")
    assert acting.browser("chair").post(f"{FILE}/take-back", data={"transition": "adopt"}).status_code == 303
    assert standing(acting, case) == 0
    words = Page(acting.browser("vice-chair").get(FILE)).words
    assert "Approvals: 0 of 2, by different persons." in words
    assert "Taken back on" in words
    assert adopt(acting, "vice-chair").status == 303
    assert acting.case(case).stage == "adoption"


def test_a_change_of_the_text_lets_approvals_fall_visibly(open_text: Acting) -> None:
    acting = open_text
    case = silent(acting)
    adopt(acting, "chair")
    acting.save(case, acting.body(TEXT.replace("eight weeks", "four weeks")))
    assert standing(acting, case) == 0
    words = Page(acting.browser("chair").get(FILE)).words
    assert "Approvals: 0 of 2, by different persons." in words
    assert "It fell: the text has changed since." in words
    history = Page(acting.browser("chair").get(f"{FILE}/history")).words
    assert "The text has changed: the approvals of Chair" in history
    assert "your approval no longer counts" in Page(acting.browser("chair").get("/desk")).words


def test_a_text_that_comes_back_has_to_be_approved_anew(open_text: Acting) -> None:
    acting = open_text
    case = silent(acting)
    adopt(acting, "chair")
    first = acting.text_of(case)
    acting.save(case, acting.body(TEXT.replace("eight weeks", "four weeks")))
    acting.save(case, first)
    assert standing(acting, case) == 0
    assert adopt(acting, "chair").status == 303
    assert standing(acting, case) == 1


def test_a_translation_leaves_approvals_standing(open_text: Acting) -> None:
    from dataclasses import replace

    acting = open_text
    case = silent(acting)
    adopt(acting, "chair")
    body = acting.text_of(case)
    block = body.operative()[0]
    translated = replace(block, texts={**block.texts, "ru": "*Рекомендует* одного исполнителя;"})
    blocks = tuple(translated if one.key == block.key else one for one in body.blocks)
    acting.save(case, replace(body, blocks=blocks))
    assert standing(acting, case) == 1


def test_a_declared_interest_excludes_and_lets_an_approval_fall(acting: Acting) -> None:
    case = silent(acting)
    adopt(acting, "chair")
    sent = {"concerned": "yes", "text": "My ministry wrote the first draft."}
    assert acting.browser("chair").post(f"{FILE}/review/interest", data=sent).status_code == 303
    assert standing(acting, case) == 0
    refused = adopt(acting, "chair")
    assert refused.status == 403
    assert "You declared an interest in this file and have stepped aside." in refused.words
    assert "It fell: an interest was declared." in Page(acting.browser("vice-chair").get(FILE)).words


def test_an_approval_given_at_an_earlier_stay_counts_no_more(acting: Acting) -> None:
    case = silent(acting)
    adopt(acting, "chair")
    acting.move(case, "return_to_review", reason="To be seen again.")
    acting.move(case, "conclude_review")
    acting.move(case, "open_adoption")
    acting.to_close(case)
    assert "Approvals: 0 of 2, by different persons." in Page(acting.browser("vice-chair").get(FILE)).words
    adopt(acting, "vice-chair")
    assert acting.case(case).stage == "adoption"


def test_people_approve_at_the_same_moment_and_the_file_moves_once(each_app: Flask) -> None:
    from tests.recommendations.together import together

    acting = Acting(each_app)
    number = silent(acting).id
    browsers = [acting.browser(who) for who in ("chair", "vice-chair")]
    sent = {"transition": "adopt"}
    pressed = together([lambda one=one: one.post(f"{FILE}/move", data=sent).status_code for one in browsers])  # type: ignore[misc]
    assert sorted(pressed) == [303, 303]
    assert queries.get(number).stage == "adopted"


ENDORSED = """  endorse:
    title: {en: Endorse}
    from: draft
    to: same
    by: [chair]
    approvals: 2
  open_review:
"""


def test_a_decision_that_leaves_the_stage_needs_new_approvals_when_it_is_taken_again(acting: Acting) -> None:
    acting.do(procedures.activate, recommendation(("  open_review:\n", ENDORSED)), by="secretariat")
    case = acting.open_case()
    for by, moved in (("chair", False), ("vice-chair", True), ("chair", False)):
        assert acting.move(case, "endorse", by=by)[1] is moved
        assert acting.case(case).stage == "draft"
    assert "It was counted: the decision was taken." in Page(acting.browser("chair").get(FILE)).words


def test_an_approval_counts_while_its_giver_holds_the_office(acting: Acting) -> None:
    case = silent(acting)
    adopt(acting, "vice-chair")
    person = acting.actor("vice-chair").id
    with transaction():
        db.session.query(Term).filter_by(account_id=person).update({"until_at": acting.now})
    acting.later(minutes=1)
    assert standing(acting, case) == 0
    adopt(acting, "chair")
    assert acting.case(case).stage == "adoption"
    assert "who gave it no longer holds the office" in Page(acting.browser("chair").get(FILE)).words


def test_who_has_stepped_aside_steers_the_file_no_more(acting: Acting) -> None:
    acting.to_consultation()
    sent = {"concerned": "yes", "text": "My ministry wrote the first draft."}
    browser = acting.browser("chair")
    assert browser.post(f"{FILE}/review/interest", data=sent).status_code == 303
    longer = {"count": 7, "unit": "days", "reason": "More time."}
    assert browser.post(f"{FILE}/extend", data=longer).status_code == 403
    assert browser.post(f"{FILE}/consultation/remind", data={"note": ""}).status_code == 403
