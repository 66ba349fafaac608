"""Each move is refused with the sentence that names what is missing, and made once its conditions are met."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from council_flow.database import db
from council_flow.discussion import operations as discussion
from council_flow.recommendations import queries
from council_flow.recommendations.models import Case, Visit
from tests.factories.acting import Acting
from tests.web.page import Page

FILE = "/drafts/2026/L.1"
TITLE_ONLY = "# Continuity of support after return"

# The move, by whom, the file before it, what is missing, and what is done about it.
Step = Callable[[Acting], Any]


def case_of(acting: Acting) -> Case:
    return acting.case(queries.find(2026, 1))


def answered(acting: Acting, n: int) -> None:
    from council_flow.consultation import operations as consultation
    from council_flow.demo import people as cast
    from council_flow.errors import Expected

    for code in (*cast.VOICES, *cast.INVITED)[:n]:
        acting.do(consultation.answer, case_of(acting).id, "agrees", by=f"focal.{code.lower()}", expected=Expected())


def in_review(acting: Acting, *opinions: str) -> None:
    case = acting.to_review()
    for state in opinions:
        acting.opine(case, state)


def commented(acting: Acting) -> None:
    in_review(acting, "kg", "tj")
    case = case_of(acting)
    key = acting.text_of(case).operative()[1].key
    acting.do(discussion.post, case.id, key, "Which plan?", by="expert.kg")


def written(acting: Acting) -> None:
    acting.save(case_of(acting), acting.body())


UNMET: dict[str, tuple[str, str, Step, str, Step]] = {
    "a text without operative paragraphs": (
        "open_consultation", "chair", lambda acting: acting.open_case(markdown=TITLE_ONLY),
        "The text has no operative paragraph yet.", written,
    ),
    "a consultation with too few answers": (
        "open_review", "chair", lambda acting: (acting.to_consultation(), answered(acting, 4)),
        "Answers from 4 States have arrived; needed: 5. Missing: Uzbekistan, Iraq, Jordan, Lebanon and 2 more.",
        lambda acting: (answered(acting, 5), acting.to_close(case_of(acting))),
    ),
    "a consultation that is still open": (
        "open_review", "chair", lambda acting: (acting.to_consultation(), answered(acting, 5)),
        "Answers from 5 of 10 States have arrived. Missing: Iraq, Jordan, Lebanon, Yemen and State A. The round closes on",
        lambda acting: acting.to_close(case_of(acting)),
    ),
    "a review with too few opinions": (
        "conclude_review", "chair", lambda acting: in_review(acting, "kg"),
        "1 of 2 reviews of this text are in; missing: Expert, Tajikistan", lambda acting: acting.opine(case_of(acting), "tj"),
    ),
    "a comment without a disposition": (
        "conclude_review", "chair", commented,
        "1 of 1 comments has no disposition: on paragraph 2. Dispositions are given by: Drafter.",
        lambda acting: acting.do(discussion.dispose, case_of(acting).id, 1, "noted", by="expert.kz"),
    ),
    "a paragraph without a finding": (
        "open_adoption", "chair", lambda acting: acting.to_alignment(),
        "3 paragraphs are not checked yet: 1, 2 and 3.",
        lambda acting: acting.find_all(case_of(acting)),
    ),
    "a silence that runs": (
        "adopt", "chair", lambda acting: acting.to_adoption(), "The silence runs until",
        lambda acting: acting.to_close(case_of(acting)),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("move", "by", "before", "missing", "mend"), UNMET.values(), ids=UNMET)
def test_a_move_is_refused_naming_what_is_missing_and_made_when_it_is_there(
    acting: Acting, move: str, by: str, before: Step, missing: str, mend: Step
) -> None:
    before(acting)
    browser, stage = acting.browser(by), case_of(acting).stage
    page = Page(browser.post(f"{FILE}/move", data={"transition": move}))
    assert page.status == 409
    assert missing in page.words
    assert missing in Page(browser.get(FILE)).words  # the panel says it before anybody tries
    assert case_of(acting).stage == stage
    mend(acting)
    assert browser.post(f"{FILE}/move", data={"transition": move}).status_code == 303
    case = case_of(acting)
    assert case.stage != stage or any(one.counts(case) for one in queries.approvals(case, acting.now))


def test_several_open_conditions_are_each_named(acting: Acting) -> None:
    commented(acting)
    case = case_of(acting)
    acting.save(case, acting.body("# T\n\n## H\n\n1. *Recommends* another thing;"))
    page = Page(acting.browser("chair").post(f"{FILE}/move", data={"transition": "conclude_review"}))
    assert "2 conditions are still open." in page.words
    assert "0 of 2 reviews of this text are in" in page.words
    assert "has no disposition" in page.words


def test_a_refusal_leads_to_where_it_can_be_mended(acting: Acting) -> None:
    commented(acting)
    page = Page(acting.browser("chair").post(f"{FILE}/move", data={"transition": "conclude_review"}))
    assert f"{FILE}/comments?state=open" in page.links()


@pytest.mark.parametrize("reason", ["", "   "])
@pytest.mark.parametrize("move", ["return_to_draft", "withdraw"])
def test_going_back_needs_a_reason(acting: Acting, move: str, reason: str) -> None:
    acting.to_consultation()
    page = Page(acting.browser("chair").post(f"{FILE}/move", data={"transition": move, "reason": reason}))
    assert page.status == 422
    assert page.refusal("reason")
    assert case_of(acting).stage == "consultation"


def test_the_reason_stands_in_the_history_and_with_the_stay_it_ended(acting: Acting) -> None:
    case = acting.to_consultation()
    sent = {"transition": "return_to_draft", "reason": "Paragraph 2 needs <b>another</b> look."}
    assert acting.browser("chair").post(f"{FILE}/move", data=sent).status_code == 303
    assert "Paragraph 2 needs <b>another</b> look." in Page(acting.browser("expert.kz").get(f"{FILE}/history")).words
    db.session.rollback()
    stay = db.session.query(Visit).filter_by(case_id=case.id, number=2).one()
    assert (stay.stage, stay.left_by, stay.reason) == ("consultation", "return_to_draft", sent["reason"])


def test_a_file_that_was_returned_passes_through_everything_again(acting: Acting) -> None:
    case = acting.to_review()
    acting.opine(case, "kg")
    acting.opine(case, "tj")
    acting.move(case, "return_to_draft", reason="To be written anew.")
    acting.save(case, acting.body("# T\n\n1. *Recommends* another thing;"))
    acting.move(case, "open_consultation")
    page = Page(acting.browser("chair").post(f"{FILE}/move", data={"transition": "open_review"}))
    assert page.status == 409
    assert "Answers from 0 States have arrived" in page.words
    assert [visit.stage for visit in db.session.query(Visit).order_by(Visit.number)] == [
        "draft", "consultation", "review", "draft", "consultation",
    ]  # fmt: skip


def test_a_withdrawn_file_moves_no_more(acting: Acting) -> None:
    case = acting.to_consultation()
    acting.move(case, "withdraw", reason="Taken up elsewhere.")
    for move in ("open_review", "return_to_draft", "withdraw"):
        sent = {"transition": move, "reason": "Again."}
        assert acting.browser("chair").post(f"{FILE}/move", data=sent).status_code == 409
    assert "No move leads on from this stage." in Page(acting.browser("chair").get(FILE)).words


def test_an_unknown_move_is_refused(acting: Acting) -> None:
    acting.open_case()
    answer = acting.browser("chair").post(f"{FILE}/move", data={"transition": "make_coffee"})
    assert answer.status_code == 409
    assert acting.browser("chair").get(f"{FILE}/move/make_coffee").status_code == 200


def test_a_move_with_a_text_that_has_changed_meanwhile_is_refused(acting: Acting) -> None:
    case = acting.open_case()
    browser = acting.browser("chair")
    drawn = Page(browser.get(f"{FILE}/move/open_consultation")).form("/move")
    acting.save(case, acting.body("# T\n\n1. *Recommends* another thing;"))
    page = Page(browser.post(f"{FILE}/move", data=drawn))
    assert page.status == 409
    assert "v2 was saved" in page.words
    assert case_of(acting).stage == "draft"


def test_opening_the_consultation_seals_the_text_as_issued(acting: Acting) -> None:
    case = acting.to_consultation()
    assert (case_of(acting).issued, case_of(acting).issued_version) == (0, 1)
    acting.move(case, "return_to_draft", reason="To be written anew.")
    acting.save(case, acting.body("# T\n\n1. *Recommends* another thing;"))
    acting.move(case, "open_consultation")
    assert (case_of(acting).issued, case_of(acting).issued_version) == (1, 2)
    assert "REC/2026/L.1/Rev.1" in Page(acting.browser("expert.kg").get(FILE)).source
    assert acting.browser("expert.kg").get(f"{FILE}/Rev.1").status_code == 200
