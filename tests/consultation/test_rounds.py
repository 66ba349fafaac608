"""A round asks every State; one answer stands for each; what comes late counts once it is accepted."""

from __future__ import annotations

from flask import Flask

from council_flow.consultation import queries
from council_flow.database import db
from council_flow.recommendations.models import Case
from tests.factories.acting import Acting
from tests.web.page import Page

FILE = "/drafts/2026/L.1"
PAGE = f"{FILE}/consultation"


def answer(acting: Acting, state: str, value: str = "agrees", text: str = "") -> Page:
    return Page(acting.browser(f"focal.{state}").post(PAGE, data={"answer": value, "text": text}))


def given(acting: Acting, case: Case) -> tuple[int, int]:
    fresh = acting.case(case)
    return fresh.answers, fresh.invited


def close(acting: Acting, case: Case) -> None:
    acting.to_close(case)
    db.session.rollback()


def test_every_state_of_the_council_is_asked_and_each_answers_once(each_app: Flask) -> None:
    acting = Acting(each_app)
    case = acting.to_consultation()
    assert given(acting, case) == (0, 10)
    assert answer(acting, "kz").status == 303
    assert answer(acting, "kz", "has_concern", "Paragraph 2 goes too far.").status == 303
    assert given(acting, case) == (1, 10)
    page = Page(acting.browser("chair").get(f"{PAGE}?party=KZ"))
    assert "Paragraph 2 goes too far." in page.words
    assert "1 earlier answer" in page.words


def test_no_remark_is_an_answer(acting: Acting) -> None:
    case = acting.to_consultation()
    assert answer(acting, "ye", "no_comment").status == 303
    assert given(acting, case) == (1, 10)


def test_an_answer_that_needs_words_is_refused_without_them_beside_the_field(acting: Acting) -> None:
    case = acting.to_consultation()
    for value in ("agrees_with_remarks", "proposes_wording", "has_concern"):
        page = answer(acting, "kz", value)
        assert page.status == 422
        assert "what the answer concerns" in page.refusal("text")
    assert given(acting, case) == (0, 10)


def test_who_speaks_for_no_state_does_not_answer(acting: Acting) -> None:
    acting.to_consultation()
    for key in ("expert.kz", "chair", "secretariat"):
        assert acting.browser(key).post(PAGE, data={"answer": "agrees"}).status_code == 403


def test_the_round_is_needed_whole_and_closed_before_the_file_moves_on(acting: Acting) -> None:
    case = acting.to_consultation()
    for state in ("kz", "kg", "tj", "tm"):
        answer(acting, state)
    move = {"transition": "open_review"}
    chair = acting.browser("chair")
    page = Page(chair.post(f"{FILE}/move", data=move))
    assert page.status == 409
    assert "Answers from 4 States have arrived; needed: 5." in page.source
    answer(acting, "uz")
    assert chair.post(f"{FILE}/move", data=move).status_code == 409
    close(acting, case)
    assert acting.browser("chair").post(f"{FILE}/move", data=move).status_code == 303


def test_the_round_is_done_when_nobody_is_awaited(acting: Acting) -> None:
    case = acting.to_consultation()
    acting.answer_all(case)
    answer(acting, "xa", "no_comment")
    assert acting.browser("chair").post(f"{FILE}/move", data={"transition": "open_review"}).status_code == 303


def test_a_late_answer_counts_once_it_is_accepted(acting: Acting) -> None:
    case = acting.to_consultation()
    answer(acting, "kz")
    close(acting, case)
    assert answer(acting, "uz").status == 303
    assert given(acting, case)[0] == 1
    page = Page(acting.browser("chair").get(f"{PAGE}?party=UZ"))
    row = page.tree.xpath("//input[@name='answer_id']/@value")[0]
    sent = {"answer_id": row, "decision": "accept"}
    assert acting.browser("focal.uz").post(f"{PAGE}/late", data=sent).status_code == 403
    assert acting.browser("chair").post(f"{PAGE}/late", data=sent).status_code == 303
    assert given(acting, case)[0] == 2


def test_a_reminder_goes_to_those_who_have_not_answered(acting: Acting) -> None:
    acting.to_consultation()
    answer(acting, "kz")
    chair = acting.browser("chair")
    assert chair.post(f"{PAGE}/remind", data={"note": "With thanks."}).status_code == 303
    history = Page(chair.get(f"{FILE}/history")).words
    told = history.split("reminded those whose answers are awaited: ")[1].split(".")[0]
    assert "Uzbekistan" in told
    assert "Kazakhstan" not in told
    desk = Page(acting.browser("focal.uz").get("/desk")).words
    assert "the answer of Uzbekistan is awaited" in desk
    assert "the answer of Kazakhstan is awaited" not in Page(acting.browser("focal.kz").get("/desk")).words


def test_a_second_round_is_held_on_the_text_as_it_is_then(acting: Acting) -> None:
    case = acting.to_consultation()
    answer(acting, "kz", "proposes_wording", "Shorter.")
    acting.move(case, "return_to_draft", reason="To be shortened.")
    acting.save(case, acting.body("# Shorter\n\n1. *Recommends* one thing;"))
    acting.move(case, "open_consultation")
    assert given(acting, case) == (0, 10)
    second = queries.current(case.id)
    assert second is not None
    assert (second.number, second.version) == (2, 2)
    assert "Shorter." in Page(acting.browser("chair").get(f"{PAGE}?round=1&state=KZ")).words
